"""What was typed into forms and is not saved yet: no records, so without history, search or change sets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, delete, insert, select

from asset_mapper.storage.codecs import utc_text, utc_time
from asset_mapper.storage.tables import DRAFT


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed into one form."""

    key: str
    content: dict[str, Any]
    written_at: datetime


class DraftStore:
    """The drafts of one laptop: what a colleague types into a team's database is theirs."""

    def __init__(self, connection: Connection, laptop: str) -> None:
        self._connection = connection
        self._laptop = laptop

    def put(self, draft: Draft) -> None:
        """Keep a draft in the place of the one before."""
        self.drop(draft.key)
        content = orjson.dumps(draft.content).decode()
        row = {"laptop": self._laptop, "key": draft.key, "content": content, "written_at": utc_text(draft.written_at)}
        self._connection.execute(insert(DRAFT).values(row))

    def all(self) -> Iterator[Draft]:
        """Give the drafts of this laptop, the last written first."""
        mine = select(DRAFT).where(DRAFT.c.laptop == self._laptop).order_by(DRAFT.c.written_at.desc(), DRAFT.c.key)
        for row in self._connection.execute(mine).mappings().all():
            yield Draft(row["key"], orjson.loads(row["content"]), utc_time(row["written_at"]))

    def drop(self, key: str) -> None:
        self._connection.execute(delete(DRAFT).where(DRAFT.c.laptop == self._laptop, DRAFT.c.key == key))

    def drop_written_before(self, moment: datetime) -> None:
        """Forget what is old, of all laptops: nobody comes back for it."""
        self._connection.execute(delete(DRAFT).where(DRAFT.c.written_at < utc_text(moment)))

    def drop_about(self, record_id: str) -> None:
        """Forget what was typed into the forms of a record, on any laptop."""
        self._connection.execute(delete(DRAFT).where(DRAFT.c.key.endswith(record_id, autoescape=True)))

    def drop_all(self) -> None:
        """Forget everything, of all laptops: what is half typed may name anyone."""
        self._connection.execute(delete(DRAFT))
