"""What was found out about a column: the field that it holds, how sure that is, and why."""

from __future__ import annotations

from dataclasses import dataclass

from asset_mapper.i18n import _

KEEP, LEAVE_OUT = "keep", "leave_out"
"""What a person may say of a column instead of a field: to keep it as it is, or not to bring it in."""


@dataclass(frozen=True, slots=True)
class Match:
    """The field of a column, how sure that is, and why."""

    field: str | None
    confidence: float
    why: str
    left_out: bool = False  # a person wants nothing of it
    also: str | None = None  # a second field that the same column feeds, such as the address that has to be the name
    is_told: bool = False  # a person said so

    def as_dict(self) -> dict[str, object]:
        return {"field": self.field, "confidence": round(self.confidence, 2), "why": self.why}


def told_match(field: str) -> Match:
    """Say that a column is what a person said: a field, ``KEEP`` or ``LEAVE_OUT``."""
    if field in (KEEP, LEAVE_OUT):
        return Match(None, 1.0, _("as you said"), left_out=field == LEAVE_OUT, is_told=True)
    return Match(field, 1.0, _("as you said"), is_told=True)


def own(why: str = "") -> Match:
    """Say that a column is kept as one of the project's own, under the name that it has in the file."""
    return Match(None, 0.0, why or _("kept as a column of its own"))
