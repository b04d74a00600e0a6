"""Large-deviation bounds: how improbable it is, in nats, that honest entries stray as far as these did.

The null hypothesis is the strict sub-Gaussian family of the course: independent entries U of mean 0 and variance 1
with E exp(tU) <= exp(t^2/2) for all t and E exp(tU^2) <= (1-2t)^-1/2 for all t < 1/2. The normal has equality, the
uniform satisfies both (textbook), and so does the normal truncated at two standard deviations and rescaled (checked on
a grid in the tests). Every bound is Chernoff's: no asymptotics, true for every N.
"""

import math
from functools import lru_cache

ALPHA = 1e-18
"""False-alarm bound of one decision: 1e5 submissions with 1e4 decisions each stay below 1e-9 together."""


def variance_rate(ratio: float) -> float:
    """(r - 1 - ln r)/2: the mean of N squares lies beyond r, on r's side of 1, with probability <= exp(-N rate).

    inf for r <= 0, inf and NaN. Source: Chernoff's bound for chi-square, Laurent & Massart 2000 (Ann. Stat. 28(5)).
    """
    if not 0 < ratio < math.inf:
        return math.inf
    return (ratio - 1 - math.log(ratio)) / 2


@lru_cache(maxsize=10_000)
def variance_band(n_entries: int, alpha: float = ALPHA) -> tuple[float, float]:
    """(low, high): the mean of n_entries squares lies outside with probability <= alpha.

    The two solutions of N (r - 1 - ln r)/2 = ln(2/alpha). At alpha = 1e-9: N = 16 [.026, 5.36], 1024 [.738, 1.318],
    10 000 [.910, 1.095], 65 536 [.964, 1.037], 262 144 [.982, 1.018].
    """
    # e^y - 1 - y = c with y = ln r is convex, so Newton from outside either root comes down to it without crossing:
    # y > -1 - c below, and y < ln(1 + s + s^2/2) with s = sqrt(2c) above, because e^s >= 1 + s + s^2/2.
    c = 2 * math.log(2 / alpha) / n_entries
    return _variance_edge(c, -1 - c), _variance_edge(c, math.log(1 + c + math.sqrt(2 * c)))


def _variance_edge(c: float, y: float) -> float:
    step = math.inf
    while abs(step) > 1e-14 * max(1.0, abs(y)):
        step = (math.expm1(y) - y - c) / math.expm1(y)
        y -= step
    return math.exp(y)


def product_rate(correlation: float) -> float:
    """sup_t (t|x| + ln(1 - t^2)/2): |sum of n products U_i V_i| >= n|x| with probability <= 2 exp(-n rate).

    U and V independent members of the family; then E exp(tUV) <= E exp(t^2 V^2/2) <= (1 - t^2)^-1/2.
    """
    x = abs(correlation)
    if x == 0:
        return 0.0
    # The optimal t solves x = t / (1 - t^2): t = (sqrt(1 + 4x^2) - 1) / (2x), written without cancellation.
    t = 2 * x / (math.sqrt(1 + 4 * x * x) + 1)
    return t * x + math.log1p(-t * t) / 2


def bernoulli_rate(fraction: float, p: float) -> float:
    """KL(fraction || p): n trials of probability p show this fraction, or one beyond it, with probability
    <= exp(-n rate) (Chernoff 1952, Hoeffding 1963 Theorem 1). inf where p excludes the fraction.
    """
    rate = 0.0
    for observed, expected in ((fraction, p), (1 - fraction, 1 - p)):
        if observed > 0:
            rate += observed * math.log(observed / expected) if expected > 0 else math.inf
    return rate


def sum_of_rates_rate(total: float, tests: int) -> float:
    """Evidence of k independent two-sided rates R_i with P(R_i >= x) <= 2 e^-x, from their sum: in nats, >= 0.

    ln 2 + an exponential variable dominates each R_i, so that with y = total/k - ln 2 > 1 the sum reaches the total
    with probability <= exp(-k (y - 1 - ln y)) (Chernoff's bound for the gamma law). Sees many small deviations at once.
    """
    y = total / tests - math.log(2)
    if y <= 1:
        return 0.0
    return tests * (y - 1 - math.log(y)) if y < math.inf else math.inf


def normal_quantile_bound(tests: int, alpha: float = ALPHA) -> float:
    """sqrt(2 ln(2k/alpha)): some of k standard sub-Gaussian variables exceeds it in size with probability <= alpha."""
    return math.sqrt(2 * math.log(2 * tests / alpha))


def uniform_deviation_bound(n: int, alpha: float = ALPHA) -> float:
    """sqrt(ln(2/alpha)/(2n)): the bound of Dvoretzky, Kiefer & Wolfowitz with Massart's constant (1990) on
    sup |F_n - F|, and Hoeffding's (1963) on |mean - expectation| of n values in an interval of length 1.
    """
    return math.sqrt(math.log(2 / alpha) / (2 * n))
