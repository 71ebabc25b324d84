"""Which new things are things that are known already: by name, place and ways to reach them.

Names are compared without accents, case and small words, and with the commonest nouns of the two languages
taken for the same: “Llyfrgell Amlwch” and “Amlwch Library” in one place are one library. Only things that share
a place, a telephone number, an e-mail or a web address are compared at all, so that a hundred thousand against
a hundred thousand takes seconds. Every thing is paired at most once, the surest pairs first.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any

NEAR_M = 150.0
"""Within this distance two things of the same name are in the same place."""

FAR_M = 2_000.0
"""Beyond this distance two things of the same name are two things."""

ALIKE = 90.0
"""From this likeness of names on (of 100), what shares a place or a contact is taken for the same."""

PERHAPS = 82.0
"""From this likeness on, a person should look."""

_CELL_DEGREES = 0.003  # about 200 by 330 metres here
_MOST_IN_A_BLOCK = 400


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


_NOUNS_BY_MEANING = """
    library: llyfrgell
    hall: neuadd
    centre: canolfan center
    school: ysgol
    church: eglwys
    chapel: capel
    club: clwb
    park: parc
    garden: gardd
    gardens: gerddi
    society: cymdeithas
    museum: amgueddfa
    surgery: meddygfa
    hospital: ysbyty
    college: coleg
    shop: siop
    office: swyddfa
    station: gorsaf
    village: pentref
    community: cymunedol gymunedol cymuned
    memorial: goffa coffa
    town: tref dref
    rugby: rygbi
    choir: cor
    women: merched womens
    nursery: meithrin
    care: gofal
    day: dydd
    food: bwyd
    bank: banc
    cafe: caffi
    inn: tafarn
    path: llwybr
    beach: traeth
    castle: castell
    theatre: theatr
    primary: gynradd cynradd
    secondary: uwchradd
    comprehensive: gyfun
    leisure: hamdden
    health: iechyd
    youth: ieuenctid
    young: ifanc
    gallery: oriel
    market: marchnad
    police: heddlu
    council: cyngor
    group: grwp
    children: plant
    cemetery: mynwent
    pool: pwll
    swimming: nofio
    sports: chwaraeon
    bowls: bowlio
    allotment: rhandir
    allotments: rhandiroedd
    st: saint sant santes
