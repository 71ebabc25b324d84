"""At a glance: the matrix and its cells, what is not yet recorded, and the diagram of one record."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage
from asset_mapper.domain.outcome import Outcome
from asset_mapper.services import links, neighbourhood, pathways
from asset_mapper.services import matrix as matrices
from asset_mapper.services.matrix import Rows
from asset_mapper.services.open_project import OpenProject
from asset_mapper.ui import theme
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import neighbourhood_sheet
from asset_mapper.ui.dialogs.evidence_sheet import EvidenceSheet
from asset_mapper.ui.dialogs.neighbourhood_sheet import NeighbourhoodSheet
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.views.asset_detail import AssetDetail
from asset_mapper.ui.views.outcomes_glance import shade
from asset_mapper.ui.views.outcomes_page import OutcomesPage
from asset_mapper.ui.views.pathways_page import PathwaysPage
from asset_mapper.ui.widgets.neighbourhood_chart import NeighbourhoodChart

Settled = Callable[[], None]


@pytest.fixture
def page(window: MainWindow, settled: Settled) -> OutcomesPage:
    shown = window.show_view("outcomes")
    assert isinstance(shown, OutcomesPage)
    settled()
    return shown


def look(page: OutcomesPage, way: int, settled: Settled) -> None:
    page.look(way)
    settled()


def full_cell(page: OutcomesPage) -> tuple[int, int]:
    table = page.glance.table
    return next(
        (row, column)
        for row in range(table.rowCount())
        for column in range(table.columnCount())
        if table.item(row, column).text()
    )


def test_a_cell_says_its_number_and_its_word_and_opens_what_it_is_made_of(
    window: MainWindow, page: OutcomesPage, context: Context, settled: Settled
):
    page.ways.button(1).click()
    settled()
    assert page.glance.isVisible()
    place = full_cell(page)
    page.glance.table.setCurrentCell(*place)
    settled()
    entries = page.glance.entries
    number, word, *_more = page.glance.table.item(*place).text().split("\n")
    assert int(number) == len(entries) > 0 and word
    texts = [label.text() for label in page.glance.cell.findChildren(QLabel)]
    assert all(entry.asset.name.text("en") in texts for entry in entries)
    button = page.glance.cell.findChild(QPushButton, f"evidence-{entries[0].link.id}")
    assert button is not None
    button.click()
    settled()
    assert len(window.findChildren(EvidenceSheet)) == 1


def test_the_assets_of_a_cell_are_shown_in_the_list(
    window: MainWindow, page: OutcomesPage, context: Context, settled: Settled
):
    look(page, 1, settled)
    page.glance.table.setCurrentCell(*full_cell(page))
    settled()
    ids = {entry.asset.id for entry in page.glance.entries}
    button = page.glance.cell.findChild(QPushButton, "list")
    assert button is not None
    button.click()
    settled()
    assert window.current_view == "assets" and set(context.selection) == ids


def test_rows_are_kinds_or_areas_and_goals_those_of_any_framework(
    page: OutcomesPage, context: Context, settled: Settled
):
    look(page, 1, settled)
    assert page.glance.table.rowCount() == 6
    page.glance.rows.choose(Rows.AREAS)
    settled()
    labels = [page.glance.table.verticalHeaderItem(row).text() for row in range(page.glance.table.rowCount())]
    assert labels and "Group" not in labels
    other = page.model.stored[-1]
    page.glance.framework.choose(other.id)
    settled()
    assert context.project is not None
    assert page.glance.table.columnCount() == len(context.project.read(matrices.matrix, other.id).goals)


def test_an_empty_cell_is_not_yet_recorded(page: OutcomesPage, settled: Settled):
    look(page, 1, settled)
    table = page.glance.table
    place = next(
        (row, column)
        for row in range(table.rowCount())
        for column in range(table.columnCount())
        if not table.item(row, column).text()
    )
    assert "not yet recorded" in table.item(*place).data(Qt.ItemDataRole.AccessibleTextRole)
    table.setCurrentCell(*place)
    assert any("Not yet recorded" in label.text() for label in page.glance.cell.findChildren(QLabel))


@pytest.mark.parametrize("worn", ["light", "dark"])
def test_what_is_written_on_a_shade_can_be_read(page: OutcomesPage, worn: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(theme, "in_use", lambda: worn)
    ink = QColor(theme.colour("ink", worn))
    assert all(contrast(ink, shade(coverage)) >= 4.5 for coverage in Coverage)
    assert len({shade(coverage).name() for coverage in Coverage}) == len(Coverage)


def contrast(one: QColor, other: QColor) -> float:
    """Give the contrast of WCAG 2 between two colours."""

    def light(colour: QColor) -> float:
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_what_is_not_yet_recorded_leads_to_its_place(
    qtbot: QtBot, window: MainWindow, page: OutcomesPage, context: Context, settled: Settled
):
    page.ways.button(2).click()
    settled()
    tree = page.gaps.tree
    assert tree.topLevelItemCount() == 5
    link = tree.topLevelItem(1).child(0)
    tree.itemActivated.emit(link, 0)
    settled()
    (sheet,) = window.findChildren(EvidenceSheet)
    assert sheet.isVisible()
    outcome = tree.topLevelItem(0).child(0)
    name = outcome.text(0)
    tree.itemActivated.emit(outcome, 0)
    settled()
    assert page.tree.isVisible() and page.tree.currentIndex().data() == name


def test_the_diagram_says_in_sentences_what_it_draws(
    window: MainWindow, page: OutcomesPage, context: Context, settled: Settled
):
    assert context.project is not None
    link = context.project.read(lambda uow: next(link for link in uow.links.all() if link.asset_id))
    neighbourhood_sheet.show(context, link.asset_id or "")
    settled()
    (sheet,) = window.findChildren(NeighbourhoodSheet)
    (chart,) = sheet.findChildren(NeighbourhoodChart)
    shown = context.project.read(neighbourhood.around, link.asset_id or "")
    assert shown is not None
    assert set(shown.in_words()) <= {label.text() for label in sheet.findChildren(QLabel)}
    assert chart.accessibleDescription() == " ".join(shown.in_words())
    boxes = list(chart.boxes.values())
    assert len(boxes) == len(shown.places)
    assert not any(one.intersects(other) for place, one in enumerate(boxes) for other in boxes[place + 1 :])


def test_the_actions_of_outcomes_can_be_run_from_anywhere(
    window: MainWindow, page: OutcomesPage, context: Context, settled: Settled
):
    link, around = (window.actions_by_id[key][1] for key in ("asset.link", "asset.around"))
    context.select(())
    assert not link.isEnabled() and not around.isEnabled()
    assert context.project is not None
    context.select([context.project.read(lambda uow: next(iter(uow.assets.all())).id)])
    assert link.isEnabled() and around.isEnabled()
    around.trigger()
    settled()
    assert len(window.findChildren(NeighbourhoodSheet)) == 1


def test_nothing_is_counted_while_nobody_looks(
    page: OutcomesPage, context: Context, settled: Settled, monkeypatch: pytest.MonkeyPatch
):
    asked: list[object] = []
    ask = context.ask
    monkeypatch.setattr(context, "ask", lambda query, *args, **kw: (asked.append(query), ask(query, *args, **kw))[1])
    assert context.project is not None
    goal = context.project.read(links.coded_outcome, "WFG3")
    context.apply(links.lead_to, goal.id, context.project.read(links.coded_outcome, "WFG4").id)
    settled()
    assert matrices.matrix not in asked
    look(page, 1, settled)
    assert asked.count(matrices.matrix) == 1
    look(page, 0, settled)
    look(page, 1, settled)
    assert asked.count(matrices.matrix) == 1


def test_no_screen_says_that_something_local_moves_a_national_measure(
    window: MainWindow, page: OutcomesPage, context: Context, settled: Settled
):
    project = context.project
    assert project is not None
    measure = project.read(lambda uow: next(one for one in uow.outcomes.all() if one.contributes_only))
    goal = project.read(links.coded_outcome, "WFG3")
    asset = project.read(lambda uow: next(iter(uow.assets.all())))
    project.apply(links.contribute, asset.id, measure.id)
    project.apply(links.lead_to, goal.id, measure.id)
    project.apply(pathways.begin, Bilingual(en="To the measure"))
    (pathway,) = project.read(lambda uow: [one for one in uow.pathways.all() if one.name.en == "To the measure"])
    project.apply(pathways.put_on, pathway.id, [asset.id, goal.id, measure.id])
    around = project.read(neighbourhood.around, measure.id)
    assert around is not None
    assert len(around.arrows) == 2 and all(" contributes to " in sentence for sentence in around.in_words())
    look(page, 1, settled)
    page.glance.framework.choose(measure.framework_id)
    settled()
    column = next(place for place, one in enumerate(page.glance._shown.goals) if one.id == goal_of(project, measure))
    page.glance.table.setCurrentCell(list(AssetKind).index(asset.kind), column)
    said = [label.text() for label in page.glance.cell.findChildren(QLabel)]
    assert f"contributes to: {measure.code} {measure.name.en}".strip() in said
    drawing = window.show_view("pathways")
    assert isinstance(drawing, PathwaysPage)
    drawing.show_one(pathway.id)
    settled()
    sentences = [arrow.sentence for arrow in drawing.canvas.arrows.values() if arrow.link.end_id == measure.id]
    assert len(sentences) == 2 and all(" contributes to " in one for one in sentences)
    context.select([asset.id])
    settled()
    detail = next(one for one in window.findChildren(AssetDetail) if one.shown_id == asset.id)
    assert any("contributes to it" in label.text() for label in detail.findChildren(QLabel))


def goal_of(project: OpenProject, outcome: Outcome) -> str:
    """Give the goal of the matrix under which an outcome stands."""
    every = {one.id: one for one in project.read(lambda uow: list(uow.outcomes.all()))}
    return matrices.goal_of(outcome, every).id
