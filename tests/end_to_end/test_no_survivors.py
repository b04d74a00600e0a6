"""Processes that `grader` starts end with it, however it ends."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="reads /proc")


def children(pid):
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def alive(pid):
    status = Path(f"/proc/{pid}/status")
    return status.is_file() and "State:\tZ" not in status.read_text()


def within_a_minute(done):
    end = time.monotonic() + 60
    while not done() and time.monotonic() < end:
        time.sleep(0.1)
    return done()


def test_killing_validate_leaves_no_process_behind():
    line = [sys.executable, "-m", "grader", "validate", "activations", "-j", "2"]
    with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        # two provers and the tracker of multiprocessing; one of them has a zygote once it has begun
        assert within_a_minute(lambda: any(children(child) for child in children(run.pid)))
        family = children(run.pid)
        family += [grandchild for child in family for grandchild in children(child)]
        run.kill()
    assert within_a_minute(lambda: not any(alive(pid) for pid in family))
