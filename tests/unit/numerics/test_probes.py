"""Probe nets are certified, reproducible and printable."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.numerics.networks import ACTIVATIONS, forward, loss_and_grads
from grader.numerics.probes import certified, error_scales, probe_net

SHAPES = [(5, 4, 6, 3), (3, 2), (1, 2), (1, 1, 1, 2), (4, 1, 5, 3), (5, 4, 4, 6, 3), (20, 30, 10)]


@pytest.mark.parametrize("m", [1, 7, 20])
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("layer_dims", SHAPES)
def test_every_architecture_and_batch_size_has_certified_nets(layer_dims, activation, m):
    net = probe_net((1, 2), layer_dims, activation, m=m, lambd=0.9)
    assert certified(net.params, net.X, net.Y, activation, 0.9)
    assert net.X.shape == (layer_dims[0], m)
    assert net.Y.shape == (layer_dims[-1], m)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize(
    "options", [{"trained": True}, {"scale": 0.01}, {"scale": 2.0}, {"trained": True, "lambd": 0.5}]
)
def test_trained_and_scaled_nets_are_certified(activation, options):
    net = probe_net(3, activation=activation, **options)
    assert certified(net.params, net.X, net.Y, activation, net.lambd)


@given(st.lists(st.integers(0, 2**40), min_size=1, max_size=3))
@settings(max_examples=20, deadline=None)
def test_equal_keys_give_equal_nets(key):
    first, second = probe_net(key), probe_net(tuple(key))
    assert first.loss == second.loss
    assert all(np.array_equal(first.params[name], second.params[name]) for name in first.params)
    assert np.array_equal(first.X, second.X)


def test_different_keys_give_different_nets_even_when_they_differ_by_a_trailing_zero():
    assert len({probe_net(key).loss for key in (0, 1, (0,), (1, 0), (1, 0, 0), (0, 1))}) == 5


@pytest.mark.parametrize("trained", [False, True])
def test_every_printed_number_is_short_and_reads_back_exactly(trained):
    net = probe_net(4, trained=trained)
    for array in (*net.params.values(), net.X):
        assert all(len(repr(value)) <= 7 for value in array.ravel().tolist())
        assert np.array_equal(np.array(eval(repr(array.tolist()))), array)


def test_every_class_is_present_when_there_are_enough_examples():
    for key in range(50):
        assert (probe_net(key, m=3).Y.sum(axis=1) == 1).all()
        assert (probe_net(key, m=9).Y.sum(axis=1) >= 1).all()


def test_labels_are_one_hot_for_fewer_examples_than_classes():
    assert (probe_net(0, (5, 4, 6), m=2).Y.sum(axis=0) == 1).all()


def test_biases_are_never_zero():
    nets = [probe_net(key, trained=bool(key % 2)) for key in range(50)]
    assert all((net.params[f"b{layer}"] != 0).all() for net in nets for layer in (1, 2, 3))


def test_the_loss_and_gradient_belong_to_the_rounded_parameters():
    net = probe_net(7, activation="relu", lambd=0.9, trained=True)
    value, grads = loss_and_grads(net.params, net.X, net.Y, "relu", 0.9)
    assert value == net.loss
    assert all(np.array_equal(grads[name], net.grads[name]) for name in grads)


def test_relu_nets_keep_away_from_kinks():
    for key in range(50):
        net = probe_net(key, activation="relu")
        _, zs, _ = forward(net.params, net.X, "relu")
        assert min(np.abs(Z).min() for Z in zs[:-1]) >= 1e-3


def test_a_saturated_net_is_not_certified():
    net = probe_net(8)
    assert not certified({**net.params, "b1": net.params["b1"] + 7}, net.X, net.Y, "tanh")


def test_a_net_at_a_kink_is_not_certified():
    net = probe_net(8, activation="relu")
    _, zs, _ = forward(net.params, net.X, "relu")
    at_kink = {**net.params, "b1": net.params["b1"] - zs[0][:, :1]}
    assert not certified(at_kink, net.X, net.Y, "relu")


def test_a_net_with_distant_logits_is_not_certified():
    net = probe_net(8)
    assert not certified({**net.params, "b3": np.array([[14.0], [0.5], [0.5]])}, net.X, net.Y, "tanh")


def test_a_net_with_a_zero_bias_is_not_certified():
    net = probe_net(8)
    assert not certified({**net.params, "b2": np.zeros((6, 1))}, net.X, net.Y, "tanh")


def test_a_net_whose_layer_is_dead_is_not_certified():
    net = probe_net(8, activation="relu")
    assert not certified({**net.params, "b2": np.full((6, 1), -50.0)}, net.X, net.Y, "relu")


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_error_scales_bound_the_gradient_entry_by_entry(activation):
    net = probe_net(9, activation=activation, lambd=0.9)
    scales = error_scales(net.params, net.X, net.Y, activation, 0.9)
    assert all((np.abs(net.grads[name]) <= scales[name] * (1 + 1e-12)).all() for name in net.grads)


def test_a_single_logit_is_refused():
    with pytest.raises(ValueError, match="at least two units"):
        probe_net(0, (3, 1))


def test_an_unknown_activation_is_refused():
    with pytest.raises(ValueError, match="unknown activation"):
        probe_net(0, activation="elu")


def test_a_hopeless_request_is_refused_by_name():
    with pytest.raises(ValueError, match=r"no well-conditioned tanh net with layers \(9, 30, 2\), m = 7, scale = 50"):
        probe_net(0, (9, 30, 2), scale=50)
