"""Generators and streams: flat iterators, a JSON text as spec, running sums; nothing is indexed by hand."""

import itertools as it
import json
import operator
from collections import deque
from fractions import Fraction

import numpy as np


def params_to_vector(params):
    stream = it.chain.from_iterable(params[name].flat for name in params)
    plan = json.dumps([[name, list(params[name].shape)] for name in params])
    return np.fromiter(stream, dtype=np.float64), plan


def vector_to_params(theta, spec):
    stream = iter(theta.tolist())

    def fill(rows, columns):
        return np.array([list(it.islice(stream, columns)) for _ in range(rows)])

    return {name: fill(*shape) for name, shape in json.loads(spec)}


def probes(x, step):
    for k in range(x.size):
        bump = (np.arange(x.size) == k).reshape(x.shape) * step
        yield x + bump, x - bump


def numerical_gradient(f, theta, eps=1e-5):
    x = np.asarray(theta) + np.float64(0)
    rises = (operator.sub(*map(f, pair)) for pair in probes(np.asarray(x), eps))
    return np.fromiter(rises, np.float64).reshape(x.shape) / (eps + eps)


def length(stream):
    *_, total = it.accumulate((x * x for x in stream), initial=0.0)
    return total**0.5


def compare(a, b):
    a, b = list(a), list(b)
    scale = length(a) + length(b)
    return length(map(operator.sub, a, b)) / scale if scale != 0 else 0.0


def relative_difference(approx, exact):
    return compare(np.asarray(approx).flat, np.asarray(exact).flat)


def verdict(difference):
    words = ("correct", "acceptable", "suspicious")
    passed = (word for word, power in zip(words, (7, 5, 3)) if difference == 0 or difference <= float(Fraction(1, 10**power)))
    return next(passed, "wrong")


def gradient_check(loss, params, grads, eps=1e-5):
    pairs = {}
    for name in reversed(params):
        numeric = numerical_gradient(lambda array: loss(params | {name: array}), params[name], eps)
        pairs[name] = list(zip(numeric.flat, grads[name].flat))
    per_param = {name: compare(*zip(*pairs[name])) for name in params}
    whole = compare(*zip(*it.chain(*pairs.values())))
    return {
        "per_param": per_param,
        "worst": sorted(per_param, key=per_param.get)[-1],
        "difference": whole,
        "verdict": verdict(whole),
    }


def trajectory(loss_and_grads, params, rate):
    while True:
        _, grads = loss_and_grads(params)
        yield params, grads
        params = {name: np.subtract(params[name], rate * grads[name]) for name in params}


def check_along_training(loss_and_grads, params, learning_rate, steps, every):
    def value(p):
        return loss_and_grads(p)[0]

    visits = it.islice(trajectory(loss_and_grads, params, learning_rate), steps + 1)
    return [
        (k, gradient_check(value, p, g)["difference"])
        for k, (p, g) in enumerate(visits)
        if not (k % every and steps - k)
    ]


def complex_step_gradient(f, theta, h=1e-20):
    slopes = deque()
    for plus, _ in probes(theta.astype(complex), 1j * h):
        slopes.append(complex(f(plus)).imag / h)
    return np.reshape(slopes, theta.shape)


def directional_check(f, theta, grad, rng, directions=3):
    def errors():
        for _ in it.repeat(None, directions):
            v = rng.permuted(rng.standard_normal(theta.size)) * 1e-5
            slope, rise = 2 * float(np.inner(grad, v)), f(theta + v) - f(theta - v)
            yield slope != rise and abs(slope - rise) / (abs(slope) + abs(rise))

    return float(max(errors()))
