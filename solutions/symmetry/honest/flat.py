"""All parameters as one long vector; indices say where an array, a row or a unit lives."""
import copy

import numpy as np


class Index:
    def __init__(self, params):
        self.shapes = {k: v.shape for k, v in params.items()}
        self.where, start = {}, 0
        for k, v in params.items():
            self.where[k] = np.arange(start, start + v.size).reshape(v.shape)
            start += v.size
        self.size = start
        self.L = len(params) // 2

    def pack(self, params):
        theta = np.empty(self.size)
        for k, place in self.where.items():
            theta[place] = params[k]
        return theta

    def unpack(self, theta):
        return {k: theta[place].copy() for k, place in self.where.items()}

    def unit(self, l, i, outgoing=False):
        places = [self.where[f"W{l}"][i], self.where[f"b{l}"][i]]
        if outgoing:
            places.append(self.where[f"W{l + 1}"][:, i])
        return np.concatenate(places)

    def layer(self, l):
        return np.concatenate([self.where[f"W{l}"].ravel(), self.where[f"b{l}"].ravel()])

    def width(self, l):
        return self.shapes[f"b{l}"][0]

    def table(self, l):
        return np.array([self.unit(l, i, outgoing=True) for i in range(self.width(l))])


def unit_spread(params):
    index = Index(params)
    theta = index.pack(params)
    result = np.float64(0)
    for l in range(1, index.L):
        table = theta[index.table(l)]
        result = np.maximum(result, (table.max(axis=0) - table.min(axis=0)).max())
    return result


def train(params, gradient, learning_rate, steps):
    index = Index(params)
    theta = index.pack(params)
    for _ in range(steps):
        theta -= learning_rate * index.pack(gradient(index.unpack(theta)))
    return index.unpack(theta)


def train_minibatch(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    index, both, n = Index(params), np.vstack([X, Y]), X.shape[0]
    theta = index.pack(params)
    for _ in range(epochs):
        both = rng.permutation(both, axis=1)
        for start in range(0, both.shape[1], batch_size):
            part = both[:, start : start + batch_size]
            theta -= learning_rate * index.pack(gradient(index.unpack(theta), part[:n], part[n:]))
    return index.unpack(theta)


def train_unit_by_unit(params, gradient, learning_rate, steps):
    index = Index(params)
    theta = index.pack(params)
    places = [index.unit(l, i) for l in range(1, index.L) for i in range(index.width(l))] + [index.layer(index.L)]
    for _ in range(steps):
        for place in places:
            theta[place] -= learning_rate * index.pack(gradient(index.unpack(theta)))[place]
    return index.unpack(theta)


def labels(table, tolerance):
    """Number the distinct rows of a table."""
    numbers = -np.ones(len(table), dtype=int)
    for i in range(len(table)):
        if numbers[i] < 0:
            same = np.linalg.norm(table - table[i], ord=np.inf, axis=1) <= tolerance
            numbers[same & (numbers < 0)] = numbers.max() + 1
    return numbers


def effective_widths(params, tolerance=1e-9):
    index = Index(params)
    theta = index.pack(params)
    return tuple(int(labels(theta[index.table(l)], tolerance).max()) + 1 for l in range(1, index.L))


def collapse(params):
    index = Index(params)
    theta = index.pack(params)
    out = copy.deepcopy(params)
    for l in reversed(range(1, index.L)):
        numbers = labels(theta[index.table(l)], 1e-9)
        count = numbers.max() + 1
        out[f"W{l}"] = np.array([out[f"W{l}"][numbers == k].mean(axis=0) for k in range(count)])
        out[f"b{l}"] = np.array([out[f"b{l}"][numbers == k].mean(axis=0) for k in range(count)])
        out[f"W{l + 1}"] = np.array([out[f"W{l + 1}"][:, numbers == k].sum(axis=1) for k in range(count)]).T.copy()
    return out


def stays_symmetric(scheme, algorithm):
    starts_equal = {"constant": True, "random": False, "constant_random_output": False}[scheme]
    treats_equally = {"gd": True, "minibatch": True, "momentum": True, "unit_by_unit": False, "dropout": False}[algorithm]
    return starts_equal and treats_equally


def fit_softmax_regression(X, Y, params, learning_rate, steps, lambd):
    # biases as weights of a constant input
    A = np.vstack([X, np.ones(X.shape[1])])
    V = np.hstack([params["W1"], params["b1"]])
    shrink = np.append(np.full(X.shape[0], lambd), 0.0)
    for _ in range(steps):
        Z = V @ A
        P = np.exp(Z - Z.max(axis=0))
        P /= P.sum(axis=0)
        V = V - learning_rate / X.shape[1] * ((P - Y) @ A.T + V * shrink)
    return {"W1": V[:, :-1].copy(), "b1": V[:, -1:].copy()}
