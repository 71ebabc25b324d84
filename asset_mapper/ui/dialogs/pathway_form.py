"""The name of a pathway, in both languages."""

from __future__ import annotations

from collections.abc import Callable

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.pathway import Pathway
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _
from asset_mapper.services import pathways, records
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.form import Form


def begin(context: Context, done: Callable[[ChangeSet], None]) -> None:
    """Ask for the name of a new pathway, and begin it."""
    PathwayForm(context, None, done).open()


def rename(context: Context, pathway: Pathway) -> None:
    """Ask for another name of a pathway."""
    PathwayForm(context, pathway).open()


class PathwayForm(Form):
    """One text in two languages; either will do."""

    def __init__(
        self, context: Context, pathway: Pathway | None, done: Callable[[ChangeSet], None] | None = None
    ) -> None:
        super().__init__(context, N_("Name of the pathway"), manual="pathways")
        self._pathway, self._done = pathway, done
        self.name = self.bilingual("name", N_("Name"))
        if pathway is not None:
            self.name.set_value(pathway.name)
        self.begin(260)
        self.name.focus()

    def made(self) -> Bilingual:
        name = self.name.value
        if name is None:
            raise InvalidValueError(_("Give it a name, in Welsh or in English."))
        return name

    def keep(self) -> None:
        if self._pathway is None:
            self.apply(pathways.begin, self.made(), done=self._on_begun)
        else:
            self.apply(records.edit, Pathway, self._pathway.id, name=self.made())

    def _on_begun(self, change_set: ChangeSet) -> None:
        self.accept()
        if self._done is not None:
            self._done(change_set)
