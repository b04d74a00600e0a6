"""Buffers that are filled in place (never the caller's), ufunc methods, a global store of caches, and much printing."""

import itertools

import numpy as np

np.set_printoptions(precision=3)

_store = {}
_tickets = itertools.count(1)


def affine_forward(A, W, b):
    Z = np.empty((W.shape[0], A.shape[1]))
    np.matmul(W, A, out=Z)
    np.add(Z, b, out=Z)
    return Z


def affine_backward(dZ, A, W):
    dA, dW = np.empty_like(A), np.empty_like(W)
    np.matmul(W.T, dZ, out=dA)
    np.matmul(dZ, A.T, out=dW)
    db = np.add.reduce(dZ, axis=1)
    db.shape = (len(db), 1)
    return dA, dW, db


def _activate(Z, activation):
    A = np.array(Z, order="F")
    if activation == "sigmoid":
        np.negative(A, out=A)
        np.exp(A, out=A)
        A += 1
        np.reciprocal(A, out=A)
    elif activation == "tanh":
        np.tanh(A, out=A)
    elif activation == "relu":
        np.putmask(A, A < 0, 0)
    else:
        raise KeyError(activation)
    return A


def activation_backward(dA, Z, activation):
    A = _activate(Z, activation)
    if activation == "relu":
        A[A > 0] = 1
    else:
        slope = np.square(A)
        if activation == "tanh":
            np.subtract(1, slope, out=A)
        else:
            A -= slope
    A *= dA
    return A


def softmax_cross_entropy(Z, Y):
    S = Z.copy()
    S -= np.maximum.reduce(S, axis=0)
    P = np.exp(S)
    total = np.add.reduce(P, axis=0)
    P /= total
    S -= np.log(total)
    loss = np.add.reduce(S[Y.astype(bool)])
    P -= Y
    P /= Z.shape[1]
    loss /= -Z.shape[1]
    print("loss", loss)
    return np.asarray(loss), P


def forward(params, X, activation):
    L = len(params) // 2
    values = {"A0": X.copy()}
    for l in range(1, L + 1):
        values[f"Z{l}"] = affine_forward(values[f"A{l - 1}"], params[f"W{l}"], params[f"b{l}"])
        values[f"A{l}"] = _activate(values[f"Z{l}"], activation)
    ticket = next(_tickets)
    _store[ticket] = values, activation
    return values[f"Z{L}"], ticket


def backward(params, cache, dlogits):
    values, activation = _store.pop(cache)
    grads = dict.fromkeys(params)
    dZ = dlogits.copy()
    for l in range(len(params) // 2, 0, -1):
        dA, grads[f"W{l}"], grads[f"b{l}"] = affine_backward(dZ, values[f"A{l - 1}"], params[f"W{l}"])
        dZ = activation_backward(dA, values[f"Z{l - 1}"], activation) if l > 1 else None
    return grads


def loss_and_grads(params, X, Y, activation, lambd=0.0):
    logits, ticket = forward(params, X, activation)
    loss, dlogits = softmax_cross_entropy(logits, Y)
    grads = backward(params, ticket, dlogits)
    m = Y.shape[1]
    for name in filter(lambda key: "W" in key, params):
        scratch = params[name].copy()
        scratch *= lambd / m
        grads[name] += scratch
        scratch *= params[name]
        loss += np.add.reduce(scratch, axis=None) / 2
    return loss, grads


def dropout_mask(shape, keep_prob, rng):
    u = np.empty(shape)
    rng.random(out=u)
    np.less(u, keep_prob, out=u, casting="unsafe")
    return u


def dropout_forward(A, mask, keep_prob):
    out = A.copy()
    out *= mask
    out /= keep_prob
    return out


def dropout_backward(dA, mask, keep_prob):
    out = np.zeros_like(dA)
    np.divide(dA, keep_prob, out=out, where=mask.astype(bool))
    return out


def gd_step(params, grads, learning_rate):
    new = {}
    for name, g in grads.items():
        new[name] = np.multiply(g, -learning_rate)
        new[name] += params[name]
    return new
