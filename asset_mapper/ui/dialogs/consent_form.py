"""The form of an agreement: to what, on which day, how, who asked, in which words and language, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QListWidget, QPushButton, QVBoxLayout, QWidget

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.consent import Consent, ConsentHow, Purpose
from asset_mapper.domain.project import ExportRecord
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _, format_date, language
from asset_mapper.services import consents, records
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.record_form import RecordForm
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.widgets.date_field import DateField

_LANGUAGES = (("cy", N_("Welsh")), ("en", N_("English")))


def add(context: Context, asset: Asset) -> None:
    ConsentForm(context, asset, None).show()


def edit(context: Context, asset: Asset, consent: Consent) -> None:
    ConsentForm(context, asset, consent).show()


class ConsentForm(RecordForm):
    """An agreement is noted, corrected, or ended; it is never made by anybody but the person."""

    def __init__(
        self, context: Context, asset: Asset, consent: Consent | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, N_("An agreement") if consent else N_("Note an agreement"), parent)
        self._asset, self._consent = asset, consent
        today = date.today()  # noqa: DTZ011 - the user's day
        self.purpose = self.codes("purpose", N_("What they agreed to"), list(Purpose))
        self.how = self.codes("how", N_("How they said so"), list(ConsentHow), N_("Choose …"))
        self.given_on = self.row("given_on", N_("On which day"), DateField(today))
        self.taken_by = self.row("taken_by", N_("Who asked them"), QLineEdit())
        self.wording = self.row("wording", N_("Version of the words that were read or shown"), QLineEdit())
        self.language: Choice[str] = Choice("", [(code, "") for code, _label in _LANGUAGES])
        self.row("language", N_("In which language"), self.language)
        self.call(lambda: self.language.say([_(label) for _code, label in _LANGUAGES]))
        self.language.choose(language())
        self.until = self.row("until", N_("Last day that it holds, if it ends"), DateField())
        self.withdraw = QPushButton()
        self.withdraw.setAutoDefault(False)
        self.say(self.withdraw.setText, N_("They withdraw it …"))
        self.rows.addRow(self.withdraw)
        self.withdraw.setVisible(consent is not None and consent.withdrawn_on is None)
        self.withdraw.clicked.connect(self._on_withdraw)
        self.ended = self.hint()
        if consent is not None:
            self._fill(consent)
            self.existing(consent)
        self.begin(640, draft=f"consent:{consent.id if consent else asset.id}")
        (self.how if consent is None else self.given_on).setFocus()

    def _fill(self, consent: Consent) -> None:
        self.purpose.choose(consent.purpose)
        self.purpose.setEnabled(False)  # another purpose is another agreement
        self.how.choose(consent.how)
        self.given_on.set_value(consent.given_on)
        self.taken_by.setText(consent.taken_by)
        self.wording.setText(consent.wording_version)
        self.language.choose(consent.language)
        self.until.set_value(consent.until)

    def arrange(self) -> None:
        ended = self._consent.withdrawn_on if self._consent else None
        self.ended.setVisible(ended is not None)
        if ended is not None:
            self.ended.setText(_("Withdrawn on {day}.").format(day=format_date(ended)))

    def made(self) -> Consent:
        given_on = self.given_on.value
        if self.how.value is None:
            raise InvalidValueError(_("Choose how they said so."))
        if given_on is None:
            raise InvalidValueError(_("Say on which day they agreed."))
        fields: dict[str, Any] = {
            "purpose": self.purpose.value,
            "how": self.how.value,
            "given_on": given_on,
            "taken_by": self.taken_by.text().strip(),
            "wording_version": self.wording.text().strip(),
            "language": self.language.value,
            "until": self.until.value,
        }
        if self._consent is not None:
            return replace(self._consent, **fields)
        return Consent(asset_id=self._asset.id, **fields)

    def keep(self) -> None:
        made = self.made()
        if self._consent is None:
            self.apply(consents.give, made)
        else:
            self.apply(records.save, self._consent, made, _("Change an agreement"))

    def _on_withdraw(self) -> None:
        assert self._consent is not None
        purpose = self._consent.purpose
        self.apply(
            consents.withdraw,
            self._asset.id,
            date.today(),  # noqa: DTZ011 - the user's day
            purpose,
            done=lambda _change_set: self._ask_for_files(),
        )

    def _ask_for_files(self) -> None:
        context, asset = self.context, self._asset

        def show(files: Sequence[ExportRecord]) -> None:
            FilesThatHeld(context, asset, files).show()

        context.ask(consents.files_that_held, asset.id, done=show)
        self.accept()


class FilesThatHeld(QDialog):
    """Names the files that left the project with a person in them, so that they can be asked back."""

    def __init__(
        self, context: Context, asset: Asset, files: Sequence[ExportRecord], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent or context.window)
        self._context, self._asset, self._files = context, asset, tuple(files)
        self.setProperty("manual", "people")
        self.told = QLabel(wordWrap=True)
        self.list = QListWidget()
        self.close_button = QPushButton()
        self.close_button.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(16)
        column.addWidget(self.told)
        column.addWidget(self.list)
        column.addWidget(self.close_button)
        self.list.setVisible(bool(files))
        self.resize(round(560 * self.fontMetrics().height() / 17), self.sizeHint().height())
        context.texts.call(self._say)

    def _say(self) -> None:
        name = self._asset.name.text(language())
        self.setWindowTitle(_("Files that held {name}").format(name=name))
        if self._files:
            text = _(
                "The agreement is ended. These files left the project with {name} in them. Ask whoever has them to "
                "delete them, and publish anew what is still on show."
            )
        else:
            text = _("The agreement is ended. No file left the project with {name} in it.")
        self.told.setText(text.format(name=name))
        self.close_button.setText(_("Close"))
        self.list.setAccessibleName(_("Files"))
        self.list.clear()
        self.list.addItems(
            [
                _("{file} – for: {audience}, {day}").format(
                    file=one.file, audience=_(one.audience.label), day=format_date(one.at)
                )
                for one in self._files
            ]
        )
