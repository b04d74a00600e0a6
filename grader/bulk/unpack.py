"""A platform's download, unpacked once beside the gradebook: its own files become ordinary ones.

A student's own archive inside it stays packed: it is read in memory like any other.
"""

import hashlib
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from grader.model.errors import UnreadableSubmissionError
from grader.submission.archive import DAMAGE, Refusal, safe_path
from grader.submission.limits import ReadLimits
from grader.submission.names import is_hidden_or_skipped, is_source, printable, suffix

_ENTRIES = 500_000
_PART = ".part-"
_LIMITS = ReadLimits()


def names_in(archive: Path) -> list[str]:
    """Return the paths of the files in an archive.

    Raises:
        UnreadableSubmissionError: it is no zip, damaged, too large, or names a path that leads out.
    """
    with _opened(archive) as opened:
        return [path for path, _ in _entries(opened, Refusal(printable(archive.name)))]


def unpacked(archive: Path, store: Path) -> Path:
    """Return the folder in `store` that holds the archive's files; it is there completely or not at all.

    Of files that are never read the content is left out: only that they were handed in is said.

    Raises:
        UnreadableSubmissionError: see `names_in`.
    """
    with archive.open("rb") as stream:
        target = store / hashlib.file_digest(stream, "sha256").hexdigest()[:24]
    if target.is_dir():
        return target
    refuse = Refusal(printable(archive.name))
    with _staging(store) as scratch, _opened(archive) as opened:
        for path, info in _entries(opened, refuse):
            _write(scratch / path, _content(opened, info, path, refuse))
        Path(scratch).rename(target)
    return target


def staged(files: Iterable[tuple[str, Path]], store: Path) -> Path:
    """Return a folder in `store` with copies of the files under the names that they are given."""
    copies = [(name, _bytes(name, path)) for name, path in files]
    digest = hashlib.sha256()
    for name, data in copies:
        digest.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    target = store / digest.hexdigest()[:24]
    if not target.is_dir():
        with _staging(store) as scratch:
            for name, data in copies:
                _write(scratch / name, data)
            Path(scratch).rename(target)
    return target


def tidy(store: Path) -> None:
    """Remove what an interrupted run has left half unpacked. Only one run at a time may call it."""
    for scratch in store.glob(f"{_PART}*"):
        shutil.rmtree(scratch, ignore_errors=True)


class _staging:  # noqa: N801 - reads as a block: with _staging(store) as scratch
    """A scratch folder beside its final place, so that it can be moved there in one step."""

    def __init__(self, store: Path) -> None:
        store.mkdir(parents=True, exist_ok=True)
        self._scratch = Path(tempfile.mkdtemp(prefix=_PART, dir=store))

    def __enter__(self) -> Path:
        return self._scratch

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._scratch, ignore_errors=True)


def _opened(archive: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(archive)
    except DAMAGE:
        raise UnreadableSubmissionError("zip.damaged", file=printable(archive.name), member=None) from None


def _entries(opened: zipfile.ZipFile, refuse: Refusal) -> list[tuple[str, zipfile.ZipInfo]]:
    """The regular files, by their safe paths; a path that occurs twice refuses the archive."""
    infos = [info for info in opened.infolist() if not info.is_dir() and not stat.S_ISLNK(info.external_attr >> 16)]
    if len(infos) > _ENTRIES:
        raise refuse("zip.too_many", limit=_ENTRIES)
    entries = {}
    for info in infos:
        path = safe_path(info, refuse)
        if path in entries:
            raise refuse("zip.duplicate_names", member=printable(path), other=printable(path))
        if not is_hidden_or_skipped(path.split("/")):
            entries[path] = info
    return list(entries.items())


def _wanted(path: str) -> int:
    """Bytes to keep of a file: never more than one above what will be read of it, and none of what is not read."""
    if is_source(path):
        return _LIMITS.bytes_of(path) + 1
    return _LIMITS.total_bytes + 1 if suffix(path) in (".zip", ".yml") else 0


def _bytes(name: str, path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_wanted(name))


def _content(opened: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, refuse: Refusal) -> bytes:
    if not _wanted(path):
        return b""
    try:
        with opened.open(info) as stream:
            return stream.read(_wanted(path))
    except DAMAGE:
        raise refuse("zip.damaged", member=printable(path)) from None


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
