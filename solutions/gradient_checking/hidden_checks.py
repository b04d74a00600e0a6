"""Hidden checks of gradient checking: other networks, layouts and sizes, and errors that are easy to miss."""

import numpy as np

from grader.checking import PythonFunction, check, expect, fixed_array, probe
from grader.numerics.gradients import relative_difference as exact_difference
from grader.numerics.networks import loss_and_grads

from .checks import (
    BOWL,
    COMPLEX_RTOL,
    DIFFERENCE_RTOL,
    NUMERICAL_RTOL,
    bowl_gradient,
    descend,
    expect_accepted,
    expect_directional_right,
    expect_directional_wrong,
    expect_history,
    expect_located,
    expect_measured,
    expect_params,
    flat,
    generic_points,
    network,
    objective,
)


@check(points=1, after="round_trip", function="params_to_vector")
def two_architectures(student):
    """Two networks can be converted at the same time: a spec belongs to its own network. Twelve layers work as well.

    可以同时转换两个网络：每个 spec 属于自己的网络。十二层的网络也可以。
    """
    first, second, deep = network([4, 2, 3], 30), network([2, 5], 31), network([2] * 13, 32)
    packed = [(params, *student.params_to_vector(params)) for params in (first, second, deep)]
    for params, theta, spec in packed:
        expect_params(student.vector_to_params(theta, spec), params, "gradcheck.round_trip")


@check(points=1, after="numerical_shapes")
def numerical_layouts(student):
    """The array theta need not be contiguous in memory: a transposed matrix or every second column work as well.

    theta 在内存中不必连续：转置的矩阵、隔列取出的数组同样可以。
    """
    base = np.arange(24.0).reshape(4, 6) / 8
    f = PythonFunction("lambda theta: float(np.sum(np.arange(1.0, 1 + theta.size).reshape(theta.shape) * theta))")
    for theta in (base[:3, :2].T, base[:2, ::2], base[1::2, 1:4]):
        wanted = np.arange(1.0, 1 + theta.size).reshape(theta.shape)
        expect.close(student.numerical_gradient(f, theta, 2.0**-10), wanted, rtol=NUMERICAL_RTOL, what="the gradient")


@check(points=1, after="numerical_two_sided")
def numerical_scales(student):
    """The slopes of a tiny function have as many digits as those of a large one.

    极小的函数的斜率与大的函数有同样多的有效数字。
    """
    for size in (1e-9, 1e9):
        f = PythonFunction(f"lambda theta: {size} * float(np.sum(np.arange(1.0, 4.0) * theta**2))")
        theta = fixed_array(3, key=44)
        wanted = size * 2 * np.arange(1.0, 4.0) * theta
        expect.close(student.numerical_gradient(f, theta), wanted, rtol=NUMERICAL_RTOL, what="the gradient")


@check(points=1, after="difference_formula")
def difference_of_matrices(student):
    """A matrix counts as the vector of its entries: the norms are those of all entries together.

    矩阵视为其全部元素组成的向量：范数取所有元素一起的范数。
    """
    for shape in [(4, 3), (5, 1), (2, 3, 2)]:
        a, b = fixed_array(*shape, key=[34, len(shape)]), fixed_array(*shape, key=[35, len(shape)])
        wanted = exact_difference(a, b)
        expect.close(student.relative_difference(a, b), wanted, rtol=DIFFERENCE_RTOL, what="the difference")


@check(points=1, after="difference_formula")
def difference_small(student):
    """A small difference is told as it is, not as 0: the verdicts need it down to 1e-7.

    很小的差也如实给出，而不是当作 0：判定需要精确到 1e-7。
    """
    a = fixed_array(6, key=36)
    for wanted in (2e-6, 3e-7):
        # ||c a - a|| / (||c a|| + ||a||) = (c - 1) / (c + 1) with c > 1. Computed from the squares of the norms and the
        # scalar product it would be off by u / d^2 = 1e-3, and that is allowed.
        got = student.relative_difference(a * (1 + wanted) / (1 - wanted), a)
        expect.close(got, wanted, rtol=0.02, what="the difference")


@check(points=1, after="check_one_vector")
def check_small_errors(student):
    """An error that is small beside the whole gradient is graded by its size, and the array that holds it is found.

    相对于整个梯度很小的误差按大小判定，并能找到它所在的数组。
    """
    net = probe(36, layer_dims=(1, 2, 2), activation="tanh", m=6, lambd=0.5, trained=True)
    norms = {name: float(np.linalg.norm(grad)) for name, grad in net.grads.items()}
    small, large = (end(norms, key=norms.__getitem__) for end in (min, max))
    size = float(np.linalg.norm(flat(net.grads)))
    # The smallest of four arrays has at most half the norm of all: its own difference is beyond the next bound. The largest
    # has at least half: the mean of the four differences is at most half of the whole, and within the bound before.
    for block, whole in ((small, 3e-7), (small, 6e-4), (small, 1e-2), (large, 1.5e-5)):
        # An error of 2 d ||g|| in one array makes the whole difference d.
        wrong = {**net.grads, block: net.grads[block] * (1 + 2 * whole * size / norms[block])}
        result = student.gradient_check(objective(net), net.params, wrong)
        expect_measured(result, wrong, net.grads)
        expect_located(result, wrong, net.grads, block)


