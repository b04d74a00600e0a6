"""Rows of shifted points, einsum, one expression per function."""

from itertools import accumulate

import numpy as np


def params_to_vector(params):
    keys = sorted(params)
    return np.hstack([params[key].T.reshape(-1) for key in keys]), {key: params[key].shape for key in keys}


def vector_to_params(theta, spec):
    sizes = [rows * columns for rows, columns in spec.values()]
    pieces = np.split(theta, list(accumulate(sizes))[:-1])
    return {key: np.array(piece.reshape(shape[::-1]).T) for (key, shape), piece in zip(spec.items(), pieces)}


def numerical_gradient(f, theta, eps=1e-5):
    x = np.asarray(theta, dtype=np.float64)
    shifts = eps * np.eye(x.size).reshape(x.size, *x.shape)
    plus = np.array([f(x + s) for s in shifts])
    minus = np.array([f(x - s) for s in shifts])
    return ((plus - minus) / (2 * eps)).reshape(x.shape)


def relative_difference(approx, exact):
    a, e = np.ravel(approx), np.ravel(exact)
    total = np.sqrt(np.einsum("i,i", a, a)) + np.sqrt(np.einsum("i,i", e, e))
    return np.sqrt(np.einsum("i,i", a - e, a - e)) / total if total > 0 else np.float64(0)


def verdict(difference):
    return np.array(["correct", "acceptable", "suspicious", "wrong"])[
        np.searchsorted([1e-7, 1e-5, 1e-3], difference, side="left")
    ]


def gradient_check(loss, params, grads, eps=1e-5):
    theta, spec = params_to_vector(params)
    num = numerical_gradient(lambda t: loss(vector_to_params(t, spec)), theta, eps)
    ana = params_to_vector(grads)[0]
    numeric = vector_to_params(num, spec)
    names = np.array(list(params))
    each = np.array([relative_difference(numeric[n], grads[n]) for n in names])
    d = relative_difference(num, ana)
    return dict(
        difference=d,
        per_param=dict(zip(names.tolist(), each)),
        worst=names[each.argmax()],
        verdict=verdict(d),
        numeric=numeric,
    )


def check_along_training(loss_and_grads, params, learning_rate, steps, every):
    wanted = np.unique(np.append(np.arange(0, steps, every), steps))
    path = accumulate(
        range(steps),
        lambda p, _: {n: p[n] - learning_rate * g for n, g in loss_and_grads(p)[1].items()},
        initial=params,
    )
    return [
        (k, gradient_check(lambda q: loss_and_grads(q)[0], p, loss_and_grads(p)[1])["difference"])
        for k, p in enumerate(path)
        if k in wanted
    ]


def complex_step_gradient(f, theta, h=1e-20):
    unit = np.eye(theta.size).reshape(-1, *theta.shape)
    return np.array([np.imag(f(theta + 1j * h * e)) for e in unit]).reshape(theta.shape) / h


def directional_check(f, theta, grad, rng, directions=3):
    V = rng.choice([-1.0, 1.0], size=(directions, theta.size))
    a = np.einsum("di,i->d", V, grad)
    b = np.array([(f(theta + 1e-6 * v) - f(theta - 1e-6 * v)) / 2e-6 for v in V])
    size = np.abs(a) + np.abs(b)
    return np.max(np.divide(np.abs(a - b), size, out=np.zeros_like(a), where=size > 0))
