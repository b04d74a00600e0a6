"""Files as plain bytes, for machines that do not see the same folders: a submission, or a course."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec

from grader.exercise.course import COURSE_FILE, Course
from grader.submission.names import is_hidden_or_skipped

MAX_BYTES = 80 << 20  # of one submission; what is larger is read, and refused, where it lies
MAX_FILES = 5_000


class Parcel(msgspec.Struct, frozen=True):
    """A file, or a folder's files by their path below it. Names are as the system has them: not every one is text."""

    name: bytes
    files: dict[bytes, bytes]  # a file alone has no path: b""


def packed(path: Path) -> bytes | None:
    """Pack a submission; None for one that another machine would not read alike.

    These are links, devices, what cannot be read and what is larger than any submission may be.
    """
    total = 0
    files: dict[bytes, bytes] = {}
    try:
        for file in _regular(path):
            total += file.lstat().st_size
            if total > MAX_BYTES or len(files) == MAX_FILES:
                return None
            relative = os.fsencode(file.relative_to(path)) if file != path else b""
            files[relative] = file.read_bytes()
    except OSError:
        return None
    return msgspec.msgpack.encode(Parcel(os.fsencode(path.name), files))


def packed_course(course: Course) -> bytes:
    """Pack what grading with all checks needs of a course."""
    names = course.config.exercises
    folders = (course.root / part / name for part in ("solutions", "exercises") for name in names)
    found = (file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file())
    files = {file.relative_to(course.root): file for file in (course.root / COURSE_FILE, *found)}
    kept = {name: file for name, file in files.items() if not is_hidden_or_skipped(name.parts)}
    return msgspec.msgpack.encode(
        Parcel(b"course", {os.fsencode(name.as_posix()): file.read_bytes() for name, file in kept.items()})
    )


def unpacked(data: bytes, folder: Path) -> Path:
    """Write what was packed below an empty folder, and return where it is.

    Raises:
        OSError: it cannot be written.
        ValueError: it is damaged, or a name leads out of the folder.
    """
    parcel = msgspec.msgpack.decode(data, type=Parcel)
    root = _below(folder, parcel.name)
    if b"" in parcel.files:
        root.write_bytes(parcel.files[b""])
        return root
    root.mkdir()
    for name, content in parcel.files.items():
        target = _below(root, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return root


def _regular(path: Path) -> Iterator[Path]:
    """The regular files at or below a path. Raises OSError for anything that is neither file nor folder."""
    mode = path.lstat().st_mode
    if stat.S_ISDIR(mode):
        for child in sorted(path.iterdir()):
            yield from _regular(child)
    elif stat.S_ISREG(mode):
        yield path
    else:
        raise OSError(f"not a regular file: {path}")


def _below(folder: Path, name: bytes) -> Path:
    parts = Path(os.fsdecode(name))
    if not parts.parts or parts.is_absolute() or ".." in parts.parts:
        raise ValueError(f"a name that leads out of its folder: {name!r}")
    return folder / parts
