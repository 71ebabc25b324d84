"""Writing an empty workbook that a group without this program fills in and sends back."""

from __future__ import annotations

from pathlib import Path

from asset_mapper.errors import WrongUseError
from asset_mapper.formats.fill_in import workbook
from asset_mapper.i18n import LANGUAGES, _
from asset_mapper.progress import Progress, no_progress
from asset_mapper.services.in_place import ExportedFile, put_in_place


def write(target: Path, language: str, progress: Progress = no_progress) -> ExportedFile:
    """Write it in Welsh (``cy``), in English (``en``) or in both side by side (``both``).

    Raises
    ------
    WrongUseError
        The name of the file does not end as that of a workbook.
    AssetMapperError
        The file cannot be written or put in place; the message says why.
    """
    if target.suffix.lower() != workbook.SUFFIX:
        raise WrongUseError(
            _("“{file}” has to end with {ending}: it is an Excel workbook.").format(
                file=target.name, ending=workbook.SUFFIX
            )
        )
    languages = LANGUAGES if language == "both" else (language,)
    return put_in_place(target, "fill_in", workbook.SUFFIX, lambda part: workbook.write(languages, part), progress)
