"""The statistical checks themselves, run in this process on our own correct implementations, never raise an alarm.

Every salt is another set of seeds. The reduced form tries a few, the slow one two hundred.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from grader.authoring.prover import reseeded
from grader.exercise.course import Course
from grader.grading.attempt import attempt
from grader.model.verdict import Verdict
from grader.worker.protocol import Reply

COURSE = Course.open(Path(__file__).parents[2])
JUDGING = {"variance", "mean_zero", "distribution", "independent", "proportion"}


@cache
def exercise(name):
    return COURSE.exercise(name, hidden=True)


def names_in(body, seen):
    """Names that a function and the helpers of its file use."""
    seen.add(body)
    names = set(body.__code__.co_names)
    helpers = [body.__globals__[name] for name in names if name in body.__globals__]
    own = [h for h in helpers if hasattr(h, "__code__") and h.__module__.startswith("_exercise_") and h not in seen]
    return names.union(*(names_in(helper, seen) for helper in own))


def statistical(name):
    """Checks that judge random results: by a statistical helper of `expect`, or by a decision of the numerics."""
    used = [(check, names_in(check.body, set())) for check in exercise(name).checks]
    return [c for c, names in used if names & JUDGING or any(n.endswith("_decision") for n in names)]


CHECKS = [(name, check.name) for name in COURSE.config.exercises for check in statistical(name)]


@dataclass
class Here:
    """A session without a process: calls the functions of a module of ours."""

    module: Any
    loaded: Any = field(default_factory=lambda: SimpleNamespace(functions=Ready()))

    def call(self, function, args, opaque):
        before = {i: a.bit_generator.state for i, a in enumerate(args) if hasattr(a, "bit_generator")}
        value = getattr(self.module, function)(*args)
        after = {i: args[i].bit_generator.state for i in before}
        for i, state in before.items():
            args[i].bit_generator.state = state
        return Reply(value=value, raised=None, modified=(), aliases=(), generators=after, output="", seconds=0.0)


class Ready(dict):
    def __missing__(self, key):
        return SimpleNamespace(status="ready")


@pytest.mark.parametrize("count", [2, pytest.param(200, marks=pytest.mark.slow)])
@pytest.mark.parametrize(("name", "check"), CHECKS, ids=[f"{name}-{check}" for name, check in CHECKS])
def test_a_statistical_check_accepts_the_reference_whatever_the_seeds(name, check, count):
    session = Here(exercise(name).reference)
    for number in range(count):
        salted = reseeded(exercise(name), f"calibration {number}")
        body = next(c for c in salted.checks if c.name == check)
        for case in salted.cases.cases(body, hidden=True)[:3]:
            outcome = attempt(salted, body, session, case)
            assert (outcome.verdict, outcome.code) == (Verdict.PASSED, None), outcome.facts


def test_every_exercise_that_draws_weights_has_statistical_checks():
    assert {"initializers", "backprop"} <= {name for name, _ in CHECKS}
