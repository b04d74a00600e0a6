"""Loads one exercise: declarations, checks, reference, cases.

Its folder becomes a package of a private name, so that two exercises can both have a `checks.py`, and
`hidden_checks.py` can say `from .checks import helper`. A student's file of the same folder is never imported: the
reference takes its place in the package before anything else is loaded.
"""

import hashlib
import importlib
import importlib.util
import sys
import types
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from grader.checking.declaration import Declaration
from grader.checking.registry import Check, checks_of
from grader.exercise import pack, secret
from grader.exercise.cases import CaseStore
from grader.exercise.config import ExerciseConfig, read_toml
from grader.model.errors import CourseError
from grader.worker.protocol import Limits


@dataclass(frozen=True)
class Exercise:
    """A set of functions to write, and everything that grades them."""

    name: str
    folder: Path
    config: ExerciseConfig
    functions: Mapping[str, Declaration]
    checks: tuple[Check, ...]  # public first, then hidden when they were asked for
    hidden_names: frozenset[str]  # of the checks above, those that are hidden
    hidden_not_run: int
    reference: types.ModuleType
    reference_source: str
    cases: CaseStore
    limits: Limits
    salt: str
    library: bytes = field(default=b"", repr=False)  # known mistakes for diagnoses, if they are of today's checks
    hidden_library: bytes = field(default=b"", repr=False)  # the same for public and hidden checks together

    def function_of(self, check: Check) -> str:
        """Return the function that a check is about: the declared one, or the first that its body names.

        Raises:
            CourseError: the body names no function of the exercise.
        """
        named = [name for name in check.body.__code__.co_names if name in self.functions]
        if check.function is None and not named:
            raise CourseError("course.check_function", check=check.name, exercise=self.name)
        return check.function or named[0]

    def only(self, names: Collection[str]) -> "Exercise":
        """Return the exercise with some of its checks: those of these names or functions, and what they build on."""
        wanted = {check.name for check in self.checks if {check.name, self.function_of(check)} & set(names)}
        for check in reversed(self.checks):  # what a check builds on comes before it
            wanted |= set(check.after) if check.name in wanted else set()
        return replace(self, checks=tuple(check for check in self.checks if check.name in wanted))


def load_exercise(folder: Path, bundle: Path, *, salt: str, points: Mapping[str, int], hidden: bool) -> Exercise:
    """Load the exercise of `folder` (authored or bundled); `bundle` is where its packed cases are.

    Raises:
        CourseError: exercise.toml, a check file, the reference or the pack is at fault.
    """
    name = folder.name
    config = read_toml(folder / "exercise.toml", ExerciseConfig)
    packed = pack.read(bundle) if (bundle / pack.FILE_NAME).is_file() else None
    authored = folder != bundle
    if authored:
        source = (folder / f"{name}.py").read_text(encoding="utf-8")
    elif packed is not None:
        source = packed.reference
    else:
        raise CourseError("course.pack", file=str(bundle / pack.FILE_NAME), problem="the file is missing")
    modules = _Modules(folder, name, source)
    public = checks_of(modules.load("checks"))
    private = checks_of(modules.load("hidden_checks")) if (folder / "hidden_checks.py").is_file() else ()
    known = len(private) if authored or packed is None else packed.hidden  # a bundle knows how many it lacks
    exercise = Exercise(
        name=name,
        folder=folder,
        config=config,
        functions={key: Declaration.parse(key, f.parameters, f.returns) for key, f in config.functions.items()},
        checks=_with_points((*public, *private) if hidden else public, points),
        hidden_names=frozenset(check.name for check in private) if hidden else frozenset(),
        hidden_not_run=0 if hidden and (private or authored) else known,
        reference=modules.reference,
        reference_source=source,
        cases=_case_store(folder, name, salt, packed),
        limits=config.limits.limits(),
        salt=salt,
        library=packed.library if packed is not None and _current(packed, folder) else b"",
        hidden_library=secret.library(folder, salt) if hidden and authored else b"",
    )
    _require_sound(exercise)
    return exercise


class _Modules:
    """The private package of one exercise."""

    def __init__(self, folder: Path, name: str, reference_source: str) -> None:
        self.folder = folder
        self.package = f"_exercise_{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}_{name}"
        for stale in [key for key in sys.modules if key.partition(".")[0] == self.package]:
            del sys.modules[stale]
        package = types.ModuleType(self.package)
        package.__path__ = [str(folder)]
        sys.modules[self.package] = package
        self.reference = self._execute(f"{self.package}.{name}", reference_source, f"<reference of {name}>")

    def load(self, name: str) -> types.ModuleType:
        """Import `checks` or `hidden_checks`."""
        try:
            return importlib.import_module(f"{self.package}.{name}")
        except Exception as error:  # the author's own code may raise anything: it is named, with its file
            file = str(self.folder / f"{name}.py")
            raise CourseError("course.checks", file=file, problem=f"{type(error).__name__}: {error}") from error

    def _execute(self, name: str, source: str, label: str) -> types.ModuleType:
        module = types.ModuleType(name)
        sys.modules[name] = module
        try:
            exec(compile(source, label, "exec"), vars(module))  # noqa: S102 - the author's own text
        except Exception as error:  # as above
            raise CourseError("course.checks", file=label, problem=f"{type(error).__name__}: {error}") from error
        return module


def _with_points(checks: tuple[Check, ...], points: Mapping[str, int]) -> tuple[Check, ...]:
    return tuple(replace(check, points=points.get(check.name, check.points)) for check in checks)


def _case_store(folder: Path, name: str, salt: str, packed: pack.Pack | None) -> CaseStore:
    files = [path for path in (folder / "checks.py", folder / "hidden_checks.py") if path.is_file()]
    sources = "".join(pack.sha256_of(path) for path in files)
    # Packed cases belong to one checks.py: after an edit they are drawn anew until the next release.
    return CaseStore(name, salt, sources, packed.cases if packed is not None and _current(packed, folder) else {})


def _current(packed: pack.Pack, folder: Path) -> bool:
    return packed.checks_sha256 == pack.sha256_of(folder / "checks.py")


def _require_sound(exercise: Exercise) -> None:
    """Every check is about a function, has a name of its own, and builds on checks that come before it."""
    seen: set[str] = set()
    for check in exercise.checks:
        exercise.function_of(check)
        unknown = [name for name in check.after if name not in seen]
        if check.name in seen or unknown:
            problem = f"builds on {unknown[0]}, which does not come before it" if unknown else "has the name of another"
            raise CourseError("course.check_order", check=check.name, exercise=exercise.name, problem=problem)
        seen.add(check.name)
