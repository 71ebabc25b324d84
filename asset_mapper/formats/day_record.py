"""The record of a day on one sheet: where and when, what was recorded, thanks, and how to have it put right.

Given the publication of one session (``services/day_record.py``). Both languages stand side by side. Outside the team
nobody who is recorded as a person is named, since that they agreed to be on the map does not say that they came; and
nothing is named when so few came that a name could tell who said it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from asset_mapper.analysis.survey_blocks import Bar
from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual, bilingual
from asset_mapper.domain.mapping_session import PRINCIPLES
from asset_mapper.domain.publication import Publication
from asset_mapper.formats.exporters.base import Exporter
from asset_mapper.formats.report.reading import ReadPublication, rows_of
from asset_mapper.formats.report.survey_parts import blocks_of
from asset_mapper.i18n import N_, _, format_date, ngettext, sort_key, speaking
from asset_mapper.progress import Progress

_MOST_STATEMENTS = {1: 3, 2: 2}
_MOST_OUTCOMES = {1: 4, 2: 3}
_MOST_NAMES = {1: 140, 2: 24}  # on a sheet in so many languages; the rest are counted
_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px 16px; max-width: 800px; background: #FBFAF7; color: #1F2328;
  font: 16px/1.5 system-ui, 'Segoe UI', 'Noto Sans', 'Liberation Sans', Arial, sans-serif; }
main { display: grid; gap: 32px; } main.both { grid-template-columns: 1fr 1fr; max-width: none; }
article + article { border-left: 1px solid #D8D5CE; padding-left: 32px; }
h1 { font-size: 24px; line-height: 1.3; margin: 0 0 8px; } h2 { font-size: 16px; margin: 16px 0 0; }
p { margin: 8px 0; } .quiet { color: #57606A; } ul { margin: 0; padding-left: 20px; }
li, p, h1 { overflow-wrap: anywhere; } footer { border-top: 1px solid #D8D5CE; margin-top: 16px; }
dl { display: grid; grid-template-columns: 1fr auto; gap: 0 16px; margin: 8px 0; } dd { margin: 0; }
.names { padding: 0; } .names li { display: inline; } .names li + li::before { content: " · "; }
@media (max-width: 600px) { main.both { display: block; }
  article + article { border: 0; padding: 0; margin-top: 48px; } }
@media print { @page { size: A4; margin: 12mm 14mm; } body { background: none; max-width: none; padding: 0;
  font-size: 9.5pt; line-height: 1.35; } h1 { font-size: 16pt; } h2 { font-size: 10pt; margin-top: 10px;
  break-after: avoid; }
  main { gap: 24px; } main.both { grid-template-columns: 1fr 1fr; font-size: 8pt; }
  .both p { margin: 5px 0; } .both h1 { font-size: 13pt; }
  article + article { padding-left: 24px; } }
"""


def page(publication: Publication) -> str:
    """Write the sheet as one HTML page: no script, nothing from the network, ready for paper."""
    import base64
    import hashlib

    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    languages = publication.languages
    articles = "\n".join(_article(publication, language) for language in languages)
    with speaking(languages[0]):
        title = f"{_('Record of the day')} – {_place(publication).text(languages[0])}"
    return (
        f'<!DOCTYPE html>\n<html lang="{languages[0]}" data-paper="ready">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="generator" content="Asset Mapper">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<main class="{"both" if len(languages) > 1 else "one"}">\n{articles}\n</main>\n</body>\n</html>\n'
    )


def _article(publication: Publication, language: str) -> str:
    with speaking(language):
        return f'<article lang="{language}">\n{"".join(_parts(publication, language))}\n</article>'


def _parts(publication: Publication, language: str) -> Iterator[str]:
    session = publication.sessions.iloc[0]
    day = format_date(date.fromisoformat(session["on"]))
    yield f'<p class="quiet">{escape(_("Record of the day"))} · {escape(publication.title.text(language))}</p>'
    yield f"<h1>{_in(_place(publication), language)}, {escape(day)}</h1>"
    if publication.fictional:
        yield f"<p>{escape(_('A sample: people and places are made up.'))}</p>"
    purpose = bilingual(session["purpose_cy"], session["purpose_en"], session["purpose_first"] or None)
    if purpose:
        yield f"<p>{_in(purpose, language)}</p>"
    if came := _came(publication, session):
        yield f"<p>{escape(came)}</p>"
    yield from _team(session)
    yield from _recorded(publication, session, language)
    yield from _votes(session)
    yield from _votes_on_outcomes(publication, language)
    yield from _surveys(publication, language)
    yield f"<p>{escape(_('Thank you to everyone who came and told us what there is.'))}</p>"
    yield f'<footer class="quiet"><p>{escape(_closing(publication))}</p>'
    if publication.contact:
        text = _("To have something corrected or removed: {contact}").format(contact=publication.contact)
        yield f"<p>{escape(text)}</p>"
    yield "</footer>"


def _came(publication: Publication, session: Any) -> str:
    present = session["people_present"]
    if session["people_present_few"]:
        return _("Fewer than {n} people came.").format(n=publication.small_count)
    if present != present:  # not counted
        return ""
    return ngettext("{n} person came.", "{n} people came.", int(present)).format(n=int(present))


def _team(session: Any) -> Iterator[str]:
    """Say what is only there for those who may see it: tables, facilitators, notes."""
    for column, label in (("tables", _("Tables")), ("facilitators", _("Facilitators"))):
        if column in session.index and session[column]:
            yield f"<p><b>{escape(label)}:</b> {escape('; '.join(session[column]))}</p>"
    if "notes" in session.index and session["notes"]:
        yield f"<p><b>{escape(_('Notes'))}:</b> {escape(session['notes'])}</p>"


