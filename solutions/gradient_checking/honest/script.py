# homework 3 -- my solution, with the experiments I did at the bottom
# ruff: noqa: F403, F405
import time
import warnings

from numpy import *
import numpy as np

start_time = time.time()
VERBOSE = True
EPS = 1e-5
BOUNDS = {}
BOUNDS["correct"] = 1e-7
BOUNDS["acceptable"] = 1e-5
BOUNDS["suspicious"] = 1e-3


def log(*args):
    if VERBOSE:
        print(*args)


def params_to_vector(params):
    L = len(params) // 2
    shapes = []
    theta = np.array([])
    for l in range(1, L + 1):
        W, b = params["W" + str(l)], params["b" + str(l)]
        shapes.append((W.shape, b.shape))
        theta = np.concatenate((theta, W.reshape(-1), b.reshape(-1)), axis=0)
    log("theta has", theta.shape[0], "entries")
    return theta, shapes


def vector_to_params(theta, shapes):
    params = {}
    theta = list(theta)
    for l, (W_shape, b_shape) in enumerate(shapes, 1):
        take = lambda shape: array([theta.pop(0) for _ in range(shape[0] * shape[1])]).reshape(shape)
        params[f"W{l}"] = take(W_shape)
        params[f"b{l}"] = take(b_shape)
    return params


def numerical_gradient(f, theta, eps=EPS):
    theta = np.array(theta) + 0.0
    here = f(theta)  # only to look at it
    log("f(theta) =", here)
    g = np.zeros_like(theta)
    for i, _ in np.ndenumerate(theta):
        values = []
        for sign in (+1, -1):
            t = theta.copy() if theta.shape else np.array(float(theta))
            t[i] = t[i] + sign * eps
            values.append(f(t))
        if theta.shape:
            g[i] = (values[0] - values[1]) / (2 * eps)
        else:
            return (values[0] - values[1]) / (2 * eps)
    return g


def relative_difference(approx, exact):
    a, b = approx.flatten(), exact.flatten()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        d = linalg.norm(a - b) / (linalg.norm(a) + linalg.norm(b))
    if isnan(d):
        d = 0.0
    return d


def verdict(difference):
    for word in BOUNDS:
        if difference <= BOUNDS[word]:
            return word
    warnings.warn("gradient looks wrong!")
    return "wrong"


def gradient_check(loss, params, grads, eps=EPS):
    theta, shapes = params_to_vector(params)
    g, _ = params_to_vector(grads)
    n = numerical_gradient(lambda t: loss(vector_to_params(t, shapes)), theta, eps)
    per_param = {}
    n_params, g_params = vector_to_params(n, shapes), vector_to_params(g, shapes)
    for k in grads.keys():
        per_param[k] = relative_difference(n_params[k], g_params[k])
        log(k, per_param[k])
    result = {}
    result["difference"] = relative_difference(n, g)
    result["per_param"] = per_param
    result["worst"] = sorted(per_param.items(), key=lambda kv: -kv[1])[0][0]
    result["verdict"] = verdict(result["difference"])
    result["time"] = time.time() - start_time
    return result


def check_along_training(loss_and_grads, params, learning_rate, steps, every):
    report = []
    todo = set(range(0, steps, every)) | {steps}
    loss_of = lambda p: loss_and_grads(p)[0]
    p = dict(params)
    for k in range(steps + 1):
        J, g = loss_and_grads(p)
        if k in todo:
            report.append([np.int64(k), gradient_check(loss_of, p, g)["difference"]])
        new = {}
        for name in p:
            new[name] = p[name] - learning_rate * g[name]
        p = new
    return report


def complex_step_gradient(f, theta, h=1e-20):
    out = np.zeros(theta.size)
    for j in range(theta.size):
        step = np.zeros(theta.size, dtype=complex)
        step[j] = h * 1j
        out[j] = np.imag(f(theta + step.reshape(theta.shape))) / h
    return out.reshape(theta.shape)


def directional_check(f, theta, grad, rng, directions=3):
    errors = []
    for k in range(directions):
        v = 2.0 * rng.integers(0, 2, size=theta.shape) - 1
        v = v / np.sqrt(theta.size)
        lhs = (grad * v).sum()
        rhs = (f(theta + 1e-4 * v) - f(theta - 1e-4 * v)) / 2e-4
        if lhs == 0 and rhs == 0:
            errors.append(0.0)
        else:
            errors.append(np.abs(lhs - rhs) / (np.abs(lhs) + np.abs(rhs)))
    log("directions:", errors)
    return np.max(errors)


if __name__ == "__main__":
    print("running tests")

# --- experiments ---
quad = lambda t: float(np.sum(t**2))
t0 = np.array([1.0, 2.0, 3.0])
print(numerical_gradient(quad, t0), "should be 2 4 6")
print(verdict(relative_difference(numerical_gradient(quad, t0), 2 * t0)))
try:
    import matplotlib.pyplot as plt

    plt.plot([1, 2], [3, 4])
except ImportError:
    print("no matplotlib here")
errors = [abs(numerical_gradient(lambda t: np.exp(t[0]), np.ones(1), 10.0**-k)[0] - np.e) for k in range(1, 10)]
print(errors)
