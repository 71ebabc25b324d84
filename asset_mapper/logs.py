"""What the program notes for whoever looks after it: ids and places in the program, never what people typed.

The notes stay in the user's own folder, half a megabyte at most in each of three files. Nothing is sent anywhere.
"""

from __future__ import annotations

import logging
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

from asset_mapper.paths import user_data

_LARGEST_BYTES = 500_000
_OLDER_FILES = 2
_ROOT = "asset_mapper"


def log_file() -> Path:
    return user_data() / "logs" / "asset-mapper.log"


def describe(error: BaseException) -> str:
    """Describe a defect: the kinds of error and the places in the program. What an error says may quote a user."""
    parts = []
    cause: BaseException | None = error
    while cause is not None:
        frames = traceback.extract_tb(cause.__traceback__)
        places = "\n".join(f"  {_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)
        parts.append(f"{type(cause).__name__}\n{places}")
        cause = cause.__cause__
    return "\n".join(parts)


def _place(filename: str) -> str:
    """Name a file from our package on, or by its last two parts: folders may hold the name of the user."""
    _before, ours, after = filename.rpartition(_ROOT)
    return (ours + after).replace("\\", "/") if ours else "/".join(Path(filename).parts[-2:])


def surroundings() -> str:
    from asset_mapper import __version__

    return f"Asset Mapper {__version__}, Python {sys.version.split()[0]}, {sys.platform}"


class _WithoutContent(logging.Formatter):
    """Writes errors without what they say."""

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's name
        error = ei[1] if isinstance(ei, tuple) else None
        return describe(error) if isinstance(error, BaseException) else ""


def start() -> logging.Handler | None:
    """Write what the program notes to a file from now on; without one, where it cannot be written."""
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            path, maxBytes=_LARGEST_BYTES, backupCount=_OLDER_FILES, encoding="utf-8", delay=True
        )
    except OSError:
        return None
    handler.setFormatter(_WithoutContent("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger(_ROOT)
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.info("started: %s", surroundings())
    return handler


def read() -> str:
    """Give what was noted lately, for the user to read."""
    try:
        return log_file().read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
