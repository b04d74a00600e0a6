"""Cases are drawn once, the same for the same seed, and shrunk to something small."""

import pytest

from grader.checking import given, integers, sizes
from grader.checking.drawing import draw, shrink
from grader.checking.registry import Cases


def test_equal_seeds_draw_equal_cases():
    cases = Cases({"n": sizes(1, 40)}, count=10)

    assert draw(cases, 7) == draw(cases, 7)


def test_different_seeds_draw_different_cases():
    cases = Cases({"n": integers(0, 10**9)}, count=10)

    assert draw(cases, 7) != draw(cases, 8)


def test_no_case_is_drawn_twice():
    drawn = draw(Cases({"n": integers(0, 3)}, count=30), 1)

    assert sorted(case["n"] for case in drawn) == [0, 1, 2, 3]


def test_the_ci_variable_changes_nothing(monkeypatch):
    cases = Cases({"n": integers(0, 10**9)}, count=10)
    before = draw(cases, 7)
    monkeypatch.setenv("CI", "1")

    assert draw(cases, 7) == before


def test_a_strategy_that_draws_objects_is_refused():
    with pytest.raises(TypeError):
        draw(Cases({"n": lambda: __import__("hypothesis").strategies.just(object())}, count=3), 1)


def test_a_failing_case_is_shrunk():
    cases = Cases({"n": integers(0, 1000), "k": integers(0, 1000)}, count=50)

    assert shrink(cases, 3, lambda case: case["n"] >= 10, tries=400) == {"n": 10, "k": 0}


def test_nothing_is_found_where_nothing_fails():
    assert shrink(Cases({"n": integers(0, 9)}, count=5), 3, lambda case: False, tries=400) is None


def test_examples_are_always_among_the_cases():
    assert {"n": 41} in draw(Cases({"n": sizes(1, 40)}, count=3, examples=({"n": 41},)), 7)


def test_an_example_with_other_parameters_is_refused():
    with pytest.raises(ValueError, match="exactly the parameters n"):
        given(n=sizes(), examples=[{"m": 1}])


def test_given_without_strategies_is_refused():
    with pytest.raises(ValueError, match="at least one strategy"):
        given()
