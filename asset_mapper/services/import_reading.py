"""From a file to drafts: its tables, what their columns hold, and the records that their rows would become.

A file is read once; its drafts are made anew whenever a person says something else about it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.errors import UnreadableFileError
from asset_mapper.formats import own_lists
from asset_mapper.formats.base import Findings, ReadOptions, SourceTable
from asset_mapper.formats.columns import check_told, match_columns
from asset_mapper.formats.drafting import DraftOptions, ImportDraft, draft
from asset_mapper.formats.exporters.asset_list import known_column
from asset_mapper.formats.importers import IMPORTERS, read_tables
from asset_mapper.formats.positions import check_crs
from asset_mapper.i18n import _
from asset_mapper.progress import Progress, no_progress
from asset_mapper.services.import_planning import Decision


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
    tables = own_lists.only_lists(read_tables(path, ReadOptions(sheet=options.sheet, crs=options.crs), progress))
    tables = tuple(_without_map_names(table) if own_lists.is_own(table) else table for table in tables)
    return Source(path, _checksum(path), tables)


def draft_source(source: Source, options: ImportOptions, progress: Progress = no_progress) -> list[ImportDraft]:
    """Draft the records of a file, without looking at the project.

    Raises
    ------
    UnknownCrsError
        There are coordinates, and nobody has said in which system.
    NotFoundError, WrongUseError
        What was said of columns does not fit the file.
    """
    crs = check_crs(options.crs) if options.crs else None
    told = check_told(options.told, source.tables)
    matched = []
    for table in source.tables:
        findings = Findings(table.findings)
        known = {} if not own_lists.is_own(table) else _known_columns(table)
        every = {**told, **{field: columns for field, columns in known.items() if field not in told}}
        matched.append((table, match_columns(table, every, findings, only_told=bool(known)), findings))
    if options.layers is not None:
        matched = [entry for entry in matched if entry[0].layer in options.layers]
    elif len(matched) > 1:
        matched = _only_lists(matched)
    drafts = []
    for table, columns, findings in matched:
        if not len(table):
            findings.add("no-rows", _("“{name}” has no rows.").format(name=table.title))
        is_own = own_lists.is_own(table)
        said = DraftOptions(kind=options.kind, visibility=options.visibility, crs=crs, as_it_is=is_own)
        one = draft(table, columns, said, findings, progress)
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
        ),
    )
    return lists
