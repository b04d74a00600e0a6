"""Hidden checks: extreme sizes, depth, and the laws behind `orthogonal`."""

import math
from itertools import combinations, pairwise

import numpy as np

from grader.checking import check, expect, fixed_rng
from grader.numerics.depth import backward_factor, forward_factor, he_relu_log_band, linear_log_band

from .checks import (
    MOST_SHARED,
    constant_variance,
    draw,
    fan_in_variance,
    he_variance_formula,
    judge_orthonormal,
    judge_size,
    weights_of,
    xavier_variance,
)


def draw_single_units(function, *between, key, singles=64):
    """Layers with one input or two, with one unit, square ones, and many with one of both, those side by side as one array.

    For one input n_in + 1 for n_in halves the variance, for two n_in - 1 doubles it, and a single entry cannot be centred.
    """
    shapes = ((1, 3000), (3000, 1), (3000, 2), (150, 150), (150, 150))
    single = draw(function, ((1, 1),) * singles, *between, key=key + 1)
    return draw(function, shapes, *between, key=key), np.hstack(single)


def judge_single_units(draws, formula):
    """Mean 0 and the stated variance in such layers, square ones that are independent, and no number that comes twice."""
    arrays, single = draws
    judge_size(arrays, formula)
    judge_size([single], constant_variance(math.sqrt(formula(1, 1))))
    expect.independent(arrays[-2:], ["one square layer", "another one"])
    # Of 64 generators of one's own, seeded with a number below 1000 that the one passed draws, two are equal as a rule, and
    # 32 never (below 1e-30).
    different = np.unique(single).size
    expect.that(different > single.size // 2, "init.seen_before", generators=single.size, different=different)


@check(points=1, after="normal_size")
def normal_other_sizes(student):
    """normal keeps to the given standard deviation for very small and very large ones, in layers of one unit and in square ones.

    标准差很小或很大时，以及在只有一个单元的层和方阵层中，normal 仍符合给定的标准差。
    """
    for number, std in enumerate((1e-4, 30.0)):
        judge_single_units(draw_single_units(student.normal, std, key=210 + 2 * number), constant_variance(std))


@check(points=1, after="xavier_normal_variance")
def xavier_normal_single_units(student):
    """xavier_normal has the right variance in layers with a single input or a single unit, and in square ones.

    在只有一个输入或一个单元的层和方阵层中，xavier_normal 的方差仍然正确。
    """
    judge_single_units(draw_single_units(student.xavier_normal, key=230), xavier_variance)


@check(points=1, after="xavier_uniform_variance")
def xavier_uniform_single_units(student):
    """xavier_uniform has the right variance in layers with a single input or a single unit, and in square ones.

    在只有一个输入或一个单元的层和方阵层中，xavier_uniform 的方差仍然正确。
    """
    # 48 entries that are all at the same end of their range are no accident: numbers spaced evenly start there.
    judge_single_units(draw_single_units(student.xavier_uniform, key=240, singles=48), xavier_variance)


@check(points=1, after="xavier_fan_in_variance")
def xavier_fan_in_single_units(student):
    """xavier_fan_in has the right variance in layers with a single input or a single unit, and in square ones.

    在只有一个输入或一个单元的层和方阵层中，xavier_fan_in 的方差仍然正确。
    """
    judge_single_units(draw_single_units(student.xavier_fan_in, key=250), fan_in_variance)


@check(points=1, after="he_variance")
def he_single_units(student):
    """he_normal has the right variance in layers with a single input or a single unit, and in square ones.

    在只有一个输入或一个单元的层和方阵层中，he_normal 的方差仍然正确。
    """
    judge_single_units(draw_single_units(student.he_normal, key=260), he_variance_formula)


@check(points=2, after="he_variance", function="he_normal")
def he_keeps_relu_signal(student):
    """Through ten relu layers, He weights keep the mean square of the activations.

    经过十层 relu，He 权重使激活值的均方保持不变。
    """
    # 256 units and 10 layers: the narrowest and shallowest net in which Xavier, at -.693 per layer, leaves He's band.
    width, depth = 256, 10
    x = fixed_rng(261).normal(size=(width, 1))
    a = x
    for weights in draw(student.he_normal, [(width, width)] * depth, key=262):
        a = np.maximum(weights @ a, 0.0)
    judge_growth(a, x, he_relu_log_band([width] * depth), kind="relu layers with He weights", layers=depth, width=width)


@check(points=2, after="xavier_normal_shape")
def xavier_scales_linear_signal(student):
    """A linear layer with Xavier weights scales the signal's variance by 2 n_in / (n_in + n_out), and by 2 n_out / (n_in + n_out) backward.

    线性层使用 Xavier 权重时，信号的方差正向乘以 2 n_in / (n_in + n_out)，反向乘以 2 n_out / (n_in + n_out)。
    """
    dims = [300, 100] * 4
    layers = list(pairwise(dims))
    weights = draw(student.xavier_normal, [(n_out, n_in) for n_in, n_out in layers], key=231)
    x, dy = fixed_rng(232).normal(size=(dims[0], 1)), fixed_rng(233).normal(size=(dims[-1], 1))
    a, da = x, dy
    for W in weights:
        a = W @ a
    for W in reversed(weights):
        da = W.T @ da
    forward = math.prod(forward_factor(n_in, n_out) for n_in, n_out in layers)
    backward = math.prod(backward_factor(n_in, n_out) for n_in, n_out in layers)
    about = {"layers": len(layers), "width": "300 and 100"}
    # What is left after the factor has mean 1; an entry is a sum over n_in weights forward, over n_out backward.
    judge_growth(
        a / math.sqrt(forward), x, linear_log_band(dims[1:]), kind="linear layers with Xavier weights", **about
    )
    judge_growth(da / math.sqrt(backward), dy, linear_log_band(dims[:-1]), kind="linear layers, backward,", **about)


def judge_growth(after, before, band, **facts):
    """The logarithm of the growth of the mean square lies in the band."""
    with np.errstate(divide="ignore"):
        growth = float(np.log(np.mean(after**2) / np.mean(before**2)))
    low, high = band
    inside = low <= growth <= high
    expect.that(inside, "init.depth", got=f"{growth:.3g}", low=f"{low:.3g}", high=f"{high:.3g}", **facts)


@check(points=2, bonus=True, after="truncated_distribution")
def truncated_other_sizes(student):
    """truncated_normal is right for very small and very large standard deviations, in layers of one unit and in square ones.

    标准差很小或很大时，以及在只有一个单元的层和方阵层中，truncated_normal 仍然正确。
    """
    for number, std in enumerate((1e-4, 30.0)):
        draws = draw_single_units(student.truncated_normal, std, key=270 + 2 * number)
        judge_single_units(draws, constant_variance(std))
        expect.distribution([*draws[0], draws[1]], "truncated_normal", constant_variance(std))


@check(points=2, bonus=True, after="orthogonal_orthonormal")
def orthogonal_directions(student):
    """Every direction is equally likely for the rows and columns of a large result.

    对较大的结果，其行与列取任何方向的可能性都相等。
    """
    for shape in ((25, 400), (400, 25)):
        matrix = student.orthogonal(*shape, fixed_rng(281, *shape))
        judge_orthonormal(matrix)
        judge_directions(matrix if shape[0] < shape[1] else matrix.T)


def judge_directions(rows):
    """Give the rows (k, n) random lengths and angles, so that they become independent normal numbers if they are uniform."""
    k, n = rows.shape
    rng = fixed_rng(282, k, n)
    # X = L Q is a matrix of independent standard normals exactly if Q is uniform and L L^T is Wishart (Bartlett 1933):
    # L lower triangular, its diagonal chi of n, n-1, ... degrees of freedom, normal numbers below.
    L = np.tril(rng.standard_normal((k, k)), -1) + np.diag(np.sqrt(rng.chisquare(n - np.arange(k))))
    X = L @ rows
    expect.mean_zero([X], constant_variance(1.0))
    expect.variance([X], constant_variance(1.0))
    expect.distribution([X], "normal", constant_variance(1.0))
    expect.independent([X])


@check(points=1, after="init_shapes")
def init_many_layers(student):
    """init_params has the right keys and shapes for a network of twelve layers and for a single one.

    对十二层的网络和只有一层的网络，init_params 的键和形状都正确。
    """
    student.init_params([3, 2] * 6 + [4], "he", fixed_rng(291))
    student.init_params([1, 1], "xavier", fixed_rng(292))


@check(points=1, after=("init_xavier", "init_he"))
def init_single_units(student):
    """The schemes "xavier" and "he" have the right variance in layers with a single input or a single unit.

    在只有一个输入或一个单元的层和方阵层中，"xavier" 和 "he" 的方差仍然正确。
    """
    for scheme, formula in (("xavier", xavier_variance), ("he", he_variance_formula)):
        weights = weights_of(student.init_params([1, 3000, 1, 3000, 1, 150, 150, 150], scheme, fixed_rng(293)))
        judge_size(weights, formula)
        expect.independent(weights[-2:], ["W6", "W7"])
        # 1500 weights of 1x1 layers: 2 / (n_in + n_out + 1) is a third too small there.
        networks = [student.init_params([1] * 251, scheme, fixed_rng(295, k)) for k in range(6)]
        single = np.hstack([np.hstack(weights_of(params)) for params in networks])
        judge_size([single], constant_variance(math.sqrt(formula(1, 1))))


@check(points=1, after="init_layers_differ")
def init_networks_differ(student):
    """Layers of different shapes, and networks from different generators, share no numbers.

    形状不同的层之间、由不同生成器得到的网络之间，都不共用随机数。
    """
    for scheme in ("small", "xavier", "he"):
        weights = weights_of(student.init_params([60, 40, 30, 80], scheme, fixed_rng(294, 1)))
        weights += weights_of(student.init_params([60, 40, 30, 80], scheme, fixed_rng(294, 2)))
        expect.independent(weights, [f"W{l} of network {k}" for k in (1, 2) for l in (1, 2, 3)])
    # With one standard deviation for all layers, numbers that two of them share are equal, wherever they stand.
    weights = weights_of(student.init_params([60, 40, 30, 80], "small", fixed_rng(294, 3)))
    for (k, one), (l, other) in combinations(enumerate(weights, start=1), 2):
        shared = float(np.isin(one, other).mean())
        expect.that(shared <= MOST_SHARED, "init.shared_numbers", what=f"W{k} and W{l}", share=f"{shared:.0%}")
