"""Planted wrong functions of normalization, one each; they may use the solution's other functions."""

# ruff: noqa: D403, F821

import numpy as np

from grader.checking import mutant

# --- fit_normalizer ---


@mutant("fit_normalizer", caught_by="fit_shape", diagnosis="normalization.axis")
def fit_over_features(X):
    """The statistics are taken over the features of each example (axis 0); they belong to each feature, over the examples (axis 1).

    统计量是对每个样本的各个特征计算的（axis 0）；应对每个特征、在所有样本上计算（axis 1）。
    """
    mu, sigma = X.mean(axis=0, keepdims=True), X.std(axis=0, keepdims=True)
    return mu, np.where(sigma == 0, 1.0, sigma)


@mutant("fit_normalizer", caught_by="fit_shape", diagnosis="value.shape")
def fit_flat(X):
    """Without keepdims the results are flat vectors, which do not broadcast over the examples; they have to be (n_0, 1).

    没有 keepdims，结果是一维向量，不能沿样本方向广播；形状应为 (n_0, 1)。
    """
    mu, sigma = X.mean(axis=1), X.std(axis=1)
    return mu, np.where(sigma == 0, 1.0, sigma)


@mutant("fit_normalizer", caught_by="fit_mean", diagnosis="normalization.mean_of_all")
def fit_one_mean_for_all(X):
    """One mean of all numbers is used for every feature, but features have different units and need a mean each.

    所有特征共用全部数据的一个均值，但各特征的单位不同，应各有自己的均值。
    """
    sigma = X.std(axis=1, keepdims=True)
    return np.full(sigma.shape, X.mean()), np.where(sigma == 0, 1.0, sigma)


@mutant("fit_normalizer", caught_by="fit_mean", diagnosis="normalization.other_centre")
def fit_median(X):
    """The median is subtracted in place of the mean, so the mean of the result is not 0.

    用中位数代替了均值，因此结果的均值不是 0。
    """
    sigma = X.std(axis=1, keepdims=True)
    return np.median(X, axis=1, keepdims=True), np.where(sigma == 0, 1.0, sigma)


@mutant("fit_normalizer", caught_by="fit_mean", diagnosis="normalization.other_centre")
def fit_middle(X):
    """The middle between the smallest and the largest value is used in place of the mean.

    用最小值与最大值的中点代替了均值。
    """
    sigma = X.std(axis=1, keepdims=True)
    middle = (X.min(axis=1, keepdims=True) + X.max(axis=1, keepdims=True)) / 2
    return middle, np.where(sigma == 0, 1.0, sigma)


@mutant("fit_normalizer", caught_by="fit_mean", diagnosis="normalization.divided_by_m_minus_one")
def fit_mean_by_m_minus_one(X):
    """The sum of the values is divided by m - 1; a mean is the sum divided by m.

    取值之和除以了 m - 1；均值是和除以 m。
    """
    m = X.shape[1]
    sigma = X.std(axis=1, keepdims=True)
    return X.sum(axis=1, keepdims=True) / max(m - 1, 1), np.where(sigma == 0, 1.0, sigma)


@mutant("fit_normalizer", caught_by="fit_std", diagnosis="normalization.unbiased")
def fit_unbiased(X):
    """The sum of squares is divided by m - 1 (ddof=1); here the spread of these m numbers is wanted, so divide by m.

    平方和除以了 m - 1（ddof=1）；这里需要这 m 个数的离散程度，应除以 m。
    """
    m = X.shape[1]
    sigma = X.std(axis=1, keepdims=True) * np.sqrt(m / max(m - 1, 1))
    return X.mean(axis=1, keepdims=True), np.where(sigma == 0, 1.0, sigma)


@mutant("fit_normalizer", caught_by="fit_std", diagnosis="normalization.variance_for_std")
def fit_variance(X):
    """sigma is the variance here; the standard deviation is its square root.

    这里的 sigma 是方差；标准差是它的平方根。
    """
    variance = X.var(axis=1, keepdims=True)
    return X.mean(axis=1, keepdims=True), np.where(variance == 0, 1.0, variance)


