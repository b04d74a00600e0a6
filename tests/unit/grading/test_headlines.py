"""One headline for one root cause: a function whose checks hand it what another one made is not blamed for that."""

from pathlib import Path

import pytest

from grader.exercise.course import Course
from grader.grading.grade import grade
from grader.model.source import SourceFile, Unit
from grader.model.verdict import Verdict

COURSE = Course.open(Path(__file__).parents[3])

FORWARD = """
def forward(params, X, activation):
    inputs, pre = [X], []
    for l in range(1, len(params) // 2 + 1):
        Z = params[f"W{l}"] @ inputs[-1] + params[f"b{l}"]
        pre.append(Z)
        inputs.append(activate(activate(Z, activation), activation))
    return Z, (inputs, pre, activation)
"""


@pytest.fixture
def checks(pool):
    exercise = COURSE.exercise("backprop", hidden=False)
    file = SourceFile("answer.py", "py", (Unit(f"{exercise.reference_source}\n{FORWARD}"),), sha256="")
    return grade(exercise, file, {}, pool, shrinking=False).checks


def test_backward_that_is_handed_the_cache_of_a_wrong_forward_waits_for_it(checks):
    said = {c.diagnosis.evidence["other"] for c in checks if c.function == "backward" and c.diagnosis}
    failed = {c.function for c in checks if c.verdict is Verdict.FAILED}

    assert failed == {"forward", "backward"}
    assert said == {"forward"}
