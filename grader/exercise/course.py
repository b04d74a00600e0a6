"""A course: the folder with course.toml, found upward from where the user stands, or the built-in one."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import msgspec

from grader.exercise.config import CourseConfig, ExerciseConfig, Texts, read_toml
from grader.exercise.load import Exercise, load_exercise
from grader.model.errors import CourseError, UsageError

COURSE_FILE = "course.toml"


@dataclass(eq=False)
class Course:
    """A course's configuration and its exercises, each loaded when it is first asked for."""

    root: Path
    config: CourseConfig
    _exercises: dict[tuple[str, bool], Exercise] = field(default_factory=dict, repr=False)

    @classmethod
    def open(cls, root: Path) -> "Course":
        """Read the course in `root`.

        Raises:
            CourseError: course.toml is missing or wrong, or names an exercise that has no folder.
        """
        course = cls(root, read_toml(root / COURSE_FILE, CourseConfig))
        for name in course.config.exercises:
            course.folder(name)
        return course

    def salted(self, salt: str) -> "Course":
        """Return the course with another salt."""
        return Course(self.root, msgspec.structs.replace(self.config, salt=salt))

    def folder(self, name: str) -> Path:
        """Return the folder of an exercise: the authored one where the course has it, the bundle's otherwise."""
        for candidate in (self.root / "solutions" / name, self.root / "exercises" / name):
            if (candidate / "exercise.toml").is_file():
                return candidate
        raise CourseError("course.exercise_missing", exercise=name, course=str(self.root))

    def exercise(self, name: str, *, hidden: bool = False) -> Exercise:
        """Load an exercise, with its hidden checks if asked for.

        Raises:
            UsageError: the course has no exercise of this name.
            CourseError: its material is at fault.
        """
        if name not in self.config.exercises:
            raise UsageError("exercise.unknown", exercise=name, known=", ".join(self.config.exercises))
        if (name, hidden) not in self._exercises:
            self._exercises[name, hidden] = load_exercise(
                self.folder(name),
                self.root / "exercises" / name,
                salt=self.config.salt,
                points=self.config.points.get(name, {}),
                hidden=hidden,
            )
        return self._exercises[name, hidden]

    @cached_property
    def functions(self) -> Mapping[str, frozenset[str]]:
        """Names of the graded functions of every exercise."""
        return {name: frozenset(self._toml(name).functions) for name in self.config.exercises}

    @cached_property
    def messages(self) -> Mapping[str, Texts]:
        """The exercises' own feedback texts, code -> language -> text."""
        return {code: texts for name in self.config.exercises for code, texts in self._toml(name).messages.items()}

    def title(self, name: str) -> Texts:
        """Return the title of an exercise, language -> text."""
        return self._toml(name).title

    def _toml(self, name: str) -> ExerciseConfig:
        return read_toml(self.folder(name) / "exercise.toml", ExerciseConfig)


def find_course(start: Path, explicit: str | None = None) -> Course:
    """Open the course that the user means: `explicit`, `GRADER_COURSE`, upward from `start`, or the built-in one.

    Raises:
        UsageError: the explicit folder holds no course.toml.
        CourseError: a course was found, and its material is at fault.
    """
    named = explicit or os.environ.get("GRADER_COURSE")
    if named:
        if not (Path(named) / COURSE_FILE).is_file():
            raise UsageError("course.not_found", path=named)
        return Course.open(Path(named).resolve())
    for folder in (start, *start.parents):
        if (folder / COURSE_FILE).is_file():
            return Course.open(folder)
    return Course.open(builtin_root())


def builtin_root() -> Path:
    """Return the root of the course that comes with the package (in a checkout: the checkout)."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "builtin"
    return installed if installed.is_dir() else package.parent
