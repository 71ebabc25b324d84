"""The parts of a report that open it: what it is for, what we have, what matters and who chose it."""

from __future__ import annotations

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.outcome import ChosenBy
from asset_mapper.formats.exporters.looks import looks
from asset_mapper.formats.report import drawings
from asset_mapper.formats.report.document import Block, Drawing, Section, Table, Words
from asset_mapper.formats.report.reading import ReadPublication, Row, rows_of
from asset_mapper.i18n import N_, _, format_number, ngettext

_KINDS = {
    AssetKind.PERSON: N_("People"),
    AssetKind.GROUP: N_("Groups"),
    AssetKind.ORGANISATION: N_("Organisations"),
    AssetKind.PLACE: N_("Places"),
    AssetKind.EXCHANGE: N_("Exchange"),
    AssetKind.CULTURE: N_("Culture"),
}


def purpose(read: ReadPublication) -> Section:
    publication = read.publication
    blocks: list[Block] = []
    if publication.introduction:
        blocks.append(Words(publication.introduction.text(read.language)))
    blocks.append(
        Words(
            _(
                "This report says what the community has, which outcomes that supports and how, and what is known "
                "about each of these links. Nothing is in it that people did not agree to show."
            )
        )
    )
    if publication.fictional:
        blocks.append(Words(_("The community, its people and its figures are made up."), quiet=True))
    if publication.contact:
        blocks.append(
            Words(
                _("To have an entry corrected or removed: {contact}").format(contact=publication.contact), quiet=True
            )
        )
    return Section(_("Purpose"), tuple(blocks))


def what_we_have(read: ReadPublication) -> Section:
    publication = read.publication
    kinds = publication.assets["kind"].value_counts()
    counts = [(kind, int(kinds.get(kind.value, 0))) for kind in AssetKind]
    rows = tuple((_(_KINDS[kind]), format_number(count)) for kind, count in counts if count)
    total = len(publication.assets)
    said = ngettext("{n} asset is in this report.", "{n} assets are in this report.", total)
    blocks: list[Block] = [Words(said.format(n=format_number(total)))]
    if rows:
        title = _("Assets by kind")
        canvas = drawings.bars(
            [(_(_KINDS[kind]), count, looks()[kind].colour) for kind, count in counts if count], title
        )
        table = Table(title, (_("Kind"), _("Number")), rows, numbers=frozenset({1}))
        blocks.append(Drawing(canvas.svg(), title, table, canvas.width, canvas.height))
    drawn = _map(read)
    if drawn is not None:
        blocks.append(drawn)
    return Section(_("What we have"), tuple(blocks))


def _map(read: ReadPublication) -> Drawing | None:
    """Draw where the assets are, with their areas; the table says how many are in each."""
    import shapely

    publication = read.publication
    points = publication.assets.geometry
    placed = points.notna()
    if not placed.any():
        return None
    areas = publication.areas
    rings = [
        [(float(x), float(y)) for x, y in shapely.get_coordinates(part.exterior)]
        for area in areas.geometry
        if area is not None
        for part in shapely.get_parts(shapely.simplify(area, 0.0005))
        if part.geom_type == "Polygon"
    ]
    centres = shapely.point_on_surface(points[placed].to_numpy())
    symbols = [
        (float(centre.x), float(centre.y), looks()[AssetKind(kind)])
        for centre, kind in zip(centres, publication.assets["kind"][placed], strict=True)
    ]
    title = _("Where the assets are")
    canvas = drawings.area_map(rings, symbols, title)
    rows, named = [], rows_of(areas)
    for place, area in enumerate(areas.geometry):
        if area is not None:
            inside = int(shapely.intersects(area, centres).sum())
            rows.append((read.text(named[place], "name"), format_number(inside)))
    rows.append((_("On the map in all"), format_number(int(placed.sum()))))
    rows.append((_("Not on the map"), format_number(int((~placed).sum()))))
    table = Table(title, (_("Area"), _("Assets")), tuple(rows), numbers=frozenset({1}))
    return Drawing(canvas.svg(), title, table, canvas.width, canvas.height)


def what_matters(read: ReadPublication) -> Section | None:
    chosen = read.chosen_outcomes
    if not chosen:
        return None
    blocks: list[Block] = []
    by = {choice.value: _(choice.label) for choice in ChosenBy}
    frameworks = {str(row["id"]): row for row in rows_of(read.publication.frameworks)}
    used = [frameworks[key] for key in dict.fromkeys(str(row["framework_id"]) for row in chosen) if key in frameworks]
    for framework in used:
        rows = [row for row in chosen if row["framework_id"] == framework["id"]]
        blocks.append(
            Table(
                _framework_name(read, framework),
                (_("Outcome"), _("Who chose it"), _("Votes"), _("Supported by")),
                tuple(
                    (
                        read.outcome_name(row["id"]),
                        by.get(row["chosen_by"], _("not yet recorded")),
                        format_number(int(row["votes"])) if row["votes"] else "",
                        _supported(len(read.supports.get(row["id"], []))),
                    )
                    for row in rows
                ),
                numbers=frozenset({2}),
            )
        )
    return Section(_("What matters, and who chose it"), tuple(blocks))


def _framework_name(read: ReadPublication, framework: Row) -> str:
    name = read.text(framework, "name")
    return f"{name}, {framework['version']}" if framework["version"] else name


def _supported(links: int) -> str:
    return ngettext("{n} link", "{n} links", links).format(n=format_number(links)) if links else _("not yet recorded")
