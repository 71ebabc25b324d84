"""Take the pictures of the published map in ``docs/screenshots``: the sample project as readers see it.

    python installer/screenshots.py            all pictures
    python installer/screenshots.py lens-en    only these

Run it with the Python of ``.venv`` (``python3 installer/dev.py setup`` makes it). It needs Chromium, and pdftoppm for
the picture of paper. The valley of the sample does not exist, and neither does the background that is drawn for it
here. The picture with a vector basemap needs ``../shared/data/basemaps/protomaps_vector_firenze.pmtiles`` (data by
OpenStreetMap contributors, ODbL), and is left out where that is not at hand: the assets are moved there, to Florence,
for that one picture.
"""

from __future__ import annotations

import math
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from asset_mapper.domain.publication import Publication

TARGET = ROOT / "docs" / "screenshots"
FLORENCE = ROOT.parent / "shared" / "data" / "basemaps" / "protomaps_vector_firenze.pmtiles"
FLORENCE_EXTENT = (11.232, 43.762, 11.272, 43.782)
WALES = (-4.9, 51.7, -3.0, 53.2)
DAY = date(2026, 11, 22)
LARGEST_BYTES = 200_000
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")


@dataclass(frozen=True)
class Picture:
    """One picture: which page, and what a reader has done on it."""

    name: str
    page: str  # plain, coast, raster or vector: by what lies under the assets
    language: str = "en"
    part: str = ""  # of the address: a view or a filter
    opens: str = ""  # an asset or an outcome, by its English name
    presses: tuple[str, ...] = ()  # selectors, one after the other
    size: tuple[int, int] = (1366, 768)
    scheme: str = "light"
    forced_colours: bool = False


PHONE = (390, 844)
ZOOM_IN = ".leaflet-control-zoom-in"
BELONGING = "People feel that they belong"

PICTURES = (
    Picture("desktop-cy", "raster", "cy"),
    Picture("desktop-en", "raster"),
    Picture("filter-cy", "raster", "cy", presses=("button[data-facet=kind]", "#choices input[data-value=place]")),
    Picture("card-en", "raster", opens="Repair Café"),
    Picture("lens-cy", "raster", "cy", opens=BELONGING, size=(1366, 900)),
    Picture("lens-en", "raster", opens=BELONGING, size=(1366, 900)),
    Picture("outcomes-cy", "raster", "cy", part="view=outcomes"),
    Picture("pathway-en", "plain", part="view=pathways", size=(1680, 945)),
    Picture("pathway-cy", "plain", "cy", part="view=pathways", presses=("#lines-box summary",), size=(1680, 945)),
    Picture("phone-pathway-cy", "plain", "cy", part="view=pathways", size=PHONE),
    Picture("phone-diagram-en", "plain", part="view=pathways", presses=("#show-map",), size=PHONE),
    Picture("about-en", "raster", presses=("#about-button",)),
    Picture("dark-cy", "raster", "cy", scheme="dark"),
    Picture("forced-colours-en", "raster", scheme="dark", forced_colours=True),
    Picture("phone-cy", "raster", "cy", size=PHONE),
    Picture("phone-map-en", "raster", presses=("#show-map",), size=PHONE),
    Picture("phone-card-cy", "raster", "cy", opens="Repair Café", size=PHONE),
    Picture("no-basemap-en", "plain"),
    Picture("coast-cy", "coast", "cy"),
    Picture("raster-en", "raster", presses=(ZOOM_IN, ZOOM_IN)),
    Picture("vector-en", "vector"),
)
PAPER = ("print-cy", "cy"), ("print-en", "en"), ("report-cy", "cy"), ("report-en", "en")
MANUAL = ROOT / "resources" / "manual" / "pictures"
IN_THE_MANUAL = ("report-cy", "report-en")


