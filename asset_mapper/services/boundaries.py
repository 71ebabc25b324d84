"""The area that a project is about: its boundary, and those of the wards or communities in it, from a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asset_mapper.domain.area import Area, AreaLevel
from asset_mapper.domain.bilingual import Bilingual, bilingual
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.errors import UnknownCrsError, UnreadableFileError
from asset_mapper.i18n import N_, _
from asset_mapper.progress import Progress, no_progress
from asset_mapper.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from asset_mapper.formats.base import SourceTable

MOST = 2_000  # boundaries of one file: a local authority has a few dozen wards
LABEL = N_("Area of the project")

# The columns of boundary files: plain words first, then those of national statistics (WD24NM, WD24NMW).
_NAMES = (r"name|name_en|area|enw_saesneg", r"[a-z]{2,6}\d{2}nm|[a-z]{2,6}nm")
_WELSH_NAMES = (r"name_cy|name_w|enw|enw_cymraeg", r"[a-z]{2,6}\d{2}nmw|[a-z]{2,6}nmw")
_CODES = (r"code|gss|gss_code|cod", r"[a-z]{2,6}\d{2}cd|[a-z]{2,6}cd")
_LEVELS = {"wd": AreaLevel.WARD, "comm": AreaLevel.COMMUNITY, "lsoa": AreaLevel.LSOA, "lad": AreaLevel.AUTHORITY}


def read_boundaries(path: Path, progress: Progress = no_progress) -> list[Area]:
    """Read the polygons of a file of any kind that can be imported, with their names and codes.

    Raises
    ------
    UnreadableFileError
        The file cannot be read, holds no polygon, or more than a project can use.
    UnknownCrsError
        The file does not say how its coordinates are measured.
    """
    from asset_mapper.formats.importers import read_tables

    areas = [area for table in read_tables(path, None, progress) for area in _areas_of(table, path.stem)]
    if not areas:
        problem = _("There is no boundary in “{name}”: a boundary is a polygon. Choose another file.")
        raise UnreadableFileError(problem.format(name=path.name))
    if len(areas) > MOST:
        problem = _("“{name}” holds {n} boundaries, more than a project can use. Save those of your area as a file.")
        raise UnreadableFileError(problem.format(name=path.name, n=len(areas)))
    return areas


def use_boundaries(uow: UnitOfWork, areas: Sequence[Area]) -> ChangeSet:
    """Keep boundaries, and make them the area of the project: one as it is, several as the one that they form."""
    project = uow.project
    whole = areas[0] if len(areas) == 1 else Area(name=project.title, geometry=_joined(areas))
    new = areas if len(areas) == 1 else [whole, *areas]
    changes: tuple[Change[Any], ...] = (
        *(Change(None, area) for area in new),
        Change(project, replace(project, area_id=whole.id)),
    )
    return uow.write(ChangeSet(_(LABEL), changes))


def _areas_of(table: SourceTable, stem: str) -> list[Area]:
    if table.geometry is None:
        return []
    shapes = _as_wgs84(table)
    columns = {str(column).strip().lower(): column for column in table.frame.columns}
    english, welsh, codes = (_column(columns, patterns) for patterns in (_NAMES, _WELSH_NAMES, _CODES))
    level = next((_LEVELS[start] for start in _LEVELS if codes and str(codes).lower().startswith(start)), None)
    found = []
    for number, shape in enumerate(shapes):
        polygon = _polygon(shape)
        if polygon is None:
            continue
        row = table.frame.iloc[number]
        name = bilingual(_text(row, welsh), _text(row, english)) or Bilingual(en=stem)
        found.append(Area(name=name, code=_text(row, codes), level=level or AreaLevel.CUSTOM, geometry=polygon))
    return found


def _as_wgs84(table: SourceTable) -> Any:
    import shapely

    if table.crs is None:
        problem = _("“{name}” does not say how its coordinates are measured. Save it as GeoJSON or GeoPackage.")
        raise UnknownCrsError(problem.format(name=table.title))
    from pyproj import CRS, Transformer

    known = CRS.from_user_input(table.crs)
    if known == CRS.from_epsg(4326) or known.to_authority() == ("OGC", "CRS84"):
        return table.geometry
    to_degrees = Transformer.from_crs(known, "EPSG:4326", always_xy=True)

    def moved(xy: Any) -> Any:
        import numpy as np

        return np.column_stack(to_degrees.transform(xy[:, 0], xy[:, 1]))

    return shapely.transform(shapely.force_2d(table.geometry), moved)


def _polygon(shape: Any) -> Any:
    """Give what is a polygon, or several, of a shape, mended where its rings cross; nothing where there is none."""
    import shapely

    if shape is None or shape.is_empty:
        return None
    mended = shape if shape.is_valid else shapely.make_valid(shape)
    parts = [part for part in shapely.get_parts(mended) if part.geom_type in ("Polygon", "MultiPolygon")]
    if not parts:
        return None
    return shapely.force_2d(parts[0] if len(parts) == 1 else shapely.union_all(parts))


def _joined(areas: Sequence[Area]) -> Any:
    import shapely

    return shapely.union_all([area.geometry for area in areas])


def _column(columns: dict[str, Any], patterns: Sequence[str]) -> Any:
    for pattern in patterns:
        for name, column in columns.items():
            if re.fullmatch(pattern, name):
                return column
    return None


def _text(row: Any, column: Any) -> str:
    value = None if column is None else row[column]
    return value.strip() if isinstance(value, str) else ""
