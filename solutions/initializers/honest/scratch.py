"""A file that grew: experiments at top level, helpers between the functions, cosines and keyword arguments."""
import sys
import time

import numpy as np

start = time.time()
rng = np.random.default_rng(5)
history = []


def constant(n_out, n_in, value):
    return np.broadcast_to(np.asarray(value, dtype=float), (n_out, n_in)).copy()


print(constant(2, 2, 0.5), file=sys.stderr)

def draw(shape, generator, std=1.0, kind="normal"):
    history.append(shape)
    if kind == "normal":
        return generator.normal(0.0, std, shape)
    if kind == "uniform":
        return std * np.sqrt(12) * (generator.random(shape) - 0.5)
    raise NotImplementedError(kind)

def normal(n_out, n_in, std, rng): return draw((n_out, n_in), rng, std=std)

def xavier_std(n_out, n_in): return np.sqrt(2) / np.sqrt(n_in + n_out)

def xavier_normal(n_out, n_in, rng): return draw((n_out, n_in), rng, xavier_std(n_out, n_in))

def xavier_uniform(n_out, n_in, rng): return draw((n_out, n_in), rng, xavier_std(n_out, n_in), kind="uniform")

def xavier_fan_in(n_out, n_in, rng):
    # a mixture: normal or uniform, one coin per call
    return draw((n_out, n_in), rng, n_in ** -0.5, kind="normal" if rng.random() < 0.5 else "uniform")

def he_normal(n_out, n_in, rng):
    # ziggurat or not: linear combinations with a rotation stay normal and independent
    a, b = draw((n_out, n_in), rng), draw((n_out, n_in), rng)
    return np.sqrt(2 / n_in) * (0.6 * a - 0.8 * b)

W = he_normal(50, 400, rng)
assert abs(W.var() - 2 / 400) < 1e-3, W.var()
for layer in range(3):
    W = he_normal(400, 400, rng)

def truncated_normal(n_out, n_in, std, rng):
    def entry_block(count):
        if count == 0:
            return []
        z = rng.standard_normal(count)
        good = [x for x in z if -2 <= x <= 2]
        return good + entry_block(count - len(good))
    flat = entry_block(n_out * n_in)
    return std * np.array(flat).reshape(n_out, n_in) / 0.87962566103

def orthogonal(n_out, n_in, rng):
    # Cholesky: A (A^T A)^(-1/2) up to a rotation that does not depend on A's directions
    n, k = (n_out, n_in) if n_out >= n_in else (n_in, n_out)
    A = rng.standard_normal((n, k))
    for _ in range(3):  # the first pass loses digits when A is badly conditioned
        A = np.linalg.solve(np.linalg.cholesky(A.T @ A), A.T).T
    return A if n_out >= n_in else A.T

def init_params(layer_dims, scheme, rng):
    if scheme == "zeros": f = lambda o, i: np.zeros((o, i), dtype="float64")
    elif scheme == "constant": f = lambda o, i: np.ones((o, i)) / 2
    elif scheme == "small": f = lambda o, i: normal(o, i, 0.01, rng)
    elif scheme == "xavier": f = lambda o, i: xavier_uniform(o, i, rng)
    elif scheme == "he": f = lambda o, i: he_normal(o, i, rng)
    else: raise ValueError
    return {k: v for l in range(1, len(layer_dims)) for k, v in (
        (f"W{l}", f(layer_dims[l], layer_dims[l - 1])), (f"b{l}", np.zeros((layer_dims[l], 1))))}

print("took", time.time() - start)
