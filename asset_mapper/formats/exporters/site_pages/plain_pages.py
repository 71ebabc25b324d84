"""The plain pages of a site: the list of assets, some hundred on each page, and the pathways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

import orjson

from asset_mapper.cartography.plain_pathways import PlainPathways
from asset_mapper.formats.exporters.linked_data import LinkedThings, at, in_language, page_about
from asset_mapper.formats.exporters.site_pages.contents import PATHWAYS, Contents, list_name, pair
from asset_mapper.formats.exporters.site_pages.entries import Entries
from asset_mapper.formats.exporters.site_pages.frame import foot, head, ways
from asset_mapper.i18n import _, sort_key, speaking

ASSETS_A_PAGE = 400


def list_pages(
    contents: Contents, language: str, styles: Sequence[str], things: LinkedThings
) -> Iterator[tuple[str, str]]:
    """Give the name and the text of each page of the list, in alphabetical order."""
    names = contents.data["assets"]["name"]
    count = contents.data["assets"]["count"]
    order = sorted(range(count), key=lambda row: sort_key(in_language(at(names, row), language), language))
    pages = [order[start : start + ASSETS_A_PAGE] for start in range(0, count, ASSETS_A_PAGE)] or [[]]
    entries = Entries(contents, language)
    for place, rows in enumerate(pages):
        with speaking(language):
            yield list_name(place), _list_page(contents, language, styles, things, entries, place, len(pages), rows)


def _list_page(
    contents: Contents,
    language: str,
    styles: Sequence[str],
    things: LinkedThings,
    entries: Entries,
    place: int,
    count: int,
    rows: Sequence[int],
) -> str:
    publication, name = contents.publication, list_name(place)
    title = publication.title.text(language)
    about = ""
    if contents.is_public:
        address = f"{contents.base_url}{language}/{name}" if contents.base_url else ""
        told = orjson.dumps(page_about(publication, language, address, rows, things)).decode().replace("<", "\\u003c")
        about = f'<script type="application/ld+json">{told}</script>'
    around = _steps(contents, language, place, count)
    nothing = f"<p>{escape(str(contents.texts[language]['no_assets']))}</p>" if not rows else ""
    return _plain_page(
        contents,
        entries,
        head(contents, language, title if place == 0 else f"{title} ({place + 1})", f"{language}/", name, styles),
        about,
        [entries.said("p", pair(publication.introduction)), ways(contents, language, name)],
        ["<main>", around, "<ul>", *map(entries.entry, rows), "</ul>", nothing, around, "</main>"],
        language,
    )


def _steps(contents: Contents, language: str, place: int, count: int) -> str:
    """Lead to the page before and the page after."""
    texts = contents.texts[language]
    steps = [escape(_("Page {place} of {count}").format(place=place + 1, count=count))]
    if place:
        steps.insert(0, f'<a rel="prev" href="{list_name(place - 1)}">{escape(str(texts["previous"]))}</a>')
    if place + 1 < count:
        steps.append(f'<a rel="next" href="{list_name(place + 1)}">{escape(str(texts["next"]))}</a>')
    return f'<nav class="tools">{" ".join(steps)}</nav>' if count > 1 else ""


def pathways_page(contents: Contents, language: str, styles: Sequence[str]) -> str:
    """Write the page of all pathways, each as a picture and in words."""
    entries = Entries(contents, language)
    with speaking(language):
        drawn = PlainPathways(contents.data, contents.texts[language], language, entries.said)
        title = _("Pathways") + f" – {contents.publication.title.text(language)}"
        return _plain_page(
            contents,
            entries,
            head(contents, language, title, f"{language}/", PATHWAYS, styles),
            "",
            [ways(contents, language, PATHWAYS)],
            ['<main class="plain-pathways">', drawn.sections(pictures=True), "</main>"],
            language,
        )


def _plain_page(
    contents: Contents,
    entries: Entries,
    page_head: Sequence[str],
    about: str,
    opening: Sequence[str],
    main: Sequence[str],
    language: str,
) -> str:
    """Put a page together: *opening* stands below its title, *about* is for search engines."""
    fictional = escape(str(contents.texts[language]["fictional"]))
    lines = [
        *page_head,
        about,
        "</head>",
        '<body class="plain-page">',
        "<header>",
        entries.said("h1", pair(contents.publication.title)),
        f'<p class="badge">{fictional}</p>' if contents.publication.fictional else "",
        *opening,
        "</header>",
        *main,
        *foot(contents, language),
        "</body>",
        "</html>",
    ]
    return "\n".join([*filter(None, lines), ""])
