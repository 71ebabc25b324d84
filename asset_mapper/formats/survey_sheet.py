"""The blank sheet of a survey on A4: large type, a box for the group, five boxes for each statement, a number.

Given the publication of one survey (``services/survey_sheets.py``). In both languages, each statement stands in Welsh
and English on the same line, so that one sheet serves everybody.
"""

from __future__ import annotations

import base64
import hashlib
import tempfile
from collections.abc import Iterator
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from asset_mapper.domain.bilingual import Bilingual, bilingual
from asset_mapper.domain.publication import Publication
from asset_mapper.domain.survey import ANSWERS
from asset_mapper.formats.exporters.base import Exporter
from asset_mapper.i18n import N_, _, speaking
from asset_mapper.progress import Progress

MOST_COPIES = 500
_SHEET = N_("Sheet")
_ONE_OF = N_("I am one of these:")
_NO_NAME = N_("Your name is not needed. Leave out what you would rather not answer.")
_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px 16px; max-width: 820px; background: #FFFFFF; color: #1F2328;
  font: 18px/1.4 system-ui, 'Segoe UI', 'Noto Sans', 'Liberation Sans', Arial, sans-serif; }
section + section { break-before: page; margin-top: 64px; }
header { display: flex; gap: 24px; justify-content: space-between; align-items: flex-start; }
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 8px; } p { margin: 0 0 8px; }
.number { border: 2px solid #1F2328; border-radius: 6px; padding: 6px 12px; min-width: 120px; font-size: 14px;
  flex: none; }
