"""Pullbacks: every forward returns its value and a closure for the way back; tables and partials make the functions."""

from functools import partial, reduce

import numpy as np

ACT = {}
PULL = {}


def register(table, name):
    def add(function):
        table[name] = function
        return function

    return add


ACT["relu"] = lambda z: np.where(z > 0, z, 0.0)
ACT["tanh"] = np.tanh
PULL["tanh"] = lambda z, a: lambda da: da - da * a * a
PULL["relu"] = lambda z, a: lambda da: np.where(z > 0, da, 0.0)


@register(ACT, "sigmoid")
def logistic(z):
    e = np.exp(-np.abs(z))
    return np.where(z < 0, e, 1) / (1 + e)


@register(PULL, "sigmoid")
def logistic_pullback(z, a):
    return lambda da: da * a * logistic(-z)


def compose_back(pullbacks, cotangent):
    return reduce(lambda ct, pull: pull(ct), reversed(pullbacks), cotangent)


affine_forward = lambda A, W, b: b + W.dot(A)


def affine_vjp(A, W):
    return lambda dZ: (W.T.dot(dZ), dZ.dot(A.T), dZ.dot(np.ones((dZ.shape[1], 1))))


affine_backward = lambda dZ, A, W: affine_vjp(A, W)(dZ)


def _activation_backward(table, pullbacks, dA, Z, activation):
    return pullbacks[activation](Z, table[activation](Z))(dA)


activation_backward = partial(_activation_backward, ACT, PULL)


def softmax_cross_entropy(Z, Y):
    top = Z.max(0)
    powers = np.exp(Z - top)
    total = powers.sum(0)
    surprise = np.log(total) + top - (Z * Y).sum(0)
    # surprise is exact to the spacing of numbers near |Z|
    return surprise.mean(), powers / total / Z.shape[1] - Y / Z.shape[1]


def forward(params, X, activation):
    depth = len(params) // 2

    def step(state, l):
        A, pulls = state
        W, b = params[f"W{l}"], params[f"b{l}"]
        Z = affine_forward(A, W, b)
        pull_affine = affine_vjp(A, W)

        def collect(carry):
            dZ, grads = carry
            dA, dW, db = pull_affine(dZ)
            return dA, {**grads, f"W{l}": dW, f"b{l}": db}

        pulls = [*pulls, collect]
        if l == depth:
            return Z, pulls
        A = ACT[activation](Z)
        pull_activation = PULL[activation](Z, A)
        return A, [*pulls, lambda carry: (pull_activation(carry[0]), carry[1])]

    logits, pulls = reduce(step, range(1, depth + 1), (X, []))
    return logits, lambda dlogits: compose_back(pulls, (dlogits, {}))[1]


backward = lambda params, cache, dlogits: cache(dlogits)


def loss_and_grads(params, X, Y, activation, lambd=0.0):
    logits, pullback = forward(params, X, activation)
    loss, dlogits = softmax_cross_entropy(logits, Y)
    decay = lambd / X.shape[1]
    weights = {name: W for name, W in params.items() if name.startswith("W")}
    loss = loss + decay / 2 * sum(np.vdot(W, W) for W in weights.values())
    return loss, {name: g + decay * weights[name] if name in weights else g for name, g in pullback(dlogits).items()}


def dropout_mask(shape, keep_prob, rng):
    return rng.choice([False, True], size=shape, p=[1 - keep_prob, keep_prob])


def _dropout(x, mask, keep_prob):
    return np.where(mask, x, 0.0) / keep_prob


dropout_forward = dropout_backward = _dropout


def gd_step(params, grads, learning_rate):
    return dict(map(lambda item: (item[0], item[1] - learning_rate * grads[item[0]]), params.items()))
