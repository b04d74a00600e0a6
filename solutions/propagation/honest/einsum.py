"""einsum and whole-array functions; all factors in one draw; powers and multi_dot; softmax through logarithms."""

import numpy as np


def deep_linear(x, scale, depth):
    layers = np.array([scale] * (depth - 1) + [1.0])
    return np.multiply(np.prod(layers), x)


def matrix_product(n, depth, std, rng):
    factors = std * rng.standard_normal((depth, n, n))
    if depth == 1:
        return factors[0].copy()
    return np.linalg.multi_dot(factors) if depth <= 3 else _fold(factors)


def _fold(factors):
    """Multiply neighbours until one is left."""
    while len(factors) > 1:
        odd = factors[-1:] if len(factors) % 2 else factors[:0]
        even = factors[: len(factors) // 2 * 2]
        factors = np.concatenate([np.einsum("pij,pjk->pik", even[0::2], even[1::2]), odd])
    return factors[0].copy()


FUNCTIONS = {
    "sigmoid": lambda Z: np.exp(-np.logaddexp(0.0, -Z)),
    "tanh": np.tanh,
    "relu": lambda Z: 0.5 * (Z + np.abs(Z)),
}
SLOPES = {
    "sigmoid": lambda Z: np.exp(-np.logaddexp(0.0, -Z) - np.logaddexp(0.0, Z)),
    "tanh": lambda Z: 1.0 / np.cosh(np.clip(Z, -300, 300)) ** 2,
    "relu": lambda Z: np.heaviside(Z, 0.5),
}


def pre_activations(X, params, activation):
    A, Zs = X, []
    for l in range(1, len(params) // 2 + 1):
        Zs.append(np.einsum("ij,jm->im", params[f"W{l}"], A) + params[f"b{l}"])
        A = FUNCTIONS[activation](Zs[-1])
    return Zs


def forward_activations(X, params, activation):
    return [FUNCTIONS[activation](Z) for Z in pre_activations(X, params, activation)[:-1]]


def activation_stats(activations, activation):
    def one(A):
        flat = A.reshape(-1)
        mean = np.einsum("i->", flat) / flat.size
        # E[a^2] - E[a]^2, about a centre so that nothing cancels
        centred = flat - mean
        variance = np.einsum("i,i->", centred, centred) / flat.size
        distance = {
            "sigmoid": lambda: np.minimum(flat, 1 - flat),
            "tanh": lambda: 1 - np.abs(flat),
            "relu": lambda: np.full(flat.shape, np.inf),
        }[activation]()
        silent = np.count_nonzero(A, axis=1) == 0
        return dict(mean=mean, std=np.sqrt(variance), saturated=np.mean(distance <= 0.01), dead=np.mean(silent))

    return [one(A) for A in activations]


def gradient_norms(X, Y, params, activation):
    Zs = pre_activations(X, params, activation)
    log_P = Zs[-1] - np.logaddexp.reduce(Zs[-1], axis=0, keepdims=True)
    delta = (np.exp(log_P) - Y) / Y.shape[1]
    norms = [np.sqrt(np.einsum("im,im->", delta, delta))]
    for l in range(len(Zs) - 1, 0, -1):
        delta = np.einsum("ij,im,jm->jm", params[f"W{l + 1}"], delta, SLOPES[activation](Zs[l - 1]), optimize=True)
        norms.insert(0, np.sqrt(np.einsum("im,im->", delta, delta)))
    return norms


def regime(norms):
    with np.errstate(all="ignore"):
        ratio = np.divide(norms[0], norms[-1])
    names = np.array(["vanishing", "stable", "exploding"])
    if norms[0] == 0:
        ratio = 0.0
    return str(names[np.searchsorted([1e-3, 1e3], ratio)])


def recommended_scheme(activation):
    # does the function drop half of the signal?
    z = np.array([-1.0, 1.0])
    return "he" if FUNCTIONS[activation](z)[0] == 0 else "xavier"
