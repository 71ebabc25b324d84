"""A project that cannot be opened: why, and the ways forward that there are."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog

from asset_mapper.errors import (
    DamagedProjectError,
    MissingProjectError,
    NewerProjectError,
    ProjectLockedError,
    UnreachableProjectError,
)
from asset_mapper.i18n import N_, _
from asset_mapper.services import project_files
from asset_mapper.services.open_project import OpenProject
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import projects
from asset_mapper.ui.dialogs.sheet import Sheet

WAIT_MS = 5_000
TITLES: tuple[tuple[type[Exception], str], ...] = (
    (ProjectLockedError, N_("Someone else is working on this project")),
    (MissingProjectError, N_("The project is not where it was")),
    (DamagedProjectError, N_("The project is damaged")),
    (NewerProjectError, N_("The project comes from a newer version")),
    (UnreachableProjectError, N_("The project is out of reach")),
    (Exception, N_("The project cannot be opened")),
)


def show(context: Context, where: Path | str, passphrase: str | None, error: BaseException) -> None:
    """Show why a project cannot be opened, once it is known whether there are backups of it."""
    if not isinstance(where, Path):
        context.show_error(error)
        return

    def ready(backups: list[project_files.Backup]) -> None:
        Trouble(context, where, passphrase, error, backups).open()

    context.jobs.run(lambda: project_files.kept(where), done=ready, failed=lambda _error: ready([]), on_project=False)


class Trouble(Sheet):
    """One sentence, and a button for each way forward."""

    def __init__(
        self,
        context: Context,
        where: Path,
        passphrase: str | None,
        error: BaseException,
        backups: list[project_files.Backup],
    ) -> None:
        super().__init__(context, next(title for kind, title in TITLES if isinstance(error, kind)), "projects")
        self._where, self._passphrase = where, passphrase
        self.why = self.words()
        self.why.setText(str(error))
        if isinstance(error, ProjectLockedError):
            self.button(N_("Open for reading"), self._read, "primary")
            self.button(N_("Open it when it is free"), self._wait)
        elif isinstance(error, MissingProjectError):
            self.button(N_("Find it …"), self._find, "primary")
            if where in projects.recent(context):
                self.button(N_("Take it off the list"), self._forget)
        elif isinstance(error, UnreachableProjectError):
            self.button(N_("Try again"), self._again, "primary")
        if backups and not isinstance(error, ProjectLockedError | NewerProjectError):
            self.button(N_("Go back to a backup …"), self._go_back)
        self.button(N_("Close"))
        self.finish()

    def _read(self) -> None:
        self.accept()
        projects.open_path(self.context, self._where, self._passphrase, read_only=True)

    def _wait(self) -> None:
        self.accept()
        Waiting(self.context, self._where, self._passphrase).start()

    def _again(self) -> None:
        self.accept()
        projects.open_path(self.context, self._where, self._passphrase)

    def _find(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Find “{name}”").format(name=self._where.name), str(Path.home()), projects.kinds_of_file()
        )
        if chosen:
            self.found(Path(chosen))

    def found(self, path: Path) -> None:
        """Go on with the project where it is now."""
        projects.forget(self.context, self._where)
        self.accept()
        projects.open_path(self.context, path, self._passphrase)

    def _forget(self) -> None:
        projects.forget(self.context, self._where)
        self.context.project_changed.emit()
        self.accept()

    def _go_back(self) -> None:
        from asset_mapper.ui.dialogs import backups

        self.accept()
        backups.show_of(self.context, self._where)


class Waiting(QTimer):
    """Tries a project that someone else has open, every few seconds, until it is free or nobody waits any more."""

    def __init__(self, context: Context, where: Path, passphrase: str | None) -> None:
        super().__init__(context, interval=WAIT_MS)
        self._context, self._where, self._passphrase = context, where, passphrase
        self._at_start = context.project
        self.timeout.connect(self._try)

    def start(self) -> None:  # type: ignore[override]
        text = _("“{name}” opens by itself when it is free.").format(name=self._where.name)
        self._context.say(text, N_("Do not wait"), self.stop_waiting, "caution")
        super().start()

    def stop_waiting(self) -> None:
        self.stop()
        self.deleteLater()

    def _try(self) -> None:
        if self._context.project is not self._at_start:  # something else is being done meanwhile
            self.stop_waiting()
            return
        self.stop()
        self._context.jobs.run(
            lambda: OpenProject.open(self._where, self._passphrase), done=self._on_opened, failed=self._on_failed
        )

    def _on_opened(self, project: OpenProject) -> None:
        projects.opened(self._context, project)
        self._context.say(_("“{name}” is free now, and open.").format(name=self._where.name))
        self.stop_waiting()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, ProjectLockedError):
            super().start()
        else:
            self._context.show_error(error)
            self.stop_waiting()
