"""Every correct submission gets full marks, whatever its style and whatever numbers the generators draw."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from grader.authoring.prover import reseeded
from grader.exercise.course import Course
from grader.grading.grade import grade
from grader.model.verdict import Verdict
from grader.submission import read

COURSE = Course.open(Path(__file__).parents[2])
VARIANTS = [
    (name, path)
    for name in COURSE.config.exercises
    for path in sorted([*(COURSE.folder(name) / "honest").glob("*.*"), COURSE.folder(name) / f"{name}.py"])
    if path.suffix in {".py", ".ipynb"}
]


@cache
def exercise(name):
    return reseeded(COURSE.exercise(name, hidden=True), "a third choice of numbers")


@pytest.mark.parametrize(("name", "path"), VARIANTS, ids=[f"{name}-{path.name}" for name, path in VARIANTS])
def test_a_correct_submission_gets_full_marks(pool, name, path):
    file = replace(read(path).files[0], path=path.name)
    report = grade(
        reseeded(COURSE.exercise(name, hidden=True), "a third choice of numbers"), file, {}, pool, shrinking=False
    )

    lost = {
        check.name: (check.code, dict(check.facts)) for check in report.checks if check.verdict is not Verdict.PASSED
    }

    assert (report.status, lost) == ("graded", {})
