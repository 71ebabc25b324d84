"""A mapping session: begun in a minute, written up afterwards."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSpinBox

from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.mapping_session import PRINCIPLES, MappingSession
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _
from asset_mapper.services import sessions
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.bilingual_field import BilingualField
from asset_mapper.ui.widgets.date_field import DateField
from asset_mapper.ui.widgets.form import FormDialog

_MOST_PEOPLE = 100_000
_MOST_TABLES = 40


def begin_new(context: Context) -> None:
    """Ask where and with which tables, and begin."""
    SessionForm(context, None).show()


def change(context: Context, session: MappingSession) -> None:
    """Let what is said of a session be changed, and its notes and votes be added."""
    SessionForm(context, session).show()


class SessionForm(FormDialog):
    """A new session is begun when it is saved: what is recorded from then on belongs to it."""

    def __init__(self, context: Context, session: MappingSession | None) -> None:
        title, save = (N_("Begin a session"), N_("Begin")) if session is None else (N_("The session"), N_("Save"))
        super().__init__(context, title, manual="sessions", lines=22, save=save)
        self._session = session
        self.place = BilingualField(_("Place"))
        self.on = DateField(session.on if session else date.today())  # noqa: DTZ011 - the user's day
        self.tables, self.facilitators = QLineEdit(), QLineEdit()
        self.purpose = BilingualField(_("Purpose"))
        self.people = QSpinBox(minimum=-1, maximum=_MOST_PEOPLE)
        self.people.setSpecialValueText("–")
        self.notes = QPlainTextEdit(tabChangesFocus=True)
        self.notes.setMinimumHeight(self.fontMetrics().lineSpacing() * 4)
        self.votes = {key: QSpinBox(maximum=_MOST_PEOPLE) for key in PRINCIPLES}
        for counted in (self.people, *self.votes.values()):
            counted.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)  # the up and down keys count
        context.texts.say(self.tables.setPlaceholderText, N_("6, or: Groups; Places; Stories"))
        self.add_whole(self.place)
        self.add(N_("Date"), self.on)
        self.add(N_("Tables: how many, or their names with semicolons between"), self.tables)
        self.add(N_("Facilitators, with semicolons between: for the team only"), self.facilitators)
        self.add_whole(self.purpose)
        self.add(N_("People present (– when nobody counted)"), self.people)
        if session is not None:
            self.add(N_("Notes, for the team only"), self.notes)
            self.hint(N_("What mattered most to those who came: votes on the five principles"))
            for key, label in PRINCIPLES.items():
                self.add(label, self.votes[key])
            self._fill(session)
        else:
            self.people.setValue(-1)
        self.place.focus()

    def _fill(self, session: MappingSession) -> None:
        self.place.set_value(session.place)
        self.purpose.set_value(session.purpose)
        self.tables.setText("; ".join(session.tables))
        self.facilitators.setText("; ".join(session.facilitators))
        self.people.setValue(-1 if session.people_present is None else session.people_present)
        self.notes.setPlainText(session.notes)
        for key, field in self.votes.items():
            field.setValue(session.votes.get(key, 0))
        for line in (self.tables, self.facilitators):
            line.setCursorPosition(0)

    def made(self) -> MappingSession:
        """Give the session as it stands in the form.

        Raises
        ------
        InvalidValueError
            Something is missing, or cannot be.
        """
        place, on = self.place.value, self.on.value
        if place is None or on is None:
            raise InvalidValueError(_("Say where the session is, and on which day."))
        fields = {
            "place": place,
            "on": on,
            "purpose": self.purpose.value,
            "tables": tables_of(self.tables.text()),
            "facilitators": _list_of(self.facilitators.text()),
            "people_present": None if self.people.value() < 0 else self.people.value(),
            "notes": self.notes.toPlainText().strip(),
            "votes": {key: field.value() for key, field in self.votes.items() if field.value()},
        }
        return replace(self._session, **fields) if self._session else MappingSession(**fields)  # type: ignore[arg-type]

    @Slot()
    def _save(self) -> None:
        try:
            made = self.made()
        except InvalidValueError as error:
            self.say_problem(str(error))
            return
        self._context.apply(
            sessions.save,
            self._session,
            made,
            done=self._on_saved,
            failed=lambda error: self.say_problem(str(error)),
            say=True,
        )

    def _on_saved(self, change_set: ChangeSet) -> None:
        if self._session is None:
            self._context.session.begin(change_set.changes[0].record)
        self.accept()


def tables_of(text: str) -> tuple[str, ...]:
    """Read the names of tables; a number alone means so many of them."""
    if re.fullmatch(r"\d{1,2}", text.strip()) and int(text) <= _MOST_TABLES:
        return tuple(_("Table {n}").format(n=number) for number in range(1, int(text) + 1))
    return tuple(dict.fromkeys(_list_of(text)))


def _list_of(text: str) -> tuple[str, ...]:
    parts = re.split(r"[;\n]", text) if ";" in text else text.split(",")
    return tuple(part.strip() for part in parts if part.strip())
