"""Two records become one: nothing that hangs on either is lost or doubled, and what protects people stays."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import Point

from asset_mapper.domain.asset import Asset, AssetKind, AssetStatus
from asset_mapper.domain.attachment import Attachment
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.consent import Consent, ConsentHow, Purpose
from asset_mapper.domain.contact import ContactKind, ContactPoint
from asset_mapper.domain.evidence import Coverage, Evidence, EvidenceKind
from asset_mapper.domain.link import Link
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.outcome import Framework, Outcome
from asset_mapper.domain.pathway import Card, Pathway
from asset_mapper.domain.project import ExportRecord
from asset_mapper.domain.record import Record
from asset_mapper.domain.relation import Relation, RelationKind
from asset_mapper.domain.talent import Match, Standing, Talent, TalentKind
from asset_mapper.domain.whereabouts import Whereabouts, WhereKind, confidential, shape
from asset_mapper.errors import InvalidValueError
from asset_mapper.services import consents, kept_of_two, merging, queries
from asset_mapper.services.kept_of_two import Pick
from asset_mapper.services.open_project import OpenProject
from tests.projects import added, an_asset, everything

BASE = {field.name for field in fields(Record)}
DAY = date(2026, 3, 1)


def content(record: Record) -> tuple[Any, ...]:
    return (
        type(record),
        *(getattr(record, one.name) for one in fields(record) if one.name not in BASE | {"audience"}),
    )


def test_the_fields_are_chosen_one_by_one_or_both(project: OpenProject):
    first, second = added(
        project,
        Asset(name=Bilingual(cy="Neuadd"), kind=AssetKind.PLACE, notes="Key at no. 3", tags=("Hall", "cegin")),
        Asset(
            name=Bilingual(en="Hall"),
            kind=AssetKind.ORGANISATION,
            notes="Damp",
            tags=("hall", "stage"),
            status=AssetStatus.CLOSED,
            whereabouts=shape(Point(-3.9, 52.4)),
            checked_on=DAY,
            checked_by="Nia",
        ),
    )
    project.apply(merging.merge, first.id, second.id, {"kind": Pick.SECOND, "status": Pick.FIRST})
    one = project.read(queries.asset, first.id)
    assert (one.name.cy, one.name.en, one.name.first) == ("Neuadd", "Hall", "cy")
    assert (one.kind, one.status) == (AssetKind.ORGANISATION, AssetStatus.ACTIVE)
    assert (one.notes, one.tags) == ("Key at no. 3\nDamp", ("Hall", "cegin", "stage"))
    assert (one.whereabouts, one.checked_by) == (second.whereabouts, "Nia")
    assert project.read(lambda uow: uow.assets.find(second.id)) is None


def test_only_fields_that_differ_are_asked_about():
    first, second = an_asset("Hall", tags=("a",)), an_asset("Hall", notes="Damp", tags=("a",))
    assert [field.key for field in kept_of_two.differing(first, second)] == ["notes"]


@pytest.mark.parametrize("pick", [None, Pick.FIRST, Pick.SECOND])
@pytest.mark.parametrize("kind", [AssetKind.GROUP, AssetKind.PLACE])
def test_the_narrower_audience_wins_unless_chosen(project: OpenProject, kind: AssetKind, pick: Pick | None):
    first, second = added(
        project,
        an_asset("Hall", kind, visibility=Audience.PUBLIC),
        an_asset("Hall", kind, visibility=Audience.PARTNERS, sensitive=True),
    )
    project.apply(merging.merge, first.id, second.id, {"visibility": pick} if pick else {})
    one = project.read(queries.asset, first.id)
    assert one.visibility is (Audience.PUBLIC if pick is Pick.FIRST else Audience.PARTNERS)
    assert one.sensitive  # whatever is chosen


@pytest.mark.parametrize("secret_first", [True, False])
def test_a_confidential_place_stays_so_and_its_coordinates_do_not_come_back(
    file_project: OpenProject, path: Any, secret_first: bool
):
    area = Bilingual(en="The valley")
    secret = an_asset("Refuge", AssetKind.PLACE, whereabouts=confidential(area))
    known = an_asset(
        "Refuge house",
        AssetKind.PLACE,
        whereabouts=shape(Point(-3.987654, 52.4), address="7 Hidden Lane", postcode="SY23 1AA"),
        custom={"grid": "hidden column"},
    )
    secret, known = added(file_project, secret, known)
    first, second = (secret, known) if secret_first else (known, secret)
    picks = {"where": Pick.FIRST if not secret_first else Pick.SECOND, "custom": Pick.BOTH}
    file_project.apply(merging.merge, first.id, second.id, picks)
    (one,) = file_project.read(lambda uow: list(uow.assets.all()))
    assert (one.whereabouts, dict(one.custom)) == (confidential(area), {})
    file_project.close()
    stored = path.read_bytes()
    assert b"Hidden Lane" not in stored and b"hidden column" not in stored and b"SY23 1AA" not in stored


def test_a_person_becomes_one_only_with_a_person(project: OpenProject):
    person, group = added(project, an_asset("Megan", AssetKind.PERSON), an_asset("Megan's group"))
    before = everything(project)
    for one, other in ((person, group), (group, person)):
        with pytest.raises(InvalidValueError, match="only with a person"):
            project.apply(merging.merge, one.id, other.id, {})
    with pytest.raises(InvalidValueError, match="two records"):
        project.apply(merging.merge, group.id, group.id, {})
    assert everything(project) == before


def agreement(person: Asset, purpose: Purpose, given_on: date) -> Consent:
    return Consent(asset_id=person.id, purpose=purpose, given_on=given_on, how=ConsentHow.SPOKEN)


@pytest.mark.parametrize("withdrawn", [Purpose.PUBLISH, Purpose.HOLD])
def test_what_was_withdrawn_on_one_record_does_not_stand_by_the_other(project: OpenProject, withdrawn: Purpose):
    one, other = added(project, an_asset("Megan", AssetKind.PERSON), an_asset("Megan M.", AssetKind.PERSON))
    added(
        project,
        *(agreement(person, purpose, DAY) for person in (one, other) for purpose in (Purpose.HOLD, Purpose.PUBLISH)),
    )
    project.apply(consents.withdraw, other.id, date(2026, 4, 1), withdrawn)
    later = added(project, agreement(one, Purpose.PHOTO, date(2026, 5, 1)))
    project.apply(merging.merge, one.id, other.id, {})
    standing = {
        consent.purpose
        for consent in project.read(lambda uow: list(uow.consents.where(asset_id=one.id)))
        if consent.stands_on(date(2026, 6, 1))
    }
    assert Purpose.PUBLISH not in standing and later.purpose in standing
    assert (Purpose.HOLD in standing) is (withdrawn is Purpose.PUBLISH)


def test_a_hall_that_was_at_itself_is_nowhere_instead(project: OpenProject):
    hall = added(project, an_asset("Hall", AssetKind.PLACE))
    club = added(project, an_asset("Hall club", whereabouts=Whereabouts(kind=WhereKind.VENUE, venue_id=hall.id)))
    project.apply(merging.merge, club.id, hall.id, {})
    assert project.read(queries.asset, club.id).whereabouts.kind is WhereKind.NONE


# --- nothing is lost --------------------------------------------------------------------------------------------

OWNERS = st.integers(0, 2)  # the first, the second, someone else
WORDS = st.sampled_from(("a", "b"))
HANGING = st.lists(
    st.tuples(
        st.sampled_from(("contact", "meeting", "venue", "talent", "relation", "link", "photo", "guest")),
        OWNERS,
        OWNERS,
        WORDS,
    ),
    max_size=12,
)


def a_world(project: OpenProject, hanging: list[tuple[str, int, int, str]]) -> tuple[Asset, ...]:
    """Make three assets and what hangs on them."""
    assets = added(project, an_asset("One"), an_asset("Two"), an_asset("Three"))
    framework = Framework(key=assets[0].id, name=Bilingual(en="Ours"))
    outcome = Outcome(framework_id=framework.id, code="1", name=Bilingual(en="Warm"))
    new: list[Record] = [framework, outcome]
    talents: list[Talent] = []
    links: list[Link] = []
    related: set[tuple[str, str, str]] = set()
    for what, one, other, word in hanging:
        owner, another = assets[one].id, assets[other].id
        words = Bilingual(en=word)
        if what == "contact":
            new.append(ContactPoint(asset_id=owner, kind=ContactKind.PHONE, value=word, audience=Audience.PUBLIC))
        elif what == "meeting":
            new.append(Meeting(asset_id=owner, when=words, venue_id=another))
        elif what == "venue":
            new.append(Meeting(asset_id=another, when=words, venue_id=owner))
        elif what == "talent":
            standing = Standing.OFFERED if one else Standing.WANTED
            talents.append(Talent(asset_id=owner, what=words, kind=TalentKind.HANDS, standing=standing))
            new.append(talents[-1])
            if len(talents) > 1 and talents[-2].id != talents[-1].id:
                new.append(Match(offer_id=talents[-2].id, want_id=talents[-1].id, note=word))
        elif what == "relation" and one != other and (owner, another, word) not in related:
            related.add((owner, another, word))
            new.append(Relation(from_id=owner, to_id=another, kind=RelationKind.KNOWS, note=word))
        elif what == "link":
            links.append(Link(asset_id=owner, outcome_id=outcome.id, how=words))
            about = Evidence(
                link_id=links[-1].id,
                kind=EvidenceKind.STORY,
                coverage=Coverage.BELIEF,
                summary=Bilingual(en=f"{other}"),
            )
            new += [links[-1], about]
        elif what == "photo":
            sha = word * 64
            new.append(Attachment(record_id=owner, name="p.jpg", media_type="image/jpeg", sha256=sha, size=1))
        elif what == "guest":
            new.append(an_asset(word, whereabouts=Whereabouts(kind=WhereKind.VENUE, venue_id=owner)))
    cards = tuple(Card(record_id=asset.id) for asset in assets)
    new.append(Pathway(name=Bilingual(en="Way"), cards=cards, link_ids=tuple(link.id for link in links)))
    new.append(
        ExportRecord(file="x", format="csv", audience=Audience.PUBLIC, language="cy", people=(assets[1].id, "other"))
    )
    added(project, *new)
    return tuple(assets)


@given(HANGING)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_hangs_on_either_is_lost_or_doubled_and_undo_restores_the_start(
    file_project: OpenProject, hanging: list[tuple[str, int, int, str]]
):
    first, second, _third = a_world(file_project, hanging)
    before = everything(file_project)
    file_project.apply(merging.merge, first.id, second.id, {})
    after = everything(file_project)

    new_ids = {second.id: first.id}
    for record_id in (key for key in before if key not in after and key != second.id):  # owners first
        twins = [other for other in after.values() if content(other) == moved(before[record_id], new_ids, after)]
        itself = isinstance(before[record_id], (Relation, Match)) and is_of_itself(before[record_id], new_ids)
        assert twins or itself, before[record_id]
        if twins:
            new_ids[record_id] = twins[0].id
    for record in after.values():
        assert not (set(map(str, flat(record))) & new_ids.keys()), record
        old = before[record.id]
        if record.id != first.id:
            assert content(record) == moved(old, new_ids, after)
    file_project.undo()
    assert everything(file_project) == before
    file_project.redo()
    assert {key: content(one) for key, one in everything(file_project).items()} == {
        key: content(one) for key, one in after.items()
    }


def moved(record: Record, new_ids: dict[str, str], after: dict[str, Record]) -> tuple[Any, ...]:
    """Give what a record should say when ids have become others."""
    values = {}
    for one in fields(record):
        value = getattr(record, one.name)
        if isinstance(value, str) and one.name != "id":
            values[one.name] = resolved(value, new_ids)
        elif isinstance(value, Whereabouts) and value.venue_id:
            values[one.name] = replace(value, venue_id=resolved(value.venue_id, new_ids))
        elif one.name in ("link_ids", "people"):
            values[one.name] = tuple(dict.fromkeys(resolved(item, new_ids) for item in value))
        elif one.name == "cards":
            kept = dict.fromkeys(resolved(card.record_id, new_ids) for card in value)
            values[one.name] = tuple(Card(record_id=item) for item in kept)
    if isinstance(record, (Relation, Match)) and is_of_itself(record, new_ids):
        return content(record)
    return content(replace(record, **values))


def resolved(record_id: str, new_ids: dict[str, str]) -> str:
    return new_ids.get(record_id, record_id)


def is_of_itself(record: Any, new_ids: dict[str, str]) -> bool:
    one, other = (record.from_id, record.to_id) if isinstance(record, Relation) else (record.offer_id, record.want_id)
    return resolved(one, new_ids) == resolved(other, new_ids)


def flat(record: Record) -> list[Any]:
    found: list[Any] = []
    for one in fields(record):
        value = getattr(record, one.name)
        if isinstance(value, Whereabouts):
            found.append(value.venue_id)
        elif isinstance(value, tuple):
            found += [getattr(item, "record_id", item) for item in value]
        elif one.name != "id":
            found.append(value)
    return found


def test_what_both_have_is_kept_once_for_the_narrower_audience_with_both_sources(project: OpenProject):
    first, second = added(project, an_asset("One"), an_asset("Two"))
    phone: dict[str, Any] = {"kind": ContactKind.PHONE, "value": "01234 567890"}
    added(
        project,
        ContactPoint(asset_id=first.id, audience=Audience.PUBLIC, source="Nia", **phone),
        ContactPoint(asset_id=second.id, audience=Audience.PARTNERS, source="Ifan", **phone),
        ContactPoint(asset_id=second.id, kind=ContactKind.EMAIL, value="a@b.example"),
    )
    project.apply(merging.merge, first.id, second.id, {})
    one, other = project.read(lambda uow: list(uow.contacts.where(asset_id=first.id)))
    assert (one.audience, one.source) == (Audience.PARTNERS, "Nia\nIfan")
    assert other.value == "a@b.example"


def test_evidence_moves_to_the_link_that_says_the_same(project: OpenProject):
    first, second = added(project, an_asset("One"), an_asset("Two"))
    framework = Framework(key="ours", name=Bilingual(en="Ours"))
    outcome = Outcome(framework_id=framework.id, code="1", name=Bilingual(en="Warm"))
    links = [Link(asset_id=one.id, outcome_id=outcome.id) for one in (first, second)]
    about = [
        Evidence(link_id=link.id, kind=EvidenceKind.STORY, coverage=Coverage.BELIEF, summary=Bilingual(en=link.id))
        for link in links
    ]
    added(project, framework, outcome, *links, *about)
    project.apply(merging.merge, first.id, second.id, {})
    (link,) = project.read(lambda uow: list(uow.links.all()))
    assert {one.link_id for one in project.read(lambda uow: list(uow.evidence.all()))} == {link.id}
    assert len(project.read(lambda uow: list(uow.evidence.all()))) == 2


def test_whatever_can_hang_on_an_asset_is_moved():
    """A new kind of record that belongs to assets cannot be forgotten."""
    from asset_mapper.services.merging import _MOVED
    from asset_mapper.storage.mappings import OnDelete, all_mappings

    hanging = {
        mapping.name
        for mapping in all_mappings()
        if any(one.to == "asset" and one.on_delete is OnDelete.GOES_TOO for one in mapping.references)
    }
    assert hanging and hanging <= set(_MOVED)
