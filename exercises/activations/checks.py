"""Public checks of activations: shapes, ordinary values, single numbers, |z| up to 1e4, and untouched arguments."""

import numpy as np

from grader.checking import check, expect, fixed_array, fixed_rng, given, seeds, shapes, sizes

# Correct float64 forms (1/(1+e^-z), tanh, 1/cosh^2, 1-tanh^2, differences of logarithms, ...) deviate by at most 7e-16
# anywhere in |z| <= 1e4, a factor of 1500 less. A central difference is off by 1e-11 and single precision by 1e-8.
ATOL = 1e-12

# exp(Z - logsumexp(Z)) inherits the spacing of numbers near max|Z|: off by 9e-16 near 1 and by 2.4e-12 at 1e4. So softmax
# has the tolerance ATOL max(1, max|Z|), a factor of 1000 more everywhere.

# What no draw may leave out: one entry, a row, a column, three dimensions of different sizes.
SHAPES = [{"shape": shape, "key": 1} for shape in ([1], [5], [2, 3], [3, 2], [1, 4], [4, 1], [2, 3, 4])]

# Single numbers may be Python floats or arrays without dimensions.
NUMBERS = (1.625, -0.375, 4.0, -2.5)
MATRICES = [{"n": n, "m": m, "key": 1} for n, m in ((3, 5), (5, 3), (4, 4), (2, 1))]

# Where conditions such as z > 0 and z < 0 leave a gap.
ZERO = np.array([[1.5, 0.0], [0.0, -1.5]])

# Around 709 e^z overflows, beyond 745 e^-z is 0, and 1e4 is far from both.
LARGE = np.array([-1e4, 0.7, 720.0, -40.0, 1e4, -0.7, -720.0, 40.0, 1e3, -1e3])


# --- material ---


def ordinary(shape, *key):
    """Return numbers of both signs with 0.1 <= |z| <= 5, of three decimals."""
    rng = fixed_rng(*key)
    return np.round(rng.uniform(0.1, 5.0, shape) * rng.choice([-1.0, 1.0], shape), 3)


def judge(function, exact, z, *, name):
    """Every entry of function(z) agrees with exact(z) within ATOL max(1, |exact|)."""
    got, wanted = np.asarray(function(z)), np.asarray(exact(z))
    excess = np.abs(got - wanted) / np.maximum(1.0, np.abs(wanted))
    if excess.max() > ATOL:
        index = np.unravel_index(int(excess.argmax()), excess.shape)
        place, right, wrong = float(np.asarray(z)[index]), float(wanted[index]), float(got[index])
        digits = 6 if f"{right:.6g}" != f"{wrong:.6g}" else 17
        facts = {"z": repr(place), "got": f"{wrong:.{digits}g}", "wanted": f"{right:.{digits}g}"}
        expect.that(False, "activations.wrong", function=name, **facts)


def judge_purity(student, function, *arguments):
    """The function leaves each argument alone and returns a new array for it."""
    for argument in arguments:
        function(argument)
        expect.inputs_unchanged(student)
        expect.fresh(student)


# Entries of both signs and of one only: shortcuts return their argument in one of these cases.
PURITY = (
    np.array([[-1.5, 0.25, 2.0], [0.5, -3.0, 1.0]]),
    np.array([0.5, 2.0, 3.25]),
    np.array([-2.0, -0.5]),
)


# --- sigmoid ---


@check(points=1)
@given(shape=shapes(1, 3, 5), key=seeds(), count=4, examples=SHAPES)
def sigmoid_shape(student, shape, key):
    """sigmoid keeps the shape of an array, of one to three dimensions.

    sigmoid 保持数组的形状，从一维到三维。
    """
    student.sigmoid(ordinary(shape, 11, key))


@check(points=2, after="sigmoid_shape")
@given(shape=shapes(1, 3, 5), key=seeds(), count=4, examples=SHAPES)
def sigmoid_value(student, reference, shape, key):
    """sigmoid is 1 / (1 + e^-z) at every entry.

    sigmoid 在每个元素上都等于 1 / (1 + e^-z)。
    """
    judge(student.sigmoid, reference.sigmoid, ordinary(shape, 12, key), name="sigmoid")
    judge(student.sigmoid, reference.sigmoid, ZERO, name="sigmoid")


@check(points=1, after="sigmoid_value")
def sigmoid_number(student, reference):
    """sigmoid also takes a single number and returns one.

    sigmoid 也接受单个数，并返回单个数。
    """
    for z in NUMBERS:
        judge(student.sigmoid, reference.sigmoid, z, name="sigmoid")
        judge(student.sigmoid, reference.sigmoid, np.array(z), name="sigmoid")


