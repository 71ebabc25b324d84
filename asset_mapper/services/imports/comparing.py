"""A row of a file beside an asset of the project, field by field, for the person who decides whether they are one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from asset_mapper.analysis.duplicates.things import Evidence, Grade, Pair
from asset_mapper.domain.asset import Asset, AssetKind, AssetStatus
from asset_mapper.domain.bilingual import bilingual
from asset_mapper.domain.codes import Code
from asset_mapper.domain.contact import ContactPoint
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.whereabouts import WhereKind
from asset_mapper.errors import NotFoundError
from asset_mapper.formats.drafting import ImportDraft
from asset_mapper.i18n import N_, _
from asset_mapper.services.imports.asset_fields import LABELS, OWN_FIELDS, WHERE_FIELDS, shown, when_of
from asset_mapper.services.imports.updates import propose
from asset_mapper.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Side:
    """One field of both."""

    label: str
    ours: str  # in the project
    theirs: str  # in the file
    after: str  # when they are the same

    @property
    def changes(self) -> bool:
        return self.ours != self.after


def side_by_side(uow: UnitOfWork, draft: ImportDraft, row: int, asset_id: RecordId) -> tuple[Side, ...]:
    """Say of every field that either has what the project says, what the file says, and what would be kept.

    Raises
    ------
    NotFoundError
        The asset is not there any more.
    """
    asset = uow.assets.find(asset_id)
    if asset is None:
        raise NotFoundError(_("This asset is not there any more."))
    pair = Pair(row, 0, Grade.SAME, Evidence.NOTHING, 100.0)
    (proposal,) = propose(uow, draft, [pair], [asset_id])
    changed = [change for change in proposal.changes if isinstance(change.record, Asset)]
    after: Asset = (changed[-1].after if changed else None) or asset
    fields = _fields_of(asset), _fields_of_row(draft, row), _fields_of(after)
    contacts = list(uow.contacts.where(asset_id=asset_id))
    meetings = list(uow.meetings.where(asset_id=asset_id))
    owned = (
        _Owned(N_("Ways to reach it"), [contact.value for contact in contacts], ContactPoint, "contacts", _contact),
        _Owned(N_("When it is open or meets"), list(map(_meeting, meetings)), Meeting, "meetings", _meeting),
    )
    rows = [Side(label, *(values.get(label, "") for values in fields)) for label in _labels(*fields)]
    rows += [Side(_(one.label), *one.three(draft, row, proposal.changes)) for one in owned]
    return tuple(side for side in rows if side.ours or side.theirs)


def _labels(*values: dict[str, str]) -> Iterator[str]:
    seen: dict[str, None] = {}
    for each in values:
        seen |= dict.fromkeys(each)
    yield from seen


_CODES: dict[str, type[Code]] = {"kind": AssetKind, "status": AssetStatus}


def _fields_of(asset: Asset) -> dict[str, str]:
    where = asset.whereabouts
    values = {_(LABELS[name]): _said(name, getattr(asset, name)) for name in OWN_FIELDS}
    if where.kind is not WhereKind.CONFIDENTIAL:
        values |= {_(LABELS[name]): shown(getattr(where, name)) for name in WHERE_FIELDS}
        values |= dict(asset.custom)
    return values


def _fields_of_row(draft: ImportDraft, row: int) -> dict[str, str]:
    """Give what the file says, ``""`` for what it says nothing about."""
    values = {}
    for name in (*OWN_FIELDS, *WHERE_FIELDS):
        column = f"where_{name}" if name in WHERE_FIELDS and name != "geometry" else name
        if f"{column}_cy" in draft.assets:
            value: Any = bilingual(draft.assets[f"{column}_cy"][row], draft.assets[f"{column}_en"][row])
            is_given = f"{column}_cy" in draft.given
        else:
            value, is_given = draft.assets[column][row], column in draft.given
        values[_(LABELS[name])] = _said(name, value) if is_given else ""
    return values | dict(draft.assets["custom"][row])


def _said(name: str, value: Any) -> str:
    return _(_CODES[name](value).label) if name in _CODES and value else shown(value)


@dataclass(frozen=True, slots=True)
class _Owned:
    """Records that belong to an asset, as one line of the comparison."""

    label: str  # N_()
    ours: list[str]
    kind: type[Any]
    columns: str  # of the draft
    text: Any

    def three(self, draft: ImportDraft, row: int, changes: Sequence[Any]) -> tuple[str, str, str]:
        columns = getattr(draft, self.columns)
        theirs = [self._of_row(columns, index) for index, owner in enumerate(columns["row"]) if owner == row]
        after = list(self.ours)
        for change in changes:
            if isinstance(change.record, self.kind):
                if change.before is not None and self.text(change.before) in after:
                    after.remove(self.text(change.before))
                if change.after is not None:
                    after.append(self.text(change.after))
        return "; ".join(self.ours), "; ".join(theirs), "; ".join(after)

    def _of_row(self, columns: Any, index: int) -> str:
        if self.columns == "contacts":
            return str(columns["value"][index])
        parts = (columns[name][index] for name in ("rule", "first_on", "starts_at", "ends_at", "when_cy", "when_en"))
        return " ".join(str(part) for part in parts if part)


def _contact(contact: ContactPoint) -> str:
    return contact.value


def _meeting(meeting: Meeting) -> str:
    return " ".join(filter(None, when_of(meeting)))
