"""The folder `.grader/` beside a submission, in which a student's last runs are kept. Nothing of it leaves the machine.

Keeping a history must never be the reason that a check fails: whatever is wrong with the folder (read-only, a link, a
damaged or huge file, another program's), the runs are not remembered and that is all. The folder may have been handed
in by somebody else, so links are not followed and what is read is bounded and judged by its types.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import msgspec

from grader.model.report import Report
from grader.report.history import Change, Record, added, compare

FOLDER = ".grader"
FILE = "history.json"
MAX_FILES = 30  # files and exercises that one folder remembers
MAX_BYTES = 1 << 20
_README = "# Your last runs of `grader check`, kept on this machine only. Delete this folder whenever you like.\n*\n"


class Book(msgspec.Struct, frozen=True):
    """What one folder remembers: "file:exercise" -> record, the least recently checked first."""

    version: int = 1
    records: dict[str, Record] = {}


def remember(path: Path, report: Report, *, complete: bool) -> Change | None:
    """Compare a report with the last runs of `path` and add it to them; None when it was not graded.

    Args:
        complete: whether the report has every check of its exercise; part of them is never "full marks".
    """
    if report.status == "unreadable" or not report.checks:
        return None
    folder = (path if path.is_dir() else path.parent) / FOLDER
    book = _read(folder)
    key = f"{'' if path.is_dir() else path.name}:{report.exercise}"
    record = book.records.get(key, Record())
    others = {name: kept for name, kept in book.records.items() if name != key}
    newest = added(record, report, datetime.now().astimezone().isoformat(timespec="seconds"), complete=complete)
    kept = dict([*others.items(), (key, newest)][-MAX_FILES:])
    change = compare(report, record, complete=complete)
    try:
        _write(folder, msgspec.json.encode(Book(records=kept)))
    except OSError:  # what cannot be remembered would be "the first time" again and again
        return replace(change, first_full=False)
    return change


def _read(folder: Path) -> Book:
    """Read the book, or an empty one if there is none that can be read."""
    try:
        if folder.is_symlink() or not folder.is_dir():
            return Book()
        with _opened(folder / FILE) as descriptor:
            return msgspec.json.decode(os.read(descriptor, MAX_BYTES), type=Book)
    except (OSError, ValueError, RecursionError):  # msgspec's errors are ValueErrors
        return Book()


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    """Open for reading, without following a link and without waiting for a pipe."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(path, flags)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _write(folder: Path, data: bytes) -> None:
    """Replace the book in one step: a reader sees the old one or the new one."""
    if folder.is_symlink() or len(data) > MAX_BYTES:
        raise OSError
    folder.mkdir(exist_ok=True)
    with suppress(FileExistsError), (folder / ".gitignore").open("x", encoding="utf-8") as ignore:
        ignore.write(_README)
    descriptor, name = tempfile.mkstemp(dir=folder, prefix="history-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        Path(name).replace(folder / FILE)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
