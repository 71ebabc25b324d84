"""The evaluation report: what it says, in which languages, for whom, and in which files."""

from __future__ import annotations

import dataclasses
import itertools
import re
from html import escape, unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from asset_mapper.cli.main import main
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.publication import Publication
from asset_mapper.formats.report import REPORTS, documents, drawings, html
from asset_mapper.formats.report import docx as word
from asset_mapper.formats.report.columns import shares
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
from asset_mapper.formats.report.other_language import bare, in_html, marked, pieces
from asset_mapper.formats.report.sheets import for_sheets
from asset_mapper.progress import Cancelled, no_progress
from asset_mapper.services import sample
from asset_mapper.services.publishing import publication

HOSTILE = "<script>alert('x')</script>\x0b =cmd|' /C calc'!A1 ]]> \ud800 & ŵ"


@pytest.fixture(scope="module")
def valley(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    with sample.make(tmp_path_factory.mktemp("report") / "valley.assetmap") as project:
        return project.read(publication, Audience.PUBLIC, "both")


@pytest.fixture(scope="module")
def both(valley: Publication) -> list[Document]:
    """The report in Welsh and in English."""
    return documents(valley, no_progress)


@pytest.fixture(scope="module")
def english(both: list[Document]) -> Document:
    return both[1]


@pytest.fixture(scope="module")
def printed(valley: Publication, tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    """The English report on paper."""
    (pdf,) = (one for one in REPORTS if one.suffix == ".pdf")
    target = tmp_path_factory.mktemp("printed") / "report.pdf"
    pdf.write(dataclasses.replace(valley, language="en"), target, no_progress)
    return PdfReader(BytesIO(target.read_bytes()))


@pytest.fixture(scope="module")
def in_word(both: list[Document], valley: Publication) -> Any:
    """The report in both languages, as a word processor opens it."""
    return docx.Document(BytesIO(word.document(both, valley.publisher)))


def blocks_of(sections: tuple[Section, ...]) -> list[Any]:
    blocks = [block for section in sections for block in (*section.blocks, *blocks_of(section.parts))]
    return [one for block in blocks for one in (block.blocks if isinstance(block, Together) else (block,))]


def section_of(document: Document, heading: str) -> Section:
    return next(section for section in document.sections if section.heading == heading)


def test_the_report_has_its_parts_in_their_order(english: Document):
    assert [section.heading for section in english.sections] == [
        "Purpose",
        "What we have",
        "What matters, and who chose it",
        "Pathways",
        "What is known about each link",
        "What changed",
        "Stories",
        "Journeys",
        "Hours given",
        "What those present said",
        "Not yet recorded",
        "How it was done",
        "Next steps",
        "Sources",
    ]


def test_every_drawing_is_a_picture_with_its_content_as_a_table(english: Document):
    drawings = [block for block in blocks_of(english.sections) if isinstance(block, Drawing)]
    assert len(drawings) >= 6
    for drawing in drawings:
        for strip in drawing.strips:
            root = ElementTree.fromstring(strip.svg)
            assert root.tag.endswith("svg") and root.get("aria-label") == strip.label != ""
        assert drawing.table.rows and drawing.caption
        assert not re.search(r"nan|inf|<script|href", drawing.svg)


def test_every_link_is_told_once_with_what_is_known(valley: Publication, english: Document):
    parts = section_of(english, "What is known about each link").parts
    told = [block for block in blocks_of(parts) if isinstance(block, Words) and block.lead]
    (table,) = (block for block in blocks_of(parts) if isinstance(block, Table))
    bare = [*(item for part in parts for item in bare_links(part)), *table.rows]
    with_evidence = valley.evidence.link_id.nunique()
    assert (len(told), len(bare)) == (with_evidence, len(valley.links) - with_evidence)


def test_an_outcome_of_which_nothing_is_known_gets_a_row_and_no_heading(valley: Publication, english: Document):
    section = section_of(english, "What is known about each link")
    (table,) = (block for block in blocks_of(section.parts) if isinstance(block, Table))
    assert section.parts[-1].blocks == (table,)
    headings = {part.heading for part in section.parts}
    named = {row[0] for row in table.rows if row[0]}
    assert "WFG3 A healthier Wales" in named and not named & headings
    page = html.page([english])
    assert '<h3 id="r0bare">' in page and re.search(
        r'<td>WFG3 [^"]*<td class="number"><a class="to" href="#r0bare">', page
    )


def bare_links(part: Section) -> tuple[str, ...]:
    """Give the lines of the links of which nothing is known."""
    last = part.blocks[-1]
    if not isinstance(last, Together):
        return ()
    first = last.blocks[0]
    assert isinstance(first, Words)
    (lines,) = last.blocks[1:] if first.text.startswith("Links for which") else [Bullets(())]
    assert isinstance(lines, Bullets)
    return lines.items


def test_a_list_that_nobody_reads_to_its_end_says_how_many_more_there_are(valley: Publication):
    many = pandas.concat([valley.links] * 30, ignore_index=True)
    many["id"] = [f"link {number}" for number in range(len(many))]
    document = report(dataclasses.replace(valley, links=many, pathways=valley.pathways.iloc[:0]), "en")
    lists = [block.items for block in blocks_of(document.sections) if isinstance(block, Bullets)]
    parts = section_of(document, "What is known about each link").parts
    (table,) = (block for block in blocks_of(parts) if isinstance(block, Table))  # none of them has evidence
    starts = [place for place, row in enumerate(table.rows) if row[0]]
    assert {end - start for start, end in itertools.pairwise([*starts, len(table.rows)])} == {30, 31}
    assert any(row[1].startswith("and ") and row[1].endswith(" more") for row in table.rows)
    gaps = [
        len(block.items) for block in section_of(document, "Not yet recorded").blocks if isinstance(block, Bullets)
    ]
    assert max(gaps) == 9
    assert any(items[-1].startswith("and ") and items[-1].endswith(" more") for items in lists)


def test_every_piece_of_evidence_is_told_where_it_belongs(valley: Publication, english: Document):
    stories = [block for block in section_of(english, "Stories").blocks if isinstance(block, Quotation)]
    parts = section_of(english, "What is known about each link").parts
    lines = sum(len(block.items) for block in blocks_of(parts) if isinstance(block, Bullets))
    pieces = lines - sum(len(bare_links(part)) for part in parts)
    assert len(stories) == (valley.evidence["kind"] == "story").sum()
    assert pieces == len(valley.evidence)  # a story is named beside its link, and told among the stories


def test_every_reading_can_be_found_in_a_table_or_in_words(valley: Publication, english: Document):
    blocks = blocks_of(section_of(english, "What changed").parts)
    rows = sum(
        len([row for row in block.table.rows if not row[0].startswith(("Target", "Baseline"))])
        for block in blocks
        if isinstance(block, Drawing)
    )
    quoted = sum(isinstance(block, Quotation) for block in blocks)
    with_words = ((valley.readings["words_en"] != "") | (valley.readings["words_cy"] != "")).sum()
    assert rows == valley.readings["value"].notna().sum()
    assert quoted == with_words


def test_the_first_page_says_it_in_short_for_whom_and_where_the_rest_is(english: Document, printed: PdfReader):
    texts = [page.extract_text() for page in printed.pages]
    first = texts[0]
    assert "In short" in first and "For: Everyone" in first and "Contents" in first
    for section in english.sections:
        (number,) = re.findall(re.escape(section.heading) + r"\s+(\d+)", first)
        assert section.heading in texts[int(number) - 1]
    assert [one["/Title"] for one in printed.outline] == [one.heading for one in english.sections]
    assert all("For: Everyone" in text for text in texts)


def test_sheets_that_are_turned_follow_each_other_and_the_links_follow_them(printed: PdfReader, english: Document):
    turned = [number for number, page in enumerate(printed.pages) if page.mediabox.width > page.mediabox.height]
    assert len(turned) == 2 and turned[1] == turned[0] + 1
    after = printed.pages[turned[1] + 1].extract_text()
    names = [part.heading for part in section_of(english, "Pathways").parts]
    assert f"The links of “{names[0]}”" in after and "The same as a table" not in after
    for name, number in zip(names, turned, strict=True):
        assert name in printed.pages[number].extract_text()


def test_for_paper_nothing_is_left_out_or_said_twice(both: list[Document]):
    for document in both:
        on_sheets = blocks_of(for_sheets(document).sections)
        alone = [block.table for block in on_sheets if isinstance(block, Drawing) and block.is_alone]
        below = [block for block in on_sheets if isinstance(block, Table) and not block.caption]
        assert len(alone) == 2 and below == [dataclasses.replace(table, caption="") for table in alone]
        others = [block for block in on_sheets if not (isinstance(block, Drawing) and block.is_alone)]
        wide = [block for block in blocks_of(document.sections) if isinstance(block, Drawing) and block.is_wide]
        kept = [block for block in others if block not in below]
        assert kept == [block for block in blocks_of(document.sections) if block not in wide]


def test_a_heading_stays_with_what_it_leads_up_to(english: Document):
    page = html.page([english])
    started = re.findall(r'<div class="start"><h\d[^>]*>([^<]*)</h\d>', page)
    assert {"What we have", "What stands in the way?", "What is known about each link"} <= set(started)
    assert "Purpose" not in started  # words alone
    assert "Lowri's journey" not in started  # too many words for that


def test_what_is_in_short_is_borne_out_by_the_rest(valley: Publication, english: Document):
    (items,) = (block.items for block in english.summary.blocks if isinstance(block, Bullets))
    said = "\n".join(items)
    known = valley.evidence[valley.evidence.rung > 0].link_id.nunique()
    assert f"{len(valley.assets)} assets" in said and f"{len(valley.links)} links" in said
    assert f"Evidence is recorded for {known} of them" in said
    assert "31% → 24% (7 percentage points less)" in said


def test_evidence_names_its_source_by_its_number(valley: Publication, english: Document):
    (sources,) = (block for block in section_of(english, "Sources").blocks)
    pieces = [item for block in blocks_of(english.sections) if isinstance(block, Bullets) for item in block.items]
    named = {int(number) for item in pieces for number in re.findall(r"\[(\d+)\]$", item)}
    assert named <= set(range(1, len(sources.items) + 1)) and len(named) >= 5


def test_every_way_within_the_page_leads_to_a_place_in_the_same_language(both: list[Document]):
    for document in both:
        page = html.page([document])
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        ways = re.findall(r'href="#([^"]+)"', page)
        assert len(ways) > 200 and set(ways) <= set(ids)
    page = html.page(both)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r' id="([^"]+)"', page))


