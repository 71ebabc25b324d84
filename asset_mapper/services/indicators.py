"""Indicators and their readings: what is measured, how it went, said without more than the readings say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.figures import amount
from asset_mapper.domain.filtering import fold
from asset_mapper.domain.frameworks import load
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.indicator import Indicator, Reading, Wanted
from asset_mapper.domain.measured import way
from asset_mapper.domain.outcome import Outcome
from asset_mapper.errors import InvalidValueError, NotFoundError
from asset_mapper.i18n import _, format_date, format_number, language
from asset_mapper.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Question:
    """A published question that an indicator may ask in its exact words, free for anybody to use."""

    words: Bilingual
    unit: str
    wanted: Wanted


def ons4() -> tuple[Question, ...]:
    """Give the four questions on personal well-being of the Office for National Statistics."""
    return tuple(
        Question(outcome.label.words, f"{outcome.scale.least}–{outcome.scale.most}", Wanted(outcome.scale.wanted))
        for outcome in load("ons4").outcomes
        if outcome.scale is not None
    )


def check_on_scale(value: float, unit: str) -> None:
    """Refuse a reading that its scale does not have; a unit such as ``0–10`` is a scale.

    Raises
    ------
    InvalidValueError
        It lies outside the scale.
    """
    scale = re.fullmatch(r"(\d+)\s*[–-]\s*(\d+)", unit.strip())
    if scale and not float(scale[1]) <= value <= float(scale[2]):
        raise InvalidValueError(
            _("This is measured from {least} to {most}. {value} is outside that.").format(
                least=scale[1], most=scale[2], value=amount(value, "")
            )
        )


@dataclass(frozen=True, slots=True)
class Point:
    """One figure in time."""

    on: date
    value: float
    what: str  # reading, baseline, target


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator with its readings, by their day."""

    indicator: Indicator
    outcome: Outcome
    readings: tuple[Reading, ...]

    @property
    def figures(self) -> tuple[Reading, ...]:
        """The readings that are numbers."""
        return tuple(reading for reading in self.readings if reading.value is not None)

    @property
    def points(self) -> tuple[Point, ...]:
        """All that can be drawn: the baseline with its day, the readings, the target with its day."""
        indicator = self.indicator
        found = [Point(reading.on, reading.value, "reading") for reading in self.figures if reading.value is not None]
        if indicator.baseline is not None and indicator.baseline_on is not None:
            found.insert(0, Point(indicator.baseline_on, indicator.baseline, "baseline"))
        if indicator.target is not None and indicator.target_on is not None:
            found.append(Point(indicator.target_on, indicator.target, "target"))
        return tuple(sorted(found, key=lambda point: point.on))

    @property
    def change(self) -> tuple[float, float] | None:
        """The first and the last figure between which something can have changed; ``None`` with fewer than two."""
        known = [reading.value for reading in self.figures if reading.value is not None]
        first = self.indicator.baseline
        if first is None:
            first, known = (known[0], known[1:]) if known else (None, known)
        return (first, known[-1]) if first is not None and known else None


def named(uow: UnitOfWork, name_or_id: str) -> Indicator:
    """Find the one indicator of that id, or of that name in either language.

    Raises
    ------
    NotFoundError
        There is none, or several are called so.
    """
    wanted = fold(name_or_id)
    known = list(uow.indicators.all())
    found = [one for one in known if one.id == name_or_id or wanted in (fold(one.name.cy), fold(one.name.en))]
    if len(found) != 1:
        names = "; ".join(f"{one.name.text(language())} ({one.id})" for one in found or known)
        raise NotFoundError(
            _("No one indicator is called “{name}”. There are: {names}.").format(name=name_or_id, names=names)
        )
    return found[0]


def measured(uow: UnitOfWork, indicator_id: RecordId) -> Measured | None:
    """Read an indicator with its readings; ``None`` when it is not there any more."""
    indicator = uow.indicators.find(indicator_id)
    if indicator is None:
        return None
    readings = tuple(uow.readings.where(indicator_id=indicator_id))
    return Measured(indicator, uow.outcomes.get(indicator.outcome_id), in_order(readings))


def in_order(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Sort readings by their day."""
    return tuple(sorted(readings, key=lambda reading: (reading.on, reading.id)))


def add_reading(uow: UnitOfWork, reading: Reading) -> ChangeSet:
    """Add a reading to an indicator."""
    indicator = uow.indicators.get(reading.indicator_id)
    label = _("Add a reading of “{name}”").format(name=indicator.name.text(language()))
    return uow.write(ChangeSet(label, (Change(None, reading),)))


def in_words(shown: Measured) -> list[str]:
    """Say in sentences how an indicator went: where it began, where it is, what is wanted; no more than is known."""
    indicator, said = shown.indicator, []
    unit = indicator.unit
    if indicator.baseline is not None:
        said.append(
            _("Baseline: {value}").format(value=_with_day(amount(indicator.baseline, unit), indicator.baseline_on))
        )
    elif indicator.baseline_text is not None:
        said.append(_("Baseline: {value}").format(value=indicator.baseline_text.text(language())))
    if indicator.target is not None:
        said.append(_("Target: {value}").format(value=_with_day(amount(indicator.target, unit), indicator.target_on)))
    if shown.readings:
        said.append(_("Latest: {value}").format(value=reading_in_words(shown.readings[-1], unit)))
    said.append(_way(shown))
    return said


def reading_in_words(reading: Reading, unit: str) -> str:
    """Say one reading with its day, and of how many people or cases it is."""
    value = amount(reading.value, unit) if reading.value is not None else ""
    words = reading.words.text(language()) if reading.words else ""
    number = f"n = {format_number(reading.n)}" if value and reading.n is not None else ""
    return _with_day(", ".join(part for part in (value or words, number) if part), reading.on)


def _with_day(value: str, on: date | None) -> str:
    return f"{value} ({format_date(on)})" if on else value


def _way(shown: Measured) -> str:
    """Say which way it went, as far as two figures tell."""
    if not shown.readings:
        return _("No reading is recorded yet.")
    change = shown.change
    if change is None:
        return _("One reading shows a level, not a change.") if shown.figures else _("Its readings are in words.")
    return way(shown.indicator.wanted, *change)


def table(shown: Measured) -> list[tuple[str, str, str, str]]:
    """Give what the chart shows as rows: day, what it is, value, and how many it is of."""
    indicator = shown.indicator
    rows: list[tuple[date | None, str, str, str]] = []
    if indicator.baseline is not None:
        rows.append((indicator.baseline_on, _("Baseline"), amount(indicator.baseline, indicator.unit), ""))
    for reading in shown.readings:
        value = amount(reading.value, indicator.unit) if reading.value is not None else ""
        words = reading.words.text(language()) if reading.words else ""
        rows.append((reading.on, _("Reading"), value or words, "" if reading.n is None else str(reading.n)))
    if indicator.target is not None:
        rows.append((indicator.target_on, _("Target"), amount(indicator.target, indicator.unit), ""))
    return [(format_date(on) if on else "", what, value, n) for on, what, value, n in rows]


def span(points: Sequence[Point], *levels: float | None) -> tuple[float, float]:
    """Give the lowest and the highest value that a chart has to hold.

    It begins at nothing, or below where a value does: a small change is never drawn as a large one.
    """
    values = [0.0] + [point.value for point in points] + [level for level in levels if level is not None]
    low, high = min(values), max(values)
    return (low, high) if low < high else (0.0, 1.0)
