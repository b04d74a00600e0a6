"""Answers found by experiment: stays_symmetric runs the algorithms on a small network and looks."""
import numpy as np

TINY = 1e-12


def unit_spread(params):
    L = len(params) // 2
    spreads = [0.0]
    for l in range(1, L):
        for name, axis in ((f"W{l}", 0), (f"b{l}", 0), (f"W{l + 1}", 1)):
            spreads.append(np.max(np.max(params[name], axis) - np.min(params[name], axis)))
    return max(spreads)


def update(params, grads, rate):
    new = {}
    for name in sorted(params, reverse=True):
        new[name] = -rate * grads[name] + params[name]
    return new


def train(params, gradient, learning_rate, steps):
    params = update(params, {k: np.zeros_like(v) for k, v in params.items()}, 0.0)
    for step in range(1, steps + 1):
        params = update(params, gradient(params), learning_rate)
    return params


def train_minibatch(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    params = train(params, None, 0.0, 0)
    m = X.shape[1]
    orders = [rng.permuted(np.arange(m)) for _ in range(epochs)]
    for order in orders:
        Xs, Ys = X[:, order], Y[:, order]
        count = (m + batch_size - 1) // batch_size
        for k in range(count):
            window = slice(k * batch_size, (k + 1) * batch_size)
            params = train(params, lambda p: gradient(p, Xs[:, window], Ys[:, window]), learning_rate, 1)
    return params


def train_unit_by_unit(params, gradient, learning_rate, steps):
    params = train(params, None, 0.0, 0)
    L = len(params) // 2
    for _ in range(steps):
        for l in range(1, L + 1):
            rows = np.arange(params[f"b{l}"].shape[0])
            for chosen in [rows] if l == L else rows[:, None]:
                grads = gradient(params)
                params = {k: v.copy() for k, v in params.items()}
                np.subtract.at(params[f"W{l}"], chosen, learning_rate * grads[f"W{l}"][chosen])
                np.subtract.at(params[f"b{l}"], chosen, learning_rate * grads[f"b{l}"][chosen])
    return params


def distinct(params, l, tolerance):
    """Rows i that are not equal to an earlier row, and for every row the number of its earliest equal."""
    U = np.c_[params[f"W{l}"], params[f"b{l}"], params[f"W{l + 1}"].T]
    earliest = [min(j for j in range(i + 1) if np.all(np.abs(U[i] - U[j]) <= tolerance)) for i in range(len(U))]
    return sorted(set(earliest)), np.array(earliest)


def effective_widths(params, tolerance=1e-9):
    return [len(distinct(params, l, tolerance)[0]) for l in range(1, len(params) // 2)]


def collapse(params):
    names = {}
    L = len(params) // 2
    rows = {0: list(range(params["W1"].shape[1])), L: list(range(params[f"W{L}"].shape[0]))}
    sums = {0: np.eye(len(rows[0]))}
    for l in range(1, L):
        rows[l], earliest = distinct(params, l, 1e-9)
        sums[l] = (earliest[:, None] == np.array(rows[l])) * 1.0
    for l in range(1, L + 1):
        # choose rows, sum columns
        names[f"W{l}"] = np.dot(params[f"W{l}"][rows[l]], sums[l - 1])
        names[f"b{l}"] = params[f"b{l}"][rows[l]]
    return names


def tanh_gradient(params, X, Y, mask=1.0):
    A = np.tanh(params["W1"] @ X + params["b1"])
    D = A * mask
    dZ = (params["W2"] @ D + params["b2"] - Y) / X.shape[1]
    dA = params["W2"].T @ dZ * mask * (1 - A * A)
    return {
        "W2": dZ @ D.T, "b2": dZ.sum(1, keepdims=True),
        "W1": dA @ X.T, "b1": dA.sum(1, keepdims=True),
    }


def stays_symmetric(scheme, algorithm):
    rng = np.random.default_rng(0)
    X, Y = rng.random((3, 8)), rng.random((2, 8))
    shapes = {"W1": (4, 3), "b1": (4, 1), "W2": (2, 4), "b2": (2, 1)}
    random_names = {"constant": [], "random": list(shapes), "constant_random_output": ["W2", "b2"]}[scheme]
    params = {k: rng.normal(size=s) if k in random_names else np.full(s, 0.5) for k, s in shapes.items()}
    velocity = {k: np.zeros(s) for k, s in shapes.items()}
    gradient = lambda p: tanh_gradient(p, X, Y)
    spreads = [unit_spread(params)]
    for _ in range(5):
        if algorithm == "gd":
            params = train(params, gradient, 0.1, 1)
        elif algorithm == "minibatch":
            params = train_minibatch(params, tanh_gradient, X, Y, 0.1, 1, 3, rng)
        elif algorithm == "momentum":
            velocity = {k: 0.9 * velocity[k] + g for k, g in gradient(params).items()}
            params = update(params, velocity, 0.1)
        elif algorithm == "unit_by_unit":
            params = train_unit_by_unit(params, gradient, 0.1, 1)
        else:
            mask = (rng.random((4, 8)) < 0.5) / 0.5
            params = train(params, lambda p: tanh_gradient(p, X, Y, mask), 0.1, 1)
        spreads.append(unit_spread(params))
    return bool(max(spreads) < TINY)


def fit_softmax_regression(X, Y, params, learning_rate, steps, lambd):
    m = X.shape[1]

    def gradient(p):
        Z = p["W1"] @ X + p["b1"]
        logP = Z - np.log(np.exp(Z).sum(0))
        G = (np.exp(logP) - Y) / m
        return {"W1": G @ X.T + lambd * p["W1"] / m, "b1": G @ np.ones((m, 1))}

    return train(params, gradient, learning_rate, steps)
