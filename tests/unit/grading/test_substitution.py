"""Answers that are right for other arguments say which argument is ignored, exchanged or read along the wrong axis."""

import numpy as np
import pytest

from grader.grading.examine import UNKNOWN, Compared, Raising
from grader.grading.substitution import substituted

SIZES = [(3, 5), (4, 2), (3, 3), (2, 7)]


def softmax(Z):
    return np.exp(Z) / np.exp(Z).sum(axis=0)


def decayed(A, B, rate=0.5, kind="plain"):
    return A - rate * (B if kind == "plain" else B**2)


def reference(right):
    def answer(arguments):
        try:
            return right(**arguments)
        except ValueError:
            return Raising("ValueError")

    return answer


def calls(student, right, **names):
    made = []
    for number, size in enumerate(SIZES):
        A, B = np.random.default_rng([number, *size]).normal(size=(2, *size))
        given = {"A": A, "B": B, "rate": 0.1 * number, "kind": ("plain", "square")[number % 2]}
        arguments = {name: given[key] for name, key in names.items()}
        made.append(Compared("f", arguments, student(**arguments), right(**arguments), reference(right)))
    return made


DECAYED = {"A": "A", "B": "B", "rate": "rate", "kind": "kind"}


@pytest.mark.parametrize(
    ("student", "code", "facts"),
    [
        (lambda A, B, rate, kind: decayed(A, B, 1.0, kind), "rule.ignores", {"argument": "rate", "value": "1.0"}),
        (lambda A, B, rate, kind: decayed(A, B, rate), "rule.ignores", {"argument": "kind", "value": "'plain'"}),
        (lambda A, B, rate, kind: decayed(B, A, rate, kind), "rule.exchanged", {"one": "A", "other": "B"}),
    ],
)
def test_the_change_that_makes_all_answers_right_is_named(student, code, facts):
    found = substituted(calls(student, decayed, **DECAYED))

    assert found is not None
    assert (found.code, found.facts) == (code, {**facts, "calls": len(SIZES)})


def test_rows_taken_for_columns_are_a_wrong_axis():
    found = substituted(calls(lambda Z: softmax(Z.T).T, softmax, Z="A"))

    assert found is not None
    assert (found.code, found.facts["argument"]) == ("rule.wrong_axis", "Z")


def test_an_argument_returned_as_it_came_is_named_before_what_else_leads_to_it():
    found = substituted(calls(lambda A, B, rate, kind: A, decayed, **DECAYED))

    assert found is not None
    assert (found.code, found.facts["argument"]) == ("rule.returned", "A")


@pytest.mark.parametrize(
    "student",
    [
        lambda A, B, rate, kind: decayed(A, B, rate, kind),
        lambda A, B, rate, kind: decayed(A, B, 0.37, kind),
        lambda A, B, rate, kind: Raising("ValueError"),
        lambda A, B, rate, kind: decayed(B, A, rate),
    ],
    ids=["all right", "a value never passed", "an exception", "two changes"],
)
def test_nothing_is_named_for(student):
    assert substituted(calls(student, decayed, **DECAYED)) is None


def test_answers_that_depend_on_a_generator_are_right_for_nothing():
    made = calls(lambda A, B: A, lambda A, B: B, A="A", B="B")

    assert substituted([Compared("f", one.arguments, one.got, UNKNOWN, one.reference) for one in made]) is None


def test_a_reference_that_never_ends_for_other_arguments_is_given_up():
    names = {}
    halved = "def halved(x, tolerance):\n while x > tolerance:\n  x = x / 2 if tolerance else x\n return x"
    exec(compile(halved, "<reference of nothing>", "exec"), names)
    right = names["halved"]
    made = [
        Compared("f", {"x": x, "tolerance": t}, 0.0, right(x, t), lambda given: right(**given))
        for x, t in [(8.0, 1.0), (9.0, 2.0), (7.0, 0.5)]
    ]

    assert substituted(made) is None


def test_an_argument_that_never_varies_cannot_be_seen_to_be_ignored():
    made = calls(lambda A, B, rate, kind: decayed(A, B, 1.0, kind), decayed, **DECAYED)
    right = reference(decayed)
    same = [
        Compared("f", given, one.got, decayed(**given), right)
        for one in made
        for given in [{**one.arguments, "rate": 0.3}]
    ]

    assert substituted(same) is None
