"""Write the table of keys on ``keys.md`` of the manual anew, in both languages, from the tables of actions.

python installer/manual_keys.py
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from asset_mapper.ui.dialogs.keyboard_map import as_table  # noqa: E402

for language in ("cy", "en"):
    page = ROOT / "resources" / "manual" / language / "keys.md"
    before, _table, after = re.split(
        r"((?:^\|.*\n)+)", page.read_text(encoding="utf-8"), maxsplit=1, flags=re.MULTILINE
    )
    page.write_text(f"{before}{as_table(language)}\n{after}", encoding="utf-8")
