"""The form of an indicator, and of one of its readings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QLineEdit

from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.indicator import About, Indicator, IndicatorKind, Reading, Wanted
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _, language
from asset_mapper.services import indicators, records
from asset_mapper.services.evidence import as_typed, count_of, figure_of
from asset_mapper.services.indicators import Question
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.record_form import RecordForm
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.widgets.date_field import DateField

_LETTERS = 28  # of the longest choice


def add(context: Context, outcome_id: RecordId) -> None:
    """Open the form on a new indicator of an outcome."""
    IndicatorForm(context, outcome_id, None).show()


def edit(context: Context, indicator: Indicator) -> None:
    """Open the form on an indicator that is there."""
    IndicatorForm(context, indicator.outcome_id, indicator).show()


def add_reading(context: Context, indicator: Indicator) -> None:
    """Open the form on a new reading."""
    ReadingForm(context, indicator, None).show()


def edit_reading(context: Context, indicator: Indicator, reading: Reading) -> None:
    """Open the form on a reading that is there."""
    ReadingForm(context, indicator, reading).show()


class IndicatorForm(RecordForm):
    """How a change will be seen, from where to where, and who agreed on it. A baseline may be a sentence."""

    def __init__(self, context: Context, outcome_id: RecordId, indicator: Indicator | None) -> None:
        super().__init__(
            context, N_("Change an indicator") if indicator else N_("Add an indicator"), manual="evidence"
        )
        self._outcome_id, self._indicator = outcome_id, indicator
        self.question = self._questions()
        self.show_row(self.question, indicator is None)
        self.name = self.bilingual("name", N_("We will know because …"))
        self.kind = self.codes("kind", N_("What it is"), tuple(IndicatorKind))
        self.about = self.codes("about", N_("What it is about"), tuple(About))
        self.unit = self.row("unit", N_("Unit, such as % or hours"), QLineEdit())
        self.wanted = self.codes("wanted", N_("Which way it should go"), tuple(Wanted))
        self.baseline = self.row("baseline", N_("Baseline: the number at the beginning"), QLineEdit())
        self.baseline_on = self.row("baseline_on", N_("Day of the baseline"), DateField())
        self.baseline_text = self.bilingual("baseline_text", N_("Baseline as a sentence"))
        self.target = self.row("target", N_("Target"), QLineEdit())
        self.target_on = self.row("target_on", N_("Day of the target"), DateField())
        with self.section(N_("Who chose it")) as self.more_who:
            self.proposed_by = self.row("proposed_by", N_("Proposed by"), QLineEdit())
            self.agreed_by = self.row("agreed_by", N_("Agreed by"), QLineEdit())
            self.agreed_on = self.row("agreed_on", N_("Agreed on"), DateField())
        if indicator is not None:
            self._fill(indicator)
        self.begin(660, draft=f"indicator:{indicator.id if indicator else outcome_id}")
        self.question.activated.connect(lambda _row: self._on_question())
        self.name.focus()

    def _questions(self) -> Choice[Question | None]:
        """Offer the published questions; their words are shown as they are, in the languages that they have."""
        offered = indicators.ons4()
        choice: Choice[Question | None] = Choice("", [(None, ""), *((one, "") for one in offered)])
        choice.setMinimumContentsLength(_LETTERS)
        self.call(
            lambda: choice.say(
                [_("A measure of our own"), *(f"ONS4: {one.words.text(language())}" for one in offered)]
            )
        )
        return self.row("question", N_("What is asked"), choice)

    def _on_question(self) -> None:
        """Take over a published question in its exact words, with its scale and the way that it should go."""
        question = self.question.value
        if question is not None:
            self.name.set_value(question.words)
            self.kind.choose(IndicatorKind.QUANTITATIVE)
            self.unit.setText(question.unit)
            self.wanted.choose(question.wanted)
            self.arrange()

    def _fill(self, indicator: Indicator) -> None:
        self.name.set_value(indicator.name)
        self.kind.choose(indicator.kind)
        self.about.choose(indicator.about)
        self.unit.setText(indicator.unit)
        self.wanted.choose(indicator.wanted)
        self.baseline.setText(as_typed(indicator.baseline))
        self.baseline_on.set_value(indicator.baseline_on)
        self.baseline_text.set_value(indicator.baseline_text)
        self.target.setText(as_typed(indicator.target))
        self.target_on.set_value(indicator.target_on)
        self.proposed_by.setText(indicator.proposed_by)
        self.agreed_by.setText(indicator.agreed_by)
        self.agreed_on.set_value(indicator.agreed_on)
        self.existing(indicator, records.remove, Indicator, [indicator.id])

    def arrange(self) -> None:
        number = self.kind.value is IndicatorKind.QUANTITATIVE
        for field in (self.unit, self.wanted, self.baseline, self.target):
            self.show_row(field, number)

    def made(self) -> Indicator:
        name = self.name.value
        if name is None:
            raise InvalidValueError(_("Say how a change will be seen, in Welsh or in English."))
        number = self.kind.value is IndicatorKind.QUANTITATIVE
        fields: dict[str, Any] = {
            "name": name,
            "kind": self.kind.value,
            "about": self.about.value,
            "unit": self.unit.text().strip() if number else "",
            "wanted": self.wanted.value,
            "baseline": figure_of(self.baseline.text()) if number else None,
            "baseline_on": self.baseline_on.value,
            "baseline_text": self.baseline_text.value,
            "target": figure_of(self.target.text()) if number else None,
            "target_on": self.target_on.value,
            "proposed_by": self.proposed_by.text().strip(),
            "agreed_by": self.agreed_by.text().strip(),
            "agreed_on": self.agreed_on.value,
        }
        if self._indicator is not None:
            return replace(self._indicator, **fields)
        return Indicator(outcome_id=self._outcome_id, **fields)

    def keep(self) -> None:
        made = self.made()
        if self._indicator is None:
            self.apply(records.add, made)
        else:
            self.apply(records.save, self._indicator, made)


class ReadingForm(RecordForm):
    """One reading: its day, its number or words, of how many, and how it was taken."""

    def __init__(self, context: Context, indicator: Indicator, reading: Reading | None) -> None:
        super().__init__(context, N_("Change a reading") if reading else N_("Add a reading"), manual="evidence")
        self._indicator, self._reading = indicator, reading
        self.on = self.row("on", N_("Day of the reading"), DateField())
        self.value = self.row("value", N_("Number"), QLineEdit())
        self.words = self.bilingual("words", N_("In words"), long=True)
        self.n = self.row("n", N_("Number of people or cases (n)"), QLineEdit())
        self.method = self.row("method", N_("How it was taken"), QLineEdit())
        self.collected_by = self.row("collected_by", N_("Taken by (seen by the team only)"), QLineEdit())
        self.note = self.row("note", N_("Note (seen by the team only)"), QLineEdit())
        self.show_row(self.value, indicator.kind is IndicatorKind.QUANTITATIVE)
        if reading is not None:
            self._fill(reading)
        self.begin(560, draft=f"reading:{reading.id if reading else indicator.id}")
        self.on.setFocus()

    def _fill(self, reading: Reading) -> None:
        self.on.set_value(reading.on)
        self.value.setText(as_typed(reading.value))
        self.words.set_value(reading.words)
        self.n.setText(as_typed(reading.n))
        self.method.setText(reading.method)
        self.collected_by.setText(reading.collected_by)
        self.note.setText(reading.note)
        self.existing(reading, records.remove, Reading, [reading.id])

    def made(self) -> Reading:
        day = self.on.value
        if day is None:
            raise InvalidValueError(_("On which day was the reading taken?"))
        fields: dict[str, Any] = {
            "on": day,
            "value": figure_of(self.value.text()),
            "words": self.words.value,
            "n": count_of(self.n.text()),
            "method": self.method.text().strip(),
            "collected_by": self.collected_by.text().strip(),
            "note": self.note.text().strip(),
        }
        if fields["value"] is not None:
            indicators.check_on_scale(fields["value"], self._indicator.unit)
        if self._indicator.unit == "%" and fields["value"] is not None and fields["n"] is None:
            raise InvalidValueError(_("A percentage needs the number of people that it is of."))
        if self._reading is not None:
            return replace(self._reading, **fields)
        return Reading(indicator_id=self._indicator.id, **fields)

    def keep(self) -> None:
        made = self.made()
        if self._reading is None:
            self.apply(indicators.add_reading, made)
        else:
            self.apply(records.save, self._reading, made)
