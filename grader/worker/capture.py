"""What student code prints, kept up to a bound. Python level only: file descriptors 1 and 2 lead nowhere."""

import io
import sys
from typing import Any

from grader.worker.text import bounded

_BYTES_PER_CHAR = 2  # a frame's structure holds 256 KB: output in any script must leave room for the rest


class _Kept(io.RawIOBase):
    """Keeps the first bytes written to it and forgets the rest."""

    def __init__(self) -> None:
        super().__init__()
        self.data = bytearray()
        self.room = 0
        self.lost = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        size = len(data)
        taken = min(size, max(self.room, 0))
        self.data += memoryview(data)[:taken]
        self.room -= taken
        self.lost += size - taken
        return size


class Capture:
    """Stands in for stdout and stderr. One stream for the worker's whole life: student code may have kept it."""

    def __init__(self) -> None:
        self._chars = 0
        self._kept = _Kept()
        self._stream = _stream_to(self._kept)

    def start(self, chars: int) -> None:
        """Forget what was printed and keep up to `chars` characters from now on."""
        if self._stream.closed:
            self._kept = _Kept()
            self._stream = _stream_to(self._kept)
        self._kept.data.clear()
        self._kept.room, self._kept.lost = chars * _BYTES_PER_CHAR, 0
        self._chars = chars
        sys.stdout = sys.stderr = self._stream

    def text(self) -> str:
        """What was printed since `start`, with a last line that says how much was left out."""
        text = bounded(self._kept.data.decode("utf-8", "backslashreplace"), self._chars)
        if not self._kept.lost:
            return text
        last = f"\n... {self._kept.lost} more bytes; {self._chars} characters are kept"
        return text[: max(self._chars - len(last), 0)] + last


def _stream_to(kept: Any) -> io.TextIOWrapper:
    return io.TextIOWrapper(kept, "utf-8", "backslashreplace", newline="\n", write_through=True)
