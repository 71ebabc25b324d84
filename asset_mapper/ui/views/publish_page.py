"""Publishing: for whom, in which language, what goes and what is held back and why, and then the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.domain.audience import VISIBILITIES
from asset_mapper.domain.publication import Publication
from asset_mapper.formats.exporters import EXPORTERS
from asset_mapper.i18n import N_, _, format_number, ngettext
from asset_mapper.progress import Progress
from asset_mapper.services import exporting, publishing
from asset_mapper.services.exporting import ExportedFile
from asset_mapper.ui.context import Context
from asset_mapper.ui.jobs import Job
from asset_mapper.ui.widgets.choice import Choice

_LANGUAGES = (("both", N_("Welsh and English")), ("cy", N_("Welsh only")), ("en", N_("English only")))


def create(context: Context) -> QWidget:
    return PublishPage(context)


class PublishPage(QScrollArea):
    """One column: the choices, what follows from them, and one button."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._publication: Publication | None = None
        self._written: ExportedFile | None = None
        self._job: Job | None = None
        self._chosen: tuple[Any, Any, Any] | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        context.records_changed.connect(self._gather)
        context.texts.call(self._build)

    def _build(self) -> None:
        """Make the page anew, in the language in force; what was chosen stays."""
        before = self._chosen
        self.audience: Choice[Any] = Choice(
            _("For whom"), [(audience, _(audience.label)) for audience in reversed(VISIBILITIES)]
        )
        self.language: Choice[Any] = Choice(_("In which language"), [(code, _(label)) for code, label in _LANGUAGES])
        self.format: Choice[Any] = Choice(_("As what"), [(exporter, _(exporter.label)) for exporter in EXPORTERS])
        if before is not None:
            for choice, value in zip((self.audience, self.language, self.format), before, strict=True):
                choice.choose(value)
        self.audience.currentIndexChanged.connect(self._gather)
        self.language.currentIndexChanged.connect(self._gather)
        self.format.currentIndexChanged.connect(self._gather)
        self.write = QPushButton(_("Publish …"))
        self.write.setProperty("role", "primary")
        self.write.clicked.connect(self._on_publish)
        self.open_file, self.show_folder = QPushButton(_("Open it")), QPushButton(_("Show in folder"))
        self.open_file.clicked.connect(lambda: self._open(folder=False))
        self.show_folder.clicked.connect(lambda: self._open(folder=True))
        self.cancel = QPushButton(_("Cancel"))
        self.cancel.clicked.connect(self._on_cancel)
        self.progress = QProgressBar()
        self.what_goes, self.what_stays, self.result = (_words() for _number in range(3))

        inner = QWidget()
        inner.setProperty("role", "paper")
        column = QVBoxLayout()
        column.setSpacing(8)
        title = QLabel(_("Publish"))
        title.setProperty("role", "title")
        column.addWidget(title)
        for choice in (self.audience, self.language, self.format):
            label = QLabel(choice.accessibleName())
            label.setBuddy(choice)
            label.setProperty("role", "quiet")
            column.addWidget(label)
            column.addWidget(choice)
        for heading, words in ((_("What goes"), self.what_goes), (_("What is held back, and why"), self.what_stays)):
            label = QLabel(heading)
            label.setProperty("role", "heading")
            column.addSpacing(16)
            column.addWidget(label)
            column.addWidget(words)
        buttons = QHBoxLayout()
        for button in (self.write, self.cancel, self.open_file, self.show_folder):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addSpacing(16)
        column.addLayout(buttons)
        column.addWidget(self.progress)
        column.addWidget(self.result)
        column.addStretch(1)
        frame = QFrame()
        frame.setLayout(column)
        frame.setMaximumWidth(720)
        outer = QHBoxLayout(inner)
        outer.setContentsMargins(24, 16, 24, 24)
        outer.addWidget(frame, 1, Qt.AlignmentFlag.AlignLeft)
        self.setWidget(inner)
        self._show_state()
        self._gather()

    @Slot()
    def _gather(self, *_news: object) -> None:
        """Ask what would go and what would be held back."""
        self.write.setEnabled(False)
        self._chosen = (self.audience.value, self.language.value, self.format.value)
        self._context.ask(publishing.publication, self.audience.value, self.language.value, done=self._on_gathered)

    def _on_gathered(self, publication: Publication) -> None:
        self._publication = publication
        assets, located = len(publication.assets), publication.located
        lines = [
            ngettext("{n} asset", "{n} assets", assets).format(n=format_number(assets)),
            ngettext("{n} on the map", "{n} on the map", located).format(n=format_number(located)),
            ngettext("{n} link to outcomes", "{n} links to outcomes", len(publication.links)).format(
                n=format_number(len(publication.links))
            ),
        ]
        self.what_goes.setText("\n".join(lines))
        held = [
            ngettext("{n} record", "{n} records", count).format(n=format_number(count)) + f": {_(reason.label)}"
            for reason, count in exporting.held_back(publication).items()
        ]
        self.what_stays.setText("\n".join(held) or _("Nothing is held back."))
        self.write.setEnabled(True)

    @Slot()
    def _on_publish(self) -> None:
        publication, exporter = self._publication, self.format.value
        if publication is None:
            return
        folder = Path(self._context.settings["projects.last_folder"] or Path.home())
        proposed = str(folder / f"{publication.file_stem}{exporter.suffix}")
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Publish as"), proposed, f"{_(exporter.label)} (*{exporter.suffix})"
        )
        if chosen:
            self.publish_to(Path(chosen))

    def publish_to(self, target: Path) -> None:
        """Write the file, beside the window's other work."""
        publication, exporter = self._publication, self.format.value
        if publication is None:
            return
        project = self._context.project

        def work(progress: Progress) -> ExportedFile:
            written = exporting.export(publication, exporter, target, progress)
            if project is not None and not project.read_only:
                project.apply(exporting.remember, publication, [written])
            return written

        self._written = None
        self._job = self._context.jobs.run(
            work, done=self._on_written, failed=self._on_failed, on_project=False, with_progress=True
        )
        self._job.progressed.connect(self._on_progress)
        self._job.finished.connect(self._on_ended)
        self.progress.setRange(0, 0)
        self.result.setText("")
        self._show_state()

    def _on_written(self, written: ExportedFile) -> None:
        self._written = written
        size = format_number(max(1, round(written.bytes / 1000)))
        self.result.setText(_("Published: {file} ({size} KB)").format(file=written.path, size=size))

    def _on_failed(self, error: BaseException) -> None:
        self.result.setText(_("Nothing was published."))
        self._context.show_error(error)

    def _on_ended(self) -> None:
        self._job = None
        self._show_state()

    def _on_progress(self, done: int, total: int, what: str) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.progress.setFormat(what)

    @Slot()
    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _show_state(self) -> None:
        at_work = self._job is not None
        self.write.setEnabled(not at_work and self._publication is not None)
        self.cancel.setVisible(at_work)
        self.progress.setVisible(at_work)
        for button in (self.open_file, self.show_folder):
            button.setVisible(self._written is not None and not at_work)

    def _open(self, *, folder: bool) -> None:
        if self._written is not None:
            path = self._written.path.parent if folder else self._written.path
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.absolute())))


def _words() -> QLabel:
    label = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
