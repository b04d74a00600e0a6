"""Dicts, arrays and lists of classes of their own, a cache that is emptied on the way back, LSUV by bisection."""
from __future__ import annotations
import numpy as np
from dataclasses import dataclass, field, asdict, fields
from collections import UserList
from typing import Any, NamedTuple, Self

class Factors(NamedTuple):
    forward: list[float]
    backward: list[float]
    forward_total: float
    backward_total: float

class Answer(dict):
    def __getattr__(self, k): return self[k]

def variance_factors(layer_dims, gain=1.0):
    n = np.array(layer_dims, float)
    share = n[:-1] / (n[:-1] + n[1:])
    f, b = 2 * gain**2 * share, 2 * gain**2 * (1 - share)
    return Answer(Factors(f.tolist(), b.tolist(), np.prod(f), np.prod(b))._asdict())

class Fn:
    """value and slope in one call"""
    def __init__(self, name): self.name = name
    def __call__(self, A):
        if self.name == "relu": return np.maximum(A, 0), 1.0 * (A > 0)
        t = np.tanh(A / (1 + (self.name == "sigmoid")))
        return (t, 1 - t * t) if self.name == "tanh" else ((1 + t) / 2, (1 - t * t) / 4)

class Params(dict):
    L = property(lambda self: len(self) // 2)
    def layer(self, l): return self[f"W{l}"], self[f"b{l}"]
    def with_layer(self, l, W, b) -> Self:
        return type(self)(self, **{f"W{l}": W, f"b{l}": b})

def lsuv(params, X, activation, tolerance=1e-3):
    p, g, A = Params(params), Fn(activation), X
    for l in range(1, p.L + 1):
        W, b = p.layer(l)
        WA = W @ A
        # v(s) = s^2 Var(WA) + 2 s Cov(WA, b) + Var(b): bracket, then bisect
        v = lambda s: np.var(s * WA + b) - 1
        lo, hi = 0.0, 1.0
        while v(hi) < 0: hi *= 2
        for _ in range(100):
            mid = (lo + hi) / 2
            lo, hi = (mid, hi) if v(mid) < 0 else (lo, mid)
        p = p.with_layer(l, hi * W, b.copy())
        A = g(hi * WA + b)[0]
    return p

@dataclass
class BN:
    Z: np.ndarray
    gamma: np.ndarray
    beta: np.ndarray
    eps: float
    def __post_init__(self):
        m = self.Z.shape[1]
        self.C = np.eye(m) - 1 / m
        self.D = (self.Z - self.Z[:, :1]) @ self.C
        self.std = np.sqrt((self.D**2).mean(1, keepdims=True) + self.eps)
        self.hat = self.D / self.std
        self.out = self.gamma * self.hat + self.beta
    def vjp(self, d):
        dhat = d * self.gamma
        dstd = -(dhat * self.hat).sum(1, keepdims=True) / self.std
        dD = dhat / self.std + dstd * self.D / self.std / self.Z.shape[1]
        return dD @ self.C, (d * self.hat).sum(1, keepdims=True), d.sum(1, keepdims=True)

def batchnorm_forward(Z, gamma, beta, eps=1e-5):
    bn = BN(Z, gamma, beta, eps)
    return bn.out, bn

def batchnorm_backward(dout, cache): return cache.vjp(dout)

class Tape(UserList): pass

def residual_forward(params, X, activation):
    p, g, tape = Params(params), Fn(activation), Tape()
    A = X.astype(float)
    for l in range(1, p.L + 1):
        W, b = p.layer(l)
        value, slope = g(A)
        tape.append((value, slope, W))
        A = A + (W @ value + b) * p.L**-0.5
    return A, tape

def residual_backward(params, cache, dout):
    grads, L, d = Params(), len(cache), dout
    while cache:
        value, slope, W = cache.pop()
        e = d * L**-0.5
        grads = grads.with_layer(len(cache) + 1, e @ value.T, e.sum(1, keepdims=True))
        d = d + slope * (W.T @ e)
    return d, grads

class Remainders(np.ndarray):
    def slope(self, steps): return np.polynomial.polynomial.polyfit(np.log(steps), np.log(np.maximum(self, 1e-320)), 1)[1]

def taylor_remainder(f, theta, grad, direction, steps):
    r = np.array([abs(f(theta + h * direction) - f(theta) - h * np.tensordot(grad, direction, theta.ndim)) for h in steps]).view(Remainders)
    return r, float(r.slope(steps))

def kink_free(Z, eps): return np.logical_and.reduce(np.abs(Z) > eps, axis=0)
