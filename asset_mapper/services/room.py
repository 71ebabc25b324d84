"""What a room reads from a projector: how much there is, what was recorded last, and what a survey found.

It is made of a publication for the room, and of the counts of a survey that the room may see, under their floor.
"""

from __future__ import annotations

from dataclasses import dataclass

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.audience import Audience, admits
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.publication import Publication
from asset_mapper.services import surveys
from asset_mapper.services.publishing import publication
from asset_mapper.services.surveys import Results
from asset_mapper.storage.unit_of_work import UnitOfWork

_LATEST = 6


@dataclass(frozen=True, slots=True)
class Room:
    """What is said in large letters."""

    title: Bilingual
    place: Bilingual | None  # where the session that runs is
    counts: tuple[tuple[AssetKind, int], ...]
    latest: tuple[tuple[AssetKind, Bilingual], ...]  # the last one first

    @property
    def assets(self) -> int:
        return sum(count for _kind, count in self.counts)


def room(uow: UnitOfWork, session_id: RecordId | None = None) -> Room:
    """Say what the room may see today; *session_id* is the session that runs."""
    return room_of(publication(uow, Audience.ROOM), session_id)


def room_of(shown: Publication, session_id: RecordId | None = None) -> Room:
    """Say in few words what is in a publication."""
    assets, sessions = shown.assets, shown.sessions
    last = assets.iloc[::-1].head(_LATEST)
    here = sessions[sessions.id == session_id]
    places = [Bilingual(*row) for row in zip(here.place_cy, here.place_en, here.place_first, strict=True)]
    return Room(
        title=shown.title,
        place=next(iter(places), None),
        counts=tuple((kind, count) for kind in AssetKind if (count := int((assets.kind == kind.value).sum()))),
        latest=tuple(
            (AssetKind(kind), Bilingual(cy, en, first))
            for kind, cy, en, first in zip(last.kind, last.name_cy, last.name_en, last.name_first, strict=True)
        ),
    )


def surveys_of_room(uow: UnitOfWork) -> list[tuple[RecordId, Bilingual]]:
    """List the surveys whose counts the room may see, the latest first."""
    found = (summary.survey for summary in surveys.summaries(uow))
    return [(survey.id, survey.name) for survey in found if admits(survey.visibility, Audience.ROOM)]


def survey_of_room(uow: UnitOfWork, survey_id: RecordId) -> Results | None:
    """Count the answers as the room may know them; ``None`` for a survey that it may not see, or that is gone."""
    found = surveys.results(uow, survey_id, Audience.ROOM)
    return found if found is not None and admits(found.whole.survey.visibility, Audience.ROOM) else None
