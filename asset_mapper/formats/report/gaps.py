"""The part of a report that says what could be learned next: what is not yet recorded, never as a fault."""

from __future__ import annotations

from asset_mapper.domain.evidence import Coverage
from asset_mapper.domain.figures import known
from asset_mapper.formats.report.document import Block, Bullets, Section, Words
from asset_mapper.formats.report.reading import ReadPublication
from asset_mapper.i18n import _


def gaps(read: ReadPublication) -> Section:
    """List outcomes without assets, links without evidence, output data only, and no before and after."""
    without_assets = [row for row in read.chosen_outcomes if row["id"] not in read.supports]
    linked = [
        (row, [read.coverage(link["id"]) for link in read.supports[row["id"]]])
        for row in read.chosen_outcomes
        if row["id"] in read.supports
    ]
    bare = [link for link in read.links.values() if read.coverage(link["id"]) is Coverage.NONE]
    outputs_only = [row for row, rungs in linked if max(rungs, key=lambda rung: rung.rung) is Coverage.OUTPUT]
    no_change = [
        row
        for row, _rungs in linked
        if not any(
            sum(known(reading["value"]) is not None for reading in read.readings.get(one["id"], [])) > 1
            for one in read.indicators.get(row["id"], [])
        )
        and not any(
            read.figures(piece).change is not None
            for link in read.supports[row["id"]]
            for piece in read.evidence.get(link["id"], [])
        )
    ]
    lists = (
        (
            _("Outcomes that somebody chose, and for which no asset is recorded yet:"),
            [read.outcome_name(row["id"]) for row in without_assets],
        ),
        (
            _("Links for which evidence is not yet recorded:"),
            [f"{read.start_name(link)} → {read.outcome_name(link['outcome_id'])}" for link in bare],
        ),
        (
            _("Outcomes for which data on outputs is recorded, and on the outcome itself not yet:"),
            [read.outcome_name(row["id"]) for row in outputs_only],
        ),
        (
            _("Outcomes for which a before and an after are not yet recorded:"),
            [read.outcome_name(row["id"]) for row in no_change],
        ),
    )
    blocks: list[Block] = []
    for sentence, items in lists:
        if items:
            blocks += [Words(sentence), Bullets(tuple(items))]
    return Section(
        _("Not yet recorded"),
        tuple(blocks) or (Words(_("Every chosen outcome has links, evidence and a before and after.")),),
    )
