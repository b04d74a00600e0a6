"""Depth bands equal the published table, hold in simulation, and separate He from Xavier where they should."""

import math

import numpy as np
import pytest

from grader.numerics.depth import backward_factor, forward_factor, he_relu_log_band, linear_log_band, xavier_factors

TABLE = {
    100: [(-3.3, 1.13), (-4.3, 2.8), (-5.5, 4.05), (-7.7, 5.7), (-12.3, 8.8)],
    256: [(-1.17, 0.77), (-2.3, 1.85), (-3.2, 2.65), (-4.5, 3.8), (-7.2, 5.9)],
    512: [(-0.76, 0.57), (-1.57, 1.35), (-2.2, 1.9), (-3.1, 2.7), (-4.9, 4.3)],
    1024: [(-0.51, 0.42), (-1.08, 0.97), (-1.5, 1.4), (-2.1, 2.0), (-3.4, 3.1)],
}


@pytest.mark.parametrize("n", TABLE)
def test_the_he_band_is_the_published_table(n):
    for depth, band in zip((1, 5, 10, 20, 50), TABLE[n], strict=True):
        assert he_relu_log_band([n] * depth, 1e-9) == pytest.approx(band, abs=0.051)


def test_the_gaussian_approximation_is_too_narrow_below():
    n, depth = 256, 10
    approximation = -5 * depth / (2 * n) - 6.55 * math.sqrt(5 * depth / n)
    assert he_relu_log_band([n] * depth, 1e-9)[0] < approximation - 0.05


def test_the_he_band_does_not_depend_on_the_order_of_widths():
    assert he_relu_log_band([100, 200, 300]) == he_relu_log_band([300, 100, 200])


def test_the_he_band_widens_with_depth_and_with_certainty_and_narrows_with_width():
    assert he_relu_log_band([256] * 5)[1] < he_relu_log_band([256] * 10)[1]
    assert he_relu_log_band([256] * 5, 1e-9)[0] > he_relu_log_band([256] * 5, 1e-18)[0]
    assert he_relu_log_band([512] * 5)[0] > he_relu_log_band([256] * 5)[0]


def test_narrow_layers_have_no_lower_end_because_they_may_die():
    low, high = he_relu_log_band([10] * 3)
    assert low == -math.inf
    assert 0 < high < math.inf


@pytest.mark.parametrize(
    ("n", "depth", "separate"),
    [(100, 20, True), (256, 10, True), (512, 5, True), (1024, 5, True), (64, 20, False), (1024, 1, False)],
)
def test_xavier_in_a_relu_net_leaves_the_band_of_he_where_published(n, depth, separate):
    low, high = he_relu_log_band([n] * depth, 1e-9)
    # Xavier halves every factor, so that its law is He's shifted by -L ln 2.
    assert (high - depth * math.log(2) < low) is separate


@pytest.mark.parametrize("alpha", [0.5, 0.1, 0.01])
def test_the_exact_law_leaves_the_he_band_as_rarely_as_promised_and_not_much_more_rarely(alpha):
    rng = np.random.default_rng(0)
    n, depth = 100, 4
    alive = rng.binomial(n, 0.5, size=(20_000, depth))
    logs = np.log(2 / n * rng.chisquare(alive)).sum(axis=1)
    low, high = he_relu_log_band([n] * depth, alpha)
    outside = ((logs < low) | (logs > high)).mean()
    assert alpha / 20 < outside <= alpha


def test_random_relu_nets_obey_the_law_of_the_band():
    rng = np.random.default_rng(1)
    n, depth, nets = 64, 4, 1500
    logs = np.empty(nets)
    for net in range(nets):
        a = rng.standard_normal(n)
        start = a @ a
        for _ in range(depth):
            a = np.maximum(rng.standard_normal((n, n)) @ a * math.sqrt(2 / n), 0)
        logs[net] = math.log(a @ a / start)
    low, high = he_relu_log_band([n] * depth, 0.01)
    assert ((logs < low) | (logs > high)).mean() <= 0.01
    assert logs.mean() == pytest.approx(-5 * depth / (2 * n), abs=0.06)
    assert logs.std() == pytest.approx(math.sqrt(5 * depth / n), rel=0.1)


@pytest.mark.parametrize("alpha", [0.5, 0.1, 0.01])
def test_the_exact_law_leaves_the_linear_band_as_rarely_as_promised(alpha):
    rng = np.random.default_rng(2)
    n, depth = 30, 6
    logs = np.log(rng.chisquare(n, size=(50_000, depth)) / n).sum(axis=1)
    low, high = linear_log_band([n] * depth, alpha)
    assert alpha / 20 < ((logs < low) | (logs > high)).mean() <= alpha


def test_the_linear_band_of_one_layer_is_finite_for_every_width():
    low, high = linear_log_band([1], 1e-9)
    assert -60 < low < -42 < 3 < high < 5


def test_xavier_factors_add_up_to_two_and_keep_both_signals_on_equal_widths():
    assert xavier_factors([100, 100, 300]) == [(1.0, 1.0), (0.5, 1.5)]
    assert forward_factor(30, 10) == 1.5
    assert backward_factor(30, 10) == 0.5


def test_xavier_factors_are_the_expected_growth_of_a_linear_layer():
    rng = np.random.default_rng(3)
    n_in, n_out = 300, 100
    W = rng.standard_normal((n_out, n_in)) * math.sqrt(2 / (n_in + n_out))
    a, dz = rng.standard_normal((n_in, 200)), rng.standard_normal((n_out, 200))
    assert ((W @ a) ** 2).mean() == pytest.approx(forward_factor(n_in, n_out), rel=0.1)
    assert ((W.T @ dz) ** 2).mean() == pytest.approx(backward_factor(n_in, n_out), rel=0.1)
