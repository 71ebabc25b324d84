"""Bringing in a file: read it, draft its records, find out which are known already, and store the rest in one step.

A row is matched with an asset that is there by the asset's own id, by its id at the source, by being the same in all
that the file says, or by name and place or contact (``analysis/duplicates.py``). What then happens is decided by
``import_updates.py``. All of one file is one transaction and one step of Undo.
"""

from __future__ import annotations

import gc
import hashlib
import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.project import ImportBatch
from asset_mapper.domain.whereabouts import WhereKind
from asset_mapper.errors import AssetMapperError
from asset_mapper.formats import own_lists
from asset_mapper.formats.base import Findings, ImportFinding, ReadOptions, Severity, SourceTable
from asset_mapper.formats.columns import check_told, match_columns
from asset_mapper.formats.drafting import Columns, DraftOptions, ImportDraft, draft
from asset_mapper.formats.exporters.asset_list import known_column
from asset_mapper.formats.importers import read_tables
from asset_mapper.formats.language import language_of
from asset_mapper.formats.positions import check_crs
from asset_mapper.i18n import _
from asset_mapper.progress import Progress, no_progress
from asset_mapper.services.import_updates import Proposal, propose
from asset_mapper.services.open_project import OpenProject
from asset_mapper.storage import bulk
from asset_mapper.storage.frames import frame
from asset_mapper.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from asset_mapper.analysis.duplicates import Grade, Pair, Things

