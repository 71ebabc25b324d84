"""Which talents the view shows."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from asset_mapper.domain.talent import TalentKind, TalentUse
from asset_mapper.i18n import N_, _
from asset_mapper.services.talents import TalentFilter
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.choice import Choice

_PAUSE_MS = 150


class TalentFilterRow(QWidget):
    """Hands, head or heart; what for; and words."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.kind: Choice[TalentKind | None] = Choice("", [(None, ""), *((kind, "") for kind in TalentKind)])
        self.use: Choice[TalentUse | None] = Choice("", [(None, ""), *((use, "") for use in TalentUse)])
        for choice in (self.kind, self.use):
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.words = QLineEdit(clearButtonEnabled=True)
        context.texts.say(self.kind.setAccessibleName, N_("Hands, head or heart"))
        context.texts.say(self.use.setAccessibleName, N_("How it may be used"))
        context.texts.say(self.words.setPlaceholderText, N_("Find a name or a talent"))
        context.texts.say(self.words.setAccessibleName, N_("Find a name or a talent"))
        context.texts.call(self._say)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.kind)
        row.addWidget(self.use)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self.words.textChanged.connect(self._pause.start)
        self.kind.currentIndexChanged.connect(lambda _place: self.changed.emit())
        self.use.currentIndexChanged.connect(lambda _place: self.changed.emit())

    @property
    def chosen(self) -> TalentFilter:
        return TalentFilter(self.kind.value, self.use.value, self.words.text().strip())

    def _say(self) -> None:
        self.kind.say([_("Hands, head and heart"), *(_(kind.label) for kind in TalentKind)])
        self.use.say([_("For any use"), *(_(use.label) for use in TalentUse)])
