"""Readings come from a file or from the clipboard, through the assistant, which shows them before they are kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.indicator import Indicator
from asset_mapper.services import indicators, links, records
from asset_mapper.services.imports.planning import Fate
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import import_files, readings_sheet
from asset_mapper.ui.dialogs.import_assistant import in_hand
from asset_mapper.ui.dialogs.import_assistant.window import ImportFiles
from asset_mapper.ui.dialogs.readings_sheet import ReadingsSheet
from asset_mapper.ui.main_window import MainWindow

Settled = Callable[[], None]


@pytest.fixture
def indicator(window: MainWindow, context: Context, settled: Settled) -> Indicator:
    assert context.project is not None
    outcome = context.project.read(links.coded_outcome, "WFG3")
    made = Indicator(outcome_id=outcome.id, name=Bilingual("Gwenau", "Smiles"))
    context.apply(records.add, made)
    settled()
    return made


@pytest.fixture
def sheet(window: MainWindow, context: Context, indicator: Indicator, settled: Settled) -> ReadingsSheet:
    readings_sheet.show(context, indicator.id)
    settled()
    (shown,) = window.findChildren(ReadingsSheet)
    return shown


def assistant(window: MainWindow, qtbot: QtBot) -> ImportFiles:
    qtbot.waitUntil(lambda: bool(window.findChildren(ImportFiles)))
    (dialog,) = window.findChildren(ImportFiles)
    qtbot.waitUntil(lambda: not dialog.is_busy and bool(dialog.files) and bool(dialog.files[0].layers))
    return dialog


def values(context: Context, indicator: Indicator) -> list[float | None]:
    assert context.project is not None
    shown = context.project.read(indicators.measured, indicator.id)
    assert shown is not None
    return [reading.value for reading in shown.readings]


def test_readings_are_pasted_into_the_sheet_of_their_indicator(
    window: MainWindow, context: Context, sheet: ReadingsSheet, indicator: Indicator, qtbot: QtBot
):
    QGuiApplication.clipboard().setText("Date\tValue\tn\n31/03/2025\t31\t84\n31/03/2026\t24\t88\n")
    sheet.paste.click()
    dialog = assistant(window, qtbot)
    assert dialog.choices.kind.value == "reading"
    assert in_hand.totals(dialog.files)[Fate.NEW] == 2
    dialog.bring_in.click()
    qtbot.waitUntil(lambda: values(context, indicator) == [31.0, 24.0])
    qtbot.waitUntil(lambda: sheet.table.rowCount() == 2)


def test_a_person_says_which_column_holds_what(
    window: MainWindow, context: Context, indicator: Indicator, tmp_path: Path, qtbot: QtBot
):
    path = tmp_path / "a.csv"
    path.write_text("Taken,How many smiled\n2025-03-31,3\n", encoding="utf-8")
    import_files.show(context, [path], "reading", indicator.id)
    dialog = assistant(window, qtbot)
    assert in_hand.totals(dialog.files)[Fate.REFUSED] == 1
    header = dialog.rows.header
    box = header.choice("Taken")
    offered = [box.itemText(place) for place in range(box.count())]
    assert "Value" in offered
    assert not any("postcode" in text.casefold() for text in offered)
    header.choose("Taken", "on")
    qtbot.waitUntil(lambda: not dialog.is_busy)
    header.choose("How many smiled", "value")
    qtbot.waitUntil(lambda: not dialog.is_busy and in_hand.totals(dialog.files)[Fate.NEW] == 1)
    dialog.bring_in.click()
    qtbot.waitUntil(lambda: values(context, indicator) == [3.0])


def test_a_list_of_links_is_known_in_the_assistant_and_a_row_is_left_out(
    window: MainWindow, context: Context, tmp_path: Path, qtbot: QtBot
):
    assert context.project is not None
    name = context.project.read(lambda uow: next(uow.assets.all()).name.given)
    before = context.project.read(lambda uow: uow.links.count())
    path = tmp_path / "links.csv"
    path.write_text(f'Asset,Outcome,How\n"{name}",WFG4,Newly said.\n"{name}",WFG6,Said too.\nNobody,WFG4,\n', "utf-8")
    import_files.show(context, [path])
    dialog = assistant(window, qtbot)
    counts = in_hand.totals(dialog.files)
    assert (counts[Fate.NEW], counts[Fate.REFUSED]) == (2, 1)
    dialog.rows.rows_left_out.emit([3], True)
    qtbot.waitUntil(lambda: not dialog.is_busy and in_hand.totals(dialog.files)[Fate.LEFT_OUT] == 1)
    dialog.rows.table.selectRow(0)
    assert not dialog.rows.same_as.isEnabled()
    dialog.bring_in.click()
    project = context.project
    qtbot.waitUntil(lambda: project.read(lambda uow: uow.links.count()) == before + 1)


def test_what_the_rows_are_can_be_said_and_taken_back(
    window: MainWindow, context: Context, tmp_path: Path, qtbot: QtBot
):
    path = tmp_path / "a.csv"
    path.write_text("Name,Code\nStreets feel safe,N1\n", encoding="utf-8")
    import_files.show(context, [path])
    dialog = assistant(window, qtbot)
    layer = dialog.layer_shown()
    assert layer is not None
    assert layer.sheet is None
    for wanted in ("outcome", None):
        dialog.choices.kind.choose(wanted)
        dialog.choices.said.emit()
        qtbot.waitUntil(lambda: not dialog.is_busy)
        layer = dialog.layer_shown()
        assert layer is not None
        assert (layer.sheet and layer.sheet.record) == wanted
