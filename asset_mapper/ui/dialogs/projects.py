"""Making, opening and going back: every way to a project, and what to say when one cannot be opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.domain import frameworks as packaged
from asset_mapper.domain.bilingual import bilingual
from asset_mapper.domain.project import Project
from asset_mapper.errors import PassphraseError, ProjectLockedError
from asset_mapper.i18n import _, language
from asset_mapper.services import frameworks
from asset_mapper.services.open_project import OpenProject
from asset_mapper.storage.project_file import SUFFIX
from asset_mapper.ui.context import Context

_MOST_RECENT = 8
_AT_FIRST = ("wfg-goals",)


def open_path(context: Context, where: Path | str, passphrase: str | None = None, *, read_only: bool = False) -> None:
    """Open a project, asking for its passphrase or offering to read it where needed."""

    def failed(error: BaseException) -> None:
        if isinstance(error, PassphraseError):
            _ask_passphrase(context, where, wrong=passphrase is not None, read_only=read_only)
        elif isinstance(error, ProjectLockedError):
            _offer_reading(context, where, passphrase, str(error))
        else:
            context.show_error(error)

    context.jobs.run(
        lambda: OpenProject.open(where, passphrase, read_only=read_only),
        done=lambda project: _opened(context, project),
        failed=failed,
    )


def choose_and_open(context: Context) -> None:
    """Ask which project to open."""
    kinds = _("Asset Mapper projects") + f" (*{SUFFIX})"
    folder = context.settings["projects.last_folder"]
    chosen, _kind = QFileDialog.getOpenFileName(context.window, _("Open a project"), folder, kinds)
    if chosen:
        open_path(context, Path(chosen))


def make_new(context: Context) -> None:
    """Ask what a new project is about and where to keep it, and make it."""
    dialog = NewProject(context, context.window)
    dialog.open()


def make_sample(context: Context) -> None:
    """Make the fictional sample project in a folder that the user chooses, and open it."""
    from asset_mapper.services import sample

    name = str(Path(context.settings["projects.last_folder"] or Path.home()) / f"sample{SUFFIX}")
    kinds = _("Asset Mapper projects") + f" (*{SUFFIX})"
    chosen, _kind = QFileDialog.getSaveFileName(context.window, _("Keep the sample project as"), name, kinds)
    if chosen:
        path = Path(chosen)
        path.unlink(missing_ok=True)  # the file dialog has asked whether to replace it
        context.jobs.run(
            lambda: sample.make(path), done=lambda project: _opened(context, project), failed=context.show_error
        )


def recent(context: Context) -> list[Path]:
    """List the projects that were opened lately and are still there, the last one first."""
    paths = (Path(text) for text in context.settings["projects.recent"] if isinstance(text, str))
    return [path for path in paths if path.is_file()]


class NewProject(QDialog):
    """A few questions about a new project: its title in both languages, where it is kept, what it begins with."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("New project"))
        self.setMinimumWidth(520)
        self.title_cy, self.title_en = QLineEdit(), QLineEdit()
        self.publisher, self.contact = QLineEdit(), QLineEdit()
        self.encrypt = QCheckBox(_("Protect it with a passphrase"))
        self.passphrase = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.passphrase.setEnabled(False)
        self.encrypt.toggled.connect(self.passphrase.setEnabled)
        self.chosen = {key: QCheckBox(packaged.load(key).name.text(language())) for key in packaged.PACKAGED}
        for key in _AT_FIRST:
            self.chosen[key].setChecked(True)

        form = QFormLayout(rowWrapPolicy=QFormLayout.RowWrapPolicy.WrapAllRows)
        form.addRow(_("Title in Welsh"), self.title_cy)
        form.addRow(_("Title in English"), self.title_en)
        form.addRow(_("Who makes the map"), self.publisher)
        form.addRow(_("Where to have an entry corrected or removed"), self.contact)
        form.addRow(QLabel(_("Outcomes to begin with")))
        for box in self.chosen.values():
            form.addRow(box)
        form.addRow(self.encrypt)
        form.addRow(_("Passphrase (nobody can open the project without it)"), self.passphrase)
        self.problem = QLabel(wordWrap=True)
        self.problem.setProperty("role", "quiet")
        buttons = QDialogButtonBox()
        self.make = QPushButton(_("Choose where to keep it …"))
        self.make.setProperty("role", "primary")
        buttons.addButton(self.make, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self.problem)
        column.addWidget(buttons)

    def _on_accepted(self) -> None:
        title = bilingual(self.title_cy.text(), self.title_en.text(), first=None)
        if title is None:
            self.problem.setText(_("Give the project a title, in Welsh or in English."))
            self.title_cy.setFocus()
            return
        if self.encrypt.isChecked() and not self.passphrase.text():
            self.problem.setText(_("Type a passphrase, or do without one."))
            self.passphrase.setFocus()
            return
        folder = Path(self._context.settings["projects.last_folder"] or Path.home())
        kinds = _("Asset Mapper projects") + f" (*{SUFFIX})"
        proposed = str(folder / f"{title.given}{SUFFIX}")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Keep the project as"), proposed, kinds)
        if chosen:
            self.make_at(Path(chosen))

    def make_at(self, path: Path) -> None:
        """Make the project there and open it."""
        title = bilingual(self.title_cy.text(), self.title_en.text())
        assert title is not None
        project = Project(title=title, publisher=self.publisher.text(), contact=self.contact.text())
        keys = [key for key, box in self.chosen.items() if box.isChecked()]
        secret = self.passphrase.text() if self.encrypt.isChecked() else None

        def make() -> OpenProject:
            opened = OpenProject.create(path, project, secret)
            for key in keys:
                opened.apply(frameworks.add_framework, key)
            return opened

        context = self._context
        context.jobs.run(make, done=lambda opened: _opened(context, opened), failed=self._on_failed)

    def _on_failed(self, error: BaseException) -> None:
        self.problem.setText(str(error))


def _opened(context: Context, project: OpenProject) -> None:
    path = Path(project.name)
    if path.is_file():
        others = [str(other) for other in recent(context) if other != path]
        context.settings["projects.recent"] = [str(path), *others][:_MOST_RECENT]
        context.settings["projects.last_folder"] = str(path.parent)
    context.use(project)
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, NewProject):
            widget.accept()


def _ask_passphrase(context: Context, where: Path | str, *, wrong: bool, read_only: bool) -> None:
    dialog = QInputDialog(context.window)
    dialog.setWindowTitle(_("This project is protected"))
    again = _("That passphrase is not right. Try again:") if wrong else _("Passphrase:")
    dialog.setLabelText(again)
    dialog.setTextEchoMode(QLineEdit.EchoMode.Password)
    dialog.textValueSelected.connect(lambda text: open_path(context, where, text, read_only=read_only))
    QTimer.singleShot(0, dialog.open)


def _offer_reading(context: Context, where: Path | str, passphrase: str | None, why: str) -> None:
    box = QMessageBox(context.window)
    box.setWindowTitle(_("Someone else is working on this project"))
    box.setText(why)
    read = box.addButton(_("Open for reading"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    read.clicked.connect(lambda: open_path(context, where, passphrase, read_only=True))
    box.open()
