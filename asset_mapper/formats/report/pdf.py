"""A report on paper: the page, printed with the numbers of sheets in its contents, and bookmarks."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from asset_mapper.domain.publication import Publication
from asset_mapper.formats.report import html
from asset_mapper.formats.report.document import Document
from asset_mapper.formats.report.other_language import bare
from asset_mapper.formats.report.sheets import for_sheets
from asset_mapper.printing.helper import TIMEOUT_S, print_page
from asset_mapper.printing.numbers import pages_of
from asset_mapper.progress import Progress


def document(documents: Sequence[Document], publication: Publication, progress: Progress) -> bytes:
    """Print the report, with the numbers of pages in its contents and its sections as bookmarks."""
    from asset_mapper.formats.exporters.pdf import described

    documents = [for_sheets(one) for one in documents]
    with tempfile.TemporaryDirectory(prefix="asset-mapper-") as folder:
        page, printed = Path(folder, "report.html"), Path(folder, "report.pdf")
        page.write_text(html.page(documents), encoding="utf-8", errors="replace", newline="\n")
        print_page(page, printed, timeout_s=2 * TIMEOUT_S, progress=progress)
        _bookmark(printed, documents, pages_of(printed))
        return described(printed, publication)


def _bookmark(printed: Path, documents: Sequence[Document], pages: Mapping[str, int]) -> None:
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=printed)
    for number, one in enumerate(documents):
        above = None
        if len(documents) > 1:
            above = writer.add_outline_item(
                title=f"{one.kind} – {one.title}", page_number=pages.get(f"r{number}", 1) - 1
            )
        for place, section in enumerate(one.sections):
            if (sheet := pages.get(f"r{number}s{place}")) is not None:
                writer.add_outline_item(title=bare(section.heading), page_number=sheet - 1, parent=above)
    writer.write(printed)
