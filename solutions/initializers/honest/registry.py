"""Classes: every initialiser is an object that can be called, and a registry knows the schemes."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Callable

import numpy as np

SCHEMES: dict[str, Callable] = {}


def scheme(name):
    def register(draw):
        SCHEMES[name] = draw
        return draw

    return register


@dataclass(frozen=True)
class Scaled:
    """Independent entries of a standard law, times the root of a variance that depends on the fans."""

    variance: Callable[[int, int], float]
    law: str = "normal"

    def __call__(self, fan_out, fan_in, generator):
        sigma = np.sqrt(self.variance(fan_in, fan_out))
        if self.law == "uniform":
            half = sigma * np.sqrt(3.0)
            return generator.uniform(low=-half, high=half, size=(fan_out, fan_in))
        return sigma * generator.standard_normal(size=(fan_out, fan_in))


xavier_normal = scheme("xavier")(Scaled(lambda i, o: 2.0 / (i + o)))
xavier_uniform = Scaled(lambda i, o: 2.0 / (i + o), law="uniform")
xavier_fan_in = Scaled(lambda i, o: 1.0 / i, law="uniform")
he_normal = scheme("he")(Scaled(lambda i, o: 2.0 / i))


class Constant:
    def __call__(self, n_out, n_in, value):
        return value + np.zeros([n_out, n_in])


class Normal:
    def __call__(self, n_out, n_in, std, rng):
        W = rng.standard_normal((n_out, n_in))
        W *= std
        return W


constant, normal = Constant(), Normal()
scheme("zeros")(lambda o, i, rng: constant(o, i, 0.0))
scheme("constant")(lambda o, i, rng: constant(o, i, 0.5))
scheme("small")(lambda o, i, rng: normal(o, i, 1e-2, rng))


@dataclass
class Truncated:
    cut: float = 2.0
    factor: float = field(default=0.87962566103423978)

    def draw(self, how_many, rng):
        """Draw a surplus, keep what is inside, and repeat until there is enough."""
        kept = np.empty(0)
        while kept.size < how_many:
            z = rng.standard_normal(int(1.1 * how_many) + 8)
            kept = np.concatenate([kept, z[np.abs(z) <= self.cut]])
        return kept[:how_many]

    def __call__(self, n_out, n_in, std, rng):
        return (std / self.factor) * self.draw(n_out * n_in, rng).reshape(n_out, n_in)


truncated_normal = Truncated()


class Orthogonal:
    """The orthogonal factor of the polar decomposition, U V^T of an SVD."""

    def __call__(self, n_out, n_in, rng):
        U, _, Vt = np.linalg.svd(rng.normal(size=(n_out, n_in)), full_matrices=False)
        return U @ Vt


orthogonal = Orthogonal()


class Network:
    def __init__(self, sizes):
        self.shapes = [(o, i) for i, o in pairwise(sizes)]

    def parameters(self, name, rng):
        if name not in SCHEMES:
            raise UnknownScheme(name)
        result = OrderedDict()
        for number, (o, i) in enumerate(self.shapes, 1):
            result[f"W{number}"] = SCHEMES[name](o, i, rng)
            result[f"b{number}"] = np.zeros((o, 1))
        return result


class UnknownScheme(ValueError):
    pass


def init_params(layer_dims, scheme, rng):
    return Network(layer_dims).parameters(scheme, rng)
