"""The notebook as it is saved, where the front end says so or the folder leaves no doubt."""

from pathlib import Path

from grader.exercise.course import Course
from grader.model.errors import UnreadableSubmissionError, UsageError
from grader.model.source import SourceFile
from grader.submission import match, read

_MOST = 50  # notebooks in a folder that are looked into


def saved_notebook(path: str | None) -> SourceFile | None:
    """Return the notebook at a path that the front end told; None if it cannot be read (it is being written, say)."""
    try:
        return read(Path(path)).files[0] if path else None
    except (UnreadableSubmissionError, UsageError):
        return None


def only_notebook(folder: Path, exercise: str, course: Course) -> SourceFile | None:
    """Return the folder's notebook for an exercise, if there is just one."""
    paths = sorted(folder.glob("*.ipynb"))[:_MOST]
    found = [file for path in paths if (file := saved_notebook(str(path))) and answers(file, course) == exercise]
    return found[0] if len(found) == 1 else None


def answers(file: SourceFile, course: Course) -> str | None:
    """Return the exercise that a file answers, if that is certain."""
    try:
        return match(file, course.functions)
    except UsageError:
        return None
