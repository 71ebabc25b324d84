"""Where things are kept: packaged resources, settings, backups, logs. The same answers when frozen."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resources(*parts: str) -> Path:
    """Give the path of a packaged resource: inside the wheel, or beside the package in a checkout."""
    inside = _PACKAGE / "resources"
    root = inside if inside.is_dir() else _PACKAGE.parent / "resources"
    return root.joinpath(*parts)


def user_data() -> Path:
    """Give the folder for backups and logs; ``ASSET_MAPPER_HOME`` overrides it."""
    chosen = os.environ.get("ASSET_MAPPER_HOME")
    if chosen:
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_data_dir("AssetMapper", appauthor=False))
