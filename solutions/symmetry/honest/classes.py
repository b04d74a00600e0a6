"""A network object that knows its units, and optimisers as classes."""
from dataclasses import dataclass, field

import numpy as np


@dataclass
class Net:
    weights: list = field(default_factory=list)
    biases: list = field(default_factory=list)

    @classmethod
    def of(cls, params):
        L = max(int(key[1:]) for key in params)
        return cls([params[f"W{l}"].copy() for l in range(1, L + 1)], [params[f"b{l}"].copy() for l in range(1, L + 1)])

    @property
    def params(self):
        pairs = enumerate(zip(self.weights, self.biases), start=1)
        return {name: array for l, (W, b) in pairs for name, array in ((f"b{l}", b), (f"W{l}", W))}

    def hidden(self):
        return [Layer(self, k) for k in range(len(self.weights) - 1)]


@dataclass
class Layer:
    net: Net
    index: int

    def __len__(self):
        return self.net.biases[self.index].shape[0]

    def __getitem__(self, i):
        if i >= len(self):
            raise IndexError(i)
        return Unit(self.net.weights[self.index][i], self.net.biases[self.index][i], self.net.weights[self.index + 1][:, i])

    def kinds(self, tolerance):
        kinds = []
        for number, unit in enumerate(self):
            home = next((kind for kind in kinds if self[kind[0]].distance(unit) <= tolerance), None)
            if home is None:
                kinds.append([number])
            else:
                home.append(number)
        return kinds

    def keep(self, kinds):
        k, W, b = self.index, self.net.weights, self.net.biases
        member = np.zeros((len(self), len(kinds)))
        for column, kind in enumerate(kinds):
            member[kind, column] = 1.0
        W[k + 1] = W[k + 1] @ member
        first = [kind[-1] for kind in kinds]
        W[k], b[k] = W[k][first], b[k][first]


@dataclass
class Unit:
    row: np.ndarray
    bias: np.ndarray
    column: np.ndarray

    def distance(self, other):
        return max(
            np.max(np.abs(self.row - other.row)), abs(self.bias[0] - other.bias[0]), np.max(np.abs(self.column - other.column))
        )


class Descent:
    def __init__(self, rate):
        self.rate = rate

    def __call__(self, net, grads):
        for k in range(len(net.weights)):
            self.layer(net, grads, k)

    def layer(self, net, grads, k, rows=slice(None)):
        net.weights[k] = self.moved(net.weights[k], grads[f"W{k + 1}"], rows)
        net.biases[k] = self.moved(net.biases[k], grads[f"b{k + 1}"], rows)

    def moved(self, array, grad, rows):
        new = array.copy()
        new[rows] = array[rows] - self.rate * grad[rows]
        return new


class Sampler:
    """Iterates over the batches of one epoch."""

    def __init__(self, X, Y, size, rng):
        self.X, self.Y, self.size, self.rng = X, Y, size, rng

    def __iter__(self):
        bag = self.rng.choice(self.X.shape[1], self.X.shape[1], replace=False)
        while bag.size:
            now, bag = bag[: self.size], bag[self.size :]
            yield np.take(self.X, now, axis=1), np.take(self.Y, now, axis=1)


def unit_spread(params):
    return max((u.distance(v) for layer in Net.of(params).hidden() for u in layer for v in layer), default=0.0)


def train(params, gradient, learning_rate, steps):
    net, descend = Net.of(params), Descent(learning_rate)
    for _ in range(steps):
        descend(net, gradient(net.params))
    return net.params


def train_minibatch(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    net, descend, sampler = Net.of(params), Descent(learning_rate), Sampler(X, Y, batch_size, rng)
    for _ in range(epochs):
        for A, B in sampler:
            descend(net, gradient(net.params, A, B))
    return net.params


def train_unit_by_unit(params, gradient, learning_rate, steps):
    net, descend = Net.of(params), Descent(learning_rate)
    for _ in range(steps):
        for layer in net.hidden():
            for i in range(len(layer)):
                descend.layer(net, gradient(net.params), layer.index, [i])
        descend.layer(net, gradient(net.params), len(net.weights) - 1)
    return net.params


def effective_widths(params, tolerance=1e-9):
    return [len(layer.kinds(tolerance)) for layer in Net.of(params).hidden()]


def collapse(params):
    net = Net.of(params)
    plan = [(layer, layer.kinds(1e-9)) for layer in net.hidden()]
    for layer, kinds in plan:
        layer.keep(kinds)
    return net.params


class Rule:
    KEEPERS = frozenset({"gd", "minibatch", "momentum"})

    def __call__(self, scheme, algorithm):
        return np.bool_(scheme == "constant") & np.bool_(algorithm in self.KEEPERS)


stays_symmetric = Rule()


class SoftmaxRegression:
    def __init__(self, params, lambd):
        self.W, self.b, self.lambd = params["W1"] + 0.0, params["b1"] + 0.0, lambd

    def probabilities(self, X):
        Z = self.W.dot(X) + self.b
        return np.exp(Z - np.logaddexp.reduce(Z, axis=0))

    def fit(self, X, Y, rate, steps):
        m = X.shape[1]
        for _ in range(steps):
            error = self.probabilities(X) - Y
            self.W = (1.0 - rate * self.lambd / m) * self.W - rate / m * error.dot(X.T)
            self.b = self.b - rate * error.mean(axis=1, keepdims=True)
        return self


def fit_softmax_regression(X, Y, params, learning_rate, steps, lambd):
    model = SoftmaxRegression(params, lambd).fit(X, Y, learning_rate, steps)
    return dict(W1=model.W, b1=model.b)
