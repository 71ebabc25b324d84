"""How the six kinds look in map programs: a colour and a shape each, as in the product itself."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from asset_mapper.domain.asset import AssetKind
from asset_mapper.paths import resources


@dataclass(frozen=True, slots=True)
class Look:
    colour: str  # #RRGGBB, on paper
    shape: str  # circle, triangle, square, drop, diamond, hexagon


def ring() -> str:
    """Give the colour of the ring around every symbol."""
    return str(_tokens()["map"]["ring"])


def boundary() -> str:
    """Give the colour of boundaries."""
    return str(_tokens()["map"]["boundary"])


@lru_cache(maxsize=1)
def looks() -> dict[AssetKind, Look]:
    """Give the look of each kind, in the order of the kinds."""
    kinds = _tokens()["kinds"]
    return {kind: Look(kinds[kind.value]["light"], kinds[kind.value]["shape"]) for kind in AssetKind}


def tokens(scheme: str) -> dict[str, str]:
    """Give the named colours of a scheme: ``light`` or ``dark``."""
    return dict(_tokens()[scheme])


@lru_cache(maxsize=1)
def _tokens() -> Any:
    import orjson

    return orjson.loads(resources("theme", "tokens.json").read_bytes())
