"""What a function answered, in a few numbers: enough to tell whether two wrong implementations are the same one.

Two implementations of one mistake agree on every answer up to rounding. Random answers agree only in law, unless both
draw in the same way: there the moments are compared, within what sampling allows.
"""

import math
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
import numpy as np

from grader.grading.examine import UNKNOWN, Compared, Raising

SAME_VALUES = 1e-9  # relative: the margin of BLOCK_RTOL, for the same reasons
_CANCELLED = 1e-12  # relative to all numbers of an answer
_SAMPLING = 5.0  # standard deviations between two samples of one law
_COUNTS = 1000.0  # whole numbers below it may be counts or classes, which agree by accident
_ENOUGH = 3000  # entries below which moments do not tell formulas apart


class Answer(msgspec.Struct, frozen=True, array_like=True):
    """One call's answer: numbers as sums and weighted sums, everything else as a checksum."""

    random: bool  # a generator was among the arguments
    size: int
    total: float  # sum of x
    squares: float  # sum of x^2
    along: float  # sum of w_i x_i with fixed weights: sees where the numbers stand
    whole: bool  # there is no number but whole ones: counts, classes, truth values
    rest: int  # checksum of shapes, keys, texts and truth values
    in_words: bool = False  # so are all arguments: then the answer is all that there is to see of a mistake


Answers = Sequence[Answer | None]  # None: the right answer


def answers(calls: Sequence[Compared]) -> tuple[Answer | None, ...]:
    """Describe the answers to the calls of a check."""
    return tuple(None if right(call) else _answer(call.got, call.arguments) for call in calls)


def right(call: Compared) -> bool:
    """Whether the answer is known to be right."""
    return call.wanted is not UNKNOWN and agree(call.got, call.wanted)


def same_values(one: Answers, other: Answers) -> bool:
    """Whether two sequences of answers agree number by number, up to rounding."""
    return len(one) == len(other) and all(map(_equal, one, other))


def same_law(one: Answers, other: Answers) -> bool | None:
    """Whether two sequences of random answers have the same moments, as far as samples of their size can tell.

    None if there is nothing to compare: no random answer is large enough.
    """
    if len(one) != len(other):
        return False
    both = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    large = [(a, b) for a, b in both if a.random and a.size >= _ENOUGH]
    return all(_alike(a, b) for a, b in large) if large else None


def _answer(value: Any, arguments: Mapping[str, Any]) -> Answer:
    given = arguments.values()
    parts = list(_leaves(value))
    numbers = np.concatenate([part for part in parts if isinstance(part, np.ndarray)] or [np.zeros(0)])
    texts = "|".join(part for part in parts if isinstance(part, str))
    # w_i = cos(i): no two entries weigh alike, and none outweighs the others.
    weights = np.cos(np.arange(numbers.size, dtype=np.float64))
    with np.errstate(all="ignore"):
        return Answer(
            random=any(isinstance(argument, np.random.Generator) for argument in given),
            size=int(numbers.size),
            total=float(numbers.sum()),
            squares=float((numbers**2).sum()),
            along=float(weights @ numbers),
            whole=bool(np.all((numbers == np.round(numbers)) & (np.abs(numbers) < _COUNTS))),
            rest=zlib.crc32(texts.encode("utf-8", "replace")),
            in_words=not isinstance(value, Raising) and all(isinstance(argument, str | bool) for argument in given),
        )


def agree(got: Any, wanted: Any) -> bool:
    """Whether every number agrees, also a small one beside large ones; what cancels differs by rounding."""
    leaves = [list(_leaves(value)) for value in (got, wanted)]
    texts = [[leaf for leaf in side if isinstance(leaf, str)] for side in leaves]
    one, other = (
        np.concatenate([leaf for leaf in side if not isinstance(leaf, str)] or [np.zeros(0)]) for side in leaves
    )
    if texts[0] != texts[1] or one.shape != other.shape:
        return False
    with np.errstate(all="ignore"):
        allowed = SAME_VALUES * np.abs(other) + _CANCELLED * np.linalg.norm(other[np.isfinite(other)])
        return bool(np.all((np.abs(one - other) <= allowed) | (one == other) | (np.isnan(one) & np.isnan(other))))


def _leaves(value: Any) -> Iterator["np.ndarray[Any, Any] | str"]:
    """Flatten an answer; dicts in the order of their keys, which carries no meaning."""
    if isinstance(value, dict):
        for key in sorted(value, key=repr):
            yield repr(key)
            yield from _leaves(value[key])
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _leaves(item)
    elif isinstance(value, np.ndarray) and value.dtype.kind in "biuf":
        yield str(value.shape)
        yield value.astype(np.float64).ravel()
    elif isinstance(value, int | float | np.number) and not isinstance(value, bool | complex | np.complexfloating):
        yield np.array([_float(value)])
    else:
        yield f"{type(value).__name__} {value if isinstance(value, str | bool | Raising) else ''}"


def _float(value: Any) -> float:
    try:
        return float(value)
    except OverflowError:  # an integer with hundreds of digits
        return math.inf if value > 0 else -math.inf


def _equal(one: Answer | None, other: Answer | None) -> bool:
    if one is None or other is None:
        return one is other
    if (one.size, one.rest) != (other.size, other.rest):
        return False
    # |sum w x| <= ||x|| sqrt(n): the size against which a difference is rounding.
    scale = math.sqrt(max(one.squares, other.squares) * max(one.size, 1))
    close = all(_near(a, b, scale) for a, b in ((one.total, other.total), (one.along, other.along)))
    return close and _near(one.squares, other.squares, max(one.squares, other.squares))


def _near(a: float, b: float, scale: float) -> bool:
    if not (math.isfinite(a) and math.isfinite(b)):
        return repr(a) == repr(b)
    return abs(a - b) <= SAME_VALUES * scale


def _alike(one: Answer, other: Answer) -> bool:
    if one.size != other.size:
        return False
    moments = [answer.squares / answer.size for answer in (one, other)]
    means = [answer.total / answer.size for answer in (one, other)]
    largest = max(moments)
    if not math.isfinite(largest):
        return False
    # Var(mean x^2) <= 2 sigma^4 / n for the course's families, Var(mean x) = sigma^2 / n; two samples: twice that.
    allowed = _SAMPLING * largest * math.sqrt(4 / one.size)
    shifted = _SAMPLING * math.sqrt(2 * largest / one.size)
    return abs(moments[0] - moments[1]) <= allowed and abs(means[0] - means[1]) <= shifted
