"""Plain Python loops over indices; numpy only for arrays and elementary functions."""

import math

import numpy as np


def variance_factors(layer_dims, gain=1.0):
    fwd, bwd = [], []
    ft, bt = 1.0, 1.0
    for k in range(len(layer_dims) - 1):
        total = layer_dims[k] + layer_dims[k + 1]
        fwd.append(2 * layer_dims[k] / total * gain * gain)
        bwd.append(2 * layer_dims[k + 1] / total * gain * gain)
        ft *= fwd[k]
        bt *= bwd[k]
    return {"forward": fwd, "backward": bwd, "forward_total": ft, "backward_total": bt}


def g(z, name):
    if name == "sigmoid":
        return 1 / (1 + math.exp(-z))
    if name == "tanh":
        return math.tanh(z)
    return z if z > 0 else 0.0


def dg(z, name):
    if name == "sigmoid":
        s = 1 / (1 + math.exp(-z))
        return s * (1 - s)
    if name == "tanh":
        return 1 / math.cosh(z) ** 2
    return 1.0 if z > 0 else 0.0


def affine(W, A, b):
    out = np.zeros((W.shape[0], A.shape[1]))
    for i in range(W.shape[0]):
        for j in range(A.shape[1]):
            total = float(b[i, 0])
            for k in range(W.shape[1]):
                total += W[i, k] * A[k, j]
            out[i, j] = total
    return out


def apply(A, name):
    out = np.zeros(A.shape)
    for i in range(A.shape[0]):
        for j in range(A.shape[1]):
            out[i, j] = g(A[i, j], name)
    return out


def variance(Z):
    mean = sum(Z.flat) / Z.size
    return sum((z - mean) ** 2 for z in Z.flat) / Z.size


def lsuv(params, X, activation, tolerance=1e-3):
    new = {}
    A = X
    for l in range(1, len(params) // 2 + 1):
        W = np.array(params[f"W{l}"])
        b = np.array(params[f"b{l}"])
        rounds = 0
        v = variance(affine(W, A, b))
        while abs(v - 1) > tolerance and rounds < 100:
            W = W / math.sqrt(v)
            v = variance(affine(W, A, b))
            rounds += 1
        new[f"b{l}"] = b
        new[f"W{l}"] = W
        A = apply(affine(W, A, b), activation)
    return new


def batchnorm_forward(Z, gamma, beta, eps=1e-5):
    n, m = Z.shape
    out = np.zeros((n, m))
    remember = []
    for i in range(n):
        mu = 0.0
        for j in range(m):
            mu += Z[i, j]
        mu /= m
        var = 0.0
        for j in range(m):
            var += (Z[i, j] - mu) ** 2
        var /= m
        root = math.sqrt(var + eps)
        hats = []
        for j in range(m):
            hats.append((Z[i, j] - mu) / root)
            out[i, j] = gamma[i, 0] * hats[j] + beta[i, 0]
        remember.append((hats, root, float(gamma[i, 0])))
    return out, remember


def batchnorm_backward(dout, cache):
    n, m = dout.shape
    dZ, dgamma, dbeta = np.zeros((n, m)), np.zeros((n, 1)), np.zeros((n, 1))
    for i, (hats, root, gamma) in enumerate(cache):
        for j in range(m):
            dbeta[i, 0] += dout[i, j]
            dgamma[i, 0] += dout[i, j] * hats[j]
        for j in range(m):
            for k in range(m):
                # d hat_k / d z_j = (delta_jk - 1/m - hat_j hat_k / m) / root
                delta = 1.0 if j == k else 0.0
                dZ[i, j] += dout[i, k] * gamma * (delta - 1 / m - hats[j] * hats[k] / m) / root
    return dZ, dgamma, dbeta


def residual_forward(params, X, activation):
    L = len(params) // 2
    A = np.array(X)
    cache = {"activation": activation}
    for l in range(1, L + 1):
        cache[l] = A
        B = affine(params[f"W{l}"], apply(A, activation), params[f"b{l}"])
        new = np.zeros(A.shape)
        for i in range(A.shape[0]):
            for j in range(A.shape[1]):
                new[i, j] = A[i, j] + B[i, j] / math.sqrt(L)
        A = new
    return A, cache


def residual_backward(params, cache, dout):
    L = len(params) // 2
    n, m = dout.shape
    name = cache["activation"]
    dA = np.array(dout)
    grads = {}
    for l in range(L, 0, -1):
        A, W = cache[l], params[f"W{l}"]
        dW, db, dbelow = np.zeros((n, n)), np.zeros((n, 1)), np.array(dA)
        for j in range(m):
            for i in range(n):
                d = dA[i, j] / math.sqrt(L)
                db[i, 0] += d
                for k in range(n):
                    dW[i, k] += d * g(A[k, j], name)
                    dbelow[k, j] += W[i, k] * d * dg(A[k, j], name)
        grads[f"W{l}"], grads[f"b{l}"] = dW, db
        dA = dbelow
    return dA, grads


def taylor_remainder(f, theta, grad, direction, steps):
    inner = 0.0
    for index in np.ndindex(theta.shape):
        inner += grad[index] * direction[index]
    rest = np.zeros(len(steps))
    for k in range(len(steps)):
        moved = theta.copy()
        for index in np.ndindex(theta.shape):
            moved[index] = theta[index] + steps[k] * direction[index]
        rest[k] = abs(f(moved) - f(theta) - steps[k] * inner)
    x = [math.log(h) for h in steps]
    y = [math.log(r) if r > 0 else -745.0 for r in rest]
    mx, my = sum(x) / len(x), sum(y) / len(y)
    top = sum((a - mx) * (b - my) for a, b in zip(x, y))
    bottom = sum((a - mx) ** 2 for a in x)
    return rest, top / bottom


def kink_free(Z, eps):
    safe = np.ones(Z.shape[1], dtype=bool)
    for j in range(Z.shape[1]):
        for i in range(Z.shape[0]):
            if -eps <= Z[i, j] <= eps:
                safe[j] = False
                break
    return safe
