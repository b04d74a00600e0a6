"""Objects: a layout, a checker with a history, callable instances as the graded functions."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Slot:
    name: str
    shape: tuple
    where: slice


class Layout:
    def __init__(self, params):
        self.slots = []
        position = 0
        for name in params:
            size = params[name].size
            self.slots.append(Slot(name, params[name].shape, slice(position, position + size)))
            position += size
        self.size = position

    def pack(self, arrays):
        theta = np.empty(self.size)
        for slot in self.slots:
            theta[slot.where] = arrays[slot.name].flatten()
        return theta

    def unpack(self, theta):
        return {slot.name: theta[slot.where].copy().reshape(slot.shape) for slot in self.slots}


def params_to_vector(params):
    layout = Layout(params)
    return layout.pack(params), layout


def vector_to_params(theta, layout):
    return layout.unpack(theta)


class CentralDifference:
    def __call__(self, f, theta, eps=1e-5):
        theta = np.array(theta, dtype=float, order="C")
        flat = theta.reshape(-1)
        return np.array([self._slope(f, theta, flat, i, eps) for i in range(theta.size)]).reshape(theta.shape)

    @staticmethod
    def _slope(f, theta, flat, i, eps):
        old = flat[i]
        try:
            flat[i] = old + eps
            plus = f(theta.copy())
            flat[i] = old - eps
            minus = f(theta.copy())
        finally:
            flat[i] = old
        return (plus - minus) / eps / 2


numerical_gradient = CentralDifference()


class Difference:
    @staticmethod
    def of(a, b):
        denominator = np.linalg.norm(a.reshape(-1)) + np.linalg.norm(b.reshape(-1))
        with np.errstate(invalid="ignore"):
            return np.nan_to_num(np.linalg.norm((a - b).reshape(-1)) / denominator)


relative_difference = Difference.of


class Judge:
    levels = (("correct", 1e-7), ("acceptable", 1e-5), ("suspicious", 1e-3), ("wrong", float("inf")))

    def __call__(self, d):
        if not np.isfinite(d):
            return "wrong"
        return [name for name, bound in self.levels if d <= bound][0]


verdict = Judge()


@dataclass
class Checker:
    loss: object
    eps: float = 1e-5
    per_param: dict = field(default_factory=dict)

    def run(self, params, grads):
        layout = Layout(params)
        numeric = numerical_gradient(lambda t: self.loss(layout.unpack(t)), layout.pack(params), self.eps)
        for slot in layout.slots:
            self.per_param[slot.name] = relative_difference(numeric[slot.where].reshape(slot.shape), grads[slot.name])
        self.difference = relative_difference(numeric, layout.pack(grads))
        return self

    def report(self):
        ranking = sorted(self.per_param, key=self.per_param.__getitem__, reverse=True)
        return {
            "verdict": verdict(self.difference),
            "worst": ranking[0],
            "per_param": self.per_param,
            "difference": self.difference,
            "ranking": ranking,
        }


def gradient_check(loss, params, grads, eps=1e-5):
    return Checker(loss, eps).run(params, grads).report()


class Training:
    def __init__(self, loss_and_grads, params, learning_rate):
        self.loss_and_grads = loss_and_grads
        self.params = {name: np.array(value) for name, value in params.items()}
        self.learning_rate = learning_rate
        self.step = 0

    def update(self):
        _, grads = self.loss_and_grads(self.params)
        for name in self.params:
            self.params[name] -= self.learning_rate * grads[name]
        self.step += 1

    def check(self):
        _, grads = self.loss_and_grads(self.params)
        checker = Checker(lambda p: self.loss_and_grads(p)[0]).run(self.params, grads)
        return self.step, checker.difference


def check_along_training(loss_and_grads, params, learning_rate, steps, every):
    training = Training(loss_and_grads, params, learning_rate)
    history = [training.check()]
    while training.step < steps:
        training.update()
        if training.step % every == 0 or training.step == steps:
            history.append(training.check())
    return history


class ComplexStep:
    def __call__(self, f, theta, h=1e-20):
        return np.array([self.partial(f, theta, index, h) for index in np.ndindex(theta.shape)]).reshape(theta.shape)

    def partial(self, f, theta, index, h):
        z = np.zeros(theta.shape, dtype=complex)
        z.real = theta
        z.imag[index] = h
        return complex(f(z)).imag / h


complex_step_gradient = ComplexStep()


class Direction:
    def __init__(self, rng, n):
        v = rng.standard_normal(n)
        self.v = v / np.sqrt(v @ v)

    def slope(self, f, theta, step=1e-5):
        return (f(theta + step * self.v) - f(theta - step * self.v)) / (2 * step)

    def error(self, f, theta, grad):
        a, b = grad @ self.v, self.slope(f, theta)
        return 0.0 if a == b == 0 else abs(a - b) / (abs(a) + abs(b))


def directional_check(f, theta, grad, rng, directions=3):
    return max(Direction(rng, theta.size).error(f, theta, grad) for _ in range(directions))
