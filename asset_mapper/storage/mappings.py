"""Value ↔ row for every kind of record, and what refers to what.

Columns follow from the dataclass of the record (``codecs.py``). Only what a dataclass cannot say is written here:
which fields refer to which other record, and what becomes of a record when the other one goes.
"""

from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property, lru_cache
from typing import Any, Generic, TypeVar

from asset_mapper.domain.record import Record
from asset_mapper.domain.records import NAMES, RECORDS
from asset_mapper.storage.codecs import ColumnSpec, FieldCodec, Row, codecs_of

R = TypeVar("R", bound=Record)


class OnDelete(Enum):
    """What becomes of a record when the one that it refers to goes."""

    GOES_TOO = "goes too"
    FORGETS = "forgets"  # the reference becomes empty


@dataclass(frozen=True)
class Reference:
    """A column that holds the id of another record."""

    column: str
    to: str
    on_delete: OnDelete


_GOES, _FORGETS = OnDelete.GOES_TOO, OnDelete.FORGETS

_REFERENCES: dict[str, tuple[tuple[str, str, OnDelete], ...]] = {
    "project": (("area_id", "area", _FORGETS),),
    "asset": (("where_venue_id", "asset", _FORGETS),),
    "contact": (("asset_id", "asset", _GOES),),
    "meeting": (("asset_id", "asset", _GOES), ("venue_id", "asset", _FORGETS)),
    "talent": (("asset_id", "asset", _GOES),),
    "match": (("offer_id", "talent", _GOES), ("want_id", "talent", _GOES)),
    "relation": (("from_id", "asset", _GOES), ("to_id", "asset", _GOES)),
    "consent": (("asset_id", "asset", _GOES),),
    "outcome": (("framework_id", "framework", _GOES), ("parent_id", "outcome", _FORGETS)),
    "outcome_votes": (("outcome_id", "outcome", _GOES),),
    "link": (
        ("outcome_id", "outcome", _GOES),
        ("asset_id", "asset", _GOES),
        ("from_outcome_id", "outcome", _GOES),
    ),
    "evidence": (("link_id", "link", _GOES),),
    "indicator": (("outcome_id", "outcome", _GOES),),
    "reading": (("indicator_id", "indicator", _GOES),),
    "journey": (("outcome_id", "outcome", _FORGETS),),
    "journey_event": (("journey_id", "journey", _GOES),),
    "hours": (("asset_id", "asset", _GOES),),
    "statement": (("survey_id", "survey", _GOES),),
    "respondent_group": (("survey_id", "survey", _GOES),),
    "answer_sheet": (("survey_id", "survey", _GOES), ("group_id", "respondent_group", _FORGETS)),
}
_SESSION, _IMPORT = ("session_id", "session", _FORGETS), ("import_id", "import", _FORGETS)

UNIQUE: dict[str, tuple[str, ...]] = {"framework": ("key",), "custom_field": ("key",), "view": ("name",)}
INDEXED: dict[str, tuple[str, ...]] = {"asset": ("source_key",), "attachment": ("record_id", "sha256")}


@dataclass(frozen=True)
class Mapping(Generic[R]):
    """How one kind of record is kept in its table."""

    kind: type[R]
    name: str
    references: tuple[Reference, ...] = field(default=())

    @cached_property
    def codecs(self) -> dict[str, FieldCodec]:
        return codecs_of(self.kind)

    @property
    def columns(self) -> tuple[ColumnSpec, ...]:
        return tuple(column for codec in self.codecs.values() for column in codec.columns)

    @cached_property
    def json_columns(self) -> frozenset[str]:
        """The columns that hold a list or a mapping as JSON."""
        return frozenset(spec.name for codec in self.codecs.values() if codec.is_json for spec in codec.columns)

    @cached_property
    def _writers(self) -> tuple[tuple[str, Any], ...]:
        return tuple((name, codec.write) for name, codec in self.codecs.items())

    @cached_property
    def _readers(self) -> tuple[tuple[str, Any], ...]:
        return tuple((name, codec.read) for name, codec in self.codecs.items())

    def to_row(self, record: R) -> Row:
        row: Row = {}
        for name, write in self._writers:
            write(getattr(record, name), row)
        return row

    def from_row(self, row: MappingType[str, Any]) -> R:
        return self.kind(**{name: read(row) for name, read in self._readers})


@lru_cache
def mapping_of(name: str) -> Mapping[Any]:
    """Give the mapping of the kind of record called *name*."""
    everyones = {"session": (), "import": (_SESSION,)}.get(name, (_SESSION, _IMPORT))
    rows = (*_REFERENCES.get(name, ()), *everyones)
    return Mapping(RECORDS[name], name, tuple(Reference(*row) for row in rows))


def mapping_for(kind: type[R]) -> Mapping[R]:
    return mapping_of(NAMES[kind])


def all_mappings() -> tuple[Mapping[Any], ...]:
    return tuple(mapping_of(name) for name in RECORDS)
