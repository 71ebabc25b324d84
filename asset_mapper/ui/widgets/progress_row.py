"""Work under way: what is being done, how far it is, how long it will take, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QPushButton, QWidget

from asset_mapper.i18n import N_, _, ngettext
from asset_mapper.progress import Pace
from asset_mapper.ui.jobs import Job
from asset_mapper.ui.texts import LiveTexts

_NEARLY_S = 5


class ProgressRow(QWidget):
    """Follows one job at a time, and is not there without one."""

    def __init__(self, texts: LiveTexts, *, with_cancel: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._pace = Pace()
        self.what = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.left = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.left.setProperty("role", "quiet")
        self.bar = QProgressBar(textVisible=False)
        self.cancel = QPushButton()
        self.cancel.setVisible(with_cancel)
        self.cancel.clicked.connect(self.stop)
        texts.say(self.cancel.setText, N_("Stop"))
        texts.say(self.bar.setAccessibleName, N_("How far it is"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.what, 0, 0)
        grid.addWidget(self.left, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.bar, 1, 0, 1, 2)
        grid.addWidget(self.cancel, 0, 2, 2, 1)
        grid.setColumnStretch(0, 1)
        self.hide()

    def follow(self, job: Job) -> None:
        """Show how far a job is, until it ends."""
        self._job, self._pace = job, Pace()
        self.what.setText("")
        self.left.setText("")
        self.bar.setRange(0, 0)
        self.cancel.setEnabled(True)
        self.show()
        job.progressed.connect(self._on_progress)
        job.finished.connect(self._on_finished)

    @Slot()
    def stop(self) -> None:
        """Ask the job to stop; it does at its next report."""
        if self._job is not None:
            self._job.cancel()
            self.cancel.setEnabled(False)
            self.left.setText(_("Stopping …"))

    @Slot(int, int, str)
    def _on_progress(self, done: int, total: int, what: str) -> None:
        if self._job is None or not self.cancel.isEnabled():
            return
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.what.setText(what)
        left = self._pace.left_s(done, total, what)
        self.left.setText("" if left is None else time_left(left))

    @Slot()
    def _on_finished(self) -> None:
        if self.sender() is self._job:
            self._job = None
            self.hide()


def time_left(seconds: float) -> str:
    """Say how long it will take, no more exactly than anybody can know."""
    if seconds < _NEARLY_S:
        return _("Nearly done")
    if seconds < 55:
        rounded = 5 * round(seconds / 5)
        return ngettext("About {n} second left", "About {n} seconds left", rounded).format(n=rounded)
    minutes = max(1, round(seconds / 60))
    return ngettext("About {n} minute left", "About {n} minutes left", minutes).format(n=minutes)
