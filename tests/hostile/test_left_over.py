"""No process outlives its worker, its pool or the zygote."""

import os
import subprocess
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


GRADER = """
import sys
from grader.worker.client import Level, WorkerPool
from grader.worker.protocol import Limits, ModuleSource, UnitSource
with WorkerPool(only=Level(sys.argv[1])) as pool, pool.worker(Limits(call_seconds=60.0)) as worker:
    worker.load(ModuleSource("work", "work.py", (UnitSource(sys.argv[2], None),), {}), ["f"])
    print(flush=True)
    worker.call("f", [])
"""


def descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [one for child in map(int, children) for one in (child, *descendants(child))]


@pytest.mark.parametrize("body", ["while True: pass", "import time; time.sleep(600)"])
@pytest.mark.parametrize("level", "ABCD")
def test_nothing_survives_a_grader_that_is_killed(level, body):
    for _ in opened(level):  # or skip where the machine does not offer it
        line = [sys.executable, "-c", GRADER, level, f"def f():\n    {body}\n"]
        with subprocess.Popen(line, stdout=subprocess.PIPE) as grader:
            grader.stdout.readline()
            family = descendants(grader.pid)
            assert family
            grader.kill()
        assert all(map(gone, family))


def test_a_child_process_at_level_d_dies_with_its_worker():
    for pool in opened("D"):
        with pool.worker(Limits(call_seconds=5.0)) as worker:
            body = "    pid = os.fork()\n    if pid == 0:\n        time.sleep(30)\n    return pid\n"
            source = "import os, time\ndef f():\n" + body
            worker.load(ModuleSource("work", "work.py", (UnitSource(source, None),), {}), ["f"])
            reply = worker.call("f", [])
        assert reply.raised is not None or gone(reply.value)
