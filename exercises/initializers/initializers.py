# %% [markdown]
# # Initializers
#
# Before a network can learn it needs weights to start from. Exercises 5 and 6 showed two diseases:
#
# - constant weights: the units of a layer stay identical for ever, so a layer of 100 units works as one;
# - random weights of the wrong size: the signal grows or shrinks by a factor per layer, so a deep network starts dead.
#
# The cure is a formula of one line per method. What takes care is where exactly the 2, the root and the sizes belong.
#
# 网络在学习之前需要初始的权重。练习 5 和 6 展示了两种病：
#
# - 常数权重：同一层的单元永远相同，一层 100 个单元只相当于一个；
# - 大小不合适的随机权重：信号每过一层就放大或缩小若干倍，深层网络一开始就不能工作。
#
# 药方是每种方法一行公式。需要小心的是：2、根号和层的大小究竟应写在哪里。
#
# Conventions / 约定:
#
# - `n_in` units feed the layer, `n_out` units are in it; its weights `W` are `(n_out, n_in)`, float64. **One row per unit**:
#   该层有 `n_in` 个输入、`n_out` 个单元，权重 `W` 的形状是 `(n_out, n_in)`，**每行一个单元**。
# - Randomness comes from `rng`, a `numpy.random.Generator`, and from nowhere else: `rng.normal(...)`, `rng.uniform(...)`,
#   never `np.random.normal(...)`, never a new generator with a seed of your own:
#   随机数只来自 `rng`，不用 `np.random`，也不自己设定种子。
# - Formulas are given as **variances**. numpy's `normal` takes the standard deviation, which is the root of the variance:
#   公式给出的是**方差**；numpy 的 `normal` 要的是标准差，即方差的平方根。
# - Every result is a new array: 返回的都是新数组。
# - In your file later functions may call earlier ones: 在你的文件里，后面的函数可以调用前面的函数。

# %%
import math

import numpy as np

# %% [markdown]
# ## 1. Constant
#
# The initialiser that does not work, as a point of comparison: all entries are `value`.
#
# $$ W_{ij} = c \qquad W: (n_{out}, n_{in}) $$
#
# *Try:* what type has `np.full((2, 3), 1)`, and what happens to it when you subtract a gradient of 0.1 in place?
#
# 这是行不通的初始化，用来作比较：所有元素都等于 `value`。
#
# *试一试：* `np.full((2, 3), 1)` 是什么类型？就地减去 0.1 的梯度会怎样？


# %%
def constant(n_out, n_in, value):
    """Return weights that are all equal to `value`.

    n_out, n_in: sizes of the layer, value: a float -> (n_out, n_in)

    返回全部等于 value 的权重，形状为 (n_out, n_in)。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 2. Small random numbers
#
# Normal numbers with mean 0 and one fixed standard deviation for every layer, such as 0.01:
#
# $$ W_{ij} \sim N(0, \sigma^2) \quad \text{independent} $$
#
# Symmetry is broken, but the size of the layer plays no part, and in a deep network that is fatal.
#
# *Try:* the rows of `np.tile(row, (n_out, 1))` are random too. Which disease do they have?
#
# 均值为 0 的正态随机数，每一层都用同一个固定的标准差，例如 0.01。对称性打破了，但没有考虑层的大小，在深层网络里这是致命的。
#
# *试一试：* `np.tile(row, (n_out, 1))` 的各行也是随机的。它们得了哪一种病？


# %%
def normal(n_out, n_in, std, rng):
    """Return independent normal weights with mean 0 and standard deviation `std`.

    n_out, n_in: sizes of the layer, std > 0, rng: numpy.random.Generator -> (n_out, n_in)

    返回相互独立的正态权重，均值为 0，标准差为 std。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 3. Xavier (Glorot)
