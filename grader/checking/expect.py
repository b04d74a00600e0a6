"""`expect.*`: one helper per question about a student's value; each returns nothing, or raises `Failed`.

Facts are rounded for reading only; decisions are made on the full numbers. Statistical helpers live in
`grader.checking.expect_statistics` and are offered here under the same name.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from grader.checking import figures
from grader.checking.asking import asks
from grader.checking.calls import Call, StudentRaised
from grader.checking.expect_statistics import (
    distribution,
    independent,
    mean_zero,
    proportion,
    variance,
)
from grader.checking.sketches import figure
from grader.model.failure import Failed
from grader.numerics.gradients import BLOCK_RTOL, block_error

__all__ = [
    "at_most",
    "blocks",
    "close",
    "distribution",
    "equal",
    "figure",
    "fresh",
    "generator_used",
    "independent",
    "inputs_unchanged",
    "mean_zero",
    "proportion",
    "raises",
    "same",
    "that",
    "variance",
]

Array = np.ndarray[Any, Any]


class Caller(Protocol):
    """The `student` proxy, as far as `expect` looks at it."""

    @property
    def last(self) -> Call:
        """The last call that was made."""


@asks
def that(condition: bool, code: str, **facts: Any) -> None:
    """Equivalent to `assert condition`, failing with the author's own `code` and `facts`."""
    if not condition:
        raise Failed(code, **facts)


@asks
def equal(got: Any, wanted: Any, *, what: str = "the result", code: str = "value.not_equal") -> None:
    """Equivalent to `assert got == wanted` for numbers, strings and lists: exact, no tolerance."""
    if got != wanted:
        raise Failed(code, what=what, **_both(got, wanted))


@asks
def same(got: Array, wanted: Array, *, what: str = "the result", code: str = "value.not_equal") -> None:
    """Equivalent to `assert np.array_equal(got, wanted)`: every entry exactly, no tolerance."""
    if not np.array_equal(got, wanted):
        raise Failed(code, what=what, **_worst(np.asarray(got), np.asarray(wanted)))


@asks
def close(
    got: Any,
    wanted: Any,
    *,
    rtol: float = BLOCK_RTOL,
    scale: float = 0.0,
    what: str = "the result",
    code: str = "value.wrong",
) -> None:
    """Fail unless `||got - wanted|| <= rtol * max(||wanted||, scale)` (2-norms of the flattened arrays).

    The default tolerance is the margin of `BLOCK_RTOL`. `scale` is the size of the terms that are summed, where the
    result can cancel to less than them; it is 0 where it cannot.
    """
    got, wanted = np.asarray(got), np.asarray(wanted)
    # e = ||got - wanted|| / max(||wanted||, scale)
    size = max(float(np.linalg.norm(wanted.ravel())), scale)
    error = float(np.linalg.norm((got - wanted).ravel()))
    if not error <= rtol * size:
        figure(figures.errors, {what: got}, {what: wanted})
        raise Failed(
            code,
            what=what,
            error=_round(error / size if size else float("inf")),
            **_worst(got, wanted),
            **_ratio(got, wanted),
        )


@asks
def blocks(
    got: Mapping[str, Array],
    wanted: Mapping[str, Array],
    *,
    rtol: float = BLOCK_RTOL,
    what: str = "gradient",
    code: str = "gradient.wrong",
) -> None:
    """Fail unless every array agrees with its namesake: `||G_k - R_k|| <= rtol * ||R_k||` for each key k.

    The failure names the arrays that are wrong and those that are right, and the constant ratio where there is one.
    """
    errors = {key: block_error(got[key], wanted[key]) for key in wanted}
    wrong = [key for key, error in errors.items() if not error <= rtol]
    if wrong:
        worst = max(wrong, key=lambda key: errors[key])
        figure(figures.errors, got, wanted)
        raise Failed(
            code,
            what=what,
            wrong=", ".join(wrong),
            right=", ".join(key for key in errors if key not in wrong) or "none",
            block=worst,
            error=_round(errors[worst]),
            **_worst(got[worst], wanted[worst]),
            **_ratio(got[worst], wanted[worst]),
        )


@asks
def at_most(value: float, limit: float, *, code: str, **facts: Any) -> None:
    """Equivalent to `assert value <= limit`; NaN fails."""
    if not value <= limit:
        raise Failed(code, value=_round(value), limit=_round(limit), **facts)


