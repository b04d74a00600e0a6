"""Which functions of an exercise are usually written with which others: a mistake in one shows in those that use it."""

from collections.abc import Collection

from grader.exercise.load import Exercise


def used_by(exercise: Exercise, function: str) -> frozenset[str]:
    """Return the functions of the exercise that the reference's `function` calls, directly or through others."""
    scope = vars(exercise.reference)
    pending, seen = [function], {function}
    while pending:
        code = getattr(scope[pending.pop()], "__code__", None)
        names = {name for name in (code.co_names if code else ()) if hasattr(scope.get(name), "__code__")}
        pending += names - seen
        seen |= names
    return frozenset(seen & exercise.functions.keys()) - {function}


def first_cause(exercise: Exercise, function: str, failing: Collection[str]) -> str | None:
    """Return the function that fails, is used by `function`, and uses none itself that fails; None if there is none."""
    causes = [other for other in exercise.functions if other in failing and other in used_by(exercise, function)]
    return next((cause for cause in causes if not used_by(exercise, cause) & set(causes)), None)
