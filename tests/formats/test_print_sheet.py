"""The sheet that a browser prints: laid out when it prints, gone afterwards, the page as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from asset_mapper.cartography.page import page_html
from tests.pages.made_up import made_up


@pytest.fixture(scope="module")
def browser(chromium_path: Path) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "map.html"
    file.write_text(page_html(made_up(84)), encoding="utf-8")
    return file


@pytest.fixture
def opened(browser: Any, document: Path) -> Iterator[Any]:
    """Give the page in Welsh, with every word of its console kept in ``page.said``."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, offline=True, reduced_motion="reduce")
    page = context.new_page()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.goto(document.as_uri())
    page.wait_for_selector("html[data-ready=true]")
    yield page
    assert page.said == []
    context.close()


def state(page: Any) -> Any:
    return page.evaluate(
        "() => [document.querySelector('#map').parentElement.id, document.querySelector('#map').offsetWidth,"
        " location.hash, document.documentElement.className, document.querySelectorAll('#list > li').length]"
    )


def test_a_browser_that_prints_by_itself_gets_the_sheet(opened: Any):
    before = state(opened)
    opened.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert opened.locator(".paper-list > li").count() == 84
    assert opened.locator(".paper").get_attribute("lang") == "cy"
    assert not opened.locator("#app").is_visible()
    assert opened.locator(".paper-marks text").count() >= 70
    opened.evaluate("dispatchEvent(new Event('afterprint'))")
    assert opened.locator(".paper").count() == 0
    assert opened.locator("#app").is_visible()
    assert state(opened) == before


def test_the_print_button_prints_what_the_filters_leave(opened: Any):
    opened.click("#language")
    opened.click("button[data-facet=kind]")
    opened.check("#choices input[data-value=exchange]")
    opened.evaluate(
        "() => { window.print = () => { document.documentElement.dataset.printed = JSON.stringify(["
        "document.querySelectorAll('.paper-list > li').length,"
        "document.querySelector('.paper header').innerText]) } }"
    )
    before = state(opened)
    opened.click("#top button[data-do=print]")
    opened.wait_for_selector("html[data-printed]")
    count, head = json.loads(opened.locator("html").get_attribute("data-printed"))
    assert 0 < count < 84
    assert "Filters that are on: Exchange" in head
    assert f"{count} asset" in head
    opened.wait_for_selector(".paper", state="detached")
    assert state(opened) == before


def test_the_sheet_for_a_file_has_every_language_and_can_be_asked_for_one(browser: Any, document: Path):
    for part, languages in (("paper=A4", ["cy", "en"]), ("paper=A3-landscape&lang=en", ["en"])):
        context = browser.new_context(offline=True)
        page = context.new_page()
        page.goto(f"{document.as_uri()}#{part}")
        page.wait_for_selector("html[data-paper=ready]")
        assert [sheet.get_attribute("lang") for sheet in page.locator(".paper").all()] == languages
        assert page.locator("html").get_attribute("lang") == languages[0]
        assert page.locator(".paper h1").count() == len(languages)
        context.close()


def test_a_crowd_on_the_map_gets_a_map_of_its_own(browser: Any, tmp_path: Path):
    file = tmp_path / "crowd.html"
    crowd = made_up(40)
    shapes = crowd.assets.geometry.copy()
    there = [row for row in range(40) if shapes[row] is not None]
    west, south = shapes[there[0]].centroid.coords[0]
    import shapely

    for place, row in enumerate(there[1:20]):  # within a hundred metres of the first, while the rest stays far off
        shapes[row] = shapely.Point(west + place % 5 * 0.0004, south + place // 5 * 0.0003)
    file.write_text(page_html(made_up_with(crowd, shapes)), encoding="utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(f"{file.as_uri()}#paper=A4&lang=en")
    page.wait_for_selector("html[data-paper=ready]")
    first, *details = page.locator(".paper-marks").all()
    shown = [set(drawing.locator("text").all_text_contents()) for drawing in (first, *details)]
    letters = {text for text in shown[0] if text.isalpha() and len(text) == 1}
    assert letters == {"A"}
    numbers = [{text for text in texts if text.isdigit()} for texts in shown]
    assert len(details) >= 1
    assert len(numbers[1]) >= 15
    assert not numbers[0] & numbers[1], "A number is on one map."
    assert len(set.union(*numbers)) == len(there)
    assert page.locator(".paper-list .paper-letter", has_text="A").count() >= 15
    context.close()


def made_up_with(publication: Any, shapes: Any) -> Any:
    from dataclasses import replace

    return replace(publication, assets=publication.assets.set_geometry(shapes, crs="EPSG:4326"))
