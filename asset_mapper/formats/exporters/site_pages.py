"""The pages of a site: the map with its files beside it, and the same as plain lists for browsers without scripts.

No page has a script or style inside itself, so that a council's web server may forbid them; what was typed into a
project is escaped, or in a data file that the scripts show as text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

import orjson

from asset_mapper.cartography.page import Allowed, BasemapBlock, DataBlock, PublishedMap
from asset_mapper.cartography.page_data import page_data, short_keys
from asset_mapper.cartography.parts import packaged
from asset_mapper.cartography.plain_pathways import PlainPathways
from asset_mapper.cartography.texts import page_texts
from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.evidence import Coverage
from asset_mapper.formats.exporters.addresses import LINKS
from asset_mapper.formats.exporters.linked_data import LinkedThings, at, in_language, page_about, rows_of
from asset_mapper.i18n import LANGUAGE_NAMES, N_, _, format_date, sort_key, speaking
from asset_mapper.progress import Progress

if TYPE_CHECKING:
    from asset_mapper.area_pack.clipping import ClippedBasemap
    from asset_mapper.cartography.columns import Both
    from asset_mapper.domain.publication import Publication

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
"""What the pages may do: use the site's own files, and nothing else."""

ASSETS_A_PAGE = 400
FILES = "files"
_PATHWAYS = "pathways.html"
_OFFLINE = N_("This map uses nothing but the files of its own site. It sends nothing and stores nothing.")
_RUNGS = tuple(Coverage)


