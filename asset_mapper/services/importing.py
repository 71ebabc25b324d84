"""Bringing in a file: read it, draft its records, find out which are known already, and store the rest in one step.

A row is matched with an asset that is there by the asset's own id, by its id at the source, by being the same in all
that the file says, or by name and place or contact (``analysis/duplicates``). What then happens is decided by
``imports/updates.py``; for rows of other sheets, such as outcomes and links, by ``imports/sheets.py``. All of one
file is one transaction and one step of Undo.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from asset_mapper.domain.change import ChangeSet, StepKind
from asset_mapper.errors import AssetMapperError, UnknownCrsError
from asset_mapper.formats.base import ImportFinding, Severity
from asset_mapper.progress import Cancelled, Progress, no_progress, uncollected
from asset_mapper.services.imports.planning import LayerPlan
from asset_mapper.services.imports.plans import Plan, plan_all
from asset_mapper.services.imports.reading import Drafts, Source, draft_source, read_source
from asset_mapper.services.imports.reading import ImportOptions as ImportOptions
from asset_mapper.services.imports.reports import ImportReport as ImportReport
from asset_mapper.services.imports.reports import LayerReport as LayerReport
from asset_mapper.services.imports.reports import report_of
from asset_mapper.services.imports.sheet_plans import SheetPlan
from asset_mapper.services.imports.storing import commit
from asset_mapper.services.open_project import OpenProject
from asset_mapper.storage.unit_of_work import UnitOfWork


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
                    layers = [report_of(one, dry_run=True) for one in look(project, source, options, progress)]
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
    return [report_of(one, dry_run=False) for one in plans]
