"""How long work says how far it is, and how it is told to stop."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int, int, str], None]
"""Called with what is done, the total (0 when unknown) and what is being done; raises ``Cancelled`` to stop."""


class Cancelled(Exception):  # noqa: N818 - a wish, not an error
    """The user had enough; the work under way rolls back."""


def no_progress(done: int, total: int, what: str) -> None:
    """Report to nobody."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Put off the collection of garbage while very many small things are made, none of them in circles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Pace:
    """How fast work goes, told from its reports: how much time is left.

    A report of another thing, or of less than before, begins anew. The first moments tell too little.
    """

    WAIT_S = 1.5
    WAIT_SHARE = 0.03

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._what: str | None = None
        self._since, self._first, self._last = 0.0, 0, 0

    def left_s(self, done: int, total: int, what: str) -> float | None:
        """Take a report; gives the seconds that are left, or ``None`` when nobody can know yet."""
        now = self._clock()
        if what != self._what or done < self._last:
            self._what, self._since, self._first = what, now, done
        self._last = done
        passed, moved = now - self._since, done - self._first
        if total <= 0 or moved < self.WAIT_SHARE * total or passed < self.WAIT_S:
            return None
        return passed / moved * max(total - done, 0)
