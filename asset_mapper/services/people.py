"""People: nobody is kept before they agreed to it."""

from collections.abc import Sequence

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.consent import Consent, Purpose
from asset_mapper.domain.record import Record
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import _
from asset_mapper.storage.unit_of_work import UnitOfWork


def add_person(uow: UnitOfWork, person: Asset, consents: Sequence[Consent], *own: Record) -> ChangeSet:
    """Record a person together with what they agreed to, and with what is their own, such as talents.

    Raises
    ------
    InvalidValueError
        It is not a person, or they have not agreed to be kept.
    """
    if person.kind is not AssetKind.PERSON:
        raise InvalidValueError(_("“{name}” is not recorded as a person.").format(name=person.name.given))
    if not any(consent.purpose is Purpose.HOLD and consent.asset_id == person.id for consent in consents):
        raise InvalidValueError(_("Ask first: a person is kept only when they agree to it. Choose how they said so."))
    made = (person, *consents, *own)
    label = _("Add “{name}”").format(name=person.name.given)
    return uow.write(ChangeSet(label, tuple(Change(None, record) for record in made)))
