"""A mistake that nobody planted gets no name, or one that is true of it: better none than a wrong one."""

import ast
import tomllib
from functools import cache
from pathlib import Path

import pytest

from grader.authoring.wrong import check_functions
from grader.exercise.course import Course
from grader.grading.grade import judging
from grader.grading.headlines import diagnosed
from grader.model.source import SourceFile, Unit
from grader.model.verdict import Verdict

COURSE = Course.open(Path(__file__).parents[2])
BUGS = tomllib.loads(Path(__file__).with_name("unlisted.toml").read_text(encoding="utf-8"))["bug"]
SOME = 8  # the reduced form grades every 8th


@cache
def exercise(name):
    return COURSE.exercise(name, hidden=False)


def results(bug, pool):
    """The checks of the bug's functions, with the diagnosis of each."""
    public, functions = exercise(bug["exercise"]), {node.name for node in ast.parse(bug["code"]).body}
    file = SourceFile("answer.py", "py", (Unit(f"{public.reference_source}\n\n{bug['code']}\n"),), sha256="")
    with judging(public, file, {}, pool, shrinking=False) as judge:
        judged = [judge.result(check) for check in public.checks if functions & check_functions(public, check)]
        return diagnosed(public, judged, judge.symptoms, judge.examine())


@pytest.mark.parametrize(
    "bug",
    [pytest.param(bug, id=bug["title"], marks=[pytest.mark.slow] if at % SOME else []) for at, bug in enumerate(BUGS)],
)
def test_it_is_found_wrong_and_gets_no_name_that_is_not_true(pool, bug):
    seen = results(bug, pool)
    names = {result.diagnosis.code for result in seen if result.diagnosis and result.diagnosis.text}

    assert {result.verdict for result in seen} & {Verdict.FAILED, Verdict.ERROR}
    assert names <= set(bug["right"])
