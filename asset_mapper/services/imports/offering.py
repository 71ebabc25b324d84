"""What a row of a file offers to an asset that it is, and what of that is taken: the rules of ``updates.py``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from asset_mapper.analysis.duplicates.things import Evidence, Grade, Pair
from asset_mapper.domain.asset import Asset
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change
from asset_mapper.formats.base import ImportFinding, Severity
from asset_mapper.formats.drafting import ImportDraft
from asset_mapper.i18n import N_, _
from asset_mapper.services.imports.asset_fields import LABELS, is_same_shape, shown
from asset_mapper.services.imports.owners import Owners
from asset_mapper.storage.unit_of_work import UnitOfWork


@dataclass(slots=True)
class Proposal:
    """What one row would change in one asset."""

    row: int  # of the draft
    asset: Asset
    reason: str
    changes: list[Change[Any]] = field(default_factory=list)
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)  # field → before, after
    findings: list[ImportFinding] = field(default_factory=list)
    custom_keys: set[str] = field(default_factory=set)

    def as_dict(self, number: int) -> dict[str, Any]:
        return {
            "row": number,
            "action": "update",
            "asset": self.asset.id,
            "name": {"cy": self.asset.name.cy, "en": self.asset.name.en},
            "reason": self.reason,
            "fields": {name: {"before": before, "after": after} for name, (before, after) in self.fields.items()},
        }


class Offering:
    """One row beside one asset."""

    def __init__(self, uow: UnitOfWork, draft: ImportDraft, pair: Pair, asset: Asset, *, is_same_file: bool) -> None:
        self.uow = uow
        self.draft = draft
        self.row = pair.new
        self.asset = asset
        by_id = pair.evidence is Evidence.NOTHING and pair.grade is Grade.SAME
        self.only_fill = pair.grade is Grade.ALIKE or (
            not by_id and not is_same_file and _is_from_another_list(asset, draft)
        )
        self.proposal = Proposal(pair.new, asset, _reason(pair))
        self._owners: Owners | None = None

    @property
    def owners(self) -> Owners:
        if self._owners is None:
            self._owners = Owners(self.uow, self.asset)
        return self._owners

    def cell(self, column: str) -> Any:
        """Give what the file says in a column of its assets."""
        return self.draft.assets[column][self.row]

    def offer(self, new: dict[str, Any], name: str, ours: Any, theirs: Any, label: str | None = None) -> None:
        """Take what the file says for one field, if the rules allow it."""
        if theirs in (None, "", ()) or theirs == ours:
            return
        label = label or _(LABELS.get(name, name))
        if ours in (None, "", ()):
            if self._is_emptied_by_hand(name, theirs):
                return
        elif self.only_fill and name != "tags":
            if name != "name":
                self.report_kept(label, ours, theirs)
            return
        elif self.owners.is_by_hand(name):
            if not _means_the_same(self.owners.before(name), theirs):
                self.report_kept(label, ours, theirs)
            return
        new[name] = theirs
        self.proposal.fields[label] = (shown(ours), shown(theirs))

    def _is_emptied_by_hand(self, name: str, theirs: Any) -> bool:
        """Tell whether a person took away just what the file says."""
        if self.asset.changed_at == self.asset.created_at:
            return False
        return self.owners.is_by_hand(name) and _means_the_same(self.owners.before(name), theirs)

    def report_kept(self, label: str, ours: Any, theirs: Any) -> None:
        """Say that the project's was kept."""
        self.warn(
            "kept-ours",
            _("{field} of “{name}”: the file says “{theirs}”, the project “{ours}”. The project's was kept.").format(
                field=label, name=self.asset.name.given, theirs=shown(theirs)[:80], ours=shown(ours)[:80]
            ),
        )

    def warn(self, code: str, message: str) -> None:
        """Add a warning about the row."""
        self.proposal.findings.append(
            ImportFinding(code=code, message=message, severity=Severity.WARNING, row=self.draft.rows[self.row])
        )


def _is_from_another_list(asset: Asset, draft: ImportDraft) -> bool:
    """Tell whether half of the imported columns of an asset, or more, are not in this file."""
    headings = set(draft.columns)
    there = sum(1 for key in asset.custom if key in headings)
    return bool(asset.custom) and there <= 0.5 * len(asset.custom)


def _means_the_same(before: Any, theirs: Any) -> bool:
    """Tell whether a file says again what the last import had written."""
    if isinstance(before, Bilingual) and isinstance(theirs, Bilingual):
        return ({theirs.cy, theirs.en} & {before.cy, before.en}) - {""} != set()
    if isinstance(before, tuple) and isinstance(theirs, tuple):
        return set(theirs) <= set(before) or set(before) <= set(theirs)
    if hasattr(before, "geom_type"):
        return is_same_shape(before, theirs)
    return bool(before == theirs)


_SHARED = {
    Evidence.CONTACT: N_("the same way to reach it"),
    Evidence.POSTCODE: N_("the same postcode"),
    Evidence.PLACE: N_("the same place"),
    Evidence.ADDRESS: N_("the same address"),
    Evidence.NUMBER: N_("the same id or UPRN"),
}


def _reason(pair: Pair) -> str:
    """Say why a row and an asset are the same."""
    if pair.evidence is Evidence.NOTHING:
        if pair.grade is Grade.NAMESAKE:
            return _("The same name, and no other of that name.")
        return _("The same id.")
    by = _(_SHARED[pair.evidence])
    if pair.grade is Grade.SAME:
        return _("The same name, and {shared}.").format(shared=by)
    if pair.grade is Grade.TRANSLATED:
        return _("The same name in the other language, and {shared}.").format(shared=by)
    return _("A name that is {percent} % alike, and {shared}; only what was missing was filled in.").format(
        percent=round(pair.likeness), shared=by
    )
