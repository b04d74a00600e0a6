"""Every correct submission gets full marks, whatever its style and whatever the course's salt."""

from dataclasses import replace
from pathlib import Path

import pytest

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
SALTS = ["", "a", "b"]


@pytest.fixture(scope="module", params=SALTS)
def salted_course(request):
    return Course(COURSE.root, replace_salt(request.param))


def replace_salt(salt):
    import msgspec

    return msgspec.structs.replace(COURSE.config, salt=salt)


@pytest.mark.parametrize(("name", "path"), VARIANTS, ids=[f"{name}-{path.name}" for name, path in VARIANTS])
def test_a_correct_submission_gets_full_marks(pool, salted_course, name, path):
    file = replace(read(path).files[0], path=path.name)
    report = grade(salted_course.exercise(name, hidden=True), file, {}, pool)

    lost = {
        check.name: (check.code, dict(check.facts)) for check in report.checks if check.verdict is not Verdict.PASSED
    }

    assert (report.status, lost) == ("graded", {})
