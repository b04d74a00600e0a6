"""Known quantities of a call, by which a factor can be recognised: sizes and numbers among its arguments."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from grader.grading.examine import Compared
from grader.grading.parts import EXACT

# How a factor can depend on a quantity q, the likely ones first.
FORMS: Mapping[str, Callable[[float], float]] = {
    "{q}": lambda q: q,
    "1 / {q}": lambda q: 1 / q,
    "-{q}": lambda q: -q,
    "-1 / {q}": lambda q: -1 / q,
    "sqrt({q})": lambda q: abs(q) ** 0.5,
    "1 / sqrt({q})": lambda q: 1 / abs(q) ** 0.5,
    "{q}**2": lambda q: q * q,
    "1 / {q}**2": lambda q: 1 / (q * q),
    "2 * {q}": lambda q: 2 * q,
    "{q} / 2": lambda q: q / 2,
    "2 / {q}": lambda q: 2 / q,
    "1 / (2 * {q})": lambda q: 1 / (2 * q),
    "1 - {q}": lambda q: 1 - q,
    "1 / (1 - {q})": lambda q: 1 / (1 - q),
    "{q} / (1 - {q})": lambda q: q / (1 - q),
    "(1 - {q}) / {q}": lambda q: (1 - q) / q,
}


def identify(calls: Sequence[Compared], factors: Sequence[float], *, products: bool = False) -> str | None:
    """Return the factors as Python over the arguments, one factor per call: a constant, or what fits all calls.

    None if nothing fits, or if calls do not tell two explanations apart. `products` tries quotients of two quantities.
    """
    if _equal(factors, [factors[0]] * len(factors)):
        return f"{factors[0]:.6g}"
    known = [quantities(call.arguments) for call in calls]
    shared = [name for name in known[0] if all(name in one for one in known)]
    columns = {name: [one[name] for one in known] for name in shared}
    candidates = dict(_forms(columns))
    if products:
        candidates |= dict(_quotients(columns))
    fitting = [text for text, values in candidates.items() if _equal(factors, values)]
    return fitting[0] if fitting and _one_meaning(fitting, candidates) else None


def quantities(arguments: Mapping[str, Any]) -> dict[str, float]:
    """Return the sizes and numbers of a call, named as Python."""
    found: dict[str, float] = {}
    for name, value in arguments.items():
        if isinstance(value, np.ndarray):
            found |= {f"{name}.shape[{axis}]": float(size) for axis, size in enumerate(value.shape)}
        elif isinstance(value, int | float) and not isinstance(value, bool):
            found[name] = float(value)
        elif isinstance(value, list | tuple):
            found[f"len({name})"] = float(len(value))
    return found


def _forms(columns: Mapping[str, Sequence[float]]) -> Iterator[tuple[str, list[float]]]:
    for form, function in FORMS.items():
        for name, values in columns.items():
            try:
                yield form.format(q=name), [function(value) for value in values]
            except (ZeroDivisionError, OverflowError):
                continue


def _quotients(columns: Mapping[str, Sequence[float]]) -> Iterator[tuple[str, list[float]]]:
    """Yield +-a/b and +-a/(2b) of two quantities: what regularisation and averaging bring together."""
    for sign, half in ((1, 1), (-1, 1), (1, 2), (-1, 2)):
        for a in columns:
            for b in columns:
                if a != b and 0.0 not in columns[b]:
                    text = f"{'-' if sign < 0 else ''}{a} / {b if half == 1 else f'(2 * {b})'}"
                    yield text, [sign * x / (half * y) for x, y in zip(columns[a], columns[b], strict=True)]


def _one_meaning(fitting: Sequence[str], candidates: Mapping[str, Sequence[float]]) -> bool:
    """Whether what fits differs only in the array from which a size is read, not in the axis or the formula."""
    return len({without_arrays(text) for text in fitting}) == 1


def without_arrays(text: str) -> str:
    """Return the text with sizes of any array alike: `A.shape[1]` and `Z.shape[1]` are both the number of examples."""
    return re.sub(r"\w+\.shape", "shape", text)


def _equal(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(abs(a - b) <= EXACT * max(abs(a), abs(b)) for a, b in zip(one, other, strict=True))
