"""What a person says of files as a whole: which list is looked at, what its rows are, and who may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton, QVBoxLayout, QWidget

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.audience import VISIBILITIES, Audience
from asset_mapper.formats.record_sheets.sheets import SHEETS
from asset_mapper.i18n import N_, _, format_number, ngettext
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.import_assistant.in_hand import FileInHand
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.widgets.flow import FlowLayout

_AS_IT_SAYS = N_("As the file or the name of each says")
_KINDS: tuple[tuple[AssetKind | str | None, str], ...] = (
    (None, _AS_IT_SAYS),
    *((kind, kind.label) for kind in AssetKind),
    *((sheet.record, sheet.label) for sheet in SHEETS if sheet.tells is not None),
)
"""What rows can be: assets of a kind, or records of other sheets by their names."""
_CRS = (
    ("EPSG:27700", N_("British National Grid")),
    ("EPSG:4326", N_("Longitude and latitude")),
    ("EPSG:29903", N_("Irish Grid")),
    ("EPSG:2157", N_("Irish Transverse Mercator")),
    ("EPSG:3857", N_("Metres of maps on the web")),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One list that can be looked at: a table of a file, a sheet that was not read, or a file that cannot be."""

    file: int
    layer: str | None  # None: the file cannot be read
    unread: bool = False


def lists_of(files: Sequence[FileInHand]) -> list[Shown]:
    """Give the lists that were looked at, those that are brought in first."""
    lists = [
        (layer is None or layer.plan is None, Shown(number, layer.table.layer if layer else None))
        for number, file in enumerate(files)
        for layer in (file.layers or (None,))
    ]
    return [shown for _is_other, shown in sorted(lists, key=lambda one: one[0])]


class Choices(QWidget):
    """A row of fields, each with its label above it."""

    shown_changed = Signal(object)  # Shown
    wanted_changed = Signal(bool)  # whether the list that is looked at is brought in
    said = Signal()  # kind or audience
    crs_said = Signal(str)
    anew_requested = Signal()  # match the columns as it was proposed

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        texts = context.texts
        self._lists: list[Shown] = []
        self.list = QComboBox()
        self.list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.list.setMinimumContentsLength(22)
        self.wanted = QCheckBox()
        self.kind: Choice[AssetKind | str | None] = Choice("", [(kind, "") for kind, _label in _KINDS])
        self.visibility: Choice[Audience] = Choice("", [(audience, audience.label) for audience in VISIBILITIES])
        self.kind.setMinimumContentsLength(26)
        self.crs = QComboBox(editable=True)
        self.crs.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.crs.setMinimumContentsLength(18)
        self.anew = QPushButton()
        texts.say(self.wanted.setText, N_("Bring this list in"))
        texts.say(self.anew.setText, N_("Columns as proposed"))
        row = FlowLayout(self, gap=16)
        row.setContentsMargins(0, 0, 0, 0)
        self._fields = {
            name: _labelled(context, label, field)
            for name, label, field in (
                ("list", N_("List"), self.list),
                ("kind", N_("What these are"), self.kind),
                ("visibility", N_("Show to"), self.visibility),
                ("crs", N_("Coordinate system"), self.crs),
            )
        }
        row.addWidget(self._fields["list"])
        row.addWidget(_lowered(self.wanted))
        for name in ("kind", "visibility", "crs"):
            row.addWidget(self._fields[name])
        row.addWidget(_lowered(self.anew))
        texts.call(self._say)
        self.ask_for_crs(False)
        self.list.activated.connect(self._on_list)
        self.wanted.clicked.connect(self.wanted_changed)
        self.kind.activated.connect(lambda _index: self.said.emit())
        self.visibility.activated.connect(lambda _index: self.said.emit())
        self.crs.activated.connect(self._on_crs)
        line = self.crs.lineEdit()
        assert line is not None
        line.returnPressed.connect(self._on_crs)
        self.anew.clicked.connect(self.anew_requested)

    def show_files(self, files: Sequence[FileInHand], shown: Shown | None) -> None:
        """List the tables of all files, and those that could be read."""
        self._lists = []
        texts = []
        for number, file in enumerate(files):
            if file.source is None or not file.source.tables:
                self._lists.append(Shown(number, None))
                texts.append(
                    _("{file} – cannot be read").format(file=file.path.name) if file.error else file.path.name
                )
                continue
            for table in file.source.tables:
                self._lists.append(Shown(number, table.layer))
                rows = ngettext("{n} row", "{n} rows", len(table)).format(n=format_number(len(table)))
                texts.append(f"{table.title} – {rows}")
            for name in file.source.unread if file.sheet is None else ():
                self._lists.append(Shown(number, name, unread=True))
                texts.append(_("{file}: {sheet} – not read").format(file=file.path.name, sheet=name))
        self.list.clear()
        self.list.addItems(texts)
        if shown in self._lists:
            self.list.setCurrentIndex(self._lists.index(shown))
        self._fields["list"].setVisible(len(self._lists) > 1)
        self._parent_of(self.wanted).setVisible(len(self._lists) > 1)

    def ask_for_crs(self, needed: bool) -> None:
        self._fields["crs"].setVisible(needed)

    def offer_anew(self, offered: bool) -> None:
        self._parent_of(self.anew).setVisible(offered)

    def set_read_only(self, read_only: bool) -> None:
        for field in (self.wanted, self.kind, self.visibility, self.crs, self.anew):
            field.setEnabled(not read_only)

    def _say(self) -> None:
        self.kind.say([_(label) for _kind, label in _KINDS])
        self.visibility.say([_(audience.label) for audience in VISIBILITIES])
        typed = self.crs.currentText()
        self.crs.clear()
        self.crs.addItems([f"{_(label)} ({code})" for code, label in _CRS])
        self.crs.setCurrentIndex(-1)
        self.crs.setEditText(typed)
        line = self.crs.lineEdit()
        if line is not None:
            line.setPlaceholderText(_("Choose one"))

    @Slot()
    def _on_list(self, *_index: int) -> None:
        if self._lists:
            self.shown_changed.emit(self._lists[self.list.currentIndex()])

    @Slot()
    def _on_crs(self, *_index: int) -> None:
        text = self.crs.currentText().strip()
        code = next((code for code, label in _CRS if text == f"{_(label)} ({code})"), text)
        if code:
            self.crs_said.emit(code)

    @staticmethod
    def _parent_of(widget: QWidget) -> QWidget:
        parent = widget.parentWidget()
        assert parent is not None
        return parent


def _labelled(context: Context, label: str, field: QWidget) -> QWidget:
    """Set a field under its label."""
    widget = QWidget()
    said = QLabel()
    said.setProperty("role", "quiet")
    said.setBuddy(field)
    context.texts.say(said.setText, label)
    context.texts.say(field.setAccessibleName, label)
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(said)
    column.addWidget(field)
    return widget


def _lowered(field: QWidget) -> QWidget:
    """Set a field without a label on the line of those that have one."""
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(QLabel(" "))
    column.addWidget(field, 0, Qt.AlignmentFlag.AlignVCenter)
    return widget
