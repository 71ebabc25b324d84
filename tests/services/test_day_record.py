"""The record of a day: on one sheet, in both languages, and with nothing on it that its readers may not see."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.consent import Consent, ConsentHow, Purpose
from asset_mapper.domain.mapping_session import MappingSession, Recording
from asset_mapper.domain.outcome import Framework, Outcome
from asset_mapper.domain.talent import Talent, TalentKind
from asset_mapper.errors import NotFoundError
from asset_mapper.formats import day_record as sheet
from asset_mapper.progress import no_progress
from asset_mapper.services import exporting, records, sample, sessions, votes
from asset_mapper.services.day_record import publication_of_day
from asset_mapper.services.open_project import OpenProject
from tests.projects import added, an_asset

DAY = date(2026, 3, 12)
SESSION = MappingSession(
    place=Bilingual(cy="Neuadd", en="Village hall"),
    on=DAY,
    facilitators=("Catrin Facilitator",),
    tables=("Table of groups",),
    people_present=12,
    notes="Private note",
    votes={"trust": 7},
)


@pytest.fixture
def project(file_project: OpenProject) -> OpenProject:
    file_project.apply(records.add, an_asset("Elsewhere", visibility=Audience.PUBLIC))
    file_project.apply(sessions.save, None, SESSION)
    file_project.recording = Recording(SESSION.id, "Table of groups")
    megan = Asset(name=Bilingual(en="Megan Person"), kind=AssetKind.PERSON, visibility=Audience.PUBLIC)
    added(
        file_project,
        an_asset("<b>Open choir</b>", visibility=Audience.PUBLIC),
        an_asset("Partners only", visibility=Audience.PARTNERS),
        an_asset("Team only", source="Source of it", notes="Notes of it"),
        megan,
        *(
            Consent(asset_id=megan.id, purpose=purpose, given_on=DAY, how=ConsentHow.PAPER)
            for purpose in (Purpose.HOLD, Purpose.PUBLISH)
        ),
        Talent(asset_id=megan.id, what=Bilingual(en="Harp"), kind=TalentKind.HANDS, audience=Audience.PUBLIC),
    )
    return file_project


def text(project: OpenProject, audience: Audience, language: str = "en") -> str:
    return sheet.page(project.read(publication_of_day, SESSION.id, audience, language, DAY))


def test_the_team_reads_everything_that_was_recorded_that_day_and_nothing_else(project: OpenProject):
    read = text(project, Audience.TEAM)
    for there in (
        "Village hall, 12 March 2026",
        "&lt;b&gt;Open choir",
        "Team only",
        "Megan Person",
        "12 people came",
    ):
        assert there in read, there
    assert "Catrin Facilitator" in read and "Private note" in read and "Elsewhere" not in read


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.ROOM, Audience.PARTNERS])
def test_nobody_outside_the_team_reads_its_names_and_notes(project: OpenProject, audience: Audience):
    read = text(project, audience, "both")
    for hidden in ("Team only", "Megan", "Catrin", "Private", "Source of it", "Notes of it", "Harp", "Elsewhere"):
        assert hidden not in read, hidden
    assert "&lt;b&gt;Open choir" in read and "12 people came" in read
    assert ("Partners only" in read, "Table of groups" in read) == (audience is Audience.PARTNERS,) * 2


def test_few_people_are_not_counted_and_nothing_is_named_that_could_tell_who_said_it(project: OpenProject):
    project.recording = None
    before = project.read(lambda uow: uow.sessions.get(SESSION.id))
    project.apply(sessions.save, before, replace(before, people_present=3))
    read = text(project, Audience.PUBLIC)
    assert "Fewer than 5 people came" in read and "choir" not in read and "<dd>7</dd>" not in read
    assert "Person: fewer than 5" in read  # people on the map
    assert "3 people came" in text(project, Audience.TEAM) and "choir" in text(project, Audience.TEAM)


@pytest.mark.parametrize("audience", Audience)
def test_the_votes_of_that_day_on_outcomes_are_for_those_who_may_know_of_the_session(project, audience):
    framework = Framework(key="ours", name=Bilingual(en="Ours"))
    goals = [Outcome(framework_id=framework.id, code=f"L{n}", name=Bilingual(en=f"<i>Goal {n}")) for n in range(9)]
    project.recording = None
    added(project, framework, *goals)
    for count, goal in enumerate(goals, 21):
        project.apply(votes.vote, goal.id, count, SESSION)
    project.apply(votes.vote, goals[0].id, 500)
    read = text(project, audience)
    told = audience in (Audience.TEAM, Audience.PARTNERS)
    assert ('<h2>Votes on outcomes</h2><ul class="names"><li>L8 &lt;i&gt;Goal 8: 29</li>' in read) == told
    assert ("Goal 5: 26</li>" in read, "and 5 more" in read) == (told, told)
    assert "Goal 4" not in read and "521" not in read and "500" not in read


def test_it_reads_in_welsh_english_or_both(project: OpenProject):
    welsh, both = text(project, Audience.TEAM, "cy"), text(project, Audience.TEAM, "both")
    assert "Neuadd, 12 Mawrth 2026" in welsh and 'lang="en">&lt;b&gt;Open choir' in welsh
    assert "Neuadd, 12 Mawrth 2026" in both and "Village hall, 12 March 2026" in both


def test_a_session_that_is_gone_is_said(project: OpenProject):
    project.apply(records.remove, MappingSession, [SESSION.id])
    with pytest.raises(NotFoundError, match="session"):
        project.read(publication_of_day, SESSION.id, Audience.TEAM)


def test_it_leaves_the_project_as_any_file_does_and_is_remembered(project: OpenProject, tmp_path: Path):
    day = project.read(publication_of_day, SESSION.id, Audience.TEAM, "both", DAY)
    page = next(exporter for exporter in sheet.EXPORTERS if exporter.suffix == ".html")
    written = exporting.export(day, page, tmp_path / "day.html")
    project.apply(exporting.remember, day, [written])
    (remembered,) = project.read(lambda uow: list(uow.exports.all()))
    assert len(remembered.people) == 1 and (tmp_path / "day.html").stat().st_size == remembered.size


def test_the_sample_sheets_fit_on_one_page_of_paper(tmp_path: Path):
    from pypdf import PdfReader

    with sample.make(tmp_path / "sample.assetmap") as project:
        first = project.read(lambda uow: next(uow.sessions.all()))
        day = project.read(publication_of_day, first.id, Audience.TEAM, "both")
    printed = next(exporter for exporter in sheet.EXPORTERS if exporter.suffix == ".pdf")
    printed.write(day, tmp_path / "day.pdf", no_progress)
    reader = PdfReader(tmp_path / "day.pdf")
    assert len(reader.pages) == 1
    assert "Pontydderwen" in reader.pages[0].extract_text()
