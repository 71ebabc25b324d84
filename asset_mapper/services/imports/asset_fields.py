"""What an import compares of an asset and of what belongs to it, field by field, and how a report writes that."""

from __future__ import annotations

from typing import Any

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.meeting import Meeting
from asset_mapper.i18n import N_

SAME_DEGREES = 1e-7  # about a centimetre

OWN_FIELDS = (
    "name",
    "kind",
    "summary",
    "notes",
    "tags",
    "status",
    "checked_on",
    "checked_by",
    "review_due",
    "source",
)
"""What an asset itself says, beside its whereabouts."""

WHERE_FIELDS = ("address", "postcode", "uprn", "area", "area_code", "geometry")
"""What its whereabouts say."""

LABELS = {
    "name": N_("Name"),
    "summary": N_("Summary"),
    "kind": N_("Kind"),
    "notes": N_("Notes"),
    "tags": N_("Tags"),
    "status": N_("Status"),
    "checked_on": N_("Last checked"),
    "checked_by": N_("Checked by"),
    "review_due": N_("Review due"),
    "source": N_("Source"),
    "source_key": N_("Id at the source"),
    "area": N_("Area"),
    "area_code": N_("Area code"),
    "geometry": N_("Place on the map"),
    "address": N_("Address"),
    "postcode": N_("Postcode"),
    "uprn": N_("UPRN"),
}


def when_of(meeting: Meeting) -> tuple[str, ...]:
    """Give what tells one meeting of an asset from another."""
    return (
        meeting.rule,
        meeting.first_on.isoformat() if meeting.first_on else "",
        meeting.starts_at.isoformat() if meeting.starts_at else "",
        meeting.ends_at.isoformat() if meeting.ends_at else "",
        meeting.when.cy if meeting.when else "",
        meeting.when.en if meeting.when else "",
    )


def is_same_shape(ours: Any, theirs: Any, tolerance: float = SAME_DEGREES) -> bool:
    """Tell whether two shapes are the same, but for a *tolerance* in degrees."""
    import shapely

    return ours is not None and bool(shapely.equals_exact(ours, theirs, tolerance=tolerance, normalize=False))


def shown(value: Any) -> str:
    """Write a value for a report."""
    if value is None:
        return ""
    if isinstance(value, Bilingual):
        return " / ".join(filter(None, (value.cy, value.en)))
    if isinstance(value, tuple):
        return "; ".join(value)
    if hasattr(value, "geom_type"):
        middle = value.centroid
        return f"{value.geom_type} {middle.y:.6f}, {middle.x:.6f}"
    return str(value)
