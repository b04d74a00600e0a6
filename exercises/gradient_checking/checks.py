"""Public checks of gradient checking. The student's checker is itself tested: with right and planted-wrong gradients."""

import numpy as np

from grader.checking import (
    PythonFunction,
    check,
    expect,
    figures,
    fixed_array,
    fixed_rng,
    given,
    layer_dims,
    probe,
    seeds,
    shapes,
)
from grader.checking.declaration import mapping_like
from grader.numerics.gradients import complex_step_gradient as exact_gradient
from grader.numerics.gradients import observed_order
from grader.numerics.gradients import relative_difference as exact_difference
from grader.numerics.networks import loss, loss_and_grads

# Rounding of a two-sided difference at eps = 1e-5 is about u |f| / eps = 1e-11 |f|, and f is at most 1e3 times the
# gradient's norm here. Honest variants: at most 2e-10. A one-sided difference is off by 4e-6 and more, float32 by 3e-8.
NUMERICAL_RTOL = 1e-8

# A point theta ± eps e_i takes one rounding, going back and forth in place at most three; float32 would be 1e8 times off.
POINT_ULPS = 8 * 2.0**-52

# Norms are accurate to 1e-15. A guard against 0/0 of up to 1e-12 in the denominator costs 1e-12 beside arrays near 1 and 1e-5
# beside those near 1e-7, and is allowed; one of 1e-8 costs 1e-2 there and is seen.
DIFFERENCE_RTOL = 1e-6
INVARIANCE_RTOL = 1e-4

# What rounding does to a right gradient at eps = 1e-5: at most 2.1e-9 over the whole vector and 2.9e-8 in one array (9600
# nets: three activations, two depths, with and without L2, at initialisation and trained).
RIGHT = 1e-7
RIGHT_BLOCK = 1e-5
WHOLE_ATOL = 1e-7
BLOCK_ATOL = 1e-6

# check_along_training may use a step of its own: rounding and truncation of eps from 1e-4 to 1e-7 stay below 1e-7.
HISTORY_ATOL = 1e-5

# Honest variants reach 4e-16; a two-sided difference is off by at least 1e-11.
COMPLEX_RTOL = 1e-12

# The course's own bounds. A random direction is nearly orthogonal to the gradient, or to its error, now and then, so the
# median of several cases decides. Right gradients, one direction each: rounding exceeds the bound with probability 4e-4 at
# most (any step from 1e-7 to 1), in 6 of 11 cases with C(11, 6) (4e-4)^6 < 2e-18. Wrong ones, three directions each: all
# three stay below the bound with probability (6.4e-3)^3, in 3 of 5 cases with C(5, 3) (6.4e-3)^9 < 2e-19.
DIRECTIONAL_RIGHT = 1e-5
DIRECTIONAL_WRONG = 1e-3
LARGEST_OF_MANY = 1 / 3  # see directional_largest
LARGEST_OF_ALL = 1 + 1e-9  # |a - b| / (|a| + |b|) <= 1, and a few units in the last place
CASES_RIGHT = 11
CASES_WRONG = 5
CASES_LARGEST = 3  # the last direction alone, or the first, shows the error in 22 of 100 cases

KEEP_PROB = 0.6

# What no draw may leave out: several hidden layers, square and not, none at all, layers of one unit; scalars.
NETS = [{"layer_dims": dims, "key": 1} for dims in ([3, 3, 2, 5], [2, 3], [2, 1, 3], [1, 1])]
SHAPES = [{"shape": shape, "key": 1} for shape in ([3], [2, 3], [2, 1, 3])]


def network(dims, *key):
    """Return random parameters of a network; all entries are different."""
    rng = fixed_rng(*key)
    params = {}
    for layer, (n_in, n_out) in enumerate(zip(dims, dims[1:], strict=False), start=1):
        params[f"W{layer}"] = rng.standard_normal((n_out, n_in))
        params[f"b{layer}"] = rng.standard_normal((n_out, 1))
    return params


def flat(arrays):
    """Return all entries of a dict of arrays as one vector, in the dict's order."""
    return np.concatenate([np.ravel(array) for array in arrays.values()])


# --- params_to_vector, vector_to_params ---


def expect_params(got, wanted, code):
    """Fail unless `got` holds the arrays of `wanted`, entry by entry."""
    mapping_like(wanted).judge(got, "result")
    for name, array in wanted.items():
        expect.same(got[name], array, what=name, code=code)


@check(points=1)
@given(count=4, examples=NETS, layer_dims=layer_dims(outputs=1), key=seeds())
def vector_shape(student, layer_dims, key):
    """params_to_vector returns a float64 vector with one entry per parameter, and an object of its own.

    params_to_vector 返回一个 float64 向量（每个参数一个元素）和它自己的一个对象。
    """
    student.params_to_vector(network(layer_dims, key))


@check(points=1, after="vector_shape")
@given(count=4, examples=NETS, layer_dims=layer_dims(outputs=1), key=seeds())
def vector_entries(student, layer_dims, key):
    """The vector theta holds every entry of every array exactly once, in an order of your choice.

    theta 恰好包含每个数组的每个元素各一次，顺序由你决定。
    """
    params = network(layer_dims, key)
    theta, _ = student.params_to_vector(params)
    got, wanted = np.sort(theta), np.sort(flat(params))
    different = np.flatnonzero(got != wanted)
    if different.size:
        i = int(different[0])
        facts = {"position": i, "got": expect.shown(got[i]), "wanted": expect.shown(wanted[i])}
        expect.that(False, "gradcheck.vector_entries", **facts)


