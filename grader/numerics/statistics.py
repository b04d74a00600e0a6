"""Decisions about random draws, each with a proven false-alarm bound (`alpha`, by default 1e-18).

Null hypothesis of the decisions on matrices: independent entries of mean 0 and the stated variance from the strict
sub-Gaussian family of `grader.numerics.bounds` (normal, uniform, corrected truncated normal). The bounds hold for every
size and number of matrices; a decision that makes several comparisons shares alpha among them.

Draws are sequences of (n_out, n_in) arrays, of any shapes; where a variance is asked for, it is one number or one per
draw. No value raises or warns: entries that are not finite, or larger than 1e140, are judged as 1e140.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from grader.numerics.bounds import (
    ALPHA,
    bernoulli_rate,
    normal_quantile_bound,
    product_rate,
    sum_of_rates_rate,
    uniform_deviation_bound,
    variance_band,
    variance_rate,
)
from grader.numerics.distributions import standard_cdf, support, unit_scale
from grader.numerics.networks import FloatArray

Draws: TypeAlias = Sequence[ArrayLike]
Variance: TypeAlias = float | Sequence[float]
Fact: TypeAlias = float | int | str
Evidence = TypeVar("Evidence", bound=tuple[Any, ...])

SUPPORT_SLACK = 1e-3
"""Relative excess over the end of a bounded law that is forgiven: float32, or 0.88 for the constant 0.87963."""

TAIL = 3.0
"""Standard deviations beyond which an entry is far out: 0.27 % of normal ones, none of a sum of three uniforms."""

REPEATED_LIMIT = 0.1
"""Largest accepted fraction of entries that repeat another: float32 shows 0.01, tiling in two shows 0.5."""

_HUGE = 1e140


@dataclass(frozen=True)
class Decision:
    """What was decided: ok, the statistic and the limit it must not exceed, and facts for the message."""

    ok: bool
    statistic: float
    limit: float
    facts: Mapping[str, Fact] = field(default_factory=dict)


def variance_decision(draws: Draws, variance: Variance, alpha: float = ALPHA) -> Decision:
    """Whether the entries' second moment is the stated variance: pooled, and per shape ("orientation") of the draws.

    Statistic: the largest N (r - 1 - ln r)/2 with r = mean of w^2 / variance over the N entries; limit ln(2k/alpha)
    for k comparisons; false alarm <= alpha (Chernoff, `bounds.variance_rate`).
    Power, normal entries, alpha = 1e-9, N for probability .5 / .99 / .9999: +3 % 97k / 179k / 241k; +5 % 35k / 66k /
    88k; +10 % 9.1k / 17k / 23k; truncation uncorrected 1.4k / 2.5k / 3.3k; half or double 500. At 1e-18 twice that.
    Facts of the worst comparison: ratio, entries, low and high (the accepted ratios), shape; and pooled_ratio.
    """
    groups: dict[str, tuple[float, int]] = {}
    for z in _standardised(draws, variance):
        shape = f"{z.shape[0]} x {z.shape[1]}"
        squares, entries = groups.get(shape, (0.0, 0))
        groups[shape] = squares + float((z * z).sum()), entries + z.size
    pooled = sum(squares for squares, _ in groups.values()), sum(entries for _, entries in groups.values())
    comparisons = {"all": pooled, **(groups if len(groups) > 1 else {})}
    statistics = {name: n * variance_rate(squares / n) for name, (squares, n) in comparisons.items()}
    worst = max(statistics, key=lambda name: statistics[name])
    squares, entries = comparisons[worst]
    low, high = variance_band(entries, alpha / len(comparisons))
    limit = math.log(2 * len(comparisons) / alpha)
    facts: dict[str, Fact] = {"ratio": squares / entries, "entries": entries, "low": low, "high": high}
    facts |= {"shape": worst, "pooled_ratio": pooled[0] / pooled[1]}
    return Decision(statistics[worst] <= limit, statistics[worst], limit, facts)


def mean_decision(draws: Draws, variance: Variance, alpha: float = ALPHA) -> Decision:
    """Whether the entries have mean 0: over everything, per row and per column of each draw.

    Statistic: the largest |mean z| sqrt(N), z = w / sigma; limit sqrt(2 ln(2k/alpha)) for k means; false alarm <= alpha
    (a mean of N independent sub-Gaussian entries is sub-Gaussian with variance 1/N).
    Facts: where (all, row, column), draw, index, mean (in standard deviations of an entry).
    """
    standardised = _standardised(draws, variance)
    entries = sum(z.size for z in standardised)
    total = sum(float(z.sum()) for z in standardised)
    worst = (abs(total) / math.sqrt(entries), total / entries, "all", 0, 0)
    comparisons = 1
    for number, z in enumerate(standardised):
        for axis, where in ((1, "row"), (0, "column")):
            means = z.mean(axis=axis)
            index = int(np.abs(means).argmax())
            mean = float(means[index])
            comparisons += means.size
            worst = _worse(worst, (abs(mean) * math.sqrt(z.shape[axis]), mean, where, number, index))
    limit = normal_quantile_bound(comparisons, alpha)
    facts: dict[str, Fact] = {"where": worst[2], "draw": worst[3], "index": worst[4], "mean": worst[1]}
    return Decision(worst[0] <= limit, worst[0], limit, facts)


def outlier_decision(draws: Draws, variance: Variance, alpha: float = ALPHA) -> Decision:
    """Whether no entry is impossibly large: max |w / sigma| <= sqrt(2 ln(2N/alpha)); false alarm <= alpha.

    Facts: entries, draw.
    """
    standardised = _standardised(draws, variance)
    sizes = [float(np.abs(z).max()) for z in standardised]
    entries = sum(z.size for z in standardised)
    draw = int(np.argmax(sizes))
    limit = normal_quantile_bound(entries, alpha)
    return Decision(sizes[draw] <= limit, sizes[draw], limit, {"entries": entries, "draw": draw})


def independence_decision(draws: Draws, alpha: float = ALPHA) -> Decision:
    """Whether rows, columns and whole draws are uncorrelated, whatever the variance.

    Statistic: the largest n * product_rate(x) over pairs of rows, of columns, and of draws (their flattened common
    prefix, which an ignored generator makes equal), x = mean of products of the n entries in units of the draw's own
    variance. Half of alpha pays for that: x is multiplied by the lower end of `variance_band`, so that it is at most
    what the unknown true variance gives. Limit ln(4k/alpha) for k pairs; false alarm <= alpha.
    Sees one repeated row from about n = 160 on; repeated rows of any length are `repetition_decision`'s.
    Facts: kind (rows, columns, draws), first, second, draw (-1 for draws), correlation.
    """
    arrays = [_matrix(draw) for draw in draws]
    units = [unit_scale(array) for array in arrays]
    lows = [variance_band(array.size, alpha / 2 / len(arrays))[0] for array in arrays]
    worst: tuple[float, float, str, int, int, int] = (0.0, 0.0, "rows", 0, 0, 0)
    pairs = 0
    for number, (z, low) in enumerate(zip(units, lows, strict=True)):
        for kind, rows in (("rows", z), ("columns", z.T)):
            k, n = rows.shape
            pairs += k * (k - 1) // 2
            x, first, second = _largest_product(rows)
            worst = _worse(worst, (n * product_rate(low * x), x, kind, first, second, number))
    for (i, a), (j, b) in combinations(enumerate(units), 2):
        n = min(a.size, b.size)
        # x = sum a_k b_k / n over the common prefix                 (n,) @ (n,)
        x = float(a.ravel()[:n] @ b.ravel()[:n] / n)
        pairs += 1
        worst = _worse(worst, (n * product_rate(math.sqrt(lows[i] * lows[j]) * x), x, "draws", i, j, -1))
    limit = math.log(4 * max(pairs, 1) / alpha)
    names = ("correlation", "kind", "first", "second", "draw")
    return Decision(worst[0] <= limit, worst[0], limit, dict(zip(names, worst[1:], strict=True)))


def neighbour_decision(draws: Draws, alpha: float = ALPHA) -> Decision:
    """Whether entries next to each other, in a row or in a column, are uncorrelated, whatever the variance.

    Pairs of neighbours that have no entry in common (first and second, third and fourth, ...; then second and third,
    ...) are the entries of two independent vectors, to which the statistic and the limit of `independence_decision`
    apply. Sees a correlation of 0.1 from about 8000 entries on. Facts: kind (rows, columns: along which), draw,
    correlation.
    """
    arrays = [_matrix(draw) for draw in draws]
    worst: tuple[float, float, str, int] = (0.0, 0.0, "rows", 0)
    for number, array in enumerate(arrays):
        z, low = unit_scale(array), variance_band(array.size, alpha / 2 / len(arrays))[0]
        for kind, rows in (("rows", z), ("columns", z.T)):
            for start in (0, 1):
                other = rows[:, start + 1 :: 2]  # (n, k): k pairs in each of the n rows
                one = rows[:, start::2][:, : other.shape[1]]
                if one.size:
                    x = float(np.sum(one * other) / one.size)
                    worst = _worse(worst, (one.size * product_rate(low * x), x, kind, number))
    # Union bound per draw: rows and columns, two ways to pair, two signs; the variance's band takes half of alpha.
    limit = math.log(2 * 2 * 2 * 2 * max(len(arrays), 1) / alpha)
    names = ("correlation", "kind", "draw")
    return Decision(worst[0] <= limit, worst[0], limit, dict(zip(names, worst[1:], strict=True)))


def repetition_decision(draws: Draws) -> Decision:
    """Whether entries were drawn one by one: no two equal rows or columns, and few |w| that occur twice.

    Statistic: the largest fraction of repeated |w| in a draw (tiles and blocks of any period, mirrored signs,
    constants), limit 0.1; it is 1 if two rows or columns of at least 4 entries are equal. Judged from 1000 entries on;
    smaller draws pass. Even in float32 (24 bits) an entry of a draw of up to 1e5 repeats an earlier one with
    probability <= 0.012, so that a tenth does with probability below exp(-0.13 N); equal rows below 1e-28 per pair.
    Facts: draw, kind (entries, rows, columns).
    """
    worst = (0.0, "entries", 0)
    for number, draw in enumerate(draws):
        array = _matrix(draw)
        if array.size < 1000:
            continue
        worst = _worse(worst, (1 - np.unique(np.abs(array)).size / array.size, "entries", number))
        for kind, rows in (("rows", array), ("columns", np.ascontiguousarray(array.T))):
            if rows.shape[1] >= 4 and len({row.tobytes() for row in rows}) < len(rows):
                worst = _worse(worst, (1.0, kind, number))
    return Decision(worst[0] <= REPEATED_LIMIT, worst[0], REPEATED_LIMIT, {"kind": worst[1], "draw": worst[2]})


def equal_scale_decision(draws: Draws, alpha: float = ALPHA) -> Decision:
    """Whether all rows, and all columns, of a draw have the same variance, whatever it is.

    For each row of n entries, R = n * variance_rate(r), r its mean square over the draw's own, moved towards 1 by
    `variance_band` (which costs half of alpha, and makes R at most what the unknown true variance gives). Statistic:
    the largest evidence in nats, of a single row (R - ln 2) or of all together (`bounds.sum_of_rates_rate`); limit
    ln(2k/alpha) for k comparisons; false alarm <= alpha. Facts: where (row, column, rows, columns), draw, index, ratio.
    """
    arrays = [_matrix(draw) for draw in draws]
    worst: tuple[float, str, int, int, float] = (0.0, "row", 0, 0, 1.0)
    comparisons = 0
    for number, array in enumerate(arrays):
        z = unit_scale(array)
        low, high = variance_band(z.size, alpha / 2 / len(arrays))
        for axis, where in ((1, "row"), (0, "column")):
            ratios = (z * z).mean(axis=axis)
            rates = [z.shape[axis] * variance_rate(min(max(1.0, r * low), r * high)) for r in ratios.tolist()]
            index = int(np.argmax(rates))
            ratio = float(ratios[index])
            comparisons += len(rates) + 1
            worst = _worse(worst, (rates[index] - math.log(2), where, number, index, ratio))
            worst = _worse(worst, (sum_of_rates_rate(sum(rates), len(rates)), f"{where}s", number, index, ratio))
    limit = math.log(2 * comparisons / alpha)
    facts: dict[str, Fact] = {"where": worst[1], "draw": worst[2], "index": worst[3], "ratio": worst[4]}
    return Decision(worst[0] <= limit, worst[0], limit, facts)


def distribution_decision(draws: Draws, family: str, variance: Variance, alpha: float = ALPHA) -> Decision:
    """Whether the entries follow a family of `distributions.FAMILIES` with mean 0 and the stated variance.

    Statistic: sup |F_n - F| over all N entries in units of sigma; limit sqrt(ln(2/alpha)/(2N)); false alarm <= alpha
    (Dvoretzky, Kiefer & Wolfowitz 1956 with Massart's constant 1990; independent entries). Entries beyond the support
    by more than SUPPORT_SLACK have probability 0 and fail as well. Raises ValueError for an unknown family.
    Facts: entries, outside (the number beyond the support).
    """
    z = np.sort(np.concatenate([array.ravel() for array in _standardised(draws, variance)]))
    limit = uniform_deviation_bound(z.size, alpha)
    outside = int(z.size - np.count_nonzero(np.abs(z) <= support(family) * (1 + SUPPORT_SLACK)))
    F = standard_cdf(z, family)
    # sup |F_n - F| is attained at a jump: max_i max(i/N - F(z_i), F(z_i) - (i-1)/N)
    ranks = np.arange(z.size + 1) / z.size
    statistic = float(max((ranks[1:] - F).max(), (F - ranks[:-1]).max()))
    return Decision(statistic <= limit and outside == 0, statistic, limit, {"entries": z.size, "outside": outside})


def tail_decision(draws: Draws, family: str, variance: Variance, alpha: float = ALPHA) -> Decision:
    """Whether as many entries lie far out as a family of `distributions.FAMILIES` puts there.

    Far out is beyond TAIL standard deviations, or 0.9 of a bounded support. Sees thin and heavy tails that
    sup |F_n - F| does not. `proportion_decision` of the entries there; false alarm <= alpha. Facts: as there, and far.
    """
    far = min(TAIL, 0.9 * support(family))
    z = np.concatenate([np.abs(array).ravel() for array in _standardised(draws, variance)])
    p = 2 * float(standard_cdf(np.array([-far]), family)[0])
    decision = proportion_decision(int(np.count_nonzero(z > far)), z.size, p, alpha)
    return Decision(decision.ok, decision.statistic, decision.limit, {**decision.facts, "far": far})


def proportion_decision(successes: int, n: int, p: float, alpha: float = ALPHA) -> Decision:
    """Whether n independent trials of probability p could show this many successes.

    Statistic: n KL(successes/n || p); limit ln(2/alpha); false alarm <= alpha (Chernoff 1952).
    Facts: fraction, expected, n.
    """
    fraction = successes / n
    statistic, limit = n * bernoulli_rate(fraction, p), math.log(2 / alpha)
    return Decision(statistic <= limit, statistic, limit, {"fraction": fraction, "expected": p, "n": n})


def bounded_mean_decision(
    values: ArrayLike, low: float, high: float, expected: float, alpha: float = ALPHA
) -> Decision:
    """Whether independent values in [low, high] have the expected mean. A value outside the interval fails.

    Statistic: |mean - expected|; limit (high - low) sqrt(ln(2/alpha)/(2N)); false alarm <= alpha (Hoeffding 1963,
    Theorem 2). Facts: mean, expected, n.
    """
    array = np.asarray(values, dtype=np.float64).ravel()
    limit = (high - low) * uniform_deviation_bound(array.size, alpha)
    inside = bool(((array >= low) & (array <= high)).all())
    mean = float(array.mean()) if inside else math.inf
    statistic = abs(mean - expected)
    return Decision(statistic <= limit, statistic, limit, {"mean": mean, "expected": expected, "n": array.size})


def _worse(worst: Evidence, candidate: Evidence) -> Evidence:
    return candidate if candidate[0] > worst[0] else worst


def _matrix(draw: ArrayLike) -> FloatArray:
    array: FloatArray = np.atleast_2d(np.asarray(draw, dtype=np.float64))
    if array.size and float(np.abs(array).max()) <= _HUGE:  # false for NaN
        return array
    finite = np.nan_to_num(array, nan=_HUGE, posinf=_HUGE, neginf=-_HUGE)
    clipped: FloatArray = np.clip(finite, -_HUGE, _HUGE)
    return clipped


def _standardised(draws: Draws, variance: Variance) -> list[FloatArray]:
    arrays = [_matrix(draw) for draw in draws]
    variances = [variance] * len(arrays) if isinstance(variance, int | float) else variance
    return [array / math.sqrt(v) for array, v in zip(arrays, variances, strict=True)]


def _largest_product(rows: FloatArray) -> tuple[float, int, int]:
    """The mean product of largest size over pairs of different rows (k, n), and the pair; (0, 0, 0) for one row."""
    # G = Z Z^T / n, diagonal left out                            (k, n) @ (n, k)
    gram = rows @ rows.T / rows.shape[1]
    np.fill_diagonal(gram, 0.0)
    first, second = divmod(int(np.abs(gram).argmax()), len(rows))
    return float(gram[first, second]), first, second
