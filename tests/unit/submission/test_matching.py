"""A file finds its exercise by metadata, then name, then functions."""

import pytest

from grader.model.errors import UsageError
from grader.model.source import SourceFile
from grader.submission import match

EXERCISES = {
    "initializers": ["he_normal", "xavier_uniform"],
    "backprop": ["forward", "backward", "loss"],
    "gradient_checking": ["numerical_gradient", "forward"],
}


def file(path, *defines, exercise=None):
    return SourceFile(path, "ipynb", (), "", exercise, frozenset(defines))


@pytest.mark.parametrize(
    "name",
    [
        "initializers.py",
        "Initializers.PY",
        "initializers (1).ipynb",
        "initializers(2).ipynb",
        "initializers_张三.py",
        "initializers张三.py",
        "s01-initializers-final.ipynb",
        "Copy of initializers.ipynb",
        "initializers-Copy1.ipynb",
        "initializers - 副本.ipynb",
        "initializers2.ipynb",
        "INITIALIZERS v3.ipynb",
        "hw1/s01/initializers.ipynb",
    ],
)
def test_a_decorated_name_is_its_exercise(name):
    assert match(file(name), EXERCISES) == "initializers"


@pytest.mark.parametrize(
    "name", ["gradient_checking.py", "gradient-checking.py", "Gradient Checking (1).ipynb", "GradientChecking.ipynb"]
)
def test_separators_do_not_matter(name):
    assert match(file(name), EXERCISES) == "gradient_checking"


@pytest.mark.parametrize("name", ["homework.py", "reinitializers.py", "initializersx.py", "checking.py", "(1).py"])
def test_a_name_that_only_resembles_one_says_nothing(name):
    assert match(file(name), EXERCISES) is None


def test_the_longest_of_nested_names_counts():
    exercises = {"backprop": [], "backprop_deep": []}
    assert match(file("my backprop-deep.py"), exercises) == "backprop_deep"
    assert match(file("my backprop.py"), exercises) == "backprop"


def test_a_name_with_two_exercises_leaves_it_to_the_functions():
    path = "initializers_and_backprop.ipynb"
    assert match(file(path), EXERCISES) is None
    assert match(file(path, "loss"), EXERCISES) == "backprop"


def test_metadata_count_before_the_name():
    assert match(file("backprop.ipynb", "loss", exercise="initializers"), EXERCISES) == "initializers"


def test_metadata_with_an_unknown_exercise_are_ignored():
    assert match(file("backprop.ipynb", exercise="other"), EXERCISES) == "backprop"


def test_the_name_counts_before_the_functions():
    assert match(file("backprop.ipynb", "he_normal"), EXERCISES) == "backprop"


def test_most_functions_decide_last():
    assert match(file("hw.ipynb", "forward", "loss", "plot"), EXERCISES) == "backprop"


def test_a_tie_is_an_error_that_names_the_candidates():
    with pytest.raises(UsageError) as caught:
        match(file("hw.ipynb", "forward"), EXERCISES)
    assert (caught.value.code, caught.value.facts) == (
        "exercise.ambiguous",
        {"file": "hw.ipynb", "candidates": ["backprop", "gradient_checking"]},
    )


def test_no_known_function_matches_nothing():
    assert match(file("hw.ipynb", "plot"), EXERCISES) is None
    assert match(file("hw.ipynb", "plot"), {}) is None
