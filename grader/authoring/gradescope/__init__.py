"""`grader release --gradescope ZIP`: the archive from which Gradescope builds an autograder.

Its parts: `setup.sh` (run once, when the image is built), `run_autograder` (run for every submission), `lib/` (this
very grader), `course/` (the chosen exercises with hidden checks, salt and points), `requirements.txt` and, if they are
given, `wheels/`.
"""

import re
from collections.abc import Iterator, Sequence
from importlib import metadata, resources
from pathlib import Path

import msgspec

import grader
from grader.authoring.bundle import course_toml, released
from grader.exercise.course import COURSE_FILE, Course
from grader.model.errors import UsageError

EXECUTABLE = ("setup.sh", "run_autograder")
_DISTRIBUTION = "backcheck"
# Parts of an authored exercise that grading does not look at.
_NOT_GRADING = frozenset({"honest", "mutants.py", "__pycache__"})


def autograder(course: Course, exercises: Sequence[str], *, lang: str, wheels: Path | None = None) -> dict[str, bytes]:
    """Return the files of the archive, path -> bytes.

    Args: exercises: of the course, the ones that the assignment asks for. lang: of the feedback.
        wheels: a folder with wheels of everything in `requirements()`, to install without the network.

    Raises:
        CourseError: an exercise was never released.
        UsageError: the folder lacks wheels, or nobody knows what the grader needs.
    """
    needed = requirements()
    options = f"--lang {lang}" + (f" --exercise {exercises[0]}" if len(exercises) == 1 else "")
    texts = resources.files(__name__)
    return {
        "setup.sh": texts.joinpath("setup.sh.txt").read_bytes(),
        "run_autograder": texts.joinpath("run_autograder.txt").read_text("utf-8").format(options=options).encode(),
        "requirements.txt": ("\n".join(needed) + "\n").encode(),
        **{f"wheels/{path.name}": path.read_bytes() for path in _wheels(wheels, needed)},
        **dict(_library()),
        **dict(_course(course, exercises)),
    }


def requirements() -> list[str]:
    """Return what the grader needs beside itself, as pip reads it.

    Raises:
        UsageError: it is not installed, so that nobody knows.
    """
    try:
        found = metadata.requires(_DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        raise UsageError("gradescope.not_installed") from None
    return [line for line in found if "extra ==" not in line]


def _wheels(folder: Path | None, needed: Sequence[str]) -> list[Path]:
    if folder is None:
        return []
    found = sorted(folder.glob("*.whl"))
    there = {_normal(path.name.split("-", 1)[0]) for path in found}
    names = [re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0] for line in needed]
    missing = [name for name in names if _normal(name) not in there]
    if missing:
        facts = {"missing": ", ".join(missing), "requirements": quoted(needed)}
        raise UsageError("gradescope.wheels", path=str(folder), **facts)
    return found


def quoted(needed: Sequence[str]) -> str:
    """Return requirements as arguments of a shell command."""
    return " ".join(f"'{line}'" for line in needed)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "_", name).lower()


def _library() -> Iterator[tuple[str, bytes]]:
    """The package as it runs here, without the course that comes with it."""
    package = Path(grader.__file__).parent
    for path in sorted(package.rglob("*")):
        parts = path.relative_to(package).parts
        if path.is_file() and "__pycache__" not in parts and parts[0] != "builtin":
            yield f"lib/grader/{'/'.join(parts)}", path.read_bytes()


def _course(course: Course, exercises: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    points = {name: own for name, own in course.config.points.items() if name in exercises}
    config = msgspec.structs.replace(course.config, exercises=list(exercises), points=points)
    yield f"course/{COURSE_FILE}", course_toml(config, private=True).encode()
    for name in exercises:
        folder = course.root / "exercises" / name
        for file in released(folder):
            yield f"course/exercises/{name}/{file}", (folder / file).read_bytes()
        solution = course.root / "solutions" / name
        for path in sorted(solution.rglob("*")):
            parts = path.relative_to(solution).parts
            if path.is_file() and not _NOT_GRADING.intersection(parts):
                yield f"course/solutions/{name}/{'/'.join(parts)}", path.read_bytes()
