"""Is the project sound: the file, the references, every row, the search index, the bytes of attachments?

What is derived (the search index, bytes that nothing uses) can be repaired; the rest is told.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import delete, exists, func, insert, select, union_all
from sqlalchemy.exc import DatabaseError, OperationalError

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.project import Project
from asset_mapper.domain.records import RECORDS
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
    """Look at everything once. What is so broken that it cannot be looked at is a fault of the file."""
    connection = uow.connection
    is_file = connection.dialect.name == "sqlite"
    looks: list[Callable[[UnitOfWork], Iterator[Fault]]] = [_of_references, _of_rows, _of_attachments, _of_title]
    if not search_index.is_whole(connection):
        yield Fault("search-index")
    elif is_file:
        looks.insert(0, _of_file)
    for look in looks:
        try:
            yield from look(uow)
        except OperationalError:  # not of the file: it is busy, or cannot be reached
            raise
        except DatabaseError as error:
            yield Fault("file", detail=str(error.orig))


def _of_file(uow: UnitOfWork) -> Iterator[Fault]:
    for (text,) in uow.connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if text != "ok":
            yield Fault("file", detail=text)


def _of_references(uow: UnitOfWork) -> Iterator[Fault]:
    connection = uow.connection
    if connection.dialect.name != "sqlite":
        return  # the server has them checked
    for child, number, parent, _key in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        record_id = ""
        if child in RECORDS:
            table = table_of(child)
            record_id = connection.execute(select(table.c.id).where(table.c.number == number)).scalar() or ""
        yield Fault("reference", record_id, f"{child} → {parent}")


def _of_rows(uow: UnitOfWork) -> Iterator[Fault]:
    for name in RECORDS:
        mapping = mapping_of(name)
        for row in uow.connection.execute(select(table_of(name))).mappings():
            try:
                mapping.from_row(dict(row))
            except Exception as error:  # whatever a damaged row makes of a value
                yield Fault("row", str(row["id"]), f"{name}: {error}")


def _of_attachments(uow: UnitOfWork) -> Iterator[Fault]:
    attachment = table_of("attachment")
    missing = select(attachment.c.id).where(~exists().where(BLOB.c.sha256 == attachment.c.sha256))
    for record_id in uow.connection.execute(missing).scalars():
        yield Fault("blob", record_id)
    owners = union_all(*(select(table_of(name).c.id) for name in RECORDS)).subquery()
    astray = select(attachment.c.id).where(~exists().where(owners.c.id == attachment.c.record_id))
    for record_id in uow.connection.execute(astray).scalars():
        yield Fault("reference", record_id, "attachment → record")


def _of_title(uow: UnitOfWork) -> Iterator[Fault]:
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
