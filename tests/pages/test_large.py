"""A hundred thousand assets: still one file, still usable."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from typing import Any

from asset_mapper.cartography.page import page_html

from .made_up import made_up


def test_a_hundred_thousand_assets_open_offline_in_little_memory(open_page: Callable[..., Any]) -> None:
    publication = made_up(100_000, rich=False)
    document = page_html(publication)
    opened = open_page(document, "#lang=en")
    page = opened.page
    page.wait_for_timeout(500)
    assert opened.asked_outside == []
    assert opened.messages == []
    session = page.context.new_cdp_session(page)
    page.fill("#query", "knitters 17")
    page.wait_for_timeout(300)
    session.send("HeapProfiler.collectGarbage")
    heap = session.send("Runtime.getHeapUsage")
    assert heap["usedSize"] + heap.get("backingStorageSize", 0) < 200e6
    assert page.locator("#list > li").count() > 0
    page.click("#list a >> nth=0")
    assert page.locator("#card-name").is_visible()
    assert opened.messages == []


def test_a_large_page_is_hardly_larger_than_its_data_packed() -> None:
    publication = made_up(20_000, rich=False)
    frame = publication.assets.drop(columns=["geometry"])
    points = publication.assets.geometry
    frame["lon"], frame["lat"] = points.x, points.y
    shown = ["id", "name_cy", "name_en", "kind", "summary_cy", "summary_en", "tags", "where_address", "lon", "lat"]
    packed = len(gzip.compress(json.dumps(frame[shown].to_dict("records"), ensure_ascii=False).encode(), 6))
    assert len(page_html(publication).encode()) < 1.6 * packed + 700_000
