"""Works in place wherever that is allowed: += eps, -= 2 eps, += eps, and shared buffers."""

import numpy as np


def params_to_vector(p):
    n = sum(map(np.size, p.values()))
    theta = np.zeros(n)
    spec = np.recarray(len(p), dtype=[("name", "U8"), ("start", int), ("rows", int), ("cols", int)])
    at = 0
    for k, (name, a) in enumerate(reversed(list(p.items()))):
        theta[at : at + a.size] = a.ravel("F")
        spec[k] = (name, at, a.shape[0], a.shape[1])
        at += a.size
    return theta, spec


def vector_to_params(vec, info):
    out = {}
    for name, start, rows, cols in info:
        out[str(name)] = np.array(vec[start : start + rows * cols].reshape((rows, cols), order="F"))
    return out


def numerical_gradient(func, x, h=1e-5):
    if x.dtype != np.float64:
        x = x.astype(np.float64)
    g = np.zeros_like(x)
    it = np.nditer(x, flags=["multi_index"], op_flags=["readwrite"])
    while not it.finished:
        i = it.multi_index
        x[i] += h
        up = func(x)
        x[i] -= 2 * h
        down = func(x)
        x[i] += h
        g[i] = (up - down) / (2 * h)
        it.iternext()
    return g


def relative_difference(approx, exact):
    numerator = np.linalg.norm(approx - exact)
    denominator = np.linalg.norm(approx) + np.linalg.norm(exact)
    if denominator == 0:
        return np.array(0.0)
    return np.array(numerator / denominator)


def verdict(difference):
    answer = "wrong"
    if difference <= 1e-3:
        answer = "suspicious"
    if difference <= 1e-5:
        answer = "acceptable"
    if difference <= 1e-7:
        answer = "correct"
    return answer


def gradient_check(loss, params, grads, eps=1e-5):
    numeric = {}
    for k in params:
        # params[k] is moved in place and put back, so loss sees the moved array
        numeric[k] = numerical_gradient(lambda _: loss(params), params[k], eps)
    per_param = {k: relative_difference(numeric[k], grads[k]) for k in params}
    top = sum(np.sum((numeric[k] - grads[k]) ** 2) for k in params)
    left = sum(np.sum(numeric[k] ** 2) for k in params)
    right = sum(np.sum(grads[k] ** 2) for k in params)
    difference = np.sqrt(top) / (np.sqrt(left) + np.sqrt(right)) if left + right > 0 else 0.0
    worst = list(per_param)[int(np.argmax(list(per_param.values())))]
    return {"difference": difference, "per_param": per_param, "worst": worst, "verdict": verdict(difference)}


def check_along_training(loss_and_grads, params, lr, steps, every):
    history = {}
    for k in range(steps):
        grads = loss_and_grads(params)[1]
        if k % every == 0:
            history[k] = gradient_check(lambda p: loss_and_grads(p)[0], params, grads)["difference"]
        params = {name: params[name] - lr * grads[name] for name in params}
    history[steps] = gradient_check(lambda p: loss_and_grads(p)[0], params, loss_and_grads(params)[1])["difference"]
    return list(history.items())


def complex_step_gradient(f, theta, h=1e-20):
    z = theta.astype(np.complex128)
    g = np.empty(theta.shape)
    for i in np.ndindex(theta.shape):
        z[i] += 1j * h
        g[i] = np.imag(f(z)) / h
        z[i] -= 1j * h
    return g


def directional_check(f, theta, grad, rng, directions=3):
    x = theta.copy()
    worst = 0.0
    for _ in range(directions):
        # Marsaglia's polar method: points of a disk, turned into normal numbers
        u, w = rng.uniform(-1, 1, (2, theta.size))
        while np.any(outside := (u * u + w * w >= 1) | (u * u + w * w == 0)):
            u[outside], w[outside] = rng.uniform(-1, 1, (2, np.count_nonzero(outside)))
        v = u * np.sqrt(-2 * np.log(u * u + w * w) / (u * u + w * w))
        v *= 1e-4
        x += v
        up = f(x)
        x -= 2 * v
        down = f(x)
        x += v
        a, b = grad @ v, (up - down) / 2
        worst = max(worst, abs(a - b) / (abs(a) + abs(b)) if a or b else 0.0)
    return worst
