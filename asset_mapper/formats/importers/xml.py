"""XML from strangers: no entities, no external parts, forgiving where a file is merely careless."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, ParseError

from asset_mapper.errors import UnreadableFileError
from asset_mapper.i18n import _

MAX_DEPTH = 200  # folders within folders; what nests deeper is no map


def local(element: Element) -> str:
    """Name an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def child(element: Element, name: str) -> Element | None:
    return next((one for one in element if local(one) == name), None)


def children(element: Element, name: str) -> list[Element]:
    return [one for one in element if local(one) == name]


def text(element: Element | None) -> str | None:
    """Give the text of an element, ``None`` when there is none."""
    said = "".join(element.itertext()).strip() if element is not None else ""
    return said or None


def walk(data: bytes, name: str) -> Iterator[tuple[str, Element, list[Element]]]:
    """Give ``start`` and ``end`` of every element with the elements around it, outermost first.

    The caller may clear an element at its end to keep memory small.

    Raises
    ------
    UnreadableFileError
        It is not XML, is not complete, declares entities or nests too deeply.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    around: list[Element] = []
    try:
        for event, element in iterparse(
            io.BytesIO(data), events=("start", "end"), forbid_dtd=False, forbid_entities=True
        ):
            if event == "start":
                yield "start", element, around
                around.append(element)
                if len(around) > MAX_DEPTH:
                    raise UnreadableFileError(_("“{name}” is nested too deeply to be a map.").format(name=name))
            else:
                around.pop()
                yield "end", element, around
    except ParseError as error:
        raise UnreadableFileError(
            _("“{name}” is not complete XML ({reason}). Fetch or save it again.").format(name=name, reason=error)
        ) from error
    except (DefusedXmlException, LookupError, ValueError) as error:
        raise UnreadableFileError(
            _("“{name}” declares entities or an encoding that could harm, and was not read.").format(name=name)
        ) from error


_PREFIX = re.compile(rb"[<\s/]([A-Za-z_][\w.-]*):[A-Za-z_]")
_ROOT = re.compile(rb"<(?![?!])[A-Za-z_][\w.:-]*")


def with_prefixes(data: bytes) -> bytes:
    """Declare the prefixes that a careless program used without declaring them."""
    root = _ROOT.search(data)
    if root is None:
        return data
    undeclared = {
        prefix
        for prefix in set(_PREFIX.findall(data))
        if prefix not in (b"xmlns", b"xml", b"http", b"https") and b"xmlns:" + prefix + b"=" not in data
    }
    if not undeclared:
        return data
    declarations = b"".join(b' xmlns:%b="urn:undeclared:%b"' % (prefix, prefix) for prefix in sorted(undeclared))
    return data[: root.end()] + declarations + data[root.end() :]


class _Text(HTMLParser):
    """Turns HTML into plain text with its line breaks, and keeps where links lead."""

    _BREAKS = frozenset(("br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "ul", "ol", "hr"))
    _SILENT = frozenset(("script", "style", "head", "title"))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0
        self._link: tuple[str, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._SILENT:
            self._silent += 1
        elif tag in self._BREAKS:
            self.pieces.append("\n")
        elif tag == "td":
            self.pieces.append(" ")
        elif tag == "a":
            self._link = (dict(attrs).get("href") or "", len(self.pieces))
        elif tag == "img" and (address := dict(attrs).get("src")):
            self.pieces.append(f" {address} ")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in ("p", "div", "tr", "table"):
            self.pieces.append("\n")
        elif tag == "a" and self._link is not None:
            address, start = self._link
            shown = "".join(self.pieces[start:])
            if address and address.removeprefix("mailto:") not in shown:
                self.pieces.append(f" ({address})")
            self._link = None

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)


def plain(markup: str | None) -> str | None:
    """Give a description, which may be HTML, as plain text."""
    if not markup:
        return None
    if "<" not in markup and "&" not in markup:
        return markup.strip() or None
    parser = _Text()
    parser.feed(markup)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.pieces).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() or None
