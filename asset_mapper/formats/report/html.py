"""A report as one HTML page: no script, nothing from the network, ready for paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import takewhile

from asset_mapper.formats.report.columns import shares
from asset_mapper.formats.report.document import (
    Block,
    Bullets,
    Document,
    Drawing,
    Picture,
    Quotation,
    Section,
    Sources,
    Table,
    Together,
    Traced,
    Words,
)
from asset_mapper.formats.report.other_language import in_html
from asset_mapper.formats.report.style import style_of
from asset_mapper.i18n import _, speaking

_QUIET, _NUMBER, _COLUMN = ' class="quiet"', ' class="number"', ' scope="col"'
_MORE, _IN_COLUMNS = ' class="more"', ' class="columns"'
_SHORT, _MANY = 5, 4  # rows of a table that stays on one sheet; columns from which on it may be wider than a phone
_MANY_LINES, _SHORT_LINE = 8, 72  # a list of more lines stands in two columns, where all have so few letters


def page(documents: Sequence[Document]) -> str:
    """Write one page that holds the report in each of its languages, the first one first."""
    import base64
    import hashlib

    style = style_of(documents)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    first = documents[0]
    articles = "\n".join(_article(document, number, documents) for number, document in enumerate(documents))
    return (
        f'<!DOCTYPE html>\n<html lang="{first.language}" data-paper="ready">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="generator" content="Asset Mapper">\n'
        f"<title>{escape(first.kind)} – {escape(first.title)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n<main>\n{articles}\n</main>\n</body>\n</html>\n"
    )


def _article(document: Document, number: int, documents: Sequence[Document]) -> str:
    with speaking(document.language):
        contents, other = _("Contents"), _("This report in Welsh") if document.language == "en" else ""
        if document.language == "cy":
            other = _("This report in English")
        there = _Places(f"r{number}", document.keys)
        summary = _section(document.summary, f"r{number}s", 2, there, "summary")
        sections = "\n".join(
            _section(section, f"r{number}s{place}", 2, there) for place, section in enumerate(document.sections)
        )

    def entry(key: str, text: str) -> str:
        """Lead to a section, with room for the number of its sheet."""
        return (
            f'<a href="#{key}">{escape(text)}</a><span class="page" aria-hidden="true" data-page-of="{key}"></span>'
        )

    others = [place for place in range(len(documents)) if place != number]
    links = "".join(f"<p>{entry(f'r{place}', other)}</p>" for place in others)
    listed = "".join(
        f"<li>{entry(f'r{number}s{place}', section.heading)}</li>" for place, section in enumerate(document.sections)
    )
    return in_html(
        f'<article lang="{document.language}" id="r{number}">\n<p class="kind">{escape(document.kind)}</p>\n'
        f"<h1>{escape(document.title)}</h1>\n"
        f'<p class="quiet">{escape(" · ".join((*document.about, document.audience)))}</p>\n{summary}\n'
        f'<nav aria-labelledby="r{number}c"><h2 id="r{number}c">{escape(contents)}</h2>'
        f"<ol>{listed}</ol>{links}</nav>\n"
        f"{sections}\n</article>",
        "en" if document.language == "cy" else "cy",
    )


@dataclass(frozen=True, slots=True)
class _Places:
    """The places of one language of a report that a text can lead to."""

    article: str
    keys: frozenset[str]

    def mark(self, key: str) -> str:
        return f' id="{self.article}{key}"' if key else ""

    def leading(self, text: str) -> str:
        """Write a text as a way to what bears it out; the number of a source at its end leads to that source."""
        found = _OF_A_SOURCE.search(text)
        said = _OF_HOW_MANY.sub("n\u00a0=\u00a0", escape(text[: found.start()] if found else text))
        if isinstance(text, Traced) and text.to in self.keys and said:
            said = f'<a class="to" href="#{self.article}{text.to}">{said}</a>'
        return f'{said}<a href="#{self.article}q{found[1]}">{found[0]}</a>' if found else said


def _section(section: Section, key: str, level: int, there: _Places, kind: str = "") -> str:
    blocks = [_block(block, there) for block in section.blocks]
    parts = "\n".join(_section(part, f"{key}p{place}", level + 1, there) for place, part in enumerate(section.parts))
    turned = there.mark(section.key) + (' class="turned"' if section.starts_wide else "")
    within = f' class="{kind}"' if kind else ""
    heading = f"<h{level}{turned}>{escape(section.heading)}</h{level}>"
    if lead := len(section.lead):
        heading = f'<div class="start">{"".join((heading, *blocks[:lead]))}</div>'
    said = "\n".join((heading, *blocks[lead:]))
    return f'<section id="{key}"{within}>\n{said}{parts}\n</section>'


def _block(block: Block, there: _Places) -> str:
    match block:
        case Words():
            lead = f"<strong>{escape(block.lead)}</strong> " if block.lead else ""
            return f"<p{there.mark(block.key)}{_QUIET if block.quiet else ''}>{lead}{there.leading(block.text)}</p>"
        case Bullets():
            many = len(block.items) > _MANY_LINES and max(map(len, block.items)) <= _SHORT_LINE
            lines = "".join(f"<li>{there.leading(item)}</li>" for item in block.items)
            return f"<ul{_IN_COLUMNS if many else ''}>{lines}</ul>"
        case Table():
            return _table(block, there)
        case Together():
            inner = "".join(_block(one, there) for one in block.blocks)
            return f'<div class="together"{there.mark(block.key)}>{inner}</div>'
        case Drawing():
            table = "" if block.is_alone else _below(block, there)
            turned = " turned" if block.is_wide else ""
            long = ' class="long"' if len(block.caption) > _SHORT_LINE else ""
            return (
                f'<figure><div class="lead{turned}"><figcaption{long}>{escape(block.caption)}</figcaption>'
                f'<div class="wide" tabindex="0" role="group" aria-label="{escape(block.caption)}">'
                f"{_drawn(block.strips)}</div>"
                f"</div>{table}</figure>"
            )
        case Quotation():
            about = there.leading(block.about)
            return (
                f"<blockquote{there.mark(block.key)}><p>{escape(block.text)}</p><footer>{about}</footer></blockquote>"
            )
        case Sources():
            items = enumerate(block.items, 1)
            listed = (f'<li id="{there.article}q{number}">{_source(text, url)}</li>' for number, (text, url) in items)
            return f"<ol>{''.join(listed)}</ol>"


def _below(drawing: Drawing, there: _Places) -> str:
    """Write the table of a drawing, which a screen shows to those who ask for it."""
    table = _table(replace(drawing.table, caption=_("The same as a table")), there)
    said = _("As a table: {title}").format(title=drawing.table.caption)
    return f"<details><summary>{escape(said)}</summary>{table}</details>"


def _drawn(strips: Sequence[Picture]) -> str:
    """Write a drawing; of a tall one the first strip stands at the head of every sheet, and each is on one sheet."""
    if len(strips) == 1:
        return strips[0].svg
    first, *others = (strip.svg for strip in strips)
    return (
        f'<div class="strips"><div class="head">{first}</div>{"".join(f"<div>{one}</div>" for one in others)}</div>'
    )


def _table(table: Table, there: _Places) -> str:
    def cell(place: int, text: str, tag: str, more: str = "") -> str:
        return f"<{tag}{more}{_NUMBER if place in table.numbers else ''}>{there.leading(text)}</{tag}>"

    def line(number: int, row: tuple[str, ...]) -> str:
        """Write a row; what stands first in it stands for those below that say nothing else there."""
        more = number > 0 and _goes_on(row)
        below = 1 + sum(1 for _row in takewhile(_goes_on, table.rows[number + 1 :])) if row[0] else 1
        spans = f' rowspan="{below}"' if below > 1 else ""
        cells = (
            cell(place, text, "td", "" if place else spans) for place, text in enumerate(row) if place or not more
        )
        return f"<tr{_MORE if more else ''}>{''.join(cells)}</tr>"

    rows = "".join(line(number, row) for number, row in enumerate(table.rows))
    head = "".join(cell(place, text, "th" if text else "td", _COLUMN) for place, text in enumerate(table.head))
    short = ' class="short"' if len(table.rows) <= _SHORT else ""
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    columns = "".join(f'<col class="w{round(100 * share)}">' for share in shares(table))
    made = (
        f"<table{short}>{caption}<colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )
    if len(table.head) < _MANY:
        return made
    return f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(table.caption)}">{made}</div>'


def _goes_on(row: tuple[str, ...]) -> bool:
    """Say whether a row goes on with what stands first in the one above it."""
    return not row[0] and any(row)


_OF_HOW_MANY = re.compile(r"\bn = (?=\d)")  # stays on one line
_OF_A_SOURCE = re.compile(r"\[(\d+)\]$")


def _source(text: str, url: str) -> str:
    return f'{escape(text)}, <a href="{escape(url)}" rel="noreferrer">{escape(url)}</a>' if url else escape(text)
