"""What must get full marks gets them, the stub gets nothing, and all of it a second time."""

import ast
import shutil
import tempfile
from pathlib import Path

from grader.authoring.percent import stub
from grader.authoring.prover import Prover, honest_files, reseeded, shown
from grader.exercise.load import load_exercise
from grader.model.report import Report
from grader.model.source import SourceFile
from grader.model.verdict import Verdict

OTHER_SALT = "other numbers"


def solution(prover: Prover) -> None:
    """The solution gets full marks, twice with the same result, and with other numbers too."""
    exercise = prover.exercise
    report = prover.grade(exercise.reference_source)
    prover.require_full("solution", report)
    prover.findings.seconds = {check.name: check.seconds for check in report.checks}
    if _verdicts(prover.grade(exercise.reference_source)) != _verdicts(report):
        prover.gap("solution", ["two runs do not agree"])
    prover.require_full(
        "solution, other numbers", prover.grade(exercise.reference_source, reseeded(exercise, OTHER_SALT))
    )


def empty_stub(prover: Prover) -> None:
    """The stub gets 0, and every check that runs says that nothing is written yet."""
    report = prover.grade(stub(prover.exercise.reference_source))
    if report.points:
        prover.gap("stub", [f"gets {report.points} points"])
    prover.gap("stub", [shown(c) for c in report.checks if c.code not in ("function.unwritten", "check.skipped")])


def student_side(prover: Prover) -> None:
    """What students get is enough to run the public checks: nothing in them needs hidden material."""
    exercise = prover.exercise
    released = exercise.folder.parents[1] / "exercises" / exercise.name
    if not released.is_dir():
        return  # the gap "not up to date" says so already
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(shutil.copytree(released, Path(scratch, exercise.name)))
        alone = load_exercise(folder, folder, salt="", points={}, hidden=False)
        prover.require_full("student's side", prover.grade(exercise.reference_source, alone))


def honest(prover: Prover) -> None:
    """Every honest variant gets full marks, with other numbers too, and none is another one renamed."""
    other = reseeded(prover.exercise, OTHER_SALT)
    seen: dict[str, str] = {}
    for file in honest_files(prover.exercise):
        prover.findings.honest += 1
        prover.require_full(f"honest {file.path}", prover.grade_file(file))
        prover.require_full(f"honest {file.path}, other numbers", prover.grade_file(file, other))
        twin = seen.setdefault(_shape(file), file.path)
        if twin != file.path:
            prover.gap(f"honest {file.path}", [f"is {twin} with other names"])


def _verdicts(report: Report) -> list[tuple[str, Verdict, str | None]]:
    return [(check.name, check.verdict, check.code) for check in report.checks]


def _shape(file: SourceFile) -> str:
    """The syntax of a file without its names, texts and docstrings."""
    tree = ast.parse("\n\n".join(unit.source for unit in file.units if _parses(unit.source)))
    for node in ast.walk(tree):
        for name in ("id", "name", "arg", "attr"):
            if isinstance(getattr(node, name, None), str):
                setattr(node, name, "_")
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(tree)


def _parses(source: str) -> bool:
    """Whether a cell is plain Python: cells with magics are cleaned in the worker only."""
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True
