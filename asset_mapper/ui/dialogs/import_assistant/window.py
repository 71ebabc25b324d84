"""The window of the import assistant, beside the main one, which stays usable while files are read and stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.domain.ids import RecordId
from asset_mapper.errors import AssetMapperError
from asset_mapper.formats.base import ImportFinding, Severity
from asset_mapper.i18n import N_, _, format_number
from asset_mapper.services import importing
from asset_mapper.services.importing import ImportReport
from asset_mapper.services.imports.comparing import Side, side_by_side
from asset_mapper.services.imports.findings_file import write_findings
from asset_mapper.services.imports.planning import Fate
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.import_assistant import in_hand, same_as
from asset_mapper.ui.dialogs.import_assistant.choices import Choices, Shown, lists_of
from asset_mapper.ui.dialogs.import_assistant.decisions import Decisions, Entry
from asset_mapper.ui.dialogs.import_assistant.in_hand import FileInHand, Layer
from asset_mapper.ui.dialogs.import_assistant.known_tab import KnownTab
from asset_mapper.ui.dialogs.import_assistant.rows_tab import RowsTab
from asset_mapper.ui.dialogs.import_assistant.work import ImportWork
from asset_mapper.ui.widgets.button_row import ButtonRow
from asset_mapper.ui.widgets.progress_row import ProgressRow


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
        self._context = context
        self._shown: Shown | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("manual", "importing")
        self._make()
        self.choices.kind.choose(record)
        kind, visibility = self.choices.kind.value, self.choices.visibility.value
        self.work = ImportWork(context, paths, kind, visibility, indicator_id, self)
        self._decisions = Decisions(self.work.files)
        self._connect()
        context.texts.call(self._say_all)
        self.work.read()

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
        for button in (self.bring_in, self.cancel, self.save):
            button.setAutoDefault(False)
        texts.say(self.bring_in.setText, N_("Bring in"))
        texts.say(self.cancel.setText, N_("Cancel"))
        texts.say(self.save.setText, N_("Save the findings …"))
        buttons = ButtonRow()
        buttons.add(self.bring_in)
        buttons.add(self.cancel, leaves=True)
        buttons.add(self.save)
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

    def _connect(self) -> None:
        work, choices, rows, known = self.work, self.choices, self.rows, self.known
        self.bring_in.clicked.connect(work.bring_in)
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._on_save)
        work.started.connect(self.progress.follow)
        work.changed.connect(self._show_state)
        work.looked.connect(self._show_all)
        work.stored.connect(self._on_stored)
        choices.shown_changed.connect(self._on_shown)
        choices.said.connect(lambda: work.say(choices.kind.value, choices.visibility.value))
        choices.wanted_changed.connect(self._on_wanted)
        choices.crs_said.connect(lambda code: self._said(lambda file: file.say_crs(code)))
        choices.anew_requested.connect(lambda: self._said(lambda file: file.told.clear()))
        rows.column_said.connect(lambda column, key: self._said(lambda file: file.tell(column, key)))
        rows.rows_left_out.connect(self._on_rows_left_out)
        rows.same_requested.connect(self._on_row_same)
        known.decided.connect(self._on_decided)
        known.other_requested.connect(self._on_other)
        known.comparison_requested.connect(self._on_comparison)
        self._context.project_changed.connect(self._on_project_changed)

    @property
    def files(self) -> list[FileInHand]:
        return self.work.files

    @property
    def is_busy(self) -> bool:
        """Whether something is being read, looked at or stored, or will be in a moment."""
        return self.work.is_busy

    # --- what is shown ------------------------------------------------------------------------------------------

    def _say_all(self) -> None:
        names = [file.path.name for file in self.files] or [path.name for path in self.work.paths]
        self.setWindowTitle(_("Bring in: {files}").format(files=", ".join(names)))
        self.choices.show_files(self.files, self._shown)
        self._show_state()

    @Slot()
    def _show_all(self) -> None:
        lists = lists_of(self.files)
        if self._shown not in lists:
            self._shown = next(iter(lists), None)
        self._say_all()
        self._show_shown()
        self.known.show_entries(self._decisions.entries(), self._decisions.decided(), self._decisions.names)

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
        return file.layer_named(self._shown.layer) if file is not None and self._shown is not None else None

    @Slot()
    def _show_state(self) -> None:
        """Say what will happen, and let only be done what can be."""
        work, counts = self.work, in_hand.totals(self.files)
        entries = len(self.known.model.lines)
        self.tabs.setTabText(0, _("Rows and findings"))
        self.tabs.setTabText(1, _("Already in the project ({n})").format(n=format_number(entries)))
        self.summary.setText(self._summary(counts))
        self.note.setText(self._note())
        self.note.setVisible(bool(self.note.text()))
        self.bring_in.setEnabled(work.is_settled and counts[Fate.NEW] + counts[Fate.CHANGED] > 0)
        self.save.setEnabled(not work.is_at_work and any(True for _finding in in_hand.findings(self.files)))
        for part in (self.choices, self.rows, self.known):
            part.set_read_only(work.is_storing)
        self.cancel.setText(_("Stop") if work.is_storing else _("Cancel"))

    def _summary(self, counts: dict[Fate, int]) -> str:
        work, file = self.work, self._file_shown()
        if isinstance(work.problem, AssetMapperError):
            return str(work.problem)
        if work.is_storing:
            return _("Bringing in …")
        if not self.files or (work.is_at_work and not any(counts.values())):
            return _("Reading …")
        if file is not None and file.error is not None:
            return str(file.error)
        return in_hand.in_words(counts) if any(counts.values()) else _("Nothing in these files is brought in.")

    def _note(self) -> str:
        file = self._file_shown()
        if file is None or self.work.is_storing:
            return ""
        if file.asks_for_crs and file.error is not None:
            return _("Say above in which system the coordinates are measured.")
        if file.told and not file.decisions and not file.has_sheets:
            return _("What you said of the columns is remembered for lists with the same headings.")
        return ""

    # --- what a person says -------------------------------------------------------------------------------------

    def _said(self, say: Callable[[FileInHand], object]) -> None:
        """Take what is said of the file that is looked at, and look at it again."""
        file = self._file_shown()
        if file is not None and self._shown is not None:
            say(file)
            self.work.look_again([self._shown.file])

    @Slot(object)
    def _on_shown(self, shown: Shown) -> None:
        if shown.unread:
            file = self.files[shown.file]
            file.sheet, file.layers_chosen = shown.layer, None
            self._shown = None
            self.work.read([shown.file])
            return
        self._shown = shown
        self._show_shown()
        self._show_state()

    @Slot(bool)
    def _on_wanted(self, wanted: bool) -> None:
        if self._shown is not None and (layer := self._shown.layer) is not None:
            self._said(lambda file: file.choose(layer, wanted))

    @Slot(object, bool)
    def _on_rows_left_out(self, numbers: list[int], left_out: bool) -> None:
        layer = self.layer_shown()
        if layer is not None:
            self._said(lambda file: file.leave_out(layer.table.layer, numbers, left_out))

    @Slot(int)
    def _on_row_same(self, number: int) -> None:
        layer = self.layer_shown()
        if layer is not None and layer.assets is not None and self._shown is not None:
            self._on_other((self._shown.file, layer.row_named(number)))

    @Slot(object)
    def _on_other(self, entry: Entry) -> None:
        """Ask which asset a row is the same as."""
        number, one = entry

        def chosen(asset_id: str, name: str) -> None:
            self._decisions.say_same(entry, asset_id, name)
            self.work.look_again([number])

        same_as.ask(self._context, one.name, chosen, self)

    @Slot(object, str)
    def _on_decided(self, entries: list[Entry], verdict: Any) -> None:
        self._decisions.decide(entries, verdict)
        self._show_all()
        self.work.look_again([number for number, _one in entries])

    @Slot(object, str)
    def _on_comparison(self, entry: Entry, asset_id: str) -> None:
        number, one = entry
        layer = self.files[number].layer_named(one.layer)
        if layer is None or layer.assets is None or one.row not in layer.assets.draft.rows:
            return
        draft = layer.assets.draft

        def done(sides: tuple[Side, ...]) -> None:
            if self.known.chosen() == [entry]:
                self.known.show_sides(sides)

        self._context.ask(side_by_side, draft, draft.rows.index(one.row), asset_id, done=done)

    # --- doing it -----------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_stored(self, report: ImportReport) -> None:
        """Say what was brought in, with a way back, and close."""
        context, project, steps, totals = self._context, self._context.project, report.steps, report.as_dict()

        def undo() -> None:
            if project is not None:
                context.jobs.run(lambda: importing.take_back(project, steps), failed=context.show_error)

        counts = in_hand.in_words({Fate.NEW: totals["made"], Fate.CHANGED: totals["updated"]})
        context.say(_("Brought in: {counts}.").format(counts=counts), _("Undo"), undo)
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
        self.work.stop()
        if self.work.is_storing:
            self.progress.stop()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        if self.work.is_storing:
            self.reject()
            event.ignore()
        else:
            super().closeEvent(event)
