"""One example at a time with vectors and outer products, summed up in the end; namedtuples and dataclasses as caches."""

from collections import namedtuple
from dataclasses import dataclass, field
from statistics import NormalDist

import numpy as np

Trace = namedtuple("Trace", "inputs slopes")


@dataclass
class Cache:
    """What the way back needs: one trace per example."""

    traces: list[Trace] = field(default_factory=list)


def columns(M):
    return [M[:, j] for j in range(M.shape[1])]


def affine_forward(A, W, b):
    return np.column_stack([W @ a + b.ravel() for a in columns(A)])


def affine_backward(dZ, A, W):
    dA = np.stack([W.T @ d for d in columns(dZ)], axis=-1)
    dW = sum(np.outer(d, a) for d, a in zip(columns(dZ), columns(A)))
    db = sum(columns(dZ))
    return dA, dW, np.array(db).reshape(-1, 1)


def g(z, name):
    return {"sigmoid": lambda: 1 / (1 + np.exp(-z)), "tanh": lambda: np.tanh(z), "relu": lambda: np.maximum(0, z)}[
        name
    ]()


def g_prime(z, name):
    a = g(z, name)
    return {"sigmoid": a * (1 - a), "tanh": 1 - a**2, "relu": np.where(z > 0, 1.0, 0.0)}[name]


def activation_backward(dA, Z, activation):
    # the Jacobian of one example is diagonal
    return np.column_stack([np.diag(g_prime(z, activation)) @ d for z, d in zip(columns(Z), columns(dA))])


def one_example(z, y):
    z = z - z.max()
    p = np.exp(z) / np.exp(z).sum()
    loss = np.log(np.exp(z).sum()) - y @ z
    # the Jacobian of log softmax is I - 1 p^T; its transpose applied to -y
    jacobian = np.identity(len(z)) - np.outer(np.ones(len(z)), p)
    return loss, jacobian.T @ -y


def softmax_cross_entropy(Z, Y):
    losses, gradients = zip(*[one_example(z, y) for z, y in zip(columns(Z), columns(Y))])
    return sum(losses) / len(losses), np.array(gradients).T / len(losses)


def forward(params, X, activation):
    depth = len(params) // 2
    cache, logits = Cache(), []
    for x in columns(X):
        a, inputs, slopes = x, [], []
        for l in range(1, depth + 1):
            inputs.append(a)
            z = params[f"W{l}"].dot(a) + params[f"b{l}"][:, 0]
            slopes.append(g_prime(z, activation))
            a = g(z, activation) if l < depth else z
        cache.traces.append(Trace(inputs, slopes))
        logits.append(a)
    return np.array(logits).T, cache


def backward(params, cache, dlogits):
    grads = {name: np.zeros(value.shape) for name, value in params.items()}
    for trace, delta in zip(cache.traces, columns(dlogits)):
        for l in reversed(range(1, len(params) // 2 + 1)):
            grads[f"W{l}"] += np.outer(delta, trace.inputs[l - 1])
            grads[f"b{l}"] += delta[:, None]
            if l > 1:
                delta = (params[f"W{l}"].T @ delta) * trace.slopes[l - 2]
    return grads


def loss_and_grads(params, X, Y, activation, lambd=0.0):
    n_examples = X.shape[1]
    logits, cache = forward(params, X, activation)
    loss, dlogits = softmax_cross_entropy(logits, Y)
    grads = backward(params, cache, dlogits)
    for l in range(1, len(params) // 2 + 1):
        loss += lambd * np.linalg.norm(params[f"W{l}"]) ** 2 / (2 * n_examples)
        grads[f"W{l}"] += lambd * params[f"W{l}"] / n_examples
    return loss, grads


def dropout_mask(shape, keep_prob, rng):
    if keep_prob == 1:
        return np.ones(shape)
    # a normal number lies below the keep_prob quantile with probability keep_prob
    return np.where(rng.standard_normal(shape) < NormalDist().inv_cdf(keep_prob), 1, 0)


def dropout_forward(A, mask, keep_prob):
    result = A / keep_prob
    result[mask == 0] = 0
    return result


def dropout_backward(dA, mask, keep_prob):
    result = dA / keep_prob
    result[np.logical_not(mask)] = 0
    return result


def gd_step(params, grads, learning_rate):
    return {name: np.subtract(params[name], np.multiply(learning_rate, grads[name])) for name in params.keys()}
