"""What became of the files that were brought in, with the keys on which other programs rely."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from asset_mapper.formats.base import ImportFinding, Severity
from asset_mapper.formats.drafting import ImportDraft
from asset_mapper.i18n import _
from asset_mapper.services.imports.planning import LayerPlan
from asset_mapper.services.imports.plans import Plan
from asset_mapper.services.imports.sheet_plans import SheetPlan, made_as_dict


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


def report_of(one: Plan, *, dry_run: bool) -> LayerReport:
    """Say what becomes of the rows of a table; of a trial, also what each new record would be."""
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
