"""A report as one HTML page: no script, nothing from the network, ready for paper."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import takewhile
from textwrap import shorten

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
    foot_of,
)
from asset_mapper.i18n import _, speaking

_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px 16px 64px; max-width: 800px; background: #FBFAF7; color: #1F2328;
  font: 16px/1.5 'Segoe UI', 'Noto Sans', 'Liberation Sans', system-ui, Arial, sans-serif; }
article + article { margin-top: 64px; padding-top: 32px; border-top: 4px solid #0B5C7A; }
h1 { font-size: 28px; line-height: 1.3; margin: 0 0 8px; }
h2 { font-size: 20px; margin: 40px 0 8px; padding-top: 16px; border-top: 1px solid #D8D5CE; }
h3 { font-size: 16px; margin: 24px 0 4px; }
p { margin: 8px 0; } .quiet, .kind { color: #57606A; } .kind { margin: 0; }
ul { padding-left: 24px; } li { margin: 4px 0; }
.columns { columns: 18em 2; column-gap: 32px; } .columns li { break-inside: avoid; }
a { color: #0B5C7A; } a.to { color: inherit; text-underline-offset: 3px; text-decoration: underline dotted #85827B; }
a.to:hover { color: #0B5C7A; text-decoration: underline; }
:target { outline: 2px solid #0B5C7A; outline-offset: 4px; }
a:focus-visible, summary:focus-visible { outline: 3px solid #0B5C7A; outline-offset: 2px; }
.summary { margin: 24px 0; padding: 8px 24px; background: #FFFFFF; border-left: 4px solid #0B5C7A; }
.summary h2, nav h2 { margin: 8px 0; padding: 0; border: 0; }
nav { margin: 24px 0; } nav ol { padding-left: 24px; margin: 8px 0; } nav a { line-height: 1.75; }
nav .page { display: none; }
.together { margin: 16px 0; } .together > p { margin: 2px 0; } .together ul { margin: 4px 0; }
figure { margin: 16px 0; } figure svg { max-width: 100%; height: auto; display: block; }
figcaption, caption { font-weight: 600; text-align: left; margin: 0 0 8px; padding: 0 0 4px; }
details caption { font-weight: 400; color: #57606A; }
.wide, .scroll { overflow-x: auto; }
.wide:focus-visible, .scroll:focus-visible { outline: 3px solid #0B5C7A; }
table { border-collapse: collapse; width: 100%; margin: 16px 0; font-size: 14px; }
th, td { text-align: left; vertical-align: top; padding: 4px 8px; border-bottom: 1px solid #D8D5CE;
  overflow-wrap: break-word; }
th { border-bottom: 2px solid #85827B; vertical-align: bottom; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
th:first-child, td:first-child { padding-left: 0; } th:last-child, td:last-child { padding-right: 0; }
.more td:first-child { padding-left: 8px; }
tbody tr:not(:has(td:not(:empty))) td { height: 36px; }
blockquote { margin: 16px 0; padding: 4px 16px; border-left: 4px solid #0B5C7A; }
blockquote footer { color: #57606A; font-size: 14px; }
summary { cursor: pointer; padding: 8px 0; min-height: 44px; color: #0B5C7A; }
ol li, nav { overflow-wrap: anywhere; }
@media screen and (min-width: 840px) { .turned .wide { --wide: min(1240px, 100vw - 64px);
  width: var(--wide); margin-left: calc((100% - var(--wide)) / 2); } }
@media (max-width: 600px) { .summary { padding: 8px 16px; } .wide svg { max-width: none; }
  .scroll table { min-width: 600px; } }
@media print {
  @page { size: A4; margin: 18mm 16mm 20mm; }
  body { background: none; max-width: none; padding: 0; font-size: 10.5pt; }
  table { font-size: 9.5pt; } table, figure { margin: 8px 0; } th, td { padding: 3px 8px; }
  article + article { break-before: page; margin: 0; padding: 0; border: 0; }
  .summary { break-inside: avoid; border: 1px solid #D8D5CE; border-left: 4px solid #0B5C7A; }
  nav { break-inside: avoid; } nav li, nav p { display: flex; gap: 8px; margin: 0; } nav ol { padding: 0; }
  nav a { text-decoration: none; flex: 1; line-height: 1.6; } nav .page { display: block; }
  summary { display: none; } details > :not(summary) { display: revert; }
  details::details-content { content-visibility: visible; }
  .wide, .scroll { overflow: visible; }
  h2, h3, figcaption, caption, thead { break-after: avoid; }
  svg, blockquote, tr, .together, .short, .strips > * { break-inside: avoid; }
  .strips { display: table; } .strips > * { display: table-row-group; }
  .strips > .head { display: table-header-group; }
  .strips > :last-child { break-before: avoid; }
  tbody tr:nth-child(-n+2), tbody tr:last-child { break-before: avoid; }
  .turned { page: turned; } .turned svg { max-height: 148mm; width: auto; }
  h2.turned { margin: 0; padding: 0; border: 0; } h3.turned { margin: 4px 0; }
  p:has(+ ul), p:has(+ ol), p:has(+ table), p:has(+ .scroll), p:has(+ figure),
  h3 + p.quiet { break-after: avoid; }
  p, li { orphans: 2; widows: 2; } a, a.to { color: inherit; text-decoration: none; }
  :target { outline: 0; } }
"""