@check(points=1, after="sigmoid_value")
def sigmoid_large(student, reference):
    """sigmoid is right far out: finite and between 0 and 1 for |z| up to 1e4.

    z 很大时 sigmoid 仍然正确：|z| 直到 1e4 都有限，且在 0 与 1 之间。
    """
    judge(student.sigmoid, reference.sigmoid, LARGE, name="sigmoid")
    judge(student.sigmoid, reference.sigmoid, LARGE.reshape(2, 5).T.copy(), name="sigmoid")


@check(points=1, after="sigmoid_shape")
def sigmoid_pure(student):
    """sigmoid leaves z alone and returns a new array.

    sigmoid 不改动 z，返回新数组。
    """
    judge_purity(student, student.sigmoid, *PURITY)


# --- sigmoid_grad ---


@check(points=1)
@given(shape=shapes(1, 3, 5), key=seeds(), count=4, examples=SHAPES)
def sigmoid_grad_shape(student, shape, key):
    """sigmoid_grad keeps the shape of an array, of one to three dimensions.

    sigmoid_grad 保持数组的形状，从一维到三维。
    """
    student.sigmoid_grad(ordinary(shape, 21, key))


@check(points=2, after="sigmoid_grad_shape")
@given(shape=shapes(1, 3, 5), key=seeds(), count=4, examples=SHAPES)
def sigmoid_grad_value(student, reference, shape, key):
    """sigmoid_grad is the exact derivative of sigmoid at the pre-activation z.

    sigmoid_grad 是 sigmoid 在预激活值 z 处的精确导数。
    """
    judge(student.sigmoid_grad, reference.sigmoid_grad, ordinary(shape, 22, key), name="sigmoid_grad")
    judge(student.sigmoid_grad, reference.sigmoid_grad, ZERO, name="sigmoid_grad")


@check(points=1, after="sigmoid_grad_value")
def sigmoid_grad_number(student, reference):
    """sigmoid_grad also takes a single number and returns one.

    sigmoid_grad 也接受单个数，并返回单个数。
    """
    for z in NUMBERS:
        judge(student.sigmoid_grad, reference.sigmoid_grad, z, name="sigmoid_grad")
        judge(student.sigmoid_grad, reference.sigmoid_grad, np.array(z), name="sigmoid_grad")


@check(points=1, after="sigmoid_grad_value")
def sigmoid_grad_large(student, reference):
    """sigmoid_grad is right far out: 0 within 1e-12 at |z| = 1e4, and never NaN.

    z 很大时 sigmoid_grad 仍然正确：|z| = 1e4 处与 0 相差不到 1e-12，绝不是 NaN。
    """
    judge(student.sigmoid_grad, reference.sigmoid_grad, LARGE, name="sigmoid_grad")
    judge(student.sigmoid_grad, reference.sigmoid_grad, LARGE.reshape(2, 5).T.copy(), name="sigmoid_grad")


@check(points=1, after="sigmoid_grad_shape")
def sigmoid_grad_pure(student):
    """sigmoid_grad leaves z alone and returns a new array.

    sigmoid_grad 不改动 z，返回新数组。
    """
    judge_purity(student, student.sigmoid_grad, *PURITY)


# --- tanh_grad ---


@check(points=1)
@given(shape=shapes(1, 3, 5), key=seeds(), count=4, examples=SHAPES)
def tanh_grad_shape(student, shape, key):
    """tanh_grad keeps the shape of an array, of one to three dimensions.

    tanh_grad 保持数组的形状，从一维到三维。
    """
    student.tanh_grad(ordinary(shape, 31, key))


@check(points=2, after="tanh_grad_shape")
@given(shape=shapes(1, 3, 5), key=seeds(), count=4, examples=SHAPES)
def tanh_grad_value(student, reference, shape, key):
    """tanh_grad is the exact derivative of tanh at the pre-activation z.

    tanh_grad 是 tanh 在预激活值 z 处的精确导数。
    """
    judge(student.tanh_grad, reference.tanh_grad, ordinary(shape, 32, key), name="tanh_grad")
    judge(student.tanh_grad, reference.tanh_grad, ZERO, name="tanh_grad")


@check(points=1, after="tanh_grad_value")
def tanh_grad_number(student, reference):
    """tanh_grad also takes a single number and returns one.

    tanh_grad 也接受单个数，并返回单个数。
    """
    for z in NUMBERS:
        judge(student.tanh_grad, reference.tanh_grad, z, name="tanh_grad")
        judge(student.tanh_grad, reference.tanh_grad, np.array(z), name="tanh_grad")


