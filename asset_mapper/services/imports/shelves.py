"""What is known while sheets are brought in: records of the project and those that the file adds, by id and name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from asset_mapper.domain.filtering import fold
from asset_mapper.domain.ids import RecordId
from asset_mapper.formats.exporters.base import Wording
from asset_mapper.storage.store import rows_of, tuples_of
from asset_mapper.storage.unit_of_work import UnitOfWork

Row = dict[str, Any]

NATURAL: Mapping[str, tuple[tuple[tuple[str, ...], ...], ...]] = {
    "session": ((("place_cy", "on"), ("place_en", "on")),),
    "area": ((("code",),), (("name_cy",), ("name_en",))),
    "contact": ((("asset_id", "kind", "value"),),),
    "meeting": ((("asset_id", "rule", "starts_at"), ("asset_id", "first_on"), ("asset_id", "when_cy")),),
    "talent": ((("asset_id", "what_cy"), ("asset_id", "what_en")),),
    "relation": ((("from_id", "to_id", "kind"),),),
    "framework": ((("key",),), (("name_cy",), ("name_en",))),
    "outcome": ((("framework_id", "code"),), (("framework_id", "name_cy"), ("framework_id", "name_en"))),
    "outcome_votes": ((("outcome_id", "session_id"),),),
    "link": (
        (("asset_id", "outcome_id", "direction"), ("from_outcome_id", "outcome_id", "direction")),
        (("asset_id", "outcome_id"), ("from_outcome_id", "outcome_id")),
    ),
    "evidence": ((("link_id", "summary_cy"), ("link_id", "summary_en")),),
    "pathway": ((("name_cy",), ("name_en",)),),
    "indicator": ((("outcome_id", "name_cy"), ("outcome_id", "name_en")),),
    "reading": ((("indicator_id", "on"),),),
    "journey": ((("name_cy",), ("name_en",)),),
    "journey_event": ((("journey_id", "path", "what_cy"), ("journey_id", "path", "what_en")),),
    "hours": ((("asset_id", "kind", "since", "until"),),),
    "survey": ((("name_cy",), ("name_en",)),),
    "statement": ((("survey_id", "text_cy"), ("survey_id", "text_en")),),
    "respondent_group": ((("survey_id", "name_cy"), ("survey_id", "name_en")),),
    "answer_sheet": ((("survey_id", "sheet"),),),
}  # fmt: skip
"""By what a record is known again without our id. Of the first group of which a row says enough, any one will do."""

ONLY_ONE = frozenset(("framework", "outcome", "outcome_votes"))
"""Records of which a project has no two with the same natural key."""


_OR_NONE = frozenset((("outcome_votes", "session_id"),))
"""Columns that tell records apart also where they are empty."""


def natural_keys(record: str, row: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Give the keys by which a row is known again."""
    for group in NATURAL[record]:
        found = [
            (columns, *(_folded(row.get(column) or None) for column in columns))
            for columns in group
            if all(_tells(record, column, row) for column in columns)
        ]
        if found:
            return found
    return []


def _tells(record: str, column: str, row: Mapping[str, Any]) -> bool:
    return row.get(column) not in (None, "") or (record, column) in _OR_NONE


def _folded(value: Any) -> Any:
    return " ".join(fold(value).split()) if isinstance(value, str) else value


