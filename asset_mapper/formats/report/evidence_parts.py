"""The parts of a report that say what is known: evidence on each link, what changed, stories, sources."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from asset_mapper.domain.evidence import STRENGTH_LABELS, EvidenceFinding, EvidenceKind
from asset_mapper.domain.figures import amount, known
from asset_mapper.domain.indicator import Wanted
from asset_mapper.domain.link import Direction, FourCo
from asset_mapper.domain.measured import way
from asset_mapper.formats.report import drawings
from asset_mapper.formats.report.document import (
    Block,
    Bullets,
    Drawing,
    Quotation,
    Section,
    Sources,
    Table,
    Together,
    Traced,
    Words,
)
from asset_mapper.formats.report.other_language import bare
from asset_mapper.formats.report.reading import BARE, MOST, ReadPublication, Row, at_most, day, more_of, source_of
from asset_mapper.i18n import _, format_date, format_number


def evidence(read: ReadPublication) -> Section | None:
    """Say for each outcome which links lead to it, how, and what is known about each."""
    parts, bare_outcomes = [], []
    for outcome in read.chosen_outcomes:
        links = read.supports.get(outcome["id"], [])
        ordered = sorted(links, key=lambda link: -read.coverage(link["id"]).rung)
        known_of = [_link(read, link) for link in ordered if read.evidence.get(link["id"])]
        bare = [link for link in ordered if not read.evidence.get(link["id"])]
        if known_of:
            blocks = (*known_of, *_bare(read, bare))
            parts.append(Section(read.outcome_name(outcome["id"]), blocks, key=read.key_of_outcome(outcome["id"])))
        elif bare:
            bare_outcomes.append((read.outcome_name(outcome["id"]), bare))
    if bare_outcomes:
        heading = _("Outcomes for which evidence is not yet recorded")
        parts.append(Section(heading, (_table_of_bare(read, bare_outcomes),), key=BARE))
    if not parts:
        return None
    how_to_read = Words(
        _(
            "For each outcome: what supports it and how, the highest rung of evidence that is reached, and each "
            "piece of evidence. After “n =” stands how many people or things were asked or counted; a number in "
            "square brackets is that of its source."
        ),
        quiet=True,
    )
    return Section(_("What is known about each link"), (how_to_read,), tuple(parts), key="evidence")


def _table_of_bare(read: ReadPublication, outcomes: Sequence[tuple[str, list[Row]]]) -> Table:
    """List outcomes of which nothing is known yet, with what supports them: none is worth a heading of its own."""
    rows = []
    for name, links in outcomes:
        said = [(_start(read, link), read.text(link, "how")) for link in links]
        if len(said) > MOST:
            said = [*said[:MOST], (more_of(len(said) - MOST), "")]
        rows += [(name if number == 0 else "", *one) for number, one in enumerate(said)]
    return Table(_("What supports them, and how"), (_("Outcome"), _("What supports it"), _("How")), tuple(rows))


def _bare(read: ReadPublication, links: list[Row]) -> list[Block]:
    """List the links of which nothing is known yet, a line each."""
    if not links:
        return []
    items = [": ".join(part for part in (_start(read, link), read.text(link, "how")) if part) for link in links]
    return [
        Together((Words(_("Links for which evidence is not yet recorded:"), quiet=True), Bullets(at_most(items))))
    ]


def _start(read: ReadPublication, link: Row) -> str:
    name = read.start_name(link)
    return f"{name} ({_('harms')})" if link["direction"] == Direction.HARMS.value else name


def _link(read: ReadPublication, link: Row) -> Together:
    start, how = read.start_name(link), read.text(link, "how")
    about = [_("Evidence: {coverage}").format(coverage=_(read.coverage(link["id"]).label))]
    if link["direction"] == Direction.HARMS.value:
        about.insert(0, _("Harms this outcome"))
    if link["co"]:
        about.append(_(FourCo(link["co"]).label))
    blocks = (
        Words(how, lead=f"{start}:" if how else start),
        Words(" · ".join(about), quiet=True),
        *_pieces(read, link),
    )
    return Together(blocks, key=read.key_of_link(link))


def _pieces(read: ReadPublication, link: Row) -> list[Block]:
    pieces = tuple(
        Traced(_("A story is told of it, among the stories below."), read.key(row["id"]))
        if row["kind"] == EvidenceKind.STORY
        else _piece(read, row)
        for row in read.evidence.get(link["id"], [])
    )
    return [Bullets(pieces)] if pieces else []


def _piece(read: ReadPublication, row: Row) -> str:
    """Say a piece of evidence in sentences: what it is, what it says, its figures, its strength and its source."""
    measured, reported = _figures(read, row)
    on, period = day(str(row["on"])), "" if measured else str(row["period"])
    about = [_(EvidenceKind(row["kind"]).label), on or period]
    if row["finding"] != EvidenceFinding.SUPPORTS.value:
        about.append(_(EvidenceFinding(row["finding"]).label))
    counted = "" if measured or reported else read.figures(row).how_many()
    if on and period:
        counted = f"{counted}, {period}" if counted else period
    figures = (_begun(text) for text in (measured, reported, counted) if text)
    said = [_sentence(text) for text in (read.text(row, "summary"), *figures)]
    if (strength := known(row["strength"])) is not None:
        said.append(_sentence(_("Strength {label}").format(label=_(STRENGTH_LABELS[int(strength)]))))
    if name := source_of(row):
        said.append(f"[{read.sources[name][0]}]")
    return f"{', '.join(part for part in about if part)}: {' '.join(part for part in said if part)}"


def _figures(read: ReadPublication, row: Row) -> tuple[str, str]:
    """Say the figures that were recorded, and the one that its source reports."""
    return read.figures(row).in_words(), read.reported(row).in_words()


def _begun(text: str) -> str:
    """Begin a sentence with a text; the sign for how many stays small."""
    return text if text.startswith("n = ") else f"{text[0].upper()}{text[1:]}"


def _sentence(text: str) -> str:
    return text if not text or bare(text).rstrip("”’\"'")[-1:] in ".!?…:" else f"{text}."


def changes(read: ReadPublication) -> Section | None:
    """Show each indicator with its readings, and say what changed between the first and the last."""
    parts = []
    for outcome in read.chosen_outcomes:
        for indicator in read.indicators.get(outcome["id"], []):
            blocks = _indicator(read, outcome, indicator)
            parts.append(Section(read.text(indicator, "name"), tuple(blocks), key=read.key(indicator["id"])))
    return Section(_("What changed"), (), tuple(parts)) if parts else None


def _indicator(read: ReadPublication, outcome: Row, indicator: Row) -> list[Block]:
    rows, numbers = read.readings.get(indicator["id"], []), read.series(indicator)
    about = [_("An indicator of “{outcome}”.").format(outcome=read.outcome_name(outcome["id"]))]
    if numbers:
        about.append(_("Wanted: {direction}.").format(direction=_(Wanted(indicator["wanted"]).label)))
    for text, who in ((_("Proposed by: {name}."), "proposed_by"), (_("Agreed by: {name}."), "agreed_by")):
        if name := str(indicator.get(who, "")):  # not every audience is told
            about.append(text.format(name=name))
    blocks: list[Block] = [Words(" ".join(about), quiet=True)]
    if (baseline := read.text(indicator, "baseline_text")) != "":
        blocks.append(Words(_("At the beginning: {words}").format(words=baseline)))
    if numbers:
        blocks.append(Words(_went(read, indicator, numbers)))
        if any(row["on"] for row in numbers):
            blocks.append(_chart(read, indicator, numbers))
    blocks += [Quotation(words, day(str(row["on"]))) for row in rows if (words := read.text(row, "words"))]
    if not rows:
        blocks.append(Words(_("Readings: not yet recorded."), quiet=True))
    return blocks


def _went(read: ReadPublication, indicator: Row, rows: list[Row]) -> str:
    change = read.change(indicator)
    if change is None:
        value = amount(rows[0]["value"], str(indicator["unit"]))
        if "baseline" in rows[0]:
            return _("Baseline: {value}").format(value=value)
        return _("One reading: {value}. A change needs a second one.").format(value=value)
    how = way(Wanted(indicator["wanted"]), rows[0]["value"], rows[-1]["value"])
    return f"{_sentence(change.in_words())} {how}"


def _chart(read: ReadPublication, indicator: Row, rows: list[Row]) -> Drawing:
    unit = str(indicator["unit"])
    beside = unit if unit == "%" else ""  # any other unit is said once, at the top
    title, caption = (
        f"{name} ({unit})" if unit and not beside else name for name in (read.text(indicator, "name"), _("Readings"))
    )
    target = known(indicator["target"])
    said = _("target {value}").format(value=amount(target, beside)) if target is not None else ""
    points = [
        drawings.Reading(
            date.fromisoformat(str(row["on"])[:10]).toordinal(),
            float(row["value"]),
            amount(row["value"], beside),
            format_date(date.fromisoformat(str(row["on"])[:10]), style="medium"),
        )
        for row in rows
        if row["on"]
    ]
    canvas = drawings.readings(points, target, said, title, beside)
    few = _("fewer than {n}").format(n=read.publication.small_count)
    table = [
        (
            ", ".join(part for part in (_("Baseline") if "baseline" in row else "", day(str(row["on"]))) if part),
            amount(row["value"], beside),
            few if row["n_few"] else _count(row["n"]),
            str(row["method"]),
        )
        for row in rows
    ]
    if target is not None:
        when = day(str(indicator["target_on"]))
        table.append((_("Target") + (f", {when}" if when else ""), amount(target, beside), "", ""))
    head = (_("Date"), _("Reading"), _("n"), _("How it was taken"))
    made = Table(title, head, tuple(table), frozenset({1, 2}))
    said_of_none = (place for place in (2, 3) if not any(row[place] for row in table))
    return Drawing((canvas.picture(),), caption, made.without(*said_of_none))


def _count(n: float) -> str:
    counted = known(n)
    return "" if counted is None else format_number(int(counted))


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
                source = f"[{read.sources[name][0]}]" if (name := source_of(row)) else ""
                parts = (about, finding, *_figures(read, row), source)
                about_it = Traced(" · ".join(part for part in parts if part), read.key_of_link(link))
                told.append(Quotation(read.text(row, "summary"), about_it, key=read.key(row["id"])))
    return Section(_("Stories"), tuple(told)) if told else None


def sources(read: ReadPublication) -> Section | None:
    """List where evidence was published or is kept, each once, by the number that evidence has beside it."""
    items = tuple((name, url) for name, (_number, url) in read.sources.items())
    return Section(_("Sources"), (Sources(items),)) if items else None
