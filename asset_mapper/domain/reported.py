"""Figures as their source reports them: said with the words that they are the source's, and what it leaves out.

A source often gives a percentage and no number of people, or a saving and no figures behind it. It is told as it
stands, and never looks like something that was counted here.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from asset_mapper.domain.evidence import FigureAs
from asset_mapper.domain.figures import Figures, known
from asset_mapper.i18n import _, format_number

_OF_PEOPLE = (FigureAs.CHANGE_PERCENT, FigureAs.SHARE_PERCENT)  # they say little without how many people they are of


@dataclass(frozen=True, slots=True)
class Reported:
    """One figure, or a range, as a source gives it. NaN counts as missing."""

    figure: float | None = None  # a fall is negative
    to: float | None = None
    or_more: bool = False
    figure_as: FigureAs | None = None
    unit: str = ""  # what is counted, or of whom it is a share
    n: float | None = None
    n_few: bool = False  # fewer than may be told

    def in_words(self) -> str:
        """Say it in the language in force, such as ``down 42%, as the source reports it``; ``""`` without one."""
        if known(self.figure) is None or self.figure_as is None:
            return ""
        said = _("{figure}, as the source reports it").format(figure=self.plain())
        return "; ".join(part for part in (said, self._how_many()) if part)

    def plain(self) -> str:
        """Say the figure alone: ``down 42%``, ``31,000 hours or more``, ``3.8 to 6.4 for each 1 of cost``."""
        low, high = known(self.figure), known(self.to)
        if low is None or self.figure_as is None:
            return ""
        if self.figure_as is FigureAs.CHANGE_PERCENT:
            return self._change(low, high)
        unit = "" if self.figure_as is FigureAs.RATIO else self.unit
        is_share = self.figure_as is FigureAs.SHARE_PERCENT
        said = _range(low, high, "%" if is_share or unit == "%" else "")
        if is_share:
            said = self._or_more(said) + (f" ({unit})" if unit else "")
        elif unit in ("", "%"):
            said = self._or_more(said)
        elif self.or_more:
            said = _("{figure} or more {unit}").format(figure=said, unit=unit)
        else:
            said = f"{said} {unit}"
        if self.figure_as is FigureAs.RATIO:
            return _("{benefit} for each 1 of cost").format(benefit=said)
        if self.figure_as is FigureAs.DOWN_TO:
            return _("down to {level}").format(level=said)
        if self.figure_as is FigureAs.UP_TO:
            return _("up to {level}").format(level=said)
        return said

    def _change(self, low: float, high: float | None) -> str:
        if high is not None and low < 0 < high:
            return _("between {less} less and {more} more").format(less=_exact(-low, "%"), more=_exact(high, "%"))
        falls = low < 0
        ends = sorted(abs(end) for end in (low, high) if end is not None)
        size = self._or_more(_range(ends[0], ends[-1], "%"))
        return _("down {size}").format(size=size) if falls else _("up {size}").format(size=size)

    def _or_more(self, said: str) -> str:
        return _("{figure} or more").format(figure=said) if self.or_more else said

    def _how_many(self) -> str:
        told = Figures(n=self.n, n_few=self.n_few).how_many()
        return told or (_("the number of people is not given") if self.figure_as in _OF_PEOPLE else "")


def _range(low: float, high: float | None, unit: str) -> str:
    if high is None or high == low:
        return _exact(low, unit)
    return _("{low} to {high}").format(low=_exact(low), high=_exact(high, unit))


def _exact(value: float, unit: str = "") -> str:
    """Write a number with all the decimals that the source gave it."""
    places = Decimal(repr(value)).normalize().as_tuple().exponent
    return format_number(value, decimals=max(0, -int(places))) + unit
