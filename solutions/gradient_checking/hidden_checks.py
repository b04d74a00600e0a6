"""Hidden checks of gradient checking: other architectures, layouts and sizes, and errors that are easy to miss."""

import numpy as np

from grader.checking import PythonFunction, check, expect, fixed_array, probe
from grader.numerics.gradients import central_difference, central_difference_tolerance, relative_difference
from grader.numerics.networks import loss, loss_and_grads

from .checks import (
    COMPLEX_RTOL,
    DIFFERENCE_RTOL,
    NUMERICAL_RTOL,
    BOWL,
    descend,
    expect_accepted,
    expect_directional_right,
    expect_directional_wrong,
    expect_history,
    expect_located,
    expect_params,
    expect_rejected,
    flat,
    generic_points,
    network,
    objective,
    bowl_gradient,
)


def along_vector(net):
    """Return the loss of a probe net as a function of one vector (real or complex), all arrays in the order of params."""
    ends = np.cumsum([array.size for array in net.params.values()])[:-1]

    def value(theta):
        parts = zip(net.params.items(), np.split(theta, ends), strict=True)
        return loss({name: part.reshape(array.shape) for (name, array), part in parts}, net.X, net.Y, net.activation)

    return value


@check(points=1)
def two_architectures(student):
    """Two networks can be converted at the same time: a spec belongs to its own network. Twelve layers work as well.

    可以同时转换两个网络：每个 spec 属于自己的网络。十二层的网络也可以。
    """
    first, second, deep = network([4, 2, 3], 30), network([2, 5], 31), network([2] * 13, 32)
    packed = [(params, *student.params_to_vector(params)) for params in (first, second, deep)]
    for params, theta, spec in packed:
        expect_params(student.vector_to_params(theta, spec), params, "gradcheck.round_trip")


@check(points=1)
def numerical_layouts(student):
    """The array theta need not be contiguous in memory: a transposed matrix or every second column work as well.

    theta 在内存中不必连续：转置的矩阵、隔列取出的数组同样可以。
    """
    base = np.arange(24.0).reshape(4, 6) / 8
    f = PythonFunction("lambda theta: float(np.sum(np.arange(1.0, 1 + theta.size).reshape(theta.shape) * theta))")
    for theta in (base.T, base[:, ::2], base[1::2, 1:4]):
        wanted = np.arange(1.0, 1 + theta.size).reshape(theta.shape)
        expect.close(student.numerical_gradient(f, theta, 2.0**-10), wanted, rtol=NUMERICAL_RTOL, what="the gradient")
        expect.inputs_unchanged(student)


@check(points=1)
def numerical_network(student):
    """On the loss of a network the numerical gradient is the two-sided difference with the given eps, entry by entry.

    对网络的损失，数值梯度逐元素等于给定 eps 的双侧差分。
    """
    net = probe(33, layer_dims=(2, 3, 2), activation="tanh", m=5)
    f, theta = along_vector(net), flat(net.params)
    for eps in (1e-2, 1e-4):
        wanted = central_difference(f, theta, eps)
        # A one-sided difference is off by eps f''/2, which is 1e4 times as much.
        tolerance = central_difference_tolerance(net.loss, eps, float(np.abs(wanted).max()))
        got = student.numerical_gradient(lambda point: float(f(point)), theta, eps)
        rtol = tolerance * theta.size**0.5 / float(np.linalg.norm(wanted))
        expect.close(got, wanted, rtol=rtol, what="the gradient")


@check(points=1)
def difference_of_matrices(student):
    """A matrix counts as the vector of its entries: the norms are those of all entries together.

    矩阵视为其全部元素组成的向量：范数取所有元素一起的范数。
    """
    for shape in [(4, 3), (5, 1), (2, 3, 2)]:
        a, b = fixed_array(*shape, key=[34, len(shape)]), fixed_array(*shape, key=[35, len(shape)])
        wanted = relative_difference(a, b)
        expect.close(student.relative_difference(a, b), wanted, rtol=DIFFERENCE_RTOL, what="the difference")


