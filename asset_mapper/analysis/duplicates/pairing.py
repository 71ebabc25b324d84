"""Which new things are things that are known already.

Only things that share a name, or a place or a way to reach them and nearly the name, are compared at all. Every thing
is paired at most once, the surest pairs first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

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
        of_known = by_name(known.names, free, key_of)
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
    of_known, of_new = by_name(known.names, free, name_key), by_name(new.names, left, name_key)
    for key, ours in of_new.items():
        theirs = of_known.get(key, [])
        if len(ours) == 1 == len(theirs) and ours[0] in left and theirs[0] in free and len(key) > 3:
            index, one = ours[0], theirs[0]
            if new.people[index] or known.people[one] or not may_pair(index, one, Grade.NAMESAKE):
                continue
            if not can_be_compared(new, known, index, one):
                yield Pair(index, one, Grade.NAMESAKE, Evidence.NOTHING, 100.0)


def _best(
    new: Things, known: Things, index: int, candidates: Iterable[int], likeness: Callable[[int, int], float]
) -> tuple[int, Evidence] | None:
    """Choose among things of the same name the one that shares most."""
    sharing = [(one, evidence) for one in candidates if (evidence := evidence_of(new, known, index, one)) is not None]
    if len(sharing) > 1:
        sharing.sort(key=lambda pair: -likeness(index, pair[0]))
    return sharing[0] if sharing else None


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
            one for key in _block_keys(new, index, around=True) for one in blocks.get(key, ())[:MOST_IN_A_BLOCK]
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
                if numbers_in(ours) == numbers_in(key) and evidence_of(new, known, index, one) is not None:
                    scored.append((score, index, one))
    found, perhaps = [], []
    used_new: set[int] = set()
    used_known: set[int] = set()
    for score, index, one in sorted(scored, key=lambda item: -item[0]):
        if index in used_new or one in used_known:
            continue
        evidence = evidence_of(new, known, index, one)
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


def _block_keys(things: Things, index: int, *, around: bool) -> Iterator[str]:
    """Give the keys under which a thing is compared with others; *around* adds the cells next to its own."""
    yield from things.contacts[index]
    if things.people[index]:
        return
    if things.postcodes[index]:
        yield f"p{things.postcodes[index]}"
    if (cell := cell_of(things, index)) is not None:
        x, y = cell
        steps = (-1, 0, 1) if around else (0,)
        for dx in steps:
            for dy in steps:
                yield f"c{x + dx},{y + dy}"
