"""The report says at which sessions votes were given, to those who may know of that."""

from __future__ import annotations

from datetime import date

import pytest

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.outcome import Framework, Outcome
from asset_mapper.domain.project import Project
from asset_mapper.formats.report.contents import report
from asset_mapper.formats.report.document import Table
from asset_mapper.services import records, votes
from asset_mapper.services.open_project import OpenProject
from asset_mapper.services.publishing import publication

LIST = Framework(key="ours", name=Bilingual(en="Ours"))
GOAL = Outcome(framework_id=LIST.id, code="1", name=Bilingual(en="Belonging"))
OTHER = Outcome(framework_id=LIST.id, code="2", name=Bilingual(en="Company"))
SESSIONS = [
    MappingSession(place=Bilingual(en=f"Hall {n}"), on=date(2026, n, 3), people_present=30) for n in range(1, 7)
]
FEW = MappingSession(place=Bilingual(en="Club"), on=date(2026, 9, 3), people_present=3)


@pytest.fixture
def valley(tmp_path):
    with OpenProject.create(tmp_path / "a.assetmap", Project(title=Bilingual(en="Valley"))) as project:
        project.apply(records.add, LIST, GOAL, OTHER, *SESSIONS, FEW)
        yield project


def table(project, audience: Audience) -> Table | None:
    section = next(
        one
        for one in report(project.read(publication, audience), "en").sections
        if one.heading == "What matters, and who chose it"
    )
    found = [block for block in section.blocks if isinstance(block, Table) and block.caption == "Votes by session"]
    return found[0] if found else None


def test_the_votes_stand_by_session_with_their_sum(valley):
    valley.apply(votes.vote, GOAL.id, 1200, SESSIONS[0])
    valley.apply(votes.vote, GOAL.id, 5, SESSIONS[2])
    valley.apply(votes.vote, OTHER.id, 4, SESSIONS[2])
    said = table(valley, Audience.TEAM)
    assert said is not None
    assert said.head == ("Outcome", "Hall 3, 3 March 2026", "Hall 1, 3 January 2026", "In all")
    assert said.rows == (("1 Belonging", "5", "1,200", "1,205"), ("2 Company", "4", "", "4"))


def test_the_sessions_of_long_ago_and_the_votes_of_none_are_put_together(valley):
    for session in SESSIONS:
        valley.apply(votes.vote, GOAL.id, 10, session)
    valley.apply(votes.vote, GOAL.id, 3)
    said = table(valley, Audience.TEAM)
    assert said is not None and len(said.head) == 7
    assert said.rows == (("1 Belonging", "10", "10", "10", "10", "23", "63"),)


@pytest.mark.parametrize("audience", Audience)
def test_who_may_not_know_of_a_session_reads_the_sum_alone(valley, audience):
    valley.apply(votes.vote, GOAL.id, 7, SESSIONS[0])
    valley.apply(votes.vote, GOAL.id, 2, FEW)
    valley.apply(votes.vote, OTHER.id, 4, SESSIONS[0])
    said = table(valley, audience)
    if audience is Audience.TEAM:
        assert said is not None and said.rows == (("1 Belonging", "2", "7", "9"), ("2 Company", "", "4", "4"))
    elif audience is Audience.PARTNERS:
        assert said is not None and said.rows == (("2 Company", "4", "4"),)  # 9 less 7 would tell of the few
        assert said.head == ("Outcome", "Hall 1, 3 January 2026", "In all")
    else:
        assert said is None
    assert "9" in repr(report(valley.read(publication, audience), "en"))


def test_without_sessions_there_is_no_such_table(valley):
    valley.apply(votes.vote, GOAL.id, 7)
    assert table(valley, Audience.TEAM) is None
