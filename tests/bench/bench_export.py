"""Every export of data beside geopandas writing the same frame, measured side by side in one run.

Run: python -m tests.bench.bench_export [--assets N] [--rounds N]

geopandas writes the frame of assets alone, its lists turned into text (which is not counted). Ours carry contacts,
links, headings, grid references and styles besides. CSV, GeoJSON and GeoPackage are to take less than twice as long.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from asset_mapper.formats.exporters import csv_table, excel, geojson, geopackage, json_document, kml, ods  # noqa: E402
from asset_mapper.progress import no_progress  # noqa: E402
from asset_mapper.services import exporting  # noqa: E402
from tests.formats.publications import county  # noqa: E402

COMPARED = (csv_table, geojson, geopackage)
OTHERS = (json_document, kml, excel, ods)
_WORKBOOK_ASSETS = 10_000  # as many as a workbook is asked for


def seconds(work: Callable[..., object], *arguments: object) -> float:
    start = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--assets", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    published = county(arguments.assets)
    plain = published.assets.copy()
    for name in ("tags", "custom"):
        plain[name] = plain[name].map(str)
    theirs = {
        "csv": lambda target: plain.to_csv(target),
        "geojson": lambda target: plain.to_file(target, driver="GeoJSON", engine="pyogrio"),
        "geopackage": lambda target: plain.to_file(target, driver="GPKG", engine="pyogrio"),
    }
    print(f"{arguments.assets:,} assets, median of {arguments.rounds} rounds, seconds")
    print(f"{'format':<12} {'ours':>8} {'geopandas':>10} {'ratio':>7} {'MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for module in COMPARED:
            exporter, ours, naive = module.EXPORTER, [], []
            for number in range(arguments.rounds + 1):
                target = Path(folder, f"theirs{number}{exporter.suffix}")
                naive.append(seconds(theirs[exporter.key], target))
                target.unlink()
                target = Path(folder, f"ours{exporter.suffix}")
                ours.append(seconds(exporting.export, published, exporter, target, no_progress))
            mine, other = statistics.median(ours[1:]), statistics.median(naive[1:])  # the first warms up
            size = target.stat().st_size / 1e6
            print(f"{exporter.key:<12} {mine:>8.2f} {other:>10.2f} {mine / other:>7.2f} {size:>8.1f}", flush=True)
        for module in OTHERS:
            exporter = module.EXPORTER
            target = Path(folder, f"ours{exporter.suffix}")
            few = module in (excel, ods)
            part = county(min(_WORKBOOK_ASSETS, arguments.assets)) if few else published
            took = seconds(exporting.export, part, exporter, target, no_progress)
            note = f"  ({len(part.assets):,} assets)" if few else ""
            print(
                f"{exporter.key:<12} {took:>8.2f} {'':>10} {'':>7} {target.stat().st_size / 1e6:>8.1f}{note}",
                flush=True,
            )


if __name__ == "__main__":
    main()
