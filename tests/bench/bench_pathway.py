"""How quickly a large pathway is arranged, drawn and moved about: 150 cards, 400 arrows, no graphics card.

python tests/bench/bench_pathway.py
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication

from asset_mapper.analysis.graph_layout import crossings, rows_of
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage
from asset_mapper.domain.link import Direction, Link
from asset_mapper.domain.outcome import Stage
from asset_mapper.domain.pathway import Pathway
from asset_mapper.services.drawn_pathways import DrawnCard, DrawnLink, DrawnPathway
from asset_mapper.ui import theme
from asset_mapper.ui.views.pathway_canvas import PathwayCanvas

CARDS, ARROWS, COLUMNS, FRAMES = 150, 400, 6, 120


def drawn() -> tuple[DrawnPathway, float]:
    """Make up a pathway; gives how many seconds its arrangement took too."""
    chance = random.Random(1)
    columns = {f"card {number}": chance.randrange(COLUMNS) for number in range(CARDS)}
    keys = list(columns)
    pairs = [(one, other) for one in keys for other in keys if columns[one] < columns[other]]
    links = chance.sample(pairs, ARROWS)
    start = time.perf_counter()
    rows = rows_of(columns, links)
    seconds = time.perf_counter() - start
    print(f"crossings between neighbours: {crossings(columns, links, rows):,}, as they came: "
          f"{crossings(columns, links, {key: float(place) for place, key in enumerate(keys)}):,}")  # fmt: skip
    stages = list(Stage)
    cards = tuple(
        DrawnCard(
            key,
            Bilingual(en=f"What the {key} of this pathway says"),
            "",
            None,
            stages[column],
            False,
            column,
            rows[key],
        )
        for key, column in columns.items()
    )
    arrows = tuple(
        DrawnLink(
            Link(from_outcome_id=one, outcome_id=other, direction=chance.choice(list(Direction))),
            one,
            chance.choice(list(Coverage)),
        )
        for one, other in links
    )
    return DrawnPathway(Pathway(name=Bilingual(en="Large")), cards, arrows), seconds


def main() -> None:
    application = QApplication([])
    theme.put_on(application, "light", 100)
    pathway, arranged = drawn()
    canvas = PathwayCanvas()
    canvas.resize(1000, 600)
    canvas.show()
    start = time.perf_counter()
    canvas.show_pathway(pathway)
    application.processEvents()
    shown = time.perf_counter() - start
    print(f"arranged in {arranged:.2f} s, laid out and drawn in {shown:.2f} s (asked: under 2 s together)")
    for scale, words in ((1.0, "at its own size"), (0.25, "all of it, a quarter of its size")):
        canvas._zoom_to(scale)
        application.processEvents()
        bar = canvas.verticalScrollBar()
        bar.setValue(bar.minimum())
        step = max(1, (bar.maximum() - bar.minimum()) // FRAMES)
        frames = []
        for _frame in range(FRAMES):
            start = time.perf_counter()
            bar.setValue(bar.value() + step)
            application.processEvents()
            frames.append(time.perf_counter() - start)
        middle, slow = statistics.median(frames) * 1000, sorted(frames)[int(FRAMES * 0.95)] * 1000
        print(f"a frame of panning, {words}: median {middle:.1f} ms, slowest but 5 % {slow:.1f} ms (asked: 33 ms)")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