@check(points=1, after="vector_shape")
def vector_pure(student):
    """params_to_vector leaves params as they were and returns a new vector every time.

    params_to_vector 不改变 params，每次都返回新的向量。
    """
    for key in (5, 6):
        student.params_to_vector(network([3, 2, 2], key))
        expect.inputs_unchanged(student)
        expect.fresh(student)


@check(points=1, after="vector_entries")
@given(count=4, examples=NETS, layer_dims=layer_dims(outputs=1), key=seeds())
def round_trip(student, layer_dims, key):
    """vector_to_params brings back exactly the arrays that params_to_vector was given, for any architecture.

    对任意网络结构，vector_to_params 都能精确还原交给 params_to_vector 的数组。
    """
    params = network(layer_dims, key)
    expect_params(student.vector_to_params(*student.params_to_vector(params)), params, "gradcheck.round_trip")


@check(points=1, after="round_trip", function="vector_to_params")
@given(count=4, examples=NETS, layer_dims=layer_dims(outputs=1), key=seeds())
def params_from_theta(student, layer_dims, key):
    """vector_to_params fills the arrays from the theta that it is given, not from the original parameters.

    vector_to_params 用传入的 theta 填充数组，而不是用原来的参数。
    """
    params = network(layer_dims, key)
    theta, spec = student.params_to_vector(params)
    student.vector_to_params(theta, spec)
    other = fixed_rng(key, 1).standard_normal(theta.size)
    # All entries are different, so the position of a value in theta says where its array must be filled from.
    order = np.argsort(theta)
    found = {name: np.searchsorted(theta, value, sorter=order) for name, value in params.items()}
    wanted = {name: other[order.take(place, mode="clip")] for name, place in found.items()}
    expect_params(student.vector_to_params(other, spec), wanted, "gradcheck.from_theta")


@check(points=1, after="round_trip", function="vector_to_params")
def params_pure(student):
    """vector_to_params leaves theta as it was and returns new arrays every time.

    vector_to_params 不改变 theta，每次都返回新的数组。
    """
    theta, spec = student.params_to_vector(network([3, 2, 2], 7))
    for vector in (theta, 2 * theta):
        student.vector_to_params(vector, spec)
        expect.inputs_unchanged(student)
        expect.fresh(student)


# --- numerical_gradient ---


class Recorded(PythonFunction):
    """A function that remembers the different points at which it was called."""

    def __init__(self, python):
        super().__init__(python)
        self._points = {}

    def __call__(self, theta):
        """Evaluate it at theta."""
        point = np.array(theta, dtype=np.float64)
        self._points[point.shape, point.tobytes()] = point
        return super().__call__(theta)

    @property
    def points(self):
        """The points, in the order of their first use."""
        return list(self._points.values())


def expect_two_sided(f, theta, eps):
    """Fail unless f was called at every theta ± eps e_i, and nowhere else except at theta."""
    for point in f.points:
        expect.equal(point.shape, theta.shape, what="f's argument", code="gradcheck.point_shape")
    center, n = theta.ravel(), theta.size
    shifts = eps * np.concatenate([np.eye(n), -np.eye(n), np.zeros((1, n))])
    points = np.array([point.ravel() for point in f.points]).reshape(-1, n)
    # (called points, wanted points, n): distance in units of what rounding may do to that entry
    apart = np.abs(points[:, None] - (center + shifts)) / (POINT_ULPS * (np.abs(center) + eps))
    near = (apart <= 1).all(axis=2)
    for number in np.flatnonzero(~near.any(axis=1))[:1]:
        moved = points[number] - center
        text = ", ".join(f"{moved[i]:.3g} in entry {i}" for i in np.flatnonzero(moved)[:3])
        expect.that(False, "gradcheck.point_stray", moved=text, eps=eps)
    for number in np.flatnonzero(~near.any(axis=0)[: 2 * n])[:1]:
        i = int(number) % n
        at, wanted = expect.shown(float(center[i])), expect.shown(float(center[i] + shifts[number, i]))
        expect.that(False, "gradcheck.point_missing", index=i, theta=at, wanted=wanted, eps=eps)


@check(points=1, function="numerical_gradient")
@given(count=4, examples=SHAPES, shape=shapes(min_dims=1, max_side=3), key=seeds())
def numerical_shapes(student, shape, key):
    """The numerical gradient of a linear function is its coefficients, in the shape of theta, whatever that is.

    线性函数的数值梯度就是它的系数，形状与 theta 相同，无论 theta 是什么形状。
    """
    judge_linear_gradient(student, shape, key)


@check(points=1, after="numerical_shapes", function="numerical_gradient")
def numerical_single_number(student):
    """An array without dimensions, which holds a single number, has a numerical gradient as well.

    没有维度、只含一个数的数组也有数值梯度。
    """
    for key in (1, 2):
        judge_linear_gradient(student, [], key)


def judge_linear_gradient(student, shape, key):
    """The gradient of sum((2 + i) theta_i) is 2, 3, 4, ..."""
    f = PythonFunction(
        "lambda theta: float(np.sum((2.0 + np.arange(np.size(theta)).reshape(np.shape(theta))) * theta))"
    )
    wanted = 2.0 + np.arange(np.prod(shape, dtype=int)).reshape(shape)
    got = student.numerical_gradient(f, np.asarray(fixed_array(*shape, key=key)))
    expect.close(got, wanted, rtol=NUMERICAL_RTOL, what="the gradient")
    expect.fresh(student)


# Steps from where the error is that of the formula to where it is that of rounding.
V_CURVE = tuple(10.0**-k for k in range(1, 12))


