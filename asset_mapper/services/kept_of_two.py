"""What the one asset keeps of two that become one: field by field, chosen by a person or proposed.

Where the two contradict each other in what protects people, the stricter one wins: the narrower audience, a
confidential place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.audience import VISIBILITIES
from asset_mapper.domain.bilingual import Bilingual, bilingual
from asset_mapper.domain.whereabouts import NOWHERE, Whereabouts, WhereKind, confidential
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _


class Pick(Enum):
    """Whose value of a field the one record keeps."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class MergeField:
    """One thing to choose: of which fields of an asset it is, and what becomes of both values together."""

    key: str
    label: str  # N_()
    names: tuple[str, ...]  # fields that go together
    both: Callable[[Any, Any], Any] | None = None
    usual: Callable[[Asset, Asset], Pick] | None = None  # what is proposed; else the first, or the one that is there


def joined_text(first: str, second: str) -> str:
    """Put two texts below each other, each line once."""
    lines = dict.fromkeys(line for text in (first, second) for line in text.split("\n") if line.strip())
    return "\n".join(lines)


def _joined_words(first: Bilingual | None, second: Bilingual | None) -> Bilingual | None:
    """Take each language from whoever has it; where both have it, one after the other."""
    if first is None or second is None:
        return first or second
    return bilingual(joined_text(first.cy, second.cy), joined_text(first.en, second.en), first.first)


def _completed(first: Bilingual, second: Bilingual) -> Bilingual:
    """Take the language that the first lacks from the second."""
    return Bilingual(first.cy or second.cy, first.en or second.en, first.first)


def _union(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    known = {tag.casefold() for tag in first}
    return (*first, *(tag for tag in second if tag.casefold() not in known))


def _narrower(first: Asset, second: Asset) -> Pick:
    order = VISIBILITIES.index
    return Pick.SECOND if order(second.visibility) < order(first.visibility) else Pick.FIRST


def _better_placed(first: Asset, second: Asset) -> Pick:
    return Pick.SECOND if _how_well(second.whereabouts) > _how_well(first.whereabouts) else Pick.FIRST


def _how_well(where: Whereabouts) -> int:
    if where.kind is WhereKind.NONE:
        return 1 if where.tells_a_home else 0
    return {WhereKind.AREA: 2, WhereKind.VENUE: 3, WhereKind.SHAPE: 4, WhereKind.CONFIDENTIAL: 5}[where.kind]


def _checked_later(first: Asset, second: Asset) -> Pick:
    long_ago = date.min
    return Pick.SECOND if (second.checked_on or long_ago) > (first.checked_on or long_ago) else Pick.FIRST


FIELDS: tuple[MergeField, ...] = (
    MergeField("name", N_("Name"), ("name",), _completed),
    MergeField("kind", N_("Kind"), ("kind",)),
    MergeField("summary", N_("What it offers"), ("summary",), _joined_words),
    MergeField("tags", N_("Tags"), ("tags",), _union),
    MergeField("where", N_("Where"), ("whereabouts",), usual=_better_placed),
    MergeField("status", N_("Status"), ("status",), usual=_checked_later),
    MergeField("checked", N_("Last checked"), ("checked_on", "checked_by"), usual=_checked_later),
    MergeField("review_due", N_("Check due"), ("review_due",)),
    MergeField("visibility", N_("Shown to"), ("visibility",), usual=_narrower),
    MergeField("notes", N_("Notes (for the team)"), ("notes",), joined_text),
    MergeField("source", N_("Who told us"), ("source",), joined_text),
    MergeField("session", N_("Mapping session"), ("session_id",)),
    MergeField("source_key", N_("Its id where it came from"), ("source_key",)),
    MergeField("custom", N_("Columns of imports"), ("custom",), lambda first, second: {**second, **first}),
)
"""What is chosen. Whether it is sensitive or under 18 is not: one of the two is enough."""

Picks = Mapping[str, Pick]


def differing(first: Asset, second: Asset) -> list[MergeField]:
    """List what there is to choose: the fields in which the two differ."""
    return [field for field in FIELDS if any(getattr(first, name) != getattr(second, name) for name in field.names)]


def usual_picks(first: Asset, second: Asset) -> dict[str, Pick]:
    """Propose whose value to keep, for every field: both where that can be, else what is there and protects most."""
    return {field.key: _usual(field, first, second) for field in FIELDS}


def _usual(field: MergeField, first: Asset, second: Asset) -> Pick:
    if field.both is not None:
        return Pick.BOTH
    if field.usual is not None:
        return field.usual(first, second)
    empty = not getattr(first, field.names[0])
    return Pick.SECOND if empty and getattr(second, field.names[0]) else Pick.FIRST


def merged(first: Asset, second: Asset, picks: Picks) -> Asset:
    """Give the one asset that two become, with the id of the first.

    Raises
    ------
    InvalidValueError
        One is a person and the other is not, or the choices do not go together.
    """
    if (first.kind is AssetKind.PERSON) != (second.kind is AssetKind.PERSON):
        raise InvalidValueError(_("A person becomes one record only with a person."))
    chosen = {**usual_picks(first, second), **picks}
    values: dict[str, Any] = {
        "sensitive": first.sensitive or second.sensitive,
        "under_18": first.under_18 or second.under_18,
    }
    for field in FIELDS:
        pick = chosen[field.key]
        for name in field.names:
            ours, theirs = getattr(first, name), getattr(second, name)
            if pick is Pick.BOTH and field.both is not None:
                values[name] = field.both(ours, theirs)
            else:
                values[name] = theirs if pick is Pick.SECOND else ours
    if first.confidential or second.confidential:
        area = first.whereabouts.area or second.whereabouts.area
        values |= {"whereabouts": confidential(area), "custom": {}}
    elif values["whereabouts"].venue_id in (first.id, second.id):  # one was at the other: nothing is at itself
        values["whereabouts"] = next(
            (
                one.whereabouts
                for one in (first, second)
                if one.whereabouts.venue_id not in (first.id, second.id)
                and one.whereabouts.kind is not WhereKind.NONE
            ),
            NOWHERE,
        )
    return replace(first, **values)
