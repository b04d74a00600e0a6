"""Examples as rows inside, einsum, closures."""
import numpy as np


def moments(rows):
    m = rows.shape[0]
    mean = np.einsum("ji->i", rows) / m

    def spread():
        d = rows - mean
        return np.sqrt(np.einsum("ji,ji->i", d, d) / m)

    return mean, spread


def fit_normalizer(X):
    mean, spread = moments(X.T)
    sigma = spread()
    sigma[np.ptp(X, axis=1) == 0] = 1.0
    return mean[None].T.copy(), sigma[None].T.copy()


def transform(mu, sigma):
    return lambda rows: (rows - mu.T) * np.reciprocal(sigma.T)


def normalize(X, mu, sigma):
    return transform(mu, sigma)(X.T).T


def condition_number(X):
    A = np.c_[X.T, np.ones(X.shape[1])]
    k = A.shape[1]
    # the (m, m) Gram matrix has the same eigenvalues, and zeros
    eigenvalues = np.sort(np.linalg.eigvalsh(np.einsum("ji,ki->jk", A, A)))[::-1]
    return eigenvalues[0] / eigenvalues[k - 1]
