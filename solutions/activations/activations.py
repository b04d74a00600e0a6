# %% [markdown]
# # Activations
#
# Between two linear layers stands a function that is not linear: without it, a hundred layers could do no more than one.
# It is applied to every entry of a layer's *pre-activations* `z`, and the way back through it multiplies by its derivative
# $f'(z)$. So the derivative decides how much gradient gets through. Where it is nearly 0 the unit is **saturated**, and
# everything below it stops learning.
#
# You write three functions and three derivatives. The formulas are short. What takes care is that they hold for *every*
# float: `exp(1000)` is infinite, and infinity divided by infinity is not a number.
#
# 两个线性层之间必须有一个非线性函数：没有它，一百层也只相当于一层。激活函数逐元素作用于一层的*预激活值* `z`，反向传播时则要乘以它的导数
# $f'(z)$。因此，导数决定了有多少梯度能够通过。导数接近 0 的单元称为**饱和**，它下面的各层就停止学习。
#
# 你要写三个函数和三个导数。公式都很短，需要小心的是它们对*每一个*浮点数都成立：`exp(1000)` 是无穷大，而无穷大除以无穷大不是一个数。
#
# Conventions / 约定:
#
# - `z` is a float or a float64 array of any shape, and the result has **the same shape**: `z` 可以是一个浮点数或任意形状的 float64 数组，
#   结果的**形状不变**。
# - A derivative is taken at the pre-activation `z`, not at $a = f(z)$: 导数以预激活值 `z` 为自变量，而不是 $a = f(z)$。
# - No function changes its argument, and every result is a new array: 函数不修改参数，返回的是新数组。

# %%
import numpy as np

# %% [markdown]
# ## 1. Sigmoid
#
# $$ \sigma(z) = \frac{1}{1 + e^{-z}} = \frac{e^z}{1 + e^z} $$
#
# It turns any number into one between 0 and 1. Both forms are the same number on paper. In floats, each of them
# overflows on one side; on which side is that harmless, and where is it fatal?
#
# *Try:* `1 / np.inf` and `np.inf / np.inf`. Then find a form in which nothing ever overflows: $e^{-|z|}$ is never larger than 1.
#
# 它把任意实数变成 0 与 1 之间的数。两种写法在纸上是同一个数；用浮点数计算时，它们各在一侧溢出：在哪一侧无害，在哪一侧是致命的？
#
# *试一试：* 计算 `1 / np.inf` 和 `np.inf / np.inf`，再找一种从不溢出的写法：$e^{-|z|}$ 永远不大于 1。


# %%
def sigmoid(z):
    """Return 1 / (1 + e^-z), entry by entry.

    z: float or array of any shape -> the same shape. Right for any size of z: never NaN, never infinite.

    逐元素返回 1 / (1 + e^-z)；z 可为任意形状，结果形状相同，对任意大小的 z 都正确。
    """
    # BEGIN SOLUTION
    # With d = e^-|z| <= 1: sigma(z) = 1 / (1 + d) for z >= 0 and d / (1 + d) for z < 0
    d = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1.0, d) / (1.0 + d)
    # END SOLUTION


# %% [markdown]
# Its derivative, from the quotient rule:
#
# $$ \sigma'(z) = \frac{e^{-z}}{(1 + e^{-z})^2} = \sigma(z) \, \bigl(1 - \sigma(z)\bigr) $$
#
# The largest value is $1/4$, at $z = 0$; at $z = \pm 10$ only $4.5 \cdot 10^{-5}$ is left. A gradient that passes ten
# sigmoid layers has been multiplied by at most $4^{-10} \approx 10^{-6}$: the vanishing gradient in one line.
#
# *Try:* the middle form at $z = -1000$. What goes wrong, and why not in the form on the right?
#
# 由商的求导法则得到它的导数。最大值是 $z = 0$ 处的 $1/4$；到 $z = \pm 10$ 只剩 $4.5 \cdot 10^{-5}$。梯度经过十个 sigmoid 层，至多剩下
# $4^{-10} \approx 10^{-6}$：这就是一行写完的梯度消失。
#
# *试一试：* 在 $z = -1000$ 处计算中间的写法：哪里出了问题？为什么右边的写法没有问题？


