"""Activations as objects: what is handed in are instances with __call__ and bound methods."""
from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np


class Activation(ABC):
    @abstractmethod
    def __call__(self, z): ...

    @abstractmethod
    def derivative(self, z): ...


class Sigmoid(Activation):
    def __call__(self, z):
        z = np.asarray(z)
        result = np.empty_like(z)
        right = z >= 0
        result[right] = 1 / (1 + np.exp(-z[right]))
        power = np.exp(z[~right])
        result[~right] = power / (1 + power)
        return result

    def derivative(self, z):
        return self(z) * self(np.negative(z))


class Tanh(Activation):
    def __call__(self, z):
        return np.tanh(z)

    def derivative(self, z):
        t = self(z)
        return (1 - t) * (1 + t)


@dataclass(frozen=True)
class Relu(Activation):
    slope_at_zero: float = 1.0

    def __call__(self, z):
        return z * (np.asarray(z) > 0)

    def derivative(self, z):
        return np.select([np.asarray(z) > 0, np.asarray(z) < 0], [1.0, 0.0], default=self.slope_at_zero)


class Softmax:
    def __init__(self, axis):
        self.axis = axis

    def __call__(self, Z):
        E = np.exp(Z - np.amax(Z, self.axis, keepdims=True))
        return np.divide(E, np.add.reduce(E, axis=self.axis, keepdims=True))


sigmoid = Sigmoid()
sigmoid_grad = sigmoid.derivative
tanh_grad = Tanh().derivative
relu = Relu()
relu_grad = relu.derivative
softmax = Softmax(axis=0)
