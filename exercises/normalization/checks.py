"""Public checks of normalization: the statistics, their use on other batches, and condition numbers known from mathematics."""

import math

import numpy as np

from grader.checking import check, expect, fixed_array, fixed_rng, given, seeds, sizes

# Features have |mean| <= 70 standard deviations. There correct float64 code of any kind deviates by at most 2e-12 of a standard
# deviation: two passes 3e-16, running sums, and mean of squares minus square of mean (eps times the square of mean / std), the worst.
# That is a factor of 500 less; divided by m - 1 it is off by 1/(2m), in single precision by 1e-7.
RTOL = 1e-9

# The Hessian is only known to rounding, so its smallest eigenvalue is off by eps kappa. Measured on 1500 matrices with kappa
# up to 1e10: SVD of A, np.linalg.cond, eigenvalues, Cholesky, inverse, Jacobi: at most 2.4 eps kappa. A factor of 400 less.
CONDITION_MARGIN = 1000 * 2.0**-52

# What no draw may leave out: several features, a single one, two examples only (there m - 1 for m counts most).
SIZES = [{"n": n, "m": m, "key": 1} for n, m in ((3, 5), (1, 4), (4, 4), (2, 2), (3, 7))]

# Numbers with short binary expansions and counts that are powers of 2: sums, means and squares of equal values are exact, so that
# no correct code sees any spread in them.
CONSTANTS = (3.25, 0.0, -7.0, 4096.0, -0.5)

# Units of the features, from the smallest to the largest standard deviation.
UNITS = (3.0, 0.02, 500.0, 0.4, 60.0)


# --- material ---


def spread(n, m, *key):
    """Return numbers (n, m) around 0 with a standard deviation from 0.5 to 1.1 in every row; 0.6 for larger m."""
    rng = fixed_rng(n, m, *key)
    # Evenly spaced numbers in any order, each moved a little: no two of a row come close to each other.
    return rng.permuted(np.tile(np.linspace(-1.0, 1.0, m), (n, 1)), axis=1) + rng.uniform(-0.1, 0.1, (n, m)) / m


def features(n, m, *key):
    """Return data (n, m) in very different units, spread out in every feature and nowhere centred.

    Features take turns with the UNITS, from any of them on, so that a single feature may have any unit. With the unit u a
    feature has a standard deviation of about u / 2 and a mean of 1 to 20 u in size. One example (m = 1) has none.
    """
    rng = fixed_rng(n, *key)
    units = np.roll(np.resize(UNITS, max(n, len(UNITS))), rng.integers(len(UNITS)))[:n, None]
    offsets = rng.uniform(1.0, 20.0, (n, 1)) * rng.choice([-1.0, 1.0], (n, 1))
    return np.round(units * (spread(n, m, *key) + offsets), 5)


def statistics(n, *key):
    """Return mu and sigma (n, 1) that belong to no data at hand: means of both signs, deviations from 0.3 to 30."""
    rng = fixed_rng(n, *key)
    sigma = np.round(rng.permutation(np.geomspace(0.3, 30.0, n)), 3)[:, None]
    return np.round(sigma * rng.uniform(1.0, 5.0, (n, 1)) * rng.choice([-1.0, 1.0], (n, 1)), 3), sigma


def judge_statistic(got, wanted, scale, *, code):
    """Every feature's statistic agrees with the exact one, within RTOL of the feature's own scale."""
    off = (np.abs(got - wanted) / scale).ravel()
    feature = int(off.argmax())
    facts = {"got": f"{got[feature, 0]:.10g}", "wanted": f"{wanted[feature, 0]:.10g}"}
    expect.that(bool(off[feature] <= RTOL), code, feature=feature, **facts)


def judge_values(got, wanted, *, code="normalization.value"):
    """Every normalised value agrees, within RTOL of a standard deviation or of its own size."""
    off = np.abs(got - wanted) / np.maximum(1.0, np.abs(wanted))
    index = tuple(int(i) for i in np.unravel_index(int(off.argmax()), off.shape))
    facts = {"got": f"{got[index]:.10g}", "wanted": f"{wanted[index]:.10g}"}
    expect.that(bool(off[index] <= RTOL), code, index=str(list(index)), **facts)


