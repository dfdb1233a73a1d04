# SPDX-License-Identifier: AGPL-3.0-or-later
"""The background lane: whoever connects before going back to the window hears everything, however short the work."""

from __future__ import annotations

import threading

import pytest

from app.ui.lane import Lane, Stopped


@pytest.fixture
def lane(qapp):
    made = Lane()
    yield made
    made.close()


def run_to_the_end(lane, work):
    """Start a piece of work and come back only once it is over, before anything was connected to it."""
    task = lane.run(work)
    lane._executor.submit(lambda: None).result()  # one thread, in order: the work before it is over
    return task


def test_work_that_ends_before_anyone_listens_is_still_heard(lane, heard, qtbot):
    def work(task):
        task.tell(1, 2)
        task.tell(2, 2)
        return "fini"

    task = run_to_the_end(lane, work)
    steps, ends = heard(task.progressed), heard(task.finished)
    assert (steps, ends) == ([], [])
    qtbot.waitUntil(lambda: bool(ends))
    assert (steps, ends) == ([(1, 2), (2, 2)], ["fini"])


def test_a_failure_or_a_stop_is_heard_too(lane, heard, qtbot):
    fault = ValueError("non")

    def fails(_task):
        raise fault

    def gives_up(_task):
        raise Stopped

    failed = heard(run_to_the_end(lane, fails).failed)
    qtbot.waitUntil(lambda: failed == [fault])
    stopped = heard(run_to_the_end(lane, gives_up).stopped)
    qtbot.waitUntil(lambda: stopped == [()])
    assert len(failed) == 1


def test_news_arrives_in_the_window_s_thread(lane, qtbot):
    threads = []
    task = lane.run(lambda _task: threads.append(threading.current_thread()))
    task.finished.connect(lambda _value: threads.append(threading.current_thread()))
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] is not threads[1]
    assert threads[1] is threading.main_thread()
    assert lane._tasks == set()
