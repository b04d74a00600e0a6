"""Loops over plain numbers; the eigenvalues by Jacobi's rotations."""
import math

import numpy as np


def fit_normalizer(X):
    n, m = X.shape
    mu, sigma = np.zeros((n, 1)), np.zeros((n, 1))
    for i in range(n):
        total = 0.0
        for j in range(m):
            total += X[i, j]
        mu[i, 0] = total / m
        squares = 0.0
        for j in range(m):
            squares += (X[i, j] - mu[i, 0]) ** 2
        sigma[i, 0] = math.sqrt(squares / m)
        if sigma[i, 0] == 0:
            sigma[i, 0] = 1
    return mu, sigma


def normalize(X, mu, sigma):
    Z = np.empty(X.shape)
    for i in range(X.shape[0]):
        for j in range(X.shape[1]):
            Z[i, j] = (X[i, j] - mu[i, 0]) / sigma[i, 0]
    return Z


def condition_number(X):
    n, m = X.shape
    rows = [list(row) for row in X] + [[1.0] * m]
    H = [[sum(a * b for a, b in zip(p, q)) / m for q in rows] for p in rows]
    for _ in range(30):
        for p in range(n + 1):
            for q in range(p + 1, n + 1):
                if H[p][q] == 0:
                    continue
                angle = math.atan2(2 * H[p][q], H[q][q] - H[p][p]) / 2
                c, s = math.cos(angle), math.sin(angle)
                for k in range(n + 1):
                    H[k][p], H[k][q] = c * H[k][p] - s * H[k][q], s * H[k][p] + c * H[k][q]
                for k in range(n + 1):
                    H[p][k], H[q][k] = c * H[p][k] - s * H[q][k], s * H[p][k] + c * H[q][k]
    eigenvalues = [H[k][k] for k in range(n + 1)]
    return max(eigenvalues) / min(eigenvalues)
