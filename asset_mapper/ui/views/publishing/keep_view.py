"""Keeping what is chosen as a view: its title and introduction in both languages, and which assets it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.project import SavedView
from asset_mapper.i18n import _
from asset_mapper.services import saved_views
from asset_mapper.ui.context import AssetFilter, Context
from asset_mapper.ui.widgets.bilingual_field import BilingualField
from asset_mapper.ui.widgets.button_row import ButtonRow


class KeepView(QDialog):
    """Title and introduction, each in Welsh and English."""

    def __init__(
        self,
        context: Context,
        audience: Audience,
        before: SavedView | None,
        kept: Callable[[str], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context, self._audience, self._kept = context, audience, kept
        self._where = dict(before.where) if before else where_of(context.filter)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("manual", "publishing")
        self.setWindowTitle(_("Keep as a view"))
        self.title = BilingualField(_("Title"))
        self.introduction = BilingualField(_("Introduction"), long=True)
        if before is not None:
            self.title.set_value(before.title)
            self.introduction.set_value(before.introduction)
        said = where_in_words(self._where)
        self.only = QCheckBox(_("Only what the list shows now: {filter}").format(filter=said).replace("&", "&&"))
        self.only.setVisible(bool(self._where))
        self.only.setChecked(bool(self._where))
        self.problem = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.problem.setProperty("role", "problem")
        self.problem.hide()
        self.save = QPushButton(_("Keep"))
        self.save.setProperty("role", "primary")
        cancel = QPushButton(_("Cancel"))
        buttons = ButtonRow()
        buttons.add(cancel, leaves=True)
        buttons.add(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        for widget in (self.title, self.introduction, self.only, self.problem, buttons):
            column.addWidget(widget)
        self.resize(640, self.sizeHint().height())
        self.save.clicked.connect(self._on_save)
        cancel.clicked.connect(self.reject)
        self.title.focus()

    @Slot()
    def _on_save(self) -> None:
        where = self._where if self.only.isChecked() else {}
        self._context.apply(
            saved_views.keep_view,
            self.title.value,
            self.introduction.value,
            self._audience,
            where,
            done=self._on_saved,
            failed=self._on_failed,
            say=True,
        )

    def _on_saved(self, _step: ChangeSet) -> None:
        title = self.title.value
        self._kept(title.given if title else "")
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        self.problem.setText(str(error))
        self.problem.show()


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
