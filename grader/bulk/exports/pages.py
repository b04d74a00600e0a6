"""Feedback: a page per attempt that counts, as its student may see it, and an index for the instructor."""

import hashlib
import re
from pathlib import Path
from urllib.parse import quote

from grader.bulk.exports.wanted import Wanted, number, summary
from grader.bulk.grades import Grade
from grader.bulk.outcome import restored
from grader.model.report import Result
from grader.report.html import index, page
from grader.report.student_view import student_view
from grader.report.text import plain

INDEX = "index.html"


def write_pages(wanted: Wanted, folder: Path) -> int:
    """Write the pages into a folder and return how many; each is written whole or not at all.

    Raises:
        OSError: the folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = {name: wanted.feedback.title(wanted.course.title(name)) for name in wanted.course.config.exercises}
    rows = []
    for grade in wanted.grades:
        link = file_name(grade)
        _put(folder / link, page(_result(wanted, grade), wanted.feedback, names))
        rows.append(
            {
                "student": plain(grade.attempt.student),
                "exercise": plain(names.get(grade.attempt.exercise, grade.attempt.exercise or "?")),
                "status": "ungraded" if grade.ungraded else grade.attempt.status,
                "score": _score(wanted, grade),
                "summary": plain(summary(wanted, grade)),
                "link": quote(link),
            }
        )
    _put(folder / INDEX, index(rows, wanted.feedback, wanted.feedback.title(wanted.course.config.title)))
    return len(rows)


def _score(wanted: Wanted, grade: Grade) -> str:
    score, full = wanted.score(grade), wanted.maximum(grade.attempt.exercise)
    return "?" if score is None else f"{number(score)} / {number(full)}"


def file_name(grade: Grade) -> str:
    """A name that every file system takes, and that no two grades share."""
    own = f"{grade.attempt.student}\0{grade.attempt.exercise}"
    readable = re.sub(r"[^A-Za-z0-9]+", "-", own).strip("-")[:60]
    return f"{readable}-{hashlib.sha256(own.encode('utf-8', 'replace')).hexdigest()[:8]}.html"


def _result(wanted: Wanted, grade: Grade) -> Result:
    query = "SELECT packed, isolation FROM report WHERE id = ?"
    (row,) = grade.attempt.book.rows(query, (grade.attempt.report,))
    report = student_view(restored(row["packed"]), wanted.course.config.hidden)
    return Result((report,), row["isolation"], {})


def _put(path: Path, text: str) -> None:
    scratch = path.with_suffix(".part")
    scratch.write_text(text, encoding="utf-8")
    scratch.replace(path)
