"""The postcodes that the user chose: Code-Point Open, ONSPD, or any table of them, read once and kept as an index."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from asset_mapper.errors import AssetMapperError
from asset_mapper.paths import user_data

if TYPE_CHECKING:
    from asset_mapper.area_pack.postcodes import PostcodeIndex


def index_of(chosen: str) -> PostcodeIndex:
    """Give the index of the file, folder or zip at *chosen*; the first time, it is made, which takes a moment.

    Raises
    ------
    AssetMapperError
        There is no such file, or it holds no postcodes.
    """
    path = Path(chosen)
    try:
        looked = path.stat()
    except OSError:
        return _index(chosen, 0, 0)  # says what is wrong
    return _index(chosen, looked.st_mtime_ns, looked.st_size)


@lru_cache(maxsize=1)
def _index(chosen: str, changed_ns: int, size: int) -> PostcodeIndex:
    import time

    from asset_mapper.area_pack.postcode_tables import read_postcodes
    from asset_mapper.area_pack.postcodes import SUFFIX, PostcodeIndex

    path = Path(chosen)
    if path.suffix == SUFFIX:
        return PostcodeIndex.load(path)
    name = hashlib.sha256(f"{path} {changed_ns} {size}".encode()).hexdigest()[:16]
    kept = user_data() / "postcodes" / f"{name}{SUFFIX}"
    if kept.is_file():
        try:
            return PostcodeIndex.load(kept)
        except AssetMapperError:
            kept.unlink(missing_ok=True)
    year = time.localtime(changed_ns / 1e9).tm_year
    index = read_postcodes(path, year=year).index
    kept.parent.mkdir(parents=True, exist_ok=True)
    for older in kept.parent.glob(f"*{SUFFIX}"):
        older.unlink(missing_ok=True)
    index.save(kept)
    return index