def test_what_is_in_short_leads_to_what_bears_it_out(valley: Publication, english: Document):
    page = html.page([english])
    summary = page.partition('class="summary"')[2].partition("</section>")[0]
    lines = re.findall(r"<li>(.*?)</li>", summary)
    assert len(lines) >= 7 and all(re.fullmatch(r'<a class="to" href="#[^"]+">.*</a>', line) for line in lines)
    (way,) = re.findall(r'href="#([^"]+)">What changed: “Adults over 65', summary)
    assert re.search(rf'<h3 id="{way}">Adults over 65', page)


def test_counts_in_tables_lead_to_what_was_counted(valley: Publication, english: Document):
    page = html.page([english])
    (row,) = re.findall(r"<tr><td>CD1 (?:(?!</tr>).)*</tr>", page)
    (way,) = set(re.findall(r'href="#([^"]+)"', row))
    assert re.search(rf'<h3 id="{way}">CD1 ', page)
    assert '<td class="number"><a class="to" href="#r0noted">2,130</a></td>' in page and ' id="r0noted"' in page
    (way,) = re.findall(r'href="#(\w+)">1</a></td><td>Wednesday Lunch Club</td>', page)
    assert f'<div class="together" id="{way}"><p><strong>Wednesday Lunch Club:</strong>' in page


