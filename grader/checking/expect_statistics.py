"""`expect.*` for random draws: is this the variance, the distribution, the independence that was asked for?

Decisions are those of `grader.numerics.statistics`: a correct initialiser fails each of them with a probability of at
most 1e-18. What is said about a failure (codes and facts) is decided here. `draws` are (n_out, n_in) arrays: results of
calls with different generators, or the layers of one network. `formula(n_out, n_in)` is the variance of an entry.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Any, TypeAlias

import numpy as np

from grader.checking import figures
from grader.checking.asking import asks_of_numbers
from grader.checking.sketches import figure
from grader.model.failure import Failed
from grader.numerics.formulas import nearest_formula
from grader.numerics.networks import FloatArray
from grader.numerics.statistics import (
    Decision,
    distribution_decision,
    equal_scale_decision,
    independence_decision,
    mean_decision,
    neighbour_decision,
    proportion_decision,
    repetition_decision,
    tail_decision,
    variance_decision,
)

Draws: TypeAlias = Sequence[FloatArray]
Formula: TypeAlias = Callable[[int, int], float]

_PREFIX = (30, 30)  # 900 entries of two draws: six times what shows that they are the same numbers
_NOTABLE_MEAN = 0.2  # standard deviations: enough to be mentioned, nothing is decided by it
_OBLONG = 1.5  # the least aspect ratio at which rank is judged, see `_ranks`
_LARGE = 1000  # the least number of entries, likewise
_RANK_RTOL = 1e-10  # of the largest eigenvalue of W W^T, likewise


@asks_of_numbers
def variance(draws: Draws, formula: Formula) -> None:
    """Fail with `init.variance` unless the entries' mean square is `formula(n_out, n_in)`, over all and per shape.

    From 250 000 entries on, 5 % more or less are seen with certainty; 10 % from 50 000 on. Where one formula fits the
    draws and no other comes close, the failure names it, under the name of the mistake that leads to it
    (`formulas.MISTAKES`; `exactly` for none).
    """
    if variance_decision(draws, _variances(draws, formula)).ok:
        return
    squares = _mean_squares(draws)
    shape = max(squares, key=lambda shape: abs(np.log(max(squares[shape], 1e-300) / formula(*shape))))
    got, wanted = squares[shape], formula(*shape)
    named = f"{shape[0]} x {shape[1]}"
    figure(figures.histogram, next(draw for draw in draws if draw.shape == shape), wanted)
    facts = {"got": _short(got), "wanted": _short(wanted), "shape": named, "ratio": _short(got / wanted)}
    raise Failed("init.variance", **facts, **_formula_used(draws))


@asks_of_numbers
def mean_zero(draws: Draws, formula: Formula) -> None:
    """Fail with `init.mean` unless the mean is 0: over all entries, in every row and in every column.

    Chance is measured with the variance that the entries have, where that is more than `formula`: a wrong variance is
    `variance`'s to find, and must not look like a wrong mean.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        own = [float(draw.var()) for draw in draws]
    variances = [max(stated, found) for stated, found in zip(_variances(draws, formula), own, strict=True)]
    decision = mean_decision(draws, variances)
    if not decision.ok:
        where, index, draw = decision.facts["where"], int(decision.facts["index"]), int(decision.facts["draw"])
        got = float(decision.facts["mean"]) * variances[draw] ** 0.5
        limit = abs(got) * decision.limit / decision.statistic
        place = "all entries" if where == "all" else f"{where} {index}"
        figure(figures.histogram, draws[draw], formula(*draws[draw].shape))
        raise Failed("init.mean", got=_short(got), limit=_short(limit), where=place)


@asks_of_numbers
def distribution(draws: Draws, family: str, formula: Formula) -> None:
    """Fail with `init.distribution` unless the entries follow `family` with mean 0 and variance `formula(n_out, n_in)`,
    with `init.tails` if only the share of entries far out is another.

    family: "normal", "uniform" or "truncated_normal" (at two underlying standard deviations). Every entry has to lie in
    the family's support, and the two distribution functions may differ by no more than chance allows. Raises ValueError
    for another family.
    """
    variances = _variances(draws, formula)
    named = family.replace("_", " ")
    figure(figures.histogram, draws[0], variances[0], family)
    decision = distribution_decision(draws, family, variances)
    if not decision.ok:
        got, limit = _short(decision.statistic), _short(decision.limit)
        raise Failed("init.distribution", family=named, got=got, limit=limit, outside=decision.facts["outside"])
    tails = tail_decision(draws, family, variances)
    if not tails.ok:
        got, expected, far = (_short(tails.facts[name]) for name in ("fraction", "expected", "far"))
        raise Failed("init.tails", family=named, got=got, expected=expected, far=far, n=tails.facts["n"])


@asks_of_numbers
def independent(draws: Draws, names: Sequence[str] = ()) -> None:
    """Fail with `init.dependent` unless every entry seems to be drawn anew, whatever their variance is.

    Seen are: equal or mirrored rows and columns, tiles and blocks, correlated rows or columns (of 160 entries or more),
    neighbours that correlate, rows that are combinations of others, rows or columns of unequal scale, and draws that
    share their numbers.

    Args:
        names: what the draws are called in the message (`["W1", "W2"]`); otherwise "draw 1", "draw 2", ...
    """
    called = list(names) or [f"draw {number}" for number in range(1, len(draws) + 1)]
    for what, correlation in _relations(draws, called):
        raise Failed("init.dependent", what=what, got=_short(correlation))


@asks_of_numbers
def proportion(successes: int, total: int, p: float, *, what: str = "the share") -> None:
    """Fail with `random.proportion` if `total` independent trials of probability `p` cannot have had so many successes.

    61 trials that all end alike are the fewest that contradict p = 1/2.
    """
    if not proportion_decision(successes, total, p).ok:
        raise Failed("random.proportion", what=what, got=successes, total=total, wanted=_short(p))


