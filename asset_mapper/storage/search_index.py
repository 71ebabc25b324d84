"""Search over names, talents, tags and summaries in both languages: by prefix, accents folded, the best first.

SQLite has a full-text index (FTS5), PostgreSQL a ``tsvector``; triggers keep both right whoever writes, and either
can be made anew from the tables. The index holds words of assets for the team: nothing that is published reads it.
"""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DatabaseError

from asset_mapper.domain.ids import RecordId

MOST_RANKED = 4000
"""A search that finds more than this is too wide for its order to mean anything; the first found are ranked."""

_MOST_WORDS = 12

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

_ACCENTS = "[\u0300-\u036f]"  # of letters that were taken apart
_BETWEEN_WORDS = r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f]+"
"""What is no part of a word. PostgreSQL would else keep “Hall/Centre” and “a.example” whole, as a path and a host."""


def _weighted(words: str, weight: str) -> str:
    plain = f"regexp_replace(lower(normalize({words}, NFKD)), '{_ACCENTS}', '', 'g')"
    return f"setweight(to_tsvector('simple', regexp_replace({plain}, '{_BETWEEN_WORDS}', ' ', 'g')), '{weight}')"


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
_POSTGRESQL_PARTS = (
    "DROP TRIGGER IF EXISTS asset_search_asset ON asset",
    "DROP TRIGGER IF EXISTS asset_search_talent ON talent",
    "DROP FUNCTION IF EXISTS asset_search_of_asset",
    "DROP FUNCTION IF EXISTS asset_search_of_talent",
    "DROP TABLE IF EXISTS asset_search",
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
        _drop(connection)
    yield
    if connection.dialect.name == "sqlite":
        rebuild(connection)


def rebuild(connection: Connection) -> None:
    """Make the index anew from the tables: also what keeps it right, and nothing is left of words that are gone."""
    _drop(connection)
    create(connection)
    is_file = connection.dialect.name == "sqlite"
    connection.exec_driver_sql(_SQLITE_INSERT if is_file else _POSTGRESQL_INSERT.format(where=""))


def _drop(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        for statement in _POSTGRESQL_PARTS:
            connection.exec_driver_sql(statement)
        return
    for part, name in _SQLITE_PARTS:
        try:
            connection.exec_driver_sql(f"DROP {part} IF EXISTS {name}")
        except DatabaseError:  # an index so broken that SQLite cannot drop it: make it look sound first
            connection.exec_driver_sql("DELETE FROM asset_search_config")
            connection.exec_driver_sql("INSERT INTO asset_search_config VALUES ('version', 4)")
            connection.exec_driver_sql(f"DROP {part} IF EXISTS {name}")


def is_whole(connection: Connection) -> bool:
    """Tell whether the index is sound, is kept right by its triggers, and holds every asset, once."""
    return _is_whole_in_file(connection) if connection.dialect.name == "sqlite" else _is_whole_in_team(connection)


def _is_whole_in_file(connection: Connection) -> bool:
    try:
        if not connection.exec_driver_sql("PRAGMA query_only").scalar():  # this check needs to be a write
            connection.exec_driver_sql("INSERT INTO asset_search (asset_search) VALUES ('integrity-check')")
        broken = connection.exec_driver_sql("PRAGMA integrity_check('asset_search')").scalar() != "ok"
        parts = connection.exec_driver_sql(
            "SELECT count(*) FROM sqlite_master WHERE name LIKE 'asset_search%'"
        ).scalar()
        missing = connection.exec_driver_sql(
            "SELECT count(*) FROM asset a LEFT JOIN asset_search_docsize d ON d.id = a.number WHERE d.id IS NULL"
        ).scalar()
        extra = connection.exec_driver_sql(
            "SELECT count(*) FROM asset_search_docsize d LEFT JOIN asset a ON d.id = a.number WHERE a.id IS NULL"
        ).scalar()
    except DatabaseError as error:
        if "locked" in str(error.orig):  # not broken, only busy
            raise
        return False
    shadows = 4  # the tables in which FTS5 keeps an index without content
    return not broken and not missing and not extra and parts == len(_SQLITE_PARTS) + shadows


def _is_whole_in_team(connection: Connection) -> bool:
    look = inspect(connection)
    if not look.has_table("asset_search"):
        return False
    triggers = connection.exec_driver_sql(
        "SELECT count(*) FROM pg_trigger WHERE tgname IN ('asset_search_asset', 'asset_search_talent')"
        " AND tgrelid IN ('asset'::regclass, 'talent'::regclass) AND tgenabled <> 'D'"
    ).scalar()
    astray = connection.exec_driver_sql(
        "SELECT count(*) FROM asset a FULL JOIN asset_search s ON s.number = a.number "
        "WHERE a.id IS NULL OR s.number IS NULL"
    ).scalar()
    return triggers == 2 and not astray


def find(connection: Connection, words: str, limit: int = 50) -> list[RecordId]:
    """List the ids of the assets that have all *words*, each as the beginning of a word.

    Those that have them in their names come first; each lot is in the order of its rank.
    """
    is_file = connection.dialect.name == "sqlite"
    words = "".join(letter if _can_be_searched(letter) else " " for letter in words)
    pieces = words.split() if is_file else _folded(words).split()
    pieces = [piece for piece in pieces if any(letter.isalnum() for letter in piece)][:_MOST_WORDS]
    if not pieces:
        return []
    matching = _matching_in_file if is_file else _matching_in_team
    named = matching(connection, pieces, limit, True)
    if len(named) == limit:
        return named
    others = matching(connection, pieces, limit, False)
    return list(dict.fromkeys((*named, *others)))[:limit]


def _can_be_searched(letter: str) -> bool:
    return letter != "\0" and not "\ud800" <= letter <= "\udfff"


def _matching_in_file(connection: Connection, pieces: list[str], limit: int, in_names: bool) -> list[RecordId]:
    # FTS5 takes each piece apart as it took the texts apart: “o'r” is the word o before one that begins with r.
    query = " ".join('"{}"*'.format(piece.replace('"', '""')) for piece in pieces)
    found = connection.execute(
        text(
            "SELECT a.id FROM (SELECT rowid AS number, rank AS badness FROM asset_search "
            "WHERE asset_search MATCH :query LIMIT :most) s JOIN asset a ON a.number = s.number "
            "ORDER BY s.badness, a.number LIMIT :limit"
        ),
        {"query": f"{{name}} : ({query})" if in_names else query, "most": MOST_RANKED, "limit": limit},
    )
    return [row[0] for row in found]


def _matching_in_team(connection: Connection, pieces: list[str], limit: int, in_names: bool) -> list[RecordId]:
    weights = "A" if in_names else ""
    found = connection.execute(
        text(
            "SELECT id FROM (SELECT a.id, a.number, ts_rank(s.words, q) AS goodness FROM asset_search s "
            "JOIN asset a ON a.number = s.number, to_tsquery('simple', :query) q "
            "WHERE s.words @@ q LIMIT :most) found ORDER BY goodness DESC, number LIMIT :limit"
        ),
        {"query": " & ".join(f"'{piece}':*{weights}" for piece in pieces), "most": MOST_RANKED, "limit": limit},
    )
    return [row[0] for row in found]


def _folded(words: str) -> str:
    """Write what was typed as PostgreSQL's index keeps it: small letters, no accents, only words."""
    plain = re.sub(_ACCENTS, "", unicodedata.normalize("NFKD", words).lower())
    return re.sub(_BETWEEN_WORDS, " ", plain)
