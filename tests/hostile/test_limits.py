"""Every limit has a code and a message of its own, which names the limit, and an exercise can set it."""

import sys
from dataclasses import replace

import msgspec
import pytest

from grader.exercise.config import LimitsConfig
from grader.exercise.course import Course
from grader.grading.grade import grade
from grader.model.source import SourceFile, Unit
from grader.report.feedback import Feedback
from grader.worker.protocol import Limits

from .attacks_run import COURSE

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")

LOOP = "while True: pass"
CPU = "import signal, time\nsignal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True: pass"
BUSY = "while True: f(x)"
LARGE = "import numpy\nwhile True: f(numpy.zeros(2**16))"
SLOW = "for _ in range(200): f(x)\nreturn 1.0"
FILES = "import os\nfiles = [os.open('/dev/null', os.O_RDONLY) for _ in range(100)]"
FORK = "import os\nos.fork()"
SHELL = "import subprocess\nsubprocess.run(['true'])"
THREAD = "import threading\nthreading.Thread(target=print).start()"
READ = "return open('/etc/passwd').read()"
SOCKET = "import socket\nsocket.socket()"

CASES = [
    # limit, body of the attacked function, verdict, code, what the message names
    ({"call_seconds": 0.3}, "import time\ntime.sleep(60)", "TIMEOUT", "student.timeout", "0.3"),
    ({"cpu_seconds": 1, "call_seconds": 20.0}, LOOP, "TIMEOUT", "student.cpu_limit", "1"),
    ({"cpu_seconds": 1, "call_seconds": 20.0}, CPU, "TIMEOUT", "student.cpu_limit", "1"),
    ({"total_seconds": 0.001}, "return f(x)", "TIMEOUT", "student.exhausted", "0"),
    ({"memory_mb": 300}, "import numpy\nnumpy.ones(10**8)", "ERROR", "student.memory_limit", "300"),
    ({"memory_mb": 300}, "a = []\nwhile True: a.append(bytes(10**6))", "ERROR", "student.memory_limit", "300"),
    ({"open_files": 40}, FILES, "ERROR", "student.open_files", "40"),
    ({"callbacks": 30}, BUSY, "CRASHED", "student.callback_limit", "30"),
    ({"callback_seconds": 0.001}, SLOW, "TIMEOUT", "student.callback_time", "0.001"),
    ({"callback_mb": 1}, LARGE, "CRASHED", "student.callback_memory", "1"),
    ({}, FORK, "ERROR", "student.process_limit", "0"),
    ({}, SHELL, "ERROR", "student.refused", "PermissionError"),
    ({}, THREAD, "ERROR", "student.thread_limit", "0"),
    ({}, READ, "ERROR", "student.refused", "/etc/passwd"),
    ({}, SOCKET, "ERROR", "student.refused", "PermissionError"),
    ({}, "import os\nos.closerange(3, 60)\nreturn 1.0", "CRASHED", "student.protocol", "channel"),
    ({}, "import os\nos._exit(0)", "CRASHED", "student.crashed", "code 0"),
]


def graded(limits: dict, source: str, pool):
    exercise = Course.open(COURSE).exercise("guarded", hidden=False)
    exercise = replace(exercise, limits=msgspec.structs.replace(exercise.limits, **limits))
    report = grade(exercise, SourceFile("guarded.py", "py", (Unit(source),), sha256="0"), {}, pool)
    return {check.name: check for check in report.checks}


def applying(body: str) -> str:
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return f"def apply(f, x):\n{lines}\ndef double(x): return 2 * x\ndef total(x): return float(x.sum())\n"


@pytest.mark.parametrize(("limits", "body", "verdict", "code", "named"), CASES)
def test_a_breach_is_named_with_its_limit(limits, body, verdict, code, named, pool_of):
    check = graded(limits, applying(body), pool_of("C"))["apply_value"]
    assert (check.verdict, check.code) == (verdict, code)
    for lang in ("en", "zh"):
        assert named in Feedback(lang).text(check.code, check.facts)


def test_a_file_that_cannot_be_written_at_level_d_is_named_with_its_limit(pool_of, tmp_path):
    body = f"with open({str(tmp_path / 'x')!r}, 'w') as file: file.write('x' * 10**5)"
    check = graded({}, applying(body), pool_of("D"))["apply_value"]
    assert (check.verdict, check.code) == ("ERROR", "student.disk_limit")


def test_the_output_names_how_much_of_it_is_kept(pool_of):
    source = applying("return 3 * x").replace("return 2 * x", "print('x' * 10**5)")
    check = graded({"output_chars": 500}, source, pool_of("C"))["double_value"]
    assert "500 characters are kept" in check.output
    assert len(check.output) == 500


def test_a_breach_in_one_function_leaves_the_others_their_marks(pool_of):
    results = graded({"callbacks": 30}, applying(BUSY), pool_of("C"))
    assert [results[name].verdict for name in ("double_value", "total_value")] == ["PASSED", "PASSED"]


def test_every_limit_can_be_set_for_an_exercise():
    assert set(LimitsConfig.__struct_fields__) == set(Limits.__struct_fields__)


@pytest.mark.parametrize("name", LimitsConfig.__struct_fields__)
@pytest.mark.parametrize("value", [0, -1])
def test_a_limit_in_which_nothing_can_run_is_refused(name, value):
    with pytest.raises(msgspec.ValidationError, match=name):
        msgspec.convert({name: value}, LimitsConfig)


def test_a_limit_that_is_no_limit_is_refused():
    with pytest.raises(msgspec.ValidationError, match="call_seconds"):
        msgspec.convert({"call_seconds": float("inf")}, LimitsConfig)
