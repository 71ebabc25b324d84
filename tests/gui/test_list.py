"""Stories of the list: it follows every step, and everything in it is done from the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from asset_mapper.domain.asset import Asset, AssetKind, AssetStatus
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.ids import RecordId
from asset_mapper.i18n import sort_key
from asset_mapper.services import assets, records
from asset_mapper.ui.context import AssetFilter, Context
from asset_mapper.ui.dialogs.choose_columns import ChooseColumns
from asset_mapper.ui.dialogs.edit_many import EditMany
from asset_mapper.ui.dialogs.import_assistant.window import ImportFiles
from asset_mapper.ui.dialogs.merge import MergeDialog
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.models import asset_table
from asset_mapper.ui.models.asset_table import AssetTableModel
from asset_mapper.ui.models.columns import COLUMNS
from asset_mapper.ui.models.grouping import GroupedRows
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
    assert looks(model) == looks(fresh)
    assert [model.row_of(one) for one in model.shown_ids] == list(range(model.rowCount()))


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
    (search,) = (line for line in window.findChildren(QLineEdit) if line.accessibleName() == "Search")
    qtbot.keyClicks(search, "cor")
    qtbot.waitUntil(lambda: context.filter.words == "cor")
    settled()
    assert page.model.rowCount() > 0 and row.everything.isVisible()
    row.kind.setFocus()
    qtbot.keyClick(row.kind, Qt.Key.Key_Escape)
    settled()
    assert context.filter.is_empty and page.model.rowCount() == everything
    assert (search.text(), row.kind.value) == ("", None) and not row.everything.isVisible()


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
    assert (context.filter.words, row.kind.value, row.status.value) == ("cor", "group", "active")
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


# --- many at once, two that are one, copying and pasting --------------------------------------------------------


def trigger(window: MainWindow, action: str) -> None:
    window.actions_by_id[action][1].trigger()


def dialog(qtbot: QtBot, window: MainWindow, kind: type[Any]) -> Any:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(kind)))
    return next(one for one in window.findChildren(kind) if one.isVisible())


def test_several_are_changed_by_keyboard_in_one_step_with_a_sentence_before(
    qtbot: QtBot, window: MainWindow, page: AssetsPage, context: Context, settled: Settled
):
    people = [one for one in page.model.shown_ids if page.model.line_of(one).kind == "person"][:1]
    groups = [one for one in page.model.shown_ids if page.model.line_of(one).kind == "group"][:2]
    context.select([*people, *groups])
    trigger(window, "list.edit_many")
    form = dialog(qtbot, window, EditMany)
    assert "3 assets are chosen." in form.outlook.text() and not form.save.isEnabled()
    form.kind.setFocus()
    qtbot.keyClicks(form.kind, "Cul")
    form.add_tags.setFocus()
    qtbot.keyClicks(form.add_tags, "fresh, new")
    qtbot.waitUntil(lambda: "2 assets will change." in form.outlook.text())
    assert "1 stays as it is: People stay people" in form.outlook.text()
    qtbot.keyClick(form.add_tags, Qt.Key.Key_Return)
    settled()
    for one in groups:
        assert stored(context, one).kind is AssetKind.CULTURE
        assert {"fresh", "new"} <= set(stored(context, one).tags)
    assert stored(context, people[0]).kind is AssetKind.PERSON
    context.undo()
    settled()
    assert {stored(context, one).kind for one in groups} == {AssetKind.GROUP}


def a_pair(context: Context, settled: Settled) -> tuple[RecordId, RecordId]:
    new = [
        Asset(name=Bilingual(cy="Caffi'r Bont"), kind=AssetKind.GROUP, notes="o'r gogledd"),
        Asset(name=Bilingual(cy="Caffir Bont"), kind=AssetKind.GROUP, notes="from the south", tags=("bwyd",)),
    ]
    context.apply(records.add, *new)
    settled()
    return new[0].id, new[1].id


def test_duplicates_are_gone_through_by_buttons_and_merged_field_by_field(
    qtbot: QtBot, window: MainWindow, page: AssetsPage, context: Context, settled: Settled
):
    first, second = a_pair(context, settled)
    trigger(window, "queue.duplicates")
    settled()
    bar = page.queue_bar.duplicates
    assert bar.isVisible() and set(context.selection) == {first, second}
    assert "Caffi" in bar.words.text() and "same name" in bar.words.text().lower()
    bar.merge.click()
    form = dialog(qtbot, window, MergeDialog)
    assert set(form.picks) >= {"name", "tags", "notes"}
    form.picks["notes"].buttons()[1].click()
    form.save.click()
    settled()
    one = stored(context, first)
    assert (one.notes, one.tags) == ("from the south", ("bwyd",))
    assert page.model.row_of(second) == -1
    assert bar.pair is None or {bar.pair.first, bar.pair.second} != {first, second}
    context.undo()
    settled()
    assert stored(context, second).notes == "from the south"


def test_not_the_same_leaves_the_queue_and_comes_back_with_undo(
    window: MainWindow, page: AssetsPage, context: Context, settled: Settled
):
    first, second = a_pair(context, settled)
    context.set_filter(AssetFilter(queue="duplicates"))
    settled()
    assert {first, second} <= set(page.model.shown_ids)
    context.select([first, second])
    trigger(window, "list.not_same")
    settled()
    assert not {first, second} & set(page.model.shown_ids)
    context.undo()
    settled()
    assert {first, second} <= set(page.model.shown_ids)


def test_still_true_is_one_key_and_goes_on_to_the_next(
    qtbot: QtBot, window: MainWindow, page: AssetsPage, context: Context, settled: Settled
):
    yesterday = date.today() - timedelta(days=1)  # noqa: DTZ011
    for one in page.model.shown_ids[:3]:
        context.apply(records.edit, Asset, one, review_due=yesterday)
    trigger(window, "queue.due")
    settled()
    due = page.model.shown_ids
    assert len(due) >= 3
    page.table.setFocus()
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_T)
    settled()
    qtbot.keyClick(page.table, Qt.Key.Key_T)
    settled()
    assert page.model.shown_ids == due[2:]
    assert context.selection == (due[2],)
    assert stored(context, due[0]).checked_on == date.today()  # noqa: DTZ011


def test_names_are_translated_one_after_the_other_without_the_mouse(
    qtbot: QtBot, window: MainWindow, page: AssetsPage, context: Context, settled: Settled
):
    a_pair(context, settled)
    trigger(window, "queue.untranslated")
    settled()
    first, second = page.model.shown_ids[:2]
    page.table.selectRow(0)
    settled()
    bar = page.queue_bar.untranslated
    for one in (first, second):
        assert context.selection == (one,) and bar.line.isEnabled()
        name = stored(context, one).name
        assert name.given in bar.given.text()
        qtbot.keyClicks(bar.line, "Said otherwise")
        qtbot.keyClick(bar.line, Qt.Key.Key_Return)
        settled()
        after = stored(context, one).name
        assert "Said otherwise" in (after.cy, after.en) and after.given == name.given
    assert first not in page.model.shown_ids and bar.line.text() == ""


def test_enter_takes_what_has_no_place_to_the_map(
    qtbot: QtBot, window: MainWindow, page: AssetsPage, context: Context, settled: Settled
):
    trigger(window, "queue.unplaced")
    settled()
    page.table.setFocus()
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert window.current_view == "map" and len(context.selection) == 1
    settled()


def test_rows_are_copied_for_excel_with_headings_and_no_formulas(
    window: MainWindow, page: AssetsPage, context: Context, settled: Settled
):
    bad = Asset(name=Bilingual(en='=HYPERLINK("http://x")'), kind=AssetKind.GROUP, tags=("<b>",))
    context.apply(records.add, bad)
    settled()
    context.speak("cy")
    context.select([bad.id])
    trigger(window, "list.copy")
    data = QGuiApplication.clipboard().mimeData()
    headings, row = (line.split("\t") for line in data.text().splitlines())
    assert headings[0] == "Enw" and len(headings) == len(page.table.columns)
    assert row[0].strip('"').startswith("'=HYPERLINK")
    assert "&lt;b&gt;" in data.html() and "<b>" not in data.html()


def test_a_copied_table_can_be_pasted_and_its_file_goes_again(
    qtbot: QtBot, window: MainWindow, page: AssetsPage, context: Context, settled: Settled
):
    before = page.model.count_of_all
    QGuiApplication.clipboard().setText("Enw\tMath\tTagiau\r\nClwb Cerdded Newydd\tGrŵp\tcerdded\r\n")
    trigger(window, "list.paste")
    form = dialog(qtbot, window, ImportFiles)
    qtbot.waitUntil(form.bring_in.isEnabled)
    form.bring_in.click()
    qtbot.waitUntil(lambda: page.model.count_of_all == before + 1)
    settled()
    context.set_filter(AssetFilter(words="clwb cerdded newydd"))
    settled()
    assert page.model.line_at(0).tag_list == ["cerdded"] and page.model.line_at(0).kind == "group"
    context.undo()
    settled()
    assert page.model.count_of_all == before


def test_what_is_no_table_is_not_pasted(window: MainWindow, page: AssetsPage, context: Context):
    said: list[Any] = []
    context.said.connect(said.append)
    QGuiApplication.clipboard().setText("one word")
    trigger(window, "list.paste")
    assert "headings" in said[-1].text


def test_columns_are_chosen_and_moved_by_keys(
    qtbot: QtBot, window: MainWindow, page: AssetsPage, context: Context, settled: Settled
):
    trigger(window, "list.columns")
    form = dialog(qtbot, window, ChooseColumns)
    assert form.made() == list(page.table.columns)
    qtbot.keyClick(form.list, Qt.Key.Key_Space)  # the first, kind, is not shown any more
    form.list.setCurrentRow(1)
    qtbot.keyClick(form.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert form.made()[:3] == ["name", "tags", "place"]
    form.save.click()
    settled()
    assert page.table.columns[:3] == ("name", "tags", "place") and "kind" not in page.table.columns


# --- groups -----------------------------------------------------------------------------------------------------


def test_groups_have_counts_close_by_keys_and_follow_every_step(
    qtbot: QtBot, qtmodeltester: Any, page: AssetsPage, context: Context, settled: Settled
):
    page.group.setFocus()
    qtbot.keyClicks(page.group, "By: K")
    qtbot.keyClick(page.group, Qt.Key.Key_Return)
    settled()
    rows = page.table.model()
    assert isinstance(rows, GroupedRows) and page.table.grouped_by == "kind"
    qtmodeltester.check(rows)
    headings = [rows.heading_at(row) for row in rows.heading_rows]
    assert sum(heading.count for heading in headings) == page.model.rowCount()
    assert [heading.text for heading in headings] == sorted(heading.text for heading in headings)
    assert rows.rowCount() == page.model.rowCount() + len(headings)

    page.table.setFocus()
    page.table.setCurrentIndex(rows.index(0, 0))
    qtbot.keyClick(page.table, Qt.Key.Key_Left)
    assert rows.rowCount() == page.model.rowCount() + len(headings) - headings[0].count
    assert "closed" in rows.data(rows.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    settled()
    (chosen,) = context.selection
    assert rows.row_of(chosen) == 2
    qtbot.keyClick(page.table, Qt.Key.Key_Up)
    qtbot.keyClick(page.table, Qt.Key.Key_Up)
    qtbot.keyClick(page.table, Qt.Key.Key_Right)
    assert rows.rowCount() == page.model.rowCount() + len(headings)

    context.apply(records.add, Asset(name=Bilingual(en="Zumba"), kind=AssetKind.GROUP))
    settled()
    qtbot.waitUntil(lambda: rows.rowCount() == page.model.rowCount() + len(headings))
    (group,) = [row for row in rows.heading_rows if rows.heading_at(row).text == "Group"]
    assert rows.heading_at(group).count == sum(
        page.model.line_at(row).kind == "group" for row in range(page.model.rowCount())
    )


def test_the_grouping_is_remembered_and_follows_the_language(
    qtbot: QtBot, page: AssetsPage, context: Context, settled: Settled
):
    page.table.group_by("coverage")
    settled()
    again = AssetsPage(context)
    qtbot.addWidget(again)
    settled()
    rows = again.table.model()
    assert isinstance(rows, GroupedRows) and again.group.value == "coverage"
    words = {rows.heading_at(row).text for row in rows.heading_rows}
    assert "" in words and len(words) > 1
    context.speak("cy")
    settled()
    qtbot.waitUntil(lambda: {rows.heading_at(row).text for row in rows.heading_rows} != words)
    again.table.group_by("")
    assert again.table.model() is again.model


def test_the_menu_key_offers_what_can_be_done_with_the_chosen_assets(
    window: MainWindow, page: AssetsPage, context: Context, settled: Settled
) -> None:
    context.select(page.model.shown_ids[:1])
    settled()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, QPoint(20, 60), page.table.mapToGlobal(QPoint(20, 60))
    )
    QApplication.sendEvent(page.table.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = [action.objectName() for action in menu.actions() if not action.isSeparator()]
    assert offered[0] == "asset.edit" and {"asset.link", "list.copy", "asset.delete"} <= set(offered)
    assert menu.actions()[0].isEnabled() and not window.actions_by_id["list.merge"][1].isEnabled()
    menu.close()
