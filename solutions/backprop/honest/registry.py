# -*- coding: utf-8 -*-
"""Layers that are found among the subclasses of their base; a net is a list that runs; a log."""
import logging
import warnings
from numpy import (array, dot, exp, log, maximum, newaxis, outer, sum as npsum, tanh, where, zeros, ones, zeros_like)
import numpy as np

warnings.filterwarnings("error", category=DeprecationWarning)
logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("backprop")

class Layer:
    """abstract layer"""
    def forward(self, x): raise NotImplementedError
    def backward(self, d): raise NotImplementedError

class Affine(Layer):
    def __init__(self, W, b): self.W, self.b = W, b
    def forward(self, x):
        self.x = x
        return dot(self.W, x) + self.b
    def backward(self, d):
        # sum of outer products, example by example
        self.dW = zeros(self.W.shape)
        for j in range(d.shape[1]):
            self.dW += outer(d[:, j], self.x[:, j])
        self.db = npsum(d, axis=1)[:, newaxis]
        return dot(self.W.T, d)

class Sigmoid(Layer):
    def forward(self, z):
        self.a = where(z > 0, 1 / (1 + exp(-abs(z))), exp(-abs(z)) / (1 + exp(-abs(z))))
        return self.a
    def backward(self, d): return d * self.a * (1.0 - self.a)

class Tanh(Layer):
    def forward(self, z):
        self.a = tanh(z); return self.a
    def backward(self, d): return d * (1 - self.a ** 2)

class Relu(Layer):
    def forward(self, z):
        self.mask = (z <= 0)
        out = z.copy(); out[self.mask] = 0
        return out
    def backward(self, d):
        d = d.copy(); d[self.mask] = 0
        return d

class Net(list):
    def forward(self, x):
        for layer in self: x = layer.forward(x)
        return x
    def backward(self, d):
        for layer in self[::-1]: d = layer.backward(d)
        return d

ACT = {c.__name__.lower(): c for c in Layer.__subclasses__()}

def affine_forward(A, W, b): return Affine(W, b).forward(A)
def affine_backward(dZ, A, W):
    layer = Affine(W, None); layer.x = A
    dA = layer.backward(dZ)
    return dA, layer.dW, layer.db
def activation_backward(dA, Z, activation):
    layer = ACT[activation](); layer.forward(Z)
    return layer.backward(dA)

def softmax_cross_entropy(Z, Y):
    m = Z.shape[1]
    Zs = Z - Z.max(0)
    logp = Zs - log(exp(Zs).sum(0))
    labels = Y.argmax(0)
    p = exp(logp)
    p[labels, range(m)] -= 1
    return -logp[labels, range(m)].mean(), p / m

def forward(params, X, activation):
    L, net = len(params) // 2, Net()
    for l in range(1, L + 1):
        net.append(Affine(params[f"W{l}"], params[f"b{l}"]))
        net.append(ACT[activation]())
    net.pop()
    logger.info("forward %s", X.shape)
    return net.forward(X), net

def backward(params, cache, dlogits):
    cache.backward(dlogits)
    grads = {}
    for l, layer in enumerate(filter(lambda x: isinstance(x, Affine), cache), 1):
        grads[f"W{l}"], grads[f"b{l}"] = layer.dW, layer.db
    return grads

def loss_and_grads(params, X, Y, activation, lambd=0.0):
    logits, net = forward(params, X, activation)
    loss, d = softmax_cross_entropy(logits, Y)
    grads = backward(params, net, d)
    m = X.shape[1]
    reg = 0
    for l in range(1, len(params) // 2 + 1):
        W = params[f"W{l}"]
        reg += (W.ravel() @ W.ravel()) * lambd / 2 / m
        grads[f"W{l}"] += lambd / m * W
    return float(loss + reg), grads

def dropout_mask(shape, keep_prob, rng):
    return rng.uniform(size=shape) <= keep_prob
def dropout_forward(A, mask, keep_prob):
    scaled = zeros_like(A)
    on = array(mask, dtype=bool)
    scaled[on] = A[on] / keep_prob
    return scaled
def dropout_backward(dA, mask, keep_prob): return dropout_forward(dA, mask, keep_prob)
def gd_step(params, grads, learning_rate):
    import copy
    params = copy.deepcopy(params)
    for k in params: params[k] -= learning_rate * grads[k]
    return params
