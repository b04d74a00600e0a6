"""When each student submitted, from a CSV of the user's: what the platform knows and its download does not say."""

from collections.abc import Mapping
from datetime import datetime

from grader.bulk.table import read_table
from grader.model.errors import UsageError

Times = Mapping[tuple[str, str], str]  # (student, exercise, or "" for all) -> ISO 8601 with its offset


def read_times(data: bytes) -> Times:
    """Read the columns `student`, `submitted` and perhaps `exercise`.

    Raises:
        UsageError: a column is missing, or a time is not ISO 8601 with its offset: a guess could cost a student points.
    """
    table = read_table(data)
    student, submitted, exercise = (table.column(name) for name in ("student", "submitted", "exercise"))
    if student is None or submitted is None:
        raise UsageError("option.times", problem="it has no columns student and submitted")
    found = {}
    for row in table.rows:
        if row[submitted].strip():
            key = (row[student].strip(), "" if exercise is None else row[exercise].strip())
            found[key] = _checked(row[submitted].strip())
    return found


def _checked(text: str) -> str:
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        time = None
    if time is None or time.tzinfo is None:
        raise UsageError(
            "option.times", problem=f"{text} is not a time with its offset, like 2026-11-30T23:59:00+08:00"
        )
    return time.isoformat()
