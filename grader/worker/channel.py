"""The grader's end of a channel: bytes with a deadline at every one of them."""

import os
import select
from collections.abc import Callable, Sequence
from typing import Protocol

_CHUNK = 1 << 16
_SMALL = 1 << 16


class ChannelClosedError(Exception):
    """The other end is gone."""


class Deadline(Protocol):
    """When waiting must end."""

    def wait(self, ready: Callable[[float], bool]) -> None:
        """Call `ready(seconds)` until it is true; raises WorkerTimeout when time is up."""


class Channel(Protocol):
    """Bytes in both directions."""

    def send(self, pieces: Sequence[bytes | memoryview], deadline: Deadline) -> None:
        """Write all of it. Raises ChannelClosedError or what the deadline raises."""

    def receive(self, size: int, deadline: Deadline) -> bytearray:
        """Read exactly `size` bytes. Raises ChannelClosedError or what the deadline raises."""

    def close(self) -> None:
        """Let go of it."""


class FileChannel:
    """A channel over one non-blocking file descriptor, a socket."""

    def __init__(self, fd: int) -> None:
        os.set_blocking(fd, False)
        self._fd = fd
        self._ahead = bytearray()  # read with an earlier piece
        self._readable = select.poll()
        self._readable.register(fd, select.POLLIN)
        self._writable = select.poll()
        self._writable.register(fd, select.POLLOUT)

    def send(self, pieces: Sequence[bytes | memoryview], deadline: Deadline) -> None:
        """See `Channel`."""
        if sum(map(len, pieces)) < _SMALL:
            pieces = [b"".join(pieces)]
        for piece in pieces:
            rest = memoryview(piece)
            while rest:
                try:
                    rest = rest[os.write(self._fd, rest) :]
                except BlockingIOError:
                    deadline.wait(lambda seconds: bool(self._writable.poll(seconds * 1000)))
                except OSError as error:
                    raise ChannelClosedError from error

    def receive(self, size: int, deadline: Deadline) -> bytearray:
        """See `Channel`."""
        if size <= len(self._ahead):
            data = self._ahead[:size]
            del self._ahead[:size]
            return data
        if size <= _CHUNK:
            while len(self._ahead) < size:
                self._ahead += self._read(deadline)
            return self.receive(size, deadline)
        return self._receive_large(size, deadline)

    def _receive_large(self, size: int, deadline: Deadline) -> bytearray:
        data = bytearray(size)
        view = memoryview(data)
        position = len(self._ahead)
        view[:position] = self._ahead
        self._ahead.clear()
        while position < size:
            try:
                count = os.readv(self._fd, [view[position:]])
            except BlockingIOError:
                self._wait(deadline)
            except OSError as error:
                raise ChannelClosedError from error
            else:
                if not count:
                    raise ChannelClosedError
                position += count
        return data

    def _read(self, deadline: Deadline) -> bytes:
        while True:
            try:
                data = os.read(self._fd, _CHUNK)
            except BlockingIOError:
                self._wait(deadline)
            except OSError as error:
                raise ChannelClosedError from error
            else:
                if not data:
                    raise ChannelClosedError
                return data

    def _wait(self, deadline: Deadline) -> None:
        deadline.wait(lambda seconds: bool(self._readable.poll(seconds * 1000)))

    def close(self) -> None:
        """See `Channel`."""
        os.close(self._fd)
