"""Ways to reach an asset: what looks like one, and who sees it in the end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.audience import Audience, admits
from asset_mapper.domain.consent import PURPOSE_FOR, Consent, Purpose
from asset_mapper.domain.contact import ContactKind
from asset_mapper.domain.whereabouts import WhereKind
from asset_mapper.formats import contacts
from asset_mapper.i18n import N_, _

_NOT_ONE = {
    ContactKind.PHONE: N_("“{text}” is not a telephone number. Is a digit missing?"),
    ContactKind.EMAIL: N_("“{text}” is not an e-mail address. It needs a name, an @ and a domain."),
    ContactKind.WEB: N_("“{text}” is not a web address. It begins with https:// or www."),
}


def problem(kind: ContactKind, value: str) -> str:
    """Say why *value* is no way to reach someone, by the rules of an import; ``""`` when it is one."""
    text = value.strip()
    found = {
        ContactKind.PHONE: lambda: contacts.phones(text)[0],
        ContactKind.EMAIL: lambda: contacts.emails(text),
        ContactKind.WEB: lambda: contacts.webs(text),
        ContactKind.SOCIAL: lambda: contacts.socials(text),
    }[kind]()
    if not text or kind is ContactKind.SOCIAL:
        return "" if text else _("Write how to reach it.")
    allowed = {ContactKind.WEB: (ContactKind.WEB, ContactKind.SOCIAL)}.get(kind, (kind,))
    if len(found) == 1 and found[0][0] in [one.value for one in allowed]:
        return ""
    return _(_NOT_ONE[kind]).format(text=text)


def tidied(kind: ContactKind, value: str) -> str:
    """Write a way to reach someone as an import would: with its first 0, without ``mailto:``."""
    text = value.strip()
    found = contacts.phones(text)[0] if kind is ContactKind.PHONE else contacts.emails(text)
    return found[0][1] if kind in (ContactKind.PHONE, ContactKind.EMAIL) and len(found) == 1 else text


def who_sees(
    asset: Asset, audience: Audience, consents: Iterable[Consent], today: date, purpose: Purpose, person: str = ""
) -> str:
    """Say who sees something of an asset in the end: the asset itself, its place and agreements may hold it back.

    *purpose* is the agreement that it needs of a person; *person* is the name that stands beside it.
    """
    standing = {consent.purpose for consent in consents if consent.stands_on(today)}
    if audience is Audience.TEAM:
        return _("Only the team sees this.")
    if asset.whereabouts.kind is WhereKind.CONFIDENTIAL:
        return _("Only the team sees this, because the place is confidential.")
    if asset.under_18:
        return _("Only the team sees this, because the person is under 18.")
    if not admits(asset.visibility, Audience.PARTNERS):
        return _("Only the team sees this as long as the asset itself is for the team.")
    if asset.kind is AssetKind.PERSON:
        if purpose not in standing:
            return _("Only the team sees this until the person agrees: {purpose}.").format(purpose=_(purpose.label))
        missing = PURPOSE_FOR[Audience.PUBLIC if asset.visibility is Audience.PUBLIC else Audience.PARTNERS]
        if missing not in standing:
            return _("Only the team sees this until the person agrees: {purpose}.").format(purpose=_(missing.label))
    if audience is Audience.PARTNERS or asset.visibility is Audience.PARTNERS:
        return _("The team and partners see this.")
    if asset.sensitive and person:
        return _("The team and partners see this. Everyone does not, since a name would say something private.")
    return _("Everyone sees this.")
