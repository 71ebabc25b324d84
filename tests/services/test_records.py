"""Adding, editing and removing records of any kind."""

from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, given, settings

from asset_mapper.domain.area import Area
from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.attachment import Attachment
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.consent import Consent
from asset_mapper.domain.contact import ContactPoint
from asset_mapper.domain.evidence import Evidence
from asset_mapper.domain.hours import HoursGiven
from asset_mapper.domain.indicator import Indicator, Reading
from asset_mapper.domain.journey import Journey, JourneyEvent
from asset_mapper.domain.link import Link
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.outcome import Framework, Outcome, OutcomeVotes
from asset_mapper.domain.pathway import Card, Pathway
from asset_mapper.domain.project import CustomField, ExportRecord, ImportBatch, Project, SavedView
from asset_mapper.domain.record import utc_now
from asset_mapper.domain.records import NAMES, RECORDS
from asset_mapper.domain.relation import Relation
from asset_mapper.domain.survey import AnswerSheet, RespondentGroup, Statement, Survey
from asset_mapper.domain.talent import Match, Talent, TalentKind
from asset_mapper.domain.whereabouts import Whereabouts, WhereKind, confidential
from asset_mapper.errors import InvalidValueError, NotFoundError
from asset_mapper.services import records
from asset_mapper.storage.mappings import mapping_for
from tests.projects import TITLE, added, an_asset, everything
from tests.services.marked import Marker
from tests.strategies import records as any_record


def test_a_record_is_stamped_when_it_is_added_and_when_it_is_edited(project):
    asset = added(project, an_asset("Hall"))
    assert asset.created_at == asset.changed_at
    edited = project.apply(records.edit, Asset, asset.id, notes="Two").changes[0].after
    assert edited.created_at == asset.created_at < edited.changed_at
    assert project.read(lambda uow: uow.assets.get(asset.id)) == edited


def test_the_label_of_a_step_counts(project):
    assert project.apply(records.add, an_asset("A")).label == "Add 1 record"
    two = project.apply(records.add, an_asset("B"), an_asset("C"))
    assert two.label == "Add 2 records"
    assert project.apply(records.remove, Asset, [change.after.id for change in two]).label == "Remove 2 records"


def test_an_edit_that_makes_something_impossible_is_refused_and_changes_nothing(project):
    asset = added(project, an_asset("Hall", custom={"Row": "1"}))
    for impossible in ({"name": None}, {"whereabouts": confidential()}, {"under_18": True}):
        with pytest.raises(InvalidValueError):
            project.apply(records.edit, Asset, asset.id, **impossible)
    assert project.read(lambda uow: uow.assets.get(asset.id)) == asset


def test_what_is_not_there_cannot_be_edited(project):
    with pytest.raises(NotFoundError, match="not there any more"):
        project.apply(records.edit, Asset, "nobody", notes="x")


@pytest.fixture
def one_of_each(file_project):
    """Add one record of every kind, each of which points to as many others as it can."""
    made = {}
    marker = Marker()

    def add(kind, /, **fixed):
        name = NAMES[kind]
        points = {r.column: made[r.to].id for r in mapping_for(kind).references if r.to in made and r.to != name}
        made[name] = marker.record(kind, **points | fixed)
        return made[name]

    for kind in (MappingSession, ImportBatch, Area, CustomField, ExportRecord, SavedView, Framework):
        add(kind, **{"votes": {}} if kind is MappingSession else {"at": utc_now()} if kind is ExportRecord else {})
    hall = an_asset("Hall", AssetKind.PLACE)
    where = Whereabouts(kind=WhereKind.VENUE, venue_id=hall.id)
    asset = add(Asset, kind=AssetKind.GROUP, whereabouts=where, under_18=False)
    for kind in (ContactPoint, Meeting, Consent):
        add(kind, **{"venue_id": hall.id, "rule": "FREQ=DAILY"} if kind is Meeting else {})
    want = Talent(asset_id=hall.id, what=TITLE, kind=TalentKind.HEAD)
    add(Talent, hours=1.0)
    add(Match, offer_id=made["talent"].id, want_id=want.id, hours=1.0)
    add(Relation, from_id=asset.id, to_id=hall.id)
    parent = Outcome(framework_id=made["framework"].id, code="0", name=TITLE)
    add(Outcome, parent_id=parent.id, text_status=Bilingual("draft", "official"))
    add(OutcomeVotes)
    add(Link, from_outcome_id=None)
    step = Link(from_outcome_id=parent.id, outcome_id=made["outcome"].id)
    add(Evidence, strength=1)
    add(Indicator)
    add(Reading)
    cards = tuple(Card(record_id=made[name].id) for name in ("asset", "outcome"))
    add(Pathway, cards=cards, link_ids=(made["link"].id, step.id))
    add(Journey, fictionalised=True)
    add(JourneyEvent, times=2.0, price_year=2020)
    for kind in (HoursGiven, Survey, Statement, RespondentGroup):
        add(kind, **{"principle": ""} if kind is Statement else {})
    add(AnswerSheet, answers={})
    photo = add(Attachment, record_id=asset.id)
    before = [record for record in made.values() if record is not photo]
    added(file_project, hall, *before[:8], want, parent, *before[8:], step, photo)
    project = file_project.read(lambda uow: uow.project)
    file_project.apply(records.edit, Project, project.id, area_id=made["area"].id)
    assert set(made) == set(RECORDS) - {"project"}
    return made


@pytest.mark.parametrize("name", [name for name in RECORDS if name != "project"])
def test_any_record_goes_without_leaving_a_loose_end_and_comes_back(file_project, one_of_each, name):
    before = everything(file_project)
    file_project.apply(records.edit, RECORDS[name], one_of_each[name].id, source="edited")
    file_project.apply(records.remove, RECORDS[name], [one_of_each[name].id])
    left = everything(file_project)
    assert one_of_each[name].id not in left
    assert loose_ends(file_project, left) == []
    file_project.undo()
    file_project.undo()
    assert everything(file_project) == before


def loose_ends(project, left):
    """List what points to a record that is gone; what went out in a file stays as it was."""
    gone = {
        (NAMES[type(record)], f.name)
        for record in left.values()
        for f in fields(record)
        if f.name.endswith("_id") and getattr(record, f.name) is not None and getattr(record, f.name) not in left
    }
    cards = {card.record_id for record in left.values() if isinstance(record, Pathway) for card in record.cards}
    links = {link for record in left.values() if isinstance(record, Pathway) for link in record.link_ids}
    return sorted(gone) + sorted((cards | links) - left.keys())


def test_outcomes_go_with_their_framework_and_children_forget_their_parents(project):
    framework = Framework(key="local", name=Bilingual(en="Local"))
    parent = Outcome(framework_id=framework.id, code="1", name=Bilingual(en="Joy"))
    child = Outcome(framework_id=framework.id, code="1.1", name=Bilingual(en="Song"), parent_id=parent.id)
    added(project, framework, parent, child)
    project.apply(records.remove, Outcome, [parent.id])
    assert everything(project)[child.id].parent_id is None
    project.apply(records.remove, Framework, [framework.id])
    assert {parent.id, child.id, framework.id}.isdisjoint(everything(project))
    project.undo()
    project.undo()
    assert everything(project)[child.id].parent_id == parent.id


@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(any_record(Asset))
def test_any_asset_that_may_exist_can_be_added(file_project, asset):
    if asset.whereabouts.kind is WhereKind.VENUE:
        return
    free = replace(asset, session_id=None, import_id=None)
    stored = added(file_project, free)
    assert stored == replace(free, created_at=stored.created_at, changed_at=stored.changed_at)
    file_project.undo()
