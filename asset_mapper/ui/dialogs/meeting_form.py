"""The form of a meeting: when, in plain words, where, and what those who come should know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.meeting import Meeting
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _, format_date, language
from asset_mapper.services import meetings
from asset_mapper.services.meetings import Schedule, next_days, schedule_of, understood
from asset_mapper.services.names import Named, named_assets
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.record_form import RecordForm
from asset_mapper.ui.widgets.date_field import DateField
from asset_mapper.ui.widgets.record_field import RecordField


def add(context: Context, asset: Asset) -> None:
    """Open the form empty, for something that *asset* does."""
    context.ask(named_assets, done=lambda names: MeetingForm(context, asset, None, names).show())


def edit(context: Context, asset: Asset, meeting: Meeting) -> None:
    context.ask(named_assets, done=lambda names: MeetingForm(context, asset, meeting, names).show())


class MeetingForm(RecordForm):
    """One line says when; below it stands what was understood, and the next three days."""

    def __init__(
        self,
        context: Context,
        asset: Asset,
        meeting: Meeting | None,
        names: Sequence[Named],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, N_("Change a meeting") if meeting else N_("Add a meeting"), parent)
        self._asset, self._meeting = asset, meeting
        self._words_at_first, self._filled_in = "", language()
        self.when = self.row("when", N_("When, as you would say it"), QLineEdit())
        self.say(self.when.setPlaceholderText, N_("first Monday of the month 2-4pm"))
        self.understood = self.hint()
        self.first_on = self.row("first_on", N_("First day, if it matters"), DateField())
        before = meeting.venue_id if meeting else None
        venues = [one for one in names if one.can_be_venue or one.id == before]
        self.venue = self.row("venue", N_("Where (the name of a venue)"), RecordField(venues))
        self.name = self.bilingual("name", N_("Name, if it has one of its own"))
        self.who = self.bilingual("who", N_("Who may come"))
        self.cost = self.bilingual("cost", N_("Cost"))
        self.access = self.row("access", N_("Getting in, parted by commas"), QLineEdit())
        self.say(self.access.setPlaceholderText, N_("step-free, hearing loop, quiet room"))
        if meeting is not None:
            self._fill(meeting)
            self.existing(meeting, meetings.remove, meeting)
        elif asset.whereabouts.venue_id:
            self.venue.choose(asset.whereabouts.venue_id)
        self.begin(640, draft=f"meeting:{meeting.id if meeting else asset.id}")
        self.when.setFocus()

    def _fill(self, meeting: Meeting) -> None:
        schedule = schedule_of(meeting)
        self._words_at_first = meeting.when.text(language()) if meeting.when else schedule.in_words(language())
        self.when.setText(self._words_at_first or meeting.rule)
        self.first_on.set_value(meeting.first_on if meeting.rule else None)
        self.venue.choose(meeting.venue_id)
        self.name.set_value(meeting.name)
        self.who.set_value(meeting.who)
        self.cost.set_value(meeting.cost)
        self.access.setText(", ".join(meeting.access))

    def arrange(self) -> None:
        schedules = self._schedules()
        self.understood.setText("\n".join(_explained(one) for one in schedules) if schedules else self._as_words())
        self.show_row(self.first_on, any(one.rule for one in schedules))

    def _as_words(self) -> str:
        if not self.when.text().strip():
            return _("For example: Tuesdays 2pm · every other Thursday 10-12 · 12 December 2026, 2pm")
        return _("This is kept in your words. No days follow from it, so it is in no list of days.")

    def _schedules(self) -> tuple[Schedule, ...]:
        """Give what the line says; what was not touched stays the rule that it was."""
        text = self.when.text().strip()
        first_on = self._first_day()
        meeting = self._meeting
        if meeting is not None and meeting.when is None and text == (self._words_at_first or meeting.rule):
            return (replace(schedule_of(meeting), first_on=first_on if meeting.rule else meeting.first_on),)
        return tuple(replace(one, first_on=one.first_on or first_on) if one.rule else one for one in understood(text))

    def _first_day(self) -> date | None:
        try:
            return self.first_on.value
        except InvalidValueError:
            return None

    def made(self) -> list[Meeting]:
        text = self.when.text().strip()
        if not text:
            raise InvalidValueError(_("Say when it meets: a rule, a day, or words."))
        self.first_on.check()
        self.venue.check()
        schedules = self._schedules()
        fields: dict[str, Any] = {
            "venue_id": self.venue.value,
            "name": self.name.value,
            "who": self.who.value,
            "cost": self.cost.value,
            "access": tuple(fact.strip() for fact in self.access.text().split(",") if fact.strip()),
        }
        if self._meeting is not None and self._meeting.when is not None and text == self._words_at_first:
            return [self._one(fields)]  # words that were given beside a rule or a time: all of it stays
        if not schedules:
            no_rule = {"rule": "", "first_on": None, "starts_at": None, "ends_at": None}
            return [self._one(fields | no_rule | {"when": self._in_words(text)})]
        return [
            self._one(
                fields
                | {
                    "rule": one.rule,
                    "first_on": one.first_on,
                    "starts_at": one.starts_at,
                    "ends_at": one.ends_at,
                    "when": None,
                },
                new=number > 0,
            )
            for number, one in enumerate(schedules)
        ]

    def _in_words(self, text: str) -> Bilingual:
        """Give what was typed as words; the other language stays, when only one was changed."""
        before = self._meeting.when if self._meeting else None
        if before is not None:
            return replace(before, cy=text) if self._filled_in == "cy" else replace(before, en=text)
        return Bilingual(cy=text, first="cy") if language() == "cy" else Bilingual(en=text)

    def _one(self, fields: dict[str, Any], *, new: bool = False) -> Meeting:
        if self._meeting is not None and not new:
            return replace(self._meeting, **fields)
        return Meeting(asset_id=self._asset.id, **fields)

    def keep(self) -> None:
        self.apply(meetings.save, self._meeting, self.made())


def _explained(schedule: Schedule) -> str:
    """Say what was understood, and when it is next."""
    words = schedule.in_words(language()) or schedule.rule
    if schedule.needs_first_day:
        return _("Understood: {words}. Say its first day, so that the right weeks are counted.").format(words=words)
    days = next_days(schedule, date.today())  # noqa: DTZ011 - the user's day
    if not days:
        return _("Understood: {words}. It is over: no day is to come.").format(words=words)
    named = " · ".join(format_date(day, style="medium") for day in days)
    return _("Understood: {words}. Next: {days}").format(words=words, days=named)
