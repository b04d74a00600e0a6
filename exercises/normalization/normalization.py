# %% [markdown]
# # Normalization
#
# One feature is a temperature in kelvin, around 290, another a voltage, around 0.003. To a linear model that is all the
# same: the weights can make up for it. To gradient descent it is not. The cost is a valley, steep across and almost flat along, and a
# learning rate that is small enough for the steep direction is far too small for the flat one.
#
# The cure is to give every feature mean 0 and standard deviation 1, before the network sees it. You write the two functions
# that do it, and a third one that measures what they improve.
#
# 一个特征是以开尔文计的温度，在 290 左右；另一个是电压，在 0.003 左右。对线性模型来说这无所谓：权重可以弥补。对梯度下降来说却不然：
# 代价函数成了一条山谷，横向很陡，纵向几乎是平的；对陡的方向足够小的学习率，对平的方向就太小了。
#
# 办法是在网络看到数据之前，使每个特征的均值为 0、标准差为 1。你要写两个函数来完成它，再写第三个函数来度量它改善了什么。
#
# Conventions / 约定:
#
# - **Columns are examples**: `X` is `(n_0, m)` with one row per feature. `mu` and `sigma` are `(n_0, 1)`, so that they
#   broadcast over the examples: **每列一个样本**，每行一个特征；`mu`、`sigma` 为 `(n_0, 1)`，可沿样本方向广播。
# - No function changes its arguments, and every result is a new array: 函数不修改参数，返回的是新数组。

# %%
import numpy as np

# %% [markdown]
# ## 1. Learn the statistics
#
# For every feature $i$, over the $m$ examples of the training set:
#
# $$ \mu_i = \frac{1}{m} \sum_{j=1}^m X_{ij}, \qquad \sigma_i = \sqrt{\frac{1}{m} \sum_{j=1}^m (X_{ij} - \mu_i)^2} $$
#
# The sum is divided by $m$, not by $m - 1$: what is wanted is the spread of these $m$ numbers, not an estimate for others. There is
# one trap. A feature that is the same for every example has $\sigma_i = 0$, and 0 / 0 is not a number. Such a feature
# carries no information; it gets $\sigma_i = 1$ and becomes all zeros.
#
# *Try:* the formula $\operatorname{E}[x^2] - \operatorname{E}[x]^2$ for the variance of `1e8 + np.array([1., 2., 3.])`. What went wrong?
#
# 对每个特征 $i$，在训练集的 $m$ 个样本上计算均值和标准差。和除以 $m$ 而不是 $m - 1$：需要的是这 $m$ 个数的离散程度，而不是对其他数的估计。
# 有一个陷阱：对所有样本都相同的特征，其 $\sigma_i = 0$，而 0 / 0 不是一个数。这样的特征不含信息，令 $\sigma_i = 1$，它就变成全 0。
#
# *试一试：* 用公式 $\operatorname{E}[x^2] - \operatorname{E}[x]^2$ 计算 `1e8 + np.array([1., 2., 3.])` 的方差，哪里出了问题？


# %%
def fit_normalizer(X):
    """Return (mu, sigma), the mean and the standard deviation of every feature.

    X: (n_0, m), one example per column -> mu, sigma: (n_0, 1) each. The standard deviation is the biased one (divided
    by m); a feature whose values are all equal gets sigma = 1.

    返回每个特征的均值和标准差 (mu, sigma)，形状都是 (n_0, 1)；标准差除以 m，取值全部相等的特征令 sigma = 1。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 2. Apply them
#
# $$ Z = \frac{X - \mu}{\sigma} \qquad (n_0, m) - (n_0, 1), \text{ then } / \, (n_0, 1) $$
#
# The function gets `mu` and `sigma` from outside for a reason. The weights of the network were learnt for inputs shifted and scaled by
# the **training** statistics, so the test set, and every single example that comes in later, has to go through the same
# transformation. Statistics of their own would move them: a batch of one example would always become 0.
#
# *Try:* normalise a test set with the training statistics. Are its means 0? Should they be?
#
# `mu` 和 `sigma` 由外部传入是有原因的：网络的权重是针对按**训练集**统计量平移和缩放过的输入学得的，所以测试集，以及以后到来的每一个样本，
# 都要经过同样的变换。如果用它们自己的统计量，它们就被移动了：只有一个样本的一批数据总会变成 0。
#
# *试一试：* 用训练集的统计量对测试集做标准化。它的均值是 0 吗？应该是 0 吗？


# %%
def normalize(X, mu, sigma):
    """Return (X - mu) / sigma, with the statistics that are handed over.

    X: (n_0, m), any number of examples; mu, sigma: (n_0, 1) -> (n_0, m)

    用传入的统计量返回 (X - mu) / sigma，样本数任意，结果为 (n_0, m)。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 3. Measure the valley