def offer_v_curve(student, reference):
    """Offer a picture of the error at many steps, for the sum of exp(theta)."""
    f, theta = PythonFunction("lambda theta: float(np.sum(np.exp(theta)))"), np.array([0.25, 1.0])
    got, wanted = [], []
    with student.aside():
        for eps in V_CURVE:
            got.append(float(np.linalg.norm(student.numerical_gradient(f, theta, eps) - np.exp(theta))))
    for eps in V_CURVE:
        wanted.append(float(np.linalg.norm(reference.numerical_gradient(f, theta, eps) - np.exp(theta))))
    expect.figure(figures.v_curve, V_CURVE, got, wanted)


@check(points=1, after="numerical_shapes", function="numerical_gradient")
def numerical_two_sided(student, reference):
    """The difference is two-sided: exact on quadratic functions, and on others halving eps divides the error by four.

    差分是双侧的：对二次函数精确，对其他函数 eps 减半时误差变为四分之一。
    """
    f = PythonFunction("lambda theta: float(np.sum(np.arange(1.0, 6.0) * theta**2) + 3 * theta[0] * theta[4])")
    theta = fixed_array(5, key=1)
    wanted = 2 * np.arange(1.0, 6.0) * theta + 3 * np.array([theta[4], 0, 0, 0, theta[0]])
    got = student.numerical_gradient(f, theta)
    if not np.allclose(got, wanted, rtol=NUMERICAL_RTOL):
        offer_v_curve(student, reference)
    expect.close(got, wanted, rtol=NUMERICAL_RTOL, what="the gradient")
    f, theta, steps = PythonFunction("lambda theta: float(np.sum(np.exp(theta)))"), np.array([0.25, 1.0]), [0.04, 0.02]
    errors = [float(np.linalg.norm(student.numerical_gradient(f, theta, eps) - np.exp(theta))) for eps in steps]
    order = observed_order(errors, steps)
    if abs(order - 2) > 0.05:
        offer_v_curve(student, reference)
    # The next term of the error shifts the order by 1e-4; a step that ignores eps has order 0.0, five points order 4.0.
    expect.that(abs(order - 2) <= 0.05, "gradcheck.order", got=f"{order:.2f}")


@check(points=2, after="numerical_two_sided")
def numerical_points(student):
    """Calls of f are at theta + eps and theta - eps, one coordinate at a time, all others as they were; eps is 1e-5.

    每次只移动一个坐标，在 theta + eps 和 theta - eps 处调用 f，其余坐标不变；eps 默认为 1e-5。
    """
    theta = fixed_array(3, 2, key=2)
    f = Recorded("lambda theta: float(np.sum(np.sin(theta)))")
    student.numerical_gradient(f, theta)
    expect_two_sided(f, theta, 1e-5)
    f = Recorded("lambda theta: float(np.sum(np.sin(theta)))")
    student.numerical_gradient(f, theta[:, 0].copy(), 0.125)
    expect_two_sided(f, theta[:, 0], 0.125)


@check(points=1, after="numerical_shapes")
def numerical_restores(student):
    """After the call theta is as it was before.

    调用之后 theta 与之前相同。
    """
    # Powers of two: even code that goes back and forth in place comes back to the last bit.
    theta = np.array([[0.5, -1.25], [2.0, 0.75]])
    student.numerical_gradient(PythonFunction("lambda theta: float(np.sum(theta**2))"), theta, 2.0**-10)
    expect.inputs_unchanged(student)


@check(points=1, after="numerical_shapes")
def numerical_integers(student):
    """An integer theta counts as floats: the shift by eps is not rounded away.

    整数 theta 按浮点数处理：移动 eps 不会被舍掉。
    """
    theta = np.array([3, -2, 5, 1])
    f = PythonFunction("lambda theta: float(np.sum(np.array([2.0, 3.0, 5.0, 7.0]) * theta))")
    wanted = np.array([2.0, 3.0, 5.0, 7.0])
    expect.close(student.numerical_gradient(f, theta), wanted, rtol=NUMERICAL_RTOL, what="the gradient")


# --- relative_difference, verdict ---


@check(points=1, function="relative_difference")
def difference_formula(student):
    """relative_difference is the norm of a - b divided by the sum of the norms: 1/3 when one is twice the other.

    relative_difference 是 a - b 的范数除以两个范数之和：一个是另一个的两倍时为 1/3。
    """
    a, b = fixed_array(6, key=4), fixed_array(6, key=5)
    for left, right in [(a, b), (2 * b, b), (-a, a), (np.zeros(6), b), (b, np.zeros(6)), (a + 0.001, a)]:
        wanted = exact_difference(left, right)
        expect.close(student.relative_difference(left, right), wanted, rtol=DIFFERENCE_RTOL, what="the difference")


@check(points=1)
def difference_of_zeros(student):
    """Two gradients that are both 0 do not differ: the result is 0, not NaN.

    两个都为 0 的梯度没有差别：结果是 0，而不是 NaN。
    """
    expect.equal(student.relative_difference(np.zeros(4), np.zeros(4)), 0.0, what="the difference")


@check(points=1, after="difference_formula", function="relative_difference")
@given(count=5, key=seeds())
def difference_invariant(student, key):
    """The difference lies between 0 and 1, and neither swapping the arrays nor scaling both changes it.

    差在 0 和 1 之间；交换两个数组或同时缩放都不会改变它。
    """
    a, b = fixed_array(5, key=[key, 1]), fixed_array(5, key=[key, 2])
    d = student.relative_difference(a, b)
    expect.that(0 <= d <= 1 + DIFFERENCE_RTOL, "gradcheck.range", got=expect.shown(d))
    changes = [("after swapping the arrays", "交换两个数组", b, a)]
    changes += [(f"after multiplying both by {c}", f"两者同乘 {c}", c * a, c * b) for c in (1e-7, 1e7)]
    for change, change_zh, left, right in changes:
        changed = student.relative_difference(left, right)
        facts = {"got": expect.shown(d), "changed": expect.shown(changed), "change": change, "change_zh": change_zh}
        expect.that(abs(changed - d) <= INVARIANCE_RTOL * d, "gradcheck.invariance", **facts)


