"""The file that was graded, found again by its hash: in a path that was a file, a folder or a zip archive."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from grader.model.errors import UnreadableSubmissionError
from grader.submission.folder import list_folder, read_bytes
from grader.submission.limits import ReadLimits
from grader.submission.names import printable, suffix

_LIMITS = ReadLimits()


def original(path: Path, sha256: str, limits: ReadLimits = _LIMITS) -> tuple[str, bytes] | None:
    """Return name and bytes of the source at `path` that has this hash; None if no source there has it (any more)."""
    try:
        return next((found for found in _sources(path, limits) if hashlib.sha256(found[1]).hexdigest() == sha256), None)
    except UnreadableSubmissionError:
        return None


def _sources(path: Path, limits: ReadLimits) -> Iterator[tuple[str, bytes]]:
    name = printable(path.name)
    if path.is_dir():
        members = list_folder(path, limits).members
    elif not path.is_file():
        return
    elif suffix(name) == ".zip":
        from grader.submission.archive import list_archive

        members = list_archive(read_bytes(path, name, limits.total_bytes), name, limits).members
    else:
        yield name, read_bytes(path, name, limits.bytes_of(name))
        return
    for member in members:
        yield member.path, member.load()
