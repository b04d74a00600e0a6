"""Comparing gradients, and the derivatives that prove them, on functions with known answers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.numerics.gradients import (
    BLOCK_RTOL,
    block_error,
    central_difference,
    central_difference_tolerance,
    complex_step,
    complex_step_gradient,
    observed_order,
    relative_difference,
)
from grader.numerics.networks import loss
from grader.numerics.probes import probe_net

VECTORS = st.lists(st.floats(-1e3, 1e3).filter(lambda x: x == 0 or abs(x) > 1e-3), min_size=3, max_size=3).map(np.array)


def test_block_error_is_the_error_over_the_size_of_the_reference():
    assert block_error([[3.0, 4.5]], [[3.0, 4.0]]) == pytest.approx(0.1, rel=1e-15)


@pytest.mark.parametrize("scale", [1e-200, 1e-300, 1e200, 1e300])
def test_block_error_neither_underflows_nor_overflows(scale):
    assert block_error([3 * scale, 4.5 * scale], [3 * scale, 4 * scale]) == pytest.approx(0.1, rel=1e-12)


def test_block_error_of_two_zero_blocks_is_zero():
    assert block_error(np.zeros(3), np.zeros(3)) == 0.0


def test_block_error_against_a_zero_block_is_infinite():
    assert block_error([1e-300, 0.0], np.zeros(2)) == float("inf")


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_block_error_of_a_gradient_that_is_not_finite_is_infinite(bad):
    assert block_error([bad, 1.0], [1.0, 1.0]) == float("inf")


def test_block_error_refuses_shapes_that_would_broadcast():
    with pytest.raises(ValueError, match="shapes"):
        block_error(np.ones(3), np.ones((3, 1)))


def test_an_error_of_1e_5_in_any_one_bias_block_is_always_seen():
    for key in range(100):
        net = probe_net(key, activation=("tanh", "relu", "sigmoid")[key % 3], trained=bool(key % 2), lambd=0.9)
        for name in ("b1", "b2", "b3"):
            assert block_error(net.grads[name] * (1 + 1e-5), net.grads[name]) > 1000 * BLOCK_RTOL


@given(VECTORS, VECTORS)
def test_relative_difference_is_symmetric_and_lies_between_0_and_1(a, b):
    difference = relative_difference(a, b)
    assert difference == relative_difference(b, a)
    assert 0 <= difference <= 1 + 1e-15


@given(VECTORS, VECTORS, st.sampled_from([2.0**-660, 2.0**-900, 2.0**660, 2.0**900]))
def test_relative_difference_does_not_depend_on_the_scale(a, b, scale):
    assert relative_difference(scale * a, scale * b) == relative_difference(a, b)


def test_relative_difference_of_zeros_is_zero():
    assert relative_difference(np.zeros(2), np.zeros(2)) == 0.0


def test_relative_difference_of_opposite_vectors_is_one():
    assert relative_difference([1e-200, 2e-200], [-1e-200, -2e-200]) == 1.0


def test_relative_difference_with_a_nan_is_nan():
    assert np.isnan(relative_difference([1.0, float("nan")], [1.0, 1.0]))


def test_complex_step_of_a_quadratic_form_is_exact():
    A = np.array([[2.0, 1.0], [1.0, 3.0]])
    theta, v = np.array([0.3, -0.7]), np.array([1.0, 2.0])
    assert complex_step(lambda t: t @ A @ t / 2, theta, v) == pytest.approx(v @ A @ theta, rel=1e-15)


def test_complex_step_gradient_keeps_the_shape():
    theta = np.arange(1.0, 7.0).reshape(2, 3)
    np.testing.assert_allclose(complex_step_gradient(lambda t: (t**3).sum(), theta), 3 * theta**2, rtol=1e-15)


def test_complex_step_gradient_of_the_loss_is_the_reference_gradient():
    net = probe_net(1, activation="sigmoid", lambd=0.9)
    for name, value in net.params.items():
        gradient = complex_step_gradient(
            lambda t, name=name: loss({**net.params, name: t}, net.X, net.Y, "sigmoid", 0.9), value
        )
        assert block_error(gradient, net.grads[name]) < 1e-13


def test_central_difference_is_exact_on_quadratics():
    theta = np.array([[0.25, -1.5]])
    np.testing.assert_allclose(central_difference(lambda t: (t**2).sum(), theta, 0.5), 2 * theta, rtol=1e-15)


def test_central_difference_promotes_integers():
    assert central_difference(lambda t: (t**2).sum(), [1, 2], 0.5).tolist() == [2.0, 4.0]


def test_central_difference_leaves_theta_alone():
    theta = np.array([1.0, 2.0])
    central_difference(lambda t: t.sum(), theta)
    assert theta.tolist() == [1.0, 2.0]


def test_central_difference_has_order_two_and_a_forward_difference_order_one():
    steps = [1e-1, 5e-2, 2.5e-2]
    central = [abs(central_difference(np.exp, 0.5, eps) - np.exp(0.5)).item() for eps in steps]
    forward = [abs((np.exp(0.5 + eps) - np.exp(0.5)) / eps - np.exp(0.5)) for eps in steps]
    assert observed_order(central, steps) == pytest.approx(2, abs=0.01)
    assert observed_order(forward, steps) == pytest.approx(1, abs=0.05)


def test_the_order_of_an_exact_method_is_infinite():
    assert observed_order([1e-3, 0.0], [1e-1, 1e-2]) == float("inf")


def test_the_tolerance_separates_forward_from_central_differences_at_eps_1e_4():
    net = probe_net(2)
    theta = net.params["W1"]

    def f(t):
        return loss({**net.params, "W1": t}, net.X, net.Y, "tanh")

    central = central_difference(f, theta, 1e-4)
    forward = np.array([[(f(theta + 1e-4 * unit) - f(theta)) / 1e-4 for unit in row] for row in _units(theta.shape)])
    tolerance = central_difference_tolerance(net.loss, 1e-4, np.linalg.norm(central))
    assert np.linalg.norm(forward - central) > 1000 * tolerance


def _units(shape):
    return np.eye(shape[0] * shape[1]).reshape(*shape, *shape)
