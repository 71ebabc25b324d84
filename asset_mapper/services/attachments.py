"""Photos and documents of records: kept without what a camera wrote into them."""

import mimetypes
from datetime import date
from pathlib import Path

from asset_mapper.domain.attachment import Attachment
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.record import Record
from asset_mapper.errors import UnreadableFileError
from asset_mapper.formats import photos
from asset_mapper.i18n import _
from asset_mapper.storage.unit_of_work import UnitOfWork

MOST_BYTES = 30 * 1024 * 1024


def attach(uow: UnitOfWork, record: Record, path: Path) -> ChangeSet:
    """Attach the file at *path* to *record*, for the team until someone decides otherwise.

    A photo is kept upright, screen-sized and without its position.

    Raises
    ------
    UnreadableFileError
        The file is not there, too large, or a picture that cannot be read.
    """
    return uow.write(ChangeSet(_("Attach a file"), (Change(None, of_file(uow, record, path)),)))


def of_file(uow: UnitOfWork, record: Record, path: Path) -> Attachment:
    """Read the file at *path* for *record*; its bytes are kept, the attachment is still to be written."""
    return _of_bytes(uow, record, content_of(path), path.name)


def content_of(path: Path) -> bytes:
    """Read a file that is to be attached."""
    try:
        if path.stat().st_size > MOST_BYTES:
            megabytes = MOST_BYTES // 2**20
            raise UnreadableFileError(
                _("“{name}” is too large to attach: at most {n} MB.").format(name=path.name, n=megabytes)
            )
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            _("“{name}” cannot be read: {why}.").format(name=path.name, why=error.strerror)
        ) from error


def attach_bytes(
    uow: UnitOfWork,
    record: Record,
    content: bytes,
    name: str,
    alt: Bilingual | None = None,
    credit: str = "",
    audience: Audience = Audience.TEAM,
    shows_people: bool = False,
    agreed_on: date | None = None,
) -> ChangeSet:
    """Attach what was pasted or photographed, under the file name *name*."""
    attachment = _of_bytes(uow, record, content, name, alt, credit, audience, shows_people, agreed_on)
    return uow.write(ChangeSet(_("Attach a file"), (Change(None, attachment),)))


def can_be_opened(attachment: Attachment) -> bool:
    """Tell whether a file is of a kind that shows something and starts nothing."""
    return Path(attachment.name).suffix.lower() in _TO_LOOK_AT


_TO_LOOK_AT = frozenset(
    (
        *(".pdf", ".txt", ".csv", ".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff"),
        *(".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".mp3", ".m4a", ".wav", ".mp4", ".mov"),
    )
)


def copy_to(uow: UnitOfWork, attachment_id: RecordId, target: Path) -> Path:
    """Write the bytes of an attachment to the file *target*; gives it back.

    Raises
    ------
    UnreadableFileError
        It cannot be written there.
    """
    content = uow.blob(uow.attachments.get(attachment_id).sha256)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    except OSError as error:
        raise UnreadableFileError(
            _("“{name}” cannot be written: {why}.").format(name=target.name, why=error.strerror)
        ) from error
    return target


def _of_bytes(
    uow: UnitOfWork,
    record: Record,
    content: bytes,
    name: str,
    alt: Bilingual | None = None,
    credit: str = "",
    audience: Audience = Audience.TEAM,
    shows_people: bool = False,
    agreed_on: date | None = None,
) -> Attachment:
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if photos.is_photo(content) or media_type.startswith("image/"):
        photo = photos.tidied(content, name)
        content, media_type = photo.content, photo.media_type
        name = Path(name).stem + {"image/png": ".png"}.get(media_type, ".jpg")
    return Attachment(
        record_id=record.id,
        name=name,
        media_type=media_type,
        sha256=uow.add_blob(content),
        size=len(content),
        alt=alt,
        credit=credit,
        audience=audience,
        shows_people=shows_people,
        agreed_on=agreed_on if shows_people else None,
    )