def main(wanted: Sequence[str]) -> int:
    known = [picture.name for picture in PICTURES] + [name for name, _ in PAPER]
    unknown = [name for name in wanted if name not in known]
    if unknown:
        print(f"There is no picture {', '.join(unknown)}. There are: {', '.join(known)}.")
        return 2
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        published = publish(Path(folder))
        pages = Pages(published, Path(folder))
        for name, png in [*screens(pages, wanted), *papers(published, wanted)]:
            file = (MANUAL if name in IN_THE_MANUAL else TARGET) / f"{name}.png"
            file.write_bytes(small(png))
            size = file.stat().st_size
            print(f"{file.relative_to(ROOT)}: {size / 1000:.0f} KB{', too large' if size > LARGEST_BYTES else ''}")
    return 0


def publish(folder: Path) -> Publication:
    """Make the sample project, and give what everyone may see of it."""
    from asset_mapper.domain.audience import Audience
    from asset_mapper.services import sample
    from asset_mapper.services.publishing import publication

    with sample.make(folder / "sample.assetmap") as project:
        published: Publication = project.read(publication, Audience.PUBLIC, "both", None, DAY)
    return published


class Pages:
    """The pages with each basemap, written when they are first asked for."""

    def __init__(self, published: Publication, folder: Path) -> None:
        self.published, self._folder = published, folder
        self._make: dict[str, Callable[[Path], bool]] = {
            "plain": self._plain,
            "coast": self._coast,
            "raster": self._raster,
            "vector": self._vector,
        }

    def file(self, page: str) -> Path | None:
        """Give the page with a basemap of this kind, or nothing where there is no such basemap."""
        file = self._folder / f"{page}.html"
        return file if file.exists() or self._make[page](file) else None

    def _plain(self, file: Path) -> bool:
        from asset_mapper.formats.exporters import html_map
        from asset_mapper.progress import no_progress

        html_map.EXPORTER.write(self.published, file, no_progress)
        return True

    def _coast(self, file: Path) -> bool:
        from asset_mapper.formats.exporters import html_map
        from asset_mapper.progress import no_progress

        html_map.EXPORTER.write(moved_to(WALES, self.published), file, no_progress)
        return True

    def _raster(self, file: Path) -> bool:
        from asset_mapper.formats.exporters import html_map
        from asset_mapper.progress import no_progress

        drawn = self._folder / "valley.mbtiles"
        draw_valley(self.published, drawn)
        html_map.with_basemap(drawn, 12_000_000, print).write(self.published, file, no_progress)
        return True

    def _vector(self, file: Path) -> bool:
        from asset_mapper.formats.exporters import html_map
        from asset_mapper.progress import no_progress

        if not FLORENCE.exists():
            print(f"Without a vector basemap: {FLORENCE.name} is not at hand.")
            return False
        moved = moved_to(FLORENCE_EXTENT, self.published)
        html_map.with_basemap(FLORENCE, 12_000_000, print).write(moved, file, no_progress)
        return True


def moved_to(extent: tuple[float, float, float, float], published: Publication) -> Publication:
    """Move the assets that are points to another part of the world, in a figure of the same shape."""
    import numpy as np
    import shapely

    assets = published.assets.copy()
    shapes = np.asarray(assets.geometry.values, dtype=object)
    points = shapely.get_type_id(shapes) == 0
    west, south, east, north = shapely.total_bounds(shapes[points])
    to_west, to_south, to_east, to_north = extent
    x = to_west + (shapely.get_x(shapes[points]) - west) / (east - west) * (to_east - to_west)
    y = to_south + (shapely.get_y(shapes[points]) - south) / (north - south) * (to_north - to_south)
    moved = np.full(len(shapes), None, dtype=object)
    moved[points] = shapely.points(x, y)
    return replace(
        published,
        assets=assets.set_geometry(moved, crs="EPSG:4326"),
        areas=published.areas.iloc[:0],
        extent=extent,
    )


# Taking -----------------------------------------------------------------------------------------------------------


