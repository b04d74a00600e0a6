"""Planted wrong functions of activations, one each; they may use the solution's other functions."""

# ruff: noqa: D403, F821

import math

import numpy as np

from grader.checking import mutant

BUFFERS = {}


# --- sigmoid ---


@mutant("sigmoid", caught_by="sigmoid_value", diagnosis="activations.sigmoid_sign")
def sigmoid_mirrored(z):
    """The minus sign in the exponent is missing: 1 / (1 + e^z) falls where sigmoid rises.

    指数里漏了负号：1 / (1 + e^z) 是递减的，而 sigmoid 是递增的。
    """
    return 1.0 / (1.0 + np.exp(z))


@mutant("sigmoid", caught_by="sigmoid_value", diagnosis="activations.sigmoid_parentheses")
def sigmoid_without_parentheses(z):
    """Without parentheses `1 / 1 + e^-z` is 1 + e^-z: the sum in the denominator needs parentheses.

    没有括号时 `1 / 1 + e^-z` 等于 1 + e^-z：分母中的和需要加括号。
    """
    return 1.0 / 1.0 + np.exp(-z)


@mutant("sigmoid", caught_by="sigmoid_value", diagnosis="activations.tanh_for_sigmoid")
def sigmoid_half_tanh(z):
    """(1 + tanh(z)) / 2 is sigmoid(2z): tanh is twice as steep, so its argument has to be z / 2.

    (1 + tanh(z)) / 2 是 sigmoid(2z)：tanh 的自变量应为 z / 2。
    """
    return 0.5 * (1.0 + np.tanh(z))


@mutant("sigmoid", caught_by="sigmoid_value", diagnosis="activations.sigmoid_one_branch")
def sigmoid_absolute_value(z):
    """With e^-|z| in place of e^-z, negative z get the value of positive ones: they need a branch of their own.

    用 e^-|z| 代替 e^-z 后，负的 z 得到了正的 z 的值：负数需要单独的分支。
    """
    return 1.0 / (1.0 + np.exp(-np.abs(z)))


@mutant("sigmoid", caught_by="sigmoid_value", diagnosis="activations.zero_left_out")
def sigmoid_without_zero(z):
    """One formula is for z > 0 and one for z < 0, and nobody takes care of z = 0: there the result stays 0 instead of 1/2.

    一个公式用于 z > 0，一个用于 z < 0，z = 0 无人负责：那里的结果停留在 0，而不是 1/2。
    """
    z = np.asarray(z)
    s = np.zeros(z.shape)
    s[z > 0] = 1.0 / (1.0 + np.exp(-z[z > 0]))
    s[z < 0] = np.exp(z[z < 0]) / (1.0 + np.exp(z[z < 0]))
    return s


@mutant("sigmoid", caught_by="sigmoid_value", diagnosis="activations.hard_sigmoid")
def sigmoid_hard(z):
    """0.2 z + 0.5, cut off at 0 and 1, is the hard sigmoid: an approximation by straight lines, not sigmoid itself.

    截断到 0 与 1 之间的 0.2 z + 0.5 是 hard sigmoid，只是折线近似，并非 sigmoid。
    """
    return np.clip(0.2 * np.asarray(z) + 0.5, 0.0, 1.0)


@mutant("sigmoid", caught_by="sigmoid_large", diagnosis="activations.overflow")
def sigmoid_overflows(z):
    """e^z / (1 + e^z) is infinity divided by infinity for large z, which is NaN; divide by e^z first, or use e^-|z|.

    z 很大时 e^z / (1 + e^z) 是无穷大除以无穷大，得到 NaN；应先约去 e^z，或使用 e^-|z|。
    """
    return np.exp(z) / (1.0 + np.exp(z))


@mutant("sigmoid", caught_by="sigmoid_large", diagnosis="activations.one_branch_for_all")
def sigmoid_one_sign_for_all(z):
    """The stable formula is chosen once for the whole array, by the sign of its sum, but every entry has a sign of its own.

    稳定的公式是按整个数组之和的符号一次选定的，但每个元素有各自的符号。
    """
    if np.sum(z) >= 0:
        return np.exp(z) / (np.exp(z) + 1.0)
    return 1.0 / (1.0 + np.exp(-z))


@mutant("sigmoid", caught_by="sigmoid_large", diagnosis="activations.wrong_limit")
def sigmoid_overflow_to_zero(z):
    """NaN from the overflow at large z is replaced by 0, but there sigmoid is 1.

    z 很大时溢出产生的 NaN 被替换成了 0，但那里 sigmoid 等于 1。
    """
    return np.nan_to_num(np.exp(z) / (1.0 + np.exp(z)), nan=0.0)


