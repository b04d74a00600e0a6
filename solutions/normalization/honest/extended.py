"""Extended precision on the way; the spread from the differences of all pairs, which no shift can harm."""
import numpy as np


def fit_normalizer(X):
    X = X.astype(np.longdouble)
    m = X.shape[1]
    # sum over j, k of (x_j - x_k)^2 = 2 m^2 variance
    if m <= 16:
        variance = ((X[:, :, None] - X[:, None, :]) ** 2).sum(axis=(1, 2)) / (2 * m * m)
    else:
        shifted = X - X[:, :1]
        variance = (shifted**2).mean(axis=1) - shifted.mean(axis=1) ** 2
    sigma = np.sqrt(variance)
    sigma += sigma == 0
    return X.mean(axis=1, keepdims=True).astype(float), sigma.astype(float)[:, None]


def normalize(X, mu, sigma):
    Z = np.subtract(X, mu, dtype=np.longdouble)
    return np.divide(Z, sigma).astype(np.float64)


def condition_number(X):
    A = np.vstack((X, X[:1] ** 0))
    return np.array(np.linalg.norm(A, 2) * np.linalg.norm(np.linalg.pinv(A), 2)) ** 2
