"""Bringing in files: what would happen is shown before anything is stored, with the findings beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.audience import VISIBILITIES, Audience
from asset_mapper.errors import UnknownCrsError
from asset_mapper.i18n import _, format_number, ngettext
from asset_mapper.progress import Progress
from asset_mapper.services import importing
from asset_mapper.services.importing import ImportOptions, ImportReport
from asset_mapper.ui.context import Context
from asset_mapper.ui.jobs import Job
from asset_mapper.ui.widgets.choice import Choice

_MOST_SHOWN = 2000


def choose_and_import(context: Context) -> None:
    """Ask which files to bring in."""
    folder = context.settings["projects.last_folder"]
    chosen, _kind = QFileDialog.getOpenFileNames(context.window, _("Bring in files"), folder)
    if chosen:
        show(context, [Path(text) for text in chosen])


def show(context: Context, paths: Sequence[Path]) -> None:
    """Show what bringing in some files would do."""
    ImportFiles(context, paths, context.window).open()


class ImportFiles(QDialog):
    """The choices above, what they lead to below: counts, columns, findings. One button does it."""

    def __init__(self, context: Context, paths: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._paths = list(paths)
        self._job: Job | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Bring in: {files}").format(files=", ".join(path.name for path in paths)))
        self.resize(900, 640)
        kinds: list[tuple[AssetKind | None, str]] = [(None, _("As the file or the name of each says"))]
        kinds += [(kind, _(kind.label)) for kind in AssetKind]
        self.kind: Choice[AssetKind | None] = Choice(_("What these are"), kinds)
        self.visibility: Choice[Audience] = Choice(
            _("Show to"), [(audience, _(audience.label)) for audience in VISIBILITIES]
        )
        self.crs = QLineEdit()
        self.crs.setAccessibleName(_("Coordinate system, such as EPSG:27700"))
        self._crs_label = QLabel(_("Coordinate system, such as EPSG:27700"))
        self.summary = QLabel(wordWrap=True)
        self.summary.setProperty("role", "heading")
        self.columns = _table([_("Column"), _("Is taken for"), _("How sure")])
        self.columns.setAccessibleName(_("Columns"))
        self.findings = _table([_("Row"), _("Column"), _("What to know")])
        self.findings.setAccessibleName(_("Findings"))
        self.progress = QProgressBar()
        tabs = QTabWidget()
        tabs.addTab(self.findings, _("Findings"))
        tabs.addTab(self.columns, _("Columns"))
        buttons = QDialogButtonBox()
        self.bring_in = QPushButton(_("Bring in"))
        self.bring_in.setProperty("role", "primary")
        self.cancel = QPushButton(_("Cancel"))
        buttons.addButton(self.bring_in, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.cancel, QDialogButtonBox.ButtonRole.RejectRole)
        form = QFormLayout()
        form.addRow(_("What these are"), self.kind)
        form.addRow(_("Show to"), self.visibility)
        form.addRow(self._crs_label, self.crs)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.addLayout(form)
        column.addWidget(self.summary)
        column.addWidget(tabs, 1)
        column.addWidget(self.progress)
        column.addWidget(buttons)
        self.bring_in.clicked.connect(self._on_bring_in)
        self.cancel.clicked.connect(self._on_cancel)
        for choice in (self.kind, self.visibility):
            choice.currentIndexChanged.connect(self._look)
        self.crs.editingFinished.connect(self._look)
        self._ask_crs(False)
        self._look()

    @property
    def options(self) -> ImportOptions:
        return ImportOptions(
            kind=self.kind.value, visibility=self.visibility.value, crs=self.crs.text().strip() or None
        )

    @Slot()
    def _look(self, *_news: object) -> None:
        """Say what would happen."""
        self.summary.setText(_("Reading …"))
        self._run(dry_run=True)

    @Slot()
    def _on_bring_in(self) -> None:
        self._run(dry_run=False)

    def _run(self, *, dry_run: bool) -> None:
        project = self._context.project
        if project is None or self._job is not None:
            return
        paths, options = tuple(self._paths), self.options

        def work(progress: Progress) -> ImportReport:
            return importing.import_files(project, paths, options, dry_run=dry_run, progress=progress)

        done = self._on_looked if dry_run else self._on_brought_in
        self._job = self._context.jobs.run(work, done=done, failed=self._on_failed, with_progress=True)
        self._job.progressed.connect(self._on_progress)
        self._job.finished.connect(self._on_ended)
        self.bring_in.setEnabled(False)
        self.progress.setRange(0, 0)
        self.progress.show()

    def _on_looked(self, report: ImportReport) -> None:
        self._show(report)
        totals = report.as_dict()
        self.bring_in.setEnabled(totals["made"] + totals["updated"] > 0)

    def _on_brought_in(self, report: ImportReport) -> None:
        totals = report.as_dict()
        made = ngettext("{n} asset was added", "{n} assets were added", totals["made"]).format(
            n=format_number(totals["made"])
        )
        changed = ngettext("{n} was changed", "{n} were changed", totals["updated"]).format(
            n=format_number(totals["updated"])
        )
        self._context.say(f"{made}, {changed}.", _("Undo"), self._context.undo)
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        self.summary.setText(str(error))
        self._ask_crs(isinstance(error, UnknownCrsError))

    def _on_ended(self) -> None:
        self._job = None
        self.progress.hide()

    def _on_progress(self, done: int, total: int, what: str) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.progress.setFormat(what)

    @Slot()
    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self.reject()

    def _ask_crs(self, needed: bool) -> None:
        self.crs.setVisible(needed)
        self._crs_label.setVisible(needed)
        if needed:
            self.crs.setFocus()

    def _show(self, report: ImportReport) -> None:
        totals = report.as_dict()
        words = (
            (totals["made"], _("new")),
            (totals["updated"], _("changed")),
            (totals["unchanged"], _("as before")),
            (totals["refused"], _("refused")),
        )
        self.summary.setText(" · ".join(f"{format_number(count)} {word}" for count, word in words))
        findings = [(layer, finding) for layer in report.layers for finding in layer.findings]
        _fill(
            self.findings,
            [
                (str(finding.row or ""), finding.column or "", f"{_(finding.severity.label)}: {finding.message}")
                for _layer, finding in findings[:_MOST_SHOWN]
            ],
        )
        _fill(
            self.columns,
            [
                (name, str(match.get("field") or _("kept as a column")), _percent(match.get("confidence")))
                for layer in report.layers
                for name, match in layer.columns.items()
            ],
        )


def _percent(share: object) -> str:
    return f"{round(100 * share)} %" if isinstance(share, (int, float)) else ""


def _table(headings: list[str]) -> QTableWidget:
    table = QTableWidget(0, len(headings))
    table.setHorizontalHeaderLabels(headings)
    table.verticalHeader().hide()
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setWordWrap(True)
    table.setTabKeyNavigation(False)
    table.horizontalHeader().setSectionResizeMode(len(headings) - 1, QHeaderView.ResizeMode.Stretch)
    return table


def _fill(table: QTableWidget, rows: Sequence[Sequence[str]]) -> None:
    table.setRowCount(len(rows))
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            table.setItem(number, place, QTableWidgetItem(text))
    table.resizeRowsToContents()
