"""Surveys: made, changed, filled in from paper sheets, and counted for those who may see the counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from asset_mapper.analysis.survey_blocks import Asked, Block, blocks
from asset_mapper.analysis.survey_counts import AnswerCounts, counted
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.record import Record
from asset_mapper.domain.survey import AnswerSheet, RespondentGroup, Statement, Survey, SurveyKind
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import _, language, ngettext
from asset_mapper.services import records
from asset_mapper.services.removing import removal
from asset_mapper.storage.unit_of_work import UnitOfWork

R = TypeVar("R", Statement, RespondentGroup)


@dataclass(frozen=True, slots=True)
class WholeSurvey:
    """A survey with all that belongs to it, in order."""

    survey: Survey
    statements: tuple[Statement, ...]
    groups: tuple[RespondentGroup, ...]
    sheets: tuple[AnswerSheet, ...] = ()
    session: MappingSession | None = None

    @property
    def of_principles(self) -> bool:
        return self.survey.kind is SurveyKind.PRINCIPLES


@dataclass(frozen=True, slots=True)
class SurveySummary:
    """A survey as one line of a list."""

    survey: Survey
    session: MappingSession | None
    statements: int
    sheets: int


@dataclass(frozen=True, slots=True)
class Results:
    """What an audience may know of the answers: counts, under a floor where there is one."""

    whole: WholeSurvey  # without sheets
    counts: tuple[AnswerCounts, ...]
    floor: int  # 0 for the team
    remarks: tuple[tuple[str, str], ...] = ()  # for the team: number of the sheet, and what was written on it

    def blocks(self, *, by_group: bool = True, by_agreement: bool = False) -> list[Block]:
        """Arrange them to be drawn and read, in the language in force."""
        shown = language()
        asked = [Asked(one.id, one.text.text(shown), one.principle, one.about or "") for one in self.whole.statements]
        groups = [(group.id, group.name.text(shown)) for group in self.whole.groups]
        return blocks(asked, groups, self.counts, by_group=by_group, by_agreement=by_agreement)


# --- reading ----------------------------------------------------------------------------------------------


def whole(uow: UnitOfWork, survey_id: RecordId) -> WholeSurvey | None:
    """Read a survey with all that belongs to it; ``None`` when it is not there any more."""
    survey = uow.surveys.find(survey_id)
    if survey is None:
        return None
    session = uow.sessions.find(survey.session_id) if survey.session_id else None
    sheets = sorted(uow.answer_sheets.where(survey_id=survey_id), key=lambda sheet: sheet.created_at)
    return WholeSurvey(survey, *_parts(uow, survey_id), tuple(sheets), session)


def _parts(uow: UnitOfWork, survey_id: RecordId) -> tuple[tuple[Statement, ...], tuple[RespondentGroup, ...]]:
    def in_order(found: Any) -> tuple[Any, ...]:
        return tuple(sorted(found, key=lambda one: (one.position, one.created_at, one.id)))

    return (
        in_order(uow.statements.where(survey_id=survey_id)),
        in_order(uow.respondent_groups.where(survey_id=survey_id)),
    )


def summaries(uow: UnitOfWork) -> list[SurveySummary]:
    """List the surveys, the latest first."""
    statements, sheets = uow.statements.count_by("survey_id"), uow.answer_sheets.count_by("survey_id")
    sessions = {session.id: session for session in uow.sessions.all()}
    found = sorted(uow.surveys.all(), key=lambda survey: (survey.created_at, survey.id), reverse=True)
    return [
        SurveySummary(
            survey,
            sessions.get(survey.session_id or ""),
            statements.get((survey.id,), 0),
            sheets.get((survey.id,), 0),
        )
        for survey in found
    ]


def results(uow: UnitOfWork, survey_id: RecordId, audience: Audience = Audience.TEAM) -> Results | None:
    """Count the answers as *audience* may know them; ``None`` when the survey is not there any more."""
    found = whole(uow, survey_id)
    if found is None:
        return None
    floor = 0 if audience is Audience.TEAM else uow.project.small_count
    counts = counted(
        ((sheet.group_id, sheet.answers) for sheet in found.sheets),
        [statement.id for statement in found.statements],
        [group.id for group in found.groups],
        floor,
    )
    remarks = [(sheet.sheet, sheet.remarks) for sheet in found.sheets if sheet.remarks]
    is_team = audience is Audience.TEAM
    return Results(replace(found, sheets=()), tuple(counts), floor, tuple(remarks) if is_team else ())


# --- steps ------------------------------------------------------------------------------------------------


def save(
    uow: UnitOfWork, survey: Survey, statements: Sequence[Statement], groups: Sequence[RespondentGroup]
) -> ChangeSet:
    """Keep a survey as its form says it: statements and groups in the order given; those that are not given go.

    The answers to a statement that goes leave their sheets, and the sheets of a group that goes say no group.

    Raises
    ------
    InvalidValueError
        It has no statement.
    """
    if not statements:
        raise InvalidValueError(_("A survey needs a statement at least."))
    before = uow.surveys.find(survey.id)
    asked_before, groups_before = _parts(uow, survey.id)
    statement_changes, gone_statements = _ordered(asked_before, statements)
    group_changes, gone_groups = _ordered(groups_before, groups)
    sheets, answers = _without(uow, survey.id, {one.id for one in gone_statements}, {one.id for one in gone_groups})
    own = [] if before == survey else [Change(before, survey)]
    changes = (*own, *statement_changes, *group_changes, *sheets, *removal(uow, [*gone_statements]))
    changes += tuple(Change(group, None) for group in gone_groups)
    return uow.write(ChangeSet(_label(before, len(gone_statements), answers), changes))


def _ordered(before: Sequence[R], after: Sequence[R]) -> tuple[list[Change[Any]], list[R]]:
    """Give the changes that lead to the new order, and what is not in it any more."""
    known = {one.id: one for one in before}
    placed = [replace(one, position=place) for place, one in enumerate(after)]
    changes: list[Change[Any]] = [Change(known.get(one.id), one) for one in placed if known.get(one.id) != one]
    kept = {one.id for one in after}
    return changes, [one for one in before if one.id not in kept]


def _without(
    uow: UnitOfWork, survey_id: RecordId, statements: set[RecordId], groups: set[RecordId]
) -> tuple[list[Change[Any]], int]:
    """Take what goes out of the sheets; gives too how many answers go."""
    changes: list[Change[Any]] = []
    answers = 0
    for sheet in uow.answer_sheets.where(survey_id=survey_id) if statements or groups else ():
        kept = {key: point for key, point in sheet.answers.items() if key not in statements}
        answers += len(sheet.answers) - len(kept)
        after = replace(sheet, answers=kept, group_id=None if sheet.group_id in groups else sheet.group_id)
        if after != sheet:
            changes.append(Change(sheet, after))
    return changes, answers


def _label(before: Survey | None, gone: int, answers: int) -> str:
    if before is None:
        return _("Make a survey")
    if not gone:
        return _("Change the survey")
    if not answers:
        return ngettext("Remove {n} statement", "Remove {n} statements", gone).format(n=gone)
    with_them = ngettext("{n} answer went with it", "{n} answers went with it", answers).format(n=answers)
    removed = ngettext("Remove {n} statement", "Remove {n} statements", gone).format(n=gone)
    return f"{removed} ({with_them})"


def remove(uow: UnitOfWork, survey_id: RecordId) -> ChangeSet:
    """Remove a survey with its statements, groups and sheets."""
    survey = uow.surveys.get(survey_id)
    sheets = uow.answer_sheets.count(survey_id=survey_id)
    going: list[Record] = [survey]
    label = _("Remove “{name}”").format(name=survey.name.text(language()))
    if sheets:
        with_it = ngettext("{n} sheet went with it", "{n} sheets went with it", sheets).format(n=sheets)
        label = f"{label} ({with_it})"
    return uow.write(ChangeSet(label, removal(uow, going)))


def enter(uow: UnitOfWork, *sheets: AnswerSheet) -> ChangeSet:
    """Keep sheets that were typed up or pasted, as one step."""
    if len(sheets) == 1 and sheets[0].sheet:
        label = _("Enter sheet {number}").format(number=sheets[0].sheet)
    else:
        label = ngettext("Enter {n} sheet", "Enter {n} sheets", len(sheets)).format(n=len(sheets))
    return uow.write(ChangeSet(label, tuple(Change(None, sheet) for sheet in sheets)))


def correct(uow: UnitOfWork, before: AnswerSheet, after: AnswerSheet) -> ChangeSet:
    """Correct a sheet."""
    return records.save(uow, before, after, _("Correct sheet {number}").format(number=after.sheet or "–"))


def take_out(uow: UnitOfWork, sheet_ids: Sequence[RecordId]) -> ChangeSet:
    """Remove sheets."""
    sheets = list(uow.answer_sheets.with_ids(sheet_ids))
    label = ngettext("Remove {n} sheet", "Remove {n} sheets", len(sheets)).format(n=len(sheets))
    return uow.write(ChangeSet(label, removal(uow, [*sheets])))


def next_number(sheets: Sequence[AnswerSheet]) -> str:
    """Give the number for the next sheet: one more than the highest that is known."""
    return str(max((int(sheet.sheet) for sheet in sheets if sheet.sheet.isdecimal()), default=0) + 1)
