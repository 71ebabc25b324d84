"""People and talents as the team sees them: who they are, what they agreed to, what is offered and what is wanted.

Nothing of this is for anyone else: what others see goes through ``services/publishing.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.checks import Everything, Severity, people_have_agreed
from asset_mapper.domain.consent import Consent, Purpose
from asset_mapper.domain.filtering import fold
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.talent import Match, Standing, Talent, TalentKind, TalentUse
from asset_mapper.i18n import _, format_date, language, sort_key
from asset_mapper.services.matching import Proposal, proposals
from asset_mapper.storage.unit_of_work import UnitOfWork

SOON = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Concern:
    """Something about the agreement of a person that someone should see to."""

    person: Asset
    severity: Severity
    text: str


@dataclass(frozen=True, slots=True)
class TalentFilter:
    """Which talents to show. Empty fields admit everything."""

    kind: TalentKind | None = None
    use: TalentUse | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """All that the view of people and talents shows."""

    people: tuple[Asset, ...]
    owners: Mapping[RecordId, Asset]  # of all talents, people or not
    talents: tuple[Talent, ...]
    matches: tuple[Match, ...]
    consents: Mapping[RecordId, tuple[Consent, ...]]
    today: date

    def talents_of(self, asset_id: RecordId) -> tuple[Talent, ...]:
        return tuple(talent for talent in self.talents if talent.asset_id == asset_id)

    def standing(self, asset_id: RecordId) -> frozenset[Purpose]:
        """Give what a person has agreed to, as it stands today."""
        given = self.consents.get(asset_id, ())
        return frozenset(consent.purpose for consent in given if consent.stands_on(self.today))

    def fitting(self, chosen: TalentFilter) -> list[Asset]:
        """List by name those whom the filter admits: by a talent of theirs, or as they are called."""
        admitted = {talent.asset_id for talent in self.talents if self._admits(chosen, talent)}
        by_name = chosen.kind is None and chosen.use is None  # while no talent is asked for
        found = (one for one in self.people if one.id in admitted or (by_name and _is_called(one, chosen.words)))
        return sorted(found, key=lambda one: sort_key(one.name.text(language())))

    def with_standing(self, standing: Standing, chosen: TalentFilter) -> list[Talent]:
        """List the talents of one standing that the filter admits."""
        return [talent for talent in self.talents if talent.standing is standing and self._admits(chosen, talent)]

    def proposals(self, chosen: TalentFilter) -> list[Proposal]:
        """List what may fit together, where the filter admits the offer."""
        found = proposals(self.talents, self.owners, self.matches)
        return [one for one in found if self._admits(chosen, one.offer)]

    def concerns(self) -> list[Concern]:
        """List agreements that are missing, the gravest first, and those that end soon."""
        by_id = {person.id: person for person in self.people}
        everything = Everything(self.today, by_id, self.consents, (), {})
        found = [Concern(by_id[one.record], one.severity, one.message) for one in people_have_agreed(everything)]
        for person in self.people:
            for consent in self.consents.get(person.id, ()):
                if consent.until and consent.stands_on(self.today) and consent.until <= self.today + SOON:
                    text = _("“{name}”: the agreement “{purpose}” ends on {day}. Ask again before then.").format(
                        name=person.name.given, purpose=_(consent.purpose.label), day=format_date(consent.until)
                    )
                    found.append(Concern(person, Severity.INFO, text))
        order = list(Severity)
        return sorted(found, key=lambda concern: order.index(concern.severity))

    def _admits(self, chosen: TalentFilter, talent: Talent) -> bool:
        if chosen.kind not in (None, talent.kind) or (chosen.use is not None and chosen.use not in talent.uses):
            return False
        owner = self.owners[talent.asset_id].name
        text = fold(" ".join((talent.what.cy, talent.what.en, owner.cy, owner.en)))
        return all(word in text for word in fold(chosen.words).split())


def _is_called(person: Asset, words: str) -> bool:
    text = fold(f"{person.name.cy} {person.name.en}")
    return all(word in text for word in fold(words).split())


def people(uow: UnitOfWork, today: date) -> People:
    """Read people, talents, matches and agreements."""
    everyone = tuple(uow.assets.where(kind=AssetKind.PERSON.value))
    talents = tuple(uow.talents.all())
    owners = {person.id: person for person in everyone}
    others = [talent.asset_id for talent in talents if talent.asset_id not in owners]
    owners |= {asset.id: asset for asset in uow.assets.with_ids(others)}
    consents: dict[RecordId, list[Consent]] = {}
    for consent in uow.consents.all():
        consents.setdefault(consent.asset_id, []).append(consent)
    return People(
        everyone,
        owners,
        talents,
        tuple(uow.matches.all()),
        {person: tuple(given) for person, given in consents.items()},
        today,
    )
