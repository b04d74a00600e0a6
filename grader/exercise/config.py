"""course.toml and exercise.toml as typed structures; a wrong key or type is a message, never a traceback."""

import math
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import msgspec

from grader.model.errors import CourseError
from grader.worker.protocol import Limits

Texts = dict[str, str]  # language -> text
Deadline = Annotated[datetime, msgspec.Meta(tz=True)]
T = TypeVar("T")


class LatePolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[late]` of course.toml. Percentages are of the points that the submission earned."""

    per_day: float  # percent, for every day begun after the deadline
    grace_hours: float = 0.0  # a submission within it counts as in time
    cap: float = 100.0  # percent, at most

    def __post_init__(self) -> None:
        """Refuse numbers that are no percentages."""
        if not (0 <= self.per_day <= 100 and 0 <= self.cap <= 100 and self.grace_hours >= 0):
            raise ValueError("per_day and cap are percentages from 0 to 100, grace_hours is not negative")


class CourseConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """course.toml."""

    title: Texts
    exercises: list[str]  # in the order of the course
    hidden: Literal["nothing", "verdict", "message"] = "verdict"  # what a student sees of a hidden check
    salt: str = ""  # private: hidden checks derive their numbers from it
    points: dict[str, dict[str, int]] = {}  # exercise -> check -> points instead of the author's
    attempts: Literal["best", "last", "first"] = "last"  # which of a student's submissions counts
    late: LatePolicy | None = None
    deadlines: dict[str, Deadline] = {}  # exercise -> time with its offset

    def __post_init__(self) -> None:
        """Refuse a deadline that would hold for nothing."""
        unknown = sorted(set(self.deadlines) - set(self.exercises))
        if unknown:
            raise ValueError(f"a deadline is for {unknown[0]}, which is no exercise of the course")


class FunctionConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One function of an exercise."""

    parameters: str
    returns: str
    title: Texts = {}


_LEAST = {"memory_mb": 127, "open_files": 15}


class LimitsConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Limits of an exercise that differ from the defaults."""

    call_seconds: float | None = None
    load_seconds: float | None = None
    statement_seconds: float | None = None
    total_seconds: float | None = None
    cpu_seconds: int | None = None
    memory_mb: int | None = None
    open_files: int | None = None
    output_chars: int | None = None
    callbacks: int | None = None
    callback_seconds: float | None = None
    callback_mb: int | None = None

    def __post_init__(self) -> None:
        """Refuse limits that nothing can run in: a worker itself needs some files and memory."""
        for name, value in msgspec.structs.asdict(self).items():
            least = _LEAST.get(name, 0)
            if value is not None and not least < value < math.inf:
                raise ValueError(f"limits.{name} must be a number above {least}")

    def limits(self) -> Limits:
        """Return the worker's limits."""
        changed = {name: value for name, value in msgspec.structs.asdict(self).items() if value is not None}
        return Limits(**changed)


class ExerciseConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """exercise.toml."""

    title: Texts
    functions: dict[str, FunctionConfig]
    limits: LimitsConfig = LimitsConfig()
    messages: dict[str, Texts] = {}  # code -> texts of failures that only this exercise has


def read_toml(path: Path, kind: type[T]) -> T:
    """Read a TOML file as `kind`.

    Raises:
        CourseError: the file cannot be read, is no TOML, or has a wrong key or type.
    """
    try:
        with path.open("rb") as file:
            return msgspec.convert(tomllib.load(file), kind)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise CourseError("course.config", file=str(path), problem=str(error)) from error
