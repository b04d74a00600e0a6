"""Recursion instead of loops, generators, np.vectorize, and prints left in."""
import numpy as np

print("propagation, my version")


def deep_linear(x, scale, depth):
    if depth == 1:
        return x + 0.0
    return scale * deep_linear(x, scale, depth - 1)


def matrix_product(n, depth, std, rng):
    "divide and conquer"
    if depth == 1:
        return rng.normal(loc=0.0, scale=std, size=(n, n))
    half = depth // 2
    left = matrix_product(n, half, std, rng)
    return left @ matrix_product(n, depth - half, std, rng)


@np.vectorize
def _sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z)) if z >= 0 else np.exp(z) / (1.0 + np.exp(z))


def _g(Z, name):
    if name == "sigmoid":
        return _sigmoid(Z)
    if name == "tanh":
        return np.tanh(Z)
    Z = Z.copy()
    Z[Z <= 0] = 0
    return Z


def _hidden(A, params, activation, l=1):
    if f"W{l + 1}" not in params:
        return
    A = _g(params[f"W{l}"] @ A + params[f"b{l}"], activation)
    yield A
    yield from _hidden(A, params, activation, l + 1)


def forward_activations(X, params, activation):
    return list(_hidden(X, params, activation))


def activation_stats(activations, activation):
    if len(activations) == 0:
        return []
    A, *rest = activations
    if activation == "relu":
        saturated = 0.0
    else:
        low = 0.0 if activation == "sigmoid" else -1.0
        saturated = np.mean([min(a - low, 1.0 - a) < 0.01 for a in A.ravel()])
    dead = len([unit for unit in A.tolist() if all(a == 0 for a in unit)]) / len(A)
    first = {"mean": A.sum() / A.size, "std": A.std(ddof=0), "saturated": saturated, "dead": dead}
    return [first] + activation_stats(rest, activation)


def gradient_norms(X, Y, params, activation):
    m = X.shape[1]

    def down(A, l):
        """dJ/dA of what goes into layer l; appends norms from the last layer on."""
        W, b = params[f"W{l}"], params[f"b{l}"]
        Z = W @ A + b
        if f"W{l + 1}" not in params:
            E = np.exp(Z - Z.max(axis=0, keepdims=True))
            dZ = E / E.sum(axis=0, keepdims=True)
            dZ[Y == 1] -= 1
            dZ /= m
        else:
            G = _g(Z, activation)
            dZ = down(G, l + 1)
            if activation == "relu":
                dZ[Z <= 0] = 0
            elif activation == "tanh":
                dZ *= 1 - G ** 2
            else:
                dZ *= G * (1 - G)
        norms.append(np.sqrt(np.sum(np.square(dZ))))
        return W.T @ dZ

    norms = []
    down(X, 1)
    return norms[::-1]


def regime(norms):
    print("norms:", norms[:3], "...")
    try:
        ratio = norms[0] / norms[-1]
    except ZeroDivisionError:
        return "vanishing" if norms[0] == 0 else "exploding"
    if np.isnan(ratio):
        return "vanishing"
    if 1e-3 <= ratio <= 1e3:
        return "stable"
    return "vanishing" if ratio < 1 else "exploding"


def recommended_scheme(activation):
    if activation not in ("sigmoid", "tanh", "relu"):
        raise ValueError(activation)
    return {True: "he", False: "xavier"}[activation.endswith("elu")]