def _formula_used(draws: Draws) -> dict[str, str]:
    used = nearest_formula(draws)
    return {} if used is None else {"exactly" if used.mistake == "none" else used.mistake: used.formula}


def _relations(draws: Draws, names: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Yield what is related and how strongly, the easiest to understand first."""
    repeated = repetition_decision(draws)
    if not repeated.ok:
        kind = {"entries": "entries of equal size"}.get(str(repeated.facts["kind"]), f"equal {repeated.facts['kind']}")
        yield f"{kind} in {names[int(repeated.facts['draw'])]}", 1.0
    correlated = independence_decision(draws)
    if not correlated.ok:
        # Whatever has a mean correlates: the message says so, lest the student look for copied numbers.
        mean = abs(float(np.mean(draws[0]))) > _NOTABLE_MEAN * float(np.std(draws[0]))
        hint = " (with a mean other than 0)" if mean else ""
        what, one, other = _pair(correlated, draws, names)
        yield what + hint, _cosine(one, other)
    neighbours = neighbour_decision(draws)
    if not neighbours.ok:
        axes, where = neighbours.facts["kind"], names[int(neighbours.facts["draw"])]
        yield f"neighbouring entries in the {axes} of {where}", float(neighbours.facts["correlation"])
    for first, second in combinations(range(len(draws)), 2):
        yield from _shared_columns(draws, first, second, names)
    for array, name in zip(draws, names, strict=True):
        yield from _ranks(array, name)
    scales = equal_scale_decision(draws)
    if not scales.ok:
        draw, axis = int(scales.facts["draw"]), str(scales.facts["where"]).removesuffix("s")
        along = draws[draw] if axis == "row" else draws[draw].T
        yield f"the sizes of entries in the same {axis} of {names[draw]}", _halves_correlation(along)


def _pair(decision: Decision, draws: Draws, names: Sequence[str]) -> tuple[str, FloatArray, FloatArray]:
    """The pair that a decision on independence found: what it is called, and its entries."""
    first, second, draw = (int(decision.facts[key]) for key in ("first", "second", "draw"))
    if decision.facts["kind"] == "draws":
        length = min(draws[first].size, draws[second].size)
        a, b = (draws[number].ravel()[:length] for number in (first, second))
        return f"{names[first]} and {names[second]}", a, b
    rows = draws[draw] if decision.facts["kind"] == "rows" else draws[draw].T
    return f"{decision.facts['kind']} {first} and {second} of {names[draw]}", rows[first], rows[second]


def _cosine(a: FloatArray, b: FloatArray) -> float:
    # <a, b> / (||a|| ||b||), of arrays scaled to 1 because squares of 1e200 overflow
    a, b = a / float(np.abs(a).max()), b / float(np.abs(b).max())
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))


def _shared_columns(draws: Draws, first: int, second: int, names: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Two draws of different heights that share their numbers column by column, which no prefix of their rows shows."""
    a, b = draws[first], draws[second]
    length = _PREFIX[0] * _PREFIX[1]
    if a.shape[0] != b.shape[0] and min(a.size, b.size) >= length:
        decision = independence_decision([draw.T.ravel()[:length].reshape(_PREFIX) for draw in (a, b)])
        if not decision.ok and decision.facts["kind"] == "draws":
            yield f"{names[first]} and {names[second]}", _cosine(*(draw.T.ravel()[:length] for draw in (a, b)))


def _ranks(draw: FloatArray, name: str) -> Iterator[tuple[str, float]]:
    """Rows (of a wide draw; columns of a tall one) that are linear combinations of others.

    Rank below k is read from W W^T (k, k), where an eigenvalue of 1e-10 of the largest is a singular value of 1e-5.
    With independent entries of bounded density, a row comes that close (s) to the span of the others with probability
    at most (C s)^(n-k+1) (Rudelson & Vershynin 2015, Small ball probabilities, Thm 1.1): for n >= 1.5 k and
    n k >= 1000 the exponent is at least 14, which is below 1e-18 by far.
    """
    rows = draw if draw.shape[0] <= draw.shape[1] else draw.T
    k, n = rows.shape
    if n < _OBLONG * k or draw.size < _LARGE:
        return
    scaled = rows / (float(np.abs(rows).max()) or 1.0)  # whose squares neither overflow nor all underflow
    eigenvalues = np.linalg.eigvalsh(scaled @ scaled.T)
    rank = int(np.count_nonzero(eigenvalues > _RANK_RTOL * eigenvalues[-1]))
    if rank < k:
        kind = "rows" if rows is draw else "columns"
        yield f"the {kind} of {name} (rank {rank} instead of {k})", 1.0


def _halves_correlation(rows: FloatArray) -> float:
    """The correlation, over the rows, of the mean square of a row's even entries with that of its odd ones."""
    if rows.shape[1] < 2:
        return 1.0
    even, odd = (np.mean(rows[:, start::2] ** 2, axis=1) for start in (0, 1))
    return float(np.corrcoef(even, odd)[0, 1])


def _mean_squares(draws: Draws) -> dict[tuple[int, ...], float]:
    shapes = {draw.shape: [other for other in draws if other.shape == draw.shape] for draw in draws}
    with np.errstate(over="ignore"):
        return {shape: float(np.mean([np.mean(draw * draw) for draw in same])) for shape, same in shapes.items()}


def _variances(draws: Draws, formula: Formula) -> list[float]:
    return [formula(*draw.shape) for draw in draws]


def _short(value: Any) -> str:
    return f"{float(value):.4g}"
