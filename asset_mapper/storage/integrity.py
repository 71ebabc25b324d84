"""Is the project sound: the file, the references, every row, the search index, the bytes of attachments?

What is derived (the search index, bytes that nothing uses) can be repaired; the rest is told.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import delete, exists, func, insert, select

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.project import Project
from asset_mapper.domain.records import RECORDS
from asset_mapper.errors import InvalidValueError
from asset_mapper.storage import search_index
from asset_mapper.storage.mappings import mapping_for, mapping_of
from asset_mapper.storage.tables import BLOB, CHANGE, table_of
from asset_mapper.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it must be in the database."""

    code: str  # file, reference, row, search-index, blob, no-project
    record_id: str = ""
    detail: str = ""


def faults(uow: UnitOfWork) -> Iterator[Fault]:
    """Look at everything once."""
    connection = uow.connection
    if connection.dialect.name == "sqlite":
        for (text,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
            if text != "ok":
                yield Fault("file", detail=text)
        for child, _number, parent, _key in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield Fault("reference", detail=f"{child} → {parent}")
    for name in RECORDS:
        mapping, table = mapping_of(name), table_of(name)
        for row in connection.execute(select(table)).mappings():
            try:
                mapping.from_row(dict(row))
            except (ValueError, TypeError, KeyError, InvalidValueError) as error:
                yield Fault("row", row["id"], f"{name}: {error}")
    if not search_index.is_whole(connection):
        yield Fault("search-index")
    attachment = table_of("attachment")
    missing = select(attachment.c.id).where(~exists().where(BLOB.c.sha256 == attachment.c.sha256))
    for record_id in connection.execute(missing).scalars():
        yield Fault("blob", record_id)
    if not uow.store(Project).count():
        yield Fault("no-project")


def repair(uow: UnitOfWork, title: Bilingual) -> int:
    """Make derived things anew; a lost title page is replaced by one with *title*. Gives how many were mended."""
    mended = 0
    if not search_index.is_whole(uow.connection):
        search_index.rebuild(uow.connection)
        mended += 1
    used = select(table_of("attachment").c.sha256)
    in_history = select(CHANGE.c.number).where(
        CHANGE.c.before.contains(BLOB.c.sha256) | CHANGE.c.after.contains(BLOB.c.sha256)
    )
    unused = BLOB.c.sha256.not_in(used) & ~exists(in_history)
    mended += int(uow.connection.execute(select(func.count()).select_from(BLOB).where(unused)).scalar_one() > 0)
    uow.connection.execute(delete(BLOB).where(unused))
    if not uow.store(Project).count():
        uow.connection.execute(insert(table_of("project")), [mapping_for(Project).to_row(Project(title=title))])
        mended += 1
    return mended
