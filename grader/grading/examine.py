"""Looks closely at a failing check: runs it to its end, and answers every call a second time with the reference.

What comes of it are pairs of a student's answer and the right one, from which a diagnosis is made; verdicts are not.
The reference answers in this process and never sees a student's value: where the student's function is given what
another one returned (a cache), the reference is given what its own one returned.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import partial
from types import ModuleType
from typing import Any

import numpy as np

from grader.checking.asking import going_on
from grader.checking.calls import StudentRaised, StudentStopped
from grader.checking.declaration import Declaration
from grader.checking.drawing import Case
from grader.checking.fixed import salted
from grader.checking.registry import Check
from grader.exercise.load import Exercise
from grader.grading.attempt import quiet
from grader.student.proxy import Student
from grader.student.session import Session
from grader.worker.protocol import Opaque

MAX_CALLS = 24  # of one check: one mistake has shown by then


@dataclass(frozen=True)
class Raising:
    """In place of an answer: an exception of this type."""

    type: str


class Unknown:
    """In place of the right answer: none is known, because it depends on what a generator draws."""


UNKNOWN = Unknown()


@dataclass(frozen=True)
class Compared:
    """One call: what the student's function answered, and what is right; `reference` answers other arguments."""

    function: str
    arguments: Mapping[str, Any]
    got: Any
    wanted: Any
    reference: Callable[[Mapping[str, Any]], Any] = field(default=lambda arguments: UNKNOWN, repr=False, compare=False)


class _EnoughError(BaseException):
    """Ends a check's body after enough calls."""


@dataclass
class _Right:
    """Answers calls with the reference, remembering what stands for the student's handles."""

    reference: ModuleType
    objects: dict[int, Any] = field(default_factory=dict)  # id of a handle -> the reference's own object

    def answer(self, declaration: Declaration, arguments: Mapping[str, Any], seen: Any) -> Any:
        """Return the right answer, with handles where `seen`, the student's, has them; UNKNOWN if there is none."""
        right = self.value(declaration, arguments)
        return right if right is UNKNOWN else self._keep(right, seen)

    def value(self, declaration: Declaration, arguments: Mapping[str, Any]) -> Any:
        """Return the reference's answer as the contract returns it, or how it ended."""
        if any(isinstance(value, np.random.Generator) for value in arguments.values()):
            return UNKNOWN
        try:
            given = [self._own(value) for value in arguments.values()]
            value = getattr(self.reference, declaration.name)(*given)
            return declaration.contract(arguments).judge(value, "result")
        except Exception as error:  # noqa: BLE001 - a call that must raise, or one that the reference cannot answer
            return Raising(type(error).__name__)

    def _own(self, value: Any) -> Any:
        if isinstance(value, Opaque):
            return self.objects[value.id]
        return copy(value) if callable(value) else value  # a function that counts its calls must not count these

    def _keep(self, right: Any, seen: Any) -> Any:
        if isinstance(seen, Opaque):
            self.objects[seen.id] = right
            return seen
        if isinstance(seen, tuple) and isinstance(right, tuple) and len(seen) == len(right):
            return tuple(map(self._keep, right, seen))
        return right


class _Examined(Student):
    """A `student` that has every call answered twice."""

    def __init__(self, exercise: Exercise, session: Session, found: list[Compared]) -> None:
        super().__init__(exercise.functions, session)
        self._right = _Right(exercise.reference)
        self._found = found

    def _call(self, declaration: Declaration, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if len(self._found) == MAX_CALLS:
            raise _EnoughError
        arguments = declaration.bind(args, kwargs)
        raised = None
        try:
            return super()._call(declaration, args, kwargs)
        except StudentRaised as caught:
            raised = Raising(caught.raised.type)
            raise
        finally:
            got = raised or self.last.value
            wanted = self._right.answer(declaration, arguments, got)
            reference = partial(self._right.value, declaration)
            self._found.append(Compared(declaration.name, arguments, got, wanted, reference))


def examine(exercise: Exercise, check: Check, cases: Sequence[Case], session: Session) -> list[Compared]:
    """Run a check's body on all its cases, as far as it goes, and return its calls."""
    found: list[Compared] = []
    salt = exercise.salt if check.name in exercise.hidden_names else ""
    for case in cases:
        injected = {"student": _Examined(exercise, session, found), "reference": exercise.reference}
        arguments = {name: value for name, value in injected.items() if name in check.parameters}
        try:
            with salted(salt), going_on(), quiet():
                check.body(**arguments, **case)
        except (StudentStopped, _EnoughError):
            break
        except Exception:  # noqa: BLE001, S112 - a body may stumble over what it would not have let pass
            continue
    return found
