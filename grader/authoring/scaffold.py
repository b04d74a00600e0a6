"""`grader new`: a small exercise that is complete and validates, for its author to replace part by part."""

import re
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from grader.authoring.release import write
from grader.exercise.course import COURSE_FILE, Course
from grader.model.errors import UsageError

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_LIST = re.compile(r"^exercises\s*=\s*\[(?P<names>[^\]]*)\]", re.MULTILINE)


def scaffold(course: Course, name: str) -> list[Path]:
    """Write `solutions/<name>/` and add the exercise to course.toml; return the files that were written.

    Raises:
        UsageError: the name is no module name, or the exercise exists already, or course.toml cannot be extended.
    """
    if not _NAME.fullmatch(name):
        raise UsageError("new.name", name=name)
    target = course.root / "solutions" / name
    if target.exists() or name in course.config.exercises:
        raise UsageError("new.exists", exercise=name, path=str(target))
    extended = _with_exercise((course.root / COURSE_FILE).read_text(encoding="utf-8"), name)
    title = name.replace("_", " ").capitalize()
    files = {
        path.replace("exercise.py", f"{name}.py"): text.replace("__TITLE__", title).encode()
        for path, text in _template(resources.files("grader.authoring").joinpath("template"))
    }
    return [*write(target, files), *write(course.root, {COURSE_FILE: extended.encode()})]


def _template(folder: Traversable, below: str = "") -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _template(entry, f"{below}{entry.name}/")
        elif entry.name.endswith(".txt"):
            yield below + entry.name.removesuffix(".txt"), entry.read_text(encoding="utf-8")


def _with_exercise(text: str, name: str) -> str:
    """Add the exercise to the end of the list in course.toml, whose comments and order stay."""
    found = _LIST.search(text)
    if found is None:
        raise UsageError("new.course_list", exercise=name)
    names = found["names"].rstrip().removesuffix(",")
    separator = ", " if names.strip() else ""
    return f'{text[: found.start("names")]}{names}{separator}"{name}"{text[found.end("names") :]}'
