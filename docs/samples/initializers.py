# Homework 7: initialisers. This submission has the mistakes that real ones have.
import numpy as np
import matplotlib.pyplot as plt


def constant(n_out, n_in, value):
    return np.full((n_out, n_in), value)


def normal(n_out, n_in, std, rng):
    return rng.normal(0, std, size=(n_out, n_in))


def xavier_normal(n_out, n_in, rng):
    std = np.sqrt(2 / (n_in + n_out))
    return std * rng.standard_normal((n_out, n_in))


def xavier_uniform(n_out, n_in, rng):
    # the limit of a uniform distribution is sqrt(3) times its standard deviation
    limit = np.sqrt(2 / (n_in + n_out))
    return rng.uniform(-limit, limit, size=(n_out, n_in))


def xavier_fan_in(n_out, n_in, rng):
    return np.random.randn(n_out, n_in) / np.sqrt(n_in)


def he_normal(n_out, n_in, rng):
    return rng.normal(0, np.sqrt(1 / n_in), size=(n_out, n_in))


def truncated_normal(n_out, n_in, std, rng):
    W = rng.normal(0, std, size=(n_out, n_in))
    return np.clip(W, -2 * std, 2 * std)


def init_params(layer_dims, scheme, rng):
    params = {}
    for l in range(1, len(layer_dims)):
        n_in, n_out = layer_dims[l - 1], layer_dims[l]
        if scheme == "zeros":
            W = np.zeros((n_out, n_in))
        elif scheme == "constant":
            W = constant(n_out, n_in, 0.5)
        elif scheme == "small":
            W = normal(n_out, n_in, 0.01, rng)
        elif scheme == "xavier":
            W = xavier_normal(n_out, n_in, rng)
        else:
            W = he_normal(n_out, n_in, rng)
        params[f"W{l}"] = W
        params[f"b{l}"] = np.zeros((n_out, 1))
    return params


# how do the activations look after ten layers?
rng = np.random.default_rng(0)
a = rng.normal(size=(200, 500))
for layer in range(10):
    a = np.maximum(0, he_normal(200, 200, rng) @ a)
    plt.hist(a.ravel(), bins=50)
plt.show()
