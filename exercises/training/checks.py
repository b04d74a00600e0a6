"""Public checks of training: exact results where every right order of the examples gives the same, then the real digits."""

from functools import lru_cache
from itertools import combinations
from pathlib import Path

import numpy as np

from grader.checking import check, choices, expect, figures, fixed_array, fixed_rng, given, layer_dims, sizes
from grader.model.failure import Failed
from grader.numerics.networks import forward, loss_and_grads

ACTIVATIONS = ("sigmoid", "tanh", "relu")
SCHEMES = ("zeros", "constant", "small", "xavier", "he")
DIGITS = Path(__file__).parent / "data" / "digits.npz"

# Two logits closer than this to each other (relative to the largest) are not judged: correct code agrees to 1e-13.
CLEAR = 1e-4
# Fractions k / m_val; float32 would give them with an error of 6e-8.
FRACTION_ATOL = 1e-6
# What 64-32-32-32-10 reaches in 20 epochs at rate 0.1 in batches of 64. tanh with xavier, 3000 trainings (normal, uniform
# and truncated weights, 50 splits): mean .958, standard deviation .010, least .908.
TANH_ACCURACY = 0.85
# relu with he: a last, small batch now and then throws it off. Of 27 720 such batches, replayed in epochs 15 to 20 of 210
# trainings, one led below .6 (to .386), so that two trainings are tried.
RELU_ACCURACY = 0.6
# Chance is .1. sigmoid with xavier in 20 epochs, 1000 trainings: mean .103, standard deviation .032, largest .261, because
# a network that gives everything one label is right for a class or a part of two. tanh from constants: at most .13.
NEAR_CHANCE = 0.5
# What the reference's trainings look like, for pictures.
REFERENCE_RUNS = {
    "tanh, xavier": {
        "loss": [2.045, 1.392, 0.984, 0.729, 0.555, 0.437, 0.356, 0.302, 0.262, 0.233,
                 0.207, 0.19, 0.172, 0.16, 0.152, 0.135, 0.13, 0.122, 0.116, 0.108],
        "accuracy": [0.636, 0.767, 0.836, 0.878, 0.903, 0.922, 0.947, 0.953, 0.95, 0.944,
                     0.953, 0.956, 0.956, 0.956, 0.958, 0.956, 0.958, 0.953, 0.958, 0.961],
    },
    "tanh, constant": {
        "loss": [2.315, 2.314, 2.321, 2.318, 2.32, 2.321, 2.32, 2.316, 2.318, 2.318],
        "accuracy": [0.103, 0.114, 0.089, 0.072, 0.1, 0.089, 0.072, 0.072, 0.072, 0.094],
    },
}  # fmt: skip
# Visits of all examples, two per run. A right program shows the same visit twice in every run with probability
# 6^-33 < 1e-25, and at most three of six equally likely visits with probability below 20 * 2^-66 < 3e-19.
RUNS = 33

# What no draw may leave out: one of everything, more batch than examples, no hidden layer, no epoch.
CASES = [
    {"dims": [1, 1], "m": 1, "m_val": 1, "batch_size": 1, "epochs": 1, "scheme": "zeros", "activation": "tanh"},
    {"dims": [3, 2], "m": 5, "m_val": 2, "batch_size": 9, "epochs": 2, "scheme": "small", "activation": "sigmoid"},
    {"dims": [2, 4, 3], "m": 7, "m_val": 3, "batch_size": 3, "epochs": 3, "scheme": "he", "activation": "relu"},
    {"dims": [3, 1, 2, 4], "m": 1, "m_val": 5, "batch_size": 4, "epochs": 3, "scheme": "xavier", "activation": "tanh"},
    {"dims": [2, 3, 1], "m": 4, "m_val": 1, "batch_size": 2, "epochs": 1, "scheme": "constant", "activation": "relu"},
]
NETS = [{"dims": dims, "m": m} for dims, m in (([1, 1], 1), ([3, 2], 4), ([4, 3, 5], 1), ([2, 5, 1, 3], 6))]


# --- material ---


