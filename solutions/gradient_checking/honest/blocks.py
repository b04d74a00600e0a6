"""Never builds the whole vector in gradient_check: block by block, with math.fsum and math.hypot."""

import math
from collections import OrderedDict, namedtuple

import numpy as np

Part = namedtuple("Part", "name index shape")


def params_to_vector(params):
    # interleaved on purpose: first entries of all arrays, then second entries, ...
    entries = [(k, name) for name, array in params.items() for k in range(array.size)]
    entries.sort()
    position = {entry: i for i, entry in enumerate(entries)}
    theta = np.empty(len(entries), np.float64)
    spec = ()
    for name, array in params.items():
        index = np.array([position[k, name] for k in range(array.size)])
        theta[index] = array.reshape(-1)
        spec += (Part(name, index, array.shape),)
    return theta, spec


def vector_to_params(theta, spec):
    return OrderedDict((part.name, np.take(theta, part.index).reshape(part.shape)) for part in spec)


def numerical_gradient(f, theta, eps=1e-5):
    theta = np.require(theta, dtype=np.float64)
    gradient = np.empty(theta.shape, order="F")
    for index in np.ndindex(*theta.shape):
        plus, minus = np.array(theta), np.array(theta)
        plus[index], minus[index] = theta[index] + eps, theta[index] - eps
        gradient[index] = f(plus) / (2 * eps) - f(minus) / (2 * eps)
    return gradient


def length(arrays):
    return math.hypot(*(float(x) for array in arrays for x in np.ravel(array)))


def relative_difference(approx, exact):
    total = length([approx]) + length([exact])
    return total and length([np.subtract(approx, exact)]) / total


def verdict(difference):
    match difference:
        case d if d != d:
            return "wrong"
        case d if d <= 1e-7:
            return "correct"
        case d if d <= 1e-5:
            return "acceptable"
        case d if d <= 1e-3:
            return "suspicious"
        case _:
            return "wrong"


def gradient_check(loss, params, grads, eps=1e-5):
    numeric = {
        name: numerical_gradient(lambda A, name=name: loss({**params, name: A}), array, eps)
        for name, array in params.items()
    }
    names = list(grads)
    total = length(numeric.values()) + length(grads.values())
    difference = length([numeric[n] - grads[n] for n in names]) / total if total else 0.0
    per_param = OrderedDict((n, relative_difference(numeric[n], grads[n])) for n in names)
    worst = names[0]
    for n in names[1:]:
        worst = n if per_param[n] >= per_param[worst] else worst
    return {"worst": worst, "verdict": verdict(difference), "difference": difference, "per_param": per_param}


def check_along_training(loss_and_grads, params, learning_rate, steps, every):
    def states():
        p = params
        yield p
        for _ in range(steps):
            g = loss_and_grads(p)[1]
            p = {n: p[n] + -learning_rate * g[n] for n in p}
            yield p

    return [
        (k, gradient_check(lambda q: loss_and_grads(q)[0], p, loss_and_grads(p)[1])["difference"])
        for k, p in enumerate(states())
        if not k % every or k == steps
    ]


def complex_step_gradient(f, theta, h=1e-20):
    h = 1e-30  # any tiny step will do
    gradient = np.zeros_like(theta)
    for index in np.ndindex(*theta.shape):
        point = np.asarray(theta, dtype=complex).copy()
        point[index] = complex(point[index].real, h)
        gradient[index] = f(point).imag / h
    return gradient


def directional_check(f, theta, grad, rng, directions=3):
    largest = 0.0
    for v in rng.normal(0.0, 3.0, (directions, theta.size)):
        a = math.fsum(g * x for g, x in zip(grad, v))
        b = f(theta + v * 1e-6) / 2e-6 - f(theta - v * 1e-6) / 2e-6
        size = math.fabs(a) + math.fabs(b)
        largest = max(largest, math.fabs(a - b) / size if size else 0)
    return largest
