"""The headings of a file's columns, each with a box that says what is in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from asset_mapper.formats.columns import FIELDS, KEEP, LEAVE_OUT, Match
from asset_mapper.formats.record_sheets.sheet import label_of, offered
from asset_mapper.i18n import N_, _
from asset_mapper.ui.dialogs.import_assistant.rows_model import FIRST, RowsModel

_KEY = Qt.ItemDataRole.UserRole
_MADE_AT_ONCE = 120
_WIDE_LETTERS = 20
_SURE = ((0.85, N_("Sure")), (0.6, N_("Fairly sure")), (0.0, N_("A guess: please look")))


class _Head(QWidget):
    """One column: its heading, what is in it, and how sure that is."""

    def __init__(self, fields: QStandardItemModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.heading = QLabel(textFormat=Qt.TextFormat.PlainText)
        font = self.heading.font()
        font.setBold(True)
        self.heading.setFont(font)
        self.heading.setMinimumWidth(0)
        self.choice = QComboBox()
        self.choice.setModel(fields)
        self.choice.setMaxVisibleItems(16)
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(6)
        self.sure = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.sure.setProperty("role", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(4)
        for widget in (self.heading, self.choice, self.sure):
            column.addWidget(widget)


class ColumnHeader(QHeaderView):
    """Sets a head over every column that is in sight."""

    said = Signal(str, str)  # the heading of a column, and what is in it

    def __init__(self, table: QTableView, model: RowsModel) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table, self._model = table, model
        self._fields = QStandardItemModel(self)
        self._heads: dict[int, _Head] = {}
        self._measure = _Head(self._fields, self)
        self._measure.hide()
        self._read_only = False
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.sectionResized.connect(self._place)
        table.horizontalScrollBar().valueChanged.connect(self._place)
        self.say_again()

    def show_columns(self) -> None:
        """Make the heads anew, for the columns of another table."""
        self._offer_fields()
        for head in self._heads.values():
            head.hide()
            head.deleteLater()
        self._heads.clear()
        wide = self.fontMetrics().averageCharWidth() * _WIDE_LETTERS + 32
        for section in range(FIRST, self._model.columnCount()):
            self.resizeSection(section, wide)
            if section < _MADE_AT_ONCE:
                self._head(section)
        self.refresh()

    def refresh(self) -> None:
        """Show what each column is taken for now."""
        for section, head in self._heads.items():
            self._fill(section, head)
        self.updateGeometries()
        self._place()

    def say_again(self) -> None:
        """Say the fields in the language in force."""
        self._offer_fields()
        self.refresh()

    def _offer_fields(self) -> None:
        """Offer what a column of this table can hold: fields of assets, or those of the records in it."""
        sheet = self._model.layer.sheet if self._model.layer is not None else None
        if sheet is None:
            entries = [(KEEP, _("Keep as a column of its own")), (LEAVE_OUT, _("Leave out"))]
            entries += [(field.key, _(field.label)) for field in FIELDS]
        else:
            entries = [(LEAVE_OUT, _("Leave out")), *((key, label_of(sheet, key)) for key in offered(sheet))]
        if self._fields.rowCount() > len(entries):
            self._fields.setRowCount(len(entries))
        for place, (key, text) in enumerate(entries):
            if place == self._fields.rowCount():
                self._fields.appendRow(QStandardItem())
            self._fields.item(place).setData(key, _KEY)
            self._fields.item(place).setText(text)

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        for head in self._heads.values():
            head.choice.setEnabled(not read_only)

    def choice(self, heading: str) -> QComboBox:
        """Give the box over a column."""
        return self._head(self._model.headings.index(heading) + FIRST).choice

    def focus_column(self, section: int) -> None:
        """Go with the keyboard to the box over a column."""
        if section >= FIRST:
            self._head(section).choice.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def choose(self, heading: str, key: str) -> None:
        """Choose what is in a column, as a person would."""
        box = self.choice(heading)
        box.setCurrentIndex(box.findData(key, _KEY))
        box.activated.emit(box.currentIndex())

    def _head(self, section: int) -> _Head:
        head = self._heads.get(section)
        if head is None:
            head = self._heads[section] = _Head(self._fields, self.viewport())
            head.choice.activated.connect(lambda _index, section=section: self._on_chosen(section))
            head.choice.installEventFilter(self)
            head.choice.setEnabled(not self._read_only)
            self._fill(section, head)
        return head

    def _fill(self, section: int, head: _Head) -> None:
        if section - FIRST >= len(self._model.headings):
            return
        heading = self._model.headings[section - FIRST]
        match = self._model.match_of(heading)
        head.heading.setText(heading)
        head.heading.setToolTip("" if "<" in heading else heading)
        head.choice.setCurrentIndex(head.choice.findData(self._model.said_of(heading), _KEY))
        head.sure.setText(_how_sure(match))
        samples = "; ".join(self._model.samples(heading))
        head.choice.setAccessibleName(_("What is in the column “{column}”?").format(column=heading))
        head.choice.setAccessibleDescription(
            _("{how_sure}. For example: {samples}").format(how_sure=_how_sure(match), samples=samples)
        )

    def _on_chosen(self, section: int) -> None:
        head = self._heads[section]
        self.said.emit(self._model.headings[section - FIRST], head.choice.currentData(_KEY))

    @Slot()
    def _place(self, *_news: object) -> None:
        width, height = self.viewport().width(), self.height()
        for section in range(FIRST, self.count()):
            left, wide = self.sectionViewportPosition(section), self.sectionSize(section)
            in_sight = left < width and left + wide > 0
            if in_sight or section in self._heads:
                head = self._head(section)
                head.setGeometry(left, 0, wide - 1, height - 1)
                head.setVisible(True)

    def paintSection(self, painter: QPainter, room: QRect, section: int) -> None:  # noqa: N802 - Qt's name
        if section < FIRST:  # over the others stands a head
            super().paintSection(painter, room, section)

    def sectionSizeFromContents(self, section: int) -> QSize:  # noqa: N802 - Qt's name
        size = super().sectionSizeFromContents(section)
        return QSize(size.width(), max(size.height(), self._measure.sizeHint().height()))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        size = super().sizeHint()
        return QSize(size.width(), max(size.height(), self._measure.sizeHint().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Wheel:  # the wheel goes through the table, and changes no column
            event.ignore()
            return True
        if event.type() == QEvent.Type.FocusIn:
            for section, head in self._heads.items():
                if head.choice is watched:
                    self._bring_into_sight(section)
        return super().eventFilter(watched, event)

    def _bring_into_sight(self, section: int) -> None:
        bar = self._table.horizontalScrollBar()
        left, right = self.sectionPosition(section), self.sectionPosition(section) + self.sectionSize(section)
        shown = self.viewport().width()
        if left < self.offset():
            bar.setValue(left)
        elif right > self.offset() + shown:
            bar.setValue(right - shown)


def _how_sure(match: Match | None) -> str:
    """Say how sure it is what a column holds."""
    if match is None:
        return ""
    if match.is_told:
        return _("As you said")
    if match.field is None:
        return _("Not recognised")
    return next(_(words) for least, words in _SURE if match.confidence >= least)
