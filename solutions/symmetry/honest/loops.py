"""Plain loops over numbers; numpy only to hold them."""
import math

import numpy as np


def n_layers(params):
    L = 0
    while "W" + str(L + 1) in params:
        L += 1
    return L


def copy_of(params):
    out = {}
    for key in params:
        out[key] = np.array(params[key])
    return out


def unit_numbers(params, l, i):
    """All numbers of unit i of hidden layer l in one list."""
    numbers = []
    for j in range(params[f"W{l}"].shape[1]):
        numbers.append(params[f"W{l}"][i, j])
    numbers.append(params[f"b{l}"][i, 0])
    for k in range(params[f"W{l + 1}"].shape[0]):
        numbers.append(params[f"W{l + 1}"][k, i])
    return numbers


def unit_spread(params):
    spread = 0.0
    for l in range(1, n_layers(params)):
        n = params[f"W{l}"].shape[0]
        for i in range(n):
            for j in range(i + 1, n):
                a = unit_numbers(params, l, i)
                b = unit_numbers(params, l, j)
                for k in range(len(a)):
                    d = a[k] - b[k]
                    if d < 0:
                        d = -d
                    if d > spread:
                        spread = d
    return spread


def train(params, gradient, learning_rate, steps):
    params = copy_of(params)
    step = 0
    while step < steps:
        grads = gradient(params)
        for key in params:
            rows, cols = params[key].shape
            for i in range(rows):
                for j in range(cols):
                    params[key][i, j] = params[key][i, j] - learning_rate * grads[key][i, j]
        step += 1
    return params


def train_minibatch(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    params = copy_of(params)
    m = X.shape[1]
    for epoch in range(epochs):
        # Fisher and Yates
        order = list(range(m))
        for i in range(m - 1, 0, -1):
            j = int(rng.integers(0, i + 1))
            order[i], order[j] = order[j], order[i]
        batch = []
        for place, example in enumerate(order):
            batch.append(example)
            if len(batch) == batch_size or place == m - 1:
                Xb = np.zeros((X.shape[0], len(batch)))
                Yb = np.zeros((Y.shape[0], len(batch)))
                for column, example in enumerate(batch):
                    for i in range(X.shape[0]):
                        Xb[i, column] = X[i, example]
                    for i in range(Y.shape[0]):
                        Yb[i, column] = Y[i, example]
                grads = gradient(params, Xb, Yb)
                for key in params:
                    params[key] = params[key] - learning_rate * grads[key]
                batch = []
    return params


def train_unit_by_unit(params, gradient, learning_rate, steps):
    params = copy_of(params)
    L = n_layers(params)
    for step in range(steps):
        for l in range(1, L):
            for i in range(params[f"W{l}"].shape[0]):
                grads = gradient(params)
                for j in range(params[f"W{l}"].shape[1]):
                    params[f"W{l}"][i, j] -= learning_rate * grads[f"W{l}"][i, j]
                params[f"b{l}"][i, 0] -= learning_rate * grads[f"b{l}"][i, 0]
        grads = gradient(params)
        params[f"W{L}"] = params[f"W{L}"] - learning_rate * grads[f"W{L}"]
        params[f"b{L}"] = params[f"b{L}"] - learning_rate * grads[f"b{L}"]
    return params


def same_unit(a, b, tolerance):
    for x, y in zip(a, b):
        if abs(x - y) > tolerance:
            return False
    return True


def effective_widths(params, tolerance=1e-9):
    widths = []
    for l in range(1, n_layers(params)):
        kinds = []
        for i in range(params[f"W{l}"].shape[0]):
            me = unit_numbers(params, l, i)
            known = False
            for kind in kinds:
                if same_unit(me, kind, tolerance):
                    known = True
            if not known:
                kinds.append(me)
        widths.append(len(kinds))
    return widths


def collapse(params):
    out = copy_of(params)
    for l in range(1, n_layers(params)):
        # remove one duplicate after the other, the later one into the earlier one
        i = 0
        while i < out[f"W{l}"].shape[0]:
            j = i + 1
            twins = [i]
            while j < out[f"W{l}"].shape[0]:
                if same_unit(unit_numbers(out, l, i), unit_numbers(out, l, j), 1e-9):
                    twins.append(j)
                j += 1
            for k in range(out[f"W{l + 1}"].shape[0]):
                total = 0.0
                for t in twins:
                    total += out[f"W{l + 1}"][k, t]
                out[f"W{l + 1}"][k, i] = total
            out[f"W{l}"] = np.delete(out[f"W{l}"], twins[1:], axis=0)
            out[f"b{l}"] = np.delete(out[f"b{l}"], twins[1:], axis=0)
            out[f"W{l + 1}"] = np.delete(out[f"W{l + 1}"], twins[1:], axis=1)
            i += 1
    return out


def stays_symmetric(scheme, algorithm):
    if scheme == "random":
        return False
    if scheme == "constant_random_output":
        return False
    if algorithm == "dropout":
        return False
    if algorithm == "unit_by_unit":
        return False
    return True


def fit_softmax_regression(X, Y, params, learning_rate, steps, lambd):
    params = copy_of(params)
    n, m = X.shape
    C = Y.shape[0]
    for step in range(steps):
        W, b = params["W1"], params["b1"]
        dW = np.zeros((C, n))
        db = np.zeros((C, 1))
        for e in range(m):
            z = [sum(W[c, i] * X[i, e] for i in range(n)) + b[c, 0] for c in range(C)]
            top = max(z)
            powers = [math.exp(value - top) for value in z]
            for c in range(C):
                d = powers[c] / sum(powers) - Y[c, e]
                for i in range(n):
                    dW[c, i] += d * X[i, e] / m
                db[c, 0] += d / m
        for c in range(C):
            for i in range(n):
                dW[c, i] += lambd * W[c, i] / m
        params = {"W1": W - learning_rate * dW, "b1": b - learning_rate * db}
    return params
