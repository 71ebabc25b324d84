"""What Qt does to Python."""

import sys

from PySide6.QtCore import QObject, Signal

import asset_mapper.ui  # noqa: F401 - it sees to it


class Bell(QObject):
    rung = Signal()


def test_signals_can_be_emitted_all_day(qapp: object):
    bell = Bell()
    for _time in range(20_000):  # more than the references to True that a program has by itself
        bell.rung.emit()
    assert sys.getrefcount(True) > 1 << 20
