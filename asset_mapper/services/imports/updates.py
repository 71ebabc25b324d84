"""What a row that is known already changes in the project, and what it must not.

The rules, in the order in which they count:

1. An empty cell says nothing: it never removes anything.
   2. What a person wrote in the project stays. A field is a person's when a person changed it after the last
      import, or when the asset was made by hand. A file that says something else there gets a warning; a file
      that says what it said before gets nothing.
3. What an import wrote, the next import may change: only the fields that differ, each reported with its old value.
   4. Where only the names are alike (not the same), or the asset came from another list (it has columns that
      this file has not), nothing is changed, only what is missing is filled in. Two lists of the same things
      never overwrite each other in turn.
5. People get no place and no other kind, and a confidential place gets nothing that tells where it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from asset_mapper.analysis.duplicates.things import Pair
from asset_mapper.domain.asset import AssetKind, AssetStatus
from asset_mapper.domain.bilingual import Bilingual, bilingual
from asset_mapper.domain.change import Change
from asset_mapper.domain.whereabouts import Precision, WhereKind
from asset_mapper.formats.drafting import ImportDraft
from asset_mapper.i18n import _
from asset_mapper.services.imports.asset_fields import SAME_DEGREES, is_same_shape
from asset_mapper.services.imports.belongings import by_row, compare_contacts, compare_meetings
from asset_mapper.services.imports.offering import Offering, Proposal
from asset_mapper.storage.unit_of_work import UnitOfWork

_ASSETS_AT_ONCE = 500
_NEAR_DEGREES = 2e-4  # about 20 metres: two lists that turn metres into degrees in their own ways


def propose(uow: UnitOfWork, draft: ImportDraft, pairs: Sequence[Pair], ids: Sequence[str]) -> list[Proposal]:
    """Say for every paired row what it would change."""
    proposals = []
    files = {batch.id: batch.file for batch in uow.imports.all()}
    contact_rows, meeting_rows = by_row(draft.contacts), by_row(draft.meetings)
    for start in range(0, len(pairs), _ASSETS_AT_ONCE):
        portion = pairs[start : start + _ASSETS_AT_ONCE]
        wanted = [ids[pair.known] for pair in portion]
        assets = {asset.id: asset for asset in uow.assets.with_ids(wanted)}
        contacts = _by_owner(uow.contacts.where(asset_id=wanted))
        meetings = _by_owner(uow.meetings.where(asset_id=wanted))
        for pair in portion:
            asset = assets[ids[pair.known]]
            is_same_file = files.get(asset.import_id or "") == draft.table.file
            work = Offering(uow, draft, pair, asset, is_same_file=is_same_file)
            _compare_asset(work)
            compare_contacts(work, contacts.get(asset.id, []), contact_rows.get(pair.new, ()))
            compare_meetings(work, meetings.get(asset.id, []), meeting_rows.get(pair.new, ()))
            proposals.append(work.proposal)
    return proposals


def _by_owner(records: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for record in records:
        found.setdefault(record.asset_id, []).append(record)
    return found


def _compare_asset(work: Offering) -> None:
    asset, where = work.asset, work.asset.whereabouts
    new: dict[str, Any] = {}
    new_where: dict[str, Any] = {}
    work.offer(new, "name", asset.name, _joined(work, "name", asset.name))
    work.offer(new, "summary", asset.summary, _joined(work, "summary", asset.summary))
    for name in ("notes", "checked_by", "source"):
        work.offer(new, name, getattr(asset, name), work.cell(name))
    if not asset.source_key:
        work.offer(new, "source_key", "", work.cell("source_key"))
    for name in ("checked_on", "review_due"):
        text = work.cell(name)
        work.offer(new, name, getattr(asset, name), date.fromisoformat(text) if text else None)
    _compare_codes(work, new)
    tags = tuple(tag for tag in work.cell("tags") if tag not in asset.tags)
    work.offer(new, "tags", asset.tags, (*asset.tags, *tags) if tags else None)
    if where.kind is WhereKind.CONFIDENTIAL:
        _say_confidential(work)
    else:
        _compare_custom(work, new)
        if asset.kind is not AssetKind.PERSON:
            _compare_where(work, new_where)
    if new_where:
        new["whereabouts"] = replace(where, **new_where)
    if new:
        work.proposal.changes.append(Change(asset, replace(asset, **new)))


def _joined(work: Offering, key: str, ours: Bilingual | None) -> Bilingual | None:
    """Join what the file says in either language with what is there; the same text in the other is the same."""
    if f"{key}_first" not in work.draft.given:
        return None
    cy, en = work.cell(f"{key}_cy"), work.cell(f"{key}_en")
    if ours is None:
        return bilingual(cy, en)
    if {cy, en} - {""} <= {ours.cy, ours.en}:
        return None
    return Bilingual(cy or ours.cy, en or ours.en, ours.first)


def _compare_codes(work: Offering, new: dict[str, Any]) -> None:
    asset = work.asset
    if "kind" in work.draft.given and not work.draft.guessed[work.row]:
        kind = AssetKind(work.cell("kind"))
        if kind is not asset.kind and AssetKind.PERSON in (kind, asset.kind):
            work.warn(
                "person-kind",
                _(
                    "The file says it is: {new}; the project says: {old}. A person's kind is not changed "
                    "by an import."
                ).format(new=_(kind.label), old=_(asset.kind.label)),
            )
        else:
            work.offer(new, "kind", asset.kind, kind)
    if "status" in work.draft.given:
        work.offer(new, "status", asset.status, AssetStatus(work.cell("status")))


def _compare_custom(work: Offering, new: dict[str, Any]) -> None:
    theirs: Mapping[str, str] = work.cell("custom")
    merged = dict(work.asset.custom)
    for key, value in theirs.items():
        if key in work.draft.only_for_new:
            continue
        changed: dict[str, Any] = {}
        work.offer(changed, f"custom:{key}", merged.get(key), value, label=key)
        if changed:
            merged[key] = value
            work.proposal.custom_keys.add(key)
    if merged != dict(work.asset.custom):
        new["custom"] = merged


def _compare_where(work: Offering, new: dict[str, Any]) -> None:
    where = work.asset.whereabouts
    if where.kind is WhereKind.VENUE:
        return  # it is where its venue is; a person said so
    for name in ("address", "postcode", "uprn", "area_code"):
        work.offer(new, name, getattr(where, name), work.cell(f"where_{name}"))
    work.offer(new, "area", where.area, _joined(work, "where_area", where.area))
    shape = work.cell("geometry")
    if shape is not None and not is_same_shape(
        where.geometry, shape, _NEAR_DEGREES if work.only_fill else SAME_DEGREES
    ):
        work.offer(new, "geometry", where.geometry, shape)
        if "geometry" in new:
            new["kind"] = WhereKind.SHAPE
            new["precision"] = Precision(work.cell("where_precision") or Precision.EXACT.value)


def _say_confidential(work: Offering) -> None:
    cells = ("where_address", "where_postcode", "where_uprn", "where_area_code", "custom")
    if any(work.cell(name) for name in cells) or work.cell("geometry") is not None:
        work.warn(
            "confidential",
            _("“{name}” is a confidential place: what the file says of where it is was left out.").format(
                name=work.asset.name.given
            ),
        )
