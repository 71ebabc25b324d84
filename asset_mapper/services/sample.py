"""The sample project: a fictional valley, complete in every feature, made from the files in ``resources/samples``.

Two samples hold the same: ids follow from names, and every record was made at the same moment. A sample begins like
an import that has just been done: there is nothing to undo, and its records have no history yet.
"""

from __future__ import annotations

import types
import typing
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin

import orjson

from asset_mapper.domain.area import Area
from asset_mapper.domain.asset import Asset
from asset_mapper.domain.attachment import Attachment
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.codes import Code
from asset_mapper.domain.consent import Consent
from asset_mapper.domain.contact import ContactPoint
from asset_mapper.domain.evidence import Evidence
from asset_mapper.domain.hours import HoursGiven
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.indicator import Indicator, Reading
from asset_mapper.domain.journey import Journey, JourneyEvent, JourneyPath
from asset_mapper.domain.link import Link
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.outcome import Framework, Outcome, OutcomeVotes
from asset_mapper.domain.pathway import Card, Pathway
from asset_mapper.domain.project import CustomField, ExportRecord, ImportBatch, Project, SavedView
from asset_mapper.domain.record import Record
from asset_mapper.domain.records import NAMES, RECORDS
from asset_mapper.domain.relation import Relation
from asset_mapper.domain.survey import AnswerSheet, RespondentGroup, Statement, Survey
from asset_mapper.domain.talent import Match, Talent
from asset_mapper.domain.whereabouts import NOWHERE, Precision, Whereabouts, WhereKind, confidential
from asset_mapper.i18n import _
from asset_mapper.paths import resources
from asset_mapper.services import frameworks, new_surveys
from asset_mapper.services.open_project import OpenProject
from asset_mapper.services.sample_drawings import DRAWINGS
from asset_mapper.storage import team_database
from asset_mapper.storage.unit_of_work import UnitOfWork

R = TypeVar("R", bound=Record)
Data = dict[str, Any]

NAME = "cwm-derwen"
MADE_AT = datetime(2026, 10, 12, 9, tzinfo=UTC)
WORDING = "2026-1"  # the version of the words in which people of the sample agreed

ASSET_FILES = ("places", "organisations", "groups", "exchange", "culture", "people")
_KINDS = {"places": "place", "organisations": "organisation", "groups": "group", "people": "person"}

_EVERYONES = {"session": ("session_id", "session"), "import": ("import_id", "import"), "venue": ("venue_id", "asset")}
_REFERENCES: dict[str, dict[str, tuple[str, str]]] = {
    "relation": {"from": ("from_id", "asset"), "to": ("to_id", "asset")},
    "match": {"offer": ("offer_id", "talent"), "want": ("want_id", "talent")},
    "outcome": {"parent": ("parent_id", "outcome"), "framework": ("framework_id", "framework")},
    "outcome_votes": {"outcome": ("outcome_id", "outcome")},
    "indicator": {"outcome": ("outcome_id", "outcome")},
    "journey": {"outcome": ("outcome_id", "outcome")},
    "link": {
        "asset": ("asset_id", "asset"),
        "outcome": ("from_outcome_id", "outcome"),
        "to": ("outcome_id", "outcome"),
    },
}
"""Kind of record → word in the data that names another one → the field that holds its id, and its kind."""

_INSIDE = {
    *("key", "where", "point", "line", "polygon", "area", "drawing", "columns", "purposes"),
    *("groups", "statements", "sheets", "remarks"),
    "votes",
    *("contacts", "meetings", "talents", "hours", "consents", "attachments", "evidence", "readings"),
    *JourneyPath,
}
"""Words of the data that are not fields: they are read apart."""


def make(where: str | Path, passphrase: str | None = None) -> OpenProject:
    """Make the sample project in a new file (or an empty database), and give it open.

    Raises
    ------
    ProjectFileError
        The file is there already, or cannot be made.
    """
    project = _record(Project, _file("project")["project"])
    opened = OpenProject.create(where, project, passphrase)
    try:
        opened.apply(fill)
    except BaseException:
        opened.close()
        if not team_database.is_address(str(where)):
            Path(opened.name).unlink(missing_ok=True)
        raise
    return opened


