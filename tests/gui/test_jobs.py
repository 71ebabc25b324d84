"""Work beside the window: however much of it there is, and however it ends."""

import sys
import threading
from collections.abc import Iterator

import pytest

from asset_mapper.progress import Cancelled, Progress
from asset_mapper.ui.jobs import JobRunner


@pytest.fixture
def runner(qtbot) -> Iterator[JobRunner]:
    made = JobRunner()
    yield made
    made.close()


def test_many_small_jobs_one_after_another_all_end(runner, qtbot):
    """Each job is deleted when it ended, often while its worker is still on the way out of saying so."""
    ended: list[int] = []
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # threads take turns as often as on a machine that has much to do

    def next_one(number: int = 0) -> None:
        ended.append(number)
        if len(ended) < 5_000:
            runner.run(lambda: len(ended), done=next_one, on_project=False)

    try:
        for _ in range(4):
            next_one()
        qtbot.waitUntil(lambda: not runner.busy, timeout=240_000)
    finally:
        sys.setswitchinterval(interval)
    assert 5_000 <= len(ended) <= 5_003


def test_a_job_reports_and_says_in_the_window_s_thread_how_it_ended(runner, qtbot):
    told: list[tuple[object, ...]] = []
    at_work = threading.Event()

    def count(progress: Progress) -> str:
        progress(1, 2, "half")
        at_work.wait(10)
        progress(2, 2, "whole")
        return "counted"

    def note(*what: object) -> None:
        told.append((threading.current_thread() is threading.main_thread(), *what))

    job = runner.run(count, done=note, with_progress=True)
    job.progressed.connect(note)
    job.finished.connect(lambda: note("finished"))
    at_work.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert told == [(True, 1, 2, "half"), (True, 2, 2, "whole"), (True, "counted"), (True, "finished")]


def test_a_job_that_is_stopped_or_fails_says_that_instead(runner, qtbot):
    told: list[object] = []

    def for_ever(progress: Progress) -> None:
        while True:
            progress(0, 0, "still at it")

    def fail() -> None:
        raise ValueError("no")

    stopped = runner.run(for_ever, done=told.append, failed=told.append, with_progress=True)
    stopped.cancelled.connect(lambda: told.append(Cancelled))
    stopped.cancel()
    runner.run(fail, done=told.append, failed=lambda error: told.append(str(error)))
    qtbot.waitUntil(lambda: not runner.busy)
    assert told == [Cancelled, "no"]


def test_after_closing_nothing_is_started(runner, qtbot):
    runner.close()
    runner.run(lambda: pytest.fail("was started"))
    assert not runner.busy
