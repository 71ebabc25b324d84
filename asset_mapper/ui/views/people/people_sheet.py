"""The people, and all about the one who is chosen."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from asset_mapper.i18n import N_, _
from asset_mapper.services import talent_words
from asset_mapper.services.talents import People, TalentFilter
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import asset_form
from asset_mapper.ui.views.asset_detail import AssetDetail
from asset_mapper.ui.widgets.form import centred_label
from asset_mapper.ui.widgets.two_line_list import TwoLineList


class PeopleSheet(QWidget):
    """People by name, with their talents and whether they agreed; all about the chosen one beside the list."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.list = TwoLineList()
        self.list.currentItemChanged.connect(self._on_chosen)
        self.list.itemActivated.connect(lambda item: asset_form.edit(context, TwoLineList.key_of(item)))
        context.texts.say(self.list.setAccessibleName, N_("People"))
        self.empty = centred_label()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 0, 8, 0)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(AssetDetail(context))
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([700, 480])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(splitter)
        context.selection_changed.connect(self._show_selection)

    def show_people(self, known: People, chosen: TalentFilter) -> None:
        """Show those whom the filter admits."""
        people = known.fitting(chosen)
        self.list.fill([(one.id, talent_words.person(known, one)) for one in people])
        self.list.setVisible(bool(people))
        self.empty.setVisible(not people)
        if known.people:
            self.empty.setText(_("Nobody fits. Change what you are looking for above."))
        else:
            self.empty.setText(
                _(
                    "No people are recorded yet. Press “Add a person”: first ask what they agree to, then note what "
                    "they can do, know and care about."
                )
            )
        self._show_selection()

    @Slot()
    def _on_chosen(self, *_news: object) -> None:
        if self.list.key:
            self._context.select([self.list.key])

    @Slot()
    def _show_selection(self, *_news: object) -> None:
        self.list.choose(self._context.selection[0] if len(self._context.selection) == 1 else "")