@mutant("sigmoid", caught_by="sigmoid_magnitudes", diagnosis="activations.saturated_early")
def sigmoid_saturates_early(z):
    """From |z| = 6 on the result is set to 0 or 1, but sigmoid(6) is still 0.0025 away from 1.

    |z| 超过 6 时结果被直接设为 0 或 1，但 sigmoid(6) 与 1 仍相差 0.0025。
    """
    z = np.asarray(z)
    return np.where(z > 6, 1.0, np.where(z < -6, 0.0, 1.0 / (1.0 + np.exp(-np.clip(z, -6, 6)))))


@mutant("sigmoid", caught_by="sigmoid_magnitudes", diagnosis="activations.memory_order")
def sigmoid_in_memory_order(z):
    """The numbers are read in the order of memory (order="K") and written row by row; for a transposed array these differ.

    数值按内存中的次序读出（order="K"），却按行写回；对转置的数组，这两种次序不同。
    """
    z = np.asarray(z, dtype=float)
    return (0.5 * (1.0 + np.tanh(z.ravel(order="K") / 2))).reshape(z.shape)


@mutant("sigmoid", caught_by="sigmoid_pure", diagnosis="value.input_modified")
def sigmoid_in_place(z):
    """The steps are computed with `out=` in the array that the caller passed, which is overwritten.

    计算步骤用 `out=` 写进了调用者传入的数组，把它覆盖了。
    """
    if not isinstance(z, np.ndarray):
        return 1.0 / (1.0 + math.exp(-z))
    np.negative(z, out=z)
    np.exp(z, out=z)
    return 1.0 / (1.0 + z)


@mutant("sigmoid", caught_by="sigmoid_pure", diagnosis="value.aliased")
def sigmoid_shared_buffer(z):
    """The same array is kept and returned again for every z of its shape, so an earlier result changes afterwards.

    同一形状的 z 每次都返回同一个保存下来的数组，因此以前的结果事后会改变。
    """
    buffer = BUFFERS.setdefault(np.shape(z), np.empty(np.shape(z)))
    buffer[...] = 0.5 * (1.0 + np.tanh(0.5 * np.asarray(z)))
    return buffer


@mutant("sigmoid", caught_by="sigmoid_shape", diagnosis="value.shape")
def sigmoid_flat(z):
    """The loop builds a flat list of results, and the shape of z is lost.

    循环得到的是一个展平的列表，丢掉了 z 的形状。
    """
    if np.ndim(z) == 0:
        return 1.0 / (1.0 + np.exp(-z))
    return np.array([1.0 / (1.0 + math.exp(-entry)) for entry in z.flat])


@mutant("sigmoid", caught_by="sigmoid_number", diagnosis="activations.no_number")
def sigmoid_always_an_array(z):
    """A single number comes back as an array of length 1, but the shape of z has to be kept.

    单个数返回时变成了长度为 1 的数组，但应保持 z 的形状。
    """
    return 1.0 / (1.0 + np.exp(-np.atleast_1d(z)))


# --- sigmoid_grad ---


@mutant("sigmoid_grad", caught_by="sigmoid_grad_value", diagnosis="activations.gradient_at_activation")
def sigmoid_grad_of_activation(z):
    """z (1 - z) is the derivative in terms of a = sigmoid(z), but here z is the pre-activation: sigmoid comes first.

    z (1 - z) 是用 a = sigmoid(z) 表示的导数，但这里的 z 是预激活值：应先计算 sigmoid。
    """
    return z * (1.0 - z)


@mutant("sigmoid_grad", caught_by="sigmoid_grad_value", diagnosis="activations.factor_missing")
def sigmoid_grad_one_factor(z):
    """The factor 1 - sigmoid(z) is missing: what is returned is sigmoid itself, not its slope.

    漏了因子 1 - sigmoid(z)：返回的是 sigmoid 本身，而不是它的斜率。
    """
    return 1.0 / (1.0 + np.exp(-z))


@mutant("sigmoid_grad", caught_by="sigmoid_grad_value", diagnosis="activations.square_missing")
def sigmoid_grad_no_square(z):
    """The quotient rule squares the denominator: it is e^-z / (1 + e^-z)^2, not e^-z / (1 + e^-z).

    商的求导法则中分母要平方：是 e^-z / (1 + e^-z)^2，而不是 e^-z / (1 + e^-z)。
    """
    return 1.0 - 1.0 / (1.0 + np.exp(-z))


@mutant("sigmoid_grad", caught_by="sigmoid_grad_value", diagnosis="activations.derivative_of_another")
def sigmoid_grad_like_tanh(z):
    """1 - a^2 belongs to tanh; with a = sigmoid(z) the derivative is a (1 - a).

    1 - a^2 是 tanh 的导数；当 a = sigmoid(z) 时导数是 a (1 - a)。
    """
    return 1.0 - (1.0 / (1.0 + np.exp(-z))) ** 2


