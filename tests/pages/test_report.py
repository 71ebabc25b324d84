"""The report as a page: axe-core finds nothing in the light or the dark, it asks for nothing, and it fits a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from asset_mapper.domain.audience import Audience
from asset_mapper.formats.report import REPORTS
from asset_mapper.progress import no_progress
from asset_mapper.services import sample
from asset_mapper.services.publishing import publication

from .test_accessibility import faults_of


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    with sample.make(folder / "valley.assetmap") as project:
        published = project.read(publication, Audience.PUBLIC, "both")
    target = folder / "report.html"
    next(one for one in REPORTS if one.suffix == ".html").write(published, target, no_progress)
    return target


SEEN = ("color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable", "meta-viewport")
"""What may be other on another width or in other colours; all else is of what the page is made of."""


@pytest.mark.parametrize(
    ("width", "scheme", "rules"), ((1366, "light", ()), (390, "light", SEEN), (1366, "dark", SEEN), (360, "dark", ()))
)
def test_the_report_is_accessible_alone_and_fits(
    chromium: Any, document: Path, width: int, scheme: str, rules: tuple[str, ...]
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 768}, color_scheme=scheme, offline=True)
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(document.as_uri())
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true })")
    assert faults_of(page, rules=rules) == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert said == []
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == {"light": "rgb(251, 250, 247)", "dark": "rgb(27, 29, 31)"}[scheme]
    context.close()
