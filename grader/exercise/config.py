"""course.toml and exercise.toml as typed structures; a wrong key or type is a message, never a traceback."""

import tomllib
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from grader.model.errors import CourseError
from grader.worker.protocol import Limits

Texts = dict[str, str]  # language -> text
T = TypeVar("T")


class CourseConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """course.toml."""

    title: Texts
    exercises: list[str]  # in the order of the course
    hidden: Literal["nothing", "verdict", "message"] = "verdict"  # what a student sees of a hidden check
    salt: str = ""  # private: hidden checks derive their numbers from it
    points: dict[str, dict[str, int]] = {}  # exercise -> check -> points instead of the author's


class FunctionConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One function of an exercise."""

    parameters: str
    returns: str
    title: Texts = {}


class LimitsConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Limits of an exercise that differ from the defaults."""

    call_seconds: float | None = None
    load_seconds: float | None = None
    statement_seconds: float | None = None
    memory_mb: int | None = None

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
