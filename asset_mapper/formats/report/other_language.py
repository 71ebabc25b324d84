"""Texts that stand in from the other language, since nobody has said them in that of the report.

Such a text keeps two marks around it on its way through sentences, tables and lists, so that the file in the end can
say in which language it is: a screen reader reads it aloud as that, and a word processor spells it so. The marks are
characters that Unicode leaves to private use; drawings and bookmarks, which cannot tell, go without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

BEGIN, END = "\ue0f0", "\ue0f1"
_BARE = str.maketrans("", "", BEGIN + END)
_MARKED = re.compile(f"{BEGIN}([^{BEGIN}{END}]*){END}")
_TAG = re.compile("<[^>]*>")


def marked(text: str) -> str:
    """Put the marks around a text in the other language."""
    return f"{BEGIN}{bare(text)}{END}" if text else text


def bare(text: str) -> str:
    """Leave the marks out."""
    return text.translate(_BARE)


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Split a text where its language changes; says of each piece whether it is in the other one."""
    for place, piece in enumerate(_MARKED.split(text)):
        if piece:
            yield bare(piece), place % 2 == 1


def in_html(html: str, language: str) -> str:
    """Say of each marked text in *html* that it is in *language*; within tags the marks are left out."""
    if BEGIN not in html:
        return html
    outside = _TAG.sub(lambda tag: bare(tag[0]), html)
    return bare(_MARKED.sub(rf'<span lang="{language}">\1</span>', outside))
