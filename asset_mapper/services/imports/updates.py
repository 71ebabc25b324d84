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

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import TYPE_CHECKING, Any

from asset_mapper.domain.asset import Asset, AssetKind, AssetStatus
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual, bilingual
from asset_mapper.domain.change import Change, StepKind
from asset_mapper.domain.contact import ContactKind, ContactPoint
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.record import Record
from asset_mapper.domain.whereabouts import Precision, WhereKind
from asset_mapper.formats.base import ImportFinding, Severity
from asset_mapper.formats.drafting import ImportDraft
from asset_mapper.i18n import N_, _
from asset_mapper.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from asset_mapper.analysis.duplicates import Pair

_ASSETS_AT_ONCE = 500
_SAME_DEGREES = 1e-7  # about a centimetre
_NEAR_DEGREES = 2e-4  # about 20 metres: two lists that turn metres into degrees in their own ways


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


def propose(uow: UnitOfWork, draft: ImportDraft, pairs: Sequence[Pair], ids: Sequence[str]) -> list[Proposal]:
    """Say for every paired row what it would change."""
    proposals = []
    files = {batch.id: batch.file for batch in uow.imports.all()}
    contact_rows, meeting_rows = _by_row(draft.contacts), _by_row(draft.meetings)
    for start in range(0, len(pairs), _ASSETS_AT_ONCE):
        portion = pairs[start : start + _ASSETS_AT_ONCE]
        wanted = [ids[pair.known] for pair in portion]
        assets = {asset.id: asset for asset in uow.assets.with_ids(wanted)}
        contacts = _by_owner(uow.contacts.where(asset_id=wanted))
        meetings = _by_owner(uow.meetings.where(asset_id=wanted))
        for pair in portion:
            asset = assets[ids[pair.known]]
            is_same_file = files.get(asset.import_id or "") == draft.table.file
            work = _Comparison(uow, draft, pair, asset, is_same_file=is_same_file)
            work.compare_asset()
            work.compare_contacts(contacts.get(asset.id, []), contact_rows.get(pair.new, ()))
            work.compare_meetings(meetings.get(asset.id, []), meeting_rows.get(pair.new, ()))
            proposals.append(work.proposal)
    return proposals