_WIDTHS = "\n".join(f".w{percent} {{ width: {percent}%; }}" for percent in range(1, 101))
"""Of columns: the page allows no style but its own."""

_QUIET, _NUMBER, _COLUMN = ' class="quiet"', ' class="number"', ' scope="col"'
_MORE, _IN_COLUMNS = ' class="more"', ' class="columns"'
_SHORT, _MANY = 5, 4  # rows of a table that stays on one sheet; columns from which on it may be wider than a phone
_MANY_LINES, _SHORT_LINE = 8, 72  # a list of more lines stands in two columns, where all have so few letters
_MOST_LETTERS = 130  # at the foot of a sheet


def page(documents: Sequence[Document], pages: Mapping[str, int] | None = None) -> str:
    """Write one page that holds the report in each of its languages, the first one first.

    *pages* says on which sheet of paper each section begins (by its key), for the contents of a printed report.
    """
    import base64
    import hashlib

    style = _STYLE + _WIDTHS + _foot(documents)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    first = documents[0]
    articles = "\n".join(
        _article(document, number, documents, pages or {}) for number, document in enumerate(documents)
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{first.language}" data-paper="ready">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="generator" content="Asset Mapper">\n'
        f"<title>{escape(first.kind)} – {escape(first.title)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n<main>\n{articles}\n</main>\n</body>\n</html>\n"
    )


def _foot(documents: Sequence[Document]) -> str:
    """Write what stands at the foot of every sheet: what it is, for whom, and the number of the page."""
    said = _css_text(foot_of(documents))
    small = "font: 8.5pt 'Segoe UI', 'Noto Sans', 'Liberation Sans', sans-serif; color: #57606A;"
    foot = f'@bottom-left {{ content: "{said}"; {small} }} @bottom-right {{ content: counter(page); {small} }}'
    return f"@page {{ {foot} }}\n@page turned {{ size: A4 landscape; margin: 12mm 14mm 16mm; {foot} }}\n"


def _css_text(text: str) -> str:
    """Write a text as the inside of a CSS string that is itself inside an HTML style element."""
    short = shorten(text, _MOST_LETTERS, placeholder=" …")
    return "".join(one if one.isalnum() or one in " .,-–·" else f"\\{ord(one):x} " for one in short)


def _article(document: Document, number: int, documents: Sequence[Document], pages: Mapping[str, int]) -> str:
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
        return f'<a href="#{key}">{escape(text)}</a><span class="page" aria-hidden="true">{pages.get(key, "")}</span>'

    others = [place for place in range(len(documents)) if place != number]
    links = "".join(f"<p>{entry(f'r{place}', other)}</p>" for place in others)
    listed = "".join(
        f"<li>{entry(f'r{number}s{place}', section.heading)}</li>" for place, section in enumerate(document.sections)
    )
    return (
        f'<article lang="{document.language}" id="r{number}">\n<p class="kind">{escape(document.kind)}</p>\n'
        f"<h1>{escape(document.title)}</h1>\n"
        f'<p class="quiet">{escape(" · ".join((*document.about, document.audience)))}</p>\n{summary}\n'
        f'<nav aria-labelledby="r{number}c"><h2 id="r{number}c">{escape(contents)}</h2>'
        f"<ol>{listed}</ol>{links}</nav>\n"
        f"{sections}\n</article>"
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
        said = escape(text[: found.start()] if found else text)
        if isinstance(text, Traced) and text.to in self.keys and said:
            said = f'<a class="to" href="#{self.article}{text.to}">{said}</a>'
        return f'{said}<a href="#{self.article}q{found[1]}">{found[0]}</a>' if found else said


def _section(section: Section, key: str, level: int, there: _Places, kind: str = "") -> str:
    blocks = "\n".join(_block(block, there) for block in section.blocks)
    parts = "\n".join(_section(part, f"{key}p{place}", level + 1, there) for place, part in enumerate(section.parts))
    turned = there.mark(section.key) + (' class="turned"' if section.starts_wide else "")
    within = f' class="{kind}"' if kind else ""
    return (
        f'<section id="{key}"{within}>\n<h{level}{turned}>{escape(section.heading)}</h{level}>\n{blocks}{parts}\n'
        "</section>"
    )


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
            table = _table(replace(block.table, caption=_("The same as a table")), there)
            turned = " turned" if block.is_wide else ""
            return (
                f'<figure><div class="lead{turned}"><figcaption>{escape(block.caption)}</figcaption>'
                f'<div class="wide" tabindex="0" role="group" aria-label="{escape(block.caption)}">'
                f"{_drawn(block.strips)}</div>"
                f"</div><details><summary>{escape(block.table.caption)}</summary>{table}</details></figure>"
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
    caption = f"<caption>{escape(table.caption)}</caption>"
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


_OF_A_SOURCE = re.compile(r"\[(\d+)\]$")


def _source(text: str, url: str) -> str:
    return f'{escape(text)}, <a href="{escape(url)}" rel="noreferrer">{escape(url)}</a>' if url else escape(text)
