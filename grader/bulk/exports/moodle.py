"""Moodle: a file for its grade import, or with `--roster` the grading worksheet of one assignment, filled.

Rules (grade/import/csv): one unknown user, or one grade that is no number, aborts the whole import; an empty cell is no
grade; feedback without the grade's column loses grades, so that both are always there. A grade above the maximum is
refused: extra credit ends at the maximum here.
"""

from grader.bulk.exports.wanted import Wanted, number, summary, unmatched
from grader.bulk.grades import Grade
from grader.bulk.table import read_table, text_cell, written
from grader.model.errors import UsageError

_IDS = (
    "Identifier",
    "Username",
    "Email address",
    "ID number",
    "email",
    "idnumber",
    "标识符",
    "用户名",
    "电子邮件地址",
    "编号",
)


def moodle(wanted: Wanted) -> str:
    """Return the CSV to import.

    Raises:
        UsageError: the roster is no grading worksheet, is for one exercise but several are there, or other full marks.
    """
    return _import_file(wanted) if wanted.roster is None else _worksheet(wanted, wanted.roster)


def _import_file(wanted: Wanted) -> str:
    head = ["username", "email", "idnumber"]
    for exercise in wanted.exercises:
        head += [exercise, f"{exercise} feedback"]
    grades = {exercise: wanted.of(exercise) for exercise in wanted.exercises}
    rows = [head]
    for student in sorted({name for found in grades.values() for name in found}):
        person = ["", student, ""] if "@" in student else [student, "", ""]
        rows.append(
            [*map(text_cell, person), *(cell for g in grades.values() for cell in _cells(wanted, g.get(student)))]
        )
    return written(rows)


def _worksheet(wanted: Wanted, roster: bytes) -> str:
    table = read_table(roster)
    if len(wanted.exercises) != 1:
        raise UsageError("export.one_exercise", exercises=", ".join(wanted.exercises))
    (exercise,) = wanted.exercises
    at_grade = table.column(wanted.columns.get(exercise, "Grade"), "成绩")
    at_feedback = table.column("Feedback comments", "反馈评论")
    ids = [at for name in _IDS if (at := table.column(name)) is not None]
    if at_grade is None or not ids:
        raise UsageError("export.roster", problem="it has no columns Identifier and Grade")
    at_maximum = table.column("Maximum Grade", "最高分")
    grades = wanted.of(exercise)
    for row in table.rows:
        grade = next((grades[key] for at in ids if (key := _key(row[at])) in grades), None)
        if grade is None:
            continue
        if at_maximum is not None:
            wanted.require_scale(exercise, row[at_maximum], table.header[at_grade])
        row[at_grade], feedback = _cells(wanted, grade)
        if at_feedback is not None:
            row[at_feedback] = feedback
    unmatched(wanted, (_key(row[at]) for row in table.rows for at in ids))
    return written([table.header, *table.rows], table.delimiter)


def _key(cell: str) -> str:
    """`123` for the worksheet's `Participant 123`, whose word is of the site's language."""
    word, _, last = cell.strip().rpartition(" ")
    return last if word and last.isdigit() else cell.strip()


def _cells(wanted: Wanted, grade: Grade | None) -> tuple[str, str]:
    if grade is None:
        return "", ""
    full = wanted.maximum(grade.attempt.exercise) if wanted.scale is None else wanted.scale
    score = wanted.score(grade)
    return number(None if score is None else min(score, full)), text_cell(summary(wanted, grade))
