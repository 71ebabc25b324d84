"""Offers and wants, and those that were brought together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from asset_mapper.domain.talent import Standing
from asset_mapper.i18n import N_, _, sort_key
from asset_mapper.services import matching, talent_words, wording
from asset_mapper.services.matching import Proposal
from asset_mapper.services.talents import People, TalentFilter
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import talent_form
from asset_mapper.ui.dialogs.match_form import MatchForm
from asset_mapper.ui.widgets.form import centred_label
from asset_mapper.ui.widgets.two_line_list import TwoLineList


class OffersSheet(QWidget):
    """What is offered beside what is wanted; below, what may fit together, and what was brought together."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._known: People | None = None
        self._proposals: dict[str, Proposal] = {}
        self.offered, self.wanted, self.fitting, self.matches = (TwoLineList() for _list in range(4))
        self.bring_together, self.change_match = QPushButton(), QPushButton()
        self.pair = QPushButton()
        self._titles: list[tuple[QLabel, str]] = []
        above, below = QHBoxLayout(), QHBoxLayout()
        for row, title, shown, buttons in (
            (above, N_("Offered"), self.offered, ()),
            (above, N_("Wanted"), self.wanted, (self.pair,)),
            (below, N_("These may fit together"), self.fitting, (self.bring_together,)),
            (below, N_("Brought together"), self.matches, (self.change_match,)),
        ):
            row.addWidget(self._column(title, shown, buttons), 1)
        for layout in (above, below):
            layout.setSpacing(16)
        self.empty = centred_label()
        self._lists = QWidget()
        inner = QVBoxLayout(self._lists)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(16)
        inner.addLayout(above, 3)
        inner.addLayout(below, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 0)
        column.addWidget(self._lists, 1)
        column.addWidget(self.empty, 1)
        context.texts.say(self.bring_together.setText, N_("Bring together"))
        context.texts.say(self.change_match.setText, N_("Change …"))
        context.texts.say(self.pair.setText, N_("Bring the chosen offer and want together"))
        self.bring_together.clicked.connect(self._on_bring_together)
        self.change_match.clicked.connect(self._on_change)
        self.pair.clicked.connect(self._on_pair)
        self.fitting.itemActivated.connect(lambda _item: self._on_bring_together())
        self.matches.itemActivated.connect(lambda _item: self._on_change())
        for shown in (self.offered, self.wanted):
            shown.itemActivated.connect(self._on_talent)
        for shown in (self.offered, self.wanted, self.fitting, self.matches):
            shown.currentItemChanged.connect(self._enable)

    def show_talents(self, known: People, chosen: TalentFilter) -> None:
        self._known = known
        for shown, standing in ((self.offered, Standing.OFFERED), (self.wanted, Standing.WANTED)):
            found = known.with_standing(standing, chosen)
            found.sort(key=lambda one: sort_key(wording.said(one.what)))
            shown.fill([(one.id, talent_words.talent(known, one)) for one in found])
        proposals = known.proposals(chosen)
        self._proposals = {f"{one.offer.id} {one.want.id}": one for one in proposals}
        self.fitting.fill([(key, talent_words.proposal(known, one)) for key, one in self._proposals.items()])
        self.matches.fill([(one.id, talent_words.match(known, one)) for one in known.matches])
        has_talents = bool(known.talents)
        self._lists.setVisible(has_talents)
        self.empty.setVisible(not has_talents)
        self.empty.setText(
            _("No talents are recorded yet. Choose a person or a group, and add what they offer or are looking for.")
        )
        for label, title in self._titles:
            label.setText(_(title))
        self._enable()

    def _column(self, title: str, shown: TwoLineList, buttons: Sequence[QPushButton]) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        label = QLabel()
        label.setProperty("role", "small")
        label.setBuddy(shown)
        self._titles.append((label, title))
        self._context.texts.say(shown.setAccessibleName, title)
        column.addWidget(label)
        column.addWidget(shown, 1)
        for button in buttons:
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    @Slot()
    def _enable(self, *_news: object) -> None:
        project = self._context.project
        can_write = project is not None and not project.read_only
        self.bring_together.setEnabled(can_write and bool(self.fitting.key))
        self.change_match.setEnabled(can_write and bool(self.matches.key))
        chosen = bool(self.offered.key and self.wanted.key)
        self.pair.setEnabled(can_write and chosen)

    def _on_bring_together(self) -> None:
        one = self._proposals.get(self.fitting.key)
        if one is not None:
            self._context.apply(matching.bring_together, one.offer.id, one.want.id, say=True)

    def _on_pair(self) -> None:
        offer_id, want_id = self.offered.key, self.wanted.key
        if offer_id and want_id:
            self._context.apply(matching.bring_together, offer_id, want_id, say=True)

    def _on_change(self) -> None:
        key, known = self.matches.key, self._known
        if key and known is not None:
            match = next(one for one in known.matches if one.id == key)
            MatchForm(self._context, match, talent_words.pair(known, match.offer_id, match.want_id)).show()

    def _on_talent(self, item: QListWidgetItem) -> None:
        known = self._known
        if known is not None:
            talent = next(one for one in known.talents if one.id == TwoLineList.key_of(item))
            talent_form.edit(self._context, known.owners[talent.asset_id], talent)
