"""The basemap in the page: drawn from memory, in every schema that councils have, named in both languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from asset_mapper.area_pack.basemap import open_basemap
from asset_mapper.area_pack.clipping import ClippedBasemap, clip
from asset_mapper.cartography.page import page_html
from asset_mapper.formats.exporters.html_map import map_bounds, with_basemap
from asset_mapper.progress import no_progress

from .made_up import made_up
from .test_theme import TOKENS
from .tiles_made_up import SCHEMAS, basemap_file

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "basemaps"

TILE_COLOURS = """() => {
  const seen = new Set();
  for (const tile of document.querySelectorAll("#map canvas.leaflet-tile")) {
    const pixels = tile.getContext("2d").getImageData(0, 0, tile.width, tile.height).data;
    for (let at = 0; at < pixels.length; at += 4 * 7) {
      seen.add("#" + [0, 1, 2].map((part) => pixels[at + part].toString(16).padStart(2, "0")).join("").toUpperCase());
    }
  }
  return [...seen];
}"""
TILE_PICTURE = """() => [...document.querySelectorAll("#map canvas.leaflet-tile")]
  .map((tile) => tile.toDataURL()).sort().join("")"""


def clipped(folder: Path, schema: str) -> ClippedBasemap:
    bounds = map_bounds(made_up(10))
    assert bounds is not None
    return clip(open_basemap(basemap_file(folder / f"{schema}.pmtiles", schema, bounds)), bounds, 8_000_000)


def loaded(page: Any) -> None:
    page.wait_for_function(
        "() => { const all = [...document.querySelectorAll('#map .leaflet-tile')];"
        " return all.length > 0 && all.every((tile) => tile.classList.contains('leaflet-tile-loaded')) }"
    )
    page.wait_for_timeout(300)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_shapes_are_drawn_pale_and_named_in_the_language_of_the_page(
    open_page: Callable[..., Any], tmp_path: Path, schema: str
) -> None:
    basemap = clipped(tmp_path, schema)
    assert basemap.schema == schema
    opened = open_page(page_html(made_up(30), basemap), "#lang=en")
    page = opened.page
    for _ in range(2):
        page.click(".leaflet-control-zoom-in")
    loaded(page)
    colours = set(page.evaluate(TILE_COLOURS))
    for ground in ("land", "water", "road"):
        assert TOKENS["map"][ground].upper() in colours, ground
    english = page.evaluate(TILE_PICTURE)
    page.click("#language")
    page.wait_for_function(f"(before) => ({TILE_PICTURE})() !== before", arg=english)
    loaded(page)
    assert page.evaluate(TILE_PICTURE) != english
    assert opened.asked_outside == []
    assert opened.messages == []
    assert "Somebody & others" in page.locator("#credits").inner_text() or schema == "zoomstack"
    assert page.locator("#basemap").count() == 0


def test_images_are_drawn_pale(open_page: Callable[..., Any], tmp_path: Path) -> None:
    opened = open_page(page_html(made_up(30), clipped(tmp_path, "image")), "#lang=en")
    loaded(opened.page)
    assert opened.page.locator("#map img.leaflet-tile").count() > 0
    assert opened.page.evaluate(
        "() => [...document.querySelectorAll('#map img.leaflet-tile')].every((tile) => tile.naturalWidth === 256)"
    )
    assert "saturate" in opened.page.evaluate("getComputedStyle(document.querySelector('#map .pale')).filter")
    assert opened.messages == []
    assert opened.asked_outside == []


def test_closer_than_the_basemap_goes_it_is_enlarged(open_page: Callable[..., Any], tmp_path: Path) -> None:
    opened = open_page(page_html(made_up(30), clipped(tmp_path, "protomaps")), "#lang=en")
    for _ in range(6):
        opened.page.click(".leaflet-control-zoom-in")
        opened.page.wait_for_timeout(100)
    loaded(opened.page)
    assert opened.page.locator("#map canvas.leaflet-tile").count() > 0
    assert opened.messages == []


def test_the_exporter_tells_what_the_budget_left_out(tmp_path: Path) -> None:
    bounds = map_bounds(made_up(10))
    assert bounds is not None
    file = basemap_file(tmp_path / "deep.pmtiles", "zoomstack", bounds, range(8, 15))
    told: list[str] = []
    target = tmp_path / "map.html"
    with_basemap(file, 4_000, told.append).write(made_up(10), target, no_progress)
    assert len(told) == 1
    assert 'id="basemap"' in target.read_text(encoding="utf-8")


def test_a_page_without_anything_on_the_map_needs_no_basemap(tmp_path: Path) -> None:
    file = basemap_file(tmp_path / "some.pmtiles", "zoomstack", (-4.2, 52.9, -4.0, 53.0))
    target = tmp_path / "map.html"
    with_basemap(file).write(made_up(0, rich=False, extent=None), target, no_progress)
    assert 'id="basemap"' not in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "extent"),
    [
        (name, extent)
        for name, extent in {
            "protomaps_vector_firenze.pmtiles": (11.21, 43.745, 11.30, 43.80),
            "geography-class-png.mbtiles": (-9.0, 49.0, 3.0, 60.0),
            "geography-class-jpg.mbtiles": (-9.0, 49.0, 3.0, 60.0),
            "stamen_toner_raster_z3.pmtiles": (-9.0, 49.0, 3.0, 60.0),
            "world_cities.mbtiles": (-9.0, 49.0, 3.0, 60.0),
        }.items()
        if (REAL / name).is_file()
    ],
)
def test_basemaps_made_by_others_are_drawn(
    open_page: Callable[..., Any], name: str, extent: tuple[float, float, float, float]
) -> None:
    publication = made_up(30, extent=extent)
    bounds = map_bounds(publication)
    assert bounds is not None
    basemap = clip(open_basemap(REAL / name), bounds, 8_000_000)
    opened = open_page(page_html(publication, basemap), "#lang=en")
    page = opened.page
    loaded(page)
    assert opened.asked_outside == []
    assert opened.messages == []