def judge_condition(kappa, wanted, case):
    """The condition number agrees, within a margin that grows with it."""
    right = abs(kappa - wanted) <= (RTOL + CONDITION_MARGIN * wanted) * wanted
    expect.that(right, "normalization.condition", got=f"{kappa:.10g}", wanted=f"{wanted:.10g}", case=case)


# Rows of a Hadamard matrix: mean 0, mean square 1, and orthogonal to each other.
ORTHOGONAL = np.array([[1.0, 1.0, -1.0, -1.0], [1.0, -1.0, 1.0, -1.0], [1.0, -1.0, -1.0, 1.0]])


# --- fit_normalizer ---


@check(points=1)
@given(n=sizes(1, 6), m=sizes(1, 8), key=seeds(), count=4, examples=[*SIZES, {"n": 3, "m": 1, "key": 1}])
def fit_shape(student, n, m, key):
    """fit_normalizer returns (mu, sigma), two columns with one entry per feature.

    fit_normalizer 返回 (mu, sigma)：两个列向量，每个特征一个元素。
    """
    student.fit_normalizer(features(n, m, 11, key))


@check(points=2, after="fit_shape")
@given(n=sizes(1, 6), m=sizes(2, 8), key=seeds(), count=4, examples=SIZES)
def fit_mean(student, reference, n, m, key):
    """mu is the mean of every feature over the examples.

    mu 是每个特征在所有样本上的均值。
    """
    X = features(n, m, 12, key)
    mu, _ = student.fit_normalizer(X)
    exact, sigma = reference.fit_normalizer(X)
    judge_statistic(mu, exact, np.abs(exact) + sigma, code="normalization.mean")


@check(points=3, after="fit_shape")
@given(n=sizes(1, 6), m=sizes(2, 8), key=seeds(), count=4, examples=SIZES)
def fit_std(student, reference, n, m, key):
    """sigma is the standard deviation of every feature over the examples, with the sum of squares divided by m.

    sigma 是每个特征在所有样本上的标准差，其中平方和除以 m。
    """
    X = features(n, m, 13, key)
    _, sigma = student.fit_normalizer(X)
    _, exact = reference.fit_normalizer(X)
    judge_statistic(sigma, exact, exact, code="normalization.std")


@check(points=3, after=("fit_mean", "fit_std"))
def fit_constant(student, reference):
    """A feature whose values are all equal gets sigma = 1; the others keep theirs.

    取值全部相等的特征令 sigma = 1，其他特征的 sigma 不变。
    """
    for m in (2, 4, 8):
        X = features(2 * len(CONSTANTS), m, 14)
        X[::2] = np.array(CONSTANTS)[:, None]
        X[1] = np.arange(m) % 2  # few different values, but not one
        mu, sigma = student.fit_normalizer(X)
        exact_mu, exact = reference.fit_normalizer(X)
        for i in range(0, len(X), 2):
            right = abs(sigma[i, 0] - 1.0) <= RTOL
            expect.that(bool(right), "normalization.constant", feature=i, got=f"{sigma[i, 0]:.6g}")
        judge_statistic(mu, exact_mu, np.abs(exact_mu) + exact, code="normalization.mean")
        judge_statistic(sigma, exact, exact, code="normalization.std")


@check(points=1, after="fit_shape")
def fit_pure(student):
    """fit_normalizer leaves X alone and returns new arrays.

    fit_normalizer 不改动 X，返回新数组。
    """
    for n, m in ((3, 5), (1, 4), (4, 1)):
        student.fit_normalizer(features(n, m, 15))
        expect.inputs_unchanged(student)
        expect.fresh(student)


# --- normalize ---


