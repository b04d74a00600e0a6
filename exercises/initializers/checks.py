"""Public checks of the initialisers.

Random results are judged on fixed, very non-square shapes, where the usual wrong formulas differ from the right one by at
least 29 % of the variance. Decisions have a false-alarm bound of 1e-18 (`grader.checking.expect_statistics`).
"""

import numpy as np

from grader.checking import check, choices, expect, figures, fixed_rng, given, layer_dims, sizes
from grader.numerics.distributions import FAMILIES
from grader.numerics.statistics import distribution_decision, tail_decision

SHAPES = ((400, 150), (150, 400))

# Rows and columns of at least 160 entries, so that one copied row or column is seen; 1.65 : 1, so that rank is judged.
OBLONG = (170, 280)

# What no draw may leave out: a single weight, a single row, a single column, both orientations, a square.
SIZES = [{"n_out": o, "n_in": i} for o, i in ((1, 1), (1, 6), (6, 1), (4, 7), (7, 4), (5, 5))]


# Of the numbers of one array, how many may occur in another one that was drawn independently. Even in float32 (24 bits)
# more than half of them do with probability below 1e-80, from 30 entries on.
MOST_SHARED = 0.5


def draw(function, shapes, *between, key):
    """Call an initialiser once per shape, with a generator of its own each time."""
    return [function(*shape, *between, fixed_rng(key, number)) for number, shape in enumerate(shapes)]


def signal(draws, formula, activation):
    """A picture of a signal on its way through 12 layers of the student's weights, and of right ones beside them."""
    rights = [fixed_rng(15, n).standard_normal(W.shape) * np.sqrt(formula(*W.shape)) for n, W in enumerate(draws)]
    got = wanted = fixed_rng(13).standard_normal((draws[0].shape[1], 8))
    got_sizes, wanted_sizes = [], []
    for layer in range(12):
        # The same draw comes back after a few layers; with its inputs in another order it is a new one.
        order = fixed_rng(14, layer).permutation(len(got))
        got, wanted = (activation(side[layer % len(side)] @ A[order]) for side, A in ((draws, got), (rights, wanted)))
        got_sizes.append(np.sqrt(np.mean(got**2)))
        wanted_sizes.append(np.sqrt(np.mean(wanted**2)))
    return figures.profile({"": got_sizes}, {"": wanted_sizes})


def relu(Z):
    return np.maximum(Z, 0.0)


def judge_size(draws, formula, activation=None):
    """Mean 0 and the stated variance. With the activation that the weights are meant for, a failure shows what becomes of a signal."""
    if activation is not None:
        expect.figure(signal, draws, formula, activation)
    expect.mean_zero(draws, formula)
    expect.variance(draws, formula)


def judge_not_normalised(function, *between, key):
    """Entries that were divided by their own size, as a whole or row by row or column by column, always have the same size.

    Two weights in one row, or in one column, show it: each of those divisions gives them a fixed sum of squares.
    """
    for shape in ((1, 2), (2, 1)):
        first, second = (float(np.sum(weights**2)) for weights in draw(function, [shape] * 2, *between, key=key))
        # Two independent sums are as near as that with probability 1e-13; normalised ones agree to rounding.
        same = abs(first - second) <= 1e-13 * (first + second)
        expect.that(not same, "init.normalised", n_out=shape[0], n_in=shape[1], got=expect.shown(first))


def judge_generator(student, call):
    """Only the generator that was passed matters, and it moves on. `call(rng)` calls an initialiser, whose last argument is `rng`."""
    first = call(fixed_rng(11))
    expect.generator_used(student)
    continued = fixed_rng(11)
    continued.bit_generator.state = student.last.generators[len(student.last.arguments) - 1]
    # Decompositions may round differently from one address to another, so equal means equal to 1e-9.
    expect.close(call(fixed_rng(11)), first, code="init.not_repeatable")
    again = call(continued)
    expect.that(not np.array_equal(again, first), "init.same_again", what="two calls on one generator")
    shared = float(np.isin(again, first).mean())
    expect.that(shared <= MOST_SHARED, "init.shared_numbers", what="two calls on one generator", share=f"{shared:.0%}")
    expect.that(not np.array_equal(call(fixed_rng(12)), first), "init.same_again", what="two different generators")


