"""Counting the answers of a survey, by group of respondents, so that nobody's answer can be read off.

A group of fewer than the floor is not told by itself. Small groups are told together where they are enough together;
the count of all is of those that are told, so that taking the groups from it leaves nobody.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

ALL, OTHERS = "all", "others"
"""In place of the id of a group: everybody who is told, and the small groups together."""


@dataclass(frozen=True, slots=True)
class AnswerCounts:
    """How often each point was given to one statement by one group; none of it when they are too few to tell."""

    statement_id: str
    group_id: str  # "" for those who did not say, ALL or OTHERS
    n: int  # how many answered; 0 when few
    few: bool
    points: tuple[int, int, int, int, int]  # from “disagree strongly” to “agree strongly”


def counted(
    sheets: Iterable[tuple[str, Mapping[str, int]]],
    statement_ids: Iterable[str],
    group_ids: Iterable[str],
    floor: int,
) -> list[AnswerCounts]:
    """Count the answers of *sheets* (group, statement → 1 to 5): all, each group that answered, others.

    Groups of fewer than *floor* have ``few`` and no figures.
    """
    given = list(sheets)
    order = [*group_ids, ""]
    found: list[AnswerCounts] = []
    for statement in statement_ids:
        by_group: dict[str, Counter[int]] = {group: Counter() for group in order}
        for group, answers in given:
            if statement in answers:
                by_group[group if group in by_group else ""][answers[statement]] += 1
        told = {group: points for group, points in by_group.items() if points.total() >= max(floor, 1)}
        small = {group: points for group, points in by_group.items() if 0 < points.total() < floor}
        together = sum(small.values(), Counter[int]())
        pooled = len(small) > 1 and together.total() >= floor
        everyone = sum(told.values(), together if pooled else Counter[int]())
        found.append(_counts(statement, ALL, everyone, few=bool(small) and not everyone))
        found += [
            _counts(statement, group, by_group[group], few=group in small) for group in order if by_group[group]
        ]
        if pooled:
            found.append(_counts(statement, OTHERS, together, few=False))
    return found


def _counts(statement: str, group: str, points: Counter[int], *, few: bool) -> AnswerCounts:
    one, two, three, four, five = (0 if few else points[point] for point in range(1, 6))
    return AnswerCounts(statement, group, 0 if few else points.total(), few, (one, two, three, four, five))