.number b { display: block; font-size: 24px; min-height: 32px; }
.other { color: #3F464E; font-style: italic; } h1 .other, .statement .other, p .other { display: block; }
.group { margin: 12px 0; } .group span.choice { white-space: nowrap; margin-right: 24px; }
.box { display: inline-block; width: 22px; height: 22px; border: 2px solid #1F2328; border-radius: 4px;
  vertical-align: -4px; margin-right: 8px; }
table { width: 100%; border-collapse: collapse; margin-top: 8px; } tr { break-inside: avoid; }
th { font-weight: 600; font-size: 14px; line-height: 1.4; padding: 6px 0; text-align: left; }
.scale { font-weight: 400; } td, th { border-bottom: 1px solid #85827B; }
td { padding: 9px 4px; vertical-align: middle; } td.point { text-align: center; width: 46px; padding: 0; }
td.place { width: 36px; padding-left: 0; font-weight: 600; }
.ring { display: inline-block; width: 36px; height: 36px; border: 2px solid #1F2328; border-radius: 18px;
  line-height: 32px; font-size: 17px; }
footer { margin-top: 12px; font-size: 14px; color: #3F464E; }
@media print { @page { size: A4; margin: 9mm 14mm; } body { padding: 0; max-width: none; font-size: 13pt;
  line-height: 1.3; }
  h1 { font-size: 19pt; } .number { font-size: 10pt; } .number b { font-size: 18pt; } th { font-size: 10.5pt; }
  footer { font-size: 10.5pt; }
  .both { font-size: 12pt; line-height: 1.25; } section + section { margin-top: 0; } td { padding: 3px 4px; }
  .group { margin: 6px 0; } p { margin: 0 0 4px; } .ring { width: 32px; height: 32px; line-height: 28px; } }
"""


def page(publication: Publication, copies: int = 1, first: int | None = None) -> str:
    """Write the sheet, so many times; *first* is the number on the first copy, ``None`` leaves a box for it."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    languages = publication.languages
    title = _name(publication).text(languages[0])
    sheets = "\n".join(_sheet(publication, "" if first is None else str(first + number)) for number in range(copies))
    return (
        f'<!DOCTYPE html>\n<html lang="{languages[0]}" data-paper="ready">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="generator" content="Asset Mapper">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{sheets}\n</body>\n</html>\n"
    )


def _sheet(publication: Publication, number: str) -> str:
    survey = publication.surveys.iloc[0]
    languages = publication.languages
    introduction = bilingual(
        survey["introduction_cy"], survey["introduction_en"], survey["introduction_first"] or None
    )
    said = f"<p>{_texts(introduction, languages)}</p>" if introduction else ""
    return (
        f'<section class="{"both" if len(languages) > 1 else "one"}">'
        f"<header><div><h1>{_texts(_name(publication), languages)}</h1>{said}</div>"
        f'<div class="number">{_ours(_SHEET, languages)}<b>{escape(number)}</b></div></header>'
        f"{_groups(publication)}{''.join(_table(publication, languages))}"
        f"<footer>{_ours(_NO_NAME, languages)}"
        "</footer></section>"
    )


def _groups(publication: Publication) -> str:
    groups = publication.respondent_groups.sort_values("position")
    if not len(groups):
        return ""
    languages = publication.languages
    choices = "".join(
        f'<span class="choice"><span class="box"></span>{_texts(name, languages, between=" / ")}</span>'
        for name in _bilinguals(groups, "name")
    )
    return f'<div class="group"><p>{_ours(_ONE_OF, languages)}</p>{choices}</div>'


def _table(publication: Publication, languages: tuple[str, ...]) -> Iterator[str]:
    what = _ours(N_("How far do you agree? One circle on each line."), languages)
    yield f'<table><thead><tr><th colspan="7" scope="col">{what}{"".join(_scale(languages))}</th></tr></thead><tbody>'
    rings = "".join(f'<td class="point"><span class="ring">{point}</span></td>' for point in ANSWERS)
    statements = publication.statements.sort_values("position")
    for place, text in enumerate(_bilinguals(statements, "text"), 1):
        yield f'<tr><td class="place">{place}</td><td class="statement">{_texts(text, languages)}</td>{rings}</tr>'
    yield "</tbody></table>"


def _scale(languages: tuple[str, ...]) -> Iterator[str]:
    """Say what the five points mean, on a line for each language."""
    for language in languages:
        with speaking(language):
            points = " · ".join(f"<b>{point}</b> {escape(_(label))}" for point, label in ANSWERS.items())
        yield f'<div class="scale" lang="{language}">{points}</div>'


def _name(publication: Publication) -> Bilingual:
    (name,) = _bilinguals(publication.surveys.iloc[:1], "name")
    return name


def _bilinguals(frame: Any, name: str) -> list[Bilingual]:
    return [
        Bilingual(*row) for row in zip(frame[f"{name}_cy"], frame[f"{name}_en"], frame[f"{name}_first"], strict=True)
    ]


def _texts(text: Bilingual, languages: tuple[str, ...], between: str = "") -> str:
    """Write what somebody typed, in each language in which it is there."""
    shown = list(dict.fromkeys(text.shown(language) for language in languages))
    lead, lead_language = shown[0]
    written = f'<span lang="{lead_language}">{escape(lead)}</span>'
    return written + "".join(
        f'{between}<span class="other" lang="{language}">{escape(other)}</span>' for other, language in shown[1:]
    )


def _ours(message: str, languages: tuple[str, ...], between: str = " / ") -> str:
    """Write a text of our own (``N_``) in each language."""
    said = []
    for language in languages:
        with speaking(language):
            said.append(f'<span lang="{language}">{escape(_(message))}</span>')
    return between.join(said)


def exporters(copies: int, first: int | None) -> tuple[Exporter, ...]:
    """Give the ways to write so many sheets, in menu order."""
    return (
        Exporter(
            key="survey-pdf", label=N_("PDF to print"), suffix=".pdf", write=partial(_as_pdf, copies, first)
        ),
        Exporter(
            key="survey-html",
            label=N_("A page for the browser"),
            suffix=".html",
            write=partial(_as_page, copies, first),
        ),
    )  # fmt: skip


def _as_page(copies: int, first: int | None, publication: Publication, target: Path, progress: Progress) -> None:
    progress(0, 1, _("Sheets of the survey"))
    target.write_text(page(publication, copies, first), encoding="utf-8", errors="replace", newline="\n")


def _as_pdf(copies: int, first: int | None, publication: Publication, target: Path, progress: Progress) -> None:
    from asset_mapper.formats.exporters.pdf import described
    from asset_mapper.printing.helper import print_page

    with tempfile.TemporaryDirectory(prefix="asset-mapper-") as folder:
        sheet, printed = Path(folder, "sheet.html"), Path(folder, "sheet.pdf")
        _as_page(copies, first, publication, sheet, progress)
        print_page(sheet, printed, progress=progress)
        target.write_bytes(described(printed, publication))
