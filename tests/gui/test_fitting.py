"""What fits on the smallest screen with large text, what gives way, and that every dialog has its buttons alike."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from asset_mapper.services import neighbourhood
from asset_mapper.ui import theme
from asset_mapper.ui.context import Context
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.widgets.button_row import ButtonRow
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.widgets.neighbourhood_chart import NeighbourhoodChart
from asset_mapper.ui.widgets.page_stack import PageStack
from asset_mapper.ui.widgets.status import Status

from .reach import tab_order
from .scenes_on_stage import SCENES, on_stage, shown_in

WIDE, HIGH = 1366, 768


def scene(name: str) -> Any:
    return next(one for one in SCENES if one.name == name)


@pytest.mark.parametrize("name", ["list-filters", "entry-session", "list-duplicates"])
def test_the_list_keeps_lines_to_be_read_on_the_smallest_screen(
    qtbot: QtBot, sample_file: Path, tmp_path: Path, name: str
) -> None:
    with on_stage(qtbot, sample_file, tmp_path, scene(name), "cy", 150) as window:
        assert (window.width(), window.height()) == (WIDE, HIGH)
        table = window.show_view("assets").table  # type: ignore[attr-defined]
        assert table.viewport().height() >= 2 * table.verticalHeader().defaultSectionSize()
        bottom = table.mapTo(window, QPoint(0, table.height())).y()
        assert bottom <= HIGH - window.status.height()  # type: ignore[attr-defined]


class Page(QWidget):
    def __init__(self, high: int) -> None:
        super().__init__()
        tall = QLabel("x")
        tall.setMinimumHeight(high)
        QVBoxLayout(self).addWidget(tall)


def test_only_the_page_in_front_says_how_high_the_window_must_be(qtbot: QtBot) -> None:
    pages = PageStack()
    low, high = Page(40), Page(900)
    for page in (low, high):
        pages.addWidget(page)
    area = pages.in_scroller()
    qtbot.addWidget(area)
    area.resize(400, 300)
    area.show()
    assert not area.verticalScrollBar().isVisible() and pages.height() == area.viewport().height()
    pages.setCurrentWidget(high)
    qtbot.waitUntil(area.verticalScrollBar().isVisible)
    assert pages.height() >= 900
    pages.setCurrentWidget(low)
    qtbot.waitUntil(lambda: not area.verticalScrollBar().isVisible())


@pytest.mark.usefixtures("window")
def test_the_session_is_read_whole_before_the_map_and_the_language_are(
    qtbot: QtBot, context: Context, settled: Callable[[], None]
) -> None:
    bar = Status(context)
    qtbot.addWidget(bar)
    bar.resize(1300, 40)
    bar.show()
    context.project_changed.emit()
    settled()
    session = "Session: Pontydderwen Village Hall, table of people and talents"
    bar.session.say(session)
    bar._fit()
    assert bar.spoken.isVisible() and bar.basemap.isVisible() and bar.place.text() == "cwm.assetmap · this laptop"
    name = bar.fontMetrics().horizontalAdvance("cwm.assetmap") + 24
    bar.resize(bar.session.sizeHint().width() + bar.saved.sizeHint().width() + name + 32, 40)
    assert not bar.spoken.isVisible() and not bar.basemap.isVisible()
    qtbot.waitUntil(lambda: bar.session.text() == session)
    assert (bar.place.text(), bar.saved.text()) == ("cwm.assetmap", "Saved")
    bar.resize(1300, 40)
    assert bar.spoken.isVisible() and bar.place.text() == "cwm.assetmap · this laptop"


def test_a_running_session_is_not_cut_at_150_percent(qtbot: QtBot, sample_file: Path, tmp_path: Path) -> None:
    with on_stage(qtbot, sample_file, tmp_path, scene("entry-session"), "cy", 150) as window:
        assert isinstance(window, MainWindow)
        status = window.status
        assert status.session.whole and status.session.text() == status.session.whole
        assert status.saved.isVisible() and "…" not in status.place.text()


def test_the_buttons_of_a_row_end_with_what_the_dialog_is_for(qtbot: QtBot) -> None:
    dialog, field, row = QDialog(), QLineEdit(), ButtonRow()
    qtbot.addWidget(dialog)
    column = QVBoxLayout(dialog)
    column.addWidget(field)
    column.addWidget(row)
    save, leave, other, another = (QPushButton(text) for text in ("Save", "Cancel", "History …", "Remove"))
    save.setProperty("role", "primary")
    row.add(save)
    row.add(leave, leaves=True)
    row.add(other)
    row.add(another)
    dialog.resize(600, 120)
    dialog.show()
    in_order = sorted((save, leave, other, another), key=lambda button: button.x())
    assert [button.text() for button in in_order] == ["History …", "Remove", "Cancel", "Save"]
    assert leave.x() - another.geometry().right() > 100  # what else can be done stands apart
    assert tab_order(dialog) == [field, *in_order]


@pytest.mark.parametrize(
    "name",
    [
        "list-columns",
        "framework",
        "link",
        "evidence-form",
        "indicator",
        "outcome-personal",
        "base-map",
        "list-several",
    ],
)
def test_every_dialog_ends_with_cancel_and_then_what_it_is_for(
    qtbot: QtBot, sample_file: Path, tmp_path: Path, name: str
) -> None:
    with on_stage(qtbot, sample_file, tmp_path, scene(name), "en") as dialog:
        assert isinstance(dialog, QDialog)
        buttons = [one for one in shown_in(dialog) if isinstance(one, QPushButton)]
        low = max(one.mapTo(dialog, QPoint(0, 0)).y() for one in buttons)
        row = [one for one in buttons if one.mapTo(dialog, QPoint(0, 0)).y() >= low - 4]
        row.sort(key=lambda one: one.mapTo(dialog, QPoint(0, 0)).x())
        assert row[-2].text() == "Cancel" and row[-1].property("role") == "primary", [one.text() for one in row]


@pytest.mark.parametrize("percent", [100, 150])
def test_a_choice_says_with_dots_that_its_text_goes_on(qtbot: QtBot, percent: int) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.put_on(application, "light", percent)
    long = "Everything that this audience may see, and a little more than that"
    box: Choice[int] = Choice("What", [(1, long)])
    qtbot.addWidget(box)
    box.resize(200, box.sizeHint().height())
    box.show()
    assert box._option()[1].endswith("…")
    box.resize(box.fontMetrics().horizontalAdvance(long) + 80, box.height())
    assert box._option()[1] == long
    theme.put_on(application, "light", 100)


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_a_choice_as_wide_as_its_texts_cuts_none_of_them(qtbot: QtBot, percent: int) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.put_on(application, "light", percent)
    texts = ("Grŵp heb ei ddweud", "Beth allai fod wedi digwydd", "Ie")
    box: Choice[str] = Choice("What", [(text, text) for text in texts])
    box.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
    qtbot.addWidget(box)
    box.resize(box.sizeHint())
    box.show()
    for text in texts:
        box.choose(text)
        assert box._option()[1] == text
    theme.put_on(application, "light", 100)


SYSTEMS = {  # the four contrast themes of Windows 11: window, its text, what is chosen, its text
    "aquatic": ("#202020", "#FFFFFF", "#8EE3F0", "#263B50"),
    "desert": ("#FFFAEF", "#3D3D3D", "#903909", "#FFF5E3"),
    "dusk": ("#2D3236", "#FFFFFF", "#A1BFDE", "#212D3B"),
    "night sky": ("#000000", "#FFFFFF", "#D6B4FD", "#2B2B2B"),
}


def contrast(one: str, other: str) -> float:
    def luminance(name: str) -> float:
        values = [
            value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
            for value in (QColor(name).redF(), QColor(name).greenF(), QColor(name).blueF())
        ]
        return 0.2126 * values[0] + 0.7152 * values[1] + 0.0722 * values[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_chosen_line_is_told_in_every_contrast_theme_of_the_system(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    palette, role = QPalette(), QPalette.ColorRole
    window, text, chosen, its_text = (QColor(value) for value in SYSTEMS[name])
    for one, colour in (
        *((role.Window, window), (role.Base, window), (role.WindowText, text), (role.Text, text)),
        *((role.Highlight, chosen), (role.HighlightedText, its_text)),
    ):
        palette.setColor(one, colour)
    monkeypatch.setattr(theme, "_forced", theme.of_palette(palette))
    ground, ink = theme.colours_of_chosen("contrast")
    assert contrast(ground, theme.colour("card", "contrast")) >= 3
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("name", theme.THEMES)
def test_what_is_chosen_can_be_read(name: str) -> None:
    ground, ink = theme.colours_of_chosen(name)
    assert contrast(ink, ground) >= 4.5
    assert contrast(theme.colour("accent", name), theme.colour("card", name)) >= 3  # the lines above and below it


@pytest.mark.usefixtures("window")
def test_the_names_of_a_neighbourhood_are_whole_and_its_arrows_end_apart(qtbot: QtBot, context: Context) -> None:
    assert context.project is not None
    project = context.project
    most = max(
        (found for one in project.read(lambda uow: list(uow.outcomes.all()))
         if (found := project.read(neighbourhood.around, one.id)) is not None),
        key=lambda found: len(found.arrows),
    )  # fmt: skip
    chart = NeighbourhoodChart(most)
    qtbot.addWidget(chart)
    for one in most.places:
        ends = sorted(chart._landings[arrow.link.id] for arrow in most.arrows if arrow.end_id == one.record.id)
        assert all(after - before >= 10 for before, after in pairwise(ends))
    tops = {round(box.left()): [] for box in chart.boxes.values()}  # type: dict[int, list[tuple[float, float]]]
    for box in chart.boxes.values():
        tops[round(box.left())].append((box.top(), box.bottom()))
    for column in tops.values():
        column.sort()
        assert all(lower[0] >= upper[1] + 8 for upper, lower in pairwise(column))
    assert chart.size() == QSize(chart.width(), max(round(box.bottom()) for box in chart.boxes.values()) + 16)


def test_the_work_area_scrolls_by_keyboard_only_where_there_is_something_to_reach(window: MainWindow) -> None:
    """The area around the views takes no stop of its own on the way of Tab."""
    area = window.findChildren(QScrollArea)
    around = [one for one in area if isinstance(one.widget(), PageStack)]
    assert len(around) == 1 and not around[0].focusPolicy()
