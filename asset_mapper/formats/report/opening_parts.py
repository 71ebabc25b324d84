"""The parts of a report that open it: what it is for, what we have, what matters and who chose it."""

from __future__ import annotations

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.outcome import ChosenBy
from asset_mapper.formats.exporters.looks import looks
from asset_mapper.formats.report import drawings, votes_parts
from asset_mapper.formats.report.document import Block, Drawing, Section, Table, Traced, Words
from asset_mapper.formats.report.reading import ReadPublication, Row, rows_of
from asset_mapper.i18n import N_, _, format_number, ngettext

KINDS = {
    AssetKind.PERSON: N_("People"),
    AssetKind.GROUP: N_("Groups"),
    AssetKind.ORGANISATION: N_("Organisations"),
    AssetKind.PLACE: N_("Places"),
    AssetKind.EXCHANGE: N_("Exchange"),
    AssetKind.CULTURE: N_("Culture"),
}

_CHOSEN_BY = {
    ChosenBy.RESIDENTS.value: N_("residents"),
    ChosenBy.STAFF.value: N_("staff"),
    ChosenBy.BOTH.value: N_("residents and staff"),
}


def purpose(read: ReadPublication) -> Section:
    publication = read.publication
    blocks: list[Block] = []
    if publication.introduction:
        blocks.append(Words(publication.introduction.text(read.language)))
    told = _(
        "This report says what the community has, which outcomes that supports and how, and what is known about each "
        "of these links."
    )
    if publication.audience is Audience.TEAM:
        shown = _("It is for the team alone: before anything of it is passed on, ask who agreed to that.")
    else:
        shown = _("It holds nothing that people did not agree to show.")
    blocks.append(Words(f"{told} {shown}"))
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
    rows = tuple((_(KINDS[kind]), format_number(count)) for kind, count in counts if count)
    total = len(publication.assets)
    said = ngettext("{n} asset is in this report.", "{n} assets are in this report.", total)
    blocks: list[Block] = [Words(said.format(n=format_number(total)))]
    if rows:
        title = _("Assets by kind")
        canvas = drawings.bars(
            [(_(KINDS[kind]), count, looks()[kind].colour) for kind, count in counts if count], title
        )
        table = Table(title, (_("Kind"), _("How many")), rows, numbers=frozenset({1}))
        blocks.append(Drawing((canvas.picture(),), title, table))
    drawn = _map(read)
    if drawn is not None:
        blocks.append(drawn)
    return Section(_("What we have"), tuple(blocks), key="have")


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
    there = set(publication.assets["kind"][placed])
    legend = [(_(label), looks()[kind]) for kind, label in KINDS.items() if kind.value in there]
    canvas = drawings.area_map(rings, symbols, title, legend)
    rows, named = [], rows_of(areas)
    for place, area in enumerate(areas.geometry):
        if area is not None:
            inside = int(shapely.intersects(area, centres).sum())
            rows.append((read.text(named[place], "name"), format_number(inside)))
    rows.append((_("On the map in all"), format_number(int(placed.sum()))))
    rows.append((_("Not on the map"), format_number(int((~placed).sum()))))
    table = Table(title, (_("Area"), _("Assets")), tuple(rows), numbers=frozenset({1}))
    return Drawing((canvas.picture(),), title, table)


def what_matters(read: ReadPublication) -> Section | None:
    """List the outcomes that somebody chose, by their frameworks: who chose them, and how much is known."""
    chosen = read.chosen_outcomes
    if not chosen:
        return None
    frameworks = {str(row["id"]): row for row in rows_of(read.publication.frameworks)}
    shared = [row for row in chosen if not row["personal"]]
    used = [frameworks[key] for key in dict.fromkeys(str(row["framework_id"]) for row in shared) if key in frameworks]
    blocks: list[Block] = []
    if any(row["contributes_only"] for row in chosen):
        national = _("What is done here contributes to a national measure, and cannot move it on its own.")
        blocks.append(Words(national, quiet=True))
    for framework in used:
        rows = [row for row in shared if row["framework_id"] == framework["id"]]
        blocks.append(_table_of_chosen(read, _framework_name(read, framework), rows))
    if personal := [row for row in chosen if row["personal"]]:
        blocks.append(_table_of_chosen(read, _("Personal outcomes, for the team alone"), personal))
    if (votes := votes_parts.by_session(read, chosen)) is not None:
        blocks.append(votes)
    return Section(_("What matters, and who chose it"), tuple(blocks), key="matters")


def _table_of_chosen(read: ReadPublication, title: str, rows: list[Row]) -> Table:
    """List outcomes; who chose them, and their votes, where that is known of any."""
    head = (_("Outcome"), _("Chosen by"), _("Votes"), _("Links"), _("Best known"))
    table = Table(title, head, tuple(_chosen(read, row) for row in rows), numbers=frozenset({2, 3}))
    said_of_none = (
        place for place, field in enumerate(("chosen_by", "votes"), 1) if not any(row[field] for row in rows)
    )
    return table.without(*said_of_none)


def _chosen(read: ReadPublication, row: Row) -> tuple[str, ...]:
    links, there = len(read.supports.get(row["id"], ())), read.key_of_outcome(row["id"])
    return (
        read.outcome_name(row["id"]),
        _chosen_by(row),
        format_number(int(row["votes"])) if row["votes"] else "",
        Traced(format_number(links) if links else "", there),
        Traced(_(read.best_known(row["id"]).label) if links else _("Not yet recorded"), there),
    )


def _chosen_by(row: Row) -> str:
    by = _CHOSEN_BY.get(row["chosen_by"])
    return _(by) if by else _("not yet recorded")


def _framework_name(read: ReadPublication, framework: Row) -> str:
    """Name a framework with its version, where that is a year or a number and not in the name already."""
    name, version = read.text(framework, "name"), str(framework["version"])
    return f"{name}, {version}" if any(map(str.isdigit, version)) and version not in name else name
