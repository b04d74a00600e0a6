"""Deep copies first, then everything in place; the gradient is asked for every array."""
from copy import deepcopy

import numpy as np

print("symmetry: my solutions")
np.seterr(all="warn")


def unit_spread(p):
    spread, l = 0, 1
    while f"W{l + 1}" in p:
        for M, axis in ((p[f"W{l}"], 0), (p[f"b{l}"], 0), (p[f"W{l + 1}"], 1)):
            s = np.sort(M, axis=axis)
            widest = np.abs(np.take(s, -1, axis=axis) - np.take(s, 0, axis=axis)).max()
            if widest > spread:
                spread = widest
        l += 1
    return np.array(spread, dtype=float)


def train(p, f, eta, n):
    p = deepcopy(p)
    for k in range(n):
        direction = {}
        for key in p:
            direction[key] = f(p)[key]
        for key in p:
            p[key] -= eta * direction[key]
    return p


def train_minibatch(p, f, X, Y, eta, epochs, size, generator):
    p = deepcopy(p)
    numbers = np.arange(X.shape[1])
    epoch = 0
    while epoch < epochs:
        generator.shuffle(numbers)
        start = 0
        while start < numbers.size:
            stop = min(start + size, numbers.size)
            mine = np.sort(numbers[start:stop])  # the order inside a batch does not matter
            g = f(p, X[:, mine], Y[:, mine])
            for key in g:
                p[key] -= eta * g[key]
            start = stop
        epoch += 1
    return p


def train_unit_by_unit(p, f, eta, n):
    p = deepcopy(p)
    layers = sorted({int(key[1:]) for key in p})
    for k in range(n):
        for l in layers[:-1]:
            for i, (row, bias) in enumerate(zip(p[f"W{l}"], p[f"b{l}"])):  # views
                g = f(p)
                row -= eta * g[f"W{l}"][i]
                bias -= eta * g[f"b{l}"][i]
        g = f(p)
        for letter in "bW":
            p[f"{letter}{layers[-1]}"] -= eta * g[f"{letter}{layers[-1]}"]
    return p


def fingerprints(p, l, tolerance):
    stacked = np.concatenate((p[f"W{l}"].T, p[f"b{l}"].T, p[f"W{l + 1}"]))
    return [tuple(np.rint(unit / tolerance)) for unit in stacked.T]


def effective_widths(p, tolerance=1e-9):
    return [len(set(fingerprints(p, l, tolerance))) for l in range(1, len(p) // 2)]


def collapse(p):
    q = deepcopy(p)
    for l in range(1, len(p) // 2):
        groups = {}
        for i, key in enumerate(fingerprints(p, l, 1e-9)):
            groups.setdefault(key, []).append(i)
        keep = [g.pop(0) for g in groups.values()]
        for k, rest in zip(keep, groups.values()):
            for i in rest:
                q[f"W{l + 1}"][:, k] += q[f"W{l + 1}"][:, i]
        q[f"W{l}"], q[f"b{l}"], q[f"W{l + 1}"] = q[f"W{l}"][keep], q[f"b{l}"][keep], q[f"W{l + 1}"][:, keep]
    return q


def stays_symmetric(scheme, algorithm):
    match scheme, algorithm:
        case "constant", ("gd" | "minibatch" | "momentum"):
            return True
        case _:
            return False


def fit_softmax_regression(X, Y, p, eta, n, lambd):
    p, m = deepcopy(p), Y.shape[1]
    for k in range(n):
        E = np.exp(p["W1"] @ X + p["b1"])
        E /= E.sum(0)
        E -= Y
        E /= m
        p["b1"] -= eta * E.sum(1, keepdims=True)
        p["W1"] -= eta * (E @ X.T + p["W1"] * (lambd / m))
    return p
