"""A gradebook filled by hand: no grading needed."""

import json
from pathlib import Path

import pytest

from grader.bulk.gradebook import Gradebook
from grader.bulk.intake import Item
from grader.bulk.outcome import Outcome, kept
from grader.model.report import CheckResult, Report
from grader.model.source import Note
from grader.model.verdict import Verdict
from grader.report.feedback import Feedback


def made(student="s01", exercise="backprop", *, points=7, status="graded", message="nan"):
    """A report with one passed check of `points`, one failed one of 3, and a hidden one."""
    if status == "unreadable":
        return Report(student, "x.py", "", exercise, status, 10, problem=Note("file.empty", {"file": "x.py"}))
    verdict = Verdict.UNGRADED if status == "ungraded" else Verdict.PASSED
    facts = {"example": float(message), "at": "dW", "count": 1, "total": 4}
    checks = (
        CheckResult("good", {"en": "Is good.", "zh": "好。"}, "f", verdict, points, code=None),
        CheckResult("bad", {"en": "Is bad."}, "f", Verdict.FAILED, 3, code="value.finite", facts=facts),
        CheckResult("secret", {"en": "Is secret."}, "f", Verdict.FAILED, 0, hidden=True, call="f(41)", output="42"),
    )
    return Report(student, f"{student}.py", "aa", exercise, status, points + 3, checks, seconds=1.0)


class Filler:
    """Keeps reports in a gradebook."""

    def __init__(self, book):
        self.book = book
        self.turn = 0

    def __call__(self, *reports, submitted=None, sha256=None, whole=True):
        self.turn += 1
        item = Item(reports[0].student, reports[0].submission, Path(__file__), submitted)
        own = tuple(kept(one, "e1", Feedback()) for one in reports)
        outcome = Outcome(own, "g1", "A", json.dumps({"grader": "0"}))
        now = f"2026-11-0{self.turn}T00:00:00.000+00:00"
        self.book.keep(item, sha256 or f"content {self.turn}", "m1", outcome, now, whole=whole)


@pytest.fixture
def book(tmp_path):
    with Gradebook.create(tmp_path / "out") as opened:
        yield opened


@pytest.fixture
def keep(book):
    return Filler(book)


@pytest.fixture
def report():
    """Makes a report: of a student, for an exercise, with points or with a status."""
    return made
