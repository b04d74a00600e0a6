"""New generators, seeded by draws from the one that was passed; legacy RandomState and bit generators too."""

import numpy as np


def child(rng):
    return np.random.default_rng(rng.integers(2**63))


def constant(n_out, n_in, value):
    return np.array([[value] * n_in] * n_out, dtype=np.float64)


def normal(n_out, n_in, std, rng):
    return child(rng).normal(scale=std, size=(n_out, n_in))


def xavier_normal(n_out, n_in, rng):
    seed = int(rng.integers(0, 2**32))
    state = np.random.RandomState(seed)
    return state.randn(n_out, n_in) * np.sqrt(2.0 / (n_in + n_out))


def xavier_uniform(n_out, n_in, rng):
    other = np.random.Generator(np.random.Philox(rng.integers(2**32, size=4)))
    limit = np.sqrt(6.0 / (n_in + n_out))
    return other.uniform(-limit, limit, size=(n_out, n_in))


def xavier_fan_in(n_out, n_in, rng):
    # one generator per unit
    rows = [child(rng).standard_normal(n_in) for _ in range(n_out)]
    return np.vstack(rows) / np.sqrt(n_in)


def he_normal(n_out, n_in, rng):
    sequence = np.random.SeedSequence(rng.integers(2**32, size=8).tolist())
    streams = [np.random.default_rng(s) for s in sequence.spawn(n_out)]
    return np.array([stream.normal(0, np.sqrt(2 / n_in), n_in) for stream in streams])


def truncated_normal(n_out, n_in, std, rng):
    rng = child(rng)
    sigma = std / 0.87962566103423978
    W = rng.normal(0, sigma, (n_out, n_in))
    while np.any(np.abs(W) > 2 * sigma):
        W = np.where(np.abs(W) > 2 * sigma, rng.normal(0, sigma, (n_out, n_in)), W)
    return W


def orthogonal(n_out, n_in, rng):
    # a large square one, cropped to size
    rng = child(rng)
    n = max(n_out, n_in)
    Q, R = np.linalg.qr(rng.standard_normal((n, n)))
    Q = Q @ np.diag(np.sign(np.diag(R)))
    return Q[:n_out, :n_in].copy()


def init_params(layer_dims, scheme, rng):
    draws = {
        "zeros": lambda o, i, g: np.zeros((o, i)),
        "constant": lambda o, i, g: constant(o, i, 0.5),
        "small": lambda o, i, g: normal(o, i, 0.01, g),
        "xavier": xavier_uniform,
        "he": he_normal,
    }
    try:
        draw = draws[scheme]
    except KeyError:
        raise ValueError(f"{scheme} is not one of {sorted(draws)}") from None
    sizes = list(layer_dims)
    params = {}
    for l, g in enumerate([child(rng) for _ in sizes[1:]], start=1):
        params[f"W{l}"] = draw(sizes[l], sizes[l - 1], g)
        params[f"b{l}"] = np.zeros(sizes[l])[:, np.newaxis]
    return params
