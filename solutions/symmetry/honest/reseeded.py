"""Examples in rows inside, a new generator per epoch, and long doubles where sums are taken."""
import numpy as np
from numpy.random import default_rng


def count(params):
    return sum(key.startswith("W") for key in params)


def as_rows(params):
    """[(W^T, b^T), ...]"""
    return [(params["W%d" % l].T.copy(), params["b%d" % l].T.copy()) for l in range(1, count(params) + 1)]


def as_params(layers):
    params = {}
    for l, (V, c) in enumerate(layers, 1):
        params["W%d" % l], params["b%d" % l] = np.ascontiguousarray(V.T), np.ascontiguousarray(c.T)
    return params


def table(params, l):
    """One column per unit."""
    return np.vstack([params["W%d" % l].T, params["b%d" % l].T, params["W%d" % (l + 1)]])


def unit_spread(params):
    result = 0.0
    for l in range(1, count(params)):
        T = table(params, l)
        gaps = np.abs(T[:, :, np.newaxis] - T[:, np.newaxis, :])
        result = max(result, gaps.max())
    return float(result)


def move(layers, grads, rate):
    return [(V - rate * grads["W%d" % l].T, c - rate * grads["b%d" % l].T) for l, (V, c) in enumerate(layers, 1)]


def train(params, gradient, learning_rate, steps):
    layers = as_rows(params)
    for _ in range(steps):
        layers = move(layers, gradient(params=as_params(layers)), learning_rate)
    return as_params(layers)


def train_minibatch(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    layers, rows = as_rows(params), list(zip(X.T, Y.T))
    for seed in rng.integers(2**63, size=epochs):
        mine = default_rng(seed)
        todo = [rows[i] for i in mine.permutation(len(rows))]
        while todo:
            batch, todo = todo[:batch_size], todo[batch_size:]
            xs, ys = (np.array(side).T for side in zip(*batch))
            layers = move(layers, gradient(as_params(layers), Y=ys, X=xs), learning_rate)
    return as_params(layers)


def train_unit_by_unit(params, gradient, learning_rate, steps):
    def one_step(now):
        L = count(now)
        for l in range(1, L):
            W, b = "W%d" % l, "b%d" % l
            for i in range(now[W].shape[0]):
                g = gradient(now)
                here = np.eye(now[W].shape[0])[i][:, None]
                now = {**now, W: now[W] - learning_rate * here * g[W], b: now[b] - learning_rate * here * g[b]}
        g = gradient(now)
        out = {name: now[name] - learning_rate * g[name] for name in ("W%d" % L, "b%d" % L)}
        return now | out

    def recursive(now, left):
        return now if left == 0 else recursive(one_step(now), left - 1)

    return recursive({k: np.array(v, copy=True) for k, v in params.items()}, steps)


def effective_widths(params, tolerance=1e-9):
    widths = []
    for l in range(1, count(params)):
        T = table(params, l)
        order = np.lexsort(np.round(T / tolerance / 4))
        T = T[:, order]
        widths.append(1 + int((np.abs(np.diff(T, axis=1)) > tolerance).any(axis=0).sum()))
    return widths


def collapse(params):
    result = {k: v.copy() for k, v in params.items()}
    for l in range(count(params) - 1, 0, -1):
        T = np.round(table(params, l), 9)
        _, first, group = np.unique(T, axis=1, return_index=True, return_inverse=True)
        group = np.asarray(group).ravel()
        result["W%d" % l], result["b%d" % l] = result["W%d" % l][first], result["b%d" % l][first]
        old = result["W%d" % (l + 1)]
        new = np.zeros((old.shape[0], len(first)), dtype=np.longdouble)
        np.add.at(new.T, group, old.T)
        result["W%d" % (l + 1)] = new.astype(np.float64)
    return result


def stays_symmetric(scheme, algorithm):
    return not (scheme != "constant" or algorithm == "dropout" or algorithm == "unit_by_unit")


def fit_softmax_regression(X, Y, params, learning_rate, steps, lambd):
    X, Y = X.T.astype(np.longdouble), Y.T.astype(np.longdouble)
    m = len(X)
    V, c = params["W1"].T.astype(np.longdouble), params["b1"].T.astype(np.longdouble)
    for _ in range(steps):
        Z = X @ V + c
        P = np.exp(Z - Z.max(axis=1, keepdims=True))
        P = P / P.sum(axis=1, keepdims=True)
        dZ = (P - Y) / m
        V, c = V - learning_rate * (X.T @ dZ + lambd / m * V), c - learning_rate * dZ.sum(axis=0, keepdims=True)
    return {"b1": c.T.astype(np.float64).copy(), "W1": V.T.astype(np.float64).copy()}
