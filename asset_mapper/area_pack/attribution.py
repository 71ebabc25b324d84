"""Who made a basemap: the line that its licence asks for, in both languages, as text and links.

Files carry it as HTML written by strangers. It is taken apart here into runs of text, some with a web address,
so that nobody downstream ever handles that HTML.
"""

import re
import unicodedata
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; a link when it has an address."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What must be printed beside a basemap."""

    cy: tuple[Piece, ...] = ()
    en: tuple[Piece, ...] = ()
    draft_cy: bool = False  # the Welsh is ours and no translator has checked it

    def pieces(self, language: str) -> tuple[Piece, ...]:
        """Give the runs of text in *language*."""
        return self.cy if language == "cy" else self.en

    def text(self, language: str) -> str:
        """Give the line in *language* without its links."""
        return " ".join("".join(piece.text for piece in self.pieces(language)).split())


ORDNANCE_SURVEY = {
    "en": "Contains OS data © Crown copyright and database right {year}",
    "cy": "Yn cynnwys data OS © Hawlfraint y Goron a hawl cronfa ddata {year}",
}
ROYAL_MAIL = "Contains Royal Mail data © Royal Mail copyright and database right {year}"
NATIONAL_STATISTICS = "Contains National Statistics data © Crown copyright and database right {year}"
ONS = "Source: Office for National Statistics licensed under the Open Government Licence v.3.0"
OPENSTREETMAP = Piece("© OpenStreetMap contributors", "https://www.openstreetmap.org/copyright")


def attribution_of(html: str, schema: str, year: int) -> Attribution:
    """Make the attribution of a basemap from what its file says and from what is known of its schema.

    Parameters
    ----------
    html
        What the file says, as it stands there; may be empty.
    schema
        As ``basemap.schema_of`` names it.
    year
        Of the data, for Ordnance Survey's line when the file does not say one.
    """
    own = pieces_of(html)
    said = "".join(piece.text for piece in own)
    if schema == "zoomstack":
        stated = re.search(r"\b(20\d\d)\b", said)
        line = {code: text.format(year=stated[1] if stated else year) for code, text in ORDNANCE_SURVEY.items()}
        others = () if not own or "crown copyright" in said.lower() else (Piece(" · "), *own)
        return Attribution((Piece(line["cy"]), *others), (Piece(line["en"]), *others), draft_cy=True)
    if not own and schema in ("openmaptiles", "protomaps"):
        own = (OPENSTREETMAP,)
    return Attribution(own, own)


def postcodes_attribution(sources: tuple[tuple[str, int], ...]) -> Attribution:
    """Make the lines that the sources of postcodes ask for.

    Only Ordnance Survey's line is known in Welsh; the others stand in English in both languages.

    Parameters
    ----------
    sources
        The keys and years of ``postcodes.Source``.
    """
    lines: dict[str, list[str]] = {"cy": [], "en": []}
    for code, texts in lines.items():
        for key, year in sources:
            if key == "table":
                continue
            texts.append(ORDNANCE_SURVEY[code].format(year=year))
            texts.append(ROYAL_MAIL.format(year=year))
            texts.append(NATIONAL_STATISTICS.format(year=year) if key == "code-point-open" else ONS)
    cy, en = (" · ".join(dict.fromkeys(lines[code])) for code in ("cy", "en"))
    if not en:
        return Attribution()
    return Attribution((Piece(cy),), (Piece(en),), draft_cy=True)


def pieces_of(html: str) -> tuple[Piece, ...]:
    """Take HTML apart into text and links; scripts, styles and addresses that are not of the web are dropped."""
    reader = _Reader()
    reader.feed(html[:_LONGEST])
    reader.close()
    return tuple(_tidy(reader.pieces))


def plain(text: str, limit: int = 200) -> str:
    """Give *text* on one line, without characters that cannot be seen, cut at *limit*."""
    seen = "".join(" " if letter.isspace() else letter for letter in text[: 4 * limit] if _is_visible(letter))
    return " ".join(seen.split())[:limit]


def _is_visible(letter: str) -> bool:
    """Say whether *letter* shows or parts words: no controls, no marks that turn the direction of writing."""
    return letter.isspace() or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def _tidy(pieces: list[Piece]) -> list[Piece]:
    """Join runs of the same address, and make of every white space one blank, none at the ends."""
    tidy: list[Piece] = []
    for piece in pieces:
        text = "".join(letter for letter in piece.text if _is_visible(letter))
        text = re.sub(r"\s+", " ", text)
        if not tidy or tidy[-1].text.endswith(" "):
            text = text.lstrip()
        if not text:
            continue
        if tidy and tidy[-1].href == piece.href:
            tidy[-1] = Piece(tidy[-1].text + text, piece.href)
        else:
            tidy.append(Piece(text, piece.href))
    if tidy:
        tidy[-1] = Piece(tidy[-1].text.rstrip(), tidy[-1].href)
    return tidy


def _web_address(address: str) -> str:
    """Give *address* when it is one of the web, else nothing."""
    address = address.strip()
    if not address.isprintable() or any(letter in ' "<>\\^`{|}' for letter in address):
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc else ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._href = ""
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._hidden += 1
        elif tag == "a":
            self._href = _web_address(dict(attrs).get("href") or "")
        elif tag in ("br", "p", "div", "li"):
            self.pieces.append(Piece(" "))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._hidden = max(0, self._hidden - 1)
        elif tag == "a":
            self._href = ""

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(Piece(data, self._href))
