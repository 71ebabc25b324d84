"""Our own JSON document (``exporters/json_document.py``): each of its lists a table, assets and sheets of records.

The assets get the columns of our other lists, so that they are known again as those are. Photos and documents stay in
the file: who is in them agreed for the project that they come from. Counts of answers are counted anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from asset_mapper.domain.whereabouts import WhereKind
from asset_mapper.errors import UnreadableFileError
from asset_mapper.formats.base import WGS84, Findings, Head, Importer, ReadOptions, Severity, SourceTable
from asset_mapper.formats.exporters.asset_list import SPECS
from asset_mapper.formats.exporters.base import SEPARATOR
from asset_mapper.formats.exporters.json_document import FRAMES, VERSION
from asset_mapper.formats.importers.geojson import load
from asset_mapper.i18n import N_, _
from asset_mapper.progress import Progress

if TYPE_CHECKING:
    import numpy as np

Record = dict[str, Any]

_NOT_READ = ("attachments", "answers", "custom_fields")
_FORMAT = "asset-mapper"


def read(path: Path, options: ReadOptions, progress: Progress) -> tuple[SourceTable, ...]:
    findings = Findings()
    content = load(path, findings)
    if not isinstance(content, dict) or content.get("format") != _FORMAT:
        raise UnreadableFileError(_("“{name}” is not a document of Asset Mapper.").format(name=path.name))
    if not isinstance(content.get("version"), int) or content["version"] > VERSION:
        raise UnreadableFileError(
            _("“{name}” was written by a newer version of Asset Mapper. Bring it in with that.").format(
                name=path.name
            )
        )
    lists = {name: _records(path, name, content.get(name, [])) for name in FRAMES}
    if lists["attachments"]:
        findings.add(
            "attachments-not-read",
            _("Photos and documents are not brought in. Add them again where they may be shown."),
            Severity.INFO,
        )
    if any(_is_labelled(one) for one in lists["custom_fields"]):
        findings.add(
            "labels-not-read",
            _("Columns of your own come in under their names; what else they are called is not brought in."),
            Severity.INFO,
        )
    tables: list[SourceTable] = []
    for number, (name, records) in enumerate(lists.items()):
        progress(number, len(lists), _("Reading {name}").format(name=path.name))
        if records and name not in _NOT_READ and options.sheet in (None, name):
            said = findings if not tables else Findings()
            tables.append(_assets(path, records, said) if name == "assets" else _table(path, name, records, said))
    if not tables:
        raise UnreadableFileError(_("“{name}” holds no records.").format(name=path.name))
    return tuple(tables)


def _is_labelled(custom_field: Record) -> bool:
    """Tell whether a column of the project's own is called anything but its name."""
    return bool({custom_field.get("label_cy"), custom_field.get("label_en")} - {"", None, custom_field.get("key")})


def _records(path: Path, name: str, found: Any) -> list[Record]:
    if not isinstance(found, list) or not all(isinstance(record, dict) for record in found):
        raise UnreadableFileError(
            _("“{name}” is damaged: “{list}” is no list of records.").format(name=path.name, list=name)
        )
    return found


def _table(path: Path, name: str, records: Sequence[Record], findings: Findings) -> SourceTable:
    headings = list(dict.fromkeys(key for record in records for key in record))
    cells = {heading: [cell_of(record.get(heading)) for record in records] for heading in headings}
    return _source(path, name, cells, len(records), findings)


def _assets(path: Path, records: Sequence[Record], findings: Findings) -> SourceTable:
    """Lay the assets out as our other lists have them, each imported column in a column of its own."""
    cells: dict[str, list[str | None]] = {}
    for spec in SPECS:
        if isinstance(spec.made, str) and any(spec.made in record for record in records):
            cells[spec.key] = [joined(record.get(spec.made)) for record in records]
    if any("where_kind" in record for record in records):
        hidden = WhereKind.CONFIDENTIAL.value
        cells["confidential"] = ["TRUE" if record.get("where_kind") == hidden else "FALSE" for record in records]
    custom = [one if isinstance(one := record.get("custom"), dict) else {} for record in records]
    for key in dict.fromkeys(key for row in custom for key in row):
        cells.setdefault(str(key), [cell_of(row.get(key)) for row in custom])
    shapes = _shapes([record.get("geometry") for record in records])
    return _source(path, "assets", cells, len(records), findings, shapes)


def _source(
    path: Path,
    name: str,
    cells: dict[str, list[str | None]],
    count: int,
    findings: Findings,
    shapes: np.ndarray[Any, Any] | None = None,
) -> SourceTable:
    import pandas as pd

    frame = pd.DataFrame({heading: pd.Series(column, dtype=object) for heading, column in cells.items()})
    return SourceTable(
        file=path.name,
        layer=name,
        frame=frame,
        rows=range(1, count + 1),
        geometry=shapes,
        crs=WGS84 if shapes is not None else None,
        findings=findings.all(),
    )


def _shapes(found: Sequence[Any]) -> np.ndarray[Any, Any]:
    import numpy as np
    import shapely

    shapes = np.full(len(found), None, dtype=object)
    for place, geometry in enumerate(found):
        if isinstance(geometry, dict):
            shapes[place] = shapely.from_geojson(orjson.dumps(geometry), on_invalid="ignore")
    return shapes


def joined(value: Any) -> str | None:
    """Write a value as the cell of a list of assets, where a list is one text."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return SEPARATOR.join(value) or None
    return cell_of(value)


def cell_of(value: Any) -> str | None:
    """Write a value as the cell of a table."""
    if value is None or value == "" or value == [] or value == {}:
        return None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    return repr(value) if isinstance(value, (int, float)) else orjson.dumps(value).decode()


def _recognises(head: Head) -> bool:
    return head.text.startswith("{") and f'"format":"{_FORMAT}"' in head.text[:200].replace(" ", "").replace("\n", "")


IMPORTER = Importer(
    key="json",
    label=N_("JSON document of Asset Mapper"),
    suffixes=(".json",),
    recognises=_recognises,
    read=read,
)
