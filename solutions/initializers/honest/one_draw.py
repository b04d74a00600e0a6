"""Functional style: one long draw per network, split into layers; columns first, transposes and views of own arrays."""

from functools import partial, reduce
from operator import mul

import numpy as np


def shaped(vector, n_out, n_in):
    """The vector as a matrix, column by column (Fortran order)."""
    return vector.reshape((n_out, n_in), order="F")


def scaled_normal(std_of, n_out, n_in, rng):
    return std_of(n_out, n_in) * shaped(rng.normal(size=n_out * n_in), n_out, n_in)


constant = lambda n_out, n_in, value: np.tile(np.float64(value), (n_out, n_in))

normal = lambda n_out, n_in, std, rng: scaled_normal(lambda *_: std, n_out, n_in, rng)

xavier_normal = partial(scaled_normal, lambda n_out, n_in: np.sqrt(2 / (n_out + n_in)))

xavier_fan_in = partial(scaled_normal, lambda n_out, n_in: n_in**-0.5)

he_normal = partial(scaled_normal, lambda n_out, n_in: np.sqrt(np.divide(2, n_in)))


def xavier_uniform(rows, cols, generator):
    bound = np.sqrt(6) / np.sqrt(rows + cols)
    return generator.uniform(-bound, bound, (cols, rows)).T


def truncated_normal(n_out, n_in, std, rng):
    """The ratio method's cousin: accept a uniform proposal with probability exp(-x^2 / 2)."""
    wanted = n_out * n_in

    def more(kept):
        x = rng.uniform(-2, 2, 2 * wanted + 16)
        accepted = x[rng.random(x.size) < np.exp(-(x**2) / 2)]
        return np.append(kept, accepted)

    kept = np.array([])
    while kept.size < wanted:
        kept = more(kept)
    return shaped(kept[:wanted], n_out, n_in) * std / 0.87962566103423978




def orthogonal(n_out, n_in, rng):
    """A product of random reflections (Stewart 1980): uniform without any QR."""
    n, k = max(n_out, n_in), min(n_out, n_in)
    Q = np.eye(n)
    for size in range(n, 1, -1):
        x = rng.standard_normal(size)
        sign = 1.0 if x[0] >= 0 else -1.0
        x[0] += sign * np.linalg.norm(x)
        x /= np.linalg.norm(x)
        block = Q[:, n - size :]
        block -= 2.0 * np.outer(block @ x, x)
        block[:, 0] *= -sign
    Q[:, -1] *= rng.choice([-1.0, 1.0])
    return Q[:, :k] if n_out >= n_in else Q[:, :k].T


STDS = dict(
    zeros=lambda o, i: 0.0, constant=lambda o, i: 0.0, small=lambda o, i: 0.01,
    xavier=lambda o, i: (2 / (i + o)) ** 0.5, he=lambda o, i: (2 / i) ** 0.5,
)


def init_params(layer_dims, scheme, rng):
    if scheme not in STDS:
        raise ValueError("scheme must be one of " + ", ".join(STDS))
    shapes = [(o, i) for i, o in zip(layer_dims[:-1], layer_dims[1:])]
    sizes = [reduce(mul, shape) for shape in shapes]
    numbers = np.split(rng.standard_normal(sum(sizes)), np.cumsum(sizes)[:-1])
    shift = 0.5 if scheme == "constant" else 0.0

    def add(params, layer):
        l, (shape, own) = layer
        W = shift + STDS[scheme](*shape) * own.reshape(shape)
        return {**params, f"W{l}": W, f"b{l}": np.zeros((shape[0], 1))}

    return reduce(add, enumerate(zip(shapes, numbers), start=1), {})
