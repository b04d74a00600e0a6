"""No loop changes a variable: folds, closures and generators."""
from functools import partial, reduce
from itertools import chain, combinations, repeat

import numpy as np

last = lambda params: len(params) // 2
hidden = lambda params: range(1, last(params))
fresh = lambda params: {key: +value for key, value in params.items()}


def parts(params, l):
    yield params[f"W{l}"]
    yield params[f"b{l}"]
    yield np.transpose(params[f"W{l + 1}"])


def distances(params, l):
    for block in parts(params, l):
        yield from (np.abs(u - v).max() for u, v in combinations(block, 2))


def unit_spread(params):
    return max(chain([0.0], *(distances(params, l) for l in hidden(params))))


def descend(rate, params, grads):
    return {key: np.subtract(params[key], np.multiply(rate, grads[key])) for key in params}


def train(params, gradient, learning_rate, steps):
    return reduce(lambda p, _: descend(learning_rate, p, gradient(p)), repeat(None, steps), fresh(params))


def every_batch(m, epochs, batch_size, rng):
    for _ in range(epochs):
        order = np.argsort(rng.random(m))
        yield from np.split(order, range(batch_size, m, batch_size))


def train_minibatch(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    advance = lambda p, batch: descend(learning_rate, p, gradient(p, X[:, batch], Y[:, batch]))
    return reduce(advance, every_batch(X.shape[1], epochs, batch_size, rng), fresh(params))


def only(l, i, grads):
    """The gradient with everything but one unit (or one layer: i is None) set to zero."""

    def masked(key, grad):
        if key not in (f"W{l}", f"b{l}"):
            return np.zeros_like(grad)
        return grad if i is None else np.where(np.arange(len(grad))[:, None] == i, grad, 0.0)

    return {key: masked(key, grad) for key, grad in grads.items()}


def turns(params, steps):
    for _ in range(steps):
        yield from ((l, i) for l in hidden(params) for i in range(len(params[f"b{l}"])))
        yield last(params), None


def train_unit_by_unit(params, gradient, learning_rate, steps):
    advance = lambda p, turn: descend(learning_rate, p, only(*turn, gradient(p)))
    return reduce(advance, turns(params, steps), fresh(params))


def twins(params, l, tolerance):
    """Matrix of booleans: units i and j of layer l are the same."""
    near = lambda block: (np.abs(block[:, None, :] - block[None, :, :]) <= tolerance).all(axis=2)
    return reduce(np.logical_and, map(near, parts(params, l)))


def representatives(params, l, tolerance):
    return np.flatnonzero(twins(params, l, tolerance).argmax(axis=1) == np.arange(len(params[f"b{l}"])))


effective_widths = lambda params, tolerance=1e-9: [len(representatives(params, l, tolerance)) for l in hidden(params)]


def collapsed_layer(original, params, l):
    same, kept = twins(original, l, 1e-9), representatives(original, l, 1e-9)
    new = {f"W{l}": params[f"W{l}"][kept], f"b{l}": params[f"b{l}"][kept]}
    return {**params, **new, f"W{l + 1}": params[f"W{l + 1}"] @ same[kept].T}


collapse = lambda params: reduce(partial(collapsed_layer, params), hidden(params), fresh(params))

TRUTH = {("constant", algorithm): True for algorithm in ("gd", "minibatch", "momentum")}
stays_symmetric = lambda scheme, algorithm: TRUTH.get((scheme, algorithm), False)


def softmax_step(X, Y, rate, lambd, params, _):
    powers = np.exp(params["W1"] @ X + params["b1"])
    error = (powers / powers.sum(axis=0) - Y) / X.shape[1]
    grads = {"W1": np.einsum("ce,ie->ci", error, X) + lambd / X.shape[1] * params["W1"], "b1": error.sum(1)[:, None]}
    return descend(rate, params, grads)


def fit_softmax_regression(X, Y, params, learning_rate, steps, lambd):
    return reduce(partial(softmax_step, X, Y, learning_rate, lambd), range(steps), fresh(params))
