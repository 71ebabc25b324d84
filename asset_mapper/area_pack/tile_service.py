"""A tile service on the web that the user named: its address, checked, and what a request has to say of us."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from asset_mapper import __version__
from asset_mapper.area_pack.attribution import OPENSTREETMAP, Attribution, Piece, plain
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import _

USER_AGENT = f"AssetMapper/{__version__}"
LARGEST_TILE_BYTES = 4 * 1024 * 1024
DEEPEST_ZOOM = 19
_PLACES = ("{z}", "{x}", "{y}")


@dataclass(frozen=True, slots=True)
class TileService:
    """Where tiles come from.

    Raises ``InvalidValueError`` when the address is not one of a tile service.
    """

    template: str  # https://…/{z}/{x}/{y}.png
    attribution: str  # whom to name beside the map
    referer: str = ""  # which page to name, where the service demands one

    def __post_init__(self) -> None:
        template = self.template
        if any(template.count(place) != 1 for place in _PLACES) or set(re.findall(r"\{[^}]*\}", template)) - set(
            _PLACES
        ):
            raise InvalidValueError(
                _("The address of a tile service has {z}, {x} and {y} in it, each once: https://…/{z}/{x}/{y}.png")
            )
        for address in filter(None, (template, self.referer)):
            _check_address(address)
        if "{" in (urlsplit(template).hostname or ""):
            raise InvalidValueError(_("The name of the server cannot change from tile to tile."))
        if not self.attribution.strip() and not self.is_openstreetmap:
            raise InvalidValueError(_("Say who made the map: their licence asks for it."))

    @property
    def is_openstreetmap(self) -> bool:
        host = urlsplit(self.template).hostname or ""
        return host == "openstreetmap.org" or host.endswith(".openstreetmap.org")

    def address(self, zoom: int, x: int, y: int) -> str:
        """Give the address of one tile."""
        values = zip(_PLACES, (zoom, x, y), strict=True)
        address = self.template
        for place, value in values:
            address = address.replace(place, str(value))
        return address

    @property
    def headers(self) -> dict[str, str]:
        """What a request says: who asks, and a page only where the service demands it."""
        return {"User-Agent": USER_AGENT} | ({"Referer": self.referer} if self.referer else {})

    @property
    def credit(self) -> Attribution:
        if self.is_openstreetmap and not self.attribution.strip():
            return Attribution((OPENSTREETMAP,), (OPENSTREETMAP,))
        said = (Piece(plain(self.attribution)),)
        return Attribution(said, said)


def _check_address(address: str) -> None:
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError as error:
        raise InvalidValueError(_("“{address}” is not an address on the web.").format(address=address)) from error
    local = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if not parts.hostname or (parts.scheme != "https" and not (parts.scheme == "http" and local)):
        raise InvalidValueError(
            _("“{address}” is not a safe address: it has to begin with https://.").format(address=address)
        )
    if parts.username or parts.password or any(letter.isspace() or ord(letter) < 32 for letter in address):
        raise InvalidValueError(_("“{address}” is not an address on the web.").format(address=address))
