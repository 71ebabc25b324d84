"""Counting the answers of a survey, by group of respondents, so that nobody's answer can be read off.

A survey is cut once, by its sheets, into parts that are told: each group of enough sheets, and the small groups
together where they are enough together. A part of which fewer than the floor answered a statement is not told for
that statement. The count of all is of the parts that are told, no more: taking the parts from it leaves nobody.
Since the parts are the same for every statement, taking one statement from another tells of nobody either.
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
    sheets: Iterable[tuple[str | None, Mapping[str, int]]],
    statement_ids: Iterable[str],
    group_ids: Iterable[str],
    floor: int,
) -> list[AnswerCounts]:
    """Count the answers of *sheets* (group, statement → 1 to 5): all, each group that answered, others.

    Groups of fewer than *floor* have ``few`` and no figures, for every statement alike. A sheet without an answer to
    any of the statements is not counted.
    """
    asked, order = list(statement_ids), [*group_ids, ""]
    given: dict[str, list[Mapping[str, int]]] = {group: [] for group in order}
    for group, answers in sheets:
        if not answers.keys().isdisjoint(asked):
            given[group if group in given else ""].append(answers)
    small = [group for group in order if 0 < len(given[group]) < floor]
    parts = {group: given[group] for group in order if given[group] and group not in small}
    if _can_be_pooled([len(given[group]) for group in small], floor):
        parts[OTHERS] = [answers for group in small for answers in given[group]]
    found: list[AnswerCounts] = []
    for statement in asked:
        points = {part: Counter(one[statement] for one in told if statement in one) for part, told in parts.items()}
        enough = {part: counts for part, counts in points.items() if counts.total() >= floor}
        nobody_told = (bool(small) or bool(parts)) and not enough
        found.append(_counts(statement, ALL, sum(enough.values(), Counter[int]()), few=nobody_told))
        found += [
            _counts(statement, part, points.get(part, Counter()), few=part not in enough)
            for part in (*order, OTHERS)
            if part in parts or part in small
        ]
    return found


def _can_be_pooled(sizes: list[int], floor: int) -> bool:
    """Tell whether small groups may be told together: they are enough, and their sizes do not follow from that.

    They would if all were of one, or all one under the floor.
    """
    return len(sizes) > 1 and max(floor, len(sizes) + 1) <= sum(sizes) < len(sizes) * (floor - 1)


def _counts(statement: str, group: str, points: Counter[int], *, few: bool) -> AnswerCounts:
    one, two, three, four, five = (0 if few else points[point] for point in range(1, 6))
    return AnswerCounts(statement, group, 0 if few else points.total(), few, (one, two, three, four, five))