def judge_family(draws, formula):
    """The entries of every draw follow one of the distributions that count: normal, uniform, or a truncated normal."""
    for draw in draws:
        one, variance = [draw], [formula(*draw.shape)]
        fits = any(
            distribution_decision(one, family, variance).ok and tail_decision(one, family, variance).ok
            for family in FAMILIES
        )
        expect.that(fits, "init.no_family")


def constant_variance(std):
    """The formula of a variance that does not depend on the sizes."""
    return lambda n_out, n_in: std**2


def xavier_variance(n_out, n_in):
    """2 / (n_in + n_out)."""
    return 2 / (n_in + n_out)


def fan_in_variance(n_out, n_in):
    """1 / n_in."""
    return 1 / n_in


def he_variance_formula(n_out, n_in):
    """2 / n_in."""
    return 2 / n_in


# --- constant ---


VALUES = [{**size, "value": -2.75} for size in SIZES]


@check(points=1)
@given(
    n_out=sizes(1, 12),
    n_in=sizes(1, 12),
    value=choices(0.0, 0.5, 1.0, -2.75, 1e-3),
    count=4,
    examples=VALUES,
)
def constant_shape(student, n_out, n_in, value):
    """constant returns an (n_out, n_in) array of float64 for any layer.

    对任意大小的层，constant 都返回一个 (n_out, n_in) 的 float64 数组。
    """
    student.constant(n_out, n_in, value)


@check(points=1, after="constant_shape")
@given(
    n_out=sizes(1, 12),
    n_in=sizes(1, 12),
    value=choices(0.0, 0.5, 1.0, -2.75, 1e-3),
    count=6,
    examples=VALUES,
)
def constant_values(student, n_out, n_in, value):
    """Every entry of constant is the given value, exactly.

    constant 的每个元素都恰好等于给定的值。
    """
    expect.same(student.constant(n_out, n_in, value), np.full((n_out, n_in), value))


@check(points=1, after="constant_shape", function="constant")
def constant_fresh(student):
    """constant returns a new array every time, one that can be written to.

    constant 每次都返回可以写入的新数组。
    """
    for n_out, n_in in ((4, 7), (4, 7), (1, 1), (1, 1)):  # twice: the first array must not be handed out again
        student.constant(n_out, n_in, -2.75)
        expect.fresh(student)


# --- normal ---


@check(points=1)
@given(
    n_out=sizes(1, 30),
    n_in=sizes(1, 30),
    std=choices(0.01, 0.1, 1.0, 7.5),
    count=6,
    examples=[{**size, "std": 0.1} for size in SIZES],
)
def normal_shape(student, n_out, n_in, std):
    """normal returns a new (n_out, n_in) array for any layer.

    对任意大小的层，normal 都返回一个新的 (n_out, n_in) 数组。
    """
    student.normal(n_out, n_in, std, fixed_rng(n_out, n_in))
    expect.fresh(student)
    student.normal(1, 1, std, fixed_rng(n_out))


@check(points=2, after="normal_shape")
def normal_size(student):
    """normal draws entries of mean 0 and the given standard deviation.

    normal 抽取的元素均值为 0，标准差等于给定值。
    """
    judge_size(draw(student.normal, SHAPES, 0.01, key=21), constant_variance(0.01))
    judge_size(draw(student.normal, SHAPES, 2.5, key=22), constant_variance(2.5))


@check(points=1, after="normal_size")
def normal_distribution(student):
    """The entries of normal follow a normal distribution.

    normal 的元素服从正态分布。
    """
    expect.distribution(draw(student.normal, SHAPES, 0.3, key=23), "normal", constant_variance(0.3))


