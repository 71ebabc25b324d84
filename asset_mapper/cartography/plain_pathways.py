"""Pathways in plain HTML and SVG, for browsers without scripts: what the page's scripts make of the same data."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from datetime import date
from html import escape
from typing import Any

from asset_mapper.cartography.columns import Both
from asset_mapper.domain.evidence import Coverage
from asset_mapper.domain.figures import number
from asset_mapper.i18n import format_date

_RUNGS = tuple(Coverage)
_LETTER_PX = 7.9  # of text at 14 px, on average, in a wide font
_LINE_PX, _MOST_LINES = 18, 5
_LABEL_PX, _BOX_PX, _BETWEEN_PX = 34, 6, 1.5  # half the width of a label, and the boxes of its ladder

Said = Callable[[str, "Both | None"], str]
"""Writes a text in an element of that name, in the reader's language or marked as not; ``""`` without a text."""


class PlainPathways:
    """Writes the pathways of a page's data in one language, which has to be the one in force."""

    def __init__(self, data: dict[str, Any], texts: dict[str, Any], language: str, said: Said) -> None:
        self._data, self._texts, self._language, self._said = data, texts, language, said

    def sections(self, *, pictures: bool) -> str:
        """Write every pathway as a section: its picture, if wanted, and the same in words."""
        return "".join(self._section(pathway, pictures) for pathway in self._data["pathways"])

    def _section(self, pathway: dict[str, Any], pictures: bool) -> str:
        links = [self._link(pathway, place) for place in range(len(pathway["links"]["entry"]))]
        lessons = self._said("p", pathway["lessons"])
        columns = range(len(pathway["heads"]))
        parts = [
            self._said("h2", pathway["name"]),
            self._picture(pathway, links) if pictures else "",
            "" if links else f"<p>{self._text('links_not_yet_recorded')}</p>",
            *(self._column(pathway, column, links) for column in columns),
            f"<h3>{self._text('lessons')}</h3>{lessons}" if lessons else "",
        ]
        return f'<section id="pathway-{escape(pathway["key"])}">{"".join(parts)}</section>'

    def _text(self, key: str) -> str:
        return escape(str(self._texts[key]))

    def _link(self, pathway: dict[str, Any], place: int) -> dict[str, Any]:
        """Give what stands behind an arrow, whichever table it is in."""
        entry = pathway["links"]["entry"][place]
        if pathway["links"]["table"][place] == "step":
            return {**self._data["steps"][entry], "contributes": False}
        contributions = self._data["contributions"]
        how = {language: texts[entry] for language, texts in contributions["how"].items()}
        one = {name: contributions[name][entry] for name in ("direction", "coverage", "evidence")}
        return {**one, "how": how, "contributes": True}

    def _name(self, pathway: dict[str, Any], card: int) -> Both:
        row, outcome = pathway["cards"]["asset"][card], pathway["cards"]["outcome"][card]
        if row >= 0:
            names = self._data["assets"]["name"]
            return {language: texts[row] if texts else "" for language, texts in names.items()}
        both: Both = self._data["outcomes"][outcome]["name"] or {"cy": "", "en": ""}
        return both

    # In words ---------------------------------------------------------------------------------------------------

    def _column(self, pathway: dict[str, Any], column: int, links: list[dict[str, Any]]) -> str:
        head = self._said("h3", pathway["heads"][column]["name"])
        head = head or f"<h3>{self._text('column').format(number=column + 1)}</h3>"
        cards = [card for card, where in enumerate(pathway["cards"]["column"]) if where == column]
        return f"{head}<ul>{''.join(self._card(pathway, card, links) for card in cards)}</ul>"

    def _card(self, pathway: dict[str, Any], card: int, links: list[dict[str, Any]]) -> str:
        arrows = [
            self._arrow(pathway, place, link)
            for place, link in enumerate(links)
            if pathway["links"]["from"][place] == card
        ]
        own = f"<ul>{''.join(arrows)}</ul>" if arrows else ""
        return f"<li><p><strong>{self._said('span', self._name(pathway, card))}</strong></p>{own}</li>"

    def _arrow(self, pathway: dict[str, Any], place: int, link: dict[str, Any]) -> str:
        way = "harms" if link["direction"] == "harms" else "contributes" if link["contributes"] else "helps"
        to = self._said("span", self._name(pathway, pathway["links"]["to"][place]))
        known = self._text(f"coverage_{_RUNGS[link['coverage']].value}")
        evidence = "".join(f"<li>{self._piece(self._data['evidence'][one])}</li>" for one in link["evidence"])
        parts = [
            f'<p><span class="path-mark">{place + 1}</span> {self._text(way)} {to} ({known})</p>',
            self._said("p", link["how"]),
            f"<ul>{evidence}</ul>" if evidence else "",
        ]
        return f"<li>{''.join(parts)}</li>"

    def _piece(self, piece: dict[str, Any]) -> str:
        facts = [self._text(f"evidence_{piece['kind']}"), self._text(f"finding_{piece['finding']}")]
        if piece["strength"]:
            facts.append(self._text("strength").format(strength=piece["strength"]))
        if piece["n_few"]:
            facts.append(self._text("of_few_people").format(number=piece["n_few"]))
        elif piece["n"] is not None:
            facts.append(self._text("of_people").format(number=number(piece["n"])))
        if piece["on"]:
            facts.append(format_date(date.fromisoformat(piece["on"][:10]), self._language))
        is_measured = piece["before"] is not None and piece["after"] is not None
        if piece["period"] and not is_measured:
            facts.append(escape(piece["period"]))
        parts = [self._said("p", piece["summary"])]
        if is_measured:
            figures = {name: escape(piece[name]) for name in ("unit", "period")}
            figures |= {name: number(piece[name]) for name in ("before", "after")}
            parts.append(f"<p>{self._text('before_after').format(**figures)}</p>")
        parts += [
            self._said("p", piece["reported"]),
            f'<p class="quiet">{" · ".join(facts)}</p>',
            self._source(piece),
        ]
        return "".join(parts)

    def _source(self, piece: dict[str, Any]) -> str:
        citation, url = piece["citation"], piece["url"]
        if not citation and not url:
            return ""
        words = escape(citation or url)
        if url.lower().startswith(("http://", "https://")):
            words = f'<a href="{escape(url)}" rel="noopener noreferrer">{words}</a>'
        return f'<p class="quiet">{self._text("source")}: {words}</p>'

    # As a picture -----------------------------------------------------------------------------------------------

    def _picture(self, pathway: dict[str, Any], links: list[dict[str, Any]]) -> str:
        width, height = pathway["size"]
        name = escape(self._in_language(pathway["name"]))
        heads = [
            f'<text x="{head["x"]}" y="24" class="path-head">{escape(self._in_language(head["name"]))}</text>'
            for head in pathway["heads"]
            if head["name"]
        ]
        places = range(len(links))
        parts = [
            *heads,
            *(self._line(pathway, place, links[place]) for place in places),
            *(self._box(pathway, card) for card in range(len(pathway["cards"]["x"]))),
            *(self._label(place, pathway["links"]["label"][place], links[place]) for place in places),
        ]
        return (
            f'<div class="wide-picture" role="group" tabindex="0" aria-label="{name}">'
            f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" class="pathway" '
            f'aria-label="{name}">{"".join(parts)}</svg></div>'
        )

    def _in_language(self, both: Both) -> str:
        return both[self._language] or both["cy"] or both["en"]

    def _line(self, pathway: dict[str, Any], place: int, link: dict[str, Any]) -> str:
        width, dashes = self._data["strokes"][link["coverage"]]
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        line, end = (pathway["links"][name][place] for name in ("line", "end"))
        return (
            f'<g class="path-link{_harms(link)}"><path class="path-line" d="{line}" stroke-width="{width}"{dashed}/>'
            f'<path class="path-end" d="{end}"/></g>'
        )

    def _box(self, pathway: dict[str, Any], card: int) -> str:
        cards, (wide, high) = pathway["cards"], pathway["card"]
        is_outcome = cards["outcome"][card] >= 0
        left = 16 if is_outcome else 12
        words = self._in_language(self._name(pathway, card))
        letters = int((wide - left - 6) / _LETTER_PX)
        lines = textwrap.wrap(words, letters, max_lines=_MOST_LINES, placeholder=" …")
        top = (high - len(lines) * _LINE_PX) / 2 + 14
        text = "".join(
            f'<tspan x="{left}" y="{top + place * _LINE_PX:g}">{escape(line)}</tspan>'
            for place, line in enumerate(lines)
        )
        mark = f'<rect class="path-outcome" width="6" height="{high}" rx="3"/>' if is_outcome else ""
        return (
            f'<g class="path-card" transform="translate({cards["x"][card]} {cards["y"][card]})">'
            f'<rect width="{wide}" height="{high}" rx="6"/>{mark}<text>{text}</text></g>'
        )

    def _label(self, place: int, middle: list[float], link: dict[str, Any]) -> str:
        harms = link["direction"] == "harms"
        high, line = (34, -8) if harms else (18, 0)
        first = _LABEL_PX - 5 - 5 * (_BOX_PX + _BETWEEN_PX) + _BETWEEN_PX
        boxes = [
            f"M{first + rung * (_BOX_PX + _BETWEEN_PX):g} {line - _BOX_PX / 2:g}h{_BOX_PX}v{_BOX_PX}h-{_BOX_PX}z"
            for rung in range(len(_RUNGS) - 1)
        ]
        word = f'<text y="12" text-anchor="middle">{self._text("harms_word")}</text>' if harms else ""
        return (
            f'<g class="path-label{_harms(link)}" transform="translate({middle[0]} {middle[1]})">'
            f'<rect x="{-_LABEL_PX}" y="{-high / 2:g}" width="{2 * _LABEL_PX}" height="{high}" rx="4"/>'
            f'<text x="{6 - _LABEL_PX}" y="{line + 4}" class="path-number">{place + 1}</text>'
            f'<path class="path-off" d="{"".join(boxes[link["coverage"] :])}"/>'
            f'<path class="path-on" d="{"".join(boxes[: link["coverage"]])}"/>{word}</g>'
        )


def _harms(link: dict[str, Any]) -> str:
    return " path-harms" if link["direction"] == "harms" else ""
