"""What lists show of many assets: a few columns of each, read in one query, filtered and sorted in memory.

What only some lists show (how many outcomes, when it meets, …) is read apart, and only when it is asked for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.bilingual import Bilingual, bilingual
from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.evidence import Coverage, Evidence
from asset_mapper.domain.filtering import fold
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.link import Direction, Link
from asset_mapper.domain.meeting import Meeting
from asset_mapper.i18n import sort_key
from asset_mapper.services import queries
from asset_mapper.storage.store import tuples_of
from asset_mapper.storage.unit_of_work import UnitOfWork


@dataclass(slots=True)
class AssetLine:
    """One asset as a list shows it."""

    id: RecordId
    kind: str
    name_cy: str
    name_en: str
    name_first: str
    status: str
    visibility: str
    tags: str  # as JSON
    where: str  # kind of whereabouts
    place: str  # address, area and postcode
    checked_on: str  # ISO 8601 or ""
    review_due: str
    sensitive: bool
    postcode: str = ""
    area: str = ""
    venue_id: RecordId = ""
    session_id: RecordId = ""
    _place_words: str = field(default="", repr=False, compare=False)

    def name(self, language: str) -> str:
        """Give the name for a reader of *language*, the other one where it is missing."""
        cy, en = self.name_cy, self.name_en
        return (cy or en) if language == "cy" else (en or cy)

    def order(self, language: str) -> str:
        """Give what sorts names as *language* does."""
        return sort_key(self.name(language), language)

    @property
    def tag_list(self) -> list[str]:
        return list(orjson.loads(self.tags)) if self.tags != "[]" else []

    @property
    def place_words(self) -> str:
        """Where it is, without capitals and accents, for a filter."""
        if self.place and not self._place_words:
            self._place_words = self.place.casefold() if self.place.isascii() else fold(self.place)
        return self._place_words


_COLUMNS = (
    *("id", "kind", "name_cy", "name_en", "name_first", "status", "visibility", "tags", "where_kind"),
    *("where_address", "where_postcode", "where_area_cy", "where_area_en", "checked_on", "review_due", "sensitive"),
    *("where_venue_id", "session_id"),
)


def asset_lines(uow: UnitOfWork, ids: Sequence[RecordId] | None = None) -> list[AssetLine]:
    """List all assets, or those of some ids, in order of their making."""
    shared: dict[str, str] = {}  # the same few words stand in very many lines
    return [_line(row, shared.setdefault) for row in tuples_of(uow.connection, "asset", _COLUMNS, ids)]


def _line(row: Iterable[Any], one: Callable[[str, str], str]) -> AssetLine:
    (number, kind, cy, en, first, status, visibility, tags, where, address, postcode, area_cy, area_en, checked, due,
     sensitive, venue, session) = row  # fmt: skip
    area = area_cy or area_en
    place = ", ".join(part for part in (address, postcode, area) if part).replace("\n", ", ")
    return AssetLine(
        id=number,
        kind=one(kind, kind),
        name_cy=cy,
        name_en=en,
        name_first=one(first, first),
        status=one(status, status),
        visibility=one(visibility, visibility),
        tags=one(tags, tags),
        where=one(where, where),
        place=place,
        checked_on=str(checked or ""),
        review_due=str(due or ""),
        sensitive=bool(sensitive),
        postcode=postcode,
        area=one(area, area),
        venue_id=one(venue, venue) if venue else "",
        session_id=one(session, session) if session else "",
    )


# --- what is asked of the project, since no line holds it --------------------------------------------------------


def admitted(
    uow: UnitOfWork, words: str, outcome_id: RecordId | None, duplicates: bool = False
) -> frozenset[RecordId] | None:
    """Say which assets a search, an outcome and the queue of possible duplicates admit; ``None`` when all of them."""
    admitting: list[Iterable[RecordId]] = []
    if words.strip():
        admitting.append(queries.found_ids(uow, words))
    if outcome_id is not None:
        admitting.append(link.asset_id or "" for link in uow.links.where(outcome_id=outcome_id))
    if duplicates:
        from asset_mapper.services import lookalikes

        admitting.append(one for pair in lookalikes.possible_duplicates(uow) for one in (pair.first, pair.second))
    return frozenset.intersection(*map(frozenset, admitting)) if admitting else None


@dataclass(frozen=True, slots=True)
class Choices:
    """What a filter can be set to in this project."""

    tags: tuple[str, ...]
    outcomes: tuple[tuple[RecordId, str, Bilingual], ...]  # those that something supports: id, code, name
    sessions: tuple[tuple[RecordId, str, Bilingual], ...]  # id, day, place; the last one first


def choices(uow: UnitOfWork) -> Choices:
    """List what a filter can be set to."""
    tags: set[str] = set()
    for text in set(uow.assets.column("tags")):
        tags.update(orjson.loads(text))
    supported = {row[0] for row in tuples_of(uow.connection, "link", ("outcome_id", "asset_id")) if row[1]}
    outcomes = sorted(
        ((one.id, one.code, one.name) for one in uow.outcomes.with_ids(supported)), key=lambda one: _natural(one[1])
    )
    sessions = sorted(
        ((one.id, one.on.isoformat(), one.place) for one in uow.sessions.all()), key=lambda one: one[1], reverse=True
    )
    return Choices(tuple(sorted(tags, key=sort_key)), tuple(outcomes), tuple(sessions))


def _natural(code: str) -> tuple[int, str]:
    return len(code), code


# --- columns that are read apart --------------------------------------------------------------------------------

CUSTOM = "custom:"


def extra(uow: UnitOfWork, key: str, ids: Sequence[RecordId] | None = None) -> dict[RecordId, Any]:
    """Read one column that no line holds, of all assets or of some; assets without a value are left out."""
    if key.startswith(CUSTOM):
        return _custom(uow, key.removeprefix(CUSTOM), ids)
    return _EXTRAS[key](uow, ids)


def custom_columns(uow: UnitOfWork) -> list[tuple[str, Bilingual]]:
    """List the columns of imports that no field of ours holds: key and label."""
    return [(one.key, one.label) for one in uow.custom_fields.all()]


def _summaries(uow: UnitOfWork, ids: Sequence[RecordId] | None) -> dict[RecordId, Bilingual]:
    rows = tuples_of(uow.connection, "asset", ("id", "summary_cy", "summary_en", "summary_first"), ids)
    return {row[0]: text for row in rows if (text := bilingual(row[1], row[2], row[3] or None)) is not None}


def _custom(uow: UnitOfWork, key: str, ids: Sequence[RecordId] | None) -> dict[RecordId, str]:
    rows = tuples_of(uow.connection, "asset", ("id", "custom"), ids)
    return {row[0]: text for row in rows if row[1] != "{}" and (text := str(orjson.loads(row[1]).get(key, "")))}


def _meetings(uow: UnitOfWork, ids: Sequence[RecordId] | None) -> dict[RecordId, tuple[Meeting, ...]]:
    found: dict[RecordId, list[Meeting]] = defaultdict(list)
    for meeting in uow.meetings.all() if ids is None else uow.meetings.where(asset_id=list(ids)):
        found[meeting.asset_id].append(meeting)
    return {owner: tuple(meetings) for owner, meetings in found.items()}


def _contributions(uow: UnitOfWork, ids: Sequence[RecordId] | None) -> list[tuple[RecordId, RecordId, RecordId]]:
    """List the links from assets to outcomes that help: link, asset, outcome."""
    if ids is not None:
        links = uow.links.where(asset_id=list(ids), direction=Direction.HELPS.value)
        return [(link.id, link.asset_id or "", link.outcome_id) for link in links]
    rows = tuples_of(uow.connection, "link", ("id", "asset_id", "outcome_id", "direction"))
    return [(row[0], row[1], row[2]) for row in rows if row[1] and row[3] == Direction.HELPS]


def _outcome_counts(uow: UnitOfWork, ids: Sequence[RecordId] | None) -> dict[RecordId, int]:
    return dict(Counter(asset for asset, _outcome in {(one[1], one[2]) for one in _contributions(uow, ids)}))


def _coverages(uow: UnitOfWork, ids: Sequence[RecordId] | None) -> dict[RecordId, Coverage]:
    """Say how far up the ladder the evidence of an asset's contributions reaches."""
    owners = {link: asset for link, asset, _outcome in _contributions(uow, ids)}
    reached: dict[RecordId, Coverage] = {}
    if ids is None:
        known = ((row[0], Coverage(row[1])) for row in tuples_of(uow.connection, "evidence", ("link_id", "coverage")))
    else:
        known = ((one.link_id, one.coverage) for one in uow.evidence.where(link_id=list(owners)))
    for link, coverage in known:
        asset = owners.get(link)
        if asset is not None and (asset not in reached or coverage.rung > reached[asset].rung):
            reached[asset] = coverage
    return reached