ROWS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What the user said about the files."""

    kind: AssetKind | None = None
    sheet: str | None = None
    crs: str | None = None
    told: tuple[tuple[str, str], ...] = ()  # field, column
    visibility: Audience | None = None  # how far the assets may travel; the team's when nothing is said
    fields_visibility: Audience = Audience.TEAM  # how far the imported columns may travel


@dataclass(slots=True)
class LayerReport:
    """What became of one table or layer."""

    file: str
    layer: str = ""
    rows: int = 0
    made: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    seconds: float = 0.0
    columns: dict[str, dict[str, object]] = field(default_factory=dict)
    findings: tuple[ImportFinding, ...] = ()
    changes: list[dict[str, Any]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "layer": self.layer,
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
            with _without_collecting():
                drafts = read_drafts(path, options, progress)
                if not backed_up:
                    project.back_up("import")
                    backed_up = True
                layers = _import_drafts(project, path, drafts, options, dry_run=dry_run, progress=progress)
            for layer in layers:
                layer.seconds = (time.monotonic() - started) / len(layers)
            report.layers += layers
        except AssetMapperError as error:
            if len(paths) == 1:
                raise
            failures.append(error)
            said = ImportFinding(code="file-not-imported", message=str(error), severity=Severity.ERROR)
            report.layers.append(LayerReport(file=path.name, findings=(said,)))
    if failures and len(failures) == len(paths):
        raise failures[0]
    return report


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Put off the collection of garbage: millions of small texts are made, and none of them in circles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_drafts(path: Path, options: ImportOptions, progress: Progress = no_progress) -> list[ImportDraft]:
    """Read a file and draft its records, without looking at the project."""
    crs = check_crs(options.crs) if options.crs else None
    tables = own_lists.only_lists(read_tables(path, ReadOptions(sheet=options.sheet, crs=crs), progress))
    tables = tuple(_without_map_names(table) if own_lists.is_own(table) else table for table in tables)
    told = check_told(options.told, tables)
    drafts = []
    matched = []
    for table in tables:
        findings = Findings(table.findings)
        known = _known_columns(table)
        matched.append((table, match_columns(table, {**known, **told}, findings, only_told=bool(known)), findings))
    if len(matched) > 1:
        matched = _only_lists(matched)
    for number, (table, columns, findings) in enumerate(matched):
        progress(number, len(matched), _("Reading {name}").format(name=table.title))
        if not len(table):
            findings.add("no-rows", _("“{name}” has no rows.").format(name=table.title))
        is_own = own_lists.is_own(table)
        said = DraftOptions(kind=options.kind, visibility=options.visibility, crs=crs, as_it_is=is_own)
        one = draft(table, columns, said, findings)
        if is_own:
            one.is_own = True
            one.only_for_new = frozenset(
                heading for heading, match in columns.items() if match.field is None and known_column(heading)
            )
        drafts.append(one)
    return drafts


def _without_map_names(table: SourceTable) -> SourceTable:
    """Leave out of a map that we wrote the names of placemarks and folders: its columns say the same."""
    again = [heading for heading in ("name", "Folder") if heading in table.frame.columns]
    return replace(table, frame=table.frame.drop(columns=again)) if again else table


def _known_columns(table: SourceTable) -> dict[str, list[str]]:
    """Say which column of a list that we wrote ourselves holds which field; nothing of any other list."""
    told = own_lists.told(table)
    for heading in map(str, table.frame.columns) if told else ():
        if known_column(heading) == "source_key" or heading == "summary_first":
            told.setdefault("source_key" if heading != "summary_first" else heading, [heading])
    return told


_TELLS_THINGS = frozenset(
    ("name", "name_cy", "name_en", "surname", "postcode", "latitude", "easting", "grid_reference", "position", "wkt")
)


def _only_lists(matched: list[tuple[SourceTable, Any, Findings]]) -> list[tuple[SourceTable, Any, Findings]]:
    """Leave out, of several tables, those that hold neither names nor places; say which."""
    lists = [
        entry
        for entry in matched
        if entry[0].geometry is not None or _TELLS_THINGS & {match.field for match in entry[1].values()}
    ]
    if not lists or len(lists) == len(matched):
        return matched
    others = [table.layer for table, _columns, _findings in matched if not any(table is one for one, *_rest in lists)]
    lists[0][2].add(
        "sheet-not-read",
        _("These tables hold neither names nor places, so they were not imported: {sheets}.").format(
            sheets=", ".join(others)
        )
        + " "
        + _("To read one, name it with --sheet."),
    )
    return lists


# Planning


@dataclass(slots=True)
class LayerPlan:
    """What is to be done with the rows of one draft."""

    draft: ImportDraft
    made: list[int]
    proposals: list[Proposal]
    unchanged: int

    @property
    def updates(self) -> list[Proposal]:
        return [proposal for proposal in self.proposals if proposal.changes]


def plan(uow: UnitOfWork, drafts: Sequence[ImportDraft], progress: Progress = no_progress) -> list[LayerPlan]:
    """Find out which rows are known already, and what they would change."""
    known = _Known.read(uow) if uow.assets.count() else None
    plans = []
    taken = _taken_ids(uow, drafts)
    for one in drafts:
        one.ids = [
            own if own and own not in taken else new
            for own, new in zip(one.own_ids, bulk.new_ids(len(one)), strict=True)
        ]
    _settle_venues(drafts, known)
    for one in drafts:
        _report_same_rows(one)
        if known is None:
            plans.append(LayerPlan(one, list(range(len(one))), [], 0))
            continue
        progress(0, 0, _("Comparing with what is there"))
        pairs, same = _match(one, known)
        proposals = propose(uow, one, pairs, known.ids)
        made = _others(len(one), [pair.new for pair in pairs], same)
        plans.append(LayerPlan(one, made, proposals, same_count(same, proposals)))
    return plans


def same_count(same: Sequence[int], proposals: Sequence[Proposal]) -> int:
    return len(same) + sum(1 for proposal in proposals if not proposal.changes)


def _others(count: int, *done: Sequence[int]) -> list[int]:
    gone = set().union(*map(set, done))
    return [row for row in range(count) if row not in gone]


_COMPARED = (
    *("name_cy", "name_en", "summary_cy", "summary_en", "notes", "tags", "status", "checked_on", "checked_by"),
    *("review_due", "where_kind", "where_area_cy", "where_area_en", "where_area_code", "where_address"),
    *("where_postcode", "where_uprn", "source", "source_key"),
)


_FIELDS = (
    *("id", "name", "kind", "summary", "notes", "tags", "status", "checked_on", "checked_by", "review_due"),
    *("source", "source_key", "import_id"),
)


class _Known:
    """The assets of a project, as far as rows are compared with them."""

    def __init__(self, assets: Any, contacts: Any, meetings: Any, files: Mapping[str, str]) -> None:
        import numpy as np
        import shapely

        from asset_mapper.analysis.duplicates import name_key

        self.ids: list[str] = assets["id"].tolist()
        self.columns: dict[str, list[Any]] = {
            name: [
                value if value != "" or name not in ("checked_on", "review_due") else None for value in assets[name]
            ]
            for name in (*_COMPARED, "kind")
        }
        self.custom: list[dict[str, str]] = assets["custom"].tolist()
        shapes = np.asarray(assets.geometry.array, dtype=object)
        self.shapes: list[bytes | None] = shapely.to_wkb(shapes).tolist()
        self.contacts, self.contact_keys = _contacts_by_owner(contacts, self.ids)
        self.meetings = _meetings_by_owner(meetings, self.ids)
        self.things = _things(self.columns, shapes, self.contact_keys)
        self.files = [files.get(one, "") for one in assets["import_id"]]  # from which file each came
        self.often = Counter(key for names in self.things.names for key in {name_key(name) for name in names if name})
        self.free = dict.fromkeys(range(len(self.ids)))
        self.by_id = {one: index for index, one in enumerate(self.ids)}
        self.by_key = {key: index for index, key in enumerate(self.columns["source_key"]) if key}

    @classmethod
    def read(cls, uow: UnitOfWork) -> _Known:
        fields = frozenset((*_FIELDS, "whereabouts", "custom"))
        assets = frame(uow.connection, "asset", fields)
        contacts = frame(uow.connection, "contact", frozenset(("asset_id", "kind", "value")))
        meetings = frame(
            uow.connection, "meeting", frozenset(("asset_id", "rule", "first_on", "starts_at", "ends_at", "when"))
        )
        files = {batch.id: batch.file for batch in uow.imports.all()}
        return cls(assets, contacts, meetings, files)


def _contacts_by_owner(contacts: Any, ids: Sequence[str]) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    from asset_mapper.analysis.duplicates import contact_key

    values: dict[str, set[str]] = {}
    keys: dict[str, set[str]] = {}
    for owner, kind, value in zip(*(contacts[name].tolist() for name in ("asset_id", "kind", "value")), strict=True):
        values.setdefault(owner, set()).add(f"{kind}:{value}")
        keys.setdefault(owner, set()).add(contact_key(kind, value))
    nothing: frozenset[str] = frozenset()
    return (
        [frozenset(values[one]) if one in values else nothing for one in ids],
        [frozenset(keys[one]) if one in keys else nothing for one in ids],
    )


_WHEN = ("rule", "first_on", "starts_at", "ends_at", "when_cy", "when_en")


def _meetings_by_owner(meetings: Any, ids: Sequence[str]) -> list[frozenset[tuple[Any, ...]]]:
    found: dict[str, set[tuple[Any, ...]]] = {}
    for owner, *when in zip(*(meetings[name].tolist() for name in ("asset_id", *_WHEN)), strict=True):
        found.setdefault(owner, set()).add(tuple(part or "" for part in when))
    return [frozenset(found.get(one, ())) for one in ids]


def _things(columns: Mapping[str, Sequence[Any]], shapes: Any, contact_keys: Sequence[frozenset[str]]) -> Things:
    import numpy as np
    import shapely

    from asset_mapper.analysis.duplicates import Things

    centres = shapely.centroid(shapes)
    person = AssetKind.PERSON.value
    hidden = WhereKind.CONFIDENTIAL.value
    lon, lat = shapely.get_x(centres), shapely.get_y(centres)
    secret = np.array([kind == hidden for kind in columns["where_kind"]], dtype=bool)
    lon[secret] = np.nan
    return Things(
        names=list(zip(columns["name_cy"], columns["name_en"], strict=True)),
        lon=lon.tolist(),
        lat=lat.tolist(),
        postcodes=columns["where_postcode"],
        addresses=columns["where_address"],
        contacts=contact_keys,
        people=[kind == person for kind in columns["kind"]],
        keys=columns["source_key"],
    )


def _match(one: ImportDraft, known: _Known) -> tuple[list[Pair], list[int]]:
    """Pair rows with known assets; gives too the rows that are known as they are."""
    import numpy as np
    import shapely

    from asset_mapper.analysis import duplicates
    from asset_mapper.analysis.duplicates import Evidence, Grade, Pair

    shapes = np.full(len(one), None, dtype=object)
    shapes[:] = one.assets["geometry"]
    values, keys = _contacts_by_row(one)
    left = dict.fromkeys(range(len(one)))
    same = _exactly_known(one, known, shapely.to_wkb(shapes).tolist(), values, left)
    things = _things(one.assets, shapes, keys)
    pairs: list[Pair] = []
    for row in list(left):
        index = known.by_id.get(one.own_ids[row] or "")
        if index is not None and index in known.free:
            pairs.append(Pair(row, index, Grade.SAME, Evidence.NOTHING, 100.0))
            del left[row], known.free[index]
    by_key = [
        (row, index)
        for row in left
        if (index := known.by_key.get(one.assets["source_key"][row] or "")) is not None and index in known.free
    ]
    if _ids_can_be_trusted(by_key, things, known.things):
        for row, index in by_key:
            if index in known.free:
                pairs.append(Pair(row, index, Grade.SAME, Evidence.NOTHING, 100.0))
                del left[row], known.free[index]
    elif by_key:
        one.findings.add(
            "ids-reused",
            _(
                "The ids in the file belong to other assets in the project, so they only number the rows; "
                "they were not used."
            ),
        )
        one.assets["source_key"] = [""] * len(one)
        things = _things(one.assets, shapes, keys)

    pairs += _by_telling_numbers(one, known, things, left)
    may_pair = _Rules(one, known, things)

    def likeness(row: int, index: int) -> float:
        custom, theirs = one.assets["custom"][row], known.custom[index]
        score = sum(1 for key, value in custom.items() if theirs.get(key) == value)
        return float(score + 2 * bool(one.assets["tags"][row] == known.columns["tags"][index]))

    found, perhaps = duplicates.pairs(things, known.things, left, known.free, likeness, may_pair)
    for pair in found:
        del known.free[pair.known]
    for pair in perhaps:
        _report_perhaps(one, pair, known)
    return [*pairs, *found], same


_TELLING_ID = re.compile(r"(?=.*\d)(?=.*[^\d\s]).{5,}|\d{7,}")  # 10/00022/LAND, 100012797623; not 17


def _by_telling_numbers(one: ImportDraft, known: _Known, things: Things, left: dict[int, None]) -> list[Pair]:
    """Pair what two lists call by the same long id or UPRN, when its name is the same too."""
    from asset_mapper.analysis.duplicates import Evidence, Grade, Pair, translated_key

    def telling(columns: Mapping[str, Sequence[Any]], index: int) -> list[str]:
        source_id = (columns["source_key"][index] or "").partition(":")[2]
        uprn = columns["where_uprn"][index]
        found = [f"i{source_id}"] if _TELLING_ID.fullmatch(source_id) else []
        return [*found, f"u{uprn.lstrip('0')}"] if uprn else found

    theirs: dict[str, list[int]] = {}
    for index in known.free:
        for number in telling(known.columns, index):
            theirs.setdefault(number, []).append(index)
    if not theirs:
        return []
    pairs: list[Pair] = []
    for row in list(left):
        names = {translated_key(name) for name in things.names[row] if name}
        for number in telling(one.assets, row):
            same = [
                index
                for index in theirs.get(number, ())
                if index in known.free
                and names & {translated_key(name) for name in known.things.names[index] if name}
            ]
            if len(same) == 1:
                pairs.append(Pair(row, same[0], Grade.SAME, Evidence.NUMBER, 100.0))
                del left[row], known.free[same[0]]
                break
    return pairs


_COLLECTIVES = frozenset((AssetKind.GROUP.value, AssetKind.ORGANISATION.value))


class _Rules:
    """When a row and an asset of the same name may be taken for the same.

    In the same list again, always. Between lists, only when they are of the same kind and neither list has the name
    twice: a defibrillator at a school is not the school, and the third hall of a sports centre is not the centre.
    Without anything to compare by, a name alone is enough only in the same list, or for what was made by hand.
    """

    def __init__(self, one: ImportDraft, known: _Known, things: Things) -> None:
        from asset_mapper.analysis.duplicates import name_key

        self._file, self._headings = one.table.file, set(one.columns)
        self._has_no_columns_of_its_own = not any(one.assets["custom"])
        self._kinds, self._known = one.assets["kind"], known
        self._same: dict[int, bool] = {}
        self._of_new = [{name_key(name) for name in names if name} for names in things.names]
        self._often_new = Counter(key for keys in self._of_new for key in keys)

    def __call__(self, row: int, index: int, grade: Grade) -> bool:
        from asset_mapper.analysis.duplicates import Grade

        known = self._known
        if not known.files[index]:  # made by hand
            return True
        if self._is_same_list(index):
            return True
        kinds = {self._kinds[row], known.columns["kind"][index]}
        if len(kinds) > 1 and not kinds <= _COLLECTIVES:
            return False
        if self._has_no_columns_of_its_own and not known.custom[index]:
            return True  # nothing tells the lists apart
        return grade is not Grade.NAMESAKE and all(
            self._often_new[key] == 1 and known.often.get(key, 1) == 1 for key in self._of_new[row]
        )

    def _is_same_list(self, index: int) -> bool:
        if index not in self._same:
            custom = self._known.custom[index]
            there = sum(1 for key in custom if key in self._headings)
            alike = bool(custom) and there > 0.5 * len(custom)
            self._same[index] = self._known.files[index] == self._file or alike
        return self._same[index]


def _contacts_by_row(one: ImportDraft) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    from asset_mapper.analysis.duplicates import contact_key

    values: list[set[str]] = [set() for _row in range(len(one))]
    keys: list[set[str]] = [set() for _row in range(len(one))]
    for row, kind, value in zip(*(one.contacts[name] for name in ("row", "kind", "value")), strict=True):
        values[row].add(f"{kind}:{value}")
        keys[row].add(contact_key(kind, value))
    return [frozenset(one) for one in values], [frozenset(one) for one in keys]


def _exactly_known(
    one: ImportDraft,
    known: _Known,
    shapes: Sequence[bytes | None],
    contacts: Sequence[frozenset[str]],
    left: dict[int, None],
) -> list[int]:
    """Pair the rows that say nothing but what an asset says already."""
    compared = [name for name in _COMPARED if name in one.given]
    meetings = _meetings_by_row(one)
    skipped = one.only_for_new

    def prints(
        columns: Mapping[str, Sequence[Any]], custom: Any, shapes: Any, contacts: Any, meetings: Any
    ) -> Iterator[tuple[Any, ...]]:
        if one.is_own:  # its words for meetings say again what records say
            meetings = [()] * len(meetings)
        parts: list[Any] = [columns[name] for name in compared]
        parts.append([_customs(each, skipped) for each in custom])
        if "geometry" in one_given:
            parts.append(shapes)
        return zip(*parts, contacts, meetings, strict=True)

    one_given = one.given
    theirs: dict[tuple[Any, ...], list[int]] = {}
    for index, key in enumerate(prints(known.columns, known.custom, known.shapes, known.contacts, known.meetings)):
        if index in known.free:
            theirs.setdefault(key, []).append(index)
    same = []
    kinds = one.assets["kind"]
    for row, key in enumerate(prints(one.assets, one.assets["custom"], shapes, contacts, meetings)):
        candidates = theirs.get(key)
        if not candidates:
            continue
        first = candidates[0]
        may_differ = one.guessed[row] and known.files[first] in ("", one.table.file)  # someone corrected a guess
        if known.columns["kind"][first] != kinds[row] and not may_differ:
            continue
        index = candidates.pop(0)
        del known.free[index]
        del left[row]
        same.append(row)
    return same


def _customs(custom: Mapping[str, str], skipped: frozenset[str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((key, value) for key, value in custom.items() if key not in skipped)) if custom else ()


def _meetings_by_row(one: ImportDraft) -> list[frozenset[tuple[Any, ...]]]:
    found: dict[int, set[tuple[Any, ...]]] = {}
    if one.meetings["row"]:
        for row, *when in zip(*(one.meetings[name] for name in ("row", *_WHEN)), strict=True):
            found.setdefault(row, set()).add(tuple(part or "" for part in when))
    nothing: frozenset[tuple[Any, ...]] = frozenset()
    return [frozenset(found[row]) if row in found else nothing for row in range(len(one))]


def _ids_can_be_trusted(by_key: Sequence[tuple[int, int]], things: Things, known: Things) -> bool:
    """Tell whether most things with the same id have a like name or place: else the ids only count rows."""
    if not by_key:
        return True
    from rapidfuzz import fuzz

    from asset_mapper.analysis.duplicates import NEAR_M, distance_m, translated_key

    agree = looked_at = 0
    for row, index in islice(by_key, 0, None, max(1, len(by_key) // 2000)):
        looked_at += 1
        names = [translated_key(name) for name in things.names[row] if name]
        theirs = [translated_key(name) for name in known.names[index] if name]
        near = distance_m(things.lon[row], things.lat[row], known.lon[index], known.lat[index]) <= NEAR_M
        agree += near or any(fuzz.ratio(name, other) >= 60 for name in names for other in theirs)
    return agree >= 0.5 * looked_at


def _report_perhaps(one: ImportDraft, pair: Pair, known: _Known) -> None:
    name = next(name for name in known.things.names[pair.known] if name)
    ours = one.assets["name_cy"][pair.new] or one.assets["name_en"][pair.new]
    one.findings.add(
        "perhaps-known",
        _(
            "“{name}” may be the same as “{other}”, which is in the project already ({percent} % alike). It "
            "was added; look at both."
        ).format(name=ours, other=name, percent=round(pair.likeness)),
        row=one.rows[pair.new],
    )


def _report_same_rows(one: ImportDraft) -> None:
    """Say which rows of the file are the same in every cell."""
    if "source_key" in one.given or len(one) < 2:
        return
    import shapely

    table = one.table
    columns = [table.frame[name].tolist() for name in table.frame.columns]
    if table.geometry is not None:
        columns.append(shapely.to_wkb(table.geometry).tolist())
    if not columns:
        return
    accepted = set(one.rows)
    first: dict[tuple[Any, ...], int] = {}
    for number, row in zip(table.rows, zip(*columns, strict=True), strict=True):
        before = first.setdefault(row, number)
        if before != number and number in accepted:
            one.findings.add(
                "same-row",
                _(
                    "The row is the same as row {row} in every cell. Both were imported; remove one if it "
                    "was not meant."
                ).format(row=before),
                row=number,
            )


def _settle_venues(drafts: Sequence[ImportDraft], known: _Known | None) -> None:
    """Look up the venues that rows name, in the project and in the file; any other name stays a column of its own.

    A row with a place of its own keeps it, and its meetings are at the venue. In a list that we wrote, the place of a
    row with a venue is the venue's.
    """
    if any(any(one.venues) for one in drafts):
        places = _venues(drafts, known)
        for one in drafts:
            if any(one.venues):
                _settle_venues_of(one, places)


def _settle_venues_of(one: ImportDraft, places: Mapping[str, set[str]]) -> None:
    from asset_mapper.analysis.duplicates import name_key

    confidential = WhereKind.CONFIDENTIAL.value
    unknown = False
    for row, venue in enumerate(one.venues):
        if not venue:
            continue
        found = places.get(name_key(venue), set()) - {one.ids[row]}
        if len(found) == 1:
            one.assets["where_venue_id"][row] = next(iter(found))
            if one.is_own and one.assets["where_kind"][row] != confidential:
                one.assets["geometry"][row] = one.assets["where_precision"][row] = None
        elif one.venue_column and one.assets["where_kind"][row] != confidential:
            unknown = True
            one.assets["custom"][row][one.venue_column] = venue
    one.at_venue = list(one.assets["where_venue_id"])
    for row, venue_id in enumerate(one.at_venue):
        if venue_id and one.assets["geometry"][row] is None and one.assets["where_kind"][row] != confidential:
            one.assets["where_kind"][row] = WhereKind.VENUE.value
        elif venue_id:
            one.assets["where_venue_id"][row] = None
            if one.venue_column and one.assets["where_kind"][row] != confidential:
                one.assets["custom"][row][one.venue_column] = one.venues[row] or ""
    if unknown:
        one.findings.add(
            "venue-unknown",
            _("Some venues are not among the places of the project; they were kept as a column of their own."),
            Severity.INFO,
            column=one.venue_column,
        )


def _venues(drafts: Sequence[ImportDraft], known: _Known | None) -> dict[str, set[str]]:
    """List what could be a venue by its name: what is known or in the file, no person, nothing confidential."""
    from asset_mapper.analysis.duplicates import name_key

    places: dict[str, set[str]] = {}
    hidden, person = WhereKind.CONFIDENTIAL.value, AssetKind.PERSON.value
    known_names: set[str] = set()
    if known is not None:
        for index, names in enumerate(known.things.names):
            if not known.things.people[index] and known.columns["where_kind"][index] != hidden:
                for key in {name_key(name) for name in names if name}:
                    places.setdefault(key, set()).add(known.ids[index])
                    known_names.add(key)
    names = ("name_cy", "name_en", "kind", "where_kind")
    for one in drafts:
        for cy, en, kind, where_kind, asset_id in zip(*(one.assets[name] for name in names), one.ids, strict=True):
            if kind != person and where_kind != hidden:
                for key in {name_key(name) for name in (cy, en) if name} - known_names:
                    places.setdefault(key, set()).add(asset_id)
    return places


# Storing


def _import_drafts(
    project: OpenProject,
    path: Path,
    drafts: Sequence[ImportDraft],
    options: ImportOptions,
    *,
    dry_run: bool,
    progress: Progress,
) -> list[LayerReport]:
    plans: list[LayerPlan] = []

    def step(uow: UnitOfWork) -> ChangeSet:
        plans.extend(plan(uow, drafts, progress))
        return commit(uow, path, plans, options, progress)

    if dry_run:
        plans = project.read(lambda uow: plan(uow, drafts, progress))
    elif any(len(one) for one in drafts):
        project.apply(step)
    else:
        plans = [LayerPlan(one, [], [], 0) for one in drafts]
    return [_layer_report(one, dry_run=dry_run) for one in plans]


def commit(
    uow: UnitOfWork, path: Path, plans: Sequence[LayerPlan], options: ImportOptions, progress: Progress = no_progress
) -> ChangeSet:
    """Store what was planned, as one import."""
    updates = [change for one in plans for proposal in one.updates for change in proposal.changes]
    made = sum(len(one.made) for one in plans)
    label = _("Import {name}").format(name=path.name)
    if not made and not updates:
        return ChangeSet(label)
    batch = ImportBatch(
        file=path.name,
        sha256=_checksum(path),
        made=made,
        updated=sum(len(one.updates) for one in plans),
        unchanged=sum(one.unchanged for one in plans),
        refused=sum(one.draft.refused for one in plans),
    )
    portions = _portions(uow, plans, options, made, progress)
    return bulk.bring_in(uow, batch, portions, label, ChangeSet(label, tuple(updates)))


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
        owned["id"] = bulk.new_ids(len(owners))
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


def _taken_ids(uow: UnitOfWork, drafts: Sequence[ImportDraft]) -> set[str]:
    """List the ids in the file that records of the project have already."""
    own = [one for each in drafts for one in each.own_ids if one]
    return {asset.id for asset in uow.assets.with_ids(own)} if own else set()


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
        "id": bulk.new_ids(len(names)),
        "key": names,
        "label_cy": [name if is_welsh else "" for name, is_welsh in zip(names, welsh, strict=True)],
        "label_en": ["" if is_welsh else name for name, is_welsh in zip(names, welsh, strict=True)],
        "label_first": ["cy" if is_welsh else "en" for is_welsh in welsh],
        "audience": [audience.value] * len(names),
    }


# Reporting


def _layer_report(one: LayerPlan, *, dry_run: bool) -> LayerReport:
    draft = one.draft
    for proposal in one.proposals:
        draft.findings.extend(proposal.findings)
    changes = [proposal.as_dict(draft.rows[proposal.row]) for proposal in one.updates]
    if dry_run:
        changes += [_made_as_dict(draft, row) for row in one.made]
    return LayerReport(
        file=draft.table.file,
        layer=draft.table.layer,
        rows=len(draft.table),
        made=len(one.made),
        updated=len(one.updates),
        unchanged=one.unchanged,
        refused=draft.refused,
        columns={heading: match.as_dict() for heading, match in draft.columns.items()},
        findings=draft.findings.all(),
        changes=changes,
    )


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
