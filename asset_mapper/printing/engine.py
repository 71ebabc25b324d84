"""Qt's browser engine without a window: it opens one page, waits until that is ready for paper, and prints it.

A page may have room for the number of the sheet on which one of its places is (``data-page-of``): then it is printed
once to learn that, and once more with the numbers.

The page may read nothing but itself. There is no network, no disk, no graphics card: everything is drawn by the
processor, since old laptops and remote desktops have no better one.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF, Qt, QTimer, QUrl
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication

from asset_mapper.printing.helper import BAD_PAGE, DONE, TOO_LONG
from asset_mapper.printing.numbers import pages_of
from asset_mapper.printing.papers import Paper

SHARPNESS = 3
"""Dots for each CSS pixel, so that a background map is printed at 288 dots an inch."""

_FLAGS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--force-prefers-reduced-motion",  # nothing may be under way when the page is printed
    "--force-color-profile=srgb",
)
_ENVIRONMENT = {
    "QT_QUICK_BACKEND": "software",
    "QT_SCALE_FACTOR": str(SHARPNESS),
    "QTWEBENGINE_CHROMIUM_FLAGS": " ".join(_FLAGS),
}
_ASK_EVERY_MS = 100
_VIEW_PX = (1000, 700)
_May = QWebEngineSettings.WebAttribute


def print_page(page_file: Path, target: Path, paper: Paper, landscape: bool, timeout_s: float) -> int:
    """Print a page; gives the exit status of the process."""
    _prepare_environment()
    application = QApplication(["asset-mapper-printing"])
    application.setQuitOnLastWindowClosed(False)
    printer = _Printer(page_file, target, paper, landscape)
    QTimer.singleShot(int(timeout_s * 1000), application.quit)
    application.exec()
    return printer.status


def _prepare_environment() -> None:
    """Say what Qt and Chromium read when they start."""
    os.environ.update(_ENVIRONMENT)
    if sys.platform.startswith("linux"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        if os.geteuid() == 0:  # Chromium's sandbox does not work for root
            os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"


class _OnlyThePage(QWebEngineUrlRequestInterceptor):
    """Blocks every request but that for the page itself."""

    def __init__(self, page_file: str) -> None:
        super().__init__()
        self._page_file = page_file

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:  # noqa: N802 - Qt's name
        wanted = info.requestUrl()
        if wanted.scheme() not in ("data", "blob"):
            info.block(not wanted.isLocalFile() or wanted.toLocalFile() != self._page_file)


class _Page(QWebEnginePage):
    """A page that tells whoever started us what it says on its console."""

    def javaScriptConsoleMessage(  # noqa: N802 - Qt's name
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        print(f"page: {message}", file=sys.stderr, flush=True)


class _Printer:
    """One page on its way to paper."""

    def __init__(self, page_file: Path, target: Path, paper: Paper, landscape: bool) -> None:
        self.status = TOO_LONG  # until something else is known
        self._target = target
        self._is_numbered = False
        size = QPageSize(QSizeF(paper.width_mm, paper.height_mm), QPageSize.Unit.Millimeter, paper.key.upper())
        orientation = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
        self._layout = QPageLayout(size, orientation, QMarginsF(0, 0, 0, 0))  # the page's style has the margins
        address = QUrl.fromLocalFile(str(page_file.resolve()))
        self._profile = QWebEngineProfile()  # without a name: nothing is kept on the disk
        self._only_the_page = _OnlyThePage(address.toLocalFile())
        self._profile.setUrlRequestInterceptor(self._only_the_page)
        self._page = _Page(self._profile)
        for attribute, allowed in _SETTINGS.items():
            self._page.settings().setAttribute(attribute, allowed)
        # A page draws only while something shows it; this shows it nowhere.
        self._view = QWebEngineView()
        self._view.setPage(self._page)
        self._view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self._view.resize(*_VIEW_PX)
        self._view.show()
        self._page.loadFinished.connect(self._on_loaded)
        self._page.renderProcessTerminated.connect(lambda *_: self._end(BAD_PAGE))
        self._page.pdfPrintingFinished.connect(self._on_printed)
        address.setFragment(f"paper={paper.key.upper()}{'-landscape' if landscape else ''}")
        self._page.load(address)

    def _on_loaded(self, well: bool) -> None:
        if well:
            self._ask()
        else:
            self._end(BAD_PAGE)

    def _ask(self) -> None:
        self._page.runJavaScript("document.documentElement.dataset.paper || ''", 0, self._on_answer)

    def _on_answer(self, state: str) -> None:
        if state == "ready":
            self._print()
        else:
            QTimer.singleShot(_ASK_EVERY_MS, self._ask)

    def _print(self) -> None:
        self._page.printToPdf(str(self._target), self._layout)

    def _on_printed(self, _file: str, well: bool) -> None:
        if not well or self._is_numbered:
            self._end(DONE if well else BAD_PAGE)
        else:
            self._page.runJavaScript(f"{_ROOMS}.length", 0, self._on_counted)

    def _on_counted(self, rooms: float) -> None:
        """Put the numbers in; they have their room already, so that nothing moves."""
        if not rooms:
            self._end(DONE)
            return
        self._is_numbered = True
        self._page.runJavaScript(f"({_NUMBER})({json.dumps(pages_of(self._target))})", 0, lambda _: self._print())

    def _end(self, status: int) -> None:
        self.status = status
        QApplication.quit()


_ROOMS = "document.querySelectorAll('[data-page-of]')"
_NUMBER = f"pages => {{ for (const room of {_ROOMS}) room.textContent = pages[room.dataset.pageOf] ?? '' }}"
_SETTINGS = {
    _May.PreferCSSMarginsForPrinting: True,
    _May.PrintElementBackgrounds: True,
    _May.LocalContentCanAccessFileUrls: False,
    _May.LocalContentCanAccessRemoteUrls: False,
    _May.JavascriptCanOpenWindows: False,
    _May.PluginsEnabled: False,
}
