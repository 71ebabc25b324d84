"""The one door to an open project: read it, do a step in it, undo, redo, and hear what changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.mapping_session import Recording
from asset_mapper.domain.project import Project
from asset_mapper.errors import ProjectFileError, WrongUseError
from asset_mapper.i18n import _
from asset_mapper.storage import backups, project_file, team_database
from asset_mapper.storage.database import Database
from asset_mapper.storage.lock_file import laptop, who
from asset_mapper.storage.unit_of_work import UnitOfWork

P = ParamSpec("P")
T = TypeVar("T")


class OpenProject:
    """A project that is open: a file, or a team's database."""

    def __init__(self, database: Database, passphrase: str | None = None) -> None:
        self._database = database
        self._passphrase = passphrase
        self._listeners: list[Callable[[ChangeSet], None]] = []
        self.backup_problem: str | None = None  # why the backup of today could not be made
        self.recording: Recording | None = None  # the session that runs: what is made from now on belongs to it

    @classmethod
    def create(cls, where: str | Path, project: Project, passphrase: str | None = None) -> Self:
        """Make a new project and open it.

        *where* is the path of a file that is not there yet, or the address of an empty PostgreSQL database.
        """
        if team_database.is_address(str(where)):
            database = team_database.open_address(str(where), create=True)
        else:
            database = project_file.create(_with_suffix(Path(where)), passphrase)
        opened = cls(database, passphrase)
        with database.writing() as connection:
            opened._unit_of_work(connection).store(Project).insert([project])
        return opened

    @classmethod
    def open(cls, where: str | Path, passphrase: str | None = None, *, read_only: bool = False) -> Self:
        """Open a project. The backup of the day is made when it is opened for writing.

        Raises
        ------
        ProjectFileError, PassphraseError, ProjectLockedError
            See ``storage.project_file.open_file``.
        """
        if team_database.is_address(str(where)):
            return cls(team_database.open_address(str(where), read_only=read_only))
        path = Path(where)
        opened = cls(project_file.open_file(path, passphrase, read_only=read_only), passphrase)
        if not read_only:
            try:
                opened._look_after_backups()
            except BaseException:
                opened.close()
                raise
        return opened

    @property
    def name(self) -> str:
        """The project as a user knows it: the path of its file, or the address of the server."""
        return self._database.name

    @property
    def read_only(self) -> bool:
        return self._database.read_only

    @property
    def encrypted(self) -> bool:
        return self._database.is_file and project_file.is_encrypted(Path(self.name))

    def read(self, query: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask a question, in one consistent look at the data."""
        with self._database.reading() as connection:
            return query(self._unit_of_work(connection), *args, **kwargs)

    def apply(
        self, step: Callable[Concatenate[UnitOfWork, P], ChangeSet], *args: P.args, **kwargs: P.kwargs
    ) -> ChangeSet:
        """Run one step in one transaction; remember it for Undo; tell everyone."""
        with self._database.writing() as connection:
            uow = self._unit_of_work(connection)
            change_set = step(uow, *args, **kwargs)
        self._follow_up(uow, change_set)
        return change_set

    def note(self, write: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Write what is no step of a user, in one transaction: nothing to undo, and nobody is told."""
        with self._database.writing() as connection:
            return write(self._unit_of_work(connection), *args, **kwargs)

    def undo(self) -> ChangeSet | None:
        """Take back the last step of this laptop; ``None`` when there is none."""
        return self._again(UnitOfWork.undo)

    def redo(self) -> ChangeSet | None:
        """Do again what was undone last; ``None`` when there is nothing."""
        return self._again(UnitOfWork.redo)

    @property
    def undo_label(self) -> str | None:
        """What Undo would take back."""
        return self.read(lambda uow: step.label if (step := uow.history.to_undo()) else None)

    @property
    def redo_label(self) -> str | None:
        return self.read(lambda uow: step.label if (step := uow.history.to_redo()) else None)

    def subscribe(self, listener: Callable[[ChangeSet], None]) -> None:
        """Tell *listener* of every step that was stored."""
        self._listeners.append(listener)

    def back_up(self, why: str) -> None:
        """Copy the project as it is stored now to the user's backups."""
        self._make_backup(lambda path, passphrase: backups.make(path, passphrase, why))

    def copy_to(self, target: Path) -> None:
        """Copy the project as it is stored now to another file, encrypted if the project is.

        Raises
        ------
        WrongUseError
            The project is a team's database, which is no file; or the target is the project itself.
        """
        if not self._database.is_file:
            raise WrongUseError(_("A team's database has no copy as a file. Export it instead."))
        if target.exists() and target.samefile(self.name):
            raise WrongUseError(_("A project cannot be copied onto itself. Choose another name."))
        backups.copy_of(Path(self.name), self._passphrase, target)

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _unit_of_work(self, connection: Any) -> UnitOfWork:
        return UnitOfWork(connection, who(), laptop(), self.recording)

    def _again(self, direction: Callable[[UnitOfWork], ChangeSet | None]) -> ChangeSet | None:
        with self._database.writing() as connection:
            uow = self._unit_of_work(connection)
            change_set = direction(uow)
        if change_set is not None:
            self._follow_up(uow, change_set)
        return change_set

    def _follow_up(self, uow: UnitOfWork, change_set: ChangeSet) -> None:
        """Do what follows from a step that is stored."""
        try:
            if uow.forgot:
                self._forget_elsewhere()
        finally:
            self._announce(change_set)

    def _announce(self, change_set: ChangeSet) -> None:
        for listener in self._listeners:
            listener(change_set)

    def _make_backup(self, make: Callable[[Path, str | None], object]) -> None:
        if self._database.is_file:
            make(Path(self.name), self._passphrase)

    def _look_after_backups(self) -> None:
        """Make the backup of the day, and clear away those that a program which died left from before an erasure.

        When that is not possible, the project opens all the same, and ``backup_problem`` says why.
        """
        forgot_at = self.read(lambda uow: uow.history.forgot_at())
        try:
            if forgot_at and backups.has_older(Path(self.name), forgot_at):
                self._forget_elsewhere()
            else:
                self._make_backup(backups.make_daily)
        except ProjectFileError as error:
            self.backup_problem = str(error)

    def _forget_elsewhere(self) -> None:
        """What was erased goes from free pages and backups too. What fails is tried again at the next opening."""
        self._database.compact()
        self._make_backup(backups.forget_older)


def _with_suffix(path: Path) -> Path:
    if path.suffix.lower() != project_file.SUFFIX:
        return path.with_name(path.name + project_file.SUFFIX)
    return path
