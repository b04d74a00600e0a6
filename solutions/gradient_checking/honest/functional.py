"""Closures, lambdas, partial and reduce; functions come out of a table and a decorator."""

from functools import partial, reduce

import numpy as np

registry = {}


def register(name):
    def wrap(function):
        registry[name] = function
        return function

    return wrap


def make_unpacker(items):
    def unpack(vector):
        def step(done, item):
            arrays, used = done
            name, shape = item
            count = shape[0] * shape[1]
            return {**arrays, name: np.reshape(vector[used : used + count], shape) + 0.0}, used + count

        return reduce(step, items, ({}, 0))[0]

    return unpack


# spec is a function here
params_to_vector = lambda params: (
    reduce(lambda v, a: np.append(v, a), params.values(), np.zeros(0)),
    make_unpacker([(name, a.shape) for name, a in params.items()]),
)
vector_to_params = lambda theta, spec: spec(theta)


def shifted(x, index, amount):
    moved = np.copy(x)
    moved[index] += amount
    return moved


def slope(f, x, eps, index):
    return (f(shifted(x, index, eps)) - f(shifted(x, index, -eps))) / (2.0 * eps)


def numerical_gradient(f, theta, eps=1e-5):
    x = np.asarray(theta) * 1.0
    x = np.asarray(x)
    return np.fromiter(map(partial(slope, f, x, eps), np.ndindex(x.shape)), dtype=float, count=x.size).reshape(x.shape)


@register("difference")
def _difference(a, b):
    norm = lambda x: float(np.sum(np.asarray(x) ** 2)) ** 0.5
    return (lambda top, bottom: top / bottom if bottom else 0.0)(norm(np.subtract(a, b)), norm(a) + norm(b))


relative_difference = registry["difference"]


@register("verdict")
def _verdict(d, table=((1e-7, "correct"), (1e-5, "acceptable"), (1e-3, "suspicious"))):
    return next((word for bound, word in table if d <= bound), "wrong")


verdict = partial(_verdict)


def gradient_check(loss, params, grads, eps=1e-5):
    theta, unpack = params_to_vector(params)
    numeric = unpack(numerical_gradient(lambda t: loss(unpack(t)), theta, eps))
    join = lambda arrays: np.concatenate([arrays[name].ravel() for name in params])
    per_param = {name: relative_difference(numeric[name], grads[name]) for name in params}
    whole = relative_difference(join(numeric), join(grads))
    return {
        "difference": whole,
        "per_param": per_param,
        "worst": max(per_param.items(), key=lambda item: item[1])[0],
        "verdict": verdict(whole),
    }


def check_along_training(loss_and_grads, params, learning_rate, steps, every):
    def descend(p, k=0):
        grads = loss_and_grads(p)[1]
        here = [(k, gradient_check(lambda q: loss_and_grads(q)[0], p, grads)["difference"])]
        here = here if k % every == 0 or k == steps else []
        if k == steps:
            return here
        return here + descend({n: p[n] - learning_rate * grads[n] for n in p}, k + 1)

    return tuple(descend(params))


def complex_step_gradient(f, theta, h=1e-20):
    z = theta + 0j
    return np.reshape([np.imag(f(shifted(z, i, 1j * h))) / h for i in np.ndindex(z.shape)], theta.shape)


def directional_check(f, theta, grad, rng, directions=3):
    def one(seed):
        v = np.random.default_rng(seed).standard_normal(theta.shape)
        a, b = np.vdot(grad, v), slope(lambda t: f(theta + t[0] * v), np.zeros(1), 1e-5, 0)
        return 0.0 if not (a or b) else abs(a - b) / (abs(a) + abs(b))

    return max(map(one, rng.integers(0, 2**32, size=directions)))
