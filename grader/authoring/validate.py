"""`grader validate`: proves an exercise before a student sees it.

The solution gets full marks, the stub 0 with "not written yet" everywhere, every honest variant full marks; every
mutant fails the checks that it names and passes those of functions that have nothing to do with it; every check
catches some mutant; no nonsense value ends UNGRADED; what students get is up to date.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from grader.authoring.nonsense import nonsense
from grader.authoring.percent import stub
from grader.authoring.release import generate, same
from grader.checking.mutants import Mutant, mutants_of
from grader.checking.registry import Check
from grader.exercise.course import Course
from grader.exercise.load import Exercise
from grader.grading.attempt import attempt
from grader.grading.grade import grade
from grader.model.report import CheckResult, Report
from grader.model.source import SourceFile, Unit
from grader.model.verdict import Verdict
from grader.student.session import Session
from grader.submission import read
from grader.worker.client import WorkerPool
from grader.worker.protocol import ModuleSource, UnitSource

Progress = Callable[[str], None]

NONSENSE_CASES = 3  # of a check with drawn cases: nonsense does not hide in the twentieth


@dataclass
class Findings:
    """What validation of one exercise found; it is sound when there are no gaps."""

    exercise: str
    gaps: list[str] = field(default_factory=list)
    caught: dict[str, list[str]] = field(default_factory=dict)  # check -> mutants that it catches
    seconds: dict[str, float] = field(default_factory=dict)  # check -> time on the solution
    mutants: int = 0
    honest: int = 0


def validate(course: Course, name: str, pool: WorkerPool, progress: Progress = lambda step: None) -> Findings:
    """Prove one authored exercise.

    Raises:
        CourseError: the exercise cannot be loaded at all.
    """
    exercise = course.exercise(name, hidden=True)
    prover = _Prover(exercise, pool, Findings(name, caught={check.name: [] for check in exercise.checks}), progress)
    prover.solution()
    prover.stub()
    prover.honest()
    prover.mutants()
    prover.nonsense()
    findings = prover.findings
    findings.gaps += [f"check {check} catches no mutant" for check, names in findings.caught.items() if not names]
    if not same(course.root / "exercises" / name, generate(course, name)):
        findings.gaps.append("exercises/ is not up to date: run `grader release`")
    return findings


@dataclass
class _Prover:
    """Grades one kind of submission after the other and writes down what is wrong."""

    exercise: Exercise
    pool: WorkerPool
    findings: Findings
    progress: Progress

    def solution(self) -> None:
        """The solution gets full marks."""
        report = self._grade("solution", self.exercise.reference_source)
        self._require_full("solution", report)
        self.findings.seconds = {check.name: check.seconds for check in report.checks}

    def stub(self) -> None:
        """The stub gets 0, and every check that runs says that nothing is written yet."""
        report = self._grade("stub", stub(self.exercise.reference_source))
        other = [c for c in report.checks if c.code not in ("function.unwritten", "check.skipped")]
        self.findings.gaps += [f"stub: {_shown(check)}" for check in other]

    def honest(self) -> None:
        """Every honest variant gets full marks."""
        for path in sorted((self.exercise.folder / "honest").glob("*")):
            if path.suffix not in {".py", ".ipynb"}:
                continue
            self.findings.honest += 1
            file = replace(read(path).files[0], path=path.name)
            self.progress(f"honest {path.name}")
            self._require_full(f"honest {path.name}", grade(self.exercise, file, {}, self.pool))

    def mutants(self) -> None:
        """Every mutant is caught by the checks that it names, and by none of other functions."""
        for mutant in mutants_in(self.exercise):
            self.findings.mutants += 1
            report = self._grade(f"mutant {mutant.name}", mutant.source)
            failed = {c.name: c for c in report.checks if c.verdict not in (Verdict.PASSED, Verdict.SKIPPED)}
            for name in failed:
                self.findings.caught[name].append(mutant.name)
            self.findings.gaps += [f"mutant {mutant.name}: {gap}" for gap in self._mutant_gaps(mutant, failed)]

    def nonsense(self) -> None:
        """Whatever nonsense a function returns, its checks fail; none ends UNGRADED."""
        for function in self.exercise.functions:
            uses = [check for check in self.exercise.checks if function in check_functions(self.exercise, check)]
            any_dtype = "number" in self.exercise.config.functions[function].returns
            for kind, source in nonsense(function, any_dtype=any_dtype):
                what = f"{function} returns {kind}"
                self.progress(what)
                unit = UnitSource(f"{self.exercise.reference_source}\n\n{source}", None)
                self.findings.gaps += [f"{what}: {gap}" for gap in self._nonsense_gaps(unit, uses)]

    def _nonsense_gaps(self, unit: UnitSource, checks: Sequence[Check]) -> Iterator[str]:
        """Attempt every check that uses the function, whatever it builds on: on its first, smallest cases."""
        name = self.exercise.name
        source = ModuleSource(name, f"{name}.py", (unit,), {})
        passed = 0
        with Session(self.pool, source, tuple(self.exercise.functions), self.exercise.limits) as session:
            for check in checks:
                cases = self.exercise.cases.cases(check, hidden=check.name in self.exercise.hidden_names)
                outcomes = [attempt(self.exercise, check, session, case) for case in cases[:NONSENSE_CASES]]
                passed += all(outcome.verdict is Verdict.PASSED for outcome in outcomes)
                ungraded = next((o for o in outcomes if o.verdict is Verdict.UNGRADED), None)
                if ungraded is not None:
                    yield f"{check.name} is UNGRADED ({ungraded.facts})"
        if passed == len(checks):
            yield "every check of it passed"

    def _mutant_gaps(self, mutant: Mutant, failed: dict[str, CheckResult]) -> Iterator[str]:
        for name in mutant.caught_by:
            if name not in self.findings.caught:
                yield f"names a check that does not exist: {name}"
            elif name not in failed:
                yield f"is not caught by {name}"
        for check in failed.values():
            uses = check_functions(self.exercise, self._check(check.name))
            if check.verdict is Verdict.UNGRADED or mutant.function not in uses:
                yield f"unexpected: {_shown(check)}"

    def _grade(self, what: str, source: str) -> Report:
        self.progress(what)
        file = SourceFile(f"{self.exercise.name}.py", "py", (Unit(source),), sha256="")
        return grade(self.exercise, file, {}, self.pool, shrinking=False)

    def _check(self, name: str) -> Check:
        return next(check for check in self.exercise.checks if check.name == name)

    def _require_full(self, what: str, report: Report) -> None:
        if report.problem is not None:
            self.findings.gaps.append(f"{what}: {report.problem.code} {dict(report.problem.facts)}")
        self.findings.gaps += [f"{what}: {_shown(c)}" for c in report.checks if c.verdict is not Verdict.PASSED]


def mutants_in(exercise: Exercise) -> tuple[Mutant, ...]:
    """Return the mutants of an authored exercise."""
    path: Path = exercise.folder / "mutants.py"
    if not path.is_file():
        return ()
    return mutants_of(exercise.reference_source, path.read_text(encoding="utf-8"))


def check_functions(exercise: Exercise, check: Check) -> frozenset[str]:
    """Return the functions that a check names, directly or through helpers of its module, and those that they call.

    What a function calls is read from the reference: a mutant is planted there, and breaks its callers as well.
    """
    body = check.body
    scopes = (body.__globals__, vars(exercise.reference))
    names = {exercise.function_of(check)}
    pending = [body.__code__]
    seen = set()
    while pending:
        code = pending.pop()
        if code in seen:
            continue
        seen.add(code)
        names.update(code.co_names)
        pending += [const for const in code.co_consts if hasattr(const, "co_names")]
        helpers = (scope[name] for scope in scopes for name in code.co_names if name in scope)
        pending += [helper.__code__ for helper in helpers if hasattr(helper, "__code__")]
    return frozenset(names & set(exercise.functions))


def _shown(check: CheckResult) -> str:
    facts = ", ".join(f"{key} = {value}" for key, value in check.facts.items())
    return f"{check.name} is {check.verdict} {check.code or ''} ({facts[:200]})"
