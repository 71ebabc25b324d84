"""What one asset is, to be read, with a quiet button beside each part to change it: beside the list and the map."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.contact import ContactKind, ContactPoint
from asset_mapper.domain.evidence import Coverage
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.link import Direction
from asset_mapper.i18n import N_, _, format_date, language, ngettext
from asset_mapper.services import wording
from asset_mapper.services.pictures import ENDINGS, portrait_with_pictures
from asset_mapper.services.portrait import Portrait, Supported
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import (
    asset_form,
    asset_parts,
    attachment_form,
    erase_dialog,
    evidence_sheet,
    history_dialog,
    link_form,
)
from asset_mapper.ui.dialogs.asset_parts import PARTS, Part, plain
from asset_mapper.ui.symbols import kind_icon
from asset_mapper.ui.widgets.drop_area import DropArea
from asset_mapper.ui.widgets.flow import FlowLayout
from asset_mapper.ui.widgets.ladder import Ladder

_SAFE = ("http", "https", "mailto", "tel")


class AssetDetail(QScrollArea):
    """Shows the asset that is selected; a sentence when none or several are."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shown: Portrait | None = None
        self._pictures: dict[RecordId, bytes] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(320)
        context.texts.say(self.setAccessibleName, N_("The chosen asset"))
        QShortcut(
            QKeySequence.StandardKey.Paste, self, self.paste, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        context.selection_changed.connect(self._read)
        context.records_changed.connect(self._read)
        context.texts.call(self._show)
        self._read()

    @property
    def shown_id(self) -> RecordId | None:
        return self._shown.asset.id if self._shown else None

    @property
    def can_change(self) -> bool:
        return self._context.project is not None and not self._context.project.read_only

    def paste(self) -> None:
        """Attach what is on the clipboard to the asset that is shown."""
        if self._shown is not None and self.can_change:
            attachment_form.paste(self._context, self._shown.asset)

    @Slot(Path)
    def _on_dropped(self, path: Path) -> None:
        if self._shown is not None:
            attachment_form.add(self._context, self._shown.asset, path)

    # --- reading ------------------------------------------------------------------------------------------------

    @Slot()
    def _read(self, *_news: object) -> None:
        chosen = self._context.selection
        if len(chosen) != 1:
            self._on_read(None)
        else:
            self._context.ask(portrait_with_pictures, chosen[0], done=self._on_read)

    def _on_read(self, found: tuple[Portrait, dict[RecordId, bytes]] | None) -> None:
        before = self.shown_id
        self._shown, self._pictures = found if found is not None else (None, {})
        self._show(keep_place=before == self.shown_id)

    def _show(self, *, keep_place: bool = True) -> None:
        """Make the sheet anew; the keyboard and the eye stay where they were in it."""
        at = self.verticalScrollBar().value()
        focused = self.focusWidget()
        name = focused.objectName() if focused is not None and self.isAncestorOf(focused) else ""
        sheet = DropArea(ENDINGS)
        sheet.setAcceptDrops(self._shown is not None and self.can_change)
        sheet.dropped.connect(self._on_dropped)
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
        if keep_place:
            sheet.adjustSize()
            self.verticalScrollBar().setValue(at)
            again = sheet.findChild(QPushButton, name) if name else None
            if again is not None:
                again.setFocus()

    # --- saying -------------------------------------------------------------------------------------------------

    def _say_nothing(self) -> None:
        count = len(self._context.selection)
        text = _("Choose an asset in the list to read about it here.")
        if count > 1:
            text = ngettext("{n} asset is chosen.", "{n} assets are chosen.", count).format(n=count)
        self._text(text, "quiet")

    def _say_all(self, shown: Portrait) -> None:
        asset = shown.asset
        self._say_title(asset)
        facts = [
            _(asset.kind.label),
            _(asset.status.label),
            _("Shown to: {audience}").format(audience=_(asset.visibility.label)),
        ]
        self._text(wording.joined(facts), "quiet")
        if asset.summary is not None:
            self._text(asset.summary.text(language()))
        if asset.tags:
            self._text(", ".join(asset.tags), "quiet")
        self._section(_("Where"), [wording.where(asset, shown.venue)])
        for part in PARTS:
            self._part(shown, part)
            if part.key == "talents":
                self._supports(shown)
        self._section(_("Checked"), [self._checked(asset)])
        self._section(_("Notes (for the team)"), [asset.notes])
        self._section(_("Imported columns"), [f"{key}: {value}" for key, value in asset.custom.items()])
        if self.can_change:
            self._say_what_can_be_done(shown)

    def _say_title(self, asset: Asset) -> None:
        title = QHBoxLayout()
        title.setSpacing(8)
        sign = QLabel()
        sign.setPixmap(kind_icon(asset.kind.value).pixmap(24, 24))
        title.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        title.addWidget(plain(asset.name.text(language()), "heading"), 1)
        if self.can_change:
            change = self._button(_("Change …"), "change", lambda: asset_form.edit(self._context, asset.id))
            change.setProperty("role", "")
            title.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(title)
        self._other_language(asset.name)

    def _part(self, shown: Portrait, part: Part) -> None:
        """Show the records of one part; a part without any is offered at the end."""
        lines = asset_parts.lines(self._context, shown, part, self._pictures, can_change=self.can_change)
        if not lines:
            return
        add = self._button(_("Add"), f"add-{part.key}", lambda: part.add(self._context, shown.asset))
        add.setAccessibleName(_(part.add_label))
        self._heading(_(part.label), add)
        records = [entry.record for entry in part.entries(shown)]
        for line, record in zip(lines, records, strict=True):
            if isinstance(record, ContactPoint):
                line.row.insertWidget(1, self._opening(record))
            self._column.addWidget(line)

    def _opening(self, contact: ContactPoint) -> QWidget:
        address = {
            ContactKind.PHONE: f"tel:{contact.value}",
            ContactKind.EMAIL: f"mailto:{contact.value}",
        }.get(contact.kind, contact.value)
        url = QUrl.fromUserInput(address)
        if not url.isValid() or url.scheme() not in _SAFE:
            return QWidget()
        button = self._button(_("Open"), f"open-{contact.id}", lambda: QDesktopServices.openUrl(url))
        button.setAccessibleName(_("Open {address}").format(address=contact.value))
        return button

    def _supports(self, shown: Portrait) -> None:
        if not shown.supports:
            return
        add = self._button(_("Add"), "add-link", lambda: link_form.add(self._context, shown.asset.id))
        add.setAccessibleName(_("Say what it supports"))
        self._heading(_("Supports"), add)
        for one in shown.supports:
            self._column.addLayout(self._support(one))

    def _support(self, one: Supported) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Ladder(one.coverage), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        name = f"{one.outcome.code} {one.outcome.name.text(language())}".strip()
        known = _("Evidence: {coverage}").format(coverage=_(Coverage(one.coverage).label))
        otherwise = _unlike_support(one)
        for text, role in ((name, ""), (otherwise, "quiet"), (wording.said(one.link.how), ""), (known, "quiet")):
            if text:
                words.addWidget(plain(text, role))
        row.addLayout(words, 1)
        buttons = QVBoxLayout()
        buttons.setSpacing(0)
        if self.can_change:
            change = self._button(
                _("Change"), f"change-{one.link.id}", lambda: link_form.edit(self._context, one.link.id)
            )
            change.setAccessibleName(_("Change: {what}").format(what=name))
            buttons.addWidget(change)
        evidence = self._button(
            _("Evidence …"), f"evidence-{one.link.id}", lambda: evidence_sheet.show(self._context, one.link.id)
        )
        evidence.setAccessibleName(_("Evidence on the link to {name}").format(name=name))
        buttons.addWidget(evidence)
        buttons.addStretch(1)
        row.addLayout(buttons)
        return row

    def _checked(self, asset: Asset) -> str:
        on = _("Last checked on {day}").format(day=format_date(asset.checked_on)) if asset.checked_on else ""
        due = _("to be checked again by {day}").format(day=format_date(asset.review_due)) if asset.review_due else ""
        return wording.joined([on, asset.checked_by if asset.checked_on else "", due])

    def _say_what_can_be_done(self, shown: Portrait) -> None:
        """Offer what is not there yet, and what is done seldom."""
        asset = shown.asset
        row = QWidget()
        flow = FlowLayout(row)
        flow.setContentsMargins(0, 16, 0, 0)
        for part in PARTS:
            if part.fits(asset) and not part.entries(shown):
                adding = partial(part.add, self._context, asset)
                flow.addWidget(self._button(_(part.add_label), f"add-{part.key}", adding))
        if not shown.supports:
            flow.addWidget(
                self._button(_("Say what it supports"), "add-link", lambda: link_form.add(self._context, asset.id))
            )
        flow.addWidget(self._button(_("History …"), "history", lambda: history_dialog.show(self._context, asset)))
        flow.addWidget(self._button(_("Erase …"), "erase", lambda: erase_dialog.ask(self._context, asset)))
        self._column.addWidget(row)

    def _section(self, title: str, lines: Iterable[str]) -> None:
        lines = [line for line in lines if line]
        if lines:
            self._heading(title)
            for line in lines:
                self._text(line)

    def _heading(self, title: str, button: QPushButton | None = None) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 0)
        row.addWidget(plain(title, "small"), 1)
        if button is not None and self.can_change:
            row.addWidget(button)
        self._column.addLayout(row)

    def _button(self, text: str, name: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setProperty("role", "quiet")
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _other_language(self, text: Bilingual) -> None:
        other = text.en if language() == "cy" else text.cy
        if other:
            self._text(other, "quiet")
        else:
            missing = _("There is no English name yet.") if language() == "cy" else _("There is no Welsh name yet.")
            self._text(missing, "quiet")

    def _text(self, text: str, role: str = "") -> None:
        self._column.addWidget(plain(text, role))


def _unlike_support(one: Supported) -> str:
    """Say where a link is no plain support: it harms, or it leads to a measure that nothing local moves."""
    if one.link.direction is Direction.HARMS:
        return _("It harms this outcome.")
    return _("A national measure: what is done here contributes to it.") if one.outcome.contributes_only else ""