#
# How big should the weights be? Take one unit, $z = \sum_{j=1}^{n_{in}} w_j x_j$, with independent weights of mean 0:
#
# $$\operatorname{E}[z^2] = n_{in} \operatorname{Var}(w) \operatorname{E}[x^2]$$
#
# So the signal keeps its size on the way forward if $\operatorname{Var}(w) = 1 / n_{in}$. The same sum on the way back runs
# over the `n_out` units that an input feeds, and asks for $1 / n_{out}$. Both cannot be had unless the layer is square.
# Glorot and Bengio (2010) take the compromise
#
# $$\operatorname{Var}(w) = \frac{2}{n_{in} + n_{out}}$$
#
# *Try:* on paper, by which factor does the variance change forward and backward in a layer from 400 units to 100?
#
# 权重应该多大？取一个单元 $z = \sum_j w_j x_j$，各权重独立、均值为 0。由上式，要使信号在前向传播中保持大小，需要
# $\operatorname{Var}(w) = 1 / n_{in}$。反向时同样的求和遍历一个输入所影响的 `n_out` 个单元，需要 $1 / n_{out}$。除非该层是方阵，两者不能兼得。
# Glorot 和 Bengio（2010）取了折中。
#
# *试一试：* 在纸上算一算：从 400 个单元到 100 个单元的一层，前向和反向时方差各变化多少倍？


# %%
def xavier_normal(n_out, n_in, rng):
    """Return independent normal weights with mean 0 and variance `2 / (n_in + n_out)`.

    n_out, n_in: sizes of the layer, rng: numpy.random.Generator -> (n_out, n_in)

    返回相互独立的正态权重，均值为 0，方差为 2 / (n_in + n_out)。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# The distribution does not matter for the argument, only the variance does. A uniform distribution on $[-a, a]$ has
#
# $$ \operatorname{Var}(w) = \int_{-a}^{a} \frac{w^2}{2a} \, dw = \frac{a^2}{3} $$
#
# which is **not** $a^2$.
#
# *Try:* which $a$ gives Xavier's variance? Compare the standard deviation of 100,000 draws with what you expect.
#
# 这个推导与分布无关，只与方差有关。$[-a, a]$ 上均匀分布的方差是 $a^2 / 3$，**而不是** $a^2$。
#
# *试一试：* 哪个 $a$ 给出 Xavier 的方差？抽取 100 000 个数，把标准差与预期比较。


# %%
def xavier_uniform(n_out, n_in, rng):
    """Return independent uniform weights with mean 0 and variance `2 / (n_in + n_out)`.

    n_out, n_in: sizes of the layer, rng: numpy.random.Generator -> (n_out, n_in)

    返回相互独立的均匀分布权重，均值为 0，方差为 2 / (n_in + n_out)。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# Many textbooks drop the way back and call
#
# $$\operatorname{Var}(w) = \frac{1}{n_{in}}$$
#
# "Xavier" (it is LeCun's rule of 1998). For square layers it is the same thing. Choose a normal, a uniform or a
# truncated normal distribution, as you like.
#
# *Try:* for which shapes of layer do the two rules differ most?
#
# 许多教材不考虑反向，把方差 $1 / n_{in}$ 称为“Xavier”（其实是 LeCun 1998 年的公式）。对方阵两者相同。正态分布、均匀分布或截断正态分布都可以。
#
# *试一试：* 对什么形状的层，两个公式相差最大？


