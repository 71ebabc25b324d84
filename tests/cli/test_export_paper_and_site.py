"""``asset-mapper export`` to paper and to a web server: the options that only these have."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from pypdf import PdfReader

from asset_mapper.cli.main import main
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.project import Project
from asset_mapper.services import records
from asset_mapper.services.open_project import OpenProject
from tests.projects import TITLE, an_asset


@pytest.fixture
def village(tmp_path: Path) -> str:
    path = tmp_path / "pentref.assetmap"
    with OpenProject.create(path, Project(title=TITLE)) as project:
        project.apply(
            records.add,
            an_asset("Côr y Cwm", visibility=Audience.PUBLIC),
            an_asset("Grŵp y tîm", visibility=Audience.TEAM),
        )
    return str(path)


def test_the_paper_of_a_pdf_is_chosen(village, tmp_path, capsys):
    out = tmp_path / "map.pdf"
    assert main(["export", village, str(out), "--audience", "public", "--paper", "a3", "--landscape"]) == 0
    pages = PdfReader(out).pages
    sizes_mm = {tuple(round(float(side) * 25.4 / 72) for side in page.mediabox[2:]) for page in pages}
    assert sizes_mm == {(420, 297)}
    text = " ".join(page.extract_text() for page in pages)
    assert "Côr y Cwm" in text
    assert "tîm" not in text
    assert "Written" in capsys.readouterr().out


def test_a_site_is_written_as_a_folder_with_its_address(village, tmp_path, capsys):
    out = tmp_path / "map"
    for _ in range(2):  # the second takes the place of the first
        arguments = [
            village,
            str(out),
            "--audience",
            "public",
            "--format",
            "site",
            "--base-url",
            "https://example.org/m",
        ]
        assert main(["export", *arguments, "--json"]) == 0
        (file,) = orjson.loads(capsys.readouterr().out)["files"]
        assert file["format"] == "site"
    assert "https://example.org/m/cy/list.html" in (out / "sitemap.xml").read_text(encoding="utf-8")
    assert not [
        path for path in out.rglob("*") if path.is_file() and "Grŵp y tîm" in path.read_text(encoding="utf-8")
    ]


def test_an_address_that_is_none_is_refused(village, tmp_path, capsys):
    out = tmp_path / "site.zip"
    assert main(["export", village, str(out), "--base-url", "javascript:alert(1)"]) == 2
    assert "is not where a site can be" in capsys.readouterr().err
    assert not out.exists()