@mutant("sigmoid_grad", caught_by="sigmoid_grad_value", diagnosis="activations.sign")
def sigmoid_grad_negative(z):
    """The inner derivative of e^-z gives a second minus sign that is missing here: sigmoid rises, so its slope is positive.

    e^-z 的内导数还会带来一个负号，这里漏了：sigmoid 递增，斜率为正。
    """
    s = 1.0 / (1.0 + np.exp(-z))
    return s * (s - 1.0)


@mutant("sigmoid_grad", caught_by="sigmoid_grad_value", diagnosis="activations.numerical_for_exact")
def sigmoid_grad_numerical(z):
    """A difference quotient is right to about five digits here; the derivative itself has a formula.

    差商在这里只有约五位正确；导数本身有公式。
    """
    h = 1e-5
    return (1.0 / (1.0 + np.exp(-(z + h))) - 1.0 / (1.0 + np.exp(-z))) / h


@mutant("sigmoid_grad", caught_by="sigmoid_grad_large", diagnosis="activations.overflow")
def sigmoid_grad_overflows(z):
    """e^-z / (1 + e^-z)^2 is infinity divided by infinity for very negative z, which is NaN: use e^-|z|, or s (1 - s).

    z 为很大的负数时 e^-z / (1 + e^-z)^2 是无穷大除以无穷大，得到 NaN：应使用 e^-|z| 或 s (1 - s)。
    """
    return np.exp(-z) / (1.0 + np.exp(-z)) ** 2


@mutant(
    "sigmoid_grad",
    caught_by=("sigmoid_grad_large", "sigmoid_grad_magnitudes"),
    diagnosis="activations.gradient_floor",
)
def sigmoid_grad_floor(z):
    """sigmoid is kept 1e-7 away from 0 and 1, so its slope never falls below 1e-7; far out it has to be 0.

    sigmoid 被限制在离 0 和 1 至少 1e-7 处，于是斜率不会小于 1e-7；而 z 很大时它应为 0。
    """
    s = np.clip(1.0 / (1.0 + np.exp(-z)), 1e-7, 1.0 - 1e-7)
    return s * (1.0 - s)


@mutant(
    "sigmoid_grad",
    caught_by=("sigmoid_grad_large", "sigmoid_grad_magnitudes"),
    diagnosis="activations.gradient_clipped",
)
def sigmoid_grad_clipped(z):
    """z is cut off at -20 and 20 against overflow, so the slope stays at 2e-9 from there on; it goes on falling to 0.

    为防止溢出把 z 截断到 -20 与 20 之间，于是斜率停在 2e-9；它本应继续下降到 0。
    """
    s = 1.0 / (1.0 + np.exp(-np.clip(z, -20.0, 20.0)))
    return s * (1.0 - s)


@mutant("sigmoid_grad", caught_by="sigmoid_grad_large", diagnosis="activations.wrong_limit")
def sigmoid_grad_overflow_to_peak(z):
    """NaN from the overflow is replaced by 1/4, the slope in the middle; far out the slope is 0.

    溢出产生的 NaN 被替换成了 1/4，即中间的斜率；而 z 很大时斜率为 0。
    """
    return np.nan_to_num(np.exp(-z) / (1.0 + np.exp(-z)) ** 2, nan=0.25)


@mutant("sigmoid_grad", caught_by="sigmoid_grad_magnitudes", diagnosis="activations.saturated_early")
def sigmoid_grad_zero_beyond(z):
    """Beyond |z| = 6 the slope is set to 0 at once, but 0.0025 of it is left there and it fades gradually.

    |z| 超过 6 时斜率被直接设为 0，但那里还剩 0.0025，并且是逐渐减小的。
    """
    s = 1.0 / (1.0 + np.exp(-z))
    return np.where(np.abs(z) > 6, 0.0, s * (1.0 - s))


@mutant("sigmoid_grad", caught_by="sigmoid_grad_pure", diagnosis="value.input_modified")
def sigmoid_grad_in_place(z):
    """`z *= -1` changes the caller's array: in place operators write into the argument.

    `z *= -1` 会改动调用者的数组：原地运算会写入参数。
    """
    z *= -1.0
    s = 1.0 / (1.0 + np.exp(z))
    return s * (1.0 - s)


@mutant("sigmoid_grad", caught_by="sigmoid_grad_shape", diagnosis="value.shape")
def sigmoid_grad_flat(z):
    """The loop runs over the flattened array and forgets to bring the shape of z back.

    循环遍历展平的数组后，忘了恢复 z 的形状。
    """
    s = np.array([1.0 / (1.0 + math.exp(-entry)) for entry in np.ravel(z)])
    return s * (1.0 - s)