def fill(uow: UnitOfWork) -> ChangeSet:
    """Put everything of the sample into its empty project."""
    records: list[Record] = [*_records(), *_published_frameworks(uow), *_attachments(uow)]
    for name in RECORDS:
        uow.store_named(name).insert([record for record in records if NAMES[type(record)] == name])
    before = uow.project
    after = replace(before, area_id=_id("area", _file("project")["project"]["area"]))
    uow.store(Project).write(Change(before, after))
    return ChangeSet(_("Make the sample project"), tuple(Change(None, record) for record in records))


# --- what is in the files ---------------------------------------------------------------------------------


def _records() -> Iterator[Record]:
    project, outcomes = _file("project"), _file("outcomes")
    yield from _each(MappingSession, _file("sessions"))
    yield from _each(ImportBatch, project["imports"])
    for row in _file("areas"):
        yield _record(Area, row, geometry=_shape(row))
    for row in _asset_rows():
        yield from _asset(row)
    yield from _each(Relation, _file("relations"), key=lambda row: f"{row['from']}/{row['kind']}/{row['to']}")
    yield from _each(Match, _file("matches"), key=lambda row: f"{row['offer']}→{row['want']}")
    yield from _each(Framework, outcomes["frameworks"])
    for position, row in enumerate(outcomes["outcomes"]):
        framework = row.get("framework", NAME)
        key = f"{framework}:{row['code']}"
        yield _record(Outcome, row, key=key, framework=framework, position=position)
        for session, votes in row.get("votes", {}).items():
            given = {"outcome": key, "session": session, "votes": votes}
            yield _record(OutcomeVotes, given, key=f"{key}/{session}")
    for row in outcomes["indicators"]:
        yield _record(Indicator, row)
        yield from _own(Reading, row, "readings", indicator_id=_id("indicator", row["key"]))
    for row in _file("links"):
        yield _record(Link, row, key=_link_key(row))
        yield from _own(Evidence, row | {"key": _link_key(row)}, "evidence", link_id=_id("link", _link_key(row)))
    for row in _file("pathways"):
        yield _pathway(row)
    for row in _file("journeys"):
        yield _record(Journey, row)
        yield from _events(row)
    for row in _file("surveys"):
        yield from _survey(row)
    yield from _each(SavedView, project["views"])
    yield from _each(CustomField, project["custom_fields"])
    for row in project["exports"]:
        yield _record(ExportRecord, row, people=[_id("asset", person) for person in row["people"]])


def _asset_rows() -> Iterator[Data]:
    for name in ASSET_FILES:
        for row in _file(name):
            yield {"kind": _KINDS.get(name, name), "visibility": Audience.PUBLIC} | row


def _asset(row: Data) -> Iterator[Record]:
    """Give an asset with all that is its own, less its pictures."""
    yield _record(Asset, row, whereabouts=_whereabouts(row.get("where")))
    asset_id = _id("asset", row["key"])
    yield from _own(ContactPoint, row, "contacts", asset_id=asset_id)
    yield from _own(Meeting, row, "meetings", asset_id=asset_id)
    yield from _own(Talent, row, "talents", asset_id=asset_id, session=row.get("session"))
    yield from _own(HoursGiven, row, "hours", asset_id=asset_id)
    for agreed in row.get("consents", ()):
        for purpose in agreed["purposes"]:
            key = f"{row['key']}/{purpose}/{agreed['given_on']}"
            yield _record(Consent, agreed, key=key, asset_id=asset_id, purpose=purpose, wording_version=WORDING)


