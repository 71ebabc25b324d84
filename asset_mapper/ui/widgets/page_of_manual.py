"""One page of the manual: our own Markdown, without HTML, with no pictures but our own, and no way out of it."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from asset_mapper.paths import resources
from asset_mapper.services import manual_pages

_PICTURE = re.compile(r"pictures/[a-z0-9-]+\.png")
_LINE_HEIGHT_PERCENT = 140.0
_WIDE_LETTERS = 96
_FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML


class PageOfManual(QTextBrowser):
    """Shows a page, and asks for another when a link is followed."""

    page_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.anchorClicked.connect(self._on_link)

    def show_text(self, markdown: str) -> None:
        self.document().setMarkdown(markdown, _FEATURES)
        self._set_lines()
        self._set_tables()
        self._fit_pictures()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def go_to_heading(self, number: int) -> None:
        """Scroll to a heading, counted from 0."""
        headings = [block for block in self._blocks() if block.blockFormat().headingLevel() > 0]
        if 0 <= number < len(headings):
            cursor = QTextCursor(headings[number])
            self.setTextCursor(cursor)
            place = self.document().documentLayout().blockBoundingRect(headings[number]).top()
            self.verticalScrollBar().setValue(int(place) - 8)

    def heading_here(self) -> int:
        """Give the number of the last heading above the middle of what is seen."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        tops = [
            self.document().documentLayout().blockBoundingRect(block).top()
            for block in self._blocks()
            if block.blockFormat().headingLevel() > 0
        ]
        return max((number for number, top in enumerate(tops) if top <= middle), default=0)

    def _blocks(self) -> list[QTextBlock]:
        blocks, block = [], self.document().begin()
        while block.isValid():
            blocks.append(block)
            block = block.next()
        return blocks

    def _set_lines(self) -> None:
        kind = int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        for block in self._blocks():
            form = block.blockFormat()
            form.setNonBreakableLines(False)  # a line that is typed is long
            form.setLineHeight(_LINE_HEIGHT_PERCENT, kind)
            if form.headingLevel() > 1:
                form.setTopMargin(self.fontMetrics().height())
            QTextCursor(block).setBlockFormat(form)

    def _set_tables(self) -> None:
        line = QColor(self.palette().color(QPalette.ColorRole.PlaceholderText))
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                form = QTextTableFormat(frame.format())
                form.setCellPadding(6)
                form.setCellSpacing(0)
                form.setBorder(1)
                form.setBorderCollapse(True)
                form.setBorderBrush(line)
                form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
                frame.setFormat(form)

    def _fit_pictures(self) -> None:
        """Make no picture wider than the text."""
        most = self._column_width()
        for block in self._blocks():
            fragments = block.begin()
            while not fragments.atEnd():
                fragment = fragments.fragment()
                form = fragment.charFormat()
                if form.isImageFormat():
                    picture = form.toImageFormat()
                    own = _picture(picture.name())
                    picture.setWidth(min(most, own.width() if own is not None else most))
                    cursor = QTextCursor(self.document())
                    cursor.setPosition(fragment.position())
                    cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
                    cursor.setCharFormat(picture)
                    break
                fragments += 1

    def _column_width(self) -> int:
        beside = round(2 * self.document().documentMargin()) + self.verticalScrollBar().sizeHint().width()
        return min(self.fontMetrics().averageCharWidth() * _WIDE_LETTERS, self.viewport().width() - beside)

    def _on_link(self, url: QUrl) -> None:
        page = url.path().removesuffix(".md")
        if not url.scheme() and not url.host() and page in manual_pages.names():
            self.page_requested.emit(page)

    def loadResource(self, kind: int, url: QUrl | str) -> Any:  # noqa: N802 - Qt's name
        """Give our own pictures, and nothing else from anywhere."""
        name = url if isinstance(url, str) else url.toString()
        return _picture(name) if kind == QTextDocument.ResourceType.ImageResource.value else None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        side = max(16, (self.width() - self.fontMetrics().averageCharWidth() * _WIDE_LETTERS) // 2)
        self.setViewportMargins(min(side, 48), 8, min(side, 48), 8)
        super().resizeEvent(event)  # sets the lines into the room that the margins leave
        self._fit_pictures()


def _picture(name: str) -> QImage | None:
    if not _PICTURE.fullmatch(name):
        return None
    picture = QImage(str(resources("manual", *name.split("/"))))
    return None if picture.isNull() else picture