@mutant("sigmoid_grad", caught_by="sigmoid_grad_number", diagnosis="activations.no_number")
def sigmoid_grad_arrays_only(z):
    """`z.shape` exists for arrays only: a Python float has none. np.shape(z) works for both.

    `z.shape` 只有数组才有，Python 浮点数没有；np.shape(z) 对两者都适用。
    """
    s = np.zeros(z.shape)
    s[...] = 1.0 / (1.0 + np.exp(-z))
    return s * (1.0 - s)


# --- tanh_grad ---


@mutant("tanh_grad", caught_by="tanh_grad_value", diagnosis="activations.gradient_at_activation")
def tanh_grad_of_activation(z):
    """1 - z^2 is the derivative in terms of a = tanh(z), but here z is the pre-activation: tanh comes first.

    1 - z^2 是用 a = tanh(z) 表示的导数，但这里的 z 是预激活值：应先计算 tanh。
    """
    return 1.0 - np.asarray(z) ** 2


@mutant("tanh_grad", caught_by="tanh_grad_value", diagnosis="activations.square_missing")
def tanh_grad_no_square(z):
    """The square is missing: the derivative is 1 - tanh(z)^2, not 1 - tanh(z).

    漏了平方：导数是 1 - tanh(z)^2，而不是 1 - tanh(z)。
    """
    return 1.0 - np.tanh(z)


@mutant("tanh_grad", caught_by="tanh_grad_value", diagnosis="activations.square_missing")
def tanh_grad_cosh_no_square(z):
    """The hyperbolic cosine has to be squared: tanh' is 1 / cosh^2, not 1 / cosh.

    双曲余弦要平方：tanh' 是 1 / cosh^2，而不是 1 / cosh。
    """
    return 1.0 / np.cosh(z)


@mutant("tanh_grad", caught_by="tanh_grad_value", diagnosis="activations.derivative_of_another")
def tanh_grad_like_sigmoid(z):
    """a (1 - a) belongs to sigmoid; with a = tanh(z) the derivative is 1 - a^2.

    a (1 - a) 是 sigmoid 的导数；当 a = tanh(z) 时导数是 1 - a^2。
    """
    a = np.tanh(z)
    return a * (1.0 - a)


@mutant("tanh_grad", caught_by="tanh_grad_value", diagnosis="activations.sign")
def tanh_grad_plus(z):
    """Between 1 and the square stands a minus: 1 + tanh^2 grows where tanh becomes flat.

    1 与平方之间是减号：tanh 变平的地方 1 + tanh^2 反而增大。
    """
    return 1.0 + np.tanh(z) ** 2


@mutant("tanh_grad", caught_by="tanh_grad_value", diagnosis="activations.single_precision")
def tanh_grad_single_precision(z):
    """On the way the numbers are float32, which keeps seven digits; the result being float64 does not bring the others back.

    中间计算使用了只有七位有效数字的 float32；结果再转成 float64 也找不回丢掉的位数。
    """
    return (1.0 - np.tanh(np.asarray(z, dtype=np.float32)) ** 2).astype(np.float64)


@mutant("tanh_grad", caught_by="tanh_grad_large", diagnosis="activations.overflow")
def tanh_grad_sinh_over_cosh(z):
    """sinh / cosh is infinity divided by infinity for large z, which is NaN; np.tanh is right everywhere.

    z 很大时 sinh / cosh 是无穷大除以无穷大，得到 NaN；np.tanh 处处正确。
    """
    return 1.0 - (np.sinh(z) / np.cosh(z)) ** 2


@mutant("tanh_grad", caught_by="tanh_grad_large", diagnosis="activations.wrong_limit")
def tanh_grad_overflow_to_one(z):
    """NaN from the overflow is replaced by 0 in tanh, so the slope comes out as 1 exactly where it should be 0.

    溢出产生的 NaN 在 tanh 中被替换成 0，于是本应为 0 的斜率变成了 1。
    """
    t = np.nan_to_num(np.sinh(z) / np.cosh(z), nan=0.0)
    return 1.0 - t**2


@mutant("tanh_grad", caught_by="tanh_grad_magnitudes", diagnosis="activations.saturated_early")
def tanh_grad_zero_beyond(z):
    """Beyond |z| = 5.5 the slope is set to 0 at once, but 6e-5 of it is left there and it fades gradually.

    |z| 超过 5.5 时斜率被直接设为 0，但那里还剩 6e-5，并且是逐渐减小的。
    """
    return np.where(np.abs(z) > 5.5, 0.0, 1.0 - np.tanh(z) ** 2)


