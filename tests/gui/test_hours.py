"""Hours given in the window: typed several periods at once, listed with the asset, added up, every sum traced."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from asset_mapper.analysis.hours_table import Step
from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.hours import HoursGiven, HoursKind
from asset_mapper.services import hours, records
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import hours_form, hours_sheet
from asset_mapper.ui.dialogs.hours_form import HoursForm
from asset_mapper.ui.dialogs.hours_sheet import HoursSheet
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.views.asset_detail import AssetDetail
from asset_mapper.ui.widgets.amount_bars import AmountBars

Settled = Callable[[], None]


@pytest.fixture
def group(window: MainWindow, context: Context, settled: Settled) -> Asset:
    """A group, in a project without hours."""
    assert context.project is not None
    there = context.project.read(lambda uow: [one.id for one in uow.hours.all()])
    context.apply(records.remove, HoursGiven, there)
    settled()
    return context.project.read(lambda uow: next(one for one in uow.assets.all() if one.kind is AssetKind.GROUP))


@pytest.fixture
def form(window: MainWindow, context: Context, group: Asset) -> HoursForm:
    hours_form.add(context, group)
    (shown,) = window.findChildren(HoursForm)
    return shown


def noted(context: Context, asset: Asset) -> list[HoursGiven]:
    assert context.project is not None
    return context.project.read(lambda uow: list(uow.hours.where(asset_id=asset.id)))


def note(context: Context, asset: Asset, text: str, **fields: object):
    made = [hours.made(asset.id, one, **fields) for one in hours.understood(text)]
    context.apply(hours.add, asset.id, made)


def test_several_periods_are_typed_at_once_and_are_one_undo(
    form: HoursForm, context: Context, group: Asset, settled: Settled
):
    form.kind.choose(HoursKind.EARNED)
    form.periods.setPlainText("2024: 31,000+\nApril - June 2025: 310 hours, 12 people")
    assert "31,000 or more hours" in form.understood.text()
    assert "In all: 31,310 or more hours" in form.understood.text()
    form.citation.setText("Annual report")
    form.save.click()
    settled()
    first, second = noted(context, group)
    assert (first.hours, first.or_more, first.kind) == (31000, True, HoursKind.EARNED)
    assert (second.people, second.citation) == (12, "Annual report")
    context.undo()
    settled()
    assert noted(context, group) == []


def test_a_line_that_is_not_understood_is_said_and_nothing_is_noted(form: HoursForm, context: Context, group: Asset):
    form.periods.setPlainText("2024: 100\nsome more")
    form.save.click()
    assert "some more" in form.problem.text() and noted(context, group) == []


def test_noted_hours_are_a_line_that_is_changed(window: MainWindow, context: Context, group: Asset, settled: Settled):
    note(context, group, "2025: 100")
    settled()
    (one,) = noted(context, group)
    hours_form.edit(context, group, one)
    (form,) = window.findChildren(HoursForm)
    assert form.periods.toPlainText() == "2025: 100 hours"
    form.periods.setPlainText("2025: 100\n2026: 4")
    form.save.click()
    assert "one period" in form.problem.text()
    form.periods.setPlainText("2025-26: 140, 7 people")
    form.save.click()
    settled()
    (after,) = noted(context, group)
    assert (after.id, after.hours, after.people, after.until.year) == (one.id, 140, 7, 2026)


def test_the_asset_shows_its_hours_with_a_way_to_change_and_add(
    window: MainWindow, context: Context, group: Asset, settled: Settled, qtbot: QtBot
):
    note(context, group, "2025: 100", citation="Annual report")
    context.select([group.id])
    settled()
    detail = window.findChild(AssetDetail)
    assert detail is not None
    said = [label.text() for label in detail.findChildren(QLabel)]
    assert "2025: 100 hours" in said and "Hours given · Annual report" in said
    detail.findChild(QPushButton, "add-hours").click()
    (form,) = window.findChildren(HoursForm)
    form.reject()


@pytest.fixture
def sheet(window: MainWindow, context: Context, group: Asset, settled: Settled) -> HoursSheet:
    note(context, group, "2024: 31,000+\n2025: 12\n2024-25: 7")
    note(context, group, "2025: 3", kind=HoursKind.SPENT)
    settled()
    hours_sheet.show(context)
    settled()
    (shown,) = window.findChildren(HoursSheet)
    return shown


def cells(table: QTableWidget, row: int) -> list[str]:
    return [table.item(row, column).text() for column in range(table.columnCount())]


def test_hours_are_added_up_by_period_and_kinds_are_never_added(sheet: HoursSheet, group: Asset, settled: Settled):
    given, spent = sheet.tables
    assert cells(given, 0)[1:] == ["31,000 or more", "12", "7", "31,019 or more"]
    assert cells(spent, 0)[1:] == ["3", "3"]
    (bars,) = sheet.findChildren(AmountBars)
    assert "2024: 31,000 or more" in bars.accessibleDescription()
    assert any("counted twice" in label.text() for label in sheet.sheet.findChildren(QLabel))
    sheet.step.choose(Step.FINANCIAL)
    settled()
    given, _spent = sheet.tables
    assert cells(given, 0)[1:] == ["7", "31,012 or more", "31,019 or more"]


def test_every_sum_shows_the_figures_in_it_by_keyboard_and_each_opens_its_form(
    qtbot: QtBot, sheet: HoursSheet, window: MainWindow, context: Context, group: Asset
):
    by_id = {one.id: one for one in noted(context, group)}
    for number in range(len(sheet.tables)):
        for row in range(sheet.tables[number].rowCount()):
            for column in range(sheet.tables[number].columnCount()):
                table = sheet.tables[number]
                ids = table.item(row, column).data(Qt.ItemDataRole.UserRole)
                assert ids or table.item(row, column).text() == "–"
                if not ids:
                    continue
                table.setCurrentCell(row, column)
                qtbot.keyClick(table, Qt.Key.Key_Return)
                inside = sheet.sheet.widget()
                buttons = [inside.findChild(QPushButton, f"hours-{key}") for key in ids]
                assert all(hours.in_words(by_id[key]) in one.text() for key, one in zip(ids, buttons, strict=True))
    buttons[0].click()
    (form,) = window.findChildren(HoursForm)
    assert form.periods.toPlainText() in buttons[0].text()


def test_without_hours_the_sheet_says_how_to_begin(
    window: MainWindow, context: Context, group: Asset, settled: Settled
):
    hours_sheet.show(context)
    settled()
    (sheet,) = window.findChildren(HoursSheet)
    assert sheet.tables == []
    assert any("Note hours" in label.text() for label in sheet.sheet.findChildren(QLabel))
