"""Project → file for the team → empty project: every record beside the assets comes back, field by field."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, reject, settings
from hypothesis import strategies as st

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Evidence
from asset_mapper.domain.exposure import fields_for
from asset_mapper.domain.hours import HoursGiven
from asset_mapper.domain.indicator import Indicator, Reading
from asset_mapper.domain.journey import Journey, JourneyEvent
from asset_mapper.domain.link import Link
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.outcome import Framework, Outcome, OutcomeVotes
from asset_mapper.domain.pathway import Card, Pathway
from asset_mapper.domain.project import Project
from asset_mapper.domain.record import Record
from asset_mapper.domain.records import NAMES
from asset_mapper.domain.relation import Relation, RelationKind
from asset_mapper.domain.survey import AnswerSheet, RespondentGroup, Statement, Survey
from asset_mapper.errors import InvalidValueError
from asset_mapper.formats.exporters import excel, geopackage, json_document, ods
from asset_mapper.formats.exporters.base import Exporter
from asset_mapper.formats.own_lists import SAID_BY_ASSETS
from asset_mapper.formats.record_sheets.sheets import BY_RECORD
from asset_mapper.progress import no_progress
from asset_mapper.services import records, sample
from asset_mapper.services.importing import ImportOptions, import_files
from asset_mapper.services.open_project import OpenProject
from asset_mapper.services.publishing import publication
from tests import strategies
from tests.projects import RenewableFile

TITLE = Bilingual("Cwm Derwen", "Derwen Valley")
OF_THE_PROJECT = frozenset(("created_at", "changed_at", "import_id"))
"""What the project that a record is in says of it."""

FORMATS = (json_document, excel, ods, geopackage)
each_format = pytest.mark.parametrize("module", FORMATS, ids=lambda module: module.EXPORTER.key)

CLUB = Asset(name=Bilingual(en="Club"), kind=AssetKind.GROUP)
HALL = Asset(name=Bilingual(en="Club"), kind=AssetKind.PLACE)  # two of the same name

Draw = st.DrawFn


def told(record: Record) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record) if field.name not in OF_THE_PROJECT}


@st.composite
def everything(draw: Draw, plain: bool) -> list[Record]:
    """Any records beside two assets; *plain* ones have what a cell of a spreadsheet holds."""
    made: list[Record] = []

    def some(kind: type[Record], most: int = 2, **fixed: Any) -> list[Any]:
        of_one = {
            name: st.just(value) if not isinstance(value, st.SearchStrategy) else value
            for name, value in fixed.items()
        }
        of_one |= {"import_id": st.none(), "session_id": st.sampled_from([None, *sessions])}
        drawn = draw(st.lists(strategies.records(kind, **of_one), min_size=1, max_size=most))
        drawn = [_plain(record) if plain else record for record in drawn]
        made.extend(drawn)
        return drawn

    sessions: list[str] = []
    sessions = [one.id for one in some(MappingSession)]
    framework = some(Framework, 1)[0]
    outcomes: list[Outcome] = []
    for number in range(3):
        parents = st.sampled_from([None, *(outcome.id for outcome in outcomes)])
        outcomes += some(Outcome, 1, framework_id=framework.id, code=f"C{number}", parent_id=parents)
    ids = [outcome.id for outcome in outcomes]
    voted_at = st.tuples(st.sampled_from(ids), st.sampled_from([None, *sessions]))
    for outcome_id, session_id in sorted(draw(st.sets(voted_at, max_size=4)), key=str):
        place = {"outcome_id": st.just(outcome_id), "session_id": st.just(session_id), "import_id": st.none()}
        votes = draw(strategies.records(OutcomeVotes, **place))
        made.append(_plain(votes) if plain else votes)
    contributions = some(Link, outcome_id=ids[0], asset_id=st.sampled_from((CLUB.id, HALL.id)), from_outcome_id=None)
    steps = some(Link, outcome_id=ids[1], asset_id=None, from_outcome_id=ids[2])
    links = [link.id for link in (*contributions, *steps)]
    some(Evidence, link_id=st.sampled_from(links))
    indicator = some(Indicator, 1, outcome_id=ids[1])[0]
    some(Reading, 3, indicator_id=indicator.id)
    cards = st.lists(
        st.builds(Card, record_id=st.sampled_from([*ids, CLUB.id]), column=st.integers(0, 9)), max_size=3
    )
    some(Pathway, 1, cards=cards.map(tuple), link_ids=st.lists(st.sampled_from(links), max_size=3).map(tuple))
    made.append(Relation(from_id=CLUB.id, to_id=HALL.id, kind=draw(st.sampled_from(RelationKind)), note="a"))
    journey = some(Journey, 1, outcome_id=st.sampled_from([None, ids[0]]))[0]
    some(JourneyEvent, journey_id=journey.id)
    some(HoursGiven, asset_id=CLUB.id)
    survey = some(Survey, 1)[0]
    statement = some(Statement, 1, survey_id=survey.id)[0]
    group = some(RespondentGroup, 1, survey_id=survey.id)[0]
    answers = st.sampled_from(({}, {statement.id: 4}))
    some(AnswerSheet, 1, survey_id=survey.id, group_id=st.sampled_from((None, group.id)), answers=answers)
    return made


def _plain(record: Record) -> Record:
    """Give a record as a spreadsheet can hold it: no control signs, numbers of 15 digits, no space around a text."""
    try:
        return replace(record, **{name: _held(value) for name, value in told(record).items()})
    except InvalidValueError:  # two figures that were not the same became so
        reject()


def _held(value: Any) -> Any:
    if isinstance(value, str) and type(value) is str:
        return "".join(sign for sign in value if sign.isprintable()).strip()[:200]
    if isinstance(value, Bilingual):
        return Bilingual(_held(value.cy) or "-", _held(value.en) or "-", value.first)
    if isinstance(value, tuple) and all(isinstance(item, (str, Bilingual)) for item in value):
        return tuple(
            _held(item.replace(";", "").replace("|", "") if isinstance(item, str) else item) or "-" for item in value
        )
    if isinstance(value, Mapping):
        return {key: item if isinstance(item, int) else _held(item) for key, item in value.items()}
    if isinstance(value, float):
        return float(f"{value:.12g}") if abs(value) < 1e12 else 0.0
    if isinstance(value, int) and not isinstance(value, bool):
        return value % 10**12
    return date(1999, 12, 31) if isinstance(value, date) and value.year < 1901 else value


def comes_back(found: list[Record], exporter: Exporter, two_files: tuple[RenewableFile, ...], folder: Path) -> None:
    file = folder / f"all{exporter.suffix}"
    project, other = (one.renewed() for one in two_files)
    project.apply(records.add, CLUB, HALL, *found)
    exporter.write(project.read(publication, Audience.TEAM), file, no_progress)
    report = import_files(other, [file], ImportOptions(visibility=Audience.PUBLIC))
    assert [f.message for layer in report.layers for f in layer.findings if f.severity == "error"] == []
    there = other.read(lambda uow: [uow.store(type(record)).find(record.id) for record in found])
    for record, back in zip(found, there, strict=True):
        assert back is not None, NAMES[type(record)]
        assert told(back) == told(record)
    again = import_files(other, [file], ImportOptions(visibility=Audience.PUBLIC))
    assert sum(layer.made + layer.updated for layer in again.layers) == 0
    other.undo()
    kinds = {type(record) for record in found}
    assert other.read(lambda uow: {kind: uow.store(kind).count() for kind in kinds}) == dict.fromkeys(kinds, 0)


slowly = settings(
    max_examples=15,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


@slowly
@given(found=everything(plain=False))
def test_whatever_a_project_holds_comes_back_from_a_json_document(found, two_files, tmp_path_factory):
    comes_back(found, json_document.EXPORTER, two_files, tmp_path_factory.mktemp("round"))


@pytest.mark.parametrize("module", (excel, ods, geopackage), ids=lambda module: module.EXPORTER.key)
@slowly
@given(found=everything(plain=True))
def test_whatever_a_cell_can_hold_comes_back_from_a_workbook(module, found, two_files, tmp_path_factory):
    comes_back(found, module.EXPORTER, two_files, tmp_path_factory.mktemp("round"))


@each_format
def test_the_records_of_the_sample_come_back(module, tmp_path):
    file = tmp_path / f"all{module.EXPORTER.suffix}"
    kinds = [kind for kind, name in NAMES.items() if name in BY_RECORD and name not in SAID_BY_ASSETS]
    with sample.make(str(tmp_path / "a.assetmap"), None) as project:
        before = {kind: project.read(lambda uow, kind=kind: list(uow.store(kind).all())) for kind in kinds}
        module.write(project.read(publication, Audience.TEAM), file, no_progress)
    with OpenProject.create(tmp_path / "b.assetmap", Project(title=TITLE)) as other:
        import_files(other, [file], ImportOptions(visibility=Audience.PUBLIC))
        for kind in kinds:
            after = {record.id: record for record in other.read(lambda uow, kind=kind: list(uow.store(kind).all()))}
            for record in before[kind]:
                mine, theirs = told(record), told(after[record.id])
                for told_of in (mine, theirs):
                    told_of.pop("geometry", None)  # in centimetres, and a workbook has none
                assert theirs == mine


LOST = {
    "session": {"facilitators", "notes"},
    "relation": {"note"},
    "framework": set(),
    "outcome": {"visibility"},
    "outcome_votes": set(),
    "link": {"claimed_by"},
    "evidence": {"permission"},
    "indicator": set(),
    "reading": {"collected_by", "note"},
    "pathway": set(),
}
"""What a file for partners cannot bring back, since it is not in it."""


@pytest.mark.parametrize("record", LOST)
def test_what_partners_are_not_told_is_all_that_their_file_does_not_bring_back(record):
    columns = set(BY_RECORD[record].columns)
    added_up = BY_RECORD[record].tallies  # of other records, which say it themselves
    names = {column.field for column in BY_RECORD[record].columns.values() if column.name not in added_up}
    assert names - fields_for(record, Audience.PARTNERS) - {"source", "changed_at"} == LOST[record]
    assert columns  # there is something to bring back
    assert typing.get_type_hints(type(BY_RECORD[record]))
