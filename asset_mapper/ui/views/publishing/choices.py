"""For whom, in which language, what part, and as which files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from asset_mapper.domain.audience import VISIBILITIES, Audience
from asset_mapper.domain.project import SavedView
from asset_mapper.formats.exporters import EXPORTERS
from asset_mapper.formats.exporters.base import Exporter
from asset_mapper.formats.report import REPORTS
from asset_mapper.i18n import N_, _, language
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.choice import Choice, ElidedBox
from asset_mapper.ui.widgets.flow import FlowLayout

_LANGUAGES = (("both", N_("Welsh and English")), ("cy", N_("Welsh only")), ("en", N_("English only")))
_AUDIENCES = tuple(reversed(VISIBILITIES))


class Choices(QWidget):
    """Fields in one column, their labels above them."""

    changed = Signal()  # what goes is another
    formats_changed = Signal()
    keep_requested = Signal()
    basemap_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        texts = context.texts
        self.audience: Choice[Audience] = Choice("", [(one, one.label) for one in _AUDIENCES])
        self.language: Choice[str] = Choice("", list(_LANGUAGES))
        self.view = ElidedBox()
        self.view.setSizeAdjustPolicy(ElidedBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.view.setMinimumContentsLength(12)
        self._views: list[SavedView] = []
        self.keep = QPushButton()
        texts.say(self.keep.setText, N_("Keep as a view …"))
        self.formats: dict[str, QCheckBox] = {}
        self.basemap = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.choose_basemap = QPushButton()
        texts.say(self.choose_basemap.setText, N_("Base map …"))

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for label, field in (
            (N_("For whom"), self.audience),
            (N_("In which language"), self.language),
            (N_("What part of it"), self.view),
        ):
            column.addWidget(_label(context, label, field))
            column.addWidget(field)
        column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(_label(context, N_("As what"), None))
        formats = FlowLayout(gap=4, even=True)
        for exporter in (*EXPORTERS, *REPORTS):
            box = self.formats[exporter.key] = QCheckBox()
            texts.say(box.setText, exporter.label)
            box.toggled.connect(self.formats_changed)
            formats.addWidget(box)
        column.addLayout(formats)
        column.addWidget(_label(context, N_("Under the map"), self.choose_basemap))
        row = QHBoxLayout()
        row.addWidget(self.basemap, 1)
        row.addWidget(self.choose_basemap)
        column.addLayout(row)
        self.formats[EXPORTERS[0].key].setChecked(True)
        texts.call(self.say_again)
        self.audience.activated.connect(self.changed)
        self.language.activated.connect(self.changed)
        self.view.activated.connect(self._on_view)
        self.keep.clicked.connect(self.keep_requested)
        self.choose_basemap.clicked.connect(self.basemap_requested)

    # --- what is chosen -----------------------------------------------------------------------------------------

    @property
    def exporters(self) -> list[Exporter]:
        """The formats that are chosen, in their order."""
        return [exporter for exporter in (*EXPORTERS, *REPORTS) if self.formats[exporter.key].isChecked()]

    @property
    def saved_view(self) -> SavedView | None:
        place = self.view.currentIndex() - 1
        return self._views[place] if 0 <= place < len(self._views) else None

    @property
    def basemap_file(self) -> Path | None:
        text = self._context.settings["map.basemap"]
        return Path(text) if text else None

    def choose(self, audience: Audience | None = None, code: str | None = None, formats: Sequence[str] = ()) -> None:
        """Choose as a person would."""
        if audience is not None:
            self.audience.choose(audience)
        if code is not None:
            self.language.choose(code)
        if formats:
            for key, box in self.formats.items():
                box.setChecked(key in formats)
        self.changed.emit()

    def choose_view(self, name: str) -> None:
        names = [view.name for view in self._views]
        self.view.setCurrentIndex(names.index(name) + 1 if name in names else 0)
        self._on_view()

    def show_views(self, views: list[SavedView]) -> None:
        """List the views that are kept; the one that was chosen stays chosen."""
        chosen = self.saved_view.name if self.saved_view else ""
        self._views = views
        self.view.clear()
        texts = [view.title.text(language()) if view.title else view.name for view in views]
        self.view.addItems([_("Everything that this audience may see"), *texts])
        names = [view.name for view in views]
        self.view.setCurrentIndex(names.index(chosen) + 1 if chosen in names else 0)

    def say_again(self) -> None:
        """Say the choices in the language in force."""
        self.audience.say([_(one.label) for one in _AUDIENCES])
        self.language.say([_(label) for _code, label in _LANGUAGES])
        self.show_views(self._views)
        self.show_basemap()

    def show_basemap(self) -> None:
        file = self.basemap_file
        self.basemap.setText(file.name if file else _("No base map"))

    @Slot()
    def _on_view(self, *_index: Any) -> None:
        if self.saved_view is not None:
            self.audience.choose(self.saved_view.audience)
        self.changed.emit()


def _label(context: Context, text: str, buddy: QWidget | None) -> QLabel:
    label = QLabel()
    label.setProperty("role", "quiet")
    context.texts.say(label.setText, text)
    if buddy is not None:
        label.setBuddy(buddy)
        context.texts.say(buddy.setAccessibleName, text)
    return label
