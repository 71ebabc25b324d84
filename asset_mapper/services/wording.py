"""How single records are said in a line of text, in the language in force: in lists, forms and panels alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.attachment import Attachment
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.codes import Code
from asset_mapper.domain.consent import Consent
from asset_mapper.domain.contact import ContactPoint
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.relation import Relation, RelationKind
from asset_mapper.domain.talent import Talent
from asset_mapper.domain.whereabouts import Whereabouts, WhereKind
from asset_mapper.i18n import N_, _, format_date, format_number, language, ngettext
from asset_mapper.services.meetings import schedule_of

_RELATIONS = {
    RelationKind.MEMBER_OF: N_("{one} is a member of {other}"),
    RelationKind.MEETS_AT: N_("{one} meets at {other}"),
    RelationKind.RUNS: N_("{one} runs {other}"),
    RelationKind.FUNDS: N_("{one} funds {other}"),
    RelationKind.PARTNERS_WITH: N_("{one} is a partner of {other}"),
    RelationKind.KNOWS: N_("{one} knows {other}"),
    RelationKind.DISTINCT: N_("{one} is not the same as {other}"),
}


def said(text: Bilingual | None) -> str:
    """Give a text in the language in force, ``""`` when there is none."""
    return text.text(language()) if text else ""


def where(asset: Asset, venue: Asset | None) -> str:
    """Say where an asset is; an asset at a venue names the venue."""
    place = asset.whereabouts
    if place.kind is WhereKind.CONFIDENTIAL:
        known = _("Confidential: no coordinates are kept.")
        return f"{known} {said(place.area)}".strip()
    parts = [
        _("at {venue}").format(venue=said(venue.name)) if venue else "",
        said(place.area),
        ", ".join(line.strip() for line in place.address.splitlines() if line.strip()),
        place.postcode,
        _(place.kind.label) if place.kind in (WhereKind.NONE, WhereKind.SHAPE) else "",
    ]
    return joined(parts)


def meeting_times(meeting: Meeting) -> str:
    """Say when it meets: in the words that were given, else in those of the rule."""
    return said(meeting.when) or schedule_of(meeting).in_words(language()) or meeting.rule


def meeting(one: Meeting, venue: Asset | None) -> str:
    return joined([said(one.name), meeting_times(one), said(venue.name) if venue else ""])


def contact(one: ContactPoint) -> str:
    return joined([one.person, one.value])


def talent(one: Talent) -> str:
    return f"{said(one.what)} ({_(one.standing.label)})"


def talent_facts(one: Talent) -> str:
    """Say of what sort a talent is, what it may be used for and how many hours a month."""
    hours = ""
    if one.hours is not None:
        whole = int(one.hours) if one.hours == int(one.hours) else 5
        amount = format_number(one.hours)
        hours = ngettext("{amount} hour a month", "{amount} hours a month", whole).format(amount=amount)
    return joined([_(one.kind.label), *(_(use.label) for use in one.uses), hours])


def relation(one: Relation, here: Asset, other: Asset) -> str:
    first, second = (here, other) if one.from_id == here.id else (other, here)
    return relation_sentence(one.kind, said(first.name), said(second.name))


def relation_sentence(kind: RelationKind, one: str, other: str) -> str:
    """Say how what is called *one* stands to what is called *other*."""
    return _(_RELATIONS[kind]).format(one=one, other=other)


def agreed(one: Consent) -> str:
    """Say how and when something was agreed to, who asked, and when it ends or ended."""
    ending = ""
    if one.withdrawn_on is not None:
        ending = _("withdrawn on {day}").format(day=format_date(one.withdrawn_on))
    elif one.until is not None:
        ending = _("until {day}").format(day=format_date(one.until))
    return joined([_(one.how.label), format_date(one.given_on), one.taken_by, ending])


def attachment(one: Attachment) -> str:
    return said(one.alt) or one.name


def value(one: Any) -> str:
    """Say the value of any field, as the history shows it."""
    if one is None or one == "" or one == ():
        return "–"
    if isinstance(one, Bilingual):
        return " / ".join(text for text in (one.cy, one.en) if text)
    if isinstance(one, bool):
        return _("yes") if one else _("no")
    if isinstance(one, Code):
        return _(one.label)
    if isinstance(one, Whereabouts):
        point = one.geometry.representative_point() if one.geometry is not None else None
        lat_lon = f"{point.y:.5f} {point.x:.5f}" if point is not None else ""
        return joined([_(one.kind.label), said(one.area), one.address.replace("\n", ", "), one.postcode, lat_lon])
    if isinstance(one, (date, datetime)):
        return format_date(one)
    if isinstance(one, time):
        return f"{one:%H:%M}"
    if isinstance(one, (tuple, list)):
        return ", ".join(value(item) for item in one)
    if isinstance(one, Mapping):
        return "; ".join(f"{key}: {value(item)}" for key, item in one.items()) or "–"
    return str(one)


def joined(parts: list[str]) -> str:
    """Set facts one after another."""
    return " · ".join(part for part in parts if part)
