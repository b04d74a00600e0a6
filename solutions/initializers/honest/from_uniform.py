"""Everything from rng.random: Box-Muller, inverse distribution functions, polar coordinates, random signs."""

from statistics import NormalDist

import numpy as np

PHI = NormalDist()


def box_muller(shape, rng):
    """Normal numbers from two uniform ones: sqrt(-2 ln u) cos(2 pi v)."""
    u, v = 1.0 - rng.random(shape), rng.random(shape)
    return np.sqrt(-2.0 * np.log(u)) * np.cos(2.0 * np.pi * v)


def constant(n_out, n_in, value):
    result = np.ndarray((n_out, n_in))
    result.fill(value)
    return result


def normal(n_out, n_in, std, rng):
    return std * box_muller((n_out, n_in), rng)


def xavier_normal(n_out, n_in, rng):
    # inverse distribution function, number by number; u = 0 has no quantile
    u = np.clip(rng.random(n_out * n_in), 1e-16, None)
    z = np.fromiter(map(PHI.inv_cdf, u), dtype=float)
    return np.sqrt(2.0 / (n_in + n_out)) * z.reshape(n_out, n_in)


def xavier_uniform(n_out, n_in, rng):
    size = rng.random((n_out, n_in)) * np.sqrt(6.0 / (n_in + n_out))
    sign = 2 * rng.integers(0, 2, size=(n_out, n_in)) - 1
    return sign * size


def xavier_fan_in(n_out, n_in, rng):
    return (2.0 * rng.random((n_out, n_in)) - 1.0) * np.sqrt(3.0 / n_in)


def he_normal(n_out, n_in, rng):
    # both numbers of every Box-Muller pair are used
    half = (n_out * n_in + 1) // 2
    radius = np.sqrt(-2.0 * np.log1p(-rng.random(half)))
    angle = 2.0 * np.pi * rng.random(half)
    z = np.concatenate([radius * np.cos(angle), radius * np.sin(angle)])[: n_out * n_in]
    return np.sqrt(2.0 / n_in) * z.reshape((n_out, n_in))


def truncated_normal(n_out, n_in, std, rng):
    low = PHI.cdf(-2.0)
    u = rng.uniform(low, 1.0 - low, n_out * n_in)
    z = np.array([PHI.inv_cdf(p) for p in u])
    phi2 = PHI.pdf(2.0)
    shrink = np.sqrt(1.0 - 4.0 * phi2 / (1.0 - 2.0 * low))
    return (z * (std / shrink)).reshape(n_out, n_in)


def orthogonal(n_out, n_in, rng):
    # columns of QR get independent random signs: the decomposition's own signs no longer matter
    tall = box_muller((max(n_out, n_in), min(n_out, n_in)), rng)
    Q = np.linalg.qr(tall)[0]
    Q = Q * np.where(rng.random(Q.shape[1]) < 0.5, -1.0, 1.0)
    return Q if n_out >= n_in else Q.transpose()


def init_params(layer_dims, scheme, rng):
    if scheme in {"zeros", "constant"}:
        fill = {"zeros": 0.0, "constant": 0.5}[scheme]
        weights = lambda o, i: constant(o, i, fill)
    elif scheme == "small":
        weights = lambda o, i: normal(o, i, 0.01, rng)
    elif scheme == "xavier":
        weights = lambda o, i: xavier_uniform(o, i, rng)
    elif scheme == "he":
        weights = lambda o, i: (2.0 * rng.random((o, i)) - 1.0) * np.sqrt(6.0 / i)
    else:
        raise ValueError(scheme)
    biases = {f"b{l}": np.zeros((o, 1)) for l, o in enumerate(layer_dims[1:], 1)}
    return biases | {f"W{l}": weights(o, i) for l, (i, o) in enumerate(zip(layer_dims, layer_dims[1:]), 1)}
