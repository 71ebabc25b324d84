"""What a removal takes with it, in a sentence: so that nobody loses what hung on a thing without being told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import Any

from asset_mapper.domain.attachment import Attachment
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change
from asset_mapper.domain.consent import Consent
from asset_mapper.domain.contact import ContactPoint
from asset_mapper.domain.evidence import Evidence
from asset_mapper.domain.hours import HoursGiven
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.indicator import Indicator, Reading
from asset_mapper.domain.journey import JourneyEvent
from asset_mapper.domain.link import Link
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.outcome import Outcome, OutcomeVotes
from asset_mapper.domain.pathway import Pathway
from asset_mapper.domain.record import Record
from asset_mapper.domain.relation import Relation
from asset_mapper.domain.survey import AnswerSheet, Statement
from asset_mapper.domain.talent import Match, Talent
from asset_mapper.i18n import _, format_number, language, ngettext

_COUNTED: tuple[tuple[type[Record], Callable[[int], str]], ...] = (
    (Outcome, lambda n: ngettext("{n} outcome", "{n} outcomes", n)),
    (OutcomeVotes, lambda n: ngettext("{n} vote", "{n} votes", n)),
    (Link, lambda n: ngettext("{n} link", "{n} links", n)),
    (Evidence, lambda n: ngettext("{n} piece of evidence", "{n} pieces of evidence", n)),
    (Indicator, lambda n: ngettext("{n} indicator", "{n} indicators", n)),
    (Reading, lambda n: ngettext("{n} reading", "{n} readings", n)),
    (JourneyEvent, lambda n: ngettext("{n} event", "{n} events", n)),
    (Statement, lambda n: ngettext("{n} statement", "{n} statements", n)),
    (AnswerSheet, lambda n: ngettext("{n} sheet", "{n} sheets", n)),
    (Meeting, lambda n: ngettext("{n} meeting", "{n} meetings", n)),
    (ContactPoint, lambda n: ngettext("{n} way to reach it", "{n} ways to reach it", n)),
    (Talent, lambda n: ngettext("{n} talent", "{n} talents", n)),
    (Match, lambda n: ngettext("{n} match", "{n} matches", n)),
    (Relation, lambda n: ngettext("{n} relation", "{n} relations", n)),
    (Consent, lambda n: ngettext("{n} agreement", "{n} agreements", n)),
    (HoursGiven, lambda n: ngettext("{n} note of hours", "{n} notes of hours", n)),
    (Attachment, lambda n: ngettext("{n} photo or file", "{n} photos or files", n)),
)


def label_of(label: str, changes: Sequence[Change[Any]], chosen: Collection[RecordId]) -> str:
    """Give *label* with what goes beside the chosen records, and what stays without them."""
    said = [*_gone(changes, chosen), *_left(changes)]
    return f"{label} ({'; '.join(said)})" if said else label


def _gone(changes: Sequence[Change[Any]], chosen: Collection[RecordId]) -> list[str]:
    gone = Counter(
        type(change.record) for change in changes if change.after is None and change.record.id not in chosen
    )
    gone[OutcomeVotes] = sum(_votes(change.before) - _votes(change.after) for change in changes)
    parts = [text(gone[kind]).format(n=format_number(gone[kind])) for kind, text in _COUNTED if gone[kind]]
    if not parts:
        return []
    went = ngettext("{what} went with it", "{what} went with it", gone.total())
    return [went.format(what=", ".join(parts))]


def _votes(record: Record | None) -> int:
    return record.votes if isinstance(record, OutcomeVotes) else 0


def _left(changes: Sequence[Change[Any]]) -> list[str]:
    stays = [change.record for change in changes if change.after is not None]
    pathways = sum(isinstance(record, Pathway) for record in stays)
    others = len(stays) - pathways
    said = []
    if pathways:
        text = ngettext("{n} pathway is drawn without it", "{n} pathways are drawn without it", pathways)
        said.append(text.format(n=format_number(pathways)))
    if others:
        text = ngettext("{n} record stays without it", "{n} records stay without it", others)
        said.append(text.format(n=format_number(others)))
    return said


def removing(records: Sequence[Record]) -> str:
    """Name the step that removes some records: by its name, where it is one that has a name."""
    if len(records) == 1:
        (one,) = records
        name = getattr(one, "name", None) or getattr(one, "place", None)  # a session is called by where it was
        if name:
            return _("Remove “{name}”").format(name=name.text(language()) if isinstance(name, Bilingual) else name)
    return ngettext("Remove {n} record", "Remove {n} records", len(records)).format(n=len(records))
