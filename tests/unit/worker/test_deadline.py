"""A worker that sleeps or burns its share has timed out; one that was starved is given more time."""

import pytest

from grader.worker import deadline
from grader.worker.deadline import FairDeadline, Usage, WorkerTimeout


class Clock:
    """Time that passes only while somebody waits; `share` of it is CPU time of the worker."""

    def __init__(self, monkeypatch, share: float, runnable: bool = True):
        self.now = 100.0
        self.share = share
        self.runnable = runnable
        monkeypatch.setattr(deadline.time, "monotonic", lambda: self.now)

    def usage(self):
        return Usage((self.now - 100.0) * self.share, self.runnable)

    def never(self, seconds: float) -> bool:
        self.now += seconds
        return False


def waited(clock: Clock, measure=None) -> float:
    with pytest.raises(WorkerTimeout):
        FairDeadline(2.0, "call", measure or clock.usage).wait(clock.never)
    return clock.now - 100.0


def test_a_busy_worker_ends_at_its_limit(monkeypatch):
    assert waited(Clock(monkeypatch, share=1.0)) == pytest.approx(2.0, abs=0.2)


def test_a_sleeping_worker_ends_at_its_limit(monkeypatch):
    assert waited(Clock(monkeypatch, share=0.1, runnable=False)) == pytest.approx(2.0, abs=0.2)


def test_a_worker_with_half_the_cpu_gets_about_twice_the_time(monkeypatch):
    assert waited(Clock(monkeypatch, share=0.5)) == pytest.approx(4.0, abs=0.5)


def test_patience_ends_at_five_times_the_limit(monkeypatch):
    assert waited(Clock(monkeypatch, share=0.0)) == pytest.approx(10.0, abs=0.2)


def test_without_knowledge_of_the_process_the_limit_is_wall_time(monkeypatch):
    assert waited(Clock(monkeypatch, share=0.0), measure=lambda: None) == pytest.approx(2.0, abs=0.2)


def test_the_graders_own_time_does_not_count(monkeypatch):
    clock = Clock(monkeypatch, share=1.0)
    limit = FairDeadline(2.0, "call", clock.usage)
    with limit.paused():
        clock.now += 50
    assert limit.elapsed == 0
    with pytest.raises(WorkerTimeout):
        limit.wait(clock.never)
    assert clock.now - 150.0 == pytest.approx(2.0, abs=0.2)


def test_quick_answers_do_not_outrun_the_limit(monkeypatch):
    clock = Clock(monkeypatch, share=1.0)
    limit = FairDeadline(2.0, "call", clock.usage)

    def at_once(seconds: float) -> bool:
        clock.now += 0.01
        return True

    with pytest.raises(WorkerTimeout):
        for _ in range(1_000):
            limit.wait(at_once)
    assert clock.now - 100.0 == pytest.approx(2.0, abs=0.2)


def test_usage_of_this_process_is_known_on_linux():
    found = deadline.usage(__import__("os").getpid())
    assert found is None or (found.runnable and found.cpu > 0)
