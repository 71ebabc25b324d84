"""What an evaluation report says: a publication → a document, section by section.

It tells what was recorded and nothing else. Where something is missing it says *not yet recorded*: a report of
strengths names its gaps as what could be learned next.
"""

from __future__ import annotations

from collections.abc import Callable

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.outcome import ChosenBy
from asset_mapper.domain.publication import Publication
from asset_mapper.formats.exporters.looks import looks
from asset_mapper.formats.report import drawings, evidence_parts, pathway_parts
from asset_mapper.formats.report.document import Block, Bullets, Document, Drawing, Section, Table, Words
from asset_mapper.formats.report.gaps import gaps
from asset_mapper.formats.report.reading import ReadPublication, Row, day, rows_of
from asset_mapper.i18n import N_, _, format_date, format_number, ngettext, speaking

_KINDS = {
    AssetKind.PERSON: N_("People"),
    AssetKind.GROUP: N_("Groups"),
    AssetKind.ORGANISATION: N_("Organisations"),
    AssetKind.PLACE: N_("Places"),
    AssetKind.EXCHANGE: N_("Exchange"),
    AssetKind.CULTURE: N_("Culture"),
}


def report(publication: Publication, language: str) -> Document:
    """Write the report of *publication* in one language."""
    with speaking(language):
        read = ReadPublication(publication, language)
        parts: tuple[Callable[[ReadPublication], Section | None], ...] = (
            _purpose,
            _what_we_have,
            _what_matters,
            pathway_parts.pathways,
            evidence_parts.evidence,
            evidence_parts.changes,
            evidence_parts.stories,
            gaps,
            _how_it_was_done,
            _next_steps,
            evidence_parts.sources,
        )
        about = [
            format_date(publication.made_on),
            _("For: {audience}").format(audience=_(publication.audience.label)),
        ]
        if publication.publisher:
            about.insert(0, publication.publisher)
        return Document(
            language=language,
            title=publication.title.text(language),
            kind=_("Evaluation report"),
            about=tuple(about),
            sections=tuple(section for part in parts if (section := part(read)) is not None),
        )


def _purpose(read: ReadPublication) -> Section:
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


def _what_we_have(read: ReadPublication) -> Section:
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


def _what_matters(read: ReadPublication) -> Section | None:
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


def _how_it_was_done(read: ReadPublication) -> Section:
    publication = read.publication
    blocks: list[Block] = []
    if len(publication.sessions):
        rows = []
        for row in rows_of(publication.sessions.sort_values("on")):
            few = _("fewer than {n}").format(n=publication.small_count)
            present = row["people_present"]
            there = few if row["people_present_few"] else "" if present != present else format_number(int(present))
            rows.append((day(str(row["on"])), read.text(row, "place"), read.text(row, "purpose"), there))
        blocks.append(
            Table(
                _("Mapping sessions"),
                (_("Date"), _("Place"), _("Purpose"), _("People present")),
                tuple(rows),
                numbers=frozenset({3}),
            )
        )
    methods = sorted({str(method) for method in publication.readings["method"] if method})
    if methods:
        blocks += [Words(_("Readings were taken by:")), Bullets(tuple(methods))]
    blocks.append(
        Words(
            _(
                "Evidence is on links, not on assets. Each link stands on the highest rung that evidence for it "
                "reaches: not yet known, belief, data on outputs, data on the level of the outcome, data on change "
                "in the outcome, change caused by the link. Evidence against a link is shown beside the rest."
            )
        )
    )
    held: dict[str, int] = {}
    for one in publication.held_back:
        held[_(one.reason.label)] = held.get(_(one.reason.label), 0) + one.records
    if held:
        table = tuple((reason, format_number(count)) for reason, count in held.items())
        blocks.append(Table(_("Held back, and why"), (_("Reason"), _("Records")), table, numbers=frozenset({1})))
    return Section(_("How it was done"), tuple(blocks))


def _next_steps(read: ReadPublication) -> Section:
    """Questions for whoever decides, from what is due; and a table to be filled in, since nobody else can."""
    today = read.publication.made_on.isoformat()
    due = [
        _("The day of the target for “{indicator}” was {day}: was it reached, and what now?").format(
            indicator=read.text(row, "name"), day=day(str(row["target_on"]))
        )
        for rows in read.indicators.values()
        for row in rows
        if row["target_on"] and str(row["target_on"]) < today
    ]
    blocks: list[Block] = [Bullets(tuple(due))] if due else []
    blocks.append(
        Table(
            _("Agreed (to be filled in)"),
            (_("What"), _("Who"), _("By when")),
            tuple(("", "", "") for _row in range(4)),
        )
    )
    return Section(_("Next steps"), tuple(blocks))
