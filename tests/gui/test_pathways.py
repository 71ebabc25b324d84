"""Pathways in the window: walked, noted on, drawn and changed, by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from asset_mapper.analysis.pathway_shape import STROKES
from asset_mapper.domain.evidence import Coverage
from asset_mapper.domain.link import Direction
from asset_mapper.domain.pathway import Pathway
from asset_mapper.services import pathways, records
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.pathway_form import PathwayForm
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.views.pathway_items import ArrowItem, CardItem
from asset_mapper.ui.views.pathway_marks import stroke
from asset_mapper.ui.views.pathways_page import PathwaysPage

Settled = Callable[[], None]
K = Qt.Key


@pytest.fixture
def page(window: MainWindow, settled: Settled) -> PathwaysPage:
    shown = window.show_view("pathways")
    settled()
    assert isinstance(shown, PathwaysPage)
    return shown


def read(context: Context, query: Callable[..., object], *args: object) -> object:
    assert context.project is not None
    return context.project.read(query, *args)


def current_card(page: PathwaysPage) -> CardItem:
    assert isinstance(page.canvas.current, CardItem)
    return page.canvas.current


def current_arrow(page: PathwaysPage) -> ArrowItem:
    assert isinstance(page.canvas.current, ArrowItem)
    return page.canvas.current


def test_the_arrow_keys_walk_along_arrows_and_between_cards(qtbot: QtBot, page: PathwaysPage):
    qtbot.keyClick(page.canvas, K.Key_Right)
    first = current_card(page)
    assert first.card.column == 0
    qtbot.keyClick(page.canvas, K.Key_Right)
    arrow = current_arrow(page)
    assert arrow.start is first
    qtbot.keyClick(page.canvas, K.Key_Down)
    assert current_arrow(page) is not arrow and current_arrow(page).start is first
    qtbot.keyClick(page.canvas, K.Key_Right)
    assert current_card(page) is not first
    qtbot.keyClick(page.canvas, K.Key_Left)
    assert current_arrow(page).end is not first
    page.canvas.make_current(first.card.id)
    qtbot.keyClick(page.canvas, K.Key_Down)
    assert current_card(page).card.column == 0


def test_every_card_is_reached_by_keyboard(qtbot: QtBot, page: PathwaysPage):
    qtbot.keyClick(page.canvas, K.Key_Down)
    seen = set()
    for _step in range(len(page.canvas.cards) + 1):
        seen.add(current_card(page).card.id)
        qtbot.keyClick(page.canvas, K.Key_Down)
    assert seen == set(page.canvas.cards)


def test_the_list_says_all_that_the_drawing_shows_and_leads_the_same_way(page: PathwaysPage):
    texts = [page.side.list.item(row).text().split("\n")[0] for row in range(page.side.list.count())]
    assert texts == [arrow.sentence for arrow in page.canvas.arrows.values()]
    said = [slip.words.en for arrow in page.canvas.arrows.values() for slip in arrow.link.slips]
    listed = "\n".join(page.side.list.item(row).text() for row in range(page.side.list.count()))
    assert said and all(words in listed for words in said)
    assert all("Evidence:" in text for text in texts)
    page.side.list.setCurrentRow(3)
    assert current_arrow(page).sentence == texts[3]


def test_the_current_card_is_told_to_screen_readers(qtbot: QtBot, page: PathwaysPage):
    qtbot.keyClick(page.canvas, K.Key_Right)
    assert page.canvas.accessibleDescription() == current_card(page).name
    qtbot.keyClick(page.canvas, K.Key_Right)
    assert page.canvas.accessibleDescription() == current_arrow(page).sentence


def test_a_table_notes_on_slip_after_slip_by_keyboard(
    qtbot: QtBot, page: PathwaysPage, context: Context, settled: Settled
):
    page.steps.begin("health")
    settled()
    known, arrows = 0, len(page.canvas.arrows)
    first = next(iter(page.canvas.arrows))
    page.canvas.make_current(first)
    qtbot.keyClick(page.canvas, K.Key_Return)
    assert QApplication.focusWidget() is page.side.slip.note or page.side.slip.note.hasFocus()
    for said in ("The walkers say so", "The surgery counted them"):
        here = page.canvas.current_id
        qtbot.keyClicks(page.side.slip.note, said)
        qtbot.keyClick(page.side.slip.note, K.Key_Return)
        settled()
        qtbot.waitUntil(lambda here=here: page.canvas.current_id not in ("", here))
        known += 1
        assert page.side.counted.text() == f"{known} of {arrows} arrows have evidence"
        assert page.side.progress.value() == known
    assert page.canvas.arrows[first].link.coverage is Coverage.BELIEF
    context.undo()
    settled()
    assert page.side.counted.text() == f"{known - 1} of {arrows} arrows have evidence"


def test_a_card_is_put_on_joined_moved_and_taken_off(
    qtbot: QtBot, page: PathwaysPage, context: Context, settled: Settled
):
    before = set(page.canvas.cards)
    page.bar.add.setFocus()
    qtbot.keyClicks(page.bar.add, "CD4")
    page.bar.add.editingFinished.emit()
    qtbot.keyClick(page.bar.add, K.Key_Return)
    settled()
    (new,) = set(page.canvas.cards) - before
    page.canvas.make_current(new)
    other = next(card for card in page.canvas.cards.values() if card.card.code == "CD1")
    page.side.target.choose(other.card.id)
    page.side.direction.choose(Direction.HARMS)
    page.side.draw.click()
    settled()
    (arrow,) = [one for one in page.canvas.arrows.values() if one.start.card.id == new]
    assert arrow.end.card.id == other.card.id and arrow.harms
    column, row = page.canvas.cards[new].card.column, page.canvas.cards[new].card.row
    page.canvas.make_current(new)
    qtbot.keyClick(page.canvas, K.Key_Down, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert (page.canvas.cards[new].card.column, page.canvas.cards[new].card.row) == (column, row + 0.5)
    assert page.canvas.current_id == new
    qtbot.keyClick(page.canvas, K.Key_Delete)
    settled()
    assert set(page.canvas.cards) == before
    context.undo()
    settled()
    assert new in page.canvas.cards


def test_a_card_is_dragged_to_another_place(qtbot: QtBot, page: PathwaysPage, settled: Settled):
    page.canvas.show_everything()
    card = next(iter(page.canvas.cards.values()))
    start = page.canvas.mapFromScene(card.sceneBoundingRect().center())
    far = page.canvas.mapFromScene(card.sceneBoundingRect().center() + QPointF(0, card.boundingRect().height() * 2))
    viewport, left = page.canvas.viewport(), Qt.MouseButton.LeftButton
    qtbot.mousePress(viewport, left, pos=start)
    for share in (0.3, 0.6, 1.0):
        qtbot.mouseMove(viewport, start + QPoint(0, round((far.y() - start.y()) * share)))
    qtbot.mouseRelease(viewport, left, pos=far)
    settled()
    assert page.canvas.cards[card.card.id].card.row > card.card.row + 1


def test_a_refused_arrow_gets_a_sentence(page: PathwaysPage, context: Context, settled: Settled):
    said: list[object] = []
    context.said.connect(said.append)
    outcome = next(card for card in page.canvas.cards.values() if card.card.kind is None)
    page.steps.connect_cards(outcome.card.id, outcome.card.id, Direction.HELPS)
    settled()
    assert "cannot lead to itself" in said[-1].text


def test_without_a_pathway_the_page_says_what_to_do_first(page: PathwaysPage, context: Context, settled: Settled):
    keys = [one.id for one in read(context, pathways.listed)]
    context.apply(records.remove, Pathway, keys)
    settled()
    assert page.pages.currentIndex() == 1 and page.none_yet.begin.menu().actions()
    page.none_yet.begin.setFocus()
    page.steps.begin("community-safety")
    settled()
    assert page.pages.currentIndex() == 0
    assert len(page.canvas.cards) == 12
    assert page.window().focusWidget() is page.canvas  # one goes on from the keyboard where it is


def test_a_pathway_of_ones_own_is_named_begun_and_removed(
    qtbot: QtBot, window: MainWindow, page: PathwaysPage, context: Context, settled: Settled
):
    page.bar.begin.menu().actions()[0].trigger()
    (form,) = window.findChildren(PathwayForm)
    form.save.click()
    assert form.problem.text()
    form.name.set_texts("Tyfu bwyd", "Growing food")
    form.save.click()
    settled()
    assert page.bar.choice.currentText() == "Growing food"
    assert page.canvas.cards == {}
    page.bar.more.menu().actions()[-1].trigger()
    settled()
    assert "Growing food" not in [page.bar.choice.itemText(row) for row in range(page.bar.choice.count())]


def test_the_language_changes_everywhere_and_a_note_in_the_making_stays(
    qtbot: QtBot, page: PathwaysPage, context: Context, settled: Settled
):
    page.canvas.make_current(next(iter(page.canvas.arrows)))
    qtbot.keyClicks(page.side.slip.note, "half a sent")
    context.speak("cy")
    settled()
    assert page.side.slip.note.text() == "half a sent"
    assert page.bar.choice.currentText() == "Byw'n dda gartref yn hŷn"
    assert "Tystiolaeth" in page.side.list.item(0).text()


@pytest.mark.parametrize("scale", [0.66, 1.0, 1.5])
def test_no_line_that_can_be_read_is_as_thin_as_a_pixel(scale: float):
    for step in Coverage:
        pen = stroke(step, QColor("black"), scale)
        assert pen.widthF() * scale > 1  # thinner ones have dots drawn as dashes, which say something else
        lengths = [length * pen.widthF() for length in pen.dashPattern()]
        assert lengths == pytest.approx([float(length) for length in STROKES[step.rung][1].split()])


def test_plus_minus_and_nought_zoom(qtbot: QtBot, page: PathwaysPage):
    page.canvas.show_everything()
    whole = page.canvas.transform().m11()
    qtbot.keyClick(page.canvas, K.Key_Plus)
    assert page.canvas.transform().m11() > whole
    qtbot.keyClick(page.canvas, K.Key_0)
    assert page.canvas.transform().m11() == pytest.approx(whole)


def test_a_pathway_that_does_not_fit_scrolls_from_its_first_column_rather_than_grow_tiny(
    qtbot: QtBot, page: PathwaysPage
):
    page.canvas.setFixedSize(400, 260)
    qtbot.waitUntil(lambda: page.canvas.viewport().width() < 400)
    page.canvas.begin_reading()
    assert page.canvas.transform().m11() >= 0.65
    first = page.canvas.mapFromScene(page.canvas.heads[0].sceneBoundingRect()).boundingRect()
    assert page.canvas.viewport().rect().contains(first)
