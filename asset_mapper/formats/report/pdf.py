"""A report on paper: the page, printed twice, since only paper knows on which sheet a section begins."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from asset_mapper.domain.publication import Publication
from asset_mapper.formats.report import html
from asset_mapper.formats.report.document import Document
from asset_mapper.formats.report.other_language import bare
from asset_mapper.printing.helper import print_page
from asset_mapper.progress import Progress


def document(documents: Sequence[Document], publication: Publication, progress: Progress) -> bytes:
    """Print the report, with the numbers of pages in its contents and its sections as bookmarks."""
    from asset_mapper.formats.exporters.pdf import described

    with tempfile.TemporaryDirectory(prefix="asset-mapper-") as folder:
        page, printed = Path(folder, "report.html"), Path(folder, "report.pdf")
        pages: Mapping[str, int] = {}
        for _time in range(2):
            page.write_text(html.page(documents, pages), encoding="utf-8", errors="replace", newline="\n")
            print_page(page, printed, progress=progress)
            pages = pages_of(printed)
        _bookmark(printed, documents, pages)
        return described(printed, publication)


def pages_of(printed: Path) -> dict[str, int]:
    """Say of each place that the page names on which sheet it is; the first sheet is 1."""
    from pypdf import PdfReader

    reader = PdfReader(printed)
    found = {}
    for name, place in reader.named_destinations.items():
        number = reader.get_destination_page_number(place)
        if number is not None:
            found[name.lstrip("/")] = number + 1
    return found


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
