"""einsum, labels as integers, weights updated in place in a list of pairs, a smoothed running loss."""
import math

import numpy as np


def squash(Z, kind):
    match kind:
        case "tanh":
            return np.tanh(Z)
        case "relu":
            return (Z + np.abs(Z)) / 2
        case _:
            return np.exp(-np.logaddexp(0, -Z))


def back_through(D, A, kind):
    match kind:
        case "tanh":
            return D - D * A**2
        case "relu":
            return np.where(A > 0, D, 0.0)
        case _:
            return D * A * (1 - A)


def activations(pairs, X, kind):
    states = [X]
    for number, (W, b) in enumerate(pairs, 1):
        Z = np.einsum("ij,jm->im", W, states[-1]) + b[:, None]
        states.append(squash(Z, kind) if number < len(pairs) else Z)
    return states


def as_pairs(params):
    return [(params[f"W{l + 1}"], params[f"b{l + 1}"][:, 0]) for l in range(len(params) // 2)]


def predict(params, X, activation):
    Z = activations(as_pairs(params), X, activation)[-1]
    return np.array([max(range(len(column)), key=column.__getitem__) for column in Z.T.tolist()], dtype=np.int8)


def draw(scheme, n_out, n_in, rng):
    if scheme == "zeros":
        return np.zeros((n_out, n_in))
    if scheme == "constant":
        return np.repeat([[0.5]], n_out * n_in, axis=1).reshape(n_out, n_in)
    sd = {"small": 1 / 100, "xavier": math.sqrt(2 / (n_in + n_out)), "he": math.sqrt(2 / n_in)}[scheme]
    return np.stack([rng.normal(loc=0, scale=sd, size=n_in) for _ in range(n_out)])


def train_classifier(X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng):
    labels = np.einsum("km,k->m", Y, np.arange(len(Y))).round().astype(int)
    labels_val = np.einsum("km,k->m", Y_val, np.arange(len(Y))).round().astype(int)
    pairs = [(draw(scheme, o, i, rng), np.zeros(o)) for i, o in zip(layer_dims, layer_dims[1:])]
    order = np.arange(len(labels))
    log = {"loss": [], "val_accuracy": [], "updates": 0}
    running = None
    for _ in range(epochs):
        rng.shuffle(order)
        left = order
        while left.size:
            batch, left = np.sort(left[:batch_size]), left[batch_size:]
            size = batch.size
            states = activations(pairs, X[:, batch], activation)
            Z = states[-1] - np.max(states[-1], 0)
            log_p = Z - np.log(np.einsum("km->m", np.exp(Z)))
            J = -log_p[labels[batch], range(size)].mean()
            J += lambd / 2 / size * sum(np.einsum("ij,ij->", W, W) for W, _ in pairs)
            running = J if running is None else 0.8 * running + 0.2 * J
            D = np.exp(log_p)
            D[labels[batch], range(size)] -= 1
            D /= size
            updates = []
            for (W, b), A in zip(pairs[::-1], states[-2::-1]):
                updates.append((np.einsum("im,jm->ij", D, A) + lambd / size * W, np.einsum("im->i", D)))
                D = back_through(np.einsum("ij,im->jm", W, D), A, activation)
            for (W, b), (dW, db) in zip(pairs, updates[::-1]):
                W -= learning_rate * dW
                b -= learning_rate * db
            log["updates"] += 1
        log["loss"].append(running)
        guesses = activations(pairs, X_val, activation)[-1].argmax(0)
        log["val_accuracy"].append(np.count_nonzero(guesses == labels_val) / len(labels_val))
    params = {}
    for number, (W, b) in enumerate(pairs, 1):
        params["W" + str(number)] = W
        params["b" + str(number)] = b.reshape(-1, 1)
    return [params, log]
