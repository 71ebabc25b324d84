"""The form of a match: how it stands between an offer and a want, the hours given, and when."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from asset_mapper.domain.talent import Match, MatchStatus
from asset_mapper.i18n import N_, format_number
from asset_mapper.services import matching, records
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.record_form import RecordForm
from asset_mapper.ui.dialogs.talent_form import hours_of
from asset_mapper.ui.widgets.date_field import DateField


class MatchForm(RecordForm):
    """*said* is the offer and the want in a line, which gives the words of the language in force."""

    def __init__(self, context: Context, match: Match, said: str, parent: QWidget | None = None) -> None:
        super().__init__(context, N_("Change a match"), parent)
        self._match = match
        self.hint().setText(said)
        self.status = self.codes("status", N_("How it stands"), list(MatchStatus))
        self.hours = self.row("hours", N_("Hours given"), QLineEdit())
        self.on = self.row("on", N_("When"), DateField(match.on))
        self.note = self.row("note", N_("Note (for the team)"), QPlainTextEdit())
        self.status.choose(match.status)
        self.hours.setText("" if match.hours is None else format_number(match.hours))
        self.note.setPlainText(match.note)
        self.existing(match, records.remove, Match, [match.id])
        self.begin(440, draft=f"match:{match.id}")

    def made(self) -> Match:
        return replace(
            self._match,
            status=self.status.value,
            hours=hours_of(self.hours.text()),
            on=self.on.value,
            note=self.note.toPlainText().strip(),
        )

    def keep(self) -> None:
        self.apply(matching.change, self._match, self.made())
