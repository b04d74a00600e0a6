"""A failing check is run to its end, and each of its calls is answered a second time by the reference."""

import pytest

from grader.exercise.course import Course
from grader.grading.causes import first_cause, used_by
from grader.grading.fingerprint import right
from grader.grading.grade import judging
from grader.model.source import SourceFile, Unit

SOLUTION = """
import numpy as np


def gain(x, factor=2.0):
    return factor * x


def open_box(x):
    return gain(x), {"x": x}


def weigh(box):
    return float(box["x"])


def draw(n, rng):
    return rng.normal(size=n)
"""

CHECKS = """
from grader.checking import check, expect, fixed_rng


@check(points=1)
def gains(student, reference):
    \"\"\"gain doubles.\"\"\"
    for x in (1.0, 2.0, 3.0):
        expect.close(student.gain(x), reference.gain(x))
    expect.that(student.gain(5.0, 3.0) == 15.0, "own.code")


@check(points=1, function="weigh")
def weights(student):
    \"\"\"weigh gives x back.\"\"\"
    _, box = student.open_box(4.0)
    expect.equal(student.weigh(box), 4.0)


@check(points=1)
def draws(student):
    \"\"\"draw draws.\"\"\"
    expect.equal(student.draw(3, fixed_rng(1))[0], 99.0)
"""

EXERCISE = """
title = { en = "T" }

[functions]
gain = { parameters = "x, factor=2.0", returns = "scalar()" }
open_box = { parameters = "x", returns = "tuple_of(scalar(), opaque())" }
weigh = { parameters = "box", returns = "scalar()" }
draw = { parameters = "n, rng", returns = "array(n)" }
"""


@pytest.fixture(scope="module")
def exercise(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    (root / "course.toml").write_text('title = { en = "T" }\nexercises = ["things"]\n')
    folder = root / "solutions" / "things"
    folder.mkdir(parents=True)
    for name, text in (("things.py", SOLUTION), ("checks.py", CHECKS), ("exercise.toml", EXERCISE)):
        (folder / name).write_text(text)
    return Course.open(root).exercise("things")


def examined(exercise, pool, *replaced):
    source = "\n\n\n".join([SOLUTION, *replaced])
    file = SourceFile("things.py", "py", (Unit(source),), sha256="")
    with judging(exercise, file, {}, pool, shrinking=False) as judge:
        for check in exercise.checks:
            judge.result(check)
        return judge.examine()


def test_a_check_goes_on_after_its_first_wrong_answer(exercise, pool):
    calls = examined(exercise, pool, "def gain(x, factor=2.0):\n    return x + factor")["gains"]

    assert [(call.got, call.wanted) for call in calls] == [(3.0, 2.0), (4.0, 4.0), (5.0, 6.0), (8.0, 15.0)]


def test_only_failing_checks_are_examined(exercise, pool):
    assert examined(exercise, pool, "def weigh(box):\n    return 1.0").keys() == {"weights", "draws"}


def test_the_reference_is_given_its_own_object_for_the_students(exercise, pool):
    replaced = (
        "def open_box(x):\n    return 8.0, [x]",
        "def weigh(box):\n    return 2.0 * box[0]",
    )
    boxes, weights = examined(exercise, pool, *replaced)["weights"]

    assert right(boxes)
    assert (weights.got, weights.wanted) == (8.0, 4.0)


def test_an_exception_ends_the_check_and_is_an_answer(exercise, pool):
    calls = examined(exercise, pool, "def gain(x, factor=2.0):\n    return {1.0: 5.0}[x]")["gains"]

    assert [getattr(call.got, "type", call.got) for call in calls] == [5.0, "KeyError"]


def test_what_a_generator_draws_has_no_right_answer(exercise, pool):
    (call,) = examined(exercise, pool)["draws"]

    assert not right(call)


def test_what_a_function_uses_is_read_from_the_reference(exercise):
    assert used_by(exercise, "open_box") == {"gain"}
    assert first_cause(exercise, "open_box", {"gain", "open_box"}) == "gain"
    assert first_cause(exercise, "open_box", {"weigh", "open_box"}) is None