def grade(difference):
    """Return the verdict of a difference."""
    bounds = {1e-7: "correct", 1e-5: "acceptable", 1e-3: "suspicious"}
    return next((name for bound, name in bounds.items() if difference <= bound), "wrong")


def expect_verdict(got, difference):
    """Fail unless a difference got its verdict."""
    facts = {"difference": repr(float(difference)), "got": got, "wanted": grade(difference)}
    expect.that(got == grade(difference), "gradcheck.verdict", **facts)


@check(points=1)
def verdict_ranges(student):
    """The four verdicts belong to differences up to 1e-7, 1e-5, 1e-3, and above.

    四种判定分别对应差不超过 1e-7、1e-5、1e-3 以及更大。
    """
    for difference in (0.0, 3e-9, 4e-7, 6e-6, 5e-5, 7e-4, 2e-3, 0.3, 1.0):
        expect_verdict(student.verdict(difference), difference)


@check(points=1, after="verdict_ranges")
def verdict_bounds(student):
    """A difference of exactly 1e-7, 1e-5 or 1e-3 gets the better verdict, the next larger float does not.

    恰为 1e-7、1e-5、1e-3 的差取较好的判定，比它大的下一个浮点数则不取。
    """
    for bound in (1e-7, 1e-5, 1e-3):
        expect_verdict(student.verdict(bound), bound)
        above = float(np.nextafter(bound, 1.0))
        expect_verdict(student.verdict(above), above)


@check(points=1, after="verdict_ranges")
def verdict_not_finite(student):
    """NaN and infinity are "wrong": a check that could not be computed is not passed.

    NaN 和无穷大判为 "wrong"：算不出来的检验不算通过。
    """
    for difference in (float("nan"), float("inf")):
        expect_verdict(student.verdict(difference), difference)


# --- gradient_check ---


def objective(net):
    """Return the loss of a probe net as a function of its parameters."""
    return lambda params: float(loss(params, net.X, net.Y, net.activation, net.lambd))


def expect_accepted(result, case, case_zh):
    """Fail unless a right gradient was called so."""
    accepted = result["verdict"] == "correct" and result["difference"] <= RIGHT
    facts = {"difference": expect.shown(result["difference"]), "verdict": result["verdict"], "limit": RIGHT}
    expect.that(accepted, "gradcheck.rejected_right", case=case, case_zh=case_zh, **facts)


def expect_rejected(result, case, case_zh):
    """Fail unless a gradient that is far off was called wrong."""
    facts = {"case": case, "case_zh": case_zh, "got": result["verdict"]}
    expect.that(result["verdict"] == "wrong", "gradcheck.accepted_wrong", **facts)


def expect_measured(result, wrong, right):
    """Fail unless the difference is that of `wrong` and `right`, each as one vector, and the verdict belongs to it."""
    wanted = exact_difference(flat(wrong), flat({name: right[name] for name in wrong}))
    expect_difference(result["difference"], wanted, WHOLE_ATOL, "result['difference']")
    expect_verdict(result["verdict"], wanted)


def differences(per_param, wrong, right):
    """A picture of the difference of each array."""
    exact = {name: exact_difference(wrong[name], right[name]) for name in wrong}
    return figures.bars(per_param, exact, RIGHT_BLOCK)


def expect_located(result, wrong, right, block):
    """Fail unless the array `block`, the only wrong one, is found, with its difference."""
    per_param = result["per_param"]
    expect.figure(differences, per_param, wrong, right)
    wanted = exact_difference(wrong[block], right[block])
    expect_difference(per_param[block], wanted, BLOCK_ATOL, f"result['per_param'][{block!r}]")
    for name, got in per_param.items():
        facts = {"wrong": block, "name": name, "got": expect.shown(got), "limit": RIGHT_BLOCK}
        expect.that(name == block or got <= RIGHT_BLOCK, "gradcheck.right_block", **facts)
    expect.equal(result["worst"], block, what="result['worst']", code="gradcheck.worst")


def expect_difference(got, wanted, tolerance, what):
    """Fail unless a difference is the wanted one."""
    facts = {"what": what, "got": expect.shown(got), "wanted": expect.shown(wanted)}
    expect.that(abs(got - wanted) <= tolerance, "gradcheck.difference", **facts)


@check(points=2)
def check_accepts(student):
    """Right gradients are "correct": as drawn and after training, with and without L2, for three activations.

    正确的梯度判为 "correct"：随机参数与训练之后、有无 L2、三种激活函数。
    """
    dims = (1, 2, 2)
    nets = [
        ("tanh", "tanh", probe(1, layer_dims=dims, activation="tanh", m=5)),
        ("no hidden layer, one example", "无隐藏层，一个样本", probe(4, layer_dims=(3, 2), activation="tanh", m=1)),
    ]
    for key, activation, lambd in [(2, "sigmoid", 0.7), (3, "relu", 0.4)]:
        net = probe(key, layer_dims=dims, activation=activation, m=5, lambd=lambd, trained=True)
        nets.append((f"{activation} with L2, after training", f"{activation}，有 L2，训练之后", net))
    for case, case_zh, net in nets:
        expect_accepted(student.gradient_check(objective(net), net.params, net.grads), case, case_zh)


