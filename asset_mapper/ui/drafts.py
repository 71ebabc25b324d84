"""What was typed into forms and not saved, to be there again when the form is next opened, and after a kill.

It is kept in memory with the project that is open, and a moment after the last key inside the project: never in a
file of its own, since a name that someone typed must not lie in plain text beside an encrypted project.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from asset_mapper.i18n import N_, language, ngettext

if TYPE_CHECKING:
    from asset_mapper.services.drafts import Unfinished
    from asset_mapper.ui.context import Context

WRITTEN_AFTER_MS = 700
_LOG = logging.getLogger(__name__)
_Fields = dict[str, Any]


class Drafts(QObject):
    """The drafts of the project that is open. A project that is only read keeps them in memory alone."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._context = context
        self._kept: dict[str, _Fields] = {}
        self._unwritten: dict[str, _Fields] = {}
        self._written: set[str] = set()  # what the project has, or is about to have
        self._timer = QTimer(self, singleShot=True, interval=WRITTEN_AFTER_MS)
        self._timer.timeout.connect(self.write)
        context.project_changed.connect(self._on_project_changed)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    @property
    def is_written(self) -> bool:
        """Whether all that may be written is on its way to the disk."""
        return not self._unwritten

    def keep(self, key: str, state: _Fields, storable: _Fields) -> None:
        """Keep what differs from what the form began with, and write what of it may be in the project."""
        if self._context.project is None:
            return
        self._kept.pop(key, None)
        if state:
            self._kept[key] = state
        if storable or key in self._written or key in self._unwritten:
            self._unwritten[key] = storable
            self._timer.start()

    def taken(self, key: str) -> _Fields:
        """Give what was typed before; empty when nothing was."""
        return self._kept.get(key, {})

    def drop(self, key: str) -> None:
        """Forget what was typed: it has been saved, or nobody wants it."""
        self._kept.pop(key, None)
        self.let_go(key)

    def let_go(self, key: str) -> None:
        """Forget in the project what was typed into a form that was closed: it is known until the project is."""
        self._unwritten.pop(key, None)
        if key in self._written:
            self._unwritten[key] = {}
            self.write()

    @Slot()
    def write(self) -> None:
        """Write now what was typed."""
        self._timer.stop()
        unwritten, self._unwritten = self._unwritten, {}
        if not unwritten:
            return
        from asset_mapper.services import drafts  # and with it the database, for which the start does not wait

        for key, content in unwritten.items():
            if content:
                self._written.add(key)
                self._note(drafts.keep, key, content)
            else:
                self._written.discard(key)
                self._note(drafts.drop, key)

    def _note(self, write: Callable[..., Any], *args: Any, done: Callable[[Any], None] | None = None) -> None:
        project = self._context.project
        if project is not None and not project.read_only:
            self._context.jobs.run(lambda: project.note(write, *args), done=done, failed=_log)

    @Slot(object, object)
    def _on_focus_changed(self, _old: object, _now: object) -> None:
        if self._unwritten:
            self.write()

    @Slot()
    def _on_project_changed(self) -> None:
        self._timer.stop()
        for known in (self._kept, self._unwritten, self._written):
            known.clear()
        project = self._context.project
        if project is None:
            return
        from asset_mapper.services import drafts

        def on_taken_up(found: list[Unfinished]) -> None:
            if self._context.project is project and found:
                self._kept = {one.key: one.content for one in found} | self._kept
                self._written |= {one.key for one in found}
                self._offer(found)

        self._note(drafts.take_up, done=on_taken_up)

    def _offer(self, found: list[Unfinished]) -> None:
        from asset_mapper.ui.dialogs import unfinished

        def open_again() -> None:
            for one in reversed(opened):  # the one that was written last on top
                unfinished.open_again(self._context, one)

        opened = [one for one in found if unfinished.can_open(one)]
        names = dict.fromkeys(one.asset.name.text(language()) for one in found if one.asset is not None)
        count = len(found)
        if names:
            text = ngettext(
                "{n} form was not finished: {names}. What was typed is still there.",
                "{n} forms were not finished: {names}. What was typed is still there.",
                count,
            ).format(n=count, names=", ".join(names))
        else:
            text = ngettext(
                "{n} form was not finished. What was typed is still there.",
                "{n} forms were not finished. What was typed is still there.",
                count,
            ).format(n=count)
        if opened:
            self._context.say(text, N_("Open again"), open_again, kind="caution")
        else:
            self._context.say(text, kind="caution")


def _log(error: BaseException) -> None:
    """Say nothing to someone who is typing: what stands in the way of saving is said when they save."""
    _LOG.warning("a draft could not be kept: %s", type(error).__name__)
