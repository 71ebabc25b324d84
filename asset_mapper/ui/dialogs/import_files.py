"""Bringing in files: what would happen is shown before anything is stored, with the findings beside the rows.

The assistant is a window of its own beside the main one, which stays usable while files are read and stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.ids import RecordId
from asset_mapper.errors import AssetMapperError
from asset_mapper.formats.base import ImportFinding, Severity
from asset_mapper.formats.importers import IMPORTERS
from asset_mapper.i18n import N_, _, format_number
from asset_mapper.progress import Progress
from asset_mapper.services import importing
from asset_mapper.services.importing import ImportReport
from asset_mapper.services.imports import matchings
from asset_mapper.services.imports.comparing import Side, side_by_side
from asset_mapper.services.imports.findings_file import write_findings
from asset_mapper.services.imports.planning import Decision, Fate
from asset_mapper.services.imports.reading import ImportOptions, Source, files_in
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.import_assistant import in_hand
from asset_mapper.ui.dialogs.import_assistant.choices import Choices, Shown
from asset_mapper.ui.dialogs.import_assistant.decisions import Decisions, Entry
from asset_mapper.ui.dialogs.import_assistant.in_hand import FileInHand, Layer
from asset_mapper.ui.dialogs.import_assistant.known_tab import KnownTab
from asset_mapper.ui.dialogs.import_assistant.pick_asset import PickAsset
from asset_mapper.ui.dialogs.import_assistant.rows_tab import RowsTab
from asset_mapper.ui.jobs import Job
from asset_mapper.ui.widgets.progress_row import ProgressRow

_PAUSE_MS = 150
_MATCHINGS = "import.matchings"


def choose_and_import(context: Context, record: str | None = None, indicator_id: RecordId | None = None) -> None:
    """Ask which files to bring in."""
    folder = context.settings["projects.last_folder"]
    endings = " ".join(f"*{ending}" for importer in IMPORTERS for ending in importer.suffixes)
    kinds = ";;".join((_("Lists and maps ({endings})").format(endings=endings), _("All files (*)")))
    chosen, _kind = QFileDialog.getOpenFileNames(context.window, _("Bring in files"), folder, kinds)
    if chosen:
        show(context, [Path(text) for text in chosen], record, indicator_id)


def show(
    context: Context, paths: Sequence[Path], record: str | None = None, indicator_id: RecordId | None = None
) -> None:
    """Show what bringing in some files, or those of folders, would do.

    Their rows are *record* where something else than assets is asked for, such as readings of an indicator.
    """
    if context.project is None:
        return
    if context.project.read_only:
        context.say(_("This project is open for reading only, so nothing can be brought in."), kind="caution")
        return
    ImportFiles(context, paths, context.window, record, indicator_id).show()


class ImportFiles(QDialog):
    """The choices above, the rows and what is known of them below. One button does it."""

    def __init__(
        self,
        context: Context,
        paths: Sequence[Path],
        parent: QWidget | None = None,
        record: str | None = None,
        indicator_id: RecordId | None = None,
    ) -> None:
        super().__init__(parent)
        self._indicator_id = indicator_id
        self._context = context
        self._paths = list(paths)
        self.files: list[FileInHand] = []
        self._shown: Shown | None = None
        self._job: Job | None = None
        self._storing = False
        self._due: set[int] = set()  # files whose rows have to be looked at again
        self._decisions = Decisions(self.files)
        self._problem: BaseException | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("manual", "importing")
        self._make()
        self.choices.kind.choose(record)
        self._said_kind = self.choices.kind.value
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        context.project_changed.connect(self._on_project_changed)
        context.texts.call(self._say_all)
        self._read(range(0))

    def _make(self) -> None:
        texts = self._context.texts
        self.choices = Choices(self._context)
        self.rows, self.known = RowsTab(self._context), KnownTab(self._context)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.rows, "")
        self.tabs.addTab(self.known, "")
        self.summary = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.summary.setProperty("role", "heading")
        self.note = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.note.setProperty("role", "quiet")
        self.progress = ProgressRow(texts, with_cancel=False)
        self.bring_in, self.cancel, self.save = QPushButton(), QPushButton(), QPushButton()
        self.bring_in.setProperty("role", "primary")
        self.bring_in.setAutoDefault(False)
        texts.say(self.bring_in.setText, N_("Bring in"))
        texts.say(self.cancel.setText, N_("Cancel"))
        texts.say(self.save.setText, N_("Save the findings …"))
        buttons = QDialogButtonBox()
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.addButton(self.bring_in, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.cancel, QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(self.choices)
        column.addWidget(self.tabs, 1)
        for widget in (self.summary, self.note, self.progress, buttons):
            column.addWidget(widget)
        window = self.parentWidget()
        room = window.size() if window is not None else self.sizeHint()
        self.resize(min(1240, room.width() - 32), min(720, room.height() - 32))

        self.bring_in.clicked.connect(self._on_bring_in)
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._on_save)
        self.choices.shown_changed.connect(self._on_shown)
        self.choices.wanted_changed.connect(self._on_wanted)
        self.choices.said.connect(self._look_at_all)
        self.choices.crs_said.connect(self._on_crs)
        self.choices.anew_requested.connect(self._on_anew)
        self.rows.column_said.connect(self._on_column)
        self.rows.rows_left_out.connect(self._on_rows_left_out)
        self.rows.same_requested.connect(self._on_row_same)
        self.known.decided.connect(self._on_decided)
        self.known.other_requested.connect(self._on_other)
        self.known.comparison_requested.connect(self._on_comparison)

    # --- reading and looking ------------------------------------------------------------------------------------

    def _read(self, numbers: Sequence[int]) -> None:
        """Read files: all of them at first, some again when another sheet is asked for."""
        again = [(self.files[number].path, self.files[number].sheet) for number in numbers]

        def work(progress: Progress) -> list[tuple[Path, Source | AssetMapperError]]:
            wanted = again or [(path, None) for path in files_in(self._paths)]
            found = []
            for place, (path, sheet) in enumerate(wanted):
                progress(place, len(wanted), _("Reading {name}").format(name=path.name))
                found.append((path, in_hand.read(FileInHand(path), ImportOptions(sheet=sheet), progress)))
            return found

        def done(found: list[tuple[Path, Source | AssetMapperError]]) -> None:
            if not self.files:
                self.files += [FileInHand(path, indicator_id=self._indicator_id) for path, _source in found]
            for number, (_path, source) in zip(numbers or range(len(found)), found, strict=True):
                self._take_source(number, source)
            self._due |= set(numbers or range(len(found)))
            self._pause.start(0)

        self._start(work, done)

    def _take_source(self, number: int, source: Source | AssetMapperError) -> None:
        file = self.files[number]
        file.source, file.error = (None, source) if isinstance(source, AssetMapperError) else (source, None)
        if self._is_of_assets:
            kept = matchings.remembered(self._context.settings[_MATCHINGS], file.headings())
            file.told = {column: key for key, column in kept}

    @Slot()
    def _look_at_all(self) -> None:
        if self.choices.kind.value != self._said_kind:  # what was said of columns was said of something else
            self._said_kind = self.choices.kind.value
            for file in self.files:
                file.told.clear()
        self._look_again(range(len(self.files)))

    def _look_again(self, numbers: Sequence[int]) -> None:
        self._due |= set(numbers)
        if self._job is not None and not self._storing:
            self._job.cancel()
        self._pause.start()

    @Slot()
    def _look(self) -> None:
        """Say what would come of every row of the files about which something new was said."""
        project = self._context.project
        if project is None or self._storing:
            return
        if self._job is not None:
            self._pause.start()  # the one before has been told to stop
            return
        numbers = [number for number in sorted(self._due) if self.files[number].source is not None]
        self._due.clear()
        kind, visibility = self.choices.kind.value, self.choices.visibility.value
        given = [(self.files[number].source, self.files[number].options(kind, visibility)) for number in numbers]

        def work(progress: Progress) -> list[list[Layer] | AssetMapperError]:
            return [in_hand.looked(project, source, options, progress) for source, options in given if source]

        def done(found: list[list[Layer] | AssetMapperError]) -> None:
            for number, layers in zip(numbers, found, strict=True):
                self._take_layers(self.files[number], layers)
            self._show_all()

        job = self._start(work, done)
        job.cancelled.connect(lambda: self._due.update(numbers))  # a set, which outlives the dialog

    @property
    def _is_of_assets(self) -> bool:
        return self._said_kind is None or isinstance(self._said_kind, AssetKind)

    def _take_layers(self, file: FileInHand, layers: list[Layer] | AssetMapperError) -> None:
        if isinstance(layers, AssetMapperError):
            file.error = layers
            file.layers = [
                Layer(table, findings=table.findings) for table in (file.source.tables if file.source else ())
            ]
        else:
            file.error, file.layers = None, layers

    def _start(self, work: Any, done: Any, *, on_project: bool = False) -> Job:
        self._job = job = self._context.jobs.run(
            work,
            done=lambda found: done(found) if isValid(self) else None,  # closed meanwhile
            on_project=on_project,
            with_progress=True,
        )
        self._problem = None
        self.progress.follow(job)
        job.failed.connect(self._on_failed)
        job.finished.connect(self._on_finished)
        self._show_state()
        return job

    @Slot()
    def _on_finished(self) -> None:
        if self.sender() is self._job:
            self._job, self._storing = None, False
        self._show_state()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self._problem = error
        if not isinstance(error, AssetMapperError):
            self._context.show_error(error)

    @property
    def is_busy(self) -> bool:
        """Whether something is being read, looked at or stored, or will be in a moment."""
        return self._job is not None or bool(self._due) or self._pause.isActive()

    # --- what is shown ------------------------------------------------------------------------------------------

    def _say_all(self) -> None:
        names = [file.path.name for file in self.files] or [path.name for path in self._paths]
        self.setWindowTitle(_("Bring in: {files}").format(files=", ".join(names)))
        self.choices.show_files(self.files, self._shown)
        self._show_state()

    def _show_all(self) -> None:
        if not any(one == self._shown for one in self._lists()):
            self._shown = next(iter(self._lists()), None)
        self._say_all()
        self._show_shown()
        self.known.show_entries(self._decisions.entries(), self._decisions.decided(), self._decisions.names)

    def _lists(self) -> list[Shown]:
        """Give the lists that can be looked at, those that are brought in first."""
        planned: list[Shown] = []
        others: list[Shown] = []
        for number, file in enumerate(self.files):
            for layer in file.layers:
                (planned if layer.plan else others).append(Shown(number, layer.table.layer))
            if not file.layers:
                others.append(Shown(number, None))
        return planned + others

    def _show_shown(self) -> None:
        file, layer = self._file_shown(), self.layer_shown()
        said = []
        if file is not None and file.error is not None:
            said.append(ImportFinding(code="file", message=str(file.error), severity=Severity.ERROR))
        self.rows.show_layer(layer, said)
        self.choices.wanted.setChecked(layer is not None and layer.plan is not None)
        self.choices.ask_for_crs(file is not None and file.asks_for_crs)
        self.choices.offer_anew(file is not None and bool(file.told))

    def _file_shown(self) -> FileInHand | None:
        return self.files[self._shown.file] if self._shown is not None and self.files else None

    def layer_shown(self) -> Layer | None:
        """Give the table that is looked at."""
        file = self._file_shown()
        return (
            next((one for one in file.layers if self._shown and one.table.layer == self._shown.layer), None)
            if file
            else None
        )

    def _show_state(self) -> None:
        """Say what will happen, and let only be done what can be."""
        is_busy = self._job is not None
        counts = in_hand.totals(self.files)
        entries = len(self.known.model.entries)
        self.tabs.setTabText(0, _("Rows and findings"))
        self.tabs.setTabText(1, _("Already in the project ({n})").format(n=format_number(entries)))
        self.summary.setText(self._summary(counts))
        self.note.setText(self._note())
        self.note.setVisible(bool(self.note.text()))
        self.bring_in.setEnabled(not is_busy and not self._due and counts[Fate.NEW] + counts[Fate.CHANGED] > 0)
        self.save.setEnabled(not is_busy and any(True for _finding in in_hand.findings(self.files)))
        for part in (self.choices, self.rows, self.known):
            part.set_read_only(self._storing)
        self.cancel.setText(_("Stop") if self._storing else _("Cancel"))

    def _summary(self, counts: dict[Fate, int]) -> str:
        if self._problem is not None and isinstance(self._problem, AssetMapperError):
            return str(self._problem)
        if self._storing:
            return _("Bringing in …")
        if not self.files or (self._job is not None and not any(counts.values())):
            return _("Reading …")
        file = self._file_shown()
        if file is not None and file.error is not None:
            return str(file.error)
        return in_hand.in_words(counts) if any(counts.values()) else _("Nothing in these files is brought in.")

    def _note(self) -> str:
        file = self._file_shown()
        if file is None or self._storing:
            return ""
        if file.asks_for_crs and file.error is not None:
            return _("Say above in which system the coordinates are measured.")
        if file.told and not file.decisions and not any(layer.sheet for layer in file.layers):
            return _("What you said of the columns is remembered for lists with the same headings.")
        return ""

    # --- what a person says -------------------------------------------------------------------------------------

    @Slot(object)
    def _on_shown(self, shown: Shown) -> None:
        if shown.unread:
            file = self.files[shown.file]
            file.sheet, file.layers_chosen = shown.layer, None
            self._shown = None
            self._read([shown.file])
            return
        self._shown = shown
        self._show_shown()
        self._show_state()

    @Slot(bool)
    def _on_wanted(self, wanted: bool) -> None:
        file = self._file_shown()
        if file is not None and self._shown is not None and self._shown.layer is not None:
            file.choose(self._shown.layer, wanted)
            self._look_again([self._shown.file])

    @Slot(str)
    def _on_crs(self, code: str) -> None:
        file = self._file_shown()
        if file is not None and self._shown is not None:
            file.crs = code
            self._look_again([self._shown.file])

    @Slot()
    def _on_anew(self) -> None:
        file = self._file_shown()
        if file is not None and self._shown is not None:
            file.told.clear()
            self._look_again([self._shown.file])

    @Slot(str, str)
    def _on_column(self, column: str, key: str) -> None:
        file = self._file_shown()
        if file is not None and self._shown is not None:
            file.tell(column, key)
            self._look_again([self._shown.file])

    @Slot(object, bool)
    def _on_rows_left_out(self, numbers: list[int], left_out: bool) -> None:
        file, layer = self._file_shown(), self.layer_shown()
        if file is None or layer is None or self._shown is None:
            return
        for number in numbers:
            if left_out:
                file.decide(Decision(row=number, layer=layer.table.layer, verdict="leave_out"))
            else:
                file.decisions.pop((layer.table.layer, number), None)
        self._look_again([self._shown.file])

    @Slot(int)
    def _on_row_same(self, number: int) -> None:
        layer = self.layer_shown()
        if layer is None or layer.assets is None or self._shown is None:
            return
        self._on_other((self._shown.file, layer.row_named(number)))

    @Slot(object)
    def _on_other(self, entry: Entry) -> None:
        """Ask which asset a row is the same as."""
        number, one = entry

        def chosen(asset_id: str, name: str) -> None:
            self._decisions.say_same(entry, asset_id, name)
            self._look_again([number])

        PickAsset(self._context, one.name, chosen, self).open()

    @Slot(object, str)
    def _on_decided(self, entries: list[Entry], verdict: Any) -> None:
        self._decisions.decide(entries, verdict)
        self._show_all()
        self._look_again([number for number, _one in entries])

    @Slot(object, str)
    def _on_comparison(self, entry: Entry, asset_id: str) -> None:
        number, one = entry
        layer = next((each for each in self.files[number].layers if each.table.layer == one.layer), None)
        if layer is None or layer.assets is None or one.row not in layer.assets.draft.rows:
            return
        draft = layer.assets.draft

        def done(sides: tuple[Side, ...]) -> None:
            if self.known.chosen() == [entry]:
                self.known.show_sides(sides)

        self._context.ask(side_by_side, draft, draft.rows.index(one.row), asset_id, done=done)

    # --- doing it -----------------------------------------------------------------------------------------------

    @Slot()
    def _on_bring_in(self) -> None:
        project = self._context.project
        if project is None or self._job is not None:
            return
        given = in_hand.wanted(self.files, self.choices.kind.value, self.choices.visibility.value)
        self._storing = True
        self._start(
            lambda progress: importing.bring_in(project, given, progress), self._on_brought_in, on_project=True
        )

    def _on_brought_in(self, report: ImportReport) -> None:
        for file in self.files:
            if any(layer.sheet for layer in file.layers):
                continue
            kept = self._context.settings[_MATCHINGS]
            told = tuple((key, column) for column, key in file.told.items())
            self._context.settings[_MATCHINGS] = matchings.remember(kept, file.headings(), told)
        project, jobs, steps = self._context.project, self._context.jobs, report.steps
        context = self._context

        def undo() -> None:
            if project is not None:
                jobs.run(lambda: importing.take_back(project, steps), failed=context.show_error)

        totals = report.as_dict()
        context.say(
            _("Brought in: {counts}.").format(
                counts=in_hand.in_words({Fate.NEW: totals["made"], Fate.CHANGED: totals["updated"]})
            ),
            _("Undo"),
            undo,
        )
        self._job = None
        self.accept()

    @Slot()
    def _on_save(self) -> None:
        folder = Path(self._context.settings["projects.last_folder"] or Path.home())
        proposed = str(folder / _("findings.csv"))
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save the findings"), proposed, _("Table (*.csv)"))
        if chosen:
            self.save_findings(Path(chosen))

    def save_findings(self, target: Path) -> None:
        """Write the findings to a file."""
        found = list(in_hand.findings(self.files))
        context = self._context
        context.jobs.run(
            lambda: write_findings(found, target),
            done=lambda path: context.say(_("The findings are in {file}.").format(file=path)),
            failed=context.show_error,
            on_project=False,
        )

    @Slot()
    def _on_project_changed(self) -> None:
        self.reject()

    def reject(self) -> None:
        """Stop what is under way; close when nothing is being stored."""
        if self._job is not None:
            self._job.cancel()
            if self._storing:
                self.progress.stop()
                return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        if self._storing:
            self.reject()
            event.ignore()
            return
        super().closeEvent(event)
