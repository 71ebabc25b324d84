"""What every page of a site has around it: head and foot, and the ways to the other pages and languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from asset_mapper.formats.exporters.site_pages.contents import PATHWAYS, Contents, list_name
from asset_mapper.i18n import LANGUAGE_NAMES, _, format_date

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
"""What the pages may do: use the site's own files, and nothing else."""


def head(contents: Contents, language: str, title: str, folder: str, name: str, styles: Sequence[str]) -> list[str]:
    up = "../" if folder else ""
    introduction = contents.publication.introduction
    about = introduction.text(language) if introduction else ""
    return [
        "<!DOCTYPE html>",
        f'<html lang="{language}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="generator" content="Asset Mapper">',
        *([] if contents.is_public else ['<meta name="robots" content="noindex, nofollow">']),
        *([f'<meta name="description" content="{escape(" ".join(about.split())[:300])}">'] if about else []),
        '<link rel="icon" href="data:,">',
        f"<title>{escape(title)}</title>",
        *_alternates(contents, folder, name),
        *(f'<link rel="stylesheet" href="{up}{style}">' for style in styles),
    ]


def _alternates(contents: Contents, folder: str, name: str) -> list[str]:
    """Link the same page in the other languages."""
    up = "../" if folder else ""
    root = contents.base_url or up
    own = [f'<link rel="canonical" href="{escape(contents.base_url)}{folder}{name}">'] if contents.base_url else []
    there = [
        f'<link rel="alternate" hreflang="{language}" href="{escape(root)}{language}/{name}">'
        for language in contents.languages
    ]
    usual = [] if name else [f'<link rel="alternate" hreflang="x-default" href="{escape(root) or "./"}">']
    return [*own, *there, *usual]


def ways(contents: Contents, language: str, name: str) -> str:
    """Lead from a plain page to the others, and to itself in the other languages."""
    places = [("./", _("Map, search and filters"))]
    if name == PATHWAYS:
        places.append((list_name(0), _("List of assets")))
    elif contents.data["pathways"]:
        places.append((PATHWAYS, _("Pathways")))
    links = [f'<a href="{place}">{escape(words)}</a>' for place, words in places]
    links += [
        f'<a lang="{one}" hreflang="{one}" href="../{one}/{name}">{LANGUAGE_NAMES[one]}</a>'
        for one in contents.languages
        if one != language
    ]
    return f'<nav class="tools">{" ".join(links)}</nav>'


def foot(contents: Contents, language: str) -> Iterator[str]:
    publication, texts = contents.publication, contents.texts[language]
    made = format_date(publication.made_on, language)
    maker = f"{texts['made_by']} {publication.publisher}, {made}" if publication.publisher else made
    yield "<footer>"
    if publication.fictional:
        yield f"<p>{escape(str(texts['about_fictional']))}</p>"
    yield f"<p>{escape(maker)}</p>"
    if publication.contact:
        yield f"<p>{escape(str(texts['about_corrections_text']))} {escape(publication.contact)}</p>"
    if contents.basemap is not None:
        yield f"<p>{_pieces(contents.basemap.attribution.pieces(language))}</p>"
    yield "</footer>"


def _pieces(pieces: Any) -> str:
    return "".join(
        f'<a href="{escape(piece.href)}" rel="noopener noreferrer">{escape(piece.text)}</a>'
        if piece.href
        else escape(piece.text)
        for piece in pieces
    )
