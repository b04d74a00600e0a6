"""One attempt: a check's body run once on one case, and how it ended."""

import traceback
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from grader.checking.calls import StudentRaised, StudentStopped
from grader.checking.drawing import Case
from grader.checking.fixed import salted
from grader.checking.registry import Check
from grader.checking.sketches import Sketch, sketching
from grader.exercise.load import Exercise
from grader.model.failure import Failed
from grader.model.verdict import Verdict
from grader.student import breaches
from grader.student.proxy import Student
from grader.student.session import Session
from grader.worker.protocol import Raised

VERDICTS = {  # of a worker that ended before it answered
    "student.timeout": Verdict.TIMEOUT,
    "student.exhausted": Verdict.TIMEOUT,
    "student.cpu_limit": Verdict.TIMEOUT,
    "student.callback_time": Verdict.TIMEOUT,
    "student.callback_limit": Verdict.CRASHED,
    "student.callback_memory": Verdict.CRASHED,
    "student.memory_limit": Verdict.CRASHED,
    "student.protocol": Verdict.CRASHED,
    "student.crashed": Verdict.CRASHED,
    "grader.worker_fault": Verdict.UNGRADED,
}
MAX_OUTPUT = 4_000  # characters of a student's printing that a report keeps per check


@dataclass(frozen=True)
class Outcome:
    """How an attempt ended; everything but `verdict` explains it."""

    verdict: Verdict
    code: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    call: str | None = None
    output: str = ""
    raised: Raised | None = None
    case: Case = field(default_factory=dict)
    sketches: tuple[Sketch, ...] = ()  # what a picture of the failure could show


def attempt(exercise: Exercise, check: Check, session: Session, case: Case) -> Outcome:
    """Run the check's body on one case. Whatever happens in it becomes an outcome."""
    student = Student(exercise.functions, session)
    injected = {"student": student, "reference": exercise.reference}
    arguments = {name: value for name, value in injected.items() if name in check.parameters}
    try:
        with salted(exercise.salt if check.name in exercise.hidden_names else ""), sketching() as sketches, quiet():
            check.body(**arguments, **case)
    except Failed as failed:
        explained = _explained(student, case, Verdict.FAILED, failed.code, failed.facts)
        return replace(explained, sketches=tuple(sketches.values()))
    except StudentRaised as caught:
        code, facts = breaches.of_exception(caught.raised, session.limits)
        return _explained(student, case, Verdict.ERROR, code, facts, caught.raised)
    except StudentStopped as stopped:
        return _explained(student, case, VERDICTS[stopped.code], stopped.code, stopped.facts)
    except Exception as error:  # noqa: BLE001 - a fault of the check's own code must never cost a student points
        return Outcome(Verdict.UNGRADED, "grader.check_raised", _fault(error), case=case)
    return Outcome(Verdict.PASSED, case=case)


@contextmanager
def quiet() -> Iterator[None]:
    """Judge strange numbers (NaN, Inf, complex) without numpy's warnings about them."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _explained(
    student: Student, case: Case, verdict: Verdict, code: str, facts: Mapping[str, Any], raised: Raised | None = None
) -> Outcome:
    last = student.calls[-1] if student.calls else None
    output = "".join(call.output for call in student.calls)[:MAX_OUTPUT]
    return Outcome(verdict, code, dict(facts), last.text if last else None, output, raised, case)


def _fault(error: Exception) -> dict[str, str]:
    """Name the line of the check that raised, for its author."""
    frames = traceback.extract_tb(error.__traceback__)
    place = next(
        (f for f in reversed(frames) if Path(f.filename).name in {"checks.py", "hidden_checks.py"}), frames[-1]
    )
    where = f"{Path(place.filename).name}:{place.lineno}"
    return {"type": type(error).__name__, "message": str(error)[:300], "place": where}
