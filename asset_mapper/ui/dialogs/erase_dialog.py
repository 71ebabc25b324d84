"""Erasing for good. Here a question is right: nothing can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QMessageBox, QPushButton

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.change import ChangeSet
from asset_mapper.i18n import _, language
from asset_mapper.services import erasing
from asset_mapper.ui.context import Context


def ask(
    context: Context,
    asset: Asset,
    step: Callable[..., ChangeSet] = erasing.erase,
    done: Callable[[], Any] | None = None,
) -> None:
    """Say what erasing means, and do it when the answer is yes."""
    EraseQuestion(context, asset, step, done).open()


class EraseQuestion(QMessageBox):
    """Says what goes, from where, and that it does not come back; keeping is the answer of Enter and Escape."""

    def __init__(
        self,
        context: Context,
        asset: Asset,
        step: Callable[..., ChangeSet] = erasing.erase,
        done: Callable[[], Any] | None = None,
    ) -> None:
        super().__init__(context.window)
        self._context, self._asset, self._step, self._done = context, asset, step, done
        self.setIcon(QMessageBox.Icon.NoIcon)
        self.setProperty("manual", "people")
        self.erase = QPushButton()
        self.keep = QPushButton()
        self.addButton(self.erase, QMessageBox.ButtonRole.DestructiveRole)
        self.addButton(self.keep, QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(self.keep)
        self.setEscapeButton(self.keep)
        self.erase.clicked.connect(self._on_erase)
        context.texts.call(self._say)

    def _say(self) -> None:
        name = self._asset.name.text(language())
        self.setWindowTitle(_("Erase “{name}”?").format(name=name))
        self.setText(_("Erase “{name}” for good?").format(name=name))
        text = _(
            "Everything about it goes: from the records, the history, the search and the backups on this computer. "
            "Undo cannot bring it back."
        )
        if self._asset.kind is AssetKind.PERSON:
            text = _(
                "Everything about this person goes: talents, agreements and photos, from the records, the history, "
                "the search and the backups on this computer. Undo cannot bring it back. Files that left the project "
                "before are not reached: withdraw the agreement first to see which they are."
            )
        self.setInformativeText(text)
        self.erase.setText(_("Erase for good"))
        self.keep.setText(_("Keep"))

    def _on_erase(self) -> None:
        def on_done(_change_set: ChangeSet) -> None:
            self._context.select(())
            self._context.say(_("Erased, also from the history and the backups."))
            if self._done is not None:
                self._done()

        self._context.apply(self._step, self._asset.id, done=on_done)
