"""What the people of a project agreed to, as it stands on one day."""

from __future__ import annotations

from datetime import date

from asset_mapper.domain.consent import Consent, Purpose
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.publication import Reason
from asset_mapper.storage.unit_of_work import UnitOfWork


class Agreements:
    """What the people of a project agreed to, as it stands on one day."""

    def __init__(self, uow: UnitOfWork, day: date) -> None:
        self._day = day
        self._given: dict[tuple[RecordId, Purpose], list[Consent]] = {}
        for consent in uow.consents.all():
            self._given.setdefault((consent.asset_id, consent.purpose), []).append(consent)

    def missing(self, person: RecordId, purpose: Purpose) -> str:
        """Give the reason why *person* cannot be shown for *purpose*; ``""`` when they agreed."""
        given = self._given.get((person, purpose), [])
        if any(consent.stands_on(self._day) for consent in given):
            return ""
        if any(consent.withdrawn_on is not None and consent.withdrawn_on <= self._day for consent in given):
            return Reason.CONSENT_WITHDRAWN.value
        if any(consent.until is not None and consent.until < self._day for consent in given):
            return Reason.CONSENT_ENDED.value
        return Reason.NO_CONSENT.value
