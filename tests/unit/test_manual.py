"""The manual: the same pages in both languages, with links that lead somewhere, and names as the window has them."""

import re
from functools import cache

import pytest
from babel.messages.pofile import read_po

from asset_mapper.domain.frameworks import PACKAGED
from asset_mapper.formats.exporters import EXPORTERS
from asset_mapper.formats.importers import IMPORTERS
from asset_mapper.paths import resources

PAGES = sorted(path.name for path in resources("manual", "en").glob("*.md"))


def page(language, name):
    return resources("manual", language, name).read_text(encoding="utf-8")


def commands(text):
    blocks = re.findall(r"```sh\n(.*?)```", text, flags=re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line]


def test_there_is_a_manual_to_begin_with():
    assert "index.md" in PAGES


def test_every_page_is_there_in_both_languages():
    assert sorted(path.name for path in resources("manual", "cy").glob("*.md")) == PAGES


@pytest.mark.parametrize("name", PAGES)
def test_both_languages_say_the_same_things_in_the_same_order(name):
    english, welsh = page("en", name), page("cy", name)
    for mark in ("\n## ", "\n- ", "\n|", "```"):
        assert english.count(mark) == welsh.count(mark), mark
    assert commands(english) == commands(welsh)


@pytest.mark.parametrize("name", PAGES)
def test_a_welsh_page_says_at_its_top_that_it_is_a_draft(name):
    heading, _blank, first = page("cy", name).splitlines()[:3]
    assert heading.startswith("# ")
    assert first.startswith("> **Drafft.**")
    assert "drafft" not in page("en", name).lower() or name in ("drafts.md", "index.md")


@pytest.mark.parametrize("language", ["cy", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_a_page(language, name):
    for target in re.findall(r"(?<!\!)\[[^\]]*\]\(([^)]+)\)", page(language, name)):
        assert target in PAGES


@pytest.mark.parametrize("language", ["cy", "en"])
def test_every_page_is_one_click_from_the_first(language):
    linked = set(re.findall(r"\]\(([a-z-]+\.md)\)", page(language, "index.md")))
    assert linked == set(PAGES) - {"index.md"}


@pytest.mark.parametrize("language", ["cy", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_an_apostrophe_is_straight(language, name):
    assert "’" not in page(language, name)


@pytest.mark.parametrize("language", ["cy", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_every_picture_is_there_in_the_language_of_the_page_and_told_in_words(language, name):
    for words, picture in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", page(language, name)):
        assert words.strip() and picture.endswith(f"-{language}.png")
        assert resources("manual", picture).is_file(), picture


@pytest.mark.parametrize("language", ["cy", "en"])
def test_the_manual_names_every_framework_that_comes_with_the_program(language):
    named = re.findall(r"^\| `([a-z0-9-]+)` \|", page(language, "first-map.md"), flags=re.MULTILINE)
    assert tuple(named) == PACKAGED


@pytest.mark.parametrize("language", ["cy", "en"])
def test_the_manual_names_every_kind_of_file_that_goes_in_or_out(language):
    coming_in = {ending for importer in IMPORTERS for ending in importer.suffixes}
    going_out = {exporter.suffix for exporter in EXPORTERS}
    assert coming_in <= set(re.findall(r"`(\.[\w.]+)`", page(language, "importing.md")))
    assert going_out <= set(re.findall(r"`(\.[\w.]+)`", page(language, "first-map.md")))


# What is emphasised and names nothing in the window: examples to type, terms, and the first words of a point.
STRESSED = {
    "drafts.md": {"drafft"},
    "evidence.md": {
        *("this", "that", "a score of another tool", "a file"),
        *("down 42%", "up 100%", "down to 0", "86% of members", "31,000+ hours", "3.8 - 6.4 : 1"),
    },
    "forms.md": {
        *("something new", "what is chosen", "one part of it", "meetings (2)", "how to reach it (3)"),
        *("every other thursday 10-12 until 17 december 2026", "12 december 2026, 2pm"),
    },
    "hours.md": {"31,000 or more", "q1"},
    "importing.md": {"result", "goal", "from outcome", "until"},  # types of Kumu, and headings of a table
    "index.md": {"links, with evidence", "output", "contribution", "step"},
    "journeys.md": {"fiction", "total", "cost avoided in this story", "times as much", "never added up"},
    "list.md": {"kind, tag and queue"},
    "map.md": {
        *("click a symbol", "shift and drag", "by keyboard", "drag", "click", "type", "move"),
        *("a file", "a tile service"),
    },
    "outcomes.md": {"personal outcome", "from the outcome", "from an asset", "by hand", "in one line"},
    "pathways.md": {"drag assets onto it", "how?", "on the day", "fold"},
    "projects.md": {
        *("someone else has it open", "it is not where it was", "it is damaged"),
        *("a newer version made it", "the network is gone"),
    },
    "quick-entry.md": {
        *("while you type", "to change a part", "the kind", "something with nearly the same name"),
    },
    "surveys.md": {"strongly"},
    "who-sees-what.md": {"audience"},
    "window.md": {"at the left", "at the top", "in the middle", "below"},
}


def as_said(words):
    """Take off a name what a sentence does not have: the mark of its key, dots at its end, capitals, a number."""
    straight = re.sub(r"\s+", " ", words).replace("&", "").replace("’", "'").removesuffix("({n})").strip()
    return straight.rstrip(".:… ").casefold()


def emphasised(text):
    """List what stands in italics or bold, outside of blocks."""
    prose = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    found = re.findall(r"\*\*(.+?)\*\*|(?<![*\w])\*([^*\s][^*]*?)\*(?![*\w])", prose, flags=re.DOTALL)
    return {as_said(bold or italic) for bold, italic in found}


@cache
def names_in_welsh():
    """Say for every text of the program how it may stand in Welsh."""
    with resources("locale", "cy", "LC_MESSAGES", "asset_mapper.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    known = {}
    for message in messages:
        english = message.id if isinstance(message.id, str) else message.id[0]
        welsh = (message.string,) if isinstance(message.string, str) else message.string
        known.setdefault(as_said(english), set()).update(map(as_said, welsh))
    return known


@pytest.mark.parametrize("name", PAGES)
def test_what_a_page_names_is_called_so_in_the_program(name):
    named = emphasised(page("en", name))
    assert STRESSED.get(name, set()) <= named, "these are not on the page any more"
    assert named - STRESSED.get(name, set()) <= names_in_welsh().keys()


@pytest.mark.parametrize("name", PAGES)
def test_the_welsh_page_names_the_same_as_the_program_does_in_welsh(name):
    welsh = emphasised(page("cy", name))
    for english in emphasised(page("en", name)) - STRESSED.get(name, set()):
        assert names_in_welsh()[english] & welsh, english


# Keys that are called the same in both languages, as *I fyny* (Up) is not.
KEY = re.compile(r"(?<![\w+])(?:(?:Ctrl|Alt|Shift)\+)+[A-Z0-9+,-](?!\w| fyny| lawr)|(?<!\w)F\d\d?(?!\w)")


@pytest.mark.parametrize("name", PAGES)
def test_both_languages_name_the_same_keys(name):
    assert set(KEY.findall(page("en", name))) == set(KEY.findall(page("cy", name)))
