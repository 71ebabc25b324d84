"""Writes the workbook to fill in: Excel, with lists to choose from, and nothing in it that could run.

Excel says what a cell wants when one comes to it, and takes a word that is not in a list for a slip. Cells for words
are cells of text, so that a telephone number keeps its zero and ``=`` is a sign.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asset_mapper.formats.exporters.base import Holds, Wording
from asset_mapper.formats.exporters.sheets import sheet_name
from asset_mapper.formats.fill_in.guide import CHOICES, EXAMPLE, HEADING, READ_FIRST, WHAT_TO_WRITE
from asset_mapper.formats.fill_in.read_first import NEEDED, PARAGRAPHS, SHEETS, TITLE
from asset_mapper.formats.fill_in.sheets import FillColumn, FillSheet, InLanguages, fill_sheets
from asset_mapper.i18n import N_, _, speaking

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

SUFFIX = ".xlsx"
FILE_NAME = N_("Workbook to fill in")

_ROWS = 2_000  # that offer lists and explain themselves
_FIRST = 3  # row to write in, from 0
_GUIDE_WIDTH = 18
_LONGEST_MESSAGE, _LONGEST_TITLE = 255, 32  # that Excel shows at a cell
_LINE_PT = 15


def write(languages: tuple[str, ...], target: Path) -> None:
    """Write an empty workbook in some languages, the first one first."""
    import xlsxwriter

    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(str(target), options)
    try:
        _Book(book, languages).fill()
    finally:
        book.close()


class _Book:
    """A workbook under way."""

    def __init__(self, book: Any, languages: tuple[str, ...]) -> None:
        self._book = book
        self._languages = languages
        self._wording = Wording(InLanguages(languages))
        self._sheets = fill_sheets(languages)
        taken: set[str] = set()
        self._read_first = sheet_name(self._wording.say(READ_FIRST), taken)
        self._names = [sheet_name(sheet.title, taken) for sheet in self._sheets]
        self._choices_name = sheet_name(self._wording.say(CHOICES), taken)
        self._places: dict[tuple[str, ...], int] = {}  # choices → their column
        quiet = {"valign": "top", "text_wrap": True, "italic": True, "num_format": "@"}
        self._title: Format = book.add_format({"bold": True, "font_size": 16, "text_wrap": True})
        self._head: Format = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EFECE5"}
        )
        self._hint: Format = book.add_format({**quiet, "font_color": "#3F464E", "bg_color": "#F7F5F0"})
        self._example: Format = book.add_format({**quiet, "bottom": 1, "bg_color": "#E8F1F4"})
        self._example_date: Format = book.add_format(
            {**quiet, "bottom": 1, "bg_color": "#E8F1F4", "num_format": "yyyy-mm-dd"}
        )
        self._words: Format = book.add_format({"valign": "top", "text_wrap": True})
        self._text: Format = book.add_format({"valign": "top", "text_wrap": True, "num_format": "@"})
        self._date: Format = book.add_format({"valign": "top", "num_format": "yyyy-mm-dd"})
        self._plain: Format = book.add_format({"valign": "top"})

    def fill(self) -> None:
        self._book.set_properties({"title": self._wording.say(TITLE)})
        self._add_read_first()
        pages = [self._book.add_worksheet(name) for name in self._names]
        self._add_choices()
        for page, sheet in zip(pages, self._sheets, strict=True):
            self._add(page, sheet)

    def _add_read_first(self) -> None:
        page: Worksheet = self._book.add_worksheet(self._read_first)
        page.set_column(0, 0, 100)
        page.hide_gridlines(2)
        row = 0
        for language in self._languages:
            with speaking(language):
                for text, style in self._said():
                    page.write_string(row, 0, text, style)
                    row += 1
            row += 1

    def _said(self) -> Iterator[tuple[str, Format]]:
        """Say the first page in the language in force."""
        yield _(TITLE), self._title
        for paragraph in (*PARAGRAPHS, NEEDED):
            yield _(paragraph), self._words
        yield _(SHEETS), self._head
        from asset_mapper.formats.fill_in.contents import CONTENTS

        for name, contents in zip(self._names, CONTENTS, strict=True):
            yield _("{sheet}: {purpose}.").format(sheet=name, purpose=_(contents.purpose)), self._words

    def _add_choices(self) -> None:
        """Put all lists to choose from on a page of their own, to which the cells of the others point."""
        page: Worksheet = self._book.add_worksheet(self._choices_name)
        page.freeze_panes(1, 0)
        for sheet in self._sheets:
            for column in sheet.columns:
                if not column.choices or column.choices in self._places:
                    continue
                place = self._places[column.choices] = len(self._places)
                page.set_column(place, place, column.width)
                page.write_string(0, place, column.heading, self._head)
                for row, choice in enumerate(column.choices, 1):
                    page.write_string(row, place, choice, self._text)

    def _add(self, page: Worksheet, sheet: FillSheet) -> None:
        page.freeze_panes(1, 0)
        page.set_column(0, 0, _GUIDE_WIDTH, self._text)
        for row, (mark, style) in enumerate(
            ((HEADING, self._head), (WHAT_TO_WRITE, self._hint), (EXAMPLE, self._example))
        ):
            page.write_string(row, 0, self._wording.say(mark), style)
        for place, column in enumerate(sheet.columns, 1):
            self._add_column(page, place, column)
        for row, texts in enumerate(
            ([column.heading for column in sheet.columns], [column.hint for column in sheet.columns])
        ):
            lines = (
                math.ceil(len(text) * 1.15 / column.width) for text, column in zip(texts, sheet.columns, strict=True)
            )
            page.set_row(row, _LINE_PT * max(2, *lines))
        page.set_row(_FIRST - 1, _LINE_PT * 2)

    def _add_column(self, page: Worksheet, place: int, column: FillColumn) -> None:
        style = {Holds.NUMBER: self._plain, Holds.DATE: self._date}.get(column.holds, self._text)
        page.set_column(place, place, column.width, style, {"hidden": column.hidden})
        page.write_string(0, place, column.heading, self._head)
        if column.hidden:
            return
        page.write_string(1, place, column.hint, self._hint)
        self._write_example(page, place, column.example)
        page.data_validation(_FIRST, place, _ROWS, place, self._rule(column))

    def _write_example(self, page: Worksheet, place: int, example: str | float | date | None) -> None:
        if isinstance(example, date):
            page.write_datetime(_FIRST - 1, place, datetime.combine(example, time()), self._example_date)
        elif isinstance(example, (int, float)):
            page.write_number(_FIRST - 1, place, example, self._example)
        elif example:
            page.write_string(_FIRST - 1, place, example, self._example)
        else:
            page.write_blank(_FIRST - 1, place, None, self._example)

    def _rule(self, column: FillColumn) -> dict[str, Any]:
        """Say what Excel offers and explains at the cells of a column, and what it takes for a slip."""
        told = self._shortened(column.hint, _LONGEST_MESSAGE)
        rule: dict[str, Any] = {
            "validate": "any",
            "input_title": self._shortened(column.heading, _LONGEST_TITLE),
            "input_message": told,
            "error_message": told,
        }
        if column.choices:
            letter = _letter(self._places[column.choices])
            source = f"='{self._choices_name}'!${letter}$2:${letter}${len(column.choices) + 1}"
            return {**rule, "validate": "list", "source": source}
        if column.holds is Holds.DATE:
            since = {"criteria": ">=", "value": datetime(1901, 1, 1), "error_type": "warning"}  # noqa: DTZ001 - a day
            return {**rule, "validate": "date", **since}
        if column.holds is Holds.NUMBER:
            return {**rule, "validate": "decimal", "criteria": ">=", "value": -1e15, "error_type": "warning"}
        return rule

    @staticmethod
    def _shortened(text: str, most: int) -> str:
        """Give a text in the first language alone where Excel has no room for both."""
        return text if len(text) <= most else text.split(" / ")[0][:most]


def _letter(place: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(place))
