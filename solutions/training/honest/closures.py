"""Functions that make functions; a step is folded over the batches, an epoch over the epochs."""
from functools import partial, reduce
from itertools import islice

import numpy as np

uniform = lambda variance: lambda rng, shape: rng.uniform(-np.sqrt(3 * variance(*shape)), np.sqrt(3 * variance(*shape)), shape)
STARTS = {
    "zeros": lambda rng, shape: np.zeros(shape),
    "constant": lambda rng, shape: np.full(shape, 0.5),
    "small": lambda rng, shape: rng.normal(scale=1e-2, size=shape),
    "xavier": uniform(lambda n_out, n_in: 2 / (n_out + n_in)),
    "he": uniform(lambda n_out, n_in: 2 / n_in),
}
ACTIVATIONS = {
    "sigmoid": (lambda z: 1 / (1 + np.exp(-np.clip(z, -700, 700))), lambda a: a * (1 - a)),
    "tanh": (np.tanh, lambda a: 1 - np.square(a)),
    "relu": (lambda z: z * (z > 0), lambda a: np.sign(a)),
}


def layer(W, b, g, slope):
    """Return a function A -> (g(WA + b), pullback), the pullback giving (dA, dW, db)."""

    def apply(A):
        out = g(W @ A + b)

        def pullback(d):
            d = d * slope(out)
            return W.T @ d, d @ A.T, np.sum(d, 1, keepdims=True)

        return out, pullback

    return apply


def layers(params, activation):
    pairs = list(zip(*[iter(params)] * 2))
    plain = (lambda z: z, lambda a: 1)
    kinds = [ACTIVATIONS[activation]] * (len(pairs) - 1) + [plain]
    return [layer(W, b, *kind) for (W, b), kind in zip(pairs, kinds)]


def value_and_pullbacks(params, X, activation):
    def push(state, apply):
        out, pullback = apply(state[0])
        return out, [pullback, *state[1]]

    return reduce(push, layers(params, activation), (X, []))


def listed(params):
    return [params[f"{kind}{l}"] for l in range(1, len(params) // 2 + 1) for kind in "Wb"]


def named(arrays):
    return {f"{'Wb'[i % 2]}{i // 2 + 1}": array for i, array in enumerate(arrays)}


def predict(params, X, activation):
    logits, _ = value_and_pullbacks(listed(params), X, activation)
    return np.argsort(logits, axis=0)[-1].astype(np.uint8).copy()


def cross_entropy(Z, Y):
    top = Z.max(0)
    total = top + np.log(np.exp(Z - top).sum(0))
    return (total - (Z * Y).sum(0)).mean(), (np.exp(Z - total) - Y) / Z.shape[1]


def step(activation, rate, lambd, state, batch):
    arrays, losses = state
    X, Y = batch
    Z, pullbacks = value_and_pullbacks(arrays, X, activation)
    loss, d = cross_entropy(Z, Y)
    grads = []
    for pullback in pullbacks:
        d, dW, db = pullback(d)
        grads = [dW, db, *grads]
    shrink = lambd / X.shape[1]
    decays = [shrink if i % 2 == 0 else 0.0 for i in range(len(arrays))]
    penalty = sum(decay / 2 * (a * a).sum() for a, decay in zip(arrays, decays))
    moved = [a - rate * (g + decay * a) for a, g, decay in zip(arrays, grads, decays)]
    return moved, [*losses, loss + penalty]


def batches(X, Y, size, rng):
    # sort by random keys
    order = iter(np.argsort(rng.random(X.shape[1])).tolist())
    while batch := list(islice(order, size)):
        yield X[:, batch], Y[:, batch]


def train_classifier(X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng):
    advance = partial(step, activation, learning_rate, lambd)

    def epoch(state, _):
        arrays, history = state
        arrays, losses = reduce(advance, batches(X, Y, batch_size, rng), (arrays, []))
        hits = predict(named(arrays), X_val, activation) == Y_val.argmax(0)
        return arrays, [*history, (float(np.mean(losses)), float(hits.sum()) / hits.size)]

    start = [
        array
        for n_in, n_out in zip(layer_dims, layer_dims[1:])
        for array in (STARTS[scheme](rng, (n_out, n_in)), np.zeros((n_out, 1)))
    ]
    arrays, history = reduce(epoch, range(epochs), (start, []))
    return named(arrays), {"loss": [h[0] for h in history], "val_accuracy": [h[1] for h in history]}
