"""Internally rows are examples, as in most libraries: everything is transposed on the way in and on the way out."""

import numpy as np


def _act(z, kind):
    out = z.copy()
    if kind == "relu":
        out[out < 0] = 0
    elif kind == "tanh":
        np.tanh(out, out=out)
    else:
        np.negative(out, out=out)
        np.exp(out, out=out)
        out += 1
        np.reciprocal(out, out=out)
    return out


def _act_grad(a, kind):
    """Derivative from the value of the activation."""
    if kind == "relu":
        return np.sign(a)
    return a * (1 - a) if kind == "sigmoid" else 1 - a * a


def variance_factors(layer_dims, gain=1.0):
    table = np.zeros((len(layer_dims) - 1, 2))
    for row, pair in zip(table, zip(layer_dims, layer_dims[1:])):
        row[:] = pair / np.mean(pair)
    table *= gain * gain
    totals = np.multiply.reduce(table, axis=0)
    return {
        "forward": table[:, 0].tolist(),
        "backward": table[:, 1].tolist(),
        "forward_total": totals[0].item(),
        "backward_total": totals[1].item(),
    }


def lsuv(params, X, activation, tolerance=1e-3):
    H = X.T.copy()
    result = {}
    for l in range(1, len(params) // 2 + 1):
        W, b = params[f"W{l}"].T.copy(), params[f"b{l}"].T.copy()
        while True:
            Z = H @ W + b
            Z2 = np.mean((Z - np.mean(Z)) ** 2)
            if abs(Z2 - 1) <= tolerance:
                break
            W *= 1 / np.sqrt(Z2)
        result[f"W{l}"], result[f"b{l}"] = np.ascontiguousarray(W.T), np.ascontiguousarray(b.T)
        H = _act(Z, activation)
    return result


def batchnorm_forward(Z, gamma, beta, eps=1e-5):
    x, g, b = Z.T, gamma.T, beta.T
    mu, var = x.mean(0), x.var(0)
    xhat = (x - mu) / np.sqrt(var + eps)
    out = g * xhat + b
    return np.array(out.T), (x - mu, var, eps, xhat, g)


def batchnorm_backward(dout, cache):
    xmu, var, eps, xhat, g = cache
    d = dout.T
    N = d.shape[0]
    dxhat = d * g
    dvar = np.sum(dxhat * xmu * -0.5 * (var + eps) ** -1.5, axis=0)
    dmu = np.sum(-dxhat / np.sqrt(var + eps), axis=0) + dvar * np.mean(-2 * xmu, axis=0)
    dx = dxhat / np.sqrt(var + eps) + dvar * 2 * xmu / N + dmu / N
    return dx.T.copy(order="F"), np.sum(d * xhat, axis=0)[:, np.newaxis], np.sum(d, axis=0)[:, np.newaxis]


def residual_forward(params, X, activation):
    L = len(params) // 2
    h = X.T
    tape = []
    for l in range(L):
        a = _act(h, activation)
        tape.append(a)
        h = h + (a @ params[f"W{l + 1}"].T + params[f"b{l + 1}"].T) / np.sqrt(L)
    return h.T, [activation, tape]


def residual_backward(params, cache, dout):
    activation, tape = cache
    L = len(tape)
    dh = dout.T.copy()
    grads = dict.fromkeys(params)
    for l in range(L - 1, -1, -1):
        scaled = dh / np.sqrt(L)
        grads[f"W{l + 1}"] = scaled.T @ tape[l]
        grads[f"b{l + 1}"] = scaled.sum(0).reshape(-1, 1)
        dh += (scaled @ params[f"W{l + 1}"]) * _act_grad(tape[l], activation)
    return dh.T, grads


def taylor_remainder(f, theta, grad, direction, steps):
    f0 = float(f(theta.copy()))
    slope = float(np.dot(grad.reshape(-1), direction.reshape(-1)))
    rest = []
    for h in steps:
        point = np.empty_like(theta)
        np.multiply(direction, h, out=point)
        point += theta
        rest.append(f(point) - (f0 + h * slope))
    rest = np.absolute(rest)
    with np.errstate(divide="ignore"):
        fit = np.polynomial.Polynomial.fit(np.log(steps), np.log(rest), 1).convert()
    return rest, fit.coef[1]


def kink_free(Z, eps):
    crosses = np.sign(Z.T - eps) != np.sign(Z.T + eps)
    return ~crosses.any(axis=1)
