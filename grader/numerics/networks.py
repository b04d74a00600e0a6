"""The reference network of the course: linear layers, one hidden activation, softmax cross-entropy with an L2 term.

Columns are examples: X is (n_0, m), Y is (n_L, m), W{l} is (n_l, n_{l-1}), b{l} is (n_l, 1). The only 1/m is in the
loss. `forward` and `loss` are analytic in the parameters as written (no conjugate, no abs), so that complex-step
differentiation of `loss` is exact to rounding.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

FloatArray: TypeAlias = NDArray[np.float64]
Params: TypeAlias = Mapping[str, FloatArray]

Number = TypeVar("Number", np.float64, np.complex128)

ACTIVATIONS = ("sigmoid", "tanh", "relu")


def depth(params: Mapping[str, NDArray[Any]]) -> int:
    """The number L of layers with parameters W1, b1, ..., WL, bL."""
    return len(params) // 2


def sizes(params: Mapping[str, NDArray[Any]]) -> list[int]:
    """The layer sizes [n_0, ..., n_L] that the weights' shapes imply."""
    return [params["W1"].shape[1], *(params[f"W{layer}"].shape[0] for layer in range(1, depth(params) + 1))]


def activate(Z: NDArray[Number], activation: str) -> NDArray[Number]:
    """The hidden activation of Z, any shape; real or complex.

    sigmoid never overflows (the exponent's real part is at most 0) and keeps its relative accuracy in both tails;
    relu switches on the real part. Raises ValueError for an unknown name.
    """
    if activation == "tanh":
        return np.tanh(Z)
    if activation == "relu":
        return np.where(Z.real > 0, Z, 0)
    if activation == "sigmoid":
        positive = Z.real >= 0
        decay = np.exp(np.where(positive, -Z, Z))
        value: NDArray[Number] = np.where(positive, 1, decay) / (1 + decay)
        return value
    raise ValueError(f"unknown activation {activation!r}; the course has {', '.join(ACTIVATIONS)}")


def slope(A: FloatArray, activation: str) -> FloatArray:
    """The derivative of the hidden activation, from its value A (any shape): a(1-a), 1-a^2 or [a > 0]."""
    if activation == "tanh":
        return 1 - A * A
    if activation == "relu":
        return (A > 0).astype(np.float64)
    if activation == "sigmoid":
        return A * (1 - A)
    raise ValueError(f"unknown activation {activation!r}; the course has {', '.join(ACTIVATIONS)}")


def softmax(Z: FloatArray) -> FloatArray:
    """Probabilities per column of Z (n, m); columns sum to 1, no overflow."""
    powers = np.exp(Z - Z.max(axis=0, keepdims=True))
    probabilities: FloatArray = powers / powers.sum(axis=0, keepdims=True)
    return probabilities


def forward(
    params: Mapping[str, NDArray[Number]], X: FloatArray, activation: str
) -> tuple[NDArray[Number], list[NDArray[Number]], list[NDArray[Any]]]:
    """Propagate X (n_0, m): the logits (n_L, m), [Z_1, ..., Z_L], and the layers' inputs [X, A_1, ..., A_{L-1}]."""
    zs: list[NDArray[Number]] = []
    activations: list[NDArray[Any]] = [X]
    last = depth(params)
    for layer in range(1, last + 1):
        # Z_l = W_l A_{l-1} + b_l            (n_l, n_{l-1}) @ (n_{l-1}, m) + (n_l, 1)
        zs.append(params[f"W{layer}"] @ activations[-1] + params[f"b{layer}"])
        if layer < last:
            activations.append(activate(zs[-1], activation))
    return zs[-1], zs, activations


def loss(
    params: Mapping[str, NDArray[Number]], X: FloatArray, Y: FloatArray, activation: str, lambd: float = 0.0
) -> Number:
    """Mean cross-entropy of softmax(logits) against Y (n_L, m), plus lambd/(2m) sum_l ||W_l||^2.

    A real scalar for real parameters, a complex one for complex parameters (Squire & Trapp 1998, SIAM Review 40(1):
    dJ/dv = Im J(theta + i h v) / h). The shift by the largest real part keeps every exponential at most 1.
    """
    logits, _, _ = forward(params, X, activation)
    return _objective(logits, params, Y, lambd)


def preactivation_gradients(params: Params, X: FloatArray, Y: FloatArray, activation: str) -> list[FloatArray]:
    """[dJ/dZ_1, ..., dJ/dZ_L], each (n_l, m). The L2 term does not depend on Z."""
    logits, _, activations = forward(params, X, activation)
    return _backward(params, softmax(logits), Y, activations, activation)


def loss_and_grads(
    params: Params, X: FloatArray, Y: FloatArray, activation: str, lambd: float = 0.0
) -> tuple[float, dict[str, FloatArray]]:
    """The loss and its gradient under params' own keys, by backpropagation (Rumelhart, Hinton & Williams 1986).

    Proven in tests against complex-step block directions: on certified nets the two agree to 1e-12 of each block.
    """
    logits, _, activations = forward(params, X, activation)
    gradients = _backward(params, softmax(logits), Y, activations, activation)
    m = X.shape[1]
    grads: dict[str, FloatArray] = {}
    for layer, (dZ, A) in enumerate(zip(gradients, activations, strict=True), start=1):
        # dJ/dW_l = dZ_l A_{l-1}^T + lambd/m W_l      (n_l, m) @ (m, n_{l-1})
        grads[f"W{layer}"] = dZ @ A.T + lambd / m * params[f"W{layer}"]
        # dJ/db_l = dZ_l 1                            (n_l, 1)
        grads[f"b{layer}"] = dZ.sum(axis=1, keepdims=True)
    return float(_objective(logits, params, Y, lambd)), grads


def _backward(
    params: Params, probabilities: FloatArray, Y: FloatArray, activations: Sequence[FloatArray], activation: str
) -> list[FloatArray]:
    # dJ/dZ_L = (P - Y) / m                           (n_L, m); needs columns of Y that sum to 1
    gradients = [(probabilities - Y) / Y.shape[1]]
    for layer in range(depth(params), 1, -1):
        # dJ/dZ_{l-1} = W_l^T dJ/dZ_l * g'(Z_{l-1})   (n_{l-1}, n_l) @ (n_l, m)
        gradients.append(params[f"W{layer}"].T @ gradients[-1] * slope(activations[layer - 1], activation))
    return gradients[::-1]


def _objective(logits: NDArray[Number], params: Mapping[str, NDArray[Number]], Y: FloatArray, lambd: float) -> Number:
    m = Y.shape[1]
    shifted = logits - logits.real.max(axis=0, keepdims=True)
    # ln P = Z - ln sum_k exp Z_k                     (n_L, m) - (1, m)
    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=0, keepdims=True))
    squares = sum((params[f"W{layer}"] ** 2).sum() for layer in range(1, depth(params) + 1))
    # J = -1/m sum Y ln P + lambd/(2m) sum_l sum W_l^2
    total: Number = -(Y * log_probabilities).sum() / m + lambd / (2 * m) * squares
    return total
