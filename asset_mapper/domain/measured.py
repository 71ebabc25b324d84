"""What two figures of an indicator tell: which way it went, and whether that is what is wanted."""

from __future__ import annotations

from asset_mapper.domain.indicator import Wanted
from asset_mapper.i18n import _


def way(wanted: Wanted, first: float, last: float) -> str:
    """Say which way something went between two figures; nothing about why."""
    if last == first:
        return _("It is as it was, which is what is wanted.") if wanted is Wanted.KEEP else _("It is as it was.")
    up = last > first
    if wanted is Wanted.KEEP:
        return (
            _("It has gone up; it should stay as it is.") if up else _("It has gone down; it should stay as it is.")
        )
    if up == (wanted is Wanted.UP):
        return (
            _("It has gone up, which is what is wanted.") if up else _("It has gone down, which is what is wanted.")
        )
    return _("It has gone up; it should go down.") if up else _("It has gone down; it should go up.")
