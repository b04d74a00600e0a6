"""Public checks of propagation: products, signals forward, gradients backward, and the experiments of the theory.

Wherever an experiment is made, the grader draws the parameters (fixed keys), and the student's functions measure.
"""

import math
from functools import cache

import numpy as np

from grader.checking import check, choices, expect, figures, fixed_array, fixed_rng, given, layer_dims, probe, sizes
from grader.numerics.depth import linear_log_band
from grader.numerics.networks import forward, preactivation_gradients

ACTIVATIONS = ("sigmoid", "tanh", "relu")

# Correct code multiplies or takes a power: at most 2 roundings of 1.1e-16 per layer (measured: 8e-17 per layer for loops,
# powers, identity matrices and exp((depth - 1) ln scale)). One layer too many is 50 %, single precision 1e-8.
ROUNDING_PER_LAYER = 1e-14

# What no draw may leave out: one of everything, one example, several, sizes that all differ, no hidden layer, squares.
NETS = [
    {"dims": dims, "m": m, "activation": name}
    for name in ACTIVATIONS
    for dims, m in (([3, 4, 2, 5], 6), ([4, 2], 3), ([1, 1, 1], 1))
]


# --- material ---


def parameters(dims, *key):
    """Return W1, b1, ..., WL, bL of these sizes; biases are not 0."""
    params = {}
    for l, (n_in, n_out) in enumerate(zip(dims, dims[1:]), start=1):
        params[f"W{l}"] = fixed_array(n_out, n_in, key=[l, 0, *key])
        params[f"b{l}"] = fixed_array(n_out, 1, key=[l, 1, *key]) + 0.0005  # three decimals, so never 0
    return params


def one_hot(n, m, *key):
    """Return random labels as one-hot columns (n, m)."""
    return np.eye(n)[:, fixed_rng(*key).integers(n, size=m)]


def value_nets(activation):
    """Return certified nets: all sizes different, square layers (which hide a transpose from the shapes), one example."""
    return [
        probe(31, layer_dims=(5, 4, 6, 3), activation=activation, m=7),
        probe(32, layer_dims=(4, 4, 4, 4), activation=activation, m=4),
        probe(33, layer_dims=(3, 5, 4, 2), activation=activation, m=1),
    ]


def rms(A):
    """The root mean square of all entries, safe at 1e-40."""
    return float(np.linalg.norm(A) / math.sqrt(A.size))


# --- deep_linear ---

# Shapes of x: one unit, a vector, one column, several examples.
SHAPES = ((1,), (3,), (4, 1), (3, 5), (2, 2), (1, 4))


@check(points=1)
@given(
    shape=choices(*map(list, SHAPES)),
    depth=sizes(2, 30),
    count=4,
    examples=[{"shape": list(shape), "depth": depth} for shape in SHAPES for depth in (2, 5)],
)
def deep_linear_shape(student, shape, depth):
    """deep_linear returns an array of the shape of x, a single example or several.

    deep_linear 返回与 x 形状相同的数组，无论 x 是一个样本还是多个样本。
    """
    student.deep_linear(fixed_array(*shape, key=[11, depth]), 1.25, depth)


def judge_deep_linear(student, shape, scale, depth, *key):
    """The result is scale**(depth - 1) x, to rounding that grows with the depth."""
    x = fixed_array(*shape, key=key)
    y = student.deep_linear(x, scale, depth)
    expect.close(y, scale ** (depth - 1) * x, rtol=ROUNDING_PER_LAYER * depth, what="y")


@check(points=2, after="deep_linear_shape", function="deep_linear")
@given(
    depth=sizes(2, 60),
    scale=choices(1.5, 0.5),
    count=4,
    examples=[{"depth": depth, "scale": scale} for depth in (2, 3, 10, 150) for scale in (1.5, 0.5)],
)
def deep_linear_powers(student, depth, scale):
    """A linear network of depth L multiplies its input by 1.5**(L-1), or by 0.5**(L-1): the last layer is the identity.

    深度为 L 的线性网络把输入乘以 1.5**(L-1) 或 0.5**(L-1)：最后一层是单位矩阵。
    """
    judge_deep_linear(student, (2, 3), scale, depth, 12)


@check(points=1, after="deep_linear_powers", function="deep_linear")
def deep_linear_units(student):
    """Every unit and every example goes its own way: networks of one unit and of many, other scales.

    每个单元、每个样本各自独立地通过：只有一个单元或有许多单元的网络，以及其他倍数。
    """
    for number, shape in enumerate(SHAPES):
        judge_deep_linear(student, shape, 1.1, 7, 13, number)
        # The same network again, with another input: what was computed for one is not the answer for the other.
        judge_deep_linear(student, shape, 1.1, 7, 16, number)
        judge_deep_linear(student, shape, 0.75, 4, 14, number)


