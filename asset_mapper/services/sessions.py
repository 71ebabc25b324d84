"""Mapping sessions: begun and kept, what was recorded at each, the photos of its sheets, and what is typed up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.attachment import Attachment
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.i18n import _, ngettext
from asset_mapper.services import attachments, surveys, votes
from asset_mapper.services.surveys import SurveySummary
from asset_mapper.storage.unit_of_work import UnitOfWork

_COUNTED = ("talent", "link", "evidence", "outcome")


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """One session, and how much was recorded at it."""

    session: MappingSession
    by_kind: dict[AssetKind, int]
    others: dict[str, int]  # name of the record → how many; only what there is; of votes, all that were given
    sheets: tuple[Attachment, ...]
    surveys: tuple[SurveySummary, ...] = ()

    @property
    def assets(self) -> int:
        return sum(self.by_kind.values())

    @property
    def to_type_up(self) -> int:
        """How many photos of sheets are still to be typed up."""
        return sum(sheet.typed_up_on is None for sheet in self.sheets)


def save(uow: UnitOfWork, before: MappingSession | None, after: MappingSession) -> ChangeSet:
    """Keep a session as the form says it; without *before* it is begun."""
    if before is None:
        return uow.write(ChangeSet(_("Begin a session"), (Change(None, after),)))
    return uow.write(ChangeSet(_("Change the session"), () if before == after else (Change(before, after),)))


def summaries(uow: UnitOfWork) -> list[SessionSummary]:
    """List the sessions, the latest first, with what was recorded at each."""
    kinds = uow.assets.count_by("session_id", "kind")
    others = {name: uow.store_named(name).count_by("session_id") for name in _COUNTED}
    others["outcome_votes"] = votes.by_place(uow)
    sessions = sorted(uow.sessions.all(), key=lambda session: (session.on, session.created_at), reverse=True)
    asked = list(reversed(surveys.summaries(uow)))
    sheets: dict[RecordId, list[Attachment]] = {}
    for attachment in uow.attachments.where(record_id=[session.id for session in sessions]):
        if attachment.media_type.startswith("image/"):
            sheets.setdefault(attachment.record_id, []).append(attachment)
    return [
        SessionSummary(
            session=session,
            by_kind={kind: count for kind in AssetKind if (count := kinds.get((session.id, kind.value)))},
            others={name: count for name in others if (count := others[name].get((session.id,)))},
            sheets=tuple(sheets.get(session.id, ())),
            surveys=tuple(one for one in asked if one.survey.session_id == session.id),
        )
        for session in sessions
    ]


def recorded_at(uow: UnitOfWork, session_id: RecordId) -> list[RecordId]:
    """List the ids of the assets that were recorded at a session, in order of their making."""
    return [asset.id for asset in uow.assets.where(session_id=session_id)]


def add_sheets(uow: UnitOfWork, session_id: RecordId, paths: Sequence[Path]) -> ChangeSet:
    """Keep photos of the sheets that people wrote on, for the team, as one step.

    Raises
    ------
    UnreadableFileError
        One of them is not there, too large, or a picture that cannot be read.
    """
    session = uow.sessions.get(session_id)
    made = [attachments.of_file(uow, session, path) for path in paths]
    label = ngettext("Add {n} photo of a sheet", "Add {n} photos of sheets", len(made)).format(n=len(made))
    return uow.write(ChangeSet(label, tuple(Change(None, photo) for photo in made)))


def mark_typed_up(uow: UnitOfWork, attachment_id: RecordId, on: date | None) -> ChangeSet:
    """Say that all that is on a sheet is recorded, or that it is not after all."""
    before = uow.attachments.get(attachment_id)
    after = replace(before, typed_up_on=on)
    label = _("Typed up") if on else _("Not typed up yet")
    return uow.write(ChangeSet(label, () if before == after else (Change(before, after),)))
