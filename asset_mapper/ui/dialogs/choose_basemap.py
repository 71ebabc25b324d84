"""Choosing what lies under the assets: nothing, a file, or a tile service on the web."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.area_pack.tile_service import TileService
from asset_mapper.errors import AssetMapperError
from asset_mapper.i18n import N_, _
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.sheet import Sheet

CHOICES = (
    ("none", N_("No base map: the boundaries of the project and a coast line")),
    ("file", N_("A file on this computer, which works without internet")),
    ("service", N_("A tile service on the web")),
)

_SERVICE = N_("Address of the tile service")
_ATTRIBUTION = N_("Who made the map, as they ask to be named")
_REFERER = N_("Page to name, if the service demands one")


def show(context: Context) -> None:
    ChooseBasemap(context).open()


class ChooseBasemap(Sheet):
    """Three ways, one of them chosen. Nothing is fetched before it is confirmed."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, N_("Base map"), manual="map")
        self.ways: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        settings = context.settings
        self.file = self._line(settings["map.basemap"], N_("File with map tiles (.pmtiles or .mbtiles)"))
        self.service = self._line(settings["map.service"], _SERVICE)
        self.service.setPlaceholderText("https://tiles.example.org/{z}/{x}/{y}.png")
        self.attribution = self._line(settings["map.service_attribution"], _ATTRIBUTION)
        self.referer = self._line(settings["map.service_referer"], _REFERER)
        chosen = "file" if settings["map.basemap"] else "service" if settings["map.service"] else "none"
        for key, label in CHOICES:
            way = QRadioButton()
            context.texts.say(way.setText, label)
            way.setChecked(key == chosen)
            way.toggled.connect(self._refresh)
            self._group.addButton(way)
            self.ways[key] = way
            self.column.addWidget(way)
            if key == "file":
                row = self.row()
                row.setContentsMargins(32, 0, 0, 0)
                row.addWidget(self.file, 1)
                self.browse = QPushButton()
                self.browse.setAutoDefault(False)
                context.texts.say(self.browse.setText, N_("Choose a file …"))
                self.browse.clicked.connect(self._on_browse)
                row.addWidget(self.browse)
        self._of_service = QWidget()
        lines = QVBoxLayout(self._of_service)
        lines.setContentsMargins(32, 0, 0, 0)
        lines.setSpacing(8)
        for line, name in (
            (self.service, _SERVICE),
            (self.attribution, _ATTRIBUTION),
            (self.referer, _REFERER),
        ):
            title = QLabel()
            context.texts.say(title.setText, name)
            title.setBuddy(line)
            lines.addWidget(title)
            lines.addWidget(line)
        self.column.addWidget(self._of_service)
        self.words(
            N_(
                "A tile service is asked only for what you look at, and learns from it where that is. It hears the "
                "name of this program, and no page unless you name one. A published map never uses it."
            ),
            "quiet",
        )
        self.problem = self.words(role="problem")
        self.problem.hide()
        self.button(N_("Cancel"))
        self.use = self.button(N_("Use"), self._on_use, "primary")
        self.finish()
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        layout = self.layout()
        if layout is not None:  # texts that wrap need more than a layout guesses
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))

    def _line(self, text: str, name: str) -> QLineEdit:
        line = QLineEdit(text)
        self.context.texts.say(line.setAccessibleName, name)
        return line

    @property
    def chosen(self) -> str:
        return next(key for key, way in self.ways.items() if way.isChecked())

    @Slot()
    def _refresh(self, *_checked: object) -> None:
        self.file.setEnabled(self.chosen == "file")
        self.browse.setEnabled(self.chosen == "file")
        self._of_service.setEnabled(self.chosen == "service")
        self.problem.hide()

    @Slot()
    def _on_browse(self) -> None:
        kinds = _("Map tiles") + " (*.pmtiles *.mbtiles)"
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Base map"), self.file.text(), kinds)
        if chosen:
            self.file.setText(chosen)

    def _on_use(self) -> None:
        """Look at what was chosen, and keep it."""
        if self.chosen == "file":
            from asset_mapper.area_pack.basemap import open_basemap

            path = Path(self.file.text().strip())
            self.context.jobs.run(
                lambda: open_basemap(path),
                done=lambda _basemap: self._keep(basemap=str(path)),
                failed=self._say,
                on_project=False,
            )
        elif self.chosen == "service":
            try:
                service = TileService(
                    self.service.text().strip(), self.attribution.text().strip(), self.referer.text().strip()
                )
            except AssetMapperError as error:
                self._say(error)
                return
            self._keep(service)
        else:
            self._keep()

    def _say(self, error: BaseException) -> None:
        self.problem.setText(str(error))
        self.problem.setVisible(True)

    def _keep(self, service: TileService | None = None, basemap: str = "") -> None:
        values = {
            "map.service_attribution": service.attribution if service else "",
            "map.service_referer": service.referer if service else "",
            "map.basemap": basemap,
            "map.service": service.template if service else "",
        }
        for key, value in values.items():
            if self.context.settings[key] != value:
                self.context.settings[key] = value
        self.accept()
