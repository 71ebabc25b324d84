"""Photos lose what the camera wrote into them before they are kept."""

import io
from pathlib import Path

import pytest
from PIL import Image

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.project import Project
from asset_mapper.errors import InvalidValueError, UnreadableFileError
from asset_mapper.formats import photos
from asset_mapper.services import attachments, pictures, records
from asset_mapper.services.open_project import OpenProject

_ORIENTATION, _GPS, _ARTIST = 0x0112, 0x8825, 0x013B


def camera_photo(width: int = 400, height: int = 200) -> bytes:
    """A picture, red on its left, as a telephone held upright writes it: sideways, with a position and a name."""
    picture = Image.new("RGB", (width, height), "blue")
    picture.paste("red", (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[_ORIENTATION] = 6  # to be turned a quarter clockwise
    exif[_ARTIST] = "Megan-o-Gwm-Derwen"
    exif.get_ifd(_GPS).update({1: "N", 2: (52.0, 13.0, 14.0), 3: "W", 4: (3.0, 54.0, 55.0)})
    written = io.BytesIO()
    picture.save(written, "JPEG", exif=exif)
    return written.getvalue()


def test_a_photo_is_turned_upright_and_forgets_where_it_was_taken():
    photo = photos.tidied(camera_photo(), "hall.jpg")
    assert b"Megan" not in photo.content and b"Exif" not in photo.content
    kept = Image.open(io.BytesIO(photo.content))
    assert (kept.size, dict(kept.getexif())) == ((200, 400), {})
    assert kept.getpixel((100, 20))[0] > 200, "What was on the left is at the top now."


def test_a_large_photo_is_made_small_enough_for_a_screen():
    photo = photos.tidied(camera_photo(5000, 2500), "hall.jpg")
    assert max(photo.width, photo.height) == photos.LONGEST_SIDE


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff" + bytes(50), camera_photo()[:400], b"GIF89a"])
def test_a_damaged_picture_is_refused_in_a_sentence(content):
    with pytest.raises(UnreadableFileError, match="hall"):
        photos.tidied(content, "hall.jpg")


def test_an_attached_photo_comes_back_as_it_was_kept(tmp_path: Path):
    hall = Asset(name=Bilingual(cy="Neuadd"), kind=AssetKind.PLACE)
    path = tmp_path / "neuadd.jpeg"
    path.write_bytes(camera_photo())
    with OpenProject.create(tmp_path / "p.assetmap", Project(title=Bilingual(en="P"))) as project:
        project.apply(records.add, hall)
        project.apply(attachments.attach, hall, path)
        (kept,) = project.read(lambda uow: list(uow.attachments.all()))
        content = project.read(lambda uow: uow.blob(kept.sha256))
    assert (kept.name, kept.media_type, kept.size) == ("neuadd.jpg", "image/jpeg", len(content))
    assert b"Megan" not in (tmp_path / "p.assetmap").read_bytes()


def test_a_document_is_kept_as_it_is(tmp_path: Path):
    hall = Asset(name=Bilingual(en="Hall"), kind=AssetKind.PLACE)
    with OpenProject.create(tmp_path / "p.assetmap", Project(title=Bilingual(en="P"))) as project:
        project.apply(records.add, hall)
        project.apply(attachments.attach_bytes, hall, b"%PDF-1.4 ...", "rules.pdf")
        (kept,) = project.read(lambda uow: list(uow.attachments.all()))
    assert (kept.name, kept.media_type) == ("rules.pdf", "application/pdf")


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    hall = Asset(name=Bilingual(en="Hall"), kind=AssetKind.PLACE)
    with (
        OpenProject.create(tmp_path / "p.assetmap", Project(title=Bilingual(en="P"))) as project,
        pytest.raises(UnreadableFileError, match=r"gone\.jpg"),
    ):
        project.apply(attachments.attach, hall, tmp_path / "gone.jpg")


def test_a_file_is_looked_at_before_it_is_attached(tmp_path: Path):
    path = tmp_path / "hall.jpg"
    path.write_bytes(camera_photo(3000, 1500))
    found = pictures.look_at(path)
    small = Image.open(io.BytesIO(found.preview))
    assert found.is_picture and b"Exif" not in found.content and max(small.size) <= 320 and small.height > small.width
    path = tmp_path / "notes.txt"
    path.write_text("Ask Megan", encoding="utf-8")
    assert pictures.look_at(path) == pictures.LookedAt("notes.txt", b"Ask Megan")
    with pytest.raises(UnreadableFileError, match="gone"):
        pictures.look_at(tmp_path / "gone.jpg")


@pytest.mark.parametrize(
    ("kind", "fields", "why"),
    [
        (AssetKind.PLACE, {"audience": Audience.TEAM, "shows_people": True}, ""),
        (AssetKind.PLACE, {"alt": None}, "what is to be seen"),
        (AssetKind.PLACE, {"alt": None, "is_picture": False}, ""),
        (AssetKind.PLACE, {"shows_people": True}, "Ask those"),
        (AssetKind.PLACE, {"shows_people": True, "agreed": True}, ""),
        (AssetKind.PERSON, {"shows_people": True}, ""),  # asked when it is published
    ],
)
def test_a_photo_goes_beyond_the_team_with_words_and_agreement(kind: AssetKind, fields: dict, why: str):
    asset = Asset(name=Bilingual(en="Hall"), kind=kind)
    given = {"audience": Audience.PUBLIC, "alt": Bilingual(en="A door"), "is_picture": True}
    given |= {"shows_people": False, "agreed": False} | fields
    if why:
        with pytest.raises(InvalidValueError, match=why):
            pictures.check_showing(asset, **given)
    else:
        pictures.check_showing(asset, **given)
