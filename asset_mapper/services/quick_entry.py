"""One line, as it is said in the hall: understood, shown in parts, and kept.

``Knit and natter, group, Tuesdays 2pm, library, LL57 4FA`` becomes a group that meets on Tuesdays at 14:00 in the
library. Commas part what is said. Each part is taken for the first of these that it plainly is: a kind, a postcode, a
grid reference, coordinates, a time, a way to reach it, a tag (``#food``), an outcome (``-> WFG3``), a place that is
recorded. The first part that is none of them is the name; what is left over becomes the summary, so nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import time
from typing import Any

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.bilingual import Bilingual, Language
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.contact import ContactKind, ContactPoint
from asset_mapper.domain.filtering import fold
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.link import Link
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.outcome import Outcome
from asset_mapper.domain.whereabouts import Precision, Whereabouts, WhereKind, shape, tidy_postcode
from asset_mapper.errors import InvalidValueError
from asset_mapper.formats import contacts, kinds, schedules
from asset_mapper.formats.language import language_of
from asset_mapper.i18n import _
from asset_mapper.services.places import position_of
from asset_mapper.storage.unit_of_work import UnitOfWork

_SEPARATOR = re.compile(r"\s*(?:[,;\n]|\s-\s(?!\d))\s*")
_ARROW = re.compile(r"^(?:->|→|=>)\s*(.+)$")
_TAG = re.compile(r"^#(\S.*)$")
_AT = re.compile(r"^(?:at|in|@|yn|yng|ym|yn y|yn yr)\s+(?:the\s+|y\s+|yr\s+)?(.+)$", re.IGNORECASE)
_LOOKS_LIKE_A_POSITION = re.compile(r"^(?:[A-Za-z]{2}\s?\d[\d\s]+|-?\d{1,2}\.\d{3,}\s+-?\d{1,3}\.\d{3,})$")
_NEAR_ENOUGH = 88  # of 100: how alike a word and the name of a place must be


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was understood: what it is, as it was typed, and what was made of it."""

    what: str  # name, kind, when, venue, postcode, position, phone, email, web, tag, outcome, rest
    typed: str
    understood: str  # for people


@dataclass(frozen=True, slots=True)
class When:
    """A time that was said: a recurrence and from when to when."""

    rule: str
    starts_at: time | None = None
    ends_at: time | None = None


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
    reach: tuple[tuple[ContactKind, str], ...] = ()
    tags: tuple[str, ...] = ()
    outcome_ids: tuple[RecordId, ...] = ()
    rest: tuple[str, ...] = ()
    alike: tuple[Asset, ...] = field(default=())  # what is there already and may be the same


@dataclass(frozen=True)
class Known:
    """What is recorded already: read once, so that understanding a line takes no time while someone speaks."""

    places: tuple[tuple[RecordId, str, str], ...]  # id, Welsh and English name, folded
    assets: tuple[Asset, ...]
    outcomes: tuple[Outcome, ...]
    tags: frozenset[str]


def known(uow: UnitOfWork) -> Known:
    """Read what lines are understood by."""
    assets = tuple(uow.assets.all())
    places = tuple(
        (asset.id, fold(asset.name.cy), fold(asset.name.en))
        for asset in assets
        if asset.kind in (AssetKind.PLACE, AssetKind.ORGANISATION, AssetKind.EXCHANGE) and not asset.confidential
    )
    tags = frozenset(tag for asset in assets for tag in asset.tags)
    return Known(places, assets, tuple(uow.outcomes.all()), tags)


def understand(
    line: str, there: Known, language: Language | None = None, as_words: Collection[str] = ()
) -> QuickEntry:
    """Say what *line* means. The language of the contribution is found by its words unless it is said.

    Parts that are typed like one of *as_words* are left as plain words: they were understood wrongly before.
    """
    said = language or language_of(line)
    entry = QuickEntry(line=line, language=said)
    for typed in (part for part in _SEPARATOR.split(line.strip()) if part):
        entry = _as_words(entry, typed) if typed in as_words else _take(entry, typed, there)
    if entry.kind is None and entry.name and (guess := kinds.guess_kind(entry.name)):
        entry = replace(entry, kind=guess[0], kind_is_guess=True)
    return replace(entry, alike=tuple(_alike(entry, there.assets)))


