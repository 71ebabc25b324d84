"""The page as it would be published, beside the choices: as wide as a screen, or as narrow as a phone.

Where there is no web engine, a button opens it in the browser.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from asset_mapper.domain.publication import Publication
from asset_mapper.i18n import N_, _
from asset_mapper.services import exporting
from asset_mapper.ui.context import Context
from asset_mapper.ui.jobs import Job
from asset_mapper.ui.web.engine import NoWebEngineError

_SCREEN_PX, _PHONE_PX = 1280, 390
_SETTLE_MS = 150  # until the view has its new width
_WORDS, _BROWSER, _VIEW = range(3)


class PagePreview(QWidget):
    """Makes and shows one page after another; none of them can go anywhere or do anything but be read."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.html = ""
        self.view: Any = None
        self._job: Job | None = None
        texts = context.texts
        self.wide, self.narrow, self.open_outside = QPushButton(), QPushButton(), QPushButton()
        self._widths = QButtonGroup(self)
        for button, label in ((self.wide, N_("On a screen")), (self.narrow, N_("On a phone"))):
            button.setCheckable(True)
            button.setProperty("role", "chip")
            texts.say(button.setText, label)
            self._widths.addButton(button)
        self.wide.setChecked(True)
        texts.say(self.open_outside.setText, N_("Open in the browser"))
        self.words = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.words.setProperty("role", "quiet")
        fallback = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        texts.say(
            fallback.setText,
            N_("The page cannot be shown in this window here. Open it in your browser to look at it."),
        )
        self._stack = QStackedWidget()
        for page in (self.words, fallback):
            self._stack.addWidget(page)
        row = QHBoxLayout()
        row.addWidget(self.wide)
        row.addWidget(self.narrow)
        row.addStretch(1)
        row.addWidget(self.open_outside)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        try:
            self._stack.addWidget(self._make_view())
        except NoWebEngineError:
            self.view = None
        self._show_state()
        self._widths.buttonClicked.connect(self._on_width)
        self.open_outside.clicked.connect(self._on_open_outside)
        context.texts.call(self._say_again)

    def _make_view(self) -> QWidget:
        from asset_mapper.ui.web import engine

        engine.check()
        from PySide6.QtWebEngineWidgets import QWebEngineView

        from asset_mapper.ui.web import scheme
        from asset_mapper.ui.web.locked_page import LockedPage

        self._page_url = scheme.PAGE
        self._frame = QWidget()
        self.view = QWebEngineView(self._frame)  # before the profile, so that it goes before it
        self._server = scheme.PageServer(self)
        self.view.setPage(LockedPage(scheme.private_profile(self._server, self), self.view))
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._context.texts.say(self.view.setAccessibleName, N_("Preview of the page"))
        row = QHBoxLayout(self._frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.view)
        self.view.loadFinished.connect(self._on_loaded)
        return self._frame

    # --- making the page ----------------------------------------------------------------------------------------

    @property
    def is_busy(self) -> bool:
        return self._job is not None

    def make(self, publication: Publication, basemap: Path | None) -> None:
        """Make the page of a publication, beside the window's other work, and show it."""
        self.stop()
        self.show_waiting()
        job = self._context.jobs.run(
            lambda progress: exporting.preview(publication, basemap, progress),
            done=lambda html: self._on_made(job, html, publication.languages[0]) if isValid(self) else None,
            on_project=False,
            with_progress=True,
        )
        self._job = job
        job.failed.connect(self._on_failed)
        job.finished.connect(self._on_ended)

    def stop(self) -> None:
        """Let go of the page that is being made: another will be wanted."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _on_made(self, job: Job, html: str, language: str) -> None:
        if job is self._job:
            self.show_page(html, language)

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        if self.sender() is self._job:
            self.show_nothing(str(error))

    @Slot()
    def _on_ended(self) -> None:
        if self.sender() is self._job:
            self._job = None

    # --- what is shown ------------------------------------------------------------------------------------------

    def show_page(self, html: str, language: str) -> None:
        """Show a page, in one of its languages."""
        self.html = html
        if self.view is None:
            self._show_state()
            return
        self._server.html = html
        url = QUrl(self._page_url)
        url.setFragment(f"lang={language}")
        is_there = self.view.url().path() == self._page_url.path()
        self.view.load(url)
        if is_there:
            self.view.reload()

    def show_waiting(self) -> None:
        """Say that another page is on its way; the one before stays until it comes."""
        if not self.html:
            self._words = N_("The page is being made …")
            self._say_again()
            self._stack.setCurrentIndex(_WORDS)

    def show_nothing(self, sentence: str) -> None:
        """Say in a sentence why there is no page."""
        self.html = ""
        self._words = ""
        self.words.setText(sentence)
        self._stack.setCurrentIndex(_WORDS)
        self._show_state()

    _words = ""

    def _say_again(self) -> None:
        if self._words:
            self.words.setText(_(self._words))

    def _show_state(self) -> None:
        self.open_outside.setEnabled(bool(self.html))
        for button in (self.wide, self.narrow):
            button.setVisible(self.view is not None)
        if self.view is None and self.html:
            self._stack.setCurrentIndex(_BROWSER)

    @Slot(bool)
    def _on_loaded(self, well: bool) -> None:
        if well and self.html:
            self._stack.setCurrentIndex(_VIEW)
            self._fit()
        self._show_state()

    @Slot()
    def _on_width(self, *_button: object) -> None:
        """Open the page anew, as it opens on such a screen."""
        self._fit()
        if self.view is not None and self.html:
            QTimer.singleShot(_SETTLE_MS, self.view, self.view.reload)

    @Slot()
    def _fit(self) -> None:
        """Let the page believe that it is on a screen, or on a phone."""
        if self.view is None:
            return
        if self.narrow.isChecked():
            self.view.setMaximumWidth(_PHONE_PX)
            self.view.setZoomFactor(1.0)
        else:
            self.view.setMaximumWidth(16_777_215)
            width = max(1, self._frame.width())
            self.view.setZoomFactor(max(0.25, min(1.0, width / _SCREEN_PX)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    @Slot()
    def _on_open_outside(self) -> None:
        html = self.html

        def written() -> Path:
            page = Path(tempfile.mkdtemp(prefix="asset-mapper-")) / "preview.html"
            page.write_text(html, encoding="utf-8")
            return page

        self._context.jobs.run(
            written,
            done=_open,
            failed=self._context.show_error,
            on_project=False,
        )


def _open(page: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(page)))
