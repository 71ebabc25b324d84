"""Things that may be the same, and what two of them have in common beside the name."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from asset_mapper.analysis.duplicates.names import name_key

NEAR_M = 150.0
"""Within this distance two things of the same name are in the same place."""

FAR_M = 2_000.0
"""Beyond this distance two things of the same name are two things."""

ALIKE = 90.0
"""From this likeness of names on (of 100), what shares a place or a contact is taken for the same."""

PERHAPS = 82.0
"""From this likeness on, a person should look."""

MOST_IN_A_BLOCK = 400
"""So many things with one key, such as a postcode, are compared and no more."""

_CELL_DEGREES = 0.003  # about 200 by 330 metres here


@dataclass(frozen=True, slots=True)
class Things:
    """What is compared, in lists of the same length."""

    names: Sequence[tuple[str, ...]]  # in one or both languages
    lon: Sequence[float]  # degrees, NaN where there is no place
    lat: Sequence[float]
    postcodes: Sequence[str]
    addresses: Sequence[str]
    contacts: Sequence[frozenset[str]]  # as ``contact_key`` makes them
    people: Sequence[bool]  # of whom a place says nothing
    keys: Sequence[str]  # ids at a source, ``source:id``, or ""

    def __len__(self) -> int:
        return len(self.names)


class Grade(Enum):
    """How sure a pair is."""

    SAME = "same"  # the same name, and place or contact
    TRANSLATED = "translated"  # a Welsh and an English name for the same
    NAMESAKE = "namesake"  # the same name, and nothing to compare it by
    ALIKE = "alike"  # nearly the same name, and place or contact
    PERHAPS = "perhaps"  # to be looked at; not a pair


class Evidence(Enum):
    """What two things have in common beside the name."""

    CONTACT = "contact"
    POSTCODE = "postcode"
    PLACE = "place"
    ADDRESS = "address"
    NUMBER = "number"  # a long id or a UPRN
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Pair:
    """A new thing, a known one, and why they are the same."""

    new: int
    known: int
    grade: Grade
    evidence: Evidence
    likeness: float  # of the names, 0 to 100


def evidence_of(new: Things, known: Things, index: int, one: int) -> Evidence | None:
    """Say what two things share; for people, only a way to reach them counts."""
    if told_apart(new.keys[index], known.keys[one]):
        return None
    if new.contacts[index] & known.contacts[one]:
        return Evidence.CONTACT
    if new.people[index] or known.people[one]:
        return None
    apart = distance_m(new.lon[index], new.lat[index], known.lon[one], known.lat[one])
    if apart <= NEAR_M:
        return Evidence.PLACE
    if apart > FAR_M:
        return None
    if new.postcodes[index] and new.postcodes[index] == known.postcodes[one]:
        return Evidence.POSTCODE
    if new.addresses[index] and name_key(new.addresses[index]) == name_key(known.addresses[one]):
        return Evidence.ADDRESS
    return None


def told_apart(key: str, other: str) -> bool:
    """Tell whether one source gives two things different ids."""
    return key != other and bool(key) and bool(other) and key.partition(":")[0] == other.partition(":")[0]


def can_be_compared(new: Things, known: Things, index: int, one: int) -> bool:
    """Tell whether there is anything, beside the name, to compare two things by."""
    places = not math.isnan(new.lon[index]) and not math.isnan(known.lon[one])
    return (
        places
        or told_apart(new.keys[index], known.keys[one])
        or bool(new.postcodes[index] and known.postcodes[one])
        or bool(new.addresses[index] and known.addresses[one])
        or bool(new.contacts[index] and known.contacts[one])
    )


def distance_m(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Measure a short distance on a sphere, in metres; NaN where a place is missing."""
    dx = (lon - other_lon) * math.cos(math.radians(lat)) * 111_320
    dy = (lat - other_lat) * 111_320
    return math.hypot(dx, dy)


def cell_of(things: Things, index: int) -> tuple[int, int] | None:
    """Give the cell of a grid in which a thing is; ``None`` where that says nothing, as of a person."""
    lon, lat = things.lon[index], things.lat[index]
    if things.people[index] or math.isnan(lon):
        return None
    return math.floor(lon / _CELL_DEGREES), math.floor(lat / _CELL_DEGREES)


def by_name(
    names: Sequence[tuple[str, ...]], chosen: Iterable[int], key_of: Callable[[str], str]
) -> dict[str, list[int]]:
    """List the *chosen* things under each key of their names."""
    table: dict[str, list[int]] = defaultdict(list)
    for index in chosen:
        for key in {key_of(name) for name in names[index] if name}:
            if key:
                table[key].append(index)
    return table
