"""The manual beside the work: the page of what is on the screen, all pages, and where words stand in them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.i18n import N_, language
from asset_mapper.services import manual_pages
from asset_mapper.services.manual_pages import Section
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.page_of_manual import PageOfManual

PROPERTY = "manual"  # of a widget: the page that tells about it


def page_of(widget: QWidget | None) -> str:
    """Give the page that belongs to a widget, or to the nearest of those around it."""
    while widget is not None:
        page = widget.property(PROPERTY)
        if page:
            return str(page)
        widget = widget.parentWidget()
    return manual_pages.FIRST


def show_page_of_focus(context: Context) -> None:
    """Show the page of what the keyboard is in, or of the view in front."""
    modal = QApplication.activeModalWidget()
    focused = QApplication.focusWidget()
    if modal is not None:
        show(context, page_of(focused if focused is not None and modal.isAncestorOf(focused) else modal))
        return
    page = page_of(focused if focused is not None else context.window)
    current = getattr(context.window, "current_page", None)
    if page == page_of(context.window) and isinstance(current, QWidget):
        page = page_of(current)  # the rail and the header are about the view in front
    show(context, page)


def show(context: Context, page: str) -> Manual:
    """Show a page: in the manual that is open, or in a new one, which a dialog in front does not block."""
    owner = QApplication.activeModalWidget() or context.window
    there = [one for one in owner.findChildren(Manual) if one.parent() is owner] if owner is not None else []
    manual = there[0] if there else Manual(context, owner)
    manual.go_to(page)
    manual.show()
    manual.raise_()
    manual.activateWindow()
    return manual


class Manual(QDialog):
    """Contents and search at the left, the page at the right, and the way back."""

    def __init__(self, context: Context, owner: QWidget | None) -> None:
        super().__init__(owner)
        self._context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setProperty(PROPERTY, manual_pages.FIRST)
        say = context.texts.say
        say(self.setWindowTitle, N_("The manual"))
        self.back, self.forward = QPushButton(), QPushButton()
        say(self.back.setText, N_("Back"))
        say(self.forward.setText, N_("Forward"))
        self.search = QLineEdit(clearButtonEnabled=True)
        say(self.search.setPlaceholderText, N_("Search the manual"))
        say(self.search.setAccessibleName, N_("Search the manual"))
        self.list = QListWidget()
        say(self.list.setAccessibleName, N_("Pages"))
        self.text = PageOfManual()
        say(self.text.setAccessibleName, N_("Page of the manual"))
        top = QHBoxLayout()
        for widget in (self.back, self.forward):
            widget.setAutoDefault(False)
            top.addWidget(widget)
        top.addWidget(self.search, 1)
        splitter = QSplitter()
        splitter.addWidget(self.list)
        splitter.addWidget(self.text)
        splitter.setStretchFactor(1, 1)
        letter = self.fontMetrics().averageCharWidth()
        splitter.setSizes([letter * 34, letter * 100])
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(splitter, 1)
        self._history: list[tuple[str, int]] = []  # page, heading
        self._place = -1
        self._shown: list[tuple[str, int]] = []  # where the lines of the list lead
        self.back.clicked.connect(lambda: self._step(-1))
        self.forward.clicked.connect(lambda: self._step(1))
        for key, by in (("Alt+Left", -1), ("Alt+Right", 1)):
            QShortcut(QKeySequence(key), self).activated.connect(lambda by=by: self._step(by))
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self._on_search_key)
        self.search.textChanged.connect(self._fill)
        self.search.returnPressed.connect(self._go_to_first)
        self.list.itemActivated.connect(lambda _item: self._go_to_current())
        self.list.itemClicked.connect(lambda _item: self._go_to_current())
        self.text.page_requested.connect(self.go_to)
        context.language_changed.connect(self._on_looks)
        context.theme_changed.connect(self._on_looks)
        self._fill()
        line = self.fontMetrics().height()
        self.resize(min(letter * 140, 1180), min(line * 42, 700))

    @property
    def page(self) -> str:
        """The page that is shown."""
        return self._history[self._place][0] if self._history else manual_pages.FIRST

    def go_to(self, page: str, heading: int = 0) -> None:
        """Show a page, and remember the one before."""
        if self._history:
            self._history[self._place] = (self.page, self.text.heading_here())
        self._history = [*self._history[: self._place + 1], (page, heading)]
        self._place = len(self._history) - 1
        self._show()

    def _on_search_key(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _step(self, by: int) -> None:
        if 0 <= self._place + by < len(self._history):
            self._history[self._place] = (self.page, self.text.heading_here())
            self._place += by
            self._show()

    def _show(self) -> None:
        page, heading = self._history[self._place]
        self.text.show_text(manual_pages.text_of(page, language()))
        if heading:
            self.text.go_to_heading(heading)
        self.back.setEnabled(self._place > 0)
        self.forward.setEnabled(self._place < len(self._history) - 1)
        if (page, 0) in self._shown:
            self.list.setCurrentRow(self._shown.index((page, 0)))

    def _fill(self, *_typed: object) -> None:
        words = self.search.text()
        code = language()
        self.list.clear()
        if words.strip():
            hits = manual_pages.found(words, code)
            self._shown = [(hit.page, hit.number) for hit in hits]
            lines = [_line(hit, code) for hit in hits]
        else:
            self._shown = [(page, 0) for page in manual_pages.names()]
            lines = [manual_pages.title_of(page, code) for page, _number in self._shown]
        for line in lines:
            QListWidgetItem(line, self.list)

    def _go_to_first(self) -> None:
        if self._shown:
            self.list.setCurrentRow(0)
            self._go_to_current()
            self.text.find(self.search.text().strip())

    def _go_to_current(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._shown):
            self.go_to(*self._shown[row])

    def _on_looks(self, *_news: object) -> None:
        heading = self.text.heading_here()
        self._fill()
        if self._history:
            self._history[self._place] = (self.page, heading)
            self._show()


def _line(section: Section, code: str) -> str:
    page = manual_pages.title_of(section.page, code)
    return page if section.number == 0 else f"{page} › {section.title}"
