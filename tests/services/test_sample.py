"""The sample project: complete, the same every time, keeping all rules, and telling nobody what is not theirs."""

import dataclasses
import re
import typing
from collections import Counter
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from asset_mapper.cartography.schedules import schedule_in_words
from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.attachment import Attachment
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.checks import Severity
from asset_mapper.domain.codes import Code
from asset_mapper.domain.consent import Consent
from asset_mapper.domain.contact import ContactKind, ContactPoint
from asset_mapper.domain.evidence import Evidence
from asset_mapper.domain.indicator import IndicatorKind
from asset_mapper.domain.mapping_session import PRINCIPLES
from asset_mapper.domain.outcome import FrameworkStatus, Outcome, Stage
from asset_mapper.domain.publication import Publication, Reason
from asset_mapper.domain.record import Record
from asset_mapper.domain.records import RECORDS
from asset_mapper.domain.relation import RelationKind
from asset_mapper.domain.whereabouts import Whereabouts, tidy_postcode
from asset_mapper.errors import ProjectFileError
from asset_mapper.services import checking, frameworks, journeys, queries, sample, sample_records
from asset_mapper.services.open_project import OpenProject
from asset_mapper.services.publishing import publication

DAY = date(2026, 10, 20)
OUTSIDE = (Audience.PARTNERS, Audience.PUBLIC, Audience.ROOM)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenProject]:
    with sample.make(tmp_path_factory.mktemp("sample") / "cwm-derwen.assetmap") as opened:
        yield opened


@pytest.fixture(scope="module")
def everything(project) -> dict[str, list[Any]]:
    """All records by the name of their kind."""
    return project.read(lambda uow: {name: list(uow.store_named(name).all()) for name in RECORDS})


@pytest.fixture(scope="module")
def publications(project) -> dict[Audience, Publication]:
    return {audience: project.read(publication, audience, "both", None, DAY) for audience in Audience}


def values_of(record: Record) -> Iterator[tuple[str, Any]]:
    """Give the fields of a record, those of its whereabouts among them."""
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if isinstance(value, Whereabouts):
            yield from ((f"where_{inner.name}", getattr(value, inner.name)) for inner in dataclasses.fields(value))
        else:
            yield field.name, value


def texts_of(record: Record) -> Iterator[str]:
    """Give all that people read in a record."""
    for _name, value in values_of(record):
        yield from texts_in(value)


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, Bilingual):
        yield from (text for text in (value.cy, value.en) if text)
    elif isinstance(value, str) and not isinstance(value, Code):
        yield value
    elif isinstance(value, (tuple, dict)):
        yield from (item for item in (value.values() if isinstance(value, dict) else value) if isinstance(item, str))


# --- what it holds ----------------------------------------------------------------------------------------


def test_it_is_as_rich_as_a_real_valley(everything):
    kinds = Counter(asset.kind for asset in everything["asset"])
    assert 115 <= len(everything["asset"]) <= 135
    assert kinds[AssetKind.PERSON] == 25
    assert all(kinds[kind] >= 12 for kind in AssetKind)
    assert 40 <= len(everything["talent"]) <= 45
    assert 60 <= len(everything["link"]) <= 75
    assert len(everything["evidence"]) >= 60
    assert len(everything["pathway"]) == 2
    assert len(everything["indicator"]) == 6
    assert len(everything["session"]) == 3
    assert len(everything["meeting"]) >= 40
    assert {"wfg-goals", "wfg-indicators", "ons4", "cwm-derwen"} <= {one.key for one in everything["framework"]}


@pytest.mark.parametrize("name", RECORDS)
def test_every_kind_of_record_is_in_it(everything, name):
    assert everything[name]


def codes_in(hint: Any) -> Iterator[type[Code]]:
    if isinstance(hint, type) and issubclass(hint, Code):
        yield hint
    for argument in typing.get_args(hint):
        yield from codes_in(argument)


def coded_fields() -> list[tuple[str, str, type[Code]]]:
    found = []
    kinds = [(name, "", kind) for name, kind in RECORDS.items()]
    for name, prefix, kind in [*kinds, ("asset", "where_", Whereabouts)]:
        for field, hint in typing.get_type_hints(kind, localns={"BaseGeometry": BaseGeometry}).items():
            found += [(name, prefix + field, code) for code in codes_in(hint)]
    return found


