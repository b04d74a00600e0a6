"""Whatever nonsense a function returns, its checks fail; none ends UNGRADED."""

from collections.abc import Iterator, Sequence

from grader.authoring.nonsense import nonsense
from grader.authoring.prover import Prover
from grader.authoring.wrong import check_functions
from grader.checking.registry import Check
from grader.grading.attempt import attempt
from grader.model.verdict import Verdict
from grader.student.session import Session
from grader.worker.protocol import ModuleSource, UnitSource

CASES = 3  # of a check with drawn cases: nonsense does not hide in the twentieth


def answers(prover: Prover, function: str) -> None:
    """Let one function return every kind of nonsense."""
    exercise = prover.exercise
    uses = [check for check in exercise.checks if function in check_functions(exercise, check)]
    any_dtype = "number" in exercise.config.functions[function].returns
    for kind, source in nonsense(function, any_dtype=any_dtype):
        unit = UnitSource(f"{exercise.reference_source}\n\n{source}", None)
        prover.gap(f"{function} returns {kind}", _gaps(prover, unit, uses))


def _gaps(prover: Prover, unit: UnitSource, checks: Sequence[Check]) -> Iterator[str]:
    """Attempt every check that uses the function, whatever it builds on: on its first, smallest cases."""
    exercise = prover.exercise
    source = ModuleSource(exercise.name, f"{exercise.name}.py", (unit,), {})
    passed = 0
    with Session(prover.pool, source, tuple(exercise.functions), exercise.limits) as session:
        for check in checks:
            cases = exercise.cases.cases(check, hidden=check.name in exercise.hidden_names)
            outcomes = [attempt(exercise, check, session, case) for case in cases[:CASES]]
            prover.findings.codes |= {outcome.code for outcome in outcomes if outcome.code is not None}
            passed += all(outcome.verdict is Verdict.PASSED for outcome in outcomes)
            ungraded = next((o for o in outcomes if o.verdict is Verdict.UNGRADED), None)
            if ungraded is not None:
                yield f"{check.name} is UNGRADED ({ungraded.facts})"
    if passed == len(checks):
        yield "every check of it passed"