def one_hot(n, m, *key):
    """Return random labels as one-hot columns (n, m)."""
    return np.eye(n)[:, fixed_rng(*key).integers(n, size=m)]


def examples(n_in, n_out, m, *key):
    """Return random examples (X, Y): X (n_in, m), Y (n_out, m) one-hot."""
    return fixed_array(n_in, m, key=[1, *key]), one_hot(n_out, m, 2, *key)


def constant_start(dims, value):
    """Return W1, b1, ..., WL, bL with all weights equal to `value` and biases 0."""
    params = {}
    for l, (n_in, n_out) in enumerate(zip(dims, dims[1:]), start=1):
        params[f"W{l}"], params[f"b{l}"] = np.full((n_out, n_in), value), np.zeros((n_out, 1))
    return params


def depth_of(params):
    return len(params) // 2


def updated(params, batches, activation, learning_rate, lambd=0.0):
    """Return the parameters after one step of gradient descent per batch (X, Y)."""
    for X, Y in batches:
        _, grads = loss_and_grads(params, X, Y, activation, lambd)
        params = {name: value - learning_rate * grads[name] for name, value in params.items()}
    return params


def require_params(got, wanted, learning_rate):
    """Every array agrees. A bias may still be near 0, so errors are measured against the size of an update."""
    for name, value in wanted.items():
        expect.close(got[name], value, scale=learning_rate, what=name)


def network(dims, activation, m, *key):
    """Return (params, X, labels) of a random network, and m examples whose largest logit is clearly the largest."""
    params = {}
    for l, (n_in, n_out) in enumerate(zip(dims, dims[1:]), start=1):
        params[f"W{l}"] = fixed_array(n_out, n_in, key=[l, 3, *key], scale=1.6 / np.sqrt(n_in))
        params[f"b{l}"] = fixed_array(n_out, 1, key=[l, 4, *key], scale=0.8)
    X = fixed_array(dims[0], 20 * m + 20, key=[5, *key])
    logits = forward(params, X, activation)[0]
    X = X[:, clear(logits)][:, :m]
    return params, X, logits[:, clear(logits)][:, :m].argmax(axis=0)


def clear(logits):
    """Which columns of the logits (n, m) have a largest entry beyond doubt."""
    if len(logits) == 1:
        return np.ones(logits.shape[1], dtype=bool)
    second, first = np.sort(logits, axis=0)[-2:]
    return first - second > CLEAR * np.abs(logits).max()


@lru_cache
def all_digits():
    with np.load(DIGITS) as data:
        return data["images"].T / 16.0, np.eye(10)[:, data["labels"]]


def digits(*key):
    """Return the digits (X, Y, X_val, Y_val), 360 of them set aside by chance."""
    X, Y = all_digits()
    order = fixed_rng(*key).permutation(X.shape[1])
    return X[:, order[360:]], Y[:, order[360:]], X[:, order[:360]], Y[:, order[:360]]


def trained_on_digits(student, activation, scheme, epochs, *key):
    """Train 64-32-32-32-10 on the digits, at rate 0.1 in batches of 64; return the fraction right of those set aside."""
    data = digits(80, *key)
    arguments = ([64, 32, 32, 32, 10], activation, scheme, 0.1, epochs, 64, 0.0, fixed_rng(81, *key))
    params, history = student.train_classifier(*data, *arguments)
    expect.figure(learning, history, f"{activation}, {scheme}")
    return float(np.mean(right(params, *data[2:], activation)))


def learning(history, scheme):
    """A picture of a training on the digits, beside the reference's where that is known."""
    got = {"loss": history["loss"], "accuracy": history["val_accuracy"]}
    return figures.learning({scheme: got}, {scheme: REFERENCE_RUNS[scheme]} if scheme in REFERENCE_RUNS else {})


def right(params, X, Y, activation):
    """Return for each example whether the network's label is the right one."""
    return forward(params, X, activation)[0].argmax(axis=0) == Y.argmax(axis=0)


# --- predict ---


