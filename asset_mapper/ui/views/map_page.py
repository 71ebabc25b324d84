"""The map: the published page itself, for the team, so that what is seen here is what is published.

Where the web engine cannot start (policy, driver, remote desktop), the map opens in the browser instead.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl, QUrlQuery, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from asset_mapper.cartography.page import page_html
from asset_mapper.cartography.page_data import short_keys
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.ids import RecordId
from asset_mapper.i18n import N_, language
from asset_mapper.services import publishing
from asset_mapper.storage.unit_of_work import UnitOfWork
from asset_mapper.ui.context import Context

_SAFE = ("http", "https", "mailto", "tel")
_PAUSE_MS = 700


def create(context: Context) -> QWidget:
    return MapPage(context)


def team_page(uow: UnitOfWork) -> tuple[str, dict[str, RecordId]]:
    """Write the page of the map for the team; gives by which key it knows which asset too."""
    publication = publishing.publication(uow, Audience.TEAM, "both")
    ids = publication.assets.id.tolist()
    return page_html(publication), dict(zip(short_keys(ids)[1], ids, strict=True))


class MapPage(QStackedWidget):
    """The page in a web view that can go nowhere else, made anew when something was stored."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.html = ""
        self.view: Any = None
        self._by_key: dict[str, RecordId] = {}
        self._keys: dict[RecordId, str] = {}
        self._chosen_here: tuple[RecordId, ...] = ()
        self._waiting = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._waiting.setProperty("role", "quiet")
        context.texts.say(self._waiting.setText, N_("The map is being drawn …"))
        self.addWidget(self._waiting)
        self.addWidget(self._make_fallback())
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._write)
        context.records_changed.connect(self._pause.start)
        context.language_changed.connect(self._on_language)
        context.selection_changed.connect(self._on_selected)
        try:
            self.view = self._make_view()
            self.addWidget(self.view)
        except (ImportError, RuntimeError):
            self.setCurrentIndex(1)
        self._write()

    def _make_view(self) -> QWidget:
        from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineSettings
        from PySide6.QtWebEngineWidgets import QWebEngineView

        from asset_mapper.ui.web import scheme

        class OurPage(QWebEnginePage):
            """Stays where it is: links go to the system's browser, after a look at where they lead."""

            def acceptNavigationRequest(self, url: Any, kind: Any, is_main: bool) -> bool:  # noqa: N802 - Qt's name
                if url.scheme() == "asset-mapper":
                    return True
                if url.scheme() in _SAFE and kind is QWebEnginePage.NavigationType.NavigationTypeLinkClicked:
                    QDesktopServices.openUrl(url)
                return False

            def createWindow(self, _kind: Any) -> Any:  # noqa: N802 - Qt's name
                return OutsidePage(self)

        class OutsidePage(QWebEnginePage):
            """Where a link wants a new window: it opens in the system's browser."""

            def acceptNavigationRequest(self, url: Any, _kind: Any, _is_main: bool) -> bool:  # noqa: N802 - Qt's name
                if url.scheme() in _SAFE:
                    QDesktopServices.openUrl(url)
                self.deleteLater()
                return False

        self._server = scheme.PageServer(self)
        profile = scheme.private_profile(self._server, self)
        view = QWebEngineView()
        page = OurPage(profile, view)
        for attribute in (
            QWebEngineSettings.WebAttribute.LocalContentCanAccessFileUrls,
            QWebEngineSettings.WebAttribute.LocalContentCanAccessRemoteUrls,
            QWebEngineSettings.WebAttribute.PluginsEnabled,
            QWebEngineSettings.WebAttribute.JavascriptCanAccessClipboard,
        ):
            page.settings().setAttribute(attribute, False)
        view.setPage(page)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._context.texts.say(view.setAccessibleName, N_("Map"))
        view.loadFinished.connect(self._on_loaded)
        view.urlChanged.connect(self._on_moved)
        self._page_url = scheme.PAGE
        return view

    def _make_fallback(self) -> QWidget:
        widget = QWidget()
        words = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self._context.texts.say(
            words.setText, N_("The map cannot be shown in this window here. It opens in your browser instead.")
        )
        self.open_in_browser = QPushButton()
        self.open_in_browser.setProperty("role", "primary")
        self._context.texts.say(self.open_in_browser.setText, N_("Open the map"))
        self.open_in_browser.clicked.connect(self._open_in_browser)
        column = QVBoxLayout(widget)
        column.addStretch(1)
        column.addWidget(words)
        column.addWidget(self.open_in_browser, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return widget

    @Slot()
    def _write(self, *_news: object) -> None:
        self._context.ask(team_page, done=self._on_written)

    def _on_written(self, written: tuple[str, dict[str, RecordId]]) -> None:
        self.html, self._by_key = written
        self._keys = {record_id: key for key, record_id in self._by_key.items()}
        if self.view is not None:
            self._server.html = self.html
            self._go(reload=True)

    @Slot()
    def _on_selected(self, *_ids: object) -> None:
        """Open the card of the asset that was chosen elsewhere in the window."""
        if self.view is not None and self._context.selection != self._chosen_here:
            self._go(reload=False)

    def _go(self, *, reload: bool) -> None:
        """Show the page in the language of the window, with the chosen asset."""
        place = QUrlQuery()
        if len(self._context.selection) == 1:
            place.addQueryItem("asset", self._keys.get(self._context.selection[0], ""))
        if language() != "cy":
            place.addQueryItem("lang", language())
        url = QUrl(self._page_url)
        url.setFragment(place.toString())
        is_there = self.view.url().path() == self._page_url.path()
        self.view.load(url)
        if reload and is_there:
            self.view.reload()

    @Slot(QUrl)
    def _on_moved(self, url: QUrl) -> None:
        """Select in the window what was chosen on the page."""
        found = self._by_key.get(QUrlQuery(url.fragment()).queryItemValue("asset"))
        if found is not None and (found,) != self._context.selection:
            self._chosen_here = (found,)
            self._context.select(self._chosen_here)

    @Slot()
    def _on_language(self, *_code: object) -> None:
        if self.view is not None:
            self._go(reload=False)

    @Slot(bool)
    def _on_loaded(self, well: bool) -> None:
        self.setCurrentIndex(2 if well else 1)

    @Slot()
    def _open_in_browser(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="asset-mapper-"))
        page = folder / "map.html"
        page.write_text(self.html, encoding="utf-8")
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(page)))
