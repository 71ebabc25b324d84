"""All files of a site: pages, and what they share, under names that change with what is in them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

import orjson

from asset_mapper.cartography.page import Allowed, BasemapBlock, DataBlock, PublishedMap
from asset_mapper.cartography.parts import packaged
from asset_mapper.formats.exporters.linked_data import LinkedThings
from asset_mapper.formats.exporters.site_pages.contents import PATHWAYS, Contents
from asset_mapper.formats.exporters.site_pages.frame import head
from asset_mapper.formats.exporters.site_pages.plain_pages import list_pages, pathways_page
from asset_mapper.i18n import N_, _, speaking
from asset_mapper.progress import Progress

if TYPE_CHECKING:
    from asset_mapper.area_pack.clipping import ClippedBasemap
    from asset_mapper.domain.publication import Publication

_OFFLINE = N_("This map uses nothing but the files of its own site. It sends nothing and stores nothing.")

Files = dict[str, bytes]
"""Name of a file, from the root of the site → what is in it."""


def site_files(publication: Publication, basemap: ClippedBasemap | None, base_url: str, progress: Progress) -> Files:
    """Make all files of a site that will be at *base_url*, which ends with a slash, or is "" when nobody knows it."""
    contents = Contents(publication, basemap, base_url)
    shared = SharedFiles()
    progress(0, 3, _("Making the map"))
    on_top, body = PublishedMap(publication, basemap).page.elements()
    styles = [shared.add("page.css", part.content) for part in on_top if isinstance(part, Allowed)]
    parts = [_part(part, shared) for part in body]
    styles.append(shared.add("list.css", packaged("list.css")))
    files = shared.files
    for folder in ("", *(f"{language}/" for language in contents.languages)):
        files[f"{folder}index.html"] = _map_page(contents, folder, styles, parts).encode()
    progress(1, 3, _("Making the lists"))
    things = LinkedThings(publication, contents.data, contents.keys)
    for language in contents.languages:
        for name, page in list_pages(contents, language, styles, things):
            files[f"{language}/{name}"] = page.encode("utf-8", "replace")
        if contents.data["pathways"]:
            files[f"{language}/{PATHWAYS}"] = pathways_page(contents, language, styles).encode("utf-8", "replace")
    progress(2, 3, _("Writing the site"))
    return files


class SharedFiles:
    """The files that several pages use."""

    def __init__(self) -> None:
        self.files: Files = {}

    def add(self, name: str, content: str | bytes) -> str:
        """Add a file whose name changes with its content, so that browsers may keep it for good; gives its name."""
        content = content.encode("utf-8") if isinstance(content, str) else content
        stem, ending = name.rsplit(".", 1)
        full = f"files/{stem}-{hashlib.sha256(content).hexdigest()[:12]}.{ending}"
        self.files[full] = content
        return full


def _part(part: Any, shared: SharedFiles) -> str:
    """Give a part of the page with a link to a file in place of what it carries; ``{up}`` leads to the root."""
    if isinstance(part, Allowed):
        return f'<script defer src="{{up}}{shared.add("page.js", part.content)}"></script>'
    if isinstance(part, DataBlock):
        content = _own_texts(part.content) if part.name == "texts" else part.content
        file = shared.add(f"{part.name}.json", content)
        return f'<script type="application/json" id="{part.name}" data-src="{{up}}{file}"></script>'
    if isinstance(part, BasemapBlock):  # .bin: the one ending that every web server knows and leaves alone
        file = shared.add("basemap.bin", part.content)
        return f'<script type="text/plain" id="basemap" {part.facts} data-src="{{up}}{file}"></script>'
    text = str(part.text)
    return "{list}" if text.startswith("<noscript>") else text


def _own_texts(content: bytes) -> bytes:
    """Say of a site, which has files, what holds for it; the page in one file says more of itself."""
    texts = orjson.loads(content)
    for language, own in texts.items():
        with speaking(language):
            own["about_offline"] = _(_OFFLINE)
    return orjson.dumps(texts)


def _map_page(contents: Contents, folder: str, styles: Sequence[str], parts: Sequence[str]) -> str:
    language = folder.rstrip("/") or contents.languages[0]
    up = "../" if folder else ""
    links = []
    for one in contents.languages:
        with speaking(one):
            where = f"{up}{one}/list.html"
            words = escape(_("If no map appears here: this is the list without a map."))
            links.append(f'<p lang="{one}"><a hreflang="{one}" href="{where}">{words}</a></p>')
    title = contents.publication.title.text(language)
    lines = [
        *head(contents, language, title, folder, "", styles),
        "</head>",
        "<body>",
        *(
            part.replace("{up}", up).replace("{list}", f'<div class="not-started">{"".join(links)}</div>')
            for part in parts
        ),
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lines)
