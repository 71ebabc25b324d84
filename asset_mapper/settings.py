"""Every setting, declared once; kept as JSON in the user's own folder. Facts about a project live in the project."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asset_mapper.i18n import LANGUAGES, N_
from asset_mapper.paths import user_data


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its id, what it is at first, what it may be, and its words for people."""

    key: str
    default: Any
    label: str = ""  # N_(); without one it is remembered by the program, not shown
    choices: tuple[Any, ...] = ()
    words: tuple[str, ...] = ()  # N_(): what each choice is called
    hint: str = ""  # N_(): a sentence below it
    is_file: bool = False  # a text that is the path of a file


_LANGUAGE_WORDS = (N_("Cymraeg"), N_("English"))

SETTINGS: tuple[Setting, ...] = (
    Setting("window.language", "", N_("Language"), ("", *LANGUAGES), (N_("As the system says"), *_LANGUAGE_WORDS)),
    Setting(
        "window.theme",
        "system",
        N_("Colours"),
        ("system", "light", "dark", "contrast"),
        (N_("As the system says"), N_("Light"), N_("Dark"), N_("Strong contrast")),
    ),
    Setting(
        "window.text_percent",
        100,
        N_("Size of text"),
        (100, 125, 150, 175, 200),
        ("100 %", "125 %", "150 %", "175 %", "200 %"),
    ),
    Setting("window.layout", {}),
    Setting("window.toured", False),
    Setting("import.matchings", {}),
    Setting(
        "user.name",
        "",
        N_("Your name in the history"),
        hint=N_("It stands beside what you change. Empty: the name by which this computer knows you."),
    ),
    Setting("projects.recent", []),
    Setting("projects.last_folder", ""),
    Setting("projects.last", {}),  # the one that is open, and since when: where to come back to
    Setting("projects.reopen", True, N_("Come back to the last project at the start")),
    Setting(
        "entry.language",
        "",
        N_("Language of new entries"),
        ("", *LANGUAGES),
        (N_("As the window"), *_LANGUAGE_WORDS),
    ),
    Setting(
        "entry.visibility",
        "team",
        N_("Who may see new entries"),
        ("team", "partners", "public"),
        (N_("The team"), N_("Partners"), N_("Everyone")),
    ),
    Setting(
        "map.basemap",
        "",
        N_("Base map"),
        hint=N_("A file with a map of your area (.pmtiles or .mbtiles). It is shown without internet."),
        is_file=True,
    ),
    Setting("map.service", ""),  # the address of a tile service with {z}, {x} and {y}; chosen in a dialog of its own
    Setting("map.service_attribution", ""),
    Setting("map.service_referer", ""),
    Setting(
        "map.postcodes",
        "",
        N_("Postcodes"),
        hint=N_(
            "Code-Point Open, ONSPD or another table of postcodes, as downloaded. They are found without internet."
        ),
        is_file=True,
    ),
    Setting("list.table", {}),  # its columns, their widths, its order and its groups
    Setting("palette.recent", []),
    Setting(
        "projector.language",
        "both",
        N_("Language of the projector"),
        ("both", *LANGUAGES),
        (N_("Welsh and English"), *_LANGUAGE_WORDS),
    ),
    Setting("sessions.running", {}),  # of each project, by its id: the mapping session that runs, and its table
)


class Settings:
    """The settings of one user. Setting one writes the file."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or user_data() / "settings.json"
        self._declared = {setting.key: setting for setting in SETTINGS}
        self._listeners: list[Callable[[str], None]] = []
        self._values: dict[str, Any] = self._read()

    def __getitem__(self, key: str) -> Any:
        setting = self._declared[key]
        value = self._values.get(key, setting.default)
        if setting.choices and value not in setting.choices:
            return setting.default
        return value if isinstance(value, type(setting.default)) else setting.default

    def __setitem__(self, key: str, value: Any) -> None:
        setting = self._declared[key]
        if setting.choices and value not in setting.choices:
            raise ValueError(f"{key}: {value}")
        self._values[key] = value
        self._write()
        for listener in self._listeners:
            listener(key)

    def subscribe(self, listener: Callable[[str], None]) -> None:
        """Tell *listener* the key of every setting that changes."""
        self._listeners.append(listener)

    def _read(self) -> dict[str, Any]:
        try:
            values = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return values if isinstance(values, dict) else {}

    def _write(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_suffix(".part")
        part.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(self._path)
