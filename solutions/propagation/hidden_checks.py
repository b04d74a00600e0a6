"""Hidden checks: other architectures and sizes, corner cases, very deep networks."""

import numpy as np

from grader.checking import check, expect, fixed_array, fixed_rng, probe

from .checks import (
    ACTIVATIONS,
    judge_deep_linear,
    judge_forward,
    judge_norms,
    judge_product_size,
    judge_regime,
    layers_of,
    norms_of,
    one_hot,
    parameters,
    squared_logs,
    stats_of,
)


@check(points=1, after="deep_linear_units", function="deep_linear")
def deep_linear_hundreds(student):
    """Hundreds of layers with a scale near 1: even 1 % per layer adds up.

    上百层、倍数接近 1：即使每层只差 1%，累积起来也很可观。
    """
    for scale, depth in ((1.01, 400), (0.99, 401), (0.9, 250), (1.2, 123)):
        judge_deep_linear(student, (2, 2), scale, depth, 111, depth)


@check(points=1, after="product_second_moment", function="matrix_product")
def product_other_sizes(student):
    """Products of six matrices have the right size, for very small and large standard deviations.

    标准差很小或很大时，六个矩阵之积的大小仍然正确。
    """
    # A band of about ±5.5; a factor more or less is at least 7.
    for std in (0.004, 6.0, 30.0):
        judge_product_size(student, 40, 6, std, 121)


# linear_log_band([1] * 6400), which takes a while: the sum over 64 products of 100 numbers of ln z^2.
ALL_FACTORS = (-9810.5, -6545.9)


@check(points=1, after=("product_normal", "product_anew"), function="matrix_product")
def product_normal_factors(student):
    """All factors of a product are normal, not only the first.

    乘积的所有因子都服从正态分布，而不只是第一个。
    """
    # Uniform factors of the same standard deviation give -5800, random signs 0.
    low, high = ALL_FACTORS
    got = sum(squared_logs(student, 64, 100, 122))
    facts = {"got": f"{got:.0f}", "low": f"{low:.0f}", "high": f"{high:.0f}"}
    expect.that(low <= got <= high, "propagation.product_law", **facts)


@check(points=1, after=("forward_sigmoid", "forward_tanh", "forward_relu"), function="forward_activations")
def forward_other_nets(student, reference):
    """forward_activations is right for other architectures: narrow, wide, after training, one example.

    对其他网络结构（窄、宽、训练之后、只有一个样本），forward_activations 仍然正确。
    """
    nets = []
    for number, activation in enumerate(ACTIVATIONS):
        nets.append(probe(141, number, layer_dims=(2, 6, 3, 5, 2), activation=activation, m=3))
        nets.append(probe(142, number, layer_dims=(6, 1, 4), activation=activation, m=5, trained=True))
        nets.append(probe(143, number, layer_dims=(1, 3, 2), activation=activation, m=1))
    judge_forward(student, reference, nets)


@check(points=1, after=("stats_mean", "stats_std"), function="activation_stats")
def stats_magnitudes(student, reference):
    """mean and std are right for layers whose signal has vanished or exploded.

    信号已经消失或爆炸的层，mean 和 std 仍然正确。
    """
    for size in (1e-30, 1e-12, 1e12, 1e30):
        activations = [size * A for A in layers_of("relu", 151)]
        got, wanted = (stats_of(side, activations, "relu") for side in (student, reference))
        for layer, (value, right) in enumerate(zip(got, wanted), start=1):
            for key in ("mean", "std"):
                expect.close(value[key], right[key], what=f"`{key}` of layer {layer}")


@check(
    points=1,
    after=("stats_mean", "stats_std", "stats_saturated_sigmoid", "stats_saturated_tanh", "stats_saturated_relu"),
    function="activation_stats",
)
def stats_corners(student, reference):
    """activation_stats is right for a single unit, a single example, a single entry, and a network without hidden layers.

    只有一个单元、一个样本、一个元素，以及没有隐藏层时，activation_stats 仍然正确。
    """
    for activation in ACTIVATIONS:
        expect.equal(len(stats_of(student, [], activation)), 0, what="the number of layers")
        # the square of a single entry is exact, so that mean(a^2) - mean(a)^2 is 0
        activations = [np.array([[1.0]]), np.array([[0.25, 0.5, 0.999]]), np.array([[0.25], [0.5], [0.993]])]
        got, wanted = (stats_of(side, activations, activation) for side in (student, reference))
        for layer, (value, right) in enumerate(zip(got, wanted), start=1):
            for key in ("mean", "std", "saturated"):
                expect.close(value[key], right[key], scale=1.0, what=f"`{key}` of layer {layer}")


@check(points=1, after=("norms_sigmoid", "norms_tanh", "norms_relu"), function="gradient_norms")
def norms_other_nets(student, reference):
    """gradient_norms is right for other architectures: narrow, wide, after training, one example.

    对其他网络结构（窄、宽、训练之后、只有一个样本），gradient_norms 仍然正确。
    """
    nets = []
    for number, activation in enumerate(ACTIVATIONS):
        nets.append(probe(171, number, layer_dims=(2, 6, 3, 5, 2), activation=activation, m=3))
        nets.append(probe(172, number, layer_dims=(6, 2, 4), activation=activation, m=5, trained=True))
        nets.append(probe(173, number, layer_dims=(1, 3, 2), activation=activation, m=1))
    judge_norms(student, reference, nets)


@check(points=1, after="norms_output", function="gradient_norms")
def norms_single_class(student):
    """With a single class every prediction is right, and all norms are 0.

    只有一个类别时每个预测都正确，所有范数都是 0。
    """
    for dims in ([3, 4, 2, 1], [2, 1], [1, 1, 1]):
        X, Y = fixed_array(dims[0], 4, key=174), one_hot(1, 4, 175)
        for activation in ACTIVATIONS:
            norms = norms_of(student, X, Y, parameters(dims, 176), activation)
            # P is 1 to rounding, and the layers below multiply that by at most a few tens.
            expect.close(max(norms), 0.0, scale=1.0, what="the largest norm")


@check(points=1, after="regime_ratio", function="regime")
def regime_single(student):
    """A network of one layer is stable, unless its only norm is 0.

    只有一层的网络是稳定的，除非其唯一的范数为 0。
    """
    for norm in (0.7, 1e-9, 1e9):
        judge_regime(student, [norm], "stable")
    judge_regime(student, [0.0], "vanishing")


@check(points=1, after="regime_ratio")
def regime_pure(student):
    """regime leaves the list of norms alone.

    regime 不改动传入的范数列表。
    """
    for first in (1e-5, 0.5, 1e5):
        student.regime([first, *fixed_rng(181).uniform(0.1, 0.9, 4).tolist(), 0.5])
        expect.inputs_unchanged(student)
