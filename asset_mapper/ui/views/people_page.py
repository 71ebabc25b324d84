"""People and talents, for the team alone: who they are, what is offered and wanted, and what agreements need."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.consent import Consent, Purpose
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.talent import Match, MatchStatus, Standing, Talent, TalentKind, TalentUse
from asset_mapper.i18n import N_, _, format_date, language, ngettext, sort_key
from asset_mapper.services import matching, talents, wording
from asset_mapper.services.matching import Proposal
from asset_mapper.services.talents import Concern, People, TalentFilter
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import asset_form, consent_form, talent_form
from asset_mapper.ui.dialogs.match_form import MatchForm
from asset_mapper.ui.views.asset_detail import AssetDetail
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.widgets.two_lines import TwoLines

_PAUSE_MS = 150
_SHOWN = (Asset, Talent, Match, Consent)
_ID, _BELOW = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


def create(context: Context) -> QWidget:
    return PeoplePage(context)


class PeoplePage(QWidget):
    """Three sheets: people, offers and wants, agreements. A filter of talents stands above all of them."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._known: People | None = None
        self.setProperty("manual", "people")
        self.sheets = QStackedWidget()
        self.people = PeopleSheet(context)
        self.offers = OffersSheet(context)
        self.agreements = AgreementsSheet(context)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for sheet in (self.people, self.offers, self.agreements):
            self.sheets.addWidget(sheet)
            self.tabs.addTab("")
        self.tabs.currentChanged.connect(self._on_tab)
        context.texts.say(self.tabs.setAccessibleName, N_("People and talents"))
        top = QHBoxLayout()
        top.setContentsMargins(16, 8, 16, 0)
        top.setSpacing(8)
        top.addWidget(self.tabs)
        top.addStretch(1)
        self.add = QPushButton()
        self.add.setProperty("role", "primary")
        self.add.clicked.connect(lambda: asset_form.add_new(context, AssetKind.PERSON))
        context.texts.say(self.add.setText, N_("Add a person …"))
        self.filter = TalentFilterRow(context)
        self.filter.changed.connect(self._show)
        self.only_team = QLabel(wordWrap=True)
        self.only_team.setProperty("role", "quiet")
        self.only_team.setContentsMargins(16, 0, 16, 8)
        context.texts.say(
            self.only_team.setText,
            N_("Only the team sees this view. What others see is decided by what each person agreed to."),
        )
        top.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.filter)
        column.addWidget(self.sheets, 1)
        column.addWidget(self.only_team)
        self.agreements.note_requested.connect(lambda person: consent_form.add(context, person))
        context.records_changed.connect(self._on_changed)
        context.texts.call(self._show)
        self._read()

    def show_sheet(self, place: int) -> None:
        """Bring one of the sheets to the front."""
        self.tabs.setCurrentIndex(place)

    @Slot(int)
    def _on_tab(self, place: int) -> None:
        self.sheets.setCurrentIndex(place)
        self.filter.setVisible(place != self.sheets.indexOf(self.agreements))

    @Slot(object)
    def _on_changed(self, change_set: ChangeSet) -> None:
        if not change_set.changes or any(isinstance(change.record, _SHOWN) for change in change_set):
            self._read()

    def _read(self) -> None:
        today = date.today()  # noqa: DTZ011 - the user's day
        self._context.ask(talents.people, today, done=self._on_read)

    def _on_read(self, known: People) -> None:
        self._known = known
        self._show()

    def _show(self) -> None:
        project = self._context.project
        self.add.setEnabled(project is not None and not project.read_only)
        labels = (N_("People"), N_("Offers and wants"), N_("Agreements"))
        counts = (0, 0, 0)
        if self._known is not None:
            self.people.show_people(self._known, self.filter.chosen)
            self.offers.show_talents(self._known, self.filter.chosen)
            concerns = self._known.concerns()
            self.agreements.show_concerns(concerns, bool(self._known.people))
            counts = (len(self._known.people), 0, len(concerns))
        for place, (label, count) in enumerate(zip(labels, counts, strict=True)):
            text = _("{part} ({n})").format(part=_(label), n=count) if count else _(label)
            self.tabs.setTabText(place, text)


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


