"""The sample project: a fictional valley, complete in every feature, made from the files in ``resources/samples``.

Two samples hold the same: ids follow from names, and every record was made at the same moment. A sample begins like
an import that has just been done: there is nothing to undo, and its records have no history yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from asset_mapper.domain.area import Area
from asset_mapper.domain.asset import Asset
from asset_mapper.domain.attachment import Attachment
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.consent import Consent
from asset_mapper.domain.contact import ContactPoint
from asset_mapper.domain.evidence import Evidence
from asset_mapper.domain.hours import HoursGiven
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
from asset_mapper.services import frameworks, new_surveys
from asset_mapper.services.open_project import OpenProject
from asset_mapper.services.sample_drawings import DRAWINGS
from asset_mapper.services.sample_records import (
    MADE_AT,
    NAME,
    Data,
    coded,
    contents_of,
    each,
    id_of,
    link_key,
    own,
    record_of,
)
from asset_mapper.storage import team_database
from asset_mapper.storage.unit_of_work import UnitOfWork

WORDING = "2026-1"  # the version of the words in which people of the sample agreed

ASSET_FILES = ("places", "organisations", "groups", "exchange", "culture", "people")
_KINDS = {"places": "place", "organisations": "organisation", "groups": "group", "people": "person"}


def make(where: str | Path, passphrase: str | None = None) -> OpenProject:
    """Make the sample project in a new file (or an empty database), and give it open.

    Raises
    ------
    ProjectFileError
        The file is there already, or cannot be made.
    """
    project = record_of(Project, contents_of("project")["project"])
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
    after = replace(before, area_id=id_of("area", contents_of("project")["project"]["area"]))
    uow.store(Project).write(Change(before, after))
    return ChangeSet(_("Make the sample project"), tuple(Change(None, record) for record in records))


def _records() -> Iterator[Record]:
    project, outcomes = contents_of("project"), contents_of("outcomes")
    yield from each(MappingSession, contents_of("sessions"))
    yield from each(ImportBatch, project["imports"])
    for row in contents_of("areas"):
        yield record_of(Area, row, geometry=_shape(row))
    for row in _asset_rows():
        yield from _asset(row)
    yield from each(Relation, contents_of("relations"), key=lambda row: f"{row['from']}/{row['kind']}/{row['to']}")
    yield from each(Match, contents_of("matches"), key=lambda row: f"{row['offer']}→{row['want']}")
    yield from each(Framework, outcomes["frameworks"])
    for position, row in enumerate(outcomes["outcomes"]):
        framework = row.get("framework", NAME)
        key = f"{framework}:{row['code']}"
        yield record_of(Outcome, row, key=key, framework=framework, position=position)
        for session, votes in row.get("votes", {}).items():
            given = {"outcome": key, "session": session, "votes": votes}
            yield record_of(OutcomeVotes, given, key=f"{key}/{session}")
    for row in outcomes["indicators"]:
        yield record_of(Indicator, row)
        yield from own(Reading, row, "readings", indicator_id=id_of("indicator", row["key"]))
    for row in contents_of("links"):
        yield record_of(Link, row, key=link_key(row))
        yield from own(Evidence, row | {"key": link_key(row)}, "evidence", link_id=id_of("link", link_key(row)))
    for row in contents_of("pathways"):
        yield _pathway(row)
    for row in contents_of("journeys"):
        yield record_of(Journey, row)
        yield from _events(row)
    for row in contents_of("surveys"):
        yield from _survey(row)
    yield from each(SavedView, project["views"])
    yield from each(CustomField, project["custom_fields"])
    for row in project["exports"]:
        yield record_of(ExportRecord, row, people=[id_of("asset", person) for person in row["people"]])


def _asset_rows() -> Iterator[Data]:
    for name in ASSET_FILES:
        for row in contents_of(name):
            yield {"kind": _KINDS.get(name, name), "visibility": Audience.PUBLIC} | row


def _asset(row: Data) -> Iterator[Record]:
    """Give an asset with all that is its own, less its pictures."""
    yield record_of(Asset, row, whereabouts=_whereabouts(row.get("where")))
    asset_id = id_of("asset", row["key"])
    yield from own(ContactPoint, row, "contacts", asset_id=asset_id)
    yield from own(Meeting, row, "meetings", asset_id=asset_id)
    yield from own(Talent, row, "talents", asset_id=asset_id, session=row.get("session"))
    yield from own(HoursGiven, row, "hours", asset_id=asset_id)
    for agreed in row.get("consents", ()):
        for purpose in agreed["purposes"]:
            key = f"{row['key']}/{purpose}/{agreed['given_on']}"
            yield record_of(Consent, agreed, key=key, asset_id=asset_id, purpose=purpose, wording_version=WORDING)


def _pathway(row: Data) -> Pathway:
    """Lay the cards of a pathway out in columns, each column in the middle of the tallest."""
    outcomes = {outcome["code"] for outcome in contents_of("outcomes")["outcomes"]}
    tallest = max(len(column) for column in row["columns"])
    cards = tuple(
        Card(
            record_id=id_of("outcome", coded(key)) if key in outcomes else id_of("asset", key),
            column=number,
            row=place + (tallest - len(column)) / 2,
        )
        for number, column in enumerate(row["columns"])
        for place, key in enumerate(column)
    )
    there = {key for column in row["columns"] for key in column}
    links = tuple(
        id_of("link", link_key(link))
        for link in contents_of("links")
        if link["to"] in there and (link.get("asset") or link.get("outcome")) in there
    )
    said = {key: value for key, value in row.items() if key != "columns"}  # they say where the cards stand
    return replace(record_of(Pathway, said), cards=cards, link_ids=links)


def _events(row: Data) -> Iterator[JourneyEvent]:
    """Give the events of a journey, each timeline in its order."""
    for path in JourneyPath:
        for position, event in enumerate(row[path.value]):
            key = f"{row['key']}/{path.value}/{position}"
            given = {"journey_id": id_of("journey", row["key"]), "path": path, "position": position}
            yield record_of(JourneyEvent, event, key=key, **given)


def _survey(row: Data) -> Iterator[Record]:
    """Give a survey with its sheets: a digit for each statement, 0 where nothing was answered, numbered from 1."""
    survey = record_of(Survey, row)
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
        record_of(Statement, text, key=f"{row['key']}/{text['key']}", position=place, **given)
        for place, text in enumerate(texts)
    ]
    yield from statements
    number = 0
    for position, group in enumerate(row["groups"]):
        made = record_of(RespondentGroup, group, key=f"{row['key']}/{group['key']}", position=position, **given)
        yield made
        for digits in row["sheets"][group["key"]]:
            number += 1
            answers = {one.id: int(digit) for one, digit in zip(statements, digits, strict=True) if digit != "0"}
            sheet: Data = {"sheet": str(number), "remarks": row.get("remarks", {}).get(str(number), "")}
            yield record_of(
                AnswerSheet, sheet, key=f"{row['key']}/{number}", group_id=made.id, answers=answers, **given
            )


def _whereabouts(where: Data | None) -> Whereabouts:
    if where is None:
        return NOWHERE
    if "confidential" in where:
        return confidential(Bilingual(**where["confidential"]))
    if "venue" in where:
        return Whereabouts(kind=WhereKind.VENUE, venue_id=id_of("asset", where["venue"]))
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
            yield record_of(
                Attachment,
                row,
                record_id=id_of("asset", owner["key"]),
                media_type="image/png",
                sha256=uow.add_blob(content),
                size=len(content),
            )


def _published_frameworks(uow: UnitOfWork) -> Iterator[Record]:
    """Give the records of the frameworks that come with the program, under ids that are always the same."""
    for key in contents_of("project")["frameworks"]:
        with uow.connection.begin_nested() as attempt:  # to hear what would be written
            added = [change.record for change in frameworks.add_framework(uow, key)]
            attempt.rollback()
        framework, *outcomes = added
        ids = {outcome.id: id_of("outcome", f"{key}:{outcome.code}") for outcome in outcomes}
        made = {"created_at": MADE_AT, "changed_at": MADE_AT}
        framework_id = id_of("framework", key)
        yield replace(framework, id=framework_id, **made)
        for outcome in outcomes:
            parent = ids.get(outcome.parent_id)
            yield replace(outcome, id=ids[outcome.id], framework_id=framework_id, parent_id=parent, **made)
