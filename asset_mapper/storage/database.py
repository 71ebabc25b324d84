"""One open database, whichever it is: transactions for reading and for writing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError

from asset_mapper.errors import (
    BrokenIndexError,
    ConflictError,
    DamagedProjectError,
    ProjectFileError,
    ReadOnlyError,
    UnreachableProjectError,
)
from asset_mapper.i18n import _


@dataclass
class Database:
    """An open project: a SQLite file or a team's PostgreSQL."""

    engine: Engine
    name: str  # as a user knows it: the path of the file, or the address of the server without a password
    read_only: bool = False
    on_close: list[Callable[[], None]] = field(default_factory=list)

    @property
    def is_file(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent look at the data."""
        level = {} if self.is_file else {"isolation_level": "REPEATABLE READ"}  # a file has nothing else
        with self._explained(), self.engine.connect().execution_options(**level) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is stored when the block ends well, nothing of it otherwise."""
        if self.read_only:
            raise ReadOnlyError(_("“{name}” is open for reading only.").format(name=self.name))
        with (
            self._explained(),
            self.engine.connect().execution_options(asset_mapper_writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    def compact(self) -> None:
        """Write the file anew, so that nothing of what was deleted is left in its free pages."""
        if self.is_file:
            with self._explained(), self.engine.connect() as connection:
                connection.connection.cursor().execute("VACUUM")  # outside a transaction, as it has to be

    def close(self) -> None:
        self.engine.dispose()
        for action in self.on_close:
            action()
        self.on_close.clear()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError as error:
            if "unique" in str(error.orig).lower():
                raise ConflictError(_("There is one of that name already. Choose another name.")) from error
            raise ConflictError(
                _("Something that was added meanwhile belongs to this, or this belongs to something that is gone.")
            ) from error
        except DBAPIError as error:
            text = str(error.orig)
            kind: type[ProjectFileError] = ProjectFileError
            if "asset_search" in text or "fts5" in text:
                kind = BrokenIndexError
                reason = _("The search index of “{name}” is broken. “check --repair” makes it anew.")
            elif "malformed" in text or "not a database" in text:
                kind, reason = DamagedProjectError, _("“{name}” is damaged. Run the check, or go back to a backup.")
            elif "locked" in text:
                kind = UnreachableProjectError
                reason = _("“{name}” is busy: another program is writing to it. Try again in a moment.")
            elif "full" in text:
                reason = _("There is no room left on the disk of “{name}”. Nothing was changed.")
            elif "readonly" in text or "read-only" in text:
                reason = _("“{name}” may not be written to. Copy it to a folder of your own and open the copy.")
            elif "I/O" in text or "unable to open" in text or "connection" in text:
                kind = UnreachableProjectError
                reason = _("“{name}” cannot be reached any more. Is the drive or the network still there?")
            else:
                raise
            raise kind(reason.format(name=self.name)) from error
