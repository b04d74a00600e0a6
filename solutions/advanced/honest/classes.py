"""Objects: layers with their own forward and backward, caches that are dataclasses, a fit object for the slope."""

from dataclasses import dataclass, field

import numpy as np


class Activation:
    def __call__(self, z):
        raise NotImplementedError

    def slope(self, z):
        raise NotImplementedError


class Sigmoid(Activation):
    def __call__(self, z):
        e = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, e) / (1 + e)

    def slope(self, z):
        return self(z) * self(-z)


class Tanh(Activation):
    def __call__(self, z):
        return np.tanh(z)

    def slope(self, z):
        t = self(z)
        return (1 + t) * (1 - t)


class Relu(Activation):
    def __call__(self, z):
        return np.clip(z, 0, None)

    def slope(self, z):
        return (z >= 0).astype(float)


ACTIVATIONS = {"sigmoid": Sigmoid(), "tanh": Tanh(), "relu": Relu()}


@dataclass(frozen=True)
class XavierLayer:
    fan_in: int
    fan_out: int
    gain: float = 1.0

    @property
    def variance(self):
        return self.gain**2 * 2 / (self.fan_in + self.fan_out)

    @property
    def forward(self):
        return self.fan_in * self.variance

    @property
    def backward(self):
        return self.fan_out * self.variance


def variance_factors(layer_dims, gain=1.0):
    layers = [XavierLayer(i, o, gain) for i, o in zip(layer_dims, layer_dims[1:])]
    result = {"forward": tuple(x.forward for x in layers), "backward": tuple(x.backward for x in layers)}
    for name in ("forward", "backward"):
        result[name + "_total"] = np.exp(np.sum(np.log(result[name])))
    return result


class LSUV:
    def __init__(self, activation, tolerance):
        self.activation, self.tolerance = ACTIVATIONS[activation], tolerance

    def scale_of(self, branch, bias):
        """Bisection on a logarithmic scale: the variance grows with the scale beyond its minimum."""
        low, high = 1e-9, 1.0
        while (high * branch + bias).var() < 1:
            high *= 2
        for _ in range(200):
            middle = np.sqrt(low * high)
            value = (middle * branch + bias).var()
            if abs(value - 1) <= self.tolerance / 2:
                return middle
            low, high = (middle, high) if value < 1 else (low, middle)
        return middle

    def run(self, params, X):
        new = {name: value.copy() for name, value in params.items()}
        for l in range(1, len(params) // 2 + 1):
            new[f"W{l}"] *= self.scale_of(new[f"W{l}"] @ X, new[f"b{l}"])
            X = self.activation(new[f"W{l}"] @ X + new[f"b{l}"])
        return new


def lsuv(params, X, activation, tolerance=1e-3):
    return LSUV(activation, tolerance).run(params, X)


class BatchNorm:
    """Backward one operation at a time, as in a drawing of the computation."""

    def __init__(self, gamma, beta, eps):
        self.gamma, self.beta, self.eps = gamma, beta, eps

    def forward(self, Z):
        self.mu = np.mean(Z, axis=1, keepdims=True)
        self.centred = Z - self.mu
        self.square = self.centred**2
        self.var = np.mean(self.square, axis=1, keepdims=True)
        self.std = np.sqrt(self.var + self.eps)
        self.inverse = 1.0 / self.std
        self.hat = self.centred * self.inverse
        return self.gamma * self.hat + self.beta

    def backward(self, dout):
        m = dout.shape[1]
        dbeta = np.sum(dout, axis=1, keepdims=True)
        dgamma = np.sum(dout * self.hat, axis=1, keepdims=True)
        dhat = dout * self.gamma
        dinverse = np.sum(dhat * self.centred, axis=1, keepdims=True)
        dcentred = dhat * self.inverse
        dstd = -dinverse / self.std**2
        dvar = dstd / (2 * self.std)
        dsquare = np.ones_like(dout) * dvar / m
        dcentred = dcentred + 2 * self.centred * dsquare
        dmu = -np.sum(dcentred, axis=1, keepdims=True)
        return dcentred + dmu / m, dgamma, dbeta


def batchnorm_forward(Z, gamma, beta, eps=1e-5):
    layer = BatchNorm(gamma, beta, eps)
    return layer.forward(Z), layer


def batchnorm_backward(dout, cache):
    return cache.backward(dout)


@dataclass
class Block:
    W: np.ndarray
    b: np.ndarray
    g: Activation
    factor: float
    A: np.ndarray = None
    grads: dict = field(default_factory=dict)

    def forward(self, A):
        self.A = A
        return A + self.factor * (self.W @ self.g(A) + self.b)

    def backward(self, d):
        branch = self.factor * d
        self.dW = branch @ self.g(self.A).T
        self.db = branch @ np.ones((d.shape[1], 1))
        return d + self.g.slope(self.A) * (self.W.T @ branch)


class ResidualNet:
    def __init__(self, params, activation):
        self.depth = len(params) // 2
        factor = self.depth ** (-1 / 2)
        self.blocks = [
            Block(params[f"W{l + 1}"], params[f"b{l + 1}"], ACTIVATIONS[activation], factor) for l in range(self.depth)
        ]

    def forward(self, A):
        for block in self.blocks:
            A = block.forward(A)
        return A

    def backward(self, d):
        for block in reversed(self.blocks):
            d = block.backward(d)
        return d


def residual_forward(params, X, activation):
    net = ResidualNet(params, activation)
    return net.forward(X), net


def residual_backward(params, cache, dout):
    dX = cache.backward(dout)
    grads = {f"W{l}": block.dW for l, block in enumerate(cache.blocks, 1)}
    grads.update({f"b{l}": block.db for l, block in enumerate(cache.blocks, 1)})
    return dX, grads


class Line:
    def __init__(self, x, y):
        self.slope, self.intercept = np.polyfit(x, y, 1)


def taylor_remainder(f, theta, grad, direction, steps):
    value = f(theta)
    predicted = [value + h * np.vdot(grad, direction) for h in steps]
    actual = [f(theta + h * direction) for h in steps]
    rest = np.abs(np.subtract(actual, predicted))
    return rest, Line(np.log10(steps), np.log10(rest + 1e-300)).slope


def kink_free(Z, eps):
    return np.abs(Z).min(axis=0) > eps
