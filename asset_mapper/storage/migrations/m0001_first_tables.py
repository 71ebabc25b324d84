"""The first tables."""

from sqlalchemy import Connection

from asset_mapper.storage import search_index
from asset_mapper.storage.tables import METADATA


def upgrade(connection: Connection) -> None:
    METADATA.create_all(connection)
    search_index.create(connection)
