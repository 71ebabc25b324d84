"""What belongs to an asset, as a table: how each part is called, what it holds, and which form changes it.

The form of an asset and the panel beside the list show the same parts, and open the same forms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.record import Record
from asset_mapper.i18n import N_, _, language
from asset_mapper.services import hours, wording
from asset_mapper.services.portrait import Portrait
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import (
    attachment_form,
    consent_form,
    contact_form,
    hours_form,
    meeting_form,
    relation_form,
    talent_form,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a part, in words."""

    record: Record
    text: str
    quiet: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One sort of record that belongs to an asset."""

    key: str
    label: str  # N_()
    add_label: str  # N_()
    entries: Callable[[Portrait], list[Entry]]
    add: Callable[[Context, Asset], None]
    edit: Callable[..., None]  # context, asset, record
    fits: Callable[[Asset], bool] = lambda _asset: True

    def offer(self, context: Context, asset: Asset) -> None:
        """Open the form empty; say why not, where an asset of this kind has no such part."""
        if self.fits(asset):
            self.add(context, asset)
        else:
            context.say(_("“{name}” has no part of this kind.").format(name=asset.name.text(language())))


def _is_person(asset: Asset) -> bool:
    return asset.kind is AssetKind.PERSON


def _is_no_person(asset: Asset) -> bool:
    return not _is_person(asset)


def _seen_by(record: Any) -> str:
    return _("Shown to: {audience}").format(audience=_(record.audience.label))


def _meetings(shown: Portrait) -> list[Entry]:
    return [
        Entry(one, wording.meeting(one, venue), wording.joined([wording.said(one.who), wording.said(one.cost)]))
        for one, venue in shown.meetings
    ]


PARTS: tuple[Part, ...] = (
    Part(
        "meetings", N_("Meetings"), N_("Add a meeting"), _meetings, meeting_form.add, meeting_form.edit, _is_no_person
    ),
    Part(
        "contacts",
        N_("How to reach it"),
        N_("Add a way to reach it"),
        lambda shown: [Entry(one, wording.contact(one), _seen_by(one)) for one in shown.contacts],
        contact_form.add,
        contact_form.edit,
    ),
    Part(
        "talents",
        N_("Talents"),
        N_("Add a talent"),
        lambda shown: [Entry(one, wording.talent(one), wording.talent_facts(one)) for one in shown.talents],
        talent_form.add,
        talent_form.edit,
    ),
    Part(
        "relations",
        N_("Together with"),
        N_("Add a relation"),
        lambda shown: [
            Entry(one, wording.relation(one, shown.asset, other), one.note) for one, other in shown.relations
        ],
        relation_form.add,
        relation_form.edit,
    ),
    Part(
        "hours",
        N_("Hours given"),
        N_("Note hours"),
        lambda shown: [
            Entry(one, hours.in_words(one), wording.joined([_(one.kind.label), wording.said(one.what), one.citation]))
            for one in shown.hours
        ],
        hours_form.add,
        hours_form.edit,
    ),
    Part(
        "consents",
        N_("Agreements"),
        N_("Note an agreement"),
        lambda shown: [Entry(one, _(one.purpose.label), wording.agreed(one)) for one in shown.consents],
        consent_form.add,
        consent_form.edit,
        _is_person,
    ),
    Part(
        "attachments",
        N_("Photos and files"),
        N_("Add a photo or file"),
        lambda shown: [
            Entry(one, wording.attachment(one), wording.joined([one.credit, _seen_by(one)]))
            for one in shown.attachments
        ],
        attachment_form.add,
        attachment_form.edit,
    ),
)


class EntryLine(QWidget):
    """One record of a part: its words, a small picture when it is one, and a button that opens its form."""

    def __init__(
        self,
        context: Context,
        asset: Asset,
        part: Part,
        entry: Entry,
        picture: bytes = b"",
        *,
        can_change: bool = True,
    ) -> None:
        super().__init__()
        self.row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        if picture:
            pixmap = QPixmap()
            pixmap.loadFromData(picture)
            drawn = QLabel()
            drawn.setPixmap(
                pixmap.scaledToHeight(min(pixmap.height(), 96), Qt.TransformationMode.SmoothTransformation)
            )
            drawn.setAccessibleName(entry.text)
            row.addWidget(drawn, 0, Qt.AlignmentFlag.AlignTop)
        for text, role in ((entry.text, ""), (entry.quiet, "quiet")):
            if text:
                words.addWidget(plain(text, role))
        words.addStretch(1)
        row.addLayout(words, 1)
        if can_change:
            self.change = QPushButton(_("Change"))
            self.change.setAutoDefault(False)
            self.change.setProperty("role", "quiet")
            self.change.setObjectName(f"change-{entry.record.id}")
            self.change.setAccessibleName(_("Change: {what}").format(what=entry.text))
            self.change.clicked.connect(lambda: part.edit(context, asset, entry.record))
            row.addWidget(self.change, 0, Qt.AlignmentFlag.AlignTop)


def plain(text: str, role: str = "") -> QLabel:
    """Make a label of what somebody typed: read as text, never as anything else, and good to copy."""
    label = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setProperty("role", role)
    return label


def lines(
    context: Context, shown: Portrait, part: Part, pictures: Mapping[RecordId, bytes], *, can_change: bool = True
) -> list[EntryLine]:
    """Make the lines of one part of an asset."""
    return [
        EntryLine(context, shown.asset, part, entry, pictures.get(entry.record.id, b""), can_change=can_change)
        for entry in part.entries(shown)
    ]
