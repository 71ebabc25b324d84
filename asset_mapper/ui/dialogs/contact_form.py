"""The form of a way to reach an asset: what it is, who answers, and who sees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.audience import VISIBILITIES
from asset_mapper.domain.consent import Purpose
from asset_mapper.domain.contact import ContactKind, ContactPoint
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _
from asset_mapper.services import contacts, records
from asset_mapper.services.portrait import Portrait, portrait
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.record_form import RecordForm


def add(context: Context, asset: Asset) -> None:
    _open(context, asset, None)


def edit(context: Context, asset: Asset, contact: ContactPoint) -> None:
    _open(context, asset, contact)


def _open(context: Context, asset: Asset, contact: ContactPoint | None) -> None:
    def show(shown: Portrait | None) -> None:
        if shown is not None:
            ContactForm(context, shown, contact).show()

    context.ask(portrait, asset.id, done=show)


class ContactForm(RecordForm):
    """Says below the audience who sees it in the end: the asset and the agreements may hold it back."""

    def __init__(
        self, context: Context, shown: Portrait, contact: ContactPoint | None, parent: QWidget | None = None
    ) -> None:
        title = N_("Change a way to reach it") if contact else N_("Add a way to reach it")
        super().__init__(context, title, parent)
        self._shown, self._contact = shown, contact
        self.kind = self.codes("kind", N_("How"), list(ContactKind))
        self.value = self.row("value", N_("Number or address"), QLineEdit())
        self.person = self.row("person", N_("Who answers, if you want to name them"), QLineEdit())
        self.audience = self.codes("audience", N_("Show to"), VISIBILITIES)
        self.who_sees = self.hint()
        if contact is not None:
            self.kind.choose(contact.kind)
            self.value.setText(contact.value)
            self.person.setText(contact.person)
            self.audience.choose(contact.audience)
            self.existing(contact, records.remove, ContactPoint, [contact.id])
        self.begin(440, draft=f"contact:{contact.id if contact else shown.asset.id}")
        self.value.setFocus()

    def arrange(self) -> None:
        today = date.today()  # noqa: DTZ011 - the user's day
        self.who_sees.setText(
            contacts.who_sees(
                self._shown.asset,
                self.audience.value,
                self._shown.consents,
                today,
                Purpose.CONTACT,
                self.person.text().strip(),
            )
        )

    def made(self) -> ContactPoint:
        kind: ContactKind = self.kind.value
        typed = self.value.text()
        if problem := contacts.problem(kind, typed):
            raise InvalidValueError(problem)
        fields: dict[str, Any] = {
            "kind": kind,
            "value": contacts.tidied(kind, typed),
            "person": self.person.text().strip(),
            "audience": self.audience.value,
        }
        if self._contact is not None:
            return replace(self._contact, **fields)
        return ContactPoint(asset_id=self._shown.asset.id, **fields)

    def keep(self) -> None:
        made = self.made()
        if self._contact is None:
            self.apply(records.add, made)
        else:
            self.apply(records.save, self._contact, made, _("Change a way to reach it"))
