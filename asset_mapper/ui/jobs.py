"""Work that takes time, done beside the window, which stays usable.

Work on the project is done by one thread, so that steps keep their order; other work by a few more. What a job brings
is delivered in the window's thread.
"""

from __future__ import annotations

import contextvars
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from asset_mapper.progress import Cancelled
from asset_mapper.ui.collecting import give_back

_LOG = logging.getLogger(__name__)
_CALM_MS = 1_000


class Job(QObject):
    """One piece of work under way. Lives in the window's thread, and so do its receivers."""

    progressed = Signal(int, int, str)  # done, total (0 when unknown), what is being done
    succeeded = Signal(object)  # what the work returned
    failed = Signal(object)  # the exception
    cancelled = Signal()
    finished = Signal()  # always, and last

    def __init__(self, work: Callable[..., Any], *, with_progress: bool, runner: JobRunner) -> None:
        super().__init__(runner)
        self._work = work
        self._with_progress = with_progress
        self._runner = runner
        self._stop = False
        self._context = contextvars.copy_context()

    def cancel(self) -> None:
        """Ask the work to stop; it does at its next report."""
        self._stop = True

    def run(self) -> None:
        """The only method that the worker thread calls."""
        try:
            result = (
                self._context.run(self._work, progress=self._report)
                if self._with_progress
                else self._context.run(self._work)
            )
        except Cancelled:
            self._runner.ended.emit(self, "cancelled", None)
        except BaseException as error:  # shown in the window's thread, by ui/errors.py
            self._runner.ended.emit(self, "failed", error)
        else:
            self._runner.ended.emit(self, "succeeded", result)

    def end(self, how: str, what: object) -> None:
        """Say in the window's thread how the work ended."""
        try:
            if how == "succeeded":
                self.succeeded.emit(what)
            elif how == "failed":
                self.failed.emit(what)
            else:
                self.cancelled.emit()
        finally:
            self.finished.emit()

    def _report(self, done: int, total: int, what: str) -> None:
        if self._stop:
            raise Cancelled
        self._runner.told.emit(self, done, total, what)


class JobRunner(QObject):
    """Runs jobs; closing the window cancels them and waits."""

    busy_changed = Signal(bool)

    # What workers send, through the runner because it is there as long as they are: a job may be deleted by the
    # window while the call that sent its end is still on its way out of the worker, which ends the program.
    told = Signal(object, int, int, str)  # the job, and what it reports
    ended = Signal(object, str, object)  # the job, how, with what

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project_thread = ThreadPoolExecutor(1, "project")
        self._others = ThreadPoolExecutor(2, "work")
        self._running: set[Job] = set()
        self._closed = False
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self._on_calm)
        self.told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        self.ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[..., Any],
        *,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        on_project: bool = True,
        with_progress: bool = False,
    ) -> Job:
        """Start *work*. What it returns goes to *done*, in the window's thread.

        Work on the project (*on_project*) waits for the work before it. With *with_progress* it is called with a
        ``progress`` to report to. After ``close`` nothing is started any more.
        """
        job = Job(work, with_progress=with_progress, runner=self)
        if self._closed:
            return job
        if done is not None:
            job.succeeded.connect(done)
        if failed is not None:
            job.failed.connect(failed)
        self._running.add(job)
        self.busy_changed.emit(True)
        job.finished.connect(self._on_finished)
        (self._project_thread if on_project else self._others).submit(job.run)
        return job

    @property
    def busy(self) -> bool:
        return bool(self._running)

    def close(self) -> None:
        """Cancel what can be cancelled, and wait for the rest."""
        self._closed = True
        for job in tuple(self._running):
            job.cancel()
        self._project_thread.shutdown(wait=True)
        self._others.shutdown(wait=True)

    @Slot(object, int, int, str)
    def _on_told(self, job: Job, done: int, total: int, what: str) -> None:
        job.progressed.emit(done, total, what)

    @Slot(object, str, object)
    def _on_ended(self, job: Job, how: str, what: object) -> None:
        job.end(how, what)

    @Slot()
    def _on_finished(self) -> None:
        job = self.sender()
        self._running.discard(job)
        job.deleteLater()
        self.busy_changed.emit(bool(self._running))
        self._calm.start()

    @Slot()
    def _on_calm(self) -> None:
        """Some time after work, tidy up beside the window."""
        if not (self._running or self._closed):
            self._others.submit(give_back)
