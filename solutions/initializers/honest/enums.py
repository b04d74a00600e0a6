"""An enum of schemes, a dict whose entries are attributes, shapes that are named tuples; the polar factor by an inverse root."""
from __future__ import annotations

import enum
import math
from typing import NamedTuple, Protocol

import numpy as np
from numpy.random import Generator


class Scheme(str, enum.Enum):
    ZEROS = "zeros"
    CONSTANT = "constant"
    SMALL = "small"
    XAVIER = "xavier"
    HE = "he"


class Params(dict):
    """A dict whose entries are attributes, too: p.W1."""

    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__

    @property
    def depth(self) -> int:
        return len(self) // 2


class Shape(NamedTuple):
    n_out: int
    n_in: int

    @property
    def fan_avg(self) -> float:
        return sum(self) / 2


class Sampler(Protocol):
    def __call__(self, shape: Shape, rng: Generator) -> np.ndarray: ...


def gaussian(std: float, shape: Shape, rng: Generator) -> np.ndarray:
    return rng.normal(scale=std, size=shape)


def constant(n_out: int, n_in: int, value: float) -> np.ndarray:
    return np.full(Shape(n_out, n_in), float(value))


def normal(n_out: int, n_in: int, std: float, rng: Generator) -> np.ndarray:
    return gaussian(std, Shape(n_out, n_in), rng)


def xavier_normal(n_out: int, n_in: int, rng: Generator) -> np.ndarray:
    shape = Shape(n_out, n_in)
    return gaussian(math.sqrt(1 / shape.fan_avg), shape, rng)


def xavier_uniform(n_out: int, n_in: int, rng: Generator) -> np.ndarray:
    shape = Shape(n_out, n_in)
    limit = math.sqrt(3 / shape.fan_avg)
    return rng.uniform(low=-limit, high=+limit, size=shape)


def xavier_fan_in(n_out: int, n_in: int, rng: Generator) -> np.ndarray:
    return gaussian(math.sqrt(1 / n_in), Shape(n_out, n_in), rng)


def he_normal(n_out: int, n_in: int, rng: Generator) -> np.ndarray:
    return gaussian(math.sqrt(2 / n_in), Shape(n_out, n_in), rng)


def truncated_normal(n_out: int, n_in: int, std: float, rng: Generator) -> np.ndarray:
    W = np.full((n_out, n_in), np.inf)
    while (bad := np.abs(W) > 2).any():
        W = np.where(bad, rng.standard_normal((n_out, n_in)), W)
    return W * std / 0.879625661034239


def orthogonal(n_out: int, n_in: int, rng: Generator) -> np.ndarray:
    # polar factor by the symmetric inverse root
    transpose = n_out < n_in
    G = rng.standard_normal((max(n_out, n_in), min(n_out, n_in)))
    values, vectors = np.linalg.eigh(G.T @ G)
    Q = G @ (vectors / np.sqrt(values)) @ vectors.T
    # one step of Newton-Schulz for the last digits
    for _ in range(3):
        Q = 1.5 * Q - 0.5 * Q @ (Q.T @ Q)
    return Q.T.copy() if transpose else Q


def init_params(layer_dims: list[int], scheme: str, rng: Generator) -> Params:
    kind = Scheme(scheme)  # ValueError for anything else
    params = Params()
    for l in range(1, len(layer_dims)):
        n_in, n_out = layer_dims[l - 1 : l + 1]
        match kind:
            case Scheme.ZEROS:
                W = constant(n_out, n_in, 0)
            case Scheme.CONSTANT:
                W = constant(n_out, n_in, 0.5)
            case Scheme.SMALL:
                W = normal(n_out, n_in, 0.01, rng)
            case Scheme.XAVIER:
                W = xavier_normal(n_out, n_in, rng)
            case Scheme.HE:
                W = he_normal(n_out, n_in, rng)
        params[f"W{l}"] = W
        params[f"b{l}"] = np.zeros((n_out, 1))
    return params
