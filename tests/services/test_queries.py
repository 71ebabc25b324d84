"""What can be asked of a project: lists, the summary, the search."""

from dataclasses import replace
from datetime import date

import orjson
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asset_mapper.domain.area import Area
from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage, Evidence, EvidenceKind
from asset_mapper.domain.link import Link
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.outcome import Framework, Outcome
from asset_mapper.domain.project import ImportBatch
from asset_mapper.domain.records import RECORDS
from asset_mapper.domain.talent import Talent, TalentKind
from asset_mapper.domain.whereabouts import shape
from asset_mapper.errors import NotFoundError, WrongUseError
from asset_mapper.services import assets, erasing, queries, records
from asset_mapper.storage import migrations
from asset_mapper.storage.mappings import mapping_of
from tests.projects import added, an_asset
from tests.services.marked import Marker

HERE = shape(shapely.Point(-3.9, 52.1))
TODAY = date(2026, 11, 22)


def names(found):
    return [asset.name.given for asset in found]


def search(project, words, **how):
    return names(project.read(queries.search, words, **how))


# Lists ----------------------------------------------------------------------------------------------------------


def test_there_is_a_list_of_every_kind_of_record():
    assert set(queries.LISTS.values()) == set(RECORDS) - {"project"}


@pytest.mark.parametrize("what", queries.LISTS)
def test_an_empty_list_is_empty_and_its_fields_can_be_asked_for(project, what):
    fields = {spec.name for spec in mapping_of(queries.LISTS[what]).columns}
    assert project.read(queries.listed, what) == []
    assert project.read(queries.listed, what, "source=x and id=y") == []
    assert "source" in fields
    with pytest.raises(WrongUseError, match="no field “colour”"):
        project.read(queries.listed, what, "colour=red")


def test_every_list_is_plain_data_with_every_column(project):
    marker = Marker()
    new = [
        marker.record(Area),
        marker.record(MappingSession, votes={"trust": 3}),
        marker.record(Asset, kind=AssetKind.PLACE, whereabouts=HERE, under_18=False),
    ]
    added(project, *new)
    for what, record in zip(("areas", "sessions", "assets"), new, strict=True):
        (row,) = orjson.loads(orjson.dumps(project.read(queries.listed, what)))
        expected = {spec.name for spec in mapping_of(queries.LISTS[what]).columns} - {"geometry"}
        assert set(row) == expected | ({"lon", "lat"} if what != "sessions" else set())
        assert row["id"] == record.id
    (asset,) = project.read(queries.listed, "assets")
    assert (asset["lon"], asset["lat"]) == (-3.9, 52.1)
    assert asset["tags"] == list(new[2].tags) and asset["custom"] == dict(new[2].custom)
    assert project.read(queries.listed, "sessions")[0]["votes"] == {"trust": 3}


def test_a_list_is_narrowed_by_a_condition(project):
    added(
        project,
        an_asset("Côr", tags=("music", "bwyd")),
        an_asset("Hall", AssetKind.PLACE, whereabouts=HERE, review_due=TODAY),
        an_asset("Megan", AssetKind.PERSON),
    )

    def listed(where, what="assets"):
        return [row["name_en"] for row in project.read(queries.listed, what, where)]

    assert listed("kind=place") == ["Hall"]
    assert listed("tag=music and name~cor") == ["Côr"]
    assert listed("review_due<=2026-11-22") == ["Hall"]
    assert listed("lat>52 and lon<0") == ["Hall"]
    assert listed("sensitive=no and kind!=place") == ["Côr", "Megan"]
    assert listed(None, "people") == ["Megan"]
    assert listed("kind=place", "people") == []


def test_a_list_that_is_not_there_is_answered_with_those_there_are(project):
    with pytest.raises(WrongUseError, match=r"no list “horses”.*assets, people, outcomes"):
        project.read(queries.listed, "horses")


def test_an_unknown_asset_is_said_to_be_gone(project):
    with pytest.raises(NotFoundError, match="not there any more"):
        project.read(queries.asset, "nobody")


# The summary ----------------------------------------------------------------------------------------------------