@check(points=1, after="deep_linear_shape")
def deep_linear_pure(student):
    """deep_linear leaves x alone and returns a new array, also where the scale is 1 and nothing changes.

    deep_linear 不改动 x，返回新数组，即使倍数为 1、数值不变。
    """
    for scale, depth in ((1.5, 2), (1.0, 2), (1.0, 6), (0.5, 4)):
        for shape in ((3,), (3, 2)):
            student.deep_linear(fixed_array(*shape, key=15), scale, depth)
            expect.inputs_unchanged(student)
            expect.fresh(student)


# --- matrix_product ---

PRODUCTS = [{"n": n, "depth": depth, "std": 0.5} for n, depth in ((1, 1), (1, 3), (2, 1), (4, 2), (3, 6))]


@check(points=1)
@given(n=sizes(1, 8), depth=sizes(1, 8), std=choices(0.1, 1.0, 2.5), count=4, examples=PRODUCTS)
def product_shape(student, n, depth, std):
    """matrix_product returns a new (n, n) array for any number of factors, from one on.

    对任意个数（至少一个）的因子，matrix_product 都返回一个新的 (n, n) 数组。
    """
    student.matrix_product(n, depth, std, fixed_rng(n, depth))
    expect.fresh(student)
    student.matrix_product(1, 1, std, fixed_rng(n))


def products(student, count, n, depth, std, *key):
    """Products from generators of their own."""
    return [student.matrix_product(n, depth, std, fixed_rng(*key, number)) for number in range(count)]


@check(points=1, after="product_shape", function="matrix_product")
def product_entries(student):
    """A product of one matrix is that matrix, and all its entries are drawn anew: no equal rows, columns or calls.

    只有一个因子的乘积就是该矩阵，它的每个元素都独立抽取：任意两行、两列或两次调用都不共用数字。
    """
    # Rows of 200 entries: one that repeats another is seen from 160 on.
    expect.independent(products(student, 2, 200, 1, 0.5, 21))


@check(points=2, after="product_shape", function="matrix_product")
def product_single(student):
    """A product of one matrix has entries of mean 0 and the given standard deviation.

    只有一个因子时，元素的均值为 0，标准差等于给定值。
    """
    # 270 000 entries see 3 % of variance; two deviations that are no powers of one another.
    for number, std in enumerate((0.25, 3.0)):
        draws = products(student, 3, 300, 1, std, 22, number)
        expect.mean_zero(draws, lambda n_out, n_in, std=std: std**2)
        expect.variance(draws, lambda n_out, n_in, std=std: std**2)


@check(points=1, after="product_single", function="matrix_product")
def product_normal(student):
    """The entries of a factor follow a normal distribution.

    因子的元素服从正态分布。
    """
    expect.distribution(products(student, 1, 300, 1, 0.5, 23), "normal", lambda n_out, n_in: 0.25)


def judge_product_size(student, n, depth, std, *key):
    """The lengths of the product's outer columns and rows obey their exact law."""
    product = student.matrix_product(n, depth, std, fixed_rng(*key))
    # ||A_1 ... A_k e||^2 / (n std^2)^k is a product of k independent chi^2_n / n, as in a linear net of k layers.
    low, high = (k + depth * math.log(n * std**2) for k in linear_log_band([n] * depth))
    for what, vector in zip(
        ("first column", "last column", "first row", "last row"), (*product.T[[0, -1]], *product[[0, -1]])
    ):
        square = float(np.sum(vector**2))
        got = math.log(square) if square > 0 else -math.inf
        facts = {"n": n, "depth": depth, "std": std, "got": f"{got:.4g}", "low": f"{low:.4g}", "high": f"{high:.4g}"}
        expect.that(low <= got <= high, "propagation.product_size", what=what, **facts)


@check(points=2, after="product_single", function="matrix_product")
def product_second_moment(student):
    """The second moment of a product of k matrices is n**(k-1) std**(2k): doubling the std multiplies it by 4**k.

    k 个矩阵之积的二阶矩为 n**(k-1) std**(2k)：标准差加倍，二阶矩乘以 4**k。
    """
    # Bands of about ±2.4 (60, 2) and ±3.3 (50, 3), and a factor more or less is at least 4. Small enough for loops.
    for n, depth in ((60, 2), (50, 3)):
        for std in (1.0, 2.0, 0.01, 0.02):
            judge_product_size(student, n, depth, std, 24, n)


@check(points=1, after="product_single", function="matrix_product")
def product_signs(student):
    """The determinant of a product is negative as often as positive, and so is a 1x1 product: its factors are different ones.

    乘积的行列式取正取负的机会相等，1x1 的乘积也是如此：各个因子互不相同。
    """
    # 61 equal signs are the fewest that cannot be chance at 1e-18. The square of a real matrix has no negative determinant.
    for n, depth in ((1, 2), (2, 2), (1, 4)):
        draws = products(student, 64, n, depth, 1.0, 25, n, depth)
        positive = sum(np.linalg.det(product) > 0 for product in draws)
        what = f"determinants of {depth}-fold {n}x{n} products that are positive"
        expect.proportion(int(positive), len(draws), 0.5, what=what)


