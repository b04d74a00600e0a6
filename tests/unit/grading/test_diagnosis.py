"""A mistake is named when, and only when, everything that was seen fits it and nothing else."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.authoring.release import release
from grader.authoring.scaffold import scaffold
from grader.exercise.course import Course
from grader.grading.diagnosis import Known, Symptom, diagnose, diagnose_two, library_of
from grader.grading.examine import UNKNOWN, Compared
from grader.grading.fingerprint import answers, same_law, same_values
from grader.grading.grade import grade
from grader.model.source import SourceFile, Unit


def print_of(*values, rng=False):
    arguments = {"rng": np.random.default_rng(0)} if rng else {"x": 1.0}
    return answers([Compared("f", arguments, value, UNKNOWN) for value in values])


@given(st.integers(0, 1000), st.floats(1e-6, 1e6))
def test_rounding_does_not_change_an_answer(seed, scale):
    x = scale * np.random.default_rng(seed).standard_normal((3, 4))

    assert same_values(print_of({"W": x}), print_of({"W": x * (1 + 1e-14)}))


@given(st.integers(0, 1000), st.integers(0, 11))
def test_one_entry_that_differs_does(seed, index):
    x = np.random.default_rng(seed).standard_normal(12)
    other = x.copy()
    other[index] += 1e-4

    assert not same_values(print_of(x), print_of(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (np.ones((2, 3)), np.ones((3, 2))),
        ({"a": 1.0}, {"b": 1.0}),
        ("wrong", "correct"),
        (True, False),
        (np.array([1.0, 2.0]), np.array([2.0, 1.0])),
        (np.array([np.nan, 1.0]), np.array([1.0, 1.0])),
        ((1.0, 2.0), 1.0),
    ],
)
def test_answers_differ_in_shape_keys_words_truth_order_and_kind(one, other):
    assert not same_values(print_of(one), print_of(other))


def test_an_answer_that_is_not_finite_equals_itself():
    assert same_values(print_of(np.array([np.nan, np.inf])), print_of(np.array([np.nan, np.inf])))


@settings(max_examples=20)
@given(st.integers(0, 1000), st.sampled_from([0.5, 0.7, 1.5, 2.0]))
def test_two_samples_of_one_law_are_alike_and_those_of_another_variance_are_not(seed, factor):
    rng = np.random.default_rng(seed)
    normal, uniform = rng.standard_normal((100, 90)), rng.uniform(-(3**0.5), 3**0.5, (100, 90))

    assert same_law(print_of(normal, rng=True), print_of(uniform, rng=True))
    assert same_law(print_of(normal, rng=True), print_of(factor**0.5 * uniform, rng=True)) is False


def test_small_samples_say_nothing():
    assert same_law(print_of(np.ones(20), rng=True), print_of(np.ones(20), rng=True)) is None


def known(name, code, symptom):
    return Known(name, "f", "f", code, {"en": name}, {"check": symptom})


def symptom(value, code="value.wrong"):
    return Symptom("FAILED", code, {}, print_of(value))


def test_the_mistake_that_fits_is_named():
    library = [known("a", "x.a", symptom(1.5)), known("b", "x.b", symptom(2.5))]
    found = diagnose({"check": symptom(2.5)}, library, ["check"])

    assert found is not None
    assert found[0].mutant == "b"


@pytest.mark.parametrize(
    ("value", "library"),
    [
        (3.5, [known("a", "x.a", symptom(1.5))]),
        (1.5, [known("a", "x.a", symptom(1.5)), known("b", "x.b", symptom(1.5))]),
        (1.5, [known("a", "x.a", symptom(1.5, code="value.other"))]),
        (None, [known("a", "x.a", symptom(None))]),
    ],
    ids=["none fits", "two fit", "the failure is another one", "there are no numbers"],
)
def test_nothing_is_named_when(value, library):
    assert diagnose({"check": symptom(value)}, library, ["check"]) is None


def test_two_that_fit_and_mean_the_same_are_one():
    library = [known("a", "x.same", symptom(1.5)), known("b", "x.same", symptom(1.5))]

    assert diagnose({"check": symptom(1.5)}, library, ["check"]) is not None


def of_check(name, check, value):
    return Known(name, "f", "f", f"x.{name}", {"en": name}, {check: symptom(value)})


def test_two_mistakes_that_no_check_shows_together_are_both_named():
    library = [of_check("a", "one", 1.5), of_check("b", "other", 2.5), of_check("c", "other", 3.5)]
    found = diagnose_two({"one": symptom(1.5), "other": symptom(2.5)}, library, ["one", "other"])

    assert found is not None
    assert {check: known.mutant for check, known in found.items()} == {"one": "a", "other": "b"}


@pytest.mark.parametrize("value", [2.5, 9.5], ids=["two that fit the second check", "none that does"])
def test_of_two_mistakes_none_is_named_if(value):
    library = [of_check("a", "one", 1.5), of_check("b", "other", 2.5), of_check("c", "other", 2.5)]

    assert diagnose_two({"one": symptom(1.5), "other": symptom(value)}, library, ["one", "other"]) is None


def asked(arguments, value, right):
    return Known("a", "f", "f", "x.a", {"en": "a"}, {"check": told(arguments, value, right)})


def told(arguments, value, right):
    return Symptom("FAILED", "value.wrong", {}, answers([Compared("f", one, value, right) for one in arguments]))


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ([{"x": 1.5}], False),
        ([{"x": 1.5}, {"x": 2.5}, {"x": 3.5}], True),
        ([{"x": "relu"}], True),
    ],
    ids=["one of them", "several", "one that answers a word"],
)
def test_words_that_agree_name_a_mistake_if_they_are_enough(arguments, named):
    library = [asked(arguments, "he", "xavier")]

    assert bool(diagnose({"check": told(arguments, "he", "xavier")}, library, ["check"])) is named


def test_right_answers_are_no_evidence():
    arguments = [{"x": 1.5}, {"x": 2.5}, {"x": 3.5}]

    assert diagnose({"check": told(arguments, "he", "he")}, [asked(arguments, "he", "he")], ["check"]) is None


@pytest.mark.parametrize("error", [1e-7, -1e-7])
def test_a_small_number_is_wrong_beside_a_large_one(error):
    right = np.array([1e3, 1.0])

    assert answers([Compared("f", {"x": 1.0}, right + np.array([0, error]), right)])[0] is not None


@pytest.fixture(scope="module")
def exercise(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    (root / "course.toml").write_text('title = { en = "T" }\nexercises = []\n')
    scaffold(Course.open(root), "signal")
    release(Course.open(root), "signal")
    return Course.open(root).exercise("signal")


def diagnoses(exercise, pool, body):
    source = f"import numpy as np\n\n\ndef mean_square(x):\n    {body}\n"
    report = grade(exercise, SourceFile("signal.py", "py", (Unit(source),), sha256=""), {}, pool)
    return {check.name: check.diagnosis.code if check.diagnosis else None for check in report.checks}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("return float(sum(value for value in x.flat) / x.size) ** 2", "mean_square.square_of_mean"),
        ("return float(np.vdot(x, x))", "mean_square.sum"),
        ("return float(np.linalg.norm(x) / x.size**0.5)", "mean_square.root"),
    ],
)
def test_a_mistake_is_recognised_in_another_style(exercise, pool, body, code):
    assert diagnoses(exercise, pool, body)["mean_square_of_vectors"] == code


@pytest.mark.parametrize("body", ["return float(np.mean(x**2))", "return 3.0", "return None", "raise ValueError('no')"])
def test_what_is_right_or_unknown_gets_no_name(exercise, pool, body):
    assert set(diagnoses(exercise, pool, body).values()) == {None}


@pytest.mark.parametrize(
    ("body", "code", "fact"),
    [
        ("return 3 * float(np.mean(x**2))", "rule.ratio", {"ratio": "3"}),
        ("return float(np.sum(x**2)) * x.shape[0]", "rule.ratio", {"ratio": "x.shape[0]**2"}),
        ("return float(np.mean(x**2)) + 1", "rule.offset", {"offset": "1"}),
    ],
)
def test_a_mistake_that_no_mutant_shows_is_found_by_a_rule(exercise, pool, body, code, fact):
    source = f"import numpy as np\n\n\ndef mean_square(x):\n    {body}\n"
    report = grade(exercise, SourceFile("signal.py", "py", (Unit(source),), sha256=""), {}, pool)
    found = next(check.diagnosis for check in report.checks if check.diagnosis)

    assert (found.code, {**found.evidence, **fact}) == (code, found.evidence)


def test_a_library_of_another_version_is_none():
    assert library_of(b"\x91\x91\x01") == {}


def test_every_mutant_that_a_public_check_sees_is_in_the_library(exercise):
    assert {one.mutant for one in library_of(exercise.library)["mean_square"]} == {
        *("square_of_mean", "sum_of_squares", "root_mean_square", "squared_in_place")
    }
