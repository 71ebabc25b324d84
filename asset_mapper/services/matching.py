"""Offers and wants that may fit together: who can do what someone else is looking for.

An offer may fit a want when they share a word that says something, in either language, or when a word of one is a tag
of the asset that the other belongs to. People decide; nothing is matched by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.filtering import fold
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.talent import Match, MatchStatus, Standing, Talent
from asset_mapper.errors import WrongUseError
from asset_mapper.i18n import _
from asset_mapper.services import records
from asset_mapper.storage.unit_of_work import UnitOfWork

_SAYS_NOTHING = frozenset(
    fold(word)
    for word in [
        "and",
        "the",
        "for",
        "with",
        "who",
        "how",
        "can",
        "could",
        "would",
        "someone",
        "somebody",
        "people",
        "person",
        "help",
        "helping",
        "need",
        "needs",
        "want",
        "wants",
        "offer",
        "offers",
        "some",
        "any",
        "one",
        "two",
        "her",
        "his",
        "their",
        "them",
        "about",
        "from",
        "into",
        "out",
        "not",
        "all",
        "other",
        "others",
        "make",
        "making",
        "do",
        "doing",
        "have",
        "having",
        "learn",
        "learning",
        "teach",
        "teaching",
        "know",
        "knows",
        "give",
        "giving",
        "find",
        "look",
        "looking",
        "time",
        "day",
        "week",
        "a",
        "ac",
        "ar",
        "am",
        "ag",
        "o",
        "i",
        "y",
        "yr",
        "yn",
        "gan",
        "gyda",
        "rhywun",
        "rhai",
        "pobl",
        "person",
        "help",
        "helpu",
        "angen",
        "eisiau",
        "cynnig",
        "dysgu",
        "gwneud",
        "gwybod",
        "chwilio",
        "rhoi",
        "cael",
        "amser",
        "dydd",
        "wythnos",
        "neu",
        "nid",
        "ond",
        "dros",
        "mewn",
        "allan",
        "ei",
        "eu",
        "fy",
        "un",
        "dau",
        "dwy",
        "sut",
        "pwy",
    ]
)
_ENDING = re.compile(r"(?<=\w{4})(?:ings?|ers?|e?s|ed|e|io|wyr|wr|iau|au)$")
_STEM = 5  # letters that two words share when they are forms of one


@dataclass(frozen=True, slots=True)
class Proposal:
    """An offer and a want that may fit together, and the words that say so."""

    offer: Talent
    want: Talent
    shared: tuple[str, ...]


def proposals(
    talents: Iterable[Talent], owners: Mapping[RecordId, Asset], matches: Iterable[Match] = ()
) -> list[Proposal]:
    """List what may fit together, the likeliest first; what has been matched already, or declined, is left out."""
    known = {(match.offer_id, match.want_id) for match in matches}
    everything = list(talents)
    wants = [talent for talent in everything if talent.standing is Standing.WANTED]
    said = {talent.id: words(talent.what.cy, talent.what.en) for talent in everything}
    tags = {asset_id: words(*asset.tags) for asset_id, asset in owners.items()}
    found = []
    for offer in everything:
        if offer.standing is not Standing.OFFERED:
            continue
        for want in wants:
            if offer.asset_id == want.asset_id or (offer.id, want.id) in known:
                continue
            shared = (
                _shared(said[offer.id], said[want.id])
                | _shared(said[want.id], tags.get(offer.asset_id, frozenset()))
                | _shared(said[offer.id], tags.get(want.asset_id, frozenset()))
            )
            if shared:
                found.append(Proposal(offer, want, tuple(sorted(shared))))
    return sorted(found, key=lambda one: (-len(one.shared), one.offer.id, one.want.id))


def words(*texts: str) -> frozenset[str]:
    """Give the words that say something, without capitals and accents."""
    every = (word for text in texts for word in re.findall(r"[^\W\d_]{3,}", fold(text)))
    return frozenset(word for word in every if word not in _SAYS_NOTHING)


def bring_together(uow: UnitOfWork, offer_id: RecordId, want_id: RecordId) -> ChangeSet:
    """Note that an offer may serve a want, to be talked about with both.

    Raises
    ------
    WrongUseError
        The one is not offered, or the other is not wanted.
    """
    offer, want = uow.talents.get(offer_id), uow.talents.get(want_id)
    if offer.standing is not Standing.OFFERED or want.standing is not Standing.WANTED:
        raise WrongUseError(_("Only what is offered and what is wanted can be brought together."))
    match = Match(offer_id=offer_id, want_id=want_id, status=MatchStatus.PROPOSED)
    return uow.write(ChangeSet(_("Bring together"), (Change(None, match),)))


def change(uow: UnitOfWork, before: Match, after: Match) -> ChangeSet:
    """Keep what a form says of a match: how it stands, hours given, the day, a note."""
    return records.save(uow, before, after, _("Change a match"))


def _shared(some: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    stems = {_stem(word) for word in others}
    return frozenset(word for word in some if _stem(word) in stems)


def _stem(word: str) -> str:
    return _ENDING.sub("", word)[:_STEM]