@mutant("tanh_grad", caught_by="tanh_grad_pure", diagnosis="value.input_modified")
def tanh_grad_in_place(z):
    """np.tanh writes into z by `out=z`: afterwards the caller's pre-activations are gone.

    np.tanh 通过 `out=z` 写入了 z：调用者的预激活值就丢失了。
    """
    if not isinstance(z, np.ndarray):
        return 1.0 - math.tanh(z) ** 2
    return 1.0 - np.tanh(z, out=z) ** 2


@mutant("tanh_grad", caught_by="tanh_grad_shape", diagnosis="value.shape")
def tanh_grad_summed(z):
    """The squares are summed over the last axis: the derivative of a function of one entry has no sum.

    平方沿最后一个轴求了和：逐元素函数的导数中没有求和。
    """
    return 1.0 - np.sum(np.atleast_1d(np.tanh(z) ** 2), axis=-1)


@mutant("tanh_grad", caught_by="tanh_grad_number", diagnosis="activations.no_number")
def tanh_grad_row_by_row(z):
    """The loop runs over the rows of z, and a single number has none.

    循环遍历 z 的各行，但单个数没有行。
    """
    return np.array([1.0 - np.tanh(row) ** 2 for row in z])


# --- relu ---


@mutant("relu", caught_by="relu_value", diagnosis="activations.leaky")
def relu_leaky(z):
    """Negative z are multiplied by 0.01, which is the leaky relu; relu itself is 0 there.

    负的 z 乘了 0.01，这是 leaky relu；relu 在那里等于 0。
    """
    return np.maximum(0.01 * np.asarray(z), z)


@mutant("relu", caught_by="relu_value", diagnosis="activations.absolute_value")
def relu_absolute(z):
    """Negative z are turned over instead of being cut off: |z| is not max(z, 0).

    负的 z 被取了相反数，而不是截断为 0：|z| 不是 max(z, 0)。
    """
    return np.abs(z)


@mutant("relu", caught_by="relu_value", diagnosis="activations.derivative_for_function")
def relu_step(z):
    """A step of 0 and 1 is the derivative of relu; relu itself keeps the value of z.

    0 与 1 的阶跃是 relu 的导数；relu 本身保留 z 的值。
    """
    return np.where(np.asarray(z) > 0, 1.0, 0.0)


@mutant("relu", caught_by="relu_value", diagnosis="activations.wrong_side")
def relu_minimum(z):
    """np.minimum keeps the negative side; relu keeps the positive one.

    np.minimum 保留的是负的一侧；relu 保留正的一侧。
    """
    return np.minimum(z, 0.0)


@mutant("relu", caught_by="relu_value", diagnosis="activations.smooth_for_relu")
def relu_softplus(z):
    """ln(1 + e^z) is softplus, a smooth relative of relu: at z = 0.1 it is 0.74.

    ln(1 + e^z) 是 softplus，即 relu 的光滑近似：在 z = 0.1 处等于 0.74。
    """
    return np.logaddexp(0.0, z)


@mutant("relu", caught_by="relu_large", diagnosis="activations.capped")
def relu_capped(z):
    """Values above 100 are cut off against overflow; relu has no upper end, and nothing in it overflows.

    为防止溢出把大于 100 的值截断；relu 没有上限，其中也没有会溢出的运算。
    """
    return np.clip(z, 0.0, 100.0)


@mutant("relu", caught_by="relu_magnitudes", diagnosis="activations.threshold")
def relu_threshold(z):
    """Values up to 0.001 are set to 0, but relu cuts off at 0 exactly.

    不超过 0.001 的值被设为 0，但 relu 恰好在 0 处截断。
    """
    return np.where(np.asarray(z) > 1e-3, z, 0.0)


@mutant("relu", caught_by="relu_magnitudes", diagnosis="activations.rounded")
def relu_rounded(z):
    """The result is rounded to a few decimals, so small activations are lost.

    结果被四舍五入到几位小数，小的激活值就丢失了。
    """
    return np.round(np.maximum(z, 0.0), 6)


@mutant("relu", caught_by="relu_pure", diagnosis="value.input_modified")
def relu_in_place(z):
    """`z[z < 0] = 0` changes the caller's array: work on a copy, or use np.maximum.

    `z[z < 0] = 0` 会改动调用者的数组：请在副本上操作，或使用 np.maximum。
    """
    if not isinstance(z, np.ndarray):
        return max(z, 0.0)
    z[z < 0] = 0.0
    return z.copy()


@mutant("relu", caught_by="relu_pure", diagnosis="value.aliased")
def relu_returns_argument(z):
    """Where nothing has to be cut off, z itself is returned instead of a new array.

    没有元素需要截断时，直接返回了 z 本身，而不是新数组。
    """
    return z if np.all(np.asarray(z) >= 0) else np.maximum(z, 0.0)