@check(points=1)
@given(dims=layer_dims(1, 3, 5, outputs=1), m=sizes(1, 6), activation=choices(*ACTIVATIONS), count=6,
       examples=[{**net, "activation": "tanh"} for net in NETS])  # fmt: skip
def predict_shape(student, dims, m, activation):
    """predict returns one label per example, in a new array of shape (m,), and leaves its arguments as they are.

    predict 对每个样本返回一个标签，结果是形状为 (m,) 的新数组；参数保持不变。
    """
    params, X, _ = network(dims, activation, m, 11)
    student.predict(params, X, activation)
    expect.inputs_unchanged(student)
    expect.fresh(student)


@check(points=2, after="predict_shape")
@given(dims=layer_dims(1, 4, 5), m=sizes(1, 8), count=6, examples=NETS)
def predict_labels(student, dims, m):
    """predict returns the class with the largest logit, for networks of any depth.

    对任意深度的网络，predict 返回 logit 最大的类别。
    """
    params, X, labels = network(dims, "tanh", m, 12)
    expect.same(student.predict(params, X, "tanh"), labels, what="labels")


@check(points=1, after="predict_labels")
def predict_activation(student):
    """predict uses the activation that is named, in the hidden layers only.

    predict 使用指定名称的激活函数，且只用在隐藏层。
    """
    for number, activation in enumerate(ACTIVATIONS):
        params, X, labels = network([4, 6, 5, 4], activation, 60, 13, number)
        lowered = {**params, "b3": params["b3"] - 5.0}  # the same labels, but most logits are negative
        expect.same(student.predict(lowered, X, activation), labels, what=f"labels with {activation}")


# --- what comes back ---


@check(points=1, function="train_classifier")
@given(
    dims=layer_dims(1, 3, 4, outputs=1),
    m=sizes(1, 7),
    m_val=sizes(1, 5),
    batch_size=sizes(1, 9),
    epochs=sizes(1, 3),
    scheme=choices(*SCHEMES),
    activation=choices(*ACTIVATIONS),
    count=8,
    examples=CASES,
)
def train_shapes(student, dims, m, m_val, batch_size, epochs, scheme, activation):
    """train_classifier returns the parameters of the network and a history with one number per epoch, for any sizes.

    对任意的大小，train_classifier 都返回网络的参数和每轮一个数的 history。
    """
    data = (*examples(dims[0], dims[-1], m, 21), *examples(dims[0], dims[-1], m_val, 22))
    student.train_classifier(*data, dims, activation, scheme, 0.01, epochs, batch_size, 0.1, fixed_rng(23))


@check(points=1, after="train_shapes", function="train_classifier")
def train_pure(student):
    """train_classifier leaves the data as it is, also in its order, and returns new arrays.

    train_classifier 不改动数据（包括其顺序），返回的是新数组。
    """
    data = (*examples(3, 2, 8, 24), *examples(3, 2, 4, 25))
    for scheme in ("constant", "he"):
        for epochs in (2, 0):
            for _ in range(2):  # again: the first result must not be handed out twice
                trained(student, *data, [3, 3, 2], "tanh", scheme, 0.1, epochs, 3, 0.0, fixed_rng(26))
                expect.inputs_unchanged(student)
                expect.fresh(student)


def trained(student, *arguments):
    """Train; return params and history. Without an epoch, a history that is still to get its keys is an empty one.

    It may be a `defaultdict(list)`, which has empty lists for those who ask.
    """
    try:
        return student.train_classifier(*arguments)
    except Failed as failed:
        value = student.last.value
        epochs = student.last.arguments["epochs"]
        if failed.code != "value.keys" or failed.facts["at"] != "result[1]" or epochs or value[1]:
            raise
        return value[0], {"loss": [], "val_accuracy": []}


