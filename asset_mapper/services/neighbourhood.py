"""What stands around one asset or outcome: what leads to it, and where it leads, as a list and as columns to draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.evidence import Coverage
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.link import Direction, Link
from asset_mapper.domain.outcome import Outcome
from asset_mapper.i18n import _, language
from asset_mapper.services.evidence import best_of, evidence_by_link
from asset_mapper.storage.unit_of_work import UnitOfWork

_ON = 2  # how many steps are followed from the middle on: to an outcome, and to what that leads to


@dataclass(frozen=True, slots=True)
class Place:
    """An asset or outcome, and in which column it stands: 0 is the middle, less than that leads to it."""

    record: Asset | Outcome
    column: int

    @property
    def name(self) -> str:
        """Its name in the language in force, after its code if it has one."""
        code = self.record.code if isinstance(self.record, Outcome) else ""
        return f"{code} {self.record.name.text(language())}".strip()


@dataclass(frozen=True, slots=True)
class Arrow:
    """A link between two places, and the best that is known about it."""

    link: Link
    start_id: RecordId
    end_id: RecordId
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """One record in the middle with what is near to it."""

    middle: Place
    places: tuple[Place, ...]  # with the middle
    arrows: tuple[Arrow, ...]

    def columns(self) -> list[list[Place]]:
        """Give the places by column, from the left."""
        numbers = sorted({place.column for place in self.places})
        return [[place for place in self.places if place.column == number] for number in numbers]

    def in_words(self) -> list[str]:
        """Say every arrow in a sentence: the drawing says no more."""
        by_id = {place.record.id: place for place in self.places}
        return [sentence(by_id[arrow.start_id], by_id[arrow.end_id], arrow) for arrow in self.arrows]


def sentence(start: Place, end: Place, arrow: Arrow) -> str:
    """Say one arrow: from where to where, whether it helps or harms, how, and on what evidence."""
    names = {"start": start.name, "end": end.name}
    if arrow.link.direction is Direction.HARMS:
        said = _("{start} harms {end}.").format(**names)
    elif isinstance(end.record, Outcome) and end.record.contributes_only:
        said = _("{start} contributes to {end}.").format(**names)
    elif isinstance(start.record, Outcome):
        said = _("{start} leads to {end}.").format(**names)
    else:
        said = _("{start} supports {end}.").format(**names)
    how = arrow.link.how.text(language()) if arrow.link.how else ""
    known = _("Evidence: {coverage}").format(coverage=_(arrow.coverage.label))
    return " ".join(part for part in (said, how, f"({known})") if part)


def around(uow: UnitOfWork, record_id: RecordId) -> Neighbourhood | None:
    """Read what stands around an asset or an outcome; ``None`` when it is not there any more."""
    middle: Asset | Outcome | None = uow.assets.find(record_id) or uow.outcomes.find(record_id)
    if middle is None:
        return None
    columns: dict[RecordId, int] = {middle.id: 0}
    links: dict[RecordId, Link] = {}
    for link in uow.links.where(outcome_id=record_id):
        links[link.id] = link
        columns.setdefault(_start(link), -1)
    wave, followed = [record_id], {record_id}
    for column in range(1, _ON + 1):
        onward = _from(uow, wave)
        links |= {link.id: link for link in onward}
        wave = [end for end in dict.fromkeys(link.outcome_id for link in onward) if end not in followed]
        followed.update(wave)  # what leads to the middle too keeps its column, and is followed all the same
        for end in wave:
            columns.setdefault(end, column)
    known = evidence_by_link(uow, list(links))
    records: list[Asset | Outcome] = [*uow.assets.with_ids(columns), *uow.outcomes.with_ids(columns)]
    places = {record.id: Place(record, columns[record.id]) for record in records}
    arrows = tuple(
        Arrow(link, _start(link), link.outcome_id, best_of(known.get(link.id, ())))
        for link in links.values()
        if _start(link) in places and link.outcome_id in places
    )
    return Neighbourhood(places[middle.id], tuple(sorted(places.values(), key=lambda place: place.column)), arrows)


def _start(link: Link) -> RecordId:
    return link.asset_id or link.from_outcome_id or ""


def _from(uow: UnitOfWork, ids: Sequence[RecordId]) -> list[Link]:
    if not ids:
        return []
    return [*uow.links.where(asset_id=list(ids)), *uow.links.where(from_outcome_id=list(ids))]
