"""Publishing: for whom, in which language, what goes, what is held back and why, the page itself, and the files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from asset_mapper.domain.project import SavedView
from asset_mapper.domain.publication import Publication, Reason
from asset_mapper.formats.exporters.base import Exporter
from asset_mapper.i18n import N_, _, format_number, ngettext
from asset_mapper.progress import Progress
from asset_mapper.services import exporting, saved_views, withheld
from asset_mapper.services.exporting import ExportedFile
from asset_mapper.services.publish_advice import advice
from asset_mapper.services.withheld import Gathered, Withheld
from asset_mapper.ui.context import Context
from asset_mapper.ui.jobs import Job
from asset_mapper.ui.views.publishing.choices import Choices
from asset_mapper.ui.views.publishing.held_list import HeldList
from asset_mapper.ui.views.publishing.keep_view import KeepView
from asset_mapper.ui.views.publishing.preview import PagePreview
from asset_mapper.ui.views.publishing.went_out import WentOutList
from asset_mapper.ui.views.publishing.written import WrittenFiles
from asset_mapper.ui.widgets.progress_row import ProgressRow

_PAUSE_MS = 300


def create(context: Context) -> QWidget:
    return PublishPage(context)


class PublishPage(QSplitter):
    """What is chosen and what follows from it on the left; the page, and what went out before, on the right."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._gathered: Gathered | None = None
        self._job: Job | None = None
        self._preview_job: Job | None = None
        self._is_stale = False  # something was stored while nobody looked
        self._asked = 0  # gatherings, so that only the last one counts
        self.setProperty("manual", "publishing")
        self.setChildrenCollapsible(False)
        self.choices = Choices(context)
        self.advice = QWidget()
        self._advice_column = QVBoxLayout(self.advice)
        self.contact = QLineEdit()
        self.keep_contact = QPushButton()
        self.what_goes = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.held_back = QWidget()
        self._held_column = QVBoxLayout(self.held_back)
        self.write = QPushButton()
        self.write.setProperty("role", "primary")
        self.progress = ProgressRow(context.texts)
        self.written = WrittenFiles(context)
        self.preview, self.went_out = PagePreview(context), WentOutList(context)
        self._arrange()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.gather)
        context.records_changed.connect(self._on_records)
        context.settings.subscribe(self._on_setting)
        self.choices.changed.connect(self.gather)
        self.choices.formats_changed.connect(self._show_state)
        self.choices.keep_requested.connect(self._on_keep)
        self.choices.basemap_requested.connect(self._on_basemap)
        self.keep_contact.clicked.connect(self._on_contact)
        self.contact.returnPressed.connect(self._on_contact)
        self.write.clicked.connect(self._on_publish)
        context.theme_changed.connect(self._fit)
        context.texts.call(self._say_all)
        self.gather()

    def _arrange(self) -> None:
        texts = self._context.texts
        title, goes, stays = QLabel(), QLabel(), QLabel()
        for label, role, text in (
            (title, "title", N_("Publish")),
            (goes, "heading", N_("What goes")),
            (stays, "heading", N_("What is held back, and why")),
        ):
            label.setProperty("role", role)
            label.setWordWrap(True)
            texts.say(label.setText, text)
        texts.say(self.write.setText, N_("Publish …"))
        texts.say(self.contact.setAccessibleName, N_("Whom to ask to have an entry corrected or removed"))
        texts.say(self.contact.setPlaceholderText, N_("An e-mail address, or a telephone number"))
        texts.say(self.keep_contact.setText, N_("Keep"))
        self._contact_row = QWidget()
        row = QHBoxLayout(self._contact_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.contact, 1)
        row.addWidget(self.keep_contact)
        for inner in (self._advice_column, self._held_column):
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(4)
        column = QVBoxLayout()
        column.setContentsMargins(24, 16, 16, 24)
        column.setSpacing(8)
        for widget, gap in (
            (title, 0),
            (self.choices, 0),
            (self.advice, 8),
            (self._contact_row, 0),
            (goes, 16),
            (self.what_goes, 0),
            (stays, 16),
            (self.held_back, 0),
        ):
            column.addSpacing(gap)
            column.addWidget(widget)
        column.addStretch(1)
        self._inside = inside = QWidget()
        inside.setProperty("role", "paper")
        inside.setLayout(column)
        self._area = QScrollArea(widgetResizable=True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inside)
        foot = QVBoxLayout()  # what is done next stays in sight
        foot.setContentsMargins(24, 0, 16, 16)
        foot.addWidget(self.written)
        foot.addWidget(self.progress)
        foot.addWidget(self.write, 0, Qt.AlignmentFlag.AlignLeft)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area, 1)
        column.addLayout(foot)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.preview, "")
        self.tabs.addTab(self.went_out, "")
        self.addWidget(left)
        self.addWidget(self.tabs)
        self.setStretchFactor(0, 2)
        self.setStretchFactor(1, 3)
        self.setSizes([480, 760])

    # --- what would go ------------------------------------------------------------------------------------------

    @property
    def publication(self) -> Publication | None:
        """What would go, once it is known."""
        return self._gathered.publication if self._gathered else None

    @property
    def is_busy(self) -> bool:
        """Whether something is being gathered, previewed or written, or will be in a moment."""
        return (
            self._job is not None or self._preview_job is not None or self._pause.isActive() or self._gathered is None
        )

    @Slot()
    def _on_records(self, *_news: object) -> None:
        if self.isVisible():
            self._pause.start()
        else:
            self._is_stale = True

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self.gather()

    @Slot()
    def gather(self, *_news: object) -> None:
        """Ask what would go and what would be held back."""
        self._gathered = None
        self._asked += 1
        number = self._asked
        self._context.ask(saved_views.all_views, done=self.choices.show_views)
        view = self.choices.saved_view
        self._context.ask(
            withheld.gather,
            self.choices.audience.value,
            self.choices.language.value,
            view.name if view else None,
            done=lambda gathered: self._on_gathered(number, gathered) if isValid(self) else None,
        )
        self._show_state()

    def _on_gathered(self, number: int, gathered: Gathered) -> None:
        if number == self._asked:
            self._gathered = gathered
            self._say_all()
            self._make_preview()

    def _make_preview(self) -> None:
        """Make the page, beside the window's other work."""
        publication, basemap = self.publication, self.choices.basemap_file
        if publication is None:
            return
        if self._preview_job is not None:
            self._preview_job.cancel()
        if basemap is not None and not basemap.is_file():
            basemap = None
        self.preview.show_waiting()
        job = self._context.jobs.run(
            lambda progress: exporting.preview(publication, basemap, progress),
            done=lambda html: self._on_preview(job, html) if isValid(self) else None,
            on_project=False,
            with_progress=True,
        )
        self._preview_job = job
        job.failed.connect(self._on_preview_failed)
        job.finished.connect(self._on_preview_ended)

    def _on_preview(self, job: Job, html: str) -> None:
        if job is self._preview_job and self.publication is not None:
            self.preview.show_page(html, self.publication.languages[0])

    @Slot(object)
    def _on_preview_failed(self, error: BaseException) -> None:
        self.preview.show_nothing(str(error))

    @Slot()
    def _on_preview_ended(self) -> None:
        if self.sender() is self._preview_job:
            self._preview_job = None

    @Slot(str)
    def _on_setting(self, key: str) -> None:
        if key == "map.basemap" and isValid(self):
            self.choices.show_basemap()
            self._say_all()
            self._make_preview()

    # --- what is said -------------------------------------------------------------------------------------------

    @Slot()
    def _fit(self, *_theme: str) -> None:
        """Be as wide as the words need at this size of text."""
        bar = self._area.verticalScrollBar().sizeHint().width()
        self._area.setMinimumWidth(self._inside.minimumSizeHint().width() + bar)

    def _say_all(self) -> None:
        self._fit()
        self.tabs.setTabText(0, _("The page"))
        self.tabs.setTabText(1, _("What went out before"))
        publication = self.publication
        if publication is not None:
            self.what_goes.setText(what_goes(publication))
            self._say_held_back(publication)
        self._show_state()

    def _say_held_back(self, publication: Publication) -> None:
        _empty(self._held_column)
        counts = exporting.held_back(publication)
        for reason, count in counts.items():
            said = ngettext("{n} record", "{n} records", count).format(n=format_number(count))
            words = QLabel(f"{said}: {_(reason.label)}", wordWrap=True, textFormat=Qt.TextFormat.PlainText)
            button = QPushButton(_("Which?"))
            button.setObjectName(f"held-{reason.value}")
            button.setAccessibleName(f"{words.text()}: {button.text()}")
            button.setVisible(self._gathered is not None and reason in self._gathered.withheld)
            button.clicked.connect(lambda _checked=False, reason=reason, count=count: self._on_held(reason, count))
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(words, 1)
            row.addWidget(button)
            self._held_column.addWidget(line)
        if not counts:
            self._held_column.addWidget(QLabel(_("Nothing is held back.")))

    def _say_advice(self) -> None:
        _empty(self._advice_column)
        publication = self.publication
        formats = [exporter.key for exporter in self.choices.exporters]
        said = advice(publication, formats, self.choices.basemap_file) if publication is not None else ()
        for one in said:
            label = QLabel(f"⚠ {one.message}", wordWrap=True, textFormat=Qt.TextFormat.PlainText)
            label.setObjectName(f"advice-{one.code}")
            label.setAccessibleName(one.message)
            self._advice_column.addWidget(label)
        self.advice.setVisible(bool(said))
        can_write = self._context.project is not None and not self._context.project.read_only
        self._contact_row.setVisible(can_write and any(one.code == "no-contact" for one in said))

    @Slot()
    def _show_state(self, *_news: object) -> None:
        self._say_advice()
        at_work = self._job is not None
        self.write.setEnabled(not at_work and self.publication is not None and bool(self.choices.exporters))

    # --- what a person does -------------------------------------------------------------------------------------

    def _on_held(self, reason: Reason, count: int) -> None:
        if self._gathered is None:
            return

        def done(held: list[Withheld]) -> None:
            HeldList(self._context, reason, count, held, self.window()).show()

        self._context.ask(withheld.named, self._gathered.withheld.get(reason, {}), done=done)

    @Slot()
    def _on_keep(self) -> None:
        KeepView(
            self._context, self.choices.audience.value, self.choices.saved_view, self._on_kept, self.window()
        ).open()

    def _on_kept(self, name: str) -> None:
        def done(views: list[SavedView]) -> None:
            self.choices.show_views(views)
            self.choices.choose_view(name)

        self._context.ask(saved_views.all_views, done=done)

    @Slot()
    def _on_basemap(self) -> None:
        from asset_mapper.ui.dialogs import choose_basemap

        choose_basemap.show(self._context)

    @Slot()
    def _on_contact(self) -> None:
        contact = self.contact.text().strip()
        if contact:
            self._context.apply(saved_views.keep_contact, contact, say=True, done=lambda _step: self.contact.clear())

    @Slot()
    def _on_publish(self) -> None:
        publication, exporters = self.publication, self.choices.exporters
        if publication is None or not exporters:
            return
        folder = Path(self._context.settings["projects.last_folder"] or Path.home())
        if len(exporters) == 1:
            (exporter,) = exporters
            proposed = str(folder / exporting.proposed_name(publication, exporter))
            kinds = f"{_(exporter.label)} (*{exporter.suffix})"
            chosen, _kind = QFileDialog.getSaveFileName(self, _("Publish as"), proposed, kinds)
            if chosen:
                self.write_files([(exporter, Path(chosen))])
            return
        chosen = QFileDialog.getExistingDirectory(self, _("Into which folder?"), str(folder))
        if chosen:
            names = [exporting.proposed_name(publication, exporter) for exporter in exporters]
            self.write_files([(one, Path(chosen) / name) for one, name in zip(exporters, names, strict=True)])

    def write_files(self, wanted: Sequence[tuple[Exporter, Path]]) -> None:
        """Write files, beside the window's other work. What is whole when it is stopped stays, and is remembered."""
        publication, project = self.publication, self._context.project
        if publication is None or self._job is not None:
            return
        basemap = self.choices.basemap_file
        files: list[ExportedFile] = []

        def work(progress: Progress) -> None:
            try:
                for exporter, target in wanted:
                    whole = exporting.with_basemap(exporter, basemap)
                    files.append(exporting.export(publication, whole, target, progress))
            finally:
                if files and project is not None and not project.read_only:
                    project.apply(exporting.remember, publication, files)

        self.written.show_files([])
        self._job = job = self._context.jobs.run(work, on_project=False, with_progress=True)
        job.failed.connect(self._on_failed)
        job.cancelled.connect(self._on_cancelled)
        job.finished.connect(lambda: self._on_ended(files) if isValid(self) else None)
        self.progress.follow(job)
        self._show_state()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self._context.show_error(error)

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


def what_goes(publication: Publication) -> str:
    """Say in words what is in a publication."""
    assets, located, links = len(publication.assets), publication.located, len(publication.links)
    lines = (
        ngettext("{n} asset", "{n} assets", assets).format(n=format_number(assets)),
        ngettext("{n} on the map", "{n} on the map", located).format(n=format_number(located)),
        ngettext("{n} link to outcomes", "{n} links to outcomes", links).format(n=format_number(links)),
    )
    return "\n".join(lines)


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
