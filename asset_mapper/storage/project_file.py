"""The project file: one SQLite file, plain or encrypted with SQLCipher.

Safe on network drives and in synchronised folders, where a write-ahead log is not: rollback journal, full
synchronisation. What is deleted is overwritten (``secure_delete``), since it may be a person's. One SQLite for plain
and encrypted files alike, with full-text search.

References
----------
https://www.sqlite.org/fileformat2.html#the_database_header, https://www.zetetic.net/sqlcipher/sqlcipher-api/
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from asset_mapper.errors import (
    DamagedProjectError,
    MissingProjectError,
    NewerProjectError,
    PassphraseError,
    ProjectFileError,
    UnreachableProjectError,
)
from asset_mapper.i18n import _
from asset_mapper.storage import backups, migrations
from asset_mapper.storage.database import Database
from asset_mapper.storage.lock_file import LockFile

APPLICATION_ID = 0x41534D50  # "ASMP", in the header of every project file
SUFFIX = ".assetmap"
_PLAIN_HEADER = b"SQLite format 3\x00"
_BUSY_TIMEOUT_S = 10


def create(path: Path, passphrase: str | None = None) -> Database:
    """Make a new, empty project file and open it for writing.

    Raises
    ------
    ProjectFileError
        The file is there already, or cannot be made.
    """
    if path.exists():
        raise ProjectFileError(_("“{name}” is there already. Choose another name.").format(name=path))
    if not path.parent.is_dir():
        raise ProjectFileError(_("There is no folder “{name}”. Make it first.").format(name=path.parent))
    lock = LockFile.take(path)
    database = _database(path, passphrase, read_only=False)
    database.on_close.append(lock.release)
    try:
        with database.writing() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            migrations.bring_up_to_date(connection)
    except BaseException:
        database.engine.dispose()
        path.unlink(missing_ok=True)
        database.close()
        raise
    return database


def open_file(path: Path, passphrase: str | None = None, *, read_only: bool = False) -> Database:
    """Open a project file; older ones are backed up and brought up to date.

    Raises
    ------
    ProjectFileError
        There is no such file, it is not a project, it is damaged, or a newer version of the program made it.
    PassphraseError
        It is encrypted and the passphrase is missing or wrong.
    ProjectLockedError
        Someone else has it open for writing; ask again with *read_only*.
    """
    check_is_project(path, passphrase)
    lock = None if read_only else LockFile.take(path)
    database = _database(path, passphrase, read_only=read_only)
    if lock:
        database.on_close.append(lock.release)
    try:
        with database.reading() as connection:
            found = migrations.version_of(connection)
            application = connection.exec_driver_sql("PRAGMA application_id").scalar()
        if application != APPLICATION_ID:
            raise not_a_project(path)
        if found > migrations.NEWEST:
            raise NewerProjectError(
                _(
                    "“{name}” was made by a newer version of Asset Mapper (data version {found}; this one knows "
                    "up to {known}). Install the newer version to open it."
                ).format(name=path, found=found, known=migrations.NEWEST)
            )
        if found < migrations.NEWEST:
            _migrate(database, path, passphrase)
    except BaseException:
        database.close()
        raise
    return database


def _migrate(database: Database, path: Path, passphrase: str | None) -> None:
    if database.read_only:
        raise ProjectFileError(
            _("“{name}” comes from an older version and must be opened for writing once.").format(name=path)
        )
    copy = backups.make(path, passphrase, "migration")
    try:
        with database.writing() as connection:
            migrations.bring_up_to_date(connection)
    except DBAPIError as error:
        raise ProjectFileError(
            _("“{name}” cannot be brought up to date and was left as it is. There is a copy of it in {copy}.").format(
                name=path, copy=copy
            )
        ) from error


def is_encrypted(path: Path) -> bool:
    """Tell whether a file does not show the header that every plain SQLite file has."""
    with path.open("rb") as file:
        return file.read(len(_PLAIN_HEADER)) != _PLAIN_HEADER


def check_is_project(path: Path, passphrase: str | None) -> None:
    """Refuse what cannot be a project, with a sentence that says why."""
    if path.is_dir():
        raise ProjectFileError(_("“{name}” is a folder, not a project.").format(name=path))
    if not path.exists():
        raise MissingProjectError(
            _("There is no project “{name}”. Has it been moved, or is its drive not connected?").format(name=path)
        )
    try:
        with path.open("rb") as file:
            size, header = path.stat().st_size, file.read(100)
    except OSError as error:
        problem = _("“{name}” cannot be read: {why}.")
        raise UnreachableProjectError(problem.format(name=path, why=error.strerror)) from error
    encrypted = not header.startswith(_PLAIN_HEADER)
    if size < 512 or (not encrypted and header[68:72] != APPLICATION_ID.to_bytes(4, "big")):
        raise not_a_project(path)  # before anything of ours touches what is another program's
    if encrypted and not passphrase:
        if path.suffix.lower() != SUFFIX:
            raise not_a_project(path)
        raise PassphraseError(
            _(
                "“{name}” is encrypted, or is not a project at all. Give its passphrase "
                "(on the command line in ASSET_MAPPER_PASSPHRASE)."
            ).format(name=path)
        )


def not_a_project(path: Path) -> ProjectFileError:
    return ProjectFileError(_("“{name}” is not an Asset Mapper project.").format(name=path))


def _address_of(path: Path) -> str:
    """Write a path as an address for SQLite: ``file:///C:/x``, and ``file:////server/share/x`` on a server."""
    plain = path.absolute().as_posix()
    return "file://" + quote(plain if plain.startswith("/") else f"/{plain}", safe="/:")


