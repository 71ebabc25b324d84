"""The same page in Firefox, from disk and without a network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from asset_mapper.cartography.page import page_html

from .conftest import MAP
from .made_up import made_up
from .test_basemap import clipped


def test_pages_of_all_sizes_open_in_firefox_without_a_request_or_a_word_on_the_console(tmp_path: Path) -> None:
    firefox = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    assert firefox, "Firefox is needed: apt-get install firefox-esr"
    addresses, counts = [], (0, 1, 500, 10_000, 30)
    for count in counts:
        file = tmp_path / f"map-{count}.html"
        basemap = clipped(tmp_path, "zoomstack") if count == 30 else None
        file.write_text(page_html(made_up(count, rich=count <= 500), basemap), encoding="utf-8")
        addresses.append(file.as_uri())
    node = shutil.which("node")
    assert node, "Node.js is needed"
    done = subprocess.run(
        [node, str(MAP / "tools" / "in_firefox.mjs"), firefox, *addresses],
        capture_output=True,
        text=True,
        timeout=240,
        check=True,
    )
    for count, seen in zip(counts, json.loads(done.stdout), strict=True):
        assert seen["messages"] == [], count
        assert seen["requests"] == [], count
        assert seen["language"] == "cy"
        assert seen["entries"] == min(count, 30)
        if count:
            assert seen["drawn"] or count == 1  # the one may be a person, who is on no map
            assert seen["card"]
            assert seen["focus"] == "card-name"
            assert seen["switched"] == "en"
        assert (seen["tiles"] > 0) == (count == 30)
