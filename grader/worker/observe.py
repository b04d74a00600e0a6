"""What a call did besides returning: arguments changed in place, and arrays that share memory.

Observed in the worker, where the objects are; for the grader it is a claim like everything from there.
"""

from collections import deque
from collections.abc import Iterator
from typing import Any, NamedTuple

from numpy import array_equal, may_share_memory, ndarray, shares_memory
from numpy.exceptions import TooHardError

from grader.worker.values import plain_key

MAX_FINDINGS = 20
_MAX_ARRAYS = 200
_MAX_DEPTH = 32
_OVERLAP_WORK = 10_000  # bounds the exact overlap test, which is NP-hard for exotic strides
_KEPT_RESULTS = 32
_KEPT_BYTES = 32 << 20
_PLAIN = (bool, int, float, complex, str, bytes)

_base = ndarray.__dict__["base"].__get__  # a subclass can replace the attribute, but not this

Labelled = list[tuple[str, ndarray]]


class _Place(NamedTuple):
    label: str
    array: ndarray
    owner: int  # id of the object whose memory it is; alive as long as the array


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
    """The arrays inside lists, tuples and dicts, labelled as in "result['W1']"."""
    kind = type(value)
    if issubclass(kind, ndarray):
        yield label, ndarray.view(value, ndarray)
    elif depth < _MAX_DEPTH and issubclass(kind, list | tuple):
        items = list.__iter__(value) if issubclass(kind, list) else tuple.__iter__(value)
        for index, item in enumerate(items):
            yield from arrays(item, f"{label}[{index}]", depth + 1)
    elif depth < _MAX_DEPTH and issubclass(kind, dict):
        for key, item in ((plain_key(key), item) for key, item in dict.items(value)):
            if type(key) in _PLAIN:
                yield from arrays(item, f"{label}[{key!r}]", depth + 1)


class Aliases:
    """Finds shared memory among the arrays of a result, the arguments and the last results."""

    def __init__(self) -> None:
        self._earlier: deque[_Place] = deque()
        self._bytes = 0

    def find(self, function: str, result: Any, arguments: Labelled) -> list[tuple[str, str]]:
        """Pairs such as ("result[0]", "argument 1"); remembers the result's arrays for the calls to come."""
        mine = [_Place(label, array, id(_owner(array))) for label, array in _first(arrays(result, "result"))]
        owners = {place.owner for place in mine}
        others = [_Place(label, array, id(_owner(array))) for label, array in arguments]
        others = [place for place in (*others, *self._earlier) if place.owner in owners]
        found = [(place.label, "read-only") for place in mine if not place.array.flags.writeable]
        for place in mine:
            found += [(place.label, other.label) for other in others if _overlap(place, other)]
            others.append(place)
        for place in mine:
            self._remember(place._replace(label=f"earlier result of {function}"))
        return list(dict.fromkeys(found))[:MAX_FINDINGS]

    def _remember(self, place: _Place) -> None:
        size = place.array.nbytes
        if size > _KEPT_BYTES:
            return
        while len(self._earlier) == _KEPT_RESULTS or self._bytes + size > _KEPT_BYTES:
            self._bytes -= self._earlier.popleft().array.nbytes
        self._earlier.append(place)
        self._bytes += size


def _owner(array: ndarray) -> Any:
    """The object whose memory this is. Arrays of different owners share nothing."""
    found: Any = array
    while True:
        below = _base(found) if isinstance(found, ndarray) else found.obj if type(found) is memoryview else None
        if below is None:
            return found
        found = below


def _first(found: Iterator[tuple[str, ndarray]]) -> Iterator[tuple[str, ndarray]]:
    return (pair for pair, _ in zip(found, range(_MAX_ARRAYS), strict=False))


def _overlap(one: _Place, other: _Place) -> bool:
    if one.owner != other.owner or not may_share_memory(one.array, other.array):
        return False
    try:
        # the stubs know the special values 0 and -1 only
        return shares_memory(one.array, other.array, max_work=_OVERLAP_WORK)  # type: ignore[arg-type]
    except TooHardError:
        return True
