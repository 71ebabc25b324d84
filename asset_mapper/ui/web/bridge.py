"""What the map's page may say to the window. Every message is checked like anything that comes from outside.

A page shows what strangers typed. Should one ever get a script to run there, it finds one slot that takes text, and
behind it these few kinds of messages, with numbers and coordinates within their limits, and nothing else.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NewType

from PySide6.QtCore import QObject, Signal, Slot

from asset_mapper.domain.place import LonLat, lon_lat
from asset_mapper.errors import InvalidValueError

_LOG = logging.getLogger(__name__)

LONGEST = 4_000_000  # letters of a message: a lasso around 100,000 assets has fewer
MOST_ROWS = 200_000
MOST_CORNERS = 20_000
MOST_RINGS = 1_000

Row = NewType("Row", int)  # the number of an asset on the page


class RefusedMessageError(Exception):
    """A message that the page has no reason to send."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The page listens."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Everything is drawn: so many assets."""

    rows: int


@dataclass(frozen=True, slots=True)
class Patched:
    """An edit is drawn: so many assets."""

    rows: int


@dataclass(frozen=True, slots=True)
class Picked:
    """These assets are selected now, beside those before where *add*."""

    rows: tuple[Row, ...]
    add: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A place was chosen: for *row*, or for what the tool in use is about."""

    at: LonLat
    row: Row | None


@dataclass(frozen=True, slots=True)
class Moved:
    """The symbol of an asset was moved."""

    row: Row
    at: LonLat


@dataclass(frozen=True, slots=True)
class Drew:
    """A line or an area was drawn, or given another shape: its rings."""

    rings: tuple[tuple[LonLat, ...], ...]


@dataclass(frozen=True, slots=True)
class Measuring:
    """Something is being measured: a way, or an area when *closed*."""

    corners: tuple[LonLat, ...]
    closed: bool


@dataclass(frozen=True, slots=True)
class Corners:
    """So many corners are set of what is being drawn."""

    count: int


@dataclass(frozen=True, slots=True)
class Stopped:
    """The tool was put away."""


@dataclass(frozen=True, slots=True)
class Still:
    """Everything that is there to be pressed is hidden: a picture can be taken."""


Message = Ready | Drawn | Patched | Picked | Placed | Moved | Drew | Measuring | Corners | Stopped | Still


def _count(content: dict[str, Any], name: str, most: int = MOST_ROWS) -> int:
    number = content.get(name)
    if type(number) is not int or not 0 <= number <= most:
        raise RefusedMessageError(name)
    return number


def _row(content: dict[str, Any]) -> Row:
    return Row(_count(content, "row"))


def _flag(content: dict[str, Any], name: str) -> bool:
    if not isinstance(content.get(name), bool):
        raise RefusedMessageError(name)
    return bool(content[name])


def _list(value: object, name: str, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise RefusedMessageError(name)
    return value


def _place(lon: object, lat: object) -> LonLat:
    if type(lon) not in (int, float) or type(lat) not in (int, float):
        raise RefusedMessageError("place")
    try:
        return lon_lat(lon, lat)  # type: ignore[arg-type]
    except InvalidValueError as error:
        raise RefusedMessageError("place") from error


def _at(content: dict[str, Any]) -> LonLat:
    return _place(content.get("lon"), content.get("lat"))


def _corners(value: object) -> tuple[LonLat, ...]:
    pairs = _list(value, "corners", MOST_CORNERS)
    return tuple(_place(*_pair(pair)) for pair in pairs)


def _pair(value: object) -> list[Any]:
    pair = _list(value, "corner", 2)
    if len(pair) != 2:
        raise RefusedMessageError("corner")
    return pair


def _rings(content: dict[str, Any]) -> tuple[tuple[LonLat, ...], ...]:
    rings = tuple(_corners(ring) for ring in _list(content.get("rings"), "rings", MOST_RINGS))
    if sum(map(len, rings)) > MOST_CORNERS:
        raise RefusedMessageError("rings")
    return rings


def _rows(content: dict[str, Any]) -> tuple[Row, ...]:
    return tuple(_row({"row": row}) for row in _list(content.get("rows"), "rows", MOST_ROWS))


_MESSAGES: dict[str, Callable[[dict[str, Any]], Message]] = {
    "ready": lambda content: Ready(),
    "drawn": lambda content: Drawn(_count(content, "rows")),
    "patched": lambda content: Patched(_count(content, "rows")),
    "picked": lambda content: Picked(_rows(content), _flag(content, "add")),
    "placed": lambda content: Placed(_at(content), _row(content) if "row" in content else None),
    "moved": lambda content: Moved(_row(content), _at(content)),
    "drew": lambda content: Drew(_rings(content)),
    "measuring": lambda content: Measuring(_corners(content.get("corners")), _flag(content, "closed")),
    "corners": lambda content: Corners(_count(content, "count", MOST_CORNERS)),
    "stopped": lambda content: Stopped(),
    "still": lambda content: Still(),
}


def read_message(text: str) -> Message:
    """Read what the page said.

    Raises
    ------
    RefusedMessageError
        It is not one of the known messages, or something in it is not what it should be.
    """
    if len(text) > LONGEST:
        raise RefusedMessageError("too long")
    try:
        content = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise RefusedMessageError("not JSON") from error
    what = content.get("what") if isinstance(content, dict) else None
    read = _MESSAGES.get(what) if isinstance(what, str) else None
    if read is None:
        raise RefusedMessageError("unknown")
    return read(content)


def _no_constant(_name: str) -> None:
    raise RefusedMessageError("not a number")


class Bridge(QObject):
    """The one thing of the window that the page gets to see: it can say something here, and hears what is sent."""

    sent = Signal(str)

    def __init__(self, on_message: Callable[[Message], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_message = on_message
        self.refused = 0

    def send(self, what: str, **content: Any) -> None:
        """Tell the page something."""
        import orjson

        self.sent.emit(orjson.dumps({"what": what, **content}, default=tuple).decode())

    @Slot(str)
    def hear(self, text: str) -> None:
        try:
            message = read_message(text)
        except RefusedMessageError as error:
            self.refused += 1
            _LOG.warning("the map said something that it should not: %s", error)
            return
        self._on_message(message)