ELSEWHERE = {
    ("asset", "visibility"): {Audience.ROOM},
    ("contact", "audience"): {Audience.ROOM},
    ("talent", "audience"): {Audience.ROOM},
    ("outcome", "visibility"): {Audience.ROOM},
    ("evidence", "permission"): {Audience.ROOM},
    ("attachment", "audience"): {Audience.ROOM, Audience.TEAM},
    ("custom_field", "audience"): {Audience.ROOM, Audience.PARTNERS},
    ("view", "audience"): {Audience.TEAM},
    ("export", "audience"): {Audience.ROOM, Audience.PARTNERS, Audience.TEAM},
    ("project", "default_audience"): {Audience.ROOM, Audience.PARTNERS, Audience.PUBLIC},
    ("framework", "status"): {FrameworkStatus.DRAFT},
    ("relation", "kind"): {RelationKind.DISTINCT},
    ("survey", "visibility"): {Audience.ROOM, Audience.TEAM},
    ("journey", "permission"): {Audience.ROOM, Audience.PARTNERS, Audience.TEAM},
}
"""What a field could hold but need not here, since another field shows it or it means nothing there."""


@pytest.mark.parametrize(("name", "field", "code"), coded_fields(), ids=lambda part: getattr(part, "__name__", part))
def test_every_choice_of_every_field_is_used(everything, name, field, code):
    used: set[Any] = set()
    for record in everything[name]:
        value = dict(values_of(record))[field]
        used |= set(value) if isinstance(value, tuple) else {value}
    assert set(code) - ELSEWHERE.get((name, field), set()) <= used


def test_both_languages_are_used_as_people_use_them(everything):
    names = [asset.name for asset in everything["asset"]]
    assert sum(bool(name.cy and name.en) for name in names) > 90
    assert sum(not name.en for name in names) >= 5
    assert sum(not name.cy for name in names) >= 5
    assert sum(name.first == "cy" for name in names) >= 30
    summaries = [asset.summary for asset in everything["asset"] if asset.summary]
    assert any(not summary.en for summary in summaries)
    assert any(not summary.cy for summary in summaries)


def test_each_thing_that_can_be_told_of_a_figure_is_there(everything):
    evidence: list[Evidence] = everything["evidence"]
    assert {piece.strength for piece in evidence} == {None, 1, 2, 3, 4, 5}
    assert any(piece.n is not None and piece.n < 5 for piece in evidence)
    assert {piece.permission for piece in evidence if piece.kind == "story"} == set(Audience) - {Audience.ROOM}
    indicators = everything["indicator"]
    assert any(one.baseline_text and one.kind is IndicatorKind.QUALITATIVE for one in indicators)
    assert any(one.target is not None and one.baseline is not None for one in indicators)
    read = {reading.indicator_id for reading in everything["reading"]}
    assert read == {one.id for one in indicators}
    ons4 = {outcome.id for outcome in everything["outcome"] if outcome.code.startswith("ONS4")}
    assert ons4 & {one.outcome_id for one in indicators}
    assert any(reading.n is not None and reading.n < 5 for reading in everything["reading"])


def test_agreements_are_there_in_every_state(everything):
    consents: list[Consent] = everything["consent"]
    assert any(consent.stands_on(DAY) and consent.until is None for consent in consents)
    assert any(consent.stands_on(DAY) and consent.until is not None for consent in consents)
    assert any(consent.until is not None and consent.until < DAY for consent in consents)
    assert any(consent.withdrawn_on is not None for consent in consents)
    assert {consent.language for consent in consents} == {"cy", "en"}
    assert any(asset.under_18 for asset in everything["asset"])


def test_every_session_voted_on_the_five_principles(everything):
    assert all(set(session.votes) == set(PRINCIPLES) for session in everything["session"])


def test_a_survey_was_typed_up_with_a_group_too_small_to_tell(everything, publications):
    barriers, reflection = everything["survey"]
    sheets = Counter(sheet.survey_id for sheet in everything["answer_sheet"])
    assert (sheets[barriers.id], sheets[reflection.id]) == (24, 12)
    asked = {one.principle for one in everything["statement"] if one.survey_id == reflection.id}
    assert asked == set(PRINCIPLES)
    answers = publications[Audience.PUBLIC].answers
    assert set(answers.survey_id) == {barriers.id}
    staff = next(one.id for one in everything["respondent_group"] if one.name.en == "Council staff")
    assert answers[answers.group_id == staff].n_few.all()
    assert not publications[Audience.TEAM].answers.n_few.any()


