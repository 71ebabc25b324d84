"""The part of a report that says what those present said: each survey as bars that diverge, and as a table."""

from __future__ import annotations

from asset_mapper.analysis import survey_blocks
from asset_mapper.analysis.survey_blocks import Asked, Block
from asset_mapper.analysis.survey_counts import ALL, AnswerCounts
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.survey import SurveyKind
from asset_mapper.formats.report import document, survey_drawing
from asset_mapper.formats.report.document import Drawing, Section, Table, Words
from asset_mapper.formats.report.reading import ReadPublication, Row, rows_of
from asset_mapper.i18n import _, ngettext

_NUMBERS = frozenset(range(2, 8))


def said(read: ReadPublication) -> Section | None:
    """Show the surveys that somebody answered."""
    surveys = [part for row in rows_of(read.publication.surveys) if (part := _survey(read, row)) is not None]
    return Section(_("What those present said"), (), tuple(surveys)) if surveys else None


def blocks_of(read: ReadPublication, survey: Row) -> list[Block]:
    """Arrange the counts of a survey as the window does."""
    publication = read.publication

    def own(rows: list[Row]) -> list[Row]:
        return [row for row in rows if row["survey_id"] == survey["id"]]

    asked = [
        Asked(str(row["id"]), read.text(row, "text"), str(row["principle"]), str(row["about"] or ""))
        for row in own(rows_of(publication.statements.sort_values("position")))
    ]
    groups = [
        (str(row["id"]), read.text(row, "name"))
        for row in own(rows_of(publication.respondent_groups.sort_values("position")))
    ]
    counts = [
        AnswerCounts(
            str(row["statement_id"]),
            str(row["group_id"]),
            int(row["n"]),
            bool(row["n_few"]),
            (int(row["one"]), int(row["two"]), int(row["three"]), int(row["four"]), int(row["five"])),
        )
        for row in own(rows_of(publication.answers))
    ]
    return survey_blocks.blocks(asked, groups, counts)


def _survey(read: ReadPublication, survey: Row) -> Section | None:
    blocks = blocks_of(read, survey)
    if not any(bar.counts.n or bar.counts.few for block in blocks for bar in block.bars):
        return None
    name, floor = read.text(survey, "name"), read.publication.small_count
    room = survey_blocks.reach(blocks)
    headings = survey_blocks.headings(survey["kind"] == SurveyKind.PRINCIPLES.value)
    strips = survey_drawing.diverging(blocks, room, floor, name)
    table = Table(_("What was answered to “{survey}”").format(survey=name), headings, _rows(blocks, floor), _NUMBERS)
    about: list[document.Block] = []
    if (introduction := read.text(survey, "introduction")) != "":
        about.append(Words(introduction))
    if (answered := _answered(read, survey)) != "":
        about.append(Words(answered, quiet=True))
    if read.publication.audience is not Audience.TEAM and _is_cut(blocks):
        about.append(
            Words(
                ngettext(
                    "Groups of fewer than {n} person are not told by themselves, and not counted in all.",
                    "Groups of fewer than {n} people are not told by themselves, and not counted in all.",
                    floor,
                ).format(n=floor),
                quiet=True,
            )
        )
    return Section(name, (*about, Drawing(strips, _("The answers"), table)))


def _rows(blocks: list[Block], floor: int) -> tuple[tuple[str, ...], ...]:
    """Give the table of some blocks; a statement stands beside the first of its groups."""
    return tuple(
        (block.title if place == 0 else "", *cells)
        for block in blocks
        for place, (_title, *cells) in enumerate(survey_blocks.rows([block], floor))
    )


def _is_cut(blocks: list[Block]) -> bool:
    return any(bar.counts.few for block in blocks for bar in block.bars)


def _answered(read: ReadPublication, survey: Row) -> str:
    """Say how many answered."""
    counts = read.publication.answers
    whole = counts[(counts.survey_id == survey["id"]) & (counts.group_id == ALL)]
    most = int(whole.n.max()) if len(whole) else 0
    return ngettext("{n} person answered.", "{n} people answered.", most).format(n=most) if most else ""
