"""The parts of a report that close it: how it was done, and what comes next."""

from __future__ import annotations

from asset_mapper.formats.report import gaps
from asset_mapper.formats.report.document import Block, Bullets, Section, Table, Traced, Words
from asset_mapper.formats.report.reading import ReadPublication, day, rows_of
from asset_mapper.i18n import _, format_number

_MOST = 3  # questions of a kind


def how_it_was_done(read: ReadPublication) -> Section:
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
    if held := list(dict.fromkeys(_(one.reason.label) for one in publication.held_back)):
        blocks += [Words(_("Not everything that is recorded is in this report. What is held back, and why:"))]
        blocks.append(Bullets(tuple(held)))  # without numbers: one of a kind could be recognised
    return Section(_("How it was done"), tuple(blocks))


def next_steps(read: ReadPublication) -> Section:
    """Questions for whoever decides, from what is due; and a table to be filled in, since nobody else can."""
    today = read.publication.made_on.isoformat()
    questions = [
        Traced(
            _("The day of the target for “{indicator}” was {day}: was it reached, and what now?").format(
                indicator=read.text(row, "name"), day=day(str(row["target_on"]))
            ),
            read.key(row["id"]),
        )
        for rows in read.indicators.values()
        for row in rows
        if row["target_on"] and str(row["target_on"]) < today
    ]
    questions += [
        Traced(
            _("“{outcome}” matters to many here. Who could say whether it is changing?").format(
                outcome=read.outcome_name(row["id"])
            ),
            read.key_of_outcome(row["id"]),
        )
        for row in gaps.find(read).no_change
        if row["votes"]
    ][:_MOST]
    blocks: list[Block] = (
        [Words(_("Questions for those who decide:")), Bullets(tuple(questions))] if questions else []
    )
    agreed = Table(
        _("Agreed (to be filled in)"),
        (_("What"), _("Who"), _("By when")),
        tuple(("", "", "") for _row in range(4)),
    )
    return Section(_("Next steps"), (*blocks, agreed))
