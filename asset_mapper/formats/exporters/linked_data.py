"""What a site says to search engines: schema.org as JSON-LD, of what is published anyway and never of people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from asset_mapper.cartography.columns import Both
from asset_mapper.cartography.page_data import KINDS
from asset_mapper.cartography.shapes import UNITS_PER_DEGREE
from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.whereabouts import Precision
from asset_mapper.formats.exporters.addresses import LINKS

if TYPE_CHECKING:
    from asset_mapper.domain.publication import Publication

TYPES = {
    AssetKind.GROUP: "Organization",
    AssetKind.ORGANISATION: "Organization",
    AssetKind.PLACE: "Place",
    AssetKind.EXCHANGE: "Service",
    AssetKind.CULTURE: "CreativeWork",
}
"""Kind of an asset → its type in schema.org. A kind that is not here, a person, is never told."""

_EXACT_ENOUGH = {str(place) for place, precision in enumerate(Precision) if precision in ("exact", "street")} | {"4"}
_CONTACTS = {"phone": "telephone", "email": "email", "web": "url", "social": "sameAs"}
_TELLS = {
    "Organization": ("telephone", "email", "url", "sameAs"),
    "Place": ("telephone", "url", "sameAs"),
    "Service": ("url", "sameAs"),
    "CreativeWork": ("url", "sameAs"),
}
"""Which ways to reach it a type of schema.org has a word for."""

_DAYS = {
    "MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday", "FR": "Friday", "SA": "Saturday",
    "SU": "Sunday",
}  # fmt: skip
_PERIODS = {"DAILY": "D", "WEEKLY": "W", "MONTHLY": "M", "YEARLY": "Y"}


def page_about(
    publication: Publication, language: str, address: str, rows: Sequence[int], things: LinkedThings
) -> dict[str, Any]:
    """Describe one page of the list: what it is, who made it, and the things on it."""
    told = [thing for row in rows if (thing := things.of(row, language, address)) is not None]
    about: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "@id": address,
        "name": publication.title.text(language),
        "inLanguage": language,
        "dateModified": publication.made_on.isoformat(),
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": len(told),
            "itemListElement": [
                {"@type": "ListItem", "position": place + 1, "item": thing} for place, thing in enumerate(told)
            ],
        },
    }
    if publication.introduction:
        about["description"] = publication.introduction.text(language)
    if publication.publisher:
        about["publisher"] = {"@type": "Organization", "name": publication.publisher}
    return about


class LinkedThings:
    """The assets of a publication as things of schema.org, in either language."""

    def __init__(self, publication: Publication, data: dict[str, Any], keys: Sequence[str]) -> None:
        self._data, self._assets, self._keys = data, data["assets"], keys
        self._contacts = rows_of(data["contacts"]["asset"])
        self._meetings = rows_of(data["meetings"]["asset"])
        meetings = publication.meetings
        self._schedules = [
            _schedule(*values)
            for values in zip(
                *(meetings[name].tolist() for name in ("rule", "first_on", "starts_at", "ends_at")), strict=True
            )
        ]
        counts, places = self._assets["tags"]
        starts = [0]
        for count in counts:
            starts.append(starts[-1] + count)
        self._tags = [places[start:end] for start, end in pairwise(starts)]

    def of(self, row: int, language: str, address: str) -> dict[str, Any] | None:
        """Describe one asset, or nothing when it is a person."""
        kind = TYPES.get(KINDS[int(self._assets["kind"][row])])
        if kind is None:
            return None
        name = at(self._assets["name"], row)
        thing: dict[str, Any] = {
            "@type": kind,
            "@id": f"{address}#{self._keys[row]}",
            "name": in_language(name, language),
        }
        other = name["en" if language == "cy" else "cy"]
        if other and other != thing["name"]:
            thing["alternateName"] = other
        summary = in_language(at(self._assets["summary"], row), language)
        if summary:
            thing["description"] = summary
        tags = [in_language(self._data["tags"][tag], language) for tag in self._tags[row]]
        if tags:
            thing["keywords"] = tags
        self._add_place(thing, kind, row, language)
        self._add_contacts(thing, kind, row)
        if kind in ("Organization", "Place"):
            events = [self._event(entry, thing["name"], language) for entry in self._meetings.get(row, ())]
            if any(events):
                thing["event"] = [event for event in events if event]
        return thing

    def _add_place(self, thing: dict[str, Any], kind: str, row: int, language: str) -> None:
        assets = self._assets
        place: dict[str, Any] = {}
        if assets["address"][row]:
            place["address"] = {
                "@type": "PostalAddress",
                "streetAddress": assets["address"][row],
                "addressCountry": "GB",
            }
        if assets["lon"][row] is not None and assets["precision"][row] in _EXACT_ENOUGH:
            place["geo"] = {
                "@type": "GeoCoordinates",
                "latitude": assets["lat"][row] / UNITS_PER_DEGREE,
                "longitude": assets["lon"][row] / UNITS_PER_DEGREE,
            }
        venue = self._venue(assets["venue"][row], language) or in_language(at(assets["venue_name"], row), language)
        area = assets["area"][row]
        area_name = in_language(self._data["areas"][area]["name"], language) if area >= 0 else ""
        if kind == "Place":
            thing |= place
            if area_name:
                thing["containedInPlace"] = {"@type": "Place", "name": area_name}
            return
        if venue:
            place["name"] = venue
        if area_name:
            place["containedInPlace"] = {"@type": "Place", "name": area_name}
        if not place:
            return
        name = {"Organization": "location", "Service": "areaServed", "CreativeWork": "contentLocation"}[kind]
        thing[name] = {"@type": "Place", **place}

    def _add_contacts(self, thing: dict[str, Any], kind: str, row: int) -> None:
        """Add the ways to reach it, but none that belongs to somebody with a name."""
        contacts = self._data["contacts"]
        for entry in self._contacts.get(row, ()):
            contact, value = contacts["kind"][entry], contacts["value"][entry]
            link = LINKS[contact](value)
            if contacts["person"][entry] or not link:
                continue
            name = _CONTACTS[contact]
            told = link if contact in ("web", "social") else value
            if name not in _TELLS[kind]:
                continue
            if name == "sameAs":
                thing.setdefault(name, []).append(told)
            else:
                thing.setdefault(name, told)

    def _event(self, entry: int, owner: str, language: str) -> dict[str, Any] | None:
        schedule = self._schedules[entry]
        if schedule is None:
            return None
        meetings = self._data["meetings"]
        name = in_language(at(meetings["name"], entry), language)
        event = {"@type": "Event", "name": name or owner, "eventSchedule": schedule}
        venue = self._venue(meetings["venue"][entry], language)
        if venue:
            event["location"] = {"@type": "Place", "name": venue}
        return event

    def _venue(self, row: int, language: str) -> str:
        return in_language(at(self._assets["name"], row), language) if row >= 0 else ""


def rows_of(owners: Iterable[int]) -> dict[int, list[int]]:
    """Gather the rows of a table under the asset that each belongs to."""
    found: dict[int, list[int]] = {}
    for entry, owner in enumerate(owners):
        found.setdefault(owner, []).append(entry)
    return found


def at(column: dict[str, list[str]], row: int) -> Both:
    """Give both languages of one text of a column."""
    return {language: texts[row] if texts else "" for language, texts in column.items()}


def in_language(both: Both, language: str) -> str:
    """Give a text in *language*, else in the other one."""
    return both[language] or both["en" if language == "cy" else "cy"]


def _schedule(rule: str, first_on: str, starts_at: str, ends_at: str) -> dict[str, Any] | None:
    """Say a recurrence rule as schema.org does, or nothing when it has no period."""
    parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
    period = _PERIODS.get(parts.get("FREQ", ""))
    if period is None:
        return None
    interval = parts.get("INTERVAL", "1")
    schedule: dict[str, Any] = {
        "@type": "Schedule",
        "repeatFrequency": f"P{interval if interval.isdigit() else 1}{period}",
        "scheduleTimezone": "Europe/London",
    }
    days = [day for day in parts.get("BYDAY", "").split(",") if day]
    if days:
        schedule["byDay"] = [f"https://schema.org/{_DAYS[day]}" if day in _DAYS else day for day in days]
    times = {"startDate": first_on, "startTime": starts_at, "endTime": ends_at}
    return schedule | {name: value for name, value in times.items() if value}
