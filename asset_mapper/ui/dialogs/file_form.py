"""What the forms have in common that ask how a file is to be, and write it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QLabel

from asset_mapper.i18n import N_, _
from asset_mapper.progress import Progress
from asset_mapper.services.exporting import ExportedFile
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.record_form import RecordForm
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.written import say_written

_LANGUAGES = (("both", N_("Welsh and English")), ("cy", N_("Welsh")), ("en", N_("English")))


class FileForm(RecordForm):
    """The base of such forms. One that adds its rows ends them with the line for ``summary`` and ``begin``."""

    summary: QLabel  # what goes into the file, or that it is being written

    def __init__(self, context: Context, title: str, *, manual: str, width: int = 640) -> None:
        super().__init__(context, title, width=width, manual=manual)
        self.say(self.save.setText, N_("Write …"))

    def language_row(self, label: str = N_("In")) -> Choice[str]:
        """Add the choice of a language, or both."""
        choice: Choice[str] = Choice("", [(code, "") for code, _label in _LANGUAGES])
        self.call(lambda: choice.say([_(label) for _code, label in _LANGUAGES]))
        return self.row("language", label, choice)

    def storable(self, typed: dict[str, Any]) -> dict[str, Any]:
        """There is nothing to take up again: choices for a file are no record."""
        return {}

    def made(self) -> None:
        """There is nothing to check: every choice can be written."""

    def ask_where(self, name: str, kinds: str) -> None:
        """Ask for the file, *name* being proposed, and write it."""
        folder = Path(self.context.settings["projects.last_folder"] or Path.home())
        proposed = str(folder / name.replace("/", "-").replace("\\", "-"))
        chosen, _kind = QFileDialog.getSaveFileName(self, self.windowTitle(), proposed, kinds)
        if chosen:
            self.write_to(Path(chosen))

    def write_to(self, target: Path) -> None:
        """Write the file, beside the window's other work."""
        raise NotImplementedError

    def say_writing(self) -> None:
        """Say that the file is being written; it is not asked for twice."""
        self.save.setEnabled(False)
        self.summary.setText(_("Writing …"))

    def write_by(self, work: Callable[[Progress], ExportedFile]) -> None:
        """Have *work* write the file; the form closes when it is there, and says why when it is not."""
        self.say_writing()
        self.context.jobs.run(
            work, done=self._on_written, failed=self.on_failed, on_project=False, with_progress=True
        )

    def _on_written(self, written: ExportedFile) -> None:
        say_written(self.context, written.path)
        self.accept()

    def on_failed(self, error: BaseException) -> None:
        self.save.setEnabled(True)
        self.summary.setText("")
        self.say_problem(str(error))
