"""Hours given, added up by asset and period: nothing is split, nothing of two kinds is added, nothing counts twice.

Hours that were noted for more than one year (or quarter) cannot be shared out among them: nobody knows how many fell
on each. They stand in a column of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from asset_mapper.domain.codes import Code
from asset_mapper.domain.figures import number
from asset_mapper.domain.hours import HoursKind
from asset_mapper.domain.ids import RecordId
from asset_mapper.i18n import N_, _


class Step(Code):
    """By which periods hours are added up."""

    YEAR = "year", N_("By year")
    FINANCIAL = "financial", N_("By year from April")
    QUARTER = "quarter", N_("By quarter")


_QUARTERS = (
    N_("January to March {year}"),
    N_("April to June {year}"),
    N_("July to September {year}"),
    N_("October to December {year}"),
)
_MONTHS_OF_A_QUARTER = 3
_APRIL = 4


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A year, a year from April or a quarter, by its first year and its number in it."""

    step: Step = field(compare=False)
    year: int
    quarter: int = 0

    @property
    def label(self) -> str:
        """Say it in the language in force: ``2025``, ``2025–26``, ``January to March 2025``."""
        if self.step is Step.QUARTER:
            return _(_QUARTERS[self.quarter]).format(year=self.year)
        return f"{self.year}–{(self.year + 1) % 100:02}" if self.step is Step.FINANCIAL else str(self.year)


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of one record, as far as adding up asks."""

    id: RecordId
    asset_id: RecordId
    kind: HoursKind
    since: date
    until: date
    hours: float
    or_more: bool = False
    what: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """A sum, and the records that it is made of."""

    hours: float = 0.0
    or_more: bool = False
    ids: tuple[RecordId, ...] = ()

    @property
    def label(self) -> str:
        """Write it in the language in force; ``""`` where nothing was noted."""
        return said(self.hours, or_more=self.or_more) if self.ids else ""


@dataclass(frozen=True, slots=True)
class Row:
    """The hours of one asset: by period, over more than one, and in all."""

    asset_id: RecordId
    cells: tuple[Total, ...]
    across: Total
    total: Total


@dataclass(frozen=True, slots=True)
class HoursTable:
    """The hours of one kind."""

    kind: HoursKind
    periods: tuple[Period, ...]
    rows: tuple[Row, ...]  # the most hours first
    foot: Row  # of all assets

    @property
    def has_across(self) -> bool:
        """Say whether some hours belong to more than one period."""
        return bool(self.foot.across.ids)


def said(hours: float, *, or_more: bool) -> str:
    """Write hours in the language in force: ``1,240``, ``31,000 or more``."""
    return _("{figure} or more").format(figure=number(hours)) if or_more else number(hours)


def tables(hours: Iterable[Hours], step: Step) -> tuple[HoursTable, ...]:
    """Add up hours: one table for each kind that there is, since an hour earned is not an hour spent."""
    noted = list(hours)
    return tuple(
        _table(kind, of_kind, step) for kind in HoursKind if (of_kind := [h for h in noted if h.kind is kind])
    )


def period_of(since: date, until: date, step: Step) -> Period | None:
    """Give the one period that holds a span of days; ``None`` when it is in more than one."""
    first, last = _period_at(since, step), _period_at(until, step)
    return first if first == last else None


def _period_at(day: date, step: Step) -> Period:
    if step is Step.QUARTER:
        return Period(step, day.year, (day.month - 1) // _MONTHS_OF_A_QUARTER)
    if step is Step.FINANCIAL:
        return Period(step, day.year - (day.month < _APRIL))
    return Period(step, day.year)


def _table(kind: HoursKind, hours: Sequence[Hours], step: Step) -> HoursTable:
    placed = [(period_of(one.since, one.until, step), one) for one in hours]
    periods = tuple(sorted({period for period, _one in placed if period is not None}))

    def row(asset_id: RecordId, own: Sequence[tuple[Period | None, Hours]]) -> Row:
        return Row(
            asset_id,
            tuple(_total(one for period, one in own if period == wanted) for wanted in periods),
            _total(one for period, one in own if period is None),
            _total(one for _period, one in own),
        )

    by_asset: dict[RecordId, list[tuple[Period | None, Hours]]] = {}
    for period, one in placed:
        by_asset.setdefault(one.asset_id, []).append((period, one))
    rows = sorted((row(asset_id, own) for asset_id, own in by_asset.items()), key=lambda made: -made.total.hours)
    return HoursTable(kind, periods, tuple(rows), row("", placed))


def _total(hours: Iterable[Hours]) -> Total:
    added = tuple(hours)
    return Total(sum(one.hours for one in added), any(one.or_more for one in added), tuple(one.id for one in added))
