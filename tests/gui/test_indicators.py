"""Indicators in the window: forms, a chart, and the same as a table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.indicator import Indicator, IndicatorKind, Reading, Wanted
from asset_mapper.services import indicators, links, records
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import indicator_form, readings_sheet
from asset_mapper.ui.dialogs.indicator_form import IndicatorForm, ReadingForm
from asset_mapper.ui.dialogs.readings_sheet import ReadingsSheet
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.widgets.reading_chart import ReadingChart

Settled = Callable[[], None]


@pytest.fixture
def indicator(window: MainWindow, context: Context, settled: Settled) -> Indicator:
    assert context.project is not None
    outcome = context.project.read(links.coded_outcome, "WFG3")
    made = Indicator(outcome_id=outcome.id, name=Bilingual("Gwenau", "Smiles"), baseline=2.0, target=9.0)
    context.apply(records.add, made)
    settled()
    return context.project.read(lambda uow: uow.indicators.get(made.id))


@pytest.fixture
def sheet(window: MainWindow, context: Context, indicator: Indicator, settled: Settled) -> ReadingsSheet:
    readings_sheet.show(context, indicator.id)
    settled()
    (shown,) = window.findChildren(ReadingsSheet)
    return shown


def rows(sheet: ReadingsSheet) -> list[list[str]]:
    return [
        [sheet.table.item(row, column).text() for column in range(sheet.table.columnCount())]
        for row in range(sheet.table.rowCount())
    ]


def test_an_indicator_is_made_with_a_form(window: MainWindow, context: Context, settled: Settled):
    assert context.project is not None
    outcome = context.project.read(links.coded_outcome, "WFG4")
    indicator_form.add(context, outcome.id)
    (form,) = window.findChildren(IndicatorForm)
    form.save.click()
    assert "how a change" in form.problem.text()
    form.name.set_value(Bilingual(en="Fewer nights alone"))
    form.wanted.choose(Wanted.DOWN)
    form.baseline.setText("5,5")
    form.baseline_on.setText("1/4/2026")
    form.agreed_by.setText("The forum")
    form.save.click()
    settled()
    (made,) = context.project.read(lambda uow: list(uow.indicators.where(outcome_id=outcome.id)))
    assert (made.baseline, made.baseline_on, made.wanted, made.agreed_by) == (
        5.5, date(2026, 4, 1), Wanted.DOWN, "The forum",
    )  # fmt: skip


def test_a_question_of_ons4_is_asked_in_its_exact_words(
    window: MainWindow, context: Context, indicator: Indicator, settled: Settled
):
    indicator_form.add(context, indicator.outcome_id)
    (form,) = window.findChildren(IndicatorForm)
    assert form.question.count() == 5
    row = 4
    form.question.setCurrentIndex(row)
    form.question.activated.emit(row)
    form.save.click()
    settled()
    assert context.project is not None
    made = context.project.read(lambda uow: list(uow.indicators.where(outcome_id=indicator.outcome_id)))[-1]
    assert made.name.en == (
        'On a scale where 0 is "not at all anxious" and 10 is "completely anxious", overall, how anxious did you '
        "feel yesterday?"
    )
    assert (made.unit, made.wanted) == ("0–10", Wanted.DOWN)
    indicator_form.add_reading(context, made)
    (reading,) = window.findChildren(ReadingForm)
    reading.on.setText("3/5/2026")
    reading.value.setText("33")
    reading.save.click()
    assert "from 0 to 10" in reading.problem.text() and reading.isVisible()


def test_a_story_has_no_figures(window: MainWindow, context: Context):
    indicator_form.add(context, "any")
    (form,) = window.findChildren(IndicatorForm)
    assert form.target.isVisible()
    form.kind.choose(IndicatorKind.STORY)
    assert not form.target.isVisible() and not form.wanted.isVisible()
    assert form.baseline_text.isVisible()


def test_readings_are_added_and_shown_in_the_chart_and_the_table(
    window: MainWindow, sheet: ReadingsSheet, context: Context, indicator: Indicator, settled: Settled
):
    assert not sheet.sheet.findChildren(ReadingChart)
    sheet.add.click()
    (form,) = window.findChildren(ReadingForm)
    form.on.setText("3/5/2026")
    form.value.setText("4")
    form.n.setText("12")
    form.save.click()
    settled()
    assert [row[1:] for row in rows(sheet)] == [["Baseline", "2", ""], ["Reading", "4", "12"], ["Target", "9", ""]]
    (chart,) = sheet.sheet.findChildren(ReadingChart)
    assert "It has gone up" in chart.accessibleDescription()
    texts = [label.text() for label in sheet.sheet.findChildren(QLabel)]
    assert "It has gone up, which is what is wanted." in texts


def test_every_row_of_the_table_leads_to_its_reading(
    window: MainWindow, sheet: ReadingsSheet, context: Context, indicator: Indicator, settled: Settled
):
    for day, value in ((date(2026, 2, 1), 3.0), (date(2026, 1, 1), 4.0)):
        context.apply(indicators.add_reading, Reading(indicator_id=indicator.id, on=day, value=value))
    settled()
    sheet.table.itemActivated.emit(sheet.table.item(2, 0))
    (form,) = window.findChildren(ReadingForm)
    assert form.value.text() == "3"
    sheet.table.itemActivated.emit(sheet.table.item(0, 0))
    assert len(window.findChildren(IndicatorForm)) == 1


def test_a_percentage_asks_for_how_many_people_it_is_of(
    qtbot: QtBot, window: MainWindow, context: Context, indicator: Indicator, settled: Settled
):
    context.apply(records.edit, Indicator, indicator.id, unit="%")
    settled()
    assert context.project is not None
    indicator_form.add_reading(context, context.project.read(lambda uow: uow.indicators.get(indicator.id)))
    (form,) = window.findChildren(ReadingForm)
    form.on.setText("3/5/2026")
    form.value.setText("40")
    form.save.click()
    assert "number of people" in form.problem.text() and form.isVisible()


@pytest.mark.parametrize("values", [(4.0,), (4.0, 4.0), (4.0, -3.5, 1e6)])
def test_the_chart_is_drawn_whatever_the_readings(qtbot: QtBot, indicator: Indicator, values: tuple[float, ...]):
    readings = tuple(
        Reading(indicator_id=indicator.id, on=date(2026, 1, 1 + day), value=value) for day, value in enumerate(values)
    )
    chart = ReadingChart(indicators.Measured(indicator, None, readings))  # type: ignore[arg-type]
    qtbot.addWidget(chart)
    chart.resize(chart.sizeHint())
    plain = ReadingChart(indicators.Measured(indicator, None, ()))  # type: ignore[arg-type]
    qtbot.addWidget(plain)
    plain.resize(chart.sizeHint())
    assert chart.grab().toImage() != plain.grab().toImage()
