"""What takes the room, and how much there may be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from windows.product import MB
from windows.tools import files_in

PARTS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("the web engine", lambda path: "webengine" in path.lower() or "/PySide6/resources/" in path),
    ("the rest of Qt", lambda path: "/PySide6/" in path or "/shiboken6/" in path),
    ("GDAL and its data", lambda path: "/pyogrio" in path),
    ("numpy", lambda path: "/numpy" in path),
    ("pandas", lambda path: "/pandas" in path),
    ("PROJ and its data", lambda path: "/pyproj" in path),
    ("other packages", lambda path: "site-packages/" in path),
    ("Python", lambda path: path.startswith("runtime/")),
    ("Asset Mapper itself", lambda path: path.startswith("app/")),
    ("licences, start programs", lambda _: True),
)


def by_part(payload: Path) -> dict[str, int]:
    """Give part → bytes."""
    total = dict.fromkeys((name for name, _ in PARTS), 0)
    for file in files_in(payload):
        path = PurePosixPath(file.relative_to(payload)).as_posix()
        total[next(name for name, holds in PARTS if holds(path))] += file.stat().st_size
    return total


def as_table(sizes: dict[str, int]) -> str:
    rows = [*sizes.items(), ("together", sum(sizes.values()))]
    return "\n".join(f"    {name:<26}{size / MB:7.1f} MB" for name, size in rows)


def must_fit(name: str, size: int, limit: int) -> None:
    """Stop the build when *name* has grown too large."""
    if size > limit:
        raise SystemExit(f"{name} takes {size / MB:.1f} MB; the limit is {limit / MB:.0f} MB.")
