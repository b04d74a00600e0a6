"""Plain loops over layers, units and examples; no matrix product anywhere."""

import math

import numpy as np


def deep_linear(x, scale, depth):
    y = np.array(x)
    for layer in range(1, depth):  # the last layer is the identity
        for index in np.ndindex(y.shape):
            y[index] = scale * y[index]
    return y


def multiply(A, B):
    rows, columns = A.tolist(), B.T.tolist()  # lists are faster than arrays, entry by entry
    C = np.zeros((len(rows), len(columns)))
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            total = 0.0
            for k in range(len(row)):
                total += row[k] * column[k]
            C[i, j] = total
    return C


def matrix_product(n, depth, std, rng):
    P = None
    for factor in range(depth):
        A = np.zeros((n, n))
        for i in range(n):
            for j in range(n):
                A[i, j] = rng.normal(0, std)
        P = A if P is None else multiply(P, A)
    return P


def g(z, activation):
    if activation == "sigmoid":
        return 1 / (1 + math.exp(-z)) if z > -700 else 0.0
    if activation == "tanh":
        return math.tanh(z)
    return z if z > 0 else 0.0


def g_prime(z, activation):
    a = g(z, activation)
    if activation == "sigmoid":
        return a * (1 - a)
    if activation == "tanh":
        return 1 - a * a
    return 1.0 if z > 0 else 0.0


def layer(A, W, b):
    Z = multiply(W, A)
    for i in range(Z.shape[0]):
        for j in range(Z.shape[1]):
            Z[i, j] += b[i, 0]
    return Z


def apply(function, Z, activation):
    result = np.zeros(Z.shape)
    for i in range(Z.shape[0]):
        for j in range(Z.shape[1]):
            result[i, j] = function(float(Z[i, j]), activation)
    return result


def forward_activations(X, params, activation):
    L = len(params) // 2
    hidden = []
    A = X
    for l in range(1, L):
        A = apply(g, layer(A, params["W" + str(l)], params["b" + str(l)]), activation)
        hidden.append(A)
    return hidden


def activation_stats(activations, activation):
    result = []
    for A in activations:
        rows, columns = A.shape
        count = rows * columns
        total = 0.0
        near = 0
        dead = 0
        for i in range(rows):
            alive = False
            for j in range(columns):
                a = A[i, j]
                total += a
                if a != 0:
                    alive = True
                if activation == "sigmoid" and (a < 0.01 or a > 0.99):
                    near += 1
                if activation == "tanh" and abs(a) > 0.99:
                    near += 1
            if not alive:
                dead += 1
        mean = total / count
        squares = 0.0
        for i in range(rows):
            for j in range(columns):
                squares += (A[i, j] - mean) ** 2
        result.append({"mean": mean, "std": (squares / count) ** 0.5, "saturated": near / count, "dead": dead / rows})
    return result


def gradient_norms(X, Y, params, activation):
    L = len(params) // 2
    A, Z = {0: X}, {}
    for l in range(1, L + 1):
        Z[l] = layer(A[l - 1], params[f"W{l}"], params[f"b{l}"])
        if l < L:
            A[l] = apply(g, Z[l], activation)
    n, m = Y.shape
    dZ = {L: np.zeros((n, m))}
    for j in range(m):
        top = max(Z[L][i, j] for i in range(n))
        total = sum(math.exp(Z[L][i, j] - top) for i in range(n))
        for i in range(n):
            dZ[L][i, j] = (math.exp(Z[L][i, j] - top) / total - Y[i, j]) / m
    for l in range(L - 1, 0, -1):
        W = params[f"W{l + 1}"]
        slopes = apply(g_prime, Z[l], activation)
        dZ[l] = np.zeros(Z[l].shape)
        dA = multiply(W.T, dZ[l + 1])
        for i in range(W.shape[1]):
            for j in range(m):
                dZ[l][i, j] = dA[i, j] * slopes[i, j]
    norms = []
    for l in range(1, L + 1):
        norms.append(math.sqrt(sum(value * value for value in dZ[l].ravel())))
    return norms


def regime(norms):
    first = norms[0]
    last = norms[len(norms) - 1]
    if first == 0:
        return "vanishing"
    elif last == 0:
        return "exploding"
    elif first < 0.001 * last:
        return "vanishing"
    elif first > 1000 * last:
        return "exploding"
    else:
        return "stable"


def recommended_scheme(activation):
    if activation == "sigmoid":
        return "xavier"
    if activation == "tanh":
        return "xavier"
    if activation == "relu":
        return "he"
