"""Which things in one list may be the same. A thing can be in several pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from asset_mapper.analysis.duplicates.names import name_key, numbers_in, translated_key
from asset_mapper.analysis.duplicates.things import (
    ALIKE,
    MOST_IN_A_BLOCK,
    PERHAPS,
    Evidence,
    Grade,
    Pair,
    Things,
    by_name,
    can_be_compared,
    cell_of,
    evidence_of,
)

_MOST_NAMESAKES = 40
"""So many things of one name are no slips of the pen: a chain, or a list of halls that are all called Hall."""


def lookalikes(things: Things) -> list[Pair]:
    """Pair what may be the same within one list, the surest first. A thing can be in several pairs."""
    found: dict[tuple[int, int], Pair] = {}
    everything = range(len(things))
    for grade, key_of in ((Grade.SAME, name_key), (Grade.TRANSLATED, translated_key)):
        for key, alike in by_name(things.names, everything, key_of).items():
            if not 1 < len(alike) <= _MOST_NAMESAKES:
                continue
            for place, one in enumerate(alike):
                for other in alike[place + 1 :]:
                    if (one, other) in found:
                        continue
                    evidence = evidence_of(things, things, one, other)
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
    return things.people[one] == things.people[other] and not can_be_compared(things, things, one, other)


def _alike_nearby(things: Things) -> Iterator[Pair]:
    """Pair what has nearly the same name and shares a place or a contact."""
    found: dict[tuple[int, int], float] = {}
    for some, others in _neighbours(things):
        for pair, likeness in _alike(some, others):
            found[pair] = max(likeness, found.get(pair, 0.0))
    for (one, other), likeness in found.items():
        evidence = evidence_of(things, things, one, other)
        if evidence is not None:
            yield Pair(one, other, Grade.ALIKE if likeness >= ALIKE else Grade.PERHAPS, evidence, likeness)


_Named = list[tuple[int, str]]
"""Things, each with one of its names as ``translated_key`` makes it."""


def _neighbours(things: Things) -> Iterator[tuple[_Named, _Named]]:
    """Give groups of which each is to be compared with the other, or with itself; their names have equal numbers."""
    names = [
        (one, key, tuple(numbers_in(key)))
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
            if len(block) < MOST_IN_A_BLOCK:
                block.append((one, name))
    return blocks


def _contacts_of(things: Things, one: int) -> Iterable[tuple[str]]:
    return [(contact,) for contact in things.contacts[one]]


def _postcode_of(things: Things, one: int) -> Iterable[tuple[str]]:
    return [(things.postcodes[one],)] if things.postcodes[one] and not things.people[one] else ()


def _cell_of(things: Things, one: int) -> Iterable[tuple[int, int]]:
    cell = cell_of(things, one)
    return () if cell is None else (cell,)


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
