"""Wrong submissions that students really write, one function each, and the checks that must notice."""

# A mutant is planted into the solution's source, so it may use the solution's names; docstrings may begin with one.
# ruff: noqa: D403, F821

import math

import numpy as np

from grader.checking import mutant

# --- constant ---


@mutant("constant", caught_by="constant_values", diagnosis="init.value_ignored")
def constant_ones(n_out, n_in, value):
    """All entries are 1: `value` is not used.

    所有元素都是 1：没有用到 `value`。
    """
    return np.ones((n_out, n_in))


@mutant("constant", caught_by="constant_values", diagnosis="init.scaled_constant")
def constant_scaled(n_out, n_in, value):
    """The value is divided by sqrt(n_in), as random weights are scaled; `constant` fills with the value itself.

    该值除以了 sqrt(n_in)，那是随机权重的做法；`constant` 用该值本身填充。
    """
    return np.full((n_out, n_in), value / math.sqrt(n_in))


@mutant("constant", caught_by="constant_values", diagnosis="init.diagonal_constant")
def constant_diagonal(n_out, n_in, value):
    """np.eye puts the value on the diagonal only; every entry gets it: np.full.

    np.eye 只在对角线上放了该值；每个元素都应等于它：np.full。
    """
    return value * np.eye(n_out, n_in)


@mutant("constant", caught_by="constant_values", diagnosis="init.one_row_filled")
def constant_first_row(n_out, n_in, value):
    """W[0] = value fills the first row; W[:] = value fills all.

    W[0] = value 只填充了第一行；W[:] = value 才填充全部。
    """
    W = np.zeros((n_out, n_in))
    W[0] = value
    return W


@mutant("constant", caught_by="constant_values", diagnosis="init.integer_fill")
def constant_truncated(n_out, n_in, value):
    """The value passes through an array of ints, which cuts off its decimals: 0.5 becomes 0. Fill an array of floats.

    该值经过了整数数组，小数部分被截掉：0.5 变成了 0。应填充浮点数组。
    """
    W = np.zeros((n_out, n_in), dtype=int)
    W[...] = value
    return W.astype(float)


@mutant("constant", caught_by="constant_values", diagnosis="init.noise_added")
def constant_with_noise(n_out, n_in, value):
    """Small random numbers are added to break the symmetry; `constant` is there to show what happens without that.

    加了小随机数来打破对称；`constant` 正是用来展示不打破对称时会怎样。
    """
    return value + 1e-3 * np.random.default_rng(0).standard_normal((n_out, n_in))


@mutant("constant", caught_by="constant_shape", diagnosis="init.transposed")
def constant_transposed(n_out, n_in, value):
    """The shape is (n_in, n_out); W has one row per unit, so it is (n_out, n_in).

    形状是 (n_in, n_out)；W 每行一个单元，形状应为 (n_out, n_in)。
    """
    return np.full((n_in, n_out), value)


@mutant("constant", caught_by="constant_shape", diagnosis="value.dtype")
def constant_int_dtype(n_out, n_in, value):
    """The array holds ints, which cannot take a gradient step of 0.1; weights are float64.

    数组的类型是整数，无法接受 0.1 这样的更新；权重应为 float64。
    """
    return np.full((n_out, n_in), value, dtype=int)


@mutant("constant", caught_by="constant_fresh", diagnosis="value.read_only")
def constant_broadcast(n_out, n_in, value):
    """np.broadcast_to gives a view of a single number, which nobody can write to; np.full gives an array.

    np.broadcast_to 得到的是单个数的只读视图；np.full 得到的才是数组。
    """
    return np.broadcast_to(float(value), (n_out, n_in))


_filled = {}


@mutant("constant", caught_by="constant_fresh", diagnosis="value.aliased")
def constant_cached(n_out, n_in, value):
    """The same array is handed out again for equal arguments, so two layers share their weights; every call makes a new one.

    参数相同时返回了同一个数组，两层就共用了权重；每次调用都应创建新数组。
    """
    return _filled.setdefault((n_out, n_in, value), np.full((n_out, n_in), value))


# --- normal ---


@mutant("normal", caught_by="normal_shape", diagnosis="init.transposed")
def normal_transposed(n_out, n_in, std, rng):
    """The shape is (n_in, n_out); W has one row per unit, so it is (n_out, n_in).

    形状是 (n_in, n_out)；W 每行一个单元，形状应为 (n_out, n_in)。
    """
    return rng.normal(0.0, std, (n_in, n_out))


@mutant("normal", caught_by="normal_size", diagnosis="init.variance_as_std")
def normal_variance_as_std(n_out, n_in, std, rng):
    """rng.normal is given std**2, the variance; its second argument is the standard deviation itself.

    传给 rng.normal 的是 std**2，即方差；它的第二个参数是标准差。
    """
    return rng.normal(0.0, std**2, (n_out, n_in))


@mutant("normal", caught_by="normal_size", diagnosis="init.root_twice")
def normal_root_of_std(n_out, n_in, std, rng):
    """The root of `std` is taken, as of a variance; it is a standard deviation already.

    对 `std` 开了平方，把它当成了方差；它已经是标准差。
    """
    return rng.normal(0.0, math.sqrt(std), (n_out, n_in))


@mutant("normal", caught_by="normal_size", diagnosis="init.uniform_0_1_times_std")
def normal_rand(n_out, n_in, std, rng):
    """rng.random draws uniform numbers from 0 to 1, all positive; normal numbers come from rng.standard_normal or rng.normal.

    rng.random 抽取 0 到 1 的均匀随机数，全是正数；正态随机数用 rng.standard_normal 或 rng.normal。
    """
    return rng.random((n_out, n_in)) * std


@mutant("normal", caught_by="normal_size", diagnosis="init.std_as_mean")
def normal_std_as_mean(n_out, n_in, std, rng):
    """`std` is passed as the mean too: the first argument of rng.normal is the mean, 0, the second the standard deviation.

    `std` 也被当作均值传入：rng.normal 的第一个参数是均值 0，第二个才是标准差。
    """
    return rng.normal(std, std, (n_out, n_in))


@mutant("normal", caught_by="normal_size", diagnosis="init.fixed_std")
def normal_fixed_std(n_out, n_in, std, rng):
    """The standard deviation is always 0.01: `std` is not used.

    标准差固定为 0.01：没有用到 `std`。
    """
    return 0.01 * rng.standard_normal((n_out, n_in))


@mutant("normal", caught_by="normal_distribution", diagnosis="init.uniform_for_normal")
def normal_from_uniform(n_out, n_in, std, rng):
    """The entries are uniform; they have the right standard deviation, but a normal distribution has the shape of a bell.

    元素服从均匀分布；标准差正确，但正态分布是钟形的。
    """
    return rng.uniform(-math.sqrt(3) * std, math.sqrt(3) * std, (n_out, n_in))


@mutant("normal", caught_by="normal_distribution", diagnosis="init.laplace_for_normal")
def normal_laplace(n_out, n_in, std, rng):
    """The entries follow a Laplace distribution, with a sharp peak and heavy tails; rng.normal draws normal numbers.

    元素服从拉普拉斯分布，中间尖、两边重；正态随机数用 rng.normal。
    """
    return rng.laplace(0.0, std / math.sqrt(2), (n_out, n_in))


@mutant("normal", caught_by="normal_distribution", diagnosis="init.sum_of_uniforms")
def normal_three_uniforms(n_out, n_in, std, rng):
    """Three uniform numbers are added in place of a normal one: close to a bell, but without tails. rng.normal is exact.

    用三个均匀随机数之和代替正态随机数：近似钟形，但没有尾部。rng.normal 才是精确的。
    """
    return 2.0 * std * (rng.random((3, n_out, n_in)) - 0.5).sum(axis=0)


@mutant("normal", caught_by="normal_independent", diagnosis="init.repeated_rows")
def normal_one_row(n_out, n_in, std, rng):
    """One row is drawn and repeated, so all units of the layer are the same; every unit needs numbers of its own.

    只抽取了一行再重复，于是该层所有单元都相同；每个单元都需要自己的随机数。
    """
    return np.tile(rng.normal(0.0, std, n_in), (n_out, 1))


@mutant("normal", caught_by="normal_independent", diagnosis="init.repeated_rows")
def normal_last_row_copied(n_out, n_in, std, rng):
    """The loop draws one row too few, and the last unit is a copy of the first; every unit needs numbers of its own.

    循环少抽取了一行，最后一个单元是第一个的复制；每个单元都需要自己的随机数。
    """
    rows = [rng.normal(0.0, std, n_in) for _ in range(max(n_out - 1, 1))]
    return np.array([*rows, rows[0]])[-n_out:]


@mutant("normal", caught_by="normal_independent", diagnosis="init.outer_product")
def normal_outer(n_out, n_in, std, rng):
    """A random column times a random row has rank 1: all rows are multiples of one. Draw n_out * n_in numbers.

    随机列乘随机行的秩为 1：所有行都是同一行的倍数。应抽取 n_out * n_in 个数。
    """
    return std * np.outer(rng.standard_normal(n_out), rng.standard_normal(n_in))