@check(points=1)
@given(n=sizes(1, 6), m=sizes(1, 8), key=seeds(), count=4, examples=[*SIZES, {"n": 3, "m": 1, "key": 1}])
def normalize_shape(student, n, m, key):
    """normalize returns an array of X's shape, for any number of features and examples.

    normalize 返回与 X 形状相同的数组，特征数和样本数任意。
    """
    student.normalize(fixed_array(n, m, key=[21, key]), *statistics(n, 21, key))


@check(points=2, after="normalize_shape", function="normalize")
@given(n=sizes(1, 6), m=sizes(2, 8), key=seeds(), count=4, examples=SIZES)
def normalize_training(student, reference, n, m, key):
    """On the training set, normalize is (X - mu) / sigma.

    在训练集上，normalize 等于 (X - mu) / sigma。
    """
    X = features(n, m, 22, key)
    mu, sigma = reference.fit_normalizer(X)
    judge_values(student.normalize(X, mu, sigma), reference.normalize(X, mu, sigma))


@check(points=3, after="normalize_training")
@given(n=sizes(1, 6), m=sizes(2, 8), key=seeds(), count=4, examples=SIZES)
def normalize_new_batch(student, reference, n, m, key):
    """A new batch is transformed with the mu and sigma that are handed over, not with statistics of its own.

    新的一批数据用传入的 mu 和 sigma 变换，而不是用它自己的统计量。
    """
    mu, sigma = statistics(n, 23, key)
    X = np.round(mu + sigma * (fixed_array(n, m, key=[23, key]) + 1.5), 4)
    judge_values(student.normalize(X, mu, sigma), reference.normalize(X, mu, sigma))


@check(points=1, after="normalize_training")
@given(n=sizes(1, 6), key=seeds(), count=4, examples=[{"n": 1, "key": 1}, {"n": 4, "key": 1}])
def normalize_one_example(student, reference, n, key):
    """A single example is transformed like those of a batch, as it will be when the model is in use.

    单个样本的变换与一批样本中的样本相同，模型投入使用时正是如此。
    """
    mu, sigma = statistics(n, 24, key)
    x = np.round(mu + sigma * (fixed_array(n, 1, key=[24, key]) + 0.5), 4)
    judge_values(student.normalize(x, mu, sigma), reference.normalize(x, mu, sigma))


@check(points=1, after="normalize_shape")
def normalize_pure(student):
    """normalize leaves X, mu and sigma alone and returns a new array, also where mu is 0 and sigma is 1.

    normalize 不改动 X、mu 和 sigma，返回新数组，即使 mu 为 0、sigma 为 1 也一样。
    """
    for n, m in ((3, 5), (3, 1)):
        X = fixed_array(n, m, key=[25, m])
        for mu, sigma in (statistics(n, 25), (np.zeros((n, 1)), np.ones((n, 1)))):
            student.normalize(X, mu, sigma)
            expect.inputs_unchanged(student)
            expect.fresh(student)


# --- the two together ---


@check(points=2, after=("fit_mean", "fit_std", "normalize_training"))
def training_set_standardised(student):
    """Fitted and normalised, a training set of many examples has mean 0 and standard deviation 1 in every feature.

    计算统计量并标准化之后，样本较多的训练集的每个特征均值为 0、标准差为 1。
    """
    X = features(7, 300, 31)
    Z = student.normalize(X, *student.fit_normalizer(X))
    means, stds = Z.mean(axis=1), Z.std(axis=1)
    feature = int((np.abs(means) + np.abs(stds - 1.0)).argmax())
    right = abs(means[feature]) <= RTOL and abs(stds[feature] - 1.0) <= RTOL
    facts = {"mean": f"{means[feature]:.6g}", "std": f"{stds[feature]:.6g}"}
    expect.that(bool(right), "normalization.moments", feature=feature, **facts)