@check(points=1, after="train_shapes", function="train_classifier")
def train_no_epochs(student):
    """Without an epoch the result is the start: the initial weights, biases 0, and an empty history.

    轮数为 0 时返回的就是起点：初始权重、为 0 的偏置和空的 history。
    """
    dims = [3, 4, 2]
    data = (*examples(3, 2, 5, 27), *examples(3, 2, 4, 28))
    for scheme, value in (("constant", 0.5), ("zeros", 0.0)):
        params, history = trained(student, *data, dims, "tanh", scheme, 0.1, 0, 2, 0.3, fixed_rng(29))
        for name, wanted in constant_start(dims, value).items():
            expect.same(params[name], wanted, what=name)
        expect.equal(history, {"loss": [], "val_accuracy": []}, what="the history")


# --- the start, which a learning rate of 0 shows ---


def start(student, scheme, dims, activation, *key):
    """Return the parameters after an epoch at learning rate 0, with an L2 term that therefore does nothing."""
    data = (*examples(dims[0], dims[-1], 3, 31, *key), *examples(dims[0], dims[-1], 2, 32, *key))
    params, _ = student.train_classifier(*data, dims, activation, scheme, 0.0, 1, 2, 0.7, fixed_rng(33, *key))
    return params


def require_zero_biases(params):
    """Biases start at 0."""
    for l in range(1, depth_of(params) + 1):
        bias = params[f"b{l}"]
        got = expect.shown(float(bias.ravel()[np.abs(bias).argmax()]))
        expect.that(not bias.any(), "training.start_bias", name=f"b{l}", got=got)


def require_random_start(student, scheme, variance, key):
    """Whatever the activation, a wide network starts with independent weights of mean 0 and this variance, and with biases 0.

    A student's own generators may be seeded by draws of the one passed: keys are such that even seeds below 100 differ.
    """
    weights = []
    for number, activation in enumerate(ACTIVATIONS):
        # Three times 20 400 entries: 10 % more or less are seen (see expect.variance), and a factor of sqrt(2) in one
        # network; the layers are far from square, in both directions.
        params = start(student, scheme, [200, 60, 140], activation, key, number)
        require_zero_biases(params)
        drawn = [params["W1"], params["W2"]]
        expect.mean_zero(drawn, variance)
        expect.variance(drawn, variance)
        weights += drawn
    expect.variance(weights, variance)
    expect.independent(weights, [f"W{l} with {activation}" for activation in ACTIVATIONS for l in (1, 2)])
    return weights


@check(points=1, after="train_shapes", function="train_classifier")
def start_constant(student):
    """At learning rate 0 nothing moves: the schemes "zeros" and "constant" show weights 0 and 0.5, biases 0.

    学习率为 0 时什么都不变："zeros" 和 "constant" 的权重为 0 和 0.5，偏置为 0。
    """
    for scheme, value in (("zeros", 0.0), ("constant", 0.5)):
        params = start(student, scheme, [3, 4, 3, 2], "tanh")
        require_zero_biases(params)
        for l in (1, 2, 3):
            expect.same(params[f"W{l}"], np.full(params[f"W{l}"].shape, value), what=f"W{l}")


@check(points=1, after="train_shapes", function="train_classifier")
def start_small(student):
    """At learning rate 0 the scheme "small" shows independent normal weights of standard deviation 0.01, biases 0.

    学习率为 0 时，"small" 的权重是标准差为 0.01 的独立正态随机数，偏置为 0。
    """
    weights = require_random_start(student, "small", lambda n_out, n_in: 1e-4, 34)
    expect.distribution(weights, "normal", lambda n_out, n_in: 1e-4)


@check(points=1, after="train_shapes", function="train_classifier")
def start_xavier(student):
    """At learning rate 0 the scheme "xavier" shows independent weights of variance 2 / (n_in + n_out), biases 0.

    学习率为 0 时，"xavier" 的权重是方差为 2 / (n_in + n_out) 的独立随机数，偏置为 0。
    """
    require_random_start(student, "xavier", lambda n_out, n_in: 2 / (n_in + n_out), 37)


@check(points=1, after="train_shapes", function="train_classifier")
def start_he(student):
    """At learning rate 0 the scheme "he" shows independent weights of variance 2 / n_in, biases 0.

    学习率为 0 时，"he" 的权重是方差为 2 / n_in 的独立随机数，偏置为 0。
    """
    require_random_start(student, "he", lambda n_out, n_in: 2 / n_in, 38)


