"""Who wrote which field of a record: an import, or a person."""

from __future__ import annotations

from typing import Any

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.change import StepKind
from asset_mapper.domain.contact import ContactPoint
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.record import Record
from asset_mapper.services.imports.asset_fields import OWN_FIELDS, WHERE_FIELDS, when_of
from asset_mapper.storage.unit_of_work import UnitOfWork


class Owners:
    """Who wrote which field of one record: an import, or a person; and what stood there before the person did."""

    def __init__(self, uow: UnitOfWork, record: Record) -> None:
        self._by_hand = record.import_id is None
        self._fields: dict[str, tuple[bool, Any]] = {}
        if record.import_id is not None and record.changed_at == record.created_at:
            return
        for step, change in uow.history.of_record(record.id):
            is_import = step.kind is StepKind.IMPORT
            if change.before is None:
                self._by_hand = not is_import
                continue
            if change.after is None:
                continue
            for name, before, _after in _differences(change.before, change.after):
                was_by_hand, base = self._fields.get(name, (self._by_hand, before))
                self._fields[name] = (
                    (False, None) if is_import else (True, base if was_by_hand and name in self._fields else before)
                )

    def is_by_hand(self, name: str) -> bool:
        """Tell whether a person wrote the field."""
        return self._fields[name][0] if name in self._fields else self._by_hand

    def before(self, name: str) -> Any:
        """What the last import had written, where a person changed it."""
        return self._fields[name][1] if name in self._fields else None


def _differences(before: Any, after: Any) -> list[tuple[str, Any, Any]]:
    found = []
    ours, theirs = _flat(before), _flat(after)
    for name, value in ours.items():
        if value != theirs.get(name):
            found.append((name, value, theirs.get(name)))
    found += [(name, None, value) for name, value in theirs.items() if name not in ours]
    return found


def _flat(record: Any) -> dict[str, Any]:
    """Give the fields of a record that an import compares, those of whereabouts and columns by their own names."""
    if isinstance(record, Asset):
        where = record.whereabouts
        values = {name: getattr(record, name) for name in (*OWN_FIELDS, "source_key")}
        values |= {name: getattr(where, name) for name in WHERE_FIELDS}
        values |= {f"custom:{key}": value for key, value in record.custom.items()}
        return values
    if isinstance(record, ContactPoint):
        return {"value": record.value}
    if isinstance(record, Meeting):
        return {"when": when_of(record)}
    return {}
