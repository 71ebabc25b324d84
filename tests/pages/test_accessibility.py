"""WCAG 2.2 AA: axe-core finds nothing in any state, and everything can be done with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from asset_mapper.cartography.page import page_html

from .conftest import MAP
from .made_up import made_up

AXE = MAP / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def document() -> str:
    return page_html(made_up(84))


def open_card(page: Any) -> None:
    page.click("#list a >> nth=2")


def open_filter(page: Any) -> None:
    if page.locator("#filters-toggle").is_visible():
        page.click("#filters-toggle")
    page.click("button[data-facet=kind]")
    page.check("#choices input[data-value=group]")


def open_lens(page: Any) -> None:
    page.click("#views button[data-view=outcomes]")
    page.click("#outcomes-view a >> nth=1")
    for details in page.locator("#side details").all():
        details.evaluate("(element) => { element.open = true }")


def open_pathway(page: Any) -> None:
    page.click("#views button[data-view=pathways]")
    for details in page.locator("#pathways-view details").all():
        details.evaluate("(element) => { element.open = true }")


def open_diagram(page: Any) -> None:
    open_pathway(page)
    if page.locator("#show-map").is_visible():
        page.click("#show-map")
    page.click("#lines-box summary")


def find_nothing(page: Any) -> None:
    page.fill("#query", "zzzzzz")


def show_map(page: Any) -> None:
    if page.locator("#show-map").is_visible():
        page.click("#show-map")
    page.locator(".map-button >> nth=0").focus()


STATES: dict[str, Callable[[Any], None]] = {
    "list": lambda page: None,
    "filter": open_filter,
    "nothing found": find_nothing,
    "card": open_card,
    "outcomes": lambda page: page.click("#views button[data-view=outcomes]"),
    "lens": open_lens,
    "pathway": open_pathway,
    "diagram": open_diagram,
    "about": lambda page: page.click("#about-button"),
    "map": show_map,
}
MAIN_STATES = {
    "list": "",
    "filter": "#filters",
    "card": "#side",
    "lens": "#side",
    "pathway": "#side",
    "diagram": "#diagram-part",
}
"""Those looked at in every surroundings, and what is other in them than in the list, which is the whole page."""
EVERY_STATE = ("desktop-en", "phone-cy")
SURROUNDINGS: dict[str, dict[str, Any]] = {
    "desktop-en": {"hash_": "#lang=en"},
    "phone-cy": {"hash_": "#lang=cy", "width": 390, "height": 844},
    "narrow-en": {"hash_": "#lang=en", "width": 320, "height": 640},
    "dark-cy": {"hash_": "#lang=cy", "color_scheme": "dark"},
    "forced-en": {"hash_": "#lang=en", "forced_colors": "active"},
}


@pytest.mark.parametrize("surroundings", SURROUNDINGS)
def test_axe_finds_nothing_in_any_state(open_page: Callable[..., Any], document: str, surroundings: str) -> None:
    found = {}
    opened = open_page(document, **SURROUNDINGS[surroundings])
    for state in STATES if surroundings in EVERY_STATE else MAIN_STATES:
        opened.again(SURROUNDINGS[surroundings]["hash_"])
        STATES[state](opened.page)
        within = "" if surroundings in EVERY_STATE else MAIN_STATES[state]
        if faults := faults_of(opened.page, within):
            found[state] = faults
        assert opened.messages == []
    assert found == {}


def test_the_search_for_faults_finds_one_in_the_page_and_in_a_part_of_it(
    open_page: Callable[..., Any], document: str
) -> None:
    page = open_page(document, "#lang=en").page
    page.evaluate("document.getElementById('back').style.color = '#eeeeee'")
    page.evaluate("document.querySelector('h1').style.color = '#eeeeee'")
    open_card(page)
    assert [fault[0] for fault in faults_of(page)] == ["color-contrast"]
    ((_name, _help, where),) = faults_of(page, "#side")
    assert len(where) == 1 and 'id="back"' in where[0]


def faults_of(page: Any, within: str = "", rules: Sequence[str] = ()) -> list[tuple[str, str, list[str]]]:
    """Give what axe-core finds on a page, or *within* a part of it: by all that it knows, or by some *rules*."""
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    only = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": TAGS}
    result = page.evaluate(
        "([where, only]) => axe.run(where || document, { runOnly: only, resultTypes: ['violations'] })",
        [within, only],
    )
    return [
        (fault["id"], fault["help"], [node["html"][:160] for node in fault["nodes"][:3]])
        for fault in result["violations"]
    ]


def focused(page: Any) -> str:
    return str(
        page.evaluate(
            "() => { const e = document.activeElement;"
            " return e.id || e.dataset.facet || e.dataset.row || e.dataset.value || e.className || e.tagName }"
        )
    )


def press_until(page: Any, wanted: Callable[[str], bool], key: str = "Tab", most: int = 120) -> str:
    for _ in range(most):
        page.keyboard.press(key)
        at = focused(page)
        if wanted(at):
            return at
    raise AssertionError(f"not reached by {key}: last at {focused(page)}")


def test_a_resident_finds_reads_and_leaves_an_asset_with_the_keyboard_alone(
    open_page: Callable[..., Any], document: str
) -> None:
    page = open_page(document, "#lang=en").page
    page.keyboard.press("Tab")
    assert focused(page) == "skip"
    page.keyboard.press("Enter")
    assert focused(page) == "query"
    page.keyboard.type("choir")
    page.keyboard.press("Enter")
    row = focused(page)
    assert row.isdigit()
    page.keyboard.press("Enter")
    assert focused(page) == "card-name"
    press_until(page, lambda at: at == "next", "Shift+Tab")
    page.keyboard.press("Enter")
    assert focused(page) == "card-name"
    page.keyboard.press("Escape")
    assert focused(page).isdigit()
    assert focused(page) != row


def test_filters_are_opened_chosen_and_removed_with_the_keyboard_alone(
    open_page: Callable[..., Any], document: str
) -> None:
    page = open_page(document, "#lang=en").page
    press_until(page, lambda at: at == "kind")
    page.keyboard.press("Enter")
    press_until(page, lambda at: at == "place")
    page.keyboard.press("Space")
    assert focused(page) == "place"
    assert page.locator("#chips .chip").count() == 1
    page.keyboard.press("Escape")
    assert focused(page) == "kind"
    assert page.locator("#choices").is_hidden()
    press_until(page, lambda at: at == "chip")
    page.keyboard.press("Enter")
    assert page.locator("#chips .chip").count() == 0
    assert focused(page) != "BODY"


def test_the_dialog_gives_the_focus_back(open_page: Callable[..., Any], document: str) -> None:
    page = open_page(document, "#lang=en").page
    press_until(page, lambda at: at == "about-button")
    page.keyboard.press("Enter")
    assert page.locator("#about").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#about").is_hidden()
    assert focused(page) == "about-button"


def test_the_map_is_walked_in_the_order_of_the_list_and_a_card_closed_returns_to_it(
    open_page: Callable[..., Any], document: str
) -> None:
    page = open_page(document, "#lang=en&kind=place").page
    names = page.locator("#list h3 a").all_text_contents()
    labels = [
        label.rsplit(",", 1)[0]
        for label in page.locator(".map-button").evaluate_all("(all) => all.map((b) => b.ariaLabel)")
        if "assets here" not in label
    ]
    assert len(labels) > 3
    order = [names.index(next(name for name in names if name.startswith(label))) for label in labels]
    assert order == sorted(order)
    page.locator("#map").focus()
    press_until(page, lambda at: at == "map-button")
    while "assets here" in str(page.evaluate("document.activeElement.ariaLabel")):
        page.keyboard.press("Tab")
    label = page.evaluate("document.activeElement.ariaLabel")
    page.keyboard.press("Enter")
    assert focused(page) == "card-name"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.ariaLabel") == label or focused(page).isdigit()


@pytest.mark.parametrize(
    ("language", "width", "text_percent"),
    (("cy", 320, 100), ("en", 320, 100), ("cy", 1280, 200), ("en", 640, 200), ("cy", 390, 200)),
)
def test_nothing_is_cut_or_scrolled_sideways(
    open_page: Callable[..., Any], document: str, language: str, width: int, text_percent: int
) -> None:
    opened = open_page(document, f"#lang={language}", width=width, height=720)
    page = opened.page
    for state in ("list", "filter", "card", "lens", "pathway", "diagram", "about"):
        opened.again(f"#lang={language}")
        page.evaluate("(percent) => { document.documentElement.style.fontSize = percent + '%' }", text_percent)
        STATES[state](page)
        page.wait_for_timeout(50)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width, state
        cut = page.evaluate(
            """() => [...document.querySelectorAll('button, h1, h2, h3, p, label, summary, dd')]
                .filter((e) => e.checkVisibility() && e.clientWidth && !e.closest('.entry-summary')
                    && !e.matches(".map-button, .unseen")
                    && (e.scrollWidth > e.clientWidth + 1))
                .map((e) => e.outerHTML.slice(0, 120))"""
        )
        assert cut == [], state


def test_with_reduced_motion_nothing_moves(open_page: Callable[..., Any], document: str) -> None:
    page = open_page(document, "#lang=en").page
    assert page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")
    moving = page.evaluate("() => document.getAnimations().length")
    page.click(".leaflet-control-zoom-in")
    assert moving == 0
    assert page.evaluate("() => document.getAnimations().length") == 0
    assert page.locator(".leaflet-zoom-anim").count() == 0
