"""A publication as one HTML page: a folium map whose every element is ours.

folium makes one script for each marker, takes its libraries from the network and puts text into templates; none of
that happens here. The page's elements are written as they are, without a template: scripts and styles from the
package, each allowed by its hash, and the data as one block of JSON that no browser runs. What was typed into a
project is only ever inside that block (or escaped, in the list for browsers without scripts), and the page's
scripts show it as text.
"""

from __future__ import annotations

import base64
import gzip
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

import orjson
from branca.element import Element, Figure
from folium import Map

from asset_mapper.cartography.coast import coast
from asset_mapper.cartography.page_data import in_blocks, page_data
from asset_mapper.cartography.parts import data_block, hash_of, packaged
from asset_mapper.cartography.plain_list import plain_list
from asset_mapper.cartography.texts import page_texts

if TYPE_CHECKING:
    from asset_mapper.area_pack.attribution import Attribution
    from asset_mapper.area_pack.clipping import ClippedBasemap
    from asset_mapper.domain.publication import Publication

COMPRESS_FROM_BYTES = 150_000
"""Data from this size on is gzipped; less stays readable in the file."""


class Verbatim(Element):
    """An element that is written as it is: no template sees its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **kwargs: Any) -> str:
        return self.text


class Allowed(Verbatim):
    """A script or style of the package; its hash goes into the page's policy."""

    def __init__(self, tag: str, text: str) -> None:
        super().__init__(f"<{tag}>{text}</{tag}>")
        self.tag, self.content = tag, text
        self.hash = hash_of(text)


class DataBlock(Verbatim):
    """JSON for the page's scripts; ``<`` is escaped, so that nothing in it ends the block."""

    def __init__(self, name: str, value: Any) -> None:
        self.name, self.content = name, orjson.dumps(value)
        content = self.content
        if len(content) < COMPRESS_FROM_BYTES:
            super().__init__(data_block(name, value))
            return
        packed = base64.b64encode(gzip.compress(content, 6, mtime=0)).decode()
        super().__init__(f'<script type="text/plain" id="{name}" data-encoding="gzip">{packed}</script>')


class BasemapBlock(Verbatim):
    """The basemap's tiles, and what the page's script has to know of them."""

    def __init__(self, basemap: ClippedBasemap) -> None:
        west, south, east, north = basemap.bounds
        about = (basemap.tile_type, basemap.schema, basemap.min_zoom, basemap.max_zoom, west, south, east, north)
        layers = " ".join(layer for layer in basemap.vector_layers if " " not in layer)
        self.content = basemap.pmtiles
        self.facts = f'data-facts="{escape(" ".join(map(str, about)))}" data-layers="{escape(layers)}"'
        packed = base64.b64encode(basemap.pmtiles).decode()
        super().__init__(f'<script type="text/plain" id="basemap" {self.facts}>{packed}</script>')


class PublishedPage(Figure):
    """The document around the map: title, policy, styles, the page's frame, data and scripts."""

    def __init__(self, title: str, language: str) -> None:
        super().__init__()
        self.page_title, self.language = title, language
        for part in (self.header, self.html, self.script):
            part._children.clear()

    def elements(self) -> tuple[list[Element], list[Element]]:
        """Put the page together; gives what stands in its head, and in its body."""
        for child in list(self._children.values()):
            child.render()
        head, body, scripts = (list(part._children.values()) for part in (self.header, self.html, self.script))
        return head, [*body, *scripts]

    def render(self, **kwargs: Any) -> str:
        head, body = self.elements()
        policy = _policy([element for element in (*head, *body) if isinstance(element, Allowed)])
        lines = [
            "<!DOCTYPE html>",
            f'<html lang="{self.language}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="generator" content="Asset Mapper">',
            f"<title>{escape(self.page_title)}</title>",
            *(element.render() for element in head),
            "</head>",
            "<body>",
            *(element.render() for element in body),
            "</body>",
            "</html>",
            "",
        ]
        return "\n".join(lines)


class PublishedMap(Map):
    """folium's map with our elements in place of its own: nothing from the network, nothing through a template."""

    default_js: list[tuple[str, str]] = []
    default_css: list[tuple[str, str]] = []

    def __init__(
        self,
        publication: Publication,
        basemap: ClippedBasemap | None = None,
        attributions: Sequence[Attribution] = (),
    ) -> None:
        super().__init__(tiles=None)
        made_by = [*([basemap.attribution] if basemap is not None else []), *attributions]
        self._data = page_data(publication, made_by)
        if basemap is None:
            self._data["coast"] = coast(publication)
        self._basemap = basemap
        first = publication.languages[0]
        self.page = PublishedPage(publication.title.text(first), first)
        self.page.add_child(self)

    def render(self, **kwargs: Any) -> str:
        page = self.page
        page.header.add_child(Allowed("style", packaged("vendor", "page.css")), name="style")
        page.html.add_child(Verbatim(_opening(self._data["languages"])), name="opening")
        page.html.add_child(Verbatim(packaged("page.html")), name="frame")
        page.html.add_child(
            Verbatim(f'<noscript><div class="without-scripts">{plain_list(self._data)}</div></noscript>'),
            name="plain_list",
        )
        texts = {language: page_texts(language) for language in self._data["languages"]}
        page.script.add_child(DataBlock("texts", texts), name="texts")
        page.script.add_child(DataBlock("data", in_blocks(self._data)), name="data")
        if self._basemap is not None:
            page.script.add_child(BasemapBlock(self._basemap), name="basemap")
            page.script.add_child(Allowed("script", packaged("vendor", "basemap.js")), name="basemap_script")
        page.script.add_child(Allowed("script", packaged("vendor", "page.js")), name="script")
        return ""


def page_html(
    publication: Publication, basemap: ClippedBasemap | None = None, attributions: Sequence[Attribution] = ()
) -> str:
    """Write the page of *publication*, complete in one file."""
    return PublishedMap(publication, basemap, attributions).page.render()


def _opening(languages: Sequence[str]) -> str:
    """Say what is seen until the scripts have run, and for good where a browser is too old for them."""
    lines = [
        f'<p lang="{language}">{escape(str(texts["opening"]))}<br>{escape(str(texts["opening_takes_long"]))}</p>'
        for language in languages
        for texts in [page_texts(language)]
    ]
    return f'<div id="opening">{"".join(lines)}</div>'


def _policy(allowed: Sequence[Allowed]) -> str:
    scripts = " ".join(element.hash for element in allowed if element.tag == "script")
    styles = " ".join(element.hash for element in allowed if element.tag == "style")
    return (
        f"default-src 'none'; script-src {scripts}; style-src {styles}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
