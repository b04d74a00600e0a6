"""`grader check --watch`: runs again whenever a file was saved, until Ctrl-C.

Files are polled: editors save by renaming, network folders and containers send no events, and a look at a few stamps
costs nothing. A run starts when the content differs, so that a save without a change does not.
"""

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

POLL_SECONDS = 0.2
SETTLE_SECONDS = 0.05  # an editor that writes in several steps is given time to finish
SETTLE_TRIES = 6
SUFFIXES = {".py", ".ipynb", ".zip"}
MAX_ENTRIES = 2_000  # of a folder, looked at per poll
_UNWATCHED = {"__pycache__", "venv", "env", "node_modules", "site-packages"}

Stamps = dict[str, tuple[int, int, int]]


def watch(paths: Sequence[Path], run: Callable[[], object], gone: Callable[[Path], object]) -> None:
    """Call `run` now and after every change of what is at the paths, `gone` when one vanishes. Never returns."""
    stamps, content = _stamps(paths), _content(paths)
    run()
    while True:
        time.sleep(POLL_SECONDS)
        if _stamps(paths) == stamps:
            continue
        stamps = _settled(paths)
        missing = next((path for path in paths if not path.exists()), None)
        if missing is not None:
            content = ""
            gone(missing)
        elif (found := _content(paths)) != content:
            content = found
            run()


def _settled(paths: Sequence[Path]) -> Stamps:
    """The stamps, once two looks in a row agree."""
    stamps = _stamps(paths)
    for _ in range(SETTLE_TRIES):
        time.sleep(SETTLE_SECONDS)
        before, stamps = stamps, _stamps(paths)
        if stamps == before:
            break
    return stamps


def _stamps(paths: Sequence[Path]) -> Stamps:
    """What tells that a file was saved: its time, size and inode."""
    stamps: Stamps = {}
    for file in _files(paths):
        with suppress(OSError):
            status = file.stat()
            stamps[str(file)] = status.st_mtime_ns, status.st_size, status.st_ino
    return stamps


def _content(paths: Sequence[Path]) -> str:
    """A hash of the files' names and bytes."""
    digest = hashlib.sha256()
    for file in sorted(_files(paths)):
        digest.update(os.fsencode(file) + b"\0")
        with suppress(OSError), file.open("rb") as opened:
            digest.update(hashlib.file_digest(opened, "sha256").digest())
    return digest.hexdigest()


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files at the paths that may be answers."""
    for path in paths:
        if path.is_dir():
            yield from _inside(path)
        elif path.is_file():
            yield path


def _inside(folder: Path) -> Iterator[Path]:
    left = MAX_ENTRIES
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _UNWATCHED)
        left -= len(folders) + len(files)
        yield from (file for file in map(Path(root).joinpath, files) if file.suffix.lower() in SUFFIXES)
        if left < 0:
            return