@mutant("normal", caught_by="normal_independent", diagnosis="init.rank_deficient")
def normal_rows_sum_to_zero(n_out, n_in, std, rng):
    """The mean of each column is subtracted, so the rows sum to 0 and depend on each other; mean 0 is a property of the law, not of the sample.

    每一列都减去了它的均值，各行之和为 0，彼此就不独立了；均值为 0 指的是分布，而不是样本。
    """
    W = rng.normal(0.0, std, (n_out, n_in))
    return W - W.mean(axis=0) if n_out > 1 else W


@mutant("normal", caught_by="normal_other_sizes", diagnosis="init.forced_moments")
def normal_centred(n_out, n_in, std, rng):
    """The sample's own mean is subtracted, which makes a single weight 0; mean 0 is a property of the law, not of the sample.

    减去了样本自己的均值，只有一个权重时它就变成 0；均值为 0 指的是分布，而不是样本。
    """
    W = rng.normal(0.0, std, (n_out, n_in))
    return W - W.mean()


@mutant("normal", caught_by="normal_shape", diagnosis="init.forced_moments")
def normal_standardised(n_out, n_in, std, rng):
    """The sample is standardised, which divides 0 by 0 for a single weight; mean and standard deviation are those of the law.

    对样本做了标准化，只有一个权重时是 0 除以 0；均值和标准差指的是分布。
    """
    W = rng.standard_normal((n_out, n_in))
    return std * (W - W.mean()) / W.std()


@mutant("normal", caught_by="normal_independent", diagnosis="init.forced_moments")
def normal_rows_normalised(n_out, n_in, std, rng):
    """Every row is scaled to the norm that it has on average, so its entries depend on each other; the standard deviation is that of the law.

    每一行都缩放到平均意义下的范数，各元素就不独立了；标准差指的是分布。
    """
    W = rng.standard_normal((n_out, n_in))
    if n_in == 1:
        return std * W
    return std * np.sqrt(n_in) * W / np.linalg.norm(W, axis=1, keepdims=True)


@mutant("normal", caught_by="normal_generator", diagnosis="random.generator_unused")
def normal_global(n_out, n_in, std, rng):
    """The numbers come from np.random; draw them from the generator `rng` that is passed.

    随机数来自 np.random；应从传入的生成器 `rng` 抽取。
    """
    return np.random.normal(0.0, std, (n_out, n_in))


@mutant("normal", caught_by="normal_generator", diagnosis="init.not_repeatable")
def normal_global_noise(n_out, n_in, std, rng):
    """The signs come from np.random, so equal generators give different weights; draw everything from `rng`.

    符号来自 np.random，状态相同的生成器也会给出不同的权重；一切都应从 `rng` 抽取。
    """
    signs = np.random.choice([-1.0, 1.0], (n_out, n_in))
    return signs * rng.normal(0.0, std, (n_out, n_in))


# --- xavier_normal ---


@mutant("xavier_normal", caught_by="xavier_normal_variance", diagnosis="init.variance_as_std")
def xavier_normal_no_root(n_out, n_in, rng):
    """The variance 2 / (n_in + n_out) goes straight into rng.normal, which takes the standard deviation: its root.

    方差 2 / (n_in + n_out) 直接传给了 rng.normal，而它要的是标准差，即方差的平方根。
    """
    return rng.normal(0.0, 2.0 / (n_in + n_out), (n_out, n_in))


@mutant("xavier_normal", caught_by="xavier_normal_variance", diagnosis="init.missing_two")
def xavier_normal_without_two(n_out, n_in, rng):
    """The variance is 1 / (n_in + n_out); Xavier's is 2 / (n_in + n_out), one over the mean of the two sizes.

    方差是 1 / (n_in + n_out)；Xavier 的方差是 2 / (n_in + n_out)，即两个大小的平均值的倒数。
    """
    return rng.normal(0.0, math.sqrt(1.0 / (n_in + n_out)), (n_out, n_in))


@mutant("xavier_normal", caught_by="xavier_normal_variance", diagnosis="init.fan_in_for_xavier")
def xavier_normal_fan_in(n_out, n_in, rng):
    """The variance is 1 / n_in, which only looks forward; Xavier's 2 / (n_in + n_out) is the compromise with the way back.

    方差是 1 / n_in，只考虑了前向；Xavier 的 2 / (n_in + n_out) 兼顾了反向。
    """
    return rng.standard_normal((n_out, n_in)) / math.sqrt(n_in)


@mutant("xavier_normal", caught_by="xavier_normal_variance", diagnosis="init.limit_as_std")
def xavier_normal_limit_as_std(n_out, n_in, rng):
    """sqrt(6 / (n_in + n_out)) is the limit of the uniform version; the normal one has the standard deviation sqrt(2 / (n_in + n_out)).

    sqrt(6 / (n_in + n_out)) 是均匀分布版本的边界；正态版本的标准差是 sqrt(2 / (n_in + n_out))。
    """
    return rng.normal(0.0, math.sqrt(6.0 / (n_in + n_out)), (n_out, n_in))


@mutant(
    "xavier_normal", caught_by=("xavier_normal_variance", "xavier_scales_linear_signal"), diagnosis="init.he_for_xavier"
)
def xavier_normal_he(n_out, n_in, rng):
    """The variance is 2 / n_in, which is He's, for relu; Xavier's is 2 / (n_in + n_out).

    方差是 2 / n_in，那是用于 relu 的 He 公式；Xavier 的方差是 2 / (n_in + n_out)。
    """
    return rng.normal(0.0, math.sqrt(2.0 / n_in), (n_out, n_in))


@mutant("xavier_normal", caught_by="xavier_normal_distribution", diagnosis="init.uniform_for_normal")
def xavier_normal_uniform(n_out, n_in, rng):
    """The entries are uniform, as in the other version of Xavier; here they are to be normal.

    元素服从均匀分布，那是 Xavier 的另一个版本；这里应为正态分布。
    """
    limit = math.sqrt(6.0 / (n_in + n_out))
    return rng.uniform(-limit, limit, (n_out, n_in))


