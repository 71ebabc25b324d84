"""The name of a pathway, in both languages."""

from __future__ import annotations

from collections.abc import Callable

from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.pathway import Pathway
from asset_mapper.i18n import N_, _
from asset_mapper.services import pathways, records
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.bilingual_field import BilingualField
from asset_mapper.ui.widgets.form import FormDialog


def begin(context: Context, done: Callable[[ChangeSet], None]) -> None:
    """Ask for the name of a new pathway, and begin it."""
    PathwayForm(context, None, done).open()


def rename(context: Context, pathway: Pathway) -> None:
    """Ask for another name of a pathway."""
    PathwayForm(context, pathway).open()


class PathwayForm(FormDialog):
    """One text in two languages; either will do."""

    def __init__(
        self, context: Context, pathway: Pathway | None, done: Callable[[ChangeSet], None] | None = None
    ) -> None:
        super().__init__(context, N_("Name of the pathway"), manual="pathways", lines=8)
        self._pathway, self._done = pathway, done
        self.name = BilingualField(_("Name"))
        context.texts.call(lambda: self.name.say(_("Name")))
        self.add_whole(self.name)
        self.column.addStretch(1)
        if pathway is not None:
            self.name.set_value(pathway.name)
        self.name.focus()

    def _save(self) -> None:
        name = self.name.value
        if name is None:
            self.say_problem(_("Give it a name, in Welsh or in English."))
            return

        def done(change_set: ChangeSet) -> None:
            self.accept()
            if self._done is not None:
                self._done(change_set)

        def failed(error: BaseException) -> None:
            self.say_problem(str(error))

        if self._pathway is None:
            self._context.apply(pathways.begin, name, done=done, failed=failed, say=True)
        else:
            self._context.apply(
                records.edit, Pathway, self._pathway.id, name=name, done=done, failed=failed, say=True
            )
