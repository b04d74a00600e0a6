"""The annotated copy of a notebook: what was handed in, with the feedback on each function below its cell."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.bulk.exports.wanted import Wanted
from grader.bulk.grades import Grade
from grader.model.errors import GraderError, UnreadableSubmissionError
from grader.model.report import Report, Result
from grader.report.annotated import Cell, annotated
from grader.report.markdown import pieces, text
from grader.submission.limits import ReadLimits
from grader.submission.notebook import parse_notebook
from grader.submission.originals import original
from grader.submission.text import definitions

SUFFIX = ".ipynb"


class SkippedError(GraderError):
    """There is no copy of this notebook; the code says why."""


def notebook(wanted: Wanted, grade: Grade, result: Result, titles: dict[str, str]) -> bytes | None:
    """Return the annotated copy of one submission; None if it was no notebook, or could not be read when graded.

    Args:
        result: the report as its student may see it.

    Raises:
        SkippedError: the notebook is not where it was, is not the one that was graded, or has a format without cells.
    """
    (report,) = result.reports
    if report.problem is not None or not report.sha256:
        return None
    (row,) = grade.attempt.book.rows(_PATH, (grade.attempt.report,))
    path = Path(row["path"])
    found = original(path, report.sha256)
    if found is None:
        _require_none(report, path)
        return None
    name, data = found
    if not name.casefold().endswith(SUFFIX):
        return None
    try:
        content = data.decode("utf-8")
        return annotated(content, _cells(content, wanted, result, titles)).encode("utf-8")
    except (ValueError, IndexError, RecursionError, UnreadableSubmissionError) as error:
        raise SkippedError("feedback.odd_format") from error


def _require_none(report: Report, path: Path) -> None:
    """Say that a notebook is missing; what never was one is not missed."""
    files = {check.where.file for check in report.checks if check.where is not None} | {report.submission}
    if any(file.casefold().endswith(SUFFIX) for file in files):
        raise SkippedError("feedback.changed" if path.exists() else "feedback.gone", path=str(path))


def _cells(content: str, wanted: Wanted, result: Result, titles: dict[str, str]) -> dict[int, list[Cell]]:
    """Which feedback stands below which cell: the one of the last definition, else the tagged one, else the last."""
    text_only = content.removeprefix("\ufeff")
    defining = _defining(text_only)
    cells = json.loads(text_only)["cells"]
    tagged = _tagged(cells)
    whole, functions = pieces(result, wanted.feedback, titles)
    numbering = text(wanted.feedback.text("feedback.numbering", {}))
    found: dict[int, list[Cell]] = {0: [(result.reports[0].exercise, f"{whole}\n{numbering}\n")]}
    for function, section in functions.items():
        place = defining.get(function) or tagged.get(function) or len(cells)
        found.setdefault(place, []).append((function, section))
    return found


def _defining(content: str) -> dict[str, int]:
    """The cell of the last definition of every name."""
    units = parse_notebook(content, "", ReadLimits()).units
    return {name: unit.cell for unit in units for name in definitions(unit.source) if unit.cell is not None}


def _tagged(cells: Sequence[Any]) -> dict[str, int]:
    """The cell that was laid out for each function: every cell is an object, or nothing would have been graded."""
    found = {}
    for number, cell in enumerate(cells, 1):
        metadata = cell.get("metadata")
        own = metadata.get("grader") if isinstance(metadata, dict) else None
        function = own.get("function") if isinstance(own, dict) else None
        if isinstance(function, str):
            found[function] = number
    return found


_PATH = "SELECT path FROM report JOIN submission ON submission.id = report.submission WHERE report.id = ?"
