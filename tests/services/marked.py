"""Records whose every field holds something that nothing else holds, so that it can be found wherever it ends up."""

import struct
import typing
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date, time, timedelta
from enum import Enum
from itertools import count
from types import UnionType
from typing import Any, Union, get_args, get_origin

import shapely
from shapely.geometry.base import BaseGeometry

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.pathway import Card
from asset_mapper.domain.record import Record
from asset_mapper.domain.whereabouts import Whereabouts, WhereKind

FIRST_DAY = date(2100, 1, 1)


class Marker:
    """Makes values that are like no other."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def text(self) -> str:
        return f"MK{next(self._numbers):05}X"

    def number(self) -> int:
        return 7_000_000 + next(self._numbers)

    def day(self) -> date:
        return FIRST_DAY + timedelta(days=next(self._numbers))

    def bilingual(self) -> Bilingual:
        return Bilingual(self.text(), self.text())

    def point(self) -> shapely.Point:
        number = next(self._numbers)
        return shapely.Point(-3 - number / 9973, 52 + number / 9967)

    def box(self) -> shapely.Polygon:
        corner = self.point()
        return shapely.box(corner.x, corner.y, corner.x + 0.001, corner.y + 0.001)

    def whereabouts(self, kind: WhereKind, venue_id: str | None = None, at_home: bool = True) -> Whereabouts:
        """Say where: with an address unless that is not allowed."""
        address = {"address": self.text(), "postcode": self.text(), "uprn": str(self.number())} if at_home else {}
        if kind is WhereKind.CONFIDENTIAL:
            return Whereabouts(kind=kind, area=self.bilingual())
        return Whereabouts(
            kind=kind,
            venue_id=venue_id,
            area=self.bilingual(),
            area_code=self.text(),
            geometry=self.point() if kind is WhereKind.SHAPE else None,
            **address,
        )

    def of(self, hint: Any) -> Any:
        if get_origin(hint) in (Union, UnionType):
            hint = next(part for part in get_args(hint) if part is not type(None))
        if get_origin(hint) is tuple:
            item = get_args(hint)[0]
            return (self.text(), self.text()) if item is str else ()
        if get_origin(hint) is Mapping:
            return {self.text(): self.text()} if get_args(hint)[1] is str else {}
        if get_origin(hint) is typing.Literal:
            return get_args(hint)[0]
        if isinstance(hint, type) and issubclass(hint, Enum):
            return next(iter(hint))
        made = {str: self.text, int: self.number, date: self.day, Bilingual: self.bilingual, BaseGeometry: self.box}
        if hint is float:
            return float(self.number())
        if hint in made:
            return made[hint]()
        return {bool: False, time: time(19, 30), Whereabouts: Whereabouts()}[hint]

    def record(self, kind: type[Record], /, **fixed: Any) -> Any:
        """Make a record of *kind*, every field of which that is not given is marked."""
        hints = typing.get_type_hints(kind, localns={"BaseGeometry": BaseGeometry})
        made = {
            field.name: self.of(hints[field.name])
            for field in fields(kind)
            if field.name not in fixed and field.name not in ("id", "created_at", "changed_at")
            and not field.name.endswith("_id")
        }  # fmt: skip
        return kind(**made | fixed)


def marks_in(value: Any) -> set[str]:
    """List what a value holds, each part by itself and as text."""
    if value is None or isinstance(value, (bool, Enum, time, Card)):
        return set()
    if isinstance(value, Bilingual):
        return {text for text in (value.cy, value.en) if text}
    if isinstance(value, Whereabouts):
        return set().union(*(marks_in(getattr(value, field.name)) for field in fields(Whereabouts)))
    if isinstance(value, BaseGeometry):
        return {f"{x:.9f}" for x in shapely.get_coordinates(value)[:, 0]}
    if isinstance(value, Mapping):
        return set().union(*(marks_in(part) for item in value.items() for part in item))
    if isinstance(value, str):
        return {value} if value else set()
    if isinstance(value, (int, float)):
        return {f"{float(value):.1f}"} if value == value else set()
    if isinstance(value, date):
        return {value.isoformat()[:10]}
    if isinstance(value, bytes):
        return {value.decode("latin-1")}
    if isinstance(value, Iterable):
        return set().union(*(marks_in(part) for part in value))
    raise TypeError(type(value))


def is_mark(text: str) -> bool:
    """Tell whether *text* is one of ours and no date of making, small number or word of the program."""
    return text.startswith(("MK", "700", "21", "22", "-3.", "-4.", "-5.")) or len(text) == 36


def raw(text: str) -> tuple[bytes, ...]:
    """Give the bytes by which a mark could be found in a stored object."""
    if text.startswith("-"):
        return (struct.pack("<d", float(text))[2:],)  # the first digits are lost to rounding in the text
    return (text.encode(),)
