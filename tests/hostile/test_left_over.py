"""No process outlives its worker, its pool or the zygote."""

import os
import sys
import time
from pathlib import Path

import pytest

from grader.worker.client import WorkerDied, WorkerPool, WorkerTimeout
from grader.worker.protocol import Limits, ModuleSource, UnitSource

from .conftest import opened

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

SOURCE = "import os, time\ndef f():\n    while True: pass\ndef pid():\n    return 1\n"


def started(pool: WorkerPool):
    worker = pool.worker(Limits(call_seconds=0.2))
    worker.load(ModuleSource("work", "work.py", (UnitSource(SOURCE, None),), {}), ["f"])
    return worker


def pid_of(worker) -> int:
    worker._process.usage()
    return getattr(worker._process, "_pid", 0) or worker._process._process.pid


def gone(pid: int) -> bool:
    for _ in range(200):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.01)
    return False


def test_closing_a_worker_ends_its_process(pool):
    worker = started(pool)
    pid = pid_of(worker)
    assert Path(f"/proc/{pid}").exists()
    worker.close()
    assert gone(pid)


def test_a_timeout_ends_the_process(pool):
    worker = started(pool)
    pid = pid_of(worker)
    with pytest.raises(WorkerTimeout):
        worker.call("f", [])
    assert gone(pid)


@pytest.mark.parametrize("level", "ABC")
def test_closing_the_pool_ends_its_workers(level):
    for pool in opened(level):
        pid = pid_of(started(pool))
        pool.close()
        assert gone(pid)


@pytest.mark.parametrize("level", "ABC")
def test_workers_die_with_the_zygote(level):
    for pool in opened(level):
        worker = started(pool)
        pid = pid_of(worker)
        zygote = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]
        os.kill(int(zygote), 9)
        assert gone(pid)
        with pytest.raises(WorkerDied):
            worker.call("pid", [])


def test_a_child_process_at_level_d_dies_with_its_worker():
    for pool in opened("D"):
        with pool.worker(Limits(call_seconds=5.0)) as worker:
            body = "    pid = os.fork()\n    if pid == 0:\n        time.sleep(30)\n    return pid\n"
            source = "import os, time\ndef f():\n" + body
            worker.load(ModuleSource("work", "work.py", (UnitSource(source, None),), {}), ["f"])
            reply = worker.call("f", [])
        assert reply.raised is not None or gone(reply.value)
