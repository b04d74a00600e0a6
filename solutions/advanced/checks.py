"""Public checks of advanced: factors, LSUV, batch normalisation, residual blocks, slope test and kinks."""

from itertools import pairwise

import numpy as np

from grader.checking import (
    PythonFunction,
    check,
    choices,
    expect,
    fixed_array,
    fixed_rng,
    given,
    layer_dims,
    lists,
    seeds,
    sizes,
)
from grader.numerics.gradients import complex_step_gradient

ACTIVATIONS = ("sigmoid", "tanh", "relu")

# What no draw may leave out: one example, one unit, sizes that all differ, a square.
BATCHES = [{"n": n, "m": m, "key": 1} for n, m in ((3, 5), (4, 4), (1, 6), (4, 1), (1, 1))]
FULL_BATCHES = [{"n": n, "m": m, "key": 1} for n, m in ((3, 5), (5, 3), (4, 4))]
NETS = [
    {"dims": dims, "m": 6, "activation": a}
    for dims, a in (([3, 5], "tanh"), ([3, 1, 4], "tanh"), ([4, 3, 5, 2], "sigmoid"), ([3, 6, 4], "relu"))
]
STACKS = [
    {"n": 3, "depth": 1, "m": 4, "activation": "tanh"},
    {"n": 4, "depth": 3, "m": 2, "activation": "relu"},
    {"n": 1, "depth": 2, "m": 1, "activation": "sigmoid"},
]
DIMS = [{"dims": dims} for dims in ([6, 2], [1, 1], [2, 6, 3, 5], [4, 4, 4], [2, 5, 2, 5], [784, 100, 100, 10])]

# LSUV may miss the tolerance by what another order of summation does to a variance: below 1e-14 (a margin of 1e5).
LSUV_SLACK = 1e-9

# The docstring promises at most 100; a submission that stops after fewer has a wide margin.
MOST_ROUNDS = 40

# Correct results deviate by at most 3.4e-10 here (2000 batches, Welford's method against two passes), a factor of 300 less;
# E[Z^2] - mu^2 is off by at least 1.1e-6.
FAR_RTOL = 1e-7

# f(theta + h v), f(theta) and h <grad, v> are each accurate to a few units of 1e-16 of their size. The honest variants
# deviate by at most 2.2e-16 of it: a margin of 450. Remainders are at least 1e-5 of it here.
REMAINDER_RTOL = 1e-13

# At most 4.1e-14 in the honest variants, but a loop may lose digits in the smallest remainder; the slopes
# of pairs of points are off by at least 0.08 (300 draws).
SLOPE_ATOL = 1e-5

# On one side of the kink a two-sided difference of relu errs by rounding, below 1e-6 even for eps = 1e-7 and |z| = 2;
# across it, by (1 - |z| / eps) / 2, which is 0.005 for |z| 1 % below eps.
KINK_ATOL = 1e-3

# The mean of a normalised unit is 0 up to the rounding of Z: 1e-15 times the ratio of mean and spread, which is below 1e2.
MEAN_ATOL = 1e-9

# eps = 1e-5 takes that share of a variance above 1, wherever it stands: how it is added is a check of its own.
VARIANCE_ATOL = 1e-3

# Correct code deviates by a few units of 1e-16 of the terms that dZ is summed from, a difference quotient by 1e-11.
BACKWARD_RTOL = 1e-12

# Of the mean square through He-relu blocks. In expectation (1 + 1/L)^L, from 2 to e. The networks are chosen so that the
# right ratio lies well inside (see `deep_stack`); at depth 32 it is 2^32 without the factor, and near 1 with 1/L.
LOW, HIGH = 1.4, 6.0


# --- material ---


def one_sign_each(n, m, *key):
    """Return numbers of both signs with 0.3 <= |z| <= 2, of three decimals."""
    rng = fixed_rng(*key)
    return np.round(rng.uniform(0.3, 2.0, (n, m)) * rng.choice([-1.0, 1.0], (n, m)), 3)


def norm(*terms):
    """Return the norm of a sum of absolute values: the scale of the rounding where the sum itself may cancel."""
    return float(np.linalg.norm(sum(np.abs(term) for term in terms)))


def judge_factors(got, dims, gain, name):
    """The list `name` of the result holds 2 gain^2 n / (n_in + n_out) with the right n."""
    for layer, ((n_in, n_out), factor) in enumerate(zip(pairwise(dims), got[name], strict=True), start=1):
        wanted = gain**2 * 2 * (n_in if name == "forward" else n_out) / (n_in + n_out)
        facts = {"what": name, "layer": layer, "n_in": n_in, "n_out": n_out, "gain": gain}
        facts |= {"got": expect.shown(factor), "wanted": expect.shown(wanted)}
        expect.that(abs(factor - wanted) <= 1e-12 * wanted, "advanced.factor", **facts)


def judge_totals(got, dims, gain):
    """Both totals are the products of what the factors have to be."""
    pairs = np.array(list(pairwise(dims)), dtype=np.float64)
    factors = gain**2 * 2 * pairs / pairs.sum(axis=1, keepdims=True)
    for name, wanted in zip(("forward_total", "backward_total"), factors.prod(axis=0), strict=True):
        expect.close(got[name], float(wanted), what=f"result['{name}']")


def network(dims, *key, std=0.7, bias=0.0):
    """Return W1, b1, ..., WL, bL with weights of spread `std` and biases of both signs and size `bias`."""
    params = {}
    for l, (n_in, n_out) in enumerate(pairwise(dims), start=1):
        params[f"W{l}"] = fixed_array(n_out, n_in, key=[l, n_in, *key], scale=std)
        signs = np.where(np.arange(n_out) % 2, -1.0, 1.0)[:, None]
        params[f"b{l}"] = np.round(bias * signs * fixed_rng(l, n_out, *key).uniform(0.6, 1.2, (n_out, 1)), 3) + 0.0
    return params