def test_pathways_run_from_assets_over_all_stages_to_quality_of_life(everything):
    outcomes: dict[str, Outcome] = {outcome.id: outcome for outcome in everything["outcome"]}
    assets = {asset.id for asset in everything["asset"]}
    stages = (Stage.PREVENTION, Stage.DETECTION, Stage.TREATMENT, Stage.RECOVERY, Stage.QUALITY_OF_LIFE)
    for pathway in everything["pathway"]:
        assert all(card.record_id in assets for card in pathway.cards if card.column == 0)
        for column, stage in enumerate(stages, start=1):
            there = {outcomes[card.record_id].stage for card in pathway.cards if card.column == column}
            assert stage in there, f"{pathway.name}: {stage}"
        cards = [card.record_id for card in pathway.cards]
        assert len(set(cards)) == len(cards)
        links = {link.id: link for link in everything["link"]}
        for link_id in pathway.link_ids:
            link = links[link_id]
            assert {link.outcome_id, link.asset_id or link.from_outcome_id} <= set(cards)
        started = {links[link_id].asset_id for link_id in pathway.link_ids}
        assert set(cards) & assets <= started, f"{pathway.name}: a card without a link"


def test_wards_cover_the_community_without_a_gap_and_hold_every_asset(everything):
    areas = {area.name.en: area.geometry for area in everything["area"]}
    community = areas["Cwm Derwen"]
    wards = [areas[name] for name in ("Upper Valley", "Mid Valley", "Lower Valley")]
    assert community.is_valid
    assert all(ward.is_valid for ward in wards)
    assert shapely.union_all(wards).symmetric_difference(community).area < 1e-9
    assert sum(ward.area for ward in wards) == pytest.approx(community.area)
    shapes = [asset.whereabouts.geometry for asset in everything["asset"] if asset.whereabouts.geometry]
    assert {shape.geom_type for shape in shapes} == {"Point", "LineString", "Polygon"}
    assert all(community.covers(shape) and shape.is_valid for shape in shapes)


def test_what_is_placed_to_the_spot_is_not_in_the_river(everything):
    by_name = {asset.name.en: asset.whereabouts.geometry for asset in everything["asset"]}
    river = by_name.pop("River Derwen")
    for name, shape in by_name.items():
        if shape is not None and shape.geom_type != "LineString" and name != "Ford Pool":
            assert shape.distance(river) > 0.0001, name


def test_schedules_are_said_in_words_in_both_languages(everything):
    for meeting in everything["meeting"]:
        times = (meeting.starts_at, meeting.ends_at)
        first = meeting.first_on.isoformat() if meeting.first_on else ""
        for language in ("cy", "en"):
            clock = (time.isoformat() if time else "" for time in times)
            said = schedule_in_words(language, meeting.rule, first, *clock)
            assert said or (meeting.when and getattr(meeting.when, language)), meeting


def test_pictures_can_be_opened_and_are_described(project, everything):
    from PIL import Image

    attachments: list[Attachment] = everything["attachment"]
    assert len(attachments) >= 2
    for attachment in attachments:
        content = project.read(lambda uow, sha256: uow.blob(sha256), attachment.sha256)
        assert len(content) == attachment.size
        with Image.open(BytesIO(content)) as picture:
            assert picture.size == (480, 320)
            assert len(picture.convert("RGB").getcolors(maxcolors=100_000)) > 6
        assert attachment.alt is not None
        assert attachment.alt.cy
        assert attachment.alt.en


# --- that nobody and nothing in it is real ----------------------------------------------------------------


def test_it_says_that_it_is_fictional_and_its_welsh_a_draft(everything, project):
    (made,) = everything["project"]
    assert made.fictional
    assert "dychmygol" in made.title.cy
    assert "fictional" in made.title.en
    assert "ddychmygol" in made.purpose.cy.lower()
    assert "Drafft" in made.purpose.cy
    assert "fictional" in made.purpose.en
    assert "drafft" in made.purpose.en
    for view in everything["view"]:
        shown = project.read(publication, view.audience, "both", view.name, DAY)
        assert "dychmygol" in shown.title.cy
        assert "drafft" in shown.introduction.cy
        assert "draft" in shown.introduction.en
        assert len(shown.assets) > 10


