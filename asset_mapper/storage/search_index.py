"""Search over names, talents, tags and summaries in both languages: by prefix, accents folded, the best first.

SQLite has a full-text index (FTS5), PostgreSQL a ``tsvector``; triggers keep both right whoever writes, and either
can be made anew from the tables. The index holds words of assets for the team: nothing that is published reads it.
"""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

from asset_mapper.domain.ids import RecordId

MOST_RANKED = 4000
"""A search that finds more than this is too wide for its order to mean anything; the first found are ranked."""

_TALENTS = "(SELECT coalesce({collect}, '') FROM talent t WHERE t.asset_id = a.id)"

_SQLITE_DOCUMENT = (
    "SELECT a.number, a.name_cy || ' ' || a.name_en, "
    + _TALENTS.format(collect="group_concat(t.what_cy || ' ' || t.what_en, ' ')")
    + ", a.tags, a.summary_cy || ' ' || a.summary_en FROM asset a"
)
_SQLITE_INSERT = "INSERT OR REPLACE INTO asset_search (rowid, name, talents, tags, summary) " + _SQLITE_DOCUMENT

_SQLITE_MADE = (
    f"CREATE TRIGGER asset_search_made AFTER INSERT ON asset BEGIN {_SQLITE_INSERT} WHERE a.id = new.id; END"
)
_SQLITE_CREATE = (
    """CREATE VIRTUAL TABLE asset_search USING fts5(name, talents, tags, summary, content='', contentless_delete=1,
       tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')""",
    "INSERT INTO asset_search (asset_search, rank) VALUES ('rank', 'bm25(10.0, 5.0, 4.0, 1.0)')",
    _SQLITE_MADE,
    f"""CREATE TRIGGER asset_search_changed
        AFTER UPDATE OF name_cy, name_en, tags, summary_cy, summary_en ON asset
        BEGIN {_SQLITE_INSERT} WHERE a.id = new.id; END""",
    """CREATE TRIGGER asset_search_gone AFTER DELETE ON asset
       BEGIN DELETE FROM asset_search WHERE rowid = old.number; END""",
    f"""CREATE TRIGGER asset_search_talent_made AFTER INSERT ON talent
        BEGIN {_SQLITE_INSERT} WHERE a.id = new.asset_id; END""",
    f"""CREATE TRIGGER asset_search_talent_changed AFTER UPDATE ON talent
        BEGIN {_SQLITE_INSERT} WHERE a.id IN (old.asset_id, new.asset_id); END""",
    f"""CREATE TRIGGER asset_search_talent_gone AFTER DELETE ON talent
        BEGIN {_SQLITE_INSERT} WHERE a.id = old.asset_id; END""",
)
_SQLITE_PARTS = (
    *(("TRIGGER", f"asset_search_{when}") for when in ("made", "changed", "gone")),
    *(("TRIGGER", f"asset_search_talent_{when}") for when in ("made", "changed", "gone")),
    ("TABLE", "asset_search"),
)

_FOLDED = "regexp_replace(normalize(lower({words}), NFKD), '[\u0300-\u036f]', '', 'g')"


def _weighted(words: str, weight: str) -> str:
    return f"setweight(to_tsvector('simple', {_FOLDED.format(words=words)}), '{weight}')"


_POSTGRESQL_DOCUMENT = (
    "SELECT a.number, "
    + " || ".join(
        (
            _weighted("a.name_cy || ' ' || a.name_en", "A"),
            _weighted(_TALENTS.format(collect="string_agg(t.what_cy || ' ' || t.what_en, ' ')"), "B"),
            _weighted("a.tags", "C"),
            _weighted("a.summary_cy || ' ' || a.summary_en", "D"),
        )
    )
    + " FROM asset a"
)
_POSTGRESQL_INSERT = (
    f"INSERT INTO asset_search (number, words) {_POSTGRESQL_DOCUMENT}"
    " {where} ON CONFLICT (number) DO UPDATE SET words = excluded.words"
)
_POSTGRESQL_CREATE = (
    "CREATE TABLE asset_search (number BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
    "CREATE INDEX asset_search_by_words ON asset_search USING GIN (words)",
    f"""CREATE FUNCTION asset_search_of_asset() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'DELETE' THEN DELETE FROM asset_search WHERE number = OLD.number;
        ELSE {_POSTGRESQL_INSERT.format(where="WHERE a.id = NEW.id")}; END IF; RETURN NULL; END $$""",
    f"""CREATE FUNCTION asset_search_of_talent() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP <> 'DELETE' THEN {_POSTGRESQL_INSERT.format(where="WHERE a.id = NEW.asset_id")}; END IF;
        IF TG_OP <> 'INSERT' THEN {_POSTGRESQL_INSERT.format(where="WHERE a.id = OLD.asset_id")}; END IF;
        RETURN NULL; END $$""",
    """CREATE TRIGGER asset_search_asset AFTER INSERT OR UPDATE OR DELETE ON asset
       FOR EACH ROW EXECUTE FUNCTION asset_search_of_asset()""",
    """CREATE TRIGGER asset_search_talent AFTER INSERT OR UPDATE OR DELETE ON talent
       FOR EACH ROW EXECUTE FUNCTION asset_search_of_talent()""",
)


