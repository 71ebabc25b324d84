"""Finding a place by its words: an address, a postcode, a grid reference. What is chosen can be put there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from asset_mapper.i18n import N_, _, language
from asset_mapper.services import placing, postcode_file
from asset_mapper.services.finding_places import FoundPlace, find_places
from asset_mapper.ui.context import Context

if TYPE_CHECKING:
    from asset_mapper.area_pack.postcodes import PostcodeIndex
    from asset_mapper.domain.asset import Asset


class PlaceFinder(QWidget):
    """A line to type in; below it what was found, one place at a time, and a button that puts the asset there."""

    looked = Signal(object)  # FoundPlace to be looked at, or None

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._found: list[FoundPlace] = []
        self._place = 0
        self.line = QLineEdit(clearButtonEnabled=True)
        context.texts.say(self.line.setPlaceholderText, N_("Find a place: address, postcode or grid reference"))
        context.texts.say(self.line.setAccessibleName, N_("Find a place: address, postcode or grid reference"))
        self.answer = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.put, self.next = QPushButton(), QPushButton()
        self.put.setProperty("role", "primary")
        context.texts.say(self.next.setText, N_("Next place"))
        self._below = QWidget()
        row = QHBoxLayout(self._below)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.answer, 1)
        row.addWidget(self.next)
        row.addWidget(self.put)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.line)
        column.addWidget(self._below)
        self.line.returnPressed.connect(self.search)
        self.line.textChanged.connect(self._on_typed)
        self.next.clicked.connect(self._on_next)
        self.put.clicked.connect(self._on_put)
        context.selection_changed.connect(self._refresh)
        context.texts.call(self._refresh)

    @Slot()
    def search(self) -> None:
        """Look for what is typed."""
        words = self.line.text().strip()
        chosen = self._context.settings["map.postcodes"]
        if not words:
            return
        if chosen:  # read beside the project the first time, for that takes a moment
            self._context.jobs.run(
                lambda: postcode_file.index_of(chosen),
                done=partial(self._ask, words),
                failed=self._context.show_error,
                on_project=False,
            )
        else:
            self._ask(words, None)

    def _ask(self, words: str, postcodes: PostcodeIndex | None) -> None:
        if not shiboken6.isValid(self):  # the view was closed meanwhile
            return
        self._context.ask(find_places, words, postcodes, done=self._on_found)

    def _on_found(self, found: list[FoundPlace]) -> None:
        self._found, self._place = found, 0
        if not found:
            self._say_nothing_found()
            return
        self._look()
        (self.put if self.put.isEnabled() and self.put.isVisible() else self.line).setFocus()

    def _say_nothing_found(self) -> None:
        self._refresh()
        text = _("“{words}” was not found.").format(words=self.line.text().strip())
        more = _(
            "Known are grid references, coordinates, areas of this project, and addresses where something is "
            "recorded already."
        )
        if not self._context.settings["map.postcodes"]:
            more += " " + _("For all postcodes, choose a file of postcodes in the settings.")
        self.answer.setText(f"{text} {more}")
        self._below.setVisible(True)
        self.answer.setVisible(True)

    @Slot()
    def _on_next(self) -> None:
        self._place = (self._place + 1) % len(self._found)
        self._look()

    def _look(self) -> None:
        self._refresh()
        self.looked.emit(self._found[self._place])

    @Slot()
    def _on_put(self) -> None:
        self._context.apply(
            placing.place_where_found, self._context.selection[0], self._found[self._place], say=True,
            done=self._on_placed,
        )  # fmt: skip

    def _on_placed(self, _done: object) -> None:
        self.line.clear()

    @Slot()
    def _on_typed(self) -> None:
        if self._found or self._below.isVisible():
            self._found = []
            self._refresh()
            self.looked.emit(None)

    @Slot()
    def _refresh(self, *_what: object) -> None:
        count = len(self._found)
        self._below.setVisible(count > 0)
        self.next.setVisible(count > 1)
        project = self._context.project
        one = len(self._context.selection) == 1 and project is not None and not project.read_only
        self.put.setVisible(one)
        if not count:
            return
        found = self._found[self._place]
        words = f"{found.name} ({_(found.precision.label)})"
        if count > 1:
            words = _("{place} of {count}: {name}").format(place=self._place + 1, count=count, name=words)
        self.answer.setText(words)
        if one:
            chosen = self._context.selection[0]
            self._context.ask(lambda uow: uow.assets.find(chosen), done=self._on_named)

    def _on_named(self, asset: Asset | None) -> None:
        name = asset.name.text(language()) if asset else ""
        self.put.setText(_("Put “{name}” here").format(name=_short(name)) if name else "")


def _short(name: str) -> str:
    return name if len(name) <= 24 else name[:23] + "…"