@check(points=1, after="check_accepts")
def check_rejects(student):
    """Wrong gradients are "wrong": doubled, of opposite sign, without 1/m, without the L2 part.

    错误的梯度判为 "wrong"：加倍、符号相反、缺少 1/m、缺少 L2 部分。
    """
    net = probe(5, layer_dims=(2, 2), activation="tanh", m=5, lambd=0.9)
    without_l2 = loss_and_grads(net.params, net.X, net.Y, net.activation)[1]
    planted = [
        (case, case_zh, {name: factor * grad for name, grad in net.grads.items()})
        for case, case_zh, factor in [
            ("doubled", "加倍", 2.0),
            ("opposite sign", "符号相反", -1.0),
            ("1/m missing", "缺少 1/m", 5.0),
        ]
    ]
    for case, case_zh, wrong in [*planted, ("L2 part missing", "缺少 L2 部分", without_l2)]:
        expect_rejected(student.gradient_check(objective(net), net.params, wrong), case, case_zh)


@check(points=2, after="check_rejects")
def check_locates(student):
    """When one array of the gradient is wrong, per_param and worst say which one.

    当梯度中只有一个数组是错的，per_param 和 worst 能指出是哪一个。
    """
    net = probe(6, layer_dims=(1, 2, 2), activation="sigmoid", m=5, lambd=0.3)
    for block, factor in {"W1": 1.1, "b1": 0.0, "W2": -1.0, "b2": 3.0}.items():
        wrong = {**net.grads, block: factor * net.grads[block]}
        expect_located(student.gradient_check(objective(net), net.params, wrong), wrong, net.grads, block)


@check(points=1, after="check_locates")
def check_one_vector(student):
    """When several arrays are wrong, the difference is that of all arrays as one vector; worst has the largest of its own.

    多个数组有误时，difference 把所有数组当作一个向量计算，worst 是自身的差最大的数组。
    """
    f = PythonFunction(
        "lambda params: float(np.sum(params['W1']**2) + 0.01 * np.sum(params['b1']**2) + np.sum(params['W2']**2) + np.sum(params['b2']**2))"
    )
    params = network([2, 3, 2], 7)
    right = {name: (0.02 if name == "b1" else 2.0) * value for name, value in params.items()}
    # The gradient of b1 is the smallest: its error is the largest one beside it, and small beside those of W1 and W2.
    factors = {"W1": 0.5, "b1": 3.0, "W2": 1.6, "b2": 1.01}
    wrong = {name: factors[name] * grad for name, grad in right.items()}
    result = student.gradient_check(f, params, wrong)
    expect_measured(result, wrong, right)
    expect.equal(result["worst"], "b1", what="result['worst']", code="gradcheck.worst")


@check(points=2, after="check_locates")
def check_biases(student):
    """Biases of 0 are checked like others: a forgotten db is found there, and a regularised one as soon as b is not 0.

    值为 0 的偏置同样要检验：在那里能发现漏掉的 db；误被正则化的偏置在 b 不为 0 时立即被发现。
    """
    net = probe(12, layer_dims=(1, 2, 2), activation="tanh", m=5, lambd=0.9)
    start = {name: (np.zeros_like(value) if name[0] == "b" else value) for name, value in net.params.items()}
    right = loss_and_grads(start, net.X, net.Y, net.activation, net.lambd)[1]
    expect_accepted(student.gradient_check(objective(net), start, right), "biases at 0", "偏置为 0")
    forgotten = {**right, "b2": np.zeros_like(right["b2"])}
    expect_located(student.gradient_check(objective(net), start, forgotten), forgotten, right, "b2")
    net = probe(13, layer_dims=(1, 2, 2), activation="tanh", m=5, lambd=0.9, trained=True)
    # d/db of lambd/(2m) ||b||^2, which the loss does not have
    wrong = {**net.grads, "b1": net.grads["b1"] + net.lambd / net.X.shape[1] * net.params["b1"]}
    expect_located(student.gradient_check(objective(net), net.params, wrong), wrong, net.grads, "b1")


def dropped_loss(params, net, mask):
    """Return the loss of a net with one hidden layer under inverted dropout; real or complex parameters."""
    # A = tanh(W1 X + b1) * mask / keep_prob            (n_1, m)
    hidden = np.tanh(params["W1"] @ net.X + params["b1"]) * mask / KEEP_PROB
    return loss({"W1": params["W2"], "b1": params["b2"]}, hidden, net.Y, net.activation)


def dropped_grads(net, mask):
    """Return the gradient of `dropped_loss` by the complex step, which is exact to rounding."""
    return {
        name: exact_gradient(lambda array, name=name: dropped_loss({**net.params, name: array}, net, mask), value)
        for name, value in net.params.items()
    }


@check(points=2, after="check_rejects")
def check_dropout(student):
    """With a fixed dropout mask only the right gradient is accepted; with a mask drawn at every call none is.

    dropout 掩码固定时只接受正确的梯度；每次调用都重新抽取掩码时判为 "wrong"。
    """
    net = probe(10, layer_dims=(1, 3, 2), activation="tanh", m=5)
    mask = np.array([[1, 0, 1, 1, 0], [1, 1, 0, 1, 1], [0, 1, 1, 0, 1]])
    right = dropped_grads(net, mask)
    rng = np.random.default_rng(7)

    def fixed(params):
        return float(dropped_loss(params, net, mask))

    def drawn_anew(params):
        return float(dropped_loss(params, net, rng.random(mask.shape) < KEEP_PROB))

    expect_accepted(student.gradient_check(fixed, net.params, right), "fixed dropout mask", "dropout 掩码固定")
    without = student.gradient_check(fixed, net.params, net.grads)
    expect_rejected(without, "dropout mask forgotten in the backward pass", "反向传播漏掉了 dropout 掩码")
    got = student.gradient_check(drawn_anew, net.params, right)["verdict"]
    expect.that(got == "wrong", "gradcheck.fresh_mask", got=got)