# %%
def xavier_fan_in(n_out, n_in, rng):
    """Return independent weights with mean 0 and variance `1 / n_in`, normal, uniform or truncated normal.

    n_out, n_in: sizes of the layer, rng: numpy.random.Generator -> (n_out, n_in)

    返回相互独立的权重，均值为 0，方差为 1 / n_in，服从正态、均匀或截断正态分布。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 4. He (Kaiming)
#
# relu sets half of the pre-activations to 0. If $z$ is symmetric around 0, then $\operatorname{E}[\mathrm{relu}(z)^2] =
# \operatorname{E}[z^2] / 2$, and the signal would lose half of its variance per layer: a factor of $2^{-30}$ after 30
# layers. He et al. (2015) put the 2 back:
#
# $$\operatorname{Var}(w) = \frac{2}{n_{in}}$$
#
# Note what it is divided by: the number of **inputs**, which is the number of columns of `W`. Mistakes about this are
# invisible in square layers.
#
# *Try:* draw a layer of 400 inputs and 100 units with $2 / n_{out}$ instead. How large are its activations?
#
# relu 把一半的预激活值变成 0。若 $z$ 关于 0 对称，则 $\operatorname{E}[\mathrm{relu}(z)^2] = \operatorname{E}[z^2] / 2$，信号每层会丢掉一半方差：
# 30 层之后只剩 $2^{-30}$。He 等人（2015）把这个 2 补了回来。
#
# 注意除以的是**输入**的个数，即 `W` 的列数。这里的错误在方阵中看不出来。
#
# *试一试：* 用 $2 / n_{out}$ 生成一个 400 个输入、100 个单元的层，它的激活值有多大？


# %%
def he_normal(n_out, n_in, rng):
    """Return independent normal weights with mean 0 and variance `2 / n_in`.

    n_out, n_in: sizes of the layer, rng: numpy.random.Generator -> (n_out, n_in)

    返回相互独立的正态权重，均值为 0，方差为 2 / n_in。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 5. Bonus: truncated normal
#
# A normal number is sometimes large, and one large weight can saturate a unit. So numbers beyond two standard deviations
# are **drawn again** until none is left. (Clipping is something else: it piles the excess up at the two ends.)
#
# What is cut off is missing in the variance. A normal of standard deviation $\sigma$, truncated at $\pm 2\sigma$, has only
#
# $$0.8796\,\sigma = \sigma \sqrt{1 - \frac{4 \varphi(2)}{2\Phi(2) - 1}}$$
#
# left ($\varphi$ and $\Phi$: density and distribution function of the standard normal). For a result with standard deviation
# `std`, start from a larger $\sigma$; the entries end at $\pm 2\sigma$ of **that** one. Some well-known libraries forgot
# this for years.
#
# *Try:* what is the largest entry of 100,000 draws with `std = 1`? It is not 2.
#
# 正态随机数有时很大，而一个很大的权重就可能使单元饱和。所以超出两个标准差的数要**重新抽取**，直到没有为止。（把它们压到边界上是另一回事：
# 那会堆积在两端。）
#
# 被截掉的部分使方差变小：标准差为 $\sigma$ 的正态分布在 $\pm 2\sigma$ 处截断后，标准差只剩 $0.8796\,\sigma$（$\varphi$ 和 $\Phi$ 是标准正态的密度和分布函数）。
# 要使结果的标准差等于 `std`，应从更大的 $\sigma$ 开始；元素止于**这个** $\sigma$ 的 $\pm 2$ 倍。有些著名的库多年来忘了这一点。
#
# *试一试：* `std = 1` 时，100 000 个数中最大的是多少？不是 2。

# %%
# sqrt(1 - 4 phi(2) / (2 Phi(2) - 1)), with phi(2) = e^-2 / sqrt(2 pi) and 2 Phi(2) - 1 = erf(sqrt 2)
TRUNCATED_STD = math.sqrt(1 - 4 * math.exp(-2) / math.sqrt(2 * math.pi) / math.erf(math.sqrt(2)))


