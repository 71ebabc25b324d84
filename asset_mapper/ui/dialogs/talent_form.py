"""The form of a talent: what someone can do, knows or cares about, offered or wanted, and what it may be used for."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.audience import VISIBILITIES
from asset_mapper.domain.consent import PURPOSE_FOR, Purpose
from asset_mapper.domain.talent import Standing, Talent, TalentKind, TalentUse
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _, format_number
from asset_mapper.services import contacts, records
from asset_mapper.services.portrait import Portrait, portrait
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.record_form import RecordForm


def add(context: Context, asset: Asset) -> None:
    _open(context, asset, None)


def edit(context: Context, asset: Asset, talent: Talent) -> None:
    _open(context, asset, talent)


def _open(context: Context, asset: Asset, talent: Talent | None) -> None:
    def show(shown: Portrait | None) -> None:
        if shown is not None:
            TalentForm(context, shown, talent).show()

    context.ask(portrait, asset.id, done=show)


class TalentForm(RecordForm):
    """Hands, head or heart; offered, wanted or hidden; and for what."""

    def __init__(
        self, context: Context, shown: Portrait, talent: Talent | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, N_("Change a talent") if talent else N_("Add a talent"), parent)
        self._shown, self._talent = shown, talent
        self.what = self.bilingual("what", N_("Talent"))
        self.kind = self.codes("kind", N_("Hands, head or heart"), list(TalentKind))
        self.standing = self.codes("standing", N_("Offered or wanted"), list(Standing))
        self.hint(N_("How may it be used? None ticked means that nobody has said."))
        self.uses = {use: self.tick(f"use-{use.value}", use.label) for use in TalentUse}
        self.hours = self.row("hours", N_("Hours a month, if known"), QLineEdit())
        self.audience = self.codes("audience", N_("Show to"), VISIBILITIES)
        self.who_sees = self.hint()
        if talent is not None:
            self.what.set_value(talent.what)
            self.kind.choose(talent.kind)
            self.standing.choose(talent.standing)
            for use, box in self.uses.items():
                box.setChecked(use in talent.uses)
            self.hours.setText("" if talent.hours is None else format_number(talent.hours))
            self.audience.choose(talent.audience)
            self.existing(talent, records.remove, Talent, [talent.id])
        self.begin(640, draft=f"talent:{talent.id if talent else shown.asset.id}")
        self.what.focus()

    def arrange(self) -> None:
        asset, today = self._shown.asset, date.today()  # noqa: DTZ011 - the user's day
        purpose = PURPOSE_FOR.get(asset.visibility, Purpose.PUBLISH)
        self.who_sees.setText(contacts.who_sees(asset, self.audience.value, self._shown.consents, today, purpose))

    def made(self) -> Talent:
        what = self.what.value
        if what is None:
            raise InvalidValueError(_("Say what the talent is, in Welsh or in English."))
        fields: dict[str, Any] = {
            "what": what,
            "kind": self.kind.value,
            "standing": self.standing.value,
            "uses": tuple(use for use, box in self.uses.items() if box.isChecked()),
            "hours": hours_of(self.hours.text()),
            "audience": self.audience.value,
        }
        if self._talent is not None:
            return replace(self._talent, **fields)
        return Talent(asset_id=self._shown.asset.id, **fields)

    def keep(self) -> None:
        made = self.made()
        if self._talent is None:
            self.apply(records.add, made)
        else:
            self.apply(records.save, self._talent, made, _("Change a talent"))


def hours_of(text: str) -> float | None:
    """Read a number of hours; none when nothing was typed.

    Raises
    ------
    InvalidValueError
        It is no number.
    """
    plain = text.strip()
    if not plain:
        return None
    if not re.fullmatch(r"\d{1,4}(?:[.,]\d{1,2})?", plain, re.ASCII):
        raise InvalidValueError(
            _("“{text}” is not a number of hours. Write for example 2 or 1.5.").format(text=plain)
        )
    return float(plain.replace(",", "."))