@check(points=1, after="tanh_grad_value")
def tanh_grad_large(student, reference):
    """tanh_grad is right far out: 0 within 1e-12 at |z| = 1e4, and never NaN.

    z 很大时 tanh_grad 仍然正确：|z| = 1e4 处与 0 相差不到 1e-12，绝不是 NaN。
    """
    judge(student.tanh_grad, reference.tanh_grad, LARGE, name="tanh_grad")
    judge(student.tanh_grad, reference.tanh_grad, LARGE.reshape(2, 5).T.copy(), name="tanh_grad")


@check(points=1, after="tanh_grad_shape")
def tanh_grad_pure(student):
    """tanh_grad leaves z alone and returns a new array.

    tanh_grad 不改动 z，返回新数组。
    """
    judge_purity(student, student.tanh_grad, *PURITY)


# --- relu ---


@check(points=1)
@given(shape=shapes(1, 3, 5), key=seeds(), count=4, examples=SHAPES)
def relu_shape(student, shape, key):
    """relu keeps the shape of an array, of one to three dimensions, and its type float64.

    relu 保持数组的形状（从一维到三维）和 float64 类型。
    """
    z = ordinary(shape, 41, key)
    z.flat[-1] = abs(z.flat[-1])  # where no entry is positive, integer zeros are as right as any
    got = student.relu(z)
    expect.that(got.dtype == np.float64, "value.dtype", at="result", got=str(got.dtype), wanted="float64")


@check(points=2, after="relu_shape")
@given(shape=shapes(1, 3, 5), key=seeds(), count=4, examples=SHAPES)
def relu_value(student, reference, shape, key):
    """relu is z where z is positive and 0 where it is negative.

    relu 在 z 为正时等于 z，为负时等于 0。
    """
    judge(student.relu, reference.relu, ordinary(shape, 42, key), name="relu")
    judge(student.relu, reference.relu, ZERO, name="relu")


@check(points=1, after="relu_value")
def relu_number(student, reference):
    """relu also takes a single number and returns one.

    relu 也接受单个数，并返回单个数。
    """
    for z in NUMBERS:
        judge(student.relu, reference.relu, z, name="relu")
        judge(student.relu, reference.relu, np.array(z), name="relu")


@check(points=1, after="relu_value")
def relu_large(student, reference):
    """relu has no upper end and never overflows: it is right for |z| up to 1e4.

    relu 没有上限，也不会溢出：|z| 直到 1e4 都正确。
    """
    judge(student.relu, reference.relu, LARGE, name="relu")
    judge(student.relu, reference.relu, LARGE.reshape(2, 5).T.copy(), name="relu")


@check(points=1, after="relu_shape")
def relu_pure(student):
    """relu leaves z alone and returns a new array, also where nothing has to be cut off.

    relu 不改动 z，返回新数组，即使没有元素需要截断。
    """
    judge_purity(student, student.relu, *PURITY)


# --- relu_grad ---


@check(points=1)
@given(shape=shapes(1, 3, 5), key=seeds(), count=4, examples=SHAPES)
def relu_grad_shape(student, shape, key):
    """relu_grad keeps the shape of an array, of one to three dimensions.

    relu_grad 保持数组的形状，从一维到三维。
    """
    student.relu_grad(ordinary(shape, 51, key))


@check(points=2, after="relu_grad_shape")
@given(shape=shapes(1, 3, 5), key=seeds(), count=4, examples=SHAPES)
def relu_grad_value(student, reference, shape, key):
    """relu_grad is 1 where z is positive and 0 where it is negative.

    relu_grad 在 z 为正时等于 1，为负时等于 0。
    """
    judge(student.relu_grad, reference.relu_grad, ordinary(shape, 52, key), name="relu_grad")


@check(points=1, after="relu_grad_value")
def relu_grad_number(student, reference):
    """relu_grad also takes a single number and returns one.

    relu_grad 也接受单个数，并返回单个数。
    """
    for z in NUMBERS:
        judge(student.relu_grad, reference.relu_grad, z, name="relu_grad")
        judge(student.relu_grad, reference.relu_grad, np.array(z), name="relu_grad")


@check(points=1, after="relu_grad_value")
def relu_grad_kink(student):
    """relu_grad at exactly 0 is a number from 0 to 1.

    relu_grad 在 0 处是 0 到 1 之间的数。
    """
    z = np.array([[0.0, 1.5, -0.25], [-2.0, 0.0, 0.0]])
    got = student.relu_grad(z)[z == 0] * 1.0
    wrong = next((value for value in got if not 0.0 <= value <= 1.0), None)
    expect.that(wrong is None, "activations.kink", z="0", got=f"{wrong}")


