"""The published map on paper, by Qt's engine in a process of its own."""

from __future__ import annotations

import re
import subprocess
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from asset_mapper.domain.audience import Audience
from asset_mapper.errors import PrintingError
from asset_mapper.formats.exporters import pdf
from asset_mapper.i18n import sort_key
from asset_mapper.printing.helper import print_page
from asset_mapper.printing.papers import PAPERS, paper_named
from asset_mapper.progress import Cancelled, no_progress
from asset_mapper.services import sample
from asset_mapper.services.publishing import publication
from tests.pages.made_up import asset_rows, made_up

MM_PER_POINT = 25.4 / 72


def words_of(file: Path, *options: str) -> str:
    """Read the text as a reader would copy it, with all white space made one space."""
    done = subprocess.run(
        ["pdftotext", "-raw", *options, str(file), "-"], capture_output=True, check=True, encoding="utf-8"
    )
    return " ".join(done.stdout.split())


def letters_of(text: str) -> str:
    """Take white space away: where a line or a column ends is the paper's business."""
    return re.sub(r"[\s\u00ad]", "", text)


def sizes_mm(file: Path) -> set[tuple[int, int]]:
    pages = PdfReader(file).pages
    return {
        (round(float(page.mediabox.width) * MM_PER_POINT), round(float(page.mediabox.height) * MM_PER_POINT))
        for page in pages
    }


def printed(target: Path, given: Any, **options: Any) -> Path:
    pdf.on_paper(**options).write(given, target, no_progress)
    return target


@pytest.fixture(scope="module")
def in_both_languages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return printed(tmp_path_factory.mktemp("pdf") / "map.pdf", made_up(40))


def test_every_asset_is_in_the_pdf_in_welsh_and_in_english(in_both_languages: Path):
    text = letters_of(words_of(in_both_languages))
    welsh, english = text.split(letters_of("Cwm Derwen asset map"), 1)
    for row in asset_rows(40):
        assert letters_of(row["name_cy"] or row["name_en"]) in welsh
        assert letters_of(row["name_en"] or row["name_cy"]) in english
    assert letters_of("Map asedau Cwm Derwen") in welsh
    assert letters_of("What matters to us") not in text, "The list says outcomes, not frameworks."


def test_a_page_is_as_large_as_its_paper(in_both_languages: Path, tmp_path: Path):
    assert sizes_mm(in_both_languages) == {(210, 297)}
    small = made_up(3, language="en")
    assert sizes_mm(printed(tmp_path / "a3.pdf", small, paper=paper_named("a3"))) == {(297, 420)}
    assert sizes_mm(printed(tmp_path / "turned.pdf", small, landscape=True)) == {(297, 210)}


def test_the_pdf_says_what_it_is_and_in_which_language(in_both_languages: Path, tmp_path: Path):
    reader = PdfReader(in_both_languages)
    assert reader.metadata is not None
    assert reader.metadata.title == "Map asedau Cwm Derwen"
    assert reader.metadata.author == "Cwm Derwen community council (fictional)"
    assert reader.trailer["/Root"]["/Lang"] == "cy-GB"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 - pypdf's own boolean
    english = PdfReader(printed(tmp_path / "en.pdf", made_up(1, language="en", rich=False)))
    assert english.trailer["/Root"]["/Lang"] == "en-GB"
    assert len(english.pages) <= 2


def test_every_page_has_its_number(in_both_languages: Path):
    pages = PdfReader(in_both_languages).pages
    for place, page in enumerate(pages, start=1):
        assert letters_of(f"{place}/{len(pages)}") in letters_of(page.extract_text())


def test_every_number_of_the_list_is_on_a_map(tmp_path: Path):
    given = made_up(40, language="en")
    file = printed(tmp_path / "en.pdf", given)
    names = [english or welsh for english, welsh in zip(given.assets.name_en, given.assets.name_cy, strict=True)]
    ordered = sorted(range(40), key=lambda row: sort_key(names[row], "en"))
    located = [given.assets.geometry[row] is not None for row in ordered]
    on_the_map = set(words_of(file, "-l", "1").split())
    missing = [n for n, there in enumerate(located, start=1) if there and str(n) not in on_the_map]
    assert len(located) - located.count(False) > 25
    assert missing == []


