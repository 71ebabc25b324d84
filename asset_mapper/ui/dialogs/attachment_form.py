"""The form of a photo or file: chosen, dropped or pasted, said in words, credited, and shown to whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.attachment import Attachment
from asset_mapper.domain.audience import VISIBILITIES
from asset_mapper.domain.consent import Purpose
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _
from asset_mapper.services import attachments, contacts, pictures, records
from asset_mapper.services.pictures import LookedAt, check_showing, portrait_with_pictures
from asset_mapper.services.portrait import Portrait
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.record_form import RecordForm
from asset_mapper.ui.widgets.drop_area import DropArea

_PASTED = "pasted.png"


def add(context: Context, asset: Asset, path: Path | None = None) -> None:
    """Open the form for something new, with the file at *path* when one was dropped."""

    def show(found: tuple[Portrait, dict[str, bytes]] | None) -> None:
        if found is not None:
            form = AttachmentForm(context, found[0], None)
            form.show()
            if path is not None:
                form.take_file(path)

    context.ask(portrait_with_pictures, asset.id, done=show)


def paste(context: Context, asset: Asset) -> None:
    """Open the form with what is on the clipboard, if that can be attached."""
    mime = QGuiApplication.clipboard().mimeData()
    urls = [url for url in mime.urls() if url.isLocalFile()] if mime is not None and mime.hasUrls() else []
    if urls:
        add(context, asset, Path(urls[0].toLocalFile()))
        return
    image = QGuiApplication.clipboard().image()
    if image.isNull():
        context.say(_("There is no picture on the clipboard."))
        return

    def show(found: tuple[Portrait, dict[str, bytes]] | None) -> None:
        if found is not None:
            form = AttachmentForm(context, found[0], None)
            form.show()
            form.take_image(image)

    context.ask(portrait_with_pictures, asset.id, done=show)


def edit(context: Context, asset: Asset, attachment: Attachment) -> None:
    def show(found: tuple[Portrait, dict[str, bytes]] | None) -> None:
        if found is not None:
            AttachmentForm(context, found[0], attachment, found[1].get(attachment.id, b"")).show()

    context.ask(portrait_with_pictures, asset.id, 320, done=show)


class FileBox(DropArea):
    """Where a file is dropped, and where it is seen."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.picture.hide()
        self.told = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter, textFormat=Qt.TextFormat.PlainText)
        self.choose, self.paste = QPushButton(), QPushButton()
        for button in (self.choose, self.paste):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.choose)
        row.addWidget(self.paste)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self.picture)
        column.addWidget(self.told)
        column.addLayout(row)

    def show_preview(self, preview: bytes) -> None:
        pixmap = QPixmap()
        pixmap.loadFromData(preview)
        self.picture.setPixmap(pixmap)
        self.picture.setVisible(not pixmap.isNull())


