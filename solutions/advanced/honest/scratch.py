# advanced homework
# everything in one file, with my experiments at the bottom
import matplotlib.pyplot as plt
import numpy as np

rng = np.random.default_rng(42)
print("loaded")


def act(x, name):
    if name == "sigmoid":
        return 1 / (1 + np.exp(-x))
    elif name == "tanh":
        return (np.exp(2 * x) - 1) / (np.exp(2 * x) + 1)
    elif name == "relu":
        return np.maximum(0, x)


def act_prime(x, name):
    s = act(x, name)
    if name == "sigmoid":
        return s * (1 - s)
    if name == "tanh":
        return 1 - s**2
    return np.float64(x > 0)


# 1 ---------------------------------------------------------------
def variance_factors(dims, g=1.0):
    # Var(W) = g^2 * 2/(in+out)
    result = {"forward": [], "backward": [], "forward_total": 1, "backward_total": 1}
    for i in range(1, len(dims)):
        varW = g**2 * 2 / (dims[i - 1] + dims[i])
        result["forward"] += [dims[i - 1] * varW]
        result["backward"] += [dims[i] * varW]
        result["forward_total"] *= dims[i - 1] * varW
        result["backward_total"] *= dims[i] * varW
    result["var"] = "2/(in+out)"
    return result


print(variance_factors([784, 100, 10]))


# 2 ---------------------------------------------------------------
def lsuv(p, x, act_name, tol=1e-3):
    p = dict(p)
    n_layers = len(p) // 2
    a = x
    for l in range(1, n_layers + 1):
        w = p["W" + str(l)] * 1.0
        bias = p["b" + str(l)] * 1.0
        for it in range(100):
            z = np.dot(w, a) + bias
            v = np.average((z - np.average(z)) ** 2)
            # print(l, it, v)
            if np.abs(v - 1) <= tol:
                break
            w = w / v**0.5
        p["W" + str(l)] = w
        p["b" + str(l)] = bias
        a = act(z, act_name)
    return p


# 3 + 4 -----------------------------------------------------------
def batchnorm_forward(Z, gamma, beta, eps=1e-5):
    m = Z.shape[1]
    mu = 1 / m * np.sum(Z, axis=1).reshape(-1, 1)
    Zc = Z - mu
    sigma2 = 1 / m * np.sum(Zc**2, axis=1).reshape(-1, 1)
    Zn = Zc * (sigma2 + eps) ** (-0.5)
    print("batchnorm", Z.shape)
    return gamma * Zn + beta, {"Zn": Zn, "s": np.sqrt(sigma2 + eps), "gamma": gamma, "m": m}


def batchnorm_backward(dout, cache):
    Zn, s, gamma, m = cache["Zn"], cache["s"], cache["gamma"], cache["m"]
    dbeta = np.sum(dout, axis=1).reshape(-1, 1)
    dgamma = np.sum(dout * Zn, axis=1).reshape(-1, 1)
    dZn = dout * gamma
    dZ = (
        1
        / (m * s)
        * (m * dZn - np.sum(dZn, axis=1).reshape(-1, 1) - Zn * np.sum(dZn * Zn, axis=1).reshape(-1, 1))
    )
    return dZ, dgamma, dbeta


# 5 + 6 -----------------------------------------------------------
def residual_forward(params, X, activation):
    L = int(len(params) / 2)
    cache = []
    A = X
    for l in range(1, L + 1):
        W = params["W" + str(l)]
        b = params["b" + str(l)]
        H = act(A, activation)
        cache.append((A, H, W, activation))
        A = A + np.dot(W, H) / L**0.5 + b / L**0.5
    return A, cache


def residual_backward(params, cache, dout):
    grads = {}
    L = len(cache)
    dA = dout
    for l, (A, H, W, activation) in reversed(list(enumerate(cache, start=1))):
        dZ = dA / L**0.5
        grads["W" + str(l)] = np.dot(dZ, H.T)
        grads["b" + str(l)] = np.sum(dZ, axis=1, keepdims=True)
        dA = dA + np.dot(W.T, dZ) * act_prime(A, activation)
    return dA, grads


# 7 ---------------------------------------------------------------
def taylor_remainder(f, theta, grad, direction, steps):
    # first try was one-sided without abs, see notes
    r = [f(theta + s * direction) - f(theta) - s * (grad * direction).sum() for s in steps]
    r = np.array(r) ** 2
    r = np.sqrt(r)
    m, c = np.polyfit(np.log(steps), np.log(r + 1e-320), deg=1)
    return r, m


# 8 ---------------------------------------------------------------
def kink_free(Z, eps):
    bad = np.where((Z >= -eps) & (Z <= eps))
    mask = np.ones(Z.shape[1])
    mask[bad[1]] = 0
    return mask


# experiments
X = rng.normal(size=(50, 100))
params = {}
for l in range(1, 11):
    params["W%d" % l] = rng.normal(size=(50, 50)) * 0.01
    params["b%d" % l] = np.zeros((50, 1))
new = lsuv(params, X, "tanh")
stds = []
A = X
for l in range(1, 11):
    Z = new["W%d" % l] @ A
    stds.append(Z.std())
    A = np.tanh(Z)
plt.plot(stds)
plt.title("std per layer after LSUV")
plt.show()
for trial in range(3):
    out, c = residual_forward(new, X, "relu")
    print(trial, (out**2).mean())
