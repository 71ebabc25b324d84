"""Chromium opens pages from disk, and everything that it would ask for or complain about is written down."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

MAP = Path(__file__).resolve().parents[2] / "resources" / "map"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
"""For the benchmark and the screenshots, which run outside pytest."""
PATIENCE_MS = 60_000
"""With a browser on a slow, busy machine; what is there sooner is not waited for."""
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


@pytest.fixture(scope="session", autouse=True)
def built_page() -> None:
    """Build the page's script where that was not done, or not since its sources changed."""
    built = MAP / "vendor" / "page.js"
    sources = [*MAP.glob("src/*.js"), MAP / "page.css", MAP / "build.mjs", MAP.parent / "theme" / "tokens.json"]
    if built.is_file() and built.stat().st_mtime >= max(source.stat().st_mtime for source in sources):
        return
    npm = shutil.which("npm")
    assert npm, "npm is needed to build the map page"
    if not (MAP / "node_modules" / "esbuild").is_dir():
        subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=MAP, check=True)
    subprocess.run([npm, "run", "build"], cwd=MAP, check=True)


@pytest.fixture(scope="module")  # playwright runs once at a time, and other folders have tests with it too
def chromium(chromium_path: Path) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium_path, args=list(QUIET))
        yield running
        running.close()


class Opened:
    """A page in the browser, and what it asked for and said meanwhile."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.requests: list[str] = []
        self.messages: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.messages.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.messages.append(f"error: {error.stack}"))
        page.on("dialog", lambda dialog: self.messages.append(f"dialog: {dialog.message}") or dialog.dismiss())

    def show(self, file: Path, hash_: str = "") -> None:
        """Open a file, afresh where it is open already: in the same browser's tab that takes half of the time."""
        address = file.as_uri() + hash_
        is_open = self.page.url.partition("#")[0] == file.as_uri()
        self.page.goto(address)
        if is_open:  # then only the part behind the # was new
            self.page.reload()
        self.page.wait_for_selector("html[data-ready=true]")

    def again(self, hash_: str) -> None:
        """Open what is open as if for the first time."""
        self.show(Path(url2pathname(urlsplit(self.page.url).path)), hash_)

    @property
    def asked_outside(self) -> list[str]:
        return [url for url in self.requests if not url.startswith(("file:", "data:", "blob:"))]


@pytest.fixture(scope="module")
def tab(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Opened]]:
    """Give a function that opens HTML from disk, always in the same tab; what was said before is forgotten."""
    context = chromium.new_context(offline=True, reduced_motion="reduce", viewport={"width": 1366, "height": 768})
    context.set_default_timeout(PATIENCE_MS)
    opened, folder = Opened(context.new_page()), tmp_path_factory.mktemp("tab")

    def open_it(html: str) -> Opened:
        file = folder / f"map-{len(list(folder.iterdir()))}.html"
        file.write_text(html, encoding="utf-8")
        opened.page.goto("about:blank")
        opened.requests.clear()
        opened.messages.clear()
        opened.show(file)
        return opened

    yield open_it
    context.close()


@pytest.fixture
def open_page(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Give a function that opens HTML from disk with the network off."""
    contexts = []

    def open_it(html: str, hash_: str = "", width: int = 1366, height: int = 768, **options: Any) -> Opened:
        file = tmp_path / f"map-{len(contexts)}.html"
        file.write_text(html, encoding="utf-8")
        context = chromium.new_context(
            viewport={"width": width, "height": height}, offline=True, reduced_motion="reduce", **options
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        opened = Opened(context.new_page())
        opened.page.goto(file.as_uri() + hash_)
        if options.get("java_script_enabled", True):
            opened.page.wait_for_selector("html[data-ready=true]")
        return opened

    yield open_it
    for context in contexts:
        context.close()
