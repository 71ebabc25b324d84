"""The line in a small window of its own that stays on top: over a spreadsheet, a call, the sheets of a session."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from asset_mapper.i18n import N_
from asset_mapper.ui.context import Context
from asset_mapper.ui.views.quick_entry import QuickEntryBar

_EMS_WIDE = 52
_OF_THE_WINDOW = (
    *("history.undo", "history.redo", "window.welsh", "window.english", "session.next_table", "session.begin"),
    *("projector.show", "help.here"),
)


def show(context: Context) -> None:
    """Open the strip, or bring the one that is open to the front."""
    strip = context.companions.get("strip")
    if not isinstance(strip, QuickEntryStrip):
        strip = context.companions["strip"] = QuickEntryStrip(context)
    strip.begin()


class QuickEntryStrip(QWidget):
    """Closes with its project. Escape in the line closes it."""

    def __init__(self, context: Context) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self._context = context
        self.setProperty("role", "paper")
        self.setProperty("manual", "quick-entry")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        context.texts.say(self.setWindowTitle, N_("Add – Asset Mapper"))
        self.bar = QuickEntryBar(context)
        self.said = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.said.setProperty("role", "quiet")
        self.said.setContentsMargins(16, 0, 16, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.said)
        column.addStretch(1)
        self.bar.closed.connect(self.close)
        actions: dict[str, tuple[object, QAction]] = getattr(context.window, "actions_by_id", {})
        self.addActions([actions[key][1] for key in _OF_THE_WINDOW if key in actions])
        context.said.connect(self._on_said)
        context.session_changed.connect(self._say_session)
        context.texts.call(self._say_session)
        context.project_changed.connect(self.close)
        self.resize(self.fontMetrics().horizontalAdvance("m") * _EMS_WIDE, self.sizeHint().height())

    def begin(self) -> None:
        """Come to the front, ready for typing."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.bar.begin()

    @Slot(object)
    def _on_said(self, message: object) -> None:
        self.said.setText(getattr(message, "text", ""))

    def _say_session(self) -> None:
        self.said.setText(self._context.session.text)

    def event(self, event: QEvent) -> bool:
        """Grow with what is understood, so that none of it is cut off."""
        done = super().event(event)
        layout = self.layout()
        if event.type() == QEvent.Type.LayoutRequest and layout is not None:
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))
        return done

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        self.bar.hide()
        super().closeEvent(event)
