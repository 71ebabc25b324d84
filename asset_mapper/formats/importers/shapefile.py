"""Shapefiles, loose or zipped, read by GDAL.

The letters of a ``.dbf`` are in an encoding that a ``.cpg`` beside it names. Where that is missing GDAL assumes
ISO-8859-1, and Welsh in UTF-8 becomes gibberish: so the bytes are looked at first.
"""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePosixPath
from typing import Any

from asset_mapper.errors import NotFoundError, UnreadableFileError
from asset_mapper.formats.base import (
    MAX_CELLS,
    Findings,
    Head,
    Importer,
    ReadOptions,
    Severity,
    SourceTable,
    too_large,
)
from asset_mapper.formats.importers import features
from asset_mapper.formats.importers.archive import damaged, is_safe_name, open_archive, stream
from asset_mapper.i18n import N_, _
from asset_mapper.progress import Progress

MAGIC = b"\0\0\x27\x0a"
_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


def read(path: Path, options: ReadOptions, progress: Progress) -> tuple[SourceTable, ...]:
    with path.open("rb") as file:
        zipped = file.read(2) == b"PK"
    if not zipped:
        return (_read_one(path, path.name, "", Findings()),)
    with tempfile.TemporaryDirectory(prefix="asset-mapper-") as folder, open_archive(path) as archive:
        findings = Findings()
        shapes = []
        for info in archive.infolist():
            member = PurePosixPath(info.filename.replace("\\", "/"))
            if member.suffix.lower() not in _PARTS or "__MACOSX" in member.parts:
                continue
            if not is_safe_name(info.filename):
                findings.add(
                    "unsafe-name",
                    _("“{member}” would be written outside the archive; it was left out.").format(
                        member=info.filename
                    ),
                )
                continue
            target = Path(folder) / f"{member.stem}{member.suffix.lower()}"
            if target.exists():
                findings.add(
                    "same-layer",
                    _("The archive has “{member}” twice; the first was read.").format(member=member.name),
                )
                continue
            with target.open("wb") as out:
                for piece in stream(archive, info):
                    out.write(piece)
            if target.suffix == ".shp":
                shapes.append(target)
        if options.sheet is not None:
            shapes = [shape for shape in shapes if shape.stem.casefold() == options.sheet.casefold()]
            if not shapes:
                raise NotFoundError(
                    _("“{name}” has no layer called “{layer}”.").format(name=path.name, layer=options.sheet)
                )
        tables = []
        for number, shape in enumerate(shapes):
            progress(number, len(shapes), shape.stem)
            tables.append(_read_one(shape, path.name, shape.stem if len(shapes) > 1 else "", findings))
            findings = Findings()
        return tuple(tables)


def _read_one(path: Path, file: str, layer: str, findings: Findings) -> SourceTable:
    import numpy as np
    import pandas as pd
    import pyogrio
    import shapely

    missing = [ending for ending in (".shx", ".dbf") if _beside(path, ending) is None]
    if missing:
        raise UnreadableFileError(
            _(
                "A shapefile is several files of one name, and “{name}” lacks {missing}."
                " Put them beside each other, or import the ZIP archive."
            ).format(name=file, missing=", ".join(missing))
        )
    encoding = _encoding(path, findings)
    try:
        about = pyogrio.read_info(path, encoding=encoding)
        if about["features"] * max(len(about["fields"]), 1) > MAX_CELLS:
            raise UnreadableFileError(too_large(file, about["features"] * len(about["fields"])))
        meta, _ids, wkb, columns = pyogrio.raw.read(path, encoding=encoding, force_2d=True, datetime_as_string=True)
        geometry = shapely.from_wkb(wkb, on_invalid="ignore") if wkb is not None else None
    except (
        pyogrio.errors.DataSourceError,
        pyogrio.errors.DataLayerError,
        pyogrio.errors.FieldError,
        ValueError,
    ) as error:
        raise damaged(path.with_name(file)) from error
    count = len(geometry) if geometry is not None else (len(columns[0]) if columns else 0)
    frame = pd.DataFrame(
        {
            str(name): pd.Series(_texts(values), dtype=object)
            for name, values in zip(meta["fields"], columns, strict=True)
        },
        index=range(count),
        dtype=object,
    )
    if geometry is not None:
        empty = shapely.is_missing(geometry) | shapely.is_empty(geometry)
        geometry = np.array(geometry, dtype=object)
        geometry[empty] = None
    return SourceTable(
        file=file,
        layer=layer,
        frame=frame,
        rows=range(1, count + 1),
        geometry=geometry,
        crs=meta["crs"],
        findings=findings.all(),
    )


def _beside(path: Path, ending: str) -> Path | None:
    return next((path.with_suffix(one) for one in (ending, ending.upper()) if path.with_suffix(one).exists()), None)


def _encoding(path: Path, findings: Findings) -> str | None:
    """Find the encoding of the table where no ``.cpg`` names it."""
    if _beside(path, ".cpg") is not None:
        return None
    table = _beside(path, ".dbf")
    if table is None:
        return None
    with table.open("rb") as file:
        sample = file.read(1 << 22)
    header = int.from_bytes(sample[8:10], "little")
    body = sample[header:]
    if body.isascii():
        return None
    try:
        body[: body.rfind(b" ") + 1].decode("utf-8")
        encoding = "UTF-8"
    except UnicodeDecodeError:
        encoding = "CP1252"
    findings.add(
        "encoding",
        _("The file does not say how its letters are stored; it was read as {encoding}.").format(
            encoding={"CP1252": "Windows-1252"}.get(encoding, encoding)
        ),
        Severity.INFO,
    )
    return encoding


def _texts(values: Any) -> list[Any]:
    if values.dtype.kind == "f":
        return [features.text_of(float(value)) for value in values]
    if values.dtype.kind in "iub":
        return [features.text_of(value.item()) for value in values]
    return [None if value is None else features.text_of(str(value).strip("\0 ")) for value in values]


def _recognises(head: Head) -> bool:
    if head.name.lower().endswith(".shx"):
        return False
    return head.data.startswith(MAGIC) or any(name.lower().endswith(".shp") for name in head.members)


IMPORTER = Importer(
    key="shapefile", label=N_("Shapefile"), suffixes=(".shp", ".zip"), recognises=_recognises, read=read
)
