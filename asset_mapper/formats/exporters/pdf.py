"""The published map on paper: the same page, printed to a PDF with numbers on the map and in the list."""

from __future__ import annotations

import tempfile
from pathlib import Path

from asset_mapper.domain.publication import Publication
from asset_mapper.formats.exporters import html_map
from asset_mapper.formats.exporters.base import Exporter
from asset_mapper.i18n import N_, _
from asset_mapper.printing.helper import print_page
from asset_mapper.printing.papers import PAPERS, Paper
from asset_mapper.progress import Progress


def on_paper(paper: Paper = PAPERS[0], *, landscape: bool = False, page: Exporter = html_map.EXPORTER) -> Exporter:
    """Give the exporter that prints what *page* writes, such as a page with a basemap, on *paper*."""

    def write(publication: Publication, target: Path, progress: Progress) -> None:
        with tempfile.TemporaryDirectory(prefix="asset-mapper-") as folder:
            html, printed = Path(folder, "page.html"), Path(folder, "page.pdf")
            page.write(publication, html, progress)
            print_page(
                html, printed, paper, landscape=landscape, timeout_s=_patience_s(publication), progress=progress
            )
            progress(0, 0, _("Writing the PDF"))
            target.write_bytes(described(printed, publication))

    return Exporter(key="pdf", label=N_("PDF to print"), suffix=".pdf", write=write)


def _patience_s(publication: Publication) -> float:
    """Give how long the engine may take: an old laptop lays out some hundred assets a second."""
    return 120 + len(publication.assets) / 50 * len(publication.languages)


def described(printed: Path, publication: Publication) -> bytes:
    """Give the PDF with what the engine leaves out: title, language, author, and a viewer that shows the title."""
    import logging
    from io import BytesIO

    from pypdf import PdfWriter
    from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # the engine miscounts its objects, which harms nothing
    first = publication.languages[0]
    writer = PdfWriter(clone_from=printed)
    writer.add_metadata(
        {
            "/Title": publication.title.text(first),
            "/Author": publication.publisher,
            "/Creator": "Asset Mapper",
            "/Subject": publication.introduction.text(first) if publication.introduction else "",
        }
    )
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(f"{first}-GB")
    writer.pdf_header = "%PDF-1.7"
    root[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


EXPORTER = on_paper()
