"""Hidden checks of advanced: other numbers, gains and steps, caches side by side, and invariances."""

import numpy as np

from grader.checking import check, choices, expect, fixed_array, fixed_rng, given, layer_dims

from .checks import (
    ACTIVATIONS,
    FAR_RTOL,
    SLOPE_ATOL,
    Recorded,
    backward_of,
    batch,
    bowl_case,
    entries,
    judge_factors,
    judge_kinks,
    judge_remainders,
    judge_totals,
    judge_variances,
    lsuv_case,
    norm,
    one_sign_each,
    residual_arguments,
    residual_gradients,
    rounding_scale,
    wavy_case,
)

# --- variance factors ---


@check(points=1, after="factors_totals")
@given(
    dims=layer_dims(2, 5, max_units=9, outputs=1),
    gain=choices(0.5, 1.25, 2.0),
    count=4,
    examples=[{"dims": [3, 5, 2], "gain": 1.5}, {"dims": [4, 4], "gain": 3.0}],
)
def factors_gain(student, dims, gain):
    """A gain multiplies every factor by its square, and the totals by that of every layer.

    增益使每个因子乘以它的平方，总因子则乘以各层的平方之积。
    """
    got = student.variance_factors(dims, gain)
    judge_factors(got, dims, gain, "forward")
    judge_factors(got, dims, gain, "backward")
    judge_totals(got, dims, gain)


# --- LSUV ---


@check(points=1, after="lsuv_with_biases")
def lsuv_tolerance(student):
    """lsuv goes on until the tolerance that it is given is reached.

    lsuv 一直进行到满足给定的 tolerance 为止。
    """
    for activation in ACTIVATIONS:
        params, X = lsuv_case([4, 6, 3, 5], 9, activation, 121, bias=0.3)
        judge_variances(student.lsuv(params, X, activation, 1e-8), X, activation, 1e-8)


@check(points=1, after="lsuv_with_biases")
def lsuv_far_start(student):
    """lsuv gets there from weights that are far too small or far too large, biases included.

    权重过小或过大、且有偏置时，lsuv 也能达到目标。
    """
    for scale in (1e-4, 300.0):
        params, X = lsuv_case([5, 4, 6, 3], 8, "tanh", 122, bias=0.2)
        params = {name: scale * array if name[0] == "W" else array for name, array in params.items()}
        judge_variances(student.lsuv(params, X, "tanh"), X, "tanh", 1e-3)


@check(points=1, after="lsuv_sequence")
def lsuv_many_layers(student):
    """lsuv works for networks of more than nine layers.

    lsuv 适用于九层以上的网络。
    """
    params, X = lsuv_case([4, 3, 5, 4, 6, 3, 5, 4, 3, 5, 4, 3], 7, "tanh", 123, std=1.2)
    judge_variances(student.lsuv(params, X, "tanh"), X, "tanh", 1e-3)


# --- batch normalisation ---


@check(points=1, after="batchnorm_affine")
def batchnorm_far(student, reference):
    """batchnorm_forward is right where the mean of a unit is a million times its spread.

    某个单元的均值是其标准差的一百万倍时，batchnorm_forward 仍然正确。
    """
    for n, m in ((4, 6), (3, 5)):
        Z, gamma, beta, _ = batch(n, m, 131)
        Z = Z + 1e6 * np.sign(one_sign_each(n, 1, 131, n))
        out, _ = student.batchnorm_forward(Z, gamma, beta)
        expect.close(out, reference.batchnorm_forward(Z, gamma, beta)[0], rtol=FAR_RTOL, what="out")


@check(points=1, after="batchnorm_affine")
def batchnorm_invariant(student):
    """batchnorm_forward does not change when a unit is shifted, or scaled together with the root of eps.

    单元加上常数，或与 eps 的平方根同时放缩时，batchnorm_forward 的结果不变。
    """
    Z, gamma, beta, _ = batch(3, 6, 132)
    out, _ = student.batchnorm_forward(Z, gamma, beta, 1e-4)
    shifted, _ = student.batchnorm_forward(Z + np.array([[8.0], [-3.0], [0.5]]), gamma, beta, 1e-4)
    judge_invariance(shifted, out, "a constant was added to every unit", "每个单元都加上了一个常数")
    for scale in (2.0**-12, 2.0**12):
        scaled, _ = student.batchnorm_forward(scale * Z, gamma, beta, scale**2 * 1e-4)
        change = f"Z was multiplied by {scale:.3g} and eps by its square"
        judge_invariance(scaled, out, change, f"Z 乘以 {scale:.3g}，eps 乘以它的平方")


