"""Grades planted submissions and writes down what is not as it must be."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from grader.authoring.findings import Findings
from grader.exercise.load import Exercise
from grader.grading.grade import grade
from grader.model.report import CheckResult, Report
from grader.model.source import SourceFile, Unit
from grader.model.verdict import Verdict
from grader.submission import read
from grader.worker.client import WorkerPool


@dataclass
class Prover:
    """One exercise, and the findings so far."""

    exercise: Exercise
    pool: WorkerPool
    findings: Findings = field(default_factory=Findings)

    def grade(self, source: str, exercise: Exercise | None = None) -> Report:
        """Grade the text of a .py file, without a search for the smallest failing calls."""
        name = self.exercise.name
        return self.grade_file(SourceFile(f"{name}.py", "py", (Unit(source),), sha256=""), exercise)

    def grade_file(self, file: SourceFile, exercise: Exercise | None = None) -> Report:
        """Grade a file."""
        report = grade(exercise or self.exercise, file, {}, self.pool, shrinking=False)
        self.findings.codes |= {check.code for check in report.checks if check.code is not None}
        return report

    def gap(self, what: str, problems: Iterable[str]) -> None:
        """Write down what is wrong with one submission."""
        self.findings.gaps += [f"{what}: {problem}" for problem in problems]

    def require_full(self, what: str, report: Report) -> None:
        """A gap for every check that did not pass."""
        if report.problem is not None:
            self.gap(what, [f"{report.problem.code} {dict(report.problem.facts)}"])
        self.gap(what, [shown(check) for check in report.checks if check.verdict is not Verdict.PASSED])


def honest_files(exercise: Exercise) -> list[SourceFile]:
    """Read the exercise's honest variants."""
    paths = sorted(path for path in (exercise.folder / "honest").glob("*") if path.suffix in {".py", ".ipynb"})
    return [replace(read(path).files[0], path=path.name) for path in paths]


def reseeded(exercise: Exercise, salt: str) -> Exercise:
    """Return the exercise with other numbers everywhere: what is salted in hidden checks only becomes so in all."""
    everything = frozenset(check.name for check in exercise.checks)
    return replace(exercise, hidden_names=everything, salt=salt, cases=replace(exercise.cases, salt=salt))


def shown(check: CheckResult) -> str:
    """One line about a result."""
    facts = ", ".join(f"{key} = {value}" for key, value in check.facts.items())
    return f"{check.name} is {check.verdict} {check.code or ''} ({facts[:200]})"