def _by_row(columns: Mapping[str, Sequence[Any]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for index, row in enumerate(columns["row"]):
        found.setdefault(row, []).append(index)
    return found


def _by_owner(records: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for record in records:
        found.setdefault(record.asset_id, []).append(record)
    return found


class _Owners:
    """Who wrote which field of one record: an import, or a person; and what stood there before the person did."""

    def __init__(self, uow: UnitOfWork, record: Record) -> None:
        self._by_hand = record.import_id is None
        self._fields: dict[str, tuple[bool, Any]] = {}
        if record.import_id is not None and record.changed_at == record.created_at:
            return
        for step, change in uow.history.of_record(record.id):
            is_import = step.kind is StepKind.IMPORT
            if change.before is None:
                self._by_hand = not is_import
                continue
            if change.after is None:
                continue
            for name, before, _after in _differences(change.before, change.after):
                was_by_hand, base = self._fields.get(name, (self._by_hand, before))
                self._fields[name] = (
                    (False, None) if is_import else (True, base if was_by_hand and name in self._fields else before)
                )

    def is_by_hand(self, name: str) -> bool:
        return self._fields[name][0] if name in self._fields else self._by_hand

    def before(self, name: str) -> Any:
        """What the last import had written, where a person changed it."""
        return self._fields[name][1] if name in self._fields else None


def _differences(before: Any, after: Any) -> list[tuple[str, Any, Any]]:
    found = []
    ours, theirs = _flat(before), _flat(after)
    for name, value in ours.items():
        if value != theirs.get(name):
            found.append((name, value, theirs.get(name)))
    found += [(name, None, value) for name, value in theirs.items() if name not in ours]
    return found


def _flat(record: Any) -> dict[str, Any]:
    """Give the fields of a record that an import compares, those of its whereabouts and columns by their own
    names."""
    if isinstance(record, Asset):
        where = record.whereabouts
        values = {name: getattr(record, name) for name in (*OWN_FIELDS, "source_key")}
        values |= {name: getattr(where, name) for name in _WHERE_FIELDS}
        values |= {f"custom:{key}": value for key, value in record.custom.items()}
        return values
    if isinstance(record, ContactPoint):
        return {"value": record.value}
    if isinstance(record, Meeting):
        return {"when": when_of(record)}
    return {}


OWN_FIELDS = (
    "name",
    "kind",
    "summary",
    "notes",
    "tags",
    "status",
    "checked_on",
    "checked_by",
    "review_due",
    "source",
)
"""What an asset itself says, beside its whereabouts."""
_WHERE_FIELDS = ("area", "area_code", "geometry", "address", "postcode", "uprn")

LABELS = {
    "name": N_("Name"),
    "summary": N_("Summary"),
    "kind": N_("Kind"),
    "notes": N_("Notes"),
    "tags": N_("Tags"),
    "status": N_("Status"),
    "checked_on": N_("Last checked"),
    "checked_by": N_("Checked by"),
    "review_due": N_("Review due"),
    "source": N_("Source"),
    "source_key": N_("Id at the source"),
    "area": N_("Area"),
    "area_code": N_("Area code"),
    "geometry": N_("Place on the map"),
    "address": N_("Address"),
    "postcode": N_("Postcode"),
    "uprn": N_("UPRN"),
}


class _Comparison:
    """One row beside one asset."""

    def __init__(self, uow: UnitOfWork, draft: ImportDraft, pair: Pair, asset: Asset, *, is_same_file: bool) -> None:
        from asset_mapper.analysis.duplicates import Evidence, Grade

        self.uow = uow
        self.draft = draft
        self.row = pair.new
        self.asset = asset
        by_id = pair.evidence is Evidence.NOTHING and pair.grade is Grade.SAME
        self.only_fill = pair.grade is Grade.ALIKE or (
            not by_id and not is_same_file and _is_from_another_list(asset, draft)
        )
        self.proposal = Proposal(pair.new, asset, reason(draft, pair))
        self._owners: _Owners | None = None

    @property
    def owners(self) -> _Owners:
        if self._owners is None:
            self._owners = _Owners(self.uow, self.asset)
        return self._owners

    def cell(self, column: str) -> Any:
        return self.draft.assets[column][self.row]

    # The asset itself

    def compare_asset(self) -> None:
        asset, where = self.asset, self.asset.whereabouts
        new: dict[str, Any] = {}
        new_where: dict[str, Any] = {}
        self._offer(new, "name", asset.name, self._bilingual("name", asset.name))
        self._offer(new, "summary", asset.summary, self._bilingual("summary", asset.summary))
        for name in ("notes", "checked_by", "source"):
            self._offer(new, name, getattr(asset, name), self.cell(name))
        if not asset.source_key:
            self._offer(new, "source_key", "", self.cell("source_key"))
        for name in ("checked_on", "review_due"):
            text = self.cell(name)
            self._offer(new, name, getattr(asset, name), date.fromisoformat(text) if text else None)
        self._compare_codes(new)
        tags = tuple(tag for tag in self.cell("tags") if tag not in asset.tags)
        self._offer(new, "tags", asset.tags, (*asset.tags, *tags) if tags else None)
        if where.kind is WhereKind.CONFIDENTIAL:
            self._say_confidential()
        else:
            self._compare_custom(new)
            if asset.kind is not AssetKind.PERSON:
                self._compare_where(new_where)
        if new_where:
            new["whereabouts"] = replace(where, **new_where)
        if new:
            self.proposal.changes.append(Change(asset, replace(asset, **new)))

    def _bilingual(self, key: str, ours: Bilingual | None) -> Bilingual | None:
        """Join what the file says in either language with what is there; the same text in the other is the same."""
        if f"{key}_first" not in self.draft.given:
            return None
        cy, en = self.cell(f"{key}_cy"), self.cell(f"{key}_en")
        if ours is None:
            return bilingual(cy, en)
        if {cy, en} - {""} <= {ours.cy, ours.en}:
            return None
        return Bilingual(cy or ours.cy, en or ours.en, ours.first)

    def _compare_codes(self, new: dict[str, Any]) -> None:
        asset = self.asset
        if "kind" in self.draft.given and not self.draft.guessed[self.row]:
            kind = AssetKind(self.cell("kind"))
            if kind is not asset.kind and AssetKind.PERSON in (kind, asset.kind):
                self._warn(
                    "person-kind",
                    _(
                        "The file says it is: {new}; the project says: {old}. A person's kind is not changed "
                        "by an import."
                    ).format(new=_(kind.label), old=_(asset.kind.label)),
                )
            else:
                self._offer(new, "kind", asset.kind, kind)
        if "status" in self.draft.given:
            self._offer(new, "status", asset.status, AssetStatus(self.cell("status")))

    def _compare_custom(self, new: dict[str, Any]) -> None:
        theirs: Mapping[str, str] = self.cell("custom")
        merged = dict(self.asset.custom)
        for key, value in theirs.items():
            if key in self.draft.only_for_new:
                continue
            changed: dict[str, Any] = {}
            self._offer(changed, f"custom:{key}", merged.get(key), value, label=key)
            if changed:
                merged[key] = value
                self.proposal.custom_keys.add(key)
        if merged != dict(self.asset.custom):
            new["custom"] = merged

    def _compare_where(self, new: dict[str, Any]) -> None:
        where = self.asset.whereabouts
        if where.kind is WhereKind.VENUE:
            return  # it is where its venue is; a person said so
        for name in ("address", "postcode", "uprn", "area_code"):
            self._offer(new, name, getattr(where, name), self.cell(f"where_{name}"))
        self._offer(new, "area", where.area, self._bilingual("where_area", where.area))
        shape = self.cell("geometry")
        if shape is not None and not _same_shape(
            where.geometry, shape, _NEAR_DEGREES if self.only_fill else _SAME_DEGREES
        ):
            self._offer(new, "geometry", where.geometry, shape)
            if "geometry" in new:
                new["kind"] = WhereKind.SHAPE
                new["precision"] = Precision(self.cell("where_precision") or Precision.EXACT.value)

    def _say_confidential(self) -> None:
        cells = ("geometry", "where_address", "where_postcode", "where_uprn", "where_area_code", "custom")
        if any(self.cell(name) for name in cells if name != "geometry") or self.cell("geometry") is not None:
            self._warn(
                "confidential",
                _("“{name}” is a confidential place: what the file says of where it is was left out.").format(
                    name=self.asset.name.given
                ),
            )

    def _offer(self, new: dict[str, Any], name: str, ours: Any, theirs: Any, label: str | None = None) -> None:
        """Take what the file says for one field, if the rules allow it."""
        if theirs in (None, "", ()) or theirs == ours:
            return
        label = label or _(LABELS.get(name, name))
        if ours in (None, "", ()):
            if self._is_emptied_by_hand(name, theirs):
                return
        elif self.only_fill and name != "tags":
            if name != "name":
                self._report_kept(label, ours, theirs)
            return
        elif self.owners.is_by_hand(name):
            if not _means_the_same(self.owners.before(name), theirs):
                self._report_kept(label, ours, theirs)
            return
        new[name] = theirs
        self.proposal.fields[label] = (shown(ours), shown(theirs))

    def _is_emptied_by_hand(self, name: str, theirs: Any) -> bool:
        """Tell whether a person took away just what the file says."""
        if self.asset.changed_at == self.asset.created_at:
            return False
        return self.owners.is_by_hand(name) and _means_the_same(self.owners.before(name), theirs)

    def _report_kept(self, label: str, ours: Any, theirs: Any) -> None:
        self._warn(
            "kept-ours",
            _("{field} of “{name}”: the file says “{theirs}”, the project “{ours}”. The project's was kept.").format(
                field=label, name=self.asset.name.given, theirs=shown(theirs)[:80], ours=shown(ours)[:80]
            ),
        )

    def _warn(self, code: str, message: str) -> None:
        self.proposal.findings.append(
            ImportFinding(code=code, message=message, severity=Severity.WARNING, row=self.draft.rows[self.row])
        )

    # What belongs to it

    def compare_contacts(self, ours: list[ContactPoint], indices: Sequence[int]) -> None:
        from asset_mapper.analysis.duplicates import contact_key

        known = {contact_key(contact.kind.value, contact.value) for contact in ours}
        columns = self.draft.contacts
        for kind in ContactKind:
            theirs = [index for index in indices if columns["kind"][index] == kind.value]
            missing = [index for index in theirs if contact_key(kind.value, columns["value"][index]) not in known]
            same_kind = [contact for contact in ours if contact.kind is kind]
            if not missing or (self.only_fill and same_kind):
                continue
            if len(theirs) == 1 == len(same_kind):
                self._replace_contact(same_kind[0], columns["value"][missing[0]])
                continue
            for index in missing:
                self._add_contact(kind, index)

    def _replace_contact(self, ours: ContactPoint, value: str) -> None:
        owners = _Owners(self.uow, ours)
        label = _(ours.kind.label)
        if owners.is_by_hand("value"):
            if owners.before("value") != value:
                self._report_kept(label, ours.value, value)
            return
        self.proposal.changes.append(Change(ours, replace(ours, value=value)))
        self.proposal.fields[label] = (ours.value, value)

    def _add_contact(self, kind: ContactKind, index: int) -> None:
        columns = self.draft.contacts
        contact = ContactPoint(
            asset_id=self.asset.id,
            kind=kind,
            value=columns["value"][index],
            person=columns["person"][index],
            audience=Audience(columns["audience"][index]),
        )
        self.proposal.changes.append(Change(None, contact))
        before, after = self.proposal.fields.get(_(kind.label), ("", ""))
        self.proposal.fields[_(kind.label)] = (before, "; ".join(filter(None, (after, contact.value))))

    def compare_meetings(self, ours: list[Meeting], indices: Sequence[int]) -> None:
        if self.draft.is_own and ours:
            return  # the words of a list that we wrote say again what these say
        theirs = [self._meeting(index) for index in indices]
        known = {when_of(meeting) for meeting in ours}
        wanted = {when_of(meeting) for meeting in theirs}
        missing = [meeting for meeting in theirs if when_of(meeting) not in known]
        if not missing or (self.only_fill and ours):
            return
        stale = [meeting for meeting in ours if when_of(meeting) not in wanted]
        by_hand = [meeting for meeting in stale if _Owners(self.uow, meeting).is_by_hand("when")]
        label = _("When it is open or meets")
        before = "; ".join(" ".join(filter(None, when_of(meeting))) for meeting in stale)
        after = "; ".join(" ".join(filter(None, when_of(meeting))) for meeting in missing)
        if by_hand:
            base = {_Owners(self.uow, meeting).before("when") for meeting in by_hand}
            if not {when_of(meeting) for meeting in missing} <= base:
                self._report_kept(label, before, after)
            return
        self.proposal.changes += [Change(meeting, None) for meeting in stale]
        self.proposal.changes += [Change(None, meeting) for meeting in missing]
        self.proposal.fields[label] = (before, after)

    def _meeting(self, index: int) -> Meeting:
        cell: Callable[[str], Any] = lambda name: self.draft.meetings[name][index]  # noqa: E731 - a short name for a place
        return Meeting(
            asset_id=self.asset.id,
            venue_id=self.draft.at_venue[self.row] if self.draft.at_venue else None,
            rule=cell("rule"),
            first_on=date.fromisoformat(cell("first_on")) if cell("first_on") else None,
            starts_at=time.fromisoformat(cell("starts_at")) if cell("starts_at") else None,
            ends_at=time.fromisoformat(cell("ends_at")) if cell("ends_at") else None,
            when=bilingual(cell("when_cy"), cell("when_en")),
            cost=bilingual(cell("cost_cy"), cell("cost_en")),
            who=bilingual(cell("who_cy"), cell("who_en")),
            access=cell("access"),
        )


def _is_from_another_list(asset: Asset, draft: ImportDraft) -> bool:
    """Tell whether half of the imported columns of an asset, or more, are not in this file."""
    headings = set(draft.columns)
    there = sum(1 for key in asset.custom if key in headings)
    return bool(asset.custom) and there <= 0.5 * len(asset.custom)


def when_of(meeting: Meeting) -> tuple[str, ...]:
    return (
        meeting.rule,
        meeting.first_on.isoformat() if meeting.first_on else "",
        meeting.starts_at.isoformat() if meeting.starts_at else "",
        meeting.ends_at.isoformat() if meeting.ends_at else "",
        meeting.when.cy if meeting.when else "",
        meeting.when.en if meeting.when else "",
    )


def _same_shape(ours: Any, theirs: Any, tolerance: float = _SAME_DEGREES) -> bool:
    import shapely

    return ours is not None and bool(shapely.equals_exact(ours, theirs, tolerance=tolerance, normalize=False))


def _means_the_same(before: Any, theirs: Any) -> bool:
    """Tell whether a file says again what the last import had written."""
    if isinstance(before, Bilingual) and isinstance(theirs, Bilingual):
        return ({theirs.cy, theirs.en} & {before.cy, before.en}) - {""} != set()
    if isinstance(before, tuple) and isinstance(theirs, tuple):
        return set(theirs) <= set(before) or set(before) <= set(theirs)
    if hasattr(before, "geom_type"):
        return _same_shape(before, theirs)
    return bool(before == theirs)


def shown(value: Any) -> str:
    """Write a value for a report."""
    if value is None:
        return ""
    if isinstance(value, Bilingual):
        return " / ".join(filter(None, (value.cy, value.en)))
    if isinstance(value, tuple):
        return "; ".join(value)
    if hasattr(value, "geom_type"):
        middle = value.centroid
        return f"{value.geom_type} {middle.y:.6f}, {middle.x:.6f}"
    return str(value)


def reason(draft: ImportDraft, pair: Pair) -> str:
    """Say why a row and an asset are the same."""
    from asset_mapper.analysis.duplicates import Evidence, Grade

    shared = {
        Evidence.CONTACT: N_("the same way to reach it"),
        Evidence.POSTCODE: N_("the same postcode"),
        Evidence.PLACE: N_("the same place"),
        Evidence.ADDRESS: N_("the same address"),
        Evidence.NUMBER: N_("the same id or UPRN"),
    }
    if pair.evidence is Evidence.NOTHING:
        if pair.grade is Grade.NAMESAKE:
            return _("The same name, and no other of that name.")
        return _("The same id.")
    by = _(shared[pair.evidence])
    if pair.grade is Grade.SAME:
        return _("The same name, and {shared}.").format(shared=by)
    if pair.grade is Grade.TRANSLATED:
        return _("The same name in the other language, and {shared}.").format(shared=by)
    return _("A name that is {percent} % alike, and {shared}; only what was missing was filled in.").format(
        percent=round(pair.likeness), shared=by
    )
