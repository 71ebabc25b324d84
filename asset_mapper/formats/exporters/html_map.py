"""The published map: one HTML file with the list, the map and everything they need, for use without a network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from asset_mapper.domain.publication import Publication
from asset_mapper.formats.exporters.base import Exporter
from asset_mapper.i18n import N_, _
from asset_mapper.progress import Progress

if TYPE_CHECKING:
    from asset_mapper.area_pack.clipping import ClippedBasemap

DEFAULT_BUDGET_BYTES = 8_000_000
MARGIN_SHARE = 0.15
SMALLEST_MARGIN_DEG = 0.01


def write(publication: Publication, target: Path, progress: Progress, basemap: ClippedBasemap | None = None) -> None:
    from asset_mapper.cartography.page import page_html

    progress(0, 2, _("Making the map"))
    document = page_html(publication, basemap)
    progress(1, 2, _("Writing the map"))
    target.write_bytes(document.encode("utf-8", "replace"))


def with_basemap(
    file: Path, budget_bytes: int = DEFAULT_BUDGET_BYTES, tell: Callable[[str], None] = lambda sentence: None
) -> Exporter:
    """Give the exporter of a page that carries the basemap in *file*, cut out for its assets.

    *tell* hears, in a sentence, when the budget decided how deep the basemap goes.
    """

    def write_with(publication: Publication, target: Path, progress: Progress) -> None:
        from asset_mapper.area_pack.basemap import open_basemap
        from asset_mapper.area_pack.clipping import clip

        bounds = map_bounds(publication)
        if bounds is None:
            write(publication, target, progress)
            return
        clipped = clip(open_basemap(file), bounds, budget_bytes=budget_bytes, progress=progress)
        if clipped.left_out:
            tell(clipped.left_out)
        write(publication, target, progress, clipped)

    return Exporter(key=EXPORTER.key, label=EXPORTER.label, suffix=EXPORTER.suffix, write=write_with)


def map_bounds(publication: Publication) -> tuple[float, float, float, float] | None:
    """Give the west, south, east and north of what a map of *publication* shows, with some room around it."""
    bounds = publication.extent
    if bounds is None and len(publication.areas):
        west, south, east, north = publication.areas.total_bounds.tolist()
        bounds = (west, south, east, north) if west == west else None
    if bounds is None:
        return None
    west, south, east, north = bounds
    across = max((east - west) * MARGIN_SHARE, SMALLEST_MARGIN_DEG)
    up = max((north - south) * MARGIN_SHARE, SMALLEST_MARGIN_DEG)
    return max(west - across, -180.0), max(south - up, -85.0), min(east + across, 180.0), min(north + up, 85.0)


EXPORTER = Exporter(key="html", label=N_("Map in one HTML file"), suffix=".html", write=write)
