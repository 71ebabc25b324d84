"""A mapping session: begun in a minute, written up afterwards."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.mapping_session import PRINCIPLES, MappingSession
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _
from asset_mapper.services import sessions
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.record_form import RecordForm
from asset_mapper.ui.widgets.date_field import DateField

_MOST_TABLES = 40


def begin_new(context: Context) -> None:
    """Ask where and with which tables, and begin."""
    SessionForm(context, None).show()


def change(context: Context, session: MappingSession) -> None:
    """Let what is said of a session be changed, and its notes and votes be added."""
    SessionForm(context, session).show()


class SessionForm(RecordForm):
    """A new session is begun when it is saved: what is recorded from then on belongs to it."""

    def __init__(self, context: Context, session: MappingSession | None, parent: QWidget | None = None) -> None:
        super().__init__(
            context, N_("Begin a session") if session is None else N_("The session"), parent, manual="sessions"
        )
        self._session = session
        if session is None:
            self.say(self.save.setText, N_("Begin"))
        self.place = self.bilingual("place", N_("Place"))
        self.on = self.row("on", N_("Date"), DateField(session.on if session else date.today()))  # noqa: DTZ011
        self.tables = self.row("tables", N_("Tables: how many, or their names with semicolons between"), QLineEdit())
        self.say(self.tables.setPlaceholderText, N_("6, or: Groups; Places; Stories"))
        self.facilitators = self.row(
            "facilitators", N_("Facilitators, with semicolons between: for the team only"), QLineEdit()
        )
        self.purpose = self.bilingual("purpose", N_("Purpose"))
        self.people = self.row("people", N_("People present"), QLineEdit())
        self.notes: QPlainTextEdit | None = None
        self.votes: dict[str, QLineEdit] = {}
        if session is not None:
            self.notes = self.row("notes", N_("Notes, for the team only"), QPlainTextEdit())
            self.hint(N_("What mattered most to those who came: votes on the five principles"))
            self.votes = {key: self.row(key, label, QLineEdit()) for key, label in PRINCIPLES.items()}
            self._fill(session)
            self.existing(session)
        self.begin(560, draft=f"session:{session.id if session else ''}")
        self.place.focus()

    def _fill(self, session: MappingSession) -> None:
        self.place.set_value(session.place)
        self.purpose.set_value(session.purpose)
        self.tables.setText("; ".join(session.tables))
        self.facilitators.setText("; ".join(session.facilitators))
        self.people.setText("" if session.people_present is None else str(session.people_present))
        if self.notes is not None:
            self.notes.setPlainText(session.notes)
        for key, field in self.votes.items():
            field.setText(str(session.votes[key]) if key in session.votes else "")
        for line in (self.tables, self.facilitators):
            line.setCursorPosition(0)

    def made(self) -> MappingSession:
        place, on = self.place.value, self.on.value
        if place is None or on is None:
            raise InvalidValueError(_("Say where the session is, and on which day."))
        made = self._session or MappingSession(place=place, on=on)
        votes = {key: count_of(field.text()) for key, field in self.votes.items()}
        return replace(
            made,
            place=place,
            on=on,
            purpose=self.purpose.value,
            tables=tables_of(self.tables.text()),
            facilitators=_list_of(self.facilitators.text()),
            people_present=count_of(self.people.text()),
            notes=self.notes.toPlainText().strip() if self.notes is not None else "",
            votes={key: count for key, count in votes.items() if count},
        )

    def keep(self) -> None:
        if self._session is not None:
            self.apply(sessions.save, self._session, self.made())
        else:
            self.apply(sessions.save, None, self.made(), done=self._on_begun)

    def _on_begun(self, change_set: ChangeSet) -> None:
        self.context.session.begin(change_set.changes[0].record)
        self.accept()


def count_of(text: str) -> int | None:
    """Read how many; ``None`` when nothing is said.

    Raises
    ------
    InvalidValueError
        It is no number.
    """
    typed = text.strip()
    if not typed:
        return None
    if not re.fullmatch(r"[0-9]{1,6}", typed):
        raise InvalidValueError(_("“{text}” is not a number of people.").format(text=typed))
    return int(typed)


def tables_of(text: str) -> tuple[str, ...]:
    """Read the names of tables; a number alone means so many of them."""
    if re.fullmatch(r"[0-9]{1,2}", text.strip()) and int(text) <= _MOST_TABLES:
        return tuple(_("Table {n}").format(n=number) for number in range(1, int(text) + 1))
    return tuple(dict.fromkeys(_list_of(text)))


def _list_of(text: str) -> tuple[str, ...]:
    parts = re.split(r"[;\n]", text) if ";" in text else text.split(",")
    return tuple(part.strip() for part in parts if part.strip())
