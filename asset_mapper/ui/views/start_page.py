"""What one sees before a project is open: go on with one, open one, make one, or look at the sample."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from asset_mapper.i18n import N_, _, format_moment
from asset_mapper.services import project_files
from asset_mapper.services.project_files import KnownProject
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import projects
from asset_mapper.ui.widgets.emptying import empty

_WIDE_LETTERS = 84


def create(context: Context) -> QWidget:
    return StartPage(context)


class StartPage(QScrollArea):
    """A title, one sentence, three buttons and the projects of lately."""

    def __init__(self, context: Context) -> None:
        super().__init__(widgetResizable=True)
        self._context = context
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("manual", "projects")
        say = context.texts.say
        title, sentence, self._recent_title, self._none = (QLabel(wordWrap=True) for _number in range(4))
        title.setProperty("role", "title")
        for quiet in (sentence, self._none):
            quiet.setProperty("role", "quiet")
        self._recent_title.setProperty("role", "heading")
        say(title.setText, N_("Asset Mapper"))
        say(sentence.setText, N_("Record what your community has, see it on a map, and hand it back."))
        say(self._recent_title.setText, N_("Go on with"))
        say(
            self._none.setText,
            N_("New here? Look at the sample first: a made-up valley, complete with its people and its map."),
        )
        self.new, self.open, self.sample = QPushButton(), QPushButton(), QPushButton()
        self.new.setProperty("role", "primary")
        say(self.new.setText, N_("New project …"))
        say(self.open.setText, N_("Open …"))
        say(self.sample.setText, N_("Look at the sample …"))
        self.new.clicked.connect(lambda: self._do("project.new"))
        self.open.clicked.connect(lambda: self._do("project.open"))
        self.sample.clicked.connect(lambda: self._do("project.sample"))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.new, self.open, self.sample):
            buttons.addWidget(button)
        buttons.addStretch(1)

        self._recent = QVBoxLayout()
        self._recent.setSpacing(8)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(title)
        column.addWidget(sentence)
        column.addLayout(buttons)
        column.addWidget(self._none)
        column.addSpacing(16)
        column.addWidget(self._recent_title)
        column.addLayout(self._recent)
        column.addStretch(1)
        inner = QFrame()
        inner.setLayout(column)
        self._inner = inner
        page = QWidget()
        page.setProperty("role", "paper")
        outer = QHBoxLayout(page)
        outer.setContentsMargins(24, 64, 24, 24)
        outer.addStretch(1)
        outer.addWidget(inner, 8)
        outer.addStretch(1)
        self.setWidget(page)
        self._known: list[KnownProject] = []
        context.project_changed.connect(self.look)
        context.theme_changed.connect(self._fit)
        context.texts.call(self._show_known)
        self._fit()
        self.look()

    @Slot()
    def look(self) -> None:
        """Look which of the projects of lately are still there, without waiting for drives that do not answer."""
        paths = projects.recent(self._context)
        self._known = [project_files.KnownProject(path, is_there=True) for path in paths]
        self._show_known()
        if paths and self._context.project is None:
            self._context.jobs.run(lambda: project_files.known(paths), done=self._on_known, on_project=False)

    def _on_known(self, known: list[KnownProject]) -> None:
        if [one.path for one in known] == projects.recent(self._context):
            self._known = known
            self._show_known()

    def _show_known(self) -> None:
        empty(self._recent)
        self._recent_title.setVisible(bool(self._known))
        self._none.setVisible(not self._known)
        for known in self._known:
            self._recent.addWidget(_Recent(self._context, known, self.look))

    def _do(self, action_id: str) -> None:
        actions = getattr(self.window(), "actions_by_id", {})
        if action_id in actions:
            actions[action_id][1].trigger()

    @Slot()
    def _fit(self, *_theme: object) -> None:
        self._inner.setMaximumWidth(self.fontMetrics().averageCharWidth() * _WIDE_LETTERS)


class _Recent(QFrame):
    """One project of lately: its name, where it is, and when it was changed; one that is gone can be let go."""

    def __init__(self, context: Context, known: KnownProject, changed: object) -> None:
        super().__init__()
        self.setProperty("role", "card")
        path = known.path
        name = QPushButton(path.stem.replace("&", "&&"))
        name.setProperty("role", "plain")
        name.setMinimumWidth(self.fontMetrics().averageCharWidth() * 24)
        place = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        place.setProperty("role", "quiet")
        parts = [str(path.parent)]
        if not known.is_there:
            parts.insert(0, _("Not there: moved, or its drive is not connected"))
        elif known.changed_at is not None:
            parts.append(_("changed {when}").format(when=format_moment(known.changed_at.astimezone())))
            parts.append(_(project_files.WHERE[known.where]))
        place.setText(" · ".join(parts))
        name.setAccessibleDescription(place.text())
        name.clicked.connect(lambda: projects.open_path(context, path))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(name, 2)
        row.addWidget(place, 5)
        if not known.is_there:
            gone = QPushButton(_("Take it off the list"))
            gone.setAccessibleDescription(path.stem)
            gone.clicked.connect(lambda: self._forget(context, known, changed))
            row.addWidget(gone)

    @staticmethod
    def _forget(context: Context, known: KnownProject, changed: object) -> None:
        projects.forget(context, known.path)
        if callable(changed):
            changed()
