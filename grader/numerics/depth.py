"""A signal's size through a deep random network: exact laws instead of "about the same variance".

For Gaussian weights and one input, ||a_l||^2 / ||a_{l-1}||^2 is a product of independent factors whose moments are
known in closed form, so that Chernoff's bound gives bands that hold for every width and depth. Notation: q_l is the
mean square of layer l's n_l activations.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise

from grader.numerics.bounds import ALPHA

_DEAD_SHARE = 1e-5
"""Share of alpha per layer that pays for excluding the cases in which the fewest units live."""


def he_relu_log_band(widths: Sequence[int], alpha: float = ALPHA) -> tuple[float, float]:
    """(low, high): ln(q_L / q_0) of a relu net with Gaussian He weights lies outside with probability <= alpha.

    widths: the L layers' sizes n_1..n_L; equal widths are [n] * L. Exact law: q_l / q_{l-1} = (2 / n_l) chi^2_K with
    K ~ Bin(n_l, 1/2), independent over layers (each pre-activation is normal given the layer below, and positive with
    probability 1/2, independently of its size); mean 1, variance 5/n. The backward signal obeys the same law.
    Half of alpha goes to each side. Below, layers in which almost no unit lives are excluded at a cost of 1e-5 alpha
    each (they have no negative moments); where even a dead layer is likelier than that, n < 77 at 1e-18, low is -inf.
    For weights of another law of the same variance the band is an approximation (measured: uniform weights at n = 64
    spread alike). Some 50 ms, cached. At alpha = 1e-9 it separates He from Xavier, which drifts by -.693 per layer,
    from (n, L) = (100, 20), (256, 10), (512, 5) on.
    """
    return _he_relu_band(tuple(sorted(widths)), alpha)


def linear_log_band(widths: Sequence[int], alpha: float = ALPHA) -> tuple[float, float]:
    """(low, high): ln(q_L / q_0) of a linear net whose Gaussian weights have variance 1/n_in lies outside with
    probability <= alpha.

    widths: the L layers' sizes (Xavier has variance 1/n_in where they are all equal). Exact law:
    q_l / q_{l-1} = chi^2_n / n with n = n_l, independent; drift about -1/n, variance 2/n per layer.
    """

    def log_moment(s: float) -> float:
        # E (chi^2_n / n)^s = (2/n)^s Gamma(n/2 + s) / Gamma(n/2)
        return sum(s * math.log(2 / n) + math.lgamma(n / 2 + s) - math.lgamma(n / 2) for n in widths)

    return _chernoff_band(log_moment, log_moment, -min(widths) / 2, math.log(2 / alpha), math.log(2 / alpha))


def xavier_factors(layer_dims: Sequence[int]) -> list[tuple[float, float]]:
    """Per linear layer, the factors by which Xavier's variance 2/(n_in + n_out) multiplies the signal's variance
    forward, n_in Var W, and backward, n_out Var W (Glorot & Bengio 2010, eqs. 10-12). They add up to 2.
    """
    return [(forward_factor(n_in, n_out), backward_factor(n_in, n_out)) for n_in, n_out in pairwise(layer_dims)]


def forward_factor(n_in: int, n_out: int) -> float:
    """2 n_in / (n_in + n_out): E[z^2] over E[a^2] of one Xavier layer; 1 for n_in = n_out."""
    return 2 * n_in / (n_in + n_out)


def backward_factor(n_in: int, n_out: int) -> float:
    """2 n_out / (n_in + n_out): E[(dJ/da)^2] over E[(dJ/dz)^2] of one Xavier layer; 1 for n_in = n_out."""
    return 2 * n_out / (n_in + n_out)


@cache
def _he_relu_band(widths: tuple[int, ...], alpha: float) -> tuple[float, float]:
    least = {n: _least_alive(n, _DEAD_SHARE * alpha) for n in set(widths)}
    counts = {n: widths.count(n) for n in least}

    def log_moment(s: float) -> float:
        return sum(count * _he_relu_log_moment(n, 1, s) for n, count in counts.items())

    def log_moment_alive(s: float) -> float:
        return sum(count * _he_relu_log_moment(n, least[n], s) for n, count in counts.items())

    # P(S < low) <= L DEAD_SHARE alpha + e^-nats_below = alpha/2
    nats_below = -math.log(alpha / 2 - len(widths) * _DEAD_SHARE * alpha)
    # A chi^2_K has moments of order s > -K/2 only; K = 0 leaves no lower bound at all.
    pole = -min(least.values()) / 2
    return _chernoff_band(log_moment, log_moment_alive, pole, math.log(2 / alpha), nats_below)


def _least_alive(n: int, mass: float) -> int:
    """The largest k with P(Bin(n, 1/2) < k) <= mass: 0 if even P(K = 0) = 2^-n exceeds it."""
    below, k = 0.0, 0
    while below + math.comb(n, k) * 0.5**n <= mass:
        below += math.comb(n, k) * 0.5**n
        k += 1
    return k


def _he_relu_log_moment(n: int, least: int, s: float) -> float:
    """Logarithm of E[((2/n) chi^2_K)^s; K >= least], K ~ Bin(n, 1/2)."""
    # E (chi^2_K)^s = 2^s Gamma(K/2 + s) / Gamma(K/2)
    return _log_sum_exp(
        _log_binomial(n, k) + s * math.log(4 / n) + math.lgamma(k / 2 + s) - math.lgamma(k / 2)
        for k in range(least, n + 1)
    )


@cache
def _log_binomial(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) - n * math.log(2)


def _log_sum_exp(logs: Iterable[float]) -> float:
    values = list(logs)
    top = max(values)
    return top + math.log(sum(math.exp(value - top) for value in values))


def _chernoff_band(
    log_moment: Callable[[float], float],
    log_moment_below: Callable[[float], float],
    pole: float,
    nats_above: float,
    nats_below: float,
) -> tuple[float, float]:
    # P(S >= x) <= exp(Lambda(s) - s x) = e^-c at x = (Lambda(s) + c) / s, for every s > 0: take the least such x.
    high = _minimum(lambda log_s: (log_moment(math.exp(log_s)) + nats_above) / math.exp(log_s), -10.0, 12.0)
    if pole >= 0:
        return -math.inf, high
    # Below, s runs through (pole, 0), and x is the largest of (Lambda(s) + c) / s.
    top = math.log(-pole) - 1e-12
    low = -_minimum(lambda log_s: (log_moment_below(-math.exp(log_s)) + nats_below) / math.exp(log_s), -10.0, top)
    return low, high


def _minimum(f: Callable[[float], float], left: float, right: float) -> float:
    """The minimum of a unimodal f on [left, right], by golden sections."""
    ratio = (math.sqrt(5) - 1) / 2
    a, b = right - ratio * (right - left), left + ratio * (right - left)
    at_a, at_b = f(a), f(b)
    while right - left > 1e-5:
        if at_a < at_b:
            right, b, at_b = b, a, at_a
            a = right - ratio * (right - left)
            at_a = f(a)
        else:
            left, a, at_a = a, b, at_b
            b = left + ratio * (right - left)
            at_b = f(b)
    return min(at_a, at_b)
