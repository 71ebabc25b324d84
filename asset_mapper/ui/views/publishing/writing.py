"""Writing the files: where to, how far it is, and where they are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from asset_mapper.domain.publication import Publication
from asset_mapper.formats.exporters.base import Exporter
from asset_mapper.i18n import N_, _
from asset_mapper.services import exporting
from asset_mapper.services.exporting import ExportedFile
from asset_mapper.ui.context import Context
from asset_mapper.ui.jobs import Job
from asset_mapper.ui.views.publishing.written import WrittenFiles
from asset_mapper.ui.widgets.progress_row import ProgressRow


class Writing(QWidget):
    """The button stays in sight; above it are the progress of the work, and the files that were written last."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._job: Job | None = None
        self._publication: Publication | None = None
        self._exporters: Sequence[Exporter] = ()
        self._basemap: Path | None = None
        self.written = WrittenFiles(context)
        self.progress = ProgressRow(context.texts)
        self.write = QPushButton()
        self.write.setProperty("role", "primary")
        context.texts.say(self.write.setText, N_("Publish …"))
        self.write.clicked.connect(self._on_write)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 16, 16)
        column.addWidget(self.written)
        column.addWidget(self.progress)
        column.addWidget(self.write, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def is_busy(self) -> bool:
        return self._job is not None

    def take(self, publication: Publication | None, exporters: Sequence[Exporter], basemap: Path | None) -> None:
        """Take what is to be written, once it is known, as which files, and on which base map."""
        self._publication, self._exporters, self._basemap = publication, exporters, basemap
        self._show_state()

    def write_files(self, wanted: Sequence[tuple[Exporter, Path]]) -> None:
        """Write files, beside the window's other work. What is whole when it is stopped stays, and is remembered."""
        publication, project, basemap = self._publication, self._context.project, self._basemap
        if publication is None or project is None or self._job is not None:
            return
        files: list[ExportedFile] = []
        self.written.show_files([])
        self._job = job = self._context.jobs.run(
            lambda progress: exporting.export_all(
                project,
                publication,
                [(exporting.with_basemap(exporter, basemap), target) for exporter, target in wanted],
                files,
                progress,
            ),
            failed=self._context.show_error,
            on_project=False,
            with_progress=True,
        )
        job.cancelled.connect(self._on_cancelled)
        job.finished.connect(lambda: self._on_ended(files) if isValid(self) else None)
        self.progress.follow(job)
        self._show_state()

    def _show_state(self) -> None:
        self.write.setEnabled(self._job is None and self._publication is not None and bool(self._exporters))

    @Slot()
    def _on_write(self) -> None:
        publication, exporters = self._publication, self._exporters
        if publication is None or not exporters:
            return
        folder = Path(self._context.settings["projects.last_folder"] or Path.home())
        names = [exporting.proposed_name(publication, exporter) for exporter in exporters]
        if len(exporters) == 1:
            kinds = f"{_(exporters[0].label)} (*{exporters[0].suffix})"
            chosen, _kind = QFileDialog.getSaveFileName(self, _("Publish as"), str(folder / names[0]), kinds)
            targets = [Path(chosen)]
        else:
            chosen = QFileDialog.getExistingDirectory(self, _("Into which folder?"), str(folder))
            targets = [Path(chosen) / name for name in names]
        if chosen:
            self.write_files(list(zip(exporters, targets, strict=True)))

    @Slot()
    def _on_cancelled(self) -> None:
        self._context.say(_("Stopped. What was not finished was not written."), kind="caution")

    def _on_ended(self, files: list[ExportedFile]) -> None:
        self._job = None
        self.written.show_files(files)
        if files:
            names = ", ".join(file.path.name for file in files)
            self._context.say(_("Published: {files}.").format(files=names))
        self._show_state()
