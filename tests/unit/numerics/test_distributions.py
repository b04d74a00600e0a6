"""Distribution functions without scipy, against math.erf and against sampling."""

import math

import numpy as np
import pytest

from grader.numerics.distributions import (
    FAMILIES,
    TRUNCATED_VARIANCE,
    normal_cdf,
    standard_cdf,
    support,
    unit_scale,
)


def test_the_normal_distribution_function_is_exact_to_1e_13():
    z = np.random.default_rng(0).uniform(-12, 12, 20_000)
    exact = np.array([math.erfc(-x / math.sqrt(2)) / 2 for x in z.tolist()])
    assert np.abs(normal_cdf(z) - exact).max() < 1e-13


def test_the_normal_distribution_function_reaches_its_limits():
    assert normal_cdf(np.array([-1e300, -np.inf, np.inf])).tolist() == pytest.approx([0, 0, 1], abs=1e-18)


def test_the_normal_distribution_function_keeps_the_shape():
    assert normal_cdf(np.zeros((3, 2))).tolist() == [[0.5, 0.5]] * 3


@pytest.mark.parametrize("family", FAMILIES)
def test_distribution_functions_grow_from_0_to_1_and_are_symmetric(family):
    z = np.linspace(-10, 10, 4001)
    F = standard_cdf(z, family)
    assert F[0] == pytest.approx(0, abs=1e-15)
    assert F[-1] == pytest.approx(1, abs=1e-15)
    assert (np.diff(F) >= -1e-15).all()
    np.testing.assert_allclose(F + F[::-1], 1, atol=1e-13)


@pytest.mark.parametrize("family", FAMILIES)
def test_distribution_functions_have_variance_one(family):
    # E U^2 = int_0^inf 2 u P(|U| > u) du, by the midpoint rule
    u = (np.arange(100_000) + 0.5) * 1e-4
    tail = 2 * (1 - standard_cdf(u, family))
    assert (2 * u * tail).sum() * 1e-4 == pytest.approx(1, rel=1e-6)


def test_the_variance_left_by_truncation_is_the_known_constant():
    assert math.sqrt(TRUNCATED_VARIANCE) == pytest.approx(0.87962566103423978, rel=1e-14)


def test_the_support_ends_where_the_distribution_function_does():
    for family in ("uniform", "truncated_normal"):
        inside, outside = standard_cdf(support(family) * np.array([1 - 1e-6, 1 + 1e-6]), family)
        assert inside < 1
        assert outside == pytest.approx(1, abs=1e-15)
    assert support("normal") == math.inf


@pytest.mark.parametrize("function", [lambda name: standard_cdf(np.zeros(1), name), support])
def test_an_unknown_family_is_refused(function):
    with pytest.raises(ValueError, match="unknown family 'laplace'"):
        function("laplace")


@pytest.mark.parametrize("scale", [1e-300, 1e-160, 1.0, 1e200, 1e307])
def test_the_unit_scale_has_mean_square_one_at_every_magnitude(scale):
    z = unit_scale(scale * np.array([[1.0, -2.0], [3.0, 0.5]]))
    assert (z * z).mean() == pytest.approx(1, rel=1e-12)


def test_the_unit_scale_of_zeros_is_zeros():
    assert unit_scale(np.zeros(3)).tolist() == [0, 0, 0]
