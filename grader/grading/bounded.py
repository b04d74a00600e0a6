"""Stops the reference where it would go on for ever: for arguments that no check passes to it, nobody promises an end.

The lines of Python that the reference runs are counted, not seconds, so that a diagnosis does not depend on how busy
the machine is.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

MAX_LINES = 6_000  # in one search: a tenth of a second, if each line is a call of numpy
REFERENCE = "<reference of "  # how the file names of references begin


class TooLongError(BaseException):
    """The reference ran more lines than allowed; no `except Exception` of its own holds it up."""


@contextmanager
def bounded(file: str = REFERENCE, lines: int = MAX_LINES) -> Iterator[None]:
    """Raise `TooLongError` in the block once code of files whose names begin with `file` has run so many lines."""
    left = lines

    def counted(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal left
        left -= event == "line"
        if left < 0:
            raise TooLongError
        return counted

    def entered(frame: FrameType, event: str, arg: Any) -> Any:
        return counted if frame.f_code.co_filename.startswith(file) else None

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        yield
    finally:
        sys.settrace(before)
