"""The sources in a folder, at any depth. No symbolic link leads out of it."""

import errno
import os
import stat
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from grader.model.errors import UnreadableSubmissionError
from grader.model.source import Note
from grader.submission.limits import ReadLimits
from grader.submission.listing import Listing, Member
from grader.submission.names import (
    ignored_note,
    is_hidden_or_skipped,
    is_material,
    is_source,
    link_note,
    printable,
)


def list_folder(root: Path, limits: ReadLimits) -> Listing:
    """List the sources below `root`.

    Raises
    ------
    UnreadableSubmissionError
        `path.unreadable`, `path.too_many`, `path.too_large`.
    """
    notes: list[Note] = []
    members: list[Member] = []
    total = 0
    for path in _walk(root, limits, notes):
        name = path.relative_to(root).as_posix()
        if path.is_symlink() and not _leads_inside(path, root):
            notes.append(link_note(name))
        elif is_source(name) and (size := _regular_size(path)) is not None:
            shown = printable(name)
            members.append(Member(shown, partial(read_bytes, path, shown, limits.bytes_of(name))))
            total += size
        elif (note := ignored_note(name)) is not None:
            notes.append(note)
    if len(members) > limits.files:
        raise UnreadableSubmissionError("path.too_many", path=printable(str(root)), limit=limits.files)
    if total > limits.total_bytes:
        raise UnreadableSubmissionError(
            "path.too_large", path=printable(str(root)), bytes=total, limit=limits.total_bytes
        )
    return Listing(tuple(sorted(members, key=lambda member: member.path)), tuple(notes))


def _walk(root: Path, limits: ReadLimits, notes: list[Note]) -> Iterator[Path]:
    """Everything below `root` but folders, which are entered unless skipped; links are yielded, never entered."""
    pending = [root]
    seen = 0
    while pending:
        folder = pending.pop()
        try:
            children = _children(folder)
        except OSError as error:
            if folder == root:
                raise unreadable(str(root), error) from None
            notes.append(_unreadable_folder_note(folder.relative_to(root).as_posix(), error))
            continue
        seen += len(children)
        if seen > limits.entries:
            raise UnreadableSubmissionError("path.too_many", path=printable(str(root)), limit=limits.entries)
        if folder != root and any(child.name == "pyvenv.cfg" for child, _ in children):
            continue  # a virtual environment
        wanted = [(child, is_folder) for child, is_folder in children if not is_hidden_or_skipped([child.name])]
        pending.extend(child for child, is_folder in wanted if is_folder)
        files = [child for child, is_folder in wanted if not is_folder]
        names = {child.name for child in files}
        yield from (child for child in files if not is_material(child.name, names))


def _children(folder: Path) -> list[tuple[Path, bool]]:
    """A folder's entries by name, and whether each is a folder itself (a link is not)."""
    with os.scandir(folder) as entries:
        return sorted((Path(entry.path), entry.is_dir(follow_symlinks=False)) for entry in entries)


def _leads_inside(link: Path, root: Path) -> bool:
    """Whether a link stands for a file below `root`; links to folders never count, as those are visited anyway."""
    return _regular_size(link) is not None and link.resolve().is_relative_to(root.resolve())


def _regular_size(path: Path) -> int | None:
    """Size of a regular file, or None for anything that could block or cannot be looked at."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def reason_of(error: OSError) -> str:
    """The system's symbol, such as "EACCES": unlike its text the same in every language."""
    return errno.errorcode.get(error.errno or 0, type(error).__name__)


def unreadable(path: str, error: OSError) -> UnreadableSubmissionError:
    """The operating system refuses to give the bytes."""
    return UnreadableSubmissionError("path.unreadable", path=printable(path), reason=reason_of(error))


def _unreadable_folder_note(name: str, error: OSError) -> Note:
    return Note("submission.folder_unreadable", {"folder": printable(name), "reason": reason_of(error)})


def read_bytes(path: Path, shown: str, limit: int) -> bytes:
    """The file's bytes, at most one more than the limit.

    Raises
    ------
    UnreadableSubmissionError
        `path.unreadable`.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(limit + 1)
    except OSError as error:
        raise unreadable(shown, error) from None
