"""Contracts: the declared shape and type of what a function returns.

A contract judges one reply before a check's body sees it. It raises `Failed` with a `value.*` code, or returns the
value in the form that checks work with (a Python float for a scalar, a list for a sequence). `at` names the part of
the reply in the student's words: `result`, `result[1]`, `result['W1']`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from grader.model.failure import Failed
from grader.worker.protocol import Opaque

Path = tuple[int | str, ...]


class Contract(Protocol):
    """What a reply must look like."""

    def judge(self, value: Any, at: str) -> Any:
        """Return `value` as checks use it, or raise `Failed` with a `value.*` code."""

    def opaque_paths(self) -> Iterator[Path]:
        """Yield the parts of the reply that must stay in the worker."""


def describe(value: Any) -> str:
    """Name the type of `value` as a student would: `float`, `array of shape (3, 2)`, `Cache`."""
    if value is None:
        return "None"
    if isinstance(value, Opaque):
        return value.type_name
    if isinstance(value, np.ndarray):
        return f"array of shape {value.shape}"
    if isinstance(value, list | tuple):
        return f"{type(value).__name__} of length {len(value)}"
    return type(value).__name__


def _refuse(value: Any, at: str, wanted: str) -> Failed:
    if value is None:
        return Failed("value.missing", at=at, wanted=wanted)
    return Failed("value.type", at=at, got=describe(value), wanted=wanted)


def _require_finite(value: np.ndarray[Any, Any], at: str) -> None:
    if not np.isfinite(value).all():
        bad = value[~np.isfinite(value)]
        raise Failed("value.finite", at=at, count=int(bad.size), total=int(value.size), example=str(bad.flat[0]))


def _as_float(number: Any) -> float:
    try:
        return float(number)
    except OverflowError:  # an int beyond the largest float
        return float("inf")


class _Leaf:
    def opaque_paths(self) -> Iterator[Path]:
        return iter(())


@dataclass(frozen=True)
class Array(_Leaf):
    """A float64 array of one exact shape; `dtype="number"` accepts any real numeric or bool dtype."""

    shape: tuple[int, ...]
    dtype: str = "float64"

    def judge(self, value: Any, at: str) -> np.ndarray[Any, Any]:
        """Return the array, or fail on type, dtype, shape or a non-finite entry, in this order."""
        if isinstance(value, int | float | complex | np.generic) and self.shape == ():
            value = np.asarray(value)
        if not isinstance(value, np.ndarray):
            raise _refuse(value, at, f"array of shape {self.shape}")
        self._judge_dtype(value, at)
        if value.shape != self.shape:
            raise Failed("value.shape", at=at, got=str(value.shape), wanted=str(self.shape))
        _require_finite(value, at)
        return value

    def _judge_dtype(self, value: np.ndarray[Any, Any], at: str) -> None:
        allowed = value.dtype.kind in "fiub" if self.dtype == "number" else value.dtype == np.dtype(self.dtype)
        if not allowed:
            wanted = "a real number type" if self.dtype == "number" else self.dtype
            raise Failed("value.dtype", at=at, got=str(value.dtype), wanted=wanted)


@dataclass(frozen=True)
class Scalar(_Leaf):
    """A real number: Python int or float, a numpy scalar or a 0-d array; never a bool."""

    def judge(self, value: Any, at: str) -> float:
        """Return a Python float."""
        number = value[()] if isinstance(value, np.ndarray) and value.shape == () else value
        if isinstance(number, np.ndarray):
            raise Failed("value.shape", at=at, got=str(number.shape), wanted="()")
        real = isinstance(number, int | float | np.integer | np.floating) and not isinstance(number, bool)
        if not real:
            raise _refuse(value, at, "a number")
        real_number = _as_float(number)
        _require_finite(np.asarray(real_number), at)
        return real_number


@dataclass(frozen=True)
class Integer(_Leaf):
    """A whole number: Python or numpy integer."""

    def judge(self, value: Any, at: str) -> int:
        """Return a Python int."""
        number = value[()] if isinstance(value, np.ndarray) and value.shape == () else value
        if isinstance(number, bool) or not isinstance(number, int | np.integer):
            raise _refuse(value, at, "a whole number")
        return int(number)


@dataclass(frozen=True)
class Boolean(_Leaf):
    """True or False, Python's or numpy's."""

    def judge(self, value: Any, at: str) -> bool:
        """Return a Python bool."""
        flag = value[()] if isinstance(value, np.ndarray) and value.shape == () else value
        if not isinstance(flag, bool | np.bool_):
            raise _refuse(value, at, "True or False")
        return bool(flag)


@dataclass(frozen=True)
class OneOf(_Leaf):
    """One of a few strings."""

    choices: tuple[str, ...]

    def judge(self, value: Any, at: str) -> str:
        """Return the string."""
        if not isinstance(value, str):
            raise _refuse(value, at, " or ".join(map(repr, self.choices)))
        if value not in self.choices:
            raise Failed("value.choice", at=at, got=repr(value)[:80], wanted=", ".join(map(repr, self.choices)))
        return value


@dataclass(frozen=True)
class OpaqueObject:
    """Any object of the student's own: it stays in the worker, checks hold a handle to it."""

    def judge(self, value: Any, at: str) -> Any:
        """Return the handle; only a forgotten `return` (None) fails."""
        if value is None:
            raise Failed("value.missing", at=at, wanted="an object")
        return value

    def opaque_paths(self) -> Iterator[Path]:
        """The whole value."""
        yield ()


