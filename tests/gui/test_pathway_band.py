"""The names of the columns stay in view while a tall drawing is scrolled under them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPaintEvent, QRegion
from pytestqt.qtbot import QtBot

from asset_mapper.ui import theme
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.views.pathway_canvas import PathwayCanvas
from asset_mapper.ui.views.pathway_items import CardItem
from asset_mapper.ui.views.pathway_marks import HeadItem
from asset_mapper.ui.views.pathways_page import PathwaysPage


@pytest.fixture
def canvas(window: MainWindow, settled: Callable[[], None]) -> PathwayCanvas:
    page = window.show_view("pathways")
    settled()
    assert isinstance(page, PathwaysPage)
    page.canvas._zoom_to(1.5)
    bars = page.canvas.verticalScrollBar(), page.canvas.horizontalScrollBar()
    for bar in bars:
        bar.setValue(bar.minimum())
    assert bars[0].maximum() - bars[0].minimum() > 200
    return page.canvas


def painted(canvas: PathwayCanvas, room: QRect) -> QImage:
    return canvas.viewport().grab(room).toImage()


def heads_in_view(canvas: PathwayCanvas) -> list[HeadItem]:
    wide = canvas.viewport().width()
    places = {head: canvas.mapFromScene(head.sceneBoundingRect()).boundingRect() for head in canvas.heads}
    return [head for head, place in places.items() if place.left() >= 0 and place.right() < wide]


def test_nothing_lies_over_the_drawing_while_the_names_are_seen_where_they_belong(canvas: PathwayCanvas):
    assert canvas.band.isEmpty() and heads_in_view(canvas)


def test_the_same_names_are_painted_at_the_top_after_scrolling(canvas: PathwayCanvas):
    before = {}
    for head in heads_in_view(canvas):
        place = canvas.mapFromScene(head.sceneBoundingRect()).boundingRect().adjusted(2, 4, -2, -4)
        before[head.text] = (place, painted(canvas, place))
    canvas.verticalScrollBar().setValue(canvas.verticalScrollBar().maximum())
    band = canvas.band
    assert band.top() == 0 and band.width() == canvas.viewport().width()
    ink = QColor(theme.colour("ink", theme.in_use())).rgb()
    for head in heads_in_view(canvas):
        place, image = before[head.text]
        moved = painted(canvas, QRect(place.left(), 4, place.width(), place.height()))
        assert abs(inked(moved, ink) - inked(image, ink)) <= 0.2 * inked(image, ink) > 0


def inked(image: QImage, ink: int) -> int:
    return sum(image.pixel(x, y) == ink for x in range(image.width()) for y in range(image.height()))


def test_what_is_under_the_names_is_covered(canvas: PathwayCanvas):
    card = min(canvas.cards.values(), key=lambda one: (one.card.column, one.card.row))
    bar = canvas.verticalScrollBar()
    bar.setValue(bar.value() + canvas.mapFromScene(card.sceneBoundingRect().center()).y() - 10)
    edge = canvas.mapFromScene(card.sceneBoundingRect().bottomLeft())
    assert canvas.band.contains(QPoint(edge.x() + 20, 10))
    beside = canvas.mapFromScene(card.sceneBoundingRect().right() + 30, 0).x()
    paper = QColor(theme.colour("paper", theme.in_use())).rgb()
    between = painted(canvas, QRect(beside, 0, 4, canvas.band.height() - 2))
    assert {between.pixel(x, y) for x in range(4) for y in range(between.height())} == {paper}


def test_a_click_on_a_name_that_stayed_chooses_its_column_and_scrolls_nothing(qtbot: QtBot, canvas: PathwayCanvas):
    bar = canvas.verticalScrollBar()
    bar.setValue(bar.maximum())
    head = heads_in_view(canvas)[0]
    place = QPoint(canvas.mapFromScene(head.sceneBoundingRect().center()).x(), canvas.band.height() // 2)
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert canvas.current is head and bar.value() == bar.maximum()


def test_a_card_that_is_sought_is_not_under_the_names(canvas: PathwayCanvas):
    bar = canvas.verticalScrollBar()
    for card in sorted(canvas.cards.values(), key=lambda one: -one.card.row):
        bar.setValue(bar.maximum())
        canvas.make_current(card.card.id)
        assert isinstance(canvas.current, CardItem)
        top = canvas.mapFromScene(card.sceneBoundingRect().topLeft()).y()
        assert top >= canvas.band.height()


def test_scrolling_paints_anew_where_the_names_were_and_where_they_stay(qtbot: QtBot, canvas: PathwayCanvas):
    bar = canvas.verticalScrollBar()
    bar.setValue(bar.maximum() - 60)
    band = canvas.band
    seen = Regions()
    canvas.viewport().installEventFilter(seen)
    bar.setValue(bar.maximum() - 20)
    left = band.translated(0, -40) & canvas.viewport().rect()
    qtbot.waitUntil(lambda: seen.has(band) and seen.has(left))
    canvas.viewport().removeEventFilter(seen)


class Regions(QObject):
    """Keeps what was painted."""

    def __init__(self) -> None:
        super().__init__()
        self._painted = QRegion()

    def has(self, room: QRect) -> bool:
        return QRegion(room).subtracted(self._painted).isEmpty()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self._painted = self._painted.united(event.region())
        return False
