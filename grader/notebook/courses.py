"""Keeps the course open from call to call, until one of its files changes: its checks' cases are then ready."""

from pathlib import Path

from grader.exercise.course import COURSE_FILE, Course, find_course

_FILES = ("exercise.toml", "*.py", "packed.bin")


class Courses:
    """The course of the last call."""

    def __init__(self) -> None:
        self._stamp: list[tuple[Path, int]] = []
        self._course: Course | None = None

    def open(self, folder: Path, named: str | None) -> Course:
        """Return the course that `find_course` finds, the one of the last call if it is as it was.

        Raises:
            GraderError: see `find_course`.
        """
        course = find_course(folder, named)
        stamp = _stamp(course)
        if self._course is None or stamp != self._stamp:
            self._course, self._stamp = course, stamp
        return self._course


def _stamp(course: Course) -> list[tuple[Path, int]]:
    """When each file that a course is made of was last changed."""
    folders = [course.root / part / name for part in ("solutions", "exercises") for name in course.config.exercises]
    paths = [course.root / COURSE_FILE, *(path for folder in folders for kind in _FILES for path in folder.glob(kind))]
    return sorted((path, path.stat().st_mtime_ns) for path in paths)
