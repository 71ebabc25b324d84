"""From a file to drafts: its tables, what their columns hold, and the records that their rows would become.

A file is read once; its drafts are made anew whenever a person says something else about it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.ids import RecordId
from asset_mapper.errors import UnreadableFileError, WrongUseError
from asset_mapper.formats import own_lists
from asset_mapper.formats.base import Findings, ReadOptions, SourceTable
from asset_mapper.formats.columns import KEEP, LEAVE_OUT, check_told, match_columns, squeezed
from asset_mapper.formats.drafting import DraftOptions, ImportDraft, draft
from asset_mapper.formats.exporters.asset_list import known_column
from asset_mapper.formats.fill_in.guide import only_filled
from asset_mapper.formats.importers import IMPORTERS, read_tables
from asset_mapper.formats.positions import check_crs
from asset_mapper.formats.record_sheets.drafting import SheetDraft
from asset_mapper.formats.record_sheets.drafting import draft as draft_sheet
from asset_mapper.formats.record_sheets.recognising import sheet_of
from asset_mapper.formats.record_sheets.sheet import Sheet, fields_of
from asset_mapper.i18n import _
from asset_mapper.progress import Progress, no_progress
from asset_mapper.services.imports.planning import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What the user said about the files."""

    kind: AssetKind | None = None
    sheet: str | None = None  # the only one to be read
    layers: tuple[str, ...] | None = None  # the tables to bring in; ``None``: those that hold names or places
    crs: str | None = None
    told: tuple[tuple[str, str], ...] = ()  # field (or ``KEEP``, ``LEAVE_OUT``), column
    visibility: Audience | None = None  # how far the assets may travel; the team's when nothing is said
    fields_visibility: Audience = Audience.TEAM  # how far the imported columns may travel
    record: str | None = None  # what the rows are when no asset: a kind of record that a sheet can hold
    indicator_id: RecordId | None = None  # what readings are of that do not say
    decisions: tuple[Decision, ...] = ()  # about rows of the only file


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read."""

    path: Path
    sha256: str
    tables: tuple[SourceTable, ...]

    @property
    def unread(self) -> tuple[str, ...]:
        """Name the sheets that were passed over, and can be read when somebody asks for them."""
        return tuple(name for table in self.tables for name in table.unread)


def read_source(path: Path, options: ImportOptions, progress: Progress = no_progress) -> Source:
    """Read a file.

    Raises
    ------
    UnreadableFileError, NotFoundError
        It cannot be read, or has no such sheet.
    """
    read = read_tables(path, ReadOptions(sheet=options.sheet, crs=options.crs), progress)
    tables = own_lists.only_lists(only_filled(read))
    tables = tuple(_without_map_names(table) if own_lists.is_own(table) else table for table in tables)
    return Source(path, _checksum(path), tables)


@dataclass(frozen=True, slots=True)
class Drafts:
    """What the tables of one file would become: assets, and records of other kinds."""

    assets: list[ImportDraft]
    sheets: list[SheetDraft]

    def __bool__(self) -> bool:
        return any(len(one) for one in self.assets) or any(one.rows for one in self.sheets)


def draft_source(source: Source, options: ImportOptions, progress: Progress = no_progress) -> Drafts:
    """Draft the records of a file, without looking at the project.

    Raises
    ------
    UnknownCrsError
        There are coordinates, and nobody has said in which system.
    NotFoundError, WrongUseError
        What was said of columns does not fit the file.
    """
    sheets = [
        (table, sheet)
        for table in source.tables
        if (sheet := sheet_in(table, options.record)) is not None
        and (len(table) or len(source.tables) == 1)
        and (options.layers is None or table.layer in options.layers)
    ]
    others = [table for table in source.tables if sheet_in(table, options.record) is None]
    told, told_of_sheets = _parted(options.told, sheets, has_assets=bool(others))
    drafted = [
        _draft_sheet(table, sheet, told_of_sheets.get(number, {})) for number, (table, sheet) in enumerate(sheets)
    ]
    return Drafts(_draft_assets(others, options, told, drafted, progress), drafted)


def sheet_in(table: SourceTable, said: str | None = None) -> Sheet | None:
    """Tell what records a table holds; ``None`` when they are assets."""
    return None if own_lists.is_own(table) else sheet_of(table, said)


def _parted(
    told: Sequence[tuple[str, str]], sheets: Sequence[tuple[SourceTable, Sheet]], *, has_assets: bool
) -> tuple[list[tuple[str, str]], dict[int, dict[str, str]]]:
    """Part what was said of columns: of lists of assets, and of each sheet (heading → column)."""
    of_assets: list[tuple[str, str]] = []
    of_sheets: dict[int, dict[str, str]] = {}
    for field, column in told:
        key = field.strip().casefold().replace("-", "_").replace(" ", "_")
        known = False
        for number, (table, sheet) in enumerate(sheets):
            heading = next((one for one in map(str, table.frame.columns) if squeezed(one) == squeezed(column)), None)
            if heading is not None and (key in fields_of(sheet) or key in (KEEP, LEAVE_OUT)):
                of_sheets.setdefault(number, {})[heading] = key
                known = True
        if has_assets and not known:
            of_assets.append((field, column))
        elif not known:
            fields = ", ".join(dict.fromkeys(field for _table, sheet in sheets for field in fields_of(sheet)))
            raise WrongUseError(
                _("Nothing in the file fits “{field}={column}”. The fields are: {fields}.").format(
                    field=field, column=column, fields=fields
                )
            )
    return of_assets, of_sheets


def _draft_sheet(table: SourceTable, sheet: Sheet, told: Mapping[str, str]) -> SheetDraft:
    findings = Findings(table.findings)
    if not len(table):
        findings.add("no-rows", _("“{name}” has no rows.").format(name=table.title))
    left_out = frozenset(heading for heading, field in told.items() if field in (KEEP, LEAVE_OUT))
    said = {heading: field for heading, field in told.items() if heading not in left_out}
    return draft_sheet(table, sheet, said, left_out, findings)


def _draft_assets(
    tables: Sequence[SourceTable],
    options: ImportOptions,
    said: Sequence[tuple[str, str]],
    sheets: Sequence[SheetDraft],
    progress: Progress,
) -> list[ImportDraft]:
    crs = check_crs(options.crs) if options.crs else None
    told = check_told(said, tables)
    matched = []
    for table in tables:
        findings = Findings(table.findings)
        known = {} if not own_lists.is_own(table) else _known_columns(table)
        every = {**told, **{field: columns for field, columns in known.items() if field not in told}}
        matched.append((table, match_columns(table, every, findings, only_told=bool(known)), findings))
    if options.layers is not None:
        matched = [entry for entry in matched if entry[0].layer in options.layers]
    elif len(matched) + len(sheets) > 1:
        matched = _only_lists(matched, sheets)
    drafts = []
    for table, columns, findings in matched:
        if not len(table):
            findings.add("no-rows", _("“{name}” has no rows.").format(name=table.title))
        is_own = own_lists.is_own(table)
        as_it_is = is_own and own_lists.has_ids(table)
        chosen = DraftOptions(kind=options.kind, visibility=options.visibility, crs=crs, as_it_is=as_it_is)
        one = draft(table, columns, chosen, findings, progress)
        if is_own:
            one.is_own = True
            one.only_for_new = frozenset(
                heading for heading, match in columns.items() if match.field is None and known_column(heading)
            )
        drafts.append(one)
    return drafts


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Give the files, and those in the folders, that have the ending of a file that can be read."""
    endings = {ending for importer in IMPORTERS for ending in importer.suffixes}
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = [file for file in sorted(path.rglob("*")) if file.suffix.lower() in endings and file.is_file()]
        if not inside:
            raise UnreadableFileError(
                _("The folder “{name}” holds no file that can be brought in.").format(name=path.name)
            )
        found += inside
    return list(dict.fromkeys(found))


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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


def _only_lists(
    matched: list[tuple[SourceTable, Any, Findings]], sheets: Sequence[SheetDraft]
) -> list[tuple[SourceTable, Any, Findings]]:
    """Leave out, of several tables, those that hold neither names nor places; say which."""
    lists = [
        entry
        for entry in matched
        if entry[0].geometry is not None or _TELLS_THINGS & {match.field for match in entry[1].values()}
    ]
    if len(lists) == len(matched) or not (lists or sheets):
        return matched
    others = [table.layer for table, _columns, _findings in matched if not any(table is one for one, *_rest in lists)]
    (lists[0][2] if lists else sheets[0].findings).add(
        "sheet-not-read",
        _("These tables hold neither names nor places, so they were not imported: {sheets}.").format(
            sheets=", ".join(others)
        ),
    )
    return lists
