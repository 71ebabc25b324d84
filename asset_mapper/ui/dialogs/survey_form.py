"""A survey: its statements and groups in both languages, which session it belongs to, and who may see its counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from asset_mapper.domain.audience import VISIBILITIES
from asset_mapper.domain.bilingual import Bilingual, bilingual
from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.survey import RespondentGroup, Statement, Survey, SurveyKind
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _, format_date, language
from asset_mapper.services import new_surveys, surveys
from asset_mapper.services.surveys import WholeSurvey
from asset_mapper.storage.unit_of_work import UnitOfWork
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.record_form import RecordForm
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.widgets.two_languages import Line, TwoLanguages

_TITLES = {SurveyKind.BARRIERS: N_("What stands in the way"), SurveyKind.PRINCIPLES: N_("The five principles")}


def begin(context: Context, kind: SurveyKind, session_id: RecordId | None = None) -> None:
    """Make a survey, of the session that is given, else of the one that runs."""
    running = context.session.running
    if session_id is None and running is not None:
        session_id = running.id

    def on_read(sessions: list[MappingSession]) -> None:
        SurveyForm(context, new_surveys.begun(kind, session_id), sessions, is_new=True).show()

    context.ask(_sessions, done=on_read)


def change(context: Context, survey_id: RecordId) -> None:
    """Let a survey be changed."""

    def read(uow: UnitOfWork) -> tuple[WholeSurvey | None, list[MappingSession]]:
        return surveys.whole(uow, survey_id), _sessions(uow)

    def on_read(found: tuple[WholeSurvey | None, list[MappingSession]]) -> None:
        whole, sessions = found
        if whole is not None:
            SurveyForm(context, whole, sessions, is_new=False).show()

    context.ask(read, done=on_read)


def _sessions(uow: UnitOfWork) -> list[MappingSession]:
    return sorted(uow.sessions.all(), key=lambda session: (session.on, session.created_at), reverse=True)


class SurveyForm(RecordForm):
    """The statements of a reflection can be worded anew; those of barriers are the user's own."""

    def __init__(self, context: Context, whole: WholeSurvey, sessions: list[MappingSession], *, is_new: bool) -> None:
        super().__init__(context, _TITLES[whole.survey.kind], width=760, manual="surveys")
        self._whole = whole
        self._is_new = is_new
        self.name = self.bilingual("name", N_("Name"))
        self.introduction = self.bilingual("introduction", N_("Introduction, above the statements"), long=True)
        self.statements = TwoLanguages(6, fixed=whole.of_principles)
        self.groups = TwoLanguages(3)
        for field, text in (
            (self.statements, N_("Statements: one a line; type them, or paste a list")),
            (self.groups, N_("Groups of those who answer, such as residents and staff")),
        ):
            self.say(field.say, text)
            self.rows.addRow(field)
        self.session: Choice[RecordId | None] = Choice(
            "", [(None, ""), *((session.id, "") for session in sessions)]
        )  # fmt: skip
        self.call(
            lambda: self.session.say(
                [_("No session"), *(f"{one.place.text(language())}, {format_date(one.on)}" for one in sessions)]
            )
        )
        self.row("session", N_("Asked at the session"), self.session)
        self.visibility = self.codes("visibility", N_("Its counts may go to"), VISIBILITIES)
        self.hint(N_("Sheets stay with the team, always. Others get counts, and none of a group of a few people."))
        self._fill()
        for field in (self.statements, self.groups):
            field.changed.connect(self._on_edited)
        if not is_new:
            self.existing(whole.survey, surveys.remove, whole.survey.id)
        kind = whole.survey.kind.value
        key = f"survey-{kind}:{whole.survey.session_id or ''}" if is_new else f"survey:{whole.survey.id}"
        self.begin(720, draft=key)
        (self.name if whole.of_principles else self.statements).setFocus()

    def _fill(self) -> None:
        survey = self._whole.survey
        self.name.set_value(survey.name)
        self.introduction.set_value(survey.introduction)
        self.statements.set_lines([Line(one.id, one.text.cy, one.text.en) for one in self._whole.statements])
        self.groups.set_lines([Line(one.id, one.name.cy, one.name.en) for one in self._whole.groups])
        self.session.choose(survey.session_id)
        self.visibility.choose(survey.visibility)

    def state(self) -> dict[str, Any]:
        lines = {"statements": self.statements, "groups": self.groups}
        return super().state() | {
            key: [[line.id, line.cy, line.en] for line in field.lines] for key, field in lines.items()
        }

    def set_state(self, state: dict[str, Any]) -> None:
        super().set_state(state)
        for key, field in (("statements", self.statements), ("groups", self.groups)):
            if key in state:
                field.set_lines([Line(*line) for line in state[key]])

    def made(self) -> tuple[Survey, list[Statement], list[RespondentGroup]]:
        name = self.name.value
        if name is None:
            raise InvalidValueError(_("A survey needs a name."))
        survey = replace(
            self._whole.survey,
            name=name,
            introduction=self.introduction.value,
            session_id=self.session.value,
            visibility=self.visibility.value,
        )
        known = {one.id: one for one in self._whole.statements}
        known_groups = {one.id: one for one in self._whole.groups}
        statements = [
            replace(known[line.id], text=_worded(known[line.id].text, line))
            if line.id in known
            else Statement(survey_id=survey.id, text=_worded(None, line))
            for line in self.statements.lines
        ]
        groups = [
            replace(known_groups[line.id], name=_worded(known_groups[line.id].name, line))
            if line.id in known_groups
            else RespondentGroup(survey_id=survey.id, name=_worded(None, line))
            for line in self.groups.lines
        ]
        if not statements:
            raise InvalidValueError(_("A survey needs a statement at least."))
        if self._whole.of_principles and len(statements) != len(known):
            raise InvalidValueError(_("Each of the ten statements needs words, in one language at least."))
        return survey, statements, groups

    def keep(self) -> None:
        self.apply(surveys.save, *self.made(), done=self._on_kept)

    def _on_kept(self, _change_set: ChangeSet) -> None:
        self.accept()
        if self._is_new:
            self.context.view_requested.emit("sessions")
            self.context.survey_requested.emit(self._whole.survey.id, False)


def _worded(before: Bilingual | None, line: Line) -> Bilingual:
    """Word a line; which language it was given in stays as it was."""
    first = before.first if before is not None else ("cy" if language() == "cy" else "en")
    made = bilingual(line.cy, line.en, first)
    assert made is not None  # a line in which nothing is said is none
    return made
