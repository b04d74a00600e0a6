"""Layers are objects, examples are rows, the history is two arrays that are filled in."""
from dataclasses import dataclass, field

import numpy as np


class Identity:
    def __call__(self, z):
        return z

    def slope(self, a):
        return 1.0


class Sigmoid(Identity):
    def __call__(self, z):
        return 0.5 * (1 + np.tanh(z / 2))

    def slope(self, a):
        return a - a**2


class Tanh(Identity):
    __call__ = staticmethod(np.tanh)

    def slope(self, a):
        return 1 - a * a


class Relu(Identity):
    def __call__(self, z):
        return z.clip(min=0)

    def slope(self, a):
        return np.heaviside(a, 0.0)


FUNCTIONS = {"sigmoid": Sigmoid, "tanh": Tanh, "relu": Relu}


@dataclass
class Dense:
    weights: np.ndarray  # (n_in, n_out)
    bias: np.ndarray  # (n_out,)
    function: Identity
    memory: dict = field(default_factory=dict)

    def forward(self, rows):
        out = self.function(rows @ self.weights + self.bias)
        self.memory.update(rows=rows, out=out)
        return out

    def backward(self, delta):
        delta = delta * self.function.slope(self.memory["out"])
        self.d_weights, self.d_bias = self.memory["rows"].T @ delta, delta.sum(0)
        return delta @ self.weights.T

    def step(self, rate, decay):
        self.weights -= rate * (self.d_weights + decay * self.weights)
        self.bias -= rate * self.d_bias


class Network:
    def __init__(self, layers):
        self.layers = layers

    @classmethod
    def new(cls, dims, activation, scheme, rng):
        layers = []
        for n_in, n_out in zip(dims[:-1], dims[1:]):
            std = {"small": 0.01, "xavier": (2 / (n_in + n_out)) ** 0.5, "he": (2 / n_in) ** 0.5}.get(scheme)
            if std is None:
                weights = np.ones((n_in, n_out)) * {"zeros": 0, "constant": 0.5}[scheme]
            else:
                weights = std * rng.standard_normal((n_in, n_out))
            layers.append(Dense(weights, np.zeros(n_out), FUNCTIONS[activation]()))
        layers[-1].function = Identity()
        return cls(layers)

    @classmethod
    def of(cls, params, activation):
        last = len(params) // 2
        return cls([
            Dense(params[f"W{l}"].T, params[f"b{l}"].ravel(), FUNCTIONS[activation]() if l < last else Identity())
            for l in range(1, last + 1)
        ])

    def __call__(self, rows):
        for layer in self.layers:
            rows = layer.forward(rows)
        return rows

    def learn(self, rows, labels, rate, lambd):
        logits = self(rows)
        logits = logits - logits.max(1, keepdims=True)
        powers = np.exp(logits)
        P = powers / powers.sum(1, keepdims=True)
        m = len(rows)
        delta = P.copy()
        delta[np.arange(m), labels] -= 1
        delta /= m
        for layer in reversed(self.layers):
            delta = layer.backward(delta)
        for layer in self.layers:
            layer.step(rate, lambd / m)
        return np.mean(np.log(powers.sum(1)) - logits[np.arange(m), labels])

    def params(self):
        found = {}
        for l, layer in enumerate(self.layers, 1):
            found[f"W{l}"], found[f"b{l}"] = layer.weights.T.copy(), layer.bias[:, None].copy()
        return found


def predict(params, X, activation):
    return np.argmax(Network.of(params, activation)(X.T), axis=-1)


def shuffled(m, rng):
    """Fisher and Yates."""
    order = np.arange(m)
    for i in range(m - 1, 0, -1):
        j = rng.integers(i + 1)
        order[[i, j]] = order[[j, i]]
    return order


def train_classifier(X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng):
    network = Network.new(layer_dims, activation, scheme, rng)
    rows, labels, wanted = X.T, Y.argmax(0), Y_val.argmax(0)
    history = {"loss": np.empty(epochs), "val_accuracy": np.empty(epochs)}
    for epoch in range(epochs):
        order = shuffled(len(rows), rng)
        cuts = range(batch_size, len(rows), batch_size)
        losses = [network.learn(rows[part], labels[part], learning_rate, lambd) for part in np.split(order, cuts)]
        history["loss"][epoch] = np.mean(losses)
        history["val_accuracy"][epoch] = (network(X_val.T).argmax(1) == wanted).mean()
    return network.params(), history
