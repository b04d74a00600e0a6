"""Public checks of symmetry. The gradients that students' functions are handed are ours, and remember what they were called with."""

from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from grader.checking import (
    PythonFunction,
    check,
    choices,
    expect,
    figures,
    fixed_array,
    fixed_rng,
    given,
    layer_dims,
    seeds,
    sizes,
)
from grader.numerics.networks import loss
from grader.numerics.symmetry import BROKEN, KEPT, symmetric_point

# A difference of two entries of size 1 is exact to 1e-16; planted differences are 0.1 and more.
SPREAD_RTOL = 1e-9

# Where the reference breaks the symmetry by this much, relative to the largest parameter, every correct program does so too: it
# deviates from the reference by rounding only (1e-13), and has to exceed BROKEN = 1e-6.
CLEARLY = 1e-4

# What no draw may leave out: several hidden layers of different sizes, none at all, layers of one unit, one output.
NETS = ([3, 4, 2, 5], [2, 3], [2, 1, 3], [3, 4, 1], [1, 1])
DEEP = ([3, 4, 5, 3, 2], [2, 3, 3], [4, 2, 5, 1])

ACTIVATIONS = ("tanh", "sigmoid", "relu")
RATE = 0.1
STEPS = 5

# Gradients that are short enough to be shown with a failing call. In the first, no entry of the parameters depends on another one.
SEPARATE = "lambda params: {name: value**3 + 0.5 * value - 0.25 for name, value in params.items()}"
# Every array depends on the sums of the others, but on nothing of its own.
ACROSS = (
    "lambda params: {name: value + sum(other.sum() for key, other in params.items() if key != name) - 1.0"
    " for name, value in params.items()}"
)
# J = (w_1 + w_2 + w_3 - 3)^2 with the weights in W1.
SUM = (
    "lambda params: {name: np.full(value.shape, 2 * (params['W1'].sum() - 3.0) * (name == 'W1'))"
    " for name, value in params.items()}"
)
# J = 1/2 sum_i (sum_j W1[i, j] + b1[i] - i)^2: a unit's row and bias depend on each other, and on no other unit.
ROW_AND_BIAS = (
    "lambda params: {'W1': np.ones((1, 2)) * (params['W1'].sum(axis=1, keepdims=True) + params['b1'] - [[0.0], [1.0], [2.0]]),"
    " 'b1': params['W1'].sum(axis=1, keepdims=True) + params['b1'] - [[0.0], [1.0], [2.0]],"
    " 'W2': 0 * params['W2'], 'b2': 0 * params['b2']}"
)
# The hidden layers depend on each other; no unit depends on another one of its own layer.
LAYERS = (
    "lambda params: {'W1': 0.5 * params['W1'] + params['W2'].sum() - 1.0, 'b1': 0.5 * params['b1'] + params['b2'].sum(),"
    " 'W2': 0.5 * params['W2'] + params['W1'].sum() - 2.0, 'b2': 0.5 * params['b2'] - params['b1'].sum(),"
    " 'W3': 0 * params['W3'], 'b3': 0 * params['b3']}"
)
# The output layer depends on the hidden one, and its entries on each other; the hidden layer depends on itself only.
OUTPUT = (
    "lambda params: {'W1': 0.5 * params['W1'] - 1.0, 'b1': 0.5 * params['b1'] + 1.0,"
    " 'W2': params['W2'] + params['b2'].sum() + params['W2'].sum() + params['W1'].sum(),"
    " 'b2': params['b2'] + params['W2'].sum() + params['b1'].sum()}"
)


# --- material ---


def random_params(dims, *key):
    """Return parameters without any symmetry: three decimals, at most about 1 in size."""
    rng = fixed_rng(len(dims), *dims, *key)
    params = {}
    for l, (n_in, n_out) in enumerate(zip(dims, dims[1:], strict=False), start=1):
        params[f"W{l}"] = np.round(rng.uniform(-1.0, 1.0, (n_out, n_in)), 3)
        params[f"b{l}"] = np.round(rng.uniform(-1.0, 1.0, (n_out, 1)), 3)
    return params


def constant_params(dims, value):
    """Return parameters that are `value` everywhere."""
    return {name: np.full(array.shape, value) for name, array in random_params(dims).items()}


def identical_units(dims, *key):
    """Return parameters whose hidden units are identical, but nothing else is: rows of `WL`, entries of `bL`, columns of `W1` differ."""
    return symmetric_point(dims, fixed_rng(len(dims), *dims, *key))


def positive(params):
    """Return the parameters' sizes: relu units that are on for positive inputs."""
    return {name: np.abs(array) for name, array in params.items()}


def data(dims, m, *key, signed=False):
    """Return inputs (n_0, m), positive ones or of both signs, and one-hot labels (n_L, m), generic ones."""
    rng = fixed_rng(len(dims), *dims, m, *key)
    X = np.round(rng.uniform(0.1, 1.0, (dims[0], m)), 3)
    Y = np.eye(dims[-1])[:, rng.integers(dims[-1], size=m)]
    return X * rng.choice([-1.0, 1.0], X.shape) if signed else X, Y


def cost_of(dims):
    """Return the cost for a network: softmax of a single output is constant, and its gradient 0."""
    return "softmax" if dims[-1] > 1 else "squared"


def network_gradient(reference, dims, activation, m, *key, loss="softmax", signed=False):
    """Return a function `gradient(params)` of a network with generic data."""
    X, Y = data(dims, m, *key, signed=signed)
    return lambda params: reference.gradients(params, X, Y, activation, loss)


def any_gradient(reference, dims, activation, key):
    """Return the gradient of a network on any data; for relu on positive data, where constant units are on."""
    signed = activation != "relu"
    return network_gradient(reference, dims, activation, 6, key, loss=cost_of(dims), signed=signed)


def expanded(params, counts, *key):
    """Return the same function with unit i of hidden layer l replaced by counts[l - 1][i] copies, in a random order of the units."""
    rng = fixed_rng(len(counts), *key)
    big = {name: array.copy() for name, array in params.items()}
    for l, copies in enumerate(counts, start=1):
        unit = rng.permutation(np.repeat(np.arange(len(copies)), copies))
        big[f"W{l}"], big[f"b{l}"] = big[f"W{l}"][unit], big[f"b{l}"][unit]
        big[f"W{l + 1}"] = big[f"W{l + 1}"][:, unit] / np.array(copies)[unit]
    return big


# --- judging ---


def after(steps):
    """Say when: after one step, or after several."""
    return f"after {steps} {'step' if steps == 1 else 'steps'}"


def judge_params(got, wanted, when):
    """Every array agrees, to rounding."""
    size = max(float(np.abs(array).max()) for array in wanted.values())
    for name, array in wanted.items():
        expect.close(got[name], array, scale=size, what=f"{when}, {name}")


def parts(params, l):
    """Return what belongs to the units of hidden layer l, one unit per row, by its name."""
    return {f"W{l}[i, :]": params[f"W{l}"], f"b{l}[i]": params[f"b{l}"], f"W{l + 1}[:, i]": params[f"W{l + 1}"].T}


