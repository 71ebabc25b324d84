"""The evaluation report: a publication → what there is, what it supports and what is known of that, as a document.

It is written as a page, as a PDF and for a word processor, in Welsh, English or both.
"""

from __future__ import annotations

from pathlib import Path

from asset_mapper.domain.publication import Publication
from asset_mapper.formats.exporters.base import Exporter
from asset_mapper.formats.report.contents import report
from asset_mapper.formats.report.document import Document
from asset_mapper.i18n import N_, _
from asset_mapper.progress import Progress


def documents(publication: Publication, progress: Progress) -> list[Document]:
    """Write the report in each language of *publication*."""
    made = []
    for number, language in enumerate(publication.languages):
        progress(number, len(publication.languages) + 1, _("Writing the report"))
        made.append(report(publication, language))
    return made


def _as_page(publication: Publication, target: Path, progress: Progress) -> None:
    from asset_mapper.formats.report import html

    target.write_text(html.page(documents(publication, progress)), encoding="utf-8", errors="replace", newline="\n")


def _as_word(publication: Publication, target: Path, progress: Progress) -> None:
    from asset_mapper.formats.report import docx

    target.write_bytes(docx.document(documents(publication, progress), publication.publisher))


def _as_pdf(publication: Publication, target: Path, progress: Progress) -> None:
    from asset_mapper.formats.report import pdf

    target.write_bytes(pdf.document(documents(publication, progress), publication, progress))


REPORTS = (
    Exporter(key="report-html", label=N_("Report as a page"), suffix=".html", write=_as_page),
    Exporter(key="report-pdf", label=N_("Report as PDF"), suffix=".pdf", write=_as_pdf),
    Exporter(key="report-docx", label=N_("Report for a word processor"), suffix=".docx", write=_as_word),
)
"""In menu order."""
