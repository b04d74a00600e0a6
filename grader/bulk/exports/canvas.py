"""Canvas: the gradebook that was exported there comes back with the columns of our exercises filled.

Rules (lib/gradebook_importer.rb): the columns up to "Section" say who a student is, and are matched by ID first; a
header `Title (123)` is the assignment 123, and an unknown title would create another one; the line after the header may
be "Points Possible"; an empty cell is no score. Only the columns that are filled go back, so that grades which changed
in Canvas meanwhile stay.
"""

from grader.bulk.exports.wanted import Wanted, number, unmatched
from grader.bulk.table import Table, read_table, text_cell, written
from grader.model.errors import UsageError
from grader.submission.matching import exercise_in_name

_IDS = ("ID", "SIS User ID", "SIS Login ID", "Integration ID")


def canvas(wanted: Wanted) -> str:
    """Return the CSV to import.

    Raises:
        UsageError: the roster is no Canvas gradebook, has no column for any exercise, or other full marks.
    """
    if wanted.roster is None:
        raise UsageError("export.roster_needed", format="canvas")
    table = read_table(wanted.roster)
    last = table.column("Section")
    if "student" not in table.header[0].casefold() or table.column("ID") is None or last is None:
        raise UsageError("export.roster", problem="it has no columns Student, ID and Section")
    columns = columns_of(wanted, table, range(last + 1, len(table.header)))
    possible = table.rows[0] if table.rows and "points possible" in table.rows[0][0].casefold() else None
    people = table.rows[1:] if possible else table.rows
    if possible:
        for exercise, column in columns.items():
            wanted.require_scale(exercise, possible[column], table.header[column])
    head = [*table.header[: last + 1], *(table.header[at] for at in columns.values())]
    rows = [[*possible[: last + 1], *(possible[at] for at in columns.values())]] if possible else []
    ids = [at for name in _IDS if (at := table.column(name)) is not None]
    rows += [[text_cell(row[0]), *row[1 : last + 1], *_scores(wanted, columns, row, ids)] for row in people]
    unmatched(wanted, (row[at] for row in people for at in ids))
    return written([head, *rows], table.delimiter)


def columns_of(wanted: Wanted, table: Table, among: range) -> dict[str, int]:
    """Find the column of each exercise: the one that the user named, or the only one whose title names it.

    Raises:
        UsageError: there is none for any exercise, or two for one.
    """
    found: dict[str, int] = {}
    for exercise in wanted.exercises:
        named = wanted.columns.get(exercise)
        fits = [
            at for at in among if (table.header[at] == named if named else _names(table.header[at], exercise, wanted))
        ]
        if len(fits) > 1:
            raise UsageError(
                "export.two_columns", exercise=exercise, one=table.header[fits[0]], other=table.header[fits[1]]
            )
        if fits:
            found[exercise] = fits[0]
    missing = [name for name in (wanted.columns or wanted.exercises) if name not in found]
    if not found or (wanted.columns and missing):
        raise UsageError("export.no_column", exercises=", ".join(missing))
    return found


def _names(header: str, exercise: str, wanted: Wanted) -> bool:
    """Whether an assignment's title names the exercise, or is its title in some language."""
    title = header.rpartition(" (")[0] or header
    same = title.strip().casefold() in {text.casefold() for text in wanted.course.title(exercise).values()}
    return same or exercise_in_name(f"{title.replace('/', ' ')}.py", wanted.course.config.exercises) == exercise


def _scores(wanted: Wanted, columns: dict[str, int], row: list[str], ids: list[int]) -> list[str]:
    cells = []
    for exercise in columns:
        grades = wanted.of(exercise)
        grade = next((grades[row[at]] for at in ids if row[at] in grades), None)
        cells.append(number(wanted.score(grade)) if grade else "")
    return cells