class PeopleSheet(QWidget):
    """People by name, with their talents and whether they agreed; all about the chosen one beside the list."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.list = _list()
        self.list.currentItemChanged.connect(self._on_chosen)
        self.list.itemActivated.connect(lambda item: asset_form.edit(context, item.data(_ID)))
        context.texts.say(self.list.setAccessibleName, N_("People"))
        self.empty = _empty_label()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 0, 8, 0)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(AssetDetail(context))
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([700, 480])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(splitter)
        context.selection_changed.connect(self._show_selection)

    def show_people(self, known: People, chosen: TalentFilter) -> None:
        """Show those whom the filter admits: by a talent of theirs, or by name while no talent is asked for."""
        admitted = {talent.asset_id for standing in Standing for talent in known.with_standing(standing, chosen)}
        by_name = chosen.kind is None and chosen.use is None
        people = [one for one in known.people if one.id in admitted or (by_name and _is_called(one, chosen.words))]
        people.sort(key=lambda one: sort_key(one.name.text(language())))
        _fill(self.list, [(one.id, _person_line(known, one)) for one in people])
        self.list.setVisible(bool(people))
        self.empty.setVisible(not people)
        if known.people:
            self.empty.setText(_("Nobody fits. Change what you are looking for above."))
        else:
            self.empty.setText(
                _(
                    "No people are recorded yet. Press “Add a person”: first ask what they agree to, then note what "
                    "they can do, know and care about."
                )
            )
        self._show_selection()

    @Slot()
    def _on_chosen(self, *_news: object) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._context.select([item.data(_ID)])

    @Slot()
    def _show_selection(self, *_news: object) -> None:
        _choose(self.list, self._context.selection[0] if len(self._context.selection) == 1 else None)


class OffersSheet(QWidget):
    """What is offered beside what is wanted; below, what may fit together, and what was brought together."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._known: People | None = None
        self._proposals: dict[str, Proposal] = {}
        self.offered, self.wanted, self.fitting, self.matches = _list(), _list(), _list(), _list()
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
        self.empty = _empty_label()
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
            _fill(shown, [(one.id, _talent_line(known, one)) for one in found])
        proposals = known.proposals(chosen)
        self._proposals = {f"{one.offer.id} {one.want.id}": one for one in proposals}
        _fill(self.fitting, [(key, _proposal_line(known, one)) for key, one in self._proposals.items()])
        _fill(self.matches, [(one.id, _match_line(known, one)) for one in known.matches])
        has_talents = bool(known.talents)
        self._lists.setVisible(has_talents)
        self.empty.setVisible(not has_talents)
        self.empty.setText(
            _("No talents are recorded yet. Choose a person or a group, and add what they offer or are looking for.")
        )
        for label, title in self._titles:
            label.setText(_(title))
        self._enable()

    def _column(self, title: str, shown: QListWidget, buttons: Sequence[QPushButton]) -> QWidget:
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
        self.bring_together.setEnabled(can_write and self.fitting.currentItem() is not None)
        self.change_match.setEnabled(can_write and self.matches.currentItem() is not None)
        chosen = self.offered.currentItem() is not None and self.wanted.currentItem() is not None
        self.pair.setEnabled(can_write and chosen)

    def _on_bring_together(self) -> None:
        item = self.fitting.currentItem()
        if item is not None:
            one = self._proposals[item.data(_ID)]
            self._context.apply(matching.bring_together, one.offer.id, one.want.id, say=True)

    def _on_pair(self) -> None:
        offer, want = self.offered.currentItem(), self.wanted.currentItem()
        if offer is not None and want is not None:
            self._context.apply(matching.bring_together, offer.data(_ID), want.data(_ID), say=True)

    def _on_change(self) -> None:
        item, known = self.matches.currentItem(), self._known
        if item is not None and known is not None:
            match = next(one for one in known.matches if one.id == item.data(_ID))
            MatchForm(self._context, match, _pair_line(known, match.offer_id, match.want_id)).show()

    def _on_talent(self, item: QListWidgetItem) -> None:
        known = self._known
        if known is not None:
            talent = next(one for one in known.talents if one.id == item.data(_ID))
            talent_form.edit(self._context, known.owners[talent.asset_id], talent)


