"""Recognises answers that are right for other arguments: one that is ignored, two that are exchanged, a wrong axis."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from grader.grading.bounded import TooLongError, bounded
from grader.grading.examine import UNKNOWN, Compared, Raising
from grader.grading.fingerprint import agree, right
from grader.grading.parts import Finding

ENOUGH_CALLS = 2  # wrong ones
MAX_VALUES = 6  # of an argument that may be ignored

Arguments = Mapping[str, Any]


def substituted(calls: Sequence[Compared]) -> Finding | None:
    """Return the one change of the arguments that makes all answers right (or is them), None if none or several do."""
    wrong = [call for call in calls if not right(call)]
    if len(wrong) < ENOUGH_CALLS or any(call.wanted is UNKNOWN or isinstance(call.got, Raising) for call in calls):
        return None
    try:
        with np.errstate(all="ignore"), bounded():
            found = [*_returned(calls)] or [*_ignored(calls, wrong), *_exchanged(calls, wrong), *_transposed(calls)]
    except TooLongError:
        return None
    return found[0] if len(found) == 1 else None


def _ignored(calls: Sequence[Compared], wrong: Sequence[Compared]) -> Iterator[Finding]:
    """All answers are those for one value of an argument, whatever was passed; one that never varies does not tell."""
    for name in calls[0].arguments:
        values = [call.arguments[name] for call in calls]
        if all(isinstance(value, str | int | float) for value in values) and len(set(values)) > 1:
            for value in _candidates(values):
                if all(_answers(call, {**call.arguments, name: value}, call.got) for call in [*wrong, *calls]):
                    yield Finding("rule.ignores", {"argument": name, "value": repr(value), "calls": len(calls)})


def _candidates(values: Sequence[Any]) -> list[Any]:
    numbers = [] if any(isinstance(value, str | bool) for value in values) else [0.0, 1.0]
    return list(dict.fromkeys([*values, *numbers]))[:MAX_VALUES]


def _exchanged(calls: Sequence[Compared], wrong: Sequence[Compared]) -> Iterator[Finding]:
    """All answers are right when two arguments change places."""
    for one, other in combinations(calls[0].arguments, 2):
        if all(_alike(call.arguments[one], call.arguments[other]) for call in calls) and all(
            _answers(call, {**call.arguments, one: call.arguments[other], other: call.arguments[one]}, call.got)
            for call in [*wrong, *calls]
        ):
            yield Finding("rule.exchanged", {"one": one, "other": other, "calls": len(calls)})


def _alike(one: Any, other: Any) -> bool:
    """Whether one could be passed for the other; functions and dicts could as well, but nobody confuses them."""
    numbers = isinstance(one, int | float | np.ndarray) and isinstance(other, int | float | np.ndarray)
    return numbers and np.shape(one) == np.shape(other)


def _transposed(calls: Sequence[Compared]) -> Iterator[Finding]:
    """All answers are those for the transposed argument, transposed back: rows were taken for columns."""
    for name in calls[0].arguments:
        if all(isinstance(call.got, np.ndarray) and _matrix(call.arguments[name]) for call in calls) and all(
            _answers(call, {**call.arguments, name: call.arguments[name].T}, call.got.T) for call in calls
        ):
            yield Finding("rule.wrong_axis", {"argument": name, "calls": len(calls)})


def _returned(calls: Sequence[Compared]) -> Iterator[Finding]:
    """All answers are an argument as it came."""
    for name in calls[0].arguments:
        values = [call.arguments[name] for call in calls]
        arrays = all(isinstance(value, np.ndarray) for value in values)
        if arrays and all(agree(call.got, value) for call, value in zip(calls, values, strict=True)):
            yield Finding("rule.returned", {"argument": name, "calls": len(calls)})


def _matrix(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.ndim == 2


def _answers(call: Compared, arguments: Arguments, got: Any) -> bool:
    return agree(got, call.reference(arguments))
