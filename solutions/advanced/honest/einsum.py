"""einsum everywhere; LSUV solved exactly instead of iterated; batch normalisation through its Jacobian."""

import numpy as np

SLOPES = {
    "sigmoid": lambda a: np.exp(-np.logaddexp(0, -a) - np.logaddexp(0, a)),
    "tanh": lambda a: 1 / np.cosh(a) ** 2,
    "relu": lambda a: np.heaviside(a, 0.5),
}
VALUES = {"sigmoid": lambda a: np.exp(-np.logaddexp(0, -a)), "tanh": np.tanh, "relu": lambda a: (a + np.abs(a)) / 2}


def variance_factors(layer_dims, gain=1.0):
    n = np.asarray(layer_dims, dtype=float)
    variance = 2 * gain**2 / (n[1:] + n[:-1])
    forward, backward = variance * n[:-1], variance * n[1:]
    return {
        "backward_total": np.prod(backward),
        "forward_total": np.prod(forward),
        "forward": list(forward),
        "backward": list(backward),
        "sum": list(forward + backward),
    }


def lsuv(params, X, activation, tolerance=1e-3):
    """Var(s WA + b) = s^2 p + 2 s c + q = 1 is a quadratic equation for s, whose positive root is unique for q < 1."""
    A, out = X, {}
    for l in range(1, len(params) // 2 + 1):
        W, b = params[f"W{l}"], params[f"b{l}"]
        branch = np.einsum("ij,jk->ik", W, A)
        bias = np.broadcast_to(b, branch.shape)
        (p, c), (_, q) = np.cov(branch.ravel(), bias.ravel(), bias=True)
        s = (np.sqrt(c**2 + p * (1 - q)) - c) / p
        out[f"W{l}"], out[f"b{l}"] = s * W, 1.0 * b
        A = VALUES[activation](s * branch + b)
    return out


def batchnorm_forward(Z, gamma, beta, eps=1e-5):
    m = Z.shape[1]
    centring = np.eye(m) - np.ones((m, m)) / m
    D = np.einsum("ij,jk->ik", Z - Z[:, :1], centring)
    std = np.sqrt(np.einsum("ij,ij->i", D, D) / m + eps)
    hat = np.einsum("ij,i->ij", D, 1 / std)
    return np.einsum("ij,ik->ij", hat, gamma) + beta, dict(hat=hat, std=std, gamma=gamma[:, 0])


def batchnorm_backward(dout, cache):
    hat, m = cache["hat"], dout.shape[1]
    # J_i = (I - 11^T / m - hat_i hat_i^T / m) / std_i
    J = (np.eye(m) - 1 / m)[None] - np.einsum("ij,ik->ijk", hat, hat) / m
    dZ = np.einsum("ij,ijk,i->ik", dout, J, cache["gamma"] / cache["std"])
    return dZ, np.einsum("ij,ij->i", dout, hat)[:, None], np.einsum("ij->i", dout)[:, None].copy()


def residual_forward(params, X, activation):
    L = len(params) // 2
    kept, A = [], X
    for l in range(1, L + 1):
        kept.append(A)
        A = A + L**-0.5 * (np.einsum("ij,jk->ik", params[f"W{l}"], VALUES[activation](A)) + params[f"b{l}"])
    return A, (kept, activation)


def residual_backward(params, cache, dout):
    kept, activation = cache
    L, grads, dA = len(kept), {}, dout
    for l in reversed(range(1, L + 1)):
        A = kept[l - 1]
        grads[f"W{l}"] = np.einsum("ik,jk->ij", dA, VALUES[activation](A)) * L**-0.5
        grads[f"b{l}"] = np.einsum("ik->i", dA).reshape(-1, 1) * L**-0.5
        dA = dA + np.einsum("ij,ik,jk->jk", params[f"W{l}"], dA, SLOPES[activation](A)) * L**-0.5
    return dA, grads


def taylor_remainder(f, theta, grad, direction, steps):
    h = np.asarray(steps)
    axes = list(range(theta.ndim))
    inner = np.einsum(grad, axes, direction, axes, [])
    points = np.einsum(h, [theta.ndim], direction, axes, [theta.ndim, *axes]) + theta
    r = np.abs(np.array([f(p) for p in points]) - f(theta) - h * inner)
    y = np.log(np.maximum(r, np.finfo(float).tiny))
    coefficients, *_ = np.linalg.lstsq(np.stack([np.log(h), np.ones(h.size)], axis=1), y, rcond=None)
    return r, coefficients[0]


def kink_free(Z, eps):
    return np.einsum("ij->j", (Z**2 <= eps**2).astype(float)) == 0
