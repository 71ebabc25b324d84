"""A tour of the window in four steps, on the first project that is opened, and again from the menu."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from asset_mapper.i18n import N_, _
from asset_mapper.ui.context import Context
from asset_mapper.ui.main_window import MainWindow

_WIDE_LETTERS = 52
_GAP = 12


@dataclass(frozen=True)
class Step:
    title: str  # N_()
    text: str  # N_()
    target: Callable[[MainWindow], QWidget]


STEPS = (
    Step(
        N_("Everything has its view"),
        N_(
            "The map, the list, people, outcomes, sessions and publishing are one click or one key away: Ctrl+1, "
            "Ctrl+2 and so on. What you choose in one view is chosen in the others."
        ),
        lambda window: window.rail,
    ),
    Step(
        N_("Type it as it is said"),
        N_(
            "Press Ctrl+N and type: name, kind, when, where. Enter keeps it and makes room for the next one. "
            "Welsh and English work alike."
        ),
        lambda window: window.header.add,
    ),
    Step(
        N_("Find anything"),
        N_(
            "Ctrl+F searches the list and the map as you type. Ctrl+K goes to any action, asset or outcome by a few "
            "letters. F1 tells about what is on the screen."
        ),
        lambda window: window.header.search,
    ),
    Step(
        N_("Nothing to save, nothing to fear"),
        N_(
            "Every step is saved at once, and each can be undone: below what you just did is a button that takes it "
            "back (Alt+U). Nobody else sees anything before you publish it."
        ),
        lambda window: window.statusBar(),
    ),
)


def start(context: Context) -> Tour | None:
    """Show the tour from its first step; it needs a project to show."""
    window = context.window
    if not isinstance(window, MainWindow):
        return None
    if context.project is None:
        context.say(_("Open a project first."), kind="caution")
        return None
    for left in window.findChildren(Tour):
        left.leave()
    return Tour(context, window)


def offer_once(context: Context) -> None:
    """Start the tour with the first project that this user opens."""

    def on_project() -> None:
        if context.project is not None and not context.settings["window.toured"]:
            start(context)

    context.project_changed.connect(on_project)


class Tour(QFrame):
    """A card beside what it tells about, and a frame around that. Enter goes on, Escape leaves."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._number = 0
        self._focus_before = QApplication.focusWidget()
        self.setProperty("role", "card")
        self.setProperty("manual", "window")
        self.setAutoFillBackground(True)
        self._frame = _Frame(window)
        self.where, self.title, self.text = QLabel(), QLabel(wordWrap=True), QLabel(wordWrap=True)
        self.where.setProperty("role", "quiet")
        self.title.setProperty("role", "heading")
        self.skip, self.back, self.next = QPushButton(), QPushButton(), QPushButton()
        self.next.setProperty("role", "primary")
        buttons = QHBoxLayout()
        for button in (self.skip, self.back, self.next):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        for widget in (self.where, self.title, self.text):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.skip.clicked.connect(self.leave)
        self.back.clicked.connect(lambda: self.go(-1))
        self.next.clicked.connect(lambda: self.go(1))
        window.installEventFilter(self)
        context.project_changed.connect(self.leave)
        context.texts.call(self._say)
        self.go(0)

    def go(self, by: int) -> None:
        """Show the next step, or the one before; after the last one the tour is over."""
        if self._number + by >= len(STEPS):
            self.leave()
            return
        self._number = max(0, self._number + by)
        self._say()
        self._place()
        self.show()
        self.raise_()
        self.next.setFocus()

    def leave(self) -> None:
        """End the tour; it does not come back by itself."""
        if not self._context.settings["window.toured"]:
            self._context.settings["window.toured"] = True
        self._window.removeEventFilter(self)
        self._frame.deleteLater()
        self.hide()
        self.deleteLater()
        if self._focus_before is not None:
            self._focus_before.setFocus()

    def _say(self) -> None:
        step, last = STEPS[self._number], self._number == len(STEPS) - 1
        self.where.setText(_("Step {n} of {all}").format(n=self._number + 1, all=len(STEPS)))
        self.title.setText(_(step.title))
        self.text.setText(_(step.text))
        self.setAccessibleName(_(step.title))
        self.setAccessibleDescription(_(step.text))
        self.next.setAccessibleDescription(f"{_(step.title)}. {_(step.text)}")
        self.skip.setText(_("Leave the tour"))
        self.back.setText(_("Back"))
        self.next.setText(_("Done") if last else _("Next"))
        self.back.setEnabled(self._number > 0)
        self.skip.setVisible(not last)

    def _place(self) -> None:
        target = STEPS[self._number].target(self._window)
        around = QRect(target.mapTo(self._window, QPoint(0, 0)), target.size())
        self._frame.setGeometry(around.adjusted(-4, -4, 4, 4) & self._window.rect())
        self._frame.show()
        self._frame.raise_()
        wide = min(self.fontMetrics().averageCharWidth() * _WIDE_LETTERS, self._window.width() - 2 * _GAP)
        self.setFixedWidth(wide)
        self.setFixedHeight(self.heightForWidth(wide))
        right = around.right() + _GAP
        if right + wide <= self._window.width() and around.height() > self.height():
            x, y = right, around.top() + _GAP
        elif around.bottom() + _GAP + self.height() <= self._window.height():
            x, y = around.left(), around.bottom() + _GAP
        else:
            x, y = around.left(), around.top() - _GAP - self.height()
        self.move(max(_GAP, min(x, self._window.width() - wide - _GAP)), max(_GAP, y))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


class _Frame(QWidget):
    """A frame around a part of the window; it is no obstacle for the pointer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.palette().color(QPalette.ColorRole.Highlight)), 3))
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 6, 6)
        painter.end()
