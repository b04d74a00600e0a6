"""A submission that stays below every limit of a single call does not get for ever out of all of them."""

import time

import pytest
from msgspec import structs

from grader.checking.calls import StudentStopped
from grader.student.session import Session
from grader.worker.protocol import ModuleSource, UnitSource

from .conftest import QUICK

SLEEPY = "import time\ndef f():\n    time.sleep(0.2)\n    return 1\n"


def session(pool, source, seconds):
    module = ModuleSource("work", "work.py", (UnitSource(source, None),), {})
    return Session(pool, module, ("f",), structs.replace(QUICK, total_seconds=seconds))


def test_calls_end_when_the_submission_has_used_up_its_time(locked):
    with session(locked, SLEEPY, 0.5) as slow, pytest.raises(StudentStopped) as stopped:
        for _ in range(10):
            slow.call("f", [], [])

    assert stopped.value.code == "student.exhausted"


def test_a_fresh_worker_gets_no_fresh_time(locked):
    with session(locked, f"import time\ntime.sleep(0.3)\n{SLEEPY}", 0.5) as slow, pytest.raises(StudentStopped):
        for _ in range(10):
            slow.call("f", [], [])
            slow.restart()


def test_time_that_the_grader_takes_is_not_the_students(locked):
    with session(locked, "def f():\n    return 1\n", 2.0) as quick:
        quick.call("f", [], [])
        time.sleep(2.1)

        assert quick.call("f", [], []).value == 1
