"""What a name means."""

import pytest

from grader.model.errors import UsageError
from grader.notebook.asked import Asked, resolve


def test_an_exercise_means_all_of_it(course):
    assert resolve("backprop", course, None, ()) == Asked("backprop")


def test_a_function_means_its_checks(course):
    assert resolve("he_normal", course, None, ()) == Asked("initializers", ("he_normal",))


def test_a_check_means_itself(course):
    assert resolve("he_variance", course, None, ()) == Asked("initializers", ("he_variance",))


def test_no_name_means_the_notebook_in_which_it_stands(course):
    assert resolve("", course, "symmetry", ()) == Asked("symmetry")


def test_no_name_in_an_unknown_notebook_means_what_most_functions_belong_to(course):
    assert resolve("", course, None, {"he_normal", "constant", "x"}) == Asked("initializers")


def test_no_name_and_no_function_is_an_error_that_names_the_exercises(course):
    with pytest.raises(UsageError) as caught:
        resolve("", course, None, {"x"})

    assert "initializers" in caught.value.facts["known"]


def test_a_name_that_is_wrong_is_answered_with_similar_ones(course):
    with pytest.raises(UsageError) as caught:
        resolve("he_norml", course, None, ())

    assert caught.value.facts["close"].startswith("he_normal")