@check(points=1)
def check_small_errors(student):
    """An error that is small beside the whole gradient is graded by its size, and the array that holds it is found.

    相对于整个梯度很小的误差按大小判定，并能找到它所在的数组。
    """
    net = probe(36, layer_dims=(2, 3, 2), activation="tanh", m=6, lambd=0.5, trained=True)
    norms = {name: float(np.linalg.norm(grad)) for name, grad in net.grads.items()}
    block = min(norms, key=norms.__getitem__)
    size = float(np.linalg.norm(flat(net.grads)))
    # The smallest of four arrays has at most half the norm of all: its own difference is beyond the next bound.
    for whole in (6e-6, 6e-4, 1e-2):
        # An error of 2 d ||g|| in one array makes the whole difference d.
        wrong = {**net.grads, block: net.grads[block] * (1 + 2 * whole * size / norms[block])}
        case = f"an error of {whole} in {block}"
        result = student.gradient_check(objective(net), net.params, wrong)
        expect_rejected(result, wrong, net.grads, case)
        expect_located(result, wrong, net.grads, block, case)


@check(points=1)
def check_scales(student):
    """Neither tiny nor huge losses change what gradient_check finds.

    损失的量级无论极小还是极大，都不影响 gradient_check 的结果。
    """
    net = probe(37, layer_dims=(2, 2, 2), activation="sigmoid", m=4)
    f = objective(net)
    huge = {name: 1e6 * grad for name, grad in net.grads.items()}
    expect_accepted(student.gradient_check(lambda p: 1e6 * f(p), net.params, huge), "loss times 1e6")
    tiny = {name: 1e-6 * grad for name, grad in net.grads.items()}
    wrong = {**tiny, "W2": 1.5 * tiny["W2"]}
    result = student.gradient_check(lambda p: 1e-6 * f(p), net.params, wrong)
    expect_located(result, wrong, tiny, "W2", "loss times 1e-6, W2 times 1.5")


@check(points=1)
def check_regularised_bias(student):
    """A bias that is regularised in the gradient but not in the loss is rejected and located.

    偏置在梯度中被正则化而损失中没有时，被拒绝并定位。
    """
    net = probe(38, layer_dims=(2, 3, 2), activation="relu", m=5, lambd=0.8, trained=True)
    wrong = {**net.grads, "b1": net.grads["b1"] + net.lambd / net.X.shape[1] * net.params["b1"]}
    result = student.gradient_check(objective(net), net.params, wrong)
    expect_rejected(result, wrong, net.grads, "b1 regularised")
    expect_located(result, wrong, net.grads, "b1", "b1 regularised")


@check(points=1)
def training_network(student):
    """For a network with a hidden layer, every listed step has the difference of the gradient there.

    对含隐藏层的网络，每个列出的步都给出该处梯度的差。
    """
    net = probe(39, layer_dims=(2, 2, 2), activation="tanh", m=5)

    def right(params):
        return loss_and_grads(params, net.X, net.Y, net.activation)

    def planted(params):
        value, grads = right(params)
        return value, {**grads, "W2": 1.5 * grads["W2"], "b1": grads["b1"] * np.exp(params["b1"])}

    wanted = descend(planted, lambda p: right(p)[1], net.params, 1.0, 3)
    expect_history(student.check_along_training(planted, net.params, 1.0, 3, 2), wanted, 2)


@check(points=1)
def complex_step_network(student):
    """The complex step gives the exact gradient of a network's loss.

    复数步长法给出网络损失的精确梯度。
    """
    net = probe(40, layer_dims=(2, 3, 2), activation="tanh", m=5)
    got = student.complex_step_gradient(along_vector(net), flat(net.params))
    expect.close(got, flat(net.grads), rtol=COMPLEX_RTOL, what="the gradient")


@check(points=1, function="directional_check")
def directional_scales(student):
    """The result does not depend on the size of the function: tiny and huge losses are judged alike.

    结果与函数的量级无关：极小与极大的损失判断相同。
    """
    points = generic_points(41)
    f = PythonFunction(f"lambda theta: 1e6 * ({BOWL})(theta)")
    expect_directional_right(student, f, points, lambda theta: 1e6 * bowl_gradient(theta), 41)
    f, error = PythonFunction(f"lambda theta: 1e-6 * ({BOWL})(theta)"), fixed_array(8, key=42)
    case = "random error, loss times 1e-6"
    expect_directional_wrong(student, f, points, lambda theta: 1e-6 * (bowl_gradient(theta) + error), 43, case)
