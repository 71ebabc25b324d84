"""Tables through the clipboard: rows for Excel and mail, and a table from Excel as a file that the import reads.

What is copied is guarded like a CSV file (``formats/formulas.py``): no text of it runs as a formula where it goes.
"""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from asset_mapper.formats.formulas import all_guarded

MOST_BYTES = 64 * 1024 * 1024


def as_tsv(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table as Excel takes it from the clipboard: tabs between cells, quotes around what has line breaks."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, dialect="excel-tab", lineterminator="\r\n")
    writer.writerow(all_guarded(headings))
    writer.writerows(all_guarded(_plain(row)) for row in rows)
    return text.getvalue()


def as_html(headings: Sequence[str], rows: Iterable[Sequence[str]], language: str) -> str:
    """Write a table as a word processor or a mail takes it. Cells are text: nothing in them is code."""
    head = "".join(f"<th>{html.escape(text)}</th>" for text in all_guarded(headings))
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in all_guarded(_plain(row))) + "</tr>"
        for row in rows
    )
    return f'<table lang="{html.escape(language)}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _plain(row: Sequence[str]) -> list[str]:
    return [text.replace("\0", "") for text in row]


def is_table(text: str) -> bool:
    """Tell whether a text of the clipboard is a table: a line of headings, and lines below it."""
    lines = [line for line in text.splitlines() if line.strip()]
    return (
        len(text) <= MOST_BYTES and len(lines) > 1 and len(next(iter(csv.reader(lines[:1], dialect="excel-tab")))) > 0
    )


def keep(text: str, folder: Path, name: str) -> Path:
    """Keep a table of the clipboard as a file for the import, in a folder that goes when it has been read."""
    path = folder / f"{name}.tsv"
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\0", "").encode("utf-8", "replace"))
    return path
