"""Lists that councils and others made, imported, published and used as a resident would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from asset_mapper.cli.main import main

LISTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "assets"
FEW = (
    "trafford/gm_food_banks.geojson",
    "trafford/trafford_allotments.geojson",
    "cheltenham/local_authority_land_and_assets_2023.csv",
    "bath/banes_local_shops.geojson",
    "wales/libraries_wales.csv",
    "wales/warm_spaces_npt_and_vale.geojson",
    "wales/wrexham_mobile_library_stops.csv",
    "uk/naptan_cardiff_571Stops.csv",
)
"""Points, polygons, grid coordinates, addresses without a place, Welsh words, opening times, many rows."""


@pytest.mark.parametrize("name", [name for name in FEW if (LISTS / name).is_file()])
def test_a_real_list_is_published_and_used(open_page: Callable[..., Any], tmp_path: Path, name: str) -> None:
    use(open_page, published(LISTS / name, tmp_path))


def published(source: Path, folder: Path) -> str:
    """Import a list into a new project and publish it for everyone."""
    project, page = folder / "list.assetmap", folder / "list.html"
    assert main(["new", str(project), "--title", source.stem]) == 0
    imported = [
        "import", str(project), str(source), "--kind", "place", "--visibility", "public", "--crs", "EPSG:27700",
    ]  # fmt: skip
    assert main(imported) in (0, 1)
    assert main(["export", str(project), str(page), "--audience", "public"]) == 0
    return page.read_text(encoding="utf-8")


def use(open_page: Callable[..., Any], document: str) -> int:
    """Do what a resident would: look, search, open, go on, go back, change the language, look at the map."""
    opened = open_page(document)
    page = opened.page
    count = page.locator("#list > li").count()
    assert count > 0
    # The mark of a text in the other language stands behind the text.
    name = page.locator("#list h3 a").first.evaluate(
        "(link) => (link.querySelector('span[lang]') ?? link).textContent"
    )
    page.fill("#query", name)
    page.wait_for_timeout(200)
    assert page.locator("#list h3 a").first.text_content().split()[0] == name.split()[0]
    page.click("#list a >> nth=0")
    assert page.locator("#card-name").text_content().startswith(name.split()[0])
    page.keyboard.press("Escape")
    page.fill("#query", "")
    page.wait_for_timeout(250)
    page.click("#language")
    assert page.locator("html").get_attribute("lang") == "en"
    if page.locator(".map-button").count():
        page.locator(".map-button").first.click()
        page.wait_for_timeout(150)
    for facet in page.locator(".filter-buttons button").all():
        if facet.is_visible():
            facet.click()
            page.keyboard.press("Escape")
    page.click("#about-button")
    page.click("#about-close")
    assert opened.messages == []
    assert opened.asked_outside == []
    return int(count)
