"""The pathways of the published page: a diagram, and the same in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from asset_mapper.cartography.page import page_html
from asset_mapper.cartography.page_data import page_data

from .made_up import frame_of, large_pathway, made_up

RUNGS = (
    *("Not yet known", "Belief", "Data on outputs", "Data on the level of the outcome"),
    *("Data on change in the outcome", "Change caused by the link"),
)
EN = "#view=pathways&lang=en"


@pytest.fixture(scope="module")
def small_page() -> str:
    return page_html(made_up(84))


def test_the_list_says_what_the_diagram_shows(open_page: Callable[..., Any], small_page: str) -> None:
    opened = open_page(small_page, EN)
    page = opened.page
    pathway = page_data(made_up(84))["pathways"][0]
    assert page.locator("#diagram svg[role=img]").get_attribute("aria-label") == "Getting out again"
    assert page.locator("#diagram-note").is_visible()
    assert page.locator("#map-part").is_hidden()
    in_diagram = page.locator(".path-card > title").all_text_contents()
    in_list = page.locator(".pathway-card > p a").evaluate_all(
        "(all) => all.map((link) => (link.querySelector('span[lang]') ?? link).textContent)"
    )
    assert in_list == in_diagram
    assert len(in_list) == len(pathway["cards"]["x"]) == 11
    numbers = page.locator(".path-label .path-number").all_text_contents()
    assert page.locator(".pathway-links .path-mark").all_text_contents() == numbers
    assert numbers == [str(number + 1) for number in range(len(pathway["links"]["entry"]))]
    assert opened.messages == []


def test_every_arrow_says_how_much_is_known_by_its_line_its_label_and_in_words(
    open_page: Callable[..., Any],
) -> None:
    page = open_page(page_html(large_pathway()), EN).page
    lines: dict[int, set[tuple[str | None, str | None]]] = {}
    words = page.locator("#pathways-view li[data-link] .known .ladder-word").all_text_contents()
    for place, word in enumerate(words):
        filled = page.locator(f".path-label[data-link='{place}'] .path-on").get_attribute("d") or ""
        rung = filled.count("M")
        line = page.locator(f".path-link[data-link='{place}'] .path-line")
        lines.setdefault(rung, set()).add(
            (line.get_attribute("stroke-width"), line.get_attribute("stroke-dasharray"))
        )
        assert word == RUNGS[rung]
        if place > 60:
            break
    assert sorted(lines) == list(range(6))
    assert all(len(styles) == 1 for styles in lines.values())
    assert len(set.union(*lines.values())) == 6


def test_harm_is_drawn_with_a_bar_and_said_in_diagram_and_list(open_page: Callable[..., Any]) -> None:
    page = open_page(page_html(large_pathway(30, 40)), EN).page
    in_list = page.locator("#pathways-view li[data-link]:has(> p > .harms)").evaluate_all(
        "(all) => all.map((item) => item.dataset.link)"
    )
    bars = page.locator(".path-link.path-harms").evaluate_all("(all) => all.map((arrow) => arrow.dataset.link)")
    said = page.locator(".path-label.path-harms").all_text_contents()
    assert in_list == bars
    assert len(said) == len(bars) > 0
    assert all(text.endswith("harms") for text in said)
    heads = page.locator(".path-link:not(.path-harms) .path-end").first.get_attribute("d")
    assert heads is not None and heads.endswith("z")
    assert not str(page.locator(".path-harms .path-end").first.get_attribute("d")).endswith("z")


def test_an_arrow_gives_its_evidence_with_the_source(open_page: Callable[..., Any], small_page: str) -> None:
    page = open_page(small_page, EN).page
    item = page.locator("#pathways-view li[data-link]:has(details)").first
    item.locator("summary").click()
    assert "Asked before and after a year." in item.inner_text()
    assert "Source: Report of the hall committee" in item.inner_text()
    reported = page.locator("#pathways-view .evidence li").filter(has_text="as the source reports it")
    assert "down 42%" in str(reported.first.text_content())
    assert "Much is known of the hall" in page.locator("#pathways-view").inner_text()


def test_a_pathway_has_an_address_that_leads_back_to_it_in_either_language(
    open_page: Callable[..., Any], small_page: str
) -> None:
    page = open_page(small_page, "#lang=en").page
    page.click("#views button[data-view=pathways]")
    page.click("#pathways-view nav a")
    assert page.locator("#pathway-name").inner_text() == "Not yet begun"
    assert page.evaluate("document.activeElement.id") == "pathway-name"
    assert page.title() == "Not yet begun – Cwm Derwen asset map"
    assert "Links: not yet recorded." in page.locator("#pathways-view").inner_text()
    again = open_page(small_page, page.url[page.url.index("#") :]).page
    assert again.locator("#pathway-name").inner_text() == "Not yet begun"
    page.go_back()
    page.wait_for_function("() => document.getElementById('pathway-name').textContent === 'Getting out again'")
    assert page.evaluate("document.activeElement.id") == "pathway-name"
    page.click("#language")
    assert page.locator("#pathway-name").inner_text() == "Mynd allan eto"
    assert page.locator("#diagram svg").get_attribute("aria-label") == "Mynd allan eto"
    page.go_back()
    page.wait_for_selector("#list", state="visible")
    assert page.locator("#map-part").is_visible()
    assert page.locator("#diagram-part").is_hidden()


def test_a_card_of_the_diagram_opens_what_it_stands_for(open_page: Callable[..., Any], small_page: str) -> None:
    opened = open_page(small_page, EN)
    page = opened.page
    name = page.locator(".path-card > title").first.text_content()
    page.click(".path-card >> nth=0")
    assert page.locator("#card-name").inner_text().startswith(str(name))
    assert page.locator(".path-card.chosen").count() == 1
    assert page.locator("#place-in-list").inner_text() == "1 of 7"
    assert "Getting out again" in page.locator("#card").inner_text()
    page.click("#next")
    page.keyboard.press("Escape")
    assert page.locator("#pathways-view").is_visible()
    assert page.evaluate("document.activeElement.closest('#pathways-view') !== null")
    outcome = page.locator(".path-card:has(.path-outcome) > title").first.text_content()
    page.locator(".path-card:has(.path-outcome)").first.click()
    assert page.locator("#lens-name").inner_text().startswith(str(outcome))
    assert page.locator("#map-part").is_visible()
    page.click("#lens a[data-pathway] >> nth=0")
    assert page.locator("#pathway-name").inner_text() == "Getting out again"
    assert opened.messages == []


def test_an_arrow_of_the_diagram_leads_to_its_words_and_they_to_it(
    open_page: Callable[..., Any], small_page: str
) -> None:
    page = open_page(small_page, EN).page
    page.click(".path-label[data-link='5']")
    assert page.evaluate("document.activeElement.dataset.link") == "5"
    assert page.locator(".path-label.on").evaluate_all("(all) => all.map((label) => label.dataset.link)") == ["5"]
    page.locator("#pathways-view li[data-link='2'] a").first.focus()
    assert page.locator(".path-link.on").evaluate_all("(all) => all.map((arrow) => arrow.dataset.link)") == ["2"]
    page.focus("#query")
    assert page.locator("#diagram .marked").count() == 0


def test_the_diagram_is_reached_moved_and_made_larger_with_the_keyboard(
    open_page: Callable[..., Any],
) -> None:
    page = open_page(page_html(large_pathway()), EN).page
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the diagram"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "diagram"
    page.keyboard.press("ArrowDown")
    page.wait_for_function("() => document.getElementById('diagram').scrollTop > 0")
    before = page.locator("#diagram svg").evaluate("(picture) => picture.clientWidth")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.ariaLabel") == "Zoom out"
    page.keyboard.press("Enter")
    assert page.locator("#diagram svg").evaluate("(picture) => picture.clientWidth") < before


def test_searching_from_a_pathway_shows_the_assets_that_are_found(
    open_page: Callable[..., Any], small_page: str
) -> None:
    page = open_page(small_page, EN).page
    page.fill("#query", "choir")
    assert page.locator("#list > li").count() > 0
    assert page.locator("#map-part").is_visible()


def test_a_page_without_pathways_has_nothing_of_them(open_page: Callable[..., Any]) -> None:
    publication = made_up(84, pathways=frame_of("pathway", []))
    document = page_html(publication)
    assert "strokes" not in page_data(publication)
    page = open_page(document, EN).page
    assert page.locator("#views button:visible").all_inner_texts() == ["Assets", "Outcomes"]
    assert page.locator("#diagram-part").is_hidden()
    assert page.locator("#list > li").count() == 30


def test_a_page_with_pathways_alone_shows_them_where_a_map_would_be(open_page: Callable[..., Any]) -> None:
    publication = large_pathway(12, 10)
    publication.assets["geometry"] = None
    opened = open_page(page_html(publication), "#lang=en")
    page = opened.page
    assert page.locator("#map-part").is_hidden()
    page.click("#views button[data-view=pathways]")
    assert page.locator("#diagram svg").is_visible()
    page.click("#views button[data-view=assets]")
    assert page.locator("#diagram-part").is_hidden()
    assert opened.messages == []


def test_on_a_phone_the_words_lead_and_the_diagram_is_one_tap_away(
    open_page: Callable[..., Any], small_page: str
) -> None:
    page = open_page(small_page, EN, width=360, height=740).page
    assert page.locator("#pathway-name").is_visible()
    assert page.locator("#diagram").is_hidden()
    assert page.locator("#show-map").inner_text() == "Diagram"
    page.click("#show-map")
    text = page.locator(".path-card text").first
    assert (
        text.evaluate("(text) => 14 * text.ownerSVGElement.clientWidth / text.ownerSVGElement.viewBox.baseVal.width")
        > 11.9
    )
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 360
    page.click(".path-card >> nth=0")
    assert page.locator("#card-name").is_visible()
    page.click("#back")
    page.click("#views button[data-view=assets]")
    assert page.locator("#show-map").inner_text() == "Map"
    page.click("#show-map")
    assert page.locator("#map").is_visible()


def test_names_that_are_too_long_for_a_card_are_whole_in_the_list(open_page: Callable[..., Any]) -> None:
    publication = made_up(84)
    name = "Cyfarfodydd " + "cymdogaeth " * 20 + "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
    publication.outcomes.loc[0, "name_en"] = name
    page = open_page(page_html(publication), EN).page
    lines = page.locator(".path-card:has(.path-outcome)").first.locator("tspan").all_text_contents()
    assert len(lines) == 5
    assert lines[-1].endswith("…")
    assert name in page.locator("#pathways-view").inner_text()
    wide = page.locator(".path-card:has(.path-outcome) text").first.evaluate("(text) => text.getBBox().width")
    assert wide <= 152


def test_a_pathway_is_printed_as_a_diagram_fitted_to_the_paper_and_its_words(
    open_page: Callable[..., Any], small_page: str
) -> None:
    page = open_page(small_page, EN).page
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    sheet = page.locator(".paper")
    assert sheet.locator(".paper-list").count() == 0
    wide, high = sheet.locator("svg.pathway").evaluate("(svg) => [svg.clientWidth, svg.clientHeight]")
    assert wide <= 182 / 25.4 * 96 + 1
    assert high <= 269 / 25.4 * 96
    assert sheet.locator("li[data-link]").count() == page.locator("#diagram .path-link").count()
    assert "Report of the hall committee" in sheet.inner_text()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".paper").count() == 0


def test_the_whole_map_on_paper_ends_with_its_pathways(open_page: Callable[..., Any], small_page: str) -> None:
    page = open_page(small_page, "#paper=a4").page
    page.wait_for_selector("html[data-paper=ready]")
    headings = page.locator(".paper-pathway > h2").all_text_contents()
    assert [re.sub(r"\s*EN.*", "", heading) for heading in headings] == [
        *("Mynd allan eto", "Not yet begun"),
        *("Getting out again", "Not yet begun"),
    ]


def test_without_scripts_the_pathways_are_told_in_words(open_page: Callable[..., Any], small_page: str) -> None:
    page = open_page(small_page, java_script_enabled=False).page
    told = page.locator(".without-scripts section[lang=en]")
    links = page_data(made_up(84))["pathways"][0]["links"]["entry"]
    assert told.locator(".path-mark").count() == len(links)
    assert "Source: Report of the hall committee" in told.inner_text()
    assert "Mynd allan eto" in page.locator(".without-scripts section[lang=cy]").inner_text()
