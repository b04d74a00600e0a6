"""The sources in a zip archive, which is read in memory and never extracted.

Anything that only an attack or a broken program would write (a path that leads out, two names that one file system
would merge, a bomb) refuses the whole archive; what is merely useless (links, nested archives) is passed over.
"""

import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Sequence
from functools import partial
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from grader.model.errors import UnreadableSubmissionError
from grader.model.source import Note
from grader.submission.limits import MIB, ReadLimits
from grader.submission.listing import Listing, Member
from grader.submission.names import ignored_note, is_hidden_or_skipped, is_material, is_source, link_note, printable

# What zipfile raises on damaged archives, found by fuzzing; it documents BadZipFile alone.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    OverflowError,
)
_ENTRY_SIGNATURE = b"PK\x01\x02"
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
_CLEAN_NAME = re.compile(r"[^\x00-\x1f\x7f]{1,1000}")
# Others are rare and let the archive choose how much memory its decoder allocates.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Refusal:
    """Builds the errors of one archive, all of which name it as `file`."""

    def __init__(self, file: str) -> None:
        self.file = file

    def __call__(self, code: str, **facts: Any) -> UnreadableSubmissionError:
        """Build the error of a code."""
        return UnreadableSubmissionError(code, file=self.file, **facts)


def list_archive(data: bytes, file: str, limits: ReadLimits) -> Listing:
    """List the sources in the archive called `file`.

    Raises
    ------
    UnreadableSubmissionError
        `zip.*`; see `grader.submission.reading`.
    """
    refuse = Refusal(file)
    if len(data) > limits.total_bytes:
        raise refuse("zip.too_large", bytes=len(data), limit=limits.total_bytes)
    # Every entry has this signature, so that a directory of a million entries is never built as objects.
    if data.count(_ENTRY_SIGNATURE) > limits.entries:
        raise refuse("zip.too_many", limit=limits.entries)
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except DAMAGE:
        raise refuse("zip.damaged", member=None) from None
    entries = _without_skipped([(safe_path(info, refuse), info) for info in archive.infolist()])
    notes = [note for path, info in entries if (note := _note(path, info)) is not None]
    sources = [(path, info) for path, info in sorted(entries, key=_by_path) if is_source(path) and not _is_link(info)]
    _refuse_excess(sources, limits, refuse)
    _refuse_same_names([path for path, _ in sources], refuse)
    members = tuple(Member(path, partial(_load, archive, info, path, limits, refuse)) for path, info in sources)
    return Listing(members, tuple(notes))


def _by_path(entry: tuple[str, zipfile.ZipInfo]) -> str:
    return entry[0]


def _name(info: zipfile.ZipInfo) -> str:
    """The entry's name; Windows in Chinese writes GBK and some programs UTF-8, both without saying so."""
    name = info.orig_filename
    if info.flag_bits & _UTF8_NAME:
        return name
    raw = name.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def safe_path(info: zipfile.ZipInfo, refuse: Refusal) -> str:
    """Return the entry's relative path; backslashes separate, as PowerShell writes and zipfile reads on Windows."""
    name = _name(info)
    path = name.replace("\\", "/")
    parts = path.split("/")
    if not _CLEAN_NAME.fullmatch(name) or path.startswith("/") or re.match("[A-Za-z]:", path) or ".." in parts:
        raise refuse("zip.unsafe_path", member=printable(name))
    return "/".join(part for part in parts if part not in ("", "."))


def _without_skipped(entries: list[tuple[str, zipfile.ZipInfo]]) -> list[tuple[str, zipfile.ZipInfo]]:
    """Files outside hidden folders, caches and virtual environments."""
    parents = {PurePosixPath(path).parent for path, _ in entries if PurePosixPath(path).name == "pyvenv.cfg"}
    environments = tuple(f"{parent}/" for parent in parents if parent != PurePosixPath())
    exercises = {PurePosixPath(path).parent for path, _ in entries if PurePosixPath(path).name == "exercise.toml"}
    return [
        (path, info)
        for path, info in entries
        if not info.orig_filename.endswith(("/", "\\"))  # a folder's own entry
        and not is_hidden_or_skipped(path.split("/"))
        and not path.startswith(environments)
        and not (PurePosixPath(path).parent in exercises and is_material(PurePosixPath(path).name, ("exercise.toml",)))
    ]


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)


def _note(path: str, info: zipfile.ZipInfo) -> Note | None:
    if _is_link(info):
        return link_note(path)
    return None if is_source(path) else ignored_note(path)


def _refuse_excess(sources: list[tuple[str, zipfile.ZipInfo]], limits: ReadLimits, refuse: Refusal) -> None:
    if len(sources) > limits.files:
        raise refuse("zip.too_many", limit=limits.files)
    total = sum(info.file_size for _, info in sources)
    if total > limits.total_bytes:
        raise refuse("zip.too_large", bytes=total, limit=limits.total_bytes)
    for path, info in sources:
        ratio = info.file_size // max(info.compress_size, 1)
        if info.file_size > MIB and ratio > limits.ratio:
            raise refuse("zip.ratio", member=printable(path), ratio=ratio, limit=limits.ratio)


def _refuse_same_names(paths: Sequence[str], refuse: Refusal) -> None:
    """Two names that are one on a case-insensitive or normalising file system: nobody could say which was meant."""
    seen: dict[str, str] = {}
    for path in paths:
        key = unicodedata.normalize("NFC", path).casefold()
        if key in seen:
            raise refuse("zip.duplicate_names", member=printable(path), other=printable(seen[key]))
        seen[key] = path


def _load(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, limits: ReadLimits, refuse: Refusal) -> bytes:
    if info.flag_bits & _ENCRYPTED:
        raise refuse("zip.encrypted", member=printable(path))
    if info.compress_type not in _METHODS:
        raise refuse("zip.unsupported_method", member=printable(path), method=info.compress_type)
    try:
        with archive.open(info) as stream:
            return stream.read(limits.bytes_of(path) + 1)
    except DAMAGE:
        raise refuse("zip.damaged", member=printable(path)) from None