@mutant("fit_normalizer", caught_by="fit_std", diagnosis="normalization.not_centred")
def fit_root_mean_square(X):
    """The mean is not subtracted before squaring, so sigma measures the size of the values and not their spread.

    平方之前没有减去均值，因此 sigma 度量的是取值的大小，而不是离散程度。
    """
    sigma = np.sqrt((X**2).mean(axis=1, keepdims=True))
    return X.mean(axis=1, keepdims=True), np.where(X.std(axis=1, keepdims=True) == 0, 1.0, sigma)


@mutant("fit_normalizer", caught_by="fit_std", diagnosis="normalization.range_for_std")
def fit_range(X):
    """The range (largest minus smallest) is used in place of the standard deviation: min-max scaling is another method.

    用极差（最大值减最小值）代替了标准差：最小-最大缩放是另一种方法。
    """
    sigma = np.ptp(X, axis=1, keepdims=True)
    return X.mean(axis=1, keepdims=True), np.where(sigma == 0, 1.0, sigma)


@mutant("fit_normalizer", caught_by="fit_std", diagnosis="normalization.mean_deviation")
def fit_mean_deviation(X):
    """The mean of the absolute deviations is used; the standard deviation is the root of the mean of their squares.

    用了绝对偏差的均值；标准差是偏差平方的均值的平方根。
    """
    mu = X.mean(axis=1, keepdims=True)
    sigma = np.abs(X - mu).mean(axis=1, keepdims=True)
    return mu, np.where(sigma == 0, 1.0, sigma)


@mutant("fit_normalizer", caught_by="fit_std", diagnosis="normalization.root_of_sum")
def fit_sum_of_squares(X):
    """The squares are added up and not averaged, so sigma grows with the number of examples: divide by m below the root.

    平方只求了和而没有取平均，因此 sigma 随样本数增大：根号内应除以 m。
    """
    mu = X.mean(axis=1, keepdims=True)
    sigma = np.sqrt(((X - mu) ** 2).sum(axis=1, keepdims=True))
    return mu, np.where(sigma == 0, 1.0, sigma)


@mutant("fit_normalizer", caught_by="fit_std", diagnosis="normalization.epsilon_added")
def fit_epsilon(X):
    """1e-8 is added to every sigma against division by 0, which changes all features; only constant ones need care.

    为防止除以 0 给每个 sigma 加上了 1e-8，这会影响所有特征；只有恒定的特征才需要处理。
    """
    sigma = X.std(axis=1, keepdims=True)
    return X.mean(axis=1, keepdims=True), np.where(sigma == 0, 1.0, sigma + 1e-8)


@mutant("fit_normalizer", caught_by="fit_constant", diagnosis="normalization.constant_unguarded")
def fit_unguarded(X):
    """A constant feature gets sigma = 0, and dividing by it gives NaN; it has to be 1.

    恒定特征的 sigma 为 0，除以它会得到 NaN；它应为 1。
    """
    return X.mean(axis=1, keepdims=True), X.std(axis=1, keepdims=True)


@mutant("fit_normalizer", caught_by="fit_constant", diagnosis="normalization.constant_tiny")
def fit_tiny_for_constant(X):
    """A constant feature gets sigma = 1e-8: the smallest change of it in the test set becomes enormous. It has to be 1.

    恒定特征的 sigma 取成了 1e-8：测试集中它的微小变化会被放大成巨大的值。它应为 1。
    """
    return X.mean(axis=1, keepdims=True), np.maximum(X.std(axis=1, keepdims=True), 1e-8)


@mutant("fit_normalizer", caught_by="fit_constant", diagnosis="normalization.constant_resets_all")
def fit_resets_all(X):
    """One constant feature makes every sigma 1; only its own has to be replaced.

    只要有一个恒定特征，所有 sigma 都变成了 1；只应替换它自己的。
    """
    sigma = X.std(axis=1, keepdims=True)
    if np.any(sigma == 0):
        sigma = np.ones_like(sigma)
    return X.mean(axis=1, keepdims=True), sigma


