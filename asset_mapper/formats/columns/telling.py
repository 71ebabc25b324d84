"""What a person says of columns, checked: whether there is such a field, and such a column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from asset_mapper.errors import NotFoundError, WrongUseError
from asset_mapper.formats.base import SourceTable
from asset_mapper.formats.columns.fields import BY_KEY
from asset_mapper.formats.columns.headings import squeezed
from asset_mapper.formats.columns.match import KEEP, LEAVE_OUT
from asset_mapper.i18n import _

_OTHER_KEYS = {
    "lat": "latitude",
    "lon": "longitude",
    "lng": "longitude",
    "telephone": "phone",
    "website": "web",
    "url": "web",
    "description": "summary",
    "gridref": "grid_reference",
    "grid_ref": "grid_reference",
    "id": "source_id",
    "category": "tags",
    "tag": "tags",
    "address1": "address_1",
    "address2": "address_2",
    "address3": "address_3",
    "geometry": "wkt",
    "opening_times": "opening",
    "meeting_times": "opening",
    "contact": "contact_person",
}
"""What fields are called too, by whoever writes them on the command line."""


def check_told(told: Iterable[tuple[str, str]], tables: Sequence[SourceTable]) -> dict[str, list[str]]:
    """Check what a person said about columns, and give field → columns.

    Raises
    ------
    WrongUseError
        There is no such field; the message names some that are spelled alike.
    NotFoundError
        No table has such a column.
    """
    from rapidfuzz import process

    headings = list(dict.fromkeys(str(heading) for table in tables for heading in table.frame.columns))
    by_squeezed = {squeezed(heading): heading for heading in reversed(headings)}
    checked: dict[str, list[str]] = {}
    for field_key, column in told:
        key = field_key.strip().casefold().replace("-", "_").replace(" ", "_")
        key = _OTHER_KEYS.get(key, key)
        if key not in BY_KEY and key not in (KEEP, LEAVE_OUT):
            near = [found for found, *_rest in process.extract(key, list(BY_KEY), limit=4, score_cutoff=50)]
            raise WrongUseError(
                _("There is no field “{field}”. Did you mean: {near}? All fields: {fields}.").format(
                    field=field_key, near=", ".join(near) or "name", fields=", ".join(BY_KEY)
                )
            )
        heading = column if column in headings else by_squeezed.get(squeezed(column))
        if heading is None:
            near = [found for found, *_rest in process.extract(column, headings, limit=4, score_cutoff=40)]
            raise NotFoundError(
                _("There is no column “{column}”. Did you mean: {near}?").format(
                    column=column, near=", ".join(near or headings[:12])
                )
            )
        if checked.get(key) and key in BY_KEY and not BY_KEY[key].many:
            raise WrongUseError(
                _("“{field}” takes one column, but two were given: {first} and {second}.").format(
                    field=key, first=checked[key][0], second=heading
                )
            )
        checked.setdefault(key, []).append(heading)
    return checked
