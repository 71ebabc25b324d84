"""The line above every view: search, add, publish, and the language."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QToolButton, QWidget

from asset_mapper.i18n import N_, language
from asset_mapper.ui.context import Context

_PAUSE_MS = 120


def create(context: Context) -> Header:
    return Header(context)


class Header(QWidget):
    """Search as you type over list and map; the two most used actions; Welsh or English in one click."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.search = QLineEdit(clearButtonEnabled=True)
        context.texts.say(self.search.setPlaceholderText, N_("Search assets, talents and tags (Ctrl+F)"))
        context.texts.say(self.search.setAccessibleName, N_("Search"))
        self.add, self.publish = QPushButton(), QPushButton()
        self.add.setProperty("role", "primary")
        context.texts.say(self.add.setText, N_("Add"))
        context.texts.say(self.publish.setText, N_("Publish …"))
        self.welsh, self.english = QToolButton(), QToolButton()
        for button, code, name in ((self.welsh, "cy", "CY"), (self.english, "en", "EN")):
            button.setCheckable(True)
            button.setText(name)
            button.clicked.connect(lambda _checked=False, code=code: context.speak(code))
        self.welsh.setAccessibleName("Cymraeg")
        self.english.setAccessibleName("English")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        for widget in (self.add, self.publish, self.welsh, self.english):
            row.addWidget(widget)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._on_words)
        self.search.textChanged.connect(self._pause.start)
        self.add.clicked.connect(self._trigger("asset.add"))
        self.publish.clicked.connect(self._trigger("project.publish"))
        context.language_changed.connect(self._show_language)
        context.filter_changed.connect(self._show_words)
        self._show_language()

    def _trigger(self, action_id: str) -> object:
        def on_clicked() -> None:
            actions = getattr(self.window(), "actions_by_id", {})
            if action_id in actions:
                actions[action_id][1].trigger()

        return on_clicked

    @Slot()
    def _on_words(self) -> None:
        self._context.set_filter(replace(self._context.filter, words=self.search.text().strip()))

    @Slot()
    def _show_words(self, *_filter: object) -> None:
        """Show words that were set elsewhere, such as nothing for another project."""
        if self._context.filter.words != self.search.text().strip() and not self._pause.isActive():
            self.search.setText(self._context.filter.words)
            self._pause.stop()

    @Slot()
    def _show_language(self, *_code: object) -> None:
        self.welsh.setChecked(language() == "cy")
        self.english.setChecked(language() == "en")
