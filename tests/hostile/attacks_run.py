"""Attack files: what each declares in its header, and how one is graded."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from grader.exercise.course import Course
from grader.grading.grade import grade
from grader.model.report import CheckResult, Report
from grader.model.source import SourceFile, Unit
from grader.worker.client import WorkerPool

HERE = Path(__file__).parent
COURSE = HERE / "course"
REPOSITORY = HERE.parent.parent
CHECKS = ("double_value", "total_value", "apply_value", "double_secret")


@dataclass(frozen=True)
class Attack:
    """One student's file that wants more than to compute."""

    name: str
    tries: str
    category: str
    target: str  # the check that must not be passed
    levels: str  # those that promise what `expected` says
    expected: dict[str, frozenset[str]]  # check -> outcomes that are right, as `told` spells them
    problem: str  # why the file cannot be graded at all; empty for a file that can
    source: str

    @classmethod
    def read(cls, path: Path) -> "Attack":
        """Raises KeyError when the header lacks something."""
        text = path.read_text(encoding="utf-8")
        header = dict(re.findall(r"^# (\w+): (.*)$", text, re.MULTILINE))
        pairs = (item.split("=") for item in header["expected"].split())
        expected = {check: frozenset(outcomes.split("|")) for check, outcomes in pairs}
        problem = header.get("problem", "")
        about = (header["tries"], header["category"], header["target"], header["levels"])
        return cls(path.stem, *about, expected, problem, text)


def told(check: CheckResult) -> str:
    """A check's outcome as the headers spell it: verdict, code, and the type of an exception without its own code."""
    if check.code == "student.exception":
        return f"{check.verdict}:{check.code}:{check.facts['type'][:20]}"
    return f"{check.verdict}:{check.code}" if check.code else str(check.verdict)


def attacks() -> list[Attack]:
    """All attacks, by name."""
    return [Attack.read(path) for path in sorted((HERE / "attacks").glob("*.py"))]


def aimed(attack: Attack, folder: Path) -> str:
    """The attack's source; `folder` holds the file `canary` that it is after."""
    places = {"CANARY": folder / "canary", "DIR": folder, "COURSE": COURSE, "REPO": REPOSITORY, "PID": os.getpid()}
    return re.sub(r"@([A-Z]+)@", lambda found: str(places[found[1]]), attack.source)


def run(attack: Attack, pool: WorkerPool, folder: Path) -> Report:
    """Grade the attack's file; see `aimed`."""
    source = aimed(attack, folder)
    exercise = Course.open(COURSE).exercise("guarded", hidden=True)
    file = SourceFile("guarded.py", "py", (Unit(source),), sha256="0")
    return grade(exercise, file, {}, pool)


def descriptors() -> int:
    """How many files this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))