@check(points=2, after=("fit_mean", "fit_std", "normalize_training"))
def units_do_not_matter(student):
    """Other units make no difference: x -> a x + c with a > 0, for every feature its own, leaves the normalised data unchanged.

    单位无关紧要：对每个特征作各自的变换 x -> a x + c（a > 0），标准化后的数据不变。
    """
    X = spread(5, 6, 32)
    # A feature with sigma below 1e-4 (variance 1e-8) may be taken for constant by code that guards against rounding.
    a = np.array([[1e-3], [0.02], [1.0], [37.0], [1e4]])
    moved = a * (X + np.array([[3.0], [-20.0], [40.0], [0.0], [-8.0]]))
    wanted = student.normalize(X, *student.fit_normalizer(X))
    got = student.normalize(moved, *student.fit_normalizer(moved))
    judge_values(got, wanted, code="normalization.units")


@check(points=2, after=("fit_constant", "normalize_new_batch"))
def constant_feature_normalised(student):
    """A constant feature becomes 0 and never NaN; a new value of it becomes its distance from the old one.

    取值恒定的特征变成 0，绝不是 NaN；它的新取值变成与原取值之差。
    """
    X = features(2, 4, 33)
    X[1] = 3.25
    mu, sigma = student.fit_normalizer(X)
    row = student.normalize(X, mu, sigma)[1:]
    judge_values(row, np.zeros((1, 4)))
    new = np.array([[X[0, 0], X[0, 1]], [3.25, 5.75]])
    judge_values(student.normalize(new, mu, sigma)[1:], np.array([[0.0, 2.5]]))


# --- condition_number ---


@check(points=3)
def condition_units(student):
    """With uncorrelated features of mean 0, the condition number is the largest variance over the smallest, that of the ones being 1.

    特征互不相关且均值为 0 时，条件数等于最大方差除以最小方差，其中全 1 行的值算作 1。
    """
    # A A^T / m = diag(s_1^2, s_2^2, 1); the 1 of the row of ones lies between the variances.
    for s in ((1.0, 1.0), (5.0, 0.5), (0.25, 3.0)):
        X = np.array(s)[:, None] * ORTHOGONAL[:2]
        variances = sorted((1.0, s[0] ** 2, s[1] ** 2))
        case = f"features of mean 0 with the standard deviations {s[0]:g} and {s[1]:g}, uncorrelated"
        judge_condition(student.condition_number(X), variances[-1] / variances[0], case)


@check(points=2, after="condition_units")
def condition_mean(student):
    """The mean of a feature counts: with one feature, the condition number follows from [[mean^2 + variance, mean], [mean, 1]].

    特征的均值也起作用：只有一个特征时，条件数由 [[均值^2 + 方差, 均值], [均值, 1]] 决定。
    """
    for mean, std in ((0.5, 0.25), (3.0, 2.0), (-10.0, 0.5)):
        X = mean + std * ORTHOGONAL[:1]
        # Eigenvalues (T ± sqrt(T^2 - 4D))/2 with trace T and determinant D = std^2; kappa = (larger one)^2 / D.
        trace = mean**2 + std**2 + 1.0
        largest = (trace + math.sqrt(trace**2 - 4 * std**2)) / 2
        case = f"one feature with mean {mean:g} and standard deviation {std:g}"
        judge_condition(student.condition_number(X), largest**2 / std**2, case)


@check(points=2, after="condition_units")
def condition_correlation(student):
    """Two normalised features with correlation r leave the condition number (1 + |r|) / (1 - |r|).

    两个标准化的特征若相关系数为 r，则条件数是 (1 + |r|) / (1 - |r|)。
    """
    for r, s in ((0.6, 0.8), (-0.8, 0.6), (0.96, 0.28)):
        # r^2 + s^2 = 1, so both rows have mean 0 and variance 1, and their mean product is r.
        X = np.array([ORTHOGONAL[0], r * ORTHOGONAL[0] + s * ORTHOGONAL[1]])
        case = f"two features of mean 0, standard deviation 1 and correlation {r:g}"
        judge_condition(student.condition_number(X), (1 + abs(r)) / (1 - abs(r)), case)


@check(points=1)
def condition_pure(student):
    """condition_number leaves X alone.

    condition_number 不改动 X。
    """
    for n, m in ((2, 5), (1, 4)):
        student.condition_number(fixed_array(n, m, key=[44, n]) + 1.0)
        expect.inputs_unchanged(student)
