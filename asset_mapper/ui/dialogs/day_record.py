"""The record of a day as a file: for whom, in which language, as what; what goes is said before there is a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.publication import Publication
from asset_mapper.formats.day_record import EXPORTERS
from asset_mapper.i18n import N_, _, language, ngettext
from asset_mapper.progress import Progress
from asset_mapper.services import exporting
from asset_mapper.services.day_record import publication_of_day
from asset_mapper.services.exporting import ExportedFile
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.record_form import RecordForm
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.written import say_written

_AUDIENCES = (Audience.PUBLIC, Audience.PARTNERS, Audience.TEAM)
_LANGUAGES = (("both", N_("Welsh and English")), ("cy", N_("Welsh")), ("en", N_("English")))


class DayRecordDialog(RecordForm):
    """Everyone first: the sheet is what people take home."""

    def __init__(self, context: Context, session: MappingSession) -> None:
        super().__init__(context, N_("Record of the day"))
        self.setProperty("manual", "sessions")
        self._session = session
        self._publication: Publication | None = None
        self.say(self.save.setText, N_("Write …"))
        self.audience = self.codes("audience", N_("For"), _AUDIENCES)
        self.language: Choice[str] = Choice("", [(code, "") for code, _label in _LANGUAGES])
        self.call(lambda: self.language.say([_(label) for _code, label in _LANGUAGES]))
        self.row("language", N_("In"), self.language)
        self.format = Choice("", [(exporter, "") for exporter in EXPORTERS])
        self.call(lambda: self.format.say([_(exporter.label) for exporter in EXPORTERS]))
        self.row("format", N_("As"), self.format)
        self.summary = self.hint()
        self.audience.currentIndexChanged.connect(self._gather)
        self.language.currentIndexChanged.connect(self._gather)
        self.begin("day-record", 380)
        self._gather()

    def storable(self, typed: dict[str, Any]) -> dict[str, Any]:
        """There is nothing to take up again: choices for a file are no record."""
        return {}

    def made(self) -> None:
        """There is nothing to check: every choice can be written."""

    @Slot()
    def _gather(self, *_place: int) -> None:
        self.save.setEnabled(False)
        self.context.ask(
            publication_of_day,
            self._session.id,
            self.audience.value,
            self.language.value,
            done=self._on_gathered,
            failed=lambda error: self.say_problem(str(error)),
        )

    def _on_gathered(self, publication: Publication) -> None:
        if (publication.audience, publication.language) != (self.audience.value, self.language.value):
            return
        self._publication = publication
        count = len(publication.assets)
        self.summary.setText(
            ngettext(
                "{n} asset that these readers may see. What is on the sheet is decided for each of them.",
                "{n} assets that these readers may see. What is on the sheet is decided for each of them.",
                count,
            ).format(n=count)
        )
        self.save.setEnabled(True)

    def keep(self) -> None:
        exporter = self.format.value
        name = f"{self._session.on.isoformat()} {self._session.place.text(language())}".replace("/", "-")
        folder = Path(self.context.settings["projects.last_folder"] or Path.home())
        proposed = str(folder / f"{name.replace(chr(92), '-')}{exporter.suffix}")
        kinds = f"{_(exporter.label)} (*{exporter.suffix})"
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Record of the day"), proposed, kinds)
        if chosen:
            self.write_to(Path(chosen))

    def write_to(self, target: Path) -> None:
        """Write the sheet, beside the window's other work."""
        publication, exporter, project = self._publication, self.format.value, self.context.project
        if publication is None or project is None:
            return

        def work(progress: Progress) -> ExportedFile:
            written = exporting.export(publication, exporter, target, progress)
            if not project.read_only:
                project.apply(exporting.remember, publication, [written])
            return written

        self.save.setEnabled(False)
        self.summary.setText(_("Writing …"))
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
