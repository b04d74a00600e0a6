"""CSV, one line per student and exercise; and JSON lines, with the whole report."""

import json

from grader.bulk.exports.wanted import Wanted, number
from grader.bulk.grades import Grade
from grader.bulk.table import text_cell, written

_HEADER = (
    *("student", "exercise", "status", "points", "max_points", "late_percent", "adjustment", "reasons", "score"),
    *("attempts", "submitted", "graded", "submission", "sha256"),
)


def table(wanted: Wanted) -> str:
    """Return CSV; `score` is empty where there is none."""
    return written([_HEADER, *(_row(wanted, grade) for grade in wanted.grades)])


def lines(wanted: Wanted) -> str:
    """Return one JSON object per line (docs/gradebook.md)."""
    return "".join(json.dumps(_object(wanted, grade), ensure_ascii=False) + "\n" for grade in wanted.grades)


def _row(wanted: Wanted, grade: Grade) -> list[str]:
    attempt = grade.attempt
    return [
        text_cell(attempt.student),
        attempt.exercise,
        "ungraded" if grade.ungraded else attempt.status,
        number(attempt.points),
        number(attempt.max_points),
        number(attempt.late),
        number(grade.adjustment),
        text_cell("; ".join(grade.reasons)),
        number(wanted.score(grade)),
        str(grade.attempts),
        attempt.submitted or "",
        attempt.graded,
        text_cell(attempt.label),
        attempt.sha256,
    ]


def _object(wanted: Wanted, grade: Grade) -> dict[str, object]:
    attempt = grade.attempt
    (row,) = attempt.book.rows("SELECT report FROM report WHERE id = ?", (attempt.report,))
    return {
        "schema": "grader/grade/v1",
        "student": attempt.student,
        "exercise": attempt.exercise,
        "status": "ungraded" if grade.ungraded else attempt.status,
        "points": attempt.points,
        "max_points": attempt.max_points,
        "late_percent": attempt.late,
        "adjustment": grade.adjustment,
        "reasons": list(grade.reasons),
        "score": wanted.score(grade),
        "attempts": grade.attempts,
        "submitted": attempt.submitted,
        "graded": attempt.graded,
        "report": json.loads(row["report"]),
    }