@check(points=1, after="normal_shape")
def normal_independent(student):
    """normal draws every entry anew: no two rows, columns or calls share numbers.

    normal 的每个元素都独立抽取：任意两行、两列或两次调用都不共用数字。
    """
    expect.independent(draw(student.normal, [OBLONG] * 2, 0.01, key=24))
    judge_not_normalised(student.normal, 0.01, key=24)


@check(points=1, after="normal_shape", function="normal")
def normal_generator(student):
    """normal draws from the generator that it is given: equal generators give equal weights, and a second call new ones.

    normal 只从传入的生成器抽取：状态相同则权重相同，再次调用则得到新的权重。
    """
    judge_generator(student, lambda rng: student.normal(6, 5, 0.01, rng))


# --- xavier_normal ---


@check(points=1)
@given(n_out=sizes(1, 30), n_in=sizes(1, 30), count=6, examples=SIZES)
def xavier_normal_shape(student, n_out, n_in):
    """xavier_normal returns a new (n_out, n_in) array for any layer.

    对任意大小的层，xavier_normal 都返回一个新的 (n_out, n_in) 数组。
    """
    student.xavier_normal(n_out, n_in, fixed_rng(n_out, n_in))
    expect.fresh(student)
    student.xavier_normal(1, 1, fixed_rng(n_out))


@check(points=2, after="xavier_normal_shape")
def xavier_normal_variance(student):
    """xavier_normal gives the weights mean 0 and variance 2 / (n_in + n_out).

    xavier_normal 的权重均值为 0，方差为 2 / (n_in + n_out)。
    """
    judge_size(draw(student.xavier_normal, SHAPES * 2, key=31), xavier_variance, np.tanh)


@check(points=1, after="xavier_normal_variance")
def xavier_normal_distribution(student):
    """The weights of xavier_normal follow a normal distribution.

    xavier_normal 的权重服从正态分布。
    """
    expect.distribution(draw(student.xavier_normal, SHAPES, key=32), "normal", xavier_variance)


@check(points=1, after="xavier_normal_shape")
def xavier_normal_independent(student):
    """xavier_normal draws every entry anew: no two rows, columns or calls share numbers.

    xavier_normal 的每个元素都独立抽取：任意两行、两列或两次调用都不共用数字。
    """
    expect.independent(draw(student.xavier_normal, [OBLONG] * 2, key=33))
    judge_not_normalised(student.xavier_normal, key=33)


@check(points=1, after="xavier_normal_shape", function="xavier_normal")
def xavier_normal_generator(student):
    """xavier_normal draws from the generator that it is given: equal generators give equal weights, and a second call new ones.

    xavier_normal 只从传入的生成器抽取：状态相同则权重相同，再次调用则得到新的权重。
    """
    judge_generator(student, lambda rng: student.xavier_normal(6, 5, rng))


# --- xavier_uniform ---


@check(points=1)
@given(n_out=sizes(1, 30), n_in=sizes(1, 30), count=6, examples=SIZES)
def xavier_uniform_shape(student, n_out, n_in):
    """xavier_uniform returns a new (n_out, n_in) array for any layer.

    对任意大小的层，xavier_uniform 都返回一个新的 (n_out, n_in) 数组。
    """
    student.xavier_uniform(n_out, n_in, fixed_rng(n_out, n_in))
    expect.fresh(student)
    student.xavier_uniform(1, 1, fixed_rng(n_out))


@check(points=2, after="xavier_uniform_shape")
def xavier_uniform_variance(student):
    """xavier_uniform gives the weights mean 0 and variance 2 / (n_in + n_out).

    xavier_uniform 的权重均值为 0，方差为 2 / (n_in + n_out)。
    """
    judge_size(draw(student.xavier_uniform, SHAPES * 2, key=41), xavier_variance, np.tanh)


@check(points=1, after="xavier_uniform_variance")
def xavier_uniform_distribution(student):
    """The weights of xavier_uniform follow a uniform distribution.

    xavier_uniform 的权重服从均匀分布。
    """
    expect.distribution(draw(student.xavier_uniform, SHAPES, key=42), "uniform", xavier_variance)