# --- updates that do not depend on the order: one batch, or equal examples ---


def repeated(n_in, n_out, m, *key):
    """Return m times the same example (X, Y), with positive inputs: any order and any batch give the same gradient.

    With inputs of both signs, relu from equal weights has no exact answer.
    """
    x, label = np.abs(fixed_array(n_in, 1, key=[3, *key])) + 0.1, fixed_rng(4, *key).integers(n_out)
    return np.repeat(x, m, axis=1), np.repeat(np.eye(n_out)[:, [label]], m, axis=1)


@check(points=2, after="train_shapes")
def train_step(student):
    """An epoch with all examples in one batch is one step of gradient descent, for weights and biases.

    所有样本在同一批中时，一轮就是一步梯度下降，权重和偏置都更新。
    """
    for dims, scheme, value in (([3, 4], "zeros", 0.0), ([2, 5], "constant", 0.5)):
        X, Y = repeated(*dims, 6, 41)
        arguments = (dims, "tanh", scheme, 0.3, 1, 6, 0.0, fixed_rng(43))
        params, _ = student.train_classifier(X, Y, *examples(*dims, 3, 42), *arguments)
        require_params(params, updated(constant_start(dims, value), [(X, Y)], "tanh", 0.3), 0.3)


@check(points=2, after="train_step")
def train_several_steps(student):
    """Every epoch goes on where the last one ended, and every step moves all layers by the gradient at one point, with any activation.

    每一轮都从上一轮结束处继续；每一步都用同一点的梯度更新所有层，对任何激活函数都如此。
    """
    dims = [3, 4, 2, 3]
    for number, activation in enumerate(ACTIVATIONS):
        X, Y = repeated(3, 3, 5, 44, number)
        data = (X, Y, *examples(3, 3, 1, 45, number))
        params, _ = student.train_classifier(*data, dims, activation, "constant", 0.1, 5, 5, 0.0, fixed_rng(46))
        require_params(params, updated(constant_start(dims, 0.5), [(X, Y)] * 5, activation, 0.1), 0.1)


@check(points=1, after="train_several_steps", function="train_classifier")
def train_random_step(student):
    """From random weights a step is right as well, for every activation: where relu is off, nothing flows back.

    从随机权重出发，一步更新也正确，对每种激活函数都如此：relu 关闭之处没有梯度流回。
    """
    dims, rate, lambd = [3, 5, 4, 3], 0.3, 0.2
    for number, activation in enumerate(ACTIVATIONS):
        X, Y = examples(3, 3, 6, 81, number)
        data, key = (X, Y, *examples(3, 3, 2, 82)), (83, number)
        # Equal generators give equal starts, which a learning rate of 0 shows.
        begun, _ = student.train_classifier(*data, dims, activation, "he", 0.0, 1, 6, lambd, fixed_rng(*key))
        params, _ = student.train_classifier(*data, dims, activation, "he", rate, 1, 6, lambd, fixed_rng(*key))
        require_params(params, updated(begun, [(X, Y)], activation, rate, lambd), rate)


