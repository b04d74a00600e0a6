"""The reference network agrees with independent formulas, for real and complex parameters."""

import math

import numpy as np
import pytest

from grader.numerics.gradients import block_error, complex_step
from grader.numerics.networks import (
    ACTIVATIONS,
    activate,
    forward,
    loss,
    loss_and_grads,
    preactivation_gradients,
    sizes,
    softmax,
)
from grader.numerics.probes import probe_net


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_forward_of_one_unit_is_the_textbook_formula(activation):
    g = {"tanh": math.tanh, "relu": lambda z: max(z, 0.0), "sigmoid": lambda z: 1 / (1 + math.exp(-z))}[activation]
    params = {
        "W1": np.array([[2.0]]),
        "b1": np.array([[0.5]]),
        "W2": np.array([[3.0], [-1.0]]),
        "b2": np.array([[0.1], [0.2]]),
    }
    logits, zs, activations = forward(params, np.array([[0.3]]), activation)
    hidden = g(1.1)
    assert zs[0].item() == pytest.approx(1.1, rel=1e-15)
    assert activations[1].item() == pytest.approx(hidden, rel=1e-15)
    assert logits.ravel().tolist() == pytest.approx([3 * hidden + 0.1, -hidden + 0.2], rel=1e-15)


def test_loss_of_equal_logits_is_the_log_of_the_number_of_classes():
    params = {"W1": np.zeros((4, 3)), "b1": np.zeros((4, 1))}
    assert loss(params, np.ones((3, 5)), np.eye(4)[:, [0, 1, 2, 3, 0]], "tanh") == pytest.approx(math.log(4), rel=1e-15)


def test_the_l2_term_is_lambd_over_2m_times_the_squared_weights_without_biases():
    net = probe_net(1)
    plain, penalised = (loss(net.params, net.X, net.Y, "tanh", lambd) for lambd in (0.0, 0.9))
    squares = sum((net.params[f"W{layer}"] ** 2).sum() for layer in (1, 2, 3))
    assert penalised - plain == pytest.approx(0.9 / (2 * 7) * squares, rel=1e-14)


def test_the_gradient_of_the_l2_term_is_lambd_over_m_times_the_weights():
    net = probe_net(2)
    _, plain = loss_and_grads(net.params, net.X, net.Y, "tanh")
    _, penalised = loss_and_grads(net.params, net.X, net.Y, "tanh", 0.9)
    for name, value in net.params.items():
        part = 0.9 / 7 * value if name.startswith("W") else np.zeros_like(value)
        np.testing.assert_allclose(penalised[name] - plain[name], part, atol=1e-15)


def test_loss_and_grads_returns_the_loss_as_a_python_float_under_the_parameters_own_keys():
    net = probe_net(3)
    value, grads = loss_and_grads(net.params, net.X, net.Y, "tanh", 0.3)
    assert type(value) is float
    assert value == loss(net.params, net.X, net.Y, "tanh", 0.3)
    assert grads.keys() == net.params.keys()
    assert all(grads[name].shape == net.params[name].shape for name in grads)


def test_the_loss_is_finite_for_logits_of_ten_thousand():
    params = {"W1": np.array([[1e4], [-1e4]]), "b1": np.zeros((2, 1))}
    assert loss(params, np.ones((1, 1)), np.array([[0.0], [1.0]]), "tanh") == 2e4


def test_a_complex_loss_has_the_real_loss_as_its_real_part():
    net = probe_net(4, activation="sigmoid", lambd=0.5)
    shifted = {name: value + 1e-20j for name, value in net.params.items()}
    assert loss(shifted, net.X, net.Y, "sigmoid", 0.5).real == pytest.approx(net.loss, rel=1e-15)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("z", [-700.0, -40.0, -1.5, 0.5, 3.0, 40.0, 700.0])
def test_the_complex_step_through_an_activation_is_its_derivative(activation, z):
    slope = complex_step(lambda t: activate(t, activation), np.float64(z), np.float64(1.0))
    decay = math.exp(-abs(z))
    exact = {
        "sigmoid": decay / (1 + decay) ** 2,
        "tanh": 4 * decay**2 / (1 + decay**2) ** 2,
        "relu": float(z > 0),
    }[activation]
    # tanh' keeps absolute accuracy only: numpy's complex tanh rounds 1 - tanh^2 to 0 beyond |z| = 22.
    assert slope == pytest.approx(exact, rel=1e-13, abs=1e-16)


def test_sigmoid_keeps_its_relative_accuracy_in_the_left_tail():
    assert activate(np.array([-700.0]), "sigmoid")[0] == pytest.approx(math.exp(-700), rel=1e-13)


def test_softmax_columns_sum_to_one_even_when_columns_differ_by_thousands():
    P = softmax(np.array([[1e4, -1e4, 0.0], [9999.0, -1e4, 1.0]]))
    np.testing.assert_allclose(P.sum(axis=0), 1.0, rtol=1e-15)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_preactivation_gradients_are_the_derivative_along_the_bias_of_one_example(activation):
    net = probe_net(5, m=1, activation=activation)
    gradients = preactivation_gradients(net.params, net.X, net.Y, activation)
    for layer, dZ in enumerate(gradients, start=1):
        assert block_error(dZ, net.grads[f"b{layer}"]) < 1e-15


def test_sizes_are_read_from_the_weights():
    assert sizes(probe_net(6, layer_dims=(3, 1, 5, 2)).params) == [3, 1, 5, 2]


def test_an_unknown_activation_is_refused():
    with pytest.raises(ValueError, match="unknown activation 'elu'"):
        activate(np.zeros(1), "elu")
