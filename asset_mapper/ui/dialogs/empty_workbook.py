"""An empty workbook for somebody without this program: in which language, and where it is written."""

from __future__ import annotations

from pathlib import Path

from asset_mapper.formats.fill_in import workbook
from asset_mapper.i18n import LANGUAGES, N_, _, language, speaking
from asset_mapper.services import empty_workbook
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.file_form import FileForm


def show(context: Context) -> None:
    """Ask for the language, and write the workbook."""
    EmptyWorkbookDialog(context).show()


class EmptyWorkbookDialog(FileForm):
    """One choice, and what becomes of the file."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, N_("Empty workbook to fill in"), manual="importing", width=560)
        self.hint(
            N_(
                "An Excel workbook for a group that does not have this program. It explains itself, and offers lists "
                "to choose from. When it comes back filled in, bring it in like any other file."
            )
        )
        self.language = self.language_row(N_("Language of the workbook"))
        self.summary = self.hint()
        self.begin(260, draft="empty-workbook")

    def keep(self) -> None:
        spoken = self.language.value if self.language.value in LANGUAGES else language()
        with speaking(spoken):  # the name is in the language of what is in it
            name = f"{_(workbook.FILE_NAME)}{workbook.SUFFIX}"
        self.ask_where(name, _("Excel workbook (*{ending})").format(ending=workbook.SUFFIX))

    def write_to(self, target: Path) -> None:
        if target.suffix.lower() != workbook.SUFFIX:
            target = target.with_name(target.name + workbook.SUFFIX)
        chosen = self.language.value
        self.write_by(lambda progress: empty_workbook.write(target, chosen, progress))
