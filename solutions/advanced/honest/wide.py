"""Extended precision on the way where the machine has it, float64 at the end; lengths of vectors by sorting and cumulating."""

import numpy as np

Wide = np.longdouble


def _narrow(x):
    return np.asarray(x).astype(np.float64)


def _value(Z, activation):
    Z = Z.astype(Wide)
    if activation == "relu":
        return np.where(Z > 0, Z, Wide(0))
    t = np.tanh(Z if activation == "tanh" else Z / 2)
    return t if activation == "tanh" else (1 + t) / 2


def _slope(Z, activation):
    if activation == "relu":
        return (Z > 0).astype(Wide)
    v = _value(Z, activation)
    return 1 - v * v if activation == "tanh" else v - v * v


def variance_factors(layer_dims, gain=1.0):
    n = [Wide(size) for size in layer_dims]
    std = [Wide(gain) * np.sqrt(2 / (a + b)) for a, b in zip(n[:-1], n[1:])]
    forward = [float(a * s * s) for a, s in zip(n[:-1], std)]
    backward = [float(b * s * s) for b, s in zip(n[1:], std)]
    return {
        "forward": forward,
        "forward_total": np.cumprod(forward)[-1],
        "backward": backward,
        "backward_total": np.cumprod(backward)[-1],
    }


def lsuv(params, X, activation, tolerance=1e-3):
    """Newton's method for the scale: (v(s) - 1)^2 has its zero where the variance is 1."""
    A, result = X.astype(Wide), {}
    for l in range(1, len(params) // 2 + 1):
        W, b = params[f"W{l}"].astype(Wide), params[f"b{l}"].astype(Wide)
        WA = W @ A
        centred = WA - WA.mean()
        bias = (b - b.mean()) * np.ones_like(WA)
        s = 1 / np.sqrt((centred**2).mean())
        for _ in range(60):
            Z = s * centred + bias
            v, dv = (Z * Z).mean(), 2 * (Z * centred).mean()
            s = s - (v - 1) / dv if dv > 0 else 2 * s
        result[f"W{l}"], result[f"b{l}"] = _narrow(s * W), params[f"b{l}"].copy()
        A = _value(_narrow(s * W).astype(Wide) @ A + b, activation)
    return result


def batchnorm_forward(Z, gamma, beta, eps=1e-5):
    wide = Z.astype(Wide)
    # E[Z^2] - mu^2 after a shift by the first example
    shifted = wide - wide[:, [0]]
    mu = shifted.sum(axis=1, keepdims=True) / Z.shape[1]
    var = (shifted - mu).__pow__(2).sum(axis=1, keepdims=True) / Z.shape[1]
    std = np.sqrt(var + eps)
    hat = (shifted - mu) / std
    return _narrow(gamma * hat + beta), np.concatenate([hat, std, gamma], axis=1)


def batchnorm_backward(dout, cache):
    hat, std, gamma = cache[:, :-2], cache[:, -2:-1], cache[:, -1:]
    m = dout.shape[1]
    basis = np.stack([np.ones_like(hat), hat])  # what dZ is made orthogonal to
    d = dout.astype(Wide)
    coefficients = (basis * d).sum(axis=2, keepdims=True)
    dZ = (d - (coefficients * basis).sum(axis=0) / m) * gamma / std
    return _narrow(dZ), _narrow(coefficients[1]), _narrow(coefficients[0])


def residual_forward(params, X, activation):
    L = Wide(len(params) // 2)
    trunk = [X.astype(Wide)]
    for l in range(1, int(L) + 1):
        branch = params[f"W{l}"] @ _value(trunk[-1], activation)
        trunk.append(trunk[-1] + (branch + params[f"b{l}"]) / np.sqrt(L))
    return _narrow(trunk[-1]), {"trunk": trunk, "g": activation}


def residual_backward(params, cache, dout):
    trunk, activation = cache["trunk"], cache["g"]
    L = len(trunk) - 1
    d, grads = dout.astype(Wide), {}
    for l in range(L, 0, -1):
        e = d / np.sqrt(Wide(L))
        grads = {f"W{l}": _narrow(e @ _value(trunk[l - 1], activation).T), f"b{l}": _narrow(e.sum(1)[:, None]), **grads}
        d = d + _slope(trunk[l - 1], activation) * (params[f"W{l}"].astype(Wide).T @ e)
    return _narrow(d), grads


def taylor_remainder(f, theta, grad, direction, steps):
    inner = np.sum(grad.astype(Wide) * direction)
    rest = np.array([abs(Wide(f(theta + h * direction)) - Wide(f(theta)) - Wide(h) * inner) for h in steps])
    x, y = np.log(np.array(steps, dtype=Wide)), np.log(rest + Wide(1e-300))
    n = len(steps)
    slope = (n * np.sum(x * y) - np.sum(x) * np.sum(y)) / (n * np.sum(x * x) - np.sum(x) ** 2)
    return _narrow(rest), np.float64(slope)


def kink_free(Z, eps):
    nearest = np.sort(np.abs(Z), axis=0)[0]
    return (nearest > eps).astype(np.int8)
