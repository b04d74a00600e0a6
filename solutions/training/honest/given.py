"""The stub's own helpers, with the two functions filled in by a careful beginner who prints a lot."""
from pathlib import Path

import numpy as np


def load_digits():
    here = Path(globals().get("__file__", "")).parent
    with np.load(here / "data" / "digits.npz") as data:
        X, Y = data["images"].T / 16.0, np.eye(10)[:, data["labels"]]
    order = np.random.default_rng(8).permutation(X.shape[1])
    train, val = order[360:], order[:360]
    return X[:, train], Y[:, train], X[:, val], Y[:, val]


def init_params(layer_dims, scheme, rng):
    params = {}
    for l in range(1, len(layer_dims)):
        n_out, n_in = layer_dims[l], layer_dims[l - 1]
        if scheme in ("zeros", "constant"):
            W = np.full((n_out, n_in), 0.0 if scheme == "zeros" else 0.5)
        else:
            std = {"small": 0.01, "xavier": np.sqrt(2 / (n_in + n_out)), "he": np.sqrt(2 / n_in)}
            if scheme not in std:
                raise ValueError(f"unknown scheme {scheme!r}")
            W = rng.normal(0.0, std[scheme], (n_out, n_in))
        params[f"W{l}"], params[f"b{l}"] = W, np.zeros((n_out, 1))
    return params


def activate(Z, activation):
    if activation == "sigmoid":
        decay = np.exp(-np.abs(Z))
        return np.where(Z >= 0, 1.0, decay) / (1.0 + decay)
    return np.tanh(Z) if activation == "tanh" else np.maximum(Z, 0.0)


def forward(params, X, activation):
    L = len(params) // 2
    inputs = [X]
    for l in range(1, L):
        inputs.append(activate(params[f"W{l}"] @ inputs[-1] + params[f"b{l}"], activation))
    return params[f"W{L}"] @ inputs[-1] + params[f"b{L}"], inputs


def loss_and_grads(params, X, Y, activation, lambd=0.0):
    m = X.shape[1]
    logits, inputs = forward(params, X, activation)
    shifted = logits - logits.max(axis=0, keepdims=True)
    log_P = shifted - np.log(np.exp(shifted).sum(axis=0, keepdims=True))
    loss = -np.sum(Y * log_P) / m
    grads = {}
    dZ = (np.exp(log_P) - Y) / m
    for l in range(len(params) // 2, 0, -1):
        W, A = params[f"W{l}"], inputs[l - 1]
        loss += lambd / (2 * m) * np.sum(W**2)
        grads[f"W{l}"] = dZ @ A.T + lambd / m * W
        grads[f"b{l}"] = dZ.sum(axis=1, keepdims=True)
        if l > 1:
            slope = {"sigmoid": A * (1 - A), "tanh": 1 - A**2, "relu": A > 0}[activation]
            dZ = W.T @ dZ * slope
    return float(loss), grads


def predict(params, X, activation):
    logits = forward(params, X, activation)[0]
    e = np.exp(logits - np.max(logits, axis=0))
    probs = e / np.sum(e, axis=0)
    return np.array([np.argmax(probs[:, i]) for i in range(probs.shape[1])])


def accuracy(params, X, Y, activation):
    labels = predict(params, X, activation)
    one_hot = np.zeros_like(Y)
    one_hot[labels, np.arange(len(labels))] = 1
    return np.sum(one_hot * Y) / Y.shape[1]


def train_classifier(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    X, Y = X.copy(), Y.copy()
    m = X.shape[1]
    n_batches = int(np.ceil(m / batch_size))
    for epoch in range(epochs):
        p = rng.permutation(m)
        X = X[:, p]
        Y = Y[:, p]
        for i in range(n_batches):
            Xb = X[:, i * batch_size:(i + 1) * batch_size]
            Yb = Y[:, i * batch_size:(i + 1) * batch_size]
            loss, grads = loss_and_grads(params, Xb, Yb, activation, lambd)
            for key in params:
                params[key] -= learning_rate * grads[key]
        J, _ = loss_and_grads(params, X, Y, activation, lambd)
        history["loss"].append(J)
        history["val_accuracy"].append(accuracy(params, X_val, Y_val, activation))
        if epoch % 10 == 0:
            print("epoch", epoch, "loss", J)
    return params, history


if __name__ == "__main__":
    X, Y, X_val, Y_val = load_digits()
    _, h = train_classifier(X, Y, X_val, Y_val, [64, 32, 10], "relu", "he", 0.1, 20, 64, 0.1, np.random.default_rng(1))
    print(h["val_accuracy"])
