"""Everything with plain loops and lists."""

import math

import numpy as np


def params_to_vector(params):
    numbers = []
    spec = []
    for key in params:
        rows, columns = params[key].shape
        spec.append([key, rows, columns])
        for i in range(rows):
            for j in range(columns):
                numbers.append(params[key][i, j])
    return np.array(numbers), spec


def vector_to_params(theta, spec):
    params = {}
    k = 0
    for key, rows, columns in spec:
        W = np.zeros((rows, columns))
        for i in range(rows):
            for j in range(columns):
                W[i, j] = theta[k]
                k += 1
        params[key] = W
    return params


def numerical_gradient(f, theta, eps=1e-5):
    grad = np.zeros(np.shape(theta), dtype=float)
    for i in range(grad.size):
        thetaplus = np.array(theta, dtype=float)
        thetaplus.flat[i] = thetaplus.flat[i] + eps
        thetaminus = np.array(theta, dtype=float)
        thetaminus.flat[i] = thetaminus.flat[i] - eps
        J_plus = f(thetaplus)
        J_minus = f(thetaminus)
        grad.flat[i] = (J_plus - J_minus) / (2 * eps)
    return grad


def norm(x):
    total = 0.0
    for entry in np.array(x).flat:
        total += entry * entry
    return math.sqrt(total)


def relative_difference(approx, exact):
    if norm(approx) == 0 and norm(exact) == 0:
        return 0
    return norm(approx - exact) / (norm(approx) + norm(exact))


def verdict(difference):
    if math.isnan(difference):
        return "wrong"
    if difference > 1e-3:
        return "wrong"
    elif difference > 1e-5:
        return "suspicious"
    elif difference > 1e-7:
        return "acceptable"
    else:
        return "correct"


def gradient_check(loss, params, grads, eps=1e-5):
    theta, spec = params_to_vector(params)

    def J(t):
        return loss(vector_to_params(t, spec))

    num = numerical_gradient(J, theta, eps)
    num_params = vector_to_params(num, spec)
    exact = []
    per_param = {}
    worst = None
    for key in params:
        for entry in grads[key].flatten():
            exact.append(entry)
        per_param[key] = relative_difference(num_params[key], grads[key])
        if worst is None or per_param[key] > per_param[worst]:
            worst = key
    d = relative_difference(num, np.array(exact))
    return {"difference": d, "per_param": per_param, "worst": worst, "verdict": verdict(d)}


def check_along_training(loss_and_grads, params, learning_rate, steps, every):
    current = {}
    for key in params:
        current[key] = params[key].copy()
    result = []
    k = 0
    while True:
        J, grads = loss_and_grads(current)
        if k % every == 0 or k == steps:
            check = gradient_check(lambda p: loss_and_grads(p)[0], current, grads)
            result.append((k, check["difference"]))
        if k == steps:
            return result
        for key in current:
            current[key] = current[key] - learning_rate * grads[key]
        k = k + 1


def complex_step_gradient(f, theta, h=1e-20):
    grad = np.zeros(theta.shape)
    for i in range(theta.size):
        z = theta.astype(complex)
        z.flat[i] = complex(theta.flat[i], h)
        grad.flat[i] = f(z).imag / h
    return grad


def directional_check(f, theta, grad, rng, directions=3):
    worst = 0.0
    for _ in range(directions):
        v = np.array([rng.normal() for _ in range(len(theta))])
        a = 0.0
        for i in range(len(theta)):
            a += grad[i] * v[i]
        b = (f(theta + 1e-5 * v) - f(theta - 1e-5 * v)) / (2 * 1e-5)
        if abs(a) + abs(b) > 0:
            d = abs(a - b) / (abs(a) + abs(b))
            if d > worst:
                worst = d
    return worst