def test_the_summary_counts_what_there_is(project):
    framework = Framework(key="local", name=Bilingual(en="Local"))
    outcome = Outcome(framework_id=framework.id, code="1", name=Bilingual(en="Joy"))
    choir, hall = an_asset("Choir"), an_asset("Hall", AssetKind.PLACE, whereabouts=HERE)
    link = Link(asset_id=choir.id, outcome_id=outcome.id)
    told = Evidence(
        link_id=link.id, kind=EvidenceKind.STORY, coverage=Coverage.BELIEF, summary=Bilingual(en="They sing")
    )
    session = MappingSession(place=Bilingual(en="Hall"), on=TODAY)
    added(project, framework, outcome, choir, hall, an_asset("Megan", AssetKind.PERSON), link, told, session)
    assert project.read(queries.summary) == {
        "title": {"cy": "Cwm Derwen", "en": "Derwen Valley"},
        "assets": 3,
        "by_kind": {"person": 1, "group": 1, "organisation": 0, "place": 1, "exchange": 0, "culture": 0},
        "located": 1,
        "people": 1,
        "outcomes": 1,
        "links": 1,
        "evidence": 1,
        "sessions": 1,
        "schema": migrations.NEWEST,
    }


# Search ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def valley(project):
    """Add some assets to look for."""
    coffee = an_asset(
        "Coffee house",
        AssetKind.PLACE,
        tags=("bwyd", "warm welcome"),
        summary=Bilingual(en="Fish and chips on Fridays. Owned by its members, who meet at the hall."),
    )
    coffee = replace(coffee, name=Bilingual("Tŷ Coffi", "Coffee house"))
    hall = an_asset("Hall/Centre (St Mary's)", AssetKind.PLACE, summary=Bilingual("Neuadd y pentref"))
    choir = an_asset("Côr Meibion O'Neill-Jones")
    strange = an_asset("Straße 12.5 a.example foo_bar e\u0301cole ﬁne")
    far = an_asset("مرحبا Ελλάδα ПРИВЕТ")
    added(project, coffee, hall, choir, strange, far)
    added(project, Talent(asset_id=choir.id, what=Bilingual("Canu", "Singing"), kind=TalentKind.HEART))
    return project


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("ty", "Coffee house"),
        ("tŷ", "Coffee house"),
        ("TŶ COF", "Coffee house"),
        ("coffi", "Coffee house"),
        ("house coffee", "Coffee house"),
        ("bwyd", "Coffee house"),
        ("welc war", "Coffee house"),
        ("chips", "Coffee house"),
        ("fish, chips!", "Coffee house"),
        ("coff mem", "Coffee house"),
        ("centre", "Hall/Centre (St Mary's)"),
        ("hall/cen", "Hall/Centre (St Mary's)"),
        ("mary", "Hall/Centre (St Mary's)"),
        ("st mary's", "Hall/Centre (St Mary's)"),
        ("(st", "Hall/Centre (St Mary's)"),
        ("neuadd", "Hall/Centre (St Mary's)"),
        ("cor", "Côr Meibion O'Neill-Jones"),
        ("CÔR", "Côr Meibion O'Neill-Jones"),
        ("co\u0302r", "Côr Meibion O'Neill-Jones"),
        ("o'neill", "Côr Meibion O'Neill-Jones"),
        ("o'n", "Côr Meibion O'Neill-Jones"),
        ("neill", "Côr Meibion O'Neill-Jones"),
        ("neill-jo", "Côr Meibion O'Neill-Jones"),
        ("sing", "Côr Meibion O'Neill-Jones"),
        ("canu meibion", "Côr Meibion O'Neill-Jones"),
        ("straße", "Straße 12.5 a.example foo_bar e\u0301cole ﬁne"),
        ("12.5", "Straße 12.5 a.example foo_bar e\u0301cole ﬁne"),
        ("example", "Straße 12.5 a.example foo_bar e\u0301cole ﬁne"),
        ("foo_bar", "Straße 12.5 a.example foo_bar e\u0301cole ﬁne"),
        ("bar", "Straße 12.5 a.example foo_bar e\u0301cole ﬁne"),
        ("école", "Straße 12.5 a.example foo_bar e\u0301cole ﬁne"),
        ("مرحبا", "مرحبا Ελλάδα ПРИВЕТ"),
        ("ελλάδα", "مرحبا Ελλάδα ПРИВЕТ"),
        ("привет", "مرحبا Ελλάδα ПРИВЕТ"),
    ],
)
def test_an_asset_is_found(valley, words, name):
    assert name in search(valley, words)