@check(points=1, after="check_locates")
def check_key_order(student):
    """Gradients are matched to parameters by name, also when the dict lists them in another order.

    梯度按名字与参数对应，即使字典中的次序不同。
    """
    net = probe(8, layer_dims=(1, 2, 2), activation="tanh", m=5, lambd=0.5)
    right = {name: net.grads[name] for name in list(net.grads)[::-1]}
    expect_accepted(student.gradient_check(objective(net), net.params, right), "keys in another order", "键的次序不同")
    wrong = {**right, "b1": 1.5 * right["b1"]}
    expect_located(student.gradient_check(objective(net), net.params, wrong), wrong, right, "b1")


@check(points=1, after="check_one_vector")
def check_eps(student):
    """gradient_check uses the eps that it is given, and 1e-5 if it is given none.

    gradient_check 使用传入的 eps；没有传入时使用 1e-5。
    """
    cubic = PythonFunction("lambda params: float(np.sum(params['W1']**3) + np.sum(params['b1']**3))")
    params = {"W1": fixed_array(2, 3, key=6), "b1": fixed_array(2, 1, key=7)}
    right = {name: 3 * value**2 for name, value in params.items()}
    # The two-sided difference of x^3 is exactly 3 x^2 + eps^2.
    for eps in (0.1, 0.02):
        wanted = exact_difference(flat(right) + eps**2, flat(right))
        got = student.gradient_check(cubic, params, right, eps)["difference"]
        facts = {"eps": eps, "got": expect.shown(got), "wanted": expect.shown(wanted)}
        expect.that(abs(got - wanted) <= WHOLE_ATOL, "gradcheck.eps", **facts)
    wave = PythonFunction(
        "lambda params: float(np.sum(np.sin(1000 * params['W1'])) + np.sum(np.sin(1000 * params['b1'])))"
    )
    right = {name: 1000 * np.cos(1000 * value) for name, value in params.items()}
    # That of sin(k x) is sin(k eps) / (k eps) times k cos(k x): d = 8.3e-6 at the default, 0.02 at most elsewhere.
    wanted = exact_difference(flat(right) * np.sin(1e-2) / 1e-2, flat(right))
    got = student.gradient_check(wave, params, right)["difference"]
    expect.that(
        abs(got - wanted) <= WHOLE_ATOL, "gradcheck.eps_default", got=expect.shown(got), wanted=expect.shown(wanted)
    )


@check(points=1, after="check_accepts")
def check_inputs(student):
    """gradient_check leaves params and grads as they were.

    gradient_check 不改变 params 和 grads。
    """
    # Powers of two, as in numerical_restores.
    params = {"W1": np.array([[0.5, -1.0], [0.25, 2.0]]), "b1": np.array([[1.5], [-0.75]])}
    f = PythonFunction("lambda params: float(np.sum(params['W1']**2) + np.sum(params['b1']**2))")
    student.gradient_check(f, params, {name: 3 * value for name, value in params.items()}, 2.0**-10)
    expect.inputs_unchanged(student)


@check(points=1, after="check_accepts")
def check_unused_array(student):
    """An array that the loss does not depend on, with gradient 0, has difference 0.

    损失不依赖的数组若梯度为 0，则差为 0。
    """
    f = PythonFunction("lambda params: float(np.sum(params['W1']**2) + np.sum(np.sin(params['b1'])))")
    params = network([2, 2, 1], 9)
    grads = {**{name: 0 * value for name, value in params.items()}, "W1": 2 * params["W1"], "b1": np.cos(params["b1"])}
    result = student.gradient_check(f, params, grads)
    expect_accepted(result, "the loss ignores W2 and b2", "损失与 W2、b2 无关")
    for name in ("W2", "b2"):
        expect.equal(result["per_param"][name], 0.0, what=f"result['per_param'][{name!r}]")


# --- check_along_training ---


def expect_history(history, wanted, every):
    """Fail unless exactly the right steps are listed, each with its difference; `wanted[k]` is the one of step k."""
    last = len(wanted) - 1
    got, steps = sorted(step for step, _ in history), sorted({*range(0, last + 1, every), last})
    facts = {"steps": last, "every": every, "got": expect.shown(got), "wanted": expect.shown(steps)}
    expect.that(got == steps, "gradcheck.steps", **facts)
    for step, difference in sorted(history):
        facts = {"step": step, "got": expect.shown(difference), "wanted": expect.shown(float(wanted[step]))}
        expect.that(abs(difference - wanted[step]) <= HISTORY_ATOL, "gradcheck.history", **facts)


def descend(function, right, params, learning_rate, steps):
    """Return the exact difference of the planted gradient after 0, 1, ..., `steps` updates with it."""
    differences = []
    for _ in range(steps + 1):
        grads = function(params)[1]
        differences.append(exact_difference(flat(grads), flat(right(params))))
        params = {name: params[name] - learning_rate * grads[name] for name in params}
    return differences


@check(points=1)
def training_steps(student):
    """Step 0, every `every` steps and the last step are listed, each once.

    列出第 0 步、每隔 every 步以及最后一步，每步只列一次。
    """
    f = PythonFunction(
        "lambda params: (float(np.sum(params['W1']**2) + np.sum(params['b1']**2)), {name: 2 * params[name] for name in params})"
    )
    params = {"W1": np.array([[0.5]]), "b1": np.array([[2.0]])}
    for steps, every in [(0, 1), (2, 1), (5, 2), (4, 2), (2, 7)]:
        history = student.check_along_training(f, params, 0.1, steps, every)
        expect_history(history, np.zeros(steps + 1), every)


