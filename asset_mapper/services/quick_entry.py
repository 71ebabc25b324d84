"""One line, as it is said in the hall: understood while it is typed, and shown in parts.

``Knit and natter, group, Tuesdays 2pm, library, LL57 4FA`` becomes a group that meets on Tuesdays at 14:00 in the
library. Commas part what is said, and so does an arrow; what stands in double quotes is one part. Each part is taken
for the first of these that it plainly is: a kind, a postcode, a grid reference, coordinates, a time, a way to reach
it, a tag (``#food``), an outcome (``-> WFG3``, or ``-> WFG3 co-design: how it helps``), what someone can do or wants,
a place that is recorded. The first part that is none of them is the name; what is left over becomes the summary, or
what a person can do, so nothing is lost.

``services/entries.py`` keeps what was understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from asset_mapper.cartography.schedules import schedule_in_words
from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.bilingual import Language
from asset_mapper.domain.contact import ContactKind
from asset_mapper.domain.filtering import fold
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.link import FourCo
from asset_mapper.domain.outcome import Outcome
from asset_mapper.domain.whereabouts import Precision, tidy_postcode
from asset_mapper.errors import InvalidValueError
from asset_mapper.formats import contacts, kinds
from asset_mapper.formats.language import language_of
from asset_mapper.i18n import LANGUAGES, _, language, speaking
from asset_mapper.services.familiar import Familiar, Known
from asset_mapper.services.places import position_of
from asset_mapper.services.spoken_abilities import Ability, spoken_ability
from asset_mapper.services.spoken_times import When, spoken_times

_SEPARATOR = re.compile(r"(\"[^\"]*\"|“[^”]*”)|\s*(?:[,;\n]|\s-\s(?!\d)|\s(?=->|=>))\s*")
ARROW = re.compile(r"^(?:->|→|=>)\s*(.+)$")
_TAG = re.compile(r"^#(\S.*)$")
AT = re.compile(r"^((?:at|in|@|yn|yng|ym|yn y|yn yr)\s+(?:the\s+|y\s+|yr\s+)?)(.+)$", re.IGNORECASE)
_LOOKS_LIKE_A_POSITION = re.compile(r"^(?:[A-Za-z]{2}\s?\d[\d\s]+|-?\d{1,2}\.\d{3,}\s+-?\d{1,3}\.\d{3,})$")
_SECRET = ("confidential", "secret", "cyfrinachol")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was understood: what it is, as it was typed and where, and what was made of it."""

    what: str  # name, kind, when, venue, postcode, position, phone, email, web, tag, outcome, can, wants, …, rest
    typed: str
    understood: str  # for people
    start: int = 0  # where it stands in the line
    end: int = 0


@dataclass(frozen=True, slots=True)
class Support:
    """An outcome that it supports, and what was said of how."""

    outcome_id: RecordId
    how: str = ""
    co: FourCo | None = None


@dataclass(frozen=True)
class QuickEntry:
    """What one line was understood to say; a part that was understood wrongly is replaced before saving."""

    line: str
    language: Language
    parts: tuple[Part, ...] = ()
    name: str = ""
    kind: AssetKind | None = None
    kind_is_guess: bool = True
    when: tuple[When, ...] = ()
    venue_id: RecordId | None = None
    postcode: str = ""
    position: Any = None  # a shapely Point, WGS 84
    precision: Precision = Precision.EXACT
    confidential: bool = False
    reach: tuple[tuple[ContactKind, str], ...] = ()
    tags: tuple[str, ...] = ()
    supports: tuple[Support, ...] = ()
    abilities: tuple[Ability, ...] = ()
    rest: tuple[str, ...] = ()
    alike: tuple[Familiar, ...] = field(default=())  # what is there already and may be the same

    @property
    def sort(self) -> AssetKind:
        """Its kind, said or guessed; what nothing is known of is a group."""
        return self.kind or AssetKind.GROUP

    @property
    def is_person(self) -> bool:
        """Whether it is a person, who has to agree first."""
        return self.kind is AssetKind.PERSON

    @property
    def is_private(self) -> bool:
        """Whether the line is not stored half typed: it is about a person, or a place that is secret or may be."""
        return self.is_person or self.confidential or bool(self.caution)

    @property
    def caution(self) -> str:
        """What to think of before it is kept; ``""`` when nothing comes to mind."""
        if self.name and not self.confidential and kinds.may_be_refuge(self.name):
            return _("This may be a place that must stay secret. If so, add the word “confidential”.")
        return ""