def _count(count: int, small: int) -> str:
    return _("fewer than {n}").format(n=small) if count < small else str(count)


def _recorded(publication: Publication, session: Any, language: str) -> Iterator[str]:
    """Count what was recorded, kind by kind, and name it where that tells of nobody."""
    team = publication.audience is Audience.TEAM
    small = 0 if team else publication.small_count
    assets = publication.assets
    kinds = [kind for kind in AssetKind if (assets.kind == kind.value).any()]
    most = _MOST_NAMES[len(publication.languages)] // max(1, len(kinds))
    for kind in kinds:
        rows = assets[assets.kind == kind.value]
        is_person = kind is AssetKind.PERSON
        yield f"<h2>{escape(_(kind.label))}: {escape(_count(len(rows), small if is_person else 0))}</h2>"
        if team or not (is_person or session["people_present_few"]):
            yield _names(rows, language, most)
    for label, count, floor in (
        (N_("Talents"), len(publication.talents), small),
        (N_("Links to outcomes"), len(publication.links), 0),
    ):
        if count:
            yield f"<h2>{escape(_(label))}: {escape(_count(count, floor))}</h2>"
    if not kinds:
        yield f"<p>{escape(_('Nothing yet that may be shown here.'))}</p>"


def _names(rows: Any, language: str, most: int) -> str:
    names = [Bilingual(*row) for row in zip(rows.name_cy, rows.name_en, rows.name_first, strict=True)]
    names.sort(key=lambda name: sort_key(name.text(language), language))
    listed = "".join(f"<li>{_in(name, language)}</li>" for name in names[:most])
    if (more := len(names) - most) > 0:
        listed += f"<li>{escape(ngettext('and {n} more', 'and {n} more', more).format(n=more))}</li>"
    return f'<ul class="names">{listed}</ul>'


def _votes(session: Any) -> Iterator[str]:
    votes = session["votes"]
    if votes:
        rows = "".join(
            f"<dt>{escape(_(label))}</dt><dd>{int(votes[key])}</dd>"
            for key, label in PRINCIPLES.items()
            if key in votes
        )
        yield f"<h2>{escape(_('What mattered most: votes'))}</h2><dl>{rows}</dl>"


def _votes_on_outcomes(publication: Publication, language: str) -> Iterator[str]:
    """Say which outcomes were given most dots here; the rest is in the lists, since this is one sheet."""
    read = ReadPublication(publication, language)
    votes = sorted(rows_of(publication.outcome_votes), key=lambda row: -int(row["votes"]))
    most = _MOST_OUTCOMES[len(publication.languages)]
    listed = "".join(
        f"<li>{escape(read.outcome_name(row['outcome_id']))}: {int(row['votes'])}</li>" for row in votes[:most]
    )
    if listed:
        if (more := len(votes) - most) > 0:
            listed += f"<li>{escape(ngettext('and {n} more', 'and {n} more', more).format(n=more))}</li>"
        yield f'<h2>{escape(_("Votes on outcomes"))}</h2><ul class="names">{listed}</ul>'


def _surveys(publication: Publication, language: str) -> Iterator[str]:
    """Say what those present agreed with most; the rest is in the report, since this is one sheet."""
    read = ReadPublication(publication, language)
    for survey in rows_of(publication.surveys):
        most = sorted(blocks_of(read, survey), key=lambda block: -block.agreement)[
            : _MOST_STATEMENTS[len(publication.languages)]
        ]
        said = "".join(
            f"<li>{escape(_agreed(block.title, bar))}</li>"
            for block in most
            for bar in block.bars[:1]
            if bar.whole and bar.counts.n
        )
        name = bilingual(survey["name_cy"], survey["name_en"], survey["name_first"] or None)
        if said and name:
            yield f"<h2>{_in(name, language)}</h2><ul>{said}</ul>"


def _agreed(title: str, bar: Bar) -> str:
    *_others, agree, strongly = bar.counts.points
    return _("{statement} {n} of {all} agree.").format(statement=title, n=agree + strongly, all=bar.counts.n)


def _closing(publication: Publication) -> str:
    made = format_date(publication.made_on)
    if publication.audience is Audience.TEAM:
        return _("For the team only: it may hold names and notes. {date}").format(date=made)
    return _("What people did not agree to show, and what is for the team, is not on this sheet. {date}").format(
        date=made
    )


def _place(publication: Publication) -> Bilingual:
    session = publication.sessions.iloc[0]
    return Bilingual(session["place_cy"], session["place_en"], session["place_first"])


def _in(text: Bilingual, language: str) -> str:
    """Write a text, marked with its language where that is not the one of the sheet."""
    shown, code = text.shown(language)
    return escape(shown) if code == language else f'<span lang="{code}">{escape(shown)}</span>'


def _as_page(publication: Publication, target: Path, progress: Progress) -> None:
    progress(0, 1, _("Record of the day"))
    target.write_text(page(publication), encoding="utf-8", errors="replace", newline="\n")


def _as_pdf(publication: Publication, target: Path, progress: Progress) -> None:
    from asset_mapper.formats.exporters.pdf import described
    from asset_mapper.printing.helper import print_page

    with tempfile.TemporaryDirectory(prefix="asset-mapper-") as folder:
        sheet, printed = Path(folder, "day.html"), Path(folder, "day.pdf")
        _as_page(publication, sheet, progress)
        print_page(sheet, printed, progress=progress)
        target.write_bytes(described(printed, publication))


EXPORTERS = (
    Exporter(key="day-pdf", label=N_("PDF to print"), suffix=".pdf", write=_as_pdf),
    Exporter(key="day-html", label=N_("A page for the browser"), suffix=".html", write=_as_page),
)
"""In menu order."""
