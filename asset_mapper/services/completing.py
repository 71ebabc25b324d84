"""What the part of a line under the cursor may become: a tag, an outcome, a venue that is there already."""

from __future__ import annotations

from dataclasses import dataclass

from asset_mapper.domain.bilingual import Language
from asset_mapper.domain.filtering import fold
from asset_mapper.formats import kinds
from asset_mapper.services.familiar import Known
from asset_mapper.services.quick_entry import ARROW, AT, QuickEntry, quoted

_MOST_OPTIONS = 4
_LETTERS_OF_A_VENUE = 3


@dataclass(frozen=True, slots=True)
class Completed:
    """One way to complete a part: its words for people, and what would stand in the line."""

    label: str
    typed: str


@dataclass(frozen=True, slots=True)
class Completion:
    """What the part under the cursor may become, and where that part stands."""

    start: int
    end: int
    options: tuple[Completed, ...]


def completion(entry: QuickEntry, cursor: int, there: Known) -> Completion | None:
    """Say what the part that ends at *cursor* may become: a tag, an outcome, a venue. ``None`` when nothing fits."""
    part = next((part for part in entry.parts if part.end == cursor), None)
    if part is None:
        return None
    if part.typed.startswith("#"):
        options = _tags(part.typed[1:], there)
    elif match := ARROW.match(part.typed):
        options = _outcomes(match[1], there, entry.language)
    elif part.what in ("venue", "rest", "can"):
        options = _venues(part.typed, there, entry.language)
    else:
        return None
    chosen = tuple(option for option in options if option.typed != part.typed)[:_MOST_OPTIONS]
    return Completion(part.start, part.end, chosen) if chosen else None


def _tags(begun: str, there: Known) -> list[Completed]:
    wanted = fold(begun)
    fitting = [tag for tag, _count in there.tags.most_common() if fold(tag).startswith(wanted)]
    return [Completed(f"#{tag}", f"#{tag}") for tag in fitting]


def _outcomes(begun: str, there: Known, said_in: Language) -> list[Completed]:
    wanted = kinds.plain(begun)
    codes = [outcome.code for outcome in there.outcomes.values()]
    options = []
    for outcome in there.outcomes.values():
        names = (outcome.code, outcome.name.cy, outcome.name.en)
        if wanted and any(f" {wanted}" in f" {kinds.plain(name)}" for name in names):
            name = outcome.name.text(said_in)
            typed = outcome.code if outcome.code and codes.count(outcome.code) == 1 else quoted(name)
            options.append(Completed(f"{outcome.code} {name}".strip(), f"-> {typed}"))
            if len(options) > _MOST_OPTIONS:
                break
    return options


def _venues(begun: str, there: Known, said_in: Language) -> list[Completed]:
    match = AT.match(begun)
    before, name = (match[1], match[2]) if match else ("", begun)
    if not match and len(kinds.plain(name)) < _LETTERS_OF_A_VENUE:
        return []
    venues = there.venues_beginning(name.strip('"“”'))
    names = [venue.name.text(said_in) for venue in venues[: 2 * _MOST_OPTIONS]]
    return [Completed(name, before + quoted(name)) for name in names]
