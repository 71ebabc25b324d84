"""The line above the list while a queue is shown: what to do with each, by one key, and on to the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.bilingual import OTHER, Bilingual
from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.i18n import N_, _, format_number
from asset_mapper.services import assets, lookalikes, records
from asset_mapper.services.lookalikes import Lookalike
from asset_mapper.storage.unit_of_work import UnitOfWork
from asset_mapper.ui.context import AssetFilter, Context
from asset_mapper.ui.widgets.asset_list import AssetList
from asset_mapper.ui.widgets.flow import FlowLayout
from asset_mapper.ui.widgets.form import quiet_label

_POLICY = {True: QSizePolicy.Policy.Preferred, False: QSizePolicy.Policy.Ignored}
"""A bar that is not shown takes no room."""


def still_true(context: Context, table: AssetList) -> None:
    """Say that the chosen assets are still as recorded, and go on to the next."""
    ids = list(context.selection)
    if not ids:
        return
    after = table.next_after(ids)
    today, by = date.today(), context.settings["user.name"]  # noqa: DTZ011 - the user's day
    context.apply(
        assets.still_true, ids, today, by, say=True, done=lambda _done: context.select([after] if after else [])
    )


class QueueBar(QStackedWidget):
    """Nothing, or what belongs to the queue that is shown."""

    def __init__(self, context: Context, table: AssetList) -> None:
        super().__init__()
        self._context = context
        self.due = _OneButton(
            context,
            N_("Is it still true? T or Ctrl+T says so, notes the day and goes on to the next."),
            N_("Still true"),
        )
        self.due.button.clicked.connect(lambda: still_true(context, table))
        self.unplaced = _OneButton(
            context, N_("Enter takes the chosen asset to the map, to be placed there."), N_("Place on the map")
        )
        self.unplaced.button.clicked.connect(lambda: place(context))
        self.untranslated = Translating(context, table)
        self.duplicates = Duplicates(context)
        self._bars: dict[str, QWidget] = {
            "due": self.due,
            "unplaced": self.unplaced,
            "untranslated": self.untranslated,
            "duplicates": self.duplicates,
        }
        for bar in self._bars.values():
            self.addWidget(bar)
        context.filter_changed.connect(self._show)
        table.confirmed.connect(lambda: still_true(context, table))
        self._show(context.filter)

    @Slot(object)
    def _show(self, chosen: AssetFilter) -> None:
        bar = self._bars.get(chosen.queue)
        self.setVisible(bar is not None)
        for other in self._bars.values():
            other.setSizePolicy(_POLICY[other is bar], _POLICY[other is bar])
        if bar is not None:
            self.setCurrentWidget(bar)
        self.updateGeometry()
        if bar is self.duplicates:
            self.duplicates.read()


def place(context: Context) -> None:
    """Go to the map with the chosen asset, to place it there."""
    if context.selection:
        context.select(context.selection[:1])
        context.view_requested.emit("map")


class _OneButton(QWidget):
    """A sentence and a button."""

    def __init__(self, context: Context, sentence: str, label: str) -> None:
        super().__init__()
        words = quiet_label()
        context.texts.say(words.setText, sentence)
        self.button = QPushButton()
        context.texts.say(self.button.setText, label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(words, 1)
        row.addWidget(self.button)


class Translating(QWidget):
    """The name in one language, a field for the other; Enter keeps it and goes on to the next."""

    def __init__(self, context: Context, table: AssetList) -> None:
        super().__init__()
        self._context, self._table = context, table
        self._asset: Asset | None = None
        self.given = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.line = QLineEdit()
        self.keep = QPushButton()
        context.texts.say(self.keep.setText, N_("Keep, and next"))
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.line, 1)
        below.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.given)
        column.addLayout(below)
        self.line.returnPressed.connect(self._on_keep)
        self.keep.clicked.connect(self._on_keep)
        context.selection_changed.connect(self._read)
        context.filter_changed.connect(self._read)
        context.texts.call(self._say)
        self._read()

    @Slot()
    def _read(self, *_news: object) -> None:
        chosen = self._context.selection
        if self._context.filter.queue != "untranslated":
            return
        if len(chosen) != 1:
            self._on_read(None)
        elif self._asset is None or self._asset.id != chosen[0]:
            self._context.ask(lambda uow: uow.assets.find(chosen[0]), done=self._on_read)

    def _on_read(self, asset: Asset | None) -> None:
        if asset is not None and (asset.id,) != self._context.selection:
            return
        self._asset = asset
        with QSignalBlocker(self.line):
            self.line.clear()
        self._say()

    @property
    def missing(self) -> str:
        """The language that is to be written: the one that is not there."""
        name = self._asset.name if self._asset else None
        if name is None:
            return ""
        return "cy" if not name.cy else "en" if not name.en else ""

    def _say(self) -> None:
        missing = self.missing
        self.line.setEnabled(bool(missing))
        self.keep.setEnabled(bool(missing))
        if self._asset is None or not missing:
            self.given.setText(_("Choose an asset to write its name in the other language."))
            return
        said = _("“{name}” in Welsh:") if missing == "cy" else _("“{name}” in English:")
        self.given.setText(said.format(name=self._asset.name.given))
        self.line.setAccessibleName(said.format(name=self._asset.name.given))

    @Slot()
    def _on_keep(self) -> None:
        asset, missing, text = self._asset, self.missing, self.line.text().strip()
        if asset is None or not missing or not text:
            return
        first = OTHER[missing]
        cy, en = (text, asset.name.en) if missing == "cy" else (asset.name.cy, text)
        after = self._table.next_after([asset.id])

        def on_done(_done: ChangeSet) -> None:
            self._asset = None
            self._context.select([after] if after else [])
            self._read()
            self.line.setFocus()

        self._context.apply(records.edit, Asset, asset.id, name=Bilingual(cy, en, first), done=on_done, say=True)


class Duplicates(QWidget):
    """One pair after the other: why the two look alike, and what to do about it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._pairs: list[Lookalike] = []
        self._names: dict[RecordId, Bilingual] = {}
        self._at = 0
        self.words = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.merge, self.two, self.next = QPushButton(), QPushButton(), QPushButton()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.words)
        holder = QWidget()
        row = FlowLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        for button, label, act in (
            (self.merge, N_("Make one of two …"), self._on_merge),
            (self.two, N_("Not the same"), self.not_the_same),
            (self.next, N_("Next pair"), self._on_next),
        ):
            context.texts.say(button.setText, label)
            button.clicked.connect(act)
            row.addWidget(button)
        column.addWidget(holder)
        context.records_changed.connect(self._on_records)
        context.texts.call(self._say)

    @property
    def pair(self) -> Lookalike | None:
        """The pair that is shown."""
        return self._pairs[self._at] if self._at < len(self._pairs) else None

    @Slot()
    def _on_records(self, *_news: object) -> None:
        if self._context.filter.queue == "duplicates":
            self.read()

    def read(self) -> None:
        """Look for pairs anew."""
        self._context.ask(_pairs, done=self._on_read)

    def _on_read(self, found: tuple[list[Lookalike], dict[RecordId, Bilingual]]) -> None:
        self._pairs, self._names = found
        self._at = min(self._at, max(0, len(self._pairs) - 1))
        self._show()

    def _show(self) -> None:
        self._say()
        if self.pair is not None:
            self._context.select([self.pair.first, self.pair.second])

    def _say(self) -> None:
        pair = self.pair
        for button in (self.merge, self.two):
            button.setEnabled(pair is not None)
        self.next.setEnabled(len(self._pairs) > 1)
        if pair is None:
            self.words.setText(_("Nothing looks as if it were recorded twice."))
            return
        text = _("Pair {n} of {all}: “{name}” and “{other}”. {why}").format(
            n=format_number(self._at + 1),
            all=format_number(len(self._pairs)),
            name=self._names[pair.first].given,
            other=self._names[pair.second].given,
            why=pair.why,
        )
        self.words.setText(text)

    @Slot()
    def _on_next(self) -> None:
        self._at = (self._at + 1) % max(1, len(self._pairs))
        self._show()

    @Slot()
    def _on_merge(self) -> None:
        from asset_mapper.ui.dialogs import merge

        if self.pair is not None:
            merge.show(self._context, (self.pair.first, self.pair.second))

    @Slot()
    def not_the_same(self) -> None:
        """Remember that the two are two."""
        if self.pair is not None:
            self._context.apply(lookalikes.are_two, self.pair.first, self.pair.second, say=True)


def _pairs(uow: UnitOfWork) -> tuple[list[Lookalike], dict[RecordId, Bilingual]]:
    found = lookalikes.possible_duplicates(uow)
    ids = {one for pair in found for one in (pair.first, pair.second)}
    return found, {asset.id: asset.name for asset in uow.assets.with_ids(ids)}


def show_queue(context: Context, key: str) -> None:
    """Show the list with one of its queues."""
    context.view_requested.emit("assets")
    context.set_filter(replace(AssetFilter(), queue=key))
