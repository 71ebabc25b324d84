"""What the manual says of the window: its keys, and the lines to type."""

from __future__ import annotations

import re

import pytest

from asset_mapper.domain.bilingual import Language
from asset_mapper.paths import resources
from asset_mapper.services import familiar, quick_entry
from asset_mapper.ui import menus
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import keyboard_map
from asset_mapper.ui.main_window import MainWindow


def page(language: str, name: str) -> str:
    return resources("manual", language, name).read_text(encoding="utf-8")


def lines_to_type(language: Language) -> list[str]:
    """Give the examples in a language, which stand first on the page in that language."""
    return re.findall(r"```text\n(.*?)```", page(language, "quick-entry.md"), flags=re.DOTALL)[0].splitlines()


@pytest.mark.parametrize("language", ["cy", "en"])
def test_the_manual_names_every_key_of_the_menus_and_no_other(language: str) -> None:
    """``python installer/manual_keys.py`` writes the table."""
    assert keyboard_map.as_table(language) in page(language, "keys.md")


def test_what_the_manual_finds_in_a_menu_is_in_that_menu() -> None:
    labels = {action.id: keyboard_map.plain(action.label) for action in menus.all_actions()}
    there = {keyboard_map.plain(menu.label): {labels.get(item) for item in menu.items} for menu in menus.MENUS}
    told: list[tuple[str, str]] = []
    for path in resources("manual", "en").glob("*.md"):
        text = " ".join(path.read_text(encoding="utf-8").split())
        told += re.findall(r"\*([^*]+)\*{1,2},? in the menu \*?([A-Z]\w+)", text)
    assert len(told) >= 6
    for name, menu in told:
        assert name.removesuffix(" …") in there[menu], (name, menu)


@pytest.mark.parametrize("language", ["cy", "en"])
def test_both_pages_show_the_lines_of_both_languages(language: str) -> None:
    shown = page(language, "quick-entry.md")
    assert all(line in shown for line in (*lines_to_type("cy"), *lines_to_type("en")))


def test_every_line_of_the_manual_is_understood_in_all_its_parts(window: MainWindow, context: Context) -> None:
    assert context.project is not None
    there = context.project.read(familiar.known)
    understood: set[str] = set()
    for language in ("cy", "en"):
        for line in lines_to_type(language):
            parts = [part.what for part in quick_entry.understand(line, there, language).parts]
            assert parts[:2] == ["name", "kind"] and "rest" not in parts, line
            understood |= set(parts)
    assert {"when", "venue", "position", "phone", "tag", "outcome", "can", "wants"} <= understood
