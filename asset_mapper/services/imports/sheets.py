"""What is to be done with the rows of sheets: outcomes, links, evidence, readings and the others.

The rules, in the order in which they count:

1. An empty cell says nothing, and neither does a column that is not there: they never remove anything.
2. A row is what our id says it is; without one, it is what its natural key says (``import_shelves.NATURAL``), such as
   an outcome its code within its framework; else it is new. An id of ours that is free is kept.
3. What a published framework says stays as it was published.
4. A row that is known by our id is an edited copy: what it says holds, unless somebody has changed the record since
   the file was written. Then the project's stays, and the row has a warning.
5. A row that is known by its key changes what an import had written, and fills in what is missing. What a person
   wrote in the project stays, with a warning where the file says something else.
6. A row is taken whole or refused with a reason; the others are taken all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from asset_mapper.domain.change import Change
from asset_mapper.domain.ids import RecordId, new_id
from asset_mapper.domain.outcome import Outcome
from asset_mapper.errors import InvalidValueError
from asset_mapper.formats.base import Severity
from asset_mapper.formats.record_sheets.drafting import SheetDraft, SheetRow
from asset_mapper.formats.record_sheets.sheets import SHEETS
from asset_mapper.i18n import _
from asset_mapper.progress import Progress, no_progress
from asset_mapper.services.imports import row_values
from asset_mapper.services.imports.planning import Decision
from asset_mapper.services.imports.references import Aliases, Referring
from asset_mapper.services.imports.sheet_plans import SheetChange, SheetPlan, shown_name
from asset_mapper.services.imports.sheet_rules import BESIDE, SheetRules
from asset_mapper.services.imports.shelves import ONLY_ONE, Row, Shelf, Shelves, natural_keys
from asset_mapper.services.imports.tallies import Tallies
from asset_mapper.storage.unit_of_work import UnitOfWork

_MANY_ALIKE = frozenset(("link", "reading"))
"""Records of which several with the same natural key are common: one with an id of another project's is its own."""

_IN_ORDER_UNDER = {
    "outcome": "framework_id",
    "statement": "survey_id",
    "respondent_group": "survey_id",
    "journey_event": "journey_id",
}
"""Records that stand in an order of their own, and what they stand under."""

_ROWS_AT_ONCE = 2_000


@dataclass(slots=True)
class _Work:
    """One row under way: what it says, with ids in place of words."""

    row: SheetRow
    id: RecordId
    values: Row
    known: RecordId | None  # the record of the project that it is
    by_id: bool = False
    votes: int | None = None  # of an outcome: the sum that the row says


def plan_sheets(
    uow: UnitOfWork,
    drafts: Sequence[SheetDraft],
    shelves: Shelves,
    aliases: Aliases,
    *,
    indicator_id: RecordId | None = None,
    decisions: Sequence[Decision] = (),
    progress: Progress = no_progress,
) -> list[SheetPlan]:
    """Find out which rows are known, and what is to be done with them.

    Parameters
    ----------
    aliases
        What the file calls a record → its id in the project; the assets are in it, the others are added.
    indicator_id
        The indicator that readings are of, where they do not say.
    """
    plans = {id(draft): SheetPlan(draft) for draft in drafts}
    referring = Referring(shelves, aliases, indicator_id)
    are_listed = any(draft.sheet.record == "outcome_votes" and draft.rows for draft in drafts)
    tallies = Tallies(shelves, are_listed=are_listed)
    order = {sheet.record: place for place, sheet in enumerate(SHEETS)}
    for draft in sorted(drafts, key=lambda draft: order[draft.sheet.record]):
        left_out = {
            decision.row
            for decision in decisions
            if decision.layer == draft.table.layer and decision.verdict == "leave_out"
        }
        _SheetPlanning(uow, plans[id(draft)], referring, tallies, left_out).plan(progress)
    return list(plans.values())


