"""Qt's objects are taken apart in the window's thread only."""

import gc
import linecache
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from asset_mapper.ui.collecting import Collector
from asset_mapper.ui.context import Context


class Knot:
    """Something in a circle with itself, which says in which thread it goes."""

    gone_in: list[int] = []

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        Knot.gone_in.append(threading.get_ident())


@pytest.fixture
def collector(qapp: object, context: Context) -> Collector:
    return Collector(QObject(context))


def test_a_thread_that_works_collects_nothing(qtbot: QtBot, collector: Collector) -> None:
    Knot.gone_in.clear()
    gc.collect()
    Knot()
    with ThreadPoolExecutor(1) as pool:  # enough allocations for many collections
        kept = pool.submit(lambda: [[number] for number in range(200_000)]).result()
    assert len(kept) == 200_000 and Knot.gone_in == []
    qtbot.waitUntil(lambda: bool(Knot.gone_in))
    assert Knot.gone_in == [threading.get_ident()]


def test_few_lines_of_source_are_kept_and_reports_still_have_them(collector: Collector) -> None:
    try:
        raise RuntimeError("a line of source")
    except RuntimeError:
        report = traceback.format_exc()
    assert 'raise RuntimeError("a line of source")' in report
    for number in range(1_000):
        linecache.cache[f"module{number}.py"] = (1, None, ["pass\n"], f"module{number}.py")
    assert len(linecache.cache) == 100 and "module999.py" in linecache.cache


def test_source_that_is_no_file_is_read_through_its_loader(collector: Collector) -> None:
    """As that of Python's own modules on Windows, which are in an archive: importing them asks for it."""

    class FromAnArchive:
        def get_source(self, name: str) -> str:
            return f"# {name}\n"

    module = {"__name__": "made_up", "__loader__": FromAnArchive()}
    for number in range(300):
        assert linecache.getlines(f"archive.zip/{number}.py", module) == ["# made_up\n"]


def test_python_goes_on_by_itself_afterwards(collector: Collector) -> None:
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
    assert linecache.getlines(__file__) and __file__ in linecache.cache
