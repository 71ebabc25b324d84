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

from .conftest import MAP
from .test_accessibility import TAGS


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("report")
    with sample.make(folder / "valley.assetmap") as project:
        published = project.read(publication, Audience.PUBLIC, "both")
    target = folder / "report.html"
    next(one for one in REPORTS if one.suffix == ".html").write(published, target, no_progress)
    return target.read_text(encoding="utf-8")


def test_the_report_is_accessible_alone_and_fits(chromium: Any, document: str, tmp_path: Path) -> None:
    axe = (MAP / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    file = tmp_path / "report.html"
    file.write_text(document, encoding="utf-8")
    for width, scheme in ((1366, "light"), (390, "light"), (1366, "dark"), (360, "dark")):
        context = chromium.new_context(viewport={"width": width, "height": 768}, color_scheme=scheme, offline=True)
        page = context.new_page()
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.on("console", lambda message, said=said: said.append(message.text))
        page.goto(file.as_uri())
        for details in page.locator("details").all():
            details.evaluate("(element) => { element.open = true }")
        page.evaluate(axe)
        result = page.evaluate("(tags) => axe.run({ runOnly: { type: 'tag', values: tags } })", TAGS)
        found = [(fault["id"], [node["html"][:160] for node in fault["nodes"][:3]]) for fault in result["violations"]]
        assert found == []
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        assert said == []
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, width
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert paper == {"light": "rgb(251, 250, 247)", "dark": "rgb(27, 29, 31)"}[scheme]
        context.close()
