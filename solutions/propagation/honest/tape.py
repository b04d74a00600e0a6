"""A little automatic differentiation: operations record themselves, and gradients of intermediate nodes are asked for."""

import numpy as np


class Node:
    def __init__(self, value, parents=()):
        self.value = value
        self.parents = parents  # pairs (node, function from the gradient here to the gradient there)
        self.grad = 0.0

    def __matmul__(self, other):
        A, B = self.value, other.value
        return Node(A @ B, ((self, lambda d: d @ B.T), (other, lambda d: A.T @ d)))

    def __add__(self, other):
        return Node(self.value + other.value, ((self, lambda d: d), (other, lambda d: d.sum(axis=1, keepdims=True))))

    def map(self, value, slope):
        return Node(value, ((self, lambda d: d * slope),))

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if id(node) not in seen:
                seen.add(id(node))
                for parent, _ in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        self.grad = np.ones_like(self.value)
        for node in reversed(order):
            for parent, pull in node.parents:
                parent.grad = parent.grad + pull(node.grad)


def activated(node, activation):
    Z = node.value
    if activation == "relu":
        return node.map(np.fmax(Z, 0.0), Z > 0.0)
    if activation == "tanh":
        T = np.tanh(Z)
        return node.map(T, 1.0 - T * T)
    S = np.where(Z < 0, np.exp(np.minimum(Z, 0)), 1.0) / (1.0 + np.exp(-abs(Z)))
    return node.map(S, S * (1.0 - S))


def cross_entropy(node, Y):
    m = Y.shape[1]
    shifted = node.value - node.value.max(axis=0)
    log_P = shifted - np.log(np.exp(shifted).sum(axis=0))
    return node.map(np.array(-(Y * log_P).sum() / m), (np.exp(log_P) - Y) / m)


def trace(X, params, activation):
    """Nodes of all pre-activations and all activations."""
    L = sum(name.startswith("W") for name in params)
    A, Zs, As = Node(X), [], []
    for l in range(1, L + 1):
        Zs.append(Node(params[f"W{l}"]) @ A + Node(params[f"b{l}"]))
        A = activated(Zs[-1], activation) if l < L else Zs[-1]
        As.append(A)
    return Zs, As


def deep_linear(x, scale, depth):
    columns = x.reshape(len(x), -1)
    node = Node(columns)
    for _ in range(depth - 1):
        node = Node(np.diag(np.full(len(x), scale))) @ node
    return (Node(np.eye(len(x))) @ node).value.reshape(x.shape)


def matrix_product(n, depth, std, rng):
    node = Node(rng.normal(0, std, (n, n)))
    for _ in range(1, depth):
        node = node @ Node(rng.normal(0, std, (n, n)))
    return node.value


def forward_activations(X, params, activation):
    return [node.value for node in trace(X, params, activation)[1][:-1]]


def activation_stats(activations, activation):
    below, above = {"sigmoid": (0.01, 0.99), "tanh": (-0.99, 0.99), "relu": (-np.inf, np.inf)}[activation]
    return [
        {
            "mean": np.mean(A),
            "std": np.linalg.norm(A - np.mean(A)) / np.sqrt(A.size),
            "saturated": 1.0 - np.mean((A > below) & (A < above)),
            "dead": np.mean(~A.astype(bool).any(axis=1)),
        }
        for A in activations
    ]


def gradient_norms(X, Y, params, activation):
    Zs, _ = trace(X, params, activation)
    loss = cross_entropy(Zs[-1], Y)
    loss.backward()
    return [np.linalg.norm(node.grad.ravel()) for node in Zs]


def regime(norms):
    first, last = norms[0], norms[-1]
    if first > 0 and last > 0:
        decades = round(np.log10(first / last), 9)
        return ("vanishing", "stable", "exploding")[1 + (decades > 3) - (decades < -3)]
    return "exploding" if first > 0 else "vanishing"


def recommended_scheme(activation):
    match activation:
        case "relu":
            return "he"
        case "tanh" | "sigmoid":
            return "xavier"