class Shelf:
    """All records of one kind."""

    def __init__(self, record: str, rows: Iterable[Row], words: Callable[[Row], Iterable[str]]) -> None:
        self.record = record
        self.rows: dict[RecordId, Row] = {row["id"]: row for row in rows}  # in the project
        self.added: dict[RecordId, Row] = {}  # by the file
        self._words = words
        self._by_name: dict[str, dict[RecordId, None]] | None = None
        self._by_key: dict[tuple[Any, ...], dict[RecordId, None]] | None = None

    def __contains__(self, record_id: object) -> bool:
        return record_id in self.rows or record_id in self.added

    def get(self, record_id: Any) -> Row:
        return self.added[record_id] if record_id in self.added else self.rows[record_id]

    def all(self) -> Iterator[Row]:
        yield from self.rows.values()
        yield from self.added.values()

    def add(self, record_id: RecordId, row: Row) -> None:
        """Put up a record that the file adds."""
        self.added[record_id] = row
        if self._by_name is not None:
            self._name(record_id, row)

    def named(self, words: str) -> list[RecordId]:
        """Give the records that are called so."""
        if self._by_name is None:
            self._by_name = {}
            for row in self.all():
                self._name(row["id"], row)
        return list(self._by_name.get(_folded(words), ()))

    def names(self) -> list[str]:
        """Give all that records are called, for a proposal."""
        self.named("")
        return list(self._by_name or ())

    def known_as(self, row: Mapping[str, Any]) -> list[RecordId]:
        """Give the records of the project that a row seems to be."""
        if self._by_key is None:
            self._by_key = {}
            for known in self.rows.values():
                for group in NATURAL[self.record]:
                    for columns in group:
                        if all(_tells(self.record, column, known) for column in columns):
                            key = (columns, *(_folded(known[column] or None) for column in columns))
                            self._by_key.setdefault(key, {})[known["id"]] = None
        found: dict[RecordId, None] = {}
        for key in natural_keys(self.record, row):
            found |= self._by_key.get(key, {})
        return list(found)

    def _name(self, record_id: RecordId, row: Row) -> None:
        assert self._by_name is not None
        for words in self._words(row):
            if words:
                self._by_name.setdefault(_folded(words), {})[record_id] = None


class Shelves:
    """The shelves of one import, each filled when it is first asked for."""

    def __init__(self, uow: UnitOfWork, assets: Sequence[tuple[RecordId, str, str]]) -> None:
        self._uow = uow
        self._assets = assets  # that the file adds
        self._shelves: dict[str, Shelf] = {}

    def __getitem__(self, record: str) -> Shelf:
        if record not in self._shelves:
            self._shelves[record] = self._filled(record)
        return self._shelves[record]

    def _filled(self, record: str) -> Shelf:
        if record == "asset":
            columns = ("id", "name_cy", "name_en")
            rows = [dict(zip(columns, row, strict=True)) for row in tuples_of(self._uow.connection, "asset", columns)]
            shelf = Shelf(record, rows, _both_names)
            for asset_id, cy, en in self._assets:
                shelf.add(asset_id, {"id": asset_id, "name_cy": cy, "name_en": en})
            return shelf
        words = {
            "session": _words_of_session,
            "outcome": self._words_of_outcome,
            "link": self._words_of_link,
            "statement": _texts,
        }
        return Shelf(record, rows_of(self._uow.connection, record), words.get(record, _words))

    def _words_of_outcome(self, row: Row) -> Iterator[str]:
        code, names = row.get("code") or "", list(_both_names(row))
        yield from (code, *names)
        if code:
            framework = row.get("framework_id")
            if framework in self["framework"]:
                yield f"{self['framework'].get(framework)['key']}:{code}"
            yield from (f"{code} {name}" for name in names)

    def _words_of_link(self, row: Row) -> Iterator[str]:
        """Say a link as our lists do: from what to what, in either language or both."""
        asset, earlier, outcome = row.get("asset_id"), row.get("from_outcome_id"), row["outcome_id"]
        for language in ("both", "cy", "en"):
            start = _shown(self["asset"].get(asset), language) if asset in self["asset"] else ""
            if not start and earlier in self["outcome"]:
                start = _outcome_shown(self["outcome"].get(earlier), language)
            yield f"{start} → {_outcome_shown(self['outcome'].get(outcome), language)}"


def _shown(row: Row, language: str) -> str:
    cy, en = row.get("name_cy") or "", row.get("name_en") or ""
    if language == "both":
        return Wording.join((cy, en))
    return (cy or en) if language == "cy" else (en or cy)


def _outcome_shown(row: Row, language: str) -> str:
    return f"{row.get('code') or ''} {_shown(row, language)}".strip()


def _both_names(row: Row, name: str = "name") -> Iterator[str]:
    cy, en = row.get(f"{name}_cy") or "", row.get(f"{name}_en") or ""
    yield from (cy, en, Wording.join((cy, en)), Wording.join((en, cy)))


def _words_of_session(row: Row) -> Iterator[str]:
    """Name a session by its place, and by place and day as our lists do."""
    for place in filter(None, _both_names(row, "place")):
        yield from (place, f"{place}, {row.get('on')}")


def _texts(row: Row) -> Iterator[str]:
    return _both_names(row, "text")


def _words(row: Row) -> Iterator[str]:
    yield row.get("key") or ""
    yield from _both_names(row)
