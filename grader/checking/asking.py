"""A check ends at its first wrong answer. While a mistake is looked for it goes on, so that more answers are seen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec

from grader.model.failure import Failed

P = ParamSpec("P")

_going_on: ContextVar[bool] = ContextVar("going_on", default=False)


@contextmanager
def going_on() -> Iterator[None]:
    """Let every question of a check's body pass, whatever the answer; values that break a contract still end it."""
    token = _going_on.set(True)
    try:
        yield
    finally:
        _going_on.reset(token)


def asks(question: Callable[P, None]) -> Callable[P, None]:
    """Mark a helper that raises `Failed` for a wrong answer, and does nothing else."""

    @wraps(question)
    def asked(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            question(*args, **kwargs)
        except Failed:
            if not _going_on.get():
                raise

    return asked


def asks_of_numbers(question: Callable[P, None]) -> Callable[P, None]:
    """Mark such a helper that calls no function and takes its time: while a mistake is looked for, it is left out."""

    @wraps(question)
    def asked(*args: P.args, **kwargs: P.kwargs) -> None:
        if not _going_on.get():
            question(*args, **kwargs)

    return asked
