"""The CSV that `nbgrader export` writes, for scripts that read it; quoted where nbgrader's own is not.

Columns (plugins/export.py): a line per assignment and student, where score is raw_score less late_submission_penalty,
at least 0. nbgrader writes a 0 for what was not handed in; here there is no such line, and a line without a score has
empty cells.
"""

from grader.bulk.exports.wanted import Wanted, number
from grader.bulk.grades import Grade
from grader.bulk.table import read_table, text_cell, written
from grader.model.errors import UsageError

HEADER = (
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
    *("raw_score", "late_submission_penalty", "score", "max_score"),
)
_PERSON = ("last_name", "first_name", "email")


def nbgrader(wanted: Wanted) -> str:
    """Return the CSV; a roster with student_id, last_name, first_name and email fills in who they are.

    Raises:
        UsageError: the roster has no column student_id.
    """
    people = _people(wanted)
    return written([HEADER, *(_row(wanted, grade, people) for grade in wanted.grades)])


def _people(wanted: Wanted) -> dict[str, list[str]]:
    if wanted.roster is None:
        return {}
    table = read_table(wanted.roster)
    key = table.column("student_id", "id")
    if key is None:
        raise UsageError("export.roster", problem="it has no column student_id")
    at = [table.column(name) for name in _PERSON]
    return {row[key].strip(): ["" if one is None else row[one] for one in at] for row in table.rows}


def _row(wanted: Wanted, grade: Grade, people: dict[str, list[str]]) -> list[str]:
    attempt = grade.attempt
    deadline = wanted.course.config.deadlines.get(attempt.exercise)
    return [
        text_cell(attempt.exercise),
        deadline.isoformat() if deadline else "",
        attempt.submitted or "",
        text_cell(attempt.student),
        *map(text_cell, people.get(attempt.student, [""] * len(_PERSON))),
        *map(number, _scores(wanted, grade)),
        number(wanted.maximum(attempt.exercise) if wanted.scale is None else wanted.scale),
    ]


def _scores(wanted: Wanted, grade: Grade) -> tuple[float | None, float | None, float | None]:
    """What was earned with adjustments, what lateness costs of it, and the score."""
    score = wanted.score(grade)
    if grade.score is None or score is None:
        return None, None, None
    points = grade.attempt.points or 0
    penalty = points - (grade.attempt.earned or 0.0)
    factor = 1.0 if wanted.scale is None else wanted.scale / (wanted.maximum(grade.attempt.exercise) or 1)
    return (points + grade.adjustment) * factor, penalty * factor, score
