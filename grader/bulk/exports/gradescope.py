"""Gradescope: a `results.json` per student, as its autograder writes them, lateness and adjustments in the score."""

import hashlib
import json
import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from sqlite3 import Row

from grader.bulk.exports.wanted import Wanted, summary
from grader.bulk.grades import Grade
from grader.bulk.outcome import restored
from grader.model.report import Result
from grader.report.platforms.gradescope import encode, results


def write_results(wanted: Wanted, folder: Path) -> int:
    """Write the files into a folder and return how many; each is written whole or not at all.

    Raises:
        OSError: the folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for student, grades in groupby(wanted.grades, key=lambda grade: grade.attempt.student):
        path = folder / file_name(student)
        scratch = path.with_suffix(".part")
        scratch.write_text(_text(wanted, list(grades)), encoding="utf-8")
        scratch.replace(path)
        count += 1
    return count


def file_name(student: str) -> str:
    """Return a name that every file system takes, and that no two students share."""
    readable = re.sub(r"[^A-Za-z0-9]+", "-", student).strip("-")[:60]
    return f"{readable}-{hashlib.sha256(student.encode('utf-8', 'replace')).hexdigest()[:8]}.json"


def _text(wanted: Wanted, grades: Sequence[Grade]) -> str:
    kept = [_kept(grade) for grade in grades]
    hidden = wanted.course.config.hidden
    versions = json.loads(kept[0]["versions"])
    result = Result(tuple(restored(row["packed"]) for row in kept), kept[0]["isolation"], versions)
    # The points of hidden checks are in a summary's sum.
    said = [] if hidden == "nothing" else [f"{g.attempt.exercise}: {summary(wanted, g)}" for g in grades]
    return encode(results(result, wanted.feedback, hidden, _score(wanted, grades), "\n".join(said)))


def _score(wanted: Wanted, grades: Sequence[Grade]) -> float | None:
    """The sum of a student's scores; None while any of them is not known."""
    scores = [wanted.score(grade) for grade in grades]
    known = [score for score in scores if score is not None]
    return round(sum(known), 2) if len(known) == len(scores) else None


def _kept(grade: Grade) -> Row:
    query = "SELECT packed, isolation, versions FROM report WHERE id = ?"
    (row,) = grade.attempt.book.rows(query, (grade.attempt.report,))
    return row
