"""The manual: the same pages in both languages, with links that lead somewhere."""

import re

import pytest

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
