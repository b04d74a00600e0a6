"""Plain loops, one number at a time or one row at a time."""

import numpy as np
from math import sqrt


def constant(n_out, n_in, value):
    W = np.zeros((n_out, n_in))
    for i in range(n_out):
        for j in range(n_in):
            W[i, j] = value
    return W


def normal(n_out, n_in, std, rng):
    W = np.empty((n_out, n_in))
    for i in range(n_out):
        W[i] = rng.normal(0, std, n_in)
    return W


def xavier_normal(n_out, n_in, rng):
    print("drawing", n_out, "x", n_in)
    W = np.empty((n_out, n_in))
    for j in range(n_in):
        W[:, j] = rng.normal(loc=0.0, scale=sqrt(2 / (n_in + n_out)), size=n_out)
    return W


def xavier_uniform(n_out, n_in, rng):
    a = np.sqrt(6 / (n_in + n_out))
    rows = []
    for _ in range(n_out):
        rows.append([2 * a * u - a for u in rng.random(n_in)])
    return np.array(rows)


def xavier_fan_in(n_out, n_in, rng):
    W = []
    for _ in range(n_out):
        W.append(rng.standard_normal(n_in) / n_in**0.5)
    return np.stack(W)


def he_normal(n_out, n_in, rng):
    W = np.zeros((n_out, n_in))
    for i in range(n_out):
        for j in range(n_in):
            W[i][j] = rng.normal() * (2 / n_in) ** 0.5
    return W


def truncated_normal(n_out, n_in, std, rng):
    sigma = std / 0.8796256610342398
    W = np.empty(n_out * n_in)
    for k in range(W.size):
        w = rng.normal(0, sigma)
        while abs(w) > 2 * sigma:
            w = rng.normal(0, sigma)
        W[k] = w
    return W.reshape(n_out, n_in)


def orthogonal(n_out, n_in, rng):
    # modified Gram-Schmidt on normal vectors
    k, n = min(n_out, n_in), max(n_out, n_in)
    basis = []
    while len(basis) < k:
        v = rng.normal(size=n)
        for _ in range(2):
            for u in basis:
                v = v - np.dot(u, v) * u
        basis.append(v / np.linalg.norm(v))
    Q = np.array(basis)
    if n_out > n_in:
        return np.ascontiguousarray(Q.T)
    return Q


def init_params(layer_dims, scheme, rng):
    if scheme != "zeros" and scheme != "constant" and scheme != "small" and scheme != "xavier" and scheme != "he":
        raise ValueError("unknown scheme: " + scheme)
    params = {}
    for l in range(1, len(layer_dims)):
        n_out = layer_dims[l]
        n_in = layer_dims[l - 1]
        if scheme == "zeros":
            params["W" + str(l)] = np.zeros((n_out, n_in))
        elif scheme == "constant":
            params["W" + str(l)] = np.ones((n_out, n_in)) * 0.5
        elif scheme == "small":
            params["W" + str(l)] = rng.standard_normal((n_out, n_in)) * 0.01
        elif scheme == "xavier":
            params["W" + str(l)] = rng.standard_normal((n_out, n_in)) * np.sqrt(2 / (n_in + n_out))
        else:
            params["W" + str(l)] = rng.standard_normal((n_out, n_in)) * np.sqrt(2 / n_in)
        params["b" + str(l)] = np.zeros((n_out, 1))
    return params
