"""What is to be done with a whole file: its assets first, then what the sheets beside them say of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from asset_mapper.domain.ids import RecordId
from asset_mapper.progress import Progress, no_progress
from asset_mapper.services.imports.planning import LayerPlan, plan
from asset_mapper.services.imports.reading import Drafts, ImportOptions
from asset_mapper.services.imports.references import Aliases
from asset_mapper.services.imports.sheet_plans import SheetPlan
from asset_mapper.services.imports.sheets import plan_sheets
from asset_mapper.services.imports.shelves import Shelves
from asset_mapper.storage.unit_of_work import UnitOfWork

Plan = LayerPlan | SheetPlan


def plan_all(uow: UnitOfWork, drafts: Drafts, options: ImportOptions, progress: Progress = no_progress) -> list[Plan]:
    """Find out what each table of a file would make and change."""
    assets = plan(uow, drafts.assets, progress, options.decisions)
    if not drafts.sheets:
        return [*assets]
    sheets = plan_sheets(
        uow,
        drafts.sheets,
        Shelves(uow, list(_made(assets))),
        _aliases(assets),
        indicator_id=options.indicator_id,
        decisions=options.decisions,
        progress=progress,
    )
    return [*assets, *sheets]


def _made(plans: Sequence[LayerPlan]) -> Iterator[tuple[RecordId, str, str]]:
    """Give the assets that the file adds, with their names."""
    for one in plans:
        names = one.draft.assets
        for row in one.made:
            yield one.draft.ids[row], names["name_cy"][row], names["name_en"][row]


def _aliases(plans: Sequence[LayerPlan]) -> Aliases:
    """Say which asset of the project each row is, by what the file calls it."""
    found: dict[str, RecordId] = {}
    for one in plans:
        draft = one.draft
        settled = {row: draft.ids[row] for row in one.made}
        settled |= {proposal.row: proposal.asset.id for proposal in one.proposals}
        for row, asset_id in settled.items():
            own, key = draft.own_ids[row], draft.assets["source_key"][row].partition(":")[2]
            found |= {name: asset_id for name in (own, key) if name}
    return {"asset": found}