@check(points=1, after="relu_grad_value")
def relu_grad_large(student, reference):
    """relu_grad does not fade far out: it is 1 and 0 for |z| up to 1e4.

    z 很大时 relu_grad 不会减弱：|z| 直到 1e4 都是 1 和 0。
    """
    judge(student.relu_grad, reference.relu_grad, LARGE, name="relu_grad")
    judge(student.relu_grad, reference.relu_grad, LARGE.reshape(2, 5).T.copy(), name="relu_grad")


@check(points=1, after="relu_grad_shape")
def relu_grad_pure(student):
    """relu_grad leaves z alone and returns a new array.

    relu_grad 不改动 z，返回新数组。
    """
    judge_purity(student, student.relu_grad, *PURITY)


# --- softmax ---


def judge_softmax(got, wanted, Z):
    """Every probability agrees within ATOL max(1, max|Z|)."""
    off = np.abs(got - wanted)
    if off.max() > ATOL * max(1.0, float(np.abs(Z).max())):
        index = tuple(int(i) for i in np.unravel_index(int(off.argmax()), off.shape))
        facts = {"index": str(list(index)), "got": f"{got[index]:.10g}", "wanted": f"{wanted[index]:.10g}"}
        expect.that(False, "activations.softmax", **facts)


@check(points=1)
@given(n=sizes(1, 6), m=sizes(1, 6), key=seeds(), count=4, examples=MATRICES)
def softmax_shape(student, n, m, key):
    """softmax keeps the shape of Z, for any number of classes and examples.

    softmax 保持 Z 的形状，类别数和样本数任意。
    """
    student.softmax(fixed_array(n, m, key=[61, key]))


@check(points=1, after="softmax_shape")
@given(n=sizes(2, 6), m=sizes(1, 6), key=seeds(), count=4, examples=MATRICES)
def softmax_columns(student, n, m, key):
    """Every column of softmax sums to 1.

    softmax 的每一列之和都为 1。
    """
    totals = student.softmax(fixed_array(n, m, key=[62, key])).sum(axis=0)
    column = int(np.abs(totals - 1.0).argmax())
    right = abs(totals[column] - 1.0) <= ATOL
    expect.that(right, "activations.column_sum", column=column, got=f"{totals[column]:.10g}")


@check(points=2, after="softmax_columns")
@given(n=sizes(2, 6), m=sizes(1, 6), key=seeds(), count=4, examples=MATRICES)
def softmax_value(student, reference, n, m, key):
    """softmax is e^Z divided by the sum of e^Z over the column, at every entry.

    softmax 的每个元素都等于 e^Z 除以该列 e^Z 之和。
    """
    Z = fixed_array(n, m, key=[63, key])
    judge_softmax(student.softmax(Z), reference.softmax(Z), Z)


@check(points=2, after="softmax_value")
def softmax_large(student, reference):
    """softmax is right for entries as large as 1e4, also when one column holds both 1e4 and -1e4.

    元素大到 1e4 时 softmax 仍然正确，同一列中既有 1e4 又有 -1e4 时也一样。
    """
    # The largest entry of every column is the same, so that it does not matter which maximum is subtracted.
    near = fixed_array(3, 4, key=64)
    near = np.round(near - near.max(axis=0) + 1e4, 3)
    far = np.array([[1e4, -1e4, 9999.5, -1e4], [-1e4, 1e4, 1e4, -1e4], [0.0, 9999.0, -1e4, 1e4]])
    for Z in (near, far):
        judge_softmax(student.softmax(Z), reference.softmax(Z), Z)


@check(points=2, after="softmax_large")
def softmax_shift(student):
    """A constant added to a column changes nothing, also when the columns then differ by thousands.

    给一列加上常数，结果不变，即使各列因此相差上千。
    """
    Z = fixed_array(3, 5, key=65)
    shifted = Z + np.array([[5000.0, -3000.0, 0.0, -9990.0, 9990.0]])
    wanted, got = student.softmax(Z), student.softmax(shifted)
    off = np.abs(got - wanted)
    if off.max() > ATOL * float(np.abs(shifted).max()):
        index = tuple(int(i) for i in np.unravel_index(int(off.argmax()), off.shape))
        facts = {"index": str(list(index)), "got": f"{got[index]:.10g}", "wanted": f"{wanted[index]:.10g}"}
        expect.that(False, "activations.shift", column=index[1], **facts)


@check(points=1, after="softmax_shape")
def softmax_pure(student):
    """softmax leaves Z alone and returns a new array.

    softmax 不改动 Z，返回新数组。
    """
    judge_purity(student, student.softmax, fixed_array(3, 4, key=66), fixed_array(2, 2, key=67), np.array([[1.5]]))