def test_nothing_that_is_held_back_is_printed(tmp_path: Path):
    with sample.make(tmp_path / "sample.assetmap") as project:
        today = date(2026, 11, 22)
        public = project.read(publication, Audience.PUBLIC, "both", None, today)
        team = project.read(publication, Audience.TEAM, "both", None, today)
    text = letters_of(words_of(printed(tmp_path / "sample.pdf", public)))
    shown = {name for column in ("name_cy", "name_en") for name in public.assets[column] if name}
    hidden = {name for column in ("name_cy", "name_en") for name in team.assets[column] if name} - shown
    assert len(hidden) > 10
    everything = letters_of(
        " ".join(public.assets.to_csv() + frame.to_csv() for frame in (public.meetings, public.outcomes))
    )
    assert [name for name in hidden if letters_of(name) in text and letters_of(name) not in everything] == []
    assert [
        value for value in set(team.contacts.value) - set(public.contacts.value) if letters_of(value) in text
    ] == []
    missing = [name for name in public.assets.name_en if name and letters_of(name) not in text]
    assert missing == []


def test_nothing_that_was_typed_breaks_the_paper(tmp_path: Path):
    corpus = (
        "</script><b>bold",
        "<img src=x onerror=alert(1)>",
        "${1+1} `x`",
        "C:\\path\\2019",
        '"} @page { size: 1cm }',
        "a" * 300,
    )
    rows = asset_rows(len(corpus))
    for row, typed in zip(rows, corpus, strict=True):
        row |= {"name_en": typed, "name_cy": "", "summary_en": typed, "where_address": typed}
    given = made_up(asset_rows=rows, language="en", contact=corpus[0], publisher=corpus[4])
    file = printed(tmp_path / "hostile.pdf", given)
    text = letters_of(words_of(file))
    for typed in corpus:
        assert letters_of(typed) in text
    assert sizes_mm(file) == {(210, 297)}


def test_an_empty_map_is_a_sheet_that_says_so(tmp_path: Path):
    assert "nothing on this map yet" in words_of(
        printed(tmp_path / "empty.pdf", made_up(0, language="en", rich=False))
    )


# The process ----------------------------------------------------------------------------------------------------


def page(folder: Path, body: str, ready: bool = True) -> Path:
    file = folder / "page ŵ.html"
    file.write_text(f"<!DOCTYPE html><html {'data-paper=ready' if ready else ''}><body>{body}</body></html>", "utf-8")
    return file


class _Asked(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def listener() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), _Asked)
    server.asked = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_engine_reads_nothing_but_the_page(tmp_path: Path, listener: HTTPServer):
    secret = tmp_path / "secret.html"
    secret.write_text("<p>a neighbour's secret</p>")
    outside = f"http://127.0.0.1:{listener.server_address[1]}/"
    body = (
        f'<p>Here</p><img src="{outside}"><script src="{outside}"></script><iframe src="{secret.as_uri()}"></iframe>'
    )
    print_page(page(tmp_path, body), tmp_path / "out.pdf")
    assert listener.asked == []  # type: ignore[attr-defined]
    text = words_of(tmp_path / "out.pdf")
    assert "Here" in text
    assert "secret" not in text


def test_a_page_that_is_never_ready_is_given_up(tmp_path: Path):
    with pytest.raises(PrintingError, match="took too long"):
        print_page(page(tmp_path, "", ready=False), tmp_path / "out.pdf", timeout_s=1)
    assert not (tmp_path / "out.pdf").exists()


def test_a_print_can_be_stopped(tmp_path: Path):
    def enough(*_: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        print_page(page(tmp_path, "", ready=False), tmp_path / "out.pdf", progress=enough)


def test_without_qt_a_sentence_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "__init__.py").write_text("raise ImportError('libEGL.so.1 is missing')")
    root = str(Path(__file__).resolve().parents[2])
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{root}")
    with pytest.raises(PrintingError, match=r"does not start here \(libEGL.so.1 is missing\).*print it from there"):
        print_page(page(tmp_path, ""), tmp_path / "out.pdf")


def test_the_papers_are_named_in_small_and_capital_letters():
    assert [paper_named(paper.key.upper()) for paper in PAPERS] == list(PAPERS)