def create(connection: Connection) -> None:
    """Make the index of a new project."""
    statements = _SQLITE_CREATE if connection.dialect.name == "sqlite" else _POSTGRESQL_CREATE
    for statement in statements:
        connection.exec_driver_sql(statement)


@contextmanager
def filled_afterwards(connection: Connection) -> Iterator[None]:
    """Add the assets that are made meanwhile to the index in one go, which takes a seventh of the time."""
    if connection.dialect.name != "sqlite":
        yield
        return
    last = connection.exec_driver_sql("SELECT coalesce(max(number), 0) FROM asset").scalar()
    connection.exec_driver_sql("DROP TRIGGER asset_search_made")
    yield
    connection.exec_driver_sql(f"{_SQLITE_INSERT} WHERE a.number > {int(last or 0)}")
    connection.exec_driver_sql(_SQLITE_MADE)


@contextmanager
def rebuilt_afterwards(connection: Connection) -> Iterator[None]:
    """Make the index anew after very many assets have gone or come back."""
    if connection.dialect.name == "sqlite":
        for part, name in _SQLITE_PARTS:
            connection.exec_driver_sql(f"DROP {part} IF EXISTS {name}")
    yield
    if connection.dialect.name == "sqlite":
        rebuild(connection)


def rebuild(connection: Connection) -> None:
    """Make the index anew from the tables."""
    if connection.dialect.name == "sqlite":
        for part, name in _SQLITE_PARTS:
            connection.exec_driver_sql(f"DROP {part} IF EXISTS {name}")
        create(connection)
        connection.exec_driver_sql(_SQLITE_INSERT)
    else:
        connection.exec_driver_sql("DELETE FROM asset_search")
        connection.exec_driver_sql(_POSTGRESQL_INSERT.format(where=""))


def is_whole(connection: Connection) -> bool:
    """Tell whether the index is sound and holds every asset, once."""
    if connection.dialect.name == "sqlite":
        try:
            if not connection.exec_driver_sql("PRAGMA query_only").scalar():  # this check needs to be a write
                connection.exec_driver_sql("INSERT INTO asset_search (asset_search) VALUES ('integrity-check')")
            missing = connection.exec_driver_sql(
                "SELECT count(*) FROM asset a LEFT JOIN asset_search_docsize d ON d.id = a.number WHERE d.id IS NULL"
            ).scalar()
            extra = connection.exec_driver_sql(
                "SELECT count(*) FROM asset_search_docsize d LEFT JOIN asset a ON d.id = a.number WHERE a.id IS NULL"
            ).scalar()
        except Exception:
            return False
        return not missing and not extra
    found = connection.exec_driver_sql(
        "SELECT count(*) FROM asset a FULL JOIN asset_search s ON s.number = a.number "
        "WHERE a.id IS NULL OR s.number IS NULL"
    ).scalar()
    return not found


def folded(words: str) -> list[str]:
    """Split what was typed into words as the index keeps them: small letters, no accents."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(letter)
    )
    return re.findall(r"\w+", plain)


def find(connection: Connection, words: str, limit: int = 50) -> list[RecordId]:
    """List the ids of the assets that have all *words*, each as the beginning of a word; the best first."""
    tokens = folded(words)[:12]
    if not tokens:
        return []
    if connection.dialect.name == "sqlite":
        query = " ".join(f'"{token}"*' for token in tokens)
        found = connection.execute(
            text(
                "SELECT a.id FROM (SELECT rowid AS number, rank AS badness FROM asset_search "
                "WHERE asset_search MATCH :query LIMIT :most) s JOIN asset a ON a.number = s.number "
                "ORDER BY s.badness, a.number LIMIT :limit"
            ),
            {"query": query, "most": MOST_RANKED, "limit": limit},
        )
    else:
        found = connection.execute(
            text(
                "SELECT id FROM (SELECT a.id, a.number, ts_rank(s.words, q) AS goodness FROM asset_search s "
                "JOIN asset a ON a.number = s.number, to_tsquery('simple', :query) q "
                "WHERE s.words @@ q LIMIT :most) found ORDER BY goodness DESC, number LIMIT :limit"
            ),
            {"query": " & ".join(f"{token}:*" for token in tokens), "most": MOST_RANKED, "limit": limit},
        )
    return [row[0] for row in found]
