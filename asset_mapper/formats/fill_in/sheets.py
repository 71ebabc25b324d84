"""The sheets of a workbook to fill in, made of the columns of our own lists, so that an import knows them again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from asset_mapper.domain.audience import VISIBILITIES, Audience
from asset_mapper.domain.codes import Code
from asset_mapper.domain.evidence import STRENGTH_LABELS
from asset_mapper.formats.exporters.asset_list import ALWAYS, SPECS
from asset_mapper.formats.exporters.base import Holds, Wording
from asset_mapper.formats.exporters.record_lists import LISTS
from asset_mapper.formats.fill_in.contents import CONTENTS, Contents
from asset_mapper.formats.fill_in.examples import EXAMPLES
from asset_mapper.formats.record_sheets.sheet import Sheet, label_of
from asset_mapper.formats.record_sheets.sheets import SHEETS
from asset_mapper.i18n import N_, speaking

_YES_NO = (N_("Yes"), N_("No"))
_USUAL_WIDTH, _NARROW = 18, 14


@dataclass(frozen=True, slots=True)
class InLanguages:
    """The languages of a workbook, the first one first."""

    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FillColumn:
    """A column to fill in, as a person reads it."""

    key: str
    heading: str
    hint: str = ""
    holds: Holds = Holds.TEXT
    choices: tuple[str, ...] = ()
    example: str | float | date | None = None
    width: int = _USUAL_WIDTH
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FillSheet:
    """A sheet to fill in, as a person reads it."""

    key: str
    title: str
    purpose: str
    columns: tuple[FillColumn, ...]


@cache
def fill_sheets(languages: tuple[str, ...]) -> tuple[FillSheet, ...]:
    """Make the sheets in some languages."""
    wording = Wording(InLanguages(languages))
    return tuple(_assets(one, wording) if one.key == "assets" else _records(one, wording) for one in CONTENTS)


def _assets(contents: Contents, wording: Wording) -> FillSheet:
    specs = {spec.key: spec for spec in SPECS}
    columns = [
        _column(contents, key, wording.say(specs[key].heading), wording, specs[key].holds, specs[key].labels)
        for key in contents.hints
    ]
    columns += [  # by them the list is known again
        FillColumn(key=key, heading=wording.say(specs[key].heading), hidden=True)
        for key in ALWAYS
        if key not in contents.hints
    ]
    return FillSheet(
        key=contents.key,
        title=wording.say(N_("Assets")),
        purpose=wording.say(contents.purpose),
        columns=tuple(columns),
    )


def _records(contents: Contents, wording: Wording) -> FillSheet:
    sheet = next(sheet for sheet in SHEETS if sheet.key == contents.key)
    spec = next(spec for spec in LISTS if spec.key == contents.key)
    shown = {column.field: column for column in spec.columns}
    columns = []
    for key in contents.hints:
        of_list = shown.get(key)
        codes = of_list.labels if of_list else None
        holds = of_list.holds if of_list else Holds.TEXT
        columns.append(_column(contents, key, _label(sheet, key, wording), wording, holds, codes))
    return FillSheet(
        key=contents.key,
        title=wording.say(spec.title),
        purpose=wording.say(contents.purpose),
        columns=tuple(columns),
    )


def _label(sheet: Sheet, column: str, wording: Wording) -> str:
    said = []
    for language in wording.languages:
        with speaking(language):
            said.append(label_of(sheet, column))
    return wording.join(said)


def _column(
    contents: Contents, key: str, heading: str, wording: Wording, holds: Holds, codes: type[Code] | None
) -> FillColumn:
    choices = tuple(wording.say(label) for label in _choices(key, holds, codes))
    example = EXAMPLES[contents.key].get(key)
    wide = max((len(choice) for choice in choices), default=0)
    words = key.endswith(("_cy", "_en")) or holds is Holds.WORDS
    return FillColumn(
        key=key,
        heading=heading,
        hint=wording.say(contents.hints[key]),
        holds=Holds.TEXT if choices else holds,
        choices=choices,
        example=_said(example, wording),
        width=30 if words else max(_NARROW if holds is not Holds.TEXT else _USUAL_WIDTH, min(wide + 2, 40)),
    )


def _choices(key: str, holds: Holds, codes: type[Code] | None) -> tuple[str, ...]:
    """List what can stand in a column, by its marked labels; nothing where anything can."""
    if holds is Holds.YES_NO:
        return _YES_NO
    if key == "strength":
        return tuple(STRENGTH_LABELS.values())
    if codes is Audience:  # a projector is none to whom a record can be shown
        return tuple(audience.label for audience in VISIBILITIES)
    return tuple(code.label for code in codes) if codes else ()


def _said(example: Any, wording: Wording) -> str | float | date | None:
    """Say what an example says in the languages of a workbook."""
    if isinstance(example, Code):
        return wording.say(example.label)
    if isinstance(example, bool):
        return wording.yes_no[example]
    if isinstance(example, tuple):
        return str(example[0] if wording.languages[0] == "cy" else example[1])
    if isinstance(example, str):
        return wording.say(example) if example in STRENGTH_LABELS.values() else example
    return example  # type: ignore[no-any-return]


def texts_of(sheet: FillSheet) -> Iterator[str]:
    """Give what we write into the cells of a sheet ourselves, as an import reads it."""
    for column in sheet.columns:
        yield from (column.hint, _as_read(column.example))


def _as_read(example: str | float | date | None) -> str:
    return "" if example is None else example.isoformat() if isinstance(example, date) else str(example)
