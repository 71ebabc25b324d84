"""Going back: the backups of a project with their dates. One that is opened is a copy; nothing is written over."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from asset_mapper.i18n import N_, _, format_moment
from asset_mapper.services import project_files
from asset_mapper.services.project_files import Backup
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import projects
from asset_mapper.ui.dialogs.sheet import Sheet


def show(context: Context) -> None:
    """Show the backups of the project that is open."""
    if context.project is not None:
        show_of(context, Path(context.project.name))


def show_of(context: Context, project: Path) -> None:
    """Show the backups of a project, which need not be there any more."""
    context.jobs.run(
        lambda: project_files.kept(project),
        done=lambda backups: Backups(context, project, backups).open(),
        failed=context.show_error,
        on_project=False,
    )


class Backups(Sheet):
    """A list of dates, the newest first."""

    def __init__(self, context: Context, project: Path, backups: list[Backup]) -> None:
        super().__init__(context, N_("Go back to a backup"), "projects")
        self._project, self._backups = project, backups
        self.words(
            N_(
                "A copy of the backup is put beside your project and opened. The project itself stays as it is, so "
                "you can look at both."
            )
        )
        self.list = QListWidget()
        self.list.setWordWrap(True)
        context.texts.say(self.list.setAccessibleName, N_("Backups"))
        self.column.addWidget(self.list, 1)
        self.none = self.words(role="quiet")
        self.list.setVisible(bool(backups))
        self.none.setVisible(not backups)
        self.list.itemActivated.connect(lambda _item: self.open_chosen())
        self.go = self.button(N_("Open a copy"), self.open_chosen, "primary")
        self.go.setEnabled(bool(backups))
        self.button(N_("Close"))
        self.finish()
        context.texts.call(self._say_all)

    def _say_all(self) -> None:
        self.none.setText(
            _("There is no backup of “{name}” yet. One is made each day that you open it.").format(
                name=self._project.stem
            )
        )
        row = max(0, self.list.currentRow())
        self.list.clear()
        for backup in self._backups:
            why = _(project_files.WHY[backup.why]) if backup.why in project_files.WHY else ""
            when = format_moment(backup.made_at.astimezone())
            item = QListWidgetItem(f"{when} · {why}" if why else when, self.list)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, item.text())
        self.list.setCurrentRow(row)

    def open_chosen(self) -> None:
        """Put a copy of the chosen backup beside the project, and open it."""
        if not self._backups:
            return
        backup, context = self._backups[max(0, self.list.currentRow())], self.context
        self.accept()
        context.jobs.run(
            lambda: project_files.copy_beside(backup, self._project),
            done=lambda copy: projects.open_path(context, copy),
            failed=context.show_error,
        )
