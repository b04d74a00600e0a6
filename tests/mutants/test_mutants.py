"""Every mutant of every exercise loses points at the checks that it names, also for numbers that no author has seen.

`grader validate` proves the same, and more, for other numbers.
"""

from functools import cache
from pathlib import Path

import pytest

from grader.authoring.prover import reseeded
from grader.authoring.wrong import mutants_in
from grader.exercise.course import Course
from grader.grading.grade import grade
from grader.model.source import SourceFile, Unit
from grader.model.verdict import Verdict

COURSE = Course.open(Path(__file__).parents[2])
MUTANTS = [
    (name, mutant) for name in COURSE.config.exercises for mutant in mutants_in(COURSE.exercise(name, hidden=True))
]


@cache
def exercise(name):
    return reseeded(COURSE.exercise(name, hidden=True), "a third choice of numbers")


@pytest.mark.parametrize(("name", "mutant"), MUTANTS, ids=[f"{name}-{mutant.name}" for name, mutant in MUTANTS])
def test_a_mutant_is_caught_by_the_checks_that_it_names(pool, name, mutant):
    file = SourceFile(f"{name}.py", "py", (Unit(mutant.source),), sha256="")
    report = grade(exercise(name).only(mutant.caught_by), file, {}, pool, shrinking=False)
    verdicts = {check.name: check.verdict for check in report.checks}

    assert {check: verdicts[check] for check in mutant.caught_by if verdicts[check] is Verdict.PASSED} == {}
    assert Verdict.UNGRADED not in verdicts.values()