@dataclass(frozen=True)
class TupleOf:
    """A tuple (or list, which unpacks alike) of fixed length; `kind` is what a message asks for."""

    items: tuple[Contract, ...]
    kind: str = "tuple"

    def judge(self, value: Any, at: str) -> tuple[Any, ...]:
        """Return a tuple of the judged items."""
        wanted = f"{self.kind} of length {len(self.items)}"
        if not isinstance(value, tuple | list):
            raise _refuse(value, at, wanted)
        if len(value) != len(self.items):
            raise Failed("value.length", at=at, got=len(value), wanted=len(self.items))
        return tuple(c.judge(v, f"{at}[{i}]") for i, (c, v) in enumerate(zip(self.items, value, strict=True)))

    def opaque_paths(self) -> Iterator[Path]:
        """Those of the items, each behind its index."""
        for index, item in enumerate(self.items):
            yield from ((index, *path) for path in item.opaque_paths())


@dataclass(frozen=True)
class ListOf(_Leaf):
    """A list (or tuple) whose items all satisfy one contract; `length` None means any."""

    item: Contract
    length: int | None = None

    def judge(self, value: Any, at: str) -> list[Any]:
        """Return a list of the judged items."""
        if not isinstance(value, list | tuple):
            raise _refuse(value, at, "list")
        if self.length is not None and len(value) != self.length:
            raise Failed("value.length", at=at, got=len(value), wanted=self.length)
        return [self.item.judge(v, f"{at}[{i}]") for i, v in enumerate(value)]


@dataclass(frozen=True)
class Numbers(_Leaf):
    """A list, tuple or vector of real numbers; `length` None means any."""

    length: int | None = None

    def judge(self, value: Any, at: str) -> list[float]:
        """Return a list of Python floats."""
        items = list(value) if isinstance(value, np.ndarray) and value.ndim == 1 else value
        return ListOf(Scalar(), self.length).judge(items, at)


@dataclass(frozen=True)
class MappingOf(_Leaf):
    """A dict with exactly the given keys (`extra=True`: at least these), each value under its own contract."""

    items: Mapping[str, Contract]
    extra: bool = False

    def judge(self, value: Any, at: str) -> dict[str, Any]:
        """Return a dict in the contract's key order; keys beyond the contract are dropped."""
        if not isinstance(value, dict):
            raise _refuse(value, at, "dict")
        missing = [key for key in self.items if key not in value]
        surplus = [] if self.extra else [key for key in value if key not in self.items]
        if missing or surplus:
            raise Failed(
                "value.keys", at=at, missing=_names(missing), surplus=_names(surplus), wanted=_names(list(self.items))
            )
        return {key: contract.judge(value[key], f"{at}[{key!r}]") for key, contract in self.items.items()}


@dataclass(frozen=True)
class Arrays(_Leaf):
    """A dict of finite float64 arrays whose keys and shapes the call's arguments do not say: checks compare them."""

    def judge(self, value: Any, at: str) -> dict[str, Any]:
        """Return the dict."""
        if not isinstance(value, dict):
            raise _refuse(value, at, "dict")
        for key, item in value.items():
            part = f"{at}[{repr(key)[:40]}]"
            if not isinstance(item, np.ndarray):
                raise _refuse(item, part, "a float64 array")
            Array(item.shape).judge(item, part)
        return value


def _names(keys: Sequence[object]) -> str:
    shown = ", ".join(repr(key)[:40] for key in keys[:8])
    return shown + (", ..." if len(keys) > 8 else "")