@check(points=1, after="xavier_uniform_shape")
def xavier_uniform_independent(student):
    """xavier_uniform draws every entry anew: no two rows, columns or calls share numbers.

    xavier_uniform 的每个元素都独立抽取：任意两行、两列或两次调用都不共用数字。
    """
    expect.independent(draw(student.xavier_uniform, [OBLONG] * 2, key=43))
    judge_not_normalised(student.xavier_uniform, key=43)


@check(points=1, after="xavier_uniform_shape", function="xavier_uniform")
def xavier_uniform_generator(student):
    """xavier_uniform draws from the generator that it is given: equal generators give equal weights, and a second call new ones.

    xavier_uniform 只从传入的生成器抽取：状态相同则权重相同，再次调用则得到新的权重。
    """
    judge_generator(student, lambda rng: student.xavier_uniform(6, 5, rng))


# --- xavier_fan_in ---


@check(points=1)
@given(n_out=sizes(1, 30), n_in=sizes(1, 30), count=6, examples=SIZES)
def xavier_fan_in_shape(student, n_out, n_in):
    """xavier_fan_in returns a new (n_out, n_in) array for any layer.

    对任意大小的层，xavier_fan_in 都返回一个新的 (n_out, n_in) 数组。
    """
    student.xavier_fan_in(n_out, n_in, fixed_rng(n_out, n_in))
    expect.fresh(student)
    student.xavier_fan_in(1, 1, fixed_rng(n_out))


@check(points=2, after="xavier_fan_in_shape")
def xavier_fan_in_variance(student):
    """xavier_fan_in gives the weights mean 0 and variance 1 / n_in.

    xavier_fan_in 的权重均值为 0，方差为 1 / n_in。
    """
    judge_size(draw(student.xavier_fan_in, SHAPES * 2, key=51), fan_in_variance, np.tanh)


@check(points=1, after="xavier_fan_in_variance")
def xavier_fan_in_distribution(student):
    """The weights of xavier_fan_in follow a normal, a uniform or a truncated normal distribution, whichever you choose.

    xavier_fan_in 的权重服从正态分布、均匀分布或截断正态分布，任选一种。
    """
    judge_family(draw(student.xavier_fan_in, SHAPES, key=53), fan_in_variance)


@check(points=1, after="xavier_fan_in_shape")
def xavier_fan_in_independent(student):
    """xavier_fan_in draws every entry anew: no two rows, columns or calls share numbers.

    xavier_fan_in 的每个元素都独立抽取：任意两行、两列或两次调用都不共用数字。
    """
    expect.independent(draw(student.xavier_fan_in, [OBLONG] * 2, key=52))
    judge_not_normalised(student.xavier_fan_in, key=52)


@check(points=1, after="xavier_fan_in_shape", function="xavier_fan_in")
def xavier_fan_in_generator(student):
    """xavier_fan_in draws from the generator that it is given: equal generators give equal weights, and a second call new ones.

    xavier_fan_in 只从传入的生成器抽取：状态相同则权重相同，再次调用则得到新的权重。
    """
    judge_generator(student, lambda rng: student.xavier_fan_in(6, 5, rng))


# --- he_normal ---


@check(points=1)
@given(n_out=sizes(1, 30), n_in=sizes(1, 30), count=6, examples=SIZES)
def he_shape(student, n_out, n_in):
    """he_normal returns a new (n_out, n_in) array for any layer.

    对任意大小的层，he_normal 都返回一个新的 (n_out, n_in) 数组。
    """
    student.he_normal(n_out, n_in, fixed_rng(n_out, n_in))
    expect.fresh(student)
    student.he_normal(1, 1, fixed_rng(n_out))


