"""Hostile submissions as bytes: what each declares in its header, and how one is built and graded."""

import importlib.util
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grader.exercise.course import Course
from grader.grading.submission import Grading
from grader.model.report import Report
from grader.worker.client import WorkerPool

from .attacks_run import COURSE, HERE

HONEST = "def double(x): return 2.0 * x\n\ndef total(x): return float(x.sum())\n\ndef apply(f, x): return float(f(x))\n"


@dataclass(frozen=True)
class Hostile:
    """An archive, notebook, folder or file that wants more than to be read."""

    name: str
    tries: str
    category: str
    expected: str  # "refused CODE", or "graded" and the codes of the notes, sorted
    build: Callable[[Path, str], Path]  # (folder, honest source) -> the path that is handed in


def hostile_submissions() -> list[Hostile]:
    """All of them, by name."""
    return [_read(path) for path in sorted((HERE / "submissions").glob("*.py"))]


def _read(path: Path) -> Hostile:
    header = dict(re.findall(r"^# (\w+): (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return Hostile(path.stem, header["tries"], header["category"], header["expected"], module.build)


def graded(path: Path, pool: WorkerPool) -> Report:
    """The one report on what is at `path`, hidden checks included."""
    (report,) = Grading(Course.open(COURSE), pool, hidden=True).grade_path(path)
    return report


def found(report: Report) -> str:
    """What became of it, in the words of the header."""
    if report.problem is not None:
        return f"refused {report.problem.code}"
    return " ".join(["graded", *sorted(note.code for note in report.notes)])
