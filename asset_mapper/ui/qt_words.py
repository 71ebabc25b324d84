"""The few words that Qt itself puts on the screen (buttons of its dialogs, menus of its fields), in our languages."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

from asset_mapper.i18n import N_, _
from asset_mapper.ui.context import Context

WORDS: dict[str, str] = {
    "OK": N_("OK"),
    "&OK": N_("OK"),
    "Cancel": N_("Cancel"),
    "&Cancel": N_("Cancel"),
    "Close": N_("Close"),
    "&Close": N_("Close"),
    "Save": N_("Save"),
    "&Save": N_("Save"),
    "Open": N_("Open"),
    "&Open": N_("Open"),
    "&Yes": N_("Yes"),
    "&No": N_("No"),
    "&Undo": N_("Undo"),
    "&Redo": N_("Redo"),
    "Cu&t": N_("Cut"),
    "&Copy": N_("Copy"),
    "&Paste": N_("Paste"),
    "Delete": N_("Delete"),
    "Select All": N_("Select all"),
    "Copy &Link Location": N_("Copy the address"),
    "&Step up": N_("Step up"),
    "Step &down": N_("Step down"),
}
"""Qt's words → ours."""


class QtWords(QTranslator):
    """Answers Qt's questions from our catalogue, in the language in force."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        context.language_changed.connect(self._on_language)

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False

    def translate(self, _context: str, text: str, _comment: str | None = None, _n: int = -1) -> str | None:
        ours = WORDS.get(text)
        return _(ours) if ours is not None else None

    def _on_language(self, _code: str) -> None:
        """Have every widget of Qt ask again."""
        application = QCoreApplication.instance()
        if application is not None:
            application.removeTranslator(self)
            application.installTranslator(self)


def install(application: QObject, context: Context) -> QtWords:
    words = QtWords(context)
    assert isinstance(application, QCoreApplication)
    application.installTranslator(words)
    return words
