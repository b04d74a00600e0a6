"""Numbers near the largest that a double holds widen no tolerance: what is wrong stays wrong."""

from pathlib import Path

import pytest

from grader.exercise.course import Course
from grader.grading.grade import grade
from grader.model.source import SourceFile, Unit
from grader.model.verdict import Verdict

COURSE = Course.open(Path(__file__).parents[2])
GIANT = """
import numpy as np


def loss_and_grads(params, X, Y, activation, lambd=0.0):
    return {size}, {{key: np.full(value.shape, {size}) for key, value in params.items()}}
"""


@pytest.mark.parametrize("size", [1e20, 1e300, 1.7e308])
def test_a_giant_loss_hides_no_missing_penalty(pool_of, size):
    file = SourceFile("backprop.py", "py", (Unit(GIANT.format(size=size)),), sha256="")
    exercise = COURSE.exercise("backprop").only({"l2_loss", "l2_gradient"})

    report = grade(exercise, file, {}, pool_of("C"), shrinking=False)

    verdicts = {check.name: check.verdict for check in report.checks}
    assert verdicts["l2_loss"] is Verdict.FAILED
    assert verdicts["l2_gradient"] is Verdict.FAILED
