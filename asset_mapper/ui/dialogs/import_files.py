"""Bringing in files: what would happen is shown before anything is stored, with the findings beside the rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from asset_mapper.domain.ids import RecordId
from asset_mapper.formats.importers import IMPORTERS
from asset_mapper.i18n import _
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.import_assistant.window import ImportFiles


def choose_and_import(context: Context, record: str | None = None, indicator_id: RecordId | None = None) -> None:
    """Ask which files to bring in."""
    folder = context.settings["projects.last_folder"]
    endings = " ".join(f"*{ending}" for importer in IMPORTERS for ending in importer.suffixes)
    kinds = ";;".join((_("Lists and maps ({endings})").format(endings=endings), _("All files (*)")))
    chosen, _kind = QFileDialog.getOpenFileNames(context.window, _("Bring in files"), folder, kinds)
    if chosen:
        show(context, [Path(text) for text in chosen], record, indicator_id)


def show(
    context: Context, paths: Sequence[Path], record: str | None = None, indicator_id: RecordId | None = None
) -> None:
    """Show what bringing in some files, or those of folders, would do.

    Their rows are *record* where something else than assets is asked for, such as readings of an indicator.
    """
    if context.project is None:
        return
    if context.project.read_only:
        context.say(_("This project is open for reading only, so nothing can be brought in."), kind="caution")
        return
    ImportFiles(context, paths, context.window, record, indicator_id).show()
