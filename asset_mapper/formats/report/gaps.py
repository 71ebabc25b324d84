"""The part of a report that says what could be learned next: what is not yet recorded, never as a fault."""

from __future__ import annotations

from dataclasses import dataclass

from asset_mapper.domain.evidence import Coverage
from asset_mapper.formats.report.document import Block, Bullets, Section, Traced, Words
from asset_mapper.formats.report.reading import ReadPublication, Row, at_most
from asset_mapper.i18n import _

_MOST = 8  # of a list: each outcome tells in its own place what is not yet recorded of it


@dataclass(frozen=True, slots=True)
class Found:
    """What is not yet recorded, in the order of votes."""

    without_assets: tuple[Row, ...]  # outcomes
    bare: tuple[Row, ...]  # links without evidence
    outputs_only: tuple[Row, ...]  # outcomes
    no_change: tuple[Row, ...]  # outcomes without a before and an after


def find(read: ReadPublication) -> Found:
    """Find outcomes without assets, links without evidence, output data only, and no before and after.

    A national measure is asked for neither of the last two: what is done locally cannot move it.
    """
    linked = [row for row in read.chosen_outcomes if row["id"] in read.supports and not row["contributes_only"]]
    return Found(
        without_assets=tuple(row for row in read.chosen_outcomes if row["id"] not in read.supports),
        bare=tuple(link for link in read.links.values() if read.coverage(link["id"]) is Coverage.NONE),
        outputs_only=tuple(row for row in linked if read.best_known(row["id"]) is Coverage.OUTPUT),
        no_change=tuple(row for row in linked if not _has_change(read, row)),
    )


def _has_change(read: ReadPublication, outcome: Row) -> bool:
    """Tell whether a before and an after are recorded: in the readings of an indicator, or in evidence."""
    return any(read.change(one) is not None for one in read.indicators.get(outcome["id"], [])) or any(
        read.figures(piece).change is not None
        for link in read.supports[outcome["id"]]
        for piece in read.evidence.get(link["id"], [])
    )


def gaps(read: ReadPublication) -> Section:
    """List what is not yet recorded."""
    found = find(read)
    lists = (
        (
            _("Outcomes that somebody chose, and for which no asset is recorded yet:"),
            [Traced(read.outcome_name(row["id"]), "matters") for row in found.without_assets],
        ),
        (
            _("Links for which evidence is not yet recorded:"),
            [_link(read, link) for link in found.bare],
        ),
        (
            _("Outcomes for which data on outputs is recorded, and on the outcome itself not yet:"),
            [_outcome(read, row) for row in found.outputs_only],
        ),
        (
            _("Outcomes for which a before and an after are not yet recorded:"),
            [_outcome(read, row) for row in found.no_change],
        ),
    )
    blocks: list[Block] = []
    for sentence, items in lists:
        if items:
            first = [*at_most(items, _MOST)]
            if len(first) < len(items):
                first[-1] = Traced(first[-1], "evidence")  # which has them all
            blocks += [Words(sentence), Bullets(tuple(first))]
    if blocks:
        blocks.insert(0, Words(_("Nobody knows everything. These are the places where asking next would tell most.")))
    if not read.chosen_outcomes:
        blocks = [Words(_("Outcomes are not yet chosen. What matters to people here?"))]
    elif not blocks:
        blocks = [Words(_("Every chosen outcome has links, evidence and a before and after."))]
    return Section(_("Not yet recorded"), tuple(blocks), key="gaps")


def _outcome(read: ReadPublication, row: Row) -> Traced:
    return Traced(read.outcome_name(row["id"]), read.key_of_outcome(row["id"]))


def _link(read: ReadPublication, link: Row) -> Traced:
    return Traced(f"{read.start_name(link)} → {read.outcome_name(link['outcome_id'])}", read.key_of_link(link))