@asks
def raises(exception: type[Exception], function: Callable[..., Any], *args: Any) -> None:
    """Fail unless the student's function raises `exception` or a subclass of it."""
    try:
        value = function(*args)
    except StudentRaised as caught:
        if exception.__name__ not in (caught.raised.type, *caught.raised.bases):
            raise Failed("call.other_exception", wanted=exception.__name__, got=caught.raised.type) from caught
    except Failed as failed:  # it returned, and not even what its contract says
        if failed.code not in ("value.type", "value.missing"):
            raise
        got = failed.facts.get("got", "None")
        raise Failed("call.no_exception", wanted=exception.__name__, got=got) from failed
    else:
        raise Failed("call.no_exception", wanted=exception.__name__, got=shown(value))


@asks
def inputs_unchanged(student: Caller) -> None:
    """Fail if the last call changed one of its arguments in place."""
    call = student.last
    if call.modified:
        names = list(call.arguments)
        changed = [_argument_name(path, names) for path in call.modified]
        raise Failed("call.input_modified", changed=", ".join(changed))


@asks
def fresh(student: Caller) -> None:
    """Fail if an array of the last result is read-only, or shares memory with an argument or another result."""
    call = student.last
    if call.aliases:
        part, other = call.aliases[0]
        names = list(call.arguments)
        if other.startswith("argument "):
            other = f"the argument {_argument_name(other.removeprefix('argument '), names)}"
        raise Failed("value.read_only" if other == "read-only" else "value.aliased", at=part, other=other)


@asks
def generator_used(student: Caller) -> None:
    """Fail if the last call did not advance the generator that it was given."""
    call = student.last
    values = list(call.arguments.values())
    for position, after in call.generators.items():
        if after == values[position].bit_generator.state:
            raise Failed("random.generator_unused", argument=list(call.arguments)[position])


def shown(value: Any) -> str:
    """Write a value short enough for a message."""
    if isinstance(value, float | np.floating):
        return f"{value:.6g}"
    if isinstance(value, np.ndarray) and value.size > 12:
        return f"array of shape {value.shape}"
    if isinstance(value, dict) and value:
        return f"a dict with the keys {', '.join(map(repr, list(value)[:8]))}"
    text = np.array2string(value, precision=5) if isinstance(value, np.ndarray) else repr(value)
    text = " ".join(text.split())
    return text if len(text) <= 160 else text[:157] + "..."


def _worst(got: Array, wanted: Array) -> dict[str, Any]:
    """Locate the entry that is furthest off."""
    if got.shape != wanted.shape:
        return {"got": str(got.shape), "wanted": str(wanted.shape), "index": ""}
    distance = np.abs(np.asarray(got, dtype=complex) - np.asarray(wanted, dtype=complex))
    index = np.unravel_index(int(np.argmax(np.nan_to_num(distance, nan=np.inf))), got.shape) if got.shape else ()
    place = f"[{', '.join(map(str, map(int, index)))}]" if index else ""
    return {**_both(got[index][()], wanted[index][()]), "index": place}


def _both(got: Any, wanted: Any) -> dict[str, str]:
    """Write two values that differ; numbers with as many digits as it takes to see that they do."""
    texts = {"got": shown(got), "wanted": shown(wanted)}
    numbers = all(isinstance(value, int | float | np.integer | np.floating) for value in (got, wanted))
    for digits in range(7, 18) if numbers else ():
        if texts["got"] != texts["wanted"]:
            break
        texts = {"got": f"{got:.{digits}g}", "wanted": f"{wanted:.{digits}g}"}
    return texts


def _ratio(got: Array, wanted: Array) -> dict[str, str]:
    """Return the constant c with `got = c * wanted`, where there is one and it explains every entry."""
    if got.shape != wanted.shape or np.iscomplexobj(got) or np.iscomplexobj(wanted):
        return {}
    size = float(np.vdot(wanted, wanted))
    # c = <got, wanted> / <wanted, wanted>, accepted where ||got - c wanted|| <= BLOCK_RTOL ||got||
    c = float(np.vdot(got, wanted)) / size if size else 0.0
    residual = float(np.linalg.norm((got - c * wanted).ravel()))
    explained = got.size > 1 and c != 0.0 and residual <= BLOCK_RTOL * float(np.linalg.norm(got.ravel()))
    return {"ratio": f"{c:.6g}"} if explained else {}


def _argument_name(path: str, names: Sequence[str]) -> str:
    """Turn the worker's `0['W1']` into `params['W1']`."""
    position, bracket, rest = path.partition("[")
    return names[int(position)] + bracket + rest if position.isdigit() and int(position) < len(names) else path


def _round(value: float) -> float | str:
    number = float(f"{value:.3g}")
    return number if np.isfinite(number) else str(number)