@check(points=2, after="train_several_steps")
def train_batches(student):
    """An epoch has one update per batch, the last and smaller one included; the gradient is the mean over the batch.

    一轮中每批更新一次，包括较小的最后一批；梯度是该批样本上的平均。
    """
    dims = [3, 4, 3]
    for m, batch_size in ((7, 3), (6, 2), (5, 1), (4, 9)):
        X, Y = repeated(3, 3, m, 47)
        arguments = (dims, "tanh", "constant", 0.1, 2, batch_size, 0.0, fixed_rng(49))
        params, _ = student.train_classifier(X, Y, *examples(3, 3, 2, 48), *arguments)
        steps = 2 * -(-m // batch_size)
        require_params(params, updated(constant_start(dims, 0.5), [(X, Y)] * steps, "tanh", 0.1), 0.1)


# --- the L2 term ---


@check(points=2, after="train_batches")
def train_l2(student):
    """The L2 term shrinks all weights by the factor 1 - learning_rate * lambd / |B| per update, |B| being the size of its batch.

    L2 项使所有权重在每次更新时乘以 1 - learning_rate * lambd / |B|，|B| 是该批的样本数。
    """
    dims, rate, lambd = [3, 2, 4, 1], 0.2, 0.9
    for m, batch_size in ((7, 3), (4, 9)):
        sizes_of_batches = [min(batch_size, m - first) for first in range(0, m, batch_size)]
        # A single class has probability 1, so the cross-entropy has no gradient and the L2 term acts alone.
        data = (*examples(3, 1, m, 51), *examples(3, 1, 2, 52))
        arguments = (dims, "tanh", "constant", rate, 2, batch_size, lambd, fixed_rng(53))
        params, _ = student.train_classifier(*data, *arguments)
        factor = np.prod([1 - rate * lambd / size for size in sizes_of_batches]) ** 2
        for l in (1, 2, 3):
            W = params[f"W{l}"]
            expect.close(W, np.full(W.shape, 0.5 * factor), what=f"W{l}")


@check(points=1, after="train_l2")
def train_l2_biases(student):
    """The L2 term leaves biases alone.

    L2 项不作用于偏置。
    """
    X, Y = repeated(3, 2, 5, 54)
    params, _ = student.train_classifier(X, Y, X, Y, [3, 2], "tanh", "zeros", 0.5, 6, 5, 1.5, fixed_rng(55))
    require_params(params, updated(constant_start([3, 2], 0.0), [(X, Y)] * 6, "tanh", 0.5, 1.5), 0.5)


# --- the order of the examples ---


def partitions(indices, batch_size):
    """Yield every way to visit the examples once in batches; the order within a batch does not matter."""
    if not indices:
        yield ()
        return
    for batch in combinations(indices, min(batch_size, len(indices))):
        rest = tuple(index for index in indices if index not in batch)
        yield from ((batch, *others) for others in partitions(rest, batch_size))


def vector(params):
    return np.concatenate([params[name].ravel() for name in sorted(params)])


def outcomes(X, Y, batch_size, epochs, learning_rate):
    """Return the visits (one per epoch) of every possible training from zeros, and the parameters that they lead to."""
    visits = list(partitions(tuple(range(X.shape[1])), batch_size))
    reached = {(): constant_start([len(X), len(Y)], 0.0)}
    for _ in range(epochs):
        reached = {
            (*before, visit): updated(params, [(X[:, batch], Y[:, batch]) for batch in visit], "tanh", learning_rate)
            for before, params in reached.items()
            for visit in visits
        }
    return list(reached), np.array([vector(params) for params in reached.values()])


def visits_of(student, m, batch_size, runs, *key, epochs=2):
    """Train softmax regression from zeros `runs` times; return the visits of each, which its parameters give away."""
    X, Y = distinct_examples(m, *key)
    names, vectors = outcomes(X, Y, batch_size, epochs, 1.0)
    found = []
    for run in range(runs):
        arguments = (X, Y, X, Y, [3, m], "tanh", "zeros", 1.0, epochs, batch_size, 0.0, fixed_rng(61, run, *key))
        params, _ = student.train_classifier(*arguments)
        distances = np.linalg.norm(vectors - vector(params), axis=1) / np.linalg.norm(vectors, axis=1)
        nearest = int(distances.argmin())
        # Right code is within 1e-14 of an outcome; different outcomes are more than 1e-3 apart.
        expect.at_most(
            float(distances[nearest]), 1e-9, code="training.visits", m=m, batch_size=batch_size, possible=len(names)
        )
        found.append(names[nearest])
    return found


def distinct_examples(m, *key):
    """Return m examples in R^3, each with a label of its own, none of them near another."""
    X = fixed_array(3, m, key=[62, *key], scale=0.3)
    X[np.arange(m) % 3, np.arange(m)] += np.where(np.arange(m) < 3, 1.0, -1.0)
    return np.round(X, 3), np.eye(m)


@check(points=3, after="train_batches", function="train_classifier")
def train_visits(student):
    """In an epoch every example is used exactly once, with its own label.

    一轮中每个样本恰好使用一次，并且与自己的标签对应。
    """
    visits_of(student, 3, 1, 12, 1)


@check(points=1, after="train_shapes", function="train_classifier")
def train_generator(student):
    """Equal generators give equal results, and one generator used twice gives two different ones: all chance comes from rng.

    状态相同的生成器给出相同的结果，同一生成器使用两次则给出不同的结果：所有随机性都来自 rng。
    """
    data = (*examples(3, 3, 8, 63), *examples(3, 3, 6, 64))
    results = []
    rng = fixed_rng(65)
    for generator in (fixed_rng(65), rng):
        results.append(student.train_classifier(*data, [3, 5, 3], "tanh", "he", 0.3, 3, 3, 0.1, generator))
    (first, first_history), (again, again_history) = results
    for name in first:
        expect.close(again[name], first[name], scale=0.3, what=name, code="training.not_repeatable")
    for name in ("loss", "val_accuracy"):
        wanted = np.array(first_history[name])
        expect.close(np.array(again_history[name]), wanted, scale=1.0, what=name, code="training.not_repeatable")
    student.train_classifier(*data, [3, 3], "tanh", "zeros", 0.3, 1, 3, 0.1, fixed_rng(66))
    expect.generator_used(student)
    other, _ = student.train_classifier(*data, [3, 5, 3], "tanh", "he", 0.3, 3, 3, 0.1, fixed_rng(67))
    expect.that(not np.array_equal(other["W1"], first["W1"]), "training.same_again")


@check(points=2, after=("train_visits", "train_generator"), function="train_classifier")
def train_order(student):
    """The order of the examples is drawn anew in every epoch, and every order can occur.

    每一轮都重新抽取样本的顺序，任何顺序都可能出现。
    """
    require_fresh_visits(visits_of(student, 3, 1, RUNS, 2), possible=6)


def require_fresh_visits(found, possible):
    """Two visits per run: not always equal ones, and more than half of those that are possible."""
    expect.that(any(first != second for first, second in found), "training.same_order", runs=len(found))
    following = {}
    for first, second in found:
        following.setdefault(first, set()).add(second)
    # If six visits are equally likely, all of 33 runs agree on what follows a visit with probability 6^-27 < 1e-20.
    expect.that(max(map(len, following.values())) > 1, "training.order_follows", runs=len(found))
    occurred = len({visit for pair in found for visit in pair})
    expect.that(occurred > possible / 2, "training.few_orders", visits=2 * len(found), got=occurred, possible=possible)


# --- the history, and what is returned ---


def declining_case(key):
    """Return (X, Y, X_val, Y_val) and the number right per epoch of full-batch training from zeros, at rate 0.5.

    That number changes, and is not largest at the end; no logits of the validation set are close to each other.
    """
    for attempt in range(500):
        X, Y = examples(3, 3, 6, 71, key, attempt)
        X_val, Y_val = examples(3, 3, 7, 72, key, attempt)
        params, counts, beyond_doubt = constant_start([3, 3], 0.0), [], True
        for _ in range(8):
            params = updated(params, [(X, Y)], "tanh", 0.5)
            counts.append(int(right(params, X_val, Y_val, "tanh").sum()))
            beyond_doubt &= bool(clear(forward(params, X_val, "tanh")[0]).all())
        own = int(right(params, X, Y, "tanh").sum())
        if beyond_doubt and max(counts[1:-1]) > counts[-1] != counts[-2] and own / 6 != counts[-1] / 7:
            return X, Y, X_val, Y_val, params, counts
    raise AssertionError("no such data")


@check(points=2, after="train_visits")
def train_val_accuracy(student):
    """val_accuracy is the fraction of the validation set for which the network is right after each epoch, between 0 and 1.

    val_accuracy 是每一轮之后网络在验证集上正确的比例，在 0 到 1 之间。
    """
    X, Y, X_val, Y_val, _, counts = declining_case(1)
    arguments = ([3, 3], "tanh", "zeros", 0.5, len(counts), 6, 0.0, fixed_rng(73))
    _, history = student.train_classifier(X, Y, X_val, Y_val, *arguments)
    wanted = {"accuracy": [count / 7 for count in counts]}
    expect.figure(figures.learning, {"": {"accuracy": history["val_accuracy"]}}, {"": wanted})
    for epoch, (got, count) in enumerate(zip(history["val_accuracy"], counts), start=1):
        agrees = abs(got - count / 7) <= FRACTION_ATOL
        expect.that(agrees, "training.val_accuracy", epoch=epoch, got=expect.shown(got), right=count, total=7)


@check(points=1, after="train_visits")
def train_last_params(student):
    """The parameters after the last epoch are returned, whether or not they are the best ones on the validation set.

    返回最后一轮之后的参数，不论它们在验证集上是否最好。
    """
    X, Y, X_val, Y_val, wanted, counts = declining_case(2)
    arguments = ([3, 3], "tanh", "zeros", 0.5, len(counts), 6, 0.0, fixed_rng(74))
    params, _ = student.train_classifier(X, Y, X_val, Y_val, *arguments)
    require_params(params, wanted, 0.5)


@check(points=1, after="train_step")
def train_loss(student):
    """The training loss in the history falls while the network learns.

    网络学习时，history 中的训练损失下降。
    """
    x, y = fixed_array(3, 1, key=75), np.eye(3)[:, [2]]
    X_val, Y_val = x, np.eye(3)[:, [0]]  # on which the network gets worse and worse
    data = (np.repeat(x, 5, axis=1), np.repeat(y, 5, axis=1), X_val, Y_val)
    _, history = student.train_classifier(*data, [3, 3], "tanh", "zeros", 0.2, 12, 2, 0.0, fixed_rng(76))
    first, last = history["loss"][0], history["loss"][-1]
    # From ln 3 it falls below 0.1, however it is averaged in an epoch; a running average over 100 batches to 0.75 of it.
    falls = 0 < last < 0.9 * first
    expect.that(falls, "training.loss", first=expect.shown(first), last=expect.shown(last), epochs=12)


@check(points=1, after="train_loss")
def train_loss_still(student):
    """At learning rate 0 nothing is learnt, and the training loss stays where it is.

    学习率为 0 时什么也没有学到，训练损失保持不变。
    """
    x, y = fixed_array(3, 1, key=77), np.eye(3)[:, [1]]
    data = (np.repeat(x, 6, axis=1), np.repeat(y, 6, axis=1), x, y)
    # Equal examples in equal batches: a mean over examples or batches, a sum, the last batch's loss are all constant.
    _, history = student.train_classifier(*data, [3, 3], "tanh", "zeros", 0.0, 5, 2, 0.0, fixed_rng(78))
    first, last = history["loss"][0], history["loss"][-1]
    stays = abs(last - first) <= 1e-9 * abs(first)
    expect.that(stays, "training.loss_moves", first=expect.shown(first), last=expect.shown(last), epochs=5)


# --- the digits ---


@check(points=3, after="train_step", function="train_classifier")
def digits_tanh(student):
    """tanh with xavier reads handwritten digits.

    tanh 配 xavier 能识别手写数字。
    """
    accuracy = trained_on_digits(student, "tanh", "xavier", 20, 1)
    expect.that(accuracy >= TANH_ACCURACY, "training.accuracy", got=expect.shown(accuracy), limit=TANH_ACCURACY)


@check(points=1, after="train_shapes", function="train_classifier")
def digits_constant(student):
    """From constant weights nothing is learnt: the digits stay at chance.

    从常数权重出发什么也学不到：数字识别停留在随机水平。
    """
    accuracy = trained_on_digits(student, "tanh", "constant", 10, 2)
    expect.that(accuracy <= NEAR_CHANCE, "training.learnt", got=expect.shown(accuracy), limit=NEAR_CHANCE)
