"""The form of hours given: several periods at once, a line each, with what was understood of every line below."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.hours import HoursGiven, HoursKind
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _
from asset_mapper.services import evidence, hours, records
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.record_form import RecordForm


def add(context: Context, asset: Asset) -> None:
    """Open the form empty, for hours given to or by *asset*."""
    HoursForm(context, asset, None).show()


def edit(context: Context, asset: Asset, noted: HoursGiven) -> None:
    HoursForm(context, asset, noted).show()


class HoursForm(RecordForm):
    """New hours are typed or pasted line by line; those that are there are one line."""

    def __init__(
        self, context: Context, asset: Asset, noted: HoursGiven | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, N_("Change hours") if noted else N_("Note hours"), parent, manual="hours")
        self._asset, self._noted = asset, noted
        self.kind = self.codes("kind", N_("What they are"), tuple(HoursKind))
        label = N_("Period and hours") if noted else N_("Periods and hours, one period a line")
        self.periods = self.row("periods", label, QPlainTextEdit())
        self.say(self.periods.setPlaceholderText, N_("2025: 1,240\nApril - June 2026: 310 hours, 12 people"))
        self.understood = self.hint()
        self.what = self.bilingual("what", N_("What was done in them"))
        self.citation = self.row("citation", N_("Where it is published or kept"), QLineEdit())
        self.url = self.row("url", N_("Address of the page"), QLineEdit())
        if noted is not None:
            self.kind.choose(noted.kind)
            self.periods.setPlainText(hours.in_words(noted))
            self.what.set_value(noted.what)
            self.citation.setText(noted.citation)
            self.url.setText(noted.url)
            self.existing(noted, records.remove, HoursGiven, [noted.id])
        self.call(self.arrange)
        self.begin(600, draft=f"hours:{noted.id if noted else asset.id}")
        self.periods.setFocus()

    def arrange(self) -> None:
        """Say line by line what was understood, and what the lines come to."""
        try:
            typed = hours.understood(self.periods.toPlainText())
        except InvalidValueError:
            self.understood.setText("")
            return
        lines = [hours.in_words(one) for one in typed]
        if len(typed) > 1:
            total = hours.amount(sum(one.hours for one in typed), or_more=any(one.or_more for one in typed))
            lines.append(_("In all: {hours}").format(hours=total))
        self.understood.setText("\n".join([_("Understood:"), *lines]) if lines else "")

    def made(self) -> list[HoursGiven]:
        typed = hours.understood(self.periods.toPlainText())
        if not typed:
            raise InvalidValueError(_("Write a period and its hours."))
        if self._noted is not None and len(typed) > 1:
            raise InvalidValueError(_("This is one period. Note further ones as new hours."))
        fields: dict[str, Any] = {
            "kind": self.kind.value,
            "what": self.what.value,
            "citation": self.citation.text().strip(),
            "url": evidence.check_address(self.url.text()),
        }
        made = [hours.made(self._asset.id, one, **fields) for one in typed]
        if self._noted is None:
            return made
        (one,) = made
        kept = {name: getattr(one, name) for name in ("since", "until", "hours", "or_more", "people")}
        return [replace(self._noted, **fields, **kept)]

    def keep(self) -> None:
        made = self.made()
        if self._noted is None:
            self.apply(hours.add, self._asset.id, made)
        else:
            self.apply(records.save, self._noted, made[0], _("Change hours"))
