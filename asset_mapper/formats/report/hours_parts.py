"""The part of a report that says which hours people gave: by asset and period, each kind by itself."""

from __future__ import annotations

from datetime import date

from asset_mapper.analysis.hours_table import Hours, HoursTable, Step, said, tables
from asset_mapper.domain.figures import known
from asset_mapper.domain.hours import HoursKind, overlaps, period_in_words
from asset_mapper.formats.report import drawings
from asset_mapper.formats.report.document import Block, Bullets, Drawing, Section, Table, Traced, Words
from asset_mapper.formats.report.reading import ReadPublication, Row, rows_of, source_of
from asset_mapper.i18n import _, format_number, ngettext

_MOST_BARS = 12


def hours(read: ReadPublication) -> Section | None:
    """Say the hours given, and the time credits earned and spent, with where each figure comes from."""
    rows = rows_of(read.publication.hours)
    if not rows:
        return None
    noted = [_hours(read, row) for row in rows]
    step = min((Step.YEAR, Step.FINANCIAL), key=lambda one: sum(bool(t.foot.across.ids) for t in tables(noted, one)))
    blocks: list[Block] = [Words(_about(step), quiet=True)]
    for table in tables(noted, step):
        blocks += _of_kind(read, table)
    doubled = dict.fromkeys(one.asset_id for one, _later in overlaps(noted))
    if doubled:
        names = ", ".join(read.text(read.assets[key], "name") for key in doubled)
        blocks.append(Words(_("Some days may be counted twice: {names}.").format(names=names)))
    return Section(
        _("Hours given"), (*blocks, Words(_("As they were noted:"), key="noted"), Bullets(_noted(read, rows)))
    )


def _hours(read: ReadPublication, row: Row) -> Hours:
    return Hours(
        str(row["id"]),
        str(row["asset_id"]),
        HoursKind(row["kind"]),
        date.fromisoformat(str(row["since"])),
        date.fromisoformat(str(row["until"])),
        float(row["hours"]),
        bool(row["or_more"]),
        read.text(row, "what"),
    )


def _about(step: Step) -> str:
    years = _("Years are from January to December.") if step is Step.YEAR else _("Years are from April to March.")
    apart = _("Hours that were noted for more than one year are not shared out: they stand in a column of their own.")
    return f"{years} {apart}"


def _of_kind(read: ReadPublication, table: HoursTable) -> list[Block]:
    title = _(table.kind.label)
    assets = [(read.text(read.assets[row.asset_id], "name"), row) for row in table.rows]
    total = ngettext("{kind}: {total}, by {n} asset.", "{kind}: {total}, by {n} assets.", len(assets)).format(
        kind=title, total=table.foot.total.label, n=format_number(len(assets))
    )
    head = [_("Asset"), *(period.label for period in table.periods)]
    shows_across, shows_total = table.has_across, len(table.periods) + table.has_across > 1
    if shows_across:
        head.append(_("Over more than one"))
    if shows_total:
        head.append(_("In all"))
    body = []
    for name, row in (*assets, *([(_("All"), table.foot)] if len(assets) > 1 else [])):
        cells = [*row.cells, *([row.across] if shows_across else []), *([row.total] if shows_total else [])]
        body.append((name, *(Traced(cell.label, "noted") if cell.label else "–" for cell in cells)))
    shown = Table(total, tuple(head), tuple(body), numbers=frozenset(range(1, len(head))))
    bars = _bars(table, [name for name, _row in assets])
    if len(bars) < 2:
        return [shown]
    canvas = drawings.bars(
        [(name, hours, drawings.ACCENT) for name, hours, _or_more in bars],
        title,
        [said(hours, or_more=or_more) for _name, hours, or_more in bars],
    )
    return [Drawing((canvas.picture(),), total, shown)]


def _bars(table: HoursTable, names: list[str]) -> list[tuple[str, float, bool]]:
    """Give what is drawn: the periods where there are several, else the assets with the most hours."""
    if len(table.periods) > 1:
        cells = zip(table.periods, table.foot.cells, strict=True)
        return [(period.label, cell.hours, cell.or_more) for period, cell in cells]
    totals = zip(names, (row.total for row in table.rows), strict=True)
    return [(name, total.hours, total.or_more) for name, total in totals][:_MOST_BARS]


def _noted(read: ReadPublication, rows: list[Row]) -> tuple[str, ...]:
    """Say every figure as it was noted, with its source: the sums above are made of these."""
    return tuple(
        _one(read, row) for row in sorted(rows, key=lambda row: (str(row["since"]), str(row["asset_id"]), row["id"]))
    )


def _one(read: ReadPublication, row: Row) -> str:
    span = period_in_words(date.fromisoformat(str(row["since"])), date.fromisoformat(str(row["until"])))
    count = said(float(row["hours"]), or_more=bool(row["or_more"]))
    name = read.text(read.assets[row["asset_id"]], "name")
    parts = [f"{name}, {span}: {_(HoursKind(row['kind']).label)} {count}"]
    if row["people_few"]:
        parts.append(_("fewer than {n} people").format(n=read.publication.small_count))
    elif (people := known(row["people"])) is not None:
        parts.append(ngettext("{n} person", "{n} people", int(people)).format(n=format_number(int(people))))
    parts.append(read.text(row, "what"))
    source = source_of(row)
    text = ", ".join(part for part in parts if part)
    return f"{text}. [{read.sources[source][0]}]" if source else f"{text}."
