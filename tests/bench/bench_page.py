"""The published page beside what folium makes of the same data, measured side by side in one run.

Run: python tests/bench/bench_page.py [--small]

Written: seconds to make the HTML, and its size. Opened in Chromium: until the map and the list can be used, the
JavaScript heap afterwards, and what a reader feels (median milliseconds until the next frame is on the screen).
folium's pages get their libraries inlined, as a page for use without a network needs them.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from pages.conftest import CHROMIUM, MAP, QUIET  # noqa: E402
from pages.made_up import made_up  # noqa: E402

from asset_mapper.cartography.page import page_html  # noqa: E402
from asset_mapper.domain.publication import Publication  # noqa: E402

ALLOWANCE_BYTES = 700_000
FEEL = """async (what) => {
  const out = [];
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  const time = async (act) => {
    const start = performance.now();
    act();
    await frame();
    out.push(performance.now() - start);
    await new Promise((done) => setTimeout(done, 350));
  };
  const query = document.getElementById("query");
  if (what === "keystroke") {
    query.focus();
    await new Promise((done) => setTimeout(done, 2500));
    for (const text of ["k", "kn", "kni", "knit", "knitt", "c", "ch", "choir", "choir h", ""]) {
      await time(() => { query.value = text; query.dispatchEvent(new Event("input")); });
    }
  }
  if (what === "filter") {
    document.querySelector("button[data-facet=kind]").click();
    for (const kind of ["group", "group", "place", "place", "culture", "person", "culture", "person"]) {
      await time(() => document.querySelector(`#choices input[data-value=${kind}]`).click());
    }
    document.querySelector("button[data-facet=kind]").click();
  }
  if (what === "zoom") {
    for (const way of ["in", "in", "in", "out", "in", "out", "out", "out"]) {
      await time(() => document.querySelector(`.leaflet-control-zoom-${way}`).click());
    }
  }
  return out;
}"""


def names_and_places(publication: Publication) -> list[tuple[float, float, str, str]]:
    assets = publication.assets[publication.assets.geometry.notna()]
    points = assets.geometry.representative_point()
    names = [en or cy for cy, en in zip(assets["name_cy"], assets["name_en"], strict=True)]
    texts = [f"{en} {cy}" for cy, en in zip(assets["summary_cy"], assets["summary_en"], strict=True)]
    return list(zip(points.y, points.x, names, texts, strict=True))


def folium_markers(publication: Publication, clustered: bool = False) -> str:
    import folium
    from folium.plugins import MarkerCluster

    page = folium.Map(tiles=None, maxZoom=18)
    group = MarkerCluster().add_to(page) if clustered else page
    for lat, lon, name, text in names_and_places(publication):
        popup = folium.Popup(html.escape(f"{name}: {text}"))
        folium.Marker((lat, lon), popup=popup, tooltip=html.escape(name), icon=folium.Icon()).add_to(group)
    return str(page.get_root().render())


def folium_marker_cluster(publication: Publication) -> str:
    return folium_markers(publication, clustered=True)


def folium_fast_marker_cluster(publication: Publication) -> str:
    import folium
    from folium.plugins import FastMarkerCluster

    page = folium.Map(tiles=None, maxZoom=18, location=(52.97, -4.07), zoom_start=11)
    callback = """function (row) {
        var popup = document.createElement('div'); popup.textContent = row[2] + ': ' + row[3];
        return L.marker(new L.LatLng(row[0], row[1])).bindPopup(popup); }"""
    FastMarkerCluster([list(row) for row in names_and_places(publication)], callback=callback).add_to(page)
    return str(page.get_root().render())


def folium_geojson(publication: Publication) -> str:
    import folium

    page = folium.Map(tiles=None, maxZoom=18)
    assets = publication.assets[publication.assets.geometry.notna()]
    layer = assets[["name_cy", "name_en", "summary_cy", "summary_en", "geometry"]]
    fields = ["name_en", "summary_en"]
    folium.GeoJson(layer, popup=folium.GeoJsonPopup(fields), tooltip=folium.GeoJsonTooltip(["name_en"])).add_to(page)
    return str(page.get_root().render())


def inlined(page: str) -> str:
    """Put Leaflet and its cluster plugin into one of folium's pages, in place of the links to the network."""
    import re

    modules = MAP / "node_modules"
    scripts = [modules / "leaflet/dist/leaflet.js", modules / "leaflet.markercluster/dist/leaflet.markercluster.js"]
    styles = [modules / "leaflet/dist/leaflet.css", modules / "leaflet.markercluster/dist/MarkerCluster.css"]
    page = re.sub(r'<script src="[^"]*"></script>|<link rel="stylesheet"[^>]*>', "", page)
    parts = [f"<style>{file.read_text()}</style>" for file in styles]
    parts += [f"<script>{file.read_text()}</script>" for file in scripts]
    return page.replace("<head>", "<head>" + "".join(parts), 1)


def timed(make: Callable[[Publication], str], publication: Publication, rounds: int) -> tuple[float, str]:
    best, page = float("inf"), ""
    for _ in range(rounds):
        start = time.perf_counter()
        page = make(publication)
        best = min(best, time.perf_counter() - start)
    return best, page


