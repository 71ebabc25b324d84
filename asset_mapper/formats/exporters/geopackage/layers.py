"""Layers with shapes, written by GDAL: the assets by kind of shape, and the boundaries of areas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asset_mapper.domain.publication import Publication
from asset_mapper.formats.exporters.base import Column, Holds, List, Wording
from asset_mapper.formats.exporters.geopackage.table import Table, columns_of, names_of, stored
from asset_mapper.formats.exporters.places import rounded
from asset_mapper.formats.exporters.record_lists import LISTS
from asset_mapper.i18n import N_, _
from asset_mapper.progress import Progress

if TYPE_CHECKING:
    import numpy as np

_SHAPES = {  # layer → types of shape, by shapely's numbers; the type alone and that with several parts
    "points": ((0, 4), ("Point", "MultiPoint"), N_("Assets: points")),
    "lines": ((1, 5), ("LineString", "MultiLineString"), N_("Assets: lines")),
    "polygons": ((3, 6), ("Polygon", "MultiPolygon"), N_("Assets: areas")),
    "collections": ((7,), ("GeometryCollection", "GeometryCollection"), N_("Assets: several shapes")),
}


def write_assets(
    publication: Publication, assets: List, wording: Wording, target: Path, progress: Progress
) -> Iterator[Table]:
    import numpy as np
    import shapely

    names = names_of(assets.columns)
    values = [_array(column) for column in assets.columns]
    geometry = np.asarray(publication.assets.geometry.array, dtype=object)
    kinds = shapely.get_type_id(geometry)
    for number, (key, (types, forms, title)) in enumerate(_SHAPES.items()):
        chosen = np.flatnonzero(np.isin(kinds, types))
        if not len(chosen) and (key != "points" or (kinds >= 0).any()):
            continue  # a file without any place still has the layer of points
        progress(number, 2 * len(_SHAPES), _("Writing the list"))
        several = bool((kinds[chosen] == types[-1]).any()) and len(types) > 1
        whole = len(chosen) == len(geometry)
        _write_layer(
            target,
            f"assets_{key}",
            wording.say(title),
            shapely.to_wkb(rounded(geometry if whole else geometry[chosen])),
            forms[several],
            names,
            [column if whole else column[chosen] for column in values],
        )
        yield Table(f"assets_{key}", wording.say(title), assets.columns, names, key)


def write_areas(publication: Publication, wording: Wording, target: Path) -> Table:
    import numpy as np
    import shapely

    spec = next(spec for spec in LISTS if spec.key == "areas")
    frame = publication.areas
    columns = columns_of(spec, frame.drop(columns="geometry"), wording)
    names = names_of(columns)
    geometry = np.asarray(frame.geometry.array, dtype=object)
    shapes = shapely.to_wkb(rounded(geometry))
    several = bool((shapely.get_type_id(geometry) == 6).any())
    form = "MultiPolygon" if several else "Polygon"
    _write_layer(
        target, "areas", wording.say(spec.title), shapes, form, names, [_array(column) for column in columns]
    )
    return Table("areas", wording.say(spec.title), columns, names, "boundaries")


def _write_layer(
    target: Path,
    name: str,
    title: str,
    shapes: np.ndarray[Any, Any],
    form: str,
    names: Sequence[str],
    values: Sequence[np.ndarray[Any, Any]],
) -> None:
    import numpy as np
    from pyogrio import raw

    raw.write(
        str(target),
        np.asarray(shapes, dtype=object),
        list(values),
        np.asarray(names, dtype=object),
        layer=name,
        driver="GPKG",
        geometry_type=form,
        crs="EPSG:4326",
        append=target.exists(),
        promote_to_multi=form.startswith("Multi"),
        dataset_options={"VERSION": "1.3"},  # which QGIS reads since 3.16 without a warning
        layer_options={"GEOMETRY_NAME": "geom", "FID": "fid", "IDENTIFIER": title},
    )


def _array(column: Column) -> np.ndarray[Any, Any]:
    """Give the values of a column as GDAL takes them: what is not there is ``None``."""
    import numpy as np

    values = stored(column)
    if column.holds is Holds.YES_NO:
        return np.array(values, dtype=bool)
    if column.holds is Holds.NUMBER:
        return np.array([np.nan if value is None else value for value in values], dtype=float)
    if column.holds is Holds.DATE:
        try:
            return np.array([value or "NaT" for value in values], dtype="datetime64[D]")
        except ValueError:  # not a date: kept as the text that it is
            pass
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found
