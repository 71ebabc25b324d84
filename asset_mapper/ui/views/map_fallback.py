"""What stands in the map's place where there is no web engine: a way to open the map in the browser."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from asset_mapper.domain.audience import Audience
from asset_mapper.i18n import N_
from asset_mapper.services import publishing
from asset_mapper.storage.unit_of_work import UnitOfWork
from asset_mapper.ui.context import Context


class MapFallback(QWidget):
    """List and details stay usable beside it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        words = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        context.texts.say(
            words.setText, N_("The map cannot be shown in this window here. It opens in your browser instead.")
        )
        self.open_in_browser = QPushButton()
        self.open_in_browser.setProperty("role", "primary")
        context.texts.say(self.open_in_browser.setText, N_("Open the map"))
        self.open_in_browser.clicked.connect(self._on_open)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.addStretch(1)
        column.addWidget(words)
        column.addWidget(self.open_in_browser, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    @Slot()
    def _on_open(self) -> None:
        self._context.ask(_write_page, done=self._open)

    def _open(self, page: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(page)))


def _write_page(uow: UnitOfWork) -> Path:
    """Write the map for the team into a folder of its own, and give its path."""
    from asset_mapper.cartography.page import page_html

    html = page_html(publishing.publication(uow, Audience.TEAM, "both"))
    page = Path(tempfile.mkdtemp(prefix="asset-mapper-")) / "map.html"
    page.write_text(html, encoding="utf-8")
    return page