def judge_invariance(got, wanted, change, change_zh):
    """Two results agree."""
    index = np.unravel_index(int(np.abs(got - wanted).argmax()), got.shape)
    facts = {
        "index": str(tuple(map(int, index))),
        "got": expect.shown(got[index]),
        "wanted": expect.shown(wanted[index]),
    }
    same = np.linalg.norm(got - wanted) <= 1e-9 * np.linalg.norm(wanted)
    expect.that(bool(same), "advanced.invariance", change=change, change_zh=change_zh, **facts)


@check(points=1, after="batchnorm_backward_input", function="batchnorm_backward")
def batchnorm_backward_one_example(student):
    """For a batch of one example nothing flows back through batchnorm_backward to Z, whatever dout is.

    批次只有一个样本时，无论 dout 是什么，batchnorm_backward 都没有梯度传回 Z。
    """
    for n in (1, 4):
        Z, gamma, beta, dout = batch(n, 1, 141)
        dZ, _, _ = backward_of(student, Z, gamma, beta, dout, 1e-5)
        expect.close(dZ, np.zeros((n, 1)), scale=rounding_scale(Z, gamma, dout, 1e-5), what="dZ")


@check(
    points=1,
    after=("batchnorm_backward_input", "batchnorm_backward_gamma", "batchnorm_backward_beta"),
    function="batchnorm_backward",
)
def batchnorm_cache(student, reference):
    """batchnorm_backward takes what it needs from its cache, also after another forward.

    中间运行过别的 forward 之后，batchnorm_backward 仍从自己的 cache 取得所需。
    """
    Z, gamma, beta, dout = batch(3, 5, 142)
    _, cache = student.batchnorm_forward(Z, gamma, beta)
    student.batchnorm_forward(*batch(3, 5, 143)[:3], 0.5)
    student.batchnorm_forward(*batch(2, 4, 143)[:3])
    judge_cache(
        student.batchnorm_backward(dout, cache),
        reference.batchnorm_backward(dout, reference.batchnorm_forward(Z, gamma, beta)[1]),
        ("dZ", "dgamma", "dbeta"),
        rounding_scale(Z, gamma, dout, 1e-5),
    )


def judge_cache(got, wanted, names, scale):
    """Arrays made from a cache are right although another forward ran in between."""
    for name, array, right in zip(names, got, wanted, strict=True):
        expect.close(array, right, scale=scale, what=name, code="advanced.cache_mixed")


# --- residual blocks ---


@check(points=1, after=("residual_backward_weights", "residual_backward_biases"), function="residual_backward")
def residual_cache(student, reference):
    """residual_backward takes what it needs from its cache, also after another forward.

    中间运行过别的 forward 之后，residual_backward 仍从自己的 cache 取得所需。
    """
    params, X, activation, dout = residual_arguments(reference, 3, 2, 4, "tanh", 161)
    other = residual_arguments(reference, 3, 2, 4, "sigmoid", 162)
    _, cache = student.residual_forward(params, X, activation)
    student.residual_forward(*other[:3])
    dX, grads = student.residual_backward(params, cache, dout)
    right, exact = reference.residual_backward(params, reference.residual_forward(params, X, activation)[1], dout)
    got, wanted = [dX, *(grads[name] for name in exact)], [right, *exact.values()]
    judge_cache(got, wanted, ("dX", *exact), norm(dout))


@check(points=1, after="residual_stack")
def residual_many_blocks(student, reference):
    """residual_forward applies more than nine blocks in the order of their numbers.

    residual_forward 按编号顺序应用九个以上的残差块。
    """
    params, X, activation, _ = residual_arguments(reference, 3, 12, 4, "tanh", 163)
    out, _ = student.residual_forward(params, X, activation)
    expect.close(out, reference.residual_forward(params, X, activation)[0], scale=norm(X), what="out")


@check(
    points=1,
    after=("residual_many_blocks", "residual_backward_weights", "residual_backward_biases"),
    function="residual_backward",
)
def residual_backward_many_blocks(student, reference):
    """residual_backward goes back through more than nine blocks, each with its own parameters.

    residual_backward 能反向通过九个以上的残差块，每一块用自己的参数。
    """
    params, X, activation, dout = residual_arguments(reference, 3, 12, 4, "tanh", 164)
    dX, grads = residual_gradients(student, params, X, activation, dout)
    right, exact = residual_gradients(reference, params, X, activation, dout)
    expect.close(dX, right, scale=norm(dout), what="dX")
    for name, wanted in exact.items():
        expect.close(grads[name], wanted, scale=norm(dout), what=f"grads['{name}']")