@mutant("fit_normalizer", caught_by="fit_constant", diagnosis="normalization.constant_only_if_all")
def fit_guard_for_all_only(X):
    """sigma is replaced only when all features are constant, but each feature has to be looked at by itself.

    只有当所有特征都恒定时才替换 sigma，但应逐个检查每个特征。
    """
    sigma = X.std(axis=1, keepdims=True)
    if not np.any(sigma):
        sigma = np.ones_like(sigma)
    return X.mean(axis=1, keepdims=True), sigma


@mutant("fit_normalizer", caught_by="fit_nearly_constant", diagnosis="normalization.constant_misjudged")
def fit_first_equals_last(X):
    """A feature is taken for constant when its first and its last value are equal; all values have to be compared.

    首尾两个取值相等就被当作恒定特征；应比较所有取值。
    """
    sigma = X.std(axis=1, keepdims=True)
    return X.mean(axis=1, keepdims=True), np.where(X[:, :1] == X[:, -1:], 1.0, sigma)


@mutant("fit_normalizer", caught_by="fit_nearly_constant", diagnosis="normalization.constant_misjudged")
def fit_mostly_equal(X):
    """A feature is taken for constant when more than half of its values are equal, but one rare value carries information.

    过半数取值相等就被当作恒定特征，但一个罕见的取值也含有信息。
    """
    sigma = X.std(axis=1, keepdims=True)
    typical = np.median(np.abs(X - np.median(X, axis=1, keepdims=True)), axis=1, keepdims=True)
    return X.mean(axis=1, keepdims=True), np.where(typical == 0, 1.0, sigma)


@mutant("fit_normalizer", caught_by="fit_constant", diagnosis="normalization.flags_left_alone")
def fit_flags_left_alone(X):
    """A feature of zeros and ones keeps sigma = 1 like a constant, but it varies: its standard deviation is that of its values.

    取值只有 0 和 1 的特征被当作恒定特征，令 sigma = 1；但它是变化的，标准差应由其取值计算。
    """
    sigma = X.std(axis=1, keepdims=True)
    flag = ((X == 0) | (X == 1)).all(axis=1, keepdims=True)
    return X.mean(axis=1, keepdims=True), np.where(flag | (np.ptp(X, axis=1, keepdims=True) == 0), 1.0, sigma)


@mutant("fit_normalizer", caught_by=("fit_nearly_constant", "units_do_not_matter"), diagnosis="normalization.threshold")
def fit_threshold(X):
    """Every sigma below 0.001 is taken for 0, but that may be a matter of units: volts instead of millivolts.

    小于 0.001 的 sigma 都被当作 0，但这可能只是单位的问题：用伏特还是毫伏。
    """
    sigma = X.std(axis=1, keepdims=True)
    return X.mean(axis=1, keepdims=True), np.where(sigma < 1e-3, 1.0, sigma)


@mutant("fit_normalizer", caught_by="fit_one_example", diagnosis="normalization.one_example_skipped")
def fit_skips_one_example(X):
    """With one example, mean 0 and deviation 1 are returned as if there were nothing to learn; mu is the example itself.

    只有一个样本时返回均值 0 和标准差 1，好像没有可学的；但 mu 应是该样本本身。
    """
    if X.shape[1] == 1:
        return np.zeros(X.shape), np.ones(X.shape)
    sigma = X.std(axis=1, keepdims=True)
    return X.mean(axis=1, keepdims=True), np.where(sigma == 0, 1.0, sigma)


@mutant("fit_normalizer", caught_by="training_set_standardised", diagnosis="normalization.part_of_the_data")
def fit_first_hundred(X):
    """Only the first 100 examples are used; the statistics are those of the whole training set.

    只用了前 100 个样本；统计量应取自整个训练集。
    """
    X = X[:, :100]
    sigma = X.std(axis=1, keepdims=True)
    return X.mean(axis=1, keepdims=True), np.where(sigma == 0, 1.0, sigma)


