"""What was planned for a file, stored as one import: new records in portions, and the updates of others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.ids import new_ids
from asset_mapper.domain.project import ImportBatch
from asset_mapper.domain.record import Record
from asset_mapper.formats.drafting import Columns, ImportDraft
from asset_mapper.formats.language import language_of
from asset_mapper.formats.record_sheets.sheets import SHEETS
from asset_mapper.i18n import _
from asset_mapper.progress import Progress, no_progress
from asset_mapper.services.imports.belongings import by_row
from asset_mapper.services.imports.planning import LayerPlan
from asset_mapper.services.imports.plans import Plan
from asset_mapper.services.imports.reading import ImportOptions, Source
from asset_mapper.services.imports.sheet_plans import SheetPlan
from asset_mapper.storage import bulk
from asset_mapper.storage.unit_of_work import UnitOfWork

_ROWS_AT_ONCE = 5_000


def commit(
    uow: UnitOfWork,
    source: Source,
    plans: Sequence[Plan],
    options: ImportOptions,
    progress: Progress = no_progress,
) -> ChangeSet:
    """Store what was planned, as one import."""
    layers = [one for one in plans if isinstance(one, LayerPlan)]
    sheets = [one for one in plans if isinstance(one, SheetPlan)]
    updates = [change for one in layers for proposal in one.updates for change in proposal.changes]
    updates += [change for one in sheets for change in one.changes]
    made = sum(len(one.made) for one in plans)
    label = _("Import {name}").format(name=source.path.name)
    if not made and not updates:
        return ChangeSet(label)
    batch = ImportBatch(
        file=source.path.name,
        sha256=source.sha256,
        made=made,
        updated=sum(len(one.updates) for one in plans),
        unchanged=sum(one.unchanged for one in plans),
        refused=sum(one.refused for one in plans),
    )
    portions = _portions(uow, layers, options, sum(len(one.made) for one in layers), progress)
    records = _records(sheets, progress)
    return bulk.bring_in(uow, batch, portions, label, ChangeSet(label, tuple(updates)), records)


def _records(sheets: Sequence[SheetPlan], progress: Progress) -> Iterator[Sequence[Record]]:
    """Give the new records of the sheets in portions, owners before what they own."""
    order = {sheet.record: place for place, sheet in enumerate(SHEETS)}
    for one in sorted(sheets, key=lambda one: order[one.draft.sheet.record]):
        yield one.beside
        for start in range(0, len(one.made), _ROWS_AT_ONCE):
            progress(start, len(one.made), _("Adding records"))
            yield [record for _row, record in one.made[start : start + _ROWS_AT_ONCE]]


def _portions(
    uow: UnitOfWork, plans: Sequence[LayerPlan], options: ImportOptions, total: int, progress: Progress
) -> Iterator[dict[str, Columns]]:
    """Give the new records in portions, as columns."""
    yield {"custom_field": _new_custom_fields(uow, plans, options.fields_visibility)}
    done = 0
    for one in plans:
        contacts, meetings = by_row(one.draft.contacts), by_row(one.draft.meetings)
        for start in range(0, len(one.made), _ROWS_AT_ONCE):
            rows = one.made[start : start + _ROWS_AT_ONCE]
            progress(done, total, _("Adding assets"))
            yield _portion(one.draft, rows, contacts, meetings)
            done += len(rows)
    progress(total, total, _("Adding assets"))


def _portion(
    draft: ImportDraft,
    rows: Sequence[int],
    contacts: Mapping[int, list[int]],
    meetings: Mapping[int, list[int]],
) -> dict[str, Columns]:
    ids = [draft.ids[row] for row in rows]
    whole = len(rows) == len(draft)
    assets: Columns = {
        name: column if whole else [column[row] for row in rows] for name, column in draft.assets.items()
    }
    assets["id"] = ids
    portion: dict[str, Columns] = {"asset": assets}
    venues = draft.at_venue or draft.assets["where_venue_id"]
    for name, columns, found in (("contact", draft.contacts, contacts), ("meeting", draft.meetings, meetings)):
        owners = [(asset, row, index) for asset, row in zip(ids, rows, strict=True) for index in found.get(row, ())]
        if not owners:
            continue
        owned: Columns = {
            key: [column[index] for _asset, _row, index in owners] for key, column in columns.items() if key != "row"
        }
        owned["id"] = new_ids(len(owners))
        owned["asset_id"] = [asset for asset, _row, _index in owners]
        if name == "meeting" and not draft.is_own:  # the words of our own lists name the venue
            owned["venue_id"] = [venues[row] for _asset, row, _index in owners]
        portion[name] = owned
    return portion


def _new_custom_fields(uow: UnitOfWork, plans: Sequence[LayerPlan], audience: Audience) -> Columns:
    there = {known.key for known in uow.custom_fields.all()}
    keys: dict[str, None] = {}
    for one in plans:
        headings = [str(heading) for heading in one.draft.table.frame.columns]
        used = {key for row in one.made for key in one.draft.assets["custom"][row]}
        used |= {key for proposal in one.updates for key in proposal.custom_keys}
        keys |= dict.fromkeys(heading for heading in headings if heading in used and heading not in there)
    names = list(keys)
    welsh = [language_of(name) == "cy" for name in names]
    return {
        "id": new_ids(len(names)),
        "key": names,
        "label_cy": [name if is_welsh else "" for name, is_welsh in zip(names, welsh, strict=True)],
        "label_en": ["" if is_welsh else name for name, is_welsh in zip(names, welsh, strict=True)],
        "label_first": ["cy" if is_welsh else "en" for is_welsh in welsh],
        "audience": [audience.value] * len(names),
    }
