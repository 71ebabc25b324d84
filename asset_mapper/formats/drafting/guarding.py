"""What must not travel further than it may: people, confidential places, groups whose members would be laid bare.

These rules come last, when every column is filled, and change what the other steps have read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.whereabouts import WhereKind
from asset_mapper.formats.base import Severity
from asset_mapper.formats.drafting.cells import Cells
from asset_mapper.formats.drafting.import_draft import Columns, Filled
from asset_mapper.formats.drafting.names import Names
from asset_mapper.formats.kinds import is_sensitive, may_be_refuge
from asset_mapper.i18n import _

_PLACE_FIELDS = frozenset(
    """
    address house street address_1 address_2 address_3 address_4 locality town county postcode uprn longitude latitude
    easting northing x y crs grid_reference position wkt precision
    """.split()  # noqa: SIM905 - a table that people read
)
"""What would pin a person to a place."""

_PINS = re.compile(
    r"address|cyfeiriad|postcode|post ?code|cod post|street|house|lat|lon|easting|northing|uprn", re.IGNORECASE
)
"""Words in headings of columns without a field that would do the same."""


def keep_people_for_the_team(cells: Cells, assets: Filled, names: Names, told: Audience | None) -> None:
    """A person is for the team, and never pinned to a place: an area or the first half of a postcode is all.

    Parameters
    ----------
    told
        How far a person who imports said that assets may travel.
    """
    person = AssetKind.PERSON.value
    people = [row for row, kind in enumerate(assets.columns["kind"]) if kind == person]
    visibility = assets.columns["visibility"]
    for row in people:
        if row in names.refused:
            continue
        if visibility[row] != Audience.TEAM.value or told is None:
            cells.report(
                row,
                "person",
                _(
                    "{name} is a person: kept for the team only, until an agreement to be kept and to be "
                    "shown is noted."
                ).format(name=names.shown[row]),
            )
        visibility[row] = Audience.TEAM.value
        _unpin(cells, assets, row, names.shown[row])
    _keep_under_18_to_people(cells, assets.columns, people)


def _unpin(cells: Cells, filled: Filled, row: int, name: str) -> None:
    assets = filled.columns
    postcode = assets["where_postcode"][row]
    told = [
        name
        for name in ("geometry", "where_address", "where_postcode", "where_uprn")
        if assets[name][row] not in (None, "")
    ]
    district = postcode.split(" ")[0] if postcode else ""
    assets["geometry"][row] = assets["where_precision"][row] = None
    assets["where_address"][row] = assets["where_postcode"][row] = assets["where_uprn"][row] = ""
    has_area = bool(assets["where_area_first"][row])
    if not has_area and district:
        assets["where_area_en"][row], assets["where_area_first"][row] = district, "en"
        filled.given.update(("where_area_cy", "where_area_en", "where_area_first"))
        has_area = True
    assets["where_kind"][row] = (WhereKind.AREA if has_area else WhereKind.NONE).value
    for heading in list(cells.kept[row]):
        match = cells.matches.get(heading)
        if match is not None and (match.field in _PLACE_FIELDS or _PINS.search(heading)):
            del cells.kept[row][heading]
            told.append(heading)
    if told:
        cells.report(
            row,
            "person-unpinned",
            _("People are never pinned to a place: the address and coordinates of {name} were not imported.").format(
                name=name
            ),
        )


def _keep_under_18_to_people(cells: Cells, assets: Columns, people: Sequence[int]) -> None:
    """Only a person is under 18; what else the file says so of keeps it as a column of its own."""
    named = set(people)
    heading = cells.heading("under_18")
    for row, under in enumerate(assets["under_18"]):
        if under and row not in named:
            assets["under_18"][row] = False
            if heading:
                cells.keep(heading, row)


def hide_confidential(cells: Cells, assets: Columns, hidden: Sequence[bool], venues: list[str | None]) -> None:
    """A place that the file marks as confidential keeps the name of its area and nothing else."""
    for row, is_hidden in enumerate(hidden):
        if not is_hidden:
            continue
        assets["where_kind"][row] = WhereKind.CONFIDENTIAL.value
        assets["geometry"][row] = assets["where_precision"][row] = None
        for name in ("where_address", "where_postcode", "where_uprn", "where_area_code"):
            assets[name][row] = ""
        cells.kept[row] = {}
        venues[row] = None
        cells.report(
            row,
            "confidential",
            _("The file says that this place is confidential: nothing that tells where it is was imported."),
        )


def look_closer(cells: Cells, assets: Columns, names: Names, hidden: Sequence[bool]) -> None:
    """Point at what may have to stay secret, and at groups whose members would be laid bare."""
    group, partners, public = AssetKind.GROUP.value, Audience.PARTNERS.value, Audience.PUBLIC.value
    visibility, sensitive = assets["visibility"], assets["sensitive"]
    for row, (name, kind) in enumerate(zip(names.shown, assets["kind"], strict=True)):
        if row in names.refused:
            continue
        if may_be_refuge(name) and not hidden[row]:
            cells.report(
                row,
                "perhaps-confidential",
                _(
                    "“{name}” may be a place that must stay secret. If so, keep its place confidential "
                    "before anything is shown."
                ).format(name=name),
            )
        if not sensitive[row] and kind == group and is_sensitive(name):
            sensitive[row] = True
            cells.report(
                row,
                "sensitive",
                _(
                    "Belonging to “{name}” says something private about people, so it was marked as "
                    "sensitive: partners at most."
                ).format(name=name),
                Severity.INFO,
            )
            if visibility[row] == public:
                visibility[row] = partners
        elif sensitive[row] and visibility[row] == public and "visibility" not in cells:
            visibility[row] = partners  # else someone decided otherwise
