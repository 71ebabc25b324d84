"""Answers that somebody has in a table already: rows from the clipboard become sheets, or say why they cannot."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass

from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.survey import ANSWERS, AnswerSheet
from asset_mapper.i18n import _
from asset_mapper.services.surveys import WholeSurvey, next_number

_MOST_ROWS = 5000
_NO_ANSWER = ("", "0", "-", "–")


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a table gave."""

    sheets: tuple[AnswerSheet, ...]
    refused: tuple[str, ...]  # a sentence for each row that could not be read


def pasted(text: str, survey: WholeSurvey, group_id: RecordId | None) -> Pasted:
    """Read a table: a row for a sheet, a column for each statement, before them its number, its group, or both.

    A row of headings is passed over. Rows without a number get the next ones; without a group, *group_id*.
    """
    rows = [
        row for row in csv.reader(text.splitlines()[:_MOST_ROWS], dialect="excel-tab") if any(map(str.strip, row))
    ]
    asked = len(survey.statements)
    sheets: list[AnswerSheet] = []
    refused: list[str] = []
    for number, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in row]
        before, answers = cells[: max(len(cells) - asked, 0)], cells[max(len(cells) - asked, 0) :]
        if number == 1 and len(rows) > 1 and not any(cell in _POINTS for cell in answers):
            continue
        problem = _problem(answers, before, asked)
        if problem:
            refused.append(_("Row {n}: {problem}").format(n=number, problem=problem))
            continue
        sheets.append(_sheet(survey, before, answers, group_id, [*survey.sheets, *sheets]))
    return Pasted(tuple(sheets), tuple(refused))


_POINTS = tuple(map(str, ANSWERS))


def _problem(answers: Sequence[str], before: Sequence[str], asked: int) -> str:
    if len(before) > 2:
        return _("there are more columns than {n} statements, a number and a group.").format(n=asked)
    if len(answers) < asked:
        return _("there are fewer columns than the {n} statements.").format(n=asked)
    wrong = [cell for cell in answers if cell not in _POINTS and cell not in _NO_ANSWER]
    return _("“{text}” is not an answer from 1 to 5.").format(text=wrong[0]) if wrong else ""


def _sheet(
    survey: WholeSurvey,
    before: Sequence[str],
    answers: Sequence[str],
    group_id: RecordId | None,
    known: Sequence[AnswerSheet],
) -> AnswerSheet:
    names = {text.casefold(): group.id for group in survey.groups for text in (group.name.cy, group.name.en) if text}
    groups = [names[text.casefold()] for text in before if text.casefold() in names]
    numbers = [text for text in before if text and text.casefold() not in names]
    return AnswerSheet(
        survey_id=survey.survey.id,
        session_id=survey.survey.session_id,
        group_id=groups[0] if groups else group_id,
        sheet=numbers[0] if numbers else next_number(known),
        answers={
            statement.id: int(answer)
            for statement, answer in zip(survey.statements, answers, strict=True)
            if answer in _POINTS
        },
    )
