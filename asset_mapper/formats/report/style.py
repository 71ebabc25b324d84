"""How a report looks as a page and on paper: one style sheet, with the colours of the theme by their names."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from asset_mapper.formats.exporters.looks import tokens
from asset_mapper.formats.report.document import Document, foot_of

_STYLE = """
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px 16px 64px; max-width: 800px; background: var(--paper); color: var(--ink);
  font: 16px/1.5 'Segoe UI', 'Noto Sans', 'Liberation Sans', system-ui, Arial, sans-serif; }
article + article { margin-top: 64px; padding-top: 32px; border-top: 4px solid var(--accent); }
h1 { font-size: 28px; line-height: 1.3; margin: 0 0 8px; }
h2 { font-size: 20px; margin: 40px 0 8px; padding-top: 16px; border-top: 1px solid var(--line); }
h3 { font-size: 16px; margin: 24px 0 4px; }
p { margin: 8px 0; } .quiet, .kind { color: var(--quiet); } .kind { margin: 0; }
ul { padding-left: 24px; } li { margin: 4px 0; }
.columns { columns: 18em 2; column-gap: 32px; } .columns li { break-inside: avoid; }
a { color: var(--accent); }
a.to { color: inherit; text-underline-offset: 3px; text-decoration: underline dotted var(--edge); }
a.to:hover { color: var(--accent); text-decoration: underline; }
:target { outline: 2px solid var(--accent); outline-offset: 4px; }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.summary { margin: 24px 0; padding: 8px 24px; background: var(--card); border-left: 4px solid var(--accent); }
.summary h2, nav h2 { margin: 8px 0; padding: 0; border: 0; }
nav { margin: 24px 0; } nav ol { padding-left: 24px; margin: 8px 0; } nav a { line-height: 1.75; }
nav .page { display: none; }
.together { margin: 16px 0; } .together > p { margin: 2px 0; } .together ul { margin: 4px 0; }
figure { margin: 16px 0; } figure svg { max-width: 100%; height: auto; display: block; }
figcaption, caption { font-weight: 600; text-align: left; margin: 0 0 8px; padding: 0 0 4px; }
details caption, figcaption.long { font-weight: 400; color: var(--quiet); }
.wide, .scroll { overflow-x: auto; }
.wide:focus-visible, .scroll:focus-visible { outline: 3px solid var(--accent); }
table { border-collapse: collapse; width: 100%; margin: 16px 0; font-size: 14px; }
th, td { text-align: left; vertical-align: top; padding: 4px 8px; border-bottom: 1px solid var(--line);
  overflow-wrap: break-word; }
th { border-bottom: 2px solid var(--edge); vertical-align: bottom; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
th:first-child, td:first-child { padding-left: 0; } th:last-child, td:last-child { padding-right: 0; }
.more td:first-child { padding-left: 8px; }
tbody tr:not(:has(td:not(:empty))) td { height: 36px; }
blockquote { margin: 16px 0; padding: 4px 16px; border-left: 4px solid var(--accent); }
blockquote footer { color: var(--quiet); font-size: 14px; }
summary { cursor: pointer; padding: 8px 0; min-height: 44px; color: var(--accent); }
ol li, nav { overflow-wrap: anywhere; }
@media screen and (min-width: 840px) { .turned .wide { --wide: min(1240px, 100vw - 64px);
  width: var(--wide); margin-left: calc((100% - var(--wide)) / 2); } }
@media (max-width: 600px) { .summary { padding: 8px 16px; } .wide svg { max-width: none; }
  .scroll table { min-width: 600px; } }
@media screen and (prefers-color-scheme: dark) {
  .wide { padding: 16px; background: var(--sheet); border-radius: 6px; }
  .turned .wide { padding: 0 16px; } }
@media print {
  @page { size: A4; margin: 18mm 16mm 20mm; }
  body { background: none; max-width: none; padding: 0; font-size: 10.5pt; }
  table { font-size: 9.5pt; } table, figure { margin: 8px 0; } th, td { padding: 3px 8px; }
  article + article { break-before: page; margin: 0; padding: 0; border: 0; }
  .summary { break-inside: avoid; border: 1px solid var(--line); border-left: 4px solid var(--accent); }
  nav { break-inside: avoid; break-after: page; } nav + section > h2, nav + section > .start > h2 { margin-top: 0; }
  nav li, nav p { display: flex; gap: 8px; margin: 0; }
  nav ol { padding: 0; columns: 2; column-gap: 32px; } nav li { break-inside: avoid; }
  nav a { text-decoration: none; flex: 1; } nav a, nav .page { display: block; line-height: 1.6; }
  summary { display: none; } details > :not(summary) { display: revert; }
  details::details-content { content-visibility: visible; }
  .wide, .scroll { overflow: visible; }
  h2, h3, figcaption, caption, thead { break-after: avoid; }
  svg, blockquote, tr, .together, .start, .short, .strips > *, p:has(+ figure) { break-inside: avoid; }
  .start { break-after: avoid; }
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

_MOST_LETTERS = 130  # at the foot of a sheet
_NAMED = ("paper", "ink", "quiet", "line", "edge", "accent", "card")


def _colours() -> str:
    """Write the colours by their names: on paper as in the light, where drawings keep theirs in the dark too."""

    def named(scheme: str) -> str:
        return " ".join(f"--{name}: {colour};" for name, colour in tokens(scheme).items() if name in _NAMED)

    light, sheet = named("light"), tokens("light")["paper"]
    return (
        f":root {{ color-scheme: light dark; --sheet: {sheet}; {light} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {named('dark')} }} }}\n"
    )


def style_of(documents: Sequence[Document]) -> str:
    """Write the style sheet of a page that holds the report in each of its languages."""
    return _colours() + _STYLE + _WIDTHS + _foot(documents)


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
