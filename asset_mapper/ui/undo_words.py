"""Undo and Redo in the menu name the step that they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from asset_mapper.i18n import N_, _

if TYPE_CHECKING:
    from asset_mapper.ui.context import Context

_WORDS = (N_("Undo"), N_("Undo: {step}")), (N_("Redo"), N_("Redo: {step}"))
_LONGEST = 60  # letters of a step


class UndoWords(QObject):
    """Follows the steps of the project that is open."""

    def __init__(self, context: Context, undo: QAction, redo: QAction) -> None:
        super().__init__(undo)
        self._context = context
        self._actions = undo, redo
        self._steps: tuple[str | None, str | None] = None, None
        context.project_changed.connect(self._read)
        context.records_changed.connect(self._read)
        context.language_changed.connect(self._say)

    @Slot()
    def _read(self, *_news: object) -> None:
        project = self._context.project
        if project is None or project.read_only:
            self._on_read((None, None))
        else:
            self._context.jobs.run(lambda: (project.undo_label, project.redo_label), done=self._on_read)

    def _on_read(self, steps: tuple[str | None, str | None]) -> None:
        self._steps = steps
        self._say()

    @Slot()
    def _say(self, *_code: object) -> None:
        for action, step, (alone, named) in zip(self._actions, self._steps, _WORDS, strict=True):
            action.setText(_(named).format(step=_shown(step)) if step else _(alone))


def _shown(step: str) -> str:
    """Give a step as a menu shows it: short, and without a letter to be pressed."""
    short = step if len(step) <= _LONGEST else step[: _LONGEST - 1].rstrip() + "…"
    return short.replace("&", "&&")
