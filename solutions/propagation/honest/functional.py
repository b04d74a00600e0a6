"""reduce, accumulate, partial and closures: every layer is a function, and so is its way back."""

from functools import partial, reduce
from itertools import accumulate, repeat
from math import hypot, isclose, sqrt
from operator import matmul, mul

import numpy as np

compose = lambda f, g: lambda x: g(f(x))

deep_linear = lambda x, scale, depth: reduce(compose, [*repeat(partial(mul, scale), depth - 1), np.copy])(x)


def matrix_product(n, depth, std, rng):
    draw = lambda _: rng.normal(0, std, n * n).reshape(n, n, order="F")
    return reduce(lambda product, factor: factor @ product, map(draw, range(depth)))


sigmoid = lambda z: np.reciprocal(1 + np.exp(-np.maximum(z, -700)))
table = {
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * sigmoid(-z), (0, 1)),
    "tanh": (np.tanh, lambda z: np.cosh(np.clip(z, -350, 350)) ** -2, (-1, 1)),
    "relu": (partial(np.maximum, 0), lambda z: np.where(z >= 0, 1, 0), ()),
}


def weights(params):
    count = len([name for name in params if name[0] == "W"])
    return [(params[f"W{l + 1}"], params[f"b{l + 1}"]) for l in range(count)]


def pipeline(X, params, activation):
    """Pairs (Z, A) of every layer; A of the last one is Z."""
    g = table[activation][0]
    step = lambda pair, layer: (lambda z: (z, g(z)))(layer[0] @ pair[1] + layer[1])
    return list(accumulate(weights(params), step, initial=(None, X)))[1:]


forward_activations = lambda X, params, activation: [a for _, a in pipeline(X, params, activation)][:-1]


def activation_stats(activations, activation):
    *_, limits = table[activation]
    close = lambda a: any(isclose(a, limit, rel_tol=0, abs_tol=0.01) for limit in limits)
    return list(
        map(
            lambda A: {
                "mean": (m := sum(A.flat) / A.size),
                "std": sqrt(sum((a - m) ** 2 for a in A.flat) / A.size),
                "saturated": sum(map(close, A.flat)) / A.size,
                "dead": sum(1 for row in A if not np.any(row)) / A.shape[0],
            },
            activations,
        )
    )


def gradient_norms(X, Y, params, activation):
    zs = [z for z, _ in pipeline(X, params, activation)]
    shifted = zs[-1] - zs[-1].max(0)
    P = np.exp(shifted) / np.exp(shifted).sum(0)
    back = lambda dz, item: item[0].T @ dz * table[activation][1](item[1])
    above = [W for W, _ in weights(params)][:0:-1]
    deltas = accumulate(zip(above, zs[-2::-1]), back, initial=(P - Y) / Y.shape[-1])
    return [hypot(*delta.flat) for delta in deltas][::-1]


def regime(norms):
    rules = [
        (lambda first, last: first == 0, "vanishing"),
        (lambda first, last: last == 0, "exploding"),
        (lambda first, last: last / first > 1000, "vanishing"),
        (lambda first, last: last / first < 0.001, "exploding"),
        (lambda first, last: True, "stable"),
    ]
    return next(name for rule, name in rules if rule(norms[0], norms[-1]))


recommended_scheme = dict(sigmoid="xavier", tanh="xavier", relu="he").__getitem__
