"""Evidence on a link: in one line or in full, supporting and contradicting side by side, figures told honestly."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.attachment import Attachment
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.evidence import Coverage, Evidence, EvidenceFinding, EvidenceKind, highest
from asset_mapper.domain.figures import Figures
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.link import Link
from asset_mapper.domain.outcome import Outcome
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _
from asset_mapper.services import attachments
from asset_mapper.storage.unit_of_work import UnitOfWork

PROMPTS = (
    N_("What is different now from before?"),
    N_("Of all the changes, why is this the one that matters most to you?"),
    N_("Where and when was that, and how did it come about?"),
    N_("What part did this group, place or service have in it?"),
)
"""What to ask whoever tells a story of the most significant change."""

_SHOWS_CHANGE = (Coverage.CHANGE, Coverage.CAUSED)
_NEEDS_CAUSE = 3  # from this strength on, the Nesta standards ask that the change is caused by it


@dataclass(frozen=True, slots=True)
class LinkEvidence:
    """A link with both of its ends and all that is known about it."""

    link: Link
    start: Asset | Outcome
    outcome: Outcome
    pieces: tuple[Evidence, ...]
    attachments: tuple[Attachment, ...]

    @property
    def supporting(self) -> tuple[Evidence, ...]:
        return tuple(piece for piece in self.pieces if piece.finding is EvidenceFinding.SUPPORTS)

    @property
    def others(self) -> tuple[Evidence, ...]:
        """What is mixed or contradicts the link: it stands beside what supports it."""
        return tuple(piece for piece in self.pieces if piece.finding is not EvidenceFinding.SUPPORTS)

    @property
    def coverage(self) -> Coverage:
        return best_of(self.pieces)

    def attached(self, piece: Evidence) -> tuple[Attachment, ...]:
        """List the files of one piece of evidence."""
        return tuple(file for file in self.attachments if file.record_id == piece.id)


def of_link(uow: UnitOfWork, link_id: RecordId) -> LinkEvidence | None:
    """Read all that is known about a link; ``None`` when it is not there any more."""
    link = uow.links.find(link_id)
    if link is None:
        return None
    start = uow.assets.get(link.asset_id) if link.asset_id else uow.outcomes.get(link.from_outcome_id or "")
    pieces = tuple(uow.evidence.where(link_id=link_id))
    files = tuple(uow.attachments.where(record_id=[piece.id for piece in pieces])) if pieces else ()
    return LinkEvidence(link, start, uow.outcomes.get(link.outcome_id), pieces, files)


def best_of(pieces: Iterable[Evidence]) -> Coverage:
    """Give the highest rung that any evidence reaches; not yet known without any."""
    return highest(piece.coverage for piece in pieces)


def evidence_by_link(uow: UnitOfWork, link_ids: Iterable[RecordId]) -> dict[RecordId, tuple[Evidence, ...]]:
    """Read the evidence on any number of links, that of each in order of its making."""
    found: dict[RecordId, tuple[Evidence, ...]] = {}
    for piece in uow.evidence.among("link_id", link_ids):
        found[piece.link_id] = (*found.get(piece.link_id, ()), piece)
    return found


def note(
    uow: UnitOfWork,
    link_id: RecordId,
    words: Bilingual,
    coverage: Coverage,
    finding: EvidenceFinding = EvidenceFinding.SUPPORTS,
) -> ChangeSet:
    """Note evidence in one line, with a rung of the ladder; the rest can be said later."""
    link = uow.links.get(link_id)
    kind = EvidenceKind.OBSERVATION
    piece = Evidence(link_id=link.id, kind=kind, coverage=coverage, finding=finding, summary=words)
    return uow.write(ChangeSet(_("Add evidence"), (Change(None, piece),)))


def attach(uow: UnitOfWork, evidence_id: RecordId, path: Path) -> ChangeSet:
    """Attach a file to evidence, for the team until someone decides otherwise."""
    return attachments.attach(uow, uow.evidence.get(evidence_id), path)


def figures_of(piece: Evidence) -> Figures:
    """Give the figures of a piece of evidence, which say their change where there is one."""
    return Figures(before=piece.before, after=piece.after, unit=piece.unit, n=piece.n, period=piece.period)


def doubts(piece: Evidence) -> list[str]:
    """Say what a careful reader would ask about a piece of evidence. None of it keeps anyone from recording it."""
    said = []
    has_one = (piece.before is None) != (piece.after is None)
    if has_one and piece.coverage in _SHOWS_CHANGE:
        said.append(_("One figure shows a level. A change needs a figure from before and one from after."))
    if piece.before is not None and piece.after is not None and piece.n is None:
        said.append(_("How many people or cases are these figures of? Without that, no share is worked out."))
    if piece.strength is not None and piece.strength >= _NEEDS_CAUSE and piece.coverage is not Coverage.CAUSED:
        said.append(_("From strength 3 on, the evidence shows that the link caused the change. Is that so here?"))
    if piece.coverage is Coverage.CAUSED and piece.strength is not None and piece.strength < _NEEDS_CAUSE:
        said.append(_("That the link caused the change asks for a comparison, which is strength 3 or more."))
    if piece.permission is not Audience.TEAM:
        said.append(_("It will leave the team: is everyone in it willing, and are names left out?"))
    return said


def check_address(address: str) -> str:
    """Give the address of a source as it is kept.

    Raises
    ------
    InvalidValueError
        It is none that a browser would open.
    """
    typed = address.strip()
    if not typed:
        return ""
    parts = urlsplit(typed if "://" in typed else f"https://{typed}")
    if parts.scheme not in ("http", "https") or "." not in (parts.hostname or "") or re.search(r"\s", typed):
        raise InvalidValueError(
            _("“{text}” is not the address of a page. Write for example https://www.example.org/report.").format(
                text=typed
            )
        )
    return parts.geturl()


def figure_of(text: str) -> float | None:
    """Read a figure as people type it, with a point or a comma before its decimals; nothing when nothing was typed.

    Raises
    ------
    InvalidValueError
        It is no number.
    """
    plain = text.replace("\N{NO-BREAK SPACE}", "").replace(" ", "").replace("−", "-").rstrip("%")
    if not plain:
        return None
    if re.fullmatch(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain, re.ASCII):  # thousands
        plain = plain.replace(",", "")
    if not re.fullmatch(r"-?\d{1,15}(?:[.,]\d{1,6})?", plain, re.ASCII):
        raise InvalidValueError(_("“{text}” is not a number.").format(text=text.strip()))
    return float(plain.replace(",", "."))


def as_typed(figure: float | None) -> str:
    """Write a figure so that ``figure_of`` reads it back to the same."""
    if figure is None:
        return ""
    return str(int(figure)) if figure == int(figure) else repr(figure)


def count_of(text: str) -> int | None:
    """Read a number of people or cases; nothing when nothing was typed.

    Raises
    ------
    InvalidValueError
        It is no whole number.
    """
    figure = figure_of(text)
    if figure is not None and (figure != int(figure) or figure < 0):
        raise InvalidValueError(_("“{text}” is not a whole number of people or cases.").format(text=text.strip()))
    return None if figure is None else int(figure)
