"""How quickly a large pathway opens and moves on the published page: 150 cards, 400 arrows, Chromium without a GPU.

python tests/bench/bench_page_pathway.py
"""

from __future__ import annotations

import gzip
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from pages.conftest import CHROMIUM, QUIET  # noqa: E402
from pages.made_up import frame_of, large_pathway, made_up  # noqa: E402

from asset_mapper.cartography.page import page_html  # noqa: E402

CARDS, ARROWS, ROUNDS = 150, 400, 5
MEASURE = """async (what) => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  const time = async (act) => {
    const start = performance.now();
    act();
    await frame();
    times.push(performance.now() - start);
  };
  const press = (selector) => document.querySelector(selector).click();
  const pane = document.getElementById("diagram");
  const times = [];
  for (let round = 0; round < 12; round++) {
    if (what === "opened from its tab") {
      press("button[data-view=assets]");
      await frame();
      await time(() => press("button[data-view=pathways]"));
    }
    if (what === "moved by a screen") await time(() => pane.scrollBy(round % 2 ? -300 : 300, 200));
    const size = `#diagram-${round % 2 ? "larger" : "smaller"}`;
    if (what === "made larger or smaller") await time(() => press(size));
    if (what === "arrows of a card marked") {
      const card = document.querySelectorAll(".path-card")[round * 7];
      await time(() => card.dispatchEvent(new PointerEvent("pointerover", { bubbles: true })));
    }
    if (what === "in the other language") await time(() => press("#language"));
  }
  return times;
}"""
FEELINGS = (
    *("opened from its tab", "moved by a screen", "made larger or smaller", "arrows of a card marked"),
    "in the other language",
)


def main() -> None:
    from playwright.sync_api import sync_playwright

    publication = large_pathway(CARDS, ARROWS)
    page_html(made_up(10))  # imports and files are read once
    start = time.perf_counter()
    document = page_html(publication)
    written = time.perf_counter() - start
    start = time.perf_counter()
    without = page_html(replace(publication, pathways=frame_of("pathway", [])))
    alone = time.perf_counter() - start
    grown = len(gzip.compress(document.encode(), 6)) - len(gzip.compress(without.encode(), 6))
    print(f"{CARDS} cards, {ARROWS} arrows: page written in {written:.2f} s, without the pathway in {alone:.2f} s,")
    print(f"and {grown / 1000:.0f} kB larger with it (both zipped)")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        file, plain = Path(folder, "page.html"), Path(folder, "plain.html")
        file.write_text(document, encoding="utf-8")
        plain.write_text(without, encoding="utf-8")
        for name, address in (
            ("opened from its address", f"{file.as_uri()}#view=pathways"),
            ("the page opened on its list", file.as_uri()),
            ("the page without a pathway", plain.as_uri()),
        ):
            seconds = []
            for _round in range(ROUNDS):
                page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
                start = time.perf_counter()
                page.goto(address)
                page.wait_for_selector("html[data-ready=true]")
                page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))")
                seconds.append(time.perf_counter() - start)
                page.context.close()
            print(f"{name}: {statistics.median(seconds) * 1000:.0f} ms")
        page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
        page.goto(f"{file.as_uri()}#view=pathways")
        page.wait_for_selector("html[data-ready=true]")
        for what in FEELINGS:
            times = page.evaluate(MEASURE, what)
            print(f"{what}: median {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms")
        browser.close()


if __name__ == "__main__":
    main()
