"""What a map that people are working on is sent: some assets as columns, and the ground under them.

The same columns carry everything when the map is opened, and one asset when it is edited; they are read by
``resources/map/src/live.js``. Assets have numbers that the window gives out, so that their ids never leave it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from asset_mapper.cartography.coast import coast_around
from asset_mapper.cartography.shapes import UNITS_PER_DEGREE, boundary_of, points_of, shapes_of
from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.ids import RecordId
from asset_mapper.i18n import LANGUAGES, _, speaking

Columns = dict[str, Any]

_KINDS = {kind.value: str(place) for place, kind in enumerate(AssetKind)}


@dataclass(frozen=True, slots=True)
class LiveAssets:
    """What one audience may see of some assets on a map: one list a column."""

    ids: list[RecordId]
    kinds: list[str]
    names_cy: list[str]
    names_en: list[str]
    geometry: Any  # an array of shapes or None: their own, or that of their venue
    own: list[bool]  # whether the shape is their own

    def __len__(self) -> int:
        return len(self.ids)


def assets_for_page(assets: LiveAssets, number_of: Callable[[RecordId], int]) -> Columns:
    """Give assets as the page reads them, all of them shown."""
    numbers = [number_of(record_id) for record_id in assets.ids]
    lon, lat = points_of(assets.geometry)
    return {
        "n": numbers,
        "kind": "".join(_KINDS[kind] for kind in assets.kinds),
        "cy": assets.names_cy,
        "en": assets.names_en,
        "lon": lon,
        "lat": lat,
        "own": flags(assets.own),
        "shown": flags([True] * len(assets)),
        "shapes": [(numbers[row], type_, rings) for row, type_, rings in shapes_of(assets.geometry, assets.own)],
    }


def ground_for_page(assets: LiveAssets, areas: Sequence[tuple[Bilingual, Any]], *, with_coast: bool) -> Columns:
    """Give what lies under the assets: boundaries with their names and, *with_coast*, land and sea."""
    lon, lat = (np.array([value for value in column if value is not None]) for column in points_of(assets.geometry))
    coast: list[list[int]] = []
    if with_coast and len(lon):
        west, south, east, north = (
            float(edge) / UNITS_PER_DEGREE for edge in (lon.min(), lat.min(), lon.max(), lat.max())
        )
        coast = coast_around((west, south, east, north))
    return {
        "areas": [
            {"name": {"cy": name.cy, "en": name.en}, "code": "", "shape": boundary_of(geometry), "project": False}
            for name, geometry in areas
        ],
        "coast": coast,
    }


def kinds_for_page() -> Columns:
    """Name the kinds of assets, in the order of their digits."""
    labels = []
    for kind in AssetKind:
        said = {}
        for language in LANGUAGES:
            with speaking(language):
                said[language] = _(kind.label)
        labels.append(said)
    return {"kinds": [kind.value for kind in AssetKind], "kind_labels": labels}


def flags(values: Iterable[bool]) -> str:
    """Write yes and no as the page reads them: one digit each."""
    return "".join("1" if value else "0" for value in values)