def connect(path: Path, passphrase: str | None, *, read_only: bool = False) -> Any:
    """Open one connection of the driver, unlocked and set up.

    One for reading writes nothing, but may roll back what a program that died left half done: nobody could read on
    otherwise.
    """
    mode = "rw" if read_only else "rwc"
    connection = sqlite.connect(
        f"{_address_of(path)}?mode={mode}",
        uri=True,
        timeout=_BUSY_TIMEOUT_S,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        if passphrase and not (path.exists() and path.stat().st_size and not is_encrypted(path)):
            connection.execute("PRAGMA key = '{}'".format(passphrase.replace("'", "''")))
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cache_size = -32000")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
        else:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except UnicodeDecodeError as error:  # a message of SQLite that quotes what is damaged
        connection.close()
        raise damaged(path) from error
    except sqlite.DatabaseError as error:
        connection.close()
        if "not a database" in str(error) or "encrypted" in str(error):
            if passphrase:
                raise PassphraseError(_("The passphrase of “{name}” is not right.").format(name=path)) from error
            raise not_a_project(path) from error
        if "malformed" in str(error):
            raise damaged(path) from error
        if read_only and "readonly" in str(error):
            raise ProjectFileError(
                _("“{name}” was not closed properly. Somebody who may write to it has to open it once.").format(
                    name=path
                )
            ) from error
        problem = _("“{name}” cannot be opened: {why}.")
        raise UnreachableProjectError(problem.format(name=path, why=error)) from error
    return connection


def damaged(path: Path) -> ProjectFileError:
    return DamagedProjectError(
        _("“{name}” is damaged. Go back to a backup: they are kept in {folder}.").format(
            name=path, folder=backups.folder_of(path)
        )
    )


def _database(path: Path, passphrase: str | None, *, read_only: bool) -> Database:
    engine = create_engine(
        "sqlite://",
        creator=lambda: connect(path, passphrase, read_only=read_only),
        module=sqlite,
        poolclass=QueuePool,
        pool_size=2,
        max_overflow=2,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        writes = connection.get_execution_options().get("asset_mapper_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return Database(engine, str(path), read_only)
