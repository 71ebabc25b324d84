"""How people, talents and what was brought together are said in lists: a line, and a quiet one below it."""

from __future__ import annotations

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.consent import Purpose
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.talent import Match, MatchStatus, Talent
from asset_mapper.i18n import _, format_date, language, ngettext
from asset_mapper.services import wording
from asset_mapper.services.matching import Proposal
from asset_mapper.services.talents import People

Words = tuple[str, str]


def person(known: People, one: Asset) -> Words:
    talents = ", ".join(wording.said(each.what) for each in known.talents_of(one.id))
    standing = known.standing(one.id)
    if Purpose.HOLD not in standing:
        agreed = _("has not agreed to be kept")
    else:
        agreed = ngettext("agreed to {n} purpose", "agreed to {n} purposes", len(standing)).format(n=len(standing))
    return one.name.text(language()), wording.joined([talents, agreed])


def talent(known: People, one: Talent) -> Words:
    owner = known.owners[one.asset_id].name.text(language())
    return wording.said(one.what), wording.joined([owner, wording.talent_facts(one)])


def pair(known: People, offer_id: RecordId, want_id: RecordId) -> str:
    """Say who gives what to whom."""
    by_id = {each.id: each for each in known.talents}

    def named(one: Talent) -> str:
        return f"{known.owners[one.asset_id].name.text(language())} ({wording.said(one.what)})"

    return f"{named(by_id[offer_id])} → {named(by_id[want_id])}"


def proposal(known: People, one: Proposal) -> Words:
    shared = _("both say: {words}").format(words=", ".join(one.shared))
    return pair(known, one.offer.id, one.want.id), shared


def match(known: People, one: Match) -> Words:
    facts: list[str] = [_(MatchStatus(one.status).label)]
    if one.hours is not None:
        n = int(one.hours) if one.hours == int(one.hours) else 5
        facts.append(ngettext("{amount} hour", "{amount} hours", n).format(amount=f"{one.hours:g}"))
    if one.on is not None:
        facts.append(format_date(one.on))
    return pair(known, one.offer_id, one.want_id), wording.joined([*facts, one.note])