"""
_NOUNS = {
    word: line.split(":")[0].strip()
    for line in _NOUNS_BY_MEANING.strip().splitlines()
    for word in line.split(":")[1].split()
}
_SMALL = frozenset(
    ("y", "yr", "the", "of", "and", "a", "ac", "at", "in", "yn", "o", "for", "&", "ltd", "limited", "cyf")
)


@lru_cache(maxsize=1 << 18)
def name_key(name: str) -> str:
    """Reduce a name to what has to be the same: words without accents, case, small words and marks."""
    folded = unicodedata.normalize("NFKD", name.replace("'", "").replace("’", "")).casefold()
    folded = unicodedata.normalize("NFKD", folded)
    words = "".join(c if c.isalnum() else " " for c in folded if not unicodedata.combining(c)).split()
    return " ".join(word for word in words if word not in _SMALL) or " ".join(words)


@lru_cache(maxsize=1 << 18)
def translated_key(name: str) -> str:
    """The same, with the nouns of both languages taken for the same, and words in alphabetical order."""
    words = name_key(name).split()
    if words[:1] == ["pel"] and words[1:2] in (["droed"], ["rwyd"]):
        words[:2] = ["football" if words[1] == "droed" else "netball"]
    return " ".join(sorted(_NOUNS.get(word, word) for word in words))


def contact_key(kind: str, value: str) -> str:
    """Reduce a telephone number or an address of mail or web to what has to be the same."""
    if kind == "phone":
        digits = re.sub(r"\D", "", value.replace("(0)", ""))
        return f"t{digits[-10:]}" if len(digits) >= 10 else f"t{digits}"
    if kind == "email":
        return "m" + value.casefold()
    plain = re.sub(r"^(?:https?://)?(?:www\.)?", "", value.casefold()).rstrip("/")
    return "w" + plain


def pairs(
    new: Things,
    known: Things,
    wanted: Iterable[int],
    free: Iterable[int],
    likeness: Callable[[int, int], float] = lambda _new, _known: 0.0,
    may_pair: Callable[[int, int, Grade], bool] = lambda _new, _known, _grade: True,
) -> tuple[list[Pair], list[Pair]]:
    """Pair the *wanted* new things with the *free* known ones.

    Parameters
    ----------
    likeness
        Of everything else about two things; asked only where several known things have the same name and place.
    may_pair
        Whether two things that seem to be the same may be taken for it; what may not is to be looked at.

    Returns
    -------
    tuple
        The pairs, and what a person should look at.
    """
    left = dict.fromkeys(wanted)
    open_known = dict.fromkeys(free)
    found: list[Pair] = []
    perhaps: dict[int, Pair] = {}
    for pair in _by_name(new, known, left, open_known, likeness, may_pair):
        if pair.grade is Grade.PERHAPS:
            perhaps.setdefault(pair.new, pair)
            continue
        found.append(pair)
        del left[pair.new]
        del open_known[pair.known]
    for row in [row for row in perhaps if row not in left]:
        del perhaps[row]
    for row in perhaps:
        del left[row]
    alike, like = _by_place(new, known, left, open_known, may_pair)
    return [*found, *alike], [*perhaps.values(), *like]


def _by_name(
    new: Things,
    known: Things,
    left: dict[int, None],
    free: dict[int, None],
    likeness: Callable[[int, int], float],
    may_pair: Callable[[int, int, Grade], bool],
) -> Iterator[Pair]:
    """Pair what has the same name in the same place, then the same name translated, then what stands alone."""
    for grade, key_of in ((Grade.SAME, name_key), (Grade.TRANSLATED, translated_key)):
        of_known = _index(known.names, free, key_of)
        for index in list(left):
            candidates = {
                one: None
                for name in new.names[index]
                if name
                for one in of_known.get(key_of(name), ())
                if one in free
            }
            allowed = [one for one in candidates if may_pair(index, one, grade)]
            best = _best(new, known, index, allowed, likeness)
            if best is not None:
                yield Pair(index, best[0], grade, best[1], 100.0)
            elif len(allowed) < len(candidates):
                other = _best(new, known, index, candidates, likeness)
                if other is not None:
                    yield Pair(index, other[0], Grade.PERHAPS, other[1], 100.0)
    of_known, of_new = _index(known.names, free, name_key), _index(new.names, left, name_key)
    for key, ours in of_new.items():
        theirs = of_known.get(key, [])
        if len(ours) == 1 == len(theirs) and ours[0] in left and theirs[0] in free and len(key) > 3:
            index, one = ours[0], theirs[0]
            if new.people[index] or known.people[one] or not may_pair(index, one, Grade.NAMESAKE):
                continue
            if not _compared(new, known, index, one):
                yield Pair(index, one, Grade.NAMESAKE, Evidence.NOTHING, 100.0)


def _index(
    names: Sequence[tuple[str, ...]], chosen: Iterable[int], key_of: Callable[[str], str]
) -> dict[str, list[int]]:
    table: dict[str, list[int]] = defaultdict(list)
    for index in chosen:
        for key in {key_of(name) for name in names[index] if name}:
            if key:
                table[key].append(index)
    return table


def _best(
    new: Things, known: Things, index: int, candidates: Iterable[int], likeness: Callable[[int, int], float]
) -> tuple[int, Evidence] | None:
    """Choose among things of the same name the one that shares most."""
    sharing = [(one, evidence) for one in candidates if (evidence := _evidence(new, known, index, one)) is not None]
    if len(sharing) > 1:
        sharing.sort(key=lambda pair: -likeness(index, pair[0]))
    return sharing[0] if sharing else None


def _evidence(new: Things, known: Things, index: int, one: int) -> Evidence | None:
    """Say what two things share; for people, only a way to reach them counts."""
    if _told_apart(new.keys[index], known.keys[one]):
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


def _told_apart(key: str, other: str) -> bool:
    """Tell whether one source gives two things different ids."""
    return key != other and bool(key) and bool(other) and key.partition(":")[0] == other.partition(":")[0]


def _compared(new: Things, known: Things, index: int, one: int) -> bool:
    """Tell whether there is anything, beside the name, that both have."""
    places = not math.isnan(new.lon[index]) and not math.isnan(known.lon[one])
    return (
        places
        or _told_apart(new.keys[index], known.keys[one])
        or bool(new.postcodes[index] and known.postcodes[one])
        or bool(new.addresses[index] and known.addresses[one])
        or bool(new.contacts[index] and known.contacts[one])
    )


def _by_place(
    new: Things,
    known: Things,
    left: dict[int, None],
    free: dict[int, None],
    may_pair: Callable[[int, int, Grade], bool],
) -> tuple[list[Pair], list[Pair]]:
    """Compare the names of what shares a place or a contact."""
    if not left or not free:
        return [], []
    from rapidfuzz import fuzz, process

    blocks: dict[str, list[int]] = defaultdict(list)
    for one in free:
        for key in _block_keys(known, one, around=False):
            blocks[key].append(one)
    scored: list[tuple[float, int, int]] = []
    for index in left:
        near = dict.fromkeys(
            one for key in _block_keys(new, index, around=True) for one in blocks.get(key, ())[:_MOST_IN_A_BLOCK]
        )
        if not near:
            continue
        theirs = {
            (one, place): translated_key(name) for one in near for place, name in enumerate(known.names[one]) if name
        }
        for name in new.names[index]:
            ours = translated_key(name) if name else ""
            if not ours:
                continue
            for key, score, (one, _place) in process.extract(
                ours, theirs, scorer=fuzz.ratio, score_cutoff=PERHAPS, limit=3
            ):
                if _numbers(ours) == _numbers(key) and _evidence(new, known, index, one) is not None:
                    scored.append((score, index, one))
    found, perhaps = [], []
    used_new: set[int] = set()
    used_known: set[int] = set()
    for score, index, one in sorted(scored, key=lambda item: -item[0]):
        if index in used_new or one in used_known:
            continue
        evidence = _evidence(new, known, index, one)
        assert evidence is not None
        sure = score >= ALIKE and may_pair(index, one, Grade.ALIKE)
        pair = Pair(index, one, Grade.ALIKE if sure else Grade.PERHAPS, evidence, score)
        used_new.add(index)
        if pair.grade is Grade.ALIKE:
            used_known.add(one)
            found.append(pair)
        else:
            perhaps.append(pair)
    return found, perhaps


def _numbers(key: str) -> list[str]:
    """List the numbers in a name: Room 1 is not Room 2, however alike they are."""
    return [word for word in key.split() if any(letter.isdigit() for letter in word)]


def _block_keys(things: Things, index: int, *, around: bool) -> Iterator[str]:
    """Give the keys under which a thing is compared with others; *around* adds the cells next to its own."""
    yield from things.contacts[index]
    if things.people[index]:
        return
    if things.postcodes[index]:
        yield f"p{things.postcodes[index]}"
    lon, lat = things.lon[index], things.lat[index]
    if not math.isnan(lon):
        x, y = math.floor(lon / _CELL_DEGREES), math.floor(lat / _CELL_DEGREES)
        steps = (-1, 0, 1) if around else (0,)
        for dx in steps:
            for dy in steps:
                yield f"c{x + dx},{y + dy}"


def distance_m(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Measure a short distance on a sphere, in metres; NaN where a place is missing."""
    dx = (lon - other_lon) * math.cos(math.radians(lat)) * 111_320
    dy = (lat - other_lat) * 111_320
    return math.hypot(dx, dy)