# %%
def sigmoid_grad(z):
    """Return the derivative of sigmoid at the pre-activation z, entry by entry.

    z: float or array of any shape -> the same shape. Right for any size of z: 0 far out, never NaN.

    逐元素返回 sigmoid 在预激活值 z 处的导数；形状不变，z 很大时为 0，绝不是 NaN。
    """
    # BEGIN SOLUTION
    # sigma' is even, so with d = e^-|z|: sigma'(z) = d / (1 + d)^2
    d = np.exp(-np.abs(z))
    return d / (1.0 + d) ** 2
    # END SOLUTION


# %% [markdown]
# ## 2. Tanh
#
# `np.tanh` is given; it is stable everywhere. It is a sigmoid in disguise, $\tanh(z) = 2\sigma(2z) - 1$, but centred on 0, and
# four times as steep there:
#
# $$ \tanh'(z) = 1 - \tanh^2(z) = \frac{1}{\cosh^2(z)} $$
#
# *Try:* is $1 - z^2$ an answer to this task? It is what remains when $a = \tanh(z)$ is passed in place of $z$.
#
# `np.tanh` 已经有了，处处稳定。它其实是换了样子的 sigmoid，$\tanh(z) = 2\sigma(2z) - 1$，但以 0 为中心，在那里的斜率是 sigmoid 的四倍。
#
# *试一试：* $1 - z^2$ 能作为本题的答案吗？它是把 $a = \tanh(z)$ 当作 $z$ 传入时的写法。


# %%
def tanh_grad(z):
    """Return the derivative of tanh at the pre-activation z, entry by entry.

    z: float or array of any shape -> the same shape. Right for any size of z: 0 far out, never NaN.

    逐元素返回 tanh 在预激活值 z 处的导数；形状不变，z 很大时为 0，绝不是 NaN。
    """
    # BEGIN SOLUTION
    # tanh'(z) = 1 - tanh(z)^2
    return 1.0 - np.tanh(z) ** 2
    # END SOLUTION


# %% [markdown]
# ## 3. Relu
#
# $$ \mathrm{relu}(z) = \max(z, 0), \qquad \mathrm{relu}'(z) = \begin{cases} 1 & z > 0 \\ 0 & z < 0 \end{cases} $$
#
# It never saturates for positive `z`, which is why deep networks use it; for negative `z` nothing gets through at all. At exactly 0
# there is a kink: the slope from the left is 0, from the right 1, and **any** number from 0 to 1 is a right answer (0 is the usual
# choice). `NaN` is not.
#
# *Try:* does your function leave the array that it was given as it was? `z[z < 0] = 0` does not.
#
# 当 `z` 为正时它永不饱和，所以深层网络使用它；当 `z` 为负时，什么也通不过。在 0 处有一个折点：左侧斜率为 0，右侧为 1，
# 0 到 1 之间的**任何**数都是正确答案（通常取 0），但 `NaN` 不是。
#
# *试一试：* 你的函数有没有改动传入的数组？`z[z < 0] = 0` 会改动它。


# %%
def relu(z):
    """Return max(z, 0), entry by entry.

    z: float or array of any shape -> the same shape.

    逐元素返回 max(z, 0)；形状不变。
    """
    # BEGIN SOLUTION
    return np.maximum(z, 0.0)
    # END SOLUTION


# %%
def relu_grad(z):
    """Return the derivative of relu at the pre-activation z, entry by entry: 1 above 0, 0 below, 0 to 1 at 0 itself.

    z: float or array of any shape -> the same shape, of any number type or bool.

    逐元素返回 relu 在预激活值 z 处的导数：z > 0 时为 1，z < 0 时为 0，在 0 处取 0 到 1 之间的数；类型可为任何数值类型或 bool。
    """
    # BEGIN SOLUTION
    return np.where(np.asarray(z) > 0, 1.0, 0.0)
    # END SOLUTION


