"""results.json by the rules of Gradescope's specification."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model.verdict import Verdict
from grader.report.feedback import Feedback
from grader.report.platforms.gradescope import encode, results

VISIBILITY = {"hidden", "after_due_date", "after_published", "visible"}
FORMATS = {"text", "html", "simple_format", "md", "ansi"}
TOP = {"score", "execution_time", "output", "extra_data", "leaderboard", "output_format", "test_output_format"}
TOP |= {"test_name_format", "visibility", "stdout_visibility", "tests"}
TEST = {
    "score",
    "max_score",
    "status",
    "name",
    "name_format",
    "number",
    "output",
    "output_format",
    "tags",
    "visibility",
}


def require_valid(text):
    """Read a file as the platform does, and hold it against every rule."""
    found = json.loads(text, parse_constant=pytest.fail)
    assert set(found) <= TOP
    assert {found["visibility"], found["stdout_visibility"]} <= VISIBILITY
    assert {found["output_format"], found["test_output_format"], found["test_name_format"]} <= FORMATS
    assert "\r" not in found["output"]
    for test in found["tests"]:
        assert set(test) <= TEST | {"extra_data"}
        assert test["status"] in ("passed", "failed")
        assert test.get("visibility", "visible") in VISIBILITY
        assert all(isinstance(test[key], str) for key in ("name", "number", "output"))
        assert "\r" not in test["output"] and "\n" not in test["name"]
    return found


def scores(found):
    return [test[key] for test in found["tests"] for key in ("score", "max_score") if key in test]


@given(st.text(st.characters(), max_size=30))
def test_it_is_valid_whatever_a_student_wrote(hostile, result, text):
    graded, _ = hostile(text).reports

    found = require_valid(encode(results(result(graded), Feedback(), "verdict", 4.0)))
    assert found["score"] == 4.0


def test_the_tests_scores_add_up_to_the_score(check, report, result):
    graded = result(report(check(0, Verdict.PASSED, ""), check(1, Verdict.FAILED, "x"), check(2, Verdict.PASSED, "")))
    found = require_valid(encode(results(graded, Feedback(), "verdict", graded.points)))

    assert sum(test["score"] for test in found["tests"]) == found["score"] == 4
    assert sum(test["max_score"] for test in found["tests"]) == 6


def test_without_a_score_there_is_no_number_anywhere(hostile):
    found = require_valid(encode(results(hostile("x"), Feedback(), "verdict", None)))

    assert "score" not in found
    assert scores(found) == []


def test_an_ungraded_check_has_no_score(check, report, result):
    found = results(result(report(check(0, Verdict.UNGRADED, "x"))), Feedback(), "verdict", None)

    assert scores(found) == []


def test_an_unreadable_file_says_why(hostile):
    *_, last = results(hostile("x"), Feedback(), "verdict", None)["tests"]

    assert last["name"] == "symmetry: cannot be read"
    assert "not valid Python" in last["output"]


@pytest.mark.parametrize("policy", ["verdict", "message"])
def test_a_hidden_check_tells_its_verdict_and_not_its_call(check, report, result, policy):
    secret = check(0, Verdict.FAILED, "SECRET", hidden=True, facts={"type": "T", "message": "MESSAGE"})
    text = encode(results(result(report(secret)), Feedback(), policy, 0))

    assert "SECRET" not in text
    assert ("MESSAGE" in text) == (policy == "message")
    assert require_valid(text)["tests"][0]["visibility"] == "visible"


def test_a_hidden_check_of_which_nothing_may_be_seen_is_hidden_and_whole_for_the_instructor(check, report, result):
    found = results(result(report(check(0, Verdict.FAILED, "SECRET", hidden=True))), Feedback(), "nothing", 0)

    assert found["tests"][0]["visibility"] == "hidden"
    assert "SECRET" in found["tests"][0]["output"]


def test_extra_credit_has_a_score_and_no_maximum(check, report, result):
    (test,) = results(result(report(check(0, Verdict.PASSED, "", bonus=True))), Feedback(), "verdict", 2)["tests"]

    assert test["score"] == 2
    assert "max_score" not in test


def test_what_is_printed_stays_with_instructors(hostile):
    assert results(hostile("x"), Feedback(), "verdict", None)["stdout_visibility"] == "hidden"
