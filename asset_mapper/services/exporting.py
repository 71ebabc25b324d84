"""A publication → files: the exporter that fits, the file that it writes, and what the project remembers of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.project import ExportRecord
from asset_mapper.domain.publication import Publication, Reason
from asset_mapper.errors import WrongUseError
from asset_mapper.formats.exporters import EXPORTERS
from asset_mapper.formats.exporters.base import Exporter
from asset_mapper.formats.report import REPORTS
from asset_mapper.i18n import _, ngettext
from asset_mapper.progress import Progress, no_progress
from asset_mapper.services.in_place import ExportedFile as ExportedFile
from asset_mapper.services.in_place import put_in_place
from asset_mapper.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from asset_mapper.services.open_project import OpenProject


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


def _check_may_be_replaced(target: Path, exporter: Exporter) -> None:
    """See that a folder is new, empty, or one that we wrote."""
    if target.is_file():
        raise WrongUseError(_("“{file}” is a file. Give the name of a folder.").format(file=target))
    if target.is_dir() and any(target.iterdir()) and not (target / exporter.marker).is_file():
        raise WrongUseError(
            _("The folder “{folder}” holds other things. Choose a new folder, or an empty one.").format(folder=target)
        )


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
