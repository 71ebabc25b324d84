"""Keeping what is chosen as a view: its title and introduction in both languages, and which assets it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QCheckBox, QWidget

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.project import SavedView
from asset_mapper.i18n import N_, _
from asset_mapper.services import saved_views
from asset_mapper.ui.context import AssetFilter, Context
from asset_mapper.ui.dialogs.form import Form


class KeepView(Form):
    """Title and introduction, each in Welsh and English."""

    def __init__(
        self,
        context: Context,
        audience: Audience,
        before: SavedView | None,
        kept: Callable[[str], None],
        parent: QWidget,
    ) -> None:
        super().__init__(context, N_("Keep as a view"), parent, manual="publishing", save=N_("Keep"))
        self._audience, self._kept = audience, kept
        self._where = dict(before.where) if before else where_of(context.filter)
        self.title = self.bilingual("title", N_("Title"))
        self.introduction = self.bilingual("introduction", N_("Introduction"), long=True)
        if before is not None:
            self.title.set_value(before.title)
            self.introduction.set_value(before.introduction)
        self.only = QCheckBox()
        self.only.setVisible(bool(self._where))
        self.only.setChecked(bool(self._where))
        self.rows.addRow(self.only)
        self.call(self._say_filter)
        self.begin(380)
        self.title.focus()

    def _say_filter(self) -> None:
        said = where_in_words(self._where).replace("&", "&&")
        self.only.setText(_("Only what the list shows now: {filter}").format(filter=said))

    def made(self) -> None:
        """There is nothing to check that the step does not."""

    def keep(self) -> None:
        where = self._where if self.only.isChecked() else {}
        self.apply(
            saved_views.keep_view,
            self.title.value,
            self.introduction.value,
            self._audience,
            where,
            done=self._on_kept,
        )

    def _on_kept(self, _step: ChangeSet) -> None:
        title = self.title.value
        self._kept(title.given if title else "")
        self.accept()


def where_of(chosen: AssetFilter) -> dict[str, str]:
    """Say the window's filter as a view keeps it, as far as a view can."""
    where = {}
    if len(chosen.kinds) == 1:
        where["kind"] = next(iter(chosen.kinds))
    if chosen.tag:
        where["tags"] = chosen.tag
    return where


def where_in_words(where: Mapping[str, str]) -> str:
    """Say the filter of a view to a person."""
    said = [_(AssetKind(value).label) if key == "kind" else value for key, value in where.items()]
    return ", ".join(said)
