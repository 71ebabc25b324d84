"""Photos and files of an asset as a form looks at them: before they are attached, in small, and who may see them."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.attachment import Attachment
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.ids import RecordId
from asset_mapper.errors import InvalidValueError
from asset_mapper.formats import photos
from asset_mapper.i18n import _
from asset_mapper.services.attachments import content_of
from asset_mapper.services.portrait import Portrait, portrait
from asset_mapper.storage.unit_of_work import UnitOfWork

ENDINGS = (
    ".jpg",
    ".jpeg",
    ".png",
    ".gif",
    ".webp",
    ".bmp",
    ".tif",
    ".tiff",
    ".heic",
    ".pdf",
    ".docx",
    ".odt",
    ".txt",
)
"""What is attached when it is dropped on an asset. Anything else that is dropped is looked at as an import."""


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A file before it is attached: what is kept of it, and a small picture when it is one."""

    name: str
    content: bytes
    preview: bytes = b""

    @property
    def is_picture(self) -> bool:
        return bool(self.preview)


def look_at(path: Path) -> LookedAt:
    """Read a file that someone chose or dropped.

    Raises
    ------
    UnreadableFileError
        The file is not there, too large, or a picture that cannot be read.
    """
    return look_at_bytes(content_of(path), path.name)


def look_at_bytes(content: bytes, name: str) -> LookedAt:
    """Look at what was pasted: a picture is kept upright, screen-sized and without its position."""
    media_type = mimetypes.guess_type(name)[0] or ""
    if photos.is_photo(content) or media_type.startswith("image/"):
        photo = photos.tidied(content, name)
        return LookedAt(name, photo.content, photos.small(photo.content))
    return LookedAt(name, content)


def small_pictures(uow: UnitOfWork, attachments: Iterable[Attachment], side_px: int = 160) -> dict[RecordId, bytes]:
    """Give small pictures of the photos among some attachments, by the ids of those."""
    shown = (one for one in attachments if one.media_type.startswith("image/"))
    return {one.id: photos.small(uow.blob(one.sha256), side_px) for one in shown}


def portrait_with_pictures(
    uow: UnitOfWork, asset_id: RecordId, side_px: int = 160
) -> tuple[Portrait, dict[RecordId, bytes]] | None:
    """Read everything about one asset, with its photos in small; ``None`` when it is not there any more."""
    shown = portrait(uow, asset_id)
    return (shown, small_pictures(uow, shown.attachments, side_px)) if shown is not None else None


def check_showing(
    asset: Asset,
    audience: Audience,
    alt: Bilingual | None,
    *,
    is_picture: bool,
    shows_people: bool,
    agreed: bool,
) -> None:
    """Refuse to show a photo beyond the team before someone said what is to be seen, and those on it agreed.

    The agreement of a person to their own photo is asked when it is published; for those on the photo of a group or
    a place, *agreed* says that they were asked.

    Raises
    ------
    InvalidValueError
        One of both is missing.
    """
    if audience is Audience.TEAM:
        return
    if is_picture and alt is None:
        raise InvalidValueError(_("Say what is to be seen, for those who do not see it. Then it can be shown."))
    if shows_people and asset.kind is not AssetKind.PERSON and not agreed:
        raise InvalidValueError(_("Ask those who can be seen first, or keep it for the team."))
