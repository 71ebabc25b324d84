"""Makes the pictures in docs/screenshots anew, from the fictional sample project.

Run: python tests/pages/make_screenshots.py [FOLDER]

Chromium, poppler's pdftoppm and the built page (npm run build in resources/map) are needed. Pictures with a
background map need the basemap files of ../shared/data and are left as they are without them.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from pages.conftest import CHROMIUM, QUIET  # noqa: E402
from pages.made_up import made_up  # noqa: E402

BASEMAPS = ROOT.parent / "shared" / "data" / "basemaps"
DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}


@dataclass(frozen=True)
class Picture:
    """One picture: which page, what of it, and what is done before it is taken."""

    name: str
    page: str = "sample"
    part: str = ""
    size: dict[str, int] = field(default_factory=lambda: DESKTOP)
    before: Callable[[Any], None] = lambda page: None
    surroundings: dict[str, Any] = field(default_factory=dict)


def open_card(page: Any) -> None:
    page.locator("#list a", has_text="Llyfrgell").or_(page.locator("#list a")).first.click()


def open_lens(page: Any) -> None:
    page.click("#views button[data-view=outcomes]")
    page.click("#outcomes-view a >> nth=0")


def open_filter(page: Any) -> None:
    page.click("button[data-facet=kind]")
    page.check("#choices input[data-value=place]")


PICTURES = (
    Picture("desktop-cy"),
    Picture("desktop-en", part="#lang=en"),
    Picture("filter-cy", before=open_filter),
    Picture("card-en", part="#lang=en", before=open_card),
    Picture("lens-en", part="#lang=en", before=open_lens),
    Picture("outcomes-cy", part="#view=outcomes"),
    Picture("about-en", part="#lang=en", before=lambda page: page.click("#about-button")),
    Picture("dark-cy", surroundings={"color_scheme": "dark"}),
    Picture("forced-colours-en", part="#lang=en", surroundings={"forced_colors": "active", "color_scheme": "dark"}),
    Picture("phone-cy", size=PHONE),
    Picture("phone-map-en", part="#lang=en", size=PHONE, before=lambda page: page.click("#show-map")),
    Picture("phone-card-cy", size=PHONE, before=open_card),
    Picture("coast-cy", page="coast"),
    Picture("vector-en", page="vector", part="#lang=en"),
    Picture("raster-en", page="raster", part="#lang=en"),
)


def pages(folder: Path) -> dict[str, Path]:
    """Write the pages that the pictures show."""
    from asset_mapper.area_pack.basemap import clip, open_basemap
    from asset_mapper.cartography.page import page_html
    from asset_mapper.formats.exporters.html_map import map_bounds

    project, sample = folder / "sample.assetmap", folder / "sample.html"
    command = [sys.executable, "-m", "asset_mapper"]
    subprocess.run([*command, "sample", str(project)], cwd=ROOT, check=True, capture_output=True)
    subprocess.run(
        [*command, "export", str(project), str(sample), "--view", "public"], cwd=ROOT, check=True, capture_output=True
    )
    made = {"sample": sample, "coast": folder / "coast.html"}
    made["coast"].write_text(page_html(made_up(400, extent=(-5.2, 51.4, -2.7, 53.4))), encoding="utf-8")
    for name, file, extent in (
        ("vector", "protomaps_vector_firenze.pmtiles", (11.21, 43.745, 11.30, 43.80)),
        ("raster", "stamen_toner_raster_z3.pmtiles", (-10.5, 49.8, 2.0, 59.0)),
    ):
        if (BASEMAPS / file).is_file():
            publication = made_up(120, extent=extent)
            bounds = map_bounds(publication)
            assert bounds is not None
            basemap = clip(open_basemap(BASEMAPS / file), bounds, 8_000_000)
            made[name] = folder / f"{name}.html"
            made[name].write_text(page_html(publication, basemap), encoding="utf-8")
    return made


def main(target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        made = pages(Path(folder))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        for picture in PICTURES:
            if picture.page not in made:
                continue
            context = browser.new_context(
                viewport=picture.size, offline=True, reduced_motion="reduce", **picture.surroundings
            )
            page = context.new_page()
            page.goto(made[picture.page].as_uri() + picture.part)
            page.wait_for_selector("html[data-ready=true]")
            picture.before(page)
            page.wait_for_timeout(1200)
            keep(page.screenshot(), target / f"{picture.name}.png")
            context.close()
        page = browser.new_page()
        page.goto(made["sample"].as_uri() + "#paper=A4&lang=en")
        page.wait_for_selector("html[data-paper=ready]", timeout=60_000)
        printed = Path(folder) / "print.pdf"
        page.pdf(path=printed, format="A4", prefer_css_page_size=True)
        browser.close()
        for number in (1, 2):
            sheet = ["-r", "60", "-png", "-singlefile", "-f", str(number), str(printed)]
            keep(
                subprocess.run(["pdftoppm", *sheet], check=True, capture_output=True).stdout,
                target / f"print-{number}.png",
            )


def keep(picture: bytes, file: Path) -> None:
    """Write a picture as small as it can be, since the folder travels with every copy of the project."""
    from PIL import Image

    Image.open(io.BytesIO(picture)).convert("RGB").save(file, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots")
