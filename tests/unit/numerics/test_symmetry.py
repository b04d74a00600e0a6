"""Gradient steps keep the invariant set, other updates leave it, and the tolerances tell which is which."""

import numpy as np
import pytest

from grader.numerics.networks import loss_and_grads
from grader.numerics.probes import probe_net
from grader.numerics.symmetry import (
    BROKEN,
    KEPT,
    break_margin,
    invariant_deviation,
    symmetric_point,
    symmetry_kept,
    unit_spread,
)

SHAPES = [(5, 4, 3), (6, 5, 4, 3), (3, 7, 6, 5, 2), (8, 16, 8, 4)]


def data(layer_dims, m=9, seed=0):
    rng = np.random.default_rng(seed)
    return rng.uniform(0.1, 1, (layer_dims[0], m)), np.eye(layer_dims[-1])[:, rng.integers(layer_dims[-1], size=m)]


def steps(params, gradient, learning_rate, count):
    for _ in range(count):
        grads = gradient(params)
        params = {name: value - learning_rate * grads[name] for name, value in params.items()}
    return params


def row_layout_gradient(X, Y):
    """Backpropagation of a tanh net with examples in rows, whose matrix products round differently."""

    def gradient(params):
        layers = len(params) // 2
        activations = [X.T]
        for layer in range(1, layers + 1):
            Z = activations[-1] @ params[f"W{layer}"].T + params[f"b{layer}"].T
            activations.append(np.tanh(Z) if layer < layers else Z)
        powers = np.exp(activations[-1] - activations[-1].max(axis=1, keepdims=True))
        dZ = (powers / powers.sum(axis=1, keepdims=True) - Y.T) / Y.shape[1]
        grads = {}
        for layer in range(layers, 0, -1):
            grads[f"W{layer}"], grads[f"b{layer}"] = dZ.T @ activations[layer - 1], dZ.sum(axis=0)[:, None]
            dZ = dZ @ params[f"W{layer}"] * (1 - activations[layer - 1] ** 2)
        return grads

    return gradient


@pytest.mark.parametrize("layer_dims", SHAPES)
def test_a_symmetric_point_is_in_the_invariant_set_but_not_constant(layer_dims):
    params = symmetric_point(layer_dims, np.random.default_rng(0))
    last = len(layer_dims) - 1
    assert unit_spread(params) == invariant_deviation(params) == 0
    assert np.ptp(params["W1"], axis=1).min() > 0
    assert len(np.unique(params[f"W{last}"][:, 0])) == layer_dims[-1]
    assert [params[f"W{layer}"].shape for layer in range(1, last + 1)] == [
        (layer_dims[layer], layer_dims[layer - 1]) for layer in range(1, last + 1)
    ]


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "relu"])
@pytest.mark.parametrize("layer_dims", SHAPES)
def test_100_gradient_steps_keep_the_symmetry_and_move_every_layer(layer_dims, activation):
    X, Y = data(layer_dims)
    start = symmetric_point(layer_dims, np.random.default_rng(1))
    if activation == "relu":
        start = {name: np.abs(value) for name, value in start.items()}
    end = steps(start, lambda params: loss_and_grads(params, X, Y, activation)[1], 0.1, 100)
    assert symmetry_kept(end) is True
    assert all(np.abs(end[name] - start[name]).max() > 1e-6 for name in start)


@pytest.mark.parametrize("layer_dims", SHAPES)
def test_another_correct_layout_keeps_the_symmetry_within_the_tolerance(layer_dims):
    end = steps(symmetric_point(layer_dims, np.random.default_rng(2)), row_layout_gradient(*data(layer_dims)), 0.1, 100)
    assert invariant_deviation(end) <= KEPT / 10


@pytest.mark.parametrize("layer_dims", SHAPES)
def test_a_fully_constant_start_keeps_the_symmetry_though_its_hidden_gradient_is_rounding(layer_dims):
    X, Y = data(layer_dims)
    start = {name: np.full_like(v, 0.5) for name, v in symmetric_point(layer_dims, np.random.default_rng(0)).items()}
    assert symmetry_kept(steps(start, lambda params: loss_and_grads(params, X, Y, "tanh")[1], 0.1, 100)) is True


@pytest.mark.parametrize("layer_dims", SHAPES)
def test_dropout_breaks_the_symmetry_in_one_step(layer_dims):
    X, Y = data(layer_dims)
    start = symmetric_point(layer_dims, np.random.default_rng(3))
    _, grads = loss_and_grads(start, X, Y, "tanh")
    dropped = {name: grad.copy() for name, grad in grads.items()}
    dropped["W1"][0] = dropped["b1"][0] = dropped["W2"][:, 0] = 0
    end = {name: start[name] - 0.1 * dropped[name] for name in start}
    assert symmetry_kept(end) is False
    assert break_margin(end) > 100


def test_a_random_start_is_not_symmetric():
    assert break_margin(probe_net(0).params) > 1e5


def test_between_rounding_and_breaking_there_is_no_verdict():
    params = symmetric_point((5, 4, 3), np.random.default_rng(0))
    for deviation, verdict in ((KEPT / 2, True), (1e-7, None), (10 * BROKEN, False)):
        shifted = {**params, "b1": params["b1"] * (1 + deviation * np.eye(4)[:, :1])}
        assert symmetry_kept(shifted) is verdict


@pytest.mark.parametrize("name", ["W1", "b1", "W2", "b2", "W3"])
def test_a_difference_in_any_block_of_a_hidden_unit_counts(name):
    params = symmetric_point((5, 4, 6, 3), np.random.default_rng(0))
    params[name][0, 0] += 0.25
    assert unit_spread(params) == pytest.approx(0.25)
    assert symmetry_kept(params) is False


@pytest.mark.parametrize("change", [("W1", (slice(None), 0)), ("W3", (0, slice(None))), ("b3", (0, 0))])
def test_what_is_free_in_the_invariant_set_does_not_count(change):
    name, where = change
    params = symmetric_point((5, 4, 6, 3), np.random.default_rng(0))
    params[name][where] += 0.25
    assert unit_spread(params) == invariant_deviation(params) == 0


def test_a_net_without_hidden_layers_has_no_units_to_compare():
    params = symmetric_point((5, 3), np.random.default_rng(0))
    assert unit_spread(params) == invariant_deviation(params) == 0
    assert len(np.unique(params["W1"])) > 3


def test_all_zero_parameters_are_symmetric():
    zeros = {name: np.zeros_like(value) for name, value in probe_net(0).params.items()}
    assert symmetry_kept(zeros) is True
