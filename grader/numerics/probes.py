"""Networks on which every correct backpropagation agrees to many digits.

On an arbitrary net the gradient may be pure rounding (vanished, cancelled, at a kink), and then correct code can differ
in every digit. A probe net is drawn from a key and kept only if it is certified; see `certified` for the rules.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from grader.numerics.networks import ACTIVATIONS, FloatArray, Params, depth, forward, loss_and_grads, slope, softmax

KINK_DISTANCE = 1e-3
LARGEST_HIDDEN = 6.0
LARGEST_SPREAD = 12.0
LEAST_CONDITION = 1e-3

_DECIMALS = 3
_STEPS = 20
_LEARNING_RATE = 0.1
_TRIES = 2000


@dataclass(frozen=True, eq=False)
class ProbeNet:
    """A certified net with its data, loss and gradient.

    params: W{l} (n_l, n_{l-1}) and b{l} (n_l, 1); X (n_0, m); Y (n_L, m) one-hot; grads under params' keys. Every
    number of params and X has at most three decimals, so that a failing call prints as short Python.
    """

    layer_dims: tuple[int, ...]
    activation: str
    params: dict[str, FloatArray]
    X: FloatArray
    Y: FloatArray
    lambd: float
    loss: float
    grads: dict[str, FloatArray]


def probe_net(
    key: int | Sequence[int],
    layer_dims: Sequence[int] = (5, 4, 6, 3),
    activation: str = "tanh",
    *,
    m: int = 7,
    lambd: float = 0.0,
    trained: bool = False,
    scale: float = 1.0,
) -> ProbeNet:
    """The certified net of a key (non-negative ints): equal arguments give an equal net.

    Weights are normal with variance scale^2 / n_in (twice that for relu), biases lie in ±[0.1, 0.5], inputs are
    standard normal, and every class occurs if m >= n_L. trained: after 20 steps of gradient descent at rate 0.1. On
    such nets correct code deviates by at most 9.3e-14 of a block (see `gradients.BLOCK_RTOL`).
    Raises ValueError for n_L = 1 (softmax of one logit has gradient 0), an unknown activation, and if 2000 candidates
    hold no certified net: relu with thousands of Z, sigmoid beyond three hidden layers, or a scale above 2.
    """
    dims = tuple(layer_dims)
    if dims[-1] == 1:
        raise ValueError("softmax of a single logit is constant: the last layer needs at least two units")
    if activation not in ACTIVATIONS:
        raise ValueError(f"unknown activation {activation!r}; the course has {', '.join(ACTIVATIONS)}")
    words = [key] if isinstance(key, int) else list(key)
    for attempt in range(_TRIES):
        # The length goes first because a seed sequence reads [1] and [1, 0] as the same.
        rng = np.random.default_rng([len(words), *words, attempt])
        params, X, Y = _draw(rng, dims, activation, m, scale)
        if trained:
            params = _trained(params, X, Y, activation, lambd)
        if certified(params, X, Y, activation, lambd):
            value, grads = loss_and_grads(params, X, Y, activation, lambd)
            return ProbeNet(dims, activation, params, X, Y, lambd, value, grads)
    raise ValueError(f"no well-conditioned {activation} net with layers {dims}, m = {m}, scale = {scale} for key {key}")


def certified(params: Params, X: FloatArray, Y: FloatArray, activation: str, lambd: float = 0.0) -> bool:
    """Whether every correct gradient of this net agrees to about 1e-13 of each block. All of:

    relu: every hidden |Z| >= 1e-3 (no kink); sigmoid, tanh: every hidden |Z| <= 6 (no saturation); the logits of an
    example within 12 (no P = Y); biases not 0; and in every block ||R|| > 1e-3 ||S||, with S the running error
    scale (no cancellation). Thresholds chosen once, before measuring.
    """
    logits, zs, _ = forward(params, X, activation)
    hidden = np.concatenate([np.abs(Z).ravel() for Z in zs[:-1]]) if zs[:-1] else np.ones(1)
    if activation == "relu" and hidden.min() < KINK_DISTANCE:
        return False
    if activation != "relu" and hidden.max() > LARGEST_HIDDEN:
        return False
    if np.ptp(logits, axis=0).max() > LARGEST_SPREAD:
        return False
    if any((params[f"b{layer}"] == 0).any() for layer in range(1, depth(params) + 1)):
        return False
    _, grads = loss_and_grads(params, X, Y, activation, lambd)
    scales = error_scales(params, X, Y, activation, lambd)
    return all(np.linalg.norm(grads[name]) > LEAST_CONDITION * np.linalg.norm(scales[name]) for name in grads)


def error_scales(params: Params, X: FloatArray, Y: FloatArray, activation: str, lambd: float) -> dict[str, FloatArray]:
    """Backpropagation with every term's absolute value (shapes of the gradient): times u, it bounds the rounding.

    Running error analysis, Higham, Accuracy and Stability of Numerical Algorithms, §3.3. P - Y becomes P + Y, 1-a^2
    becomes 1+a^2, and a(1-a) becomes a.
    """
    logits, _, activations = forward(params, X, activation)
    m = X.shape[1]
    # S_Z_L = (P + |Y|) / m                                     (n_L, m)
    dZ = (softmax(logits) + np.abs(Y)) / m
    scales: dict[str, FloatArray] = {}
    for layer in range(depth(params), 0, -1):
        W, A = np.abs(params[f"W{layer}"]), activations[layer - 1]
        scales[f"W{layer}"] = dZ @ np.abs(A).T + lambd / m * W
        scales[f"b{layer}"] = dZ.sum(axis=1, keepdims=True)
        # S_Z_{l-1} = |W_l|^T S_Z_l * (g' without cancellation)    (n_{l-1}, n_l) @ (n_l, m)
        if layer > 1:
            dZ = W.T @ dZ * _slope_scale(A, activation)
    return scales


def _slope_scale(A: FloatArray, activation: str) -> FloatArray:
    if activation == "tanh":
        return 1 + A * A
    # a(1-a) + a^2 = a bounds the rounding of a(1-a) and of a - a^2.
    return A if activation == "sigmoid" else slope(A, activation)


def _draw(
    rng: np.random.Generator, dims: tuple[int, ...], activation: str, m: int, scale: float
) -> tuple[dict[str, FloatArray], FloatArray, FloatArray]:
    params: dict[str, FloatArray] = {}
    gain = 2.0 if activation == "relu" else 1.0
    for layer, (n_in, n_out) in enumerate(pairwise(dims), start=1):
        # Var W = scale^2 gain / n_in                            (n_out, n_in)
        params[f"W{layer}"] = _rounded(rng.standard_normal((n_out, n_in)) * scale * np.sqrt(gain / n_in))
        params[f"b{layer}"] = _rounded(rng.uniform(0.1, 0.5, (n_out, 1)) * rng.choice([-1.0, 1.0], (n_out, 1)))
    X = _rounded(rng.standard_normal((dims[0], m)))
    return params, X, _one_hot(rng, dims[-1], m)


def _one_hot(rng: np.random.Generator, classes: int, m: int) -> FloatArray:
    # All classes once while the examples last, then any class, in random order.
    labels = np.concatenate([rng.permutation(classes), rng.integers(classes, size=max(0, m - classes))])[:m]
    one_hot: FloatArray = np.eye(classes)[:, rng.permutation(labels)]
    return one_hot


def _trained(
    params: dict[str, FloatArray], X: FloatArray, Y: FloatArray, activation: str, lambd: float
) -> dict[str, FloatArray]:
    for _ in range(_STEPS):
        _, grads = loss_and_grads(params, X, Y, activation, lambd)
        params = {name: value - _LEARNING_RATE * grads[name] for name, value in params.items()}
    return {name: _rounded(value) for name, value in params.items()}


def _rounded(array: FloatArray) -> FloatArray:
    # Adding 0.0 turns -0.0 into 0.0, which prints shorter.
    rounded: FloatArray = np.round(array, _DECIMALS) + 0.0
    return rounded
