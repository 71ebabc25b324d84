"""Letters to press with Alt, in every dialog and menu, given out when they are needed.

A letter that is written into a text is a letter in one language: in the other it meets another one, and a part of a
dialog that comes and goes brings its own. So no text has one. Where Alt is held in a dialog, or a menu opens, all
that can be reached there is given a letter of its own; afterwards the texts are as they were.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial
from string import ascii_lowercase
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QPushButton, QTabBar, QWidget
from shiboken6 import isValid

_MARK = re.compile(r"(?<!&)(?:&&)*&([^&])")
_BEGINNING = re.compile(r"\b[A-Za-z]")
_ENDS = (QEvent.Type.WindowDeactivate, QEvent.Type.Hide)


def letter_of(text: str) -> str:
    """Give the letter that a text is marked with, small; ``""`` without one."""
    found = _MARK.search(text)
    return found.group(1).lower() if found else ""


def marked(texts: Sequence[str], taken: Iterable[str] = ()) -> list[str]:
    """Mark a letter in each of *texts*, no two alike and none of *taken*.

    A text gets its first letter unless an earlier one has it, then that of a further word, then any; where none is
    left for it, others give way that can. One that has a letter already keeps it.
    """
    free = set(ascii_lowercase) - {letter.lower() for letter in taken} - {letter_of(text) for text in texts}
    asked = {number: text for number, text in enumerate(texts) if not letter_of(text)}
    given: dict[str, int] = {}  # the numbers of the texts by their letters
    for share in (_first, _beginnings, _all):
        for number, text in asked.items():
            letters = (text[place].lower() for place in share(text))
            letter = next((one for one in letters if one in free and one not in given), None)
            if letter is not None and number not in given.values():
                given[letter] = number
    for number in asked.keys() - given.values():
        _make_way(number, {key: _letters(text, free) for key, text in asked.items()}, given, set())
    made = list(texts)
    for letter, number in given.items():
        text = texts[number]
        place = next(one for one in (*_beginnings(text), *_all(text)) if text[one].lower() == letter)
        made[number] = f"{text[:place]}&{text[place:]}"
    return made


def _make_way(number: int, letters: Mapping[int, Sequence[str]], given: dict[str, int], tried: set[str]) -> bool:
    """Give a text one of its *letters*, and whose it was another one, as far as that can be."""
    for letter in letters[number]:
        if letter not in tried:
            tried.add(letter)
            if letter not in given or _make_way(given[letter], letters, given, tried):
                given[letter] = number
                return True
    return False


def _letters(text: str, free: Set[str]) -> list[str]:
    return [letter for place in _all(text) if (letter := text[place].lower()) in free]


def _first(text: str) -> list[int]:
    return _beginnings(text)[:1]


def _beginnings(text: str) -> list[int]:
    return [found.start() for found in _BEGINNING.finditer(text)]


def _all(text: str) -> list[int]:
    return [place for place, letter in enumerate(text) if letter.isascii() and letter.isalpha()]


@dataclass(frozen=True, slots=True)
class _Text:
    """A text on the screen that can be given a letter."""

    read: Callable[[], str]
    write: Callable[[str], Any]
    owner: QObject  # it is gone with its owner


class _Given:
    """The texts that have letters just now."""

    def __init__(self) -> None:
        self._texts: list[tuple[_Text, str, str]] = []  # without its letter, and with it

    def __bool__(self) -> bool:
        return bool(self._texts)

    def give(self, texts: Iterable[_Text], taken: Iterable[str] = ()) -> None:
        """Mark *texts*."""
        self.take_back()
        asked = list(texts)
        plain = [one.read() for one in asked]
        for one, before, after in zip(asked, plain, marked(plain, taken), strict=True):
            if after != before:
                one.write(after)
                self._texts.append((one, before, after))

    def take_back(self) -> None:
        """Let every text be as it was. What was said anew meanwhile stays."""
        texts, self._texts = self._texts, []
        for one, before, after in texts:
            if isValid(one.owner) and one.read() == after:
                one.write(before)


class AltLetters(QObject):
    """Gives the fields, buttons and tabs of a dialog their letters while Alt is held in it."""

    def __init__(self, dialog: QWidget) -> None:
        super().__init__(dialog)
        self._dialog, self._given = dialog, _Given()
        dialog.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        is_alt = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Alt
        if is_alt and event.type() is QEvent.Type.KeyPress:
            if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:  # type: ignore[attr-defined] # AltGr has
                self._given.give(_texts_in(self._dialog), _taken_in(self._dialog))
        elif is_alt or event.type() in _ENDS:
            self._given.take_back()
        return False


def in_menu(menu: QMenu) -> None:
    """Give what is in a menu its letters while the menu is open."""
    given = _Given()
    menu.aboutToShow.connect(lambda: given.give(_texts_of(menu)))
    menu.aboutToHide.connect(given.take_back)


def _texts_of(menu: QMenu) -> Iterator[_Text]:
    for action in menu.actions():
        if not action.isSeparator() and action.isVisible():
            yield _Text(action.text, action.setText, action)


def _texts_in(dialog: QWidget) -> Iterator[_Text]:
    """Find what has a text and can be reached: first what the dialog is for, then from its beginning on."""
    widgets = [one for one in dialog.findChildren(QWidget) if one.isVisible() and one.window() is dialog]
    widgets.sort(key=lambda one: not (isinstance(one, QPushButton) and one.isDefault()))
    for one in widgets:
        if isinstance(one, QLabel):
            buddy = one.buddy()
            if buddy is not None and buddy.isVisible() and buddy.isEnabled():
                yield _Text(one.text, one.setText, one)
        elif isinstance(one, QAbstractButton):
            if one.isEnabled() and (one.shortcut().isEmpty() or letter_of(one.text())):
                yield _Text(one.text, one.setText, one)
        elif isinstance(one, QTabBar):
            for place in range(one.count()):
                yield _Text(partial(one.tabText, place), partial(one.setTabText, place), one)


def _taken_in(dialog: QWidget) -> Iterator[str]:
    """Give the letters that mean something else with Alt in a dialog."""
    for shortcut in dialog.findChildren(QShortcut):
        keys: Sequence[QKeySequence] = shortcut.keys()
        for key in keys:
            before, _plus, letter = key.toString().rpartition("+")
            if before == "Alt":
                yield letter
