"""What is to be done with the rows of a file: which are new, which change what is there, what a person decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from asset_mapper.domain.codes import Code
from asset_mapper.domain.ids import RecordId, new_ids
from asset_mapper.formats.base import ImportFinding
from asset_mapper.formats.drafting import ImportDraft
from asset_mapper.i18n import N_, _
from asset_mapper.progress import Progress, no_progress
from asset_mapper.services.imports.known import Known
from asset_mapper.services.imports.offering import Proposal
from asset_mapper.services.imports.pairing import Matched, Perhaps, match
from asset_mapper.services.imports.updates import propose
from asset_mapper.services.imports.venues import point_elsewhere, settle_venues
from asset_mapper.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided of one row: it is new, the same as an asset that is there, or not brought in."""

    row: int  # as a person finds it in the file
    layer: str = ""
    verdict: Literal["new", "same", "leave_out"]
    asset_id: RecordId | None = None  # of what it is the same as


class Fate(Code):
    """What becomes of a row."""

    NEW = "new", N_("new")
    CHANGED = "changed", N_("changed")
    SAME = "same", N_("as before")
    REFUSED = "refused", N_("refused")
    LEFT_OUT = "left_out", N_("left out")


@dataclass(slots=True)
class LayerPlan:
    """What is to be done with the rows of one draft; rows are counted as in the draft."""

    draft: ImportDraft
    made: list[int]
    proposals: list[Proposal] = field(default_factory=list)
    same: list[int] = field(default_factory=list)  # rows that say nothing new
    perhaps: list[Perhaps] = field(default_factory=list)  # new rows that may be known all the same
    repeats: dict[int, int] = field(default_factory=dict)  # row → the number of an earlier row that says the same
    left_out: list[int] = field(default_factory=list)

    @property
    def updates(self) -> list[Proposal]:
        return [proposal for proposal in self.proposals if proposal.changes]

    @property
    def unchanged(self) -> int:
        return len(self.same) + sum(1 for proposal in self.proposals if not proposal.changes)

    @property
    def refused(self) -> int:
        return self.draft.refused

    @property
    def findings(self) -> tuple[ImportFinding, ...]:
        """Everything that a person should know about the rows."""
        said = [finding for proposal in self.proposals for finding in proposal.findings]
        return (*self.draft.findings.all(), *said)

    def fates(self) -> dict[int, Fate]:
        """Say of every row of the file, by its number, what becomes of it."""
        fates = dict.fromkeys(self.draft.table.rows, Fate.REFUSED)
        numbers = self.draft.rows
        for fate, rows in ((Fate.NEW, self.made), (Fate.SAME, self.same), (Fate.LEFT_OUT, self.left_out)):
            fates.update(dict.fromkeys((numbers[row] for row in rows), fate))
        for proposal in self.proposals:
            fates[numbers[proposal.row]] = Fate.CHANGED if proposal.changes else Fate.SAME
        return fates


def plan(
    uow: UnitOfWork,
    drafts: Sequence[ImportDraft],
    progress: Progress = no_progress,
    decisions: Sequence[Decision] = (),
) -> list[LayerPlan]:
    """Find out which rows are known already, and what they would change."""
    known = Known(uow) if uow.assets.count() else None
    taken = _taken_ids(uow, drafts)
    for one in drafts:
        one.ids = [
            own if own and own not in taken else new for own, new in zip(one.own_ids, new_ids(len(one)), strict=True)
        ]
    settle_venues(drafts, known)
    plans = []
    for one in drafts:
        decided = _decided(one, decisions, known)
        left_out = [row for row, decision in decided.items() if decision.verdict == "leave_out"]
        if known is None:
            layer = LayerPlan(one, _others(len(one), left_out))
        else:
            progress(0, 0, _("Comparing with what is there"))
            layer = _compared(uow, one, known, decided, left_out)
        layer.left_out = left_out
        layer.repeats = _same_rows(one, set(left_out))
        plans.append(layer)
    _mend_venues(plans)
    return plans


