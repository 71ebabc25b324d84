"""The part of a report that tells journeys: two timelines of a made-up story with its costs, drawn and as a table."""

from __future__ import annotations

import math

from asset_mapper.domain.bilingual import Bilingual, bilingual
from asset_mapper.domain.journey import JourneyEvent, JourneyPath, fiction_in_words
from asset_mapper.domain.journey_costs import (
    JourneyCosts,
    cost_in_words,
    costs_of,
    difference_in_words,
    notes_in_words,
    ratio_in_words,
    total_in_words,
    year_in_words,
)
from asset_mapper.formats.report.document import Block, Drawing, Section, Table, Words
from asset_mapper.formats.report.journey_drawing import Event, Timeline, drawing
from asset_mapper.formats.report.reading import ReadPublication, Row, rows_of
from asset_mapper.i18n import _

_COST, _PRICES_OF = 3, 4  # columns of the table


def journeys(read: ReadPublication) -> Section | None:
    """Tell every journey that this audience may read. Their costs are never added up."""
    rows = rows_of(read.publication.journeys)
    events: dict[str, list[JourneyEvent]] = {str(row["id"]): [] for row in rows}
    for row in rows_of(read.publication.journey_events):
        events[str(row["journey_id"])].append(_event(row))
    parts = tuple(
        Section(read.text(row, "name"), tuple(_journey(read, row, costs_of(events[str(row["id"])])))) for row in rows
    )
    if not parts:
        return None
    about = _(
        "A journey tells one story twice: what happened, and what could have happened. Each is a story by itself, "
        "and what it costs says nothing of others."
    )
    return Section(_("Journeys"), (Words(about, quiet=True),), parts)


def _event(row: Row) -> JourneyEvent:
    """Give the event of a row."""
    what = bilingual(str(row["what_cy"]), str(row["what_en"]))
    assert what is not None  # no event is without
    return JourneyEvent(
        id=str(row["id"]),
        journey_id=str(row["journey_id"]),
        path=JourneyPath(row["path"]),
        position=int(row["position"]),
        when=bilingual(str(row["when_cy"]), str(row["when_en"])),
        what=what,
        cost_from=_known(row["cost_from"]),
        cost_to=_known(row["cost_to"]),
        times=float(row["times"]),
        price_year=None if (year := _known(row["price_year"])) is None else int(year),
        year_not_given=bool(row["year_not_given"]),
        citation=str(row["citation"]),
        url=str(row["url"]),
    )


def _known(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else float(value)


def _journey(read: ReadPublication, row: Row, costs: JourneyCosts) -> list[Block]:
    made_of = _known(row.get("made_of"))  # for the team
    fiction = fiction_in_words(bool(row["fictionalised"]), None if made_of is None else int(made_of))
    blocks: list[Block] = [Words(fiction, quiet=True)]
    if about := read.text(row, "about"):
        blocks.append(Words(about))
    if outcome := read.outcome_name(str(row["outcome_id"])):
        blocks.append(Words(_("It shows: {outcome}").format(outcome=outcome)))
    sentences = [difference_in_words(costs), ratio_in_words(costs)]
    blocks += [Words(sentence) for sentence in sentences if sentence]
    blocks += [Words(" ".join(notes), quiet=True) for notes in [notes_in_words(costs)] if notes]
    if costs.happened or costs.could:
        blocks.append(_drawing(read, read.text(row, "name"), costs))
    return blocks


def _drawing(read: ReadPublication, name: str, costs: JourneyCosts) -> Drawing:
    def said(text: Bilingual | None) -> str:
        return text.text(read.language) if text is not None else ""

    columns = [
        Timeline(
            _(path.label),
            tuple(Event(said(event.when), said(event.what), cost_in_words(event)) for event in costs.events(path)),
            total_in_words(costs, path),
        )
        for path in JourneyPath
    ]
    rows = []
    for path in JourneyPath:
        told = []
        for event in costs.events(path):
            source = f"[{read.sources[event.citation][0]}]" if event.citation in read.sources else ""
            cost, year = cost_in_words(event), year_in_words(event)
            told.append((said(event.when), said(event.what), cost, year, source))
        told.append(("", total_in_words(costs, path), "", "", ""))
        rows += [("" if place else _(path.label), *one) for place, one in enumerate(told)]  # named once
    head = (_("Timeline"), _("When"), _("What"), _("Cost"), _("Prices of"), _("Source"))
    table = Table(_("The events of “{journey}”").format(journey=name), head, tuple(rows), frozenset({_COST}))
    if all(event.price_year is None for path in JourneyPath for event in costs.events(path)):
        table = table.without(_PRICES_OF)  # it is said once, above
    return Drawing(drawing(columns, name), _("The two timelines"), table)
