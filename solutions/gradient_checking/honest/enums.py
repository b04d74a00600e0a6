"""Verdicts are an enum of strings, the spec is a closure, the report a dataclass."""
from __future__ import annotations

import bisect
import enum
import math
from collections import OrderedDict
from dataclasses import dataclass, asdict
from typing import Callable, Mapping

import numpy as np

FloatArray = np.ndarray
Loss = Callable[[Mapping[str, FloatArray]], float]


class Verdict(enum.StrEnum):
    CORRECT = "correct"
    ACCEPTABLE = "acceptable"
    SUSPICIOUS = "suspicious"
    WRONG = "wrong"


LIMITS = (1e-7, 1e-5, 1e-3)


def params_to_vector(params):
    shapes = [(k, np.shape(v)) for k, v in params.items()]

    def rebuild(theta):
        out, rest = {}, theta
        for name, shape in shapes:
            size = math.prod(shape)
            head, rest = rest[:size], rest[size:]
            out[name] = np.array(head).reshape(shape)
        return out

    return np.concatenate([np.ravel(params[k]) for k, _ in shapes]), rebuild


def vector_to_params(theta, spec):
    return spec(theta)


def numerical_gradient(f, theta, eps=1e-5):
    base = np.asarray(theta, dtype=np.float64)

    def partial(index):
        shift = np.zeros(base.shape)
        shift[index] = eps
        return (f(base + shift) - f(base - shift)) / (2 * eps)

    values = {index: partial(index) for index in np.ndindex(base.shape)}
    return np.array([values[i] for i in sorted(values)]).reshape(base.shape)


def relative_difference(approx, exact):
    top = math.dist(approx.ravel().tolist(), exact.ravel().tolist())
    bottom = math.hypot(*approx.flat) + math.hypot(*exact.flat)
    return top / bottom if bottom else 0.0


def verdict(difference):
    if not difference == difference:
        return Verdict.WRONG
    return list(Verdict)[bisect.bisect_left(LIMITS, difference)]


@dataclass
class Report:
    difference: float
    per_param: dict[str, float]
    worst: str
    verdict: str
    eps: float = 1e-5


def gradient_check(loss, params, grads, eps=1e-5):
    theta, spec = params_to_vector(params)
    numeric = vector_to_params(numerical_gradient(lambda t: loss(spec(t)), theta, eps), spec)
    per = OrderedDict((k, relative_difference(numeric[k], grads[k])) for k in params)
    join = lambda d: np.concatenate([d[k].reshape(-1) for k in params])
    d = relative_difference(join(numeric), join(grads))
    return asdict(Report(d, per, sorted(per, key=per.__getitem__)[-1], verdict(d), eps))


def check_along_training(loss_and_grads, params, learning_rate, steps, every):
    log = []
    for k in range(steps + 1):
        _, grads = loss_and_grads(params)
        if k % every == 0 or k == steps:
            log.append((k, gradient_check(lambda p: loss_and_grads(p)[0], params, grads)["difference"]))
        params = {n: params[n] - learning_rate * grads[n] for n in params}
    return log


def complex_step_gradient(f, theta, h=1e-20):
    eye = np.eye(theta.size).reshape(theta.size, *theta.shape)
    return np.array([f(theta + 1j * h * e).imag / h for e in eye]).reshape(theta.shape)


def directional_check(f, theta, grad, rng, directions=3):
    worst, eps = 0.0, 1e-5
    for _ in range(directions):
        v = rng.normal(size=theta.size)
        v /= np.linalg.norm(v)
        a, b = grad @ v, (f(theta + eps * v) - f(theta - eps * v)) / (2 * eps)
        if a or b:
            worst = max(worst, abs(a - b) / (abs(a) + abs(b)))
    return worst
