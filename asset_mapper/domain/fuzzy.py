"""How well a few typed letters fit a text: beginnings of words first, then anything in order, accents aside."""

from __future__ import annotations

from asset_mapper.domain.filtering import fold

_BEGINS, _WORD, _WITHIN, _SCATTERED = 40, 30, 20, 5


def fit(typed: str, *texts: str) -> int:
    """Tell how well *typed* fits the best of *texts*: 0 when it does not.

    Every word of what was typed has to be found. A letter that was left out, or a few, do no harm ("npr" finds "New
    project"); a letter too many does.
    """
    words = fold(typed).split()
    if not words:
        return 1
    return max((_fit_of(words, fold(text)) for text in texts if text), default=0)


def _fit_of(words: list[str], text: str) -> int:
    total = 0
    for word in words:
        found = _fit_of_word(word, text)
        if not found:
            return 0
        total += found
    return max(1, total // len(words) - len(text) // 50)


def _fit_of_word(word: str, text: str) -> int:
    if text.startswith(word):
        return _BEGINS
    if f" {word}" in text:
        return _WORD
    if word in text:
        return _WITHIN
    return _SCATTERED if _is_scattered(word, text) else 0


def _is_scattered(word: str, text: str) -> bool:
    """Tell whether the letters come in this order, each at the beginning of a word or beside the one before."""
    places = {-1}
    for letter in word:
        places = {
            place
            for place, found in enumerate(text)
            if found == letter
            and (place == 0 or text[place - 1] in " -/" or place - 1 in places)
            and place > min(places)
        }
        if not places:
            return False
    return True
