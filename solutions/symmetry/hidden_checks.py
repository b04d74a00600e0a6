"""Hidden checks of symmetry: other sizes, deeper networks, and units that only look alike."""

import numpy as np

from grader.checking import check, expect, fixed_rng, given, layer_dims, seeds
from grader.numerics.symmetry import unit_spread

from .checks import (
    RATE,
    Update,
    data,
    examples_of,
    expanded,
    identical_units,
    interleaved,
    judge_collapsed,
    judge_fit,
    judge_function,
    judge_params,
    judge_spread,
    judge_training,
    judge_widths,
    planted,
    random_params,
    regression,
    visited,
)

DEEPER = ([3, 5, 2, 4, 3], [2, 6, 3], [4, 1, 3, 1, 2])


@check(points=1, after=("spread_size", "spread_pairs", "spread_layers"), function="unit_spread")
@given(dims=layer_dims(2, 5, 6, 1), key=seeds(), count=5, examples=[{"dims": dims, "key": 1} for dims in DEEPER])
def spread_random(student, dims, key):
    """unit_spread is right for any random network.

    对任意随机网络，unit_spread 都正确。
    """
    params = random_params(dims, key)
    judge_spread(student, params, unit_spread(params), f"layer_dims = {dims}")


@check(points=1, after=("spread_incoming", "spread_bias", "spread_outgoing"), function="unit_spread")
def spread_tiny_and_huge(student):
    """unit_spread reports a difference as it is, however small or large.

    差别不论多小多大，unit_spread 都如实返回。
    """
    for exponent in (-40, -30, 30):
        params = {name: np.full(array.shape, 0.5) for name, array in identical_units([3, 4, 2], 201).items()}
        params["b1"][2, 0] += 2.0**exponent  # exact: 0.5 + 2^-40 has 40 bits
        judge_spread(student, params, 2.0**exponent, f"b1[2, 0] += 2.0**{exponent}")


@check(points=1, after="train_steps", function="train")
def train_any_gradient(student, reference):
    """train makes every step as it is, with small and with large gradients.

    不论梯度大小，train 的每一步都照做。
    """
    for factor, rate in ((1e-6, 0.5), (200.0, 1e-3), (1.0, 0.0)):
        python = f"lambda params: {{name: {factor} * value for name, value in params.items()}}"
        judge_training(student, "train", reference.train, random_params([3, 4, 2], 202), python, rate, 15)


@check(points=1, after=("minibatch_sizes", "minibatch_updates"))
def minibatch_network(student, reference):
    """train_minibatch updates every layer of a deeper network.

    train_minibatch 更新更深的网络的每一层。
    """
    dims = [2, 4, 3, 3]
    X, Y = examples_of(11)
    start, updates = random_params(dims, 203), []

    def gradient(params, X, Y):
        grads = reference.gradients(params, np.asarray(X), np.asarray(Y), "tanh")
        updates.append(
            Update({name: np.array(array) for name, array in params.items()}, np.asarray(X), np.asarray(Y), grads)
        )
        return dict(reversed(grads.items()))

    end = student.train_minibatch(start, gradient, X, Y, RATE, 2, 4, fixed_rng(204))
    expect.that(len(updates) == 6, "symmetry.visits", epochs=2, m=11, wanted=22, got=sum(u.X.shape[1] for u in updates))
    visited(updates, X)
    point = start
    for number, update in enumerate(updates, start=1):
        judge_params(update.params, point, f"at call {number} of the gradient")
        point = {name: array - RATE * update.grads[name] for name, array in point.items()}
    judge_params(end, point, "at the end")


def look_alikes():
    """Yield parameters with units that differ although sums, sizes or sorted entries of what belongs to them agree, and their name."""
    swapped = identical_units([2, 3, 2], 205)
    swapped["W1"][:] = (0.25, -0.75)  # unlike each other, so that their order counts
    swapped["W1"][1] = swapped["W1"][1, ::-1]
    yield swapped, "W1[1] = W1[1, ::-1]"
    negated = identical_units([2, 3, 2], 206)
    negated["W1"][2], negated["b1"][2] = -negated["W1"][2], -negated["b1"][2]
    yield negated, "W1[2] = -W1[2], b1[2] = -b1[2]"
    doubled = identical_units([2, 3, 2], 209)
    for name, unit in (("W1", np.s_[1]), ("b1", np.s_[1]), ("W2", np.s_[:, 1])):
        doubled[name][unit] *= 2.0
    yield doubled, "W1[1] *= 2, b1[1] *= 2, W2[:, 1] *= 2"
    moved, _ = planted([2, 3, 2], 207, {("W1", 0, 0): 0.25, ("W1", 0, 1): -0.25})
    yield moved, "W1[0, 0] += 0.25, W1[0, 1] -= 0.25"


@check(points=1, after=("widths_groups", "widths_parts"), function="effective_widths")
def widths_look_alikes(student):
    """Units are the same when every entry agrees: sums, sizes and the order of entries are not enough.

    每个元素都一致的单元才相同：和、大小一致或次序不同都不够。
    """
    for params, text in look_alikes():
        judge_widths(student, params, [2], text)


@check(points=1, after=("collapse_groups", "collapse_parts"))
def collapse_look_alikes(student):
    """Units that agree only in sums, sizes or sorted entries are not replaced by one.

    只有和、大小或排序后的元素一致的单元不能合并。
    """
    for params, text in look_alikes():
        judge_collapsed(student.collapse(params), random_params([2, 2, 2]), text)


@check(points=1, after="collapse_function")
def collapse_rounding(student, reference):
    """Copies that differ by rounding are copies, and units that differ by a millionth are not.

    只相差舍入误差的单元是相同的，相差百万分之一的则不是。
    """
    for name, i, j in (("W1", 2, 1), ("b1", 0, 0), ("W2", 1, 3)):
        for change, width in ((1e-12, 1), (-1e-13, 1), (1e-6, 2)):
            params, text = planted([3, 4, 2], 208, {(name, i, j): change})
            judge_function(reference, student.collapse(params), params, random_params([3, width, 2]), text)
    params, text = interleaved()
    judge_function(reference, student.collapse(params), params, random_params([3, 2, 2]), text)


@check(points=1, after="collapse_function")
@given(dims=layer_dims(2, 4, 4, 1), key=seeds(), count=4, examples=[{"dims": dims, "key": 1} for dims in DEEPER])
def collapse_any_depth(student, reference, dims, key):
    """collapse is right for any depth and any numbers of copies.

    对任意深度、任意个数的相同单元，collapse 都正确。
    """
    small = random_params(dims, key)
    counts = [
        [int(count) for count in fixed_rng(key, l, 209).choice([1, 2, 4], size=n)] for l, n in enumerate(dims[1:-1])
    ]
    params = expanded(small, counts, key)
    judge_function(reference, student.collapse(params), params, small, f"copies per unit: {counts}")


@check(points=1, after="softmax_steps", function="fit_softmax_regression")
def softmax_corners(student, reference):
    """fit_softmax_regression is right for a single class, where only the weights shrink, for one feature, and at rate 0.

    只有一个类别（只有权重缩小）、只有一个特征、学习率为 0 时，fit_softmax_regression 都正确。
    """
    X, Y = data([3, 1], 4, 211)
    judge_fit(student, reference, X, Y, random_params([3, 1], 212), 0.5, 3, 0.8)
    for n, classes, m, rate in ((1, 2, 4, 0.5), (4, 5, 9, 0.0), (2, 2, 1, 0.3)):
        judge_fit(student, reference, *regression(n, classes, m, 213), rate, 3, 0.8)
