"""All keys, made from the tables of actions; and the same as a table for the manual."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem

from asset_mapper.domain.fuzzy import fit
from asset_mapper.i18n import N_, _, speaking
from asset_mapper.ui import menus
from asset_mapper.ui.actions import Action
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.sheet import Sheet


def show(context: Context) -> None:
    KeyboardMap(context).open()


def plain(label: str) -> str:
    """Write the label of an action as a sentence has it."""
    return _(label).replace("&", "").removesuffix(" …")


def keys() -> list[Action]:
    """Give the actions that have a key, in the order of the menus."""
    return [action for action in menus.all_actions() if action.shortcut]


def as_table(language: str) -> str:
    """Write the keys as a table in Markdown, for ``keys.md`` of the manual."""
    with speaking(language):
        rows = [f"| {action.shortcut} | {plain(action.label)} |" for action in keys()]
        heading = " | ".join((_("key"), _("what it does")))
        return "\n".join((f"| {heading} |", "|---|---|", *rows))


class KeyboardMap(Sheet):
    """A table to look through, narrowed by what is typed above it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, N_("All keys"), "keys")
        self.line = QLineEdit(clearButtonEnabled=True)
        context.texts.say(self.line.setPlaceholderText, N_("Narrow the list"))
        context.texts.say(self.line.setAccessibleName, N_("Narrow the list"))
        self.table = QTreeWidget(columnCount=2)
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        context.texts.say(self.table.setAccessibleName, N_("All keys"))
        self.table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.column.addWidget(self.line)
        self.column.addWidget(self.table, 1)
        self.button(N_("Close"))
        self.finish()
        self.line.textChanged.connect(self._fill)
        context.texts.call(self._fill)
        self.make_room(70, 32)

    def _fill(self, *_typed: object) -> None:
        self.table.setHeaderLabels([_("Key"), _("What it does")])
        self.table.clear()
        for action in keys():
            if fit(self.line.text(), plain(action.label), action.shortcut):
                key = QKeySequence(action.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
                QTreeWidgetItem(self.table, [key, plain(action.label)])
