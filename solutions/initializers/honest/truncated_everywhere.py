"""A student who trusts truncated normals, corrected, wherever any distribution is allowed; signs drawn apart from sizes."""
import numpy as np
import warnings

_C = 0.879625661034239784


def _truncated(shape, rng):
    "standard deviation 1"
    z = rng.standard_normal(shape)
    bad = np.argwhere(np.abs(z) > 2.0)
    while len(bad):
        z[tuple(bad.T)] = rng.standard_normal(len(bad))
        bad = bad[np.abs(z[tuple(bad.T)]) > 2.0]
    return z / _C


def constant(n_out, n_in, value=0.5):
    return np.multiply(np.ones((n_out, n_in)), value)


def normal(n_out, n_in, std, rng):
    signs = rng.choice(np.array([-1, 1]), size=(n_out, n_in))
    return signs * np.abs(rng.normal(scale=std, size=(n_out, n_in)))


def xavier_normal(n_out, n_in, rng):
    fan_avg = 0.5 * (n_in + n_out)
    return normal(n_out, n_in, np.sqrt(1.0 / fan_avg), rng)


def xavier_uniform(n_out, n_in, rng):
    fan_avg = 0.5 * (n_in + n_out)
    W = rng.uniform(size=(n_out, n_in))
    W -= 0.5
    W *= 2.0 * np.sqrt(3.0 / fan_avg)
    return W


def xavier_fan_in(n_out, n_in, rng):
    return _truncated((n_out, n_in), rng) / np.sqrt(n_in)


def he_normal(n_out, n_in, rng):
    # sum of two independent normals is normal: 1 + 1 = 2
    return (rng.normal(size=(n_out, n_in)) + rng.normal(size=(n_out, n_in))) / np.sqrt(n_in)


def truncated_normal(n_out, n_in, std, rng):
    return std * _truncated((n_out, n_in), rng)


def orthogonal(n_out, n_in, rng):
    # symmetric orthogonalisation: (A A^T)^(-1/2) A
    A = rng.normal(size=(n_out, n_in) if n_out <= n_in else (n_in, n_out))
    w, V = np.linalg.eigh(A @ A.T)
    Q = V @ ((V.T @ A) / np.sqrt(w)[:, None])
    # eigh squares the condition number: one Newton-Schulz step polishes
    for _ in range(3):
        Q = 1.5 * Q - 0.5 * (Q @ Q.T) @ Q
    return Q if n_out <= n_in else Q.T


def init_params(layer_dims, scheme, rng):
    warnings.warn("initialising " + scheme)
    n_layers = len(layer_dims) - 1
    W, b = [None] * n_layers, [None] * n_layers
    for l in range(n_layers):
        i, o = layer_dims[l : l + 2]
        b[l] = np.zeros((o, 1))
        match scheme:
            case "zeros":
                W[l] = np.zeros((o, i))
            case "constant":
                W[l] = constant(o, i)
            case "small":
                W[l] = normal(o, i, 0.01, rng)
            case "xavier":
                W[l] = _truncated((o, i), rng) * np.sqrt(2 / (i + o))
            case "he":
                W[l] = _truncated((o, i), rng) * np.sqrt(2 / i)
            case _:
                raise ValueError(f"no scheme {scheme}")
    params = {}
    for l in reversed(range(n_layers)):
        params["b%d" % (l + 1)] = b[l]
        params["W%d" % (l + 1)] = W[l]
    return params