# %%
def truncated_normal(n_out, n_in, std, rng):
    """Return independent weights from a normal distribution truncated at two of its standard deviations.

    The standard deviation of the entries, after truncation, is `std`.

    n_out, n_in: sizes of the layer, std > 0, rng: numpy.random.Generator -> (n_out, n_in)

    返回相互独立的权重，服从在两个标准差处截断的正态分布；截断之后元素的标准差等于 std。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 6. Bonus: orthogonal
#
# If the rows of `W` are orthonormal, or its columns, the layer is a rotation (or a part of one) and keeps the length of
# the signal exactly, not only on average. "Random" has to mean that **every rotation and reflection is equally likely**.
#
# $$ A = Q R, \qquad Q^T Q = I, \qquad W = Q \, \operatorname{diag}(\operatorname{sign} R_{jj}) $$
#
# The QR decomposition of a matrix $A$ of independent normal numbers nearly does that: `Q` has orthonormal columns. But which of
# the two possible signs a column gets is the choice of the algorithm, and not a random one: the first entry of numpy's `Q` is
# never positive. The decomposition is unique once the diagonal of `R` is positive, and then all is well (Mezzadri 2007):
# multiply column $j$ of `Q` by the sign of $R_{jj}$.
#
# A wide `W` cannot have orthonormal columns (there are more of them than dimensions), so there the **rows** are.
#
# *Try:* draw a 1x1 "matrix" a few times. What should come out?
#
# 若 `W` 的行（或列）标准正交，该层就是一个旋转（或其一部分），信号的长度精确不变，而不只是平均不变。“随机”必须意味着**每个旋转和反射都等可能**。
#
# 对独立正态随机数组成的矩阵 $A$ 做 QR 分解，差不多就够了：`Q` 的列标准正交。但每一列的符号由算法选定，并不随机：numpy 的 `Q` 的第一个元素从不为正。
# 规定 `R` 的对角线为正，分解就唯一了（Mezzadri 2007）：把 `Q` 的第 $j$ 列乘以 $R_{jj}$ 的符号。
#
# 宽的 `W` 不可能有标准正交的列（列数多于维数），这时**行**是标准正交的。
#
# *试一试：* 多次抽取 1x1 的“矩阵”，应该得到什么？


# %%
def orthogonal(n_out, n_in, rng):
    """Return a random matrix with orthonormal columns, or rows where there are fewer of them; all are equally likely.

    n_out, n_in: sizes of the layer, rng: numpy.random.Generator -> (n_out, n_in)

    返回随机矩阵，其列（行较少时为行）标准正交，所有这样的矩阵等可能。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 7. A whole network
#
# `layer_dims = [n_0, n_1, ..., n_L]` lists the sizes of all layers, the input first. Layer $l$ has `W{l}` of shape
# $(n_l, n_{l-1})$ and `b{l}` of shape $(n_l, 1)$. Biases start at 0, for every scheme: the weights break the symmetry.
#
# | scheme / 方案 | weights / 权重 |
# |---|---|
# | `"zeros"` | 0 |
# | `"constant"` | 0.5 |
# | `"small"` | normal, standard deviation 0.01 / 正态，标准差 0.01 |
# | `"xavier"` | variance $2 / (n_{in} + n_{out})$, normal, uniform or truncated normal / 方差如式，正态、均匀或截断正态分布均可 |
# | `"he"` | variance $2 / n_{in}$, normal, uniform or truncated normal / 方差如式，正态、均匀或截断正态分布均可 |
#
# *Try:* call it twice with one generator, then with two generators of the same seed. Which pairs are equal, and why?
#
# `layer_dims` 依次列出各层的大小，输入在前。第 $l$ 层的 `W{l}` 形状为 $(n_l, n_{l-1})$，`b{l}` 形状为 $(n_l, 1)$。不论哪种方案，偏置都从 0 开始：
# 打破对称的是权重。
#
# *试一试：* 用同一个生成器调用两次，再用种子相同的两个生成器各调用一次。哪些结果相同，为什么？