@check(points=2, after="he_shape")
def he_variance(student):
    """he_normal gives the weights mean 0 and variance 2 / n_in.

    he_normal 的权重均值为 0，方差为 2 / n_in。
    """
    judge_size(draw(student.he_normal, SHAPES * 2, key=61), he_variance_formula, relu)


@check(points=1, after="he_variance")
def he_distribution(student):
    """The weights of he_normal follow a normal distribution.

    he_normal 的权重服从正态分布。
    """
    expect.distribution(draw(student.he_normal, SHAPES, key=62), "normal", he_variance_formula)


@check(points=1, after="he_shape")
def he_independent(student):
    """he_normal draws every entry anew: no two rows, columns or calls share numbers.

    he_normal 的每个元素都独立抽取：任意两行、两列或两次调用都不共用数字。
    """
    expect.independent(draw(student.he_normal, [OBLONG] * 2, key=63))
    judge_not_normalised(student.he_normal, key=63)


@check(points=1, after="he_shape", function="he_normal")
def he_generator(student):
    """he_normal draws from the generator that it is given: equal generators give equal weights, and a second call new ones.

    he_normal 只从传入的生成器抽取：状态相同则权重相同，再次调用则得到新的权重。
    """
    judge_generator(student, lambda rng: student.he_normal(6, 5, rng))


# --- truncated_normal ---


@check(points=1, bonus=True)
@given(
    n_out=sizes(1, 30),
    n_in=sizes(1, 30),
    std=choices(0.01, 0.1, 1.0, 7.5),
    count=6,
    examples=[{**size, "std": 0.1} for size in SIZES],
)
def truncated_shape(student, n_out, n_in, std):
    """truncated_normal returns a new (n_out, n_in) array for any layer.

    对任意大小的层，truncated_normal 都返回一个新的 (n_out, n_in) 数组。
    """
    student.truncated_normal(n_out, n_in, std, fixed_rng(n_out, n_in))
    expect.fresh(student)
    student.truncated_normal(1, 1, std, fixed_rng(n_out))


@check(points=2, bonus=True, after="truncated_shape")
def truncated_size(student):
    """After truncation the entries have mean 0 and exactly the given standard deviation.

    截断之后，元素的均值为 0，标准差恰好等于给定值。
    """
    judge_size(draw(student.truncated_normal, SHAPES, 0.05, key=71), constant_variance(0.05))


@check(points=2, bonus=True, after="truncated_size")
def truncated_distribution(student):
    """The entries follow a normal distribution that ends at two of its standard deviations: cut off, not clipped.

    元素服从在两个（截断前的）标准差处截断的正态分布：超出的部分重新抽取，而不是压到边界上。
    """
    # 240 000 entries: clipping at two standard deviations is a distance of 0.011, and 0.0094 is what chance can do.
    draws = draw(student.truncated_normal, SHAPES * 2, 1.5, key=72)
    expect.distribution(draws, "truncated_normal", constant_variance(1.5))


@check(points=1, bonus=True, after="truncated_shape")
def truncated_independent(student):
    """truncated_normal draws every entry anew: no two rows, columns or calls share numbers.

    truncated_normal 的每个元素都独立抽取：任意两行、两列或两次调用都不共用数字。
    """
    expect.independent(draw(student.truncated_normal, [OBLONG] * 2, 1.0, key=73))
    judge_not_normalised(student.truncated_normal, 1.0, key=73)


@check(points=1, bonus=True, after="truncated_shape", function="truncated_normal")
def truncated_generator(student):
    """truncated_normal draws from the generator that it is given: equal generators give equal weights, a second call new ones.

    truncated_normal 只从传入的生成器抽取：状态相同则权重相同，再次调用则得到新的权重。
    """
    judge_generator(student, lambda rng: student.truncated_normal(6, 5, 0.7, rng))


# --- orthogonal ---

# Classical Gram-Schmidt of a badly conditioned square matrix loses 1e-16 times its condition number squared, which is
# 1e-8 in a bad case; wrong results are off by 0.01 and more.
ORTHONORMAL_TOLERANCE = 1e-6


