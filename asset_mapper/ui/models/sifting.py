"""What of all lines the shared filter admits. What the project has to be asked for comes as a set of ids."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from asset_mapper.domain.asset import AssetKind, AssetStatus
from asset_mapper.domain.filtering import fold
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.whereabouts import WhereKind
from asset_mapper.i18n import N_, language
from asset_mapper.services.overview import AssetLine, Question
from asset_mapper.ui.context import AssetFilter
from asset_mapper.ui.models.columns import Around

Test = Callable[[AssetLine], bool]

QUEUES: dict[str, str] = {
    "due": N_("Due for a check"),
    "unplaced": N_("Not yet placed"),
    "untranslated": N_("Not translated"),
    "duplicates": N_("Possible duplicates"),
}
"""What waits for someone to look at it, and its words."""

_OF_LINES: dict[str, Callable[[AssetLine, str], bool]] = {
    "due": lambda line, today: "" < line.review_due <= today or line.status == AssetStatus.UNCHECKED,
    "unplaced": lambda line, _today: line.where == WhereKind.NONE and line.kind != AssetKind.PERSON,
    "untranslated": lambda line, _today: not (line.name_cy and line.name_en),
}


def tests_of(chosen: AssetFilter, around: Around, admitted: frozenset[RecordId] | None) -> list[Test]:
    """Make the tests that a line has to pass, those that tell most first."""
    tests: list[Test] = []
    if admitted is not None:
        tests.append(lambda line: line.id in admitted)
    if chosen.kinds:
        tests.append(lambda line: line.kind in chosen.kinds)
    if chosen.status:
        tests.append(lambda line: line.status == chosen.status)
    if chosen.visibility:
        tests.append(lambda line: line.visibility == chosen.visibility)
    if chosen.session_id:
        tests.append(lambda line: line.session_id == chosen.session_id)
    if chosen.queue in _OF_LINES:
        in_queue, today = _OF_LINES[chosen.queue], date.today().isoformat()  # noqa: DTZ011 - the user's day
        tests.append(lambda line: in_queue(line, today))
    if chosen.tag:
        tag = fold(chosen.tag)
        tests.append(lambda line: line.tags != "[]" and any(fold(one) == tag for one in line.tag_list))
    if chosen.place:
        tests.append(_is_at(fold(chosen.place).split(), around))
    return tests


def _is_at(words: list[str], around: Around) -> Test:
    """Make a test for words of a place: its own, and those of the venue where it is."""
    here = language()

    def test(line: AssetLine) -> bool:
        text = line.place_words
        if line.venue_id and (venue := around.lines.get(line.venue_id)) is not None:
            text = f"{text} {fold(venue.name(here))} {venue.place_words}"
        return all(word in text for word in words)

    return test


def question_of(chosen: AssetFilter, extras: tuple[str, ...] = ()) -> Question:
    """Say what of a filter the project has to be asked for."""
    return Question(extras, chosen.words.strip(), chosen.outcome_id, chosen.queue == "duplicates")


def asks(question: Question) -> bool:
    return bool(question.words or question.outcome_id or question.duplicates)
