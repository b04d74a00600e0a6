"""The standard library's statistics, with exact fractions where that is cheap."""
import statistics as st
from fractions import Fraction
from math import sqrt

import numpy as np


def mean_and_variance(values):
    exact = [Fraction(float(v)) for v in values] if len(values) < 20 else list(map(float, values))
    mean = sum(exact) / len(exact)
    return float(mean), st.pvariance(values.tolist())


def fit_normalizer(X):
    pairs = [mean_and_variance(row) for row in X]
    mu = np.array([[mean] for mean, _ in pairs])
    sigma = np.array([[sqrt(variance) or 1.0] for _, variance in pairs])
    return mu, sigma


def normalize(X, mu, sigma):
    return np.array([[st.NormalDist(m, s).zscore(x) for x in row] for row, m, s in zip(X, mu.flat, sigma.flat)])


def condition_number(X):
    A = np.pad(X, ((0, 1), (0, 0)), constant_values=1.0)
    return np.linalg.cond(np.linalg.cholesky(A @ A.T / A.shape[1])).item() ** 2
