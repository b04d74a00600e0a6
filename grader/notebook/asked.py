"""What a name that a student asks for means: a file, an exercise, a function or a check."""

import difflib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from grader.exercise.course import Course
from grader.model.errors import UsageError


@dataclass(frozen=True)
class Asked:
    """Checks to run: all of an exercise, or those of one function or name."""

    exercise: str
    only: tuple[str, ...] = ()


def resolve(name: str, course: Course, here: str | None, defined: Collection[str]) -> Asked:
    """Find what is meant. Args: here: the notebook's exercise, if it is known; defined: the names that it defines.

    Raises:
        UsageError: nothing has this name, or several exercises have a function of this name and none stands out.
    """
    if not name:
        return Asked(here or _most_defined(course, defined))
    if name in course.config.exercises:
        return Asked(name)
    owners = [exercise for exercise, functions in course.functions.items() if name in functions]
    owners = owners or [exercise for exercise in course.config.exercises if name in _check_names(course, exercise)]
    if not owners:
        raise UsageError("session.unknown_name", name=name, close=", ".join(_close(name, course)))
    if len(owners) > 1 and here not in owners:
        raise UsageError("session.several", name=name, candidates=", ".join(owners))
    return Asked(here if here in owners and here is not None else owners[0], (name,))


def _most_defined(course: Course, defined: Collection[str]) -> str:
    """The exercise of which most functions are defined."""
    counts = {name: len(functions.intersection(defined)) for name, functions in course.functions.items()}
    best = max(counts, key=lambda name: counts[name], default=None)
    if best is None or not counts[best]:
        raise UsageError("session.no_name", known=", ".join(course.config.exercises))
    return best


def _check_names(course: Course, exercise: str) -> Iterable[str]:
    """What checks.py defines, without importing it."""
    text = (course.folder(exercise) / "checks.py").read_text(encoding="utf-8")
    return re.findall(r"^def (\w+)", text, re.MULTILINE)


def _close(name: str, course: Course) -> list[str]:
    known = [*course.config.exercises, *(function for functions in course.functions.values() for function in functions)]
    return difflib.get_close_matches(name, sorted(known), n=3)
