"""What every page is put together from: packaged scripts and styles, each allowed by its hash, and blocks of data."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from typing import Any

import orjson

from asset_mapper.errors import NotFoundError
from asset_mapper.i18n import _
from asset_mapper.paths import resources


@lru_cache(maxsize=8)
def packaged(*parts: str) -> str:
    """Read a part of the page that comes with the program."""
    path = resources("map", *parts)
    if not path.is_file():
        raise NotFoundError(
            _("A part of the map page is missing: {file}. Install Asset Mapper again.").format(file=path.name)
        )
    text = path.read_text(encoding="utf-8").rstrip("\n")
    if "</script" in text.lower() and path.suffix == ".js":
        raise NotFoundError(_("A part of the map page is broken: {file}.").format(file=path.name))
    return text


def hash_of(text: str) -> str:
    """Give the source by which a page's policy allows a script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def data_block(name: str, value: Any) -> str:
    """Write JSON for the page's scripts; ``<`` is escaped, so that nothing in it ends the block."""
    text = orjson.dumps(value).decode().replace("<", "\\u003c")
    return f'<script type="application/json" id="{name}">{text}</script>'
