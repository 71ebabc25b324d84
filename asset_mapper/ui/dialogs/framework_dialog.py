"""Adding a framework: one that comes with the program, one from a table, or an empty one of one's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.frameworks import PACKAGED, PackagedFramework, load
from asset_mapper.i18n import N_, _, language, ngettext
from asset_mapper.services import frameworks
from asset_mapper.services.frameworks import FrameworkDraft
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.sheet import Sheet
from asset_mapper.ui.widgets.bilingual_field import BilingualField
from asset_mapper.ui.widgets.two_lines import TwoLines

_SECOND = Qt.ItemDataRole.UserRole + 1
_KEY = Qt.ItemDataRole.UserRole + 2
_MOST_FINDINGS, _LINES, _EMS_WIDE = 20, 20, 42


def show(context: Context) -> None:
    """Open the dialog."""
    context.ask(frameworks.known_keys, done=lambda known: FrameworkDialog(context, known).open())


class FrameworkDialog(Sheet):
    """The published frameworks in a list; a CSV file shows what it holds before it is added."""

    def __init__(self, context: Context, known: frozenset[str]) -> None:
        super().__init__(context, N_("Add a framework"), manual="outcomes")
        self._known = known
        self._path: Path | None = None
        self.words(N_("These come with the program, in the words of whoever published them."), "quiet")
        self.list = QListWidget()
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("m") * _EMS_WIDE)
        self.list.setItemDelegate(TwoLines(_SECOND, self.list))
        self.list.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES)
        self.list.currentRowChanged.connect(lambda _row: self._say_about())
        self.list.itemDoubleClicked.connect(lambda _item: self._on_add())  # Enter presses the button
        context.texts.say(self.list.setAccessibleName, N_("Published frameworks"))
        self.column.addWidget(self.list, 1)
        self.about = self.words(role="quiet")
        self.name = BilingualField(_("Name of the framework"))
        context.texts.call(lambda: self.name.say(_("Name of the framework")))
        self.column.addWidget(self.name)
        self.read = self.words(role="quiet")
        self.read.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.problem = self.words(role="problem")
        self.name.hide()
        self.read.hide()
        self.problem.hide()
        self.file = self.button(N_("From a table (CSV) …"), self._on_file)
        self.button(N_("Cancel"))
        self.save = self.button(N_("Add"), self._on_add, "primary")
        self.finish()
        context.texts.call(self._fill)
        self.list.setFocus()

    def _fill(self) -> None:
        """List the published frameworks in the language in force."""
        fresh = next((row for row, key in enumerate(PACKAGED) if key not in self._known), 0)
        row = self.list.currentRow() if self.list.currentRow() >= 0 else fresh
        self.list.clear()
        for key in PACKAGED:
            packaged = load(key)
            item = QListWidgetItem(packaged.name.text(language()))
            there = _("in the project already") if key in self._known else ""
            item.setData(_SECOND, " · ".join(part for part in (*_facts(packaged), there) if part))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {item.data(_SECOND)}")
            item.setData(_KEY, key)
            if key in self._known:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            self.list.addItem(item)
        self.list.setCurrentRow(row)
        self._say_about()

    def _say_about(self) -> None:
        if self.list.currentRow() < 0:
            return
        packaged = load(self.list.currentItem().data(_KEY))
        note = packaged.note.text(language()) if packaged.note else ""
        self.about.setText("\n".join(part for part in (note, packaged.source_title) if part))

    def say_problem(self, text: str) -> None:
        """Say what is wrong, or that nothing is, with an empty text."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _keep(self, step: Callable[..., ChangeSet], *args: object) -> None:
        """Do a step; the dialog closes when it is stored, and says why when it is not."""
        self.context.apply(
            step,
            *args,
            done=lambda _done: self.accept(),
            failed=lambda error: self.say_problem(str(error)),
            say=True,
        )

    def _on_file(self) -> None:
        kinds = _("Tables") + " (*.csv)"
        folder = str(self.context.settings["projects.last_folder"] or Path.home())
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Choose a table of outcomes"), folder, kinds)
        if chosen:
            self.read_file(Path(chosen))

    def read_file(self, path: Path) -> None:
        """Read a table, and say what it holds."""
        self.context.jobs.run(
            lambda: frameworks.read_framework(path, Bilingual(en=path.stem)),
            done=lambda draft: self._on_read(path, draft),
            failed=lambda error: self.say_problem(str(error)),
        )

    def _on_read(self, path: Path, draft: FrameworkDraft) -> None:
        self._path = path
        for widget in (self.list, self.about):
            widget.hide()
        self.name.show()
        self.read.show()
        if self.name.value is None:
            self.name.set_value(Bilingual(en=path.stem))
        count = len(draft.outcomes)
        lines = [
            ngettext("“{file}” holds {n} outcome.", "“{file}” holds {n} outcomes.", count).format(
                file=path.name, n=count
            )
        ]
        for finding in draft.findings[:_MOST_FINDINGS]:
            row = _("Row {n}:").format(n=finding.row) + " " if finding.row else ""
            lines.append(f"{row}{finding.message}")
        more = len(draft.findings) - _MOST_FINDINGS
        if more > 0:
            lines.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
        self.read.setText("\n".join(lines))
        self.say_problem("")
        self.name.focus()

    def _on_add(self) -> None:
        if self._path is not None:
            self._add_file(self._path)
            return
        key = self.list.currentItem().data(_KEY) if self.list.currentRow() >= 0 else None
        if key is None or key in self._known:
            self.say_problem(_("Choose a framework that the project does not have yet."))
            return
        self._keep(frameworks.add_framework, key)

    def _add_file(self, path: Path) -> None:
        name = self.name.value
        if name is None:
            self.say_problem(_("Give the framework a name, in Welsh or in English."))
            self.name.focus()
            return
        self._keep(frameworks.add_from_file, path, name)


def _facts(packaged: PackagedFramework) -> tuple[str, ...]:
    count = len(packaged.outcomes)
    number = ngettext("{n} outcome", "{n} outcomes", count).format(n=count)
    return packaged.version, _(packaged.status.label), number
