"""What a call did besides returning: arguments changed in place, and arrays that share memory.

Observed in the worker, where the objects are; for the grader it is a claim like everything from there.
"""

from collections import deque
from collections.abc import Iterator
from typing import Any

from numpy import array_equal, may_share_memory, ndarray, shares_memory
from numpy.exceptions import TooHardError

MAX_FINDINGS = 20
_MAX_ARRAYS = 200
_MAX_DEPTH = 32
_OVERLAP_WORK = 10_000  # bounds the exact overlap test, which is NP-hard for exotic strides
_KEPT_RESULTS = 32
_KEPT_BYTES = 32 << 20
_PLAIN = (bool, int, float, complex, str, bytes)

Labelled = list[tuple[str, ndarray]]


def changes(before: Any, after: Any, path: str) -> Iterator[str]:
    """Paths of the parts of an argument that differ from its pristine copy, as in "0['W1']"."""
    kind = type(before)
    if kind is ndarray:
        if not _same_array(before, after):
            yield path
    elif kind is list or kind is tuple:
        if type(after) is not kind or len(after) != len(before):
            yield path
        else:
            for index, (old, new) in enumerate(zip(before, after, strict=True)):
                yield from changes(old, new, f"{path}[{index}]")
    elif kind is dict:
        yield from _dict_changes(before, after, path)
    elif kind in _PLAIN and (type(after) is not kind or (after != before and before == before)):  # noqa: PLR0124 - NaN
        yield path


def _dict_changes(before: dict[Any, Any], after: Any, path: str) -> Iterator[str]:
    if type(after) is not dict:
        yield path
        return
    for key, old in before.items():
        if key in after:
            yield from changes(old, after[key], f"{path}[{key!r}]")
        else:
            yield f"{path}[{key!r}]"
    for key in after:
        if type(key) in _PLAIN and key not in before:
            yield f"{path}[{key!r}]"


def _same_array(before: ndarray, after: Any) -> bool:
    if type(after) is not ndarray or before.shape != after.shape or before.dtype != after.dtype:
        return False
    return array_equal(_bits(before), _bits(after))


def _bits(array: ndarray) -> ndarray:
    """The array's bytes in C order: bitwise comparison tells -0.0 from 0.0 and knows equal NaNs."""
    return array.ravel().view("u1")  # ravel, unlike reshape, is always contiguous


def arrays(value: Any, label: str, depth: int = 0) -> Iterator[tuple[str, ndarray]]:
    """The arrays inside exact lists, tuples and dicts, labelled as in "result['W1']"."""
    kind = type(value)
    if issubclass(kind, ndarray):
        yield label, ndarray.view(value, ndarray)
    elif depth < _MAX_DEPTH and (kind is list or kind is tuple):
        for index, item in enumerate(value):
            yield from arrays(item, f"{label}[{index}]", depth + 1)
    elif depth < _MAX_DEPTH and kind is dict:
        for key, item in value.items():
            if type(key) in _PLAIN:
                yield from arrays(item, f"{label}[{key!r}]", depth + 1)


class Aliases:
    """Finds shared memory among the arrays of a result, the arguments and the last results."""

    def __init__(self) -> None:
        self._earlier: deque[tuple[str, ndarray]] = deque(maxlen=_KEPT_RESULTS)
        self._bytes = 0

    def find(self, function: str, result: Any, arguments: Labelled) -> list[tuple[str, str]]:
        """Pairs such as ("result[0]", "argument 1"); remembers the result's arrays for the calls to come."""
        found: list[tuple[str, str]] = []
        seen: Labelled = []
        for label, array in _first(arrays(result, "result")):
            if not array.flags.writeable:
                found.append((label, "read-only"))
            others = (*arguments, *seen, *self._earlier)
            found += [(label, other) for other, there in others if _overlap(array, there)]
            seen.append((label, array))
        for _, array in seen:
            self._remember(f"earlier result of {function}", array)
        return list(dict.fromkeys(found))[:MAX_FINDINGS]

    def _remember(self, label: str, array: ndarray) -> None:
        if array.nbytes > _KEPT_BYTES:
            return
        while len(self._earlier) == _KEPT_RESULTS or self._bytes + array.nbytes > _KEPT_BYTES:
            self._bytes -= self._earlier.popleft()[1].nbytes
        self._earlier.append((label, array))
        self._bytes += array.nbytes


def _first(found: Iterator[tuple[str, ndarray]]) -> Iterator[tuple[str, ndarray]]:
    return (pair for pair, _ in zip(found, range(_MAX_ARRAYS), strict=False))


def _overlap(a: ndarray, b: ndarray) -> bool:
    if not may_share_memory(a, b):
        return False
    try:
        return shares_memory(a, b, max_work=_OVERLAP_WORK)  # type: ignore[arg-type]  # the stubs know 0 and -1 only
    except TooHardError:
        return True
