"""Whatever a worker writes, the grader sees values of known types or a named end, in bounded memory and time."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from grader.exercise.course import Course
from grader.grading.grade import grade
from grader.model.report import Result
from grader.model.source import SourceFile, Unit
from grader.model.verdict import Verdict
from grader.report import html, markdown
from grader.report import json as as_json
from grader.report.feedback import Feedback
from grader.report.terminal import Terminal

from . import frames
from .attacks_run import COURSE, REPOSITORY

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="caps its address space")

ENDS = ("answered", "timeout", "fault", "it closed its channel", "protocol violation", "more than 50 calls")
MEGABYTES = 256  # of growth that no conversation may cause
STUDENT = """

import os

def double(x):
    dice = Dice({seed})
    for number in range(2, 6):
        for frame in dice.conversation() if {whole} else [dice.frame(number)]:
            for fd in range(3, 12):
                try: os.write(fd, frame)
                except OSError: pass
    return x


def total(x):
    return float(x.sum())


def apply(f, x):
    return float(f(x))
"""


def fuzzed(what: str, seed: int, rounds: int) -> dict:
    line = [sys.executable, "-m", "tests.hostile.wire_fuzz", what, "--seed", str(seed), "--rounds", str(rounds)]
    done = subprocess.run(line, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout)
    assert [end for end in found["ends"] if not end.startswith(ENDS)] == []
    assert sum(found["ends"].values()) == rounds
    assert found["grown_megabytes"] < MEGABYTES
    return found["ends"]


def test_frames_give_plain_values_or_a_named_end():
    ends = fuzzed("frames", seed=20240607, rounds=3000)
    assert ends["answered and loaded"] > 100  # the fuzzer also says what is right
    assert len(ends) > 20


def test_a_hostile_speaker_gets_a_named_end():
    ends = fuzzed("speakers", seed=20240607, rounds=60)
    assert len(ends) > 4


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_many_frames_give_plain_values_or_a_named_end(seed):
    fuzzed("frames", seed, rounds=40_000)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_many_hostile_speakers_get_a_named_end(seed):
    fuzzed("speakers", seed, rounds=400)


def written(report) -> None:
    """Every writer can write it."""
    whole, feedback = Result((report,), "A", {}), Feedback("en")
    console = Console(file=io.StringIO())
    Terminal(console, feedback, {}).result(whole)
    assert html.page(whole, feedback, {})
    assert markdown.document(whole, feedback, {})
    assert as_json.encode(whole, feedback)


def cases():
    for level in "ABCD":
        for seed in range(40):
            quick = seed < 6 and level != "D"
            yield pytest.param(level, seed, marks=[] if quick else [pytest.mark.slow])


@pytest.mark.parametrize(("level", "seed"), list(cases()))
def test_a_live_worker_that_writes_frames_costs_only_itself(level, seed, pool_of):
    source = Path(frames.__file__).read_text(encoding="utf-8") + STUDENT.format(seed=seed, whole=seed % 2)
    exercise = Course.open(COURSE).exercise("guarded", hidden=True)
    file = SourceFile("guarded.py", "py", (Unit(source),), sha256="0")

    report = grade(exercise, file, {}, pool_of(level))

    results = {check.name: check for check in report.checks}
    assert results["total_value"].verdict is results["apply_value"].verdict is Verdict.PASSED
    for name in ("double_value", "double_secret"):
        assert results[name].verdict is not Verdict.PASSED
        assert results[name].verdict is not Verdict.UNGRADED or results[name].code == "grader.worker_fault"
        assert results[name].code
    written(report)
