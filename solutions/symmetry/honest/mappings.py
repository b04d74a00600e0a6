"""Parameters are a mapping with arithmetic of its own, units are grouped by union-find."""
from __future__ import annotations
from collections import UserDict, deque, OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
import numpy as np

Grad = Callable[[Mapping[str, np.ndarray]], Mapping[str, np.ndarray]]

class Params(OrderedDict):
    """supports p - 0.1 * g"""
    def __sub__(self, other): return Params((k, v - other[k]) for k, v in self.items())
    def __rmul__(self, factor): return Params((k, factor * v) for k, v in self.items())
    @property
    def depth(self): return len(self) // 2
    def unit_matrix(self, l):
        return np.hstack([self[f"W{l}"], self[f"b{l}"], self[f"W{l + 1}"].T])
    @classmethod
    def of(cls, params): return cls((k, np.array(v)) for k, v in params.items())

def unit_spread(params: Mapping[str, np.ndarray]) -> float:
    p = Params.of(params)
    return max((float(np.ptp(p.unit_matrix(l), axis=0).max()) for l in range(1, p.depth)), default=0.0)

def descent(p: Params, gradient: Grad, rate: float) -> Iterator[Params]:
    while True:
        yield p
        p = p - rate * Params(gradient(p))

def train(params, gradient, learning_rate, steps):
    return next(islice(descent(Params.of(params), gradient, learning_rate), steps, None))

def train_minibatch(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    p = Params.of(params)
    for epoch in range(epochs):
        queue = deque(rng.permutation(X.shape[1]))
        while queue:
            take = [queue.popleft() for _ in range(min(batch_size, len(queue)))]
            p = p - learning_rate * Params(gradient(p, X[:, take], Y[:, take]))
    return p

def train_unit_by_unit(params, gradient, learning_rate, steps):
    p = Params.of(params)
    for _ in range(steps):
        for l in range(1, p.depth):
            for i in range(p[f"W{l}"].shape[0]):
                g = gradient(p)
                mask = np.zeros((p[f"W{l}"].shape[0], 1)); mask[i] = 1
                p = Params.of({**p, f"W{l}": p[f"W{l}"] - learning_rate * mask * g[f"W{l}"], f"b{l}": p[f"b{l}"] - learning_rate * mask * g[f"b{l}"]})
        g = gradient(p)
        last = {k: p[k] - learning_rate * g[k] for k in (f"W{p.depth}", f"b{p.depth}")}
        p = Params.of({**p, **last})
    return p

class UnionFind:
    def __init__(self, n): self.parent = list(range(n))
    def find(self, i):
        while self.parent[i] != i:
            self.parent[i] = self.parent[self.parent[i]]
            i = self.parent[i]
        return i
    def union(self, i, j): self.parent[self.find(i)] = self.find(j)

def labels(p, l, tolerance):
    U = p.unit_matrix(l)
    uf = UnionFind(len(U))
    D = np.abs(U[:, None] - U[None]).max(-1)
    for i, j in np.argwhere(D <= tolerance): uf.union(i, j)
    _, inverse = np.unique([uf.find(i) for i in range(len(U))], return_inverse=True)
    return inverse

def effective_widths(params, tolerance=1e-9):
    p = Params.of(params)
    return [np.int64(labels(p, l, tolerance).max() + 1) for l in range(1, p.depth)]

def collapse(params):
    p = Params.of(params)
    S = {l: np.eye(labels(p, l, 1e-9).max() + 1)[labels(p, l, 1e-9)] for l in range(1, p.depth)}   # (units, groups)
    for l, s in S.items():
        mean = (s / s.sum(0)).T
        p[f"W{l}"], p[f"b{l}"] = mean @ p[f"W{l}"], mean @ p[f"b{l}"]
        p[f"W{l + 1}"] = p[f"W{l + 1}"] @ s
    return p

@dataclass(frozen=True)
class Case:
    scheme: str
    algorithm: str
    def __bool__(self): return self.scheme == "constant" and self.algorithm in {"gd", "minibatch", "momentum"}

def stays_symmetric(scheme, algorithm): return bool(Case(scheme, algorithm))

def fit_softmax_regression(X, Y, params, learning_rate, steps, lambd):
    m = X.shape[1]
    def gradient(p):
        Z = p["W1"] @ X + p["b1"]
        P = np.exp(Z - np.logaddexp.reduce(Z))
        return {"W1": ((P - Y) @ X.T + lambd * p["W1"]) / m, "b1": (P - Y).mean(1, keepdims=True)}
    return train(params, gradient, learning_rate, steps)