def test_a_text_leads_nowhere_where_its_place_is_not_in_the_report(valley: Publication):
    bare = dataclasses.replace(valley, links=valley.links.iloc[:0], evidence=valley.evidence.iloc[:0])
    page = html.page([report(bare, "en")])
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r' id="([^"]+)"', page))
    assert "What matters:" in page and 'href="#r0evidence"' not in page


def test_columns_hold_their_words_and_make_a_whole(english: Document):
    for table in (block.table for block in blocks_of(english.sections) if isinstance(block, Drawing)):
        assert sum(shares(table)) == pytest.approx(1) and len(shares(table)) == len(table.head)
    answers = Table("", ("Statement", "n"), (("a much longer text than that", "3"),), frozenset({1}))
    assert shares(answers)[0] > shares(answers)[1]
    assert shares(Table("", ("What", "Who", "By when"), (("", "", ""),))) == [0.5, 0.25, 0.25]


def test_a_row_that_goes_on_with_the_one_above_says_so_once():
    rows = (("Buses", "all", "3"), ("", "residents", "2"), ("", "staff", "1"), ("Forms", "all", "4"))
    page = html.page([document_of(Table("T", ("Statement", "Who", "n"), rows, frozenset({2})))])
    assert '<tr><td rowspan="3">Buses</td><td>all</td>' in page
    assert page.count('<tr class="more"><td>') == 2 and "<tr><td>Forms</td>" in page
    empty = html.page([document_of(Table("T", ("What", "Who"), (("", ""), ("", ""))))])
    assert "rowspan" not in empty and empty.count("<tr><td></td><td></td></tr>") == 2


