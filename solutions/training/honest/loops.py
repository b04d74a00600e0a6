"""One example after the other, as vectors; the gradients of a batch are added up in dicts."""
import math

import numpy as np


def squash(z, name):
    if name == "relu":
        return np.maximum(z, 0)
    if name == "tanh":
        return np.tanh(z)
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-abs(z)))


def slope(a, name):
    if name == "relu":
        return a > 0
    return 1 - a * a if name == "tanh" else a * (1 - a)


def run(params, x, activation):
    """All layers' values for one example, the input first."""
    values = [x]
    L = len(params) // 2
    for l in range(1, L + 1):
        z = params["W%d" % l].dot(values[-1]) + params["b%d" % l][:, 0]
        values.append(squash(z, activation) if l < L else z)
    return values


def predict(params, X, activation):
    labels = []
    for j in range(X.shape[1]):
        logits = list(run(params, X[:, j], activation)[-1])
        labels.append(logits.index(max(logits)))
    return np.array(labels)


def train_classifier(X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng):
    L = len(layer_dims) - 1
    params = {}
    for l in range(1, L + 1):
        W = np.zeros((layer_dims[l], layer_dims[l - 1]))
        for i in range(W.shape[0]):
            for k in range(W.shape[1]):
                if scheme == "constant":
                    W[i, k] = 0.5
                elif scheme == "small":
                    W[i, k] = rng.normal(0, 0.01)
                elif scheme == "xavier":
                    W[i, k] = rng.normal(0, math.sqrt(2 / sum(W.shape)))
                elif scheme == "he":
                    W[i, k] = rng.normal(0, math.sqrt(2 / W.shape[1]))
        params["W%d" % l] = W
        params["b%d" % l] = np.zeros((layer_dims[l], 1))

    losses, accuracies = [], []
    m = X.shape[1]
    for epoch in range(epochs):
        todo = list(range(m))
        rng.shuffle(todo)
        loss = 0.0
        while todo:
            batch, todo = todo[:batch_size], todo[batch_size:]
            grads = {name: np.zeros(array.shape) for name, array in params.items()}
            for j in batch:
                values = run(params, X[:, j], activation)
                powers = np.exp(values[-1] - max(values[-1]))
                delta = powers / sum(powers) - Y[:, j]
                for k in range(len(delta)):
                    if Y[k, j] == 1:
                        loss -= math.log(max(powers[k] / sum(powers), 1e-300))
                for l in range(L, 0, -1):
                    grads["W%d" % l] += delta[:, None] * values[l - 1]
                    grads["b%d" % l][:, 0] += delta
                    if l > 1:
                        delta = delta.dot(params["W%d" % l]) * slope(values[l - 1], activation)
            for l in range(1, L + 1):
                W, b = params["W%d" % l], params["b%d" % l]
                params["W%d" % l] = W - learning_rate * (grads["W%d" % l] + lambd * W) / len(batch)
                params["b%d" % l] = b - learning_rate * grads["b%d" % l] / len(batch)
        losses.append(loss / m)
        hits = 0
        for label, column in zip(predict(params, X_val, activation), Y_val.T):
            if column[label] == 1:
                hits += 1
        accuracies.append(hits / X_val.shape[1])
    return params, {"loss": losses, "val_accuracy": accuracies}
