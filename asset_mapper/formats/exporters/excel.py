"""Excel: a workbook with a sheet for each list, typed cells, links that work, and a sheet about the file itself.

Cells are written by their type, never guessed: a text that starts with ``=`` is a text, and one that looks like an
address is no link unless it is a safe one. Excel's limits are kept, and the last sheet says where they cut something
off.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asset_mapper.domain.publication import Publication
from asset_mapper.errors import AssetMapperError
from asset_mapper.formats.exporters.base import Column, Exporter, Holds
from asset_mapper.formats.exporters.sheets import Sheet, Workbook, day
from asset_mapper.formats.exporters.xml_text import possible
from asset_mapper.i18n import N_, _, ngettext, speaking
from asset_mapper.progress import Progress

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_MOST_ROWS = 1_048_575  # below the header
_MOST_LINKS = 65_000  # of a sheet; Excel takes 65,530
_LONGEST_TEXT = 32_767  # characters as UTF-16 counts them
_LINKS = ("http://", "https://", "mailto:", "internal:")
_ROWS_AT_ONCE = 1_000

Put = Callable[[int, int, Any], None]  # row, column, value


def write(publication: Publication, target: Path, progress: Progress) -> None:
    import xlsxwriter

    progress(0, len(publication.assets), _("Making the lists"))
    contents = Workbook(publication)
    options = {
        "constant_memory": True,
        "tmpdir": str(target.parent),  # beside the target, which is cleaned up, and nowhere else
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    book = xlsxwriter.Workbook(str(target), options)
    written = _Book(book, contents, progress)
    try:
        made = datetime.combine(publication.made_on, time(), UTC).replace(tzinfo=None)
        book.set_properties(
            {
                "title": publication.title.text(publication.languages[0]),
                "author": publication.publisher,
                "created": made,
            }
        )
        for sheet in contents.sheets:
            written.add(sheet)
        written.add_about(publication.languages)
    finally:
        book.close()


class _Book:
    """A workbook under way."""

    def __init__(self, book: Any, contents: Workbook, progress: Progress) -> None:
        self._book = book
        self._contents = contents
        self._progress = progress
        self._head: Format = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EFECE5"}
        )
        self._plain: Format = book.add_format({"valign": "top"})
        self._text: Format = book.add_format({"valign": "top", "num_format": "@"})
        self._words: Format = book.add_format({"valign": "top", "text_wrap": True, "num_format": "@"})
        self._date: Format = book.add_format({"valign": "top", "num_format": "yyyy-mm-dd"})
        self._link: Format = book.add_format({"valign": "top", "font_color": "#0B5C7A", "underline": 1})
        self._label: Format = book.add_format({"valign": "top", "bold": True})
        self.cut = 0  # texts that were longer than Excel takes

    def add(self, sheet: Sheet) -> None:
        """Add the sheet of a list."""
        rows = len(sheet.list)
        if rows > _MOST_ROWS:
            raise AssetMapperError(
                _(
                    "Excel takes at most {most} rows; “{sheet}” has {rows}. Export to CSV or GeoPackage instead."
                ).format(most=f"{_MOST_ROWS:,}", sheet=sheet.name, rows=f"{rows:,}")
            )
        page: Worksheet = self._book.add_worksheet(sheet.name)
        columns = sheet.list.columns
        page.freeze_panes(1, 0)
        page.set_row(0, 32)
        for place, column in enumerate(columns):
            page.set_column(place, place, column.width)
        page.autofilter(0, 0, max(rows, 1), len(columns) - 1)
        for place, column in enumerate(columns):
            self._put_text(page, 0, place, column.heading, self._head)
        links = _Links(_MOST_LINKS)
        puts = [self._writer(page, sheet, column, links) for column in columns]
        values = [column.shown() if column.holds is Holds.LIST else column.values for column in columns]
        for row in range(rows):
            if row % _ROWS_AT_ONCE == 0:
                self._progress(row, rows, sheet.name)
            for place, put in enumerate(puts):
                value = values[place][row]
                if value is not None and value != "":
                    put(row + 1, place, value)

    def add_about(self, languages: tuple[str, ...]) -> None:
        """Add what the file says about itself: a page to read, in one column."""
        page: Worksheet = self._book.add_worksheet(self._contents.about_name)
        page.set_column(0, 0, 100)
        page.hide_gridlines(2)
        row = 0
        for line in self._contents.about:
            self._put_text(page, row, 0, line.label, self._label)
            if not (line.link and self._put_link(page, row + 1, 0, line.link, line.text)):
                self._put_text(page, row + 1, 0, line.text, self._words)
            row += 3
        for language in languages if self.cut else ():
            with speaking(language):
                said = ngettext(
                    "{n} text was longer than Excel takes and was cut. The CSV and JSON exports have it whole.",
                    "{n} texts were longer than Excel takes and were cut. The CSV and JSON exports have them whole.",
                    self.cut,
                ).format(n=self.cut)
            self._put_text(page, row, 0, said, self._words)
            row += 2

    def _writer(self, page: Worksheet, sheet: Sheet, column: Column, links: _Links) -> Put:
        """Choose how the cells of a column are written."""
        labels = column.labels
        style = self._words if column.holds in (Holds.WORDS, Holds.LIST) else self._text

        def text(row: int, place: int, value: Any) -> None:
            self._put_text(page, row, place, labels.get(value, value) if labels else value, style)

        def number(row: int, place: int, value: Any) -> None:
            if isinstance(value, str) or value in (float("inf"), float("-inf")):
                text(row, place, str(value))
            else:
                page.write_number(row, place, value, self._plain)

        def date(row: int, place: int, value: Any) -> None:
            found = day(value)
            if found is None:
                text(row, place, value)
            else:
                page.write_datetime(row, place, found, self._date)

        def yes_no(row: int, place: int, value: Any) -> None:
            page.write_boolean(row, place, bool(value), self._plain)

        def reference(row: int, place: int, value: Any) -> None:
            found = self._contents.reference(column, value)
            if found is not None and links.take():
                quoted = found.sheet.replace("'", "''")
                name = labels.get(value, value)
                if self._put_link(page, row, place, f"internal:'{quoted}'!A{found.row}", name):
                    return
            text(row, place, value if value in labels else "")

        def address(row: int, place: int, value: Any) -> None:
            link = column.links[row - 1]
            # In the list of assets, a link that its text does not show would come back as a column of its own.
            if sheet.list.key == "assets" and link.removeprefix("mailto:").replace("%2B", "+") not in value:
                link = ""
            if not (link and links.take() and self._put_link(page, row, place, link, value)):
                text(row, place, value)

        if column.holds in (Holds.ASSET, Holds.OUTCOME):
            return reference
        if column.links:
            return address
        return {Holds.NUMBER: number, Holds.DATE: date, Holds.YES_NO: yes_no}.get(column.holds, text)

    def _put_text(self, page: Worksheet, row: int, place: int, text: str, style: Format) -> None:
        if text.startswith("<r>"):  # XlsxWriter takes that for its own markup, unless it stands in pieces
            if page.write_rich_string(row, place, text[0], text[1], text[2 : _LONGEST_TEXT // 2], style) == 0:
                self.cut += len(text) > _LONGEST_TEXT // 2
                return
            text = text[1:]
        if text and page.write_string(row, place, text, style) == -2:
            self.cut += 1

    def _put_link(self, page: Worksheet, row: int, place: int, link: str, text: str) -> bool:
        if text.startswith("<r>") or len(text) > _LONGEST_TEXT // 2 or not link.lower().startswith(_LINKS):
            return False
        if text != possible(text):  # XlsxWriter repeats it beside the link, where such signs would break the file
            return False
        return bool(page.write_url(row, place, link, self._link, text) == 0)


class _Links:
    """Counts the links of a sheet, of which Excel takes only so many."""

    def __init__(self, most: int) -> None:
        self._left = most

    def take(self) -> bool:
        self._left -= 1
        return self._left >= 0


EXPORTER = Exporter(key="excel", label=N_("Excel workbook"), suffix=".xlsx", write=write)