def document_of(table: Table) -> Document:
    return Document("en", "T", "K", "A", (), Section("S"), (Section("H", (table,)),))


def test_a_column_that_says_nothing_is_left_out():
    table = Table("T", ("a", "b", "c"), (("1", "", "3"),), frozenset({1, 2}))
    assert table.without(1) == Table("T", ("a", "c"), (("1", "3"),), frozenset({1}))
    assert table.without() == table


def test_a_baseline_is_the_first_of_two_figures(valley: Publication):
    one = valley.indicators[valley.indicators.name_en.str.startswith("Adults over 65")].assign(
        baseline=40.0, baseline_on="2023-10-01"
    )
    document = report(dataclasses.replace(valley, indicators=one), "en")
    words = " ".join(b.text for b in blocks_of(document.sections) if isinstance(b, Words))
    assert "40% → 24% (16 percentage points less)" in words
    assert "It has gone down, which is what is wanted." in words


def test_what_is_held_back_is_told_without_numbers(valley: Publication, english: Document):
    items = [i for b in section_of(english, "How it was done").blocks if isinstance(b, Bullets) for i in b.items]
    assert "Its place is confidential" in items
    assert not [item for item in items if re.fullmatch(r".*: \d+", item)]


def test_a_small_change_is_not_drawn_as_a_large_one():
    points = [drawings.Reading(1, 9.0, "9", ""), drawings.Reading(100, 10.0, "10", "")]
    heights = [float(y) for y in re.findall(r'cy="([\d.]+)"', drawings.readings(points, None, "", "").svg())]
    assert 0 < heights[0] - heights[1] < 30


@given(st.floats(-1e6, 1e6), st.floats(0.001, 1e6))
def test_a_scale_holds_its_values_between_round_marks(low: float, more: float):
    marks = drawings._marks(low, low + more)
    assert marks[0] <= low + 1e-6 and marks[-1] >= low + more - 1e-6
    assert 2 <= len(marks) <= 7 and marks == sorted(set(marks))


def test_what_is_missing_is_said_as_not_yet_recorded(valley: Publication):
    bare = dataclasses.replace(valley, links=valley.links.iloc[:0], evidence=valley.evidence.iloc[:0])
    document = report(bare, "en")
    assert all(section.heading != "What is known about each link" for section in document.sections)
    words = " ".join(
        block.text for block in section_of(document, "Not yet recorded").blocks if isinstance(block, Words)
    )
    assert "no asset is recorded yet" in words


