"""Plain loops over entries and the math module; the cache is a dict of tuples."""

import math

import numpy as np


def affine_forward(A, W, b):
    n_out, n_in = W.shape
    m = A.shape[1]
    Z = np.zeros((n_out, m))
    for i in range(n_out):
        for j in range(m):
            total = float(b[i, 0])
            for k in range(n_in):
                total += W[i, k] * A[k, j]
            Z[i, j] = total
    return Z


def affine_backward(dZ, A, W):
    n_out, n_in = W.shape
    m = A.shape[1]
    dA, dW, db = np.zeros((n_in, m)), np.zeros((n_out, n_in)), np.zeros((n_out, 1))
    for j in range(m):
        for i in range(n_out):
            db[i][0] += dZ[i][j]
            for k in range(n_in):
                dW[i][k] += dZ[i][j] * A[k][j]
                dA[k][j] += dZ[i][j] * W[i][k]
    return dA, dW, db


def squash(z, name):
    if name == "sigmoid":
        return 1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z))
    if name == "tanh":
        return math.tanh(z)
    return z if z > 0 else 0.0


def squash_slope(z, name):
    if name == "sigmoid":
        return squash(z, name) * squash(-z, name)
    if name == "tanh":
        return 1.0 / math.cosh(z) ** 2
    return 1.0 if z >= 0 else 0.0


def activation_backward(dA, Z, activation):
    dZ = np.empty(Z.shape)
    for i in range(Z.shape[0]):
        for j in range(Z.shape[1]):
            dZ[i, j] = dA[i, j] * squash_slope(Z[i, j], activation)
    return dZ


def softmax_cross_entropy(Z, Y):
    n, m = Z.shape
    dZ = np.zeros((n, m))
    loss = 0.0
    for j in range(m):
        logits = [float(Z[i, j]) for i in range(n)]
        top = max(logits)
        total = math.fsum(math.exp(z - top) for z in logits)
        for i in range(n):
            p = math.exp(logits[i] - top) / total
            dZ[i, j] = (p - Y[i, j]) / m
            if Y[i, j] == 1:
                loss += math.log(total) - (logits[i] - top)
    return loss / m, dZ


def forward(params, X, activation):
    layers = len(params) // 2
    cache = {"activation": activation}
    A = X
    for l in range(1, layers + 1):
        Z = affine_forward(A, params["W" + str(l)], params["b" + str(l)])
        cache[l] = (A, Z)
        if l == layers:
            return Z, cache
        A = np.array([[squash(z, activation) for z in row] for row in Z.tolist()])


def backward(params, cache, dlogits):
    grads = {}
    dZ = dlogits
    l = len(params) // 2
    while True:
        A_prev = cache[l][0]
        dA, dW, db = affine_backward(dZ, A_prev, params["W%d" % l])
        grads["b%d" % l] = db
        grads["W%d" % l] = dW
        l -= 1
        if l == 0:
            break
        dZ = activation_backward(dA, cache[l][1], cache["activation"])
    return grads


def loss_and_grads(params, X, Y, activation, lambd=0.0):
    m = X.shape[1]
    logits, cache = forward(params, X, activation)
    loss, dlogits = softmax_cross_entropy(logits, Y)
    grads = backward(params, cache, dlogits)
    penalty = 0.0
    for name in params:
        if name[0] == "W":
            for i in range(params[name].shape[0]):
                for j in range(params[name].shape[1]):
                    penalty += params[name][i, j] ** 2
                    grads[name][i, j] += lambd * params[name][i, j] / m
    return loss + 0.5 * lambd / m * penalty, grads


def dropout_mask(shape, keep_prob, rng):
    mask = np.zeros(shape, dtype=int)
    for index in np.ndindex(*shape):
        if rng.random() < keep_prob:
            mask[index] = 1
    return mask


def dropout_forward(A, mask, keep_prob):
    out = np.zeros(A.shape)
    for i in range(A.shape[0]):
        for j in range(A.shape[1]):
            if mask[i, j]:
                out[i, j] = A[i, j] / keep_prob
    return out


def dropout_backward(dA, mask, keep_prob):
    return dropout_forward(dA, mask, keep_prob)


def gd_step(params, grads, learning_rate):
    new = {}
    for name in params:
        new[name] = params[name].copy()
        for i in range(new[name].shape[0]):
            for j in range(new[name].shape[1]):
                new[name][i, j] -= learning_rate * grads[name][i, j]
    return new
