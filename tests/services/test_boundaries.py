"""The area of a project, from files as councils have them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import geopandas
import pytest
from shapely.geometry import Point, Polygon, box

from asset_mapper.domain.area import Area, AreaLevel
from asset_mapper.errors import UnreadableFileError
from asset_mapper.services import boundaries
from asset_mapper.services.open_project import OpenProject


def written(path: Path, features: list[dict[str, Any]]) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def feature(shape: Any, **properties: str) -> dict[str, Any]:
    return {"type": "Feature", "geometry": shape.__geo_interface__, "properties": properties}


def test_wards_come_with_their_names_in_both_languages_and_their_codes(tmp_path: Path) -> None:
    ward = feature(box(-4, 52, -3.9, 52.1), WD24CD="W05001", WD24NM="Upper Town", WD24NMW="Y Dref Uchaf")
    (found,) = boundaries.read_boundaries(written(tmp_path / "wards.geojson", [ward]))
    assert (found.name.cy, found.name.en) == ("Y Dref Uchaf", "Upper Town")
    assert (found.code, found.level) == ("W05001", AreaLevel.WARD)


def test_metres_of_the_british_grid_become_degrees(tmp_path: Path) -> None:
    file = tmp_path / "bro.gpkg"
    frame = geopandas.GeoDataFrame({"name": ["Bro"]}, geometry=[box(258000, 271000, 259000, 272000)], crs=27700)
    frame.to_file(file)
    (found,) = boundaries.read_boundaries(file)
    assert found.geometry is not None
    west, south, east, north = found.geometry.bounds
    assert -4.1 < west < east < -4.0 and 52.3 < south < north < 52.35


def test_points_are_no_boundary_and_crossing_rings_are_mended(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="no boundary"):
        boundaries.read_boundaries(written(tmp_path / "p.geojson", [feature(Point(-4, 52), name="Hall")]))
    bow = Polygon([(-4, 52), (-3, 53), (-3, 52), (-4, 53)])
    (found,) = boundaries.read_boundaries(written(tmp_path / "bow.geojson", [feature(bow, name="Bow")]))
    assert found.geometry is not None and found.geometry.is_valid and found.geometry.area > 0


def test_several_boundaries_form_the_area_of_the_project_and_one_undo_takes_them_back(
    file_project: OpenProject, tmp_path: Path
) -> None:
    file = written(
        tmp_path / "two.geojson",
        [feature(box(-4, 52, -3.9, 52.1), name="A"), feature(box(-3.9, 52, -3.8, 52.1), name="B")],
    )
    file_project.apply(boundaries.use_boundaries, boundaries.read_boundaries(file))
    area_id = file_project.read(lambda uow: uow.project.area_id)
    areas: dict[str, Area] = file_project.read(lambda uow: {area.id: area for area in uow.store(Area).all()})
    assert area_id is not None and len(areas) == 3
    whole = areas[area_id].geometry
    assert whole is not None and whole.bounds == (-4, 52, -3.8, 52.1)
    file_project.undo()
    assert file_project.read(lambda uow: (uow.project.area_id, uow.store(Area).count())) == (None, 0)
