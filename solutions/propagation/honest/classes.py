"""Objects: activations that know their slope and asymptotes, layers that remember, a network that walks both ways."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

import numpy as np


class Regime(str, Enum):
    VANISHING = "vanishing"
    STABLE = "stable"
    EXPLODING = "exploding"


class Activation(ABC):
    asymptotes: tuple[float, ...] = ()
    scheme = "xavier"
    registry: dict[str, Activation] = {}

    def __init_subclass__(cls, name: str) -> None:
        Activation.registry[name] = cls()

    @abstractmethod
    def __call__(self, z): ...

    @abstractmethod
    def slope(self, z): ...

    def saturated(self, a):
        return np.logical_or.reduce([np.abs(a - limit) < 1e-2 for limit in self.asymptotes] or [np.zeros(a.shape, bool)])


class Sigmoid(Activation, name="sigmoid"):
    asymptotes = (0.0, 1.0)

    def __call__(self, z):
        result = np.empty_like(z)
        up = z > 0
        result[up] = 1 / (1 + np.exp(-z[up]))
        e = np.exp(z[~up])
        result[~up] = e / (1 + e)
        return result

    def slope(self, z):
        return self(z) * self(-z)


class Tanh(Activation, name="tanh"):
    asymptotes = (-1.0, 1.0)

    def __call__(self, z):
        return np.tanh(z)

    def slope(self, z):
        return 1 - np.square(self(z))


class Relu(Activation, name="relu"):
    scheme = "he"

    def __call__(self, z):
        return z.clip(min=0)

    def slope(self, z):
        return np.greater(z, 0)


@dataclass
class Layer:
    W: np.ndarray
    b: np.ndarray
    activation: Activation | None
    z: np.ndarray | None = field(default=None, repr=False)

    def forward(self, a):
        self.z = self.W.dot(a) + self.b
        return self.z if self.activation is None else self.activation(self.z)

    def backward(self, da):
        """From dJ/da of this layer to dJ/dz of it and dJ/da of the one below."""
        dz = da if self.activation is None else da * self.activation.slope(self.z)
        return dz, self.W.T.dot(dz)


class Network:
    def __init__(self, params, activation):
        depth = len(params) // 2
        g = Activation.registry[activation]
        self.layers = [Layer(params[f"W{l}"], params[f"b{l}"], g if l < depth else None) for l in range(1, depth + 1)]

    def walk(self, x):
        for layer in self.layers:
            x = layer.forward(x)
            yield x

    def gradients(self, da):
        for layer in reversed(self.layers):
            dz, da = layer.backward(da)
            yield dz


@dataclass(frozen=True)
class Statistics:
    array: np.ndarray
    activation: Activation

    @cached_property
    def mean(self):
        return np.mean(self.array)

    @cached_property
    def std(self):
        return np.std(self.array)

    @property
    def saturated(self):
        return np.mean(self.activation.saturated(self.array))

    @property
    def dead(self):
        return sum(not unit.any() for unit in self.array) / len(self.array)

    def as_dict(self):
        return {name: getattr(self, name) for name in ("mean", "std", "saturated", "dead")}


class RandomProduct:
    def __init__(self, n, std, rng):
        self.n, self.std, self.rng = n, std, rng

    def factor(self):
        return self.std * self.rng.standard_normal(size=(self.n, self.n))

    def of(self, depth):
        return self.factor() if depth == 1 else self.of(depth - 1) @ self.factor()


class ScaledIdentity:
    def __init__(self, scale):
        self.scale = scale

    def __matmul__(self, other):
        return ScaledIdentity(self.scale * other.scale) if isinstance(other, ScaledIdentity) else self.scale * other


def deep_linear(x, scale, depth):
    network = ScaledIdentity(1.0)
    for _ in range(depth - 1):
        network = network @ ScaledIdentity(scale)
    return network @ x


def matrix_product(n, depth, std, rng):
    return RandomProduct(n, std, rng).of(depth)


def forward_activations(X, params, activation):
    *hidden, _ = Network(params, activation).walk(X)
    return hidden


def activation_stats(activations, activation):
    return [Statistics(A, Activation.registry[activation]).as_dict() for A in activations]


def gradient_norms(X, Y, params, activation):
    network = Network(params, activation)
    *_, logits = network.walk(X)
    e = np.exp(logits - np.max(logits, axis=0))
    start = (e / np.sum(e, axis=0) - Y) / X.shape[1]
    return [np.sqrt((dz**2).sum()) for dz in network.gradients(start)][::-1]


def regime(norms):
    first, *_, last = [*norms, norms[-1]]
    if first == 0:
        verdict = Regime.VANISHING
    elif last == 0 or first / last > 1e3:
        verdict = Regime.EXPLODING
    else:
        verdict = Regime.VANISHING if first / last < 1e-3 else Regime.STABLE
    return verdict.value


def recommended_scheme(activation):
    return Activation.registry[activation].scheme
