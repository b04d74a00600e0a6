"""Recognises a mistake that no mutant shows, by how all wrong answers relate to the right ones.

A rule speaks for every call of the failing checks or not at all: what it says of a part (`result['W1']`) holds wherever
the part occurs, also where the mistake does not show (a missing 1/m with one example). If two rules that mean different
things fit, neither is named.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from grader.grading.examine import Compared
from grader.grading.parts import EXACT, Array, Finding, Part, close, parts_of
from grader.grading.quantities import identify

ENOUGH_CALLS = 2  # wrong ones: a single one cannot tell a factor from a number
ENOUGH_ENTRIES = 4  # wrong ones, in all calls together
_ROUNDING = 1e-3  # of a number that stands out from it

_ELEMENTWISE: Mapping[str, Callable[[Array], Array]] = {
    "abs(right)": np.abs,
    "right**2": np.square,
    "sqrt(right)": np.sqrt,
    "1 / right": np.reciprocal,
    "1 - right": lambda x: 1 - x,
    "log(right)": np.log,
    "log10(right)": np.log10,
    "exp(right)": np.exp,
    "round(right)": np.round,
}


def explain(calls: Sequence[Compared]) -> Finding | None:
    """Return the one rule that all answers obey, or None."""
    parts = parts_of(calls)
    if parts is None:
        return None
    wrong = {part.at for part in parts if not part.right}
    affected = [part for part in parts if part.at in wrong]
    clearly = [part for part in affected if not part.right]
    if len({id(part.call) for part in clearly}) < ENOUGH_CALLS or sum(p.wanted.size for p in clearly) < ENOUGH_ENTRIES:
        return None
    found = [finding for rule in _RULES for finding in rule(affected, clearly)]
    at = "result" if len(affected) == len(parts) else ", ".join(sorted(wrong))
    facts = {"at": at, "calls": len({id(part.call) for part in affected})}
    return Finding(found[0].code, {**facts, **found[0].facts}) if len(found) == 1 else None


def _same_shapes(parts: Sequence[Part]) -> bool:
    return all(part.got.shape == part.wanted.shape for part in parts)


def _ratio(parts: Sequence[Part], wrong: Sequence[Part]) -> Iterator[Finding]:
    """The answer is c * wanted, with c a constant or a function of the call's sizes and numbers."""
    telling = [part for part in parts if np.any(part.wanted)]
    if not telling or not _same_shapes(parts):
        return
    factors = [_factor(part.got, part.wanted) for part in telling]
    if any(np.any(part.got) for part in parts if not np.any(part.wanted)) or None in factors:
        return
    named = identify([part.call for part in telling], [c for c in factors if c is not None], products=True)
    if named is not None:
        yield Finding("rule.zero", {}) if named == "0" else Finding("rule.ratio", {"ratio": named})


def _along(parts: Sequence[Part], wrong: Sequence[Part]) -> Iterator[Finding]:
    """The answer minus wanted is k * an argument, or the entry of the same key in a dict of arguments.

    Where wanted itself is a multiple of the argument, an unknown k says nothing: no term is missing, a factor is wrong.
    """
    if not _same_shapes(parts):
        return
    for name in wrong[0].call.arguments:
        factors = [_along_argument(part, np.where(part.right, 0.0, part.got - part.wanted), name) for part in parts]
        if None not in factors:
            known = [factor for factor in factors if factor is not None]
            term = identify([part.call for part in parts], known, products=True)
            if term is None and all(_along_argument(part, part.wanted, name) is not None for part in wrong):
                continue
            facts = {"argument": name if wrong[0].key is None else f"{name}[key]"}
            yield Finding("rule.along", facts if term is None else {**facts, "factor": term})


def _along_argument(part: Part, term: Array, name: str) -> float | None:
    """Return k with term = k * the argument; None if there is none."""
    value = part.call.arguments.get(name)
    if isinstance(value, dict) and part.key in value:
        value = value[part.key]
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "iuf" or value.ndim != part.wanted.ndim:
        return None
    try:
        return _factor(term, np.broadcast_to(value.astype(np.float64), part.wanted.shape))
    except ValueError:  # shapes that do not fit together
        return None


def _elementwise(parts: Sequence[Part], wrong: Sequence[Part]) -> Iterator[Finding]:
    """The answer is f(wanted), entry by entry."""
    if not _same_shapes(parts) or len({float(x) for part in wrong for x in part.wanted.ravel()}) < ENOUGH_ENTRIES:
        return
    with np.errstate(all="ignore"):
        for text, function in _ELEMENTWISE.items():
            if all(_is(part.got, function(part.wanted)) for part in parts):
                yield Finding("rule.elementwise", {"formula": text})


def _offset(parts: Sequence[Part], wrong: Sequence[Part]) -> Iterator[Finding]:
    """The answer is wanted + d, with one number d everywhere."""
    if _same_shapes(parts) and all(part.got.size for part in parts):
        differences = np.concatenate([(part.got - part.wanted).ravel() for part in parts])
        size = max(float(np.abs(part.wanted).max()) for part in parts)
        distinct = {float(x) for part in wrong for x in part.wanted.ravel()}
        # The spread is rounding of the answers, and nothing beside d: otherwise d itself is rounding.
        spread = float(np.ptp(differences))
        rounding = spread <= EXACT * size and spread <= _ROUNDING * abs(float(differences[0]))
        if rounding and len(distinct) >= ENOUGH_CALLS:
            yield Finding("rule.offset", {"offset": f"{float(differences[0]):.6g}"})


def _rearranged(parts: Sequence[Part], wrong: Sequence[Part]) -> Iterator[Finding]:
    """The right numbers in other places: transposed, or in another order."""
    if all(p.wanted.ndim == 2 and p.got.shape == p.wanted.T.shape and close(p.got, p.wanted.T) for p in parts):
        yield Finding("rule.transposed", {})
    elif _same_shapes(parts) and all(close(np.sort(p.got, axis=None), np.sort(p.wanted, axis=None)) for p in parts):
        yield Finding("rule.order", {})


def _single_precision(parts: Sequence[Part], wrong: Sequence[Part]) -> Iterator[Finding]:
    """Right to seven digits, and every number one that float32 can hold."""
    near = _same_shapes(parts) and all(
        np.linalg.norm((p.got - p.wanted).ravel()) <= 1e-5 * np.linalg.norm(p.wanted.ravel()) for p in wrong
    )
    if near and all(np.array_equal(part.got, part.got.astype(np.float32)) for part in wrong):
        yield Finding("rule.float32", {})


_RULES = (_ratio, _along, _elementwise, _offset, _rearranged, _single_precision)


def _factor(one: Array, other: Array) -> float | None:
    """Return c with one = c * other, None if there is none."""
    size = float(np.vdot(other, other))
    # c = <one, other> / <other, other>
    c = float(np.vdot(one, other)) / size + 0.0 if size else 0.0
    return c if np.linalg.norm((one - c * other).ravel()) <= EXACT * np.linalg.norm(one.ravel()) else None


def _is(got: Array, value: Array) -> bool:
    return bool(np.isfinite(value).all()) and close(got, value)
