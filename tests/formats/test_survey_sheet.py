"""The blank sheet of a survey: on A4, in Welsh, English or both, with a number, the groups and five points a line."""

from __future__ import annotations

import dataclasses
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pypdf import PdfReader

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.publication import Publication
from asset_mapper.errors import NotFoundError
from asset_mapper.formats import survey_sheet
from asset_mapper.progress import no_progress
from asset_mapper.services import exporting, sample
from asset_mapper.services.open_project import OpenProject
from asset_mapper.services.survey_sheets import publication_of_sheet


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory):
    with sample.make(tmp_path_factory.mktemp("sheet") / "valley.assetmap") as opened:
        yield opened


def blank(project: OpenProject, language: str = "both", place: int = 0) -> Publication:
    survey = project.read(lambda uow: list(uow.surveys.all()))[place]
    return project.read(publication_of_sheet, survey.id, language)


def words_of(page: str) -> str:
    class Reader(HTMLParser):
        words = ""

        def handle_data(self, data: str) -> None:
            self.words += f" {data}"

    reader = Reader()
    reader.feed(page[page.index("<body>") :])
    return " ".join(reader.words.split())


@pytest.mark.parametrize(
    ("language", "says", "says_not"),
    [
        ("cy", "Nid oes bws adref", "There is no bus home"),
        ("en", "There is no bus home", "Nid oes bws adref"),
    ],
)
def test_a_sheet_in_one_language_has_that_one_alone(project, language, says, says_not):
    words = words_of(survey_sheet.page(blank(project, language)))
    assert says in words
    assert says_not not in words


def test_a_sheet_in_both_languages_has_each_statement_in_both(project):
    page = survey_sheet.page(blank(project))
    words = words_of(page)
    for text in ("Yr un bobl sy'n gwneud popeth.", "The same people do everything.", "Trigolion", "Residents"):
        assert text in words
    assert page.count('class="ring"') == 8 * 5
    assert page.count('class="box"') == 3
    assert 'lang="cy"' in page
    assert 'lang="en"' in page


def test_each_copy_has_its_number_or_room_for_one(project):
    numbered = survey_sheet.page(blank(project), copies=3, first=25)
    assert re.findall(r"<b>(.*?)</b></div></header>", numbered) == ["25", "26", "27"]
    assert re.findall(r"<b>(.*?)</b></div></header>", survey_sheet.page(blank(project), copies=2)) == ["", ""]


def test_nothing_but_the_texts_of_the_survey_is_in_it(project):
    of = blank(project)
    for field in dataclasses.fields(of):
        frame = getattr(of, field.name)
        if hasattr(frame, "columns"):
            assert len(frame) == {"surveys": 1, "statements": 8, "respondent_groups": 3}.get(field.name, 0), (
                field.name
            )
    assert of.audience is Audience.TEAM
    assert "Bws olaf" not in survey_sheet.page(of)


def test_hostile_words_stay_words_and_nothing_runs(project):
    of = blank(project)
    hostile = "<script>alert(1)</script>"
    page = survey_sheet.page(
        dataclasses.replace(of, statements=of.statements.assign(text_cy=hostile, text_en=hostile))
    )
    assert "<script" not in page
    assert "default-src 'none'" in page


def test_a_survey_that_is_gone_is_said_to_be(project):
    with pytest.raises(NotFoundError, match="survey is not there any more"):
        project.read(publication_of_sheet, "00000000-0000-7000-8000-000000000000")


def test_every_sheet_of_the_sample_is_one_page_of_a4(project, tmp_path: Path):
    printed = survey_sheet.exporters(2, 1)[0]
    for place in (0, 1):  # eight statements, and the ten on the principles, in both languages
        written = exporting.export(blank(project, place=place), printed, tmp_path / f"{place}.pdf", no_progress)
        reader = PdfReader(written.path)
        assert len(reader.pages) == 2
        width, height = (float(side) for side in reader.pages[0].mediabox[2:])
        assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)