def _pathway(row: Data) -> Pathway:
    """Lay the cards of a pathway out in columns, each column in the middle of the tallest."""
    outcomes = {outcome["code"] for outcome in _file("outcomes")["outcomes"]}
    tallest = max(len(column) for column in row["columns"])
    cards = tuple(
        Card(
            record_id=_id("outcome", _coded(key)) if key in outcomes else _id("asset", key),
            column=number,
            row=place + (tallest - len(column)) / 2,
        )
        for number, column in enumerate(row["columns"])
        for place, key in enumerate(column)
    )
    there = {key for column in row["columns"] for key in column}
    links = tuple(
        _id("link", _link_key(link))
        for link in _file("links")
        if link["to"] in there and (link.get("asset") or link.get("outcome")) in there
    )
    own = {key: value for key, value in row.items() if key != "columns"}  # they say where the cards stand
    return replace(_record(Pathway, own), cards=cards, link_ids=links)


def _events(row: Data) -> Iterator[JourneyEvent]:
    """Give the events of a journey, each timeline in its order."""
    for path in JourneyPath:
        for position, event in enumerate(row[path.value]):
            key = f"{row['key']}/{path.value}/{position}"
            given = {"journey_id": _id("journey", row["key"]), "path": path, "position": position}
            yield _record(JourneyEvent, event, key=key, **given)


def _survey(row: Data) -> Iterator[Record]:
    """Give a survey with its sheets: a digit for each statement, 0 where nothing was answered, numbered from 1."""
    survey = _record(Survey, row)
    yield survey
    given: Data = {"survey_id": survey.id, "session": row["session"]}
    texts = row.get("statements")
    if texts is None:  # the ten that the program proposes
        proposed = new_surveys.begun(survey.kind).statements
        texts = [
            {
                "key": f"{one.principle}-{one.about}",
                "text": asdict(one.text),
                "principle": one.principle,
                "about": one.about,
            }
            for one in proposed
        ]
    statements = [
        _record(Statement, text, key=f"{row['key']}/{text['key']}", position=place, **given)
        for place, text in enumerate(texts)
    ]
    yield from statements
    number = 0
    for position, group in enumerate(row["groups"]):
        made = _record(RespondentGroup, group, key=f"{row['key']}/{group['key']}", position=position, **given)
        yield made
        for digits in row["sheets"][group["key"]]:
            number += 1
            answers = {one.id: int(digit) for one, digit in zip(statements, digits, strict=True) if digit != "0"}
            sheet: Data = {"sheet": str(number), "remarks": row.get("remarks", {}).get(str(number), "")}
            yield _record(
                AnswerSheet, sheet, key=f"{row['key']}/{number}", group_id=made.id, answers=answers, **given
            )


def _whereabouts(where: Data | None) -> Whereabouts:
    if where is None:
        return NOWHERE
    if "confidential" in where:
        return confidential(Bilingual(**where["confidential"]))
    if "venue" in where:
        return Whereabouts(kind=WhereKind.VENUE, venue_id=_id("asset", where["venue"]))
    if "area" in where:
        return Whereabouts(kind=WhereKind.AREA, area=Bilingual(**where["area"]))
    geometry, address = _shape(where), where.get("address", "")
    if geometry is None:
        return Whereabouts(address=address)
    precision = Precision(where.get("precision", Precision.EXACT))
    return Whereabouts(kind=WhereKind.SHAPE, geometry=geometry, precision=precision, address=address)


def _shape(row: Data) -> Any:
    """Give the ``point``, ``line`` or ``polygon`` of a row, longitude first."""
    import shapely

    for word, make_shape in (("point", shapely.Point), ("line", shapely.LineString), ("polygon", shapely.Polygon)):
        if word in row:
            return make_shape(row[word])
    return None


def _attachments(uow: UnitOfWork) -> Iterator[Attachment]:
    """Paint the pictures, and keep them."""
    for owner in _asset_rows():
        for row in owner.get("attachments", ()):
            content = DRAWINGS[row["drawing"]]()
            yield _record(
                Attachment,
                row,
                record_id=_id("asset", owner["key"]),
                media_type="image/png",
                sha256=uow.add_blob(content),
                size=len(content),
            )