def differences(params):
    """Yield (layer, part, difference of its units relative to the largest parameter) of all hidden layers."""
    size = max(float(np.abs(array).max()) for array in params.values()) or 1.0
    for l in range(1, len(params) // 2):
        for part, array in parts(params, l).items():
            yield l, part, float(np.ptp(array, axis=0).max()) / size


def judge_kept(params, case, *, layers=None):
    """The units of the hidden layers (of all, or of some) are alike up to rounding."""
    for l, part, difference in differences(params):
        kept = difference <= KEPT or (layers is not None and l not in layers)
        expect.that(kept, "symmetry.lost", layer=l, part=part, got=f"{difference:.2g}", case=case)


def judge_broken(params, exact, case):
    """Where the units of the exact result clearly differ, those of this one do."""
    for (l, part, difference), (_, _, wanted) in zip(differences(params), differences(exact), strict=True):
        facts = {"part": part, "got": f"{difference:.2g}", "wanted": f"{wanted:.2g}", "case": case}
        expect.that(difference > BROKEN or wanted < CLEARLY, "symmetry.not_broken", layer=l, **facts)


class Watched:
    """A gradient that remembers the parameters that it was asked at: training, step by step, for a picture."""

    def __init__(self, gradient):
        self.gradient = gradient
        self.visited = []

    def __call__(self, params):
        self.visited.append(params)
        return self.gradient(params)


def trained(train, exact_train, start, gradient):
    """Return the student's and the exact result, and offer pictures of how the units move. `gradient()` returns a fresh gradient."""
    gradients = Watched(gradient()), Watched(gradient())
    end, exact = train(start, gradients[0], RATE, STEPS), exact_train(start, gradients[1], RATE, STEPS)
    paths = [*gradients[0].visited, end], [*gradients[1].visited, exact]
    expect.figure(spreads, *paths)
    expect.figure(first_rows, *paths)
    return end, exact


def spreads(got, wanted):
    """A picture of the largest difference between units of each hidden layer, after every step."""

    def of(path):
        layers = range(1, len(path[0]) // 2)
        return {
            str(l): [max(found[2] for found in differences(params) if found[0] == l) for params in path] for l in layers
        }

    return figures.spread(range(max(len(got), len(wanted))), of(got), of(wanted))


def first_rows(got, wanted):
    """A picture of the first weight of each unit, after every step."""
    steps = range(max(len(got), len(wanted)))
    return figures.rows(steps, [params["W1"] for params in got], [params["W1"] for params in wanted])


def largest(params):
    """Return (layer, part, difference) where the units of hidden layers differ most."""
    return max(differences(params), key=lambda found: found[2])


# --- unit_spread ---


def judge_spread(student, params, wanted, case):
    """The spread is the wanted one."""
    got = student.unit_spread(params)
    right = abs(got - wanted) <= SPREAD_RTOL * wanted
    expect.that(right, "symmetry.spread", got=f"{got:.6g}", wanted=f"{wanted:.6g}", case=case)


def planted(dims, key, changes):
    """Return parameters with identical units, changed as `{("W1", 0, 1): 0.25}` says, and the changes as text."""
    params = identical_units(dims, key)
    for (name, i, j), change in changes.items():
        params[name][i, j] += change
    text = ", ".join(f"{name}[{i}, {j}] += {change}" for (name, i, j), change in changes.items())
    return params, text


@check(points=1, function="unit_spread")
@given(dims=layer_dims(1, 4, 5, 1), key=seeds(), count=4, examples=[{"dims": dims, "key": 1} for dims in NETS])
def spread_identical(student, dims, key):
    """unit_spread is 0.0 when the units of each hidden layer are identical, and when there is nothing to compare.

    每个隐藏层的单元都相同，或没有可比较的单元时，unit_spread 为 0.0。
    """
    judge_spread(student, identical_units(dims, key), 0.0, f"layer_dims = {dims}")


@check(points=1, after="spread_identical", function="unit_spread")
def spread_incoming(student):
    """unit_spread sees a difference in an incoming row, in any place.

    unit_spread 能发现传入行中的差别，不论位置。
    """
    for dims, i, j, change in (([3, 4, 2], 0, 2, 0.25), ([2, 3, 3], 2, 0, -0.5), ([2, 5, 1], 1, 1, 0.125)):
        params, text = planted(dims, 2, {("W1", i, j): change})
        judge_spread(student, params, abs(change), text)


@check(points=1, after="spread_identical", function="unit_spread")
def spread_bias(student):
    """unit_spread sees a difference in a bias.

    unit_spread 能发现偏置的差别。
    """
    for dims, i, change in (([3, 4, 2], 0, 0.25), ([2, 3, 3], 2, -0.5), ([2, 5, 1], 1, 0.125)):
        params, text = planted(dims, 3, {("b1", i, 0): change})
        judge_spread(student, params, abs(change), text)


@check(points=1, after="spread_identical", function="unit_spread")
def spread_outgoing(student):
    """unit_spread sees a difference in an outgoing column.

    unit_spread 能发现传出列中的差别。
    """
    for dims, i, j, change in (([3, 4, 2], 0, 2, 0.25), ([2, 3, 3], 1, 1, -0.5), ([2, 5, 2], 1, 3, -0.125)):
        params, text = planted(dims, 4, {("W2", i, j): change})
        judge_spread(student, params, abs(change), text)


@check(points=1, after=("spread_incoming", "spread_bias", "spread_outgoing"), function="unit_spread")
def spread_size(student):
    """unit_spread is the largest absolute difference of a single entry: not a sum, a mean or a norm.

    unit_spread 是单个元素之差的绝对值的最大值，而不是和、均值或范数。
    """
    for unit, largest in ((0, 0.75), (0, -0.75), (3, 0.75), (3, -0.75)):
        changes = {("W1", unit, 0): 0.5, ("W1", unit, 1): largest, ("b1", unit, 0): -0.25, ("W2", 0, unit): 0.375}
        params, text = planted([3, 4, 2], 5, changes)
        judge_spread(student, params, 0.75, text)


@check(points=1, after="spread_size", function="unit_spread")
def spread_pairs(student):
    """unit_spread compares every pair of units of a layer, not only neighbours, and not only with the first or the last.

    unit_spread 比较同一层的每一对单元，不只是相邻的，也不只是与第一个或最后一个比较。
    """
    for name in ("W1", "b1", "W2"):
        # The units at 0.5 and -0.5 are neither neighbours, nor the first, nor the last.
        shifts = {1: 0.5, 2: 0.25, 3: -0.5, 4: 0.125}
        changes = {(name, *((0, i) if name == "W2" else (i, 0))): shift for i, shift in shifts.items()}
        params, text = planted([3, 5, 2], 6, changes)
        judge_spread(student, params, 1.0, text)


@check(points=1, after="spread_size", function="unit_spread")
def spread_layers(student):
    """unit_spread is the largest one of all hidden layers, whichever that is.

    unit_spread 取所有隐藏层中最大的一个，不论是哪一层。
    """
    for shifts in ((0.75, 0.5, 0.25), (0.25, 0.75, 0.5), (0.5, 0.25, 0.75)):
        params, text = planted([2, 3, 4, 2, 2], 7, {(f"b{l}", 1, 0): shift for l, shift in enumerate(shifts, start=1)})
        judge_spread(student, params, 0.75, text)


# --- train ---


def judge_training(student, function, exact, params, python, rate, steps, when=None):
    """The trained parameters are the reference's."""
    got = getattr(student, function)(params, PythonFunction(python), rate, steps)
    judge_params(got, exact(params, PythonFunction(python), rate, steps), when or after(steps))


@check(points=1, function="train")
@given(dims=layer_dims(1, 3, 4, 1), key=seeds(), count=3, examples=[{"dims": dims, "key": 1} for dims in NETS])
def train_step(student, reference, dims, key):
    """One step of train subtracts learning_rate times the gradient.

    train 的一步是减去 learning_rate 乘以梯度。
    """
    for rate in (0.1, 0.03):
        judge_training(student, "train", reference.train, random_params(dims, key), SEPARATE, rate, 1, "after 1 step")


@check(points=2, after="train_step", function="train")
def train_steps(student, reference):
    """train repeats that `steps` times, with the gradient at the parameters of that moment.

    train 重复 steps 次，每次都用当时参数处的梯度。
    """
    for steps in (2, 3, 20):
        judge_training(student, "train", reference.train, random_params([2, 3, 2], 11), SEPARATE, 0.2, steps)


@check(points=1, after="train_steps", function="train")
def train_simultaneous(student, reference):
    """In a step of train all arrays move at the same time, from the same gradient.

    train 的一步中，所有数组用同一个梯度同时更新。
    """
    for steps in (1, 2):
        judge_training(student, "train", reference.train, random_params([2, 3, 2], 12), ACROSS, 0.1, steps)


@check(points=1, after="train_steps", function="train")
def train_keys(student, reference):
    """train finds every gradient by its key: the dict may be in another order than params.

    train 按键名取梯度：字典的次序可能与 params 不同。
    """
    for order in ("reversed(list(params.items()))", "sorted(params.items())"):
        python = f"lambda params: {{name: value + ord(name[0]) / 100 + int(name[1:]) for name, value in {order}}}"
        judge_training(student, "train", reference.train, random_params([1, 1, 1, 1], 13), python, 0.1, 2)


@check(points=1, after="train_step")
def train_pure(student):
    """train leaves its arguments alone and returns new arrays.

    train 不修改参数，返回新的数组。
    """
    for steps in (1, 3):
        student.train(random_params([2, 3, 2], 14), PythonFunction(SEPARATE), 0.1, steps)
        expect.inputs_unchanged(student)
        expect.fresh(student)


@check(points=1, after="train_pure")
def train_zero_steps(student):
    """After 0 steps train returns copies of the parameters.

    0 步时 train 返回参数的副本。
    """
    params = random_params([2, 3, 2], 15)
    got = student.train(params, PythonFunction(SEPARATE), 0.1, 0)
    expect.fresh(student)
    for name, array in params.items():
        expect.same(got[name], array, what=name)


CONSTANTS = [
    {"dims": dims, "activation": activation, "constant": constant, "key": 1}
    for dims, activation, constant in zip(DEEP, ACTIVATIONS, (True, False, True), strict=True)
]

MOVING = [{name: case[name] for name in ("dims", "activation", "key")} for case in CONSTANTS]


def symmetric_start(dims, activation, constant, key):
    """Return a network of identical units, fully constant or not, with relu units that are on."""
    start = constant_params(dims, 0.4) if constant else identical_units(dims, key)
    return positive(start) if activation == "relu" else start


@check(points=1, after=("train_simultaneous", "train_keys"))
@given(
    dims=layer_dims(2, 4, 5, 1),
    activation=choices(*ACTIVATIONS),
    constant=choices(True, False),
    key=seeds(),
    count=4,
    examples=CONSTANTS,
)
def gradient_descent_keeps_symmetry(student, reference, dims, activation, constant, key):
    """From identical units, gradient descent keeps them identical: rows of W1 to W{L-1}, columns of W2 to WL, rows of b1 to b{L-1}.

    从相同的单元出发，梯度下降使它们保持相同：W1 至 W{L-1} 的行、W2 至 WL 的列、b1 至 b{L-1} 的行都保持相等。
    """
    start = symmetric_start(dims, activation, constant, key)
    gradient = any_gradient(reference, dims, activation, key)
    end, exact = trained(student.train, reference.train, start, lambda: gradient)
    judge_kept(end, f"layer_dims = {dims}, {activation}")
    # It is no symmetry of a network that stands still.
    judge_params(end, exact, after(STEPS))


@check(points=1, after=("train_simultaneous", "train_keys"))
@given(dims=layer_dims(2, 4, 5, 2), activation=choices(*ACTIVATIONS), key=seeds(), count=2, examples=MOVING)
def momentum_keeps_symmetry(student, reference, dims, activation, key):
    """Momentum keeps identical units identical: the gradient that train is handed here is a velocity that remembers.

    动量使相同的单元保持相同：这里传给 train 的“梯度”是带记忆的速度。
    """
    start = symmetric_start(dims, activation, False, key)
    # A velocity is up to ten times as fast.
    velocity = reference.with_momentum(any_gradient(reference, dims, activation, key))
    judge_kept(student.train(start, velocity, RATE / 10, 2 * STEPS), f"layer_dims = {dims}, {activation}, momentum")


@check(points=1, after=("train_simultaneous", "train_keys"))
def zero_weights(student, reference):
    """From all zeros with tanh or relu only the last bias moves.

    激活函数为 tanh 或 relu 时，若所有参数从 0 开始，只有最后一层的偏置会动。
    """
    for dims, activation in (([3, 4, 3], "tanh"), ([2, 3, 4, 2], "relu"), ([3, 2, 5, 3], "tanh")):
        start = constant_params(dims, 0.0)
        gradient = network_gradient(reference, dims, activation, 7, 21)
        end = student.train(start, gradient, RATE, STEPS)
        last = f"b{len(dims) - 1}"
        for name in start:
            moved = float(np.abs(end[name]).max())
            expect.that(
                moved == 0.0 or name == last, "symmetry.moved", name=name, activation=activation, got=f"{moved:.2g}"
            )
        expect.close(end[last], reference.train(start, gradient, RATE, STEPS)[last], what=last)


def judge_breaking(student, reference, start, gradient, may_break, case):
    """After training, the units of the layers `may_break` differ where the reference's do, and no others."""
    end, exact = trained(student.train, reference.train, start, lambda: gradient)
    judge_kept(end, case, layers=[l for l in range(1, len(start) // 2) if l not in may_break])
    judge_broken(end, exact, case)


RANDOM_ARRAYS = [
    {"dims": dims, "layer": layer, "name": name, "activation": activation, "key": 1}
    for dims, layer, name, activation in (
        ([3, 4, 3, 5, 2], 2, "W", "tanh"),
        ([3, 4, 3, 5, 2], 3, "b", "tanh"),
        ([2, 3, 4, 2], 1, "W", "sigmoid"),
        ([2, 3, 4, 2], 1, "b", "tanh"),
        ([2, 3, 4, 3], 3, "W", "tanh"),
        ([2, 3, 4, 3], 3, "b", "sigmoid"),
        ([2, 4, 3], 1, "W", "relu"),
    )
]


@check(points=1, after="gradient_descent_keeps_symmetry", function="train")
@given(
    dims=layer_dims(2, 4, 5, 2),
    layer=sizes(1, 4),
    name=choices("W", "b"),
    activation=choices("tanh", "sigmoid"),
    key=seeds(),
    count=4,
    examples=RANDOM_ARRAYS,
)
def one_random_array(student, reference, dims, layer, name, activation, key):
    """One random W_k in a constant network separates the units of the hidden layers k-1 and k only; one random b_k those of layer k only.

    常数网络中若只有一个 W_k 是随机的，训练只会把第 k-1 和第 k 个隐藏层的单元分开；只有一个 b_k 随机时，只分开第 k 层的单元。
    """
    k = min(layer, len(dims) - 1)
    start = constant_params(dims, 0.4)
    start[f"{name}{k}"] = random_params(dims, key)[f"{name}{k}"]
    gradient = network_gradient(reference, dims, activation, 6, key, loss="squared")
    broken = {k - 1, k} if name == "W" else {k}
    judge_breaking(student, reference, start, gradient, broken, f"layer_dims = {dims}, {activation}, random {name}{k}")


@check(points=1, after="gradient_descent_keeps_symmetry")
def unequal_treatment_breaks(student, reference):
    """Dropout, and rates that differ from parameter to parameter, separate units that started alike.

    dropout 以及各参数不同的学习率，会把起点相同的单元分开。
    """
    for dims, activation in (([3, 4, 2], "tanh"), ([3, 5, 4, 3], "sigmoid")):
        start, (X, Y) = constant_params(dims, 0.5), data(dims, 6, 31)

        def dropout():
            return reference.dropout_gradient(X, Y, activation, 0.5, fixed_rng(32))

        end, exact = trained(student.train, reference.train, start, dropout)
        judge_broken(end, exact, f"layer_dims = {dims}, {activation}, dropout")
        rates = positive(random_params(dims, 33))

        def scaled(params):
            grads = reference.gradients(params, X, Y, activation, "squared")
            return {name: rates[name] * grad for name, grad in grads.items()}

        end, exact = student.train(start, scaled, RATE, STEPS), reference.train(start, scaled, RATE, STEPS)
        judge_broken(end, exact, f"layer_dims = {dims}, {activation}, different rates")


def judge_sum(got, wanted, what):
    """The three weights of the sum are the wanted ones; nothing else has moved."""
    expect.close(got["W1"].ravel(), np.array(wanted), what=what)
    for name in ("b1", "W2", "b2"):
        expect.close(got[name], np.full(got[name].shape, 0.3), what=name)


@check(points=1, after="train_steps")
def sum_together(student):
    """Three weights of a sum that step together share equally: from 0.3 each, (w_1 + w_2 + w_3 - 3)^2 takes them to (1, 1, 1).

    求和中的三个权重同时更新时平分：都从 0.3 出发，(w_1 + w_2 + w_3 - 3)^2 把它们带到 (1, 1, 1)。
    """
    for steps in (1, 20):
        # The error shrinks by 1 - 3 * 2 * 0.1 = 0.4 per step.
        got = student.train(constant_params([1, 3, 1], 0.3), PythonFunction(SUM), 0.1, steps)
        judge_sum(got, [1.0 - 0.7 * 0.4**steps] * 3, f"W1 after {steps} steps")


# --- train_minibatch ---


@dataclass
class Update:
    """One call of the gradient: what it was called with, and its answer."""

    params: dict
    X: np.ndarray
    Y: np.ndarray
    grads: dict


@dataclass
class Batches:
    """A gradient of a linear model that remembers its calls."""

    updates: list[Update] = field(default_factory=list)

    def __call__(self, params, X, Y):
        """Return the gradient on one batch."""
        params = {name: np.array(array, dtype=np.float64) for name, array in params.items()}
        X, Y = np.array(X, dtype=np.float64), np.array(Y, dtype=np.float64)
        if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1] or X.shape[1] == 0:
            raise ValueError(f"a batch has X (n_0, k) and Y (n_L, k) with k at least 1, not {X.shape} and {Y.shape}")
        error = (params["W1"] @ X + params["b1"] - Y) / X.shape[1]
        grads = {"W1": error @ X.T, "b1": error.sum(axis=1, keepdims=True)}
        self.updates.append(Update(params, X, Y, grads))
        return grads


def examples_of(m):
    """Return X (2, m) with pairwise different columns and one-hot Y (3, m)."""
    rng = fixed_rng(m, 41)
    X = np.vstack([(1 + rng.permutation(m)) / 100, np.round(rng.uniform(0.1, 1.0, m), 3)])
    return X, np.eye(3)[:, rng.integers(3, size=m)]


def run_minibatch(student, m, epochs, batch_size, *key, params=None, X=None, Y=None):
    """Train a linear model; return its updates and the parameters."""
    if X is None:
        X, Y = examples_of(m)
    params = random_params([X.shape[0], Y.shape[0]], 42) if params is None else params
    gradient = Batches()
    end = student.train_minibatch(params, gradient, X, Y, 0.1, epochs, batch_size, fixed_rng(*key))
    return gradient.updates, end


def visited(updates, X):
    """Return the number of the example of every column that was used, per update."""
    number = {X[:, j].tobytes(): j for j in range(X.shape[1])}
    batches = []
    for update, call in enumerate(updates, start=1):
        columns = [column.tobytes() for column in np.ascontiguousarray(call.X.T)]
        strange = next((j for j, column in enumerate(columns) if column not in number), None)
        got = "" if strange is None else expect.shown(call.X[:, strange])
        expect.that(strange is None, "symmetry.not_an_example", update=update, got=got)
        batches.append([number[column] for column in columns])
    return batches


def epochs_of(batches, m):
    """Cut the visits into epochs of m."""
    order = [example for batch in batches for example in batch]
    return [order[start : start + m] for start in range(0, len(order), m)]


def judge_steps(updates, start, end):
    """Every gradient was computed where the updates before it led to, and the last update leads to the end."""
    point = start
    for number, update in enumerate(updates, start=1):
        judge_params(update.params, point, f"at call {number} of the gradient")
        point = {name: array - 0.1 * update.grads[name] for name, array in point.items()}
    judge_params(end, point, "at the end")


BATCHES = [
    {"m": m, "epochs": epochs, "batch_size": batch_size}
    for m, epochs, batch_size in ((7, 2, 3), (6, 3, 2), (5, 2, 1), (4, 2, 4), (1, 2, 1), (10, 1, 4))
]


@check(points=2, function="train_minibatch")
@given(m=sizes(1, 12), epochs=sizes(1, 3), batch_size=sizes(1, 8), count=3, examples=BATCHES)
def minibatch_visits(student, m, epochs, batch_size):
    """In every epoch of train_minibatch each example is used exactly once.

    train_minibatch 的每一轮中，每个样本恰好使用一次。
    """
    X, _ = examples_of(m)
    updates, _ = run_minibatch(student, m, epochs, min(batch_size, m), 43)
    batches = visited(updates, X)
    total = sum(map(len, batches))
    expect.that(total == epochs * m, "symmetry.visits", epochs=epochs, m=m, wanted=epochs * m, got=total)
    for epoch, order in enumerate(epochs_of(batches, m), start=1):
        times = np.bincount(order, minlength=m)
        worst = int(np.argmax(np.abs(times - 1)))
        expect.that(bool(times[worst] == 1), "symmetry.epoch", epoch=epoch, example=worst, times=int(times[worst]))


@check(points=1, after="minibatch_visits", function="train_minibatch")
@given(m=sizes(1, 12), epochs=sizes(1, 3), batch_size=sizes(1, 8), count=3, examples=BATCHES)
def minibatch_sizes(student, m, epochs, batch_size):
    """Every batch holds batch_size examples, except for the last one of an epoch, which holds what is left.

    每个批量含 batch_size 个样本，一轮的最后一批含剩下的样本。
    """
    batch_size = min(batch_size, m)
    updates, _ = run_minibatch(student, m, epochs, batch_size, 44)
    got = [update.X.shape[1] for update in updates]
    wanted = [min(batch_size, m - start) for start in range(0, m, batch_size)]
    facts = {"m": m, "batch_size": batch_size, "got": str(got), "wanted": str(wanted * epochs)}
    expect.that(got == wanted * epochs, "symmetry.batch_sizes", **facts)


@check(points=1, after="minibatch_sizes", function="train_minibatch")
def minibatch_larger_than_data(student):
    """With a batch_size larger than m, every epoch is one update with all examples.

    batch_size 大于 m 时，每一轮用全部样本更新一次。
    """
    start = random_params([2, 3], 45)
    for m, batch_size in ((5, 6), (4, 64), (1, 2)):
        updates, end = run_minibatch(student, m, 3, batch_size, 45, params=start)
        got = [update.X.shape[1] for update in updates]
        facts = {"m": m, "batch_size": batch_size, "got": str(got), "wanted": str([m] * 3)}
        expect.that(got == [m] * 3, "symmetry.batch_sizes", **facts)
        judge_steps(updates, start, end)


@check(points=1, after="minibatch_visits", function="train_minibatch")
def minibatch_pairs(student):
    """X and Y are taken in the same order: every example keeps its label.

    X 与 Y 按同一次序取列：每个样本保持自己的标签。
    """
    # 12 classes with one example each: three epochs with two separate orders agree with probability (1 / 12!)^3 < 1e-25.
    X, Y = np.vstack([np.arange(1, 13) / 10, fixed_array(1, 12, key=46)]), np.eye(12)
    updates, _ = run_minibatch(student, 12, 3, 5, 47, X=X, Y=Y)
    for number, (update, batch) in enumerate(zip(updates, visited(updates, X), strict=True), start=1):
        for x, label in zip(batch, update.Y.T, strict=True):
            expect.that(
                label[x] == 1.0 and label.sum() == 1.0, "symmetry.pairs", update=number, x=x, y=int(label.argmax())
            )


@check(points=2, after="minibatch_visits", function="train_minibatch")
def minibatch_updates(student):
    """Every gradient is computed at the current parameters and followed by one update; the last one gives the result.

    每次都在当前参数处计算梯度，随后更新一次；最后一次更新的结果就是返回值。
    """
    for m, epochs, batch_size in ((9, 2, 4), (6, 2, 1)):
        start = random_params([2, 3], 48)
        updates, end = run_minibatch(student, m, epochs, batch_size, 49, params=start)
        judge_steps(updates, start, end)


@check(points=1, after="minibatch_visits", function="train_minibatch")
def minibatch_generator(student):
    """The order is drawn from the generator that is passed: equal generators give equal orders, and different ones different orders.

    次序从传入的生成器抽取：状态相同则次序相同，不同则次序不同。
    """
    X, _ = examples_of(25)
    orders = []
    for seed in (51, 51, 52):
        updates, _ = run_minibatch(student, 25, 1, 1, seed)
        expect.generator_used(student)
        orders.append(visited(updates, X))
    expect.that(orders[0] == orders[1], "symmetry.not_repeatable")
    # 25 examples: two random orders agree with probability 1 / 25! < 1e-25.
    expect.that(orders[0] != orders[2], "symmetry.seed_ignored")


@check(points=1, after="minibatch_generator", function="train_minibatch")
def minibatch_fresh_order(student):
    """Every epoch has a fresh random order.

    每一轮都用新的随机次序。
    """
    X, _ = examples_of(25)
    updates, _ = run_minibatch(student, 25, 3, 1, 53)
    orders = epochs_of(visited(updates, X), 25)
    # Two random orders of 25 examples agree with probability 1 / 25! < 1e-25.
    for second, order in enumerate(orders, start=1):
        expect.that(order != sorted(order), "symmetry.order_not_shuffled", epoch=second)
        for first, earlier in enumerate(orders[: second - 1], start=1):
            expect.that(order != earlier, "symmetry.same_order", first=first, second=second)
    X, _ = examples_of(120)
    updates, _ = run_minibatch(student, 120, 3, 10, 59)
    orders = epochs_of(visited(updates, X), 120)
    for second in (2, 3):
        for kept, what, what_zh in (
            (same_places, "examples stand at the same place", "个样本的位置相同"),
            (same_neighbours, "pairs of neighbours are the same", "对相邻的样本相同"),
        ):
            count = kept(orders[second - 2], orders[second - 1])
            facts = {"what": what, "what_zh": what_zh, "first": second - 1, "second": second, "count": count}
            expect.that(count < MOST_KEPT, "symmetry.order_kept", m=120, **facts)


# Two random orders have k examples at the same places, or k pairs that follow each other in both (in either direction), with
# probability at most 2^k / k!: below 1e-19 for 30.
MOST_KEPT = 30


def same_places(one, other):
    """Return how many examples come at the same place in both orders."""
    return sum(a == b for a, b in zip(one, other, strict=True))


def same_neighbours(one, other):
    """Return how many pairs of examples stand next to each other in both orders."""
    pairs = [{frozenset(pair) for pair in zip(order, order[1:], strict=False)} for order in (one, other)]
    return len(pairs[0] & pairs[1])


@check(points=1, after="minibatch_generator", function="train_minibatch")
def minibatch_fresh_batches(student):
    """The examples are shuffled before they are cut into batches, so that every epoch has other batches.

    先打乱样本再切成批量，因此每一轮的批量都不同。
    """
    X, _ = examples_of(40)
    updates, _ = run_minibatch(student, 40, 4, 8, 54)
    batches = visited(updates, X)
    epochs = [[range(start, start + 8) for start in range(0, 40, 8)]]
    epochs += [batches[start : start + 5] for start in range(0, 20, 5)]
    pairs = [{pair for batch in epoch for pair in combinations(sorted(batch), 2)} for epoch in epochs]
    for second in range(1, 5):
        for first in range(second):
            # Of the 140 pairs of examples that share a batch, two random divisions have 25 in common, give or take 5.
            common = len(pairs[first] & pairs[second])
            expect.that(common < 100, "symmetry.same_batches", first=first, second=second, common=common)
    neighbours = [any(set(batch) == {(first + k) % 40 for k in range(8)} for first in batch) for batch in batches]
    # A random batch of 8 of 40 consists of neighbours with probability 40 / C(40, 8) < 1e-6, and there are twenty.
    expect.that(not all(neighbours), "symmetry.neighbours")


@check(points=1, after="minibatch_visits", function="train_minibatch")
def minibatch_pure(student):
    """train_minibatch leaves its arguments alone and returns new arrays.

    train_minibatch 不修改参数，返回新的数组。
    """
    for batch_size in (2, 5):
        run_minibatch(student, 5, 2, batch_size, 55)
        expect.inputs_unchanged(student)
        expect.fresh(student)


@check(points=1, after="minibatch_pure", function="train_minibatch")
def minibatch_zero_epochs(student):
    """After 0 epochs train_minibatch returns copies of the parameters.

    0 轮时 train_minibatch 返回参数的副本。
    """
    params = random_params([2, 3], 56)
    _, got = run_minibatch(student, 5, 0, 2, 57, params=params)
    expect.fresh(student)
    for name, array in params.items():
        expect.same(got[name], array, what=name)


@check(points=1, after="minibatch_updates")
@given(
    dims=layer_dims(2, 4, 5, 1),
    activation=choices(*ACTIVATIONS),
    constant=choices(True, False),
    key=seeds(),
    count=3,
    examples=CONSTANTS,
)
def minibatches_keep_symmetry(student, reference, dims, activation, constant, key):
    """From identical units, minibatches keep them identical, although every batch is another one.

    从相同的单元出发，小批量也使它们保持相同，尽管每个批量都不同。
    """
    start = symmetric_start(dims, activation, constant, key)
    X, Y = data(dims, 7, key, signed=activation != "relu")

    def gradient(params, X, Y):
        grads = reference.gradients(params, X, Y, activation, cost_of(dims))
        return {name: grads[name] for name in start}

    end = student.train_minibatch(start, gradient, X, Y, RATE, 3, 3, fixed_rng(58))
    judge_kept(end, f"layer_dims = {dims}, {activation}, batch_size = 3")


# --- train_unit_by_unit ---


@check(points=2)
def unit_by_unit_breaks_symmetry(student, reference):
    """From a non-zero constant, updates one after the other separate the units, where gradient descent would not.

    从非零常数出发，逐个更新会把单元分开，而梯度下降不会。
    """
    for dims, activation in (([3, 4, 2], "tanh"), ([2, 3, 3, 2], "tanh"), ([3, 4, 2], "sigmoid"), ([2, 4, 1], "relu")):
        start = constant_params(dims, 0.4)
        # Softmax passes nothing back at first. With squared error the reference breaks the symmetry by 4e-4 and more in
        # two steps (40 sets of data).
        gradient = network_gradient(reference, dims, activation, 6, 67, loss="squared")
        wanted = largest(reference.train_unit_by_unit(start, gradient, RATE, 2))
        l, part, difference = largest(student.train_unit_by_unit(start, gradient, RATE, 2))
        facts = {"part": part, "got": f"{difference:.2g}", "wanted": f"{wanted[2]:.2g}"}
        broken = difference > BROKEN or wanted[2] < CLEARLY
        expect.that(broken, "symmetry.not_broken", layer=l, case=f"layer_dims = {dims}, {activation}", **facts)


@check(points=1, after="unit_by_unit_breaks_symmetry")
def units_in_turn(student):
    """The hidden units step one after the other: in a sum of three, each sees what those before it did, and they become different.

    隐藏单元逐个更新：求和中的三个单元，每个都看到前面单元的变化，于是变得不同。
    """
    for steps in (1, 2, 15):
        got = student.train_unit_by_unit(constant_params([1, 3, 1], 0.3), PythonFunction(SUM), 0.1, steps)
        # Every update shrinks the error -2.1 to 0.8 of what it is; weight i takes 0.2 of the error at its turn.
        rounds = (1 - 0.8 ** (3 * steps)) / (1 - 0.8**3)
        judge_sum(got, [0.3 + 0.2 * 2.1 * 0.8**i * rounds for i in range(3)], f"W1 after {steps} steps")


@check(points=1, after="units_in_turn", function="train_unit_by_unit")
def unit_with_bias(student, reference):
    """A unit's row and its bias step together, from the same gradient.

    一个单元的行与偏置用同一个梯度一起更新。
    """
    for steps in (1, 3):
        start = random_params([2, 3, 1], 61)
        judge_training(student, "train_unit_by_unit", reference.train_unit_by_unit, start, ROW_AND_BIAS, 0.1, steps)


@check(points=1, after="unit_with_bias", function="train_unit_by_unit")
def layers_in_turn(student, reference):
    """The hidden layers come in order, and a layer sees what those before it did in the same step.

    隐藏层按次序更新，后面的层在同一步中看到前面各层的变化。
    """
    for steps in (1, 3):
        start = random_params([2, 3, 2, 2], 62)
        judge_training(student, "train_unit_by_unit", reference.train_unit_by_unit, start, LAYERS, 0.1, steps)


@check(points=1, after="unit_with_bias", function="train_unit_by_unit")
def output_layer_last(student, reference):
    """The output layer comes last: its weights and biases step together, from one gradient that is computed anew.

    输出层最后更新：重新计算一次梯度，它的权重和偏置一起更新。
    """
    for steps in (1, 3):
        start = random_params([2, 3, 2], 63)
        judge_training(student, "train_unit_by_unit", reference.train_unit_by_unit, start, OUTPUT, 0.1, steps)


TURNS = [{"dims": dims, "activation": "tanh", "key": 1} for dims in ([3, 4, 2, 3], [2, 3], [2, 1, 3])]


@check(points=2, after=("unit_with_bias", "layers_in_turn", "output_layer_last"))
@given(dims=layer_dims(1, 4, 4, 2), activation=choices("tanh", "sigmoid"), key=seeds(), count=3, examples=TURNS)
def unit_by_unit_network(student, reference, dims, activation, key):
    """train_unit_by_unit is right on networks of any depth, also without a hidden layer, where it is gradient descent.

    train_unit_by_unit 在任意深度的网络上都正确；没有隐藏层时它就是梯度下降。
    """
    start = random_params(dims, key)
    gradient = network_gradient(reference, dims, activation, 5, key, loss="squared")
    for steps in (1, 2):
        got = student.train_unit_by_unit(start, gradient, RATE, steps)
        judge_params(got, reference.train_unit_by_unit(start, gradient, RATE, steps), after(steps))


@check(points=1, after="units_in_turn")
def unit_by_unit_pure(student):
    """train_unit_by_unit leaves its arguments alone and returns new arrays.

    train_unit_by_unit 不修改参数，返回新的数组。
    """
    for steps in (1, 2):
        student.train_unit_by_unit(random_params([2, 3, 2], 64), PythonFunction(SEPARATE), 0.1, steps)
        expect.inputs_unchanged(student)
        expect.fresh(student)


@check(points=1, after="unit_by_unit_pure")
def unit_by_unit_zero_steps(student):
    """After 0 steps train_unit_by_unit returns copies of the parameters.

    0 步时 train_unit_by_unit 返回参数的副本。
    """
    params = random_params([2, 3, 2], 65)
    got = student.train_unit_by_unit(params, PythonFunction(SEPARATE), 0.1, 0)
    expect.fresh(student)
    for name, array in params.items():
        expect.same(got[name], array, what=name)


# --- effective_widths ---


def judge_widths(student, params, wanted, case, *tolerance):
    """The numbers of distinct units are the wanted ones."""
    got = student.effective_widths(params, *tolerance)
    expect.that(got == wanted, "symmetry.widths", got=str(got), wanted=str(wanted), case=case)


@check(points=1, function="effective_widths")
@given(dims=layer_dims(1, 4, 5, 1), key=seeds(), count=4, examples=[{"dims": dims, "key": 1} for dims in NETS])
def widths_identical(student, dims, key):
    """A layer of identical units has effective width 1; a network without hidden layers has no widths.

    单元全部相同的层，有效宽度为 1；没有隐藏层的网络没有宽度。
    """
    judge_widths(student, identical_units(dims, key), [1] * (len(dims) - 2), f"layer_dims = {dims}")
    judge_widths(student, constant_params(dims, 0.5), [1] * (len(dims) - 2), f"layer_dims = {dims}")


@check(points=1, after="widths_identical", function="effective_widths")
@given(dims=layer_dims(1, 4, 6, 1), key=seeds(), count=4, examples=[{"dims": dims, "key": 1} for dims in NETS])
def widths_random(student, dims, key):
    """A random network has as many distinct units as units.

    随机网络的单元互不相同，有多少算多少。
    """
    judge_widths(student, random_params(dims, key), dims[1:-1], f"layer_dims = {dims}")


GROUPS = (
    ([2, 3, 2], [[2, 1, 4]]),
    ([3, 2, 4, 2], [[4, 2], [1, 2, 1, 2]]),
    ([1, 4, 1], [[2, 2, 1, 2]]),
)


@check(points=2, after="widths_random", function="effective_widths")
def widths_groups(student):
    """Copies count once, wherever they stand in the layer, and every group counts.

    相同的单元不论在层中的什么位置都只算一个，每一组都要计数。
    """
    for number, (dims, counts) in enumerate(GROUPS):
        params = expanded(random_params(dims, 71), counts, 72, number)
        judge_widths(student, params, dims[1:-1], f"copies per unit: {counts}")
        expect.inputs_unchanged(student)


@check(points=1, after="widths_groups", function="effective_widths")
def widths_parts(student):
    """Units that agree in two of incoming row, bias and outgoing column, but differ in the third, are different units.

    传入行、偏置、传出列中有两处一致、第三处不同的单元是不同的单元。
    """
    for changes in ({("W1", 2, 1): 0.25}, {("b1", 0, 0): -0.5}, {("W2", 1, 3): 0.125}):
        params, text = planted([3, 4, 2], 73, changes)
        judge_widths(student, params, [2], text)


@check(points=1, after="widths_parts", function="effective_widths")
def widths_tolerance(student):
    """Differences far below the tolerance do not count and differences far above it do; the tolerance is 1e-9 unless another is given.

    远小于容差的差别不算，远大于容差的算；不另外指定时容差为 1e-9。
    """
    for name, i, j in (("W1", 2, 1), ("b1", 0, 0), ("W2", 1, 3)):
        for change, tolerance, width in (
            (1e-12, (), 1),
            (1e-6, (), 2),
            (1e-6, (0.001,), 1),
            (0.25, (0.001,), 2),
            (1e-12, (1e-15,), 2),
        ):
            params, text = planted([3, 4, 2], 74, {(name, i, j): change})
            given_tolerance = f", tolerance = {tolerance[0]}" if tolerance else ""
            judge_widths(student, params, [width], text + given_tolerance, *tolerance)
    # An absolute difference: 0.25 is far above 0.001, however large the entries are that differ by it.
    params, text = planted([3, 4, 2], 74, {("b1", i, 0): 1000.0 + 0.25 * (i == 2) for i in range(4)})
    judge_widths(student, params, [2], text + ", tolerance = 0.001", 0.001)


def interleaved():
    """Return parameters with two units, twice each, that alternate when sorted by entries that differ by rounding, and text."""
    noise = {("W1", i, 0): i * 1e-12 for i in range(4)} | {("W2", 1, i): i * 1e-12 for i in range(4)}
    return planted([3, 4, 2], 75, noise | {("W1", i, 1): 0.25 for i in (1, 3)})


@check(points=1, after="widths_tolerance", function="effective_widths")
def widths_interleaved(student):
    """Copies that differ by rounding count once, also where sorting the units puts another one between them.

    只相差舍入误差的单元只算一个，即使按大小排序后它们之间夹着别的单元。
    """
    params, text = interleaved()
    judge_widths(student, params, [2], text)


# --- collapse ---


def judge_collapsed(got, small, case):
    """The collapsed network has the arrays of a network of the wanted sizes."""
    expect.that(
        set(got) == set(small), "symmetry.collapsed_keys", got=", ".join(map(str, got))[:160], wanted=", ".join(small)
    )
    for name, array in small.items():
        facts = {"name": name, "got": str(got[name].shape), "wanted": str(array.shape), "case": case}
        expect.that(got[name].shape == array.shape, "symmetry.collapsed_shape", **facts)


def judge_function(reference, got, params, small, case):
    """The collapsed network has the wanted sizes and computes what the network did, with every activation."""
    judge_collapsed(got, small, case)
    X = fixed_array(params["W1"].shape[1], 5, key=81)
    for activation in ACTIVATIONS:
        wanted, after = reference.forward(params, X, activation), reference.forward(got, X, activation)
        off = np.abs(after - wanted)
        # Outputs are sums of terms of at most about 10; rounding is 1e-15 of them, copies may differ by 1e-12.
        if not off.max() <= 1e-9:
            place = tuple(int(k) for k in np.unravel_index(int(off.argmax()), off.shape))
            facts = {"index": str(list(place)), "got": f"{after[place]:.6g}", "wanted": f"{wanted[place]:.6g}"}
            expect.that(False, "symmetry.function_changed", activation=activation, case=case, **facts)


def of_width_one(dims):
    """Return parameters of a network with one unit per hidden layer."""
    return random_params([dims[0], *[1] * (len(dims) - 2), dims[-1]])


@check(points=1)
@given(dims=layer_dims(1, 3, 5, 1), key=seeds(), count=3, examples=[{"dims": dims, "key": 1} for dims in NETS])
def collapse_identical(student, reference, dims, key):
    """A network of identical units collapses to one unit per hidden layer.

    单元都相同的网络合并后，每个隐藏层只剩一个单元。
    """
    for params in (identical_units(dims, key), constant_params(dims, 0.5)):
        judge_collapsed(student.collapse(params), of_width_one(dims), f"layer_dims = {dims}")


@check(points=1, after="collapse_identical")
def collapse_groups(student):
    """Every group of copies becomes one unit, wherever the copies stand; other units stay.

    每组相同的单元变成一个，不论它们在层中的什么位置；其他单元保留。
    """
    for number, (dims, counts) in enumerate(GROUPS):
        small = random_params(dims, 82)
        judge_collapsed(student.collapse(expanded(small, counts, 83, number)), small, f"copies per unit: {counts}")


@check(points=1, after="collapse_groups")
def collapse_parts(student):
    """Only units that agree in incoming row, bias and outgoing column are replaced by one.

    只有传入行、偏置、传出列都一致的单元才合并。
    """
    for changes in ({("W1", 2, 1): 0.25}, {("b1", 0, 0): -0.5}, {("W2", 1, 3): 0.125}):
        params, text = planted([3, 4, 2], 84, changes)
        judge_collapsed(student.collapse(params), random_params([3, 2, 2]), text)


@check(points=2, after="collapse_parts")
def collapse_function(student, reference):
    """The collapsed network computes the same function: rows and biases stay, outgoing weights of copies are summed.

    合并后的网络表示同一个函数：行和偏置不变，相同单元的传出权重相加。
    """
    for number, (dims, counts) in enumerate(GROUPS):
        small = random_params(dims, 85)
        params = expanded(small, counts, 86, number)
        judge_function(reference, student.collapse(params), params, small, f"copies per unit: {counts}")
    dims = [3, 4, 5, 2]
    params = identical_units(dims, 87)
    judge_function(
        reference, student.collapse(params), params, of_width_one(dims), f"layer_dims = {dims}, identical units"
    )


@check(points=1, after="collapse_function", function="collapse")
def collapse_after_training(student, reference):
    """What was trained from constants collapses to width 1 and still computes the same function.

    从常数开始训练得到的网络，合并后宽度为 1，而函数不变。
    """
    for dims, activation in (([3, 4, 2], "tanh"), ([2, 5, 3, 2], "sigmoid")):
        gradient = network_gradient(reference, dims, activation, 6, 88)
        params = reference.train(constant_params(dims, 0.5), gradient, RATE, 20)
        case = f"layer_dims = {dims}, trained from constants"
        judge_function(reference, student.collapse(params), params, of_width_one(dims), case)


@check(points=1, after="collapse_function")
def collapse_nothing(student, reference):
    """A network without copies keeps its units, and collapse returns new arrays.

    没有相同单元的网络保持原有的单元，collapse 返回新的数组。
    """
    for dims in ([3, 4, 2], [2, 3], [2, 3, 1, 2]):
        params = random_params(dims, 89)
        got = student.collapse(params)
        expect.inputs_unchanged(student)
        expect.fresh(student)
        judge_function(reference, got, params, params, f"layer_dims = {dims}, no copies")


# --- stays_symmetric ---


def judge_truth(student, scheme, algorithm, wanted):
    """The answer is the one that every experiment gives."""
    got = student.stays_symmetric(scheme, algorithm)
    expect.that(got == wanted, "symmetry.truth", scheme=repr(scheme), algorithm=repr(algorithm), got=got)


@check(points=1, function="stays_symmetric")
def truth_start(student):
    """With gradient descent, a constant start stays symmetric and a random one is not symmetric in the first place.

    用梯度下降时，常数起点保持对称，随机起点从一开始就不对称。
    """
    judge_truth(student, "constant", "gd", True)
    judge_truth(student, "random", "gd", False)


@check(points=1, after="truth_start", function="stays_symmetric")
def truth_same_treatment(student):
    """stays_symmetric knows what minibatches and momentum do to a constant start.

    stays_symmetric 知道小批量和动量对常数起点的作用。
    """
    judge_truth(student, "constant", "minibatch", True)
    judge_truth(student, "constant", "momentum", True)


@check(points=1, after="truth_start", function="stays_symmetric")
def truth_unequal_treatment(student):
    """stays_symmetric knows what unit-by-unit updates and dropout do to a constant start.

    stays_symmetric 知道逐个更新和 dropout 对常数起点的作用。
    """
    judge_truth(student, "constant", "unit_by_unit", False)
    judge_truth(student, "constant", "dropout", False)


@check(points=1, after="truth_start", function="stays_symmetric")
def truth_random_start(student):
    """stays_symmetric knows that no algorithm makes the units of a random start identical.

    stays_symmetric 知道没有哪种算法能使随机起点的单元变得相同。
    """
    for algorithm in ("minibatch", "momentum", "unit_by_unit", "dropout"):
        judge_truth(student, "random", algorithm, False)


@check(points=1, after="truth_start", function="stays_symmetric")
def truth_random_output(student):
    """stays_symmetric knows what a random output layer means for the units below it.

    stays_symmetric 知道随机的输出层对其下一层单元意味着什么。
    """
    for algorithm in ("gd", "minibatch", "momentum", "unit_by_unit", "dropout"):
        judge_truth(student, "constant_random_output", algorithm, False)


# --- fit_softmax_regression ---


def regression(n, classes, m, *key):
    """Return inputs of both signs, labels and random parameters of a softmax regression."""
    X = np.round(fixed_rng(n, classes, m, *key).normal(size=(n, m)), 3)
    _, Y = data([n, classes], m, *key)
    return X, Y, random_params([n, classes], *key)


def judge_fit(student, reference, X, Y, params, rate, steps, lambd):
    """The fitted parameters are the reference's."""
    got = student.fit_softmax_regression(X, Y, params, rate, steps, lambd)
    judge_params(got, reference.fit_softmax_regression(X, Y, params, rate, steps, lambd), after(steps))


REGRESSIONS = [
    {"n": n, "classes": classes, "m": m, "key": 1} for n, classes, m in ((3, 4, 6), (1, 2, 3), (3, 3, 3), (2, 3, 1))
]


@check(points=2, function="fit_softmax_regression")
@given(n=sizes(1, 4), classes=sizes(2, 4), m=sizes(1, 6), key=seeds(), count=3, examples=REGRESSIONS)
def softmax_step(student, reference, n, classes, m, key):
    """One step of fit_softmax_regression without L2 follows the gradient of the mean cross-entropy.

    没有 L2 项时，fit_softmax_regression 的一步沿着平均交叉熵的梯度。
    """
    judge_fit(student, reference, *regression(n, classes, m, key), 0.3, 1, 0.0)


@check(points=1, after="softmax_step", function="fit_softmax_regression")
def softmax_l2(student, reference):
    """The L2 term lambd / (2 m) ||W1||^2 shrinks the weights, and leaves the biases alone.

    L2 项 lambd / (2 m) ||W1||^2 使权重缩小，但不影响偏置。
    """
    for n, classes, m, lambd in ((3, 4, 5, 0.7), (2, 3, 4, 3.0)):
        judge_fit(student, reference, *regression(n, classes, m, 91), 0.2, 1, lambd)


@check(points=1, after=("softmax_step", "softmax_l2"), function="fit_softmax_regression")
def softmax_steps(student, reference):
    """fit_softmax_regression repeats the step, with a gradient at the parameters of that moment.

    fit_softmax_regression 重复这一步，每次都用当时参数处的梯度。
    """
    for steps in (2, 3, 20):
        judge_fit(student, reference, *regression(3, 4, 6, 92), 0.2, steps, 0.5)


@check(points=1, after="softmax_step")
def softmax_pure(student):
    """fit_softmax_regression leaves its arguments alone and returns new arrays.

    fit_softmax_regression 不修改参数，返回新的数组。
    """
    X, Y, params = regression(3, 4, 5, 93)
    for steps in (1, 3):
        student.fit_softmax_regression(X, Y, params, 0.1, steps, 0.5)
        expect.inputs_unchanged(student)
        expect.fresh(student)


@check(points=1, after="softmax_pure")
def softmax_zero_steps(student):
    """After 0 steps fit_softmax_regression returns copies of the parameters.

    0 步时 fit_softmax_regression 返回参数的副本。
    """
    X, Y, params = regression(3, 4, 5, 94)
    got = student.fit_softmax_regression(X, Y, params, 0.1, 0, 0.5)
    expect.fresh(student)
    for name, array in params.items():
        expect.same(got[name], array, what=name)


# At rate 1 and lambd = 6 the reference is within 1e-13 of the optimum after 100 steps, from every constant (160 problems with
# m = 12); a program that stops early, or goes elsewhere, is off by more than 1e-5.
OPTIMUM_ATOL = 1e-7


def optimum_of(params, X, Y, lambd):
    """Return what all optima share: the weights, the biases up to a constant, the probabilities and the cost."""
    Z = params["W1"] @ X + params["b1"]
    powers = np.exp(Z - Z.max(axis=0))
    return {
        "W1": params["W1"],
        "b1 - mean(b1)": params["b1"] - params["b1"].mean(),
        "P": powers / powers.sum(axis=0),
        "J": np.array(loss(params, X, Y, "tanh", lambd)),
    }


@check(points=2, after="softmax_steps")
def softmax_convex(student, reference):
    """With L2 every constant start leads to the same weights, probabilities and cost: softmax regression needs no random start.

    有 L2 项时，任何常数起点都得到同样的权重、概率和代价：softmax 回归不需要随机起点。
    """
    for n, classes in ((2, 3), (3, 2)):
        X = np.round(fixed_rng(n, 95).uniform(-1.0, 1.0, (n, 12)), 3)
        Y = np.eye(classes)[:, fixed_rng(n, 96).permutation(np.arange(12) % classes)]
        best = reference.fit_softmax_regression(X, Y, constant_params([n, classes], 0.0), 1.0, 200, 6.0)
        wanted = optimum_of(best, X, Y, 6.0)
        for start in (0.0, 2.0):
            params = constant_params([n, classes], start)
            judge_fit(student, reference, X, Y, params, 1.0, 2, 6.0)
            got = optimum_of(student.fit_softmax_regression(X, Y, params, 1.0, 100, 6.0), X, Y, 6.0)
            for what, array in wanted.items():
                off = np.abs(got[what] - array)
                place = tuple(int(k) for k in np.unravel_index(int(off.argmax()), off.shape))
                facts = {"got": f"{got[what][place]:.6g}", "wanted": f"{array[place]:.6g}"}
                index = str(list(place)) if place else ""
                expect.that(
                    bool(off.max() <= OPTIMUM_ATOL), "symmetry.convex", start=start, what=what, index=index, **facts
                )