_MOST_NAMESAKES = 40
"""So many things of one name are no slips of the pen: a chain, or a list of halls that are all called Hall."""


def lookalikes(things: Things) -> list[Pair]:
    """Pair what may be the same within one list, the surest first. A thing can be in several pairs."""
    found: dict[tuple[int, int], Pair] = {}
    everything = range(len(things))
    for grade, key_of in ((Grade.SAME, name_key), (Grade.TRANSLATED, translated_key)):
        for key, alike in _index(things.names, everything, key_of).items():
            if not 1 < len(alike) <= _MOST_NAMESAKES:
                continue
            for place, one in enumerate(alike):
                for other in alike[place + 1 :]:
                    if (one, other) in found:
                        continue
                    evidence = _evidence(things, things, one, other)
                    if evidence is not None:
                        found[one, other] = Pair(one, other, grade, evidence, 100.0)
                    elif grade is Grade.SAME and len(key) > 3 and _may_be_namesakes(things, one, other):
                        found[one, other] = Pair(one, other, Grade.NAMESAKE, Evidence.NOTHING, 100.0)
    for pair in _alike_nearby(things):
        found.setdefault((pair.new, pair.known), pair)
    grades = list(Grade)
    return sorted(found.values(), key=lambda pair: (grades.index(pair.grade), -pair.likeness, pair.new, pair.known))