def test_a_report_of_nothing_is_still_a_report(valley: Publication):
    frames = ("assets", "areas", "outcomes", "links", "evidence", "pathways", "indicators", "readings", "sessions")
    frames = (*frames, "hours")
    nothing = dataclasses.replace(valley, **{name: getattr(valley, name).iloc[:0] for name in frames}, extent=None)
    assert "not yet chosen" in str(report(nothing, "en").sections)
    document = report(nothing, "cy")
    assert html.page([document]).startswith("<!DOCTYPE html>")
    assert word.document([document], "")


def test_the_languages_are_those_of_the_publication(valley: Publication, both: list[Document]):
    assert [one.language for one in both] == ["cy", "en"]
    alone = documents(dataclasses.replace(valley, language="cy"), no_progress)
    assert [one.language for one in alone] == ["cy"]
    assert alone[0].title == valley.title.cy


def test_nothing_typed_is_markup(valley: Publication):
    hostile = dataclasses.replace(
        valley,
        title=Bilingual(en="<script>alert('x')</script>"),
        assets=valley.assets.assign(name_cy=HOSTILE, name_en=HOSTILE),
        evidence=valley.evidence.assign(summary_cy=HOSTILE, summary_en=HOSTILE, url="javascript:alert(1)"),
    )
    made = documents(hostile, no_progress)
    page = html.page(made)
    assert "<script" not in page and not re.search(r"(href|src)=\"(?!https?:|#)", page)
    text = "\n".join(p.text for p in docx.Document(BytesIO(word.document(made, HOSTILE))).paragraphs)
    assert "<script>alert('x')</script>" in text and "\x0b" not in text


def test_the_word_file_has_headings_tables_pictures_and_its_language(both: list[Document], in_word: Any):
    opened, made = in_word, both
    headings = [p.text for p in opened.paragraphs if p.style.name == "Heading 1"]
    assert "Purpose" in headings and len(headings) == sum(1 + len(one.sections) for one in made)
    drawings = [block for one in made for block in blocks_of(one.sections)]
    wanted = sum(len(block.strips) for block in drawings if isinstance(block, Drawing))
    assert len(opened.inline_shapes) == wanted
    assert len(opened.tables) == sum(isinstance(block, (Table, Drawing)) for block in drawings)
    described = opened.element.body.xpath(".//wp:docPr/@descr")
    assert len(described) == wanted and all(described)
    assert set(opened.element.body.xpath(".//w:lang/@w:val")) == {"cy-GB", "en-GB"}


def test_a_turned_page_of_the_word_file_holds_one_drawing_with_its_heading(in_word: Any):
    begun = [p.text for p in in_word.paragraphs if p.paragraph_format.page_break_before]
    assert begun == ["Teimlo'n ddiogel yn y cwm", "Feeling safe in the valley"]


def test_the_sources_of_each_language_are_numbered_from_one_in_the_word_file(both: list[Document], in_word: Any):
    opened = in_word
    listed = [p for p in opened.paragraphs if p.style.name == "List Number"]
    numbers = [p._p.pPr.numPr.numId.val for p in listed]
    assert len(listed) == 2 * len(section_of(both[0], "Ffynonellau").blocks[0].items) and len(set(numbers)) == 2
    for number in set(numbers):
        counted = opened.part.numbering_part.element.num_having_numId(number)
        assert counted.xpath("./w:lvlOverride[@w:ilvl=0]/w:startOverride/@w:val") == ["1"]
    said = opened.styles.element.xpath(".//w:docDefaults//w:lang/@w:val")
    assert said == ["cy-GB"]


def test_what_is_said_in_the_other_language_says_so(valley: Publication, tmp_path: Path):
    assets = valley.assets.copy()
    club = assets["name_en"] == "Wednesday Lunch Club"
    assets.loc[club, "name_cy"] = ""
    made = documents(dataclasses.replace(valley, assets=assets), no_progress)
    page = html.page(made)
    welsh, english = page.split('<article lang="en"')
    assert '<strong><span lang="en">Wednesday Lunch Club</span>:</strong>' in welsh
    assert '<h3 id="r0' in welsh and not re.search("[\ue000-\uf8ff]", page)
    assert '<span lang="en">' not in english and "<strong>Wednesday Lunch Club:</strong>" in english
    assert not re.search(r"<svg[^>]*>(?:(?!</svg>).)*<span", page)
    body = docx.Document(BytesIO(word.document(made[:1], ""))).element.body
    assert not re.search("[\ue000-\uf8ff]", "".join(body.itertext()) + "".join(body.xpath(".//@descr")))
    runs = [run for run in body.xpath(".//w:r") if run.text == "Wednesday Lunch Club"]
    assert runs and {run.xpath("./w:rPr/w:lang/@w:val")[0] for run in runs} == {"en-GB"}


