"""What is not yet recorded, as a list of where asking next would tell most; each line leads to its place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.evidence import Evidence
from asset_mapper.domain.indicator import Indicator, Reading
from asset_mapper.domain.link import Link
from asset_mapper.domain.outcome import Framework, Outcome
from asset_mapper.i18n import N_, _, format_number, language
from asset_mapper.services.gaps import Gaps, OpenLink, gaps
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import evidence_sheet
from asset_mapper.ui.widgets.form import quiet_label
from asset_mapper.ui.widgets.leading import Leading

_FOLLOWED = (Framework, Outcome, Link, Evidence, Indicator, Reading)
_REST = 4  # the group that is long and seldom asked for: closed until someone opens it
_LEADS_TO = Qt.ItemDataRole.UserRole + 1  # ("outcome", id) or ("link", id)


class GapsPage(QWidget):
    """Groups, each with its number and what is counted. Enter goes to the outcome, or to the evidence of the link."""

    outcome_opened = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shown: Gaps | None = None
        self._is_stale = True
        words = quiet_label()
        context.texts.say(
            words.setText,
            N_("Nobody knows everything. These are the places where asking next would tell most; Enter goes to one."),
        )
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setTabKeyNavigation(False)
        context.texts.say(self.tree.setAccessibleName, N_("Not yet recorded"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        column.addWidget(words)
        column.addWidget(self.tree, 1)
        Leading(self, self.tree)
        self.tree.itemActivated.connect(self._on_activated)
        context.records_changed.connect(self._follow)
        context.texts.call(self._write)

    @Slot(object)
    def _follow(self, change_set: ChangeSet) -> None:
        if any(isinstance(change.record, _FOLLOWED) for change in change_set):
            self._is_stale = True
            self._read()

    def _read(self) -> None:
        """Read anew what has changed, once someone looks."""
        if self._is_stale and self.isVisible():
            self._is_stale = False
            self._context.ask(gaps, done=self._on_read)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._read()

    def _on_read(self, found: Gaps) -> None:
        self._shown = found
        self._write()

    def _write(self) -> None:
        shown = self._shown
        if shown is None:
            return
        closed = {
            place
            for place in range(self.tree.topLevelItemCount())
            if (item := self.tree.topLevelItem(place)) is not None and not item.isExpanded()
        }
        if not self.tree.topLevelItemCount():
            closed = {_REST}
        self.tree.clear()
        for title, found in (
            (_("Outcomes: what supports them is not yet recorded"), shown.without_assets),
            (_("Links: what is known about them is not yet recorded"), shown.without_evidence),
            (_("Outcomes of which only output data is known so far"), shown.outputs_only),
            (_("Outcomes: a before and an after are not yet recorded"), shown.without_change),
            (_("Published outcomes that nobody here has chosen or linked yet"), shown.not_chosen),
        ):
            top = QTreeWidgetItem([f"{title} ({format_number(len(found))})"])
            font = top.font(0)
            font.setBold(True)
            top.setFont(0, font)
            lines = [_line(record) for record in found]
            for line in lines:
                line.setToolTip(0, line.text(0))  # a long one is cut where the window is narrow
            top.addChildren(lines)
            if not found:
                top.addChild(QTreeWidgetItem([_("Nothing is left to ask here.")]))
            self.tree.addTopLevelItem(top)
            top.setExpanded(self.tree.topLevelItemCount() - 1 not in closed)

    @Slot(QTreeWidgetItem, int)
    def _on_activated(self, item: QTreeWidgetItem, _column: int) -> None:
        leads_to = item.data(0, _LEADS_TO)
        if leads_to is None:
            item.setExpanded(not item.isExpanded())
        elif leads_to[0] == "outcome":
            self.outcome_opened.emit(leads_to[1])
        else:
            evidence_sheet.show(self._context, leads_to[1])


def _line(record: Outcome | OpenLink) -> QTreeWidgetItem:
    if isinstance(record, Outcome):
        item = QTreeWidgetItem([_named(record)])
        item.setData(0, _LEADS_TO, ("outcome", record.id))
        return item
    start = _named(record.start) if isinstance(record.start, Outcome) else record.start.name.text(language())
    item = QTreeWidgetItem([f"{start} → {_named(record.outcome)}"])
    item.setData(0, _LEADS_TO, ("link", record.link.id))
    return item


def _named(outcome: Outcome) -> str:
    return f"{outcome.code} {outcome.name.text(language())}".strip()