def squared_logs(student, count, depth, *key):
    """Return ln z^2 of products z of single normal numbers."""
    squares = [float(product[0, 0] ** 2) for product in products(student, count, 1, depth, 1.0, *key)]
    return [math.log(square) if square > 0 else -math.inf for square in squares]


@check(points=1, after="product_signs", function="matrix_product")
def product_anew(student):
    """Every factor is drawn anew, also the third and the fiftieth.

    每个因子都重新抽取，第三个和第五十个也不例外。
    """
    # ln z^2 of 50 independent numbers leaves the band in at most 1 of 100 products. If one number is used 25 times,
    # the sum spreads 5 times as far, and leaves it in 50 of 100.
    depth, share = 50, 0.01
    low, high = linear_log_band([1] * depth, share)
    logs = squared_logs(student, 64, depth, 26)
    different = len(set(logs))  # a generator of one's own, seeded from the one passed, may come twice by accident
    expect.that(different > len(logs) // 2, "propagation.seen_before", generators=len(logs), different=different)
    outside = sum(not low <= log <= high for log in logs)
    what = f"{depth}-fold 1x1 products that are extremely large or small"
    expect.proportion(outside, len(logs), share, what=what)


# linear_log_band([4] * 1600), which takes a while: the sum over 16 products of ln(||A_1 ... A_100 e||^2 / 4^100).
SIXTEEN = (-736.5, -146.2)


@check(points=1, after="product_second_moment", function="matrix_product")
def product_hundred(student):
    """The product of 100 random 4x4 matrices explodes: about 10**24, with three powers of ten from one product to the next.

    100 个 4x4 随机矩阵之积会爆炸：约为 10**24，各次之间相差约三个数量级。
    """
    count = 16
    columns = [float(np.linalg.norm(product[:, 0])) for product in products(student, count, 4, 100, 1.0, 27)]
    got = float(np.mean([math.log10(column) if column > 0 else -math.inf for column in columns]))
    # ||A_1 ... A_100 e|| = 4^50 exp(sum / 2): from 1e20.1 to 1e28.1 for the geometric mean of sixteen
    low, high = (50 * math.log10(4) + band / count / 2 / math.log(10) for band in SIXTEEN)
    facts = {"got": f"{got:.1f}", "low": f"{low:.1f}", "high": f"{high:.1f}"}
    expect.that(low <= got <= high, "propagation.hundred", count=count, **facts)


@check(points=1, after="product_shape")
def product_generator(student):
    """matrix_product draws from the generator that it is given: equal generators give equal products, a second call a new one.

    matrix_product 只从传入的生成器抽取：状态相同则乘积相同，再次调用则得到新的乘积。
    """
    first = student.matrix_product(3, 2, 0.5, fixed_rng(28))
    expect.generator_used(student)
    continued = fixed_rng(28)
    continued.bit_generator.state = student.last.generators[3]
    # Products may round differently from one address to another, so equal means equal to 1e-9.
    expect.close(student.matrix_product(3, 2, 0.5, fixed_rng(28)), first, code="propagation.not_repeatable")
    for rng, what in ((continued, "a second call on one generator"), (fixed_rng(29), "another generator")):
        again = student.matrix_product(3, 2, 0.5, rng)
        expect.that(not np.array_equal(again, first), "propagation.same_again", what=what)


# --- forward_activations ---


@check(points=1)
@given(dims=layer_dims(1, 4, 6, 1), m=sizes(1, 6), activation=choices(*ACTIVATIONS), count=6, examples=NETS)
def forward_shape(student, dims, m, activation):
    """forward_activations returns one (n_l, m) array per hidden layer, for any architecture, and none without hidden layers.

    对任意网络结构，forward_activations 为每个隐藏层返回一个 (n_l, m) 数组；没有隐藏层时返回空列表。
    """
    student.forward_activations(fixed_array(dims[0], m, key=[41, m]), parameters(dims, 42), activation)


# Of the values of an activation; relu has none.
BOUNDS = {"sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0)}


def judge_forward(student, reference, nets):
    """Every layer agrees with the reference."""
    for net in nets:
        got = student.forward_activations(net.X, net.params, net.activation)
        wanted = reference.forward_activations(net.X, net.params, net.activation)
        expect.figure(figures.activations, got, wanted, BOUNDS.get(net.activation))
        for l, (A, right) in enumerate(zip(got, wanted), start=1):
            expect.close(A, right, what=f"layer {l}")


@check(points=1, after="forward_shape", function="forward_activations")
def forward_sigmoid(student, reference):
    """forward_activations applies sigmoid to W A + b in every hidden layer.

    forward_activations 在每个隐藏层对 W A + b 应用 sigmoid。
    """
    judge_forward(student, reference, value_nets("sigmoid"))


@check(points=1, after="forward_shape", function="forward_activations")
def forward_tanh(student, reference):
    """forward_activations applies tanh to W A + b in every hidden layer.

    forward_activations 在每个隐藏层对 W A + b 应用 tanh。
    """
    judge_forward(student, reference, value_nets("tanh"))


@check(points=1, after="forward_shape", function="forward_activations")
def forward_relu(student, reference):
    """forward_activations applies relu to W A + b in every hidden layer.

    forward_activations 在每个隐藏层对 W A + b 应用 relu。
    """
    judge_forward(student, reference, value_nets("relu"))


@check(points=1, after="forward_shape")
def forward_pure(student):
    """forward_activations leaves X and params alone, and its arrays share memory with nothing.

    forward_activations 不改动 X 和 params，返回的数组不与任何数组共用内存。
    """
    params = parameters([3, 4, 4, 4, 2], 43)
    for activation in ACTIVATIONS:
        student.forward_activations(fixed_array(3, 5, key=44), params, activation)
        expect.inputs_unchanged(student)
        expect.fresh(student)


# --- activation_stats ---


def layers_of(activation, *key):
    """Return activations of three layers of different shapes whose units differ in mean and width; none is saturated."""
    low, high = {"sigmoid": (0.05, 0.95), "tanh": (-0.95, 0.95), "relu": (-3.0, 9.0)}[activation]
    layers = []
    for number, shape in enumerate(((4, 7), (3, 5), (5, 2))):
        rng = fixed_rng(*key, number)
        # every unit has a range of its own
        ends = np.sort(rng.uniform(low, high, (shape[0], 2)), axis=1)
        A = np.round(ends[:, :1] + (ends[:, 1:] - ends[:, :1]) * rng.random(shape), 3)
        layers.append(np.maximum(A, 0.0) if activation == "relu" else A)
    return layers


def stats_of(student, activations, activation):
    """Call the student's activation_stats; one dict per layer."""
    stats = student.activation_stats(activations, activation)
    got, wanted = len(stats), len(activations)
    expect.that(got == wanted, "value.length", at="result", got=got, wanted=wanted)
    return stats


def judge_stats(student, reference, key, activations, activation):
    """One statistic of every layer agrees with the reference."""
    got = stats_of(student, activations, activation)
    wanted = reference.activation_stats(activations, activation)
    for layer, (value, right) in enumerate(zip(got, wanted), start=1):
        # Sums of a few dozen numbers of size 1 to 10 round to 1e-15; a layer that is constant is not asked for.
        facts = {"got": f"{value[key]:.6g}", "wanted": f"{right[key]:.6g}"}
        close = abs(value[key] - right[key]) <= 1e-9 * max(1.0, abs(right[key]))
        expect.that(close, "propagation.stat", key=key, activation=activation, layer=layer, **facts)


@check(points=1, function="activation_stats")
def stats_shape(student):
    """activation_stats returns one dict with mean, std, saturated and dead per layer.

    activation_stats 为每一层返回一个含 mean、std、saturated 和 dead 的字典。
    """
    for activation in ACTIVATIONS:
        activations = layers_of(activation, 51)
        stats_of(student, activations, activation)
        stats_of(student, activations[:1], activation)


@check(points=1, after="stats_shape", function="activation_stats")
def stats_mean(student, reference):
    """`mean` is the mean over all entries of a layer.

    `mean` 是一层所有元素的均值。
    """
    for activation in ACTIVATIONS:
        judge_stats(student, reference, "mean", layers_of(activation, 52), activation)


@check(points=1, after="stats_shape", function="activation_stats")
def stats_std(student, reference):
    """`std` is the standard deviation of all entries of a layer together, with 1/N.

    `std` 是一层所有元素合在一起的标准差，除以 N。
    """
    for activation in ACTIVATIONS:
        judge_stats(student, reference, "std", layers_of(activation, 53), activation)


# On both sides of the bound, near enough to tell |a - 1| < 0.01 from a (1 - a) < 0.01 and from 1 - a^2 < 0.02.
INSIDE, OUTSIDE = 0.00997, 0.01003


@check(points=1, after="stats_shape", function="activation_stats")
def stats_saturated_sigmoid(student, reference):
    """`saturated` is the fraction of entries within 0.01 of 0 or 1, for sigmoid.

    对 sigmoid，`saturated` 是距 0 或 1 不超过 0.01 的元素的比例。
    """
    low, high = np.array([[INSIDE, OUTSIDE, 0.5]]), np.array([[1 - INSIDE, 1 - OUTSIDE, 0.3]])
    mixed = np.array([[0.0, 1.0, 0.002, 0.999], [0.03, 0.97, 0.4, 0.999], [0.1, 0.9, 0.6, 0.008]])
    judge_stats(student, reference, "saturated", [low, high, mixed, mixed[:, :1]], "sigmoid")


@check(points=1, after="stats_shape", function="activation_stats")
def stats_saturated_tanh(student, reference):
    """`saturated` is the fraction of entries within 0.01 of -1 or 1, for tanh.

    对 tanh，`saturated` 是距 -1 或 1 不超过 0.01 的元素的比例。
    """
    low, high = np.array([[INSIDE - 1, OUTSIDE - 1, 0.5]]), np.array([[1 - INSIDE, 1 - OUTSIDE, -0.3]])
    mixed = np.array([[-1.0, 1.0, 0.002, 0.999], [-0.97, 0.97, 0.0, -0.999], [-0.9, -0.004, 0.6, -0.992]])
    judge_stats(student, reference, "saturated", [low, high, mixed, mixed[:, :1]], "tanh")


@check(points=1, after="stats_shape", function="activation_stats")
def stats_saturated_relu(student, reference):
    """`saturated` is 0.0 for relu, whatever the entries are.

    对 relu，无论元素取什么值，`saturated` 都是 0.0。
    """
    A = np.array([[0.0, 1.0, 0.002, 0.999], [0.0, 0.0, 25.0, 1.5], [0.005, 0.0, 1000.0, 0.7]])
    judge_stats(student, reference, "saturated", [A, A[:, :2], np.zeros((2, 3))], "relu")


@check(points=2, after="stats_shape", function="activation_stats")
def stats_dead(student, reference):
    """`dead` is the fraction of relu units, the rows, that are exactly 0 for every example.

    对 relu，`dead` 是对每个样本都恰好为 0 的单元（行）的比例。
    """
    # One dead unit of four, a silent example, a unit that is nearly dead, a unit that speaks once.
    A = np.array([[0.0, 1.5, 0.0], [0.0, 0.0, 0.0], [0.0, 1e-12, 0.0], [0.0, 2.0, 3.0]])
    wide = np.array([[0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.25]])
    judge_stats(student, reference, "dead", [A, A[:, :1], A[:, 1:2], wide, wide + 0.5, 0.0 * A], "relu")


@check(points=1, after="stats_shape", function="activation_stats")
def stats_pure(student):
    """activation_stats leaves the activations alone.

    activation_stats 不改动传入的激活值。
    """
    for activation in ACTIVATIONS:
        stats_of(student, layers_of(activation, 54), activation)
        expect.inputs_unchanged(student)


# --- gradient_norms ---


def norms_of(student, X, Y, params, activation):
    """Call the student's gradient_norms; one number per layer."""
    norms = student.gradient_norms(X, Y, params, activation)
    got, wanted = len(norms), len(params) // 2
    expect.that(got == wanted, "value.length", at="result", got=got, wanted=wanted)
    return norms


@check(points=1, function="gradient_norms")
@given(dims=layer_dims(1, 4, 6, 1), m=sizes(1, 6), activation=choices(*ACTIVATIONS), count=6, examples=NETS)
def norms_shape(student, dims, m, activation):
    """gradient_norms returns one number per layer, the last layer included, for any architecture.

    对任意网络结构，gradient_norms 为每一层（包括最后一层）返回一个数。
    """
    X, Y = fixed_array(dims[0], m, key=[61, m]), one_hot(dims[-1], m, 62, m)
    norms_of(student, X, Y, parameters(dims, 63), activation)


def judge_norms(student, reference, nets):
    """The norm of every layer agrees with the reference."""
    for net in nets:
        got = norms_of(student, net.X, net.Y, net.params, net.activation)
        wanted = reference.gradient_norms(net.X, net.Y, net.params, net.activation)
        expect.figure(figures.profile, {"": got}, {"": wanted}, "gradient")
        for layer, (value, right) in reversed(list(enumerate(zip(got, wanted), start=1))):
            expect.close(value, right, what=f"the norm of layer {layer}")


@check(points=2, after="norms_shape", function="gradient_norms")
def norms_output(student, reference):
    """The last norm is that of (P - Y) / m, all entries together, and the only one without hidden layers.

    最后一个范数是 (P - Y) / m 所有元素合在一起的范数；没有隐藏层时只有这一个。
    """
    nets = [probe(71, layer_dims=(4, 3), m=5), probe(72, layer_dims=(3, 5), m=1), probe(73, layer_dims=(3, 4), m=8)]
    judge_norms(student, reference, nets)


@check(points=1, after="norms_output", function="gradient_norms")
def norms_sigmoid(student, reference):
    """gradient_norms measures dJ/dZ of every layer of a sigmoid network.

    gradient_norms 测量 sigmoid 网络每一层的 dJ/dZ。
    """
    judge_norms(student, reference, value_nets("sigmoid"))


@check(points=1, after="norms_output", function="gradient_norms")
def norms_tanh(student, reference):
    """gradient_norms measures dJ/dZ of every layer of a tanh network.

    gradient_norms 测量 tanh 网络每一层的 dJ/dZ。
    """
    judge_norms(student, reference, value_nets("tanh"))


@check(points=1, after="norms_output", function="gradient_norms")
def norms_relu(student, reference):
    """gradient_norms measures dJ/dZ of every layer of a relu network.

    gradient_norms 测量 relu 网络每一层的 dJ/dZ。
    """
    judge_norms(student, reference, value_nets("relu"))


@check(points=1, after="norms_relu", function="gradient_norms")
def norms_zero(student, reference):
    """Behind a layer of dead relu units the gradient is exactly 0, and so is its norm.

    在全部死亡的 relu 层之后，梯度恰好为 0，其范数也是 0。
    """
    net = probe(74, layer_dims=(4, 3, 5, 4), activation="relu", m=6)
    # |W1 X| stays below 50, so that every unit of layer 1 is dead.
    params = {**net.params, "b1": np.full((3, 1), -50.0)}
    got = norms_of(student, net.X, net.Y, params, "relu")
    wanted = reference.gradient_norms(net.X, net.Y, params, "relu")
    for layer in (3, 2, 1):
        expect.close(got[layer - 1], wanted[layer - 1], what=f"the norm of layer {layer}")


@check(points=1, after="norms_shape", function="gradient_norms")
def norms_pure(student):
    """gradient_norms leaves X, Y and params alone.

    gradient_norms 不改动 X、Y 和 params。
    """
    params = parameters([3, 4, 4, 2], 64)
    for activation in ACTIVATIONS:
        norms_of(student, fixed_array(3, 5, key=65), one_hot(2, 5, 66), params, activation)
        expect.inputs_unchanged(student)


# --- regime ---


def judge_regime(student, norms, wanted):
    """The regime of these norms."""
    got = student.regime(norms)
    expect.that(
        got == wanted, "propagation.regime_of", first=f"{norms[0]:.4g}", last=f"{norms[-1]:.4g}", got=got, wanted=wanted
    )


# 1 % on either side of a bound nothing is asked.
RATIOS = (
    (1e-5, "vanishing"),
    (0.97e-3, "vanishing"),
    (1.03e-3, "stable"),
    (0.02, "stable"),
    (1.0, "stable"),
    (50.0, "stable"),
    (0.97e3, "stable"),
    (1.03e3, "exploding"),
    (1e6, "exploding"),
)


@check(points=2, function="regime")
def regime_ratio(student):
    """regime judges by the first norm over the last: below 1e-3 vanishing, above 1e3 exploding, stable between.

    regime 根据第一个范数与最后一个范数之比判断：小于 1e-3 为消失，大于 1e3 为爆炸，其间为稳定。
    """
    for ratio, wanted in RATIOS:
        for last in (0.5, 1.0, 3.0):
            judge_regime(student, [ratio * last, math.sqrt(ratio) * last, last], wanted)


@check(points=1, after="regime_ratio", function="regime")
def regime_scale(student):
    """Only the ratio counts: all norms tiny, or all huge, are judged like any others.

    只看比值：所有范数都极小或都极大时，判断不变。
    """
    for last in (1e-30, 1e-12, 1e-6, 1e6, 1e30):
        for ratio, wanted in RATIOS:
            judge_regime(student, [ratio * last, math.sqrt(ratio) * last, last], wanted)


@check(points=1, after="regime_ratio", function="regime")
def regime_path(student):
    """The norms between the first and the last do not matter.

    第一个与最后一个之间的范数不影响判断。
    """
    for ratio, wanted in RATIOS:
        for between in ([], [1e-9], [1e9], [0.3, 1e-7, 1e8, 0.7], [0.0], [1e5, 1e4, 1e3]):
            judge_regime(student, [ratio, *between, 1.0], wanted)


@check(points=1, after="regime_ratio", function="regime")
def regime_zero(student):
    """A first norm of 0 is vanishing, whatever the last one is; otherwise a last norm of 0 is exploding.

    第一个范数为 0 时是消失，无论最后一个是多少；否则最后一个范数为 0 时是爆炸。
    """
    for norms in ([0.0, 0.1, 0.5], [0.0, 0.0, 1e-12], [0.0, 0.0, 0.0], [0.0, 0.0], [0.0, 0.2, 0.0]):
        judge_regime(student, norms, "vanishing")
    for norms in ([0.5, 0.1, 0.0], [1e-12, 0.0, 0.0], [3.0, 0.0]):
        judge_regime(student, norms, "exploding")


# --- recommended_scheme ---


@check(points=1)
def recommended_relu(student):
    """relu, which drops half of the signal, goes with He.

    relu 会丢掉一半信号，应使用 He。
    """
    expect.equal(student.recommended_scheme("relu"), "he")


@check(points=1)
def recommended_tanh(student):
    """tanh, which is centred and straight near 0, goes with Xavier.

    tanh 以 0 为中心，在 0 附近近似线性，应使用 Xavier。
    """
    expect.equal(student.recommended_scheme("tanh"), "xavier")


@check(points=1)
def recommended_sigmoid(student):
    """sigmoid, which drops no half of the signal, goes with Xavier.

    sigmoid 不会丢掉一半信号，应使用 Xavier。
    """
    expect.equal(student.recommended_scheme("sigmoid"), "xavier")


# --- the experiments ---

SCHEMES = {
    "std 1": lambda n_out, n_in: 1.0,
    "std 0.01": lambda n_out, n_in: 0.01,
    "Xavier": lambda n_out, n_in: math.sqrt(2 / (n_in + n_out)),
    "He": lambda n_out, n_in: math.sqrt(2 / n_in),
}


@cache
def standard_normals(shapes, seed):
    """Return normal arrays of variance 1."""
    rng = np.random.default_rng(seed)
    return [rng.standard_normal(shape) for shape in shapes]


def network(dims, scheme, seed):
    """Return normal weights by a scheme, and biases of 0."""
    shapes = tuple(zip(dims[1:], dims))
    params = {}
    for l, (shape, Z) in enumerate(zip(shapes, standard_normals(shapes, seed)), start=1):
        params[f"W{l}"] = SCHEMES[scheme](*shape) * Z
        params[f"b{l}"] = np.zeros((shape[0], 1))
    return params


def seed_of(key):
    """Return a seed for functions that keep their results."""
    return int(fixed_rng(key).integers(2**62))


def five_layer_net(scheme):
    """Return X (100, 15) and a network of five hidden layers of 100 units."""
    return fixed_rng(81).normal(size=(100, 15)), network([100] * 6 + [10], scheme, seed_of(82))


# Layer 5 in 60 experiments of other seeds: low and high are at least a factor of 1.18 away from what was seen.
FIVE_LAYERS = (
    ("sigmoid", "std 1", "saturated", 0.25, 0.7),
    ("sigmoid", "std 0.01", "std", 0.006, 0.03),
    ("sigmoid", "Xavier", "std", 0.06, 0.2),
    ("tanh", "std 1", "saturated", 0.5, 0.95),
    ("tanh", "std 0.01", "std", 5e-6, 2e-5),
    ("tanh", "Xavier", "std", 0.2, 0.5),
    ("relu", "std 1", "std", 3e3, 6e4),
    ("relu", "std 0.01", "std", 3e-7, 6e-6),
    ("relu", "Xavier", "std", 0.04, 0.5),
    ("relu", "He", "std", 0.2, 3.0),
)


def signal(got, wanted, scheme):
    """A picture of the size of the activations, layer by layer."""
    return figures.profile({scheme: [rms(A) for A in got]}, {scheme: [rms(A) for A in wanted]})


def judge_signals(student, X, params, activation, scheme):
    """The activations of every layer of an experiment agree with the exact ones."""
    got = student.forward_activations(X, params, activation)
    _, _, (_, *wanted) = forward(params, X, activation)
    expect.figure(figures.activations, got, wanted, BOUNDS.get(activation))
    expect.figure(signal, got, wanted, scheme)
    for layer, (A, right) in enumerate(zip(got, wanted), start=1):
        off = float(np.linalg.norm(A - right))
        # rounding: 3e-14 at most after five layers (tanh with std 1), 6e-15 after 30 of relu
        close = off <= 1e-9 * float(np.linalg.norm(right))
        facts = {"activation": activation, "scheme": scheme, "layer": layer}
        expect.that(close, "propagation.signal", got=f"{rms(A):.4g}", wanted=f"{rms(right):.4g}", **facts)


@check(points=2, after=("forward_sigmoid", "forward_tanh", "forward_relu"), function="forward_activations")
def five_layers_forward(student):
    """Through five layers of 100 units forward_activations is right for every scheme, also where units saturate or fade.

    通过五层、每层 100 个单元，无论哪种方案，forward_activations 都正确，即使单元饱和或信号减弱。
    """
    for activation, scheme, *_ in FIVE_LAYERS:
        judge_signals(student, *five_layer_net(scheme), activation, scheme)


@check(points=1, after="forward_relu", function="forward_activations")
def relu_signal(student):
    """Through 30 layers of relu, He keeps the mean square of the activations and Xavier halves it in every layer.

    经过 30 层 relu，He 使激活值的均方保持不变，Xavier 使其每层减半。
    """
    for scheme in SCHEMES:
        judge_signals(
            student, fixed_rng(83).normal(size=(60, 3)), network([60] * 31 + [10], scheme, seed_of(84)), "relu", scheme
        )


@check(
    points=2,
    after=(
        "stats_mean",
        "stats_std",
        "stats_saturated_sigmoid",
        "stats_saturated_tanh",
        "stats_saturated_relu",
        "stats_dead",
    ),
    function="activation_stats",
)
def five_layers_stats(student, reference):
    """Five layers of 100: std 1 saturates, 0.01 makes all units alike, Xavier spreads them; with relu only He keeps the width.

    五层、每层 100 个单元：标准差 1 使其饱和，0.01 使各单元几乎相同，Xavier 使其散开；对 relu 只有 He 保持宽度。
    """
    for activation, scheme, key, low, high in FIVE_LAYERS:
        X, params = five_layer_net(scheme)
        _, _, (_, *activations) = forward(params, X, activation)
        stats = stats_of(student, activations, activation)
        got = stats[-1][key]
        facts = {"activation": activation, "scheme": scheme, "low": low, "high": high}
        expect.that(low <= got <= high, "propagation.histogram", what=key, got=f"{got:.3g}", **facts)
        for layer, (value, right) in enumerate(
            zip(stats, reference.activation_stats(activations, activation)), start=1
        ):
            for name in ("mean", "std", "saturated") + ("dead",) * (activation == "relu"):
                # the mean of a tanh layer nearly cancels: entries are of the size of the std
                expect.close(value[name], right[name], scale=right["std"], what=f"`{name}` of layer {layer}")


# First norm over last in 60 experiments of other seeds, as powers of ten: relu 24.1 to 25.2, -33.8 to -33.0, -4.7 to -3.9,
# -0.4 to 0.6; tanh 8.5 to 11.0, -29.3 to -28.8, -1.0 to -0.5; sigmoid -1.5 to 0.3, -46.8 to -46.3, -18.4 to -17.9.
REGIMES = {
    "relu": {"std 1": "exploding", "std 0.01": "vanishing", "Xavier": "vanishing", "He": "stable"},
    "tanh": {"std 1": "exploding", "std 0.01": "vanishing", "Xavier": "stable"},
    "sigmoid": {"std 1": "stable", "std 0.01": "vanishing", "Xavier": "vanishing"},
}


def norm_rtol(activation, scheme):
    """The largest relative difference between the norms of correct code, with a margin.

    tanh with std 1 amplifies rounding as it amplifies the gradient: up to 9e-4 between five styles, and 7e-3 if the input
    differs in its last digit. Elsewhere it is at most 5e-14 (sigmoid with std 1).
    """
    return 0.1 if (activation, scheme) == ("tanh", "std 1") else 1e-9


def deep_net(scheme):
    """Return X (100, 3), Y (10, 3) and a network of 30 layers with 100 units each, the last one with 10."""
    return fixed_rng(91).normal(size=(100, 3)), one_hot(10, 3, 92), network([100] * 30 + [10], scheme, seed_of(93))


def exact_norms(activation, scheme):
    """Return the norms of the gradients of `deep_net`, first layer first."""
    return list(_exact_norms(activation, scheme, seed_of(91)))


@cache
def _exact_norms(activation, scheme, seed):  # the seed is there for the cache: it names the numbers
    X, Y, params = deep_net(scheme)
    return tuple(float(np.linalg.norm(dZ)) for dZ in preactivation_gradients(params, X, Y, activation))


def judge_experiment(student, activation):
    """The gradient norms in a network of 30 layers of 100 units are the exact ones, for each scheme."""
    for scheme in REGIMES[activation]:
        norms = norms_of(student, *deep_net(scheme), activation)
        expect.figure(figures.profile, {scheme: norms}, {scheme: exact_norms(activation, scheme)}, "gradient")
        for layer, (got, right) in enumerate(zip(norms, exact_norms(activation, scheme)), start=1):
            facts = {"scheme": scheme, "activation": activation, "layer": layer}
            close = abs(got - right) <= norm_rtol(activation, scheme) * right
            expect.that(close, "propagation.norms", got=f"{got:.3g}", wanted=f"{right:.3g}", **facts)


@check(points=2, after="norms_relu", function="gradient_norms")
def experiment_relu(student):
    """30 layers of 100 with relu: the gradient explodes with std 1, vanishes with 0.01 and Xavier, and is stable with He.

    30 层、每层 100 个单元、relu：标准差 1 时梯度爆炸，0.01 和 Xavier 时梯度消失，He 时稳定。
    """
    judge_experiment(student, "relu")


@check(points=2, after="norms_tanh", function="gradient_norms")
def experiment_tanh(student):
    """30 layers of 100 with tanh: the gradient explodes with std 1, vanishes with 0.01, and is stable with Xavier.

    30 层、每层 100 个单元、tanh：标准差 1 时梯度爆炸，0.01 时梯度消失，Xavier 时稳定。
    """
    judge_experiment(student, "tanh")


@check(points=2, after="norms_sigmoid", function="gradient_norms")
def experiment_sigmoid(student):
    """30 layers of 100 with sigmoid: the gradient is stable with std 1 and vanishes with 0.01 and Xavier.

    30 层、每层 100 个单元、sigmoid：标准差 1 时梯度稳定，0.01 和 Xavier 时梯度消失。
    """
    judge_experiment(student, "sigmoid")


@check(points=2, after=("regime_ratio", "regime_scale", "regime_path"), function="regime")
def regime_experiments(student):
    """regime calls the ten experiments with 30 layers of 100 by their names, from 46 powers of ten below to 24 above.

    regime 对 30 层、每层 100 个单元的十个实验给出正确的名称，比值从 10 的负 46 次方到 24 次方。
    """
    for activation, schemes in REGIMES.items():
        for scheme, wanted in schemes.items():
            norms = exact_norms(activation, scheme)
            got = student.regime(norms)
            facts = {"scheme": scheme, "activation": activation, "first": f"{norms[0]:.3g}", "last": f"{norms[-1]:.3g}"}
            expect.that(got == wanted, "propagation.regime", got=got, wanted=wanted, **facts)