def _may_be_namesakes(things: Things, one: int, other: int) -> bool:
    """Tell whether nothing speaks against two things of one name being the same: there is nothing to compare."""
    return things.people[one] == things.people[other] and not _compared(things, things, one, other)


def _alike_nearby(things: Things) -> Iterator[Pair]:
    """Pair what has nearly the same name and shares a place or a contact."""
    found: dict[tuple[int, int], float] = {}
    for some, others in _neighbours(things):
        for pair, likeness in _alike(some, others):
            found[pair] = max(likeness, found.get(pair, 0.0))
    for (one, other), likeness in found.items():
        evidence = _evidence(things, things, one, other)
        if evidence is not None:
            yield Pair(one, other, Grade.ALIKE if likeness >= ALIKE else Grade.PERHAPS, evidence, likeness)


_Named = list[tuple[int, str]]
"""Things, each with one of its names as ``translated_key`` makes it."""


def _neighbours(things: Things) -> Iterator[tuple[_Named, _Named]]:
    """Give groups of which each is to be compared with the other, or with itself; their names have equal numbers."""
    names = [
        (one, key, tuple(_numbers(key)))
        for one, own in enumerate(things.names)
        for key in {translated_key(name) for name in own if name}
    ]
    for keys_of in (_contacts_of, _postcode_of):
        for group in _blocks(names, things, keys_of).values():
            yield group, group
    cells = _blocks(names, things, _cell_of)
    for (x, y, numbers), group in cells.items():
        yield group, group
        for dx, dy in ((1, -1), (1, 0), (1, 1), (0, 1)):  # the other four meet it from their side
            beside = cells.get((x + dx, y + dy, numbers))
            if beside:
                yield group, beside


def _blocks(
    names: Iterable[tuple[int, str, tuple[str, ...]]], things: Things, keys_of: Callable[[Things, int], Iterable[Any]]
) -> dict[Any, _Named]:
    """Gather what has a key, and the numbers in its name, in common; no more of each than one would look at."""
    blocks: dict[Any, _Named] = defaultdict(list)
    for one, name, numbers in names:
        for key in keys_of(things, one):
            block = blocks[(*key, numbers)]
            if len(block) < _MOST_IN_A_BLOCK:
                block.append((one, name))
    return blocks


def _contacts_of(things: Things, one: int) -> Iterable[tuple[str]]:
    return [(contact,) for contact in things.contacts[one]]


def _postcode_of(things: Things, one: int) -> Iterable[tuple[str]]:
    return [(things.postcodes[one],)] if things.postcodes[one] and not things.people[one] else ()


def _cell_of(things: Things, one: int) -> Iterable[tuple[int, int]]:
    lon, lat = things.lon[one], things.lat[one]
    if things.people[one] or math.isnan(lon):
        return ()
    return [(math.floor(lon / _CELL_DEGREES), math.floor(lat / _CELL_DEGREES))]


def _alike(some: _Named, others: _Named) -> Iterator[tuple[tuple[int, int], float]]:
    """Compare the names of two groups, or of one with itself; gives the pairs that are alike enough, and how much."""
    if some is others and len(some) == 1:
        return
    import numpy as np
    from rapidfuzz import fuzz, process

    scores = process.cdist(
        [name for _one, name in some],
        [name for _one, name in others],
        scorer=fuzz.ratio,
        score_cutoff=PERHAPS,
        dtype=np.float64,
    )
    for row, column in np.argwhere(scores).tolist():
        one, other = some[row][0], others[column][0]
        if one < other:
            yield (one, other), float(scores[row, column])
        elif other < one and some is not others:
            yield (other, one), float(scores[row, column])
