"""The reference gradient is exact, and correct code in other styles stays far inside BLOCK_RTOL.

The reduced form runs a few hundred nets; the slow one twenty thousand.
"""

import numpy as np
import pytest

from grader.numerics.gradients import BLOCK_RTOL, block_error, central_difference, complex_step, relative_difference
from grader.numerics.gradients import central_difference_tolerance as tolerance
from grader.numerics.networks import ACTIVATIONS, loss
from grader.numerics.probes import probe_net

SHAPES = [(5, 4, 6, 3), (3, 2), (1, 2), (4, 1, 5, 3), (5, 4, 4, 6, 3), (1, 1, 1, 2), (8, 8, 2)]


def nets(count):
    for key in range(count):
        yield probe_net(
            (11, key),
            SHAPES[key % len(SHAPES)],
            ACTIVATIONS[key % 3],
            m=(7, 1, 4, 20)[key % 4],
            lambd=(0.0, 0.9)[key % 2],
            trained=key // 2 % 2 == 0,
        )


def slope(Z, A, activation):
    return {
        "tanh": lambda: 1 / np.cosh(Z) ** 2,
        "sigmoid": lambda: np.exp(-Z) / (1 + np.exp(-Z)) ** 2,
        "relu": lambda: np.heaviside(Z, 0.5),
    }[activation]()


def act(Z, activation):
    return {
        "tanh": lambda: 2 / (1 + np.exp(-2 * Z)) - 1,
        "sigmoid": lambda: (1 + np.tanh(Z / 2)) / 2,
        "relu": lambda: (Z + np.abs(Z)) / 2,
    }[activation]()


def in_rows(net):
    """Examples in rows, textbook activations, the 1/m applied at the very end."""
    depth = len(net.params) // 2
    inputs, zs = [net.X.T], []
    for layer in range(1, depth + 1):
        zs.append(inputs[-1] @ net.params[f"W{layer}"].T + net.params[f"b{layer}"].ravel())
        inputs.append(act(zs[-1], net.activation))
    P = np.exp(zs[-1]) / np.exp(zs[-1]).sum(axis=1, keepdims=True)
    delta, m, grads = P - net.Y.T, len(P), {}
    for layer in range(depth, 0, -1):
        W = net.params[f"W{layer}"]
        grads[f"W{layer}"] = (delta.T @ inputs[layer - 1] + net.lambd * W) / m
        grads[f"b{layer}"] = np.mean(delta, axis=0)[:, None]
        if layer > 1:
            delta = (delta @ W) * slope(zs[layer - 2], inputs[layer - 1], net.activation)
    return grads


def by_example(net):
    """One example after another, einsum, log-softmax."""
    depth, m = len(net.params) // 2, net.X.shape[1]
    grads = {name: np.zeros_like(value) for name, value in net.params.items()}
    for x, y in zip(net.X.T, net.Y.T, strict=True):
        inputs, zs = [x], []
        for layer in range(1, depth + 1):
            zs.append(np.einsum("ij,j->i", net.params[f"W{layer}"], inputs[-1]) + net.params[f"b{layer}"][:, 0])
            inputs.append(act(zs[-1], net.activation))
        delta = (np.exp(zs[-1] - np.logaddexp.reduce(zs[-1])) - y) / m
        for layer in range(depth, 0, -1):
            grads[f"W{layer}"] += np.einsum("i,j->ij", delta, inputs[layer - 1])
            grads[f"b{layer}"] += delta[:, None]
            if layer > 1:
                back = np.einsum("ij,i->j", net.params[f"W{layer}"], delta)
                delta = back * slope(zs[layer - 2], inputs[layer - 1], net.activation)
    return {n: g + (net.lambd * net.params[n] / m if n.startswith("W") else 0) for n, g in grads.items()}