#
# Take the simplest model, linear regression $\hat y = w^T x + b$ with squared error. Write $A$ for `X` with a row of ones below it (the
# ones belong to $b$) and $\theta$ for $w$ and $b$ in one column:
#
# $$ J(\theta) = \frac{1}{2m} \lVert A^T \theta - y \rVert^2, \qquad \nabla^2 J = H = \frac{1}{m} A A^T \qquad (n_0 + 1, n_0 + 1) $$
#
# The eigenvalues of $H$ are the curvatures of the valley. Their ratio $\kappa = \lambda_{\max} / \lambda_{\min}$ is the **condition number**
# (in the spectral norm), and gradient descent at its best rate shrinks the error per step by
#
# $$ \frac{\kappa - 1}{\kappa + 1} $$
#
# With $\kappa = 1$ it is there in one step; with $\kappa = 10^6$ it needs a million.
#
# *Try:* on paper, one feature with mean $\mu$ and standard deviation $\sigma$: $H = \begin{pmatrix} \mu^2 + \sigma^2 & \mu \\ \mu & 1 \end{pmatrix}$.
# What is $\kappa$ for $\mu = 100$, $\sigma = 1$? And after normalising? Two normalised features with correlation $r$ have
# $\kappa = (1 + |r|) / (1 - |r|)$: that is what normalising leaves.
#
# 取最简单的模型：用平方误差的线性回归 $\hat y = w^T x + b$。记 $A$ 为在 `X` 下面添加一行 1 得到的矩阵（这一行 1 对应 $b$），$\theta$ 为 $w$ 与 $b$ 合成的列。
# $H$ 的特征值就是山谷在各方向上的曲率，它们的比 $\kappa = \lambda_{\max} / \lambda_{\min}$ 是（谱范数下的）**条件数**。采用最佳学习率的梯度下降，
# 每一步把误差缩小到 $(\kappa - 1) / (\kappa + 1)$ 倍：$\kappa = 1$ 时一步到位，$\kappa = 10^6$ 时需要上百万步。
#
# *试一试：* 在纸上计算：一个特征，均值 $\mu = 100$，标准差 $\sigma = 1$，$\kappa$ 是多少？标准化之后呢？两个标准化的特征若相关系数为 $r$，
# 则 $\kappa = (1 + |r|) / (1 - |r|)$：这是标准化之后剩下的部分。


# %%
def condition_number(X):
    """Return the condition number, in the spectral norm, of the Hessian A A^T / m of least squares with A = [X; 1].

    X: (n_0, m), one example per column -> a number, at least 1

    返回最小二乘的 Hessian 矩阵 A A^T / m 在谱范数下的条件数，其中 A = [X; 1] 是在 X 下面添加一行 1。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## A picture: the valley before and after (given, not graded)
#
# One feature with mean 2 and standard deviation 0.8, a weight `w` (across) and a bias `b` (upwards). The shades are the
# contours of the cost, `@` is the path of 40 steps of gradient descent, and `X` the minimum. The rate is 1.8 divided by the largest curvature, close
# to the largest one that still converges.
#
# *Try:* other means and standard deviations. Which of the two harms more, a large mean or a large standard deviation?
#
# 一个特征，均值为 2，标准差为 0.8；横向是权重 `w`，纵向是偏置 `b`。深浅表示代价函数的等高线，`@` 是梯度下降 40 步的路径，`X` 是最小值点。
# 学习率是 1.8 除以最大曲率，接近仍能收敛的最大值。
#
# *试一试：* 换用其他均值和标准差。较大的均值和较大的标准差，哪一个危害更大？


# %%
def valley(x, y, steps=40, width=61, height=25):
    """Return a text picture of the cost over (w, b), with the path of gradient descent.

    x: (1, m), y: (1, m)
    """
    A = np.vstack([x, np.ones_like(x)])
    m = A.shape[1]
    H, g = A @ A.T / m, A @ y.T / m
    best = np.linalg.solve(H, g)
    theta, rate = best + np.array([[-1.5], [1.5]]), 1.8 / np.linalg.norm(H, 2)
    path = [theta]
    for _ in range(steps):
        # gradient of J: H theta - g        (2, 2) @ (2, 1) - (2, 1)
        theta = theta - rate * (H @ theta - g)
        path.append(theta)
    columns, rows = np.meshgrid(np.linspace(-2.0, 2.0, width), np.linspace(2.0, -2.0, height))
    shifts = np.stack([columns.ravel(), rows.ravel()])
    # J(theta) - J(best) = (theta - best)^T H (theta - best) / 2
    cost = ((shifts * (H @ shifts)).sum(axis=0) / 2).reshape(height, width)
    shades = " .:-=+*#%"
    level = np.clip(np.log2(cost + 1e-12) + 6, 0, len(shades) - 1).astype(int)
    picture = [[shades[k] for k in row] for row in level]
    for place in path:
        column, row = ((place - best).ravel() + 2.0) / 4.0 * [width - 1, height - 1]
        if 0 <= round(column) < width and 0 <= round(row) < height:
            picture[height - 1 - round(row)][round(column)] = "@"
    picture[height // 2][width // 2] = "X"
    left = np.linalg.norm(path[-1] - best) / np.linalg.norm(path[0] - best)
    title = f"condition number {condition_number(x):.3g}: after {steps} steps {left:.1e} of the distance is left"
    return "\n".join([title, *("".join(row) for row in picture)])


# %%
if __name__ == "__main__":
    rng = np.random.default_rng(1)
    x = 2.0 + 0.8 * rng.standard_normal((1, 200))
    y = 1.5 * x - 0.7 + 0.1 * rng.standard_normal((1, 200))
    print(valley(x, y))
    print(valley(normalize(x, *fit_normalizer(x)), y))

# %% [markdown]
# ## What to take away
#
# - Fit on the training set, apply everywhere: the statistics belong to the model like its weights.
# - Normalising removes what comes from means and units. What comes from correlated features remains.
# - Divide by the standard deviation, not by the variance, and look out for features that do not vary.
#
# 小结：
#
# - 在训练集上计算，在所有数据上使用：这些统计量和权重一样属于模型。
# - 标准化消除均值和单位带来的影响，特征之间相关带来的影响依然存在。
# - 除以标准差而不是方差，并注意不变化的特征。
