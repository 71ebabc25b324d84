"""Which asset of the project a row is the same as."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from asset_mapper.domain.ids import RecordId
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _, language
from asset_mapper.services.names import Named, named_assets
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.form import Form
from asset_mapper.ui.widgets.record_field import RecordField


def ask(context: Context, words: str, chosen: Callable[[RecordId, str], None], parent: QWidget) -> None:
    """Ask for an asset by a part of its name; it and its name go to *chosen*."""

    def done(names: list[Named]) -> None:
        if isValid(parent):
            SameAs(context, names, words, chosen, parent).open()

    context.ask(named_assets, done=done)


class SameAs(Form):
    """One field, which completes what one types."""

    def __init__(
        self,
        context: Context,
        names: list[Named],
        words: str,
        chosen: Callable[[RecordId, str], None],
        parent: QWidget,
    ) -> None:
        title = N_("Which asset is it?")
        super().__init__(context, title, parent, 560, manual="importing", save=N_("It is this one"))
        self._names, self._chosen = {one.id: one for one in names}, chosen
        self.asset = self.row("asset", N_("A part of the name"), RecordField(names))
        self.asset.setText(words)
        self.begin(220)
        self.asset.selectAll()

    def made(self) -> Named:
        self.asset.check()
        asset_id = self.asset.value
        if asset_id is None:
            raise InvalidValueError(_("Type the name of the other asset."))
        return self._names[asset_id]

    def keep(self) -> None:
        one = self.made()
        self._chosen(one.id, one.name(language()))
        self.accept()
