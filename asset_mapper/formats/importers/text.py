"""From bytes to text: which encoding a file was saved in.

A byte order mark decides. Without one, NUL bytes at every second place mean UTF-16, and valid UTF-8 is UTF-8. What is
left comes from an old program: Windows-1252, which holds all of ISO-8859-1. Welsh files of old have ŵ and ŷ where
Windows-1252 has ð and þ (ISO-8859-14); since Icelandic asset lists are rare in Wales, those are read as Welsh.
"""

from __future__ import annotations

import codecs
import re

from asset_mapper.formats.base import ImportFinding, Severity
from asset_mapper.i18n import _

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CELTIC = re.compile("[A-Za-z]?[ðÐþÞ](?=[a-z])|(?<=[A-Za-z])[ðþ]")


def decode(data: bytes) -> tuple[str, list[ImportFinding]]:
    """Give the text of a file, and say so when the encoding had to be found.

    Raises
    ------
    ValueError
        The bytes are not text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data, encoding), []
    if (wide := _wide(data[:4096])) is not None:
        return _decoded(data, wide), [_found(wide)]
    if b"\0" in data[:65536]:
        raise ValueError("NUL bytes")
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    lines = _mostly_utf8(data)
    if lines is not None:
        return lines, [
            _finding(
                _(
                    "Some lines are UTF-8 and some Windows-1252, as happens when lists are pasted together."
                    " Each was read as what it is; look for odd letters."
                ),
                Severity.WARNING,
            )
        ]
    encoding = _single_byte(data)
    return data.decode(encoding, "replace"), [_found(encoding)]


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode(encoding, "replace")


def _found(encoding: str) -> ImportFinding:
    return _finding(
        _("The file does not say how its letters are stored; it was read as {encoding}.").format(
            encoding=_LABELS.get(encoding, encoding)
        ),
        Severity.INFO,
    )


_LABELS = {
    "cp1252": "Windows-1252",
    "iso8859_14": "ISO-8859-14 (Welsh)",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "mac_roman": "Mac Roman",
    "cp850": "DOS (850)",
}


def _finding(message: str, severity: Severity) -> ImportFinding:
    return ImportFinding(code="encoding", message=message, severity=severity)


def _wide(sample: bytes) -> str | None:
    """Name the UTF-16 without a mark that *sample* is in."""
    if len(sample) < 4:
        return None
    even, odd = sample[0::2], sample[1::2]
    if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return None


def _mostly_utf8(data: bytes) -> str | None:
    """Read line by line when some lines have good UTF-8 letters beyond ASCII and few are bad."""
    good = bad = 0
    lines = []
    for line in data.split(b"\n"):
        try:
            text = line.decode("utf-8")
            good += not text.isascii()
        except UnicodeDecodeError:
            text = line.decode("cp1252", "replace")
            bad += 1
        lines.append(text)
    return "\n".join(lines) if good > bad else None


def _single_byte(data: bytes) -> str:
    """Choose among the old encodings of one byte a letter."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return _guessed(data)
    return "iso8859_14" if _CELTIC.search(text) else "cp1252"


def _guessed(data: bytes) -> str:
    """Ask charset-normalizer about bytes that Windows-1252 does not know."""
    import charset_normalizer

    best = charset_normalizer.from_bytes(
        data[: 1 << 20], cp_isolation=["cp850", "mac_roman", "iso8859_14", "latin_1"]
    ).best()
    return best.encoding if best is not None else "cp1252"
