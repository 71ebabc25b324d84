"""The record of a day as a file: for whom, in which language, as what; what goes is said before there is a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot

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
from asset_mapper.ui.dialogs.file_form import FileForm
from asset_mapper.ui.widgets.choice import Choice

_AUDIENCES = (Audience.PUBLIC, Audience.PARTNERS, Audience.TEAM)


class DayRecordDialog(FileForm):
    """Everyone first: the sheet is what people take home."""

    def __init__(self, context: Context, session: MappingSession) -> None:
        super().__init__(context, N_("Record of the day"), manual="sessions")
        self._session = session
        self._publication: Publication | None = None
        self.audience = self.codes("audience", N_("For"), _AUDIENCES)
        self.language = self.language_row()
        self.format = Choice("", [(exporter, "") for exporter in EXPORTERS])
        self.call(lambda: self.format.say([_(exporter.label) for exporter in EXPORTERS]))
        self.row("format", N_("As"), self.format)
        self.summary = self.hint()
        self.audience.currentIndexChanged.connect(self._gather)
        self.language.currentIndexChanged.connect(self._gather)
        self.begin(380, draft="day-record")
        self.audience.setFocus()
        self._gather()

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
        name = f"{self._session.on.isoformat()} {self._session.place.text(language())}{exporter.suffix}"
        self.ask_where(name, f"{_(exporter.label)} (*{exporter.suffix})")

    def write_to(self, target: Path) -> None:
        publication, exporter, project = self._publication, self.format.value, self.context.project
        if publication is None or project is None:
            return

        def work(progress: Progress) -> ExportedFile:
            written: list[ExportedFile] = []
            exporting.export_all(project, publication, [(exporter, target)], written, progress)
            return written[0]

        self.write_by(work)