def with_bias_column(net):
    """Weights and bias in one matrix, and the softmax derivative as an explicit Jacobian times -y/p."""
    depth, m = len(net.params) // 2, net.X.shape[1]
    joint = {layer: np.hstack([net.params[f"W{layer}"], net.params[f"b{layer}"]]) for layer in range(1, depth + 1)}
    inputs, zs = [np.vstack([net.X, np.ones(m)])], []
    for layer in range(1, depth + 1):
        zs.append(joint[layer] @ inputs[-1])
        inputs.append(np.vstack([act(zs[-1], net.activation), np.ones(m)]))
    P = np.exp(zs[-1] - zs[-1].max(axis=0))
    P /= P.sum(axis=0)
    jacobians = [np.diag(p) - np.outer(p, p) for p in P.T]
    dZ = np.stack([J @ (-y / p) for J, y, p in zip(jacobians, net.Y.T, P.T, strict=True)], axis=1) / m
    grads = {}
    for layer in range(depth, 0, -1):
        both = dZ @ inputs[layer - 1].T
        grads[f"W{layer}"] = both[:, :-1] + net.lambd / m * net.params[f"W{layer}"]
        grads[f"b{layer}"] = both[:, -1:]
        if layer > 1:
            dA = (joint[layer].T @ dZ)[:-1]
            dZ = dA * slope(zs[layer - 2], inputs[layer - 1][:-1], net.activation)
    return grads


STYLES = [in_rows, by_example, with_bias_column]


def worst_block_direction_error(net, rng):
    errors = []
    for name, value in net.params.items():
        v = rng.standard_normal(value.shape)
        exact = complex_step(
            lambda t, name=name: loss({**net.params, name: t}, net.X, net.Y, net.activation, net.lambd), value, v
        )
        R = net.grads[name]
        errors.append(abs(exact - (R * v).sum()) / (np.linalg.norm(R) * np.linalg.norm(v)))
    return max(errors)


def worst_style_error(net, style):
    grads = style(net)
    return max(block_error(grads[name], net.grads[name]) for name in net.grads)


COUNTS = [300, pytest.param(20_000, marks=pytest.mark.slow)]


@pytest.mark.parametrize("count", COUNTS)
def test_the_reference_gradient_is_the_complex_step_derivative_of_every_block(count):
    rng = np.random.default_rng(0)
    assert max(worst_block_direction_error(net, rng) for net in nets(count)) < 1e-12


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("style", STYLES)
def test_correct_code_in_another_style_stays_far_inside_the_tolerance(style, count):
    assert max(worst_style_error(net, style) for net in nets(count)) < BLOCK_RTOL / 100


@pytest.mark.parametrize("count", COUNTS)
def test_an_error_of_1e_5_in_one_bias_block_of_another_style_is_always_caught(count):
    for net in nets(count):
        grads = in_rows(net)
        for name in (name for name in grads if name.startswith("b")):
            assert block_error(grads[name] * (1 + 1e-5), net.grads[name]) > BLOCK_RTOL


@pytest.mark.parametrize("count", [60, pytest.param(2000, marks=pytest.mark.slow)])
def test_the_course_check_at_eps_1e_5_is_safe_on_certified_nets(count):
    for net in nets(count):
        numerical, exact = _numerical(net, 1e-5, loss), np.concatenate([g.ravel() for g in net.grads.values()])
        assert relative_difference(numerical, exact) < 1e-7 / 5


@pytest.mark.parametrize("count", [60, pytest.param(2000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("eps", [1e-4, 1e-5, 1e-7])
def test_central_differences_of_two_correct_losses_agree_within_the_tolerance(eps, count):
    for net in nets(count):
        ours, theirs = _numerical(net, eps, loss), _numerical(net, eps, row_loss)
        assert np.abs(ours - theirs).max() < tolerance(net.loss, eps, np.abs(ours).max()) / 3


def row_loss(params, X, Y, activation, lambd):
    A = X.T
    depth = len(params) // 2
    for layer in range(1, depth + 1):
        A = A @ params[f"W{layer}"].T + params[f"b{layer}"].T
        A = act(A, activation) if layer < depth else A
    P = np.exp(A) / np.exp(A).sum(axis=1, keepdims=True)
    squares = sum(np.sum(params[f"W{layer}"] ** 2) for layer in range(1, depth + 1))
    return -np.mean(np.log(P[Y.T == 1])) + lambd * squares / (2 * len(A))


def _numerical(net, eps, function):
    parts = [
        central_difference(
            lambda t, name=name: function({**net.params, name: t}, net.X, net.Y, net.activation, net.lambd), value, eps
        ).ravel()
        for name, value in net.params.items()
    ]
    return np.concatenate(parts)
