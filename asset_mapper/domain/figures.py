"""Figures said honestly: a change only between two readings, a share only with the number of people it is of."""

from __future__ import annotations

import math
from dataclasses import dataclass

from asset_mapper.i18n import _, format_number

_MANY_TIMES = 1000  # per cent


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted before and after; either may be missing. NaN counts as missing."""

    before: float | None = None
    after: float | None = None
    unit: str = ""
    n: float | None = None  # how many people or cases
    n_few: bool = False  # fewer than may be told
    period: str = ""

    @property
    def change(self) -> float | None:
        """The difference, where there are two readings to take it between."""
        before, after = known(self.before), known(self.after)
        return None if before is None or after is None else after - before

    @property
    def change_percent(self) -> float | None:
        """The change in per cent of what was before; only of counted cases, not few, and not of a share."""
        before, change = known(self.before), self.change
        if change is None or not before or self.n_few or known(self.n) is None or self.unit == "%":
            return None
        percent = 100 * change / abs(before)
        return percent if abs(percent) < _MANY_TIMES else None  # the figures themselves say it better

    def in_words(self) -> str:
        """Say the figures in the language in force, such as ``31 % → 24 % (7 percentage points less), n = 88``."""
        before, after = known(self.before), known(self.after)
        if before is None or after is None:
            one = before if before is not None else after
            if one is None:
                return ""
            parts = [amount(one, self.unit)]
        else:
            parts = [f"{between(before, after, self.unit)} ({self._change_in_words()})"]
        return ", ".join(part for part in (*parts, self.how_many(), self.period) if part)

    def how_many(self) -> str:
        """Say how many people or cases it is from, such as ``n = 88``; ``""`` where that is not known."""
        if self.n_few:
            return _("from very few people")
        n = known(self.n)
        return "" if n is None else f"n = {format_number(round(n))}"

    def _change_in_words(self) -> str:
        change = self.change or 0.0
        if change == 0:
            return _("no change")
        size = number(abs(change))
        if self.unit == "%":
            more = _("{size} percentage points more").format(size=size)
            less = _("{size} percentage points less").format(size=size)
        else:
            more, less = _("{size} more").format(size=size), _("{size} less").format(size=size)
        words = more if change > 0 else less
        percent = self.change_percent
        return words if percent is None else f"{words}, {number(abs(percent), 0)}%"


def known(value: float | None) -> float | None:
    """Give a number, or ``None`` where there is none (also where a frame has NaN)."""
    return None if value is None or math.isnan(value) else float(value)


def number(value: float, decimals: int | None = None) -> str:
    """Write a number in the language in force, with the decimals that it has, two at most."""
    if decimals is None:
        decimals = 0 if value == round(value) else 1 if round(value, 1) == round(value, 2) else 2
    return format_number(value, decimals=decimals)


def amount(value: float, unit: str) -> str:
    """Write a number with its unit: ``31%`` as both languages write it, ``9 groups``, ``7.3 (0–10)`` on a scale."""
    return number(value) + _after(unit)


def between(first: float, last: float, unit: str) -> str:
    """Write two figures of the same unit, which is said once: ``9 → 10 groups``."""
    start = amount(first, unit) if unit in _BESIDE else number(first)
    return f"{start} → {amount(last, unit)}"


def _after(unit: str) -> str:
    if unit in _BESIDE:
        return unit
    return f" ({unit})" if unit[0].isdigit() else f" {unit}"


_BESIDE = ("", "%")  # what stands beside its number without a space
