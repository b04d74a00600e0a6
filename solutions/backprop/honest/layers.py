"""Layer objects with their own forward and backward; the cache is the network object itself."""

import abc
from collections import OrderedDict

import numpy as np


class Layer(abc.ABC):
    def __init__(self):
        self.grads = {}

    @abc.abstractmethod
    def forward(self, x): ...

    @abc.abstractmethod
    def backward(self, dout): ...


class Affine(Layer):
    def __init__(self, W, b, number=1):
        super().__init__()
        self.W, self.b, self.number = W, b, number

    def forward(self, x):
        self.x = x
        return np.dot(self.W, x) + self.b

    def backward(self, dout):
        self.grads = {
            f"W{self.number}": np.dot(dout, self.x.T),
            f"b{self.number}": np.sum(dout, axis=1, keepdims=True),
        }
        return np.dot(self.W.T, dout)


class Sigmoid(Layer):
    def forward(self, x):
        with np.errstate(over="ignore"):
            self.out = 1.0 / (1.0 + np.exp(-x))
        return self.out

    def backward(self, dout):
        return dout * self.out * (1.0 - self.out)


class Tanh(Layer):
    def forward(self, x):
        self.out = np.tanh(x)
        return self.out

    def backward(self, dout):
        return dout * (1.0 - np.square(self.out))


class Relu(Layer):
    def forward(self, x):
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout):
        dx = dout.copy()
        dx[self.mask] = 0
        return dx


class SoftmaxWithLoss(Layer):
    def __init__(self, t):
        super().__init__()
        self.t = t

    def forward(self, x):
        x = x - np.max(x, axis=0)
        self.y = np.exp(x) / np.sum(np.exp(x), axis=0)
        right = np.argmax(self.t, axis=0)
        columns = np.arange(x.shape[1])
        return np.mean(np.log(np.sum(np.exp(x), axis=0)) - x[right, columns])

    def backward(self, dout=1):
        dx = self.y.copy()
        dx[np.argmax(self.t, axis=0), np.arange(dx.shape[1])] -= 1
        return dout * dx / dx.shape[1]


class Dropout(Layer):
    def __init__(self, mask, keep_prob):
        super().__init__()
        self.factor = np.where(mask, 1 / keep_prob, 0.0)

    def forward(self, x):
        return x * self.factor

    def backward(self, dout):
        return dout * self.factor


class Network:
    kinds = {"sigmoid": Sigmoid, "tanh": Tanh, "relu": Relu}

    def __init__(self, params, activation):
        self.layers = OrderedDict()
        self.depth = len(params) // 2
        for l in range(1, self.depth + 1):
            self.layers[f"Affine{l}"] = Affine(params[f"W{l}"], params[f"b{l}"], l)
            if l != self.depth:
                self.layers[f"Activation{l}"] = self.kinds[activation]()

    def forward(self, x):
        for layer in self.layers.values():
            x = layer.forward(x)
        return x

    def backward(self, dout):
        grads = {}
        for layer in reversed(self.layers.values()):
            dout = layer.backward(dout)
            grads.update(layer.grads)
        return grads


def affine_forward(A, W, b):
    return Affine(W, b).forward(A)


def affine_backward(dZ, A, W):
    layer = Affine(W, 0.0)
    layer.forward(A)
    dA = layer.backward(dZ)
    return dA, layer.grads["W1"], layer.grads["b1"]


def activation_backward(dA, Z, activation):
    layer = Network.kinds[activation]()
    layer.forward(Z)
    return layer.backward(dA)


def softmax_cross_entropy(Z, Y):
    layer = SoftmaxWithLoss(Y)
    return layer.forward(Z), layer.backward()


def forward(params, X, activation):
    network = Network(params, activation)
    return network.forward(X), network


def backward(params, cache, dlogits):
    return cache.backward(dlogits)


def loss_and_grads(params, X, Y, activation, lambd=0.0):
    network, last = Network(params, activation), SoftmaxWithLoss(Y)
    loss = last.forward(network.forward(X))
    grads = network.backward(last.backward())
    m = X.shape[1]
    for l in range(1, network.depth + 1):
        W = params[f"W{l}"]
        loss += 0.5 * lambd * np.sum(W**2) / m
        grads[f"W{l}"] += lambd * W / m
    return loss, grads


def dropout_mask(shape, keep_prob, rng):
    return (rng.uniform(size=shape) <= keep_prob).astype(np.int8)


def dropout_forward(A, mask, keep_prob):
    return Dropout(mask, keep_prob).forward(A)


def dropout_backward(dA, mask, keep_prob):
    return Dropout(mask, keep_prob).backward(dA)


class SGD:
    def __init__(self, lr):
        self.lr = lr

    def update(self, params, grads):
        for key in params:
            params[key] -= self.lr * grads[key]


def gd_step(params, grads, learning_rate):
    new = {key: value.copy() for key, value in params.items()}
    SGD(learning_rate).update(new, grads)
    return new
