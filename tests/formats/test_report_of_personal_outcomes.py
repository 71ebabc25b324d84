"""The report for the team lists personal outcomes in a table of their own; no other report knows of them."""

from __future__ import annotations

import pytest

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.outcome import ChosenBy, Framework, Outcome
from asset_mapper.domain.project import Project
from asset_mapper.formats.report.contents import report
from asset_mapper.formats.report.document import Document, Table
from asset_mapper.services import outcomes, records
from asset_mapper.services.open_project import OpenProject
from asset_mapper.services.publishing import publication


@pytest.fixture
def valley(tmp_path):
    ours = Framework(key="ours", name=Bilingual(en="Ours"))
    fed = Outcome(framework_id=ours.id, code="1", name=Bilingual(en="Fed"), chosen_by=ChosenBy.STAFF)
    shop = Outcome(
        framework_id=ours.id,
        code="2",
        name=Bilingual(en="Walk to the shop"),
        personal=True,
        chosen_by=ChosenBy.RESIDENTS,
    )
    with OpenProject.create(tmp_path / "a.assetmap", Project(title=Bilingual(en="Valley"))) as project:
        project.apply(records.add, ours, fed, shop)
        project.apply(outcomes.add_personal, Bilingual(en="See them"), visibility=Audience.PUBLIC)
        yield project


def tables(document: Document) -> dict[str, list[str]]:
    section = next(one for one in document.sections if one.heading == "What matters, and who chose it")
    found = [block for block in section.blocks if isinstance(block, Table)]
    return {table.caption: [str(row[0]) for row in table.rows] for table in found}


def test_the_team_reads_them_in_a_table_of_their_own(valley):
    document = report(valley.read(publication, Audience.TEAM), "en")
    assert tables(document) == {
        "Ours": ["1 Fed"],
        "Personal outcomes, for the team alone": ["2 Walk to the shop", "P1 See them"],
    }


@pytest.mark.parametrize("audience", [Audience.PARTNERS, Audience.PUBLIC, Audience.ROOM])
def test_no_other_report_knows_of_them(valley, audience):
    document = report(valley.read(publication, audience), "en")
    assert tables(document) == {"Ours": ["1 Fed"]}
    assert not any(word in repr(document) for word in ("Walk to the shop", "See them"))
