"""Stories of the list: it follows every step, and everything in it is done from the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from asset_mapper.domain.asset import Asset, AssetKind, AssetStatus
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.ids import RecordId
from asset_mapper.i18n import sort_key
from asset_mapper.services import assets, records
from asset_mapper.ui.context import AssetFilter, Context
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.models import asset_table
from asset_mapper.ui.models.asset_table import AssetTableModel
from asset_mapper.ui.models.columns import COLUMNS
from asset_mapper.ui.views.assets_page import AssetsPage

Settled = Callable[[], None]
PLACES = {column.key: at for at, column in enumerate(COLUMNS)}


@pytest.fixture
def page(window: MainWindow, settled: Settled) -> AssetsPage:
    shown = window.show_view("assets")
    assert isinstance(shown, AssetsPage)
    settled()
    return shown


def stored(context: Context, record_id: RecordId) -> Asset:
    assert context.project is not None
    return context.project.read(lambda uow: uow.assets.get(record_id))


def looks(model: AssetTableModel) -> list[tuple[Any, ...]]:
    """Everything that a view can see of a model."""
    columns = range(model.columnCount())
    return [
        (model.id_at(row), *(model.data(model.index(row, column)) for column in columns))
        for row in range(model.rowCount())
    ]


# --- following --------------------------------------------------------------------------------------------------

FILTERS = (
    AssetFilter(),
    AssetFilter(words="cor"),
    AssetFilter(kinds=frozenset({"group"})),
    AssetFilter(queue="untranslated", tag="ffres"),
    AssetFilter(status="closed"),
    AssetFilter(place="neuadd"),
)
NAMES = ("Côr y Cwm", "Ddol", "Dinas", "Clwb", "Chwarel", "Llan", "Lôn Las")
STEPS = st.sampled_from(("add", "name", "close", "tag", "remove", "undo", "redo", "filter", "sort"))


@given(st.lists(st.tuples(STEPS, st.integers(0, 40)), min_size=4, max_size=14))
@settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_following_step_by_step_shows_what_reading_everything_would(
    page: AssetsPage, context: Context, settled: Settled, steps: list[tuple[str, int]]
):
    model = page.model
    page.table.choose_columns(PLACES)
    project = context.project
    assert project is not None
    for what, number in steps:
        ids = project.read(lambda uow: uow.assets.column("id"))
        one = [ids[number % len(ids)]] if ids else []
        name = Bilingual(cy=NAMES[number % len(NAMES)])
        if what == "add":
            context.apply(records.add, Asset(name=name, kind=AssetKind.GROUP, tags=("ffres",)))
        elif what == "name" and one:
            context.apply(records.edit, Asset, one[0], name=name)
        elif what == "close" and one:
            context.apply(records.edit, Asset, one[0], status=AssetStatus.CLOSED)
        elif what == "tag" and one:
            context.apply(records.edit, Asset, one[0], tags=("ffres", f"tag {number}"))
        elif what == "remove":
            context.apply(records.remove, Asset, one)
        elif what == "undo":
            context.undo()
        elif what == "redo":
            context.redo()
        elif what == "filter":
            context.set_filter(FILTERS[number % len(FILTERS)])
        elif what == "sort":
            order = Qt.SortOrder.DescendingOrder if number % 2 else Qt.SortOrder.AscendingOrder
            model.sort(number % len(COLUMNS), order)
        if number % 3:
            settled()  # else the next step comes before the answer to this one
    settled()
    fresh = AssetTableModel(context)
    fresh.want("list", page.table.columns)
    fresh.sort(model.sorted_by, Qt.SortOrder.DescendingOrder if model.descending else Qt.SortOrder.AscendingOrder)
    settled()
    assert [row for row in zip(looks(model), looks(fresh)) if row[0] != row[1]] == []
    assert [model.row_of(one) for one in model.shown_ids] == list(range(model.rowCount()))
    fresh.deleteLater()


def test_a_changed_asset_moves_its_own_row_and_resets_nothing(page: AssetsPage, context: Context, settled: Settled):
    model = page.model
    last = model.rowCount() - 1
    one = model.id_at(last)
    resets, moves = QSignalSpy(model.modelReset), QSignalSpy(model.rowsMoved)
    context.select([one])
    context.apply(records.edit, Asset, one, name=Bilingual(en="Aardvark club"))
    settled()
    assert (resets.count(), moves.count()) == (0, 1)
    assert model.row_of(one) == 0
    assert context.selection == (one,)
    assert [index.row() for index in page.table.selectionModel().selectedRows()] == [0]


def test_list_and_map_share_one_model(page: AssetsPage, context: Context):
    assert asset_table.shared(context) is page.model
    assert page.model.shown_ids == [page.model.id_at(row) for row in range(page.model.rowCount())]


def test_every_column_shows_sorts_and_survives_qts_tests(
    qtmodeltester: Any, page: AssetsPage, context: Context, settled: Settled
):
    page.table.choose_columns([column.key for column in COLUMNS])
    settled()
    qtmodeltester.check(page.model)
    for at, column in enumerate(COLUMNS):
        page.table.sortByColumn(at, Qt.SortOrder.AscendingOrder)
        settled()
        keys = [column.sorted_by(page.model.line_at(row), page.model.around) for row in range(page.model.rowCount())]
        assert keys == sorted(keys), column.key
        forward = page.model.shown_ids
        page.table.sortByColumn(at, Qt.SortOrder.DescendingOrder)
        settled()
        assert page.model.shown_ids == forward[::-1]
    texts = {key: {row[at + 1] for row in looks(page.model)} - {""} for key, at in PLACES.items()}
    assert [key for key, seen in texts.items() if not seen and key not in ("review_due", "postcode")] == []


def test_names_are_in_welsh_order_in_welsh(page: AssetsPage, context: Context, settled: Settled):
    context.speak("cy")
    settled()
    names = [page.model.line_at(row).name("cy") for row in range(page.model.rowCount())]
    assert names == sorted(names, key=lambda name: sort_key(name, "cy"))


# --- filter -----------------------------------------------------------------------------------------------------


def test_the_filter_is_set_by_keyboard_and_cleared_by_one_key(
    qtbot: QtBot, window: MainWindow, page: AssetsPage, context: Context, settled: Settled
):
    row, everything = page.filter_row, page.model.rowCount()
    assert not row.everything.isVisible()
    row.kind.setFocus()
    qtbot.keyClicks(row.kind, "Grou")
    qtbot.keyClick(row.kind, Qt.Key.Key_Return)
    settled()
    assert context.filter.kinds == frozenset({"group"}) and 0 < page.model.rowCount() < everything
    assert {page.model.line_at(at).kind for at in range(page.model.rowCount())} == {"group"}
    row.words.setFocus()
    qtbot.keyClicks(row.words, "cor")
    qtbot.waitUntil(lambda: context.filter.words == "cor")
    settled()
    assert page.model.rowCount() > 0 and row.everything.isVisible()
    qtbot.keyClick(row.words, Qt.Key.Key_Escape)
    settled()
    assert context.filter.is_empty and page.model.rowCount() == everything
    assert (row.words.text(), row.kind.value) == ("", None) and not row.everything.isVisible()


def test_an_outcome_a_session_a_place_and_a_tag_narrow_the_list(page: AssetsPage, context: Context, settled: Settled):
    row, everything = page.filter_row, page.model.rowCount()
    row.more.click()
    for pick in (row.outcome, row.session, row.tag, row.status, row.visibility):
        assert pick.isVisible() and pick.count() > 1, pick.accessibleName()
        pick.setCurrentIndex(1)
        pick.activated.emit(1)
        settled()
        assert 0 < page.model.rowCount() < everything, pick.accessibleName()
        row.everything.click()
        settled()
        assert page.model.rowCount() == everything
    row.place.setText("pontydderwen")
    row.place.returnPressed.emit()
    settled()
    assert 0 < page.model.rowCount() < everything


def test_a_filter_set_elsewhere_is_shown_in_the_row_and_survives_the_language(
    page: AssetsPage, context: Context, settled: Settled
):
    context.set_filter(AssetFilter(words="cor", kinds=frozenset({"group"}), status="active"))
    settled()
    context.speak("cy")
    settled()
    row = page.filter_row
    assert (row.words.text(), row.kind.value, row.status.value) == ("cor", "group", "active")
    assert row.kind.itemText(0) != "Any kind" and row.status.isVisible()
    context.set_filter(replace(context.filter, kinds=frozenset({"group", "place"})))
    row.status.activated.emit(row.status.currentIndex())  # setting another field keeps what it cannot show
    assert context.filter.kinds == frozenset({"group", "place"})


def test_only_the_last_of_several_searches_counts(page: AssetsPage, context: Context, settled: Settled):
    for words in ("neuadd", "llyfr", "cor"):
        context.set_filter(AssetFilter(words=words))
    settled()
    found = page.model.shown_ids
    context.set_filter(AssetFilter())
    settled()
    context.set_filter(AssetFilter(words="cor"))
    settled()
    assert page.model.shown_ids == found and found


def test_queues_hold_what_waits(page: AssetsPage, context: Context, settled: Settled):
    one = page.model.id_at(0)
    yesterday = date.today() - timedelta(days=1)  # noqa: DTZ011
    context.apply(records.edit, Asset, one, review_due=yesterday)
    context.set_filter(AssetFilter(queue="due"))
    settled()
    assert one in page.model.shown_ids
    context.apply(assets.still_true, [one], date.today(), "Nia")  # noqa: DTZ011
    settled()
    assert one not in page.model.shown_ids
    context.set_filter(AssetFilter(queue="unplaced"))
    settled()
    assert all(page.model.line_at(at).where == "none" for at in range(page.model.rowCount()))


# --- columns ----------------------------------------------------------------------------------------------------


def test_columns_widths_and_order_are_remembered(
    qtbot: QtBot, window: MainWindow, page: AssetsPage, context: Context, settled: Settled
):
    page.table.choose_columns(["name", "outcomes", "kind"])
    settled()
    page.table.setColumnWidth(PLACES["outcomes"], 133)
    page.table.sortByColumn(PLACES["outcomes"], Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: context.settings["list.table"].get("sorted_by") == "outcomes")
    settled()
    first = page.model.data(page.model.index(0, PLACES["outcomes"]))
    assert int(first) >= 1
    again = AssetsPage(context)
    qtbot.addWidget(again)
    settled()
    header = again.table.horizontalHeader()
    assert again.table.columns == ("name", "outcomes", "kind")
    assert [header.visualIndex(PLACES[key]) for key in again.table.columns] == [0, 1, 2]
    assert again.table.columnWidth(PLACES["outcomes"]) == 133
    assert (again.model.sorted_by, again.model.descending) == (PLACES["outcomes"], True)


def test_a_search_leaves_the_keyboard_where_it_was(page: AssetsPage, context: Context, settled: Settled):
    context.set_filter(AssetFilter(words="cor"))
    settled()
    one = page.model.id_at(0)
    page.table.selectRow(0)
    assert context.selection == (one,)
    context.set_filter(AssetFilter())
    settled()
    assert context.selection == (one,)
    assert page.model.id_at(page.table.currentIndex().row()) == one