def _mend_venues(plans: Sequence[LayerPlan]) -> None:
    """Let what was to be at a row of the file be where that row is in the project, or nowhere when it is left out."""
    elsewhere: dict[RecordId, RecordId | None] = {}
    for one in plans:
        elsewhere |= {one.draft.ids[proposal.row]: proposal.asset.id for proposal in one.proposals}
        elsewhere |= dict.fromkeys((one.draft.ids[row] for row in one.left_out), None)
    for one in plans if elsewhere else ():
        point_elsewhere(one.draft, elsewhere)


def _compared(
    uow: UnitOfWork, one: ImportDraft, known: Known, decided: Mapping[int, Decision], left_out: Sequence[int]
) -> LayerPlan:
    told = {row: decision.asset_id for row, decision in decided.items() if decision.asset_id is not None}
    matched: Matched = match(one, known, told, frozenset(decided))
    proposals = propose(uow, one, matched.pairs, known.ids)
    for proposal in proposals:
        if proposal.row in told:
            proposal.reason = _("You said that it is the same.")
    made = _others(len(one), [pair.new for pair in matched.pairs], matched.same, left_out)
    return LayerPlan(one, made, proposals, matched.same, matched.perhaps)


def _decided(one: ImportDraft, decisions: Sequence[Decision], known: Known | None) -> dict[int, Decision]:
    """Give row → decision; one that names an asset that is gone does not count, and says so."""
    wanted = {decision.row: decision for decision in decisions if decision.layer == one.table.layer}
    if not wanted:
        return {}
    decided = {}
    used: set[RecordId] = set()
    for row, number in enumerate(one.rows):
        decision = wanted.get(number)
        if decision is None:
            continue
        if decision.verdict == "same":
            asset_id = decision.asset_id
            if asset_id is None or known is None or asset_id not in known.by_id:
                one.findings.add(
                    "decided-gone", _("What the row was said to be the same as is not there any more."), row=number
                )
                continue
            if asset_id in used:
                one.findings.add(
                    "decided-twice",
                    _("Another row was said to be the same asset; this one is brought in as new."),
                    row=number,
                )
                decision = replace(decision, verdict="new", asset_id=None)
            else:
                used.add(asset_id)
        decided[row] = decision
    return decided


def _others(count: int, *done: Sequence[int]) -> list[int]:
    gone = set().union(*map(set, done))
    return [row for row in range(count) if row not in gone]


def _taken_ids(uow: UnitOfWork, drafts: Sequence[ImportDraft]) -> set[str]:
    """List the ids in the file that records of the project have already."""
    own = [one for each in drafts for one in each.own_ids if one]
    return {asset.id for asset in uow.assets.with_ids(own)} if own else set()


def _same_rows(one: ImportDraft, left_out: set[int]) -> dict[int, int]:
    """Say which rows of the file are the same in every cell: row → number of the first such row."""
    if "source_key" in one.given or len(one) < 2:
        return {}
    import shapely

    table = one.table
    columns = [table.frame[name].tolist() for name in table.frame.columns]
    if table.geometry is not None:
        columns.append(shapely.to_wkb(table.geometry).tolist())
    if not columns:
        return {}
    accepted = {number: row for row, number in enumerate(one.rows)}
    first: dict[tuple[object, ...], int] = {}
    repeats = {}
    for number, cells in zip(table.rows, zip(*columns, strict=True), strict=True):
        before = first.setdefault(cells, number)
        if before == number or number not in accepted:
            continue
        repeats[accepted[number]] = before
        if accepted[number] not in left_out:
            one.findings.add(
                "same-row",
                _(
                    "The row is the same as row {row} in every cell. Both were imported; remove one if it "
                    "was not meant."
                ).format(row=before),
                row=number,
            )
    return repeats
