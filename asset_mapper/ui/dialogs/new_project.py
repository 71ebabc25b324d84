"""A new project in four steps: its title, its area, the outcomes to begin with, and where it is kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.domain import frameworks as packaged
from asset_mapper.domain.area import Area
from asset_mapper.domain.bilingual import bilingual
from asset_mapper.domain.project import Project
from asset_mapper.i18n import N_, _, language, ngettext
from asset_mapper.services import boundaries, frameworks
from asset_mapper.services.open_project import OpenProject
from asset_mapper.storage.project_file import SUFFIX
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import projects
from asset_mapper.ui.dialogs.sheet import Sheet

_AT_FIRST = ("wfg-goals",)
STEPS = (N_("What it is called"), N_("Its area"), N_("Outcomes to begin with"), N_("Where it is kept"))


def show(context: Context) -> None:
    NewProject(context).open()


class NewProject(Sheet):
    """Four steps, back and forth. Only the title is needed."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, N_("New project"), "projects")
        self.areas: list[Area] = []
        self._boundary_name = ""
        self.step = self.words(role="quiet")
        self.heading = self.words(role="heading")
        self.pages = QStackedWidget()
        self.column.addWidget(self.pages, 1)
        for page in (self._title_page(), self._area_page(), self._outcomes_page(), self._keeping_page()):
            self.pages.addWidget(page)
        self.problem = self.words(role="problem")
        self.back = self.button(N_("Back"), lambda: self._go(-1))
        self.next = self.button(N_("Next"), lambda: self._go(1), "primary")
        self.make = self.button(N_("Choose where to keep it …"), self._choose_place, "primary")
        self.button(N_("Cancel"))
        self.finish()
        self.make_room(90, 34)
        context.texts.call(self._say_step)
        self._show_step()

    # --- the pages ----------------------------------------------------------------------------------------------

    def _title_page(self) -> QWidget:
        page, column = _page()
        self.title_cy = self._field(column, N_("Title in Welsh"))
        self.title_en = self._field(column, N_("Title in English"))
        self.publisher = self._field(column, N_("Who makes the map"))
        self.contact = self._field(column, N_("Where to have an entry corrected or removed"))
        column.addStretch(1)
        return page

    def _area_page(self) -> QWidget:
        page, column = _page()
        self._text(
            column,
            N_(
                "A file with the boundary of your area, or of its wards: GeoJSON, GeoPackage, a shapefile or KML. "
                "You can also leave this for later."
            ),
        )
        self.boundary = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        choose = QPushButton()
        self.context.texts.say(choose.setText, N_("Choose a file …"))
        choose.clicked.connect(self._choose_boundary)
        self.without = QPushButton()
        self.context.texts.say(self.without.setText, N_("Without a boundary"))
        self.without.clicked.connect(self._drop_boundary)
        row = QHBoxLayout()
        row.addWidget(choose)
        row.addWidget(self.without)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.boundary)
        column.addStretch(1)
        self.context.texts.call(self._say_boundary)
        return page

    def _outcomes_page(self) -> QWidget:
        page, column = _page()
        self._text(column, N_("Lists of outcomes that others agreed on. More can be added later, and your own."))
        self.chosen: dict[str, QCheckBox] = {}
        inner, boxes = _page()
        for key in packaged.PACKAGED:
            box = self.chosen[key] = QCheckBox()
            box.setChecked(key in _AT_FIRST)
            boxes.addWidget(box)
        boxes.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        column.addWidget(scroll, 1)
        self.context.texts.call(self._say_frameworks)
        return page

    def _keeping_page(self) -> QWidget:
        page, column = _page()
        self._text(
            column,
            N_(
                "A project is one file. Keep it where your team keeps its work: on this laptop, on a network drive, "
                "or in a synchronised folder."
            ),
        )
        self.encrypt = QCheckBox()
        self.context.texts.say(self.encrypt.setText, N_("Protect it with a passphrase"))
        column.addWidget(self.encrypt)
        self._text(
            column,
            N_(
                "With a passphrase the file cannot be read by anyone who finds it. Nobody can open it without the "
                "passphrase, and nobody can find it out for you: write it down and keep it apart."
            ),
            "quiet",
        )
        self.passphrase = self._field(column, N_("Passphrase"))
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.again = self._field(column, N_("The passphrase again"))
        self.again.setEchoMode(QLineEdit.EchoMode.Password)
        for field in (self.passphrase, self.again):
            field.setEnabled(False)
            self.encrypt.toggled.connect(field.setEnabled)
        column.addStretch(1)
        return page

    def _field(self, column: QVBoxLayout, name: str) -> QLineEdit:
        label, field = QLabel(), QLineEdit()
        self.context.texts.say(label.setText, name)
        self.context.texts.say(field.setAccessibleName, name)
        label.setBuddy(field)
        column.addWidget(label)
        column.addWidget(field)
        return field

    def _text(self, column: QVBoxLayout, text: str, role: str = "") -> None:
        label = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        label.setProperty("role", role)
        self.context.texts.say(label.setText, text)
        column.addWidget(label)

    # --- saying things ------------------------------------------------------------------------------------------

    def _say_step(self) -> None:
        number = self.pages.currentIndex()
        self.step.setText(_("Step {n} of {all}").format(n=number + 1, all=len(STEPS)))
        self.heading.setText(_(STEPS[number]))

    def _say_boundary(self) -> None:
        number = len(self.areas)
        said = ngettext("{n} boundary from “{name}”.", "{n} boundaries from “{name}”.", number)
        self.boundary.setText(said.format(n=number, name=self._boundary_name) if number else "")
        self.without.setVisible(bool(number))

    def _say_frameworks(self) -> None:
        for key, box in self.chosen.items():
            box.setText(packaged.load(key).name.text(language()).replace("&", "&&"))

    def _show_step(self) -> None:
        number = self.pages.currentIndex()
        last = number == len(STEPS) - 1
        self.back.setEnabled(number > 0)
        self.next.setVisible(not last)
        self.make.setVisible(last)
        (self.make if last else self.next).setDefault(True)
        self.problem.setText("")
        self._say_step()
        first = next((field for field in (self.title_cy, self.encrypt) if field.isVisibleTo(self.pages)), None)
        if first is not None:
            first.setFocus()

    # --- steps --------------------------------------------------------------------------------------------------

    def _go(self, by: int) -> None:
        if by > 0 and self.pages.currentIndex() == 0 and not self._has_title():
            return
        self.pages.setCurrentIndex(max(0, min(self.pages.currentIndex() + by, len(STEPS) - 1)))
        self._show_step()

    def _has_title(self) -> bool:
        if bilingual(self.title_cy.text(), self.title_en.text(), first=None) is not None:
            return True
        self.problem.setText(_("Give the project a title, in Welsh or in English."))
        self.title_cy.setFocus()
        return False

    def _choose_boundary(self) -> None:
        folder = self.context.settings["projects.last_folder"]
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Choose a file with a boundary"), folder)
        if chosen:
            self.use_boundary(Path(chosen))

    def use_boundary(self, path: Path) -> None:
        """Read the boundaries of a file, and show how many there are."""

        def done(areas: list[Area]) -> None:
            self.areas, self._boundary_name = areas, path.name
            self.problem.setText("")
            self._say_boundary()

        self.context.jobs.run(
            lambda: boundaries.read_boundaries(path), done=done, failed=self._on_failed, on_project=False
        )

    def _drop_boundary(self) -> None:
        self.areas = []
        self._say_boundary()

    def _choose_place(self) -> None:
        if self.encrypt.isChecked() and not self._has_passphrase():
            return
        title = bilingual(self.title_cy.text(), self.title_en.text())
        assert title is not None
        name = "".join(letter for letter in title.given if letter not in '<>:"/\\|?*').strip() or "project"
        chosen = projects.ask_where(self.context, _("Keep the project as"), f"{name}{SUFFIX}")
        if chosen is not None:
            self.make_at(chosen)

    def _has_passphrase(self) -> bool:
        if not self.passphrase.text():
            self.problem.setText(_("Type a passphrase, or do without one."))
        elif self.passphrase.text() != self.again.text():
            self.problem.setText(_("The two passphrases are not the same."))
        else:
            return True
        self.passphrase.setFocus()
        return False

    def make_at(self, path: Path) -> None:
        """Make the project there and open it."""
        title = bilingual(self.title_cy.text(), self.title_en.text())
        assert title is not None
        project = Project(title=title, publisher=self.publisher.text(), contact=self.contact.text())
        keys = [key for key, box in self.chosen.items() if box.isChecked()]
        secret = self.passphrase.text() if self.encrypt.isChecked() else None
        areas = tuple(self.areas)

        def make() -> OpenProject:
            opened = OpenProject.create(path, project, secret)
            try:
                for key in keys:
                    opened.apply(frameworks.add_framework, key)
                if areas:
                    opened.apply(boundaries.use_boundaries, areas)
            except BaseException:
                opened.close()
                raise
            return opened

        self.context.jobs.run(make, done=self._on_made, failed=self._on_failed)

    def _on_made(self, project: OpenProject) -> None:
        projects.opened(self.context, project)
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        from asset_mapper.ui.errors import message_of

        self.problem.setText(message_of(error).text)


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    return page, column
