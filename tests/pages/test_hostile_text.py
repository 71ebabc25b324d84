"""Whatever was typed into a project is text on the page: nothing runs, nothing changes, nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from asset_mapper.cartography.page import page_html
from asset_mapper.domain.bilingual import Bilingual

from .made_up import asset_rows, frame_of, made_up, made_up_id

HOSTILE = (
    "<img src=x onerror=window.pwned=1>",
    "</script><script>window.pwned=2</script>",
    "<script>window.pwned=3</script>",
    "hello ${window.pwned=4}",
    "`${window.pwned=5}`",
    "C:\\path\\2019\\x41\\u0041",
    'it\'s "quoted" & <b>bold</b>',
    "between\u2028lines\u2029apart",
    "{{ 7 * 7 }} {% for x in y %} {# no #}",
    "<!-- <script> --> ]]> <![CDATA[",
    "<svg/onload=window.pwned=6><animate onbegin=window.pwned=7>",
    "javascript:window.pwned=8",
    "' onmouseover='window.pwned=9",
    '" autofocus onfocus="window.pwned=10',
    "&lt;b&gt; &amp;amp; &#x3c;script&#x3e;",
    "</noscript><img src=x onerror=window.pwned=11>",
    "</style><style>*{display:none}</style>",
    "</textarea></title><script>window.pwned=12</script>",
    "Ŵyl Tŷ’r Gŵyr ✨🏴󠁧󠁢󠁷󠁬󠁳󠁿 مرحبا שלום",
    "\u202egnitirw\u202c \u200b\ufeffzero",
    '=HYPERLINK("https://example.org","x")',
    "%3Cscript%3Ewindow.pwned=13%3C/script%3E",
    "__proto__",
    "constructor",
    "tab\tand\nline",
)


def hostile_publication(text: str) -> Any:
    """Put *text* into every field that a person can type."""
    both = {"cy": text, "en": text + " (en)"}

    def words(name: str) -> dict[str, str]:
        return {f"{name}_cy": both["cy"], f"{name}_en": both["en"], f"{name}_first": "cy"}

    rows = asset_rows(3)
    for row in rows:
        row |= words("name") | words("summary") | words("where_area")
        row |= {
            "tags": (text,),
            "where_address": text,
            "where_postcode": text,
            "custom": {"field": text},
            "kind": "group",
        }
        row |= {"venue_cy": text, "venue_en": text, "where_area_code": text, "placed_by": "own"}
    first = rows[0]["id"]
    framework, goal, other = made_up_id(1, 1), made_up_id(1, 2), made_up_id(2, 2)
    link, step = made_up_id(1, 3), made_up_id(2, 3)
    evidence = {
        "id": made_up_id(1, 7),
        "link_id": link,
        "kind": "story",
        "coverage": "belief",
        "rung": 1,
        "n": 3.0,
        "finding": "mixed",
        "strength": 1.0,
        "citation": text,
        "url": text,
        "on": "2026-01-01",
        "n_few": False,
        "before": 1.0,
        "after": 2.0,
        "unit": text,
        "period": text,
        **words("summary"),
    }
    tables: dict[str, tuple[str, list[dict[str, Any]]]] = {
        "contacts": (
            "contact",
            [
                {"asset_id": first, "kind": kind, "value": text, "person": text}
                for kind in ("phone", "email", "web", "social")
            ],
        ),
        "meetings": (
            "meeting",
            [
                {
                    "asset_id": first,
                    "venue_id": rows[1]["id"],
                    "rule": "",
                    "access": (text,),
                    **words("name"),
                    **words("when"),
                    **words("cost"),
                    **words("who"),
                }
            ],
        ),
        "talents": ("talent", [{"asset_id": first, "kind": "hands", "standing": "wanted", **words("what")}]),
        "relations": ("relation", [{"from_id": first, "to_id": rows[1]["id"], "kind": "runs"}]),
        "frameworks": ("framework", [{"id": framework, "key": text, "status": "draft", **words("name")}]),
        "outcomes": (
            "outcome",
            [
                {
                    "id": goal,
                    "framework_id": framework,
                    "code": text,
                    "stage": "recovery",
                    **words("name"),
                    **words("description"),
                },
                {"id": other, "framework_id": framework, "code": text + "2", **words("name")},
            ],
        ),
        "links": (
            "link",
            [
                {"id": link, "asset_id": first, "outcome_id": goal, "direction": "harms", **words("how")},
                {"id": step, "from_outcome_id": goal, "outcome_id": other, "direction": "helps", **words("how")},
            ],
        ),
        "evidence": ("evidence", [evidence, {**evidence, "id": made_up_id(2, 7), "link_id": step}]),
        "pathways": (
            "pathway",
            [
                {
                    "id": made_up_id(1, 5),
                    "theme": text,
                    "columns": ([both["cy"], both["en"], "cy"],),
                    "cards": ([first, 0, 0.0], [goal, 1, 0.0], [other, 2, 0.0]),
                    "link_ids": (link, step),
                    **words("name"),
                    **words("lessons"),
                },
                {"id": made_up_id(2, 5), **words("name")},
            ],
        ),
        "indicators": (
            "indicator",
            [
                {
                    "id": made_up_id(1, 6),
                    "outcome_id": goal,
                    "unit": text,
                    "baseline": 3.0,
                    **words("name"),
                    **words("baseline_text"),
                }
            ],
        ),
        "readings": (
            "reading",
            [{"indicator_id": made_up_id(1, 6), "on": "2026-03-01", "value": 2.0, **words("words")}],
        ),
        "custom_fields": ("custom_field", [{"key": "field", **words("label")}]),
    }
    publication = made_up(3, asset_rows=rows, rich=False)
    return replace(
        publication,
        title=Bilingual(**both),
        introduction=Bilingual(**both),
        publisher=text,
        contact=text,
        **{name: frame_of(table, filled) for name, (table, filled) in tables.items()},
    )


def visit_everything(page: Any, wanted: str) -> int:
    """Go to every state of the page and count the elements that say *wanted*, as it is on the screen."""
    found = 0

    def collect() -> None:
        nonlocal found
        found += page.evaluate(
            "(wanted) => [...document.querySelectorAll('body *')].filter((e) => e.textContent === wanted).length",
            wanted,
        )

    def press(selector: str) -> None:
        """Press what is there. Where on the screen that is, is not asked here, and to wait for it takes long."""
        page.locator(selector).first.dispatch_event("click")
        page.evaluate("() => new Promise((drawn) => requestAnimationFrame(drawn))")

    collect()
    for place in range(page.locator(".filter-buttons button").count()):
        press(f".filter-buttons button >> nth={place}")
        collect()
        page.keyboard.press("Escape")
    press("#about-button")
    collect()
    press("#about-close")
    press("#list a")
    collect()
    first = page.url[page.url.index("#") :]
    for _ in range(2):
        press("#next")
        collect()
    page.evaluate("(hash) => { location.hash = hash }", first)
    page.wait_for_function("() => document.getElementById('place-in-list').textContent.startsWith('1')")
    collect()
    press("#back")
    press("#views button[data-view=outcomes]")
    collect()
    press("#outcomes-view a")
    page.evaluate("() => document.querySelectorAll('#lens details').forEach((one) => { one.open = true })")
    collect()
    press("#views button[data-view=pathways]")
    page.evaluate("() => document.querySelectorAll('#pathways-view details').forEach((one) => { one.open = true })")
    page.locator(".path-label").first.dispatch_event("pointerover")
    collect()
    press("#pathways-view nav a")
    collect()
    return found


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_shown_as_it_was_typed(tab: Callable[[str], Any], text: str) -> None:
    opened = tab(page_html(hostile_publication(text)))
    page = opened.page
    same = visit_everything(page, Bilingual(text, text + " (en)").cy)
    assert same > 20, f"only {same} elements show the text as it was typed"
    assert page.evaluate("window.pwned") is None
    assert opened.messages == []
    assert opened.asked_outside == []
    links = page.evaluate("() => [...document.querySelectorAll('a[href]')].map((a) => a.protocol)")
    assert set(links) <= {"file:", "http:", "https:", "mailto:", "tel:"}
    assert page.locator("script[src], iframe, object, embed, img[src=x], svg[onload]").count() == 0


def test_a_name_of_ten_thousand_letters_keeps_nobody_waiting(tab: Callable[[str], Any]) -> None:
    """It is cut on its card and on paper, and whole for whoever asks; it took minutes, letter by letter."""
    text = "W" * 10_000
    opened = tab(page_html(hostile_publication(text)))
    page = opened.page
    page.click("#views button[data-view=pathways]")
    assert page.locator(".path-card > title").all_text_contents() == [text] * 3
    lines = page.locator(".path-card").first.locator("tspan, text").all_text_contents()
    assert lines[-1].endswith(" …") and len("".join(lines)) < 1_000
    opened.again("#paper=A4")
    page.wait_for_selector("html[data-paper=ready]", state="attached")
    assert opened.messages == []


def test_hostile_text_does_nothing_without_scripts(open_page: Callable[..., Any]) -> None:
    rows = asset_rows(len(HOSTILE))
    for row, text in zip(rows, HOSTILE, strict=True):
        row |= {"name_cy": text, "name_en": "", "summary_en": text, "where_address": text}
    opened = open_page(page_html(made_up(asset_rows=rows, rich=False)), java_script_enabled=False)
    shown = [heading.text_content() for heading in opened.page.locator("li h2").all()]
    assert sorted(map(squeezed, shown)) == sorted(map(squeezed, HOSTILE))
    assert opened.asked_outside == []
    assert opened.page.locator("img, iframe, object").count() == 0


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def test_hostile_text_is_safe_in_a_packed_block_too(open_page: Callable[..., Any]) -> None:
    rows = asset_rows(3000)
    for place, row in enumerate(rows):
        row["name_cy"] = row["name_en"] = f"{HOSTILE[place % len(HOSTILE)]} {place}"
    document = page_html(made_up(asset_rows=rows, rich=False))
    assert 'data-encoding="gzip"' in document
    opened = open_page(document)
    names = opened.page.evaluate("() => [...document.querySelectorAll('#list h3 a')].map((a) => a.textContent)")
    assert len(names) == 30
    assert {name.rsplit(" ", 1)[0] for name in names} <= {" ".join([text]) for text in HOSTILE}
    assert opened.page.evaluate("window.pwned") is None
    assert opened.messages == []


def test_what_a_reader_types_is_text_too(open_page: Callable[..., Any]) -> None:
    opened = open_page(page_html(made_up(30)))
    for text in HOSTILE:
        opened.page.fill("#query", text.replace("\n", " "))
        opened.page.evaluate(
            "(text) => { location.hash = 'asset=' + text + '&kind=' + text + '&lang=' + text }", text
        )
        opened.page.wait_for_timeout(20)
    assert opened.page.evaluate("window.pwned") is None
    assert [message for message in opened.messages if "pwned" in message or "error" in message] == []