def test_no_number_address_or_postcode_could_be_anyones(everything):
    contacts: list[ContactPoint] = everything["contact"]
    for contact in contacts:
        if contact.kind is ContactKind.PHONE:
            assert re.fullmatch(r"01632 960\d{3}|07700 900\d{3}", contact.value)
        else:
            assert re.search(r"(@|//)([a-z0-9-]+\.)*(example|example\.org)(/|$)", contact.value)
    for records in everything.values():
        for record in records:
            assert not getattr(getattr(record, "whereabouts", None), "postcode", "")
            for text in texts_of(record):
                words = re.findall(r"\b[A-Z]{1,2}\d\w? ?\d[A-Z]{2}\b", text)
                assert not any(tidy_postcode(word) for word in words), text
                if "gov" not in text:  # of the frameworks, which are real
                    hosts = re.findall(r"https?://([\w.-]+)", text)
                    assert all(host.endswith((".example", "example.org")) for host in hosts), text


def test_studies_that_are_cited_are_said_to_be_invented(everything):
    for piece in everything["evidence"]:
        assert not piece.citation or ("ddychmygol" in piece.citation or "dychmygol" in piece.citation)
        assert not piece.citation or "fictional" in piece.citation


def test_the_journey_is_fiction_and_its_costs_are_those_of_a_source_that_gives_no_year(everything, project):
    (journey,) = everything["journey"]
    assert journey.fictionalised
    assert "ddychmygol" in journey.about.cy
    assert "fictional" in journey.about.en
    events = [event for event in everything["journey_event"] if event.cost_from is not None]
    given = {40_000, 35_624, 305, 11_900, 60, 540, 12_715}
    assert {cost for event in events for cost in (event.cost_from, event.cost_to) if cost is not None} == given
    assert all(event.year_not_given and "Co-production Network for Wales" in event.citation for event in events)
    told = project.read(journeys.told, journey.id)
    assert told.named == ()
    assert told.costs.has_shared_costs
    assert told.costs.avoided.low < told.costs.avoided.high


# --- that it keeps the rules ------------------------------------------------------------------------------


def test_the_check_finds_what_is_meant_to_be_found_and_no_error(project, everything):
    names = {asset.id: asset.name.given for asset in everything["asset"]}
    found = sorted((finding.code, names[finding.record]) for finding in project.read(checking.findings, DAY))
    assert found == [
        ("held-back", "Aled M."),  # withdrew it
        ("held-back", "Gwenda L."),  # it ran out
        ("held-back", "Kofi B."),  # never agreed
        ("review-due", "Derwen Fund"),
        ("review-due", "Gwenda L."),
        ("review-due", "Hen Ysgol Blaen-y-cwm"),
        ("review-due", "Stay and Play"),
        ("review-due", "Toilets on the Square"),
        ("sensitive-public", "Memory Café"),  # the group itself decided
        ("venue-confidential", "Moving-on group"),
    ]
    later = project.read(checking.findings, date(2040, 1, 1))
    assert not any(finding.severity is Severity.ERROR for finding in later)


def test_something_is_held_back_for_every_reason(publications):
    team_and_all = {held.reason for shown in publications.values() for held in shown.held_back}
    assert set(Reason) - {Reason.FILTER, Reason.NAMES_SOMEBODY} <= team_and_all  # no journey of it names a person


@pytest.mark.parametrize("audience", OUTSIDE)
def test_nothing_withheld_is_in_any_frame(publications, everything, audience):
    shown = publications[audience]
    told = "\n".join(cell for frame in frames_of(shown).values() for cell in cells_of(frame))
    hidden = withheld(everything, shown)
    assert len(hidden) > 60
    assert [text for text in hidden if text in told] == []
    frames = frames_of(publications[Audience.TEAM])
    for_team = "\n".join(cell for frame in frames.values() for cell in cells_of(frame))
    assert sum(text in for_team for text in hidden) > 60


def withheld(everything: dict[str, list[Any]], shown: Publication) -> set[str]:
    """List what this audience must not read: names and words of people and places that are not there, and notes."""
    there = set(shown.assets.id)
    hidden: set[str] = set()
    for asset in everything["asset"]:
        hidden |= {asset.notes, asset.checked_by, asset.custom.get("allwedd", "")}
        if asset.id not in there:
            hidden |= {asset.name.cy, asset.name.en, *((asset.summary.cy, asset.summary.en) if asset.summary else ())}
    for name, frame in (("contact", shown.contacts), ("talent", shown.talents), ("evidence", shown.evidence)):
        for record in everything[name]:
            if record.id not in set(frame.id):
                others = {str(value) for field, value in values_of(record) if field.endswith("_id")}
                hidden |= set(texts_of(record)) - others
    for session in everything["session"]:
        hidden |= {session.notes, *session.facilitators}
    hidden |= {match.note for match in everything["match"]}
    return {text for text in hidden if len(text) > 4} - told_elsewhere(everything, shown)


