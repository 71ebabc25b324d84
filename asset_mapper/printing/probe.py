"""Whether Qt WebEngine starts on this machine, asked of a process that may die of it.

A policy, a driver or a remote desktop can stop the engine so hard that the program it is part of ends with it. So the
window asks first, once for each version, and does without it where it does not start: the map then opens in the
browser. ``ASSET_MAPPER_WEB_ENGINE`` decides instead: ``on`` or ``off``.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

from asset_mapper import __version__
from asset_mapper.errors import PrintingError
from asset_mapper.paths import user_data
from asset_mapper.printing.helper import print_page

VARIABLE = "ASSET_MAPPER_WEB_ENGINE"
MODULES = ("PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets")
TIMEOUT_S = 20
_PAGE = '<!doctype html><html lang="en" data-paper="ready"><title>Asset Mapper</title><p>Asset Mapper</p></html>'


def starts() -> bool:
    """Tell whether the engine starts; the first answer yes for a version is remembered."""
    chosen = os.environ.get(VARIABLE, "").lower()
    if chosen in ("on", "off"):
        return chosen == "on"
    memory = user_data() / "web-engine.json"
    if _remembered(memory) == __version__:
        return True
    if not _tried():
        return False
    try:
        memory.parent.mkdir(parents=True, exist_ok=True)
        memory.write_text(json.dumps({"starts": __version__}), encoding="utf-8")
    except OSError:
        pass  # it will be asked again
    return True


def do_without() -> None:
    """Have every later import of the engine fail, as where it is not installed."""
    for module in MODULES:
        sys.modules[module] = None  # type: ignore[assignment]  # this is how an import is forbidden


def _remembered(memory: Path) -> str | None:
    try:
        version: str | None = json.loads(memory.read_text(encoding="utf-8")).get("starts")
    except (OSError, ValueError, AttributeError):
        return None
    return version


def _tried() -> bool:
    """Have a small page printed."""
    with tempfile.TemporaryDirectory(prefix="asset-mapper-", ignore_cleanup_errors=True) as folder:
        page, target = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(_PAGE, encoding="utf-8")
        try:
            print_page(page, target, timeout_s=TIMEOUT_S)
        except PrintingError:
            return False
    return True
