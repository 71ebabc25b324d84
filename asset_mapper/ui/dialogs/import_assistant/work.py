"""The work behind the import assistant: files are read, looked at and stored beside the window."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from shiboken6 import isValid

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.ids import RecordId
from asset_mapper.errors import AssetMapperError
from asset_mapper.i18n import _
from asset_mapper.progress import Progress
from asset_mapper.services import importing
from asset_mapper.services.importing import ImportReport
from asset_mapper.services.imports import matchings
from asset_mapper.services.imports.reading import ImportOptions, Source, files_in
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.import_assistant import in_hand
from asset_mapper.ui.dialogs.import_assistant.in_hand import FileInHand, Kind, Layer
from asset_mapper.ui.jobs import Job

_PAUSE_MS = 150
_MATCHINGS = "import.matchings"


class ImportWork(QObject):
    """Holds the files in hand, and does one piece of work at a time; what was said last is looked at last."""

    started = Signal(object)  # Job
    changed = Signal()  # whether something is being done, or went wrong
    looked = Signal()  # what would come of the rows is known
    stored = Signal(object)  # ImportReport

    def __init__(
        self,
        context: Context,
        paths: Sequence[Path],
        kind: Kind,
        visibility: Audience,
        indicator_id: RecordId | None,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.paths = list(paths)
        self.files: list[FileInHand] = []
        self._kind, self._visibility = kind, visibility
        self._indicator_id = indicator_id
        self._job: Job | None = None
        self._due: set[int] = set()  # files whose rows have to be looked at again
        self.is_storing = False
        self.problem: BaseException | None = None  # of the last work
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._look)

    @property
    def is_at_work(self) -> bool:
        """Whether something is being read, looked at or stored."""
        return self._job is not None

    @property
    def is_settled(self) -> bool:
        """Whether all that was said has been looked at, so that it can be stored."""
        return self._job is None and not self._due

    @property
    def is_busy(self) -> bool:
        """Whether something is being done, or will be in a moment."""
        return not self.is_settled or self._pause.isActive()

    def stop(self) -> None:
        """Ask what is under way to stop."""
        if self._job is not None:
            self._job.cancel()

    # --- reading and looking ------------------------------------------------------------------------------------

    def read(self, numbers: Sequence[int] = ()) -> None:
        """Read files: all of them at first, some again when another sheet is asked for."""
        again = [(self.files[number].path, self.files[number].sheet) for number in numbers]

        def work(progress: Progress) -> list[tuple[Path, Source | AssetMapperError]]:
            wanted = again or [(path, None) for path in files_in(self.paths)]
            found = []
            for place, (path, sheet) in enumerate(wanted):
                progress(place, len(wanted), _("Reading {name}").format(name=path.name))
                found.append((path, in_hand.read(FileInHand(path), ImportOptions(sheet=sheet), progress)))
            return found

        def done(found: list[tuple[Path, Source | AssetMapperError]]) -> None:
            if not self.files:
                self.files += [FileInHand(path, indicator_id=self._indicator_id) for path, _source in found]
            for number, (_path, source) in zip(numbers or range(len(found)), found, strict=True):
                self._take_source(self.files[number], source)
            self._due |= set(numbers or range(len(found)))
            self._pause.start(0)

        self._start(work, done)

    def _take_source(self, file: FileInHand, source: Source | AssetMapperError) -> None:
        file.source, file.error = (None, source) if isinstance(source, AssetMapperError) else (source, None)
        if self._kind is None or isinstance(self._kind, AssetKind):
            kept = matchings.remembered(self._context.settings[_MATCHINGS], file.headings())
            file.told = {column: key for key, column in kept}

    def say(self, kind: Kind, visibility: Audience) -> None:
        """Take what all rows are, and who may see them."""
        if kind != self._kind:  # what was said of columns was said of something else
            for file in self.files:
                file.told.clear()
        self._kind, self._visibility = kind, visibility
        self.look_again(range(len(self.files)))

    def look_again(self, numbers: Iterable[int]) -> None:
        """Look at files about which something new was said, unless more is said in a moment."""
        self._due |= set(numbers)
        if not self.is_storing:
            self.stop()
        self._pause.start()

    @Slot()
    def _look(self) -> None:
        """Say what would come of every row of the files about which something new was said."""
        project = self._context.project
        if project is None or self.is_storing:
            return
        if self._job is not None:
            self._pause.start()  # the one before has been told to stop
            return
        numbers = [number for number in sorted(self._due) if self.files[number].source is not None]
        self._due.clear()
        files = [self.files[number] for number in numbers]
        given = [(file.source, file.options(self._kind, self._visibility)) for file in files]

        def work(progress: Progress) -> list[list[Layer] | AssetMapperError]:
            return [in_hand.looked(project, source, options, progress) for source, options in given if source]

        def done(found: list[list[Layer] | AssetMapperError]) -> None:
            for file, layers in zip(files, found, strict=True):
                file.take(layers)
            self.looked.emit()

        job = self._start(work, done)
        job.cancelled.connect(lambda: self._due.update(numbers))  # a set, which outlives the dialog

    # --- storing ------------------------------------------------------------------------------------------------

    def bring_in(self) -> None:
        """Store what is wanted of the files, as one step."""
        project = self._context.project
        if project is None or self._job is not None:
            return
        given = in_hand.wanted(self.files, self._kind, self._visibility)
        self.is_storing = True
        self._start(lambda progress: importing.bring_in(project, given, progress), self._on_stored, on_project=True)

    def _on_stored(self, report: ImportReport) -> None:
        settings = self._context.settings
        for file in self.files:
            if not file.has_sheets:
                told = tuple((key, column) for column, key in file.told.items())
                settings[_MATCHINGS] = matchings.remember(settings[_MATCHINGS], file.headings(), told)
        self._job, self.is_storing = None, False
        self.stored.emit(report)

    # --- one at a time ------------------------------------------------------------------------------------------

    def _start(self, work: Any, done: Callable[[Any], None], *, on_project: bool = False) -> Job:
        self._job = job = self._context.jobs.run(
            work,
            done=lambda found: done(found) if isValid(self) else None,  # closed meanwhile
            on_project=on_project,
            with_progress=True,
        )
        self.problem = None
        job.failed.connect(self._on_failed)
        job.finished.connect(self._on_finished)
        self.started.emit(job)
        self.changed.emit()
        return job

    @Slot()
    def _on_finished(self) -> None:
        if self.sender() is self._job:
            self._job, self.is_storing = None, False
        self.changed.emit()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.problem = error
        if not isinstance(error, AssetMapperError):
            self._context.show_error(error)