def _published_frameworks(uow: UnitOfWork) -> Iterator[Record]:
    """Give the records of the frameworks that come with the program, under ids that are always the same."""
    for key in _file("project")["frameworks"]:
        with uow.connection.begin_nested() as attempt:  # to hear what would be written
            added = [change.record for change in frameworks.add_framework(uow, key)]
            attempt.rollback()
        framework, *outcomes = added
        ids = {outcome.id: _id("outcome", f"{key}:{outcome.code}") for outcome in outcomes}
        made = {"created_at": MADE_AT, "changed_at": MADE_AT}
        framework_id = _id("framework", key)
        yield replace(framework, id=framework_id, **made)
        for outcome in outcomes:
            parent = ids.get(outcome.parent_id)
            yield replace(outcome, id=ids[outcome.id], framework_id=framework_id, parent_id=parent, **made)


# --- from a file to records -------------------------------------------------------------------------------


@lru_cache
def _file(name: str) -> Any:
    return orjson.loads(resources("samples", NAME, f"{name}.json").read_bytes())


def _id(kind: str, key: str) -> RecordId:
    """Make the id of what is called *key*: a UUID of version 7 whose random part follows from the name."""
    digest = int.from_bytes(sha256(f"{NAME}/{kind}/{key}".encode()).digest()[:16], "big")
    millis = int(MADE_AT.timestamp() * 1000)
    version, variant = 0x7, 0b10
    high = millis << 16 | version << 12 | (digest >> 64) & 0xFFF
    return str(uuid.UUID(int=high << 64 | variant << 62 | digest & (1 << 62) - 1))


def _coded(code: str) -> str:
    """Name an outcome with its framework: the local one, where none is said."""
    return code if ":" in code else f"{NAME}:{code}"


def _link_key(row: Data) -> str:
    return f"{row.get('asset') or row['outcome']}→{row['to']}"


def _each(kind: type[R], rows: Sequence[Data], key: Any = lambda row: row["key"]) -> Iterator[R]:
    return (_record(kind, row, key=key(row)) for row in rows)


def _own(kind: type[R], owner: Data, word: str, **fields: Any) -> Iterator[R]:
    """Give the records that stand inside their owner; one without a key is known by its place."""
    for place, row in enumerate(owner.get(word, ())):
        yield _record(kind, row, key=f"{owner['key']}/{row.get('key', place)}", **fields)


def _record(kind: type[R], row: Data, *, key: str = "", **given: Any) -> R:
    """Make a record of a row: its words are the fields of the record, or refer to another one."""
    name = NAMES[kind]
    hints = _hints(name)
    fields: Data = {"id": _id(name, key or row["key"]), "created_at": MADE_AT, "changed_at": MADE_AT}
    for word, value in (row | given).items():
        field, said = _referring(name, word, value)
        if field in hints:
            fields[field] = _value(hints[field], said)
        elif word not in _INSIDE:
            raise ValueError(f"“{word}” is no field of a record of kind {name}: {row}")
    return kind(**fields)


def _referring(name: str, word: str, value: Any) -> tuple[str, Any]:
    """Turn a word that names another record into the field that holds its id."""
    field, kind = _REFERENCES.get(name, {}).get(word) or _EVERYONES.get(word) or (word, "")
    if not kind or value is None:
        return field, value
    return field, _id(kind, _coded(value) if kind == "outcome" else value)


@lru_cache
def _hints(name: str) -> Mapping[str, Any]:
    from shapely.geometry.base import BaseGeometry

    return typing.get_type_hints(RECORDS[name], localns={"BaseGeometry": BaseGeometry})


def _value(hint: Any, value: Any) -> Any:
    """Turn what JSON can say into what the field holds."""
    if value is None:
        return None
    if get_origin(hint) in (typing.Union, types.UnionType):
        (hint,) = (one for one in get_args(hint) if one is not type(None))
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], item) for item in value)
    if hint is Bilingual:
        return Bilingual(**value)
    if hint in (date, time, datetime):
        return hint.fromisoformat(value)
    if hint is float or (isinstance(hint, type) and issubclass(hint, Code)):
        return hint(value)
    return value
