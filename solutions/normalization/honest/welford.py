"""Statistics that are updated example by example (Welford 1962), as for data that do not fit into memory."""
from dataclasses import dataclass, field

import numpy as np


@dataclass
class Running:
    count: int = 0
    mean: np.ndarray = field(default=None)
    squares: np.ndarray = field(default=None)

    def update(self, x):
        if self.count == 0:
            self.mean, self.squares = np.zeros_like(x), np.zeros_like(x)
        self.count += 1
        delta = x - self.mean
        self.mean = self.mean + delta / self.count
        self.squares = self.squares + delta * (x - self.mean)
        return self

    @property
    def std(self):
        return np.sqrt(self.squares / self.count)


def fit_normalizer(X):
    running = Running()
    for j in range(X.shape[1]):
        running.update(X[:, [j]])
    return running.mean, np.where(running.std < 1e-12, 1.0, running.std)


def normalize(X, mu, sigma):
    return np.hstack([(X[:, [j]] - mu) / sigma for j in range(X.shape[1])])


def condition_number(X):
    H = 0
    for x in X.T:
        a = np.append(x, 1.0)
        H = H + np.outer(a, a)
    low, *_, high = np.linalg.eigvalsh(H)
    return np.float64(high / low)
