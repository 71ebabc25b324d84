"""Journeys: one story told twice, as it happened and as it could have happened, each event with what it cost.

A journey is put together from several people's stories and made into fiction, so that it is nobody's; only then may
it leave the team. What it costs is said of this one story: it is never added up with another.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from asset_mapper.domain.audience import Audience, check_visibility
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.codes import Code
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.record import Record
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _, ngettext


class JourneyPath(Code):
    """Which of the two timelines an event is on."""

    HAPPENED = "happened", N_("What happened")
    COULD = "could", N_("What could have happened")


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey(Record):
    """A story of a person who is made up, told as it happened and as it could have happened."""

    name: Bilingual
    about: Bilingual | None = None
    outcome_id: RecordId | None = None  # the outcome that it shows
    fictionalised: bool = False  # put together from several stories, so that nobody can be recognised
    made_of: int | None = None  # how many people's stories it was put together from
    permission: Audience = Audience.TEAM  # how far those who told it let it travel

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        check_visibility(self.permission)
        if self.permission is not Audience.TEAM and not self.fictionalised:
            raise InvalidValueError(
                _("A journey leaves the team only when it is made of several stories and turned into fiction.")
            )
        if self.made_of is not None and self.made_of < 1:
            raise InvalidValueError(_("A journey is made of one story or more."))
        if self.fictionalised and self.made_of == 1:
            raise InvalidValueError(
                _("One person's story with the names changed is still theirs: fiction needs several.")
            )


def fiction_in_words(is_fiction: bool, made_of: int | None = None) -> str:
    """Say what kind of story it is, as everybody who reads it should know; *made_of* is for the team."""
    if not is_fiction:
        return _("This story is not made into fiction yet. It stays with the team.")
    if made_of is None:
        return _("This story is put together from several people's and is fiction.")
    text = ngettext(
        "This story is put together from {n} person's and is fiction.",
        "This story is put together from {n} people's and is fiction.",
        made_of,
    )
    return text.format(n=made_of)


FIRST_PRICE_YEAR, LAST_PRICE_YEAR = 1950, 2100
MOST_POUNDS, MOST_TIMES = 1e12, 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyEvent(Record):
    """One event of a journey. A cost is in pounds, may be a range, and says its year and its source.

    Some sources do not say of which year their prices are. Then the event says just that: a year is never guessed,
    and none is left out without a word.
    """

    journey_id: RecordId
    path: JourneyPath
    position: int = 0  # along its timeline, from 0
    when: Bilingual | None = None  # in the story's own time, such as “the second year”
    what: Bilingual
    cost_from: float | None = None  # pounds, for once
    cost_to: float | None = None  # the upper end of a range
    times: float = 1.0  # how many times, or for how many years
    price_year: int | None = None  # the year whose prices these are
    year_not_given: bool = False  # somebody looked: the source does not say the year
    citation: str = ""  # where the cost was published
    url: str = ""

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        costs = [cost for cost in (self.cost_from, self.cost_to) if cost is not None]
        if any(math.isnan(cost) or not 0 <= cost <= MOST_POUNDS for cost in costs):
            raise InvalidValueError(_("A cost is a number of pounds, 0 or more."))
        if self.cost_to is not None and (self.cost_from is None or self.cost_to < self.cost_from):
            raise InvalidValueError(_("A range of costs begins with the lower one."))
        if math.isnan(self.times) or not 0 < self.times <= MOST_TIMES:
            raise InvalidValueError(_("How often an event happened, or for how many years, is a number above 0."))
        if self.price_year is not None and not FIRST_PRICE_YEAR <= self.price_year <= LAST_PRICE_YEAR:
            raise InvalidValueError(_("The year of a cost has four digits, such as 2024."))
        if self.price_year is not None and self.year_not_given:
            raise InvalidValueError(_("Either the year of the prices is known, or the source does not give it."))
        if costs and not self.citation.strip():
            raise InvalidValueError(_("A cost needs its source: where was it published?"))
        if costs and self.price_year is None and not self.year_not_given:
            raise InvalidValueError(
                _("A cost needs the year of its prices. If the source gives no year, say that it gives none.")
            )


def told_in(journey: Journey, events: Iterable[JourneyEvent]) -> tuple[str, ...]:
    """Give everything that a journey tells, in both languages."""
    said = [journey.name, journey.about, *(text for event in events for text in (event.when, event.what))]
    return tuple(text for one in said if one is not None for text in (one.cy, one.en) if text)