# %% [markdown]
# ## 4. Softmax
#
# The last layer's values `Z`, one column per example, become probabilities:
#
# $$ P_{kj} = \frac{e^{Z_{kj}}}{\sum_{i=1}^{n} e^{Z_{ij}}} \qquad Z, P: (n, m) $$
#
# Every **column** sums to 1. Adding a constant $c$ to a column multiplies numerator and denominator by $e^c$ and changes
# nothing. That is the way out of the overflow: subtract from every column its own maximum, so that the largest exponent is 0.
#
# *Try:* subtract the maximum of the whole of `Z` instead. Which columns break when one example's values are 1000 larger than another's?
#
# 最后一层的值 `Z`（每列一个样本）变成概率，每一**列**之和为 1。给一列加上常数 $c$，分子和分母同乘 $e^c$，结果不变。
# 这正是避免溢出的办法：每一列减去它自己的最大值，使最大的指数为 0。
#
# *试一试：* 改为减去整个 `Z` 的最大值。当一个样本的值比另一个大 1000 时，哪些列会出错？


# %%
def softmax(Z):
    """Return the probabilities of every column of Z.

    Z: (n, m), one example per column -> (n, m), every column sums to 1. Right for any size of Z.

    返回 Z 每一列的概率；Z 为 (n, m)，每列一个样本，结果每列之和为 1，对任意大小的 Z 都正确。
    """
    # BEGIN SOLUTION
    # P = exp(S) / sum exp(S) with S = Z - max per column        (n, m) - (1, m)
    exponentials = np.exp(Z - Z.max(axis=0, keepdims=True))
    return exponentials / exponentials.sum(axis=0, keepdims=True)
    # END SOLUTION


# %% [markdown]
# ## A picture: where is the gradient? (given, not graded)
#
# From left to right `z` runs from -6 to 6. `*` is $f$, `o` is your $f'$, and `x` is the numerical derivative
# $\bigl(f(z + h) - f(z - h)\bigr) / 2h$ where it is **not** in the same place as yours: a right derivative shows no `x`, but for
# one at relu's kink. The shaded region is saturated: less than a tenth of the largest slope is left there.
#
# *Try:* how wide is the part of each function that still learns? Which of the three loses nothing on the right? Which value has
# the numerical derivative at the kink, and why?
#
# 从左到右 `z` 由 -6 到 6。`*` 是 $f$，`o` 是你写的 $f'$，`x` 是与你的结果**不在**同一位置的数值导数：导数正确时，除 relu 的折点处有一个外，看不到 `x`。
# 阴影部分是饱和区：那里的斜率不到最大斜率的十分之一。
#
# *试一试：* 每个函数还能学习的区间有多宽？三者中哪一个在右侧毫无损失？数值导数在折点处的值是多少，为什么？


# %%
def picture(f, f_grad, name, low=-0.1, high=1.1, width=73, height=19, h=1e-5):
    """Return a text picture of f, its derivative and the numerical one, with the saturated region shaded."""
    z = np.linspace(-6.0, 6.0, width)
    curves = {"x": (f(z + h) - f(z - h)) / (2 * h), "o": f_grad(z) * 1.0, "*": f(z)}
    saturated = np.abs(curves["o"]) < 0.1 * np.abs(curves["o"]).max()
    rows = [["░" if shaded else " " for shaded in saturated] for _ in range(height)]
    for mark, values in curves.items():
        for column, value in enumerate(values):
            row = round((high - value) / (high - low) * (height - 1))
            if 0 <= row < height:
                rows[row][column] = mark
    return "\n".join([name, *("".join(row) for row in rows), f"{-6:<{width // 2}}{0:<{width // 2}}{6}"])


# %%
if __name__ == "__main__":
    print(picture(sigmoid, sigmoid_grad, "sigmoid"))
    print(picture(np.tanh, tanh_grad, "tanh", low=-1.1))
    print(picture(relu, relu_grad, "relu", high=2.1))

# %% [markdown]
# ## What to take away
#
# - Saturation is a small derivative: beyond $|z| \approx 4$ sigmoid and beyond $|z| \approx 2$ tanh let next to nothing through. Keeping
#   pre-activations small is what initialisation is for (exercises 6 and 7).
# - A formula that is right on paper may be NaN in floats. Choose the form whose exponentials stay below 1.
# - Softmax does not care about a constant per column, so choose the constant that keeps it safe.
#
# 小结：
#
# - 饱和就是导数很小：$|z|$ 超过约 4 的 sigmoid、超过约 2 的 tanh 几乎不让梯度通过。初始化（练习 6 和 7）正是为了让预激活值保持较小。
# - 纸上正确的公式用浮点数计算可能得到 NaN。请选择指数函数值不超过 1 的写法。
# - softmax 不受每列所加常数的影响，因此可以选一个使计算安全的常数。
