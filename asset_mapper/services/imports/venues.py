"""Which venues the rows of a file name: looked up among the places of the project, and of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from asset_mapper.analysis.duplicates.names import name_key
from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.whereabouts import WhereKind
from asset_mapper.formats.base import Severity
from asset_mapper.formats.drafting import ImportDraft
from asset_mapper.i18n import _
from asset_mapper.services.imports.known import Known


def settle_venues(drafts: Sequence[ImportDraft], known: Known | None) -> None:
    """Look up the venues that rows name, in the project and in the file; any other name stays a column of its own.

    A row with a place of its own keeps it, and its meetings are at the venue. In a list that we wrote, the place of a
    row with a venue is the venue's.
    """
    if any(any(one.venues) for one in drafts):
        places = _venues(drafts, known)
        for one in drafts:
            if any(one.venues):
                _settle_venues_of(one, places)


def _settle_venues_of(one: ImportDraft, places: Mapping[str, set[str]]) -> None:
    confidential = WhereKind.CONFIDENTIAL.value
    unknown = False
    for row, venue in enumerate(one.venues):
        if not venue:
            continue
        found = places.get(name_key(venue), set()) - {one.ids[row]}
        if len(found) == 1:
            one.assets["where_venue_id"][row] = next(iter(found))
            if one.is_own and one.assets["where_kind"][row] != confidential:
                one.assets["geometry"][row] = one.assets["where_precision"][row] = None
        elif one.venue_column and one.assets["where_kind"][row] != confidential:
            unknown = True
            one.assets["custom"][row][one.venue_column] = venue
    one.at_venue = list(one.assets["where_venue_id"])
    for row, venue_id in enumerate(one.at_venue):
        if venue_id and one.assets["geometry"][row] is None and one.assets["where_kind"][row] != confidential:
            one.assets["where_kind"][row] = WhereKind.VENUE.value
        elif venue_id:
            one.assets["where_venue_id"][row] = None
            if one.venue_column and one.assets["where_kind"][row] != confidential:
                one.assets["custom"][row][one.venue_column] = one.venues[row] or ""
    if unknown:
        one.findings.add(
            "venue-unknown",
            _("Some venues are not among the places of the project; they were kept as a column of their own."),
            Severity.INFO,
            column=one.venue_column,
        )


def _venues(drafts: Sequence[ImportDraft], known: Known | None) -> dict[str, set[str]]:
    """List what could be a venue by its name: what is known or in the file, no person, nothing confidential."""
    places: dict[str, set[str]] = {}
    hidden, person = WhereKind.CONFIDENTIAL.value, AssetKind.PERSON.value
    known_names: set[str] = set()
    if known is not None:
        for index, names in enumerate(known.things.names):
            if not known.things.people[index] and known.columns["where_kind"][index] != hidden:
                for key in {name_key(name) for name in names if name}:
                    places.setdefault(key, set()).add(known.ids[index])
                    known_names.add(key)
    names = ("name_cy", "name_en", "kind", "where_kind")
    for one in drafts:
        for cy, en, kind, where_kind, asset_id in zip(*(one.assets[name] for name in names), one.ids, strict=True):
            if kind != person and where_kind != hidden:
                for key in {name_key(name) for name in (cy, en) if name} - known_names:
                    places.setdefault(key, set()).add(asset_id)
    return places


def point_elsewhere(one: ImportDraft, elsewhere: Mapping[RecordId, RecordId | None]) -> None:
    """Change venues that are rows of the file and will not be made: to the asset that a row is, or to none."""
    venue_ids, kinds = one.assets["where_venue_id"], one.assets["where_kind"]
    for row, venue_id in enumerate(one.at_venue):
        if venue_id is not None and venue_id in elsewhere:
            one.at_venue[row] = elsewhere[venue_id]
    for row, venue_id in enumerate(venue_ids):
        if venue_id in elsewhere:
            venue_ids[row] = elsewhere[venue_id]
            if venue_ids[row] is None:
                kinds[row] = WhereKind.NONE.value
                if one.venue_column:
                    one.assets["custom"][row][one.venue_column] = one.venues[row] or ""