def understand(
    line: str, there: Known, said_in: Language | None = None, as_words: Collection[str] = ()
) -> QuickEntry:
    """Say what *line* means. The language of the contribution is found by its words unless it is said.

    Parts that are typed like one of *as_words* are left as plain words: they were understood wrongly before.
    """
    blank = QuickEntry(line=line, language=said_in or language_of(line))
    entry = _read(blank, there, as_words)
    if entry.kind is None and entry.name:
        guess = kinds.guess_kind(entry.name)
        kind = guess[0] if guess else AssetKind.PERSON if entry.abilities else None
        entry = replace(entry, kind=kind, kind_is_guess=True)
    if entry.is_person or entry.abilities:  # what a part says depends on whom it is said of
        guessed = entry.kind_is_guess
        entry = _read(replace(blank, kind=entry.kind), there, as_words)
        entry = replace(entry, kind_is_guess=entry.kind_is_guess and guessed)
    return replace(entry, alike=there.alike(entry.name))


def _read(entry: QuickEntry, there: Known, as_words: Collection[str]) -> QuickEntry:
    for start, end in spans(entry.line):
        typed = entry.line[start:end]
        known_parts = len(entry.parts)
        entry = _as_words(entry, typed) if typed in as_words else _take(entry, typed, there)
        placed = tuple(replace(part, start=start, end=end) for part in entry.parts[known_parts:])
        entry = replace(entry, parts=entry.parts[:known_parts] + placed)
    return entry


def with_part(line: str, part: Part, text: str) -> str:
    """Let a line say *text* in place of one of its parts; ``""`` takes the part out."""
    if part.start < 0:  # it was guessed, and stands nowhere yet
        return f"{line.rstrip(' ,')}, {text}"
    if text:
        return line[: part.start] + text + line[part.end :]
    return ", ".join(line[start:end] for start, end in spans(line) if start != part.start)


def spans(line: str) -> Iterator[tuple[int, int]]:
    """Give where the parts of a line begin and end, without blanks around them."""
    begin = 0
    for match in (*_SEPARATOR.finditer(line), None):
        if match is not None and match[1]:
            continue
        end = len(line) if match is None else match.start()
        typed = line[begin:end]
        if typed.strip():
            yield begin + len(typed) - len(typed.lstrip()), end - (len(typed) - len(typed.rstrip()))
        begin = end if match is None else match.end()


def quoted(text: str) -> str:
    """Write a name so that it stays one part of a line."""
    parted = any(match[1] is None for match in _SEPARATOR.finditer(text))
    return f'"{text.replace(chr(34), "")}"' if parted else text


def _unquoted(text: str) -> str:
    inner = text[1:-1].strip() if len(text) > 2 and (text[0], text[-1]) in (('"', '"'), ("“", "”")) else ""
    return inner or text


def _take(entry: QuickEntry, typed: str, there: Known) -> QuickEntry:
    """Add one part of the line to what is understood so far."""
    for taker in _TAKERS:
        taken = taker(entry, typed, there)
        if taken is not None:
            return taken
    if entry.is_person and entry.name:
        return _able(entry, typed, "can", Ability(_unquoted(typed)))
    return _as_words(entry, typed)


def _as_words(entry: QuickEntry, typed: str) -> QuickEntry:
    words = _unquoted(typed)
    if not entry.name:
        return _with(entry, "name", typed, words, name=words)
    return _with(entry, "rest", typed, words, rest=(*entry.rest, words))


def _with(entry: QuickEntry, what: str, typed: str, understood: str, **fields: Any) -> QuickEntry:
    return replace(entry, parts=(*entry.parts, Part(what, typed, understood)), **fields)


def _kind(entry: QuickEntry, typed: str, _there: Known) -> QuickEntry | None:
    found = kinds.kind_of_word(typed) if entry.name else None
    if found is None or (entry.kind is not None and not entry.kind_is_guess):
        return None
    return _with(entry, "kind", typed, _(found.label), kind=found, kind_is_guess=False)


def _confidential(entry: QuickEntry, typed: str, _there: Known) -> QuickEntry | None:
    if not entry.name or entry.confidential or typed.casefold() not in _SECRET:
        return None
    return _with(entry, "confidential", typed, typed, confidential=True)


def _postcode(entry: QuickEntry, typed: str, _there: Known) -> QuickEntry | None:
    found = tidy_postcode(typed)
    return _with(entry, "postcode", typed, found, postcode=found) if found and not entry.postcode else None


def _position(entry: QuickEntry, typed: str, _there: Known) -> QuickEntry | None:
    if entry.position is not None or not _LOOKS_LIKE_A_POSITION.match(typed):
        return None
    try:
        position, precision = position_of(typed)
    except InvalidValueError:
        return None
    return _with(entry, "position", typed, typed.upper(), position=position, precision=precision)


def _tag(entry: QuickEntry, typed: str, _there: Known) -> QuickEntry | None:
    match = _TAG.match(typed)
    return _with(entry, "tag", typed, match[1], tags=(*entry.tags, match[1])) if match else None


