"""Every mutant is caught by the checks that it names, and by none that has nothing to do with it."""

import ast
from collections.abc import Iterator, Sequence

from grader.authoring.correct import OTHER_SALT
from grader.authoring.prover import Prover, reseeded, shown
from grader.checking.mutants import Mutant, mutants_of
from grader.checking.registry import Check
from grader.exercise.load import Exercise
from grader.model.report import CheckResult
from grader.model.verdict import Verdict

TELLING = 3  # mutants of each function that exactly one check must catch: fewer, and the checks are not told apart


def mutants_in(exercise: Exercise) -> tuple[Mutant, ...]:
    """Return the mutants of an authored exercise."""
    path = exercise.folder / "mutants.py"
    if not path.is_file():
        return ()
    return mutants_of(exercise.reference_source, path.read_text(encoding="utf-8"))


def mutants(prover: Prover, planted: Sequence[Mutant]) -> None:
    """Grade mutants, with the numbers of the course and, as far as the named checks go, with others."""
    exercise = prover.exercise
    other = reseeded(exercise, OTHER_SALT)
    for mutant in planted:
        report = prover.grade(mutant.source)
        failed = {c.name: c for c in report.checks if c.verdict not in (Verdict.PASSED, Verdict.SKIPPED)}
        prover.findings.mutants[mutant.name] = tuple(failed)
        prover.findings.functions[mutant.name] = mutant.function
        prover.gap(f"mutant {mutant.name}", [*_gaps(exercise, mutant, failed), *_misnamed(mutant, failed)])
        again = {c.name: c for c in prover.grade(mutant.source, other.only(mutant.caught_by)).checks}
        passed = [name for name in mutant.caught_by if name in again and again[name].verdict is Verdict.PASSED]
        prover.gap(f"mutant {mutant.name}, other numbers", [f"is not caught by {name}" for name in passed])


def twins(exercise: Exercise) -> Iterator[str]:
    """Name mutants whose code is that of another."""
    seen: dict[str, str] = {}
    for mutant in mutants_in(exercise):
        body = ast.parse(mutant.source).body[-1]
        assert isinstance(body, ast.FunctionDef)
        code = ast.unparse(body.body[1:] if ast.get_docstring(body) else body.body)  # type: ignore[arg-type] # a list
        twin = seen.setdefault(f"{mutant.function}({ast.unparse(body.args)}): {code}", mutant.name)
        if twin != mutant.name:
            yield f"mutant {mutant.name} is the same code as {twin}"


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


def _misnamed(mutant: Mutant, failed: dict[str, CheckResult]) -> Iterator[str]:
    """A mutant is diagnosed as what it is, or gets no name; what the numbers say is no name."""
    named = {result.diagnosis.code for result in failed.values() if result.diagnosis and result.diagnosis.text}
    for code in named - {mutant.diagnosis}:
        yield f"is diagnosed as {code}"


def _gaps(exercise: Exercise, mutant: Mutant, failed: dict[str, CheckResult]) -> Iterator[str]:
    checks = {check.name: check for check in exercise.checks}
    for name in mutant.caught_by:
        if name not in checks:
            yield f"names a check that does not exist: {name}"
        elif name not in failed:
            yield f"is not caught by {name}"
    for name, result in failed.items():
        if result.verdict is Verdict.UNGRADED or mutant.function not in check_functions(exercise, checks[name]):
            yield f"unexpected: {shown(result)}"
