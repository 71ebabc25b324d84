"""What the import assistant holds in hand: the files, what was said about each, and what would come of it. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.ids import RecordId
from asset_mapper.errors import AssetMapperError, UnknownCrsError
from asset_mapper.formats.base import ImportFinding, Severity, SourceTable
from asset_mapper.formats.columns import BY_KEY, KEEP, LEAVE_OUT
from asset_mapper.formats.record_sheets.sheet import Sheet
from asset_mapper.i18n import _, format_number, ngettext
from asset_mapper.progress import Progress, uncollected
from asset_mapper.services import importing
from asset_mapper.services.imports.planning import Decision, Fate, LayerPlan
from asset_mapper.services.imports.plans import Plan
from asset_mapper.services.imports.reading import ImportOptions, Source, read_source
from asset_mapper.services.imports.sheet_plans import SheetPlan
from asset_mapper.services.open_project import OpenProject

Kind = AssetKind | str | None
"""What a person says that all rows are: assets of a kind, or records of another sheet by their name."""

Key = tuple[str, int]
"""A row of a file: its table and its number."""


@dataclass(frozen=True, slots=True)
class Perhaps:
    """A row that is, or may be, an asset of the project, or another row of the file."""

    layer: str
    row: int  # as a person finds it
    name: str
    asset_id: RecordId | None  # None for a row that repeats another
    other: str  # the name in the project, or which row it repeats
    reason: str
    proposed: str  # same, new

    @property
    def key(self) -> Key:
        return self.layer, self.row


@dataclass(slots=True)
class Layer:
    """One table of a file, and what would come of it."""

    table: SourceTable
    plan: Plan | None = None  # None: it is not brought in
    fates: dict[int, Fate] = field(default_factory=dict)
    findings: tuple[ImportFinding, ...] = ()
    worst: dict[int, Severity] = field(default_factory=dict)  # of the findings of each row
    perhaps: tuple[Perhaps, ...] = ()

    @property
    def assets(self) -> LayerPlan | None:
        """What would come of a list of assets; ``None`` for a sheet of other records."""
        return self.plan if isinstance(self.plan, LayerPlan) else None

    @property
    def sheet(self) -> Sheet | None:
        """What kind of records it holds when they are no assets."""
        return self.plan.draft.sheet if isinstance(self.plan, SheetPlan) else None

    def row_named(self, number: int) -> Perhaps:
        """Give a row of a list of assets, of which nothing is said yet, with its name."""
        name = ""
        if self.assets is not None and number in self.assets.draft.rows:
            draft = self.assets.draft
            row = draft.rows.index(number)
            name = str(draft.assets["name_cy"][row] or draft.assets["name_en"][row])
        return Perhaps(self.table.layer, number, name, None, "", "", "new")


@dataclass(slots=True)
class FileInHand:
    """One file: what was said about it, and what would come of it."""

    path: Path
    source: Source | None = None
    sheet: str | None = None
    layers_chosen: tuple[str, ...] | None = None
    crs: str | None = None
    told: dict[str, str] = field(default_factory=dict)  # column → field, KEEP or LEAVE_OUT
    decisions: dict[Key, Decision] = field(default_factory=dict)
    layers: list[Layer] = field(default_factory=list)
    error: AssetMapperError | None = None
    indicator_id: RecordId | None = None  # what readings are of that do not say

    @property
    def asks_for_crs(self) -> bool:
        return isinstance(self.error, UnknownCrsError) or self.crs is not None

    @property
    def has_sheets(self) -> bool:
        """Whether it holds records of another sheet, whose columns nobody matches."""
        return any(layer.sheet for layer in self.layers)

    def layer_named(self, name: str | None) -> Layer | None:
        return next((layer for layer in self.layers if layer.table.layer == name), None)

    def take(self, looked: list[Layer] | AssetMapperError) -> None:
        """Take what would come of it, or why nothing does."""
        if isinstance(looked, AssetMapperError):
            tables = self.source.tables if self.source else ()
            self.error, self.layers = looked, [Layer(table, findings=table.findings) for table in tables]
        else:
            self.error, self.layers = None, looked

    def options(self, kind: Kind, visibility: Audience) -> ImportOptions:
        is_asset = kind is None or isinstance(kind, AssetKind)
        return ImportOptions(
            kind=kind if isinstance(kind, AssetKind) else None,
            record=None if is_asset else kind,
            indicator_id=self.indicator_id,
            visibility=visibility,
            sheet=self.sheet,
            layers=self.layers_chosen,
            crs=self.crs,
            told=tuple((key, column) for column, key in self.told.items()),
            decisions=tuple(self.decisions.values()),
        )

    def tell(self, column: str, key: str) -> None:
        """Take what a person says of a column; a field that takes one column is taken from another."""
        if key not in (KEEP, LEAVE_OUT) and not (key in BY_KEY and BY_KEY[key].many):
            self.told = {other: field for other, field in self.told.items() if field != key}
        self.told[column] = key

    def say_crs(self, code: str) -> None:
        self.crs = code

    def decide(self, decision: Decision) -> None:
        self.decisions[decision.layer, decision.row] = decision

    def leave_out(self, layer: str, rows: Iterable[int], left_out: bool) -> None:
        """Leave rows of a table out, or take that back."""
        for row in rows:
            if left_out:
                self.decide(Decision(row=row, layer=layer, verdict="leave_out"))
            else:
                self.decisions.pop((layer, row), None)

    def headings(self) -> list[str]:
        tables = self.source.tables if self.source else ()
        return [str(heading) for table in tables for heading in table.frame.columns]

    def choose(self, layer: str, wanted: bool) -> None:
        """Bring a table in, or not."""
        chosen = [one.table.layer for one in self.layers if one.plan is not None and one.table.layer != layer]
        self.layers_chosen = (*chosen, layer) if wanted else tuple(chosen)


def read(file: FileInHand, options: ImportOptions, progress: Progress) -> Source | AssetMapperError:
    """Read a file; what is wrong with it is an answer too, since the other files can still be brought in."""
    try:
        with uncollected():
            return read_source(file.path, options, progress)
    except AssetMapperError as error:
        return error


def looked(
    project: OpenProject, source: Source, options: ImportOptions, progress: Progress
) -> list[Layer] | AssetMapperError:
    """Say of every table of a file what would come of it."""
    try:
        plans = importing.look(project, source, options, progress)
    except AssetMapperError as error:
        return error
    by_layer = {plan.draft.table.layer: plan for plan in plans}
    wanted = [perhaps.asset_id for plan in plans if isinstance(plan, LayerPlan) for perhaps in plan.perhaps]
    names = project.read(lambda uow: {asset.id: asset.name.given for asset in uow.assets.with_ids(wanted)})
    layers = []
    for table in source.tables:
        plan = by_layer.get(table.layer)
        if plan is None:
            layers.append(Layer(table, findings=table.findings))
            continue
        findings = sorted(plan.findings, key=lambda finding: -1 if finding.row is None else finding.row)
        layers.append(
            Layer(
                plan.draft.table,
                plan,
                plan.fates(),
                tuple(findings),
                _worst(findings),
                tuple(sorted(_perhaps(plan, names), key=lambda one: one.row)) if isinstance(plan, LayerPlan) else (),
            )
        )
    return layers


_ORDER = (Severity.INFO, Severity.WARNING, Severity.ERROR)


def _worst(findings: Sequence[ImportFinding]) -> dict[int, Severity]:
    worst: dict[int, Severity] = {}
    for finding in findings:
        row = finding.row
        if row is not None and (row not in worst or _ORDER.index(finding.severity) > _ORDER.index(worst[row])):
            worst[row] = finding.severity
    return worst


def _perhaps(plan: LayerPlan, names: dict[RecordId, str]) -> Iterator[Perhaps]:
    draft = plan.draft
    layer = draft.table.layer

    def name(row: int) -> str:
        return str(draft.assets["name_cy"][row] or draft.assets["name_en"][row])

    known = set()
    for proposal in plan.proposals:
        known.add(proposal.row)
        if proposal.changes:
            yield Perhaps(
                layer,
                draft.rows[proposal.row],
                name(proposal.row),
                proposal.asset.id,
                proposal.asset.name.given,
                proposal.reason,
                "same",
            )
    for one in plan.perhaps:
        known.add(one.row)
        why = _("A name that is {percent} % alike.").format(percent=round(one.likeness))
        yield Perhaps(
            layer, draft.rows[one.row], name(one.row), one.asset_id, names.get(one.asset_id, ""), why, "new"
        )
    for row, number in plan.repeats.items():
        if row not in known:
            other = _("Row {row} of the file").format(row=number)
            yield Perhaps(layer, draft.rows[row], name(row), None, other, _("The same in every cell."), "new")


def wanted(files: Sequence[FileInHand], kind: Kind, visibility: Audience) -> list[tuple[Source, ImportOptions]]:
    """Give what is to be brought in."""
    return [
        (file.source, file.options(kind, visibility))
        for file in files
        if file.source is not None and file.error is None and any(layer.plan for layer in file.layers)
    ]


def totals(files: Sequence[FileInHand]) -> dict[Fate, int]:
    """Count what would come of all rows."""
    counts = dict.fromkeys(Fate, 0)
    for file in files:
        for layer in file.layers:
            if layer.plan is not None:
                counts[Fate.NEW] += len(layer.plan.made)
                counts[Fate.CHANGED] += len(layer.plan.updates)
                counts[Fate.SAME] += layer.plan.unchanged
                counts[Fate.REFUSED] += layer.plan.refused
                counts[Fate.LEFT_OUT] += len(layer.plan.left_out)
    return counts


def findings(files: Iterable[FileInHand]) -> Iterator[tuple[str, ImportFinding]]:
    """Give all that was found, with the name of its file or table."""
    for file in files:
        if file.error is not None:
            yield file.path.name, ImportFinding(code="file", message=str(file.error), severity=Severity.ERROR)
        for layer in file.layers:
            for finding in layer.findings:
                yield layer.table.title, finding


def in_words(counts: dict[Fate, int]) -> str:
    """Say what comes of how many rows."""
    said = (
        (Fate.NEW, ngettext("{n} new", "{n} new", counts.get(Fate.NEW, 0))),
        (Fate.CHANGED, ngettext("{n} changed", "{n} changed", counts.get(Fate.CHANGED, 0))),
        (Fate.SAME, ngettext("{n} as before", "{n} as before", counts.get(Fate.SAME, 0))),
        (Fate.REFUSED, ngettext("{n} refused", "{n} refused", counts.get(Fate.REFUSED, 0))),
        (Fate.LEFT_OUT, ngettext("{n} left out", "{n} left out", counts.get(Fate.LEFT_OUT, 0))),
    )
    parts = [words.format(n=format_number(counts[fate])) for fate, words in said if counts.get(fate)]
    return ", ".join(parts) or _("nothing new")