@check(points=1, after="check_locates")
def check_every_entry(student):
    """A single wrong entry is found, wherever it stands, also where an array has no other: all are compared, not a sample.

    数组中只有一个元素有误，不论在哪个位置都能发现，数组只有一个元素时也一样：要比较每个元素，而不是抽样。
    """
    net = probe(38, layer_dims=(3, 4, 2), activation="tanh", m=5)
    for i, j in ((3, 2), (0, 0)):
        W1 = net.grads["W1"].copy()
        W1[i, j] += 0.5 * float(np.linalg.norm(W1))
        wrong = {**net.grads, "W1": W1}
        expect_located(student.gradient_check(objective(net), net.params, wrong), wrong, net.grads, "W1")
    net = probe(46, layer_dims=(2, 1, 2), activation="tanh", m=5)
    wrong = {**net.grads, "b1": 1.5 * net.grads["b1"]}
    expect_located(student.gradient_check(objective(net), net.params, wrong), wrong, net.grads, "b1")


@check(points=1, after="check_locates")
def check_scales(student):
    """Neither tiny nor huge losses change what gradient_check finds.

    损失的量级无论极小还是极大，都不影响 gradient_check 的结果。
    """
    net = probe(37, layer_dims=(1, 2, 2), activation="sigmoid", m=4)
    f = objective(net)
    huge = {name: 1e6 * grad for name, grad in net.grads.items()}
    result = student.gradient_check(lambda params: 1e6 * f(params), net.params, huge)
    expect_accepted(result, "loss times 1e6", "损失乘以 1e6")
    # 1e-3 and no less: whoever adds 1e-12 to a denominator is right, too.
    small = {name: 1e-3 * grad for name, grad in net.grads.items()}
    wrong = {**small, "W2": 1.5 * small["W2"]}
    expect_located(student.gradient_check(lambda params: 1e-3 * f(params), net.params, wrong), wrong, small, "W2")


@check(points=1, after="training_path")
def training_small_weights(student):
    """A forgotten tanh derivative hides behind small initial weights, and shows up once they have grown.

    漏写的 tanh 导数被很小的初始权重掩盖，权重变大之后才显现。
    """
    net = probe(39, layer_dims=(1, 2, 2), activation="tanh", m=4)
    X, Y = np.array([[-2.0, -1.0, 1.0, 2.0]]), np.array([[1.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 1.0]])
    start = {name: (0.001 if name[0] == "W" else 0.0) * value for name, value in net.params.items()}

    def right(params):
        return loss_and_grads(params, X, Y, net.activation)

    def planted(params):
        value, grads = right(params)
        # dJ/dZ_1 without the factor 1 - A_1^2            (n_1, m)
        logits = params["W2"] @ np.tanh(params["W1"] @ X + params["b1"]) + params["b2"]
        P = np.exp(logits - logits.max(axis=0))
        dZ = params["W2"].T @ (P / P.sum(axis=0) - Y) / X.shape[1]
        return value, {**grads, "W1": dZ @ X.T, "b1": dZ.sum(axis=1, keepdims=True)}

    # At most 3e-6 at step 0, and at least 0.07 after 12 updates (30 nets).
    wanted = descend(planted, lambda p: right(p)[1], start, 1.0, 12)
    expect_history(student.check_along_training(planted, start, 1.0, 12, 12), wanted, 12)


@check(points=1, after="complex_step_exact")
def complex_step_small_slopes(student):
    """Each entry has all its digits, also one that is 1e10 times smaller than the others: nothing is subtracted.

    每个元素都有全部有效数字，比其他元素小 1e10 倍的也一样：因为没有减法。
    """
    f = PythonFunction("lambda z: np.exp(z[0]) + 1e-10 * np.sin(z[1]) + 1e3 * z[2]**2")
    theta = np.abs(fixed_array(3, key=40)) % 1 + 0.1
    wanted = np.array([np.exp(theta[0]), 1e-10 * np.cos(theta[1]), 2e3 * theta[2]])
    got = student.complex_step_gradient(f, theta)
    for i in range(3):
        expect.close(got[i], wanted[i], rtol=COMPLEX_RTOL, what=f"entry {i} of the gradient")


@check(points=1, after="directional_wrong", function="directional_check")
def directional_scales(student):
    """The result does not depend on the size of the function: tiny and huge losses are judged alike.

    结果与函数的量级无关：极小与极大的损失判断相同。
    """
    points = generic_points(41)
    f = PythonFunction(f"lambda theta: 1e6 * ({BOWL})(theta)")
    expect_directional_right(student, f, points, lambda theta: 1e6 * bowl_gradient(theta), 41)
    f, error = PythonFunction(f"lambda theta: 1e-6 * ({BOWL})(theta)"), fixed_array(8, key=42)
    expect_directional_wrong(student, f, points, lambda theta: 1e-6 * (bowl_gradient(theta) + error), 43)


@check(points=1, after="directional_wrong", function="directional_check")
def directional_signs(student):
    """Directions point anywhere, also for large networks: an error of alternating signs in 30 000 coordinates is seen.

    方向可以指向任何地方，大网络也一样：30 000 个坐标中正负交替的误差也能看到。
    """
    # The error is 0.21 times as long as the gradient, a relative_difference of 0.104. Along a v with entries of one sign, as
    # rng.random draws them, it is about 3.5e-4 times the slope.
    error = 0.21 * (-1.0) ** np.arange(30_000)
    points = [np.full(30_000, 0.1 * case) for case in range(1, 6)]
    expect_directional_wrong(
        student, PythonFunction("lambda theta: float(np.sum(theta))"), points, lambda _: 1 + error, 45
    )
