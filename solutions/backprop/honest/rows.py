"""Examples are rows inside, as in most libraries, and the bias is one more column of the weights."""

import warnings

import numpy as np


def with_ones(rows):
    return np.hstack([rows, np.ones((len(rows), 1))])


def extended(W, b):
    return np.concatenate((W, b), axis=1).T


def affine_forward(A, W, b):
    return (with_ones(A.T) @ extended(W, b)).T


def affine_backward(dZ, A, W):
    rows, delta = with_ones(A.T), dZ.T
    d_extended = rows.T @ delta
    dW, db = d_extended[:-1].T, d_extended[-1:].T
    return (delta @ W).T, np.array(dW), np.array(db)


def act(rows, name):
    if name == "relu":
        return np.clip(rows, 0, None)
    if name == "tanh":
        return np.tanh(rows)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return 1 / (1 + np.exp(-rows))


def act_slope(out, name):
    """The slope in terms of the output."""
    return {"relu": np.sign(out), "tanh": 1 - out * out, "sigmoid": out - out * out}[name]


def activation_backward(dA, Z, activation):
    return (dA.T * act_slope(act(Z.T, activation), activation)).T


def softmax_cross_entropy(Z, Y):
    rows, labels = Z.T, Y.T.argmax(axis=1)
    rows = rows - rows.max(axis=1).reshape(-1, 1)
    powers = np.exp(rows)
    totals = powers.sum(axis=1)
    m = rows.shape[0]
    picked = rows[np.arange(m), labels]
    delta = powers / totals[:, np.newaxis]
    delta[np.arange(m), labels] -= 1.0
    delta /= m
    return np.mean(np.log(totals) - picked), delta.T


def forward(params, X, activation):
    depth = len(params) // 2
    outs = [X.T]
    for l in range(1, depth):
        outs.append(act(with_ones(outs[-1]) @ extended(params[f"W{l}"], params[f"b{l}"]), activation))
    logits = with_ones(outs[-1]) @ extended(params[f"W{depth}"], params[f"b{depth}"])
    return logits.T, (activation, *outs)


def backward(params, cache, dlogits):
    activation, *outs = cache
    grads = {}
    delta = dlogits.T
    for l in range(len(outs), 0, -1):
        d_extended = with_ones(outs[l - 1]).T @ delta
        grads[f"b{l}"] = d_extended[-1].reshape(-1, 1).copy()
        grads[f"W{l}"] = d_extended[:-1].T.copy()
        delta = (delta @ params[f"W{l}"]) * act_slope(outs[l - 1], activation)
    return grads


def loss_and_grads(params, X, Y, activation, lambd=0.0):
    logits, cache = forward(params, X, activation)
    loss, dlogits = softmax_cross_entropy(logits, Y)
    grads = backward(params, cache, dlogits)
    m = len(X.T)
    weights = np.concatenate([params[f"W{l}"].ravel() for l in range(1, len(params) // 2 + 1)])
    loss += lambd / (2 * m) * weights @ weights
    for l in range(1, len(params) // 2 + 1):
        grads[f"W{l}"] += lambd / m * params[f"W{l}"]
    return loss, grads


def dropout_mask(shape, keep_prob, rng):
    # one generator per mask, seeded by the one that is passed
    own = np.random.default_rng(rng.integers(2**63))
    return np.floor(own.random(shape[::-1]).T + keep_prob)


def dropout_forward(A, mask, keep_prob):
    return A * (np.asarray(mask, dtype=np.float64) / keep_prob)


def dropout_backward(dA, mask, keep_prob):
    return (dA.T * mask.T).T * (1 / keep_prob)


def gd_step(params, grads, learning_rate):
    names = list(params)
    shapes = [params[name].shape for name in names]
    theta = np.concatenate([params[name].ravel() for name in names])
    slope = np.concatenate([grads[name].ravel() for name in names])
    theta = theta - learning_rate * slope
    ends = np.cumsum([np.prod(shape) for shape in shapes])
    return {n: part.reshape(s).copy() for n, s, part in zip(names, shapes, np.split(theta, ends[:-1]))}
