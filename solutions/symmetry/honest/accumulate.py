"""Streams: itertools.accumulate for training, deques for batches, union-find for groups of units."""
from collections import Counter, OrderedDict, deque
from itertools import accumulate, islice, product, tee

import numpy as np


def layers(params):
    names = sorted((name for name in params if name[0] == "W"), key=lambda name: int(name[1:]))
    return [int(name[1:]) for name in names]


def pairs(iterable):
    first, second = tee(iterable)
    next(second, None)
    return zip(first, second)


def parts_of(params):
    """For every hidden layer: its parts, with one column per unit."""
    for here, after in pairs(layers(params)):
        yield params[f"W{here}"].T, params[f"b{here}"].T, params[f"W{after}"]


def unit_spread(params):
    gaps = (np.subtract.outer(row, row) for parts in parts_of(params) for part in parts for row in part)
    return max((np.abs(gap).max() for gap in gaps), default=np.float64(0.0))


def minus(params, grads, rate):
    return OrderedDict((name, params[name] - rate * grads[name]) for name in params)


def final(stream):
    (value,) = deque(stream, maxlen=1)
    return value


def copies(params):
    return OrderedDict((name, np.copy(array)) for name, array in params.items())


def train(params, gradient, learning_rate, steps):
    points = accumulate(range(steps), lambda now, _: minus(now, gradient(now), learning_rate), initial=copies(params))
    return dict(final(points))


def stream_of_batches(m, epochs, size, rng):
    for epoch in range(epochs):
        waiting = deque(np.lexsort((rng.uniform(size=m),)).tolist())
        while waiting:
            yield [waiting.popleft() for _ in range(min(size, len(waiting)))]


def train_minibatch(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    def advance(now, batch):
        return minus(now, gradient(now, X.take(batch, axis=1), Y.take(batch, axis=1)), learning_rate)

    return final(accumulate(stream_of_batches(X.shape[1], epochs, batch_size, rng), advance, initial=copies(params)))


def train_unit_by_unit(params, gradient, learning_rate, steps):
    *hidden, output = layers(params)
    turns = [(l, np.arange(len(params[f"b{l}"])) == i) for l in hidden for i in range(len(params[f"b{l}"]))]
    turns.append((output, np.ones(len(params[f"b{output}"]), dtype=bool)))

    def advance(now, step_and_turn):
        layer, mask = step_and_turn[1]
        grads = gradient(now)
        rates = {name: learning_rate * (mask[:, None] if int(name[1:]) == layer else 0.0) for name in now}
        return OrderedDict((name, now[name] - rates[name] * grads[name]) for name in now)

    return final(accumulate(product(range(steps), turns), advance, initial=copies(params)))


class Union:
    def __init__(self, n):
        self.parent = list(range(n))

    def find(self, i):
        while self.parent[i] != i:
            i = self.parent[i]
        return i

    def join(self, i, j):
        i, j = self.find(i), self.find(j)
        self.parent[max(i, j)] = min(i, j)


def roots(parts, tolerance):
    n = parts[1].shape[1]
    union = Union(n)
    for i, j in product(range(n), repeat=2):
        if i < j and all(np.allclose(part[:, i], part[:, j], rtol=0, atol=tolerance) for part in parts):
            union.join(i, j)
    return [union.find(i) for i in range(n)]


def effective_widths(params, tolerance=1e-9):
    return [np.int64(len(set(roots(parts, tolerance)))) for parts in parts_of(params)]


def collapse(params):
    small = copies(params)
    for l, parts in zip(layers(params), list(parts_of(params))):
        sizes = Counter(roots(parts, 1e-9))
        kept = list(sizes)
        small[f"W{l}"] = small[f"W{l}"][kept, :]
        small[f"b{l}"] = small[f"b{l}"][kept, :]
        # copies have equal outgoing weights: their sum is a multiple
        small[f"W{l + 1}"] = small[f"W{l + 1}"][:, kept] * np.array(list(sizes.values()))
    return small


def stays_symmetric(scheme, algorithm):
    broken_at_start = {"random", "constant_random_output"}
    broken_later = {"unit_by_unit", "dropout"}
    return not {scheme, algorithm} & (broken_at_start | broken_later)


def log_softmax(Z):
    return Z - np.array([np.logaddexp.reduce(column) for column in Z.T])


def fit_softmax_regression(X, Y, params, learning_rate, steps, lambd):
    m = np.size(X, axis=1)
    data = np.tensordot(Y, X, axes=(1, 1)) / m, np.mean(Y, axis=1, keepdims=True)

    def gradient(now):
        P = np.exp(log_softmax(now["W1"] @ X + now["b1"]))
        W = np.tensordot(P, X, axes=(1, 1)) / m - data[0] + lambd * now["W1"] / m
        return {"W1": W, "b1": np.mean(P, axis=1, keepdims=True) - data[1]}

    points = accumulate(range(steps), lambda now, _: minus(now, gradient(now), learning_rate), initial=copies(params))
    return next(islice(points, steps, None))
