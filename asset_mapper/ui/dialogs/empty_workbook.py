"""An empty workbook for somebody without this program: in which language, and where it is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from asset_mapper.formats.fill_in import workbook
from asset_mapper.i18n import LANGUAGES, N_, _, language, speaking
from asset_mapper.progress import Progress
from asset_mapper.services import empty_workbook
from asset_mapper.services.exporting import ExportedFile
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.record_form import RecordForm
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.written import say_written

_LANGUAGES = (("both", N_("Welsh and English")), ("cy", N_("Welsh")), ("en", N_("English")))


def show(context: Context) -> None:
    """Ask for the language, and write the workbook."""
    EmptyWorkbookDialog(context).show()


class EmptyWorkbookDialog(RecordForm):
    """One choice, and what becomes of the file."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, N_("Empty workbook to fill in"), width=560)
        self.setProperty("manual", "importing")
        self.say(self.save.setText, N_("Write …"))
        self.hint(
            N_(
                "An Excel workbook for a group that does not have this program. It explains itself, and offers lists "
                "to choose from. When it comes back filled in, bring it in like any other file."
            )
        )
        self.language: Choice[str] = Choice("", [(code, "") for code, _label in _LANGUAGES])
        self.row("language", N_("Language of the workbook"), self.language)
        self.call(self._say_languages)
        self.summary = self.hint()
        self.begin("empty-workbook", 260)

    def _say_languages(self) -> None:
        labels = [_(label) for _code, label in _LANGUAGES]
        self.language.say(labels)
        self.language.setMinimumContentsLength(max(map(len, labels)))  # no language loses its end

    def storable(self, typed: dict[str, Any]) -> dict[str, Any]:
        """There is nothing to take up again: a choice for a file is no record."""
        return {}

    def made(self) -> None:
        """There is nothing to check: every choice can be written."""

    def keep(self) -> None:
        folder = Path(self.context.settings["projects.last_folder"] or Path.home())
        chosen, _kind = QFileDialog.getSaveFileName(
            self,
            _("Empty workbook to fill in"),
            str(folder / self._proposed_name()),
            _("Excel workbook (*{ending})").format(ending=workbook.SUFFIX),
        )
        if chosen:
            target = Path(chosen)
            self.write_to(target if target.suffix.lower() == workbook.SUFFIX else Path(chosen + workbook.SUFFIX))

    def _proposed_name(self) -> str:
        """Name the file in the language of what is in it."""
        spoken = self.language.value if self.language.value in LANGUAGES else language()
        with speaking(spoken):
            return f"{_(workbook.FILE_NAME)}{workbook.SUFFIX}"

    def write_to(self, target: Path) -> None:
        """Write the workbook, beside the window's other work."""
        self.save.setEnabled(False)
        self.summary.setText(_("Writing …"))
        chosen = self.language.value

        def work(progress: Progress) -> ExportedFile:
            return empty_workbook.write(target, chosen, progress)

        self.context.jobs.run(
            work, done=self._on_written, failed=self._on_failed, on_project=False, with_progress=True
        )

    def _on_written(self, written: ExportedFile) -> None:
        say_written(self.context, written.path)
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        self.save.setEnabled(True)
        self.summary.setText("")
        self.say_problem(str(error))
