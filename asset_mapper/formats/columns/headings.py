"""Headings reduced to what can be compared: their letters and digits, or their words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def squeezed(text: str) -> str:
    """Reduce a heading to its letters and digits: no case, accents, blanks or punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


@lru_cache(maxsize=4096)
def spelled_out(heading: str) -> str:
    """Part a heading into words: ``charity_contactPostCode1`` → ``charity contact post code 1``."""
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)", " ", heading)
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split())