def data_as_json(publication: Publication) -> bytes:
    """The same data as rows of JSON: what a page at least has to hold."""
    frame = publication.assets.drop(columns="geometry")
    shown = [
        *("id", "name_cy", "name_en", "kind", "summary_cy", "summary_en", "status", "checked_on", "tags"),
        *("where_precision", "where_address", "where_postcode"),
    ]
    rows = frame[shown].to_dict("records")
    points = publication.assets.geometry
    for row, point in zip(rows, points, strict=True):
        if point is not None:
            row["lon"], row["lat"] = point.representative_point().coords[0]
    return json.dumps(rows, ensure_ascii=False).encode()


def opened(browser: Any, file: Path, ready: str) -> tuple[float, float, Any]:
    page = browser.new_context(viewport={"width": 1366, "height": 768}, reduced_motion="reduce").new_page()
    start = time.perf_counter()
    page.goto(file.as_uri(), timeout=300_000)
    page.wait_for_function(ready, timeout=300_000)
    seconds = time.perf_counter() - start
    page.wait_for_timeout(1500)
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    heap = session.send("Runtime.getHeapUsage")
    return seconds, (heap["usedSize"] + heap.get("backingStorageSize", 0)) / 1e6, page


def bench(count: int, ways: dict[str, Callable[[Publication], str]], rounds: int) -> None:
    from playwright.sync_api import sync_playwright

    publication = made_up(count, rich=False)
    plain = data_as_json(publication)
    packed = len(gzip.compress(plain, 6))
    print(f"\n{count:,} assets; as JSON {len(plain) / 1e6:.1f} MB, gzipped {packed / 1e6:.2f} MB")
    written = {name: timed(make, publication, rounds if name in FAST else 1) for name, make in ways.items()}
    ours = written["asset mapper"][0]
    print(f"{'way':<24}{'write':>10}{'ratio':>9}{'size':>12}{'ratio':>9}{'usable':>10}{'heap':>10}")
    our_size = len(written["asset mapper"][1].encode())
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        opened(browser, warm_up(Path(folder)), "() => true")[2].context.close()
        feelings: Any = None
        for name, (seconds, page) in written.items():
            size = len(page.encode())
            usable = heap = ""
            if name in OPENED:
                file = Path(folder) / f"{name.replace(' ', '-')}.html"
                file.write_text(page if name == "asset mapper" else inlined(page), encoding="utf-8")
                took, used, tab = opened(browser, file, OPENED[name])
                usable, heap = f"{took:.2f} s", f"{used:.0f} MB"
                if name == "asset mapper":
                    feelings = {
                        what: statistics.median(tab.evaluate(FEEL, what)) for what in ("keystroke", "filter", "zoom")
                    } | {"pan": statistics.median(pan(tab))}
                tab.context.close()
            print(
                f"{name:<24}{seconds:>8.2f} s{seconds / ours:>8.1f}x{size / 1e6:>9.2f} MB{size / our_size:>8.1f}x"
                f"{usable:>10}{heap:>10}"
            )
        browser.close()
    target = 1.6 * packed + ALLOWANCE_BYTES
    print(f"size of ours {our_size / 1e6:.2f} MB; 1.6 x gzip + 0.7 MB = {target / 1e6:.2f} MB")
    print("median until the next frame: " + ", ".join(f"{what} {value:.0f} ms" for what, value in feelings.items()))


def warm_up(folder: Path) -> Path:
    """Give a page that wakes the browser up, so that its first start is on nobody's account."""
    file = folder / "warm-up.html"
    file.write_text(page_html(made_up(100)), encoding="utf-8")
    return file


def pan(page: Any) -> list[float]:
    """Move the map by its keys, and measure until the frame after."""
    page.focus("#map")
    times = []
    for key in ("ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowRight"):
        page.evaluate("() => { window.measured = null; window.started = performance.now() }")
        page.evaluate(
            "() => document.getElementById('map').addEventListener('keydown', () => {"
            " const start = performance.now();"
            " requestAnimationFrame(() => setTimeout(() => { window.measured = performance.now() - start }, 0)) },"
            " { once: true, capture: true })"
        )
        page.keyboard.press(key)
        page.wait_for_function("() => window.measured !== null")
        times.append(float(page.evaluate("window.measured")))
    return times


FAST = {"asset mapper", "FastMarkerCluster"}
OPENED = {
    "asset mapper": "() => document.documentElement.dataset.ready === 'true'",
    "FastMarkerCluster": "() => document.querySelectorAll('.leaflet-marker-icon').length > 0",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--small", action="store_true", help="1,000 and 10,000 assets only, without the slow ways")
    small = parser.parse_args().small
    fast: dict[str, Callable[[Publication], str]] = {
        "asset mapper": page_html,
        "FastMarkerCluster": folium_fast_marker_cluster,
    }
    slow = {"GeoJson": folium_geojson, "Marker": folium_markers, "MarkerCluster": folium_marker_cluster}
    page_html(made_up(10))  # imports and files are read once
    bench(1_000 if small else 10_000, fast if small else fast | slow, 3)
    bench(10_000 if small else 100_000, fast, 2)


if __name__ == "__main__":
    main()