@dataclass
class Site:
    """Everything that a site is made of; gives its files one after the other."""

    publication: Publication
    basemap: ClippedBasemap | None
    base_url: str  # ends with a slash, or is "" when nobody knows it
    progress: Progress
    files: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.languages = self.publication.languages
        self.data = page_data(self.publication)
        self.texts = {language: page_texts(language) for language in self.languages}
        self.keys = _keys(self.publication)
        self.is_public = self.publication.audience is Audience.PUBLIC

    def write(self) -> dict[str, bytes]:
        """Make all files; gives name → content."""
        self.progress(0, 3, _("Making the map"))
        head, body = PublishedMap(self.publication, self.basemap).page.elements()
        styles = [self._file("page.css", part.content) for part in head if isinstance(part, Allowed)]
        parts = [self._part(part) for part in body]
        styles.append(self._file("list.css", packaged("list.css")))
        for folder in ("", *(f"{language}/" for language in self.languages)):
            self.files[f"{folder}index.html"] = self._map_page(folder, styles, parts).encode()
        self.progress(1, 3, _("Making the lists"))
        things = LinkedThings(self.publication, self.data, self.keys)
        for language in self.languages:
            for name, page in self._lists(language, styles, things):
                self.files[f"{language}/{name}"] = page.encode("utf-8", "replace")
            if self.data["pathways"]:
                with speaking(language):
                    page = self._pathways(language, styles)
                self.files[f"{language}/{_PATHWAYS}"] = page.encode("utf-8", "replace")
        self.progress(2, 3, _("Writing the site"))
        return self.files

    # Files and addresses ----------------------------------------------------------------------------------------

    def _file(self, name: str, content: str | bytes) -> str:
        """Add a file whose name changes with its content, so that browsers may keep it for good; gives its name."""
        content = content.encode("utf-8") if isinstance(content, str) else content
        stem, ending = name.rsplit(".", 1)
        full = f"{FILES}/{stem}-{hashlib.sha256(content).hexdigest()[:12]}.{ending}"
        self.files[full] = content
        return full

    def _part(self, part: Any) -> str:
        """Give a part of the page with a link to a file in place of what it carries; ``{up}`` leads to the root."""
        if isinstance(part, Allowed):
            return f'<script defer src="{{up}}{self._file("page.js", part.content)}"></script>'
        if isinstance(part, DataBlock):
            content = self._own_texts(part.content) if part.name == "texts" else part.content
            file = self._file(f"{part.name}.json", content)
            return f'<script type="application/json" id="{part.name}" data-src="{{up}}{file}"></script>'
        if isinstance(part, BasemapBlock):  # .bin: the one ending that every web server knows and leaves alone
            file = self._file("basemap.bin", part.content)
            return f'<script type="text/plain" id="basemap" {part.facts} data-src="{{up}}{file}"></script>'
        text = str(part.text)
        return "{list}" if text.startswith("<noscript>") else text

    def _own_texts(self, content: bytes) -> bytes:
        texts = orjson.loads(content)
        for language, own in texts.items():
            with speaking(language):
                own["about_offline"] = _(_OFFLINE)
        return orjson.dumps(texts)

    def _alternates(self, folder: str, name: str) -> list[str]:
        """Link the same page in the other languages."""
        up = "../" if folder else ""
        root = self.base_url or up
        own = [f'<link rel="canonical" href="{escape(self.base_url)}{folder}{name}">'] if self.base_url else []
        there = [
            f'<link rel="alternate" hreflang="{language}" href="{escape(root)}{language}/{name}">'
            for language in self.languages
        ]
        usual = [] if name else [f'<link rel="alternate" hreflang="x-default" href="{escape(root) or "./"}">']
        return [*own, *there, *usual]

    # Pages ------------------------------------------------------------------------------------------------------

    def _head(self, language: str, title: str, folder: str, name: str, styles: Sequence[str]) -> list[str]:
        up = "../" if folder else ""
        introduction = self.publication.introduction
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
            *([] if self.is_public else ['<meta name="robots" content="noindex, nofollow">']),
            *([f'<meta name="description" content="{escape(" ".join(about.split())[:300])}">'] if about else []),
            '<link rel="icon" href="data:,">',
            f"<title>{escape(title)}</title>",
            *self._alternates(folder, name),
            *(f'<link rel="stylesheet" href="{up}{style}">' for style in styles),
        ]

    def _map_page(self, folder: str, styles: Sequence[str], parts: Sequence[str]) -> str:
        language = folder.rstrip("/") or self.languages[0]
        up = "../" if folder else ""
        links = []
        for one in self.languages:
            with speaking(one):
                where = f"{up}{one}/list.html"
                words = escape(_("If no map appears here: this is the list without a map."))
                links.append(f'<p lang="{one}"><a hreflang="{one}" href="{where}">{words}</a></p>')
        title = self.publication.title.text(language)
        lines = [
            *self._head(language, title, folder, "", styles),
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

    def _lists(self, language: str, styles: Sequence[str], things: LinkedThings) -> Iterator[tuple[str, str]]:
        """Give the pages of the list in alphabetical order, some hundred assets on each."""
        names = self.data["assets"]["name"]
        count = self.data["assets"]["count"]
        order = sorted(range(count), key=lambda row: sort_key(in_language(at(names, row), language), language))
        pages = [order[start : start + ASSETS_A_PAGE] for start in range(0, count, ASSETS_A_PAGE)] or [[]]
        entries = _Entries(self, language)
        for place, rows in enumerate(pages):
            with speaking(language):
                yield _list_name(place), self._list(language, styles, things, entries, place, len(pages), rows)

    def _list(
        self,
        language: str,
        styles: Sequence[str],
        things: LinkedThings,
        entries: _Entries,
        place: int,
        count: int,
        rows: Sequence[int],
    ) -> str:
        publication, texts = self.publication, self.texts[language]
        name = _list_name(place)
        title = publication.title.text(language)
        about = page_about(
            publication, language, f"{self.base_url}{language}/{name}" if self.base_url else "", rows, things
        )
        told = orjson.dumps(about).decode().replace("<", "\\u003c")
        steps = [
            *(
                [f'<a rel="prev" href="{_list_name(place - 1)}">{escape(str(texts["previous"]))}</a>']
                if place
                else []
            ),
            escape(_("Page {place} of {count}").format(place=place + 1, count=count)),
            *(
                [f'<a rel="next" href="{_list_name(place + 1)}">{escape(str(texts["next"]))}</a>']
                if place + 1 < count
                else []
            ),
        ]
        around = f'<nav class="tools">{" ".join(steps)}</nav>' if count > 1 else ""
        lines = [
            *self._head(language, title if place == 0 else f"{title} ({place + 1})", f"{language}/", name, styles),
            *([f'<script type="application/ld+json">{told}</script>'] if self.is_public else []),
            "</head>",
            '<body class="plain-page">',
            "<header>",
            entries.said("h1", _pair(publication.title)),
            f'<p class="badge">{self._fictional(language)}</p>' if publication.fictional else "",
            entries.said("p", _pair(publication.introduction)),
            self._ways(language, name),
            "</header>",
            "<main>",
            around,
            "<ul>",
            *(entries.entry(row) for row in rows),
            "</ul>",
            f"<p>{escape(str(texts['no_assets']))}</p>" if not rows else "",
            around,
            "</main>",
            *self._foot(language),
            "</body>",
            "</html>",
            "",
        ]
        return "\n".join(line for line in lines if line or line == lines[-1])

    def _ways(self, language: str, name: str) -> str:
        """Lead from a plain page to the others, and to itself in the other languages."""
        places = [("./", _("Map, search and filters"))]
        if name == _PATHWAYS:
            places.append((_list_name(0), _("List of assets")))
        elif self.data["pathways"]:
            places.append((_PATHWAYS, _("Pathways")))
        ways = [f'<a href="{place}">{escape(words)}</a>' for place, words in places]
        ways += [
            f'<a lang="{one}" hreflang="{one}" href="../{one}/{name}">{LANGUAGE_NAMES[one]}</a>'
            for one in self.languages
            if one != language
        ]
        return f'<nav class="tools">{" ".join(ways)}</nav>'

    def _pathways(self, language: str, styles: Sequence[str]) -> str:
        """Write the page of all pathways, each as a picture and in words."""
        entries = _Entries(self, language)
        drawn = PlainPathways(self.data, self.texts[language], language, entries.said)
        title = _("Pathways") + f" – {self.publication.title.text(language)}"
        lines = [
            *self._head(language, title, f"{language}/", _PATHWAYS, styles),
            "</head>",
            '<body class="plain-page">',
            "<header>",
            entries.said("h1", _pair(self.publication.title)),
            f'<p class="badge">{self._fictional(language)}</p>' if self.publication.fictional else "",
            self._ways(language, _PATHWAYS),
            "</header>",
            '<main class="plain-pathways">',
            drawn.sections(pictures=True),
            "</main>",
            *self._foot(language),
            "</body>",
            "</html>",
            "",
        ]
        return "\n".join(line for line in lines if line or line == lines[-1])

    def _fictional(self, language: str) -> str:
        return escape(str(self.texts[language]["fictional"]))

    def _foot(self, language: str) -> Iterator[str]:
        publication, texts = self.publication, self.texts[language]
        made = format_date(publication.made_on, language)
        maker = f"{texts['made_by']} {publication.publisher}, {made}" if publication.publisher else made
        yield "<footer>"
        if publication.fictional:
            yield f"<p>{escape(str(texts['about_fictional']))}</p>"
        yield f"<p>{escape(maker)}</p>"
        if publication.contact:
            yield f"<p>{escape(str(texts['about_corrections_text']))} {escape(publication.contact)}</p>"
        if self.basemap is not None:
            yield f"<p>{_pieces(self.basemap.attribution.pieces(language))}</p>"
        yield "</footer>"


class _Entries:
    """The assets of a list, each as plain HTML in one language."""

    def __init__(self, site: Site, language: str) -> None:
        self._site, self._language, self._data = site, language, site.data
        self._texts = site.texts[language]
        self._contacts = rows_of(site.data["contacts"]["asset"])
        self._meetings = rows_of(site.data["meetings"]["asset"])
        self._talents = rows_of(site.data["talents"]["asset"])
        self._links = rows_of(site.data["contributions"]["asset"])

    def said(self, tag: str, both: Both | None) -> str:
        """Write a text in an element; one that is in the other language only says so."""
        if both is None or not any(both.values()):
            return ""
        if both[self._language]:
            return f"<{tag}>{escape(both[self._language])}</{tag}>"
        other = "en" if self._language == "cy" else "cy"
        title = escape(str(self._texts["only_in_english" if other == "en" else "only_in_welsh"]))
        mark = f'<abbr class="other-language" title="{title}">{other.upper()}</abbr>'
        return f'<{tag}><span lang="{other}">{escape(both[other])}</span> {mark}</{tag}>'

    def entry(self, row: int) -> str:
        data, assets = self._data, self._data["assets"]
        kind = int(assets["kind"][row])
        quiet = (
            " data-nosnippet" if data["kinds"][kind] == AssetKind.PERSON else ""
        )  # not for search engines' excerpts
        parts = [
            f'<li id="{escape(self._site.keys[row])}"{quiet}>',
            self.said("h2", at(assets["name"], row)),
            f'<p class="quiet">{self._facts(row, kind)}</p>',
            self.said("p", at(assets["summary"], row)),
            *self._line("card_when", (self._when(entry) for entry in self._meetings.get(row, ()))),
            *self._line("card_offers", (self._talent(entry) for entry in self._talents.get(row, ()))),
            *self._line("card_reach", (self._contact(entry) for entry in self._contacts.get(row, ()))),
            *self._line("card_supports", (self._link(entry) for entry in self._links.get(row, ()))),
            "</li>",
        ]
        return "".join(parts)

    def _facts(self, row: int, kind: int) -> str:
        data, assets = self._data, self._data["assets"]
        facts = [self.said("span", data["kind_labels"][kind])]
        if assets["venue"][row] >= 0:
            facts.append(self.said("span", at(assets["name"], assets["venue"][row])))
        else:
            facts.append(self.said("span", at(assets["venue_name"], row)))
        if assets["area"][row] >= 0:
            facts.append(self.said("span", data["areas"][assets["area"][row]]["name"]))
        facts.append(escape(assets["address"][row]))
        if assets["lon"][row] is not None:
            facts.append(f'<a href="./#asset={escape(self._site.keys[row])}">{escape(_("Show on the map"))}</a>')
        return " · ".join(fact for fact in facts if fact)

    def _line(self, label: str, parts: Iterator[str]) -> Iterator[str]:
        there = [part for part in parts if part]
        if there:
            yield f'<p><span class="label">{escape(str(self._texts[label]))}:</span> {" · ".join(there)}</p>'

    def _when(self, entry: int) -> str:
        meetings = self._data["meetings"]
        venue = meetings["venue"][entry]
        words = [self.said("span", at(meetings["name"], entry)), self.said("span", at(meetings["when"], entry))]
        words += [self.said("span", at(self._data["assets"]["name"], venue))] if venue >= 0 else []
        words += [self.said("span", at(meetings[name], entry)) for name in ("cost", "who")]
        words.append(escape(", ".join(meetings["access"][entry])))
        return ", ".join(word for word in words if word)

    def _talent(self, entry: int) -> str:
        talents = self._data["talents"]
        what = self.said("span", at(talents["what"], entry))
        if talents["standing"][entry] == "offered":
            return what
        return f"{what} ({escape(str(self._texts['standing_' + talents['standing'][entry]]))})"

    def _contact(self, entry: int) -> str:
        contacts = self._data["contacts"]
        value, person = contacts["value"][entry], contacts["person"][entry]
        link = LINKS[contacts["kind"][entry]](value)
        words = f'<a href="{escape(link)}" rel="noopener noreferrer">{escape(value)}</a>' if link else escape(value)
        return f"{words} ({escape(person)})" if person else words

    def _link(self, entry: int) -> str:
        links = self._data["contributions"]
        name = self.said("span", self._data["outcomes"][links["outcome"][entry]]["name"])
        known = escape(str(self._texts[f"coverage_{_RUNGS[links['coverage'][entry]].value}"]))
        harms = f"{escape(str(self._texts['harms']))} " if links["direction"][entry] == "harms" else ""
        return f"{harms}{name} ({known})"


def _keys(publication: Publication) -> list[str]:
    return [key.strip() for key in short_keys(publication.assets["id"].tolist())[1]]


def _list_name(place: int) -> str:
    return "list.html" if place == 0 else f"list-{place + 1}.html"


def _pair(text: Any) -> Both | None:
    return None if text is None else {"cy": text.cy, "en": text.en}


def _pieces(pieces: Any) -> str:
    return "".join(
        f'<a href="{escape(piece.href)}" rel="noopener noreferrer">{escape(piece.text)}</a>'
        if piece.href
        else escape(piece.text)
        for piece in pieces
    )
