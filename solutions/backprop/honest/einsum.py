"""Everything is an einsum; the softmax Jacobian is written out; the cache is a list of dicts."""

import numpy as np


def affine_forward(A, W, b):
    return np.einsum("oi,im->om", W, A) + np.einsum("ok,m->om", b, np.ones(A.shape[1]))


def affine_backward(dZ, A, W):
    return [
        np.einsum("oi,om->im", W, dZ),
        np.einsum("om,im->oi", dZ, A),
        np.einsum("om->o", dZ)[:, None].copy(),
    ]


def derivative(Z, activation):
    match activation:
        case "sigmoid":
            return 0.25 / np.cosh(Z / 2) ** 2
        case "tanh":
            return (1 - np.tanh(Z)) * (1 + np.tanh(Z))
        case "relu":
            return np.heaviside(Z, 0.5)


def activation_backward(dA, Z, activation):
    return np.einsum("nm,nm->nm", dA, derivative(Z, activation))


def softmax_cross_entropy(Z, Y):
    n, m = Z.shape
    log_norm = np.logaddexp.reduce(Z, axis=0)
    log_P = Z - log_norm
    P = np.exp(log_P)
    # Jacobian of log softmax: d log P_k / d Z_i = delta_ki - P_i
    J = np.eye(n)[:, :, None] - np.broadcast_to(P, (n, n, m))
    loss = np.einsum("km,km->", -Y / m, log_P)
    return loss, np.einsum("km,kim->im", -Y / m, J)


def forward(params, X, activation):
    L = max(int(key[1:]) for key in params)
    cache = [{"A": X, "activation": activation}]
    for l in range(1, L + 1):
        Z = np.einsum("oi,im->om", params[f"W{l}"], cache[-1]["A"]) + params[f"b{l}"]
        A = {"sigmoid": lambda: 0.5 + 0.5 * np.tanh(Z / 2), "tanh": lambda: np.tanh(Z), "relu": lambda: Z * (Z > 0)}
        cache.append({"Z": Z, "A": A[activation](), "activation": activation})
    return cache[-1]["Z"], cache


def backward(params, cache, dlogits):
    grads, delta = {}, dlogits
    for l in reversed(range(1, len(cache))):
        grads[f"W{l}"] = np.einsum("om,im->oi", delta, cache[l - 1]["A"])
        grads[f"b{l}"] = np.einsum("om->o", delta).reshape(-1, 1).copy()
        if l != 1:
            slope = derivative(cache[l - 1]["Z"], cache[0]["activation"])
            delta = np.einsum("oi,om,im->im", params[f"W{l}"], delta, slope)
    return grads


def loss_and_grads(params, X, Y, activation, lambd=0.0):
    m = np.shape(Y)[-1]
    logits, cache = forward(params, X, activation)
    loss, dlogits = softmax_cross_entropy(logits, Y)
    grads = backward(params, cache, dlogits)
    weights = [key for key in params if key.startswith("W")]
    loss += sum(np.einsum("ij,ij->", params[key], params[key]) for key in weights) * lambd / m / 2
    return loss, grads | {key: grads[key] + params[key] * (lambd / m) for key in weights}


def dropout_mask(shape, keep_prob, rng):
    return rng.binomial(1, keep_prob, size=shape)


def dropout_forward(A, mask, keep_prob):
    return np.einsum("nm,nm->nm", A, mask.astype(float)) / keep_prob


def dropout_backward(dA, mask, keep_prob):
    return np.einsum("nm,nm->nm", dA, mask.astype(float) / keep_prob)


def gd_step(params, grads, learning_rate):
    keys = sorted(params)
    return {key: np.einsum("k,kij->ij", [1.0, -learning_rate], np.stack([params[key], grads[key]])) for key in keys}
