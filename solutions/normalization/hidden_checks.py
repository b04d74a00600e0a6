"""Hidden checks: one training example, many features, far shifts, and condition numbers of larger and of nearly singular data."""

import numpy as np

from grader.checking import check, expect, fixed_rng

from .checks import ORTHOGONAL, RTOL, judge_condition, judge_statistic, judge_values


@check(points=1, after="fit_constant")
def fit_one_example(student):
    """With a single training example every feature is constant: mu is the example and every sigma is 1.

    只有一个训练样本时每个特征都是恒定的：mu 就是该样本，每个 sigma 都是 1。
    """
    x = np.array([[2.5], [-16.0], [0.0], [0.375]])
    mu, sigma = student.fit_normalizer(x)
    judge_statistic(mu, x, np.maximum(1.0, np.abs(x)), code="normalization.mean")
    for i in range(len(x)):
        right = abs(sigma[i, 0] - 1.0) <= RTOL
        expect.that(bool(right), "normalization.constant", feature=i, got=f"{sigma[i, 0]:.6g}")


@check(points=1, after="fit_constant")
def fit_nearly_constant(student, reference):
    """Only features that do not vary at all are constant: one different value, or a small spread, is enough for a sigma of its own.

    只有完全不变化的特征才是恒定的：只要有一个不同的值，或有很小的离散程度，就有自己的 sigma。
    """
    # A feature that is 0 but for one example (a rare pixel), in each place; small units; few different values.
    X = np.zeros((7, 4))
    X[0, 0], X[1, 3], X[2, 1] = 4.0, -0.5, 2.0**-9
    X[3] = [1.0, 1.0, -1.0, -1.0]
    X[4] = [5.0, 5.0, 5.0, 5.25]
    X[5] = [0.0004, -0.0012, 0.0008, 0.0002]
    X[6] = 8.0
    mu, sigma = student.fit_normalizer(X)
    exact_mu, exact = reference.fit_normalizer(X)
    judge_statistic(mu, exact_mu, np.abs(exact_mu) + exact, code="normalization.mean")
    judge_statistic(sigma, exact, exact, code="normalization.std")


@check(points=1, after="normalize_new_batch")
def normalize_far_values(student, reference):
    """Values of a new batch may lie far outside of the training set: nothing is cut off.

    新的一批数据可能远在训练集的范围之外：不会被截断。
    """
    mu, sigma = np.array([[2.0], [-3.0], [40.0]]), np.array([[0.5], [1.5], [8.0]])
    X = mu + sigma * fixed_rng(61).uniform(20.0, 300.0, (3, 5)) * np.array([[1.0, -1.0, 1.0, -1.0, -1.0]])
    judge_values(student.normalize(X, mu, sigma), reference.normalize(X, mu, sigma))


def moderate(n, m, *key):
    """Return data (n, m) with a condition number between 10 and 1e5, drawn anew until it is (a few tries)."""
    rng = fixed_rng(n, m, *key)
    for _ in range(300):
        X = np.round(rng.uniform(0.3, 3.0, (n, 1)) * (rng.normal(size=(n, m)) + rng.uniform(-2.0, 2.0, (n, 1))), 3)
        if 10.0 <= np.linalg.cond(np.vstack([X, np.ones((1, m))])) ** 2 <= 1e5:
            break
    return X


@check(points=2, after=("condition_mean", "condition_correlation"))
def condition_of_data(student, reference):
    """condition_number is right for data of any number of features, also with only one example more than features.

    特征数任意时 condition_number 都正确，样本只比特征多一个时也一样。
    """
    for n, m in ((3, 4), (2, 9), (4, 30), (5, 6)):
        X = moderate(n, m, 71)
        judge_condition(student.condition_number(X), reference.condition_number(X), f"{n} features, {m} examples")


@check(points=1, after=("condition_mean", "condition_correlation"))
def condition_large(student):
    """A large condition number is reported as it is, up to 1e8.

    很大的条件数（直到 1e8）也如实返回。
    """
    # A A^T / m = diag(s_1^2, s_2^2, 1): one feature in very small units, or in very large ones.
    for s in ((1e-4, 0.5), (2e-3, 1e-3), (1e4, 2.0)):
        X = np.array(s)[:, None] * ORTHOGONAL[:2]
        variances = sorted((1.0, s[0] ** 2, s[1] ** 2))
        case = f"features of mean 0 with the standard deviations {s[0]:g} and {s[1]:g}, uncorrelated"
        judge_condition(student.condition_number(X), variances[-1] / variances[0], case)
