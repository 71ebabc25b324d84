"""Bringing in a file: read it, draft its records, find out which are known already, and store the rest in one step.

A row is matched with an asset that is there by the asset's own id, by its id at the source, by being the same in all
that the file says, or by name and place or contact (``analysis/duplicates``). What then happens is decided by
``imports/updates.py``; for rows of other sheets, such as outcomes and links, by ``imports/sheets.py``. All of one
file is one transaction and one step of Undo.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.change import ChangeSet, StepKind
from asset_mapper.domain.ids import new_ids
from asset_mapper.domain.project import ImportBatch
from asset_mapper.domain.record import Record
from asset_mapper.errors import AssetMapperError, UnknownCrsError
from asset_mapper.formats.base import ImportFinding, Severity
from asset_mapper.formats.drafting import Columns, ImportDraft
from asset_mapper.formats.language import language_of
from asset_mapper.formats.record_sheets.sheets import SHEETS
from asset_mapper.i18n import _
from asset_mapper.progress import Cancelled, Progress, no_progress, uncollected
from asset_mapper.services.imports.planning import LayerPlan
from asset_mapper.services.imports.plans import Plan, plan_all
from asset_mapper.services.imports.reading import Drafts, Source, draft_source, read_source
from asset_mapper.services.imports.reading import ImportOptions as ImportOptions
from asset_mapper.services.imports.sheets import SheetPlan, made_as_dict
from asset_mapper.services.open_project import OpenProject
from asset_mapper.storage import bulk
from asset_mapper.storage.unit_of_work import UnitOfWork

ROWS_AT_ONCE = 5_000


@dataclass(slots=True)
class LayerReport:
    """What became of one table or layer."""

    file: str
    layer: str = ""
    record: str = "asset"  # what its rows are
    rows: int = 0
    made: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    left_out: int = 0  # as a person decided
    seconds: float = 0.0
    columns: dict[str, dict[str, object]] = field(default_factory=dict)
    findings: tuple[ImportFinding, ...] = ()
    changes: list[dict[str, Any]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "layer": self.layer,
            "record": self.record,
            "rows": self.rows,
            "made": self.made,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "refused": self.refused,
            "seconds": round(self.seconds, 2),
            "columns": self.columns,
            "findings": [finding.as_dict() for finding in self.findings],
            "changes": self.changes,
        }


@dataclass(slots=True)
class ImportReport:
    """What became of all files."""

    layers: list[LayerReport] = field(default_factory=list)
    steps: int = 0  # of Undo, that it took

    def as_dict(self) -> dict[str, Any]:
        totals = {
            name: sum(getattr(layer, name) for layer in self.layers)
            for name in ("made", "updated", "unchanged", "refused")
        }
        return {"files": [layer.as_dict() for layer in self.layers], **totals}

    @property
    def has_errors(self) -> bool:
        return any(finding.severity is Severity.ERROR for layer in self.layers for finding in layer.findings)


def import_files(
    project: OpenProject,
    paths: Sequence[Path],
    options: ImportOptions,
    *,
    dry_run: bool = False,
    progress: Progress = no_progress,
) -> ImportReport:
    """Import files, each in one step; with *dry_run* only say what would happen.

    One file that cannot be read is an error. Among several it becomes a finding, and the others are imported.

    Raises
    ------
    UnreadableFileError, UnknownCrsError, NotFoundError, WrongUseError
        The only file, or all of them, cannot be imported as asked.
    """
    report = ImportReport()
    failures: list[AssetMapperError] = []
    backed_up = dry_run
    for path in paths:
        try:
            started = time.monotonic()
            with uncollected():
                source = read_source(path, options, progress)
                if dry_run:
                    layers = [_layer_report(one, dry_run=True) for one in look(project, source, options, progress)]
                else:
                    drafts = draft_source(source, options, progress)
                    if not backed_up:
                        project.back_up("import")
                        backed_up = True
                    layers = _store(project, source, drafts, options, progress)
            for layer in layers:
                layer.seconds = (time.monotonic() - started) / len(layers)
            report.layers += layers
        except AssetMapperError as error:
            if len(paths) == 1:
                raise
            failures.append(error)
            report.layers.append(_not_imported(path, error))
    if failures and len(failures) == len(paths):
        raise failures[0]
    return report


def look(
    project: OpenProject, source: Source, options: ImportOptions, progress: Progress = no_progress
) -> list[Plan]:
    """Say what bringing in a file would do, without doing it."""
    with uncollected():
        drafts = draft_source(source, options, progress)
        return project.read(lambda uow: plan_all(uow, drafts, options, progress))


def bring_in(
    project: OpenProject, wanted: Sequence[tuple[Source, ImportOptions]], progress: Progress = no_progress
) -> ImportReport:
    """Store files that were read, each as one step; when one fails or the user has had enough, none of them stays."""
    report = ImportReport()
    project.back_up("import")
    with uncollected():
        try:
            for source, options in wanted:
                layers = _store(project, source, draft_source(source, options, progress), options, progress)
                report.layers += layers
                report.steps += any(layer.made or layer.updated for layer in layers)
        except (AssetMapperError, Cancelled):
            take_back(project, report.steps)
            raise
    return report


def take_back(project: OpenProject, steps: int) -> None:
    """Undo the last steps, as far as they are imports."""
    for _step in range(steps):
        last = project.read(lambda uow: uow.history.to_undo())
        if last is None or last.kind is not StepKind.IMPORT:
            return
        project.undo()


def _not_imported(path: Path, error: AssetMapperError) -> LayerReport:
    code = "unknown-crs" if isinstance(error, UnknownCrsError) else "file-not-imported"
    return LayerReport(
        file=path.name, findings=(ImportFinding(code=code, message=str(error), severity=Severity.ERROR),)
    )


# Storing


def _store(
    project: OpenProject,
    source: Source,
    drafts: Drafts,
    options: ImportOptions,
    progress: Progress,
) -> list[LayerReport]:
    plans: list[Plan] = []

    def step(uow: UnitOfWork) -> ChangeSet:
        plans.extend(plan_all(uow, drafts, options, progress))
        return commit(uow, source, plans, options, progress)

    if drafts:
        project.apply(step)
    else:
        plans = [*(LayerPlan(one, []) for one in drafts.assets), *map(SheetPlan, drafts.sheets)]
    return [_layer_report(one, dry_run=False) for one in plans]


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
        for start in range(0, len(one.made), ROWS_AT_ONCE):
            progress(start, len(one.made), _("Adding records"))
            yield [record for _row, record in one.made[start : start + ROWS_AT_ONCE]]


def _portions(
    uow: UnitOfWork, plans: Sequence[LayerPlan], options: ImportOptions, total: int, progress: Progress
) -> Iterator[dict[str, Columns]]:
    """Give the new records in portions, as columns."""
    yield {"custom_field": _new_custom_fields(uow, plans, options.fields_visibility)}
    done = 0
    for one in plans:
        contacts, meetings = _by_row(one.draft.contacts), _by_row(one.draft.meetings)
        for start in range(0, len(one.made), ROWS_AT_ONCE):
            rows = one.made[start : start + ROWS_AT_ONCE]
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
    for name, columns, by_row in (("contact", draft.contacts, contacts), ("meeting", draft.meetings, meetings)):
        owners = [(asset, row, index) for asset, row in zip(ids, rows, strict=True) for index in by_row.get(row, ())]
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


def _by_row(columns: Columns) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for index, row in enumerate(columns["row"]):
        found.setdefault(row, []).append(index)
    return found


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


# Reporting


def _layer_report(one: Plan, *, dry_run: bool) -> LayerReport:
    draft = one.draft
    return LayerReport(
        file=draft.table.file,
        layer=draft.table.layer,
        record=one.draft.sheet.record if isinstance(one, SheetPlan) else "asset",
        rows=len(draft.table),
        made=len(one.made),
        updated=len(one.updates),
        unchanged=one.unchanged,
        refused=one.refused,
        columns={heading: match.as_dict() for heading, match in draft.columns.items()},
        left_out=len(one.left_out),
        findings=one.findings,
        changes=_changes_of_sheet(one, dry_run) if isinstance(one, SheetPlan) else _changes_of_list(one, dry_run),
    )


def _changes_of_list(one: LayerPlan, dry_run: bool) -> list[dict[str, Any]]:
    changes = [proposal.as_dict(one.draft.rows[proposal.row]) for proposal in one.updates]
    return changes + [_made_as_dict(one.draft, row) for row in one.made] if dry_run else changes


def _changes_of_sheet(one: SheetPlan, dry_run: bool) -> list[dict[str, Any]]:
    changes = [change.as_dict() for change in one.updates]
    return changes + made_as_dict(one) if dry_run else changes


def _made_as_dict(draft: ImportDraft, row: int) -> dict[str, Any]:
    assets = draft.assets
    shape = assets["geometry"][row]
    return {
        "row": draft.rows[row],
        "action": "make",
        "asset": None,
        "name": {"cy": assets["name_cy"][row], "en": assets["name_en"][row]},
        "kind": assets["kind"][row],
        "kind_guessed": draft.guessed[row],
        "place": None if shape is None else [round(part, 6) for part in shape.centroid.coords[0]],
        "reason": _("Nothing in the project is the same."),
        "fields": {},
    }