@mutant("relu", caught_by="relu_shape", diagnosis="value.dtype")
def relu_vectorized_int(z):
    """np.vectorize takes its type from the first result: if that is the int 0, all others lose their decimals.

    np.vectorize 的类型取自第一个结果：如果它是整数 0，其余结果都会丢掉小数部分。
    """
    return np.vectorize(lambda entry: max(0, entry))(z)


@mutant("relu", caught_by="relu_number", diagnosis="activations.no_number")
def relu_copies(z):
    """`z.copy()` exists for arrays only; np.array(z) also makes a copy of a number.

    `z.copy()` 只有数组才有；np.array(z) 对单个数也能复制。
    """
    a = z.copy()
    a[a < 0] = 0.0
    return a


# --- relu_grad ---


@mutant("relu_grad", caught_by="relu_grad_value", diagnosis="activations.function_for_derivative")
def relu_grad_is_relu(z):
    """max(z, 0) is relu itself; its slope is 1 wherever z is positive, whatever the size of z.

    max(z, 0) 是 relu 本身；z 为正时斜率恒为 1，与 z 的大小无关。
    """
    return np.maximum(z, 0.0)


@mutant("relu_grad", caught_by="relu_grad_value", diagnosis="activations.sign_for_step")
def relu_grad_sign(z):
    """np.sign is -1 for negative z; relu is flat there, so the slope is 0.

    z 为负时 np.sign 是 -1；relu 在那里是平的，斜率为 0。
    """
    return np.sign(z)


@mutant("relu_grad", caught_by="relu_grad_value", diagnosis="activations.leaky")
def relu_grad_leaky(z):
    """The slope 0.01 for negative z belongs to the leaky relu; relu's is 0.

    z 为负时斜率 0.01 属于 leaky relu；relu 的斜率是 0。
    """
    return np.where(np.asarray(z) > 0, 1.0, 0.01)


@mutant("relu_grad", caught_by="relu_grad_value", diagnosis="activations.wrong_side")
def relu_grad_reversed(z):
    """The comparison is the wrong way round: the slope is 1 where z is positive, not where it is negative.

    比较的方向反了：斜率在 z 为正处等于 1，而不是在 z 为负处。
    """
    return np.asarray(z) < 0


@mutant("relu_grad", caught_by="relu_grad_value", diagnosis="activations.smooth_for_relu")
def relu_grad_smooth(z):
    """sigmoid is the derivative of softplus; relu's derivative jumps from 0 to 1.

    sigmoid 是 softplus 的导数；relu 的导数从 0 跳到 1。
    """
    return 0.5 * (1.0 + np.tanh(0.5 * np.asarray(z)))


@mutant("relu_grad", caught_by="relu_grad_kink", diagnosis="activations.kink_nan")
def relu_grad_divides(z):
    """z / |z| is 0 / 0 at z = 0, which is NaN; a comparison such as z > 0 has an answer there.

    z / |z| 在 z = 0 处是 0 / 0，得到 NaN；像 z > 0 这样的比较在那里也有结果。
    """
    return (1.0 + np.asarray(z) / np.abs(z)) / 2.0


@mutant("relu_grad", caught_by="relu_grad_kink", diagnosis="activations.kink_outside")
def relu_grad_doubled_at_kink(z):
    """At z = 0 the slopes 1 and 1 of two overlapping conditions are added; a slope there lies between 0 and 1.

    在 z = 0 处，两个重叠条件的斜率 1 与 1 被加在了一起；那里的斜率应在 0 与 1 之间。
    """
    z = np.asarray(z)
    return (z >= 0) * 1.0 + (z == 0) * 1.0


@mutant("relu_grad", caught_by="relu_grad_large", diagnosis="activations.saturated_early")
def relu_grad_capped(z):
    """Far out the slope is 0, as in the functions that saturate; relu goes on rising, with slope 1.

    z 很大时斜率为 0，像会饱和的函数那样；但 relu 会继续以斜率 1 上升。
    """
    z = np.asarray(z)
    return (z > 0) & (z < 100)


@mutant("relu_grad", caught_by="relu_grad_magnitudes", diagnosis="activations.threshold")
def relu_grad_tolerance(z):
    """Numbers up to 1e-3 in size are taken for 0, but the kink is at 0 exactly.

    绝对值不超过 1e-3 的数被当作 0，但折点恰好在 0 处。
    """
    return np.asarray(z) > 1e-3


