"""One run at a time on one gradebook: a lock that the system releases with the process, however that ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from grader.model.errors import UsageError

_FILE = "gradebook.lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock.

    Raises:
        UsageError: another run holds it, or the folder cannot be written to.
    """
    try:
        file = (folder / _FILE).open("a+", encoding="ascii")
    except OSError as error:
        raise UsageError("path.not_writable", path=str(folder), reason=error.strerror or str(error)) from error
    with file:
        if not _taken(file.fileno()):
            file.seek(0)
            raise UsageError("gradebook.busy", path=str(folder), process=file.read(20).strip() or "?")
        with suppress(OSError):  # a full disk: the lock holds all the same, only its text stays empty
            os.ftruncate(file.fileno(), 0)
            os.write(file.fileno(), f"{os.getpid()}\n".encode("ascii"))
        yield


if os.name == "posix":
    import fcntl

    def _taken(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

else:
    import msvcrt

    def _taken(descriptor: int) -> bool:
        try:
            # Windows locks bytes: one far behind the text, so that others can still read who holds it.
            os.lseek(descriptor, 1 << 20, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True
