"""Text as XML: escaped, without the characters that XML 1.0 cannot hold."""

import re
from xml.sax.saxutils import escape  # writes only, and reads nothing

_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_QUOTES = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}


def possible(text: str) -> str:
    """Leave out what XML cannot hold: control characters and half surrogate pairs."""
    return _IMPOSSIBLE.sub("", text)


def content(text: str) -> str:
    """Escape *text* to stand between tags; a carriage return stays one."""
    escaped = escape(possible(text))
    return escaped.replace("\r", "&#13;") if "\r" in escaped else escaped


def attribute(text: str) -> str:
    """Escape *text* to stand between double quotes."""
    return escape(possible(text), _QUOTES)
