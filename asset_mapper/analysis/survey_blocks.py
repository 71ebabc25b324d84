"""The results of a survey, arranged to be drawn and read: a block for each statement or principle, a bar for a group.

Window and report draw the same blocks, and set the same table beside them. A bar diverges from the middle of
“neither”: who disagrees is at its left, who agrees at its right.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from asset_mapper.analysis.survey_counts import ALL, OTHERS, AnswerCounts
from asset_mapper.domain.indicator import About
from asset_mapper.domain.mapping_session import PRINCIPLES
from asset_mapper.domain.survey import ANSWERS
from asset_mapper.i18n import _, format_number, ngettext


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement as it is shown: its text in the language of the reader."""

    id: str
    text: str
    principle: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """What one group answered to one statement."""

    label: str
    counts: AnswerCounts
    group: str = ""  # of whom, where the bar above says of what

    @property
    def drawn(self) -> str:
        """The label as it stands beside the bar."""
        return f"– {self.group}" if self.group else self.label

    @property
    def whole(self) -> bool:
        """Whether it is of everybody who is told."""
        return self.counts.group_id == ALL


@dataclass(frozen=True, slots=True)
class Block:
    """What belongs under one heading: a statement, or a principle with what we do and how we do it."""

    title: str
    bars: tuple[Bar, ...]

    @property
    def agreement(self) -> float:
        """How far those who answered agree, from -2 to 2; less than that when nothing is told."""
        told = [bar.counts for bar in self.bars if bar.whole and bar.counts.n]
        if not told:
            return -math.inf
        return sum(_mean(counts) for counts in told) / len(told)


def blocks(
    asked: Sequence[Asked],
    groups: Sequence[tuple[str, str]],
    counts: Iterable[AnswerCounts],
    *,
    by_group: bool = True,
    by_agreement: bool = False,
) -> list[Block]:
    """Arrange counts. *groups* are the groups of the survey with their names, in their order."""
    names = {ALL: _("All"), **dict(groups), "": _("Group not said"), OTHERS: _("Small groups together")}
    of_statement: dict[str, dict[str, AnswerCounts]] = {}
    for one in counts:
        of_statement.setdefault(one.statement_id, {})[one.group_id] = one

    def bars(statement: Asked, lead: str = "") -> tuple[Bar, ...]:
        found = of_statement.get(statement.id, {})
        parts = [part for part in names if part in found and part != ALL]
        shown = [ALL, *parts] if by_group and (len(parts) > 1 or any(found[part].few for part in parts)) else [ALL]
        return tuple(
            Bar(_joined(lead, names[part], part), found[part], names[part] if lead and part != ALL else "")
            for part in shown
            if part in found
        )

    made: list[Block] = []
    for principle, label in PRINCIPLES.items():
        on_it = [one for one in asked if one.principle == principle]
        if on_it:
            of_it = [bar for one in on_it for bar in bars(one, _about(one))]
            made.append(Block(_(label), tuple(of_it)))
    made += [Block(one.text, bars(one)) for one in asked if one.principle not in PRINCIPLES]
    return sorted(made, key=lambda block: -block.agreement) if by_agreement else made


def _about(statement: Asked) -> str:
    return _(About(statement.about).label) if statement.about else statement.text


def _joined(lead: str, group: str, part: str) -> str:
    """Name a bar by what it is about and by whom; of all, the first is enough."""
    if not lead:
        return group
    return lead if part == ALL else _("{what}: {group}").format(what=lead, group=group)


# --- drawing ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a bar: where it begins and ends, as shares of those who answered, 0 in the middle of “neither”."""

    point: int
    start: float
    end: float
    count: int


def segments(counts: AnswerCounts) -> list[Segment]:
    """Lay out one bar; points that nobody gave are left out."""
    if not counts.n:
        return []
    one, two, three, _four, _five = counts.points
    at, found = -(one + two + three / 2) / counts.n, []
    for point, count in enumerate(counts.points, 1):
        if count:
            found.append(Segment(point, at, at + count / counts.n, count))
        at += count / counts.n
    return found


def reach(shown: Iterable[Block]) -> tuple[float, float]:
    """Give how far the bars go to the left and to the right, in steps of a quarter and at least one."""
    drawn = [segment for block in shown for bar in block.bars for segment in segments(bar.counts)]
    left = max((-segment.start for segment in drawn), default=0.0)
    right = max((segment.end for segment in drawn), default=0.0)
    return _quarters(left), _quarters(right)


def _quarters(share: float) -> float:
    return max(1, math.ceil(share * 4 - 1e-9)) / 4


def _mean(counts: AnswerCounts) -> float:
    return sum((point - 3) * count for point, count in enumerate(counts.points, 1)) / counts.n


# --- the same in words ------------------------------------------------------------------------------------


def headings(of_principles: bool) -> tuple[str, ...]:
    """Name the columns of the table that goes with the bars."""
    first = _("Principle") if of_principles else _("Statement")
    return (first, _("Who"), _("Answers"), *(_(label) for label in ANSWERS.values()))


def rows(shown: Iterable[Block], floor: int) -> list[tuple[str, ...]]:
    """Give the table that goes with the bars."""
    return [
        (block.title, bar.label, *_cells(bar.counts, floor))
        for block in shown
        for bar in block.bars
    ]  # fmt: skip


def _cells(counts: AnswerCounts, floor: int) -> tuple[str, ...]:
    if counts.few:
        return (_("fewer than {n}").format(n=floor), *[""] * len(ANSWERS))
    return (format_number(counts.n), *(format_number(count) for count in counts.points))


def in_words(bar: Bar, floor: int) -> str:
    """Say one bar in a sentence."""
    counts = bar.counts
    if counts.few:
        return _("{who}: fewer than {n} answered").format(who=bar.label, n=floor)
    one, two, three, four, five = counts.points
    answered = ngettext("{n} answer", "{n} answers", counts.n).format(n=counts.n)
    return _("{who}: {answered}; {agree} agree, {neither} neither, {disagree} disagree").format(
        who=bar.label, answered=answered, agree=four + five, neither=three, disagree=one + two
    )