@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.booleans())))
def test_pieces_of_two_languages_are_found_again(said: list[tuple[str, bool]]):
    said = [(bare(text), is_other) for text, is_other in said]
    together = "".join(marked(text) if is_other else text for text, is_other in said)
    assert bare(together) == "".join(text for text, _is_other in said)
    others = "".join(text for text, is_other in pieces(together) if is_other)
    assert others == "".join(text for text, is_other in said if is_other)
    page = in_html(escape(together), "en")
    assert page.count("<span") == sum(is_other and text != "" for text, is_other in said)
    assert unescape(re.sub("</?span[^>]*>", "", page)) == bare(together)


def test_no_table_of_the_word_file_is_wider_than_its_page(in_word: Any):
    page = in_word.sections[0]
    room = page.page_width - page.left_margin - page.right_margin
    for table in in_word.tables:
        assert abs(sum(column.width for column in table.columns) - room) < 36_000  # a millimetre


def test_the_pdf_says_everything_that_the_page_says(english: Document, printed: PdfReader):
    text = re.sub(r"\s+", "", "".join(page.extract_text() for page in printed.pages))
    for section in english.sections:
        assert re.sub(r"\s+", "", section.heading) in text
    assert "ONS4" in text and "n=88" in text


def test_a_report_can_be_stopped(valley: Publication, tmp_path: Path):
    def stop(_done: int, _total: int, _what: str) -> None:
        raise Cancelled

    for exporter in REPORTS:
        with pytest.raises(Cancelled):
            exporter.write(valley, tmp_path / f"report{exporter.suffix}", stop)


