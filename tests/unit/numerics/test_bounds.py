"""The Chernoff bounds hold for every family of the course, and invert as stated."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.numerics.bounds import (
    bernoulli_rate,
    product_rate,
    sum_of_rates_rate,
    uniform_deviation_bound,
    variance_band,
    variance_rate,
)
from grader.numerics.distributions import TRUNCATED_VARIANCE, support

NODES, WEIGHTS = np.polynomial.legendre.leggauss(200)


def expectation(family, f):
    """E f(U) for a bounded standardised family, by 200-point Gauss-Legendre quadrature."""
    u = NODES * support(family)
    density = np.exp(-u * u * TRUNCATED_VARIANCE / 2) if family == "truncated_normal" else np.ones_like(u)
    return (WEIGHTS * density * f(u)).sum() / (WEIGHTS * density).sum()


@pytest.mark.parametrize("family", ["uniform", "truncated_normal"])
def test_the_square_of_an_entry_has_the_moments_that_the_variance_bound_needs(family):
    for t in np.concatenate([-np.logspace(-3, 2, 60), np.linspace(1e-3, 0.4999, 500)]):
        assert math.log(expectation(family, lambda u, t=t: np.exp(t * u * u))) <= -math.log1p(-2 * t) / 2 + 1e-12


@pytest.mark.parametrize("family", ["uniform", "truncated_normal"])
def test_an_entry_is_strictly_sub_gaussian(family):
    for t in np.linspace(0.001, 20, 800):
        assert math.log(expectation(family, lambda u, t=t: np.exp(t * u))) <= t * t / 2 + 1e-12


@pytest.mark.parametrize("family", ["uniform", "truncated_normal"])
def test_the_standardised_families_have_variance_one(family):
    assert expectation(family, lambda u: u * u) == pytest.approx(1, rel=1e-13)


def test_the_variance_rate_is_zero_at_one_and_infinite_where_no_variance_is():
    assert variance_rate(1.0) == 0
    assert [variance_rate(r) for r in (0.0, -1.0, math.inf, math.nan)] == [math.inf] * 4


@given(st.integers(1, 10**7), st.sampled_from([1e-3, 1e-9, 1e-18, 1e-30]))
def test_the_variance_band_ends_where_the_rate_reaches_the_limit(n, alpha):
    low, high = variance_band(n, alpha)
    assert low < 1 < high
    limit = math.log(2 / alpha)
    assert n * variance_rate(high) == pytest.approx(limit, rel=1e-6)
    # Below, rounding of the ratio itself is amplified when the band reaches down to 1e-38.
    assert n * variance_rate(low) == pytest.approx(limit, rel=1e-6)


@pytest.mark.parametrize(
    ("n", "low", "high"),
    [(16, 0.026, 5.36), (1024, 0.738, 1.318), (10_000, 0.910, 1.095), (65_536, 0.964, 1.037), (262_144, 0.982, 1.018)],
)
def test_the_variance_band_is_the_published_table(n, low, high):
    assert variance_band(n, 1e-9) == pytest.approx((low, high), abs=6e-3 if n == 16 else 6e-4)


@given(st.floats(1e-6, 50))
def test_the_product_rate_is_the_supremum_over_t(x):
    t = np.linspace(0, 1, 20_001)[:-1]
    on_grid = (t * x + np.log1p(-t * t) / 2).max()
    assert on_grid <= product_rate(x) + 1e-12
    assert product_rate(x) <= on_grid * (1 + 1e-3) + 1e-7
    assert product_rate(-x) == product_rate(x)


def test_products_that_are_zero_are_no_evidence():
    assert product_rate(0.0) == 0


@given(st.floats(0, 1), st.floats(0.01, 0.99))
def test_the_bernoulli_rate_obeys_pinsker(fraction, p):
    assert bernoulli_rate(fraction, p) >= 2 * (fraction - p) ** 2 - 1e-12


def test_the_bernoulli_rate_at_certainty_is_all_or_nothing():
    assert bernoulli_rate(1.0, 1.0) == 0
    assert bernoulli_rate(0.999, 1.0) == math.inf
    assert bernoulli_rate(0.001, 0.0) == math.inf


def test_the_sum_of_honest_rates_is_no_evidence():
    assert sum_of_rates_rate(100 * 0.5, 100) == 0


def test_the_sum_of_rates_bounds_its_own_tail():
    rng = np.random.default_rng(0)
    totals = (math.log(2) + rng.exponential(size=(20_000, 30))).sum(axis=1)
    evidence = np.array([sum_of_rates_rate(total, 30) for total in totals])
    for alpha in (0.1, 0.01, 0.001):
        assert (evidence > math.log(1 / alpha)).mean() <= alpha


def test_the_uniform_deviation_shrinks_with_the_root_of_n():
    assert uniform_deviation_bound(400, 1e-9) == pytest.approx(uniform_deviation_bound(100, 1e-9) / 2)
