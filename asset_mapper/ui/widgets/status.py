"""The line at the bottom: what is saved, where, which map lies under it, the language, and the session that runs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QStatusBar

from asset_mapper.i18n import LANGUAGE_NAMES, _, language
from asset_mapper.services import project_files
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.elided_label import ElidedLabel

_MOMENT_MS = 100  # in which nobody can read a word
_PATIENCE_MS = 500  # what takes less is not worth a word
_BESIDE = 8  # pixels between two of its texts


class Status(QStatusBar):
    """The status bar of the window. Where it is narrow, what can be read elsewhere gives way first."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._where = ""
        self._out_of_reach = False
        self._storing = False
        self._places = "", ""  # the file and where it is, and the file
        self.saved, self.spoken = QLabel(), QLabel()
        self.place, self.basemap, self.session = ElidedLabel(), ElidedLabel(), ElidedLabel()
        self.setSizeGripEnabled(False)
        for label in (self.saved, self.place, self.basemap):
            self.addWidget(label)
        for label in (self.session, self.spoken):
            self.addPermanentWidget(label)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._say_saved)
        self._moment = QTimer(self, singleShot=True, interval=_MOMENT_MS)
        self._moment.timeout.connect(self._say_saved)
        context.jobs.busy_changed.connect(self._on_busy)
        context.storing_changed.connect(self._on_storing)
        context.reach_changed.connect(self._on_reach)
        context.records_changed.connect(self._on_stored)
        context.project_changed.connect(self._on_project)
        context.session_changed.connect(self.say)
        context.settings.subscribe(self._on_setting)
        context.theme_changed.connect(self._fit)
        context.texts.call(self.say)

    def say(self) -> None:
        """Say everything, in the language in force."""
        project = self._context.project
        self._say_saved()
        self.spoken.setText(LANGUAGE_NAMES[language()])
        if project is None:
            self._places = "", ""
            for label in (self.basemap, self.session):
                label.say("")
            self._fit()
            return
        where = _(project_files.WHERE[self._where]) if self._where else ""
        name = Path(project.name).name
        self._places = f"{name} · {where}" if where else name, name
        self.basemap.say(_basemap(self._context.settings["map.basemap"]))
        self.session.say(self._context.session.text)
        self._fit()

    def _say_saved(self) -> None:
        project = self._context.project
        if project is None:
            text = ""
        elif project.read_only:
            text = _("For reading only")
        elif self._storing and not self._moment.isActive():
            text = _("Saving …")
        elif self._context.jobs.busy and not self._patience.isActive():
            text = _("Working …")
        else:
            text = _("Out of reach: not saved") if self._out_of_reach else _("Saved")
        self.saved.setText(text)
        self._fit()

    @Slot()
    def _fit(self, *_theme: str) -> None:
        """Leave out the language, which the buttons above say too, then map and folder, before a word is cut."""
        path = self._context.project.name if self._context.project is not None else ""
        self.place.say(self._places[0], path)
        labels = (self.saved, self.place, self.basemap, self.session, self.spoken)
        shown = [label for label in labels if (label.whole if isinstance(label, ElidedLabel) else label.text())]
        for gives_way in (None, self.spoken, self.basemap, self.place):
            if gives_way is self.place:
                self.place.say(self._places[1], path)
            elif gives_way in shown:
                shown.remove(gives_way)
            if sum(label.sizeHint().width() + _BESIDE for label in shown) + _BESIDE <= self.width():
                break
        for label in labels:
            label.setVisible(label in shown)

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        if not busy:
            self._patience.stop()
            self._say_saved()
        elif not self._patience.isActive():
            self._patience.start()

    def _on_storing(self, storing: bool) -> None:
        if storing and not self._storing:
            self._moment.start()
        self._storing = storing
        self._say_saved()

    def _on_reach(self, reached: bool) -> None:
        self._out_of_reach = not reached
        self._say_saved()

    def _on_stored(self, _change_set: object) -> None:
        self._on_reach(True)

    def _on_project(self) -> None:
        self._where, self._out_of_reach = "", False
        self.say()
        project = self._context.project
        if project is not None:
            name = project.name
            self._context.jobs.run(lambda: project_files.where_is(name), done=self._on_where, on_project=False)

    def _on_where(self, where: str) -> None:
        self._where = where
        self.say()

    def _on_setting(self, key: str) -> None:
        if key == "map.basemap":
            self.say()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()


def _basemap(setting: str) -> str:
    """Say which map lies under the assets: a file works without internet, a service does not."""
    if "://" in setting:
        return _("Map from the internet: {name}").format(name=setting.split("/")[2])
    if setting:
        return _("Offline map: {name}").format(name=Path(setting).stem)
    return _("Offline")
