"""A team's PostgreSQL in place of the file. All that differs from SQLite in opening it is here."""

import re

from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from asset_mapper.errors import ProjectFileError
from asset_mapper.i18n import _
from asset_mapper.storage import migrations
from asset_mapper.storage.database import Database


def is_address(text: str) -> bool:
    return text.startswith(("postgresql://", "postgresql+"))


def open_address(address: str, *, create: bool = False, read_only: bool = False) -> Database:
    """Open a team's database; with *create*, make the tables of a new project in it.

    Raises
    ------
    ProjectFileError
        It cannot be reached, holds no project (or, to create, one already), or a newer version made it.
    """
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        name = re.sub(r"//.*@", "//…@", address)  # without the password
        raise ProjectFileError(_("“{name}” is not the address of a database.").format(name=name)) from error
    name = url.render_as_string(hide_password=True)
    url = url.set(drivername="postgresql+psycopg")  # the driver that we bring, whichever one the address names
    engine = create_engine(url, pool_size=2, max_overflow=2, isolation_level="READ COMMITTED")
    database = Database(engine, name, read_only)
    try:
        with engine.connect() as connection:
            found = migrations.version_of(connection)
    except OperationalError as error:
        engine.dispose()
        raise ProjectFileError(
            _("The database “{name}” cannot be reached. Is the network there, and is the address right?").format(
                name=name
            )
        ) from error
    if create and found:
        problem = _("There is a project in “{name}” already.")
    elif not create and not found:
        problem = _("There is no project in “{name}”.")
    elif found > migrations.NEWEST:
        problem = _(
            "The project in “{name}” was made by a newer version of Asset Mapper. Install it to open the project."
        )
    elif found < migrations.NEWEST and read_only:
        problem = _("“{name}” comes from an older version and must be opened for writing once.")
    else:
        problem = ""
    if problem:
        engine.dispose()
        raise ProjectFileError(problem.format(name=name))
    if found < migrations.NEWEST:
        try:
            with engine.begin() as connection:
                migrations.bring_up_to_date(connection)
        except DBAPIError as error:
            engine.dispose()
            raise ProjectFileError(
                _("The tables of “{name}” cannot be made or brought up to date: {why}").format(
                    name=name, why=str(error.orig).partition("\n")[0]
                )
            ) from error
    return database
