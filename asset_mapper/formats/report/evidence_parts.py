"""The parts of a report that say what is known: evidence on each link, what changed, stories, sources."""

from __future__ import annotations

from datetime import date

from asset_mapper.domain.evidence import STRENGTH_LABELS, EvidenceFinding, EvidenceKind
from asset_mapper.domain.figures import Figures, amount, known
from asset_mapper.domain.indicator import Wanted
from asset_mapper.domain.link import Direction, FourCo
from asset_mapper.formats.exporters.addresses import web_link
from asset_mapper.formats.report import drawings
from asset_mapper.formats.report.document import Block, Bullets, Drawing, Quotation, Section, Sources, Table, Words
from asset_mapper.formats.report.reading import ReadPublication, Row, day
from asset_mapper.i18n import _, format_date


def evidence(read: ReadPublication) -> Section | None:
    """Say for each outcome which links lead to it, how, and what is known about each."""
    parts = []
    for outcome in read.chosen_outcomes:
        links = read.supports.get(outcome["id"], [])
        if links:
            ordered = sorted(links, key=lambda link: -read.coverage(link["id"]).rung)
            blocks = [block for link in ordered for block in _link(read, link)]
            parts.append(Section(read.outcome_name(outcome["id"]), tuple(blocks)))
    return Section(_("What is known about each link"), (), tuple(parts)) if parts else None


def _link(read: ReadPublication, link: Row) -> list[Block]:
    start, how = read.start_name(link), read.text(link, "how")
    about = [_("Evidence: {coverage}").format(coverage=_(read.coverage(link["id"]).label))]
    if link["direction"] == Direction.HARMS.value:
        about.insert(0, _("Harms this outcome"))
    if link["co"]:
        about.append(_(FourCo(link["co"]).label))
    return [Words(how, lead=start), Words(" · ".join(about), quiet=True), *_pieces(read, link)]


def _pieces(read: ReadPublication, link: Row) -> list[Block]:
    pieces = tuple(
        _piece(read, row) for row in read.evidence.get(link["id"], []) if row["kind"] != EvidenceKind.STORY
    )
    return [Bullets(pieces)] if pieces else []


def _piece(read: ReadPublication, row: Row) -> str:
    parts = [_(EvidenceKind(row["kind"]).label) + (f", {day(str(row['on']))}" if row["on"] else "")]
    if row["finding"] != EvidenceFinding.SUPPORTS.value:
        parts.append(_(EvidenceFinding(row["finding"]).label))
    parts += [read.text(row, "summary"), read.figures(row).in_words()]
    if (strength := known(row["strength"])) is not None:
        parts.append(_("Strength {label}").format(label=_(STRENGTH_LABELS[int(strength)])))
    return " – ".join(part for part in parts if part)


def changes(read: ReadPublication) -> Section | None:
    """Show each indicator with its readings, and say what changed between the first and the last."""
    parts = []
    for outcome in read.chosen_outcomes:
        for indicator in read.indicators.get(outcome["id"], []):
            blocks = _indicator(read, outcome, indicator)
            parts.append(Section(read.text(indicator, "name"), tuple(blocks)))
    return Section(_("What changed"), (), tuple(parts)) if parts else None


def _indicator(read: ReadPublication, outcome: Row, indicator: Row) -> list[Block]:
    unit, rows = str(indicator["unit"]), read.readings.get(indicator["id"], [])
    wanted = _(Wanted(indicator["wanted"]).label)
    said = _("An indicator of “{outcome}”. Wanted: {direction}.")
    blocks: list[Block] = [Words(said.format(outcome=read.outcome_name(outcome["id"]), direction=wanted), quiet=True)]
    if (baseline := read.text(indicator, "baseline_text")) != "":
        blocks.append(Words(_("At the beginning: {words}").format(words=baseline)))
    numbers = [row for row in rows if known(row["value"]) is not None]
    if numbers:
        blocks.append(Words(_change(read, numbers, unit)))
        blocks.append(_chart(read, indicator, numbers, unit))
    blocks += [Quotation(words, day(str(row["on"]))) for row in rows if (words := read.text(row, "words"))]
    if not rows:
        blocks.append(Words(_("Readings: not yet recorded."), quiet=True))
    return blocks


def _change(read: ReadPublication, rows: list[Row], unit: str) -> str:
    if len(rows) == 1:
        return _("One reading: {value}. A change needs a second one.").format(value=amount(rows[0]["value"], unit))
    first, last = rows[0], rows[-1]
    period = f"{day(str(first['on']))} – {day(str(last['on']))}"
    return Figures(first["value"], last["value"], unit, last["n"], bool(last["n_few"]), period).in_words()


def _chart(read: ReadPublication, indicator: Row, rows: list[Row], unit: str) -> Drawing:
    title = read.text(indicator, "name")
    target = known(indicator["target"])
    said = _("target {value}").format(value=amount(target, unit)) if target is not None else ""
    points = [
        drawings.Reading(
            date.fromisoformat(str(row["on"])[:10]).toordinal(),
            float(row["value"]),
            amount(row["value"], unit),
            format_date(date.fromisoformat(str(row["on"])[:10]), style="medium"),
        )
        for row in rows
    ]
    canvas = drawings.readings(points, target, said, title)
    few = _("fewer than {n}").format(n=read.publication.small_count)
    table = [
        (
            day(str(row["on"])),
            amount(row["value"], unit),
            few if row["n_few"] else _count(row["n"]),
            str(row["method"]),
        )
        for row in rows
    ]
    if target is not None:
        when = day(str(indicator["target_on"]))
        table.append((_("Target") + (f", {when}" if when else ""), amount(target, unit), "", ""))
    head = (_("Date"), _("Reading"), _("n"), _("How it was taken"))
    return Drawing(
        canvas.svg(), title, Table(title, head, tuple(table), frozenset({1, 2})), canvas.width, canvas.height
    )


def _count(n: float) -> str:
    counted = known(n)
    return "" if counted is None else str(int(counted))


def stories(read: ReadPublication) -> Section | None:
    """Give the stories that may be shown to this audience, each with the link that it is about."""
    told: list[Block] = []
    for link_id, pieces in read.evidence.items():
        link = read.links.get(link_id)
        if link is None:
            continue
        about = f"{read.start_name(link)} → {read.outcome_name(link['outcome_id'])}"
        for row in pieces:
            if row["kind"] == EvidenceKind.STORY.value:
                finding = (
                    ""
                    if row["finding"] == EvidenceFinding.SUPPORTS.value
                    else _(EvidenceFinding(row["finding"]).label)
                )
                told.append(
                    Quotation(read.text(row, "summary"), " · ".join(part for part in (about, finding) if part))
                )
    return Section(_("Stories"), tuple(told)) if told else None


def sources(read: ReadPublication) -> Section | None:
    """List where evidence was published or is kept, each once."""
    items = {}
    for rows in read.evidence.values():
        for row in rows:
            if row["citation"] or row["url"]:
                items[str(row["citation"] or row["url"])] = web_link(str(row["url"]))
    return Section(_("Sources"), (Sources(tuple(sorted(items.items()))),)) if items else None
