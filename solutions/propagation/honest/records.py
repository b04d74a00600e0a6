"""Activations register with their class, regimes are an enum, statistics a dataclass, schemes a class of strings."""
from __future__ import annotations
from dataclasses import dataclass, asdict, field
from enum import StrEnum
from functools import cached_property, partial, reduce, lru_cache
from typing import ClassVar, Iterator, Literal, Sequence
import numpy as np
from numpy.linalg import matrix_power, norm

class Regime(StrEnum):
    vanishing = "vanishing"
    stable = "stable"
    exploding = "exploding"

class Scheme(str):
    pass

XAVIER, HE = Scheme("xavier"), Scheme("he")

@dataclass
class Stats:
    mean: np.float64
    std: np.float64
    saturated: np.float64
    dead: np.float64
    extra: list = field(default_factory=list)

@dataclass(frozen=True)
class Activation:
    name: str
    limits: tuple[float, ...] = ()
    all: ClassVar[dict[str, Activation]] = {}
    def __post_init__(self): self.all[self.name] = self
    def __call__(self, z):
        match self.name:
            case "sigmoid": return 0.5 * np.tanh(0.5 * z) + 0.5
            case "tanh": return np.tanh(z)
            case "relu": return np.clip(z, 0, np.inf)
    def slope(self, a):
        match self.name:
            case "sigmoid": return a * (1 - a)
            case "tanh": return 1 - a * a
            case "relu": return (a > 0).astype(float)

Activation("sigmoid", (0.0, 1.0)); Activation("tanh", (-1.0, 1.0)); Activation("relu")

@dataclass
class Net:
    params: dict
    act: Activation
    @cached_property
    def depth(self) -> int: return len(self.params) // 2
    def layer(self, l, A): return self.params[f"W{l}"] @ A + self.params[f"b{l}"]
    def hidden(self, X) -> Iterator[np.ndarray]:
        for l in range(1, self.depth):
            X = self.act(self.layer(l, X))
            yield X

def deep_linear(x, scale, depth):
    n = x.shape[0]
    return matrix_power(scale * np.eye(n), depth - 1) @ x

def matrix_product(n, depth, std, rng):
    factors = [rng.normal(scale=std, size=(n, n)) for _ in range(depth)]
    return reduce(np.matmul, factors)

def forward_activations(X, params, activation):
    return list(Net(params, Activation.all[activation]).hidden(X))

def activation_stats(activations, activation):
    limits = Activation.all[activation].limits
    def one(A):
        near = reduce(np.logical_or, (np.isclose(A, c, rtol=0, atol=0.01) for c in limits), np.zeros(A.shape, bool))
        return asdict(Stats(A.mean(), A.std(), near.mean(), np.mean(~A.any(axis=1))))
    return [*map(one, activations)]

def gradient_norms(X, Y, params, activation):
    net = Net(params, Activation.all[activation])
    hidden = list(net.hidden(X))
    Z = net.layer(net.depth, hidden[-1] if hidden else X)
    P = np.exp(Z - Z.max(0)); P /= P.sum(0)
    d = (P - Y) / Y.shape[1]
    out = [norm(d)]
    for l in range(net.depth - 1, 0, -1):
        d = net.act.slope(hidden[l - 1]) * (params[f"W{l + 1}"].T @ d)
        out.insert(0, norm(d))
    return out

def regime(norms):
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.divide(norms[0], norms[-1])
    if norms[0] == 0 or ratio < 1e-3: return Regime.vanishing
    return Regime.exploding if ratio > 1e3 else Regime.stable

def recommended_scheme(activation): return {"relu": HE}.get(activation, XAVIER)