def add(uow: UnitOfWork, entry: QuickEntry, session_id: RecordId | None = None, source: str = "") -> ChangeSet:
    """Keep what was understood, as one step.

    Raises
    ------
    InvalidValueError
        There is no name; or it is a person, whose agreement has to be noted first.
    """
    if not entry.name:
        raise InvalidValueError(_("Say the name first, then what and where it is."))
    kind = entry.kind or AssetKind.GROUP
    if kind is AssetKind.PERSON:
        raise InvalidValueError(_("A person is kept with their agreement: use the form for people."))
    asset = Asset(
        name=_said(entry, entry.name),
        kind=kind,
        summary=_said(entry, ". ".join(entry.rest)) if entry.rest else None,
        tags=entry.tags,
        whereabouts=_whereabouts(entry),
        sensitive=kinds.is_sensitive(entry.name),
        session_id=session_id,
        source=source,
    )
    shared: dict[str, Any] = {"session_id": session_id, "source": source}
    meetings = [
        Meeting(
            asset_id=asset.id,
            venue_id=entry.venue_id,
            rule=when.rule,
            starts_at=when.starts_at,
            ends_at=when.ends_at,
            **shared,
        )
        for when in entry.when
    ]
    reach = [ContactPoint(asset_id=asset.id, kind=what, value=value, **shared) for what, value in entry.reach]
    links = [Link(asset_id=asset.id, outcome_id=outcome_id, **shared) for outcome_id in entry.outcome_ids]
    made: list[Any] = [asset, *meetings, *reach, *links]
    label = _("Add “{name}”").format(name=entry.name)
    return uow.write(ChangeSet(label, tuple(Change(None, record) for record in made)))


def _said(entry: QuickEntry, text: str) -> Bilingual:
    return Bilingual(cy=text, first="cy") if entry.language == "cy" else Bilingual(en=text)


def _whereabouts(entry: QuickEntry) -> Whereabouts:
    if entry.position is not None:
        return shape(entry.position, entry.precision, postcode=entry.postcode)
    if entry.venue_id:
        return Whereabouts(kind=WhereKind.VENUE, venue_id=entry.venue_id, postcode=entry.postcode)
    return Whereabouts(postcode=entry.postcode)


def _take(entry: QuickEntry, typed: str, there: Known) -> QuickEntry:
    """Add one part of the line to what is understood so far."""
    for taker in (_kind, _postcode, _position, _tag, _outcome, _reach, _when, _venue):
        taken = taker(entry, typed, there)
        if taken is not None:
            return taken
    return _as_words(entry, typed)


def _as_words(entry: QuickEntry, typed: str) -> QuickEntry:
    if not entry.name:
        return _with(entry, "name", typed, typed, name=typed)
    return _with(entry, "rest", typed, typed, rest=(*entry.rest, typed))


def _with(entry: QuickEntry, what: str, typed: str, understood: str, **fields: Any) -> QuickEntry:
    return replace(entry, parts=(*entry.parts, Part(what, typed, understood)), **fields)


def _kind(entry: QuickEntry, typed: str, _there: Known) -> QuickEntry | None:
    found = kinds.kind_of_word(typed) if entry.name else None
    if found is None or (entry.kind is not None and not entry.kind_is_guess):
        return None
    return _with(entry, "kind", typed, _(found.label), kind=found, kind_is_guess=False)


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
    match = _ARROW.match(typed)
    if match is None:
        return None
    wanted = fold(match[1])
    for outcome in there.outcomes:
        if wanted in (fold(outcome.code), fold(outcome.name.cy), fold(outcome.name.en)):
            ids = (*entry.outcome_ids, outcome.id)
            return _with(entry, "outcome", typed, outcome.name.text(entry.language), outcome_ids=ids)
    return None


