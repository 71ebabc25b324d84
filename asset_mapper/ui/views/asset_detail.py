"""What one asset is, to be read: beside the list and the map."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from asset_mapper.cartography.schedules import schedule_in_words
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.contact import ContactKind
from asset_mapper.domain.evidence import Coverage
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.whereabouts import WhereKind
from asset_mapper.i18n import N_, _, language, ngettext
from asset_mapper.services.portrait import Portrait, Supported, portrait
from asset_mapper.ui.context import Context
from asset_mapper.ui.symbols import kind_icon
from asset_mapper.ui.widgets.ladder import Ladder

_SAFE = ("http", "https", "mailto", "tel")


class AssetDetail(QScrollArea):
    """Shows the asset that is selected; a sentence when none or several are."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shown: Portrait | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumWidth(320)
        context.texts.say(self.setAccessibleName, N_("The chosen asset"))
        context.selection_changed.connect(self._read)
        context.records_changed.connect(self._read)
        context.texts.call(self._show)
        self._read()

    @Slot()
    def _read(self, *_news: object) -> None:
        chosen = self._context.selection
        if len(chosen) != 1:
            self._on_read(None)
        else:
            self._context.ask(portrait, chosen[0], done=self._on_read)

    def _on_read(self, found: Portrait | None) -> None:
        self._shown = found
        self._show()

    def _show(self) -> None:
        sheet = QWidget()
        sheet.setProperty("role", "paper")
        self._column = QVBoxLayout(sheet)
        self._column.setContentsMargins(24, 16, 24, 16)
        self._column.setSpacing(8)
        if self._shown is None:
            self._say_nothing()
        else:
            self._say_all(self._shown)
        self._column.addStretch(1)
        self.setWidget(sheet)

    def _say_nothing(self) -> None:
        count = len(self._context.selection)
        text = _("Choose an asset in the list to read about it here.")
        if count > 1:
            text = ngettext("{n} asset is chosen.", "{n} assets are chosen.", count).format(n=count)
        self._text(text, "quiet")

    def _say_all(self, shown: Portrait) -> None:
        asset = shown.asset
        title = QHBoxLayout()
        sign = QLabel()
        sign.setPixmap(kind_icon(asset.kind.value).pixmap(24, 24))
        name = self._label(asset.name.text(language()), "heading")
        title.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        title.addWidget(name, 1)
        self._column.addLayout(title)
        self._other_language(asset.name)
        facts = [
            _(asset.kind.label),
            _(asset.status.label),
            _("Shown to: {audience}").format(audience=_(asset.visibility.label)),
        ]
        self._text(" · ".join(facts), "quiet")
        if asset.summary is not None:
            self._text(asset.summary.text(language()))
        if asset.tags:
            self._text(", ".join(asset.tags), "quiet")
        self._section(_("Where"), [self._where(shown)])
        self._section(
            _("When"), [self._meeting(meeting, venue.name if venue else None) for meeting, venue in shown.meetings]
        )
        self._reach(shown)
        talents = [f"{talent.what.text(language())} ({_(talent.standing.label)})" for talent in shown.talents]
        self._section(_("Talents"), talents)
        self._supports(shown.supports)
        relations = []
        for relation, other in shown.relations:
            names = (asset.name, other.name) if relation.from_id == asset.id else (other.name, asset.name)
            relations.append(" ".join((names[0].text(language()), _(relation.kind.label), names[1].text(language()))))
        self._section(_("Together with"), relations)
        agreed = [
            f"{_(consent.purpose.label)}: {_(consent.how.label)}, {consent.given_on.isoformat()}"
            + (
                " – " + _("withdrawn on {day}").format(day=consent.withdrawn_on.isoformat())
                if consent.withdrawn_on
                else ""
            )
            for consent in shown.consents
        ]
        self._section(_("Agreements"), agreed)
        if asset.notes:
            self._section(_("Notes (for the team)"), [asset.notes])
        self._section(_("Imported columns"), [f"{key}: {value}" for key, value in asset.custom.items()])

    def _where(self, shown: Portrait) -> str:
        where = shown.asset.whereabouts
        if where.kind is WhereKind.CONFIDENTIAL:
            area = where.area.text(language()) if where.area else ""
            return _("Confidential: no coordinates are kept.") + (f" {area}" if area else "")
        parts = [
            shown.venue.name.text(language()) if shown.venue else "",
            where.area.text(language()) if where.area else "",
            where.address,
            where.postcode,
        ]
        placed = _(where.kind.label) if where.kind in (WhereKind.NONE, WhereKind.SHAPE) else ""
        return " · ".join(part for part in (*parts, placed) if part)

    def _meeting(self, meeting: Meeting, venue: Bilingual | None) -> str:
        when = meeting.when.text(language()) if meeting.when else ""
        if not when:
            starts, ends = (moment.isoformat() if moment else "" for moment in (meeting.starts_at, meeting.ends_at))
            first = meeting.first_on.isoformat() if meeting.first_on else ""
            when = schedule_in_words(language(), meeting.rule, first, starts, ends) or meeting.rule
        name = meeting.name.text(language()) if meeting.name else ""
        return " · ".join(part for part in (name, when, venue.text(language()) if venue else "") if part)

    def _reach(self, shown: Portrait) -> None:
        if not shown.contacts:
            return
        self._text(_("How to reach it"), "small")
        for contact in shown.contacts:
            row = QHBoxLayout()
            who = f"{contact.person} · " if contact.person else ""
            row.addWidget(self._label(f"{who}{contact.value} ({_(contact.audience.label)})"), 1)
            address = {
                ContactKind.PHONE: f"tel:{contact.value}",
                ContactKind.EMAIL: f"mailto:{contact.value}",
            }.get(contact.kind, contact.value)
            url = QUrl.fromUserInput(address)
            if url.isValid() and url.scheme() in _SAFE:
                button = QPushButton(_("Open"))
                button.setAccessibleName(_("Open {address}").format(address=contact.value))
                button.clicked.connect(lambda _checked=False, url=url: QDesktopServices.openUrl(url))
                row.addWidget(button)
            self._column.addLayout(row)

    def _supports(self, supports: tuple[Supported, ...]) -> None:
        if not supports:
            return
        self._text(_("Supports"), "small")
        for one in supports:
            row = QHBoxLayout()
            row.addWidget(Ladder(one.coverage), 0, Qt.AlignmentFlag.AlignTop)
            how = f"\n{one.link.how.text(language())}" if one.link.how else ""
            known = _("Evidence: {coverage}").format(coverage=_(Coverage(one.coverage).label))
            row.addWidget(
                self._label(f"{one.outcome.code} {one.outcome.name.text(language())}{how}\n{known}".strip()), 1
            )
            self._column.addLayout(row)

    def _section(self, title: str, lines: list[str]) -> None:
        lines = [line for line in lines if line]
        if lines:
            self._text(title, "small")
            for line in lines:
                self._text(line)

    def _other_language(self, text: Bilingual) -> None:
        other = text.en if language() == "cy" else text.cy
        if other:
            self._text(other, "quiet")
        else:
            missing = _("There is no English name yet.") if language() == "cy" else _("There is no Welsh name yet.")
            self._text(missing, "quiet")

    def _text(self, text: str, role: str = "") -> None:
        self._column.addWidget(self._label(text, role))

    @staticmethod
    def _label(text: str, role: str = "") -> QLabel:
        label = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        label.setProperty("role", role)
        return label

    @property
    def shown_id(self) -> RecordId | None:
        return self._shown.asset.id if self._shown else None
