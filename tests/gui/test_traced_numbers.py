"""Every number that comes from records leads to them: the widgets are walked, and what they count is there."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from asset_mapper.services import links, outcomes
from asset_mapper.services.matrix import Rows
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import neighbourhood_sheet, readings_sheet
from asset_mapper.ui.dialogs.evidence_sheet import EvidenceSheet
from asset_mapper.ui.dialogs.neighbourhood_sheet import NeighbourhoodSheet
from asset_mapper.ui.dialogs.readings_sheet import ReadingsSheet
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.views.asset_detail import AssetDetail
from asset_mapper.ui.views.outcomes_page import OutcomesPage
from asset_mapper.ui.widgets.ladder import Ladder

Settled = Callable[[], None]


@pytest.fixture
def page(window: MainWindow, context: Context, settled: Settled) -> OutcomesPage:
    context.view_requested.emit("outcomes")
    settled()
    found = window.findChild(OutcomesPage)
    assert found is not None
    return found


def traced(widget: QWidget) -> list[QPushButton]:
    """List the buttons that open evidence, all of which a keyboard reaches."""
    found = [one for one in widget.findChildren(QPushButton) if one.objectName().startswith("evidence-")]
    assert all(one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.accessibleName() for one in found)
    return found


def ladders(widget: QWidget) -> list[Ladder]:
    return list(widget.findChildren(Ladder))


def press(widget: QWidget, name: str) -> None:
    button = widget.findChild(QPushButton, name)
    if button is not None:
        button.click()


@pytest.mark.parametrize("rows", list(Rows))
def test_every_cell_of_the_matrix_shows_as_many_links_as_it_counts(page: OutcomesPage, settled: Settled, rows: Rows):
    page.look(1)
    page.glance.rows.choose(rows)
    settled()
    table = page.glance.table
    counted = 0
    for row in range(table.rowCount()):
        for column in range(table.columnCount()):
            text = table.item(row, column).text()
            table.setCurrentCell(row, column)
            press(page.glance.cell, "whole")
            shown = page.glance.cell.widget()
            assert len(traced(shown)) == len(ladders(shown)) == (int(text.split("\n")[0]) if text else 0)
            counted += len(traced(shown))
    assert counted


def test_what_is_not_yet_recorded_is_counted_and_each_of_it_leads_somewhere(page: OutcomesPage, settled: Settled):
    page.look(2)
    settled()
    tree = page.gaps.tree
    role = Qt.ItemDataRole.UserRole + 1
    for place in range(tree.topLevelItemCount()):
        top: Any = tree.topLevelItem(place)
        (number,) = re.findall(r"\((\d[\d,]*)\)$", top.text(0))
        children = [top.child(row) for row in range(top.childCount())]
        leading = [child for child in children if child.data(0, role)]
        assert len(leading) == int(number.replace(",", ""))
    assert tree.topLevelItemCount() == 5 and not top.isExpanded()


def test_an_outcome_shows_as_many_links_as_the_tree_counts(page: OutcomesPage, context: Context, settled: Settled):
    assert context.project is not None
    counted = [line for line in context.project.read(outcomes.outline).lines if line.supported]
    for line in counted:
        page.show_outcome(line.outcome.id)
        settled()
        press(page.detail, "whole")
        shown = page.detail.widget()
        assert len(traced(shown)) == len(ladders(shown)) >= line.supported
    assert counted


def test_the_levels_of_evidence_of_an_asset_lead_to_the_evidence(
    window: MainWindow, context: Context, settled: Settled
):
    assert context.project is not None
    asset_id = context.project.read(lambda uow: next(link.asset_id for link in uow.links.all() if link.asset_id))
    count = context.project.read(lambda uow: len(list(uow.links.where(asset_id=asset_id))))
    context.select([asset_id])
    settled()
    detail = next(one for one in window.findChildren(AssetDetail) if one.shown_id == asset_id)
    assert len(traced(detail.widget())) == len(ladders(detail.widget())) == count
    traced(detail.widget())[0].click()
    settled()
    assert window.findChildren(EvidenceSheet)


def test_every_arrow_around_an_outcome_leads_to_its_evidence(
    qtbot: QtBot, window: MainWindow, context: Context, settled: Settled
):
    assert context.project is not None
    link = context.project.read(lambda uow: next(one for one in uow.links.all() if one.asset_id))
    context.apply(links.change_link, link.id, claimed_by="The choir")
    neighbourhood_sheet.show(context, link.outcome_id)
    settled()
    (sheet,) = window.findChildren(NeighbourhoodSheet)
    assert sheet._shown is not None
    names = {f"evidence-{arrow.link.id}" for arrow in sheet._shown.arrows}
    assert {one.objectName() for one in traced(sheet.sheet)} == names
    button = traced(sheet.sheet)[0]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    settled()
    assert window.findChildren(EvidenceSheet)


def test_every_reading_of_a_chart_is_a_row_that_opens_it(window: MainWindow, context: Context, settled: Settled):
    assert context.project is not None
    readings = context.project.read(lambda uow: list(uow.readings.all()))
    for indicator_id in dict.fromkeys(one.indicator_id for one in readings):
        readings_sheet.show(context, indicator_id)
        settled()
        (sheet,) = [one for one in window.findChildren(ReadingsSheet) if one.isVisible()]
        assert sheet._shown is not None
        opened = [readings_sheet.reading_of_row(sheet._shown, row) for row in range(sheet.table.rowCount())]
        assert {one.id for one in opened if one} == {one.id for one in readings if one.indicator_id == indicator_id}
        sheet.reject()
        settled()
