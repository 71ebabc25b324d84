"""A publication → a file. It is written beside its target and put in place when it is whole.

Whatever happens meanwhile (cancelling, a full disk, a killed process, a power cut), the old file stays as it was
until the new one takes its place in one move. A process that was killed leaves a folder ``.….asset-mapper-part``
behind; the next export into the same folder removes it, once it is certain that nobody is at work in it any more.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.consent import PURPOSE_FOR, Consent, Purpose
from asset_mapper.domain.project import ExportRecord
from asset_mapper.domain.publication import Publication, Reason
from asset_mapper.errors import AssetMapperError, NotFoundError, WrongUseError
from asset_mapper.formats.exporters import EXPORTERS
from asset_mapper.formats.exporters.base import Exporter
from asset_mapper.formats.report import REPORTS
from asset_mapper.i18n import _, ngettext
from asset_mapper.progress import Progress, no_progress
from asset_mapper.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from asset_mapper.services.open_project import OpenProject

_PART = ".asset-mapper-part"
_LOCK = "asset-mapper.lock"  # holds the name of the target
_OLD = "old"  # a folder that is being replaced
_YOUNG_S = 60  # a part that is younger may belong to somebody who has not locked it yet
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """One file as it was put in place."""

    path: Path
    format: str
    bytes: int
    sha256: str
    seconds: float

    def as_dict(self) -> dict[str, Any]:
        return {
            "file": str(self.path),
            "format": self.format,
            "bytes": self.bytes,
            "sha256": self.sha256,
            "seconds": round(self.seconds, 3),
        }


def exporter_for(target: Path, key: str | None = None, among: Sequence[Exporter] = EXPORTERS) -> Exporter:
    """Choose the exporter by its key, or else by the ending of the file.

    Raises
    ------
    WrongUseError
        There is none; the message lists those that there are.
    """
    for exporter in sorted(among, key=lambda exporter: -len(exporter.suffix)):  # .kumu.json before .json
        if exporter.key == key or (key is None and target.name.lower().endswith(exporter.suffix)):
            return exporter
    if key is not None:
        keys = ", ".join(exporter.key for exporter in among)
        raise WrongUseError(_("There is no format “{key}”. There are: {keys}.").format(key=key, keys=keys))
    endings = " ".join(exporter.suffix for exporter in among)
    raise WrongUseError(
        _("What is “{file}” to be? Its ending says the kind of file; it is one of: {endings}.").format(
            file=target.name, endings=endings
        )
    )


def proposed_name(publication: Publication, exporter: Exporter) -> str:
    """Propose a name for a file; those of a map and of a report never clash."""
    report = "-report" if exporter in REPORTS else ""
    return f"{publication.file_stem}{report}{exporter.suffix}"


def export(
    publication: Publication, exporter: Exporter, target: Path, progress: Progress = no_progress
) -> ExportedFile:
    """Write *publication* to *target*, whole or not at all.

    Raises
    ------
    NotFoundError
        There is no such folder.
    AssetMapperError
        The file cannot be written or put in place; the message says why.
    Cancelled
        From *progress*; the old file is as it was.
    """
    as_folder = bool(exporter.marker) and target.suffix.lower() != exporter.suffix
    if as_folder:
        _check_may_be_replaced(target, exporter)
    return put_in_place(
        target,
        exporter.key,
        "" if as_folder else exporter.suffix,
        lambda part: exporter.write(publication, part, progress),
        progress,
    )


def put_in_place(
    target: Path, key: str, suffix: str, write: Callable[[Path], None], progress: Progress = no_progress
) -> ExportedFile:
    """Let *write* make a file beside *target*, or a folder without a *suffix*, and put it in place when whole.

    Raises
    ------
    NotFoundError, WrongUseError, AssetMapperError
        There is no such folder, the target is of another sort, or it cannot be written.
    """
    folder = target.parent
    if not folder.is_dir():
        raise NotFoundError(_("There is no folder “{folder}”. Make it, or choose another.").format(folder=folder))
    if suffix and target.is_dir():
        raise WrongUseError(_("“{file}” is a folder. Give the name of a file in it.").format(file=target))
    start = time.monotonic()
    try:
        remove_leftovers(folder)
        with _part(folder, target.name) as part:
            written = part / f"export{suffix}"
            write(written)
            size, sha256 = _secured(written) if suffix else _secured_folder(written)
            progress(1, 1, target.name)
            if not suffix and target.is_dir():
                _exchange(written, target, part / _OLD)
            else:
                os.replace(written, target)  # noqa: PTH105 - says what it does better than Path.replace
        _secure_folder(folder)
    except OSError as error:
        raise AssetMapperError(
            _("“{file}” could not be written: {why}. Close it where it is open, or choose another place.").format(
                file=target, why=error.strerror or error
            )
        ) from error
    return ExportedFile(target, key, size, sha256, time.monotonic() - start)


def export_all(
    project: OpenProject,
    publication: Publication,
    wanted: Iterable[tuple[Exporter, Path]],
    files: list[ExportedFile],
    progress: Progress = no_progress,
) -> None:
    """Write several files of one publication; each that is in place is put into *files*.

    Those have left the project: it remembers them, even when the next one fails or the work is stopped.

    Raises
    ------
    AssetMapperError, Cancelled
        As ``export``, for the first file that is not written.
    """
    try:
        for exporter, target in wanted:
            files.append(export(publication, exporter, target, progress))
    finally:
        if files and not project.read_only:
            project.apply(remember, publication, files)


def remember(uow: UnitOfWork, publication: Publication, files: Sequence[ExportedFile]) -> ChangeSet:
    """Note in the project which files left it, for whom, and with whom in them.

    It is no step to be undone: the files are out.
    """
    assets = publication.assets
    people = tuple(assets.loc[assets["kind"] == AssetKind.PERSON.value, "id"])
    records = [
        ExportRecord(
            file=file.path.name,
            format=file.format,
            audience=publication.audience,
            language=publication.language,
            sha256=file.sha256,
            size=file.bytes,
            people=people,
        )
        for file in files
    ]
    uow.exports.insert(records)
    label = ngettext("Export {n} file", "Export {n} files", len(records)).format(n=len(records))
    return ChangeSet(label, tuple(Change(None, record) for record in records))


def with_basemap(exporter: Exporter, basemap: Path | None) -> Exporter:
    """Give the exporter of a map with the basemap in a file; any other as it is."""
    from asset_mapper.formats.exporters import html_map, pdf, site

    if basemap is None or exporter.key not in (html_map.EXPORTER.key, pdf.EXPORTER.key, site.EXPORTER.key):
        return exporter
    page = html_map.with_basemap(basemap)
    if exporter.key == pdf.EXPORTER.key:
        return pdf.on_paper(page=page)
    return site.at("", basemap=basemap) if exporter.key == site.EXPORTER.key else page


def preview(publication: Publication, basemap: Path | None = None, progress: Progress = no_progress) -> str:
    """Give the page as it would be published; without its base map where that is gone."""
    from asset_mapper.formats.exporters import html_map

    exporter = with_basemap(html_map.EXPORTER, basemap if basemap and basemap.is_file() else None)
    with tempfile.TemporaryDirectory(prefix="asset-mapper-") as folder:
        page = Path(folder, "page.html")
        exporter.write(publication, page, progress)
        return page.read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class WentOut:
    """A file that left the project, and who of those in it no longer agrees."""

    record: ExportRecord
    people: int
    withdrawn: tuple[tuple[str, str], ...]  # id and name of each


def went_out(uow: UnitOfWork, today: date | None = None) -> list[WentOut]:
    """List what was published, the newest first."""
    day = today or date.today()  # noqa: DTZ011 - the user's day
    given: dict[tuple[str, Purpose], list[Consent]] = {}
    for consent in uow.consents.all():
        given.setdefault((consent.asset_id, consent.purpose), []).append(consent)
    records = sorted(uow.exports.all(), key=lambda record: record.at, reverse=True)
    people = {person for record in records for person in record.people}
    names = {asset.id: asset.name.given for asset in uow.assets.with_ids(people)}

    def has_withdrawn(person: str, audience: Audience) -> bool:
        consents = given.get((person, PURPOSE_FOR.get(audience, Purpose.HOLD)), [])
        stands = any(consent.stands_on(day) for consent in consents)
        return not stands and any(consent.withdrawn_on is not None for consent in consents)

    return [
        WentOut(
            record,
            len(record.people),
            tuple(
                (person, names[person])
                for person in record.people
                if person in names and has_withdrawn(person, record.audience)
            ),
        )
        for record in records
    ]


def held_back(publication: Publication) -> dict[Reason, int]:
    """Count what was held back, by its reason."""
    counts: dict[Reason, int] = {}
    for held in publication.held_back:
        counts[held.reason] = counts.get(held.reason, 0) + held.records
    return counts


def report(publication: Publication, files: Iterable[ExportedFile]) -> dict[str, Any]:
    """Make the report of an export, with the keys on which other programs rely."""
    return {
        "files": [file.as_dict() for file in files],
        "audience": publication.audience.value,
        "language": publication.language,
        "assets": len(publication.assets),
        "located": publication.located,
        "links": len(publication.links),
        "held_back": [{"reason": reason.value, "records": count} for reason, count in held_back(publication).items()],
    }


def remove_leftovers(folder: Path) -> None:
    """Remove what killed exports left in *folder*, and nothing that anybody may still be writing."""
    for part in folder.glob(f".*{_PART}"):
        with suppress(OSError):
            if part.is_symlink() or not part.is_dir() or time.time() - part.stat().st_mtime < _YOUNG_S:
                continue
            lock = part / _LOCK
            if not lock.is_file():
                part.rmdir()  # only when it is empty: whoever made it was killed at once
                continue
            with lock.open("r+b") as file:
                abandoned = _locked(file)
                name = file.read(1000).decode("utf-8", "replace")
            if abandoned:
                old, target = part / _OLD, folder / Path(name).name
                if old.is_dir() and not target.exists():  # killed while the two changed places
                    os.replace(old, target)  # noqa: PTH105
                shutil.rmtree(part)


@contextmanager
def _part(folder: Path, name: str) -> Iterator[Path]:
    """Make a folder for a file under way, locked while we live, and gone at the end."""
    part = Path(tempfile.mkdtemp(prefix=".", suffix=_PART, dir=folder))
    try:
        with (part / _LOCK).open("w+b") as lock:
            _locked(lock)
            lock.write(name.encode("utf-8", "replace"))
            lock.flush()
            lock.seek(0)
            yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)


if sys.platform == "win32":
    import msvcrt

    def _locked(file: IO[bytes]) -> bool:
        """Lock an open file; false when another process holds the lock."""
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _locked(file: IO[bytes]) -> bool:
        """Lock an open file; false when another process holds the lock."""
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


def _check_may_be_replaced(target: Path, exporter: Exporter) -> None:
    """See that a folder is new, empty, or one that we wrote."""
    if target.is_file():
        raise WrongUseError(_("“{file}” is a file. Give the name of a folder.").format(file=target))
    if target.is_dir() and any(target.iterdir()) and not (target / exporter.marker).is_file():
        raise WrongUseError(
            _("The folder “{folder}” holds other things. Choose a new folder, or an empty one.").format(folder=target)
        )


def _exchange(written: Path, target: Path, aside: Path) -> None:
    """Put a folder in the place of another, which goes aside; when that fails, the other comes back."""
    os.replace(target, aside)  # noqa: PTH105
    try:
        os.replace(written, target)  # noqa: PTH105
    except OSError:
        os.replace(aside, target)  # noqa: PTH105
        raise


def _secured_folder(folder: Path) -> tuple[int, str]:
    """See that every file of a folder is on the disk; give their size, and the checksum of names and checksums."""
    total, checksum = 0, hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        size, sha256 = _secured(file)
        total += size
        checksum.update(f"{sha256}  {file.relative_to(folder).as_posix()}\n".encode())
    return total, checksum.hexdigest()


def _secured(file: Path) -> tuple[int, str]:
    """See that a file is on the disk; give its size and checksum."""
    checksum = hashlib.sha256()
    with file.open("r+b") as content:
        while block := content.read(_BLOCK):
            checksum.update(block)
        size = content.tell()
        os.fsync(content.fileno())
    return size, checksum.hexdigest()


def _secure_folder(folder: Path) -> None:
    """See that the new name of a file is on the disk too, where the system knows how."""
    if sys.platform != "win32":
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
