"""Everything from covariance matrices; QR in place of the singular values of A."""
import numpy as np


def fit_normalizer(X):
    C = np.atleast_2d(np.cov(X, bias=True))
    sigma = np.sqrt(np.diag(C))[:, np.newaxis]
    varies = np.array([[len(set(row)) > 1] for row in X.tolist()])
    sigma = np.where(varies, sigma, 1.0)
    return np.mean(X, 1)[:, np.newaxis], sigma


def normalize(X, mu, sigma):
    # multiply by the inverse of the diagonal matrix of sigma
    return np.diag(1 / sigma[:, 0]) @ (X - mu)


def condition_number(X):
    A = np.vander(np.ones(X.shape[1]), 1).T
    A = np.r_[A, X]
    R = np.linalg.qr(A.T, mode="r")
    s = np.linalg.svd(R)[1]
    return np.square(s.max() / s.min())
