"""What the two timelines of one journey cost: sums that stay ranges, and the words for them.

The sums are of one story. Nothing here adds two stories up, and nothing is adjusted for inflation: what the prices
cannot tell is said instead.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from asset_mapper.domain.journey import JourneyEvent, JourneyPath
from asset_mapper.i18n import _, format_number, ngettext

_PENNY = 0.01


@dataclass(frozen=True, slots=True)
class Range:
    """All amounts from *low* to *high*; one amount where both are the same."""

    low: float
    high: float


def cost_of(event: JourneyEvent) -> Range | None:
    """Give what an event cost in pounds, as often as it happened; ``None`` when no cost is recorded."""
    if event.cost_from is None:
        return None
    high = event.cost_from if event.cost_to is None else event.cost_to
    return Range(event.cost_from * event.times, high * event.times)


@dataclass(frozen=True)
class JourneyCosts:
    """The events of one journey, each timeline in its order, and what follows from their costs."""

    happened: tuple[JourneyEvent, ...]
    could: tuple[JourneyEvent, ...]

    def events(self, path: JourneyPath) -> tuple[JourneyEvent, ...]:
        return self.happened if path is JourneyPath.HAPPENED else self.could

    def total(self, path: JourneyPath) -> Range | None:
        """Add up the costs of a timeline; ``None`` when none of its events has one."""
        return _sum(self.events(path))

    def without_cost(self, path: JourneyPath) -> int:
        """Count the events of a timeline that have no cost: they are not in its total."""
        return sum(event.cost_from is None for event in self.events(path))

    @cached_property
    def _parts(self) -> tuple[Range, Range, Range] | None:
        """What both timelines share, and what each has alone; ``None`` unless both have costs."""
        if self.total(JourneyPath.HAPPENED) is None or self.total(JourneyPath.COULD) is None:
            return None
        shared = Counter(map(_told, self.happened)) & Counter(map(_told, self.could))
        both, happened = _set_apart(self.happened, shared)
        _both, could = _set_apart(self.could, shared)
        nothing = Range(0.0, 0.0)
        return _sum(both) or nothing, _sum(happened) or nothing, _sum(could) or nothing

    @property
    def has_shared_costs(self) -> bool:
        """Say whether an event with a cost is told in both timelines."""
        return self._parts is not None and self._parts[0].high > 0

    @property
    def avoided(self) -> Range | None:
        """Take what could have happened from what happened; less than nothing where it would have cost more.

        An event of both timelines cost the same in both, so it makes no difference, whatever it cost.
        """
        if self._parts is None:
            return None
        _shared, happened, could = self._parts
        return Range(happened.low - could.high, happened.high - could.low)

    @property
    def ratio(self) -> Range | None:
        """How many times as much what happened cost; ``None`` where what could have happened may cost nothing."""
        if self._parts is None:
            return None
        shared, happened, could = self._parts
        if shared.low + could.low < _PENNY:
            return None
        # in each of the three alone the ratio only rises or only falls, so that its ends are at corners
        corners = product((shared.low, shared.high), (happened.low, happened.high), (could.low, could.high))
        ratios = [(both + there) / (both + here) for both, there, here in corners]
        return Range(min(ratios), max(ratios))

    @property
    def price_years(self) -> tuple[int, ...]:
        """List the years of the prices, each once."""
        events = (*self.happened, *self.could)
        return tuple(
            sorted({event.price_year for event in events if event.cost_from is not None and event.price_year})
        )

    @property
    def without_year(self) -> int:
        """Count the costs whose source does not give the year of its prices."""
        events = (*self.happened, *self.could)
        return sum(event.cost_from is not None and event.year_not_given for event in events)

    @property
    def sources(self) -> tuple[tuple[str, str], ...]:
        """List where the costs were published, each once, with its address or ``""``."""
        events = (*self.happened, *self.could)
        return tuple(dict.fromkeys((event.citation, event.url) for event in events if event.citation.strip()))


def costs_of(events: Iterable[JourneyEvent]) -> JourneyCosts:
    """Sort the events of one journey into its timelines."""
    ordered = sorted(events, key=lambda event: (event.position, event.id))
    return JourneyCosts(
        *(
            tuple(event for event in ordered if event.path is path)
            for path in (JourneyPath.HAPPENED, JourneyPath.COULD)
        )
    )


def _told(event: JourneyEvent) -> tuple[object, ...]:
    """Give what makes two events of the two timelines the same one, told twice."""
    return (event.when, event.what, event.cost_from, event.cost_to, event.times, event.price_year, event.citation)


def _set_apart(
    events: Sequence[JourneyEvent], shared: Counter[tuple[object, ...]]
) -> tuple[list[JourneyEvent], list[JourneyEvent]]:
    """Set the shared events apart from the rest, each as often as both timelines have it."""
    left, both, alone = Counter(shared), [], []
    for event in events:
        key = _told(event)
        if left[key]:
            left[key] -= 1
            both.append(event)
        else:
            alone.append(event)
    return both, alone


def _sum(events: Iterable[JourneyEvent]) -> Range | None:
    costs = [cost for event in events if (cost := cost_of(event)) is not None]
    if not costs:
        return None
    return Range(math.fsum(cost.low for cost in costs), math.fsum(cost.high for cost in costs))


# --- in words -----------------------------------------------------------------------------------------------------


def pounds(amount: float) -> str:
    """Write an amount of money, with pence only where there are some."""
    return "£" + format_number(amount, decimals=0 if round(amount, 2) == round(amount) else 2)


def amount(cost: Range) -> str:
    """Write a cost; a range stays one."""
    if pounds(cost.low) == pounds(cost.high):
        return pounds(cost.low)
    return _("{low} to {high}").format(low=pounds(cost.low), high=pounds(cost.high))


def cost_in_words(event: JourneyEvent) -> str:
    """Say what an event cost, such as ``£40,000 (20 × £2,000)``; ``""`` when no cost is recorded."""
    cost = cost_of(event)
    if cost is None or event.cost_from is None:
        return ""
    if event.times == 1:
        return amount(cost)
    once = Range(event.cost_from, event.cost_from if event.cost_to is None else event.cost_to)
    return f"{amount(cost)} ({_plain(event.times)} × {amount(once)})"


def year_in_words(event: JourneyEvent) -> str:
    """Say of which year the prices of an event are; ``""`` when it has no cost."""
    if event.price_year is not None:
        return str(event.price_year)
    return _("year not given") if event.year_not_given else ""


def total_in_words(costs: JourneyCosts, path: JourneyPath) -> str:
    """Say what a timeline cost in all, and how many of its events are not in that."""
    total, missing = costs.total(path), costs.without_cost(path)
    if total is None:
        return _("No cost is recorded yet.")
    said = _("Total: {amount}").format(amount=amount(total))
    if not missing:
        return said
    left_out = ngettext("{n} event without a cost", "{n} events without a cost", missing)
    return f"{said} ({left_out.format(n=format_number(missing))})"


def difference_in_words(costs: JourneyCosts) -> str:
    """Say what the one timeline cost less than the other, in this story; ``""`` when it cannot be said."""
    avoided = costs.avoided
    if avoided is None:
        return ""
    if round(avoided.low, 2) == round(avoided.high, 2) == 0:
        return _("Both cost the same in this story.")
    if avoided.low >= 0:
        return _("Cost avoided in this story: {amount}").format(amount=amount(avoided))
    if avoided.high <= 0:
        more = Range(0.0 - avoided.high, 0.0 - avoided.low)
        return _("What could have happened would have cost more in this story: {amount} more").format(
            amount=amount(more)
        )
    return _("In this story, anything from {more} more to {avoided} of cost avoided: the ranges overlap.").format(
        more=pounds(0.0 - avoided.low), avoided=pounds(avoided.high)
    )


def ratio_in_words(costs: JourneyCosts) -> str:
    """Say how many times as much the dearer timeline cost, to two figures; ``""`` when it cannot be said."""
    ratio = costs.ratio
    if ratio is None or ratio.high <= 0 or _two_figures(ratio.low) == _two_figures(ratio.high) == "1":
        return ""
    if ratio.high < 1 and ratio.low > 0:
        times = _times(Range(1 / ratio.high, 1 / ratio.low))
        return _("In this story, what could have happened would have cost {times} times as much.").format(times=times)
    return _("In this story, what happened cost {times} times as much as what could have happened.").format(
        times=_times(ratio)
    )


def notes_in_words(costs: JourneyCosts) -> list[str]:
    """Say what the sums leave open: years of prices, what both timelines share, and that it is one story."""
    said, years, unknown = [], costs.price_years, costs.without_year
    if len(years) > 1:
        listed = ", ".join(map(str, years))
        said.append(_("The prices are of different years: {years}.").format(years=listed))
    elif years:
        said.append(_("The prices are of {year}.").format(year=years[0]))
    if unknown:
        text = ngettext(
            "For {n} cost the source does not give the year of its prices.",
            "For {n} costs the sources do not give the year of their prices.",
            unknown,
        )
        said.append(text.format(n=format_number(unknown)))
    if years or unknown:
        said.append(_("Nothing is adjusted for inflation."))
    if costs.has_shared_costs:
        said.append(_("What both timelines tell alike counts in both totals and makes no difference."))
    if costs.avoided is not None:
        said.append(
            _("This is one story. Its costs are not added up with those of others, and prove nothing of them.")
        )
    return said


def _times(ratio: Range) -> str:
    low, high = _two_figures(ratio.low), _two_figures(ratio.high)
    if low == high:
        return _("about {n}").format(n=low)
    return _("about {low} to {high}").format(low=low, high=high)


def _two_figures(value: float) -> str:
    """Write a number to two figures that mean something: 65, 1.4, 0.3."""
    if value <= 0:
        return "0"
    digits = 1 - math.floor(math.log10(value))
    rounded = round(value, digits)
    return format_number(rounded, decimals=max(0, digits) if rounded != round(rounded) else 0)


def _plain(times: float) -> str:
    return format_number(times, decimals=None if times != round(times) else 0)