class AttachmentForm(RecordForm):
    """A photo is turned upright, made no larger than a screen needs, and forgets where it was taken."""

    def __init__(
        self,
        context: Context,
        shown: Portrait,
        attachment: Attachment | None,
        preview: bytes = b"",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, N_("A photo or file") if attachment else N_("Add a photo or file"), parent)
        self._shown, self._attachment = shown, attachment
        self._file: LookedAt | None = None
        is_person = shown.asset.kind is AssetKind.PERSON
        self.box = FileBox()
        self.rows.addRow(self.box)
        self.say(self.box.choose.setText, N_("Choose a file …"))
        self.say(self.box.paste.setText, N_("Paste (Ctrl+V)"))
        self.call(self._say_file)
        for button in (self.box.choose, self.box.paste):
            button.setVisible(attachment is None)
        self.box.setAcceptDrops(attachment is None)
        self.box.show_preview(preview)
        self.box.choose.clicked.connect(self._on_choose)
        self.box.paste.clicked.connect(self._on_paste)
        self.box.dropped.connect(self.take_file)
        self.alt = self.bilingual("alt", N_("What is to be seen, for those who do not see it"), long=True)
        self.credit = self.row("credit", N_("Who made it"), QLineEdit())
        self.shows_people = self.tick("shows_people", N_("People can be recognised on it"))
        self.agreed = self.tick("agreed", N_("They have agreed that it is shown"))
        self.audience = self.codes("audience", N_("Show to"), VISIBILITIES)
        self.who_sees = self.hint()
        if attachment is not None:
            self.alt.set_value(attachment.alt)
            self.credit.setText(attachment.credit)
            self.shows_people.setChecked(attachment.shows_people)
            self.agreed.setChecked(attachment.agreed_on is not None)
            self.audience.choose(attachment.audience)
            self.existing(attachment, records.remove, Attachment, [attachment.id])
        elif is_person:
            self.shows_people.setChecked(True)
        if attachment is None:
            QShortcut(
                QKeySequence.StandardKey.Paste,
                self.box,
                self._on_paste,
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )
        self.begin(680, draft=f"attachment:{attachment.id if attachment else shown.asset.id}")

    @property
    def file(self) -> LookedAt | None:
        """The file that was chosen, once it is read."""
        return self._file

    def take_file(self, path: Path) -> None:
        """Read a file, beside the window."""
        self.context.jobs.run(
            lambda: pictures.look_at(path), done=self._on_looked, failed=self._on_unreadable, on_project=False
        )

    def take_image(self, image: QImage) -> None:
        """Take a picture from the clipboard."""
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # Qt's stubs want bytes here, Qt itself does not
        raw = bytes(content.data())
        self.context.jobs.run(
            lambda: pictures.look_at_bytes(raw, _PASTED),
            done=self._on_looked,
            failed=self._on_unreadable,
            on_project=False,
        )

    def arrange(self) -> None:
        is_person = self._shown.asset.kind is AssetKind.PERSON
        people = self.shows_people.isChecked()
        self.agreed.setVisible(people and not is_person)
        today = date.today()  # noqa: DTZ011 - the user's day
        self.who_sees.setText(
            contacts.who_sees(self._shown.asset, self.audience.value, self._shown.consents, today, Purpose.PHOTO)
        )

    def made(self) -> dict[str, Any]:
        if self._attachment is None and self._file is None:
            raise InvalidValueError(_("Choose, drop or paste a photo or file first."))
        is_picture = (
            self._file.is_picture
            if self._file is not None
            else self._attachment is not None and self._attachment.media_type.startswith("image/")
        )
        fields: dict[str, Any] = {
            "alt": self.alt.value,
            "credit": self.credit.text().strip(),
            "shows_people": self.shows_people.isChecked(),
            "agreed_on": self._agreed_on(),
            "audience": self.audience.value,
        }
        check_showing(
            self._shown.asset,
            fields["audience"],
            fields["alt"],
            is_picture=is_picture,
            shows_people=fields["shows_people"],
            agreed=self.agreed.isChecked(),
        )
        return fields

    def _agreed_on(self) -> date | None:
        """Give the day on which those who can be seen agreed: the one that is known, else today."""
        if not self.agreed.isChecked() or not self.shows_people.isChecked():
            return None
        if self._shown.asset.kind is AssetKind.PERSON:  # their own agreement says it
            return None
        known = self._attachment.agreed_on if self._attachment is not None else None
        return known or date.today()  # noqa: DTZ011 - the user's day

    def keep(self) -> None:
        fields = self.made()
        if self._attachment is not None:
            self.apply(
                records.save, self._attachment, replace(self._attachment, **fields), _("Change a photo or file")
            )
        elif self._file is not None:
            self.apply(
                attachments.attach_bytes,
                self._shown.asset,
                self._file.content,
                self._file.name,
                fields["alt"],
                fields["credit"],
                fields["audience"],
                fields["shows_people"],
                fields["agreed_on"],
            )

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, _("Choose a photo or file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.take_file(Path(path)))
        dialog.open()

    def _on_paste(self) -> None:
        mime = QGuiApplication.clipboard().mimeData()
        urls = [url for url in mime.urls() if url.isLocalFile()] if mime is not None and mime.hasUrls() else []
        image = QGuiApplication.clipboard().image()
        if urls:
            self.take_file(Path(urls[0].toLocalFile()))
        elif not image.isNull():
            self.take_image(image)
        else:
            self.say_problem(_("There is no picture on the clipboard."))

    def _on_looked(self, file: LookedAt) -> None:
        self._file = file
        self.box.show_preview(file.preview)
        self._say_file()
        self.check()

    def _on_unreadable(self, error: BaseException) -> None:
        self.say_problem(str(error))

    def _say_file(self) -> None:
        if self._attachment is not None:
            text = self._attachment.name
        elif self._file is not None:
            text = self._file.name
        else:
            text = _("Drop a photo or file here. A photo is turned upright, and where it was taken is taken out.")
        self.box.told.setText(text)