_EXTRAS: dict[str, Callable[[UnitOfWork, Sequence[RecordId] | None], dict[RecordId, Any]]] = {
    "summary": _summaries,
    "meets": _meetings,
    "outcomes": _outcome_counts,
    "coverage": _coverages,
}


# --- following what is done -------------------------------------------------------------------------------------


def touched(uow: UnitOfWork, change_set: ChangeSet) -> list[RecordId]:
    """List the assets that a list shows otherwise after a step: its own, and those that name them."""
    found: dict[RecordId, None] = {}
    renamed: list[RecordId] = []
    links: set[RecordId] = set()
    for change in change_set:
        for record in (change.before, change.after):
            if isinstance(record, Asset):
                found[record.id] = None
            elif isinstance(record, (Meeting, Link)) and record.asset_id:
                found[record.asset_id] = None
            elif isinstance(record, Evidence):
                links.add(record.link_id)
        if isinstance(change.before, Asset) and (change.after is None or change.before.name != change.after.name):
            renamed.append(change.before.id)
    found |= dict.fromkeys(link.asset_id for link in uow.links.with_ids(links) if link.asset_id)
    if renamed:
        found |= dict.fromkeys(asset.id for asset in uow.assets.where(where_venue_id=renamed))
    return list(found)


@dataclass(frozen=True, slots=True)
class Question:
    """What a list wants to know: its columns that are read apart, and what its filter asks of the project."""

    extras: tuple[str, ...] = ()
    words: str = ""
    outcome_id: RecordId | None = None
    duplicates: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """What a list takes over: everything, or what one step changed."""

    lines: list[AssetLine]
    touched: list[RecordId] | None  # None: everything is new
    extras: dict[str, dict[RecordId, Any]]
    admitted: frozenset[RecordId] | None
    sessions: dict[RecordId, tuple[str, Bilingual]]  # day and place of each
    custom: list[tuple[str, Bilingual]]


def news(uow: UnitOfWork, question: Question, change_set: ChangeSet | None = None) -> News:
    """Read all that a list shows, or what of it one step changed."""
    ids = None if change_set is None else touched(uow, change_set)
    return News(
        lines=asset_lines(uow, ids),
        touched=ids,
        extras={key: extra(uow, key, ids) for key in question.extras},
        admitted=admitted(uow, question.words, question.outcome_id, question.duplicates),
        sessions={one.id: (one.on.isoformat(), one.place) for one in uow.sessions.all()},
        custom=custom_columns(uow),
    )
