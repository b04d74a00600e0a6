"""result.json by the rules of Classroom 50's runner and collector."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model.verdict import Verdict
from grader.report.feedback import Feedback
from grader.report.platforms.classroom50 import Submitted, result_file

SUBMITTED = Submitted("cs", "backprop", "submit/2026-11-01T00-00-00Z-abc", "c", "r", "v", "2026-11-01T00:00:00Z")
STAMPED = {"owner": "ada", "assignment_type": "individual"}  # by the runner


def is_score(value):
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def require_valid(found):
    """Hold a file against every rule of the collector."""
    text = json.dumps(found, allow_nan=False)
    assert len(text) < 10 * 1024 * 1024
    found = json.loads(text) | STAMPED
    assert found["schema"] == "classroom50/result/v1"
    assert found["submission"].startswith("submit/")
    for key in ("classroom", "assignment", "commit", "release", "review", "datetime", "owner", "assignment_type"):
        assert isinstance(found[key], str) and found[key]
    assert is_score(found["score"]) and is_score(found["max-score"]) and found["score"] <= found["max-score"]
    for test in found["tests"]:
        assert isinstance(test["test-name"], str) and test["test-name"]
        assert isinstance(test["passed"], bool)
        assert is_score(test["score"]) and is_score(test["max-score"]) and test["score"] <= test["max-score"]


@given(st.text(st.characters(), max_size=30))
def test_it_is_valid_whatever_a_student_wrote(hostile, result, text):
    graded, _ = hostile(text).reports

    require_valid(result_file(result(graded), SUBMITTED, Feedback()))


def test_the_tests_add_up(check, report, result):
    found = result_file(
        result(report(check(0, Verdict.PASSED, ""), check(1, Verdict.FAILED, "x"))), SUBMITTED, Feedback()
    )

    assert (found["score"], found["max-score"]) == (2, 4)
    assert [(test["score"], test["passed"]) for test in found["tests"]] == [(2, True), (0, False)]


def test_extra_credit_fills_up_to_the_maximum_and_costs_nobody_a_failure(check, report, result):
    earned, missed = check(1, Verdict.PASSED, "", bonus=True), check(2, Verdict.FAILED, "x", bonus=True)
    found = result_file(result(report(check(0, Verdict.PASSED, ""), earned, missed)), SUBMITTED, Feedback())

    require_valid(found)
    assert found["score"] == found["max-score"] == 2
    assert all(test["passed"] for test in found["tests"])
    assert found["tests"][1]["bonus-points"] == 2


def test_without_points_there_is_no_file(check, report, result):
    with pytest.raises(AssertionError):
        result_file(result(report(check(0, Verdict.UNGRADED, "x"), status="ungraded")), SUBMITTED, Feedback())
