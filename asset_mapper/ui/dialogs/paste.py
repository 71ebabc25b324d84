"""Pasting a table: it is looked at, matched and stored by the import, as if it had come as a file."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from asset_mapper.domain.ids import RecordId
from asset_mapper.i18n import _
from asset_mapper.services import pasting
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import import_files


def show(context: Context, record: str | None = None, indicator_id: RecordId | None = None) -> None:
    """Show what pasting the table in the clipboard would do; its rows are assets, or *record*."""
    text = QGuiApplication.clipboard().text()
    if not pasting.is_table(text):
        context.say(_("Copy a table with its headings first, such as from Excel."), kind="caution")
        return
    folder = tempfile.TemporaryDirectory(prefix="asset-mapper-", ignore_cleanup_errors=True)
    before = {id(dialog) for dialog in _dialogs(context)}
    pasted = pasting.keep(text, Path(folder.name), _("Pasted table"))
    import_files.show(context, [pasted], record, indicator_id)
    opened = [dialog for dialog in _dialogs(context) if id(dialog) not in before]
    for dialog in opened[-1:]:
        dialog.finished.connect(lambda _result: folder.cleanup())


def _dialogs(context: Context) -> list[QDialog]:
    return context.window.findChildren(QDialog) if context.window is not None else []