def test_one_command_writes_it_and_the_project_remembers(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    project = tmp_path / "valley.assetmap"
    assert main(["sample", str(project)]) == 0
    targets = [tmp_path / "report.html", tmp_path / "report.docx"]
    assert main(["report", str(project), *map(str, targets), "--language", "en", "--audience", "public"]) == 0
    assert "Held back" in capsys.readouterr().out
    assert all(target.stat().st_size > 10_000 for target in targets)
    assert main(["list", str(project), "exports"]) == 0
    assert "report.docx" in capsys.readouterr().out
    assert main(["report", str(project), str(tmp_path / "report.xlsx")]) == 2
    assert main(["report", str(project), str(targets[0]), "--view", "nothing like it"]) == 3


def test_a_journey_is_told_with_its_sums_its_sources_and_that_it_is_fiction(valley: Publication, english: Document):
    (part,) = section_of(english, "Journeys").parts
    words = "\n".join(block.text for block in part.blocks if isinstance(block, Words))
    assert "This story is put together from several people's and is fiction." in words
    assert "Cost avoided in this story: £380,560 to £382,000" in words
    assert "In this story, what happened cost about 5.8 to 5.9 times as much" in words
    assert "Nothing is adjusted for inflation." in words
    (drawing,) = (block for block in part.blocks if isinstance(block, Drawing))
    assert drawing.table.head == ("Timeline", "When", "What", "Cost", "Source")  # no year is given for any
    rows = [row for row in drawing.table.rows if row[-1]]
    assert len(rows) == valley.journey_events["cost_from"].notna().sum()
    (number,) = {row[-1] for row in rows}
    (sources,) = section_of(english, "Sources").blocks
    assert "Co-production Network for Wales" in sources.items[int(number.strip("[]")) - 1][0]
    for text in ("Both children go into care", "£356,240", "Total: £459,815"):
        assert text in drawing.svg and any(text in cell for row in drawing.table.rows for cell in row)


def test_a_tall_drawing_comes_in_strips_none_of_which_is_higher_than_a_part_of_a_sheet(both: list[Document]):
    for document in both:
        drawings = [block for block in blocks_of(document.sections) if isinstance(block, Drawing)]
        assert max(strip.height_px for one in drawings for strip in one.strips if not one.is_wide) < 600
        for one in drawings:
            assert len({strip.width_px for strip in one.strips}) == 1
            if len(one.strips) == 1:
                continue
            heads = html.page([document]).count(f'<div class="strips"><div class="head">{one.strips[0].svg}</div>')
            assert heads == 1


def test_a_word_of_ten_thousand_letters_is_cut_in_a_drawing_and_whole_in_its_table(valley: Publication):
    """It took seconds to draw, and no sheet held it."""
    endless = "W" * 10_000
    events = valley.journey_events.assign(what_en=endless)
    (part,) = section_of(report(dataclasses.replace(valley, journey_events=events), "en"), "Journeys").parts
    (drawing,) = (block for block in part.blocks if isinstance(block, Drawing))
    assert max(strip.height_px for strip in drawing.strips) < 400
    assert any(endless in row for row in drawing.table.rows)


def test_of_what_was_only_counted_the_report_says_how_many(valley: Publication):
    evidence = valley.evidence.assign(kind="count", finding="supports", on="2026-09-30", period="2025–26", n=57.0)
    nothing = dict.fromkeys(("before", "after", "figure", "figure_to", "strength"))
    counted = evidence.assign(**nothing, figure_as="", n_few=False, citation="", url="")

    def said(pieces: Any) -> str:
        published = dataclasses.replace(valley, evidence=pieces.assign(summary_en="Calls that were made."))
        blocks = blocks_of(section_of(report(published, "en"), "What is known about each link").parts)
        return next(block.items[0] for block in blocks if isinstance(block, Bullets))

    assert said(counted) == "Count, 30 September 2026: Calls that were made. n = 57, 2025–26."
    assert said(counted.assign(on="")) == "Count, 2025–26: Calls that were made. n = 57."
    few = said(counted.assign(n_few=True, period=""))
    assert few == "Count, 30 September 2026: Calls that were made. From very few people."


def test_of_a_study_of_which_the_year_is_known_the_year_is_told(english: Document):
    parts = section_of(english, "What is known about each link").parts
    told = [item for block in blocks_of(parts) if isinstance(block, Bullets) for item in block.items]
    studies = [item for item in told if item.startswith("Study")]
    assert studies and all(re.match(r"Study, 20\d\d: ", item) for item in studies)


def test_events_of_two_timelines_stand_beside_each_other(english: Document):
    (part,) = section_of(english, "Journeys").parts
    (drawing,) = (block for block in part.blocks if isinstance(block, Drawing))
    heads, *rows = drawing.strips
    assert "What happened" in heads.svg and "What could have happened" in heads.svg
    assert len(rows) == 6 and rows[1].label.startswith("The second year Both children go into care")
    assert "At a drop-in" in rows[1].label and "Total: £459,815" in rows[-1].label


def test_journeys_are_never_added_up(valley: Publication):
    first = valley.journeys.iloc[[0]]
    events = valley.journey_events.copy()
    other = events.assign(id=events["id"] + "x", journey_id="other")
    both = dataclasses.replace(
        valley,
        journeys=pandas.concat([first, first.assign(id="other")], ignore_index=True),
        journey_events=pandas.concat([events, other], ignore_index=True),
    )
    said = html.page([report(both, "en")])
    assert said.count("Cost avoided in this story: £380,560 to £382,000") == 2
    assert "919,630" not in said and "761,120" not in said


def test_a_journey_without_events_or_costs_is_told_without_sums(valley: Publication):
    bare = dataclasses.replace(valley, journey_events=valley.journey_events.iloc[:0])
    (part,) = section_of(report(bare, "cy"), "Teithiau").parts
    assert not any(isinstance(block, Drawing) for block in part.blocks)
    assert "£" not in " ".join(block.text for block in part.blocks if isinstance(block, Words))
