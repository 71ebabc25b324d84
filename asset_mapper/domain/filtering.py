"""Choosing records by a plain condition: ``kind=group and tags=food and name~knit``.

``=`` and ``!=`` compare whole values, ``~`` looks for a part, ``<``, ``<=``, ``>``, ``>=`` compare dates and numbers.
Capital letters and accents make no difference. A name stands for both of its languages; a list for any of its items.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from asset_mapper.errors import WrongUseError
from asset_mapper.i18n import _

_FIELD = r"\s*(\w+)\s*(!=|<=|>=|=|~|<|>)"
_VALUE = r"\s*(?:\"([^\"]*)\"|'([^']*)'|(.*?))"  # in quotes, it may hold “and” and comparisons
_END = r"(?:\s*\Z|\s+and(?=\s+\w+\s*[!<>=~]))"
_CONDITION = re.compile(_FIELD + _VALUE + _END, re.IGNORECASE | re.DOTALL)
_ALIASES = {"tag": "tags", "place": "where_address", "postcode": "where_postcode", "area": "where_area"}


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison of a field."""

    field: str
    operator: str
    value: str


def parse(expression: str) -> tuple[Condition, ...]:
    """Read ``FIELD=VALUE and …``.

    Raises
    ------
    WrongUseError
        The expression cannot be read; the message gives an example.
    """
    conditions: list[Condition] = []
    place = 0
    while place < len(expression) or not conditions:
        match = _CONDITION.match(expression, place)
        if not match:
            raise WrongUseError(
                _("“{text}” cannot be read as a condition. Write for example: kind=group and tags=food").format(
                    text=expression[place:].strip()
                )
            )
        value = next(text for text in match.groups()[2:] if text is not None)
        conditions.append(Condition(match[1], match[2], value))
        place = match.end()
    return tuple(conditions)


def of_mapping(where: Mapping[str, str]) -> tuple[Condition, ...]:
    """Read the filter of a saved view: field → value."""
    return tuple(Condition(field, "=", value) for field, value in where.items())


def chooser(conditions: tuple[Condition, ...], columns: Iterable[str]) -> Callable[[Mapping[str, Any]], bool]:
    """Make a test of rows that have *columns*.

    Raises
    ------
    WrongUseError
        A field is not among the columns; the message lists those that are.
    """
    known = set(columns)
    tests = [_test(condition, _columns_of(condition.field, known)) for condition in conditions]
    return lambda row: all(test(row) for test in tests)


def _columns_of(field: str, known: set[str]) -> tuple[str, ...]:
    for name in (field, _ALIASES.get(field, field)):
        if name in known:
            return (name,)
        if both := tuple(column for column in (f"{name}_cy", f"{name}_en") if column in known):
            return both
    names = sorted({re.sub(r"_(cy|en|first)$", "", column) for column in known})
    raise WrongUseError(
        _("There is no field “{field}”. There are: {fields}.").format(field=field, fields=", ".join(names))
    )


def _test(condition: Condition, columns: tuple[str, ...]) -> Callable[[Mapping[str, Any]], bool]:
    wanted, compare = fold(condition.value), _OPERATORS[condition.operator]
    if condition.operator == "!=":
        return lambda row: not any(wanted == text for column in columns for text in _texts(row[column]))
    return lambda row: any(compare(text, wanted) for column in columns for text in _texts(row[column]))


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, (tuple, list)):
        return [fold(str(item)) for item in value] or [""]
    if isinstance(value, bool):
        return ["yes" if value else "no", str(value).lower()]
    return [fold("" if value is None else str(value))]


def fold(text: str) -> str:
    """Write a text without capitals and accents, for comparing."""
    if text.isascii():
        return text.casefold().strip()
    # Taken apart first: signs such as ℃ and № are written with capitals inside.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).strip()


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[str, str], bool]:
    def test(text: str, wanted: str) -> bool:
        if not text:
            return False
        try:
            return compare(float(text), float(wanted))
        except ValueError:
            return compare(text, wanted)

    return test


_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "=": lambda text, wanted: text == wanted,
    "!=": lambda text, wanted: text != wanted,
    "~": lambda text, wanted: wanted in text,
    "<": _ordered(lambda a, b: a < b),
    "<=": _ordered(lambda a, b: a <= b),
    ">": _ordered(lambda a, b: a > b),
    ">=": _ordered(lambda a, b: a >= b),
}
