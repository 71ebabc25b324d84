"""A sheet of one kind of record: its columns, and what they and the sheet itself may be called.

Headings are known in Welsh, English and both side by side, as our own lists have them, by the names that programs
use, and by the words that people write over such columns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from asset_mapper.domain.filtering import fold
from asset_mapper.formats.exporters.base import Wording
from asset_mapper.formats.exporters.list_specs import ListSpec
from asset_mapper.formats.exporters.record_lists import LISTS, shown_as_it_is
from asset_mapper.formats.record_sheets.columns import Reads, SheetColumn, columns_of
from asset_mapper.i18n import LANGUAGES, N_, _, speaking

IGNORED = ""
"""In place of a column: it says again, or counts, what other columns and sheets say."""

_DERIVED = re.compile(r"rung|\w+_few|created_at|import_id")

Needs = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sheet:
    """A sheet of one kind of record. There is one of each, so that a sheet is the same only as itself."""

    record: str  # the name of the record
    key: str  # of its list in our files
    label: str  # N_()
    called: tuple[str, ...] = ()  # what a sheet or file may be called beside its title
    least: Needs  # the columns without which its rows say nothing
    tells: Needs | None = None  # the columns by which it is known when it is called something else; None: never
    refers: Mapping[str, str] = field(default_factory=dict)  # column of an id → the kind of record that it names
    parts: Mapping[str, str] = field(default_factory=dict)  # further words that find a record, such as its ends
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # column → what people call it
    tallies: Mapping[str, str] = field(default_factory=dict)  # column → the record whose numbers it adds up

    @property
    def columns(self) -> Mapping[str, SheetColumn]:
        return _columns(self)

    @property
    def words(self) -> Mapping[str, str]:
        """Columns in which a record is named by words, and the kind of record: ``asset`` beside ``asset_id``."""
        return {column.removesuffix("_id"): record for column, record in self.refers.items()} | dict(self.parts)

    @property
    def bilingual(self) -> frozenset[str]:
        """The fields in two languages, which a sheet may also give in one column of no stated language."""
        return frozenset(name.removesuffix("_first") for name in self.columns if name.endswith("_first"))

    def title_keys(self) -> frozenset[str]:
        """Give what it may be called, as ``key_of`` writes it."""
        return _titles(self)

    def column_of(self, heading: str) -> str | None:
        """Tell which column a heading names; ``IGNORED`` for one that says again what others say."""
        if _DERIVED.fullmatch(heading):
            return IGNORED
        return _headings(self).get(key_of(heading))


def key_of(heading: str) -> str:
    """Write a heading without what differs from writer to writer: capitals, accents, signs between words."""
    return " ".join(re.findall(r"\w+", fold(heading.replace("_", " "))))


@cache
def _columns(sheet: Sheet) -> Mapping[str, SheetColumn]:
    columns = dict(columns_of(sheet.record))
    for spec in _list_of(sheet).columns:
        column = columns.get(spec.field)
        if spec.labels is not None and column is not None and column.reads is Reads.TEXT:
            columns[spec.field] = replace(column, reads=Reads.CODE, codes=spec.labels)
    for name, counted in sheet.tallies.items():
        columns[name] = columns_of(counted)[name]
    return columns


def _list_of(sheet: Sheet) -> ListSpec:
    return next(spec for spec in LISTS if spec.key == sheet.key)


@cache
def _titles(sheet: Sheet) -> frozenset[str]:
    spec = _list_of(sheet)
    said = _in_both(spec.title)
    return frozenset(key_of(name) for name in (*said, spec.key, sheet.record, *sheet.called))


@cache
def _headings(sheet: Sheet) -> Mapping[str, str]:
    """Give column by heading, however it is written. Our own headings come first."""
    known: dict[str, str] = {"id": "id", "changed at": "changed_at"}
    for name in sheet.columns:
        known[key_of(name)] = name
    for spec in _list_of(sheet).columns:
        if shown_as_it_is(spec) or _OTHER_LABELS.get(spec.field) == spec.heading:
            column = spec.field
        else:
            column = spec.field.removesuffix("_id") if spec.field in sheet.refers else IGNORED
        for said in _in_both(spec.heading):
            known.setdefault(key_of(said), column)
    for column, names in sheet.names.items():
        for name in (column, *names):
            if known.get(key_of(name), IGNORED) == IGNORED:
                known[key_of(name)] = column
    for column in (*sheet.words, *sheet.bilingual):
        for said in (column, *(_in_both(_OTHER_LABELS[column]) if column in _OTHER_LABELS else ())):
            known.setdefault(key_of(said), column)
    known[key_of(_in_both(N_("Id"))[0])] = "id"
    return known


def _in_both(heading: str) -> tuple[str, ...]:
    said = []
    for language in LANGUAGES:
        with speaking(language):
            said.append(_(heading))
    return (*said, Wording.join(said), Wording.join(reversed(said)))


def label_of(sheet: Sheet, column: str) -> str:
    """Say what a column is called, in the language in force."""
    spec = _list_of(sheet)
    names = {shown.field: shown.heading for shown in spec.columns if shown_as_it_is(shown)}
    names |= {shown.field.removesuffix("_id"): shown.heading for shown in spec.columns if shown.field in sheet.refers}
    if column in names:
        return _(names[column])
    return _(_OTHER_LABELS[column]) if column in _OTHER_LABELS else column


_OTHER_LABELS = {
    "id": N_("Id"),
    "name": N_("Name"),
    "how": N_("How"),
    "summary": N_("Summary"),
    "description": N_("Description"),
    "what": N_("What"),
    "when": N_("When"),
    "words": N_("In words"),
    "lessons": N_("Lessons"),
    "text": N_("Statement"),
    "place": N_("Place"),
    "purpose": N_("Purpose"),
    "about": N_("About it"),
    "introduction": N_("Introduction"),
    "outcome": N_("Outcome"),
    "asset": N_("Asset"),
    "from_outcome": N_("From outcome"),
    "strength": N_("Strength"),
}
"""What columns are called that stand in no list of ours by themselves."""


def fields_of(sheet: Sheet) -> tuple[str, ...]:
    """List what a column of a sheet can hold, the words that people write before what programs use."""
    return ("id", *dict.fromkeys((*sheet.words, *sorted(sheet.bilingual), *sheet.columns)))


def offered(sheet: Sheet) -> tuple[str, ...]:
    """List what a person may say that a column holds: what has a name that people know."""
    ids = {f"{name}_id" for name in sheet.words}
    return tuple(name for name in fields_of(sheet) if name not in ids and label_of(sheet, name) != name)