def _outcome(entry: QuickEntry, typed: str, there: Known) -> QuickEntry | None:
    match = ARROW.match(typed)
    if match is None:
        return None
    whole = _unquoted(match[1])
    head, _colon, how = whole.partition(":")
    for named, said in ((whole, ""), (head, _unquoted(how.strip()))):  # a name may have a colon of its own
        named, co = _without_co(named)
        if (outcome := _outcome_called(named, there)) is not None:
            support = Support(outcome.id, said, co)
            understood = [outcome.name.text(language()), _(co.label).partition(":")[0] if co else "", said]
            what = "contributes" if outcome.contributes_only else "outcome"
            told = " · ".join(part for part in understood if part)
            return _with(entry, what, typed, told, supports=(*entry.supports, support))
    return None


def _outcome_called(text: str, there: Known) -> Outcome | None:
    wanted = fold(_unquoted(text.strip()))
    for outcome in there.outcomes.values():
        if wanted in (fold(outcome.code), fold(outcome.name.cy), fold(outcome.name.en)):
            return outcome
    return None


def _without_co(text: str) -> tuple[str, FourCo | None]:
    """Take one of the Four Co's, in either language, from the end of what names an outcome."""
    begin, _blank, last = text.strip().rpartition(" ")
    co = _cos().get(fold(last)) if begin else None
    return (text, None) if co is None else (begin, co)


@cache
def _cos() -> dict[str, FourCo]:
    found: dict[str, FourCo] = {}
    for code in LANGUAGES:
        with speaking(code):
            found |= {fold(word): co for co in FourCo for word in (co.value, _(co.label).partition(":")[0])}
    return found


def _reach(entry: QuickEntry, typed: str, _there: Known) -> QuickEntry | None:
    for what, found in (
        (ContactKind.EMAIL, contacts.emails(typed) if "@" in typed else None),
        (ContactKind.WEB, contacts.webs(typed) if re.match(r"^(https?://|www\.)", typed, re.I) else None),
        (ContactKind.PHONE, contacts.phones(typed)[0] if re.match(r"^[+(]?[\d\s()+-]{9,}$", typed) else None),
    ):
        if found:
            values = tuple((ContactKind(found_kind), value) for found_kind, value in found)
            understood = ", ".join(value for _what, value in values)
            return _with(entry, what.value, typed, understood, reach=(*entry.reach, *values))
    return None


def _when(entry: QuickEntry, typed: str, _there: Known) -> QuickEntry | None:
    found = spoken_times(typed) if entry.name else ()
    return _with(entry, "when", typed, _said_back(found) or typed, when=(*entry.when, *found)) if found else None


def _said_back(times: tuple[When, ...]) -> str:
    """Say times in words of the user's language; ``""`` when there are no words for one of them."""
    said = [
        schedule_in_words(language(), when.rule, "", *(str(at or "") for at in (when.starts_at, when.ends_at)))
        for when in times
    ]
    return "; ".join(said) if all(said) else ""


_ABLE = (None, AssetKind.PERSON, AssetKind.GROUP)


def _ability(entry: QuickEntry, typed: str, _there: Known) -> QuickEntry | None:
    if not entry.name or entry.kind not in _ABLE:
        return None
    if (said := spoken_ability(typed)) is None:
        return None
    verb, ability = said
    return _able(entry, typed, verb, replace(ability, what=_unquoted(ability.what)))


def _able(entry: QuickEntry, typed: str, what: str, ability: Ability) -> QuickEntry:
    return _with(entry, what, typed, ability.what, abilities=(*entry.abilities, ability))


def _venue(entry: QuickEntry, typed: str, there: Known) -> QuickEntry | None:
    if not entry.name or entry.venue_id:
        return None
    match = AT.match(typed)
    names = (*_unmutated(_unquoted(match[2])),) if match else (_unquoted(typed),)
    found = next((one for name in names if (one := there.place_called(name))), None)
    if found is None:
        return None
    return _with(entry, "venue", typed, there.assets[found].name.text(language()), venue_id=found)


_NASAL = (("mh", "p"), ("nh", "t"), ("ngh", "c"), ("ng", "g"), ("m", "b"), ("n", "d"))


def _unmutated(name: str) -> Iterator[str]:
    """Give a name as it is said, and as it is called: after *yn*, Porthmadog becomes *ym Mhorthmadog*."""
    yield name
    folded = name.casefold()
    for said, called in _NASAL:
        if folded.startswith(said):
            yield called + name[len(said) :]


_TAKERS: tuple[Callable[[QuickEntry, str, Known], QuickEntry | None], ...] = (
    *(_kind, _confidential, _postcode, _position, _tag, _outcome, _reach, _when, _ability, _venue),
)
