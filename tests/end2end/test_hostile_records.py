"""Whatever is typed into a field of a record is text in every file: nothing runs or is computed, no file breaks."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.project import Project
from asset_mapper.domain.record import Record
from asset_mapper.formats import day_record
from asset_mapper.formats.exporters import EXPORTERS
from asset_mapper.formats.exporters.base import Exporter
from asset_mapper.formats.report import REPORTS
from asset_mapper.progress import no_progress
from asset_mapper.services import records
from asset_mapper.services.day_record import publication_of_day
from asset_mapper.services.open_project import OpenProject
from asset_mapper.services.publishing import publication
from tests.services.hostile import DAY, HOSTILE, worst_records

SHORT = HOSTILE[:-2]  # those of ten thousand letters take a minute of drawing
WRITTEN = tuple(one for one in (*EXPORTERS, *REPORTS) if one.suffix != ".pdf")  # a PDF is one of these pages, printed


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[OpenProject, list[Record]]]:
    """A project of the worst records, and which they are."""
    path = tmp_path_factory.mktemp("hostile") / "p.assetmap"
    title = Bilingual(SHORT[1], SHORT[0])
    with OpenProject.create(path, Project(title=title, publisher=SHORT[1], contact=SHORT[3])) as made:
        typed = [record for text in SHORT for record in worst_records(text)]
        made.apply(records.add, *typed)
        yield made, typed


class Tags(HTMLParser):
    """Collects what could run or fetch something."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._script = tag == "script" and "json" not in (given.get("type") or "")
        if tag in ("iframe", "object", "embed", "base") or any(name.startswith("on") for name in given):
            self.bad.append(self.get_starttag_text() or tag)
        for name in ("href", "src", "xlink:href", "action"):
            if re.match(r"\s*(javascript|vbscript|x$|data:text)", given.get(name) or "", re.IGNORECASE):
                self.bad.append(f"{name}={given[name]}")

    def handle_endtag(self, tag: str) -> None:
        self._script = False

    def handle_data(self, data: str) -> None:
        if self._script and "pwned" in data:
            self.bad.append(data[:80])


def pages_of(target: Path) -> Iterator[str]:
    if target.suffix == ".html":
        yield target.read_text(encoding="utf-8")
    elif target.suffix == ".zip":
        with zipfile.ZipFile(target) as archive:
            yield from (archive.read(name).decode() for name in archive.namelist() if name.endswith(".html"))


@pytest.mark.parametrize("audience", [Audience.TEAM, Audience.PUBLIC])
@pytest.mark.parametrize("exporter", WRITTEN, ids=lambda exporter: exporter.key)
def test_no_file_runs_computes_or_breaks(
    project: tuple[OpenProject, list[Record]], exporter: Exporter, audience: Audience, tmp_path: Path
) -> None:
    target = tmp_path / f"out{exporter.suffix}"
    exporter.write(project[0].read(publication, audience, "both", None, DAY), target, no_progress)
    for page in pages_of(target):
        assert read(page).bad == []
    if target.suffix in (".xlsx", ".ods", ".docx"):
        with zipfile.ZipFile(target) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    part = ElementTree.fromstring(archive.read(name))  # well formed
                    if name.startswith("xl/worksheets/"):
                        assert not list(part.iter("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}f"))
                    assert not [key for node in part.iter() for key in node.attrib if key.endswith("}formula")]
    elif target.suffix == ".csv":
        for row in csv.reader(io.StringIO(target.read_text(encoding="utf-8-sig"), newline="")):
            assert not [cell for cell in row if cell[:1] in "=@\t\r" and cell]
    elif target.suffix in (".json", ".geojson"):
        json.loads(target.read_text(encoding="utf-8"))
    elif target.suffix == ".kml":
        ElementTree.fromstring(target.read_bytes())


def read(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    return tags


@pytest.mark.parametrize("audience", [Audience.TEAM, Audience.PUBLIC])
def test_no_record_of_a_day_runs(project: tuple[OpenProject, list[Record]], audience: Audience) -> None:
    opened, typed = project
    for session in typed:
        if isinstance(session, MappingSession):
            page = day_record.page(opened.read(publication_of_day, session.id, audience, "both", DAY))
            assert read(page).bad == []


def test_the_document_for_machines_has_every_text_whole(
    project: tuple[OpenProject, list[Record]], tmp_path: Path
) -> None:
    opened, typed = project
    target = tmp_path / "out.json"
    (to_json,) = (one for one in EXPORTERS if one.key == "json")
    to_json.write(opened.read(publication, Audience.TEAM, "both", None, DAY), target, no_progress)
    kept = json.dumps(json.loads(target.read_text(encoding="utf-8")), ensure_ascii=False)
    for record in typed:
        for name in record.__dataclass_fields__:
            value = getattr(record, name)
            for text in (value.cy, value.en) if isinstance(value, Bilingual) else ():
                assert json.dumps(text, ensure_ascii=False)[1:-1] in kept, (type(record).__name__, name)


def test_the_search_finds_what_would_run() -> None:
    for text in HOSTILE[:3]:
        assert read(f"<p>{text}</p>").bad, text
    assert read(f'<a href="{HOSTILE[3]}">x</a>').bad
