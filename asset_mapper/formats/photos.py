"""Photos as they are kept: upright, of a size for a screen, and without what the camera wrote into them.

A camera writes where and when a photo was taken, by whom, and often a small copy of the uncut picture. All of that
goes, because the picture is drawn anew from its pixels.
"""

import io
import warnings
from dataclasses import dataclass

from asset_mapper.errors import UnreadableFileError
from asset_mapper.i18n import _

LONGEST_SIDE = 1600
"""Pixels: enough for a projector, and a tenth of what a telephone takes."""

_MOST_PIXELS = 120_000_000
_JPEG_QUALITY = 85
_SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF", b"BM", b"II*\x00", b"MM\x00*")


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture ready to be kept."""

    content: bytes
    media_type: str  # image/jpeg or image/png
    width: int  # pixels
    height: int


def is_photo(content: bytes) -> bool:
    """Tell by its first bytes whether a file is a picture that can be drawn anew."""
    return content.startswith(_SIGNATURES)


def tidied(content: bytes, name: str) -> Photo:
    """Turn a picture upright, make it no larger than needed, and leave everything but its pixels behind.

    Raises
    ------
    UnreadableFileError
        It is not a picture after all, damaged, or larger than any camera makes it.
    """
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is below
            with Image.open(io.BytesIO(content)) as opened:
                if opened.width * opened.height > _MOST_PIXELS:
                    raise UnreadableFileError(
                        _("The picture “{name}” is too large: {width} by {height} points.").format(
                            name=name, width=opened.width, height=opened.height
                        )
                    )
                opened.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))  # a JPEG is read no larger than needed
                upright = ImageOps.exif_transpose(opened)
                upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                see_through = "A" in upright.getbands() or "transparency" in upright.info
                bare = Image.new("RGBA" if see_through else "RGB", upright.size)
                bare.paste(upright.convert(bare.mode))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UnreadableFileError(
            _("The picture “{name}” cannot be read. Save it again as a JPEG or PNG.").format(name=name)
        ) from error
    written = io.BytesIO()
    if see_through:
        bare.save(written, "PNG", optimize=True)
        return Photo(written.getvalue(), "image/png", *bare.size)
    bare.save(written, "JPEG", quality=_JPEG_QUALITY, optimize=True)
    return Photo(written.getvalue(), "image/jpeg", *bare.size)


def small(content: bytes, side_px: int = 320) -> bytes:
    """Give a small copy of a picture that is kept, for a list; empty when it cannot be drawn."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as opened:
            opened.thumbnail((side_px, side_px))
            written = io.BytesIO()
            opened.convert("RGBA").save(written, "PNG")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return b""
    return written.getvalue()
