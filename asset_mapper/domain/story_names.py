"""Does a story name a person of the project? A journey is fiction, and evidence may be told without a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from asset_mapper.domain.filtering import fold
from asset_mapper.domain.ids import RecordId

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_SHORTEST = 3  # letters of a first name


class People:
    """The names of real people, by which a story is gone through."""

    def __init__(self, names: Mapping[RecordId, Iterable[str]]) -> None:
        """Take the names of each person, in whichever languages they were given."""
        self._whole: dict[tuple[str, ...], set[RecordId]] = {}
        self._first: dict[str, set[RecordId]] = {}
        for person, given in names.items():
            for name in given:
                words = _words(name)
                if not words:
                    continue
                self._whole.setdefault(words, set()).add(person)
                if len(words[0]) >= _SHORTEST:
                    self._first.setdefault(words[0], set()).add(person)
        self._longest = max(map(len, self._whole), default=0)

    def named_in(self, texts: Iterable[str]) -> frozenset[RecordId]:
        """Give the people whose whole name is in a story, however it is written; a single word has its capital."""
        found: set[RecordId] = set()
        for text in texts:
            written = _WORD.findall(text)
            words = tuple(map(fold, written))
            for start, first in enumerate(written):
                shortest = 1 if first[0].isupper() else 2
                for end in range(start + shortest, min(start + self._longest, len(words)) + 1):
                    found |= self._whole.get(words[start:end], set())
        return frozenset(found)

    def hinted_at_in(self, texts: Iterable[str]) -> frozenset[RecordId]:
        """Give the people whose first name alone is in a story, as a word with a capital letter."""
        found: set[RecordId] = set()
        for text in texts:
            for word in _WORD.findall(text):
                if word[0].isupper():
                    found |= self._first.get(fold(word), set())
        return frozenset(found)


def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in _WORD.findall(text))
