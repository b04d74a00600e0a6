"""Level D over pipes, as on Windows: the same answers, deadlines and causes as over a socket."""

import numpy as np
import pytest

from grader.worker import plain
from grader.worker.client import Level, WorkerDied, WorkerPool, WorkerTimeout
from grader.worker.protocol import Limits

from .conftest import module

SOURCE = """
import os, time
def double(x): return 2 * x
def sleep(): time.sleep(60)
def leave(): os._exit(3)
def flood():
    for fd in range(3, 20):
        try: os.write(fd, b"garbage" * 10**6)
        except OSError: pass
"""
NAMES = ["double", "sleep", "leave", "flood"]


@pytest.fixture
def worker(monkeypatch):
    monkeypatch.setattr(plain, "_POSIX", False)
    with WorkerPool(only=Level.D) as pool, pool.worker(Limits(call_seconds=0.5)) as worker:
        worker.load(module(SOURCE), NAMES)
        yield worker


def test_small_and_large_values_come_back(worker):
    assert worker.call("double", [3]).value == 6
    assert worker.call("double", [np.ones(300_000)]).value.sum() == 600_000


def test_a_sleeping_worker_times_out(worker):
    with pytest.raises(WorkerTimeout):
        worker.call("sleep", [])


def test_the_exit_code_is_told(worker):
    with pytest.raises(WorkerDied, match="ended itself with code 3"):
        worker.call("leave", [])


def test_garbage_is_a_violation(worker):
    with pytest.raises(WorkerDied, match="protocol violation"):
        worker.call("flood", [])
