"""Examples tell what went wrong, never whose it was."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.bulk.stats.examples import tells
from grader.model.verdict import Verdict

from .conftest import checked, counted, reported


def failing(message, **more):
    return checked(verdict=Verdict.ERROR, facts={"type": "ValueError", "message": message}, **more)


def example(*reports):
    (mistake,) = counted(*reports).failures
    return mistake.example


def test_the_shortest_failure_is_the_example():
    found = example(reported("ada7", failing("a long message")), reported("bob8", failing("short", call="f(1)")))

    assert (found.call, found.facts["message"]) == ("f(1)", "short")


@pytest.mark.parametrize("message", ["by ada7", "ADA7!", "ada7-backprop.py", "ada7_backprop", "/home/ada7/x"])
def test_what_names_the_student_is_no_example(message):
    assert example(reported("ada7", failing(message))) is None


def test_another_students_failure_is_taken_instead():
    assert example(reported("ada7", failing("ada7")), reported("bob8", failing("something else"))).facts == {
        "type": "ValueError",
        "message": "something else",
    }


def test_the_name_that_a_platform_puts_into_the_submissions_is_kept_out():
    moodle = replace(
        reported("1234", failing("Lovelace was here")), submission="hw.zip/Ada Lovelace_1234_assignsubmission_file"
    )

    assert example(moodle) is None


def test_the_name_in_an_address_is_kept_out():
    assert tells("ada's own exception", reported("ada.lovelace@example.org"))


def test_a_name_in_chinese_is_found_without_spaces_around_it():
    assert tells("我是张三同学", replace(reported("9"), submission="张三-backprop.py"))


def test_an_id_of_one_digit_does_not_hide_every_number():
    assert not tells("the ratio is 17", reported("7"))
    assert tells("the ratio is 7", reported("7"))


def test_the_exercises_own_name_tells_nothing():
    assert not tells("backprop of the network", reported("ada7"))


def test_a_hidden_check_gives_no_example():
    assert example(reported("ada7", failing("secret", hidden=True, call="f(41)"))) is None


@given(student=st.text(min_size=1, max_size=8), around=st.sampled_from([" {} ", "({})", "x={}", "'{}'", "{}"]))
def test_no_id_gets_through_as_a_word(student, around):
    report = replace(reported("x"), student=student, submission="in/other.py")

    assert student in {report.exercise, "backprop"} or tells(around.format(student), report)
