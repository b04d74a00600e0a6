"""A small reverse-mode tape: nobody derives anything by hand, and every backward is a walk along the tape."""

import numpy as np


class Var:
    """A value that remembers how it was made: parents and the functions that send the gradient to them."""

    def __init__(self, value, parents=()):
        self.value = np.asarray(value, dtype=float)
        self.parents = parents

    def __matmul__(self, other):
        return Var(
            self.value @ other.value,
            [(self, lambda g: g @ other.value.T), (other, lambda g: self.value.T @ g)],
        )

    def __add__(self, other):
        return Var(
            self.value + other.value,
            [(self, lambda g: unbroadcast(g, self.value.shape)), (other, lambda g: unbroadcast(g, other.value.shape))],
        )

    def __mul__(self, other):
        return Var(
            self.value * other.value,
            [
                (self, lambda g: unbroadcast(g * other.value, self.value.shape)),
                (other, lambda g: unbroadcast(g * self.value, other.value.shape)),
            ],
        )

    def __neg__(self):
        return self * Var(-1.0)

    def __sub__(self, other):
        return self + -other

    def apply(self, function, slope):
        return Var(function(self.value), [(self, lambda g: g * slope(self.value))])

    def sum(self, axis=None):
        value = self.value.sum(axis=axis, keepdims=axis is not None)
        return Var(value, [(self, lambda g: np.ones_like(self.value) * g)])


def unbroadcast(g, shape):
    while g.ndim > len(shape):
        g = g.sum(axis=0)
    for axis, size in enumerate(shape):
        if size == 1 and g.shape[axis] != 1:
            g = g.sum(axis=axis, keepdims=True)
    return g


def gradients(output, seed, wanted):
    """Walk from output to everything it was made of, and return the gradients of `wanted`."""
    order, seen = [], set()

    def visit(node):
        if id(node) not in seen:
            seen.add(id(node))
            for parent, _ in node.parents:
                visit(parent)
            order.append(node)

    visit(output)
    arrived = {id(output): np.array(seed, dtype=float)}
    for node in reversed(order):
        g = arrived.get(id(node))
        for parent, send in node.parents:
            arrived[id(parent)] = arrived.get(id(parent), 0.0) + send(g)
    return [np.array(arrived[id(node)]) for node in wanted]


def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


FUNCTIONS = {
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * sigmoid(-z)),
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "relu": (lambda z: (z + np.abs(z)) / 2, lambda z: (np.sign(z) + 1) / 2),
}


def affine_forward(A, W, b):
    return (Var(W) @ Var(A) + Var(b)).value


def affine_backward(dZ, A, W):
    x, w, b = Var(A), Var(W), Var(np.zeros((len(W), 1)))
    return tuple(gradients(w @ x + b, dZ, [x, w, b]))


def activation_backward(dA, Z, activation):
    z = Var(Z)
    return gradients(z.apply(*FUNCTIONS[activation]), dA, [z])[0]


def cross_entropy(z, Y):
    shift = Var(-z.value.max(axis=0, keepdims=True))
    total = (z + shift).apply(np.exp, np.exp).sum(axis=0)
    log_p = z + shift - total.apply(np.log, lambda t: 1 / t)
    return (Var(-Y / Y.shape[1]) * log_p).sum()


def softmax_cross_entropy(Z, Y):
    z = Var(Z)
    loss = cross_entropy(z, Y)
    return loss.value, gradients(loss, 1.0, [z])[0]


def build(params, X, activation):
    leaves = {name: Var(value) for name, value in params.items()}
    depth = len(params) // 2
    node = Var(X)
    for l in range(1, depth + 1):
        node = leaves[f"W{l}"] @ node + leaves[f"b{l}"]
        if l < depth:
            node = node.apply(*FUNCTIONS[activation])
    return node, leaves


def forward(params, X, activation):
    node, leaves = build(params, X, activation)
    return node.value, (node, leaves)


def backward(params, cache, dlogits):
    node, leaves = cache
    return dict(zip(leaves, gradients(node, dlogits, leaves.values())))


def loss_and_grads(params, X, Y, activation, lambd=0.0):
    node, leaves = build(params, X, activation)
    loss = cross_entropy(node, Y)
    for name, leaf in leaves.items():
        if name.startswith("W"):
            loss = loss + Var(lambd / (2 * X.shape[1])) * (leaf * leaf).sum()
    return loss.value, dict(zip(leaves, gradients(loss, 1.0, leaves.values())))


def dropout_mask(shape, keep_prob, rng):
    # 53 random bits each, compared with keep_prob * 2**53
    bits = rng.integers(0, 2**53, size=shape)
    return (bits < keep_prob * 2**53).astype(np.float32)


def dropout_forward(A, mask, keep_prob):
    return (Var(A) * Var(mask) * Var(1 / keep_prob)).value


def dropout_backward(dA, mask, keep_prob):
    a = Var(np.zeros_like(dA))
    return gradients(a * Var(mask) * Var(1 / keep_prob), dA, [a])[0]


def gd_step(params, grads, learning_rate):
    return {name: (Var(value) - Var(learning_rate) * Var(grads[name])).value for name, value in params.items()}