class _SheetPlanning:
    """The planning of one sheet: who each row is, then what it says, then what follows."""

    def __init__(
        self, uow: UnitOfWork, plan: SheetPlan, referring: Referring, tallies: Tallies, left_out: set[int]
    ) -> None:
        self._plan = plan
        self._draft = plan.draft
        self._sheet = plan.draft.sheet
        self._record = self._sheet.record
        self._referring = referring
        self._tallies = tallies
        self._shelf: Shelf = referring.shelves[self._record]
        self._rules = SheetRules(uow, referring.shelves, self._record)
        self._left_out = left_out
        self._taken: set[RecordId] = set()
        self._keys: set[tuple[Any, ...]] = set()  # of rows that are no record of the project
        self._said: dict[tuple[Any, ...], int] = {}  # what a row without an id says → its number
        self._positions: Counter[RecordId] = Counter()

    def plan(self, progress: Progress) -> None:
        works = []
        for place, row in enumerate(self._draft.rows):
            if place % _ROWS_AT_ONCE == 0:
                progress(place, len(self._draft.rows), _("Comparing with what is there"))
            if row.number in self._left_out:
                self._plan.left_out.append(row)
            elif (work := self._recognised(row)) is not None:
                works.append(work)
        for work in works:
            if self._settled(work):
                self._decide(work)
        self._refuse_orphans()

    # Who a row is

    def _recognised(self, row: SheetRow) -> _Work | None:
        try:
            values = self._referring.values(self._draft, row, self._plan.beside)
        except InvalidValueError as error:
            self._refuse(row, "refers-to-nothing", str(error))
            return None
        votes = values.pop("votes", None) if "votes" in self._sheet.tallies else None
        own = row.own_id
        if own is not None and (own in self._taken or own in self._shelf.added):
            self._refuse(row, "id-twice", _("Another row has the same id. Leave one of them."))
            return None
        if own is None and (again := self._said.setdefault(_content(row), row.number)) != row.number:
            self._repeat(row, again)
            return None
        known, by_id = self._known(row, values)
        keys = natural_keys(self._record, values)
        if known is None and self._record in ONLY_ONE and self._is_twice(values, keys):
            text = _("Another row says the same of “{name}”. Leave one of them.")
            self._refuse(row, "code-twice", text.format(name=shown_name(values) or row.words.get("outcome", "")))
            return None
        record_id = known or (own if own and own not in self._shelf else new_id())
        if row.key:
            self._referring.aliases.setdefault(self._record, {})[row.key] = record_id
        if known is not None:
            self._taken.add(known)
        else:
            self._shelf.add(record_id, {**values, "id": record_id})
            self._keys.update(keys)
        return _Work(row, record_id, values, known, by_id, votes)

    def _known(self, row: SheetRow, values: Row) -> tuple[RecordId | None, bool]:
        own = row.own_id
        if own in self._shelf.rows and own not in self._taken:
            return own, True
        alike = [one for one in self._shelf.known_as(values) if one not in self._taken]
        same = [one for one in alike if not row_values.differing(self._record, self._shelf.rows[one], values)]
        if same:
            return same[0], False
        if own is not None and self._record in _MANY_ALIKE:
            return None, False
        return (alike[0], False) if len(alike) == 1 else (None, False)

    def _is_twice(self, values: Row, keys: Sequence[tuple[Any, ...]]) -> bool:
        """Tell whether another row, or a record that another row is, has the same key."""
        return not self._keys.isdisjoint(keys) or not self._taken.isdisjoint(self._shelf.known_as(values))

    def _repeat(self, row: SheetRow, before: int) -> None:
        self._plan.same.append(row)
        text = _("The row says the same as row {row}, so it adds nothing.").format(row=before)
        self._draft.findings.add("same-row", text, Severity.INFO, row.number)

    # What it says

    def _settled(self, work: _Work) -> bool:
        """Put ids in place of the words for records of the same kind; refuse a row whose words lead nowhere."""
        try:
            self._referring.settle_own(self._draft, work.row, work.id, work.values)
        except InvalidValueError as error:
            self._take_back(work, "refers-to-nothing", str(error))
            return False
        return True

    def _decide(self, work: _Work) -> None:
        try:
            if work.known is None:
                self._make(work)
            else:
                self._compare(work, self._shelf.rows[work.known])
        except InvalidValueError as error:
            self._take_back(work, "not-valid", str(error))

    def _take_back(self, work: _Work, code: str, message: str) -> None:
        """Refuse a row, so that nothing refers to it."""
        self._shelf.added.pop(work.id, None)
        self._refuse(work.row, code, message)

    def _refuse_orphans(self) -> None:
        """Refuse the new rows that are part of a row which was refused after them."""
        while lost := [
            (row, record)
            for row, record in self._plan.made
            if isinstance(record, Outcome) and record.parent_id and record.parent_id not in self._shelf
        ]:
            for row, record in lost:
                self._plan.made.remove((row, record))
                self._shelf.added.pop(record.id, None)
                self._refuse(row, "refers-to-nothing", _("What it is part of was refused."))

    def _make(self, work: _Work) -> None:
        if self._record == "outcome" and self._rules.is_published(work.values["framework_id"]):
            raise InvalidValueError(
                _("Its framework is kept as it was published. Give the outcome a local framework.")
            )
        if not work.row.changed_at:
            self._put_last(work.values)
        missing = row_values.missing_fields(self._record, work.values)
        if missing:
            raise InvalidValueError(
                _("The row says nothing of: {fields}. It needs that.").format(
                    fields=", ".join(self._label(name) for name in missing)
                )
            )
        made = row_values.made(self._record, work.id, work.values)
        if work.votes and self._tallies.says_more(work.id, work.votes):
            self._plan.beside.append(self._tallies.new(work.id, work.votes, made.session_id))
        self._plan.made.append((work.row, made))

    def _put_last(self, values: Row) -> None:
        """Put a record that says no place after those that are there, in the order of the rows."""
        owner = _IN_ORDER_UNDER.get(self._record)
        if owner is None or "position" in values or owner not in values:
            return
        under = values[owner]
        if under not in self._positions:
            there = [row["position"] for row in self._shelf.rows.values() if row[owner] == under]
            self._positions[under] = max(there, default=-1) + 1
        values["position"] = self._positions[under]
        self._positions[under] += 1

    def _label(self, name: str) -> str:
        return next(
            (
                label
                for column in (name, name.removesuffix("_id"), f"{name}_en", f"{name}_cy")
                if (label := self._draft.label_of(column)) != column
            ),
            name,
        )

    def _compare(self, work: _Work, before: Row) -> None:
        differing = row_values.differing(self._record, before, work.values)
        wanted = [name for name in differing if self._rules.may_change(work.row, before, name, by_id=work.by_id)]
        kept = [name for name in differing if name not in wanted]
        self._report_kept(work, before, kept)
        ours, theirs = row_values.changed(self._record, before, {name: work.values[name] for name in wanted})
        fields = {self._draft.label_of(name): (_said(before.get(name)), _said(work.values[name])) for name in wanted}
        votes = self._change_of_votes(work, before, fields)
        if ours == theirs and not votes:
            self._plan.same.append(work.row)
            return
        reason = _("The same id.") if work.by_id else _("The same in what tells it from others.")
        self._plan.updates.append(SheetChange(work.row, self._record, ours, theirs, reason, fields, votes))

    def _change_of_votes(
        self, work: _Work, before: Row, fields: dict[str, tuple[str, str]]
    ) -> tuple[Change[Any], ...]:
        """Take the sum of votes that the row of an outcome says, or say that the project's was kept."""
        if work.votes is None or not self._tallies.says_more(work.id, work.votes):
            return ()
        total = self._tallies.total(work.id)
        session_id = work.values.get("session_id") or before["session_id"]

        def may_change(votes: Row) -> bool:
            return self._rules.may_change_votes(work.row, votes, by_id=work.by_id)

        change = self._tallies.change(work.id, work.votes, session_id, may_change)
        if change is None:
            self._report_kept(replace(work, values={"votes": work.votes}), {**before, "votes": total}, ["votes"])
            return ()
        fields[self._draft.label_of("votes")] = (_said(total), _said(work.votes))
        return (change,)

    def _report_kept(self, work: _Work, before: Row, kept: Sequence[str]) -> None:
        told = [name for name in kept if name not in BESIDE and not name.endswith("_first")]
        if not told:
            return
        texts = "; ".join(
            _("{field}: the file says “{theirs}”, the project “{ours}”").format(
                field=self._draft.label_of(name),
                theirs=_said(work.values[name])[:80],
                ours=_said(before.get(name))[:80],
            )
            for name in told
        )
        self._draft.findings.add(
            "kept-ours",
            _("“{name}”: the project's was kept. {texts}.").format(name=shown_name(before), texts=texts),
            Severity.WARNING,
            work.row.number,
            self._draft.heading_of(told[0]),
        )

    def _refuse(self, row: SheetRow, code: str, message: str) -> None:
        self._plan.refused_rows.append(row)
        self._draft.findings.add(code, message, Severity.ERROR, row.number)


def _content(row: SheetRow) -> tuple[Any, ...]:
    return (row.key, *sorted(row.values.items()), *sorted(row.words.items()))


def _said(value: Any) -> str:
    return "" if value is None else str(value)
