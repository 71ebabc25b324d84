"""Reading one cell: a number, a date, yes or no, or one of the product's codes by its label in either language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import time
from functools import lru_cache
from typing import Any

import orjson

from asset_mapper.domain.codes import Code
from asset_mapper.domain.filtering import fold
from asset_mapper.domain.text import storable
from asset_mapper.errors import InvalidValueError
from asset_mapper.formats.columns import number_of
from asset_mapper.formats.exporters.base import Wording
from asset_mapper.formats.record_sheets.columns import Reads, SheetColumn
from asset_mapper.formats.schedules import date_of
from asset_mapper.i18n import LANGUAGES, N_, _, speaking

_YES = frozenset(("yes", "y", "true", "1", "ydy", "ydw", "ie", "oes", "✓", "x"))
_NO = frozenset(("no", "n", "false", "0", "nac ydy", "nage", "na", "nac oes"))
_SEPARATORS = re.compile(r"\s*[;|\n]\s*")
_LEADING_NUMBER = re.compile(r"\s*(-?\d+)\s*:")  # as in the label of a strength: “2: correlation”
_FEWER = N_("fewer than {n}")


def read_cell(text: str, column: SheetColumn) -> Any:
    """Read a cell that is not empty, as the database holds it: dates are ISO text, lists JSON text.

    Raises
    ------
    InvalidValueError
        It is not what the column holds; the message says what would be.
    """
    return _READERS[column.reads](text, column)


def says_only_few(text: str) -> bool:
    """Tell whether a cell says that a count is too small to be told, as files for others than the team do."""
    return any(pattern.fullmatch(text.strip()) for pattern in _few())


@lru_cache(maxsize=1)
def _few() -> tuple[re.Pattern[str], ...]:
    said = []
    for language in LANGUAGES:
        with speaking(language):
            said.append(re.escape(_(_FEWER)).replace(re.escape("{n}"), r"\d+"))
    return tuple(re.compile(pattern) for pattern in (*said, r"\s*/\s*".join(said), r"\s*/\s*".join(reversed(said))))


def _text(text: str, _column: SheetColumn) -> str:
    return storable(text)


def _language(text: str, _column: SheetColumn) -> str:
    said = fold(text)
    if said in ("cy", "cymraeg", "welsh") or said.startswith("cymraeg"):
        return "cy"
    if said in ("en", "english", "saesneg") or said.startswith("saesneg"):
        return "en"
    raise InvalidValueError(_("“{text}” is not a language: write cy or en.").format(text=text))


def _number(text: str, _column: SheetColumn) -> float:
    plain = text.strip().removesuffix("%").removeprefix("£").replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
    number = number_of(plain)
    if number is None:
        try:
            number = float(plain)
        except ValueError:
            number = None
    if number is None or number != number or number in (float("inf"), float("-inf")):
        raise InvalidValueError(_("“{text}” is not a number. Write it in figures.").format(text=text))
    return number


def _whole(text: str, column: SheetColumn) -> int:
    if match := _LEADING_NUMBER.match(text):
        return int(match[1])
    if re.fullmatch(r"\s*-?\d{1,19}\s*", text, re.ASCII):
        return int(text)
    number = _number(text, column)
    if number != int(number):
        raise InvalidValueError(_("“{text}” is not a whole number.").format(text=text))
    return int(number)


def _yes_no(text: str, _column: SheetColumn) -> bool:
    said = [fold(part) for part in re.split(r"\s*/\s*", text)]
    if all(part in _YES for part in said):
        return True
    if all(part in _NO for part in said):
        return False
    raise InvalidValueError(_("“{text}” is neither yes nor no.").format(text=text))


def _date(text: str, _column: SheetColumn) -> str:
    day = date_of(text)
    if day is None:
        raise InvalidValueError(_("“{text}” is not a day. Write it as 2026-03-31 or 31/03/2026.").format(text=text))
    return day.isoformat()


def _time(text: str, _column: SheetColumn) -> str:
    try:
        return time.fromisoformat(text.strip().zfill(5)).isoformat()
    except ValueError:
        raise InvalidValueError(_("“{text}” is not a time of day. Write it as 14:30.").format(text=text)) from None


def _code(text: str, column: SheetColumn) -> str:
    assert column.codes is not None
    found = codes_by_word(column.codes).get(fold(text))
    if found is None:
        with_labels = ", ".join(f"{code.value} ({_(code.label)})" for code in column.codes)
        raise InvalidValueError(
            _("“{text}” cannot stand here. These can: {codes}.").format(text=text, codes=with_labels)
        )
    return found


@lru_cache
def codes_by_word(codes: type[Code]) -> Mapping[str, str]:
    """Give code by what people call it: the code, its labels, what stands before a colon in them."""
    found: dict[str, str] = {}
    for code in codes:
        for word in _words_of(code):
            found.setdefault(fold(word), code.value)
    return found


def _words_of(code: Code) -> Iterator[str]:
    yield code.value
    yield code.value.replace("_", " ").replace("-", " ")
    labels = []
    for language in LANGUAGES:
        with speaking(language):
            labels.append(_(code.label))
    yield Wording.join(labels)
    yield Wording.join(reversed(labels))
    yield from labels
    for label in labels:
        yield label.partition(":")[0]


def _list(text: str, column: SheetColumn) -> str:
    items = _loaded(text) if text.lstrip().startswith("[") else [part for part in _SEPARATORS.split(text) if part]
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise InvalidValueError(
            _("“{text}” is not a list. Put a semicolon between its items.").format(text=text[:60])
        )
    if column.codes is not None:
        items = [_code(item, column) for item in items]
    return orjson.dumps(items).decode()


def _json(text: str, _column: SheetColumn) -> str:
    return orjson.dumps(_loaded(text)).decode()


def _loaded(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise InvalidValueError(
            _("“{text}” cannot be read. It is written by programs: leave it as it was.").format(text=text[:60])
        ) from None


def _shape(text: str, _column: SheetColumn) -> bytes:
    import shapely

    try:
        shape = shapely.from_geojson(text)
    except shapely.errors.GEOSException:
        shape = None
    if shape is None or shape.is_empty:
        raise InvalidValueError(_("“{text}” is not a shape in GeoJSON.").format(text=text[:60]))
    return bytes(shape.wkb)


_READERS = {
    Reads.TEXT: _text,
    Reads.LANGUAGE: _language,
    Reads.NUMBER: _number,
    Reads.WHOLE: _whole,
    Reads.YES_NO: _yes_no,
    Reads.DATE: _date,
    Reads.TIME: _time,
    Reads.CODE: _code,
    Reads.LIST: _list,
    Reads.JSON: _json,
    Reads.SHAPE: _shape,
}
