"""What would go, and what is held back and why, with a way to each record of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.publication import Publication, Reason
from asset_mapper.i18n import N_, _, format_number, ngettext
from asset_mapper.services import exporting, withheld
from asset_mapper.services.withheld import Gathered
from asset_mapper.ui.context import Context
from asset_mapper.ui.views.publishing.held_list import HeldList
from asset_mapper.ui.widgets.emptying import empty


class WhatGoes(QWidget):
    """Counts of what goes; below, a line for each reason to hold something back."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._gathered: Gathered | None = None
        goes, stays = QLabel(), QLabel()
        for label, text in ((goes, N_("What goes")), (stays, N_("What is held back, and why"))):
            label.setProperty("role", "heading")
            label.setWordWrap(True)
            context.texts.say(label.setText, text)
        self.counts = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.held_back = QWidget()
        self._held = QVBoxLayout(self.held_back)
        self._held.setContentsMargins(0, 0, 0, 0)
        self._held.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(goes)
        column.addWidget(self.counts)
        column.addSpacing(16)
        column.addWidget(stays)
        column.addWidget(self.held_back)
        context.texts.call(self._say)

    def show_gathered(self, gathered: Gathered) -> None:
        self._gathered = gathered
        self._say()

    def _say(self) -> None:
        if self._gathered is None:
            return
        publication = self._gathered.publication
        self.counts.setText(_in_words(publication))
        empty(self._held)
        held_back = exporting.held_back(publication)
        for reason, count in held_back.items():
            self._held.addWidget(self._line(reason, count, self._gathered.withheld.get(reason)))
        if not held_back:
            self._held.addWidget(QLabel(_("Nothing is held back.")))

    def _line(self, reason: Reason, count: int, ids: Mapping[str, Sequence[RecordId]] | None) -> QWidget:
        said = ngettext("{n} record", "{n} records", count).format(n=format_number(count))
        words = QLabel(f"{said}: {_(reason.label)}", wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        which = QPushButton(_("Which?"))
        which.setObjectName(f"held-{reason.value}")
        which.setAccessibleName(f"{words.text()}: {which.text()}")
        which.setVisible(ids is not None)
        which.clicked.connect(lambda: self._name(reason, count, ids or {}))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words, 1)
        row.addWidget(which)
        return line

    def _name(self, reason: Reason, count: int, ids: Mapping[str, Sequence[RecordId]]) -> None:
        """List by name what is held back for a reason."""
        self._context.ask(
            withheld.named,
            ids,
            done=lambda held: HeldList(self._context, reason, count, held, self.window()).show(),
        )


def _in_words(publication: Publication) -> str:
    assets, located, links = len(publication.assets), publication.located, len(publication.links)
    lines = (
        ngettext("{n} asset", "{n} assets", assets).format(n=format_number(assets)),
        ngettext("{n} on the map", "{n} on the map", located).format(n=format_number(located)),
        ngettext("{n} link to outcomes", "{n} links to outcomes", links).format(n=format_number(links)),
    )
    return "\n".join(lines)
