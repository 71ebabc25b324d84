"""What those present said, in the evaluation report: bars, a table beside them, and no small group told."""

from __future__ import annotations

import dataclasses
import itertools
from io import BytesIO
from xml.etree import ElementTree

import docx
import pytest

from asset_mapper.analysis.survey_blocks import Asked, blocks, reach, rows, segments
from asset_mapper.analysis.survey_counts import ALL, AnswerCounts
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.publication import Publication
from asset_mapper.formats.report import documents, html, survey_drawing, survey_parts
from asset_mapper.formats.report import docx as word
from asset_mapper.formats.report.document import Drawing, Section, Words
from asset_mapper.formats.report.reading import ReadPublication, rows_of
from asset_mapper.i18n import speaking
from asset_mapper.progress import no_progress
from asset_mapper.services import sample
from asset_mapper.services.publishing import publication


@pytest.fixture(scope="module")
def valley(tmp_path_factory: pytest.TempPathFactory) -> dict[Audience, Publication]:
    with sample.make(tmp_path_factory.mktemp("said") / "valley.assetmap") as project:
        return {audience: project.read(publication, audience, "both") for audience in Audience}


def section(of: Publication, language: str = "en") -> Section:
    with speaking(language):
        found = survey_parts.said(ReadPublication(of, language))
    assert found is not None
    return found


def drawings_of(part: Section) -> list[Drawing]:
    return [block for block in part.blocks if isinstance(block, Drawing)]


def test_the_public_reads_the_survey_that_is_for_everyone(valley):
    found = section(valley[Audience.PUBLIC])
    assert found.heading == "What those present said"
    assert [part.heading for part in found.parts] == ["What stands in the way?"]
    assert [part.heading for part in section(valley[Audience.PARTNERS]).parts] == [
        "What stands in the way?",
        "The five principles: how did it go?",
    ]


def test_a_group_under_the_floor_is_said_to_be_so_and_nothing_else(valley):
    (part,) = section(valley[Audience.PUBLIC]).parts
    table = [row for drawing in drawings_of(part) for row in drawing.table.rows]
    staff = [row for row in table if row[1] == "Council staff"]
    assert len(staff) == 8
    assert all(row[2:] == ("fewer than 5", "", "", "", "", "") for row in staff)
    words = [block.text for block in part.blocks if isinstance(block, Words)]
    assert any("fewer than 5 people are not told" in text for text in words)
    assert "21 people answered." in words


def test_the_team_reads_every_group(valley):
    part = section(valley[Audience.TEAM]).parts[0]
    table = [row for drawing in drawings_of(part) for row in drawing.table.rows]
    assert not any("fewer" in cell for row in table for cell in row)
    assert "24 people answered." in [block.text for block in part.blocks if isinstance(block, Words)]


def test_the_table_beside_a_drawing_holds_what_is_drawn(valley):
    for language in ("cy", "en"):
        for part in section(valley[Audience.PARTNERS], language).parts:
            for drawing in drawings_of(part):
                strips = [ElementTree.fromstring(strip.svg) for strip in drawing.strips]
                texts = [node.text or "" for svg in strips for node in svg.iter() if node.tag.endswith("text")]
                words = " ".join(texts)
                assert drawing.table.rows[0][0]
                for row in drawing.table.rows:
                    assert row[0].split()[:1] == [] or row[0].split()[0] in words
                    assert all(count in words for count in row[3:] if count not in ("", "0", "1"))
                assert len(strips) == 1 + len([row for row in drawing.table.rows if row[0]])


def test_principles_are_five_with_what_we_do_and_how(valley):
    part = section(valley[Audience.PARTNERS]).parts[1]
    table = [row for drawing in drawings_of(part) for row in drawing.table.rows]
    assert len([row for row in table if row[0]]) == 5
    assert {row[1] for row in table} >= {"What we do", "How we do it", "What we do: Residents"}


def test_a_publication_without_answers_has_no_such_section(valley):
    bare = dataclasses.replace(valley[Audience.PUBLIC], answers=valley[Audience.PUBLIC].answers.iloc[:0])
    assert survey_parts.said(ReadPublication(bare, "en")) is None


def test_it_is_in_the_page_and_in_the_word_processors_file(valley):
    made = documents(valley[Audience.PUBLIC], no_progress)
    page = html.page(made)
    assert "What those present said" in page
    assert "Beth sydd yn y ffordd?" in page
    assert "Bws olaf" not in page  # a remark, which stays with the team
    text = docx.Document(BytesIO(word.document(made, "")))
    cells = {cell.text for table in text.tables for row in table.rows for cell in row.cells}
    assert "fewer than 5" in cells
    assert "llai na 5" in cells


def counts(*points: int, few: bool = False) -> AnswerCounts:
    return AnswerCounts("s", ALL, sum(points), few, points)  # type: ignore[arg-type]


def test_a_bar_diverges_from_the_middle_of_neither():
    stretches = segments(counts(1, 2, 2, 4, 1))
    assert [(one.point, one.count) for one in stretches] == [(1, 1), (2, 2), (3, 2), (4, 4), (5, 1)]
    assert stretches[0].start == pytest.approx(-0.4)
    assert stretches[2].start == pytest.approx(-stretches[2].end)
    assert stretches[-1].end == pytest.approx(0.6)
    for one, following in itertools.pairwise(stretches):
        assert one.end == pytest.approx(following.start)
    assert segments(counts(0, 0, 0, 0, 0)) == []


def test_all_bars_share_one_middle_and_a_scale_in_quarters():
    with speaking("en"):
        made = blocks([Asked("s", "A")], [], [counts(0, 0, 0, 0, 4)])
        assert reach(made) == (0.25, 1.0)
        made = blocks([Asked("s", "A")], [], [counts(3, 0, 0, 0, 1)])
        assert reach(made) == (0.75, 0.25)


def test_hatching_stays_in_its_box():
    for wide, high in ((40.0, 20.0), (3.0, 20.0), (20.0, 20.0)):
        for rising in (True, False):
            for x1, y1, x2, y2 in survey_drawing._hatch(10, 100, wide, high, rising=rising):
                assert all(10 - 1e-9 <= x <= 10 + wide + 1e-9 for x in (x1, x2))
                assert all(100 - 1e-9 <= y <= 100 + high + 1e-9 for y in (y1, y2))


def test_a_survey_of_many_statements_and_groups_is_drawn_in_strips_that_fit_on_a_sheet():
    asked = [Asked(str(n), f"Statement {n}") for n in range(60)]
    groups = [(f"g{n}", f"Group {n}") for n in range(45)]
    given = [
        AnswerCounts(statement.id, group, 5, False, (1, 1, 1, 1, 1))
        for statement in asked
        for group in (ALL, *(key for key, _name in groups))
    ]
    with speaking("en"):
        made = blocks(asked, groups, given)
        strips = survey_drawing.diverging(made, reach(made), 5, "Many")
    assert len(strips) == 1 + 60 * 3  # 46 bars need three
    assert max(strip.height_px for strip in strips) < 600
    assert "".join(strip.svg for strip in strips).count(">Group 44<") == 60
    assert len(rows(made, 5)) == 60 * 46


def test_hostile_words_stay_words(valley):
    of = valley[Audience.PUBLIC]
    hostile = "</svg><script>alert(1)</script>"
    statements = of.statements.assign(text_en=hostile, text_cy=hostile)
    groups = of.respondent_groups.assign(name_en=hostile, name_cy=hostile)
    made = html.page(documents(dataclasses.replace(of, statements=statements, respondent_groups=groups), no_progress))
    assert "<script>alert" not in made
    assert len(rows_of(of.surveys)) == 1