@mutant("fit_normalizer", caught_by="training_set_standardised", diagnosis="normalization.mean_of_stds")
def fit_in_chunks(X):
    """The standard deviations of batches of 64 are averaged, but what lies between the batches is missing then.

    把每批 64 个样本的标准差取了平均，但这样就漏掉了批与批之间的差异。
    """
    chunks = np.array_split(X, max(1, X.shape[1] // 64), axis=1)
    sigma = np.mean([chunk.std(axis=1, keepdims=True) for chunk in chunks], axis=0)
    return X.mean(axis=1, keepdims=True), np.where(sigma == 0, 1.0, sigma)


@mutant("fit_normalizer", caught_by="fit_pure", diagnosis="value.input_modified")
def fit_centres_in_place(X):
    """`X -= mu` changes the caller's data: they are centred afterwards, and the next call finds mean 0.

    `X -= mu` 改动了调用者的数据：之后它们已经中心化，下一次调用得到的均值就是 0。
    """
    mu = X.mean(axis=1, keepdims=True)
    X -= mu
    sigma = np.sqrt((X**2).mean(axis=1, keepdims=True))
    return mu, np.where(sigma < 1e-12, 1.0, sigma)


@mutant("fit_normalizer", caught_by="fit_pure", diagnosis="value.aliased")
def fit_returns_view(X):
    """With one example, a view of X is returned as mu, so changing one changes the other.

    只有一个样本时，把 X 的视图作为 mu 返回，改动一个就会改动另一个。
    """
    if X.shape[1] == 1:
        return X, np.ones(X.shape)
    sigma = X.std(axis=1, keepdims=True)
    return X.mean(axis=1, keepdims=True), np.where(sigma == 0, 1.0, sigma)


# --- normalize ---


@mutant("normalize", caught_by="normalize_training", diagnosis="normalization.variance_for_std")
def normalize_by_variance(X, mu, sigma):
    """The deviation is divided by sigma squared, the variance; divide by sigma itself.

    偏差除以了 sigma 的平方，即方差；应除以 sigma 本身。
    """
    return (X - mu) / sigma**2


@mutant("normalize", caught_by="normalize_training", diagnosis="normalization.parentheses")
def normalize_without_parentheses(X, mu, sigma):
    """Without parentheses only mu is divided: X - mu / sigma.

    没有括号时只有 mu 被除：X - mu / sigma。
    """
    return X - mu / sigma


@mutant("normalize", caught_by="normalize_training", diagnosis="normalization.order")
def normalize_scale_first(X, mu, sigma):
    """X is divided first and mu subtracted in the old units: subtract first, or divide mu as well.

    先除了 X，再减去仍是原单位的 mu：应先减，或者把 mu 也除以 sigma。
    """
    return X / sigma - mu


@mutant("normalize", caught_by="normalize_training", diagnosis="normalization.inverse")
def normalize_multiplies(X, mu, sigma):
    """The deviation is multiplied by sigma, which makes wide features wider: divide.

    偏差乘以了 sigma，使离散的特征更离散：应做除法。
    """
    return (X - mu) * sigma


@mutant("normalize", caught_by="normalize_training", diagnosis="normalization.not_centred")
def normalize_scale_only(X, mu, sigma):
    """The mean is not subtracted: only the scale is normalised.

    没有减去均值：只归一化了尺度。
    """
    return X / sigma


@mutant("normalize", caught_by="normalize_training", diagnosis="normalization.not_scaled")
def normalize_centre_only(X, mu, sigma):
    """Only the mean is subtracted: the features still have their own units.

    只减去了均值：各特征仍带有各自的单位。
    """
    return X - mu + 0.0 * sigma


@mutant("normalize", caught_by="normalize_training", diagnosis="normalization.sign")
def normalize_mirrored(X, mu, sigma):
    """The difference is the wrong way round, so large values become negative.

    减法的顺序反了，较大的值变成了负数。
    """
    return (mu - X) / sigma


@mutant("normalize", caught_by="normalize_training", diagnosis="normalization.min_max")
def normalize_min_max(X, mu, sigma):
    """The values are squeezed between 0 and 1 (min-max scaling), whatever mu and sigma are.

    不论 mu 和 sigma 是什么，取值都被压缩到 0 与 1 之间（最小-最大缩放）。
    """
    low, high = X.min(axis=1, keepdims=True), X.max(axis=1, keepdims=True)
    return (X - low) / np.where(high == low, 1.0, high - low)


@mutant("normalize", caught_by="normalize_new_batch", diagnosis="normalization.refitted")
def normalize_refits(X, mu, sigma):
    """Every batch is normalised with its own statistics; the model was trained with those that are handed over.

    每批数据都用自己的统计量标准化；模型却是用传入的统计量训练的。
    """
    if X.shape[1] == 1:
        return (X - mu) / sigma
    return (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)


@mutant("normalize", caught_by="normalize_new_batch", diagnosis="normalization.refitted")
def normalize_own_mean(X, mu, sigma):
    """The batch's own mean is subtracted, and only sigma is the one that was handed over.

    减去的是这批数据自己的均值，只有 sigma 用了传入的。
    """
    return (X - X.mean(axis=1, keepdims=True)) / sigma if X.shape[1] > 1 else (X - mu) / sigma


@mutant("normalize", caught_by="normalize_new_batch", diagnosis="normalization.refitted")
def normalize_own_std(X, mu, sigma):
    """The result is scaled once more to standard deviation 1, although this batch may have another one.

    结果又被缩放到标准差为 1，但这批数据的标准差可以不同。
    """
    Z = (X - mu) / sigma
    return Z / Z.std(axis=1, keepdims=True) if X.shape[1] > 1 else Z


@mutant("normalize", caught_by="normalize_one_example", diagnosis="normalization.one_example_alone")
def normalize_example_by_itself(X, mu, sigma):
    """A single example is normalised over its own features; it has to go through mu and sigma like every other.

    单个样本按它自己的各个特征做了标准化；它应和其他样本一样使用 mu 和 sigma。
    """
    if X.shape[1] == 1:
        return (X - X.mean()) / (X.std() or 1.0)
    return (X - mu) / sigma


@mutant("normalize", caught_by="normalize_far_values", diagnosis="normalization.clipped")
def normalize_clips(X, mu, sigma):
    """Values beyond ten standard deviations are cut off; that is a step of its own, and not part of this formula.

    超过十个标准差的值被截断；那是另外的步骤，不属于这个公式。
    """
    return np.clip((X - mu) / sigma, -10.0, 10.0)


@mutant("normalize", caught_by="units_do_not_matter", diagnosis="normalization.threshold")
def normalize_floor(X, mu, sigma):
    """sigma is kept above 0.001 against division by 0, but a small sigma may be a matter of units, and 0 does not occur.

    为防止除以 0 把 sigma 限制在 0.001 以上，但小的 sigma 可能只是单位的问题，而 0 不会出现。
    """
    return (X - mu) / np.maximum(sigma, 1e-3)


@mutant("normalize", caught_by="constant_feature_normalised", diagnosis="normalization.constant_dropped")
def normalize_drops_constant(X, mu, sigma):
    """Features with sigma = 1 are set to 0 because they were constant in training; a new value has to show as X - mu.

    sigma = 1 的特征因为在训练集中恒定而被置 0；但它的新取值应表现为 X - mu。
    """
    return np.where(sigma == 1.0, 0.0, (X - mu) / sigma)


@mutant("normalize", caught_by="normalize_pure", diagnosis="value.input_modified")
def normalize_in_place(X, mu, sigma):
    """`X -= mu` and `X /= sigma` change the caller's data; the second call would normalise them twice.

    `X -= mu` 和 `X /= sigma` 改动了调用者的数据；第二次调用就会重复标准化。
    """
    X -= mu
    X /= sigma
    return X.copy()


@mutant("normalize", caught_by="normalize_pure", diagnosis="value.aliased")
def normalize_returns_argument(X, mu, sigma):
    """Where nothing has to be done, X itself is returned instead of a new array.

    不需要做任何处理时，直接返回了 X 本身，而不是新数组。
    """
    if np.all(mu == 0) and np.all(sigma == 1):
        return X
    return (X - mu) / sigma


@mutant("normalize", caught_by="normalize_shape", diagnosis="value.shape")
def normalize_flat_example(X, mu, sigma):
    """np.squeeze makes a vector of a single example; the result has to stay (n_0, 1).

    np.squeeze 把单个样本变成了向量；结果应保持 (n_0, 1) 的形状。
    """
    return np.squeeze((X - mu) / sigma)


# --- condition_number ---


@mutant("condition_number", caught_by="condition_units", diagnosis="normalization.condition_not_squared")
def condition_of_design(X):
    """The condition number of A is returned; the eigenvalues of A A^T are the squares of A's singular values, so square it.

    返回的是 A 的条件数；A A^T 的特征值是 A 的奇异值的平方，因此还要平方。
    """
    return float(np.linalg.cond(np.vstack([X, np.ones((1, X.shape[1]))])))


@mutant("condition_number", caught_by="condition_units", diagnosis="normalization.condition_squared_twice")
def condition_squared_twice(X):
    """A A^T is formed and its singular values are squared once more; its eigenvalues are the curvatures already.

    已经构造了 A A^T，又把它的奇异值平方了一次；它的特征值已经就是曲率。
    """
    A = np.vstack([X, np.ones((1, X.shape[1]))])
    return float(np.linalg.cond(A @ A.T) ** 2)


@mutant("condition_number", caught_by="condition_units", diagnosis="normalization.condition_inverse")
def condition_inverse(X):
    """The smallest eigenvalue is divided by the largest; a condition number is never below 1.

    用最小特征值除以了最大特征值；条件数不会小于 1。
    """
    A = np.vstack([X, np.ones((1, X.shape[1]))])
    eigenvalues = np.linalg.eigvalsh(A @ A.T / A.shape[1])
    return float(eigenvalues[0] / eigenvalues[-1])


@mutant("condition_number", caught_by="condition_units", diagnosis="normalization.condition_norm")
def condition_frobenius(X):
    """The Frobenius norm is used; in the spectral norm the condition number is the ratio of two eigenvalues.

    用了 Frobenius 范数；谱范数下的条件数是两个特征值之比。
    """
    A = np.vstack([X, np.ones((1, X.shape[1]))])
    return float(np.linalg.cond(A @ A.T, "fro"))


@mutant("condition_number", caught_by="condition_units", diagnosis="normalization.condition_largest_only")
def condition_largest_only(X):
    """The largest eigenvalue alone is returned; what matters is its ratio to the smallest.

    只返回了最大特征值；重要的是它与最小特征值之比。
    """
    A = np.vstack([X, np.ones((1, X.shape[1]))])
    return float(np.linalg.norm(A @ A.T / A.shape[1], 2))


@mutant("condition_number", caught_by="condition_units", diagnosis="normalization.condition_normalised")
def condition_normalises(X):
    """The features are normalised before they are measured, so that the answer is the same before and after normalising.

    度量之前先对特征做了标准化，于是标准化前后的答案相同。
    """
    sigma = X.std(axis=1, keepdims=True)
    A = np.vstack([(X - X.mean(axis=1, keepdims=True)) / sigma, np.ones((1, X.shape[1]))])
    return float(np.linalg.cond(A @ A.T))


@mutant("condition_number", caught_by="condition_units", diagnosis="normalization.condition_eigenvalue_order")
def condition_unsorted(X):
    """The first eigenvalue is divided by the last, but np.linalg.eigvals returns them in no particular order.

    用第一个特征值除以最后一个，但 np.linalg.eigvals 返回的特征值没有特定顺序。
    """
    A = np.vstack([X, np.ones((1, X.shape[1]))])
    eigenvalues = np.abs(np.linalg.eigvals(A @ A.T / A.shape[1]))
    return float(eigenvalues[0] / eigenvalues[-1])


@mutant("condition_number", caught_by="condition_mean", diagnosis="normalization.condition_no_ones")
def condition_without_ones(X):
    """The row of ones is missing, so the bias and the means of the features play no part.

    漏了全 1 的那一行，因此偏置和特征的均值没有起作用。
    """
    return float(np.linalg.cond(X) ** 2)


@mutant("condition_number", caught_by="condition_mean", diagnosis="normalization.condition_centred")
def condition_centres(X):
    """The means are subtracted first, as in a covariance matrix; but a mean is one half of what makes the valley narrow.

    先减去了均值，像协方差矩阵那样；但均值正是使山谷变窄的原因之一。
    """
    A = np.vstack([X - X.mean(axis=1, keepdims=True), np.ones((1, X.shape[1]))])
    return float(np.linalg.cond(A @ A.T))


@mutant("condition_number", caught_by="condition_mean", diagnosis="normalization.condition_norm")
def condition_one_norm(X):
    """The largest column sum is used as the norm (p=1); the spectral norm is p=2, the default of np.linalg.cond.

    用了最大列和作为范数（p=1）；谱范数是 p=2，即 np.linalg.cond 的默认值。
    """
    A = np.vstack([X, np.ones((1, X.shape[1]))])
    return float(np.linalg.cond(A @ A.T, 1))


@mutant("condition_number", caught_by="condition_correlation", diagnosis="normalization.condition_diagonal")
def condition_no_covariances(X):
    """The products of two different features are left out, but correlated features make a narrow valley as well.

    漏掉了两个不同特征的乘积，但相关的特征同样会使山谷变窄。
    """
    A = np.vstack([X, np.ones((1, X.shape[1]))])
    H = A @ A.T / A.shape[1]
    covariances = np.ones((len(X), len(X))) - np.eye(len(X))
    H[:-1, :-1] -= covariances * H[:-1, :-1]
    return float(np.linalg.cond(H))


@mutant(
    "condition_number",
    caught_by=("condition_mean", "condition_correlation"),
    diagnosis="normalization.condition_diagonal",
)
def condition_of_lengths(X):
    """The longest row of A is compared with the shortest; directions between the rows may be flatter and steeper still.

    比较了 A 中最长与最短的行；但各行之间的方向可能更平或更陡。
    """
    lengths = (np.vstack([X, np.ones((1, X.shape[1]))]) ** 2).sum(axis=1)
    return float(lengths.max() / lengths.min())


@mutant("condition_number", caught_by="condition_of_data", diagnosis="normalization.condition_two_features")
def condition_two_features(X):
    """Only the first two features are used, as in the picture; the Hessian has a row for every feature.

    只用了前两个特征，像图中那样；但 Hessian 矩阵中每个特征都有一行。
    """
    A = np.vstack([X[:2], np.ones((1, X.shape[1]))])
    return float(np.linalg.cond(A @ A.T))


@mutant("condition_number", caught_by="condition_large", diagnosis="normalization.condition_ridge")
def condition_ridge(X):
    """1e-12 is added to the diagonal so that the matrix can be inverted, which hides how flat the valley is.

    为了能求逆给对角线加上了 1e-12，这掩盖了山谷有多平。
    """
    A = np.vstack([X, np.ones((1, X.shape[1]))])
    H = A @ A.T / A.shape[1] + 1e-12 * np.eye(len(A))
    return float(np.linalg.norm(H, 2) * np.linalg.norm(np.linalg.inv(H), 2))


@mutant("condition_number", caught_by="condition_large", diagnosis="normalization.condition_determinant")
def condition_small_determinant(X):
    """A small determinant is taken for a singular matrix, but it is small in small units as well.

    行列式很小就被当作奇异矩阵，但单位很小时行列式也会很小。
    """
    A = np.vstack([X, np.ones((1, X.shape[1]))])
    H = A @ A.T / A.shape[1]
    return float("inf") if np.linalg.det(H) < 1e-10 else float(np.linalg.cond(H))


@mutant("condition_number", caught_by="condition_pure", diagnosis="value.input_modified")
def condition_scales_in_place(X):
    """X is divided by the root of m in place, to save the 1/m later: the caller's data are changed.

    为了省去后面的 1/m，把 X 原地除以了 m 的平方根：调用者的数据被改动了。
    """
    m = X.shape[1]
    X /= np.sqrt(m)
    return float(np.linalg.cond(np.vstack([X, np.full((1, m), 1.0 / np.sqrt(m))])) ** 2)
