"""What the page's data say of a pathway to each audience: nothing of what is held back, not even a number of it."""

import orjson
import pytest

from asset_mapper.cartography.page_data import page_data
from asset_mapper.domain.asset import AssetStatus
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage, Evidence, EvidenceKind
from asset_mapper.domain.link import Direction, Link
from asset_mapper.domain.outcome import Framework, Outcome
from asset_mapper.domain.pathway import Card, Pathway
from asset_mapper.services import records
from asset_mapper.services.publishing import publication
from tests.projects import added, an_asset

TEAM, PARTNERS, PUBLIC = Audience.TEAM, Audience.PARTNERS, Audience.PUBLIC


@pytest.fixture
def pathway(file_project):
    """Add a pathway on which something is held back for every reason that a card, link or evidence may have."""
    framework = Framework(key="local", name=Bilingual(en="Local"))
    joy, calm, private = (
        Outcome(framework_id=framework.id, code=code, name=Bilingual(en=name), personal=code == "3")
        for code, name in (("1", "Joy"), ("2", "Calm"), ("3", "What only Gwen wants"))
    )
    choir = an_asset("Choir", visibility=PUBLIC)
    patrol = an_asset("Night patrol", visibility=PARTNERS)
    gone = an_asset("Closed club", visibility=PUBLIC, status=AssetStatus.CLOSED)
    links = (
        Link(asset_id=choir.id, outcome_id=joy.id, how=Bilingual(en="Singing together")),
        Link(asset_id=patrol.id, outcome_id=joy.id, how=Bilingual(en="Walking at night"), direction=Direction.HARMS),
        Link(asset_id=gone.id, outcome_id=joy.id, how=Bilingual(en="It used to meet")),
        Link(from_outcome_id=joy.id, outcome_id=calm.id, how=Bilingual(en="Joy calms")),
        Link(from_outcome_id=calm.id, outcome_id=private.id, how=Bilingual(en="Told in private")),
    )
    evidence = (
        Evidence(
            link_id=links[0].id,
            kind=EvidenceKind.COUNT,
            summary=Bilingual(en="Counted in the hall"),
            coverage=Coverage.OUTPUT,
            permission=PUBLIC,
        ),
        Evidence(
            link_id=links[0].id,
            kind=EvidenceKind.STORY,
            summary=Bilingual(en="Gwen's own story"),
            coverage=Coverage.CHANGE,
        ),
    )
    cards = tuple(
        Card(record_id=record.id, column=column, row=float(row))
        for record, column, row in (
            *((choir, 0, 0), (patrol, 0, 1), (gone, 0, 2), (joy, 1, 0), (calm, 2, 0), (private, 4, 0)),
        )
    )
    columns = tuple(Bilingual(en=name) for name in ("Who", "First", "Then", "Later", "At last"))
    made = Pathway(
        name=Bilingual(en="Evenings"),
        cards=cards,
        columns=columns,
        link_ids=tuple(link.id for link in links),
        lessons=Bilingual(en="Ask sooner."),
    )
    added(file_project, framework, joy, calm, private, choir, patrol, gone, *links, *evidence, made)
    return made


def told(project, audience):
    return page_data(project.read(publication, audience))


def links_of(data):
    """Say the links of the first pathway as the page would: how, and how much is known."""
    links = data["pathways"][0]["links"]
    said = []
    for table, entry in zip(links["table"], links["entry"], strict=True):
        if table == "step":
            said.append((data["steps"][entry]["how"]["en"], data["steps"][entry]["coverage"]))
        else:
            contributions = data["contributions"]
            said.append((contributions["how"]["en"][entry], contributions["coverage"][entry]))
    return said


def test_what_the_public_may_not_see_is_on_no_pathway(file_project, pathway):
    data = told(file_project, PUBLIC)
    assert links_of(data) == [("Singing together", 2), ("Joy calms", 0)]
    (drawn,) = data["pathways"]
    assert len(drawn["cards"]["x"]) == 3
    assert [head["name"]["en"] for head in drawn["heads"]] == ["Who", "First", "Then"]
    text = orjson.dumps(data).decode()
    for secret in ("Night patrol", "Walking at night", "Closed club", "used to meet", "Gwen", "Told in private"):
        assert secret not in text


def test_each_audience_sees_the_links_that_it_may(file_project, pathway):
    assert [how for how, _rung in links_of(told(file_project, PARTNERS))] == [
        *("Singing together", "Walking at night", "Joy calms"),
    ]
    assert [rung for _how, rung in links_of(told(file_project, PARTNERS))] == [2, 0, 0]
    team = links_of(told(file_project, TEAM))
    assert ("Singing together", 4) in team and ("Told in private", 0) in team


def test_nothing_is_said_of_a_pathway_of_which_nothing_may_be_seen(file_project):
    hidden = an_asset("Hidden")
    added(file_project, hidden, Pathway(name=Bilingual(en="Secret"), cards=(Card(record_id=hidden.id),)))
    assert told(file_project, PUBLIC)["pathways"] == []
    assert len(told(file_project, TEAM)["pathways"]) == 1


def test_columns_that_nobody_named_are_called_as_in_the_window(file_project, pathway):
    file_project.apply(records.edit, Pathway, pathway.id, columns=())
    (drawn,) = told(file_project, PUBLIC)["pathways"]
    assert [head["name"]["en"] for head in drawn["heads"]] == ["Assets and outputs", "Prevention", "Detection"]
    assert drawn["heads"][1]["name"]["cy"] == "Atal"
