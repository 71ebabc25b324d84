"""How long work says how far it is, and how it is told to stop."""

import gc
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
