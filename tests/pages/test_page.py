"""The published page, opened from disk as a resident would."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from asset_mapper.cartography.page import page_html

from .made_up import made_up


@pytest.fixture(scope="module")
def small_page() -> str:
    return page_html(made_up(84))


@pytest.mark.parametrize("count", (0, 1, 500, 10_000))
@pytest.mark.parametrize("language", ("cy", "en"))
def test_a_page_opens_from_disk_without_a_request_or_a_word_on_the_console(
    open_page: Callable[..., Any], count: int, language: str
) -> None:
    opened = open_page(page_html(made_up(count, rich=count <= 500)), f"#lang={language}")
    page = opened.page
    page.wait_for_timeout(300)
    assert opened.asked_outside == []
    assert opened.messages == []
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("#list > li").count() == min(count, 30)


def test_search_filter_card_and_hash_work_together(open_page: Callable[..., Any], small_page: str) -> None:
    opened = open_page(small_page, "#lang=en")
    page = opened.page
    page.fill("#query", "knitters")
    names = page.locator("#list h3").all_text_contents()
    assert names and all("knitters" in name.lower() or "gweuwyr" in name.lower() for name in names)
    page.click("#list a >> nth=0")
    assert page.locator("#card-name").text_content() == names[0]
    assert page.evaluate("document.activeElement.id") == "card-name"
    assert "asset=" in page.url
    again = open_page(small_page, page.url[page.url.index("#") :]).page
    assert again.locator("#card-name").text_content() == names[0]
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.row !== undefined")
    page.fill("#query", "")
    page.click("button[data-facet=kind]")
    page.check("#choices input[data-value=exchange]")
    assert "kind=exchange" in page.url
    facts = page.locator("#list .entry-facts").all_text_contents()
    assert facts and all(text.startswith("Exchange") for text in facts)
    assert opened.messages == []


def test_the_language_switch_changes_every_word_of_the_page(open_page: Callable[..., Any], small_page: str) -> None:
    page = open_page(small_page).page
    assert page.locator("html").get_attribute("lang") == "cy"
    assert page.locator("h1").inner_text() == "Map asedau Cwm Derwen"
    page.click("#language")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").inner_text() == "Cwm Derwen asset map"
    assert page.title() == "Cwm Derwen asset map"


def test_the_policy_allows_nothing_but_what_the_page_carries(small_page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', small_page)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy[1]
    assert not re.search(r"<(script|link|img|iframe)[^>]+(src|href)=", small_page.split("<noscript>")[0])


def test_without_scripts_the_list_is_there(open_page: Callable[..., Any], small_page: str) -> None:
    page = open_page(small_page, java_script_enabled=False).page
    assert page.locator("li h2").count() >= 84
    assert page.locator("h1:visible").first.get_attribute("lang") == "cy"


def test_a_browser_that_is_too_old_for_the_page_says_so_in_both_languages(
    open_page: Callable[..., Any], small_page: str
) -> None:
    broken = small_page.replace('id="data"', 'id="no-data"')
    opened = open_page(small_page)
    assert opened.page.locator("#opening").count() == 0
    page = opened.page.context.new_page()
    page.set_content(broken)
    assert "too old for the page" in page.locator("#opening").inner_text()
    assert page.locator("#opening p").first.get_attribute("lang") == "cy"
    assert page.locator("#app").is_hidden()


def test_without_scripts_a_long_list_says_where_it_is_to_be_had(open_page: Callable[..., Any]) -> None:
    page = open_page(page_html(made_up(2001, rich=False)), java_script_enabled=False).page
    assert page.locator("li").count() == 0
    assert "spreadsheet" in page.locator("body").inner_text()


def test_a_card_shows_photos_and_the_columns_that_its_readers_may_see(
    open_page: Callable[..., Any], small_page: str
) -> None:
    publication = made_up(84)
    key = publication.assets["id"][2][-10:]
    opened = open_page(small_page, f"#lang=cy&asset={key}")
    photo = opened.page.locator("#card figure img")
    assert photo.evaluate("(image) => image.naturalWidth") == 256
    assert photo.get_attribute("alt") == "A green field"
    assert photo.get_attribute("lang") == "en"
    assert opened.page.locator("#card dd").all_text_contents() == ["1"]
    assert "not for this audience" not in small_page
    assert opened.messages == []


def test_a_page_in_one_language_says_nothing_in_the_other_that_it_can_say_in_its_own(
    open_page: Callable[..., Any],
) -> None:
    document = page_html(made_up(30, language="cy"))
    opened = open_page(document)
    assert opened.page.locator("html").get_attribute("lang") == "cy"
    assert opened.page.locator("#language").is_hidden()
    assert "What we have in Cwm Derwen" not in document.split('id="data"')[0]
    assert '"only_in_english"' in document
    assert opened.messages == []


def test_one_spot_with_many_assets_is_listed_where_it_cannot_be_opened_further(open_page: Callable[..., Any]) -> None:
    publication = made_up(30, rich=False)
    publication.assets.loc[publication.assets.geometry.notna(), "geometry"] = (
        publication.assets.geometry.dropna().iloc[0]
    )
    opened = open_page(page_html(publication), "#lang=en")
    page = opened.page
    page.locator(".map-button").first.click()
    assert page.locator("#chips .chip").text_content().endswith("Only this spot on the map×")
    assert page.locator("#list > li").count() == int(publication.assets.geometry.notna().sum())
    page.locator("#chips .chip").click()
    assert page.locator("#list > li").count() == 30
    assert opened.messages == []


def test_back_and_forward_lead_through_what_was_looked_at(open_page: Callable[..., Any], small_page: str) -> None:
    page = open_page(small_page, "#lang=en").page
    page.click("#list a >> nth=1")
    name = page.locator("#card-name").text_content()
    page.click("#back")
    page.go_back()
    page.wait_for_selector("#card:not([hidden])")
    assert page.locator("#card-name").text_content() == name
    page.go_back()
    page.wait_for_selector("#card", state="hidden")
    page.go_forward()
    page.wait_for_selector("#card:not([hidden])")


def test_the_list_that_is_shown_can_be_kept_as_a_spreadsheet(open_page: Callable[..., Any], small_page: str) -> None:
    opened = open_page(small_page, "#lang=en&kind=exchange", accept_downloads=True)
    with opened.page.expect_download() as waiting:
        opened.page.click(".wide-only[data-do=download]")
    text = waiting.value.path().read_bytes().decode("utf-8-sig")
    shown = opened.page.locator("#list > li").count()
    assert waiting.value.suggested_filename.endswith(".csv")
    assert text.count("\r\n") == shown + 1
    assert "Exchange" in text
    assert opened.messages == []


def test_evidence_that_speaks_against_a_link_is_not_shown_as_if_it_spoke_for_it(
    open_page: Callable[..., Any],
) -> None:
    publication = made_up(84)
    publication.evidence.loc[:, "finding"] = "contradicts"
    page = open_page(page_html(publication), "#lang=en&outcome=derwen:D2").page
    known = page.locator("#list .known", has_not_text="Not yet known").all_text_contents()
    assert known and all("Contradicts the link" in text for text in known)
    page.click("#list a >> nth=0")
    assert page.locator("#card .known").count() > 0


def test_what_is_not_yet_known_is_said(open_page: Callable[..., Any]) -> None:
    publication = made_up(84)
    publication = replace(publication, evidence=publication.evidence.iloc[:0])
    publication.links.loc[:, ["how_cy", "how_en"]] = ""
    page = open_page(page_html(publication), "#lang=en&outcome=derwen:D4").page
    assert "Not yet known: no step onward has been recorded." in page.locator("#lens").text_content()
    page = open_page(page_html(publication), "#lang=en&outcome=derwen:D2").page
    for entry in page.locator("#list li.entry").all():
        assert "Not yet known" in entry.text_content()
        assert "How it helps is not yet known." in entry.text_content()
    assert page.locator("#lens .chain").count() > 0
