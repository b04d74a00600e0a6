"""Calls of student functions: what was asked, what came back, and how to write it down as Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.worker.protocol import Opaque, Raised

MAX_SHOWN = 200  # entries of an array that are still worth pasting
MAX_TEXT = 2000  # characters of a call that are still worth reading; of a longer one, arrays above FEW are only named
FEW = 12


@dataclass
class Call:
    """One call of a student's function.

    `value` is what the contract returned, or what it refused; the rest is the worker's claim.
    """

    function: str
    arguments: Mapping[str, Any]
    value: Any = None
    modified: tuple[str, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    generators: Mapping[int, Any] = field(default_factory=dict)
    output: str = ""
    origins: Mapping[int, str] = field(default_factory=dict)  # opaque id -> the Python expression that made it

    @property
    def text(self) -> str:
        """The call as Python that can be pasted where the student's functions are defined."""
        whole = self._text(MAX_SHOWN)
        return whole if len(whole) <= MAX_TEXT else self._text(FEW)

    def _text(self, limit: int) -> str:
        shown = ", ".join(_expression(value, self.origins, limit) for value in self.arguments.values())
        return f"{self.function}({shown})"


class StudentRaised(Exception):  # noqa: N818 - it carries an exception of the student's code, it is not one of ours
    """The student's function raised an exception; `raised` is its text."""

    def __init__(self, raised: Raised) -> None:
        super().__init__(raised.type)
        self.raised = raised


class StudentStopped(BaseException):
    """The worker died or missed its deadline: the check at hand ends at once, whatever its body catches."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


def _expression(value: Any, origins: Mapping[int, str], limit: int) -> str:
    """Write a value as Python; what has no short expression, such as arrays above `limit`, is shown as `...`."""
    if isinstance(value, Opaque):
        return origins.get(value.id, f"<{value.type_name}>")
    if isinstance(value, np.ndarray):
        return _array(value, limit)
    if isinstance(value, np.generic):
        return repr(value.item())
    if isinstance(value, dict | list | tuple):
        return _container(value, origins, limit)
    if callable(value):
        return str(getattr(value, "python", "...  # a function of the grader's"))
    return repr(value)


def _container(value: dict[Any, Any] | list[Any] | tuple[Any, ...], origins: Mapping[int, str], limit: int) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {_expression(item, origins, limit)}" for key, item in value.items()) + "}"
    inside = ", ".join(_expression(item, origins, limit) for item in value)
    if isinstance(value, list):
        return f"[{inside}]"
    return f"({inside},)" if len(value) == 1 else f"({inside})"


def _array(value: np.ndarray[Any, Any], limit: int) -> str:
    if value.size == 0:
        return f"np.zeros({value.shape})"
    dtype = "" if value.dtype.kind in "fbc" and value.dtype.itemsize in (1, 8, 16) else f", dtype={str(value.dtype)!r}"
    if value.size > FEW and (value == value.flat[0]).all():
        return f"np.full({value.shape}, {value.flat[0].item()!r}{dtype})"
    if value.size > limit:
        return f"...  # array of shape {value.shape}"
    return f"np.array({value.tolist()!r}{dtype})"


class PythonFunction:
    """A function handed to the student, made from a Python expression so that the failing call can show it.

    Example: `PythonFunction("lambda theta: float(np.sum(theta**2))")`.
    """

    def __init__(self, python: str, **names: Any) -> None:
        self.python = python
        self._function = eval(python, {"np": np, **names})  # noqa: S307 - the author's own text
        self.calls = 0

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Evaluate it, counting the call."""
        self.calls += 1
        return self._function(*args, **kwargs)


def sequence_text(calls: Sequence[Call]) -> str:
    """Write several calls below each other."""
    return "\n".join(call.text for call in calls)
