"""The bias is one more column of the weights, in extended precision where that is quick; the loss is that after the epoch, without L2."""
from collections import defaultdict

import numpy as np

LONG = np.longdouble


def kind_for(X):
    return LONG if X.size < 2000 else np.float64


def with_ones(A):
    return np.vstack([A, np.ones((1, A.shape[1]), A.dtype)])


def act(Z, name):
    if name == "tanh":
        return np.tanh(Z)
    if name == "relu":
        return np.where(Z > 0, Z, 0)
    return 1 / (1 + np.exp(-Z))


def factor(A, name):
    return {"tanh": lambda: (1 - A) * (1 + A), "relu": lambda: (A > 0) * 1, "sigmoid": lambda: A * (1 - A)}[name]()


def run(M, X, name):
    tape = [with_ones(X.astype(M[0].dtype))]
    for W in M[:-1]:
        tape.append(with_ones(act(W @ tape[-1], name)))
    return M[-1] @ tape[-1], tape


def probabilities(Z):
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)


def joined(params, kind):
    return [np.hstack([params[f"W{l}"], params[f"b{l}"]]).astype(kind) for l in range(1, len(params) // 2 + 1)]


def split(M):
    params = {}
    for l, W in reversed(list(enumerate(M, 1))):
        params[f"b{l}"] = np.array(W[:, -1:], dtype=np.float64)
        params[f"W{l}"] = np.array(W[:, :-1], dtype=np.float64)
    return params


def predict(params, X, activation):
    return probabilities(run(joined(params, kind_for(X)), X, activation)[0]).argmax(axis=0)


def train_classifier(X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng):
    M, kind = [], kind_for(X)
    for i, o in zip(layer_dims, layer_dims[1:]):
        W = np.zeros((o, i + 1), kind)
        if scheme == "constant":
            W[:, :i] = 0.5
        elif scheme != "zeros":
            variance = {"small": 0.0001, "xavier": 2 / (i + o), "he": 2 / i}[scheme]
            W[:, :i] = rng.standard_normal((i, o)).T * variance**0.5
        M.append(W)
    history = defaultdict(list)
    for _ in range(epochs):
        order = rng.choice(X.shape[1], X.shape[1], replace=False)
        for k in range(-(-len(order) // batch_size)):
            part = order[k * batch_size : k * batch_size + batch_size]
            Z, tape = run(M, X[:, part], activation)
            d = (probabilities(Z) - Y[:, part]) / len(part)
            grads = [None] * len(M)
            for l in range(len(M) - 1, -1, -1):
                decay = np.hstack([M[l][:, :-1], np.zeros((len(M[l]), 1), kind)]) * kind(lambd) / len(part)
                grads[l] = d @ tape[l].T + decay
                if l:
                    d = (M[l][:, :-1].T @ d) * factor(tape[l][:-1], activation)
            M = [W - learning_rate * g for W, g in zip(M, grads)]
        P = probabilities(run(M, X, activation)[0])
        history["loss"].append(float(-np.log((P * Y).sum(axis=0) + 1e-300).sum() / X.shape[1]))
        wrong = (run(M, X_val, activation)[0].argmax(axis=0) != Y_val.argmax(axis=0)).sum()
        history["val_accuracy"].append(1 - wrong / X_val.shape[1])
    return split(M), history
