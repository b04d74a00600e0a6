"""Decisions about dropout masks: matrices of independent entries 0 or 1, each 1 with probability p."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from grader.numerics.bounds import ALPHA, bernoulli_rate
from grader.numerics.statistics import Decision, Fact


def mask_decision(masks: Sequence[ArrayLike], p: float, alpha: float = ALPHA) -> Decision:
    """Whether 0/1 masks (n, m) have ones with probability p, over everything and in every row and column.

    Statistic: the largest N KL(fraction || p); limit ln(2k/alpha) for k fractions; false alarm <= alpha (Chernoff
    1952). Facts of the worst: where (all, row, column), draw, index, fraction, expected, n.
    """
    arrays = [np.atleast_2d(np.asarray(mask, dtype=np.float64)) for mask in masks]
    ones, entries = sum(float(a.sum()) for a in arrays), sum(a.size for a in arrays)
    worst = (entries * bernoulli_rate(ones / entries, p), "all", 0, 0, ones / entries, entries)
    comparisons = 1
    for number, array in enumerate(arrays):
        for axis, where in ((1, "row"), (0, "column")):
            fractions, n = array.mean(axis=axis).tolist(), array.shape[axis]
            rates = [n * bernoulli_rate(fraction, p) for fraction in fractions]
            index = int(np.argmax(rates))
            comparisons += len(rates)
            worst = max(worst, (rates[index], where, number, index, fractions[index], n), key=lambda found: found[0])
    limit = math.log(2 * comparisons / alpha)
    names = ("where", "draw", "index", "fraction", "n")
    facts: dict[str, Fact] = {**dict(zip(names, worst[1:], strict=True)), "expected": p}
    return Decision(worst[0] <= limit, worst[0], limit, facts)


def mask_independence_decision(masks: Sequence[ArrayLike], p: float, alpha: float = ALPHA) -> Decision:
    """Whether the rows, and the columns, of 0/1 masks (n, m) with ones of probability p are uncorrelated.

    With u = mask - p, a product u_i u_j of independent entries has mean 0 and spans max(p, 1-p): it lies between
    -p(1-p) and max(p, 1-p)^2. Statistic: the largest |mean product| sqrt(n) over pairs of rows or columns of n entries;
    limit max(p, 1-p) sqrt(ln(2k/alpha)/2) for k pairs; false alarm <= alpha (Hoeffding 1963, Theorem 2).
    Equal rows of n entries have mean product p(1-p) and are seen from about n = 110 on at p = 1/2, 650 at p = 0.8.
    Facts: kind (rows, columns), draw, product.
    """
    worst = (0.0, "rows", 0, 0.0)
    pairs = 0
    for number, mask in enumerate(masks):
        u = np.atleast_2d(np.asarray(mask, dtype=np.float64)) - p
        for kind, rows in (("rows", u), ("columns", u.T)):
            k, n = rows.shape
            pairs += k * (k - 1) // 2
            # G = U U^T / n, diagonal left out                    (k, n) @ (n, k)
            gram = rows @ rows.T / n
            np.fill_diagonal(gram, 0.0)
            product = float(np.abs(gram).max())
            found = (product * math.sqrt(n), kind, number, product)
            worst = max(worst, found, key=lambda evidence: evidence[0])
    limit = max(p, 1 - p) * math.sqrt(math.log(2 * max(pairs, 1) / alpha) / 2)
    facts: dict[str, Fact] = {"kind": worst[1], "draw": worst[2], "product": worst[3]}
    return Decision(worst[0] <= limit, worst[0], limit, facts)