@check(points=2, after="training_steps")
def training_path(student):
    """The difference at step k is that of the gradient after k updates of gradient descent with the given gradients.

    第 k 步的差是用给定梯度做了 k 次梯度下降更新之后的差。
    """
    f = PythonFunction(
        "lambda params: (float(np.sum(params['W1']**2) + np.sum(params['b1']**2)), {'W1': 2 * params['W1'] + params['W1']**3, 'b1': 2 * params['b1']})"
    )
    params = {"W1": np.array([[1.5, -0.5], [0.25, 1.0]]), "b1": np.array([[2.0], [-1.0]])}
    wanted = descend(f, lambda p: {name: 2 * p[name] for name in p}, params, 0.125, 5)
    expect_history(student.check_along_training(f, params, 0.125, 5, 2), wanted, 2)


@check(points=1, after="training_path")
def training_late_bug(student):
    """A bias that is regularised in the gradient but not in the loss is invisible at step 0, and shows up later.

    偏置在梯度中被正则化而损失中没有：第 0 步看不出来，之后才显现。
    """
    net = probe(11, layer_dims=(2, 2), activation="tanh", m=5, lambd=2.0)
    m = net.X.shape[1]

    def right(params):
        return loss_and_grads(params, net.X, net.Y, net.activation, net.lambd)

    def planted(params):
        value, grads = right(params)
        return value, {**grads, "b1": grads["b1"] + net.lambd / m * params["b1"]}

    start = {**net.params, "b1": np.zeros_like(net.params["b1"])}
    wanted = descend(planted, lambda p: right(p)[1], start, 0.5, 6)
    expect_history(student.check_along_training(planted, start, 0.5, 6, 3), wanted, 3)


@check(points=1, after="training_steps")
def training_inputs(student):
    """Training starts from params and leaves them as they were.

    训练从 params 出发，但不改变它们。
    """
    f = PythonFunction(
        "lambda params: (float(np.sum(params['W1']**2) + np.sum(params['b1']**2)), {name: 2 * params[name] for name in params})"
    )
    params = {"W1": np.array([[0.7, -1.1]]), "b1": np.array([[2.3]])}
    # A numerical gradient in place may leave a last-bit difference, with and without updates; updates may not add to that.
    student.check_along_training(f, params, 0.1, 0, 1)
    tolerated = set(student.last.modified)
    student.check_along_training(f, params, 0.1, 2, 1)
    changed = [path.replace("1[", "params[", 1) for path in student.last.modified if path not in tolerated]
    expect.that(not changed, "call.input_modified", changed=", ".join(changed))


# --- complex_step_gradient ---


@check(points=1)
def complex_step_exact(student):
    """The complex step gives the gradient of an analytic function to 12 digits and more.

    复数步长法给出解析函数的梯度，精确到 12 位以上。
    """
    f = PythonFunction("lambda z: np.sum(np.exp(z) * np.cos(2 * z)) + z[0] * z[3]")
    theta = fixed_array(4, key=8)
    wanted = np.exp(theta) * (np.cos(2 * theta) - 2 * np.sin(2 * theta)) + np.array([theta[3], 0, 0, theta[0]])
    expect.close(student.complex_step_gradient(f, theta), wanted, rtol=COMPLEX_RTOL, what="the gradient")


@check(points=1, after="complex_step_exact")
@given(count=4, examples=SHAPES, shape=shapes(min_dims=1, max_side=3), key=seeds())
def complex_step_shapes(student, shape, key):
    """The complex-step gradient is a new float64 array of theta's shape, and theta stays as it was.

    复数步长梯度是与 theta 同形状的新 float64 数组，theta 保持不变。
    """
    f = PythonFunction("lambda z: np.sum((1.0 + np.arange(z.size).reshape(z.shape)) * z**3)")
    theta = fixed_array(*shape, key=key) + 2.0
    wanted = 3 * (1.0 + np.arange(theta.size).reshape(shape)) * theta**2
    expect.close(student.complex_step_gradient(f, theta), wanted, rtol=COMPLEX_RTOL, what="the gradient")
    expect.inputs_unchanged(student)
    expect.fresh(student)


# --- directional_check ---

# Quadratic, so that a two-sided difference is right at every step; irrational coefficients, so that no sum of signs is 0.
BOWL = "lambda theta: float(np.sum(np.sqrt(2.0 + np.arange(theta.size)) * theta**2) + np.dot(theta[1:], theta[:-1]))"


def bowl_gradient(theta):
    """Return the gradient of BOWL."""
    neighbours = np.concatenate([theta[1:], [0]]) + np.concatenate([[0], theta[:-1]])
    return 2 * np.sqrt(2.0 + np.arange(theta.size)) * theta + neighbours


def generic_points(key, scale=1.0):
    """Return the points of the generic cases."""
    return [fixed_array(8, key=[key, case], scale=scale) for case in range(CASES_RIGHT)]


def expect_directional_right(student, f, points, gradient, key):
    """Fail unless the right gradient is accepted at most of the points, along one direction each."""
    results = [student.directional_check(f, p, gradient(p), fixed_rng(key, i), 1) for i, p in enumerate(points)]
    got = float(np.median(results))
    facts = {"cases": len(points), "limit": DIRECTIONAL_RIGHT, "got": expect.shown(got)}
    expect.that(got <= DIRECTIONAL_RIGHT, "gradcheck.directional_right", **facts)


