"""How long it takes to cut a basemap out of a file, how much memory, and how deep each budget goes.

    python tests/bench/bench_basemap.py [--large FOLDER]

``--large`` also makes an MBTiles file of some 170,000 tiles (0.36 GB) in FOLDER, once, to show that the size of the
file does not matter, only that of the area. Beside ours stands the plain way: read every tile and keep those inside.
"""

import argparse
import gzip
import random
import sqlite3
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from asset_mapper.area_pack.basemap import Basemap, open_basemap  # noqa: E402
from asset_mapper.area_pack.clipping import ClippedBasemap, clip  # noqa: E402
from asset_mapper.area_pack.tile_grid import Bounds, tile_id, tiles_to_keep, tiles_touching  # noqa: E402

REAL = ROOT.parent / "shared" / "data"
FLORENCE = (11.2, 43.75, 11.3, 43.8)
MENAI = (-4.3, 53.1, -4.0, 53.3)
GREAT_BRITAIN = (-7.6, 49.9, 1.8, 60.9)
MB = 1_000_000


def peak_mb(work: Callable[[], object]) -> float:
    """Measure the most memory that Python held during *work*."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / MB


def median_ms(work: Callable[[], object], times: int = 5) -> float:
    """Time *work* a few times and take the middle one."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return sorted(taken)[len(taken) // 2]


def read_everything(basemap: Basemap, bounds: Bounds, first: int, last: int) -> int:
    """Cut out the plain way, as a converter of whole files does: look at every tile there is."""
    found = {}
    if basemap.container == "mbtiles":
        with sqlite3.connect(f"file:{basemap.path}?mode=ro&immutable=1", uri=True) as connection:
            rows = connection.execute("SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles")
            tiles = ((z, x, (1 << z) - 1 - y, data) for z, x, y, data in rows)
            wanted = {zoom: tiles_to_keep(bounds, zoom) for zoom in range(first, last + 1)}
            found = {tile_id(z, x, y): data for z, x, y, data in tiles if z in wanted and (x, y) in wanted[z]}
        connection.close()
    else:
        from pmtiles.reader import MemorySource, all_tiles

        wanted = {zoom: tiles_to_keep(bounds, zoom) for zoom in range(first, last + 1)}
        every = all_tiles(MemorySource(basemap.path.read_bytes()))
        found = {tile_id(z, x, y): data for (z, x, y), data in every if z in wanted and (x, y) in wanted[z]}
    return len(found)


def large_mbtiles(folder: Path) -> Path:
    """Make a file shaped like OS Open Zoomstack: all of Great Britain, zooms 0 to 13, gzipped tiles of some 2 KB."""
    path = folder / "bench_large.mbtiles"
    if path.exists():
        return path
    dice = random.Random(1)  # the same file every time
    roads = gzip.compress(b"\x1a\x07\x0a\x05roads", mtime=0)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("CREATE TABLE metadata (name text, value text)")
        connection.execute("CREATE TABLE tiles (zoom_level int, tile_column int, tile_row int, tile_data blob)")
        for zoom in range(14):
            area = tiles_touching(GREAT_BRITAIN, zoom)
            rows = (
                (zoom, x, (1 << zoom) - 1 - y, roads + dice.randbytes(dice.randint(100, 4_000)))
                for x in range(area.columns[0][0], area.columns[0][1] + 1)
                for y in range(area.rows[0], area.rows[1] + 1)
            )
            connection.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", rows)
        connection.execute("CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)")
    connection.close()
    return path


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", type=Path, help="a folder for the large file")
    asked = parser.parse_args()
    cases: list[tuple[Path, Bounds, tuple[float, ...]]] = [
        (REAL / "basemaps" / "protomaps_vector_firenze.pmtiles", FLORENCE, (0.25, 1, 2, 8)),
        (REAL / "derived" / "uk_vector_sample.pmtiles", MENAI, (0.1, 8)),
        (REAL / "derived" / "uk_vector_sample.mbtiles", MENAI, (0.1, 8)),
        (REAL / "derived" / "uk_vector_sample.mbtiles", GREAT_BRITAIN, (0.2, 8)),
    ]
    if asked.large:
        cases.append((large_mbtiles(asked.large), MENAI, (1, 8, 32)))
        cases.append((large_mbtiles(asked.large), GREAT_BRITAIN, (8,)))
    print("file                                budget     size  zooms  tiles      ours   memory  read all")
    for path, bounds, budgets in cases:
        for budget_mb in budgets if path.exists() else ():
            print(row(path, bounds, budget_mb))


def row(path: Path, bounds: Bounds, budget_mb: float) -> str:
    """Measure one case."""
    basemap = open_basemap(path)

    def ours() -> ClippedBasemap:
        return clip(open_basemap(path), bounds, round(budget_mb * MB))

    clipped = ours()
    first, last = clipped.min_zoom, clipped.max_zoom
    plain_ms = median_ms(lambda: read_everything(basemap, bounds, first, last), times=1)
    return (
        f"{path.name:34} {budget_mb:5g}MB {len(clipped.pmtiles) / MB:6.2f}MB {first:>2}–{last:<3} {clipped.tiles:6} "
        f"{median_ms(ours):7.1f}ms {peak_mb(ours):6.1f}MB {plain_ms:7.1f}ms"
    )


if __name__ == "__main__":
    main()
