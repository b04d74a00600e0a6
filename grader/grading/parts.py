"""The parts of an answer that are right or wrong for themselves: the arrays of a dict, the items of a tuple."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.grading.examine import UNKNOWN, Compared, Raising
from grader.worker.protocol import Opaque

Array = np.ndarray[Any, np.dtype[np.float64]]

EXACT = 1e-9  # relative: the margin of BLOCK_RTOL, for the same reasons


@dataclass(frozen=True)
class Part:
    """One array or number of an answer, and the right one."""

    call: Compared
    key: str | int | None  # in the dict or tuple that the function returns
    at: str  # Python: "result", "result['W1']"
    role: str  # the same, with `i` for the place in a list: "result[i]['std']"
    got: Array
    wanted: Array

    @property
    def right(self) -> bool:
        """Whether it agrees with the right one, up to rounding."""
        return self.got.shape == self.wanted.shape and close(self.got, self.wanted)

    @property
    def wrong_entries(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Where it does not agree, entry by entry; both have one shape."""
        size = float(np.abs(self.wanted).max(initial=0.0))
        return np.abs(self.got - self.wanted) > EXACT * size


@dataclass(frozen=True)
class Finding:
    """What was found out about the wrong answers: a code of the message catalogue, and its facts."""

    code: str
    facts: Mapping[str, Any]


def close(one: Array, other: Array) -> bool:
    """Whether ||one - other|| <= EXACT ||other||; both are finite and of one shape."""
    return bool(np.linalg.norm((one - other).ravel()) <= EXACT * np.linalg.norm(other.ravel()))


def parts_of(calls: Sequence[Compared]) -> list[Part] | None:
    """Return all parts of all answers, or None if some answer is no number, not finite, or has no right one."""
    found: list[Part] = []
    for call in calls:
        parts = _parts(call, call.got, call.wanted, None, ("result", "result"))
        if call.wanted is UNKNOWN or isinstance(call.got, Raising) or None in (own := list(parts)):
            return None
        found += [part for part in own if part is not None]
    return found


def _parts(call: Compared, got: Any, wanted: Any, key: str | int | None, at: tuple[str, str]) -> Iterator[Part | None]:
    """Yield the parts, `at` being `Part.at` and `Part.role`; None for what cannot be compared."""
    if isinstance(wanted, Opaque):
        return
    if isinstance(wanted, dict):
        if not isinstance(got, dict) or got.keys() != wanted.keys():
            yield None
            return
        for name in wanted:
            yield from _parts(call, got[name], wanted[name], name, (f"{at[0]}[{name!r}]", f"{at[1]}[{name!r}]"))
    elif isinstance(wanted, tuple | list):
        if not isinstance(got, tuple | list) or len(got) != len(wanted):
            yield None
            return
        for index, pair in enumerate(zip(got, wanted, strict=True)):
            place = "i" if isinstance(wanted, list) else index
            yield from _parts(call, *pair, index, (f"{at[0]}[{index}]", f"{at[1]}[{place}]"))
    else:
        numbers = [_array(value) for value in (got, wanted)]
        if numbers[0] is not None and numbers[1] is not None:
            yield Part(call, key, *at, numbers[0], numbers[1])
        elif not (isinstance(got, str) and isinstance(wanted, str) and got == wanted):
            yield None


def _array(value: Any) -> Array | None:
    array = np.asarray(value) if isinstance(value, np.ndarray | np.number | int | float) else None
    if array is None or array.dtype.kind not in "biuf" or not np.isfinite(array).all():
        return None
    return array.astype(np.float64)