def _reach(entry: QuickEntry, typed: str, _there: Known) -> QuickEntry | None:
    for what, found in (
        (ContactKind.EMAIL, contacts.emails(typed) if "@" in typed else None),
        (ContactKind.WEB, contacts.webs(typed) if re.match(r"^(https?://|www\.)", typed, re.I) else None),
        (ContactKind.PHONE, contacts.phones(typed)[0] if re.match(r"^[+(]?[\d\s()+-]{9,}$", typed) else None),
    ):
        if found:
            values = tuple((what, value) for _name, value in found)
            understood = ", ".join(value for _what, value in values)
            return _with(entry, what.value, typed, understood, reach=(*entry.reach, *values))
    return None


def _venue(entry: QuickEntry, typed: str, there: Known) -> QuickEntry | None:
    if not entry.name or entry.venue_id:
        return None
    match = _AT.match(typed)
    found = _place_called(match[1] if match else typed, there.places)
    if found is None:
        return None
    asset = next(asset for asset in there.assets if asset.id == found)
    return _with(entry, "venue", typed, asset.name.text(entry.language), venue_id=found)


def _place_called(text: str, places: Sequence[tuple[RecordId, str, str]]) -> RecordId | None:
    """Find the place that *text* names: the whole name, its beginning or end, or nearly so; one only."""
    from rapidfuzz import fuzz

    wanted = fold(text)
    if len(wanted) < 3:
        return None
    exact = [place for place, cy, en in places if wanted in (cy, en)]
    if exact:
        return exact[0]
    whole_words = re.compile(rf"\b{re.escape(wanted)}\b")
    inside = [place for place, cy, en in places if whole_words.search(cy) or whole_words.search(en)]
    if len(inside) == 1:
        return inside[0]
    near = [place for place, cy, en in places if max(fuzz.ratio(wanted, cy), fuzz.ratio(wanted, en)) >= _NEAR_ENOUGH]
    return near[0] if len(near) == 1 else None


def _alike(entry: QuickEntry, assets: Iterable[Asset]) -> list[Asset]:
    """Find what is there already under nearly the same name."""
    from rapidfuzz import fuzz

    wanted = fold(entry.name).replace("&", "and")
    if len(wanted) < 4:
        return []
    names = (
        (asset, [fold(text).replace("&", "and") for text in (asset.name.cy, asset.name.en) if text])
        for asset in assets
    )
    found = ((max(fuzz.ratio(wanted, name) for name in both), asset) for asset, both in names)
    near = sorted((pair for pair in found if pair[0] >= _NEAR_ENOUGH), key=lambda pair: -pair[0])
    return [asset for _score, asset in near[:3]]


# --- times as they are said ---------------------------------------------------------------------------------------

_ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1,
    "cyntaf": 1, "ail": 2, "trydydd": 3, "pedwerydd": 4, "olaf": -1,
}  # fmt: skip
_MONTHLY = re.compile(
    rf"(?:every\s+|bob\s+)?(?P<nth>{'|'.join(_ORDINALS)})\s+(?P<day>\w+)(?:\s+(?:of|in)\s+(?:the|each|every)\s+month"
    r"|\s+(?:y|o'r|bob)\s+mis|\s+monthly)?(?:\s+(?:at\s+|am\s+)?(?P<hours>.+))?",
    re.IGNORECASE,
)
_MONTHLY_CY = re.compile(
    rf"(?:dydd\s+|nos\s+)?(?P<day>\w+)\s+(?P<nth>{'|'.join(_ORDINALS)})\s+(?:y|o'r|bob)\s+mis(?:\s+(?:am\s+)?(?P<hours>.+))?",
    re.IGNORECASE,
)
_WEEKLY = re.compile(
    r"(?P<every>every\s+other|every\s+second|alternate|every|each|bob\s+yn\s+ail|pob|bob)?\s*(?:dydd\s+|nos\s+)?"
    r"(?P<days>[a-z]+(?:\s*(?:,|&|\+|/|and|a|ac|-|–|to|i)\s*(?:dydd\s+|nos\s+)?[a-z]+)*?)"
    r"(?:\s+(?:at\s+|am\s+|from\s+|o\s+)?(?P<hours>(?:\d|noon|midday|hanner).*))?",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\s*(?:-|–|to|until|till|tan)\s*")
_OTHER = ("every other", "every second", "alternate", "bob yn ail")


_WRITTEN = {"fercher": "mercher", "wener": "gwener", "yh": "yp", "yr hwyr": "yp", "y bore": "yb", "y prynhawn": "yp"}
_SPOKEN = re.compile(rf"(?<![^\W\d])(?:{'|'.join(_WRITTEN)})\b", re.IGNORECASE)
"""As it is said after ``nos`` and after a time, and as tables of opening times write it."""


def spoken_times(text: str) -> tuple[When, ...]:
    """Read a time as it is said: ``Tuesdays 2pm``, ``first Monday of the month``, ``bob dydd Mawrth 2yp``."""
    plain = _SPOKEN.sub(lambda match: _WRITTEN[match[0].casefold()], text.strip().rstrip("."))
    if found := schedules.slots(plain):
        clock = time.fromisoformat
        return tuple(When(slot.rule, clock(slot.starts_at), clock(slot.ends_at)) for slot in found)
    for pattern in (_MONTHLY, _MONTHLY_CY):
        match = pattern.fullmatch(plain)
        days = _days(match["day"]) if match else ()
        if match and len(days) == 1 and (hours := _hours(match["hours"])) is not None:
            return (When(f"FREQ=MONTHLY;BYDAY={_ORDINALS[match['nth'].casefold()]}{days[0]}", *hours),)
    if plain.casefold() in ("daily", "every day", "bob dydd", "yn ddyddiol"):
        return (When("FREQ=DAILY"),)
    match = _WEEKLY.fullmatch(plain)
    days = _days(match["days"]) if match else ()
    if not match or not days or (hours := _hours(match["hours"])) is None:
        return ()
    fortnight = ";INTERVAL=2" if re.sub(r"\s+", " ", (match["every"] or "").casefold()) in _OTHER else ""
    return (When(f"FREQ=WEEKLY{fortnight};BYDAY={','.join(days)}", *hours),)


def _days(text: str) -> tuple[str, ...]:
    return schedules.days_of(text) or schedules.days_of(text.rstrip("s"))


def _hours(text: str | None) -> tuple[time | None, time | None] | None:
    """Read ``2pm`` or ``2-4pm``; without any text, no time is said; ``None`` when it is something else."""
    if not text:
        return None, None
    first, *second = _UNTIL.split(text.strip(), maxsplit=1)
    half = re.search(r"(am|pm|yb|yp)\s*$", second[0], re.I) if second else None
    starts = _clock_in_the_day(first if re.search(r"[a-z:.]", first, re.I) or not half else first + half[1])
    ends = _clock_in_the_day(second[0]) if second else None
    if starts is None or (second and ends is None):
        return None
    return (starts, ends) if ends is None or starts < ends else None


def _clock_in_the_day(text: str) -> time | None:
    """Read a time; ``2`` alone is two in the afternoon, since nobody meets at two at night."""
    read = schedules.clock_of(text.strip())
    if read is not None and re.fullmatch(r"[1-7](?:[:.]\d\d)?", text.strip()):
        return read.replace(hour=read.hour + 12)
    return read


def _when(entry: QuickEntry, typed: str, _there: Known) -> QuickEntry | None:
    found = spoken_times(typed) if entry.name else ()
    return _with(entry, "when", typed, typed, when=(*entry.when, *found)) if found else None