@check(
    points=1,
    after=("residual_backward_weights", "residual_backward_biases"),
    function="residual_backward",
)
def residual_backward_large_output(student, reference):
    """residual_backward computes derivatives and takes no differences: an output of millions costs it no digits.

    residual_backward 计算的是导数而不是差商：输出达到百万量级时也不损失精度。
    """
    for activation in ACTIVATIONS:
        params, X, _, dout = residual_arguments(reference, 3, 2, 3, activation, 165)
        # The last bias only shifts the output. A difference quotient loses 1e6 * 1e-16 / eps; the tolerance is 1e-9.
        lifted = {**params, "b2": params["b2"] + 1e6}
        dX, grads = residual_gradients(student, lifted, X, activation, dout)
        right, exact = residual_gradients(reference, lifted, X, activation, dout)
        expect.close(dX, right, scale=norm(dout), what="dX")
        for name, wanted in exact.items():
            expect.close(grads[name], wanted, scale=norm(dout), what=f"grads['{name}']")


# --- the slope test ---


@check(points=1, after=("taylor_right", "taylor_verdict"))
def taylor_slope(student, reference):
    """The slope is that of the least-squares line through all points, on logarithmic axes.

    斜率是对数坐标下过所有点的最小二乘直线的斜率。
    """
    # Large, unevenly spaced steps: the points do not lie on a line, so that other slopes differ.
    for key, steps in ((1, [2.0, 0.9, 0.25, 0.01]), (2, [3.0, 1.0, 0.8]), (3, [0.02, 1.5, 0.5, 2.5, 0.9])):
        f, theta, grad, direction = wavy_case(171, key)
        _, slope = student.taylor_remainder(f, theta, 0.9 * grad, direction, steps)
        _, wanted = reference.taylor_remainder(f, theta, 0.9 * grad, direction, steps)
        facts = {"got": expect.shown(slope), "wanted": expect.shown(wanted)}
        expect.that(abs(slope - wanted) <= SLOPE_ATOL, "advanced.slope", **facts)


@check(points=1, after="taylor_right")
def taylor_order(student):
    """The remainders stand in the order of the steps, whatever that is.

    余项按 steps 给出的顺序排列，不论是什么顺序。
    """
    f, theta, grad, direction, curvature = bowl_case(172)
    steps = [0.1, 1.0, 0.02, 0.5]
    wanted = np.sum(curvature * direction**2) * np.array(steps) ** 2
    remainders, _ = student.taylor_remainder(f, theta, grad, direction, steps)
    judge_remainders(remainders, wanted, f, theta, grad, direction, steps)


@check(points=1, after="taylor_right")
def taylor_direction(student):
    """The direction is used as it is, whatever its length.

    方向按原样使用，不论长度如何。
    """
    steps = [0.5, 0.1]
    for length in (0.25, 6.0):
        f = Recorded("lambda t: float(np.sum(t**2))")
        theta = fixed_array(3, key=173)
        direction = length * np.array([2.0, -1.0, 2.0]) / 3.0
        wanted = length**2 * np.array(steps) ** 2
        remainders, _ = student.taylor_remainder(f, theta, 2 * theta, direction, steps)
        judge_remainders(remainders, wanted, f, theta, 2 * theta, direction, steps)


# --- kinks ---


@check(points=1, after="kink_examples")
def kink_eps(student):
    """kink_free goes by the eps that it is given: closer is unsafe, farther is safe, at every size.

    kink_free 以给定的 eps 为界：更近则不安全，更远则安全，不论 eps 多大。
    """
    for eps in (1e-2, 1e-7, 0.25):
        near, far = (
            np.vstack([entries(1, 6, 0.6 * eps, 0.95 * eps, 181), entries(2, 6, 1.05 * eps, 1.8 * eps, 185)]),
            entries(3, 6, 1.05 * eps, 1.3 * eps, 182),
        )
        order = fixed_rng(183).permutation(12)
        for Z in (near, far, np.concatenate([near, far], axis=1)[:, order]):
            judge_kinks(student.kink_free(Z, eps), Z, eps)


@check(points=1, after="kink_examples")
def kink_zero(student):
    """A pre-activation of exactly 0 is at the kink: its example is not safe.

    恰好为 0 的预激活值就在折点上：该样本不安全。
    """
    Z = one_sign_each(3, 5, 184)
    Z[1, 2] = Z[0, 4] = 0.0
    judge_kinks(student.kink_free(Z, 1e-4), Z, 1e-4)
