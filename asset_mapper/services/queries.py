"""The questions that views and verbs ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import orjson

from asset_mapper.domain import filtering
from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.change import Change
from asset_mapper.domain.ids import RecordId
from asset_mapper.errors import WrongUseError
from asset_mapper.i18n import _
from asset_mapper.progress import uncollected
from asset_mapper.services import votes
from asset_mapper.storage import migrations, search_index
from asset_mapper.storage.history import Step
from asset_mapper.storage.mappings import mapping_of
from asset_mapper.storage.store import rows_of, tuples_of
from asset_mapper.storage.unit_of_work import UnitOfWork

LISTS = {
    "assets": "asset",
    "people": "asset",
    "outcomes": "outcome",
    "outcome-votes": "outcome_votes",
    "links": "link",
    "sessions": "session",
    "talents": "talent",
    "contacts": "contact",
    "meetings": "meeting",
    "matches": "match",
    "relations": "relation",
    "consents": "consent",
    "frameworks": "framework",
    "evidence": "evidence",
    "indicators": "indicator",
    "readings": "reading",
    "pathways": "pathway",
    "journeys": "journey",
    "journey-events": "journey_event",
    "hours": "hours",
    "surveys": "survey",
    "statements": "statement",
    "respondent-groups": "respondent_group",
    "answer-sheets": "answer_sheet",
    "areas": "area",
    "views": "view",
    "attachments": "attachment",
    "custom-fields": "custom_field",
    "imports": "import",
    "exports": "export",
}
"""What ``list`` can list, and the records that it is about."""


def asset(uow: UnitOfWork, asset_id: RecordId) -> Asset:
    return uow.assets.get(asset_id)


def listed(uow: UnitOfWork, what: str, where: str | None = None) -> list[dict[str, Any]]:
    """List records as plain dictionaries, ready for JSON: columns of the table, texts in both languages.

    Assets and areas have ``lon`` and ``lat`` of a point in them, in degrees of WGS 84, in place of their geometry;
    outcomes have their ``votes`` in all, votes the code of their outcome and the place and day of their session.

    Raises
    ------
    WrongUseError
        There is no such list, or the condition *where* cannot be read or names an unknown field.
    """
    if what not in LISTS:
        raise WrongUseError(
            _("There is no list “{what}”. There are: {lists}.").format(what=what, lists=", ".join(LISTS))
        )
    name = LISTS[what]
    with uncollected():
        rows = rows_of(uow.connection, name)
        if what == "people":
            rows = [row for row in rows if row["kind"] == AssetKind.PERSON]
        _unpack(rows, name)
    columns = {spec.name for spec in mapping_of(name).columns}
    if what in _ADDED:
        names, add = _ADDED[what]
        rows = add(uow, rows)
        columns |= set(names)
    return chosen(rows, where, columns | {"lon", "lat"} if "geometry" in columns else columns)


def _with_votes(uow: UnitOfWork, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    voted = votes.by_session(uow)
    return [row | {"votes": sum(voted.get(row["id"], {}).values())} for row in rows]


def _with_code_and_place(uow: UnitOfWork, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    codes = {one: code for one, code in tuples_of(uow.connection, "outcome", ("id", "code"))}  # noqa: C416
    places = {one: place for one, *place in tuples_of(uow.connection, "session", ("id", *_OF_SESSION))}
    return [
        row
        | {"code": codes[row["outcome_id"]]}
        | dict(zip(_OF_SESSION, places.get(row["session_id"], ("", "", "")), strict=True))
        for row in rows
    ]


_OF_SESSION = ("place_cy", "place_en", "on")
_ADDED = {
    "outcomes": (("votes",), _with_votes),
    "outcome-votes": (("code", *_OF_SESSION), _with_code_and_place),
}
"""What some lists say beside the columns of their table."""


def chosen(rows: list[dict[str, Any]], where: str | None, columns: Iterable[str]) -> list[dict[str, Any]]:
    """Keep the rows that fit the condition *where*; without one, all.

    Raises
    ------
    WrongUseError
        The condition cannot be read, or names none of *columns*.
    """
    if not where:
        return rows
    choose = filtering.chooser(filtering.parse(where), columns)
    return [row for row in rows if choose(row)]


def _unpack(rows: list[dict[str, Any]], name: str) -> None:
    """Turn JSON columns into lists and mappings, and geometry into the longitude and latitude of a point in it."""
    json_columns = mapping_of(name).json_columns
    for column in json_columns:
        for row in rows:
            text = row[column]
            row[column] = [] if text == "[]" else {} if text == "{}" else orjson.loads(text)
    if rows and "geometry" in rows[0]:
        import shapely

        points = shapely.from_wkb([row.pop("geometry") for row in rows])
        is_shape = shapely.get_type_id(points) > 0
        points[is_shape] = shapely.point_on_surface(points[is_shape])
        lons, lats = shapely.get_x(points).round(7).tolist(), shapely.get_y(points).round(7).tolist()
        for row, lon, lat in zip(rows, lons, lats, strict=True):
            row["lon"], row["lat"] = (None, None) if lon != lon else (lon, lat)


def summary(uow: UnitOfWork) -> dict[str, Any]:
    """Say what a project holds, with the keys of ``info --json``."""
    project = uow.project
    kinds = Counter(uow.assets.column("kind"))
    return {
        "title": {"cy": project.title.cy, "en": project.title.en},
        "assets": sum(kinds.values()),
        "by_kind": {kind.value: kinds.get(kind.value, 0) for kind in AssetKind},
        "located": uow.assets.count_with("geometry"),
        "people": kinds.get(AssetKind.PERSON.value, 0),
        "outcomes": uow.outcomes.count(),
        "links": uow.links.count(),
        "evidence": uow.evidence.count(),
        "sessions": uow.sessions.count(),
        "schema": migrations.version_of(uow.connection),
    }


def search(uow: UnitOfWork, words: str, limit: int = 50) -> list[Asset]:
    """Find assets by the beginnings of words in their names, talents, tags and summaries, the best first."""
    ids = search_index.find(uow.connection, words, limit)
    by_id = {found.id: found for found in uow.assets.with_ids(ids)}
    return [by_id[found] for found in ids]


MOST_FOUND = search_index.MOST_RANKED
"""So many a search finds at most: who sees more of them types another letter."""


def found_ids(uow: UnitOfWork, words: str) -> list[RecordId]:
    """Find the ids of all assets that a search admits, for filtering a list."""
    return search_index.find(uow.connection, words, search_index.MOST_RANKED)


def history(uow: UnitOfWork, record_id: RecordId) -> list[tuple[Step, Change[Any]]]:
    """Give all that happened to one record, the oldest first."""
    return list(uow.history.of_record(record_id))