def judge_orthonormal(matrix):
    """The rows, or the columns where they are fewer, are orthonormal."""
    n_out, n_in = matrix.shape
    what, vectors = ("rows", matrix) if n_out <= n_in else ("columns", matrix.T)
    # G = V V^T must be I         (k, n) @ (n, k)
    gram = vectors @ vectors.T
    off = np.abs(gram - np.eye(len(gram)))
    if off.max() > ORTHONORMAL_TOLERANCE:
        index = tuple(int(i) for i in np.unravel_index(off.argmax(), off.shape))
        got, wanted = f"{gram[index]:.6g}", str(int(index[0] == index[1]))
        expect.that(False, "orthogonal.not_orthonormal", what=what, index=str(list(index)), got=got, wanted=wanted)


@check(points=2, bonus=True)
@given(n_out=sizes(1, 12), n_in=sizes(1, 12), count=12, examples=SIZES)
def orthogonal_orthonormal(student, n_out, n_in):
    """orthogonal returns orthonormal rows or columns, whichever are fewer.

    orthogonal 返回的矩阵，行与列中较少的一方是标准正交的。
    """
    judge_orthonormal(student.orthogonal(n_out, n_in, fixed_rng(n_out, n_in)))
    expect.fresh(student)


@check(points=2, bonus=True, after="orthogonal_orthonormal")
def orthogonal_determinant(student):
    """A square result is a rotation or a reflection, each half of the time; a 1x1 result is 1 or -1.

    方阵的结果一半时候是旋转，一半时候是反射；1x1 的结果是 1 或 -1。
    """
    # 61 equal signs are the fewest that cannot be chance at 1e-18.
    for n in (1, 2, 3):
        draws = draw(student.orthogonal, [(n, n)] * 64, key=80 + n)
        positive = sum(np.linalg.det(matrix) > 0 for matrix in draws)
        expect.proportion(int(positive), len(draws), 0.5, what=f"determinants of {n}x{n} results that are positive")


@check(points=2, bonus=True, after="orthogonal_orthonormal")
def orthogonal_flips(student):
    """No entry prefers a sign: flipping a row or a column gives a result that is just as likely.

    任何元素都不偏好某个符号：翻转一行或一列的符号，得到的结果同样可能。
    """
    for shape in ((3, 2), (2, 3)):
        draws = np.array(draw(student.orthogonal, [shape] * 64, key=85))
        for i, j in np.ndindex(shape):
            positive = int(np.count_nonzero(draws[:, i, j] > 0))
            expect.proportion(positive, len(draws), 0.5, what=f"results whose entry [{i}, {j}] is positive")


@check(points=1, bonus=True, after="orthogonal_orthonormal", function="orthogonal")
def orthogonal_generator(student):
    """orthogonal draws from the generator that it is given: equal generators give equal weights, and a second call new ones.

    orthogonal 只从传入的生成器抽取：状态相同则权重相同，再次调用则得到新的权重。
    """
    judge_generator(student, lambda rng: student.orthogonal(6, 5, rng))


# --- init_params ---

SCHEMES = ("zeros", "constant", "small", "xavier", "he")

# 98 000 weights per call; sizes that differ from layer to layer tell the layers' formulas apart.
WIDE = (300, 120, 400, 35)


