"""A report as one HTML page: no script, nothing from the network, ready for paper."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from asset_mapper.formats.report.document import (
    Block,
    Bullets,
    Document,
    Drawing,
    Quotation,
    Section,
    Sources,
    Table,
    Words,
)
from asset_mapper.i18n import _, speaking

_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px 16px 64px; max-width: 800px; background: #FBFAF7; color: #1F2328;
  font: 16px/1.5 system-ui, 'Segoe UI', 'Noto Sans', 'Liberation Sans', Arial, sans-serif; }
article + article { margin-top: 64px; padding-top: 32px; border-top: 4px solid #0B5C7A; }
h1 { font-size: 28px; line-height: 1.3; margin: 0 0 8px; }
h2 { font-size: 20px; margin: 40px 0 8px; padding-top: 16px; border-top: 1px solid #D8D5CE; }
h3 { font-size: 16px; margin: 24px 0 4px; }
p { margin: 8px 0; } .quiet, .kind { color: #57606A; } .kind { margin: 0; }
a { color: #0B5C7A; } a:focus-visible, summary:focus-visible { outline: 3px solid #0B5C7A; outline-offset: 2px; }
nav { margin: 16px 0; } nav ol { columns: 2; padding-left: 24px; margin: 8px 0; } nav a { line-height: 1.75; }
figure { margin: 16px 0; } figure svg { max-width: 100%; height: auto; display: block; }
figcaption, caption { font-weight: 600; text-align: left; margin: 0 0 8px; padding: 0 0 4px; }
.wide, details { overflow-x: auto; }
.wide:focus-visible { outline: 3px solid #0B5C7A; }
table { border-collapse: collapse; width: 100%; margin: 16px 0; font-size: 14px; }
th, td { text-align: left; vertical-align: top; padding: 4px 8px; border-bottom: 1px solid #D8D5CE;
  overflow-wrap: anywhere; }
th { border-bottom: 2px solid #85827B; } .number { text-align: right; font-variant-numeric: tabular-nums; }
tbody td:empty { height: 36px; }
blockquote { margin: 16px 0; padding: 4px 16px; border-left: 4px solid #0B5C7A; }
blockquote footer { color: #57606A; font-size: 14px; }
summary { cursor: pointer; padding: 8px 0; min-height: 44px; color: #0B5C7A; }
@media (max-width: 600px) { nav ol { columns: 1; } }
@media print { @page { size: A4; margin: 18mm 16mm; }
  body { background: none; max-width: none; padding: 0; font-size: 10.5pt; }
  article + article { break-before: page; } nav, summary { display: none; }
  details > :not(summary) { display: revert; } details::details-content { content-visibility: visible; }
  h2, h3 { break-after: avoid; } svg, blockquote, tr { break-inside: avoid; }
  figcaption { break-after: avoid; } a { color: inherit; } }
"""


_QUIET, _NUMBER = ' class="quiet"', ' class="number"'


def page(documents: Sequence[Document]) -> str:
    """Write one page that holds the report in each of its languages, the first one first."""
    import base64
    import hashlib

    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    first = documents[0]
    articles = "\n".join(_article(document, number, documents) for number, document in enumerate(documents))
    return (
        f'<!DOCTYPE html>\n<html lang="{first.language}" data-paper="ready">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="generator" content="Asset Mapper">\n'
        f"<title>{escape(first.kind)} – {escape(first.title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{articles}\n</main>\n</body>\n</html>\n"
    )


def _article(document: Document, number: int, documents: Sequence[Document]) -> str:
    with speaking(document.language):
        contents, other = _("Contents"), _("This report in Welsh") if document.language == "en" else ""
        if document.language == "cy":
            other = _("This report in English")
        sections = "\n".join(
            _section(section, f"r{number}s{place}", 2) for place, section in enumerate(document.sections)
        )
    others = [place for place in range(len(documents)) if place != number]
    links = "".join(f'<p><a href="#r{place}">{escape(other)}</a></p>' for place in others)
    listed = "".join(
        f'<li><a href="#r{number}s{place}">{escape(section.heading)}</a></li>'
        for place, section in enumerate(document.sections)
    )
    return (
        f'<article lang="{document.language}" id="r{number}">\n<p class="kind">{escape(document.kind)}</p>\n'
        f"<h1>{escape(document.title)}</h1>\n"
        f'<p class="quiet">{escape(" · ".join(document.about))}</p>\n'
        f'<nav aria-label="{escape(contents)}"><ol>{listed}</ol>{links}</nav>\n{sections}\n</article>'
    )


def _section(section: Section, key: str, level: int) -> str:
    blocks = "\n".join(_block(block) for block in section.blocks)
    parts = "\n".join(_section(part, f"{key}p{place}", level + 1) for place, part in enumerate(section.parts))
    return f'<section id="{key}">\n<h{level}>{escape(section.heading)}</h{level}>\n{blocks}{parts}\n</section>'


def _block(block: Block) -> str:
    match block:
        case Words():
            lead = f"<strong>{escape(block.lead)}</strong> " if block.lead else ""
            return f"<p{_QUIET if block.quiet else ''}>{lead}{escape(block.text)}</p>"
        case Bullets():
            return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in block.items) + "</ul>"
        case Table():
            return _table(block)
        case Drawing():
            table = _table(block.table)
            label = escape(_("The same as a table"))
            return (
                f"<figure><figcaption>{escape(block.caption)}</figcaption>"
                f'<div class="wide" tabindex="0" role="group" aria-label="{escape(block.caption)}">{block.svg}</div>'
                f"<details><summary>{label}</summary>{table}</details></figure>"
            )
        case Quotation():
            return f"<blockquote><p>{escape(block.text)}</p><footer>{escape(block.about)}</footer></blockquote>"
        case Sources():
            return "<ol>" + "".join(f"<li>{_source(text, url)}</li>" for text, url in block.items) + "</ol>"


def _table(table: Table) -> str:
    def cell(place: int, text: str, tag: str) -> str:
        scope = ' scope="col"' if tag == "th" else ""
        return f"<{tag}{scope}{_NUMBER if place in table.numbers else ''}>{escape(text)}</{tag}>"

    rows = "".join(
        f"<tr>{''.join(cell(place, text, 'td') for place, text in enumerate(row))}</tr>" for row in table.rows
    )
    head = "".join(cell(place, text, "th" if text else "td") for place, text in enumerate(table.head))
    caption = f"<caption>{escape(table.caption)}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _source(text: str, url: str) -> str:
    return f'{escape(text)}, <a href="{escape(url)}" rel="noreferrer">{escape(url)}</a>' if url else escape(text)