@mutant("relu_grad", caught_by="relu_grad_magnitudes", diagnosis="activations.numerical_for_exact")
def relu_grad_numerical(z):
    """A difference quotient of width 0.001 smears the step: the slope near 0 comes out between 0 and 1.

    宽度为 0.001 的差商把跳变抹平了：0 附近的斜率落在 0 与 1 之间。
    """
    h = 1e-3
    return np.round((np.maximum(z + h, 0.0) - np.maximum(z - h, 0.0)) / (2 * h), 9)


@mutant("relu_grad", caught_by="relu_grad_pure", diagnosis="value.input_modified")
def relu_grad_in_place(z):
    """Ones and zeros are written into the caller's array; write them into a new one.

    1 和 0 被写进了调用者的数组；应写入新数组。
    """
    if not isinstance(z, np.ndarray):
        return float(z > 0)
    z[z > 0] = 1.0
    z[z <= 0] = 0.0
    return z.copy()


@mutant("relu_grad", caught_by="relu_grad_shape", diagnosis="value.shape")
def relu_grad_selected(z):
    """z[z > 0] selects the positive entries and loses the shape; the comparison itself is what is wanted.

    z[z > 0] 只选出正的元素并丢掉了形状；需要的是比较的结果本身。
    """
    z = np.asarray(z)
    return np.ones_like(z)[z > 0]


@mutant("relu_grad", caught_by="relu_grad_number", diagnosis="activations.no_number")
def relu_grad_arrays_only(z):
    """np.ones(z.shape) works for arrays only: a Python float has no shape.

    np.ones(z.shape) 只适用于数组：Python 浮点数没有 shape。
    """
    g = np.ones(z.shape)
    g[z <= 0] = 0.0
    return g


# --- softmax ---


@mutant("softmax", caught_by="softmax_columns", diagnosis="activations.softmax_axis")
def softmax_rows(Z):
    """Every row sums to 1, but here the examples are columns: the sum runs over axis 0.

    每一行之和为 1，但这里每列是一个样本：应沿 axis 0 求和。
    """
    exponentials = np.exp(Z - Z.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)


@mutant("softmax", caught_by="softmax_columns", diagnosis="activations.softmax_axis")
def softmax_whole(Z):
    """The whole array sums to 1: without an axis, np.sum adds all examples together.

    整个数组之和为 1：没有指定 axis 时，np.sum 把所有样本加在一起。
    """
    exponentials = np.exp(Z - Z.max())
    return exponentials / np.sum(exponentials)


@mutant("softmax", caught_by="softmax_columns", diagnosis="activations.softmax_by_max")
def softmax_by_largest(Z):
    """Every column is divided by its largest exponential, so the largest entry is 1; it has to be divided by their sum.

    每一列除以了最大的指数值，于是最大的元素是 1；应除以它们的和。
    """
    exponentials = np.exp(Z)
    return exponentials / exponentials.max(axis=0, keepdims=True)


@mutant("softmax", caught_by="softmax_columns", diagnosis="activations.softmax_guard")
def softmax_guarded(Z):
    """A small number is added to the sum against division by 0; after subtracting the maximum the sum is never below 1.

    为防止除以 0 在和上加了一个小数；减去最大值之后和不会小于 1，不需要它。
    """
    exponentials = np.exp(Z - Z.max(axis=0, keepdims=True))
    return exponentials / (exponentials.sum(axis=0, keepdims=True) + 1e-8)


@mutant("softmax", caught_by="softmax_columns", diagnosis="activations.softmax_log")
def softmax_logarithm(Z):
    """What is returned is the logarithm of softmax: the last step, the exponential, is missing.

    返回的是 softmax 的对数：漏了最后一步，即取指数。
    """
    shifted = Z - Z.max(axis=0, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=0, keepdims=True))


@mutant("softmax", caught_by="softmax_value", diagnosis="activations.softmax_base")
def softmax_base_two(Z):
    """Powers of 2 are used in place of powers of e, which makes the probabilities more alike.

    用了 2 的幂而不是 e 的幂，使各概率更接近。
    """
    powers = 2.0 ** (Z - Z.max(axis=0, keepdims=True))
    return powers / powers.sum(axis=0, keepdims=True)


@mutant("softmax", caught_by="softmax_value", diagnosis="activations.softmax_no_exponential")
def softmax_without_exponential(Z):
    """The entries are divided by their sum without the exponential: shares, not softmax.

    没有取指数就把各元素除以它们的和：这是比例，不是 softmax。
    """
    positive = Z - Z.min(axis=0, keepdims=True) + 1.0
    return positive / positive.sum(axis=0, keepdims=True)


@mutant("softmax", caught_by="softmax_value", diagnosis="activations.softmax_sign")
def softmax_of_minus(Z):
    """The smallest entry gets the largest probability: the maximum was subtracted the wrong way round.

    最小的元素得到了最大的概率：减最大值时方向反了。
    """
    exponentials = np.exp(Z.min(axis=0, keepdims=True) - Z)
    return exponentials / exponentials.sum(axis=0, keepdims=True)