# %%
def init_params(layer_dims, scheme, rng):
    """Return the parameters that a network starts from.

    layer_dims: list of L + 1 sizes; scheme: "zeros", "constant", "small", "xavier" or "he"; rng: numpy.random.Generator
    -> dict with "W1": (n_1, n_0), "b1": (n_1, 1), ..., "WL", "bL". Another scheme raises ValueError.

    返回网络的初始参数：字典的键为 "W1", "b1", ..., "WL", "bL"；其他方案名抛出 ValueError。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## Pictures (given, not graded)
#
# First: is it the distribution that it should be? Bars are your entries, `|` is the target density.
#
# 先看分布是否正确：条形是你的元素，`|` 是目标密度。


# %%
def histogram(W, variance, density="normal", bins=21, width=50):
    """Return a text picture of the entries of `W` against a density with mean 0 and this variance.

    返回一张文字图：W 的元素与均值为 0、方差为 variance 的密度对照。
    """
    std = math.sqrt(variance)
    edges = np.linspace(-3.2 * std, 3.2 * std, bins + 1)
    middles = (edges[:-1] + edges[1:]) / 2
    if density == "normal":
        target = np.exp(-(middles**2) / (2 * variance)) / math.sqrt(2 * math.pi * variance)
    else:
        target = np.where(np.abs(middles) <= math.sqrt(3) * std, 1 / (2 * math.sqrt(3) * std), 0.0)
    counts, _ = np.histogram(W, edges)
    heights = counts / (W.size * (edges[1] - edges[0]))
    scale = width / max(heights.max(), target.max())
    lines = []
    for middle, height, wanted in zip(middles, heights, target):
        bar = list("#" * round(height * scale) + " " * (width + 1 - round(height * scale)))
        bar[round(wanted * scale)] = "|"
        lines.append(f"{middle / std:+5.2f} std {''.join(bar)}")
    return "\n".join(lines)


# %% [markdown]
# Second, what all this is for: the standard deviation of the activations, layer by layer, on a logarithmic axis (a step to the
# right is a factor of ten). Only one scheme per activation keeps its column straight. tanh shrinks a signal
# of variance 1 with Xavier too, but slowly; in its linear range it keeps it.
#
# *Try:* draw the picture with `depth=30`. Which schemes still have a signal at the end?
#
# 再看这一切的目的：逐层画出激活值的标准差，横轴是对数的（向右一格是十倍）。每种激活函数只有一种方案能使这一列保持竖直。
# 对方差为 1 的信号，tanh 配 Xavier 也会缩小，但很慢；在线性区内则保持不变。
#
# *试一试：* 用 `depth=30` 画图，哪些方案到最后仍有信号？


# %%
def depth_picture(activation="relu", depth=12, units=100, examples=50, seed=0):
    """Return a text picture of the activations' standard deviation per layer, for three schemes.

    返回一张文字图：三种方案下激活值的标准差随层数的变化。
    """
    functions = {"relu": lambda z: np.maximum(z, 0.0), "tanh": np.tanh}
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((units, examples))
    lines = []
    for scheme in ("small", "xavier", "he"):
        params = init_params([units] * (depth + 1), scheme, rng)
        A = X
        lines.append(f"{scheme}, {activation}")
        for l in range(1, depth + 1):
            A = functions[activation](params[f"W{l}"] @ A + params[f"b{l}"])
            place = int(np.clip(3 * (math.log10(A.std() + 1e-300) + 15), 0, 48))
            lines.append(f"  layer {l:2d}  {'.' * place}o   {A.std():.1e}")
    return "\n".join(lines)


# %%
if __name__ == "__main__":
    print(histogram(he_normal(300, 200, np.random.default_rng(1)), 2 / 200))
    print(histogram(xavier_uniform(300, 200, np.random.default_rng(1)), 2 / 500, "uniform"))
    print(depth_picture("relu"))
    print(depth_picture("tanh"))

# %% [markdown]
# ## What to take away
#
# - relu: He. tanh: Xavier. Fixed small numbers: only for very shallow networks.
# - Variance is not standard deviation, and the limit of a uniform distribution is neither.
# - Test initialisers on layers that are **not square**: there the wrong formulas stop agreeing with the right ones.
#
# 小结：
#
# - relu 用 He，tanh 用 Xavier；固定的小随机数只适用于很浅的网络。
# - 方差不是标准差，均匀分布的边界两者都不是。
# - 要在**不是方阵**的层上检验初始化：在那里，错误的公式才与正确的公式不同。