def screens(pages: Pages, wanted: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    from playwright.sync_api import sync_playwright

    pictures = [picture for picture in PICTURES if not wanted or picture.name in wanted]
    if not pictures:
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        for picture in pictures:
            file = pages.file(picture.page)
            if file is not None:
                yield picture.name, taken(browser, picture, file, pages.published)
        browser.close()


def taken(browser: Any, picture: Picture, file: Path, published: Publication) -> bytes:
    context = browser.new_context(
        viewport={"width": picture.size[0], "height": picture.size[1]},
        reduced_motion="reduce",
        color_scheme=picture.scheme,
        forced_colors="active" if picture.forced_colours else "none",
        offline=True,
    )
    page = context.new_page()
    page.goto(f"{file.as_uri()}#{address_of(picture, published)}")
    page.wait_for_selector("html[data-ready=true]")
    for selector in picture.presses:
        page.click(selector)
        page.wait_for_timeout(300)
    page.mouse.move(1, 1)
    page.wait_for_timeout(1500)  # for the basemap
    png: bytes = page.screenshot()
    context.close()
    return png


def address_of(picture: Picture, published: Publication) -> str:
    """Write what stands behind ``#`` for the asset or the outcome that the picture shows."""
    from asset_mapper.cartography.page_data import page_data, short_keys

    said = "&".join(part for part in (picture.part, f"lang={picture.language}") if part)
    if not picture.opens:
        return said
    names = published.assets.name_en.tolist()
    if picture.opens in names:
        keys = short_keys(published.assets["id"].tolist())[1]
        return f"asset={keys[names.index(picture.opens)]}&{said}"
    outcomes = page_data(published)["outcomes"]
    key = next(outcome["key"] for outcome in outcomes if outcome["name"]["en"] == picture.opens)
    return f"outcome={key}&{said}"


def papers(published: Publication, wanted: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Give the first page on paper, of the map and of the report."""
    from asset_mapper.formats.exporters import pdf
    from asset_mapper.formats.report import REPORTS
    from asset_mapper.progress import no_progress

    report = next(one for one in REPORTS if one.suffix == ".pdf")
    for name, language in PAPER:
        if wanted and name not in wanted:
            continue
        exporter = report if name.startswith("report") else pdf.EXPORTER
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "paper.pdf")
            exporter.write(replace(published, language=language), file, no_progress)
            subprocess.run(
                ["pdftoppm", "-png", "-r", "90", "-l", "1", "-singlefile", file, file.with_suffix("")], check=True
            )
            yield name, file.with_suffix(".png").read_bytes()


def chromium() -> str:
    for name in (os.environ.get("CHROMIUM", ""), *BROWSERS):
        if found := shutil.which(name):
            return found
    sys.exit("No Chromium is installed. `python3 installer/dev.py setup` says what is missing.")


def small(png: bytes) -> bytes:
    """Make a picture as small as its colours allow."""
    from PIL import Image

    picture = Image.open(BytesIO(png)).convert("RGB")
    out = BytesIO()
    picture.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


# Drawing a background ---------------------------------------------------------------------------------------------

ZOOMS = range(10, 16)
TILE_PX = 256
COARSE_PX = 4
MARGIN_DEG = 0.03
WAVES = ((1900.0, 42.0), (900.0, 26.0), (430.0, 12.0))
"""Length of each wave of the ground in metres, and its height."""
TINTS = ((222, 231, 203), (226, 230, 200), (231, 229, 199), (233, 225, 196), (231, 217, 190), (226, 208, 183))
"""The colour of each forty metres of height, from the river up."""


def draw_valley(published: Publication, target: Path) -> None:
    """Draw hills around the river of the sample, as image tiles: ground that nobody has ever walked on."""
    from PIL import Image

    west, south, east, north = published.areas.total_bounds.tolist()
    bounds = (west - MARGIN_DEG, south - MARGIN_DEG, east + MARGIN_DEG, north + MARGIN_DEG)
    deepest = ZOOMS[-1]
    left, top = (math.floor(place) for place in tile_at(bounds[0], bounds[3], deepest))
    right, bottom = (math.ceil(place) for place in tile_at(bounds[2], bounds[1], deepest))
    ground = Image.fromarray(painted(published, left, top, right, bottom))
    about = {
        "name": "A valley that does not exist",
        "format": "png",
        "bounds": ",".join(f"{degrees:.5f}" for degrees in bounds),
        "attribution": "Drawn for this example: no such place exists",
    }
    with closing(sqlite3.connect(target)) as file, file:
        file.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        file.execute("CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)")
        file.executemany("INSERT INTO metadata VALUES (?, ?)", about.items())
        for zoom in ZOOMS:
            step = 2 ** (deepest - zoom)  # tiles of the deepest zoom in one of this zoom
            for column in range(left // step, -(-right // step)):
                for row in range(top // step, -(-bottom // step)):
                    corner = ((column * step - left) * TILE_PX, (row * step - top) * TILE_PX)
                    part = ground.crop((*corner, corner[0] + step * TILE_PX, corner[1] + step * TILE_PX))
                    out = BytesIO()
                    part.resize((TILE_PX, TILE_PX), Image.Resampling.BOX).save(out, "PNG")
                    values = (zoom, column, 2**zoom - 1 - row, out.getvalue())
                    file.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", values)


def tile_at(lon: float, lat: float, zoom: int) -> tuple[float, float]:
    sine = math.sin(math.radians(lat))
    return (lon + 180) / 360 * 2**zoom, (0.5 - math.log((1 + sine) / (1 - sine)) / 4 / math.pi) * 2**zoom


def painted(published: Publication, left: int, top: int, right: int, bottom: int) -> Any:
    """Paint the ground between two tiles of the deepest zoom: the further from the river, the higher."""
    import numpy as np
    import shapely
    from PIL import Image

    size = ((right - left) * TILE_PX, (bottom - top) * TILE_PX)
    tiles = 2 ** ZOOMS[-1]
    x = (left + (np.arange(size[0] // COARSE_PX) + 0.5) * COARSE_PX / TILE_PX) / tiles
    y = (top + (np.arange(size[1] // COARSE_PX) + 0.5) * COARSE_PX / TILE_PX) / tiles
    lat = np.degrees(np.arctan(np.sinh(math.pi * (1 - 2 * y))))
    scale_m = (111_320 * math.cos(math.radians(float(lat.mean()))), 111_320.0)
    east_m, north_m = np.meshgrid((x * 360 - 180) * scale_m[0], lat * scale_m[1])
    line = published.assets[published.assets.name_en == "River Derwen"].geometry.tolist()[0]
    river = shapely.transform(line, lambda points: points * scale_m)
    away_m = shapely.distance(river, shapely.points(east_m, north_m))
    ground = 230 * (1 - np.exp(-((away_m / 1500) ** 1.3)))
    random = np.random.default_rng(7)
    for length, height in WAVES:
        for angle, phase in random.uniform(0, 2 * math.pi, (4, 2)):
            wave = np.sin(2 * math.pi * (east_m * math.cos(angle) + north_m * math.sin(angle)) / length + phase)
            ground += np.clip(away_m / 1200, 0.03, 1) * height * wave

    def whole(values: Any) -> Any:
        """Bring a coarse grid to its full size."""
        return np.asarray(Image.fromarray(values.astype(np.float32)).resize(size, Image.Resampling.BICUBIC))

    height, away = whole(ground), whole(away_m)
    band = np.clip(height // 40, 0, len(TINTS) - 1).astype(int)
    colour = np.array(TINTS, dtype=np.uint8)[band]
    woods = whole(np.sin(east_m / 310) + np.sin(north_m / 270) + np.sin((east_m + north_m) / 190)) > 1.4
    colour[woods & (band < 4) & (away > 60)] = (197, 214, 180)
    contour = (height // 40)[:-1, :-1]
    edges = (contour != (height // 40)[1:, :-1]) | (contour != (height // 40)[:-1, 1:])
    colour[:-1, :-1][edges] = (204, 192, 164)
    colour[away < 16] = (158, 192, 214)
    return colour


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
