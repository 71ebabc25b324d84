"""Ways to reach someone as people write them into cells: several in one, with ``mailto:``, without their first 0."""

from __future__ import annotations

import re

from asset_mapper.domain.contact import ContactKind
from asset_mapper.formats.columns.looks import EMAIL, EMPTY_WORDS, SOCIAL

_PHONE, _EMAIL, _WEB, _SOCIAL = (
    ContactKind.PHONE.value,
    ContactKind.EMAIL.value,
    ContactKind.WEB.value,
    ContactKind.SOCIAL.value,
)

_BETWEEN_PHONES = re.compile(r"\s*(?:[;,\n|]|\s/\s|\b(?:or|neu)\b)\s*")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s,;]+", re.IGNORECASE)
_BARE = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#]\S*)?", re.IGNORECASE)
_ONE_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_LOST_ZERO = re.compile(r"[12378]\d{9}")

Found = list[tuple[str, str]]


def phones(cell: str) -> tuple[Found, bool]:
    """Read telephone numbers; says too whether one had lost its first 0."""
    text = cell.strip()
    if text.casefold() in EMPTY_WORDS:
        return [], False
    if _LOST_ZERO.fullmatch(text):
        return [(_PHONE, "0" + text)], True
    if _BETWEEN_PHONES.search(text) is None:
        return ([(_PHONE, text)] if sum(map(str.isdigit, text)) >= 3 else _others(text)), False
    found: Found = []
    lost = False
    for part in _BETWEEN_PHONES.split(text):
        if sum(map(str.isdigit, part)) >= 6 or (part.isdigit() and len(part) >= 3):
            if _LOST_ZERO.fullmatch(part):
                part, lost = "0" + part, True
            found.append((_PHONE, part))
        elif part:  # a remark: the cell stays whole
            whole = [(_PHONE, " ".join(text.split()))] if any(map(str.isdigit, text)) else _others(text)
            return whole, False
    return found, lost


def emails(cell: str) -> Found:
    text = cell.strip()
    if text.casefold() in EMPTY_WORDS:
        return []
    if _ONE_EMAIL.fullmatch(text):
        return [(_EMAIL, text)]
    found = [(_EMAIL, _without_scheme(match[0])) for match in EMAIL.finditer(text)]
    return found or _others(text)


def webs(cell: str) -> Found:
    """Read addresses of web pages; those of social media are told apart."""
    text = cell.strip()
    if text.casefold() in EMPTY_WORDS:
        return []
    if " " not in text and "\n" not in text and ";" not in text:
        if "@" in text and "/" not in text and EMAIL.fullmatch(text):
            return [(_EMAIL, _without_scheme(text))]
        if _ADDRESS.match(text) or _BARE.fullmatch(text):
            return [(_SOCIAL if SOCIAL.match(text) else _WEB, text)]
        return []
    return [
        (_SOCIAL if SOCIAL.match(one) else _WEB, one)
        for one in re.split(r"[\s;]+", text)
        if _ADDRESS.match(one) or (_BARE.fullmatch(one) and "@" not in one)
    ]


def socials(cell: str) -> Found:
    text = cell.strip()
    return (
        [] if text.casefold() in EMPTY_WORDS else [(_SOCIAL, part) for part in re.split(r"\s*[;\n]\s*", text) if part]
    )


def _others(text: str) -> Found:
    """Read what stands in the wrong column, if it is a way to reach someone at all."""
    found = [(_EMAIL, _without_scheme(match[0])) for match in EMAIL.finditer(text)]
    found += [(_SOCIAL if SOCIAL.match(match[0]) else _WEB, match[0]) for match in _ADDRESS.finditer(text)]
    if not found and sum(map(str.isdigit, text)) >= 9 and re.match(r"[+(]?\d[\d ()]{6,}", text):
        found, _lost = phones(text)
    return found


def _without_scheme(text: str) -> str:
    address = text[7:] if text[:7].casefold() == "mailto:" else text
    return address.partition("?")[0].rstrip(".")