@pytest.mark.parametrize(
    "words",
    [
        "zebra",
        "ouse",
        "coffee zebra",
        "",
        "   ",
        "!!!",
        '"',
        "'",
        "*",
        "👩",
        "\0",
        "\ud800",
        "(",
        "NOT",
        "coffi NEAR(",
        "& |",
        "-",
    ],
)
def test_nothing_is_found(valley, words):
    assert search(valley, words) == []


@pytest.mark.parametrize(
    "words", ['"coffee"', "coffee*", "coffee AND", "name:coffee", "^coffee", "coffee:*", "coffee & "]
)
def test_what_a_search_language_would_read_is_read_as_words(valley, words):
    assert search(valley, words) in (["Coffee house"], [])


def test_any_text_can_be_looked_for(project):
    added(project, an_asset("Hall"))

    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(st.text(max_size=12))
    def check(words):
        assert search(project, words) in ([], ["Hall"])

    check()


def test_a_name_comes_before_a_talent_before_a_tag_before_a_summary(project):
    long = "words of every kind that go on and on " * 20
    added(
        project,
        an_asset("In the summary", summary=Bilingual(en="knitting, knitting and knitting")),
        an_asset("In the tags", tags=("knitting",)),
    )
    talented = added(project, an_asset("In the talents"))
    added(project, Talent(asset_id=talented.id, what=Bilingual(en="Knitting"), kind=TalentKind.HANDS))
    added(project, an_asset("Knitting", summary=Bilingual(en=long)))
    found = search(project, "knit")
    assert found[0] == "Knitting"
    assert set(found[1:]) == {"In the talents", "In the tags", "In the summary"}


def test_as_many_are_found_as_were_asked_for(project):
    project.apply(
        lambda uow: uow.bring_in(ImportBatch(file="x"), [[an_asset(f"Club {n}") for n in range(80)]], "Import")
    )
    added(project, an_asset("Other", summary=Bilingual(en="A club")))
    assert len(search(project, "club")) == 50
    assert search(project, "club", limit=81)[-1] == "Other"
    assert len(search(project, "club", limit=3)) == 3


def test_the_search_follows_every_change(project):
    hall = added(project, an_asset("Hall", tags=("old",)))
    talent = added(project, Talent(asset_id=hall.id, what=Bilingual(en="Baking"), kind=TalentKind.HANDS))
    assert search(project, "baking") == search(project, "old") == ["Hall"]

    project.apply(records.edit, Asset, hall.id, name=Bilingual("Neuadd"), tags=("new",))
    assert (search(project, "hall"), search(project, "old")) == ([], [])
    assert search(project, "neuadd") == search(project, "new") == search(project, "bak") == ["Neuadd"]
    project.undo()
    assert search(project, "hall") == ["Hall"] and search(project, "neuadd") == []
    project.redo()

    project.apply(records.edit, Talent, talent.id, what=Bilingual(en="Brewing"))
    assert (search(project, "baking"), search(project, "brewing")) == ([], ["Neuadd"])
    other = added(project, an_asset("Other"))
    project.apply(records.edit, Talent, talent.id, asset_id=other.id)
    assert search(project, "brewing") == ["Other"]
    project.apply(records.remove, Talent, [talent.id])
    assert search(project, "brewing") == []
    project.undo()
    assert search(project, "brewing") == ["Other"]

    project.apply(records.remove, Asset, [hall.id])
    assert search(project, "neuadd") == []
    project.undo()
    assert search(project, "neuadd") == ["Neuadd"]
    project.apply(erasing.erase, other.id)
    assert (search(project, "other"), search(project, "brewing"), search(project, "neuadd")) == ([], [], ["Neuadd"])
    project.apply(assets.place, hall.id, HERE)
    assert search(project, "neuadd") == ["Neuadd"]