def expect_directional_wrong(student, f, points, gradient, key):
    """Fail unless a wrong gradient is rejected at most of the points."""
    points = points[:CASES_WRONG]
    results = [student.directional_check(f, p, gradient(p), fixed_rng(key, i)) for i, p in enumerate(points)]
    got = float(np.median(results))
    facts = {"cases": len(points), "limit": DIRECTIONAL_WRONG, "got": expect.shown(got)}
    expect.that(got > DIRECTIONAL_WRONG, "gradcheck.directional_wrong", **facts)


@check(points=1, function="directional_check")
def directional_right(student):
    """For a right gradient directional_check finds at most 1e-5, also near a minimum, where one side is not enough.

    对正确的梯度，directional_check 给出的值不超过 1e-5；在极小点附近也是如此，那里单侧差分是不够的。
    """
    f = PythonFunction(BOWL)
    expect_directional_right(student, f, generic_points(20), bowl_gradient, 20)
    # A one-sided difference with step 1e-5 is off by about 1e-4 there.
    expect_directional_right(student, f, generic_points(24, scale=0.02), bowl_gradient, 24)


@check(points=1, after="directional_right", function="directional_check")
def directional_wrong(student):
    """For a gradient that is doubled, or whose last entry was forgotten, directional_check finds more than 1e-3.

    对加倍的梯度或漏掉最后一个元素的梯度，directional_check 给出的值大于 1e-3。
    """
    f, points = PythonFunction(BOWL), [np.append(point[:7], 2.0) for point in generic_points(21)]
    # relative_difference to the right gradient: 1/3, and at least 0.2
    expect_directional_wrong(student, f, points, lambda theta: 2 * bowl_gradient(theta), 21)
    # The error is orthogonal to the gradient that is handed over, so it does not show along that.
    expect_directional_wrong(student, f, points, lambda theta: bowl_gradient(theta) * (np.arange(8) < 7), 21)


@check(points=1, after="directional_wrong", function="directional_check")
def directional_signed(student):
    """A gradient that is doubled, or of the opposite sign, shows along every direction, and no result is above 1.

    梯度加倍或符号相反时，沿每个方向都看得出来；结果不会超过 1。
    """
    f, points = PythonFunction(BOWL), generic_points(22)  # directions have other keys: along the point itself a > 0
    # Along every v: |2 a - a| / (2 |a| + |a|) = 1/3, and |-a - a| / (|a| + |a|) = 1; without |a - b| half are negative.
    doubled = [student.directional_check(f, p, 2 * bowl_gradient(p), fixed_rng(27, i), 1) for i, p in enumerate(points)]
    shown = sum(result > DIRECTIONAL_WRONG for result in doubled)
    facts = {"cases": len(points), "limit": DIRECTIONAL_WRONG, "shown": shown}
    expect.that(shown >= len(points) - 1, "gradcheck.directional_doubled", **facts)
    expect_directional_wrong(student, f, points, lambda theta: -bowl_gradient(theta), 23)
    opposite = [
        student.directional_check(f, p, -bowl_gradient(p), fixed_rng(28, i), 5) for i, p in enumerate(points[:3])
    ]
    got = max(doubled + opposite)
    expect.that(got <= LARGEST_OF_ALL, "gradcheck.directional_above_one", got=expect.shown(got))


@check(points=1, after="directional_wrong", function="directional_check")
def directional_largest(student):
    """The result is the largest over all directions, as many as asked for, three by default: an error never goes unseen.

    结果取所有方向中的最大值，方向的个数由参数给出，默认三个：误差不会被漏掉。
    """
    theta, error = fixed_array(40, key=25), fixed_array(40, key=26)
    grad = bowl_gradient(theta)
    # ||error|| = 0.25 ||grad||: 22 % of random directions show more than 1/3, so that of 100 none does with probability
    # 0.78^100 < 2e-11. Their mean is 0.24 +- 0.03, their median 0.12.
    wrong = grad + 0.25 * error * np.linalg.norm(grad) / np.linalg.norm(error)
    for case in range(CASES_LARGEST):
        f = PythonFunction(BOWL)
        got = student.directional_check(f, theta, wrong, fixed_rng(29, case), 100)
        expect.that(f.calls >= 200, "gradcheck.directions", calls=f.calls)  # two for each two-sided difference
        expect.that(got > LARGEST_OF_MANY, "gradcheck.directional_largest", got=expect.shown(got))
    f = PythonFunction(BOWL)
    student.directional_check(f, theta, wrong, fixed_rng(29, CASES_LARGEST))
    expect.that(f.calls >= 6, "gradcheck.directions_default", calls=f.calls)


@check(points=1)
def directional_zero(student):
    """For a constant function with gradient 0 the result is 0, not NaN.

    常数函数、梯度为 0 时结果是 0，而不是 NaN。
    """
    f = PythonFunction("lambda theta: 1.5")
    got = student.directional_check(f, fixed_array(4, key=9), np.zeros(4), fixed_rng(22))
    expect.equal(got, 0.0, what="the result")


@check(points=1, function="directional_check")
def directional_generator(student):
    """The directions come from rng: it is used, and the same state gives the same result.

    方向来自 rng：它被使用，且相同的状态给出相同的结果。
    """
    f, theta = PythonFunction(BOWL), fixed_array(5, key=10)
    arguments = (f, theta, 1.5 * bowl_gradient(theta) + 0.25)
    first = student.directional_check(*arguments, fixed_rng(23))
    expect.generator_used(student)
    expect.inputs_unchanged(student)
    expect.equal(student.directional_check(*arguments, fixed_rng(23)), first, what="the second result of the same call")