def weights_of(params):
    """The weight arrays in order."""
    return [params[f"W{l}"] for l in range(1, len(params) // 2 + 1)]


def pooled_weights(init_params, scheme, key, calls=3):
    """The weights of several networks of WIDE layers."""
    return [W for k in range(calls) for W in weights_of(init_params(list(WIDE), scheme, fixed_rng(key, k)))]


@check(points=1)
@given(
    dims=layer_dims(1, 4, 7, 1),
    scheme=choices(*SCHEMES),
    count=8,
    examples=[
        {"dims": dims, "scheme": scheme} for dims in ([3, 5, 2, 4], [4, 3], [2, 3, 3], [1, 1]) for scheme in SCHEMES
    ],
)
def init_shapes(student, dims, scheme):
    """init_params returns new arrays W1, b1, ..., WL, bL of the right shapes and leaves layer_dims alone.

    init_params 返回形状正确的新数组 W1, b1, ..., WL, bL，并且不修改 layer_dims。
    """
    student.init_params(dims, scheme, fixed_rng(*dims))
    expect.inputs_unchanged(student)
    expect.fresh(student)


@check(points=1, after="init_shapes")
def init_biases(student):
    """All biases are exactly 0, whatever the scheme.

    不论哪种方案，所有偏置都恰好为 0。
    """
    for scheme in SCHEMES:
        params = student.init_params([4, 6, 5, 3], scheme, fixed_rng(91))
        for name in ("b1", "b2", "b3"):
            got = float(np.abs(params[name]).max())
            expect.that(got == 0.0, "init.bias", name=name, got=f"{got:.4g}")


@check(points=1, after="init_shapes")
def init_constants(student):
    """The scheme "zeros" sets all weights to 0 and "constant" to 0.5, exactly.

    "zeros" 把所有权重设为 0，"constant" 把所有权重设为 0.5，分毫不差。
    """
    for scheme, value in (("zeros", 0.0), ("constant", 0.5)):
        params = student.init_params([4, 6, 5, 3], scheme, fixed_rng(92))
        for name in ("W1", "W2", "W3"):
            expect.same(params[name], np.full(params[name].shape, value), what=name)


@check(points=1, after="init_shapes")
def init_small(student):
    """The scheme "small" draws normal weights of standard deviation 0.01.

    "small" 抽取标准差为 0.01 的正态权重。
    """
    weights = pooled_weights(student.init_params, "small", 93, calls=2)
    judge_size(weights, constant_variance(0.01))
    expect.distribution(weights, "normal", constant_variance(0.01))


@check(points=2, after="init_shapes")
def init_xavier(student):
    """The scheme "xavier" gives the weights of every layer mean 0 and variance 2 / (n_in + n_out), with this layer's sizes.

    "xavier" 使每一层权重的均值为 0、方差为 2 / (n_in + n_out)，其中的大小取自该层。
    """
    weights = pooled_weights(student.init_params, "xavier", 94)
    judge_size(weights, xavier_variance)
    judge_family(weights, xavier_variance)


@check(points=2, after="init_shapes")
def init_he(student):
    """The scheme "he" gives the weights of every layer mean 0 and variance 2 / n_in, with this layer's number of inputs.

    "he" 使每一层权重的均值为 0、方差为 2 / n_in，其中的输入数取自该层。
    """
    weights = pooled_weights(student.init_params, "he", 95)
    judge_size(weights, he_variance_formula)
    judge_family(weights, he_variance_formula)


@check(points=1, after="init_shapes")
def init_layers_differ(student):
    """Every layer of a network gets numbers of its own.

    网络的每一层都有各自独立的随机数。
    """
    for scheme in ("small", "xavier", "he"):
        weights = weights_of(student.init_params([60, 40, 60, 40], scheme, fixed_rng(96)))
        expect.independent(weights, ["W1", "W2", "W3"])


@check(points=1, after="init_shapes", function="init_params")
def init_generator(student):
    """Random schemes draw from the generator that is passed: equal generators give equal weights, and a second call new ones.

    随机方案只从传入的生成器抽取：状态相同则权重相同，再次调用则得到新的权重。
    """
    for scheme in ("small", "xavier", "he"):
        judge_generator(student, lambda rng, scheme=scheme: student.init_params([4, 3], scheme, rng)["W1"])


@check(points=1)
def init_unknown_scheme(student):
    """A scheme that does not exist raises ValueError.

    不存在的方案名会抛出 ValueError。
    """
    for scheme in ("bogus", "heavy", "xavierish"):  # the last two begin like schemes that exist
        expect.raises(ValueError, student.init_params, [3, 4, 2], scheme, fixed_rng(97))
