"""Hashes that decide whether a kept report still holds: of a submission, an exercise, the grader and the matching."""

import hashlib
import json
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

import grader
from grader.exercise.course import Course
from grader.grading.versions import versions
from grader.submission.limits import ReadLimits
from grader.submission.matching import exercise_in_name
from grader.submission.names import is_hidden_or_skipped, is_source, suffix
from grader.submission.walking import files_below

_JUDGING = ("model", "worker", "numerics", "checking", "submission", "student", "exercise", "grading")
_LIMITS = ReadLimits()
_BEGINNING = 64  # bytes that tell a format
_NOT_GRADING = frozenset({"honest", "mutants.py", "README.md"})  # parts of an exercise that no grade depends on


def of_submission(path: Path, exercises: Collection[str]) -> str:
    """Hash a file with the exercise that its name says, or all files of a folder with their names.

    A file that cannot be read counts by its error, one that grading does not read by its size and beginning.
    """
    if not path.is_dir():
        named = exercise_in_name(path.name, exercises) if is_source(path.name) else None
        return hashlib.sha256(f"{named}\0{_of_handed_in(path)}".encode()).hexdigest()
    digest = hashlib.sha256(b"folder\n")
    for file in sorted(files_below(path)):
        name = file.relative_to(path).as_posix()
        digest.update(f"{name}\0{_of_handed_in(file)}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def of_exercise(course: Course, name: str) -> str:
    """Hash what an exercise's grades are made from: its material, and the course's salt and points for it."""
    digest = hashlib.sha256(
        json.dumps([course.config.salt, course.config.points.get(name, {})], sort_keys=True).encode()
    )
    for folder in dict.fromkeys([course.folder(name), course.root / "exercises" / name]):
        own = [file for file in _files(folder) if file.relative_to(folder).parts[0] not in _NOT_GRADING]
        for file in sorted(own):
            digest.update(f"{file.relative_to(folder).as_posix()}\0{_of_file(file)}\n".encode())
    return digest.hexdigest()


@cache
def of_grader() -> str:
    """Hash the modules that judge, with the versions of what they stand on."""
    package = Path(grader.__file__).parent
    digest = hashlib.sha256(json.dumps(versions(), sort_keys=True).encode())
    for file in sorted(file for layer in _JUDGING for file in (package / layer).rglob("*.py")):
        digest.update(f"{file.relative_to(package).as_posix()}\0{_of_file(file)}\n".encode())
    return digest.hexdigest()


def of_matching(course: Course, exercise: str | None) -> str:
    """Hash what decides which exercise a file answers."""
    functions = {name: sorted(course.functions[name]) for name in course.config.exercises}
    return hashlib.sha256(json.dumps([exercise, functions]).encode()).hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if not is_hidden_or_skipped(path.relative_to(folder).parts) and path.is_file():
            yield path


def _of_handed_in(path: Path) -> str:
    limit = _LIMITS.bytes_of(path.name) if is_source(path.name) else _BEGINNING
    if suffix(path.name) == ".zip":
        limit = _LIMITS.total_bytes
    try:
        if not path.is_file():  # opening a fifo would wait for its writer
            return "no regular file"
        with path.open("rb") as stream:
            return f"{path.stat().st_size} {hashlib.sha256(stream.read(limit + 1)).hexdigest()}"
    except OSError as error:
        return f"unreadable {error.errno}"


def _of_file(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        return f"unreadable {error.errno}"
