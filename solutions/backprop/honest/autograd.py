"""A tiny autograd: tensors remember how they were made."""
from __future__ import annotations

import numpy as np


class Tensor:
    __slots__ = ("data", "grad", "_parents", "_back", "__weakref__")

    def __init__(self, data, parents=(), back=None):
        self.data = np.asarray(data, dtype=np.float64)
        self.grad = np.zeros_like(self.data)
        self._parents = parents
        self._back = back or (lambda: None)

    def __matmul__(self, other: Tensor) -> Tensor:
        out = Tensor(self.data @ other.data, (self, other))
        def back():
            self.grad += out.grad @ other.data.T
            other.grad += self.data.T @ out.grad
        out._back = back
        return out

    def __add__(self, other: Tensor) -> Tensor:
        out = Tensor(self.data + other.data, (self, other))
        def back():
            for t in (self, other):
                g = out.grad
                for axis, (have, want) in enumerate(zip(g.shape, t.data.shape)):
                    if want == 1 and have != 1:
                        g = g.sum(axis=axis, keepdims=True)
                t.grad += g
        out._back = back
        return out

    def apply(self, name: str) -> Tensor:
        value, slope = FUNCTIONS[name]
        out = Tensor(value(self.data), (self,))
        def back():
            self.grad += slope(self.data, out.data) * out.grad
        out._back = back
        return out

    def backward(self, seed):
        order, seen = [], set()
        def visit(t):
            if id(t) not in seen:
                seen.add(id(t))
                for p in t._parents:
                    visit(p)
                order.append(t)
        visit(self)
        self.grad = self.grad + seed
        for t in reversed(order):
            t._back()


FUNCTIONS = {
    "sigmoid": (lambda z: (1 + np.tanh(z / 2)) / 2, lambda z, a: a * (1 - a)),
    "tanh": (np.tanh, lambda z, a: 1 - a**2),
    "relu": (lambda z: np.maximum(z, 0), lambda z, a: (z > 0).astype(float)),
}


def affine_forward(A, W, b):
    return (Tensor(W) @ Tensor(A) + Tensor(b)).data


def affine_backward(dZ, A, W):
    a, w, b = Tensor(A), Tensor(W), Tensor(np.zeros((W.shape[0], 1)))
    (w @ a + b).backward(dZ)
    return a.grad, w.grad, b.grad


def activation_backward(dA, Z, activation):
    z = Tensor(Z)
    z.apply(activation).backward(dA)
    return z.grad


def softmax_cross_entropy(Z, Y):
    shifted = Z - np.max(Z, axis=0)
    logsum = np.log(np.sum(np.exp(shifted), axis=0))
    loss = np.mean(np.sum(Y * (logsum - shifted), axis=0))
    return loss, (np.exp(shifted - logsum) - Y) / Y.shape[1]


def forward(params, X, activation):
    leaves = {k: Tensor(v) for k, v in params.items()}
    L = len(params) // 2
    out = Tensor(X)
    for l in range(1, L + 1):
        out = leaves[f"W{l}"] @ out + leaves[f"b{l}"]
        if l != L:
            out = out.apply(activation)
    return out.data.copy(), (out, leaves)


def backward(params, cache, dlogits):
    out, leaves = cache
    out.backward(dlogits)
    return {k: leaves[k].grad for k in params}


def loss_and_grads(params, X, Y, activation, lambd=0.0):
    logits, cache = forward(params, X, activation)
    loss, d = softmax_cross_entropy(logits, Y)
    grads = backward(params, cache, d)
    m = X.shape[1]
    for k, v in params.items():
        if k.startswith("W"):
            loss = loss + lambd / (2 * m) * (v * v).sum()
            grads[k] = grads[k] + lambd * v / m
    return loss, grads


def dropout_mask(shape, keep_prob, rng):
    return (rng.random(shape) < keep_prob).astype(np.float32)


def dropout_forward(A, mask, keep_prob):
    return np.multiply(A, mask, dtype=np.float64) / keep_prob


def dropout_backward(dA, mask, keep_prob):
    return np.multiply(dA, mask, dtype=np.float64) / keep_prob


def gd_step(params, grads, learning_rate):
    new = {}
    for k in sorted(grads, reverse=True):
        new[k] = params[k] - learning_rate * grads[k]
    return new