def lsuv_case(dims, m, activation, *key, **options):
    """Return (params, X) for which the loop of LSUV ends soon and no layer is nearly constant.

    X has a mean that is not 0, so that a mean square is no variance.
    """
    for attempt in range(200):
        params, X = (
            network(dims, attempt, *key, **options),
            np.round(fixed_array(dims[0], m, key=[5, attempt, *key]) + 0.5, 3),
        )
        if rounds(params, X, activation) <= MOST_ROUNDS:
            break
    return params, X


def rounds(params, X, activation, tolerance=1e-8):
    """Return how many divisions the slowest layer of LSUV needs; more than MOST_ROUNDS where one is nearly constant."""
    most, A = 0, X
    for l in range(1, len(params) // 2 + 1):
        branch, b = params[f"W{l}"] @ A, params[f"b{l}"]
        if branch.var() < 0.02 * max((branch**2).mean(), 1e-9) or branch.var() == 0:
            return MOST_ROUNDS + 1
        scale, count = 1.0, 0
        while abs((scale * branch + b).var() - 1) > tolerance and count <= MOST_ROUNDS:
            scale, count = scale / (scale * branch + b).std(), count + 1
        most, A = max(most, count), ACTIVATE[activation](scale * branch + b)
    return most


def spreads(params, X, activation):
    """Return the variance of every layer's pre-activations over all their entries."""
    variances, A = [], X
    for l in range(1, len(params) // 2 + 1):
        Z = params[f"W{l}"] @ A + params[f"b{l}"]
        variances.append(float(Z.var()))
        A = ACTIVATE[activation](Z)
    return variances


ACTIVATE = {
    "sigmoid": lambda Z: 0.5 * (1 + np.tanh(0.5 * Z)),
    "tanh": np.tanh,
    "relu": lambda Z: np.maximum(Z, 0.0),
}


def judge_variances(got, X, activation, tolerance):
    """Every layer's variance, computed with the returned parameters, is within the tolerance of 1."""
    variances = spreads(got, X, activation)
    for layer, variance in enumerate(variances, start=1):
        shown = ", ".join(expect.shown(value) for value in variances)
        facts = {"layer": layer, "got": f"{variance:.8g}", "tolerance": tolerance, "all": shown}
        expect.that(abs(variance - 1) <= tolerance + LSUV_SLACK, "advanced.lsuv_variance", **facts)


def batch(n, m, *key):
    """Return Z, gamma, beta and dout of n units and m examples; gamma and beta are neither 0 nor 1."""
    Z, dout = fixed_array(n, m, key=[1, n, m, *key], scale=2.0), fixed_array(n, m, key=[2, n, m, *key])
    Z = np.round(Z + fixed_array(n, 1, key=[3, n, m, *key]), 3)  # a mean that is not 0
    return Z, one_sign_each(n, 1, 4, n, m, *key), one_sign_each(n, 1, 5, n, m, *key), dout


def moments(Z):
    """Return the mean and the biased variance of every row."""
    mean = Z.mean(axis=1, keepdims=True)
    return mean, ((Z - mean) ** 2).mean(axis=1, keepdims=True)


def backward_of(student, Z, gamma, beta, dout, eps):
    """Run both passes of batch normalisation and return (dZ, dgamma, dbeta)."""
    _, cache = student.batchnorm_forward(Z, gamma, beta, eps)
    return student.batchnorm_backward(dout, cache)


def rounding_scale(Z, gamma, dout, eps):
    """Return the size of the terms that dZ is summed from: |gamma| / std * |dout|."""
    return norm(gamma / np.sqrt(moments(Z)[1] + eps) * dout)


def stack(n, depth, *key, std=0.8):
    """Return `depth` residual blocks of n units with biases that are not 0."""
    params = {}
    for l in range(1, depth + 1):
        params[f"W{l}"] = fixed_array(n, n, key=[l, n, depth, *key], scale=std)
        params[f"b{l}"] = one_sign_each(n, 1, l, n, depth, 9, *key)
    return params


def residual_case(reference, n, depth, m, activation, *key):
    """Return (params, X, dout) in which no trunk of any block has an entry near relu's kink."""
    for attempt in range(100):
        params, X = stack(n, depth, attempt, *key), one_sign_each(n, m, 6, attempt, *key)
        _, (trunk, _) = reference.residual_forward(params, X, activation)
        if activation != "relu" or min(float(np.abs(A).min()) for A in trunk) > 1e-3:
            break
    return params, X, fixed_array(n, m, key=[7, n, m, *key])


def residual_arguments(reference, n, depth, m, activation, *key):
    """Return the arguments of `residual_gradients`."""
    params, X, dout = residual_case(reference, n, depth, m, activation, *key)
    return params, X, activation, dout


def deep_stack(reference, n, depth, m, *key):
    """Return (params, X) of He weights, biases 0, such that relu blocks multiply the mean square by 1.7 to 4.5."""
    for attempt in range(100):
        params, X = {}, fixed_rng(attempt, 2, *key).standard_normal((n, m))
        for l in range(1, depth + 1):
            params[f"W{l}"] = fixed_rng(attempt, 1, l, *key).standard_normal((n, n)) * np.sqrt(2 / n)
            params[f"b{l}"] = np.zeros((n, 1))
        out, _ = reference.residual_forward(params, X, "relu")
        if 1.7 <= np.mean(out**2) / np.mean(X**2) <= 4.5:
            break
    return params, X


def exact_residual_gradient(reference, params, X, activation, dout, name):
    """Return the gradient of sum(dout * out) with respect to "X" or one parameter, by complex steps through the reference."""

    def objective(value):
        arrays = {**params, "X": X, name: value}
        data = arrays.pop("X")
        return np.sum(dout * reference.residual_forward(arrays, data, activation)[0])

    return complex_step_gradient(objective, X if name == "X" else params[name])


def residual_gradients(student, params, X, activation, dout):
    """Run both passes of the residual blocks and return (dX, grads)."""
    _, cache = student.residual_forward(params, X, activation)
    return student.residual_backward(params, cache, dout)


def judge_pure(student, function, *arguments):
    """The function leaves its arguments alone and returns new arrays."""
    value = function(*arguments)
    expect.inputs_unchanged(student)
    expect.fresh(student)
    return value


def exact_cases(reference, key):
    """Return arguments of `residual_gradients`, of every activation."""
    sizes_of = (("sigmoid", 3, 3, 2), ("tanh", 2, 2, 4), ("relu", 4, 2, 3), ("tanh", 3, 2, 1))
    return [residual_arguments(reference, *sizes, name, key) for name, *sizes in sizes_of]


def judge_blocks(student, reference, letter, key):
    """All gradients whose names start with this letter are exact."""
    for params, X, activation, dout in exact_cases(reference, key):
        _, grads = residual_gradients(student, params, X, activation, dout)
        for name in (name for name in params if name[0] == letter):
            exact = exact_residual_gradient(reference, params, X, activation, dout, name)
            expect.close(grads[name], exact, scale=norm(dout), what=f"grads['{name}']")


class Recorded(PythonFunction):
    """A function that remembers the shapes of the points at which it was called."""

    def __init__(self, python):
        super().__init__(python)
        self.shapes = []

    def __call__(self, theta):
        """Evaluate it at theta."""
        self.shapes.append(np.shape(theta))
        return super().__call__(theta)


def judge_remainders(got, wanted, f, theta, grad, direction, steps):
    """Every remainder is the wanted one, up to what rounding does to the terms that it is summed from."""
    terms = norm(grad * direction) + float(np.abs(f(theta)))
    for value, right, step in zip(got, wanted, steps, strict=True):
        scale = terms + float(np.abs(f(theta + step * direction)))
        facts = {"step": step, "got": expect.shown(float(value)), "wanted": expect.shown(float(right))}
        expect.that(abs(value - right) <= REMAINDER_RTOL * scale, "advanced.remainder", **facts)


def bowl_case(*key):
    """Return a convex quadratic, a point, its gradient and a direction there, with the coefficients of the quadratic."""
    f = Recorded("lambda t: float(np.sum(np.array([2.0, 0.5, 1.5, 1.0]) * t**2))")
    theta, direction = one_sign_each(4, 1, 81, *key).ravel(), one_sign_each(4, 1, 82, *key).ravel()
    curvature = np.array([2.0, 0.5, 1.5, 1.0])
    return f, theta, 2 * curvature * theta, direction, curvature


def wavy_case(*key):
    """Return a smooth function that is no polynomial, a point, its gradient and a direction with positive slope."""
    f = Recorded("lambda t: float(np.sum(np.exp(0.5 * t)))")
    theta = one_sign_each(3, 1, 83, *key).ravel()
    return f, theta, 0.5 * np.exp(0.5 * theta), np.abs(one_sign_each(3, 1, 84, *key)).ravel()


def entries(n, m, low, high, *key):
    """Return numbers with low <= |z| <= high, of both signs."""
    rng = fixed_rng(*key)
    return rng.uniform(low, high, (n, m)) * rng.choice([-1.0, 1.0], (n, m))


def judge_kinks(mask, Z, eps):
    """An example is safe exactly where a two-sided difference of relu with this eps is right for every unit."""
    difference = (np.maximum(Z + eps, 0.0) - np.maximum(Z - eps, 0.0)) / (2 * eps)
    safe = (np.abs(difference - (Z > 0)) < KINK_ATOL).all(axis=0)
    for column, wanted in enumerate(safe):
        got, words = mask[column], {True: ("safe", "是安全的"), False: ("not safe", "不安全")}[bool(wanted)]
        values = ", ".join(f"{z:.3g}" for z in Z[:, column])
        facts = {"column": column, "values": values, "eps": eps, "got": str(got), "wanted": words[0]}
        expect.that(bool(got == wanted), "advanced.kink", **facts, wanted_zh=words[1])


# --- variance factors ---


@check(points=1)
@given(dims=layer_dims(1, 5, max_units=9, outputs=1), count=2, examples=DIMS)
def factors_shape(student, dims):
    """variance_factors returns both lists, one factor per layer, and both totals.

    variance_factors 返回两个列表（每层一个因子）和两个总因子。
    """
    student.variance_factors(dims)
    student.variance_factors(dims, 1.5)


@check(points=1, after="factors_shape")
@given(dims=layer_dims(1, 5, max_units=9, outputs=1), count=2, examples=DIMS)
def factors_forward(student, dims):
    """The forward factor of a layer is 2 n_in / (n_in + n_out).

    一层的 forward 因子是 2 n_in / (n_in + n_out)。
    """
    judge_factors(student.variance_factors(dims), dims, 1.0, "forward")


@check(points=1, after="factors_shape")
@given(dims=layer_dims(1, 5, max_units=9, outputs=1), count=2, examples=DIMS)
def factors_backward(student, dims):
    """The backward factor of a layer is 2 n_out / (n_in + n_out), layer 1 first.

    一层的 backward 因子是 2 n_out / (n_in + n_out)，从第 1 层开始。
    """
    judge_factors(student.variance_factors(dims), dims, 1.0, "backward")


@check(points=1, after=("factors_forward", "factors_backward"))
@given(dims=layer_dims(2, 6, max_units=9, outputs=1), count=2, examples=DIMS)
def factors_totals(student, dims):
    """The totals are the products of the factors of all layers.

    总因子是所有层的因子的乘积。
    """
    judge_totals(student.variance_factors(dims), dims, 1.0)


@check(points=1, after="factors_shape")
def factors_pure(student):
    """variance_factors leaves the list of layer sizes alone.

    variance_factors 不改动各层大小的列表。
    """
    student.variance_factors([3, 5, 2, 4])
    expect.inputs_unchanged(student)


# --- LSUV ---


@check(points=1)
@given(dims=layer_dims(1, 3, max_units=5), m=sizes(4, 8), activation=choices(*ACTIVATIONS), count=2, examples=NETS)
def lsuv_structure(student, dims, m, activation):
    """lsuv returns parameters of the same names and shapes.

    lsuv 返回名称和形状都相同的参数。
    """
    student.lsuv(*lsuv_case(dims, m, activation, 21), activation)


@check(points=1, after="lsuv_structure")
def lsuv_direction(student):
    """lsuv multiplies each W by one positive number: its direction stays.

    lsuv 把每个 W 乘以一个正数：方向不变。
    """
    for number, activation in enumerate(ACTIVATIONS):
        dims = ([4, 3, 5, 2], [3, 3], [2, 3, 2])[number]
        params, X = lsuv_case(dims, 9, activation, 22, bias=0.2)
        got = student.lsuv(params, X, activation)
        for layer in range(1, len(dims)):
            new, old = got[f"W{layer}"], params[f"W{layer}"]
            factor = float(np.vdot(new, old) / np.vdot(old, old))
            error = float(np.linalg.norm(new - factor * old)) / max(float(np.linalg.norm(new)), 1e-300)
            facts = {"layer": layer, "factor": expect.shown(factor), "error": f"{error:.2g}"}
            expect.that(factor > 0 and error <= 1e-9, "advanced.lsuv_direction", **facts)


@check(points=1, after="lsuv_structure")
def lsuv_biases(student):
    """lsuv returns the biases as they were.

    lsuv 原样返回偏置。
    """
    for activation in ACTIVATIONS:
        params, X = lsuv_case([4, 3, 5, 2], 9, activation, 23, bias=0.2)
        got = student.lsuv(params, X, activation)
        for name in ("b1", "b2", "b3"):
            expect.same(got[name], params[name], what=name, code="advanced.lsuv_bias")


@check(points=1, after=("lsuv_direction", "lsuv_biases"))
def lsuv_one_layer(student):
    """After lsuv, the pre-activations of a single layer without biases have variance 1 over all their entries.

    经过 lsuv 后，单个无偏置层的预激活值（全部元素）方差为 1。
    """
    for n_in, n_out, m, std in ((4, 3, 9, 2.0), (3, 6, 8, 0.05), (5, 1, 7, 0.7), (3, 5, 1, 1.5)):
        params, X = lsuv_case([n_in, n_out], m, "tanh", 24, n_in, std=std)
        judge_variances(student.lsuv(params, X, "tanh"), X, "tanh", 1e-3)


@check(points=2, after="lsuv_one_layer")
def lsuv_sequence(student):
    """lsuv measures every layer, the last one too, behind the layers that are already scaled and their activations.

    lsuv 在已缩放的各层及其激活函数之后测量每一层，包括最后一层。
    """
    for activation in ACTIVATIONS:
        for std in (0.1, 2.0):
            params, X = lsuv_case([4, 6, 3, 5, 2], 9, activation, 25, std=std)
            judge_variances(student.lsuv(params, X, activation), X, activation, 1e-3)


@check(points=2, after="lsuv_sequence")
def lsuv_with_biases(student):
    """lsuv reaches variance 1 also where biases take part in it, which one division does not.

    有偏置时 lsuv 也使方差达到 1，只除一次做不到。
    """
    for activation in ACTIVATIONS:
        params, X = lsuv_case([4, 6, 3, 5], 9, activation, 26, bias=0.3)
        judge_variances(student.lsuv(params, X, activation), X, activation, 1e-3)


@check(points=1, after="lsuv_structure", function="lsuv")
def lsuv_pure(student):
    """lsuv leaves params and X alone and returns new arrays, biases included.

    lsuv 不改动 params 和 X，返回的都是新数组，偏置也是。
    """
    for dims, bias in (([4, 3, 5, 2], 0.2), ([3, 2], 0.0)):
        params, X = lsuv_case(dims, 6, "tanh", 27, bias=bias)
        judge_pure(student, student.lsuv, params, X, "tanh")


# --- batch normalisation, forward ---


@check(points=1)
@given(n=sizes(1, 5), m=sizes(1, 6), key=seeds(), count=2, examples=BATCHES)
def batchnorm_shape(student, n, m, key):
    """batchnorm_forward returns (out, cache), with out of the shape of Z, for batches of any size.

    batchnorm_forward 对任意大小的批次返回 (out, cache)，out 与 Z 形状相同。
    """
    Z, gamma, beta, _ = batch(n, m, 31, key)
    student.batchnorm_forward(Z, gamma, beta)
    student.batchnorm_forward(Z, gamma, beta, 0.1)


@check(points=2, after="batchnorm_shape")
@given(n=sizes(1, 5), m=sizes(2, 6), key=seeds(), count=1, examples=FULL_BATCHES)
def batchnorm_standardises(student, n, m, key):
    """With gamma = 1 and beta = 0, batchnorm_forward gives every unit mean 0 and variance 1 over the examples.

    gamma = 1、beta = 0 时，batchnorm_forward 使每个单元在各样本上的均值为 0、方差为 1。
    """
    Z = batch(n, m, 32, key)[0] + 4.0 * np.arange(m)  # no unit is nearly constant
    out, _ = student.batchnorm_forward(Z, np.ones((n, 1)), np.zeros((n, 1)))
    mean, variance = moments(out)
    for unit in range(n):
        facts = {"unit": unit, "got": expect.shown(mean[unit, 0]), "wanted": "0"}
        right = abs(mean[unit, 0]) <= MEAN_ATOL
        expect.that(bool(right), "advanced.standardised", statistic="mean", statistic_zh="均值", **facts)
        facts = {"unit": unit, "got": expect.shown(variance[unit, 0]), "wanted": "1"}
        right = abs(variance[unit, 0] - 1) <= VARIANCE_ATOL
        expect.that(bool(right), "advanced.standardised", statistic="variance", statistic_zh="方差", **facts)


@check(points=1, after="batchnorm_standardises")
def batchnorm_eps(student, reference):
    """batchnorm_forward adds the eps that it is given to the variance, under the root.

    batchnorm_forward 把给定的 eps 加到根号里的方差上。
    """
    for n, m, eps in ((3, 5, 0.5), (2, 4, 1e-2), (4, 3, 3.0)):
        Z = batch(n, m, 33)[0]
        plain = (np.ones((n, 1)), np.zeros((n, 1)), eps)
        out, _ = student.batchnorm_forward(Z, *plain)
        expect.close(out, reference.batchnorm_forward(Z, *plain)[0], what="out")


@check(points=1, after="batchnorm_eps")
@given(n=sizes(1, 5), m=sizes(2, 6), key=seeds(), count=1, examples=FULL_BATCHES)
def batchnorm_affine(student, reference, n, m, key):
    """batchnorm_forward multiplies every normalised unit by its gamma and adds its beta.

    batchnorm_forward 把归一化后的每个单元乘以它的 gamma，再加上它的 beta。
    """
    Z, gamma, beta, _ = batch(n, m, 34, key)
    out, _ = student.batchnorm_forward(Z, gamma, beta)
    expect.close(out, reference.batchnorm_forward(Z, gamma, beta)[0], scale=norm(gamma, beta), what="out")


@check(points=1, after="batchnorm_affine")
def batchnorm_one_example(student):
    """For a batch of one example batchnorm_forward returns beta: nothing deviates from its own mean.

    批次只有一个样本时 batchnorm_forward 返回 beta：它与自己的均值没有偏差。
    """
    for n in (1, 4):
        Z, gamma, beta, _ = batch(n, 1, 35)
        out, _ = student.batchnorm_forward(Z, gamma, beta)
        expect.close(out, beta, what="out")


@check(points=1, after="batchnorm_shape", function="batchnorm_forward")
def batchnorm_pure(student):
    """batchnorm_forward leaves Z, gamma and beta alone and returns a new array.

    batchnorm_forward 不改动 Z、gamma 和 beta，返回新数组。
    """
    for n, m in ((3, 5), (2, 1)):
        Z, gamma, beta, _ = batch(n, m, 36)
        judge_pure(student, student.batchnorm_forward, Z, gamma, beta)
        judge_pure(student, student.batchnorm_forward, Z, np.ones((n, 1)), np.zeros((n, 1)))


# --- batch normalisation, backward ---


@check(points=1, after="batchnorm_one_example", function="batchnorm_backward")
@given(n=sizes(1, 5), m=sizes(1, 6), key=seeds(), count=2, examples=BATCHES)
def batchnorm_backward_shape(student, n, m, key):
    """batchnorm_backward returns (dZ, dgamma, dbeta) in the shapes of Z, gamma and beta.

    batchnorm_backward 返回 (dZ, dgamma, dbeta)，形状分别与 Z、gamma、beta 相同。
    """
    backward_of(student, *batch(n, m, 41, key), 1e-5)


@check(points=1, after="batchnorm_backward_shape", function="batchnorm_backward")
@given(n=sizes(1, 5), m=sizes(2, 6), key=seeds(), count=1, examples=FULL_BATCHES)
def batchnorm_backward_beta(student, n, m, key):
    """batchnorm_backward's dbeta sums dout over the examples, without a 1/m.

    batchnorm_backward 的 dbeta 把 dout 对样本求和，不含 1/m。
    """
    Z, gamma, beta, dout = batch(n, m, 42, key)
    _, _, dbeta = backward_of(student, Z, gamma, beta, dout, 1e-5)
    expect.close(dbeta, dout.sum(axis=1, keepdims=True), scale=norm(dout), what="dbeta")


@check(points=1, after="batchnorm_backward_shape", function="batchnorm_backward")
@given(n=sizes(1, 5), m=sizes(2, 6), key=seeds(), count=1, examples=FULL_BATCHES)
def batchnorm_backward_gamma(student, n, m, key):
    """batchnorm_backward's dgamma sums dout times the normalised units over the examples, without a 1/m.

    batchnorm_backward 的 dgamma 把 dout 与归一化结果之积对样本求和，不含 1/m。
    """
    Z, gamma, beta, dout = batch(n, m, 43, key)
    _, dgamma, _ = backward_of(student, Z, gamma, beta, dout, 1e-5)
    mean, variance = moments(Z)
    wanted = (dout * (Z - mean) / np.sqrt(variance + 1e-5)).sum(axis=1, keepdims=True)
    expect.close(dgamma, wanted, scale=norm(dout), what="dgamma")


@check(points=1, after="batchnorm_backward_shape", function="batchnorm_backward")
def batchnorm_backward_mean(student):
    """Every row of batchnorm_backward's dZ sums to 0, because a constant added to a row of Z changes nothing.

    batchnorm_backward 的 dZ 每行之和为 0，因为给 Z 的一行加常数不改变结果。
    """
    reason = "a constant added to the row does not change out, because the mean takes it away again."
    reason_zh = "给该行加上常数会被均值减去，不改变 out。"
    for n, m in ((3, 5), (4, 3), (2, 7)):
        Z, gamma, beta, dout = batch(n, m, 44)
        dZ, _, _ = backward_of(student, Z, gamma, beta, dout, 1e-5)
        limit = 1e-9 * rounding_scale(Z, gamma, dout, 1e-5)
        for unit, total in enumerate(dZ.sum(axis=1)):
            facts = {"unit": unit, "product": "the sum of dZ", "got": expect.shown(total), "wanted": "0"}
            expect.that(abs(total) <= limit, "advanced.orthogonal", **facts, reason=reason, reason_zh=reason_zh)


@check(points=1, after="batchnorm_backward_mean", function="batchnorm_backward")
def batchnorm_backward_variance(student):
    """Every row of batchnorm_backward's dZ is orthogonal to the normalised row, because the variance takes a scale away.

    batchnorm_backward 的 dZ 每行都与归一化后的该行正交，因为方差消除了放缩。
    """
    reason = "scaling the row changes out by next to nothing, because the variance takes it away again."
    reason_zh = "放缩该行几乎不改变 out，因为会被方差消除。"
    for n, m in ((3, 5), (4, 4), (2, 7)):
        Z, gamma, beta, dout = batch(n, m, 45)
        eps = 1e-9  # so that "up to eps" is far below the tolerance
        dZ, _, _ = backward_of(student, Z, gamma, beta, dout, eps)
        mean, variance = moments(Z)
        products = (dZ * (Z - mean) / np.sqrt(variance + eps)).sum(axis=1)
        limit = 1e-5 * rounding_scale(Z, gamma, dout, eps)
        for unit, product in enumerate(products):
            facts = {"unit": unit, "product": "<dZ, normalised Z>", "got": expect.shown(product), "wanted": "0"}
            expect.that(abs(product) <= limit, "advanced.orthogonal", **facts, reason=reason, reason_zh=reason_zh)


@check(points=2, after="batchnorm_backward_variance", function="batchnorm_backward")
@given(
    n=sizes(1, 4),
    m=sizes(2, 5),
    key=seeds(),
    count=3,
    examples=[{"n": 3, "m": 4, "key": 1}, {"n": 2, "m": 5, "key": 1}],
)
def batchnorm_backward_input(student, reference, n, m, key):
    """batchnorm_backward's dZ is the exact gradient: direct, through the mean and through the variance.

    batchnorm_backward 的 dZ 是精确的梯度：直接、经过均值、经过方差三部分之和。
    """
    Z, gamma, beta, dout = batch(n, m, 46, key)
    for eps in (1e-5, 0.3):
        dZ, _, _ = backward_of(student, Z, gamma, beta, dout, eps)

        def objective(value, eps=eps):
            return np.sum(dout * reference.batchnorm_forward(value, gamma, beta, eps)[0])

        scale = rounding_scale(Z, gamma, dout, eps)
        expect.close(dZ, complex_step_gradient(objective, Z), rtol=BACKWARD_RTOL, scale=scale, what="dZ")


@check(points=1, after="batchnorm_backward_shape", function="batchnorm_backward")
def batchnorm_backward_pure(student):
    """batchnorm_backward leaves dout alone and returns new arrays.

    batchnorm_backward 不改动 dout，返回新数组。
    """
    for n, m in ((3, 5), (2, 1)):
        Z, gamma, beta, dout = batch(n, m, 47)
        _, cache = student.batchnorm_forward(Z, gamma, beta)
        judge_pure(student, student.batchnorm_backward, dout, cache)


# --- residual blocks, forward ---


@check(points=1)
@given(n=sizes(1, 5), depth=sizes(1, 4), m=sizes(1, 5), activation=choices(*ACTIVATIONS), count=2, examples=STACKS)
def residual_shape(student, n, depth, m, activation):
    """residual_forward returns (out, cache), with out of the shape of X, for any width, depth and batch.

    residual_forward 对任意宽度、深度和批次返回 (out, cache)，out 与 X 形状相同。
    """
    student.residual_forward(stack(n, depth, 51), one_sign_each(n, m, 51), activation)


@check(points=2, after="residual_shape")
def residual_one_block(student, reference):
    """One residual block adds W g(X) + b to its input.

    一个残差块在输入上加 W g(X) + b。
    """
    for activation in ACTIVATIONS:
        for n, m in ((3, 4), (4, 1), (2, 2)):
            params, X, _ = residual_case(reference, n, 1, m, activation, 52)
            out, _ = student.residual_forward(params, X, activation)
            expect.close(out, reference.residual_forward(params, X, activation)[0], scale=norm(X), what="out")


@check(points=2, after="residual_one_block")
def residual_bounded(student, reference):
    """With a factor 1 / sqrt(L) on every branch the mean square of the signal neither explodes nor stands still, at any depth.

    每条支路乘以 1 / sqrt(L) 时，无论多深，信号的均方既不爆炸也不停滞。
    """
    for depth in (4, 32):
        params, X = deep_stack(reference, 16, depth, 8, 53)
        out, _ = student.residual_forward(params, X, "relu")
        with np.errstate(over="ignore"):
            ratio = float(np.mean(out**2) / np.mean(X**2))
        facts = {"depth": depth, "what": "the signal", "got": expect.shown(ratio), "low": LOW, "high": HIGH}
        expect.that(LOW <= ratio <= HIGH, "advanced.unbounded", **facts)


@check(points=2, after="residual_bounded")
@given(n=sizes(1, 5), depth=sizes(2, 5), m=sizes(1, 5), activation=choices(*ACTIVATIONS), count=2, examples=STACKS[1:])
def residual_stack(student, reference, n, depth, m, activation):
    """residual_forward applies all blocks in order, each one to what the block before put out.

    residual_forward 按顺序应用所有残差块，每一块作用于前一块的输出。
    """
    params, X, _ = residual_case(reference, n, depth, m, activation, 54)
    out, _ = student.residual_forward(params, X, activation)
    expect.close(out, reference.residual_forward(params, X, activation)[0], scale=norm(X), what="out")


@check(points=1, after="residual_shape", function="residual_forward")
def residual_pure(student):
    """residual_forward leaves params and X alone and returns a new array.

    residual_forward 不改动 params 和 X，返回新数组。
    """
    for depth, activation in ((1, "relu"), (3, "tanh")):
        judge_pure(student, student.residual_forward, stack(3, depth, 55), one_sign_each(3, 4, 55), activation)


# --- residual blocks, backward ---


@check(points=1, after="residual_stack", function="residual_backward")
@given(n=sizes(1, 5), depth=sizes(1, 4), m=sizes(1, 5), activation=choices(*ACTIVATIONS), count=2, examples=STACKS)
def residual_backward_shape(student, reference, n, depth, m, activation):
    """residual_backward returns (dX, grads), with the names and shapes of X and params.

    residual_backward 返回 (dX, grads)，名称和形状与 X、params 相同。
    """
    residual_gradients(student, *residual_arguments(reference, n, depth, m, activation, 61))


@check(points=1, after="residual_backward_shape", function="residual_backward")
def residual_backward_trunk(student, reference):
    """With weights 0, residual_backward hands dout down to X as it is: the trunk multiplies by nothing.

    权重全为 0 时，residual_backward 把 dout 原样传到 X：主干上不乘任何东西。
    """
    for n, depth, m in ((3, 1, 4), (4, 3, 2)):
        params, X, activation, dout = residual_arguments(reference, n, depth, m, "tanh", 62)
        params = {name: 0.0 * np.abs(array) if name[0] == "W" else array for name, array in params.items()}
        dX, _ = residual_gradients(student, params, X, activation, dout)
        expect.close(dX, dout, what="dX")


@check(points=2, after="residual_backward_trunk", function="residual_backward")
def residual_backward_input(student, reference):
    """residual_backward's dX is the exact gradient: trunk and branches together, block by block.

    residual_backward 的 dX 是精确的梯度：逐块把主干和支路两部分相加。
    """
    for params, X, activation, dout in exact_cases(reference, 63):
        dX, _ = residual_gradients(student, params, X, activation, dout)
        exact = exact_residual_gradient(reference, params, X, activation, dout, "X")
        expect.close(dX, exact, scale=norm(dout), what="dX")


@check(points=2, after="residual_backward_input", function="residual_backward")
def residual_backward_weights(student, reference):
    """residual_backward's gradients of the weights are exact, in every block.

    residual_backward 对每一块权重的梯度都是精确的。
    """
    judge_blocks(student, reference, "W", 64)


@check(points=1, after="residual_backward_input", function="residual_backward")
def residual_backward_biases(student, reference):
    """residual_backward's gradients of the biases are exact, in every block.

    residual_backward 对每一块偏置的梯度都是精确的。
    """
    judge_blocks(student, reference, "b", 65)


@check(points=1, after="residual_backward_shape", function="residual_backward")
def residual_backward_pure(student):
    """residual_backward leaves params and dout alone and returns new arrays.

    residual_backward 不改动 params 和 dout，返回新数组。
    """
    for depth, activation in ((1, "tanh"), (3, "relu")):
        params, X = stack(3, depth, 66), one_sign_each(3, 4, 66)
        _, cache = student.residual_forward(params, X, activation)
        judge_pure(student, student.residual_backward, params, cache, fixed_array(3, 4, key=66))


# --- the slope test ---


@check(points=1)
@given(steps=lists(choices(0.5, 0.25, 0.1, 0.02, 0.004), 0, 3), count=3, examples=[{"steps": []}])
def taylor_shape(student, steps):
    """taylor_remainder returns one remainder per step, and the slope.

    taylor_remainder 返回每个步长的余项，以及斜率。
    """
    f, theta, grad, direction = wavy_case(71)
    student.taylor_remainder(f, theta, grad, direction, [1.0, 0.05, *dict.fromkeys(steps)])


@check(points=2, after="taylor_shape")
def taylor_right(student):
    """With the right gradient of a quadratic, the remainder is exactly the second-order term.

    对二次函数与正确的梯度，余项恰好是二阶项。
    """
    for key in (1, 2):
        f, theta, grad, direction, curvature = bowl_case(72, key)
        steps = [1.0, 0.3, 0.1, 0.01]
        wanted = np.sum(curvature * direction**2) * np.array(steps) ** 2
        remainders, _ = student.taylor_remainder(f, theta, grad, direction, steps)
        judge_remainders(remainders, wanted, f, theta, grad, direction, steps)


@check(points=1, after="taylor_right")
def taylor_absolute(student):
    """A remainder is an absolute value: it is positive for a function that bends downwards, too.

    余项取绝对值：函数向下弯时它也是正的。
    """
    f = Recorded("lambda t: -float(np.sum(np.array([2.0, 0.5, 1.5, 1.0]) * t**2))")
    _, theta, grad, direction, curvature = bowl_case(74)
    steps = [0.5, 0.1, 0.02]
    wanted = np.sum(curvature * direction**2) * np.array(steps) ** 2
    remainders, _ = student.taylor_remainder(f, theta, -grad, direction, steps)
    judge_remainders(remainders, wanted, f, theta, grad, direction, steps)


@check(points=1, after="taylor_absolute")
def taylor_wrong(student):
    """With a wrong gradient, the remainder contains the error times the step: it is the given gradient that is tested.

    梯度错误时，余项中含有误差乘以步长：被检验的是传入的梯度。
    """
    f, theta, grad, direction, curvature = bowl_case(73)
    steps = [1.0, 0.1, 0.01]
    for wrong in (1.3 * grad, -grad, np.zeros(4)):
        second = np.sum(curvature * direction**2) * np.array(steps) ** 2
        wanted = np.abs(second + np.array(steps) * np.sum((grad - wrong) * direction))
        remainders, _ = student.taylor_remainder(f, theta, wrong, direction, steps)
        judge_remainders(remainders, wanted, f, theta, wrong, direction, steps)


@check(points=1, after="taylor_right")
def taylor_matrix(student):
    """taylor_remainder works for arrays of any shape: f sees theta's shape, and the inner product sums all entries.

    taylor_remainder 适用于任意形状的数组：f 得到与 theta 同形状的数组，内积对所有元素求和。
    """
    steps = [0.5, 0.1, 0.02]
    for shape in ((3, 4), (3, 3), (5, 1), (2, 3, 2)):
        f = Recorded("lambda t: float(np.sum(t**2))")
        n = int(np.prod(shape))
        theta, direction = (one_sign_each(n, 1, 75, i, n).reshape(shape) for i in range(2))
        wanted = np.sum(direction**2) * np.array(steps) ** 2
        remainders, _ = student.taylor_remainder(f, theta, 2 * theta, direction, steps)
        judge_remainders(remainders, wanted, f, theta, 2 * theta, direction, steps)
        odd = [point for point in f.shapes if point != shape]
        expect.that(not odd, "advanced.point_shape", got=str(odd[:1]), wanted=str(shape))


@check(points=2, after="taylor_shape")
def taylor_verdict(student):
    """The slope is near 2 for a right gradient and near 1 for a wrong one.

    梯度正确时斜率接近 2，错误时接近 1。
    """
    steps = [1e-2, 3e-3, 1e-3, 3e-4]
    # A shorter direction moves the line, and not its slope: a line through the origin may fit one of the two, not both.
    for key, length in ((1, 1.0), (2, 0.1)):
        f, theta, grad, direction = wavy_case(76, key)
        direction = length * direction
        for kind, kind_zh, factor, wanted in (("right", "正确的", 1.0, 2.0), ("wrong", "错误的", 0.5, 1.0)):
            _, slope = student.taylor_remainder(f, theta, factor * grad, direction, steps)
            facts = {"kind": kind, "kind_zh": kind_zh, "got": expect.shown(slope), "wanted": wanted}
            expect.that(abs(slope - wanted) <= 0.1, "advanced.verdict_slope", **facts)


@check(points=1, after="taylor_shape", function="taylor_remainder")
def taylor_pure(student):
    """taylor_remainder leaves theta, grad, direction and steps alone and returns a new array.

    taylor_remainder 不改动 theta、grad、direction 和 steps，返回新数组。
    """
    # (0.1 + 0.7) - 0.7 is not 0.1: going there and back leaves a trace
    f = Recorded("lambda t: float(np.sum(np.exp(t)))")
    theta, direction = np.array([0.1, 0.3]), np.array([0.7, 0.9])
    judge_pure(student, student.taylor_remainder, f, theta, np.exp(theta), direction, [1.0, 0.5])
    judge_pure(student, student.taylor_remainder, f, theta, np.exp(theta), direction, [0.5, 1.0])


# --- kinks ---


@check(points=1)
@given(n=sizes(1, 5), m=sizes(1, 6), count=2, examples=[{"n": n, "m": m} for n, m in ((3, 5), (5, 3), (1, 1), (1, 4))])
def kink_shape(student, n, m):
    """kink_free returns one entry per example.

    kink_free 对每个样本返回一个值。
    """
    student.kink_free(one_sign_each(n, m, 81), 1e-5)


@check(points=1, after="kink_shape")
def kink_above(student):
    """kink_free finds pre-activations that lie just above the kink.

    kink_free 能发现略大于 0 的预激活值。
    """
    Z = np.abs(entries(1, 6, 1e-7, 4e-6, 82))
    judge_kinks(student.kink_free(Z, 1e-5), Z, 1e-5)


@check(points=1, after="kink_shape")
def kink_below(student):
    """kink_free finds pre-activations that lie just below the kink.

    kink_free 能发现略小于 0 的预激活值。
    """
    Z = -np.abs(entries(1, 6, 1e-7, 4e-6, 83))
    judge_kinks(student.kink_free(Z, 1e-5), Z, 1e-5)


@check(points=1, after="kink_shape")
def kink_far(student):
    """kink_free raises no false alarm: examples far from the kink are safe, on either side.

    kink_free 不误报：远离折点的样本，无论在哪一侧，都是安全的。
    """
    for n, m in ((1, 6), (4, 5)):
        Z = one_sign_each(n, m, 84, n)
        judge_kinks(student.kink_free(Z, 1e-5), Z, 1e-5)


@check(points=2, after=("kink_above", "kink_below", "kink_far"))
def kink_examples(student):
    """One unit near the kink is enough to make its example unsafe, and only its own.

    只要有一个单元靠近折点，该样本就不安全，而且只影响该样本。
    """
    # Sum, farthest, smallest and mean of the units are beyond eps in one example each, before the nearest is.
    Z = np.array([[3e-6, 5e-6, 3e-6, 3e-6, 2.0], [9e-6, 1.2e-5, -1.2e-5, -1.0, 1.0]])
    judge_kinks(student.kink_free(Z, 1e-5), Z, 1e-5)
    for n, m, unit, column in ((4, 6, 0, 3), (3, 3, 2, 0), (6, 4, 5, 3), (4, 1, 2, 0)):
        Z = one_sign_each(n, m, 85, n)
        Z[unit, column] = 3e-6
        Z[unit - 1, column - 1] = -2e-6
        judge_kinks(student.kink_free(Z, 1e-5), Z, 1e-5)
    Z = entries(8, 3, 0.02, 0.1, 87)  # safe, though the product of a column is below eps
    judge_kinks(student.kink_free(Z, 1e-5), Z, 1e-5)


@check(points=1, after="kink_shape", function="kink_free")
def kink_pure(student):
    """kink_free leaves Z alone and returns a new array.

    kink_free 不改动 Z，返回新数组。
    """
    for n, m in ((3, 4), (1, 5)):
        judge_pure(student, student.kink_free, one_sign_each(n, m, 86), 1e-5)