class AgreementsSheet(QWidget):
    """What somebody should see to: agreements that are missing, and those that end soon."""

    note_requested = Signal(object)  # Asset: the person

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._concerns: list[Concern] = []
        self.list = _list()
        context.texts.say(self.list.setAccessibleName, N_("Agreements to see to"))
        self.list.currentItemChanged.connect(self._enable)
        self.list.itemActivated.connect(lambda _item: self._on_note())
        self.empty = _empty_label()
        self.note = QPushButton()
        self.note.clicked.connect(self._on_note)
        context.texts.say(self.note.setText, N_("Note an agreement …"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 0)
        column.setSpacing(8)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.note, 0, Qt.AlignmentFlag.AlignLeft)

    def show_concerns(self, concerns: list[Concern], has_people: bool) -> None:
        self._concerns = concerns
        _fill(self.list, [(str(place), (one.text, _(one.severity.label))) for place, one in enumerate(concerns)])
        self.list.setVisible(bool(concerns))
        self.note.setVisible(bool(concerns))
        self.empty.setVisible(not concerns)
        self.empty.setText(
            _("Everyone has agreed to what is done with what they said, and nothing ends soon.")
            if has_people
            else _("No people are recorded yet, so there is nothing to ask.")
        )
        self._enable()

    @Slot()
    def _enable(self, *_news: object) -> None:
        self.note.setEnabled(self.list.currentItem() is not None)

    def _on_note(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.note_requested.emit(self._concerns[int(item.data(_ID))].person)


# --- lines of the lists -------------------------------------------------------------------------------------------

Words = tuple[str, str]  # a line, and a quiet one below it


def _person_line(known: People, person: Asset) -> Words:
    talents = ", ".join(wording.said(talent.what) for talent in known.talents_of(person.id))
    standing = known.standing(person.id)
    if Purpose.HOLD not in standing:
        agreed = _("has not agreed to be kept")
    else:
        agreed = ngettext("agreed to {n} purpose", "agreed to {n} purposes", len(standing)).format(n=len(standing))
    return person.name.text(language()), wording.joined([talents, agreed])


def _talent_line(known: People, talent: Talent) -> Words:
    owner = known.owners[talent.asset_id].name.text(language())
    return wording.said(talent.what), wording.joined([owner, wording.talent_facts(talent)])


def _pair_line(known: People, offer_id: RecordId, want_id: RecordId) -> str:
    by_id = {talent.id: talent for talent in known.talents}

    def named(talent: Talent) -> str:
        return f"{known.owners[talent.asset_id].name.text(language())} ({wording.said(talent.what)})"

    return f"{named(by_id[offer_id])} → {named(by_id[want_id])}"


def _proposal_line(known: People, one: Proposal) -> Words:
    shared = _("both say: {words}").format(words=", ".join(one.shared))
    return _pair_line(known, one.offer.id, one.want.id), shared


def _match_line(known: People, match: Match) -> Words:
    facts: list[str] = [_(MatchStatus(match.status).label)]
    if match.hours is not None:
        n = int(match.hours) if match.hours == int(match.hours) else 5
        facts.append(ngettext("{amount} hour", "{amount} hours", n).format(amount=f"{match.hours:g}"))
    if match.on is not None:
        facts.append(format_date(match.on))
    return _pair_line(known, match.offer_id, match.want_id), wording.joined([*facts, match.note])


def _is_called(person: Asset, words: str) -> bool:
    from asset_mapper.domain.filtering import fold

    text = fold(f"{person.name.cy} {person.name.en}")
    return all(word in text for word in fold(words).split())


def _list() -> QListWidget:
    made = QListWidget()
    made.setItemDelegate(TwoLines(_BELOW, made))
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made


def _empty_label() -> QLabel:
    label = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
    label.setProperty("role", "quiet")
    return label


def _fill(shown: QListWidget, lines: Sequence[tuple[str, Words]]) -> None:
    """Show lines; the one that was chosen stays chosen, and nobody hears of it."""
    before = shown.currentItem().data(_ID) if shown.currentItem() is not None else None
    at = shown.verticalScrollBar().value()
    shown.blockSignals(True)
    shown.clear()
    for key, (first, second) in lines:
        item = QListWidgetItem(first)
        item.setData(_ID, key)
        item.setData(_BELOW, second)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{first}. {second}")
        item.setToolTip(f"{first}\n{second}")
        shown.addItem(item)
    shown.blockSignals(False)
    _choose(shown, before)
    shown.verticalScrollBar().setValue(at)


def _choose(shown: QListWidget, key: Any) -> None:
    """Choose the line of *key*, without telling anyone."""
    shown.blockSignals(True)
    found = (row for row in range(shown.count()) if shown.item(row).data(_ID) == key)
    shown.setCurrentRow(next(found, -1))
    shown.blockSignals(False)