def told_elsewhere(everything: dict[str, list[Any]], shown: Publication) -> set[str]:
    """List what the audience does read in records that it may see, so that the same words are no leak."""
    frames = {"asset": shown.assets, "contact": shown.contacts, "talent": shown.talents, "evidence": shown.evidence}
    return {
        text
        for name, frame in frames.items()
        for record in everything[name]
        if record.id in set(frame.id)
        for field, value in values_of(record)
        if field not in ("notes", "checked_by", "custom", "source")
        for text in texts_in(value)
    }


def frames_of(shown: Publication) -> dict[str, Any]:
    found = {field.name: getattr(shown, field.name) for field in dataclasses.fields(shown)}
    return {name: value for name, value in found.items() if hasattr(value, "columns")}


def cells_of(frame: Any) -> Iterator[str]:
    for column in frame.columns:
        if column != "content":
            yield from (str(cell) for cell in frame[column])


def test_under_18s_and_confidential_places_are_known_to_the_team_alone(publications, everything):
    secret = {asset.id for asset in everything["asset"] if asset.under_18 or asset.confidential}
    assert len(secret) == 2
    assert secret <= set(publications[Audience.TEAM].assets.id)
    for audience in OUTSIDE:
        assert not secret & set(publications[audience].assets.id)


def test_people_are_never_on_the_map(publications):
    for shown in publications.values():
        people = shown.assets[shown.assets.kind == "person"]
        assert people.geometry.isna().all()


# --- that it is made well ---------------------------------------------------------------------------------


def test_two_samples_hold_the_same(project, everything, tmp_path):
    with sample.make(tmp_path / "another") as another:
        again = another.read(lambda uow: {name: list(uow.store_named(name).all()) for name in RECORDS})
    assert again == everything


def test_ids_are_uuids_of_version_7_and_all_different(everything):
    ids = [record.id for records in everything.values() for record in records]
    assert len(set(ids)) == len(ids)
    shape = r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
    assert all(re.fullmatch(shape, one) for one in ids)


def test_published_frameworks_are_as_the_program_has_them(project, everything, tmp_path):
    from asset_mapper.domain.project import Project

    def texts(records: list[Outcome]) -> list[Any]:
        codes = {record.id: record.code for record in records}
        return [(record.code, record.name, record.description, record.text_status, record.contributes_only,
                 codes.get(record.parent_id or "")) for record in records]  # fmt: skip

    with OpenProject.create(tmp_path / "plain", Project(title=Bilingual(en="Plain"))) as plain:
        plain.apply(frameworks.add_framework, "wfg-indicators")
        expected = texts(plain.read(lambda uow: list(uow.outcomes.all())))
    (framework,) = (one for one in everything["framework"] if one.key == "wfg-indicators")
    assert texts([one for one in everything["outcome"] if one.framework_id == framework.id]) == expected


def test_there_is_nothing_to_undo_and_everything_can_be_found(project):
    assert project.undo_label is None
    assert [asset.name.cy for asset in project.read(queries.search, "trwsio caffi")][:1] == ["Caffi Trwsio"]
    assert "Dafydd P." in [asset.name.cy for asset in project.read(queries.search, "dodrefn")]


def test_a_file_that_is_there_is_left_alone(tmp_path):
    target = tmp_path / "mine.assetmap"
    target.write_text("mine")
    with pytest.raises(ProjectFileError, match="there already"):
        sample.make(target)
    assert target.read_text() == "mine"


def test_a_sample_that_could_not_be_filled_leaves_nothing_behind(tmp_path, monkeypatch):
    def fail(_uow: Any) -> Any:
        raise OSError("the disk is full")

    monkeypatch.setattr(sample, "fill", fail)
    with pytest.raises(OSError, match="disk is full"):
        sample.make(tmp_path / "half.assetmap")
    assert list(tmp_path.iterdir()) == []


def test_a_word_in_the_data_that_is_no_field_is_refused():
    with pytest.raises(ValueError, match="colour"):
        sample_records.record_of(Asset, {"key": "x", "colour": "red"})


@pytest.mark.postgresql
def test_it_is_made_in_a_team_database_too(postgresql_url, everything):
    with sample.make(postgresql_url) as team:
        again = team.read(lambda uow: {name: list(uow.store_named(name).all()) for name in RECORDS})
    assert again == everything
