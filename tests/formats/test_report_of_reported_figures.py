"""Hours given and figures as their source reports them, in the report."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage, Evidence, EvidenceKind, FigureAs
from asset_mapper.domain.hours import HoursKind
from asset_mapper.domain.link import Link
from asset_mapper.domain.outcome import Framework, Outcome
from asset_mapper.domain.project import Project
from asset_mapper.formats.report import html
from asset_mapper.formats.report.contents import report
from asset_mapper.formats.report.document import (
    Bullets,
    Document,
    Drawing,
    Quotation,
    Section,
    Table,
    Together,
    Words,
)
from asset_mapper.services import hours, records
from asset_mapper.services.open_project import OpenProject
from asset_mapper.services.publishing import publication

TODAY = date(2026, 11, 22)


@pytest.fixture
def project(tmp_path: Path):
    with OpenProject.create(tmp_path / "p.assetmap", Project(title=Bilingual(en="Derwen Valley"))) as opened:
        yield opened


@pytest.fixture
def choir(project):
    return added_asset(project, "Choir")


def added_asset(project, name):
    asset = Asset(name=Bilingual(en=name), kind=AssetKind.GROUP, visibility=Audience.PUBLIC)
    project.apply(records.add, asset)
    return asset


def note(project, asset, text, **fields):
    noted = [hours.made(asset.id, one, **fields) for one in hours.understood(text)]
    project.apply(hours.add, asset.id, noted)


def said(project, audience=Audience.PUBLIC, language="en") -> Document:
    return report(project.read(publication, audience, language, today=TODAY), language)


def part(document, heading) -> Section:
    return next(section for section in document.sections if section.heading == heading)


def text_of(section) -> list[str]:
    found = []
    blocks = list(section.blocks)
    while blocks:
        block = blocks.pop(0)
        match block:
            case Together():
                blocks = [*block.blocks, *blocks]
            case Words():
                found.append(block.text)
            case Bullets():
                found += block.items
            case Quotation():
                found += [block.text, block.about]
    return [*found, *(text for one in section.parts for text in text_of(one))]


def test_hours_are_a_table_by_asset_and_year_with_a_drawing_of_the_same(project, choir):
    hall = added_asset(project, "Hall")
    note(project, choir, "2024: 31,000+\n2025: 1,240.5, 12 people", citation="Annual report")
    note(project, hall, "2025: 10\n2024-25: 7")
    section = part(said(project), "Hours given")
    (drawing,) = [block for block in section.blocks if isinstance(block, Drawing)]
    assert drawing.table.head == ("Asset", "2024", "2025", "Over more than one", "In all")
    assert drawing.table.rows == (
        ("Choir", "31,000 or more", "1,240.5", "–", "32,240.5 or more"),
        ("Hall", "–", "10", "7", "17"),
        ("All", "31,000 or more", "1,250.5", "7", "32,257.5 or more"),
    )
    assert "31,000 or more" in drawing.svg and "1,250.5" in drawing.svg
    lines = text_of(section)
    assert "Choir, 2025: Hours given 1,240.5, 12 people. [1]" in lines
    assert "Some days may be counted twice: Hall." in lines
    sources = part(said(project), "Sources").blocks[0]
    assert sources.items == (("Annual report", ""),)


def test_years_are_those_of_the_council_where_they_hold_more(project, choir):
    note(project, choir, "2024-25: 5\n2025-26: 6", kind=HoursKind.SPENT)
    section = part(said(project), "Hours given")
    (drawing,) = [block for block in section.blocks if isinstance(block, Drawing)]
    assert drawing.table.head == ("Asset", "2024–25", "2025–26", "In all")
    assert drawing.table.caption == drawing.caption == "Time credits spent: 11, by 1 asset."


def test_one_figure_is_a_table_and_no_drawing_and_few_people_are_not_counted(project, choir):
    note(project, choir, "2025: 40, 3 people")
    section = part(said(project), "Hours given")
    assert [type(block) for block in section.blocks if isinstance(block, (Table, Drawing))] == [Table]
    assert any("fewer than 5 people" in line for line in text_of(section))
    team = text_of(part(said(project, Audience.TEAM), "Hours given"))
    assert any("3 people" in line for line in team)


def test_without_hours_there_is_no_such_part(project, choir):
    assert "Hours given" not in [section.heading for section in said(project).sections]


@pytest.mark.parametrize(("kind", "heading"), [("study", "What is known about each link"), ("story", "Stories")])
def test_a_reported_figure_is_told_as_the_source_s_with_the_number_of_the_source(project, choir, kind, heading):
    framework = Framework(key="ours", name=Bilingual(en="Ours"))
    outcome = Outcome(
        framework_id=framework.id, code="O1", name=Bilingual(en="Safe children"), visibility=Audience.PUBLIC
    )
    link = Link(asset_id=choir.id, outcome_id=outcome.id)
    piece = Evidence(
        link_id=link.id,
        kind=EvidenceKind(kind),
        coverage=Coverage.CHANGE,
        summary=Bilingual(en="Child protection rates"),
        citation="Slides of 2014",
        figure=-42.0,
        figure_as=FigureAs.CHANGE_PERCENT,
        permission=Audience.PUBLIC,
    )
    project.apply(records.add, framework, outcome, link, piece)
    lines = " ".join(text_of(part(said(project), heading)))
    assert "own 42%, as the source reports it; the number of people is not given" in lines and "[1]" in lines
    welsh = " ".join(text for section in said(project, language="cy").sections for text in text_of(section))
    assert "lawr 42%" in welsh and "as the source" not in welsh


def test_on_the_page_the_number_of_a_source_leads_to_that_source(project, choir):
    note(project, choir, "2025: 40", citation="Annual report [9]")
    found = project.read(publication, Audience.PUBLIC, "both", today=TODAY)
    page = html.page([report(found, language) for language in found.languages])
    anchors = re.findall(r'href="#(r\dq\d+)">\[(\d+)\]</a>', page)
    assert anchors == [("r0q1", "1"), ("r1q1", "1")]
    assert all(page.count(f'id="{anchor}"') == 1 for anchor, _number in anchors)