@mutant("softmax", caught_by="softmax_value", diagnosis="activations.softmax_normalised_first")
def softmax_scaled_by_max(Z):
    """Every column is divided by its largest size before the exponential; a shift is harmless, a scale is not.

    取指数之前，每一列除以了绝对值的最大值；平移无害，缩放则会改变结果。
    """
    scaled = Z / np.abs(Z).max(axis=0, keepdims=True)
    exponentials = np.exp(scaled)
    return exponentials / exponentials.sum(axis=0, keepdims=True)


@mutant("softmax", caught_by="softmax_large", diagnosis="activations.overflow")
def softmax_without_shift(Z):
    """e^Z overflows for Z above 709, and infinity divided by infinity is NaN: subtract the maximum of the column first.

    Z 大于 709 时 e^Z 溢出，无穷大除以无穷大是 NaN：应先减去该列的最大值。
    """
    exponentials = np.exp(Z)
    return exponentials / exponentials.sum(axis=0, keepdims=True)


@mutant("softmax", caught_by="softmax_large", diagnosis="activations.softmax_mean_shift")
def softmax_mean_shift(Z):
    """The mean of the column is subtracted instead of its maximum: entries far above the mean still overflow.

    减去的是该列的均值而不是最大值：远高于均值的元素仍会溢出。
    """
    exponentials = np.exp(Z - Z.mean(axis=0, keepdims=True))
    return exponentials / exponentials.sum(axis=0, keepdims=True)


@mutant("softmax", caught_by="softmax_large", diagnosis="activations.softmax_clipped")
def softmax_clipped(Z):
    """Entries are cut off at -500 and 500 against overflow: all that are larger become equally probable.

    为防止溢出把元素截断到 -500 与 500 之间：更大的元素都变得概率相等。
    """
    exponentials = np.exp(np.clip(Z, -500.0, 500.0))
    return exponentials / exponentials.sum(axis=0, keepdims=True)


@mutant("softmax", caught_by="softmax_shift", diagnosis="activations.softmax_global_max")
def softmax_global_max(Z):
    """The maximum of all examples is subtracted: an example that lies 1000 below it has only zeros left, and 0 / 0 is NaN.

    减去的是所有样本的最大值：比它低 1000 的样本只剩下 0，而 0 / 0 是 NaN。
    """
    exponentials = np.exp(Z - Z.max())
    return exponentials / exponentials.sum(axis=0, keepdims=True)


@mutant("softmax", caught_by="softmax_magnitudes", diagnosis="activations.softmax_floor")
def softmax_floor(Z):
    """Probabilities below 1e-5 are set to 0 and the others divided by their sum anew, but none of them is 0.

    小于 1e-5 的概率被设为 0，其余的重新归一，但它们都不是 0。
    """
    exponentials = np.exp(Z - Z.max(axis=0, keepdims=True))
    P = exponentials / exponentials.sum(axis=0, keepdims=True)
    P = np.where(P < 1e-5, 0.0, P)
    return P / P.sum(axis=0, keepdims=True)


@mutant("softmax", caught_by="softmax_one_class", diagnosis="activations.softmax_binary")
def softmax_sigmoid_for_one(Z):
    """A single class gets a sigmoid instead: that is another model, softmax of one class is always 1.

    只有一个类别时改用了 sigmoid：那是另一种模型，单个类别的 softmax 恒为 1。
    """
    if Z.shape[0] == 1:
        return 1.0 / (1.0 + np.exp(-Z))
    exponentials = np.exp(Z - Z.max(axis=0, keepdims=True))
    return exponentials / exponentials.sum(axis=0, keepdims=True)


@mutant("softmax", caught_by="softmax_pure", diagnosis="value.input_modified")
def softmax_in_place(Z):
    """`Z -= Z.max(axis=0)` changes the caller's array: write `Z = Z - ...`, which makes a new one.

    `Z -= Z.max(axis=0)` 会改动调用者的数组：请写 `Z = Z - ...`，它会创建新数组。
    """
    Z -= Z.max(axis=0)
    exponentials = np.exp(Z)
    return exponentials / exponentials.sum(axis=0)


@mutant("softmax", caught_by="softmax_shape", diagnosis="value.shape")
def softmax_one_column_flat(Z):
    """np.squeeze makes a vector of a single column; the result has to stay (n, 1).

    np.squeeze 把单独一列变成了向量；结果应保持 (n, 1) 的形状。
    """
    exponentials = np.exp(Z - Z.max(axis=0))
    return np.squeeze(exponentials / exponentials.sum(axis=0))