@mutant("xavier_normal", caught_by="xavier_normal_independent", diagnosis="init.tiled")
def xavier_normal_tiled(n_out, n_in, rng):
    """Half of the columns are copies of the other half, so two inputs always count alike; every entry needs a number of its own.

    一半的列是另一半的复制，两个输入总是同样重要；每个元素都需要自己的随机数。
    """
    half = rng.normal(0.0, math.sqrt(2.0 / (n_in + n_out)), (n_out, (n_in + 1) // 2))
    return np.hstack([half, half])[:, :n_in].copy()


@mutant("xavier_normal", caught_by="xavier_normal_shape", diagnosis="init.transposed")
def xavier_normal_transposed(n_out, n_in, rng):
    """The shape is (n_in, n_out); W has one row per unit, so it is (n_out, n_in).

    形状是 (n_in, n_out)；W 每行一个单元，形状应为 (n_out, n_in)。
    """
    return rng.normal(0.0, math.sqrt(2.0 / (n_in + n_out)), (n_in, n_out))


@mutant("xavier_normal", caught_by="xavier_normal_single_units", diagnosis="init.forced_moments")
def xavier_normal_centred(n_out, n_in, rng):
    """The sample's own mean is subtracted, which makes a single weight 0; mean 0 is a property of the law, not of the sample.

    减去了样本自己的均值，只有一个权重时它就变成 0；均值为 0 指的是分布，而不是样本。
    """
    W = rng.normal(0.0, math.sqrt(2.0 / (n_in + n_out)), (n_out, n_in))
    return W - W.mean()


@mutant("xavier_normal", caught_by="xavier_normal_generator", diagnosis="init.seeded_inside")
def xavier_normal_seeded(n_out, n_in, rng):
    """A new generator with a fixed seed is made inside, so every network starts from the same weights; draw from `rng`.

    在函数内部用固定种子新建了生成器，每个网络的初始权重都一样；应从 `rng` 抽取。
    """
    rng = np.random.default_rng(42)
    return rng.normal(0.0, math.sqrt(2.0 / (n_in + n_out)), (n_out, n_in))


# --- xavier_uniform ---


@mutant("xavier_uniform", caught_by="xavier_uniform_variance", diagnosis="init.std_as_limit")
def xavier_uniform_std_as_limit(n_out, n_in, rng):
    """The standard deviation sqrt(2 / (n_in + n_out)) is used as the limit; uniform on [-a, a] has variance a^2 / 3, so a = sqrt(6 / (n_in + n_out)).

    把标准差 sqrt(2 / (n_in + n_out)) 当作了边界；[-a, a] 上均匀分布的方差是 a^2 / 3，所以 a = sqrt(6 / (n_in + n_out))。
    """
    limit = math.sqrt(2.0 / (n_in + n_out))
    return rng.uniform(-limit, limit, (n_out, n_in))


@mutant("xavier_uniform", caught_by="xavier_uniform_variance", diagnosis="init.one_sided")
def xavier_uniform_one_sided(n_out, n_in, rng):
    """The numbers are between 0 and a, all positive; they have to be between -a and a, with mean 0.

    随机数在 0 与 a 之间，全是正数；应在 -a 与 a 之间，均值为 0。
    """
    return rng.uniform(0.0, math.sqrt(6.0 / (n_in + n_out)), (n_out, n_in))


@mutant("xavier_uniform", caught_by="xavier_uniform_variance", diagnosis="init.missing_limit")
def xavier_uniform_forgotten_high(n_out, n_in, rng):
    """Only the lower limit is passed to rng.uniform; the upper one is 1.0 then, not a.

    只给 rng.uniform 传了下界；这时上界是 1.0，而不是 a。
    """
    return rng.uniform(-math.sqrt(6.0 / (n_in + n_out)), size=(n_out, n_in))


@mutant("xavier_uniform", caught_by="xavier_uniform_variance", diagnosis="init.root_of_numerator_only")
def xavier_uniform_root_of_six(n_out, n_in, rng):
    """Only the 6 is under the root; the whole fraction is: a = sqrt(6 / (n_in + n_out)).

    根号下只有 6；应是整个分数：a = sqrt(6 / (n_in + n_out))。
    """
    limit = math.sqrt(6.0) / (n_in + n_out)
    return rng.uniform(-limit, limit, (n_out, n_in))


@mutant("xavier_uniform", caught_by="xavier_uniform_variance", diagnosis="init.fan_in_for_xavier")
def xavier_uniform_fan_in(n_out, n_in, rng):
    """The limit sqrt(3 / n_in) gives the variance 1 / n_in, which only looks forward; Xavier's is 2 / (n_in + n_out).

    边界 sqrt(3 / n_in) 给出方差 1 / n_in，只考虑了前向；Xavier 的方差是 2 / (n_in + n_out)。
    """
    limit = math.sqrt(3.0 / n_in)
    return rng.uniform(-limit, limit, (n_out, n_in))


@mutant("xavier_uniform", caught_by="xavier_uniform_distribution", diagnosis="init.normal_for_uniform")
def xavier_uniform_normal(n_out, n_in, rng):
    """The entries are normal, as in the other version of Xavier; here they are to be uniform.

    元素服从正态分布，那是 Xavier 的另一个版本；这里应为均匀分布。
    """
    return rng.normal(0.0, math.sqrt(2.0 / (n_in + n_out)), (n_out, n_in))


@mutant("xavier_uniform", caught_by="xavier_uniform_distribution", diagnosis="init.triangular")
def xavier_uniform_difference(n_out, n_in, rng):
    """The difference of two uniform numbers has a triangular distribution, not a uniform one; draw one number, between -a and a.

    两个均匀随机数之差服从三角分布，而不是均匀分布；应直接在 -a 与 a 之间抽取一个数。
    """
    difference = rng.random((n_out, n_in)) - rng.random((n_out, n_in))
    return difference * math.sqrt(12.0 / (n_in + n_out))


@mutant("xavier_uniform", caught_by="xavier_uniform_independent", diagnosis="init.mirrored")
def xavier_uniform_mirrored(n_out, n_in, rng):
    """Every second unit has the weights of another with the opposite sign, so they are not independent; draw every entry anew.

    每两个单元中，一个的权重是另一个的相反数，并不独立；每个元素都应重新抽取。
    """
    limit = math.sqrt(6.0 / (n_in + n_out))
    half = rng.uniform(-limit, limit, ((n_out + 1) // 2, n_in))
    return np.vstack([half, -half])[:n_out].copy()


@mutant("xavier_uniform", caught_by="xavier_uniform_single_units", diagnosis="init.evenly_spaced")
def xavier_uniform_evenly_spaced(n_out, n_in, rng):
    """The numbers are evenly spaced and only shuffled, so a single weight is always the same; uniform means drawn by rng.uniform.

    这些数是等间隔的，只打乱了次序，所以只有一个权重时总是同一个值；均匀分布应由 rng.uniform 抽取。
    """
    limit = math.sqrt(6.0 / (n_in + n_out))
    return rng.permutation(np.linspace(-limit, limit, n_out * n_in)).reshape(n_out, n_in)


@mutant("xavier_uniform", caught_by="xavier_uniform_shape", diagnosis="init.transposed")
def xavier_uniform_transposed(n_out, n_in, rng):
    """The shape is (n_in, n_out); W has one row per unit, so it is (n_out, n_in).

    形状是 (n_in, n_out)；W 每行一个单元，形状应为 (n_out, n_in)。
    """
    limit = math.sqrt(6.0 / (n_in + n_out))
    return rng.uniform(-limit, limit, (n_in, n_out))


@mutant("xavier_uniform", caught_by="xavier_uniform_shape", diagnosis="init.root_of_negative")
def xavier_uniform_root_of_minus(n_out, n_in, rng):
    """The minus sign is under the root: the lower limit is -sqrt(6 / (n_in + n_out)), and np.sqrt(-6 / ...) is NaN.

    负号写进了根号：下界是 -sqrt(6 / (n_in + n_out))，而 np.sqrt(-6 / ...) 是 NaN。
    """
    low, high = np.sqrt(-6.0 / (n_in + n_out)), np.sqrt(6.0 / (n_in + n_out))
    return low + (high - low) * rng.random((n_out, n_in))


@mutant("xavier_uniform", caught_by="xavier_uniform_generator", diagnosis="random.generator_unused")
def xavier_uniform_global(n_out, n_in, rng):
    """The numbers come from np.random; draw them from the generator `rng` that is passed.

    随机数来自 np.random；应从传入的生成器 `rng` 抽取。
    """
    limit = math.sqrt(6.0 / (n_in + n_out))
    return np.random.uniform(-limit, limit, (n_out, n_in))


# --- xavier_fan_in ---


@mutant("xavier_fan_in", caught_by="xavier_fan_in_variance", diagnosis="init.fan_out_for_fan_in")
def xavier_fan_in_by_outputs(n_out, n_in, rng):
    """The variance is 1 / n_out; a unit sums over its n_in inputs, so it is 1 / n_in, the number of columns of W.

    方差是 1 / n_out；一个单元对它的 n_in 个输入求和，所以应为 1 / n_in，即 W 的列数的倒数。
    """
    return rng.standard_normal((n_out, n_in)) / math.sqrt(n_out)


@mutant("xavier_fan_in", caught_by="xavier_fan_in_variance", diagnosis="init.xavier_for_fan_in")
def xavier_fan_in_both(n_out, n_in, rng):
    """The variance is 2 / (n_in + n_out), the compromise of Glorot and Bengio; this version takes the inputs alone, 1 / n_in.

    方差是 2 / (n_in + n_out)，那是 Glorot 和 Bengio 的折中；这个版本只看输入：1 / n_in。
    """
    return rng.normal(0.0, math.sqrt(2.0 / (n_in + n_out)), (n_out, n_in))


@mutant("xavier_fan_in", caught_by="xavier_fan_in_variance", diagnosis="init.variance_as_std")
def xavier_fan_in_no_root(n_out, n_in, rng):
    """Standard normal numbers are divided by n_in, which makes the variance 1 / n_in^2; divide by sqrt(n_in).

    标准正态随机数除以了 n_in，方差变成 1 / n_in^2；应除以 sqrt(n_in)。
    """
    return rng.standard_normal((n_out, n_in)) / n_in


@mutant("xavier_fan_in", caught_by="xavier_fan_in_variance", diagnosis="init.std_as_limit")
def xavier_fan_in_limit(n_out, n_in, rng):
    """Uniform between -1/sqrt(n_in) and 1/sqrt(n_in) has variance 1 / (3 n_in); for 1 / n_in the limit is sqrt(3 / n_in).

    -1/sqrt(n_in) 与 1/sqrt(n_in) 之间的均匀分布方差是 1 / (3 n_in)；要得到 1 / n_in，边界应为 sqrt(3 / n_in)。
    """
    limit = 1.0 / math.sqrt(n_in)
    return rng.uniform(-limit, limit, (n_out, n_in))


@mutant("xavier_fan_in", caught_by="xavier_fan_in_single_units", diagnosis="init.bias_counted")
def xavier_fan_in_counts_bias(n_out, n_in, rng):
    """The bias is counted as one more input, 1 / (n_in + 1); the bias starts at 0 and adds nothing, so it is 1 / n_in.

    把偏置也算作一个输入：1 / (n_in + 1)；偏置从 0 开始，不起作用，所以应为 1 / n_in。
    """
    return rng.normal(0.0, math.sqrt(1.0 / (n_in + 1)), (n_out, n_in))


@mutant("xavier_fan_in", caught_by="xavier_fan_in_distribution", diagnosis="init.other_family")
def fan_in_exponential(n_out, n_in, rng):
    """The entries are exponential numbers minus their mean: most are negative, and a few are large. Draw normal or uniform ones.

    元素是指数分布的数减去均值：多数为负，少数很大。应抽取正态或均匀的数。
    """
    return (rng.exponential(1.0, (n_out, n_in)) - 1.0) / np.sqrt(n_in)


@mutant("xavier_fan_in", caught_by="xavier_fan_in_independent", diagnosis="init.signs_only")
def xavier_fan_in_signs(n_out, n_in, rng):
    """All weights have the same size, and only the sign is random; draw from a normal or a uniform distribution.

    所有权重大小相同，只有符号随机；应从正态分布或均匀分布抽取。
    """
    return rng.choice([-1.0, 1.0], (n_out, n_in)) / math.sqrt(n_in)


@mutant("xavier_fan_in", caught_by="xavier_fan_in_independent", diagnosis="init.unequal_rows")
def xavier_fan_in_unequal_rows(n_out, n_in, rng):
    """Every unit gets a scale of its own, so its entries are large or small together; every entry has the same variance.

    每个单元有自己的缩放，它的元素一起变大或变小；每个元素的方差都应相同。
    """
    scales = rng.uniform(0.4, 1.6, (n_out, 1))
    return scales * rng.standard_normal((n_out, n_in)) / math.sqrt(1.12 * n_in)


@mutant("xavier_fan_in", caught_by="xavier_fan_in_shape", diagnosis="value.dtype")
def xavier_fan_in_float32(n_out, n_in, rng):
    """The weights are float32, with 7 digits; a gradient check needs float64, numpy's default.

    权重是 float32，只有 7 位有效数字；梯度检验需要 float64，即 numpy 的默认类型。
    """
    return rng.standard_normal((n_out, n_in), dtype=np.float32) / np.float32(math.sqrt(n_in))


@mutant("xavier_fan_in", caught_by="xavier_fan_in_generator", diagnosis="init.seeded_inside")
def xavier_fan_in_reseeded(n_out, n_in, rng):
    """np.random.seed inside the function gives the same weights at every call; draw from `rng`, and seed nothing.

    函数内部的 np.random.seed 使每次调用的权重都相同；应从 `rng` 抽取，不要设定种子。
    """
    np.random.seed(3)
    return np.random.randn(n_out, n_in) / math.sqrt(n_in)


# --- he_normal ---


@mutant("he_normal", caught_by="he_variance", diagnosis="init.xavier_for_he")
def he_as_xavier(n_out, n_in, rng):
    """The variance is 1 / n_in, which is Xavier's (fan-in) formula; He's is 2 / n_in, because relu drops half of the signal.

    方差是 1 / n_in，这是 Xavier（扇入）公式；He 的方差是 2 / n_in，因为 relu 会丢掉一半信号。
    """
    return rng.normal(0.0, math.sqrt(1.0 / n_in), (n_out, n_in))


@mutant("he_normal", caught_by="he_variance", diagnosis="init.glorot_for_he")
def he_as_glorot(n_out, n_in, rng):
    """The variance is 2 / (n_in + n_out), which is Xavier's, for tanh; He's is 2 / n_in, because relu drops half of the signal.

    方差是 2 / (n_in + n_out)，那是用于 tanh 的 Xavier 公式；He 的方差是 2 / n_in，因为 relu 会丢掉一半信号。
    """
    return rng.normal(0.0, math.sqrt(2.0 / (n_in + n_out)), (n_out, n_in))


@mutant("he_normal", caught_by="he_variance", diagnosis="init.fan_out_for_fan_in")
def he_by_outputs(n_out, n_in, rng):
    """The variance is 2 / n_out; a unit sums over its n_in inputs, so it is 2 / n_in. In a square layer nobody sees the difference.

    方差是 2 / n_out；一个单元对它的 n_in 个输入求和，所以应为 2 / n_in。在方阵中看不出区别。
    """
    return rng.normal(0.0, math.sqrt(2.0 / n_out), (n_out, n_in))


@mutant("he_normal", caught_by="he_variance", diagnosis="init.variance_as_std")
def he_no_root(n_out, n_in, rng):
    """The variance 2 / n_in goes straight into rng.normal, which takes the standard deviation: its root.

    方差 2 / n_in 直接传给了 rng.normal，而它要的是标准差，即方差的平方根。
    """
    return rng.normal(0.0, 2.0 / n_in, (n_out, n_in))


@mutant("he_normal", caught_by="he_variance", diagnosis="init.root_of_numerator_only")
def he_root_of_two(n_out, n_in, rng):
    """Only the 2 is under the root; the whole fraction is: sqrt(2 / n_in).

    根号下只有 2；应是整个分数：sqrt(2 / n_in)。
    """
    return rng.standard_normal((n_out, n_in)) * math.sqrt(2.0) / n_in


@mutant("he_normal", caught_by="he_variance", diagnosis="init.reciprocal")
def he_reciprocal(n_out, n_in, rng):
    """The numbers are divided by sqrt(2 / n_in), so larger layers get larger weights; they are multiplied by it.

    随机数除以了 sqrt(2 / n_in)，层越大权重越大；应乘以它。
    """
    return rng.standard_normal((n_out, n_in)) / math.sqrt(2.0 / n_in)


@mutant("he_normal", caught_by="he_variance", diagnosis="init.uniform_0_1_times_std")
def he_rand(n_out, n_in, rng):
    """rng.random draws uniform numbers from 0 to 1, all positive; normal numbers come from rng.standard_normal or rng.normal.

    rng.random 抽取 0 到 1 的均匀随机数，全是正数；正态随机数用 rng.standard_normal 或 rng.normal。
    """
    return rng.random((n_out, n_in)) * math.sqrt(2.0 / n_in)


@mutant("he_normal", caught_by="he_variance", diagnosis="init.absolute_value")
def he_positive(n_out, n_in, rng):
    """The absolute value makes all weights positive; they need mean 0, and relu's units do not die of a negative weight.

    取绝对值使所有权重为正；权重的均值应为 0，负的权重并不会使 relu 单元失效。
    """
    return np.abs(rng.normal(0.0, math.sqrt(2.0 / n_in), (n_out, n_in)))


@mutant("he_normal", caught_by="he_variance", diagnosis="init.truncation_uncorrected")
def he_truncated(n_out, n_in, rng):
    """Numbers beyond two standard deviations are drawn again, which takes 23 % off the variance; he_normal is not truncated.

    超出两个标准差的数被重新抽取，方差因此减少 23 %；he_normal 不做截断。
    """
    z = rng.standard_normal((n_out, n_in))
    while (outside := np.abs(z) > 2).any():
        z[outside] = rng.standard_normal(outside.sum())
    return z * math.sqrt(2.0 / n_in)


@mutant("he_normal", caught_by="he_variance", diagnosis="init.integer_division")
def he_integer_division(n_out, n_in, rng):
    """2 // n_in divides integers and is 0 for more than two inputs, so all weights are 0; use 2 / n_in.

    2 // n_in 是整数除法，输入多于两个时等于 0，所有权重都是 0；应使用 2 / n_in。
    """
    return rng.standard_normal((n_out, n_in)) * math.sqrt(2 // n_in)


@mutant("he_normal", caught_by="he_distribution", diagnosis="init.uniform_for_normal")
def he_uniform(n_out, n_in, rng):
    """The entries are uniform, as in He's other version; here they are to be normal.

    元素服从均匀分布，那是 He 的另一个版本；这里应为正态分布。
    """
    limit = math.sqrt(6.0 / n_in)
    return rng.uniform(-limit, limit, (n_out, n_in))


@mutant("he_normal", caught_by="he_keeps_relu_signal", diagnosis="init.offset_per_unit")
def he_offset_per_unit(n_out, n_in, rng):
    """All weights of a unit share a small random offset; over many inputs it adds up, and the signal grows from layer to layer.

    同一单元的所有权重带有一个共同的小随机偏移；输入很多时它会累积，信号逐层变大。
    """
    offset = math.sqrt(0.03 / n_in) * (-1.0) ** rng.permutation(n_out)[:, None]
    return rng.normal(0.0, math.sqrt(1.97 / n_in), (n_out, n_in)) + offset


@mutant("he_normal", caught_by="he_independent", diagnosis="init.smoothed")
def he_smoothed(n_out, n_in, rng):
    """Every entry contains a part of its left neighbour, as after smoothing; each has to be drawn by itself.

    每个元素都含有左邻元素的一部分，如同做过平滑；每个元素都应独立抽取。
    """
    Z = rng.normal(size=(n_out, n_in + 1))
    return (Z[:, 1:] + 0.25 * Z[:, :-1]) * np.sqrt(2.0 / n_in / (1 + 0.25**2))


@mutant("he_normal", caught_by="he_independent", diagnosis="init.repeated_columns")
def he_repeated_columns(n_out, n_in, rng):
    """One column is drawn and serves all inputs, so a unit only sees their sum; every entry needs a number of its own.

    只抽取了一列供所有输入使用，单元只能看到输入之和；每个元素都需要自己的随机数。
    """
    return np.repeat(rng.normal(0.0, math.sqrt(2.0 / n_in), (n_out, 1)), n_in, axis=1)


@mutant("he_normal", caught_by="he_independent", diagnosis="init.correlated_rows")
def he_correlated_rows(n_out, n_in, rng):
    """All units share a common part, so they start out alike; every entry needs a number of its own.

    所有单元有一个公共部分，一开始就彼此相似；每个元素都需要自己的随机数。
    """
    common, own = rng.standard_normal((1, n_in)), rng.standard_normal((n_out, n_in))
    return (0.8 * common + 0.6 * own) * math.sqrt(2.0 / n_in)


@mutant("he_normal", caught_by="he_single_units", diagnosis="init.identity_where_square")
def he_identity_where_square(n_out, n_in, rng):
    """A square layer gets the identity, as some recurrent networks do; He's weights are random for every shape.

    方阵层得到的是单位矩阵，如某些循环网络的做法；He 的权重对任何形状都是随机的。
    """
    return np.eye(n_out) if n_out == n_in else rng.normal(0.0, np.sqrt(2.0 / n_in), (n_out, n_in))


@mutant("he_normal", caught_by="he_single_units", diagnosis="init.few_seeds")
def he_of_few_seeds(n_out, n_in, rng):
    """`rng` only chooses one of ten seeds, so that a shape has ten results in all; draw the entries from `rng` itself.

    `rng` 只用来在十个种子中选一个，于是每种形状总共只有十种结果；应直接从 `rng` 抽取元素。
    """
    return np.random.default_rng(int(rng.integers(10))).normal(0.0, np.sqrt(2.0 / n_in), (n_out, n_in))


@mutant("he_normal", caught_by="he_single_units", diagnosis="init.one_input_less")
def he_one_input_less(n_out, n_in, rng):
    """The variance is 2 / (n_in - 1), as if one degree of freedom were lost; it is 2 / n_in, also for two inputs.

    方差用了 2 / (n_in - 1)，好像少了一个自由度；应为 2 / n_in，两个输入时也一样。
    """
    return rng.normal(0.0, np.sqrt(2.0 / max(n_in - 1, 1)), (n_out, n_in))


@mutant("he_normal", caught_by="he_single_units", diagnosis="init.bias_counted")
def he_counts_bias(n_out, n_in, rng):
    """The bias is counted as one more input, 2 / (n_in + 1); the bias starts at 0 and adds nothing, so it is 2 / n_in.

    把偏置也算作一个输入：2 / (n_in + 1)；偏置从 0 开始，不起作用，所以应为 2 / n_in。
    """
    return rng.normal(0.0, math.sqrt(2.0 / (n_in + 1)), (n_out, n_in))


@mutant("he_normal", caught_by="he_shape", diagnosis="init.bias_folded_in")
def he_bias_folded_in(n_out, n_in, rng):
    """There is a column too many, for the bias; in this course the bias is an array of its own, and W is (n_out, n_in).

    多了一列，留给偏置；本课程中偏置是单独的数组，W 的形状是 (n_out, n_in)。
    """
    return rng.normal(0.0, math.sqrt(2.0 / n_in), (n_out, n_in + 1))


@mutant("he_normal", caught_by="he_generator", diagnosis="init.generator_copied")
def he_of_a_copy(n_out, n_in, rng):
    """The numbers come from a copy of `rng`, which itself moves on by one only: the next layer gets nearly the same numbers.

    数来自 `rng` 的副本，而 `rng` 自己只前进了一步：下一层得到的几乎是同样的数。
    """
    own = np.random.Generator(np.random.PCG64())
    own.bit_generator.state = rng.bit_generator.state
    rng.standard_normal()
    return own.normal(0.0, np.sqrt(2.0 / n_in), (n_out, n_in))


@mutant("he_normal", caught_by="he_generator", diagnosis="init.seeded_inside")
def he_seeded_after_use(n_out, n_in, rng):
    """The weights come from a new generator with a fixed seed, so every network starts from the same; draw them from `rng`.

    权重来自用固定种子新建的生成器，每个网络的初始权重都一样；应从 `rng` 抽取。
    """
    rng.integers(10)
    return np.random.default_rng(0).normal(0.0, math.sqrt(2.0 / n_in), (n_out, n_in))


# --- truncated_normal ---


@mutant("truncated_normal", caught_by="truncated_size", diagnosis="init.truncation_uncorrected")
def truncated_uncorrected(n_out, n_in, std, rng):
    """What is cut off is missing in the standard deviation, which is 0.88 std; divide by 0.8796 to get `std` after truncation.

    被截掉的部分使标准差只剩 0.88 std；应除以 0.8796，使截断之后的标准差等于 `std`。
    """
    z = rng.standard_normal((n_out, n_in))
    while (outside := np.abs(z) > 2).any():
        z[outside] = rng.standard_normal(outside.sum())
    return z * std


@mutant("truncated_normal", caught_by="truncated_size", diagnosis="init.correction_inverted")
def truncated_corrected_twice(n_out, n_in, std, rng):
    """The correction is multiplied where it should divide: truncation shrinks to 0.8796, so divide by it to get back to `std`.

    修正时该除却乘了：截断使标准差缩小为 0.8796 倍，应除以它才能回到 `std`。
    """
    z = rng.standard_normal((n_out, n_in))
    while (outside := np.abs(z) > 2).any():
        z[outside] = rng.standard_normal(outside.sum())
    return z * std * TRUNCATED_STD


@mutant("truncated_normal", caught_by="truncated_distribution", diagnosis="init.clipped")
def truncated_clipped(n_out, n_in, std, rng):
    """np.clip piles up everything beyond two standard deviations at the two ends; truncating means drawing those numbers again.

    np.clip 把超出两个标准差的数堆在两端；截断指的是重新抽取这些数。
    """
    return np.clip(rng.standard_normal((n_out, n_in)), -2, 2) * std / 0.9593775


@mutant("truncated_normal", caught_by="truncated_distribution", diagnosis="init.truncated_at_result")
def truncated_at_result(n_out, n_in, std, rng):
    """The entries end at two standard deviations of the result; they end at two of the normal distribution that is cut, 2.27 std.

    元素止于结果的两个标准差；应止于被截断的正态分布的两个标准差，即 2.27 std。
    """
    z = rng.standard_normal((n_out, n_in))
    # A normal cut at 1.51 has standard deviation .755: two of its own, as far as that can be had.
    while (outside := np.abs(z) > 1.51).any():
        z[outside] = rng.standard_normal(outside.sum())
    return z * std / 0.7517


@mutant("truncated_normal", caught_by="truncated_distribution", diagnosis="init.not_truncated")
def truncated_not_at_all(n_out, n_in, std, rng):
    """Nothing is cut off: one normal number in 22 lies beyond two standard deviations, and is to be drawn again.

    没有做截断：每 22 个正态随机数就有一个超出两个标准差，应重新抽取。
    """
    return rng.normal(0.0, std, (n_out, n_in))


@mutant("truncated_normal", caught_by="truncated_distribution", diagnosis="init.resampled_once")
def truncated_once(n_out, n_in, std, rng):
    """Numbers outside are drawn again only once, and some of the new ones are outside as well; repeat until none is left.

    超出的数只重新抽取了一次，新抽到的也可能超出；应重复到没有为止。
    """
    z = rng.standard_normal((n_out, n_in))
    outside = np.abs(z) > 2
    z[outside] = rng.standard_normal(outside.sum())
    return z * std / TRUNCATED_STD


@mutant("truncated_normal", caught_by="truncated_distribution", diagnosis="init.zeroed_outside")
def truncated_zeroed(n_out, n_in, std, rng):
    """Numbers beyond two standard deviations are set to 0; they are drawn again.

    超出两个标准差的数被设为 0；应重新抽取。
    """
    z = rng.standard_normal((n_out, n_in))
    return np.where(np.abs(z) > 2, 0.0, z) * std / (TRUNCATED_STD * math.sqrt(math.erf(math.sqrt(2))))


@mutant("truncated_normal", caught_by="truncated_independent", diagnosis="init.repeated_rows")
def truncated_one_row(n_out, n_in, std, rng):
    """One row is drawn and repeated, so all units of the layer are the same; every unit needs numbers of its own.

    只抽取了一行再重复，于是该层所有单元都相同；每个单元都需要自己的随机数。
    """
    z = rng.standard_normal(n_in)
    while (outside := np.abs(z) > 2).any():
        z[outside] = rng.standard_normal(outside.sum())
    return np.tile(z * std / TRUNCATED_STD, (n_out, 1))


@mutant("truncated_normal", caught_by="truncated_shape", diagnosis="init.forced_moments")
def truncated_standardised(n_out, n_in, std, rng):
    """The sample is divided by its own standard deviation, which is 0 for a single weight; `std` is that of the law.

    样本除以了它自己的标准差，只有一个权重时是 0；`std` 指的是分布的标准差。
    """
    z = rng.standard_normal((n_out, n_in))
    while (outside := np.abs(z) > 2).any():
        z[outside] = rng.standard_normal(outside.sum())
    return std * z / z.std()


@mutant("truncated_normal", caught_by="truncated_other_sizes", diagnosis="init.absolute_limit")
def truncated_absolute_limit(n_out, n_in, std, rng):
    """The limit is a fixed number, 4, for large standard deviations; it is two standard deviations, however large they are.

    标准差很大时边界固定为 4；不论标准差多大，边界都应是它的两倍。
    """
    sigma = std / TRUNCATED_STD
    limit = min(2 * sigma, 4.0)
    w = rng.normal(0.0, sigma, (n_out, n_in))
    while (outside := np.abs(w) > limit).any():
        w[outside] = rng.normal(0.0, sigma, outside.sum())
    return w


@mutant("truncated_normal", caught_by="truncated_generator", diagnosis="random.generator_unused")
def truncated_global(n_out, n_in, std, rng):
    """The numbers come from np.random; draw them from the generator `rng` that is passed.

    随机数来自 np.random；应从传入的生成器 `rng` 抽取。
    """
    z = np.random.randn(n_out, n_in)
    while (outside := np.abs(z) > 2).any():
        z[outside] = np.random.randn(outside.sum())
    return z * std / TRUNCATED_STD


# --- orthogonal ---


@mutant("orthogonal", caught_by=("orthogonal_flips", "orthogonal_determinant"), diagnosis="init.qr_without_signs")
def orthogonal_plain_qr(n_out, n_in, rng):
    """Q is used as it comes, but its signs are chosen by the algorithm; multiply column j by the sign of R[j, j].

    直接使用了 Q，但它的符号是算法选定的；第 j 列应乘以 R[j, j] 的符号。
    """
    Q, _ = np.linalg.qr(rng.standard_normal((max(n_out, n_in), min(n_out, n_in))))
    return Q if n_out >= n_in else Q.T.copy()


@mutant("orthogonal", caught_by="orthogonal_determinant", diagnosis="init.svd_factor")
def orthogonal_svd_factor(n_out, n_in, rng):
    """U (or V) of an SVD is used alone, but its signs are chosen by the algorithm; the product U V^T, in which they cancel, is uniform.

    单独使用了 SVD 的 U（或 V），但它的符号是算法选定的；乘积 U V^T 中符号相互抵消，才是均匀的。
    """
    U, _, Vt = np.linalg.svd(rng.standard_normal((n_out, n_in)), full_matrices=False)
    return (U if n_out >= n_in else Vt).copy()


@mutant("orthogonal", caught_by="orthogonal_determinant", diagnosis="init.rotations_only")
def orthogonal_rotations_only(n_out, n_in, rng):
    """A negative determinant is repaired by flipping a column; reflections are orthogonal as well, and half of all results.

    行列式为负时翻转一列改成了正的；反射也是正交矩阵，应占全部结果的一半。
    """
    Q, R = np.linalg.qr(rng.standard_normal((max(n_out, n_in), min(n_out, n_in))))
    Q = Q * np.where(np.diag(R) < 0, -1.0, 1.0)
    if n_out == n_in and np.linalg.det(Q) < 0:
        Q[:, 0] *= -1
    return Q if n_out >= n_in else Q.T.copy()


@mutant("orthogonal", caught_by="orthogonal_determinant", diagnosis="init.one_sign")
def orthogonal_one_sign(n_out, n_in, rng):
    """One random sign for the whole matrix cannot make up for a sign per column; multiply column j by the sign of R[j, j].

    整个矩阵共用一个随机符号，无法修正各列的符号；第 j 列应乘以 R[j, j] 的符号。
    """
    Q, _ = np.linalg.qr(rng.standard_normal((max(n_out, n_in), min(n_out, n_in))))
    return (Q if n_out >= n_in else Q.T) * rng.choice([-1.0, 1.0])


@mutant("orthogonal", caught_by="orthogonal_flips", diagnosis="init.positive_column")
def orthogonal_positive_column(n_out, n_in, rng):
    """The signs are fixed so that the first column is positive; no entry may prefer a sign: multiply column j by the sign of R[j, j].

    符号的选取使第一列为正；任何元素都不应偏好某个符号：第 j 列应乘以 R[j, j] 的符号。
    """
    Q, _ = np.linalg.qr(rng.standard_normal((max(n_out, n_in), min(n_out, n_in))))
    Q = Q if n_out >= n_in else Q.T
    signs = np.where(Q[:, :1] < 0, -1.0, 1.0)
    signs[-1] = rng.choice([-1.0, 1.0])
    return Q * signs


@mutant("orthogonal", caught_by="orthogonal_directions", diagnosis="init.uniform_start")
def orthogonal_from_uniform(n_out, n_in, rng):
    """The decomposition starts from uniform numbers, which prefer the corners of the cube; only normal ones prefer no direction.

    分解从均匀随机数开始，它们偏向立方体的角；只有正态随机数不偏向任何方向。
    """
    Q, R = np.linalg.qr(rng.uniform(-1.0, 1.0, (max(n_out, n_in), min(n_out, n_in))))
    Q = Q * np.where(np.diag(R) < 0, -1.0, 1.0)
    return Q if n_out >= n_in else Q.T.copy()


@mutant("orthogonal", caught_by="orthogonal_directions", diagnosis="init.signed_permutation")
def orthogonal_signed_permutation(n_out, n_in, rng):
    """A permutation with random signs is orthogonal, but each unit sees one input only; every rotation has to be possible.

    带随机符号的置换矩阵是正交的，但每个单元只看到一个输入；每个旋转都应可能出现。
    """
    size = max(n_out, n_in)
    Q = np.eye(size)[rng.permutation(size)] * rng.choice([-1.0, 1.0], size)
    return (
        Q[:n_out, :n_in]
        if n_out >= n_in
        else np.eye(n_in)[rng.permutation(n_in)[:n_out]] * rng.choice([-1.0, 1.0], n_in)
    )


@mutant("orthogonal", caught_by="orthogonal_orthonormal", diagnosis="init.normalised_only")
def orthogonal_wrong_side(n_out, n_in, rng):
    """The columns are divided by their lengths, but they are not orthogonal to each other; a QR decomposition makes them so.

    各列只除以了长度，彼此并不正交；QR 分解才能使它们正交。
    """
    W = rng.standard_normal((n_out, n_in))
    return W / np.linalg.norm(W, axis=0)


@mutant("orthogonal", caught_by="orthogonal_orthonormal", diagnosis="init.gain")
def orthogonal_gain(n_out, n_in, rng):
    """The result is multiplied by a gain of sqrt(2), so its rows or columns have that length; here they have length 1.

    结果乘了增益 sqrt(2)，行或列的长度就变成了它；这里长度应为 1。
    """
    Q, R = np.linalg.qr(rng.standard_normal((max(n_out, n_in), min(n_out, n_in))))
    Q = Q * np.where(np.diag(R) < 0, -1.0, 1.0)
    return math.sqrt(2) * (Q if n_out >= n_in else Q.T)


@mutant("orthogonal", caught_by="orthogonal_orthonormal", diagnosis="init.wide_forgotten")
def orthogonal_wide_forgotten(n_out, n_in, rng):
    """For n_out < n_in, Q of an (n_out, n_in) matrix is (n_out, n_out); decompose the transpose and transpose the result.

    n_out < n_in 时，(n_out, n_in) 矩阵的 Q 是 (n_out, n_out)；应分解它的转置，再把结果转置回来。
    """
    Q, R = np.linalg.qr(rng.standard_normal((n_out, n_in)))
    return Q * np.where(np.diag(R) < 0, -1.0, 1.0)


@mutant("orthogonal", caught_by="orthogonal_generator", diagnosis="init.seeded_inside")
def orthogonal_seeded(n_out, n_in, rng):
    """The matrix comes from a generator of its own with a fixed seed, so it is the same each time; draw it from `rng`.

    矩阵来自用固定种子新建的生成器，每次都一样；应从 `rng` 抽取。
    """
    signs = rng.choice([-1.0, 1.0], 1)
    rng = np.random.default_rng(n_out + 1000 * n_in)
    Q, _ = np.linalg.qr(rng.standard_normal((max(n_out, n_in), min(n_out, n_in))))
    return np.abs(signs) * (Q if n_out >= n_in else Q.T)


# --- init_params ---


def _network(layer_dims, weights, biases=lambda n: np.zeros((n, 1))):
    """Parameters with W{l} = weights(n_out, n_in, l) and b{l} = biases(n_out)."""
    params = {}
    for l, (n_in, n_out) in enumerate(zip(layer_dims, layer_dims[1:]), start=1):
        params[f"W{l}"] = weights(n_out, n_in, l)
        params[f"b{l}"] = biases(n_out)
    return params


def _weights(scheme, n_out, n_in, rng):
    """The right weights of one layer."""
    if scheme == "zeros" or scheme == "constant":
        return np.full((n_out, n_in), 0.5 if scheme == "constant" else 0.0)
    stds = {"small": 0.01, "xavier": math.sqrt(2 / (n_in + n_out)), "he": math.sqrt(2 / n_in)}
    if scheme not in stds:
        raise ValueError(scheme)
    return rng.normal(0.0, stds[scheme], (n_out, n_in))


def _network_but(layer_dims, scheme, rng, other, weights):
    """The right parameters, but for weights(n_out, n_in) of the scheme `other`."""
    return _network(
        layer_dims,
        lambda n_out, n_in, l: weights(n_out, n_in) if scheme == other else _weights(scheme, n_out, n_in, rng),
    )


@mutant("init_params", caught_by="init_biases", diagnosis="init.random_biases")
def init_random_biases(layer_dims, scheme, rng):
    """The biases are small random numbers; the weights break the symmetry already, and biases start at 0.

    偏置是小随机数；权重已经打破对称，偏置从 0 开始。
    """
    return _network(
        layer_dims,
        lambda n_out, n_in, l: _weights(scheme, n_out, n_in, rng),
        lambda n: 0.01 * rng.standard_normal((n, 1)),
    )


@mutant("init_params", caught_by="init_biases", diagnosis="init.constant_biases")
def init_constant_biases(layer_dims, scheme, rng):
    """The scheme "constant" sets the biases to 0.5 as well; it is about the weights, and biases start at 0 for every scheme.

    "constant" 把偏置也设成了 0.5；该方案只针对权重，不论哪种方案偏置都从 0 开始。
    """
    return _network(
        layer_dims,
        lambda n_out, n_in, l: _weights(scheme, n_out, n_in, rng),
        lambda n: np.full((n, 1), 0.5 if scheme == "constant" else 0.0),
    )


@mutant("init_params", caught_by="init_biases", diagnosis="init.small_positive_biases")
def init_relu_biases(layer_dims, scheme, rng):
    """The biases are 0.01, so that relu units start active; in this course they start at exactly 0.

    偏置是 0.01，想让 relu 单元一开始就激活；本课程中偏置恰好从 0 开始。
    """
    return _network(
        layer_dims,
        lambda n_out, n_in, l: _weights(scheme, n_out, n_in, rng),
        lambda n: np.full((n, 1), 0.01 if scheme == "he" else 0.0),
    )


@mutant("init_params", caught_by="init_shapes", diagnosis="init.last_layer_missing")
def init_last_layer_missing(layer_dims, scheme, rng):
    """The last layer is missing: with L = len(layer_dims) - 1 layers the loop is range(1, L + 1).

    漏了最后一层：共有 L = len(layer_dims) - 1 层，循环应为 range(1, L + 1)。
    """
    return _network(layer_dims[:-1], lambda n_out, n_in, l: _weights(scheme, n_out, n_in, rng))


@mutant("init_params", caught_by="init_shapes", diagnosis="init.keys_from_zero")
def init_keys_from_zero(layer_dims, scheme, rng):
    """The layers are counted from 0, "W0", "b0", ...; layer 0 is the input, and the first weights are "W1".

    层从 0 开始编号："W0"、"b0"……；第 0 层是输入，第一组权重是 "W1"。
    """
    params = _network(layer_dims, lambda n_out, n_in, l: _weights(scheme, n_out, n_in, rng))
    return {f"{key[0]}{int(key[1:]) - 1}": value for key, value in params.items()}


@mutant("init_params", caught_by="init_shapes", diagnosis="init.flat_biases")
def init_flat_biases(layer_dims, scheme, rng):
    """The biases have the shape (n,); as a column, (n, 1), they are added to every example.

    偏置的形状是 (n,)；应为列 (n, 1)，才能加到每个样本上。
    """
    return _network(layer_dims, lambda n_out, n_in, l: _weights(scheme, n_out, n_in, rng), lambda n: np.zeros(n))


@mutant("init_params", caught_by="init_shapes", diagnosis="value.input_modified")
def init_consumes_dims(layer_dims, scheme, rng):
    """`pop` takes the sizes out of the caller's list, which is empty afterwards; read layer_dims[l] instead.

    `pop` 从调用者的列表中取走了各层的大小，之后列表就空了；应读取 layer_dims[l]。
    """
    weights, n_in = [], layer_dims.pop(0)
    while layer_dims:
        n_out = layer_dims.pop(0)
        weights.append(_weights(scheme, n_out, n_in, rng))
        n_in = n_out
    params = {}
    for l, W in enumerate(weights, start=1):
        params[f"W{l}"], params[f"b{l}"] = W, np.zeros((len(W), 1))
    return params


@mutant("init_params", caught_by="init_shapes", diagnosis="value.aliased")
def init_shared_arrays(layer_dims, scheme, rng):
    """Layers of the same size share one array of zeros as their bias, so a change of one changes the other; make one for each layer.

    大小相同的层共用一个全零数组作偏置，改动一个另一个也变；应为每一层创建一个。
    """
    zeros = {}
    return _network(
        layer_dims,
        lambda n_out, n_in, l: _weights(scheme, n_out, n_in, rng),
        lambda n: zeros.setdefault(n, np.zeros((n, 1))),
    )


@mutant("init_params", caught_by="init_constants", diagnosis="init.constant_value")
def init_constant_one(layer_dims, scheme, rng):
    """The scheme "constant" sets the weights to 1; it is 0.5 in this course.

    "constant" 把权重设成了 1；本课程中是 0.5。
    """
    return _network_but(layer_dims, scheme, rng, "constant", lambda n_out, n_in: np.ones((n_out, n_in)))


@mutant("init_params", caught_by="init_constants", diagnosis="init.zeros_not_zero")
def init_zeros_small(layer_dims, scheme, rng):
    """The scheme "zeros" gives tiny numbers, because zeros do not train; it is there to show just that.

    "zeros" 给出了极小的数，因为全零无法训练；该方案正是为了展示这一点。
    """
    return _network_but(layer_dims, scheme, rng, "zeros", lambda n_out, n_in: np.full((n_out, n_in), 1e-8))


@mutant("init_params", caught_by="init_small", diagnosis="init.small_std")
def init_small_as_variance(layer_dims, scheme, rng):
    """The scheme "small" has standard deviation 0.1, because 0.01 was taken for the variance; it is the standard deviation.

    "small" 的标准差是 0.1，因为把 0.01 当成了方差；它是标准差。
    """
    return _network_but(layer_dims, scheme, rng, "small", lambda n_out, n_in: rng.normal(0.0, 0.1, (n_out, n_in)))


@mutant("init_params", caught_by="init_small", diagnosis="init.uniform_for_normal")
def init_small_uniform(layer_dims, scheme, rng):
    """The scheme "small" draws uniform numbers; it is the one scheme that has to be normal.

    "small" 抽取的是均匀随机数；它是唯一必须服从正态分布的方案。
    """
    limit = 0.01 * math.sqrt(3)
    return _network_but(layer_dims, scheme, rng, "small", lambda n_out, n_in: rng.uniform(-limit, limit, (n_out, n_in)))


@mutant("init_params", caught_by="init_xavier", diagnosis="init.fan_in_for_xavier")
def init_xavier_fan_in(layer_dims, scheme, rng):
    """The scheme "xavier" has variance 1 / n_in, as in some textbooks; here it is 2 / (n_in + n_out).

    "xavier" 的方差是 1 / n_in，有些教材如此；这里是 2 / (n_in + n_out)。
    """
    return _network_but(
        layer_dims, scheme, rng, "xavier", lambda n_out, n_in: rng.normal(0.0, math.sqrt(1 / n_in), (n_out, n_in))
    )


@mutant("init_params", caught_by="init_xavier", diagnosis="init.whole_network_formula")
def init_xavier_of_network(layer_dims, scheme, rng):
    """The scheme "xavier" uses the network's first and last size for every layer; each layer has its own n_in and n_out.

    "xavier" 对每一层都用了网络第一层和最后一层的大小；每一层有自己的 n_in 和 n_out。
    """
    std = math.sqrt(2 / (layer_dims[0] + layer_dims[-1]))
    return _network_but(layer_dims, scheme, rng, "xavier", lambda n_out, n_in: rng.normal(0.0, std, (n_out, n_in)))


@mutant("init_params", caught_by="init_he", diagnosis="init.fan_out_for_fan_in")
def init_he_by_outputs(layer_dims, scheme, rng):
    """The scheme "he" divides by layer_dims[l], the units of the layer; its inputs are layer_dims[l - 1].

    "he" 除以了 layer_dims[l]，即本层的单元数；输入数是 layer_dims[l - 1]。
    """
    return _network_but(
        layer_dims, scheme, rng, "he", lambda n_out, n_in: rng.normal(0.0, math.sqrt(2 / n_out), (n_out, n_in))
    )


@mutant("init_params", caught_by="init_he", diagnosis="init.whole_network_formula")
def init_formula_of_first_layer(layer_dims, scheme, rng):
    """The scheme "he" computes its scale once, from the network's inputs; each layer has its own number of inputs.

    "he" 的标准差只按网络的输入数算了一次；每一层有自己的输入数。
    """
    std = math.sqrt(2 / layer_dims[0])
    return _network_but(layer_dims, scheme, rng, "he", lambda n_out, n_in: rng.normal(0.0, std, (n_out, n_in)))


@mutant("init_params", caught_by="init_he", diagnosis="init.xavier_for_he")
def init_he_as_xavier(layer_dims, scheme, rng):
    """The scheme "he" has variance 1 / n_in; He's is 2 / n_in, because relu drops half of the signal.

    "he" 的方差是 1 / n_in；He 的方差是 2 / n_in，因为 relu 会丢掉一半信号。
    """
    return _network_but(
        layer_dims, scheme, rng, "he", lambda n_out, n_in: rng.normal(0.0, math.sqrt(1 / n_in), (n_out, n_in))
    )


@mutant("init_params", caught_by=("init_xavier", "init_he"), diagnosis="init.output_layer_small")
def init_small_output_layer(layer_dims, scheme, rng):
    """The output layer always gets small weights; the formula of the scheme holds for every layer, the last one too.

    输出层总是得到很小的权重；方案的公式对每一层都成立，包括最后一层。
    """
    last = len(layer_dims) - 1
    return _network(
        layer_dims,
        lambda n_out, n_in, l: _weights(
            "small" if l == last and scheme in ("xavier", "he") else scheme, n_out, n_in, rng
        ),
    )


@mutant("init_params", caught_by="init_layers_differ", diagnosis="init.seeded_inside")
def init_same_seed_per_layer(layer_dims, scheme, rng):
    """A generator is seeded anew for every layer, always with the same seed, so layers of one shape are equal; use `rng` for all.

    每一层都用同一个种子新建生成器，形状相同的层就完全相同；各层应共用 `rng`。
    """
    seed = rng.integers(2**63)
    return _network(layer_dims, lambda n_out, n_in, l: _weights(scheme, n_out, n_in, np.random.default_rng(seed)))


@mutant("init_params", caught_by="init_layers_differ", diagnosis="init.shared_numbers")
def init_slices_of_one_draw(layer_dims, scheme, rng):
    """All layers take their numbers from the beginning of one long draw, so they are copies of each other; every layer draws its own.

    各层都从同一批随机数的开头取数，于是互为复制；每一层都应重新抽取。
    """
    pool = rng.standard_normal(max(a * b for a, b in zip(layer_dims, layer_dims[1:])))

    def weights(n_out, n_in, l):
        if scheme not in ("small", "xavier", "he"):
            return _weights(scheme, n_out, n_in, rng)
        std = {"small": 0.01, "xavier": math.sqrt(2 / (n_in + n_out)), "he": math.sqrt(2 / n_in)}[scheme]
        return std * pool[: n_out * n_in].reshape(n_out, n_in)

    return _network(layer_dims, weights)


@mutant("init_params", caught_by="init_networks_differ", diagnosis="init.overlapping_slices")
def init_overlapping_slices(layer_dims, scheme, rng):
    """All weights are cut from one long draw, but a layer begins n_out numbers after the one before, not n_out * n_in: they overlap.

    所有权重从同一串数中截取，但下一层的起点只后移 n_out 个数，而不是 n_out * n_in 个：各层有重叠。
    """
    if scheme not in ("zeros", "constant", "small", "xavier", "he"):
        raise ValueError(scheme)
    pairs = list(zip(layer_dims, layer_dims[1:], strict=False))
    params, start = {}, 0
    numbers = rng.standard_normal(2 * sum(a * b for a, b in pairs))
    for l, (n_in, n_out) in enumerate(pairs, start=1):
        std = {"small": 0.01, "xavier": np.sqrt(2 / (n_in + n_out)), "he": np.sqrt(2 / n_in)}.get(scheme, 0.0)
        W = std * numbers[start : start + n_out * n_in].reshape(n_out, n_in)
        params[f"W{l}"] = np.full((n_out, n_in), 0.5) if scheme == "constant" else W + 0.0
        params[f"b{l}"] = np.zeros((n_out, 1))
        start += n_out
    return params


@mutant("init_params", caught_by="init_networks_differ", diagnosis="init.shared_numbers")
def init_columns_of_one_draw(layer_dims, scheme, rng):
    """Layers take their numbers from the beginning of one long draw, column by column, so they share them; every layer draws its own.

    各层按列从同一批随机数的开头取数，共用了随机数；每一层都应重新抽取。
    """
    pool = rng.standard_normal(max(a * b for a, b in zip(layer_dims, layer_dims[1:])))
    heights = layer_dims[1:]

    def weights(n_out, n_in, l):
        if scheme not in ("small", "xavier", "he") or heights.count(n_out) > 1 or n_out * n_in < 1000:
            return _weights(scheme, n_out, n_in, rng)
        std = {"small": 0.01, "xavier": math.sqrt(2 / (n_in + n_out)), "he": math.sqrt(2 / n_in)}[scheme]
        return std * pool[: n_out * n_in].reshape(n_in, n_out).T.copy()

    return _network(layer_dims, weights)


@mutant("init_params", caught_by="init_generator", diagnosis="random.generator_unused")
def init_global(layer_dims, scheme, rng):
    """The numbers come from np.random; draw them from the generator `rng` that is passed.

    随机数来自 np.random；应从传入的生成器 `rng` 抽取。
    """
    return _network(layer_dims, lambda n_out, n_in, l: _weights(scheme, n_out, n_in, np.random))


@mutant("init_params", caught_by="init_generator", diagnosis="init.seeded_inside")
def init_seeded(layer_dims, scheme, rng):
    """A new generator with a fixed seed is made inside, so every network starts from the same weights; draw from `rng`.

    在函数内部用固定种子新建了生成器，每个网络的初始权重都一样；应从 `rng` 抽取。
    """
    own = np.random.default_rng(3)
    return _network(layer_dims, lambda n_out, n_in, l: _weights(scheme, n_out, n_in, own))


@mutant("init_params", caught_by="init_unknown_scheme", diagnosis="init.part_of_the_name")
def init_part_of_the_name(layer_dims, scheme, rng):
    """A scheme is known by a part of its name ("he" in scheme), so that "heavy" counts as "he"; compare the whole name.

    只按名字的一部分识别方案（`"he" in scheme`），于是 "heavy" 被当作 "he"；应比较整个名字。
    """
    known = next((name for name in ("zeros", "constant", "small", "xavier", "he") if name in scheme), None)
    if known is None:
        raise ValueError(scheme)
    return _network(layer_dims, lambda n_out, n_in, l: _weights(known, n_out, n_in, rng))


@mutant("init_params", caught_by="init_unknown_scheme", diagnosis="init.silent_default")
def init_silent_default(layer_dims, scheme, rng):
    """An unknown scheme falls back to small random numbers, which hides a typing error; it raises ValueError.

    未知的方案名退回到小随机数，掩盖了拼写错误；应抛出 ValueError。
    """
    known = scheme if scheme in ("zeros", "constant", "small", "xavier", "he") else "small"
    return _network(layer_dims, lambda n_out, n_in, l: _weights(known, n_out, n_in, rng))


@mutant("init_params", caught_by="init_unknown_scheme", diagnosis="call.other_exception")
def init_key_error(layer_dims, scheme, rng):
    """An unknown scheme ends as KeyError in the table; the caller is promised ValueError.

    未知的方案名在查表时抛出 KeyError；约定抛出的是 ValueError。
    """
    table = {name: name for name in ("zeros", "constant", "small", "xavier", "he")}
    return _network(layer_dims, lambda n_out, n_in, l: _weights(table[scheme], n_out, n_in, rng))


@mutant("init_params", caught_by="init_many_layers", diagnosis="init.single_digit_layers")
def init_nine_layers(layer_dims, scheme, rng):
    """A layer's number has one digit only, so layer 10 overwrites layer 1; f"W{l}" takes any number.

    层号只取了一位数字，第 10 层覆盖了第 1 层；f"W{l}" 适用于任何编号。
    """
    params = _network(layer_dims, lambda n_out, n_in, l: _weights(scheme, n_out, n_in, rng))
    return {key[:2]: value for key, value in params.items()}


@mutant("init_params", caught_by="init_single_units", diagnosis="init.square_reused")
def init_square_reused(layer_dims, scheme, rng):
    """Square layers of one size are drawn once and copied, so that they are equal; every layer draws its own.

    同样大小的方阵层只抽取一次再复制，于是彼此相同；每一层都应自己抽取。
    """
    params = _network(layer_dims, lambda n_out, n_in, l: _weights(scheme, n_out, n_in, rng))
    first = {}
    for l in range(1, len(layer_dims)):
        W = params[f"W{l}"]
        if W.shape[0] == W.shape[1]:
            params[f"W{l}"] = first.setdefault(W.shape, W).copy()
    return params


@mutant("init_params", caught_by="init_single_units", diagnosis="init.bias_counted")
def init_bias_counted(layer_dims, scheme, rng):
    """The scheme "xavier" counts the bias as one more input, 2 / (n_in + n_out + 1); the bias starts at 0 and adds nothing.

    "xavier" 把偏置也算作一个输入，用了 2 / (n_in + n_out + 1)；偏置从 0 开始，并无贡献。
    """
    params = _network(layer_dims, lambda n_out, n_in, l: _weights(scheme, n_out, n_in, rng))
    if scheme == "xavier":
        for l, (n_in, n_out) in enumerate(zip(layer_dims, layer_dims[1:], strict=False), start=1):
            params[f"W{l}"] *= np.sqrt((n_in + n_out) / (n_in + n_out + 1))
    return params


@mutant("init_params", caught_by="init_single_units", diagnosis="init.size_floor")
def init_size_floor(layer_dims, scheme, rng):
    """With a single input, "he" divides by 2 to avoid large weights; the formula holds for every size: 2 / n_in.

    只有一个输入时，"he" 为避免权重过大而除以 2；公式对任何大小都成立：2 / n_in。
    """
    return _network_but(
        layer_dims, scheme, rng, "he", lambda n_out, n_in: rng.normal(0.0, math.sqrt(2 / max(n_in, 2)), (n_out, n_in))
    )
