"""What one sees before a project is open: go on with one, open one, make one, or look at the sample."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from asset_mapper.i18n import N_
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import projects


def create(context: Context) -> QWidget:
    return StartPage(context)


class StartPage(QWidget):
    """A title, one sentence, three buttons and the projects of lately."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setProperty("role", "paper")
        say = context.texts.say
        title, sentence, recent = QLabel(), QLabel(wordWrap=True), QLabel()
        title.setProperty("role", "title")
        sentence.setProperty("role", "quiet")
        recent.setProperty("role", "heading")
        say(title.setText, N_("Asset Mapper"))
        say(sentence.setText, N_("Record what your community has, see it on a map, and hand it back."))
        say(recent.setText, N_("Go on with"))
        self.new, self.open, self.sample = QPushButton(), QPushButton(), QPushButton()
        self.new.setProperty("role", "primary")
        say(self.new.setText, N_("New project …"))
        say(self.open.setText, N_("Open …"))
        say(self.sample.setText, N_("Look at the sample …"))
        self.new.clicked.connect(lambda: projects.make_new(context))
        self.open.clicked.connect(lambda: projects.choose_and_open(context))
        self.sample.clicked.connect(lambda: projects.make_sample(context))
        buttons = QHBoxLayout()
        for button in (self.new, self.open, self.sample):
            buttons.addWidget(button)
        buttons.addStretch(1)

        self._recent_title = recent
        self._recent = QVBoxLayout()
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addWidget(title)
        column.addWidget(sentence)
        column.addLayout(buttons)
        column.addSpacing(16)
        column.addWidget(recent)
        column.addLayout(self._recent)
        column.addStretch(1)
        inner = QFrame()
        inner.setLayout(column)
        inner.setFixedWidth(640)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 64, 24, 24)
        outer.addWidget(inner, 0, Qt.AlignmentFlag.AlignHCenter)
        context.project_changed.connect(self._show_recent)
        self._show_recent()

    @Slot()
    def _show_recent(self) -> None:
        while self._recent.count():
            item = self._recent.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        paths = projects.recent(self._context)
        self._recent_title.setVisible(bool(paths))
        for path in paths:
            button = QPushButton(f"{path.stem}   ·   {path.parent}")
            button.setStyleSheet("text-align: left")
            button.clicked.connect(lambda _checked=False, path=path: projects.open_path(self._context, path))
            self._recent.addWidget(button)
