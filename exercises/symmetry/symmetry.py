# %% [markdown]
# # Symmetry
#
# Why not start all weights at 0, or at 0.5? Because two units of a layer that start alike stay alike: they compute the same
# number, receive the same gradient, and make the same step. A layer of a hundred such units works as a single one. This
# exercise looks at the disease from all sides: how far apart are the units, which algorithms keep them together, which ones
# separate them, what is left of the network, and why a model without hidden units is not affected at all.
#
# 为什么不能让所有权重都从 0 或 0.5 开始？因为同一层中起点相同的两个单元会一直相同：它们算出同样的数，得到同样的梯度，迈出同样的一步。
# 一百个这样的单元只相当于一个。本练习从各个方面考察这个问题：单元之间相差多少，哪些算法使它们保持一致，哪些算法把它们分开，网络还剩下什么，
# 以及为什么没有隐藏层的模型完全不受影响。
#
# Conventions / 约定:
#
# - **Columns are examples / 每列一个样本**: `X` is `(n_0, m)`, labels `Y` are one-hot columns `(n_L, m)`.
# - `W{l}` is `(n_l, n_{l-1})`, `b{l}` is `(n_l, 1)`; `params` is the dict `{"W1": ..., "b1": ..., ..., "WL": ..., "bL": ...}`. The
#   layers 1 to L-1 are hidden: 第 1 到 L-1 层是隐藏层。
# - A training function is **handed the gradient as a function**: `gradient(params)` returns a dict with the same keys as `params`,
#   perhaps in another order. 训练函数得到的是**作为函数传入的梯度**，其返回值的键与 `params` 相同，但次序可能不同。
# - No function changes its arguments, and every result consists of new arrays, also after 0 steps: 函数不修改参数，返回的都是新数组，0 步时也是。

# %%
import numpy as np

# %% [markdown]
# ## Given, not graded: a network to play with
#
# `network_gradient(X, Y, activation)` returns a function `gradient(params)`, which is what the training functions below expect;
# `loss="squared"` takes a squared error in place of softmax cross-entropy. `constant_params([2, 3, 1], 0.5)` is the start that does
# not work.
#
# `network_gradient(X, Y, activation)` 返回函数 `gradient(params)`，即下面的训练函数所需要的梯度；`loss="squared"` 用平方误差代替
# softmax 交叉熵。`constant_params([2, 3, 1], 0.5)` 就是行不通的那种起点。


# %%
def activate(Z, activation):
    """Return the hidden activation of `Z`, of any shape."""
    if activation == "sigmoid":
        decay = np.exp(-np.abs(Z))
        return np.where(Z >= 0, 1.0, decay) / (1.0 + decay)
    return np.tanh(Z) if activation == "tanh" else np.maximum(Z, 0.0)


def slope(A, activation):
    """Return the derivative of the hidden activation, from its value `A`."""
    return {"sigmoid": A * (1.0 - A), "tanh": 1.0 - A**2, "relu": (A > 0) * 1.0}[activation]


def softmax(Z):
    """Return the probabilities per column of `Z` (n, m)."""
    powers = np.exp(Z - Z.max(axis=0, keepdims=True))
    return powers / powers.sum(axis=0, keepdims=True)


def forward(params, X, activation):
    """Return the logits (n_L, m) of a network for X (n_0, m)."""
    A, L = X, len(params) // 2
    for l in range(1, L):
        A = activate(params[f"W{l}"] @ A + params[f"b{l}"], activation)
    return params[f"W{L}"] @ A + params[f"b{L}"]


def gradients(params, X, Y, activation, loss="softmax", masks=None):
    """Return the gradients of a network on one batch; `masks` (one per hidden layer) scale the activations: dropout."""
    L = len(params) // 2
    masks = masks or [1.0] * (L - 1)
    inputs, plain = [X], [X]
    for l in range(1, L):
        plain.append(activate(params[f"W{l}"] @ inputs[-1] + params[f"b{l}"], activation))
        inputs.append(plain[-1] * masks[l - 1])
    Z = params[f"W{L}"] @ inputs[-1] + params[f"b{L}"]
    dZ = ((softmax(Z) if loss == "softmax" else Z) - Y) / X.shape[1]
    grads = {}
    for l in range(L, 0, -1):
        grads[f"W{l}"], grads[f"b{l}"] = dZ @ inputs[l - 1].T, dZ.sum(axis=1, keepdims=True)
        if l > 1:
            dZ = params[f"W{l}"].T @ dZ * masks[l - 2] * slope(plain[l - 1], activation)
    return grads


def network_gradient(X, Y, activation, loss="softmax"):
    """Return the function `gradient(params)` of a network on the batch (X, Y)."""
    return lambda params: gradients(params, X, Y, activation, loss)


def dropout_gradient(X, Y, activation, keep_prob, rng):
    """Return a function `gradient(params)` that draws new dropout masks for the hidden units at every call."""

    def gradient(params):
        widths = [params[f"b{l}"].shape[0] for l in range(1, len(params) // 2)]
        masks = [(rng.random((width, X.shape[1])) < keep_prob) / keep_prob for width in widths]
        return gradients(params, X, Y, activation, masks=masks)

    return gradient


def constant_params(layer_dims, value):
    """Return the parameters of a network with `value` everywhere; layer_dims = [n_0, ..., n_L]."""
    params = {}
    for l in range(1, len(layer_dims)):
        params[f"W{l}"] = np.full((layer_dims[l], layer_dims[l - 1]), value)
        params[f"b{l}"] = np.full((layer_dims[l], 1), value)
    return params


# %% [markdown]
# ## 1. How far apart are the units?
#
# Everything that a network knows about unit $i$ of hidden layer $l$ stands in three places:
#
# | where | what | shape |
# |---|---|---|
# | row $i$ of `W{l}` | incoming weights, 传入权重 | $n_{l-1}$ numbers |
# | entry $i$ of `b{l}` | bias, 偏置 | 1 number |
# | column $i$ of `W{l+1}` | outgoing weights, 传出权重 | $n_{l+1}$ numbers |
#
# Two units are identical if they agree in all three. The *spread* of a network is the largest absolute difference between
# corresponding entries of two units of one hidden layer, over all pairs and all hidden layers. It is exactly 0 if the units
# of each layer are identical, and also if there is nothing to compare. Inputs and outputs are no hidden units.
#
# *Try:* for which random start is the spread 0 although every weight is random?
#
# 网络所知道的关于第 $l$ 个隐藏层第 $i$ 个单元的一切都在这三处。三处都一致，两个单元才是相同的。网络的*离散度*（spread）是同一隐藏层中
# 两个单元对应元素之差的绝对值的最大值，取遍所有单元对和所有隐藏层。若每一层的单元都相同，或者没有可比较的单元，它恰好为 0。
# 输入和输出不是隐藏单元。
#
# *试一试：* 什么样的网络，权重全部随机，离散度却是 0？


# %%


def unit_spread(params):
    """Return the largest absolute difference between corresponding entries of two units of one hidden layer.

    params: W1, b1, ..., WL, bL -> a number; 0.0 if the units of each hidden layer are identical, or if there are none

    返回同一隐藏层中两个单元对应元素（W{l} 的行、b{l} 的元素、W{l+1} 的列）之差的绝对值的最大值；单元都相同或没有隐藏单元时为 0.0。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 2. Gradient descent
#
# $$ \theta \leftarrow \theta - \eta \, \nabla J(\theta) $$
#
# All parameters step **at the same time**, from one gradient at one point; then the gradient is computed anew. That is what keeps
# identical units identical, in exact arithmetic for ever: equal numbers minus equal numbers are equal.
#
# *Try:* `train(constant_params([4, 5, 3, 2], 0.5), network_gradient(X, Y, "tanh"), 0.1, 20)`. Look at the rows of `W1` and `W2` and at the columns of
# `W2` and `W3`. Then start with 0 everywhere: which parameters ever move? And if only `W2` is random: which hidden layers are
# saved?
#
# 所有参数**同时**迈一步，用的是同一点处的同一个梯度；然后重新计算梯度。正因如此，相同的单元保持相同：相等的数减去相等的数仍然相等。
#
# *试一试：* 运行上面的例子，观察 `W1`、`W2` 的行和 `W2`、`W3` 的列。再让所有参数从 0 开始：哪些参数会动？如果只有 `W2` 是随机的：哪些隐藏层能得救？


# %%
def train(params, gradient, learning_rate, steps):
    """Return the parameters after gradient descent.

    params: W1, b1, ..., WL, bL; gradient(params) -> grads, a dict with the same keys; learning_rate >= 0; steps >= 0
    -> dict like params, new arrays

    返回梯度下降 steps 步之后的参数；每一步用同一个梯度更新所有参数。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 3. Minibatches
#
# One *epoch* visits every example exactly once, in a **fresh random order** that is drawn from `rng` for that epoch. The order is cut into
# batches of `batch_size` columns; what is left over at the end is a last, smaller batch. (If `batch_size` is larger than $m$, one batch
# holds everything.) Each batch gives one gradient and one update. Remember that `X` and `Y` belong together.
#
# Many texts say that the noise of minibatches breaks symmetry. Does it? All units of a layer see the same batch.
#
# *Try:* measure the spread after ten epochs with `batch_size=1`, from a constant start.
#
# *一轮*（epoch）按**新抽取的随机次序**恰好访问每个样本一次，次序来自 `rng`。按此次序每 `batch_size` 列切成一个小批量；最后剩下的是一个较小的
# 批量。（`batch_size` 大于 $m$ 时，一个批量包含全部样本。）每个批量计算一次梯度、更新一次。注意 `X` 与 `Y` 的列要对应。
#
# 许多书上说小批量的噪声会打破对称性。真的吗？同一层的所有单元看到的是同一个批量。
#
# *试一试：* 从常数起点出发，用 `batch_size=1` 训练十轮，测量离散度。


# %%
def train_minibatch(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    """Return the parameters after minibatch gradient descent.

    gradient(params, X, Y) -> grads, called once per update; X: (n_0, m), Y: (n_L, m); epochs >= 0; batch_size >= 1;
    rng: numpy.random.Generator -> dict like params, new arrays

    返回小批量梯度下降之后的参数；每一轮按 rng 新抽取的次序访问每个样本一次，每个小批量更新一次，最后一批可以较小。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 4. One unit after the other
#
# What if the units do not step at the same time? In *block coordinate descent* (Gauss-Seidel) one unit steps, the gradient is computed
# anew, the next unit steps: it already sees what the first one did, so it steps differently. One step of the whole network is
#
# 1. for every hidden layer $l = 1, \dots, L-1$ and every unit $i = 0, \dots, n_l - 1$ of it: compute the gradient, then update row $i$
#    of `W{l}` and entry $i$ of `b{l}` with it;
# 2. compute the gradient once more and update the whole output layer, `W{L}` and `b{L}`.
#
# The smallest example is a sum, $J = (w_1 + w_2 + w_3 - 3)^2$ with all $w_i = 0.3$ and $\eta = 0.1$. Together, the three go to
# $(1, 1, 1)$. One after the other, the first takes the largest share, and they end at $(1.16, 0.99, 0.85)$: another optimum, just as good,
# and the three have become different. So the order in time broke the symmetry; in deep networks it does so only faintly.
#
# *Try:* derive $(1.16, 0.99, 0.85)$ by hand. By which factor does the error $w_1 + w_2 + w_3 - 3$ shrink with every update?
#
# 如果各单元不同时迈步呢？在*块坐标下降*（Gauss-Seidel）中，一个单元先迈步，重新计算梯度，下一个单元再迈步：它已经看到前一个单元的变化，
# 因此步子不同。整个网络的一步是：(1) 依次对每个隐藏层 $l$ 的每个单元 $i$ 计算梯度，并更新 `W{l}` 的第 $i$ 行和 `b{l}` 的第 $i$ 个元素；
# (2) 再计算一次梯度，更新整个输出层 `W{L}`、`b{L}`。
#
# 最小的例子是求和：$J = (w_1 + w_2 + w_3 - 3)^2$，所有 $w_i = 0.3$，$\eta = 0.1$。同时更新时到达 $(1, 1, 1)$；逐个更新时第一个分得最多，
# 终点是 $(1.16, 0.99, 0.85)$：同样是最优解，但三者已经不同。打破对称性的是时间上的先后；在深层网络中这种作用很微弱。
#
# *试一试：* 手算推导 $(1.16, 0.99, 0.85)$。每次更新使误差 $w_1 + w_2 + w_3 - 3$ 缩小到几倍？


# %%
def train_unit_by_unit(params, gradient, learning_rate, steps):
    """Return the parameters after block coordinate descent: hidden units one after the other, then the output layer.

    params: W1, b1, ..., WL, bL; gradient(params) -> grads; learning_rate >= 0; steps >= 0 -> dict like params, new arrays

    返回块坐标下降之后的参数：依次对每个隐藏单元重新计算梯度并更新其行与偏置，然后重新计算一次梯度并更新输出层。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 5. How many units are really there?
#
# Count the units of each hidden layer that are different from each other. After real training numbers carry rounding, so two
# units are the same when their incoming rows, biases and outgoing columns agree within a tolerance (every entry, absolutely).
#
# *Try:* how many units has a network of 100 with only the first layer random?
#
# 数一数每个隐藏层中互不相同的单元。真实训练得到的数带有舍入误差，所以当两个单元的传入行、偏置、传出列在容差之内一致（逐个元素，绝对误差）时，
# 就认为它们相同。
#
# *试一试：* 只有第一层随机时，100 个单元的网络实际上有多少个单元？


# %%


def effective_widths(params, tolerance=1e-9):
    """Return the number of distinct units of every hidden layer.

    params: W1, b1, ..., WL, bL; tolerance: largest difference of an entry of two units that count as the same
    -> list of L - 1 ints

    返回每个隐藏层中互不相同的单元的个数；传入行、偏置、传出列都在容差之内一致的单元算作同一个。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 6. Remove the copies
#
# If $k$ units are identical, the next layer adds up $k$ equal numbers, each multiplied by the same weight $w$. One unit with the
# outgoing weight $k w$ does the same:
#
# $$ \sum_{i=1}^k w \, a = (k w) \, a $$
#
# So every group of identical units is replaced by one: its incoming row and bias stay what they are, the outgoing columns of
# the group are **summed**. The function of the network does not change at all, but a network trained from constants shrinks to width 1.
#
# *Try:* train from constants, collapse, and compare the outputs of both networks with `forward`.
#
# 如果 $k$ 个单元相同，下一层就把 $k$ 个相等的数乘以同一权重 $w$ 后相加；传出权重为 $k w$ 的一个单元效果一样。因此每组相同的单元用一个代替：
# 传入行和偏置不变，该组的传出列**相加**。网络的函数完全不变，而从常数开始训练的网络缩成宽度为 1。
#
# *试一试：* 从常数开始训练，然后合并，用 `forward` 比较两个网络的输出。


# %%
def collapse(params):
    """Return the parameters of the same function with every group of identical hidden units replaced by one of them.

    params: W1, b1, ..., WL, bL -> dict with the same keys and, in general, smaller arrays. Units are identical if incoming row, bias
    and outgoing column agree within 1e-9; the outgoing weights of a group are summed.

    把每组相同的隐藏单元合并为一个，传出权重相加，返回表示同一函数的（一般更小的）参数，单元次序任意。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 7. Which combination keeps the symmetry?
#
# A start and an algorithm are given. Are the units of every hidden layer identical at the start **and after every update**, for generic
# data? Remember that a unit consists of its row, its bias **and its outgoing column**.
#
# | scheme | start |
# |---|---|
# | `"constant"` | one non-zero constant everywhere |
# | `"random"` | all parameters random |
# | `"constant_random_output"` | a constant, except for the output layer, which is random |
#
# | algorithm | |
# |---|---|
# | `"gd"`, `"minibatch"`, `"momentum"` | all parameters step at the same time |
# | `"unit_by_unit"` | section 4 |
# | `"dropout"` | gradient descent, with random masks on the hidden units |
#
# Do not guess: you have all the tools to try each case. (From fully constant weights, softmax passes back a gradient of exactly 0 at
# first: look at several steps.)
#
# 给定起点和算法：对一般的数据，每个隐藏层的单元是否在开始时**以及每次更新之后**都相同？注意一个单元包括它的行、偏置**和传出列**。
# 不要猜：你有一切工具来试验每种情形。（从完全恒定的权重出发，softmax 起初传回的梯度恰好为 0，要看若干步。）


# %%
def stays_symmetric(scheme, algorithm):
    """Return whether the units of every hidden layer are identical at the start and after every update.

    scheme: "constant", "random" or "constant_random_output"; algorithm: "gd", "minibatch", "momentum", "unit_by_unit" or
    "dropout" -> True or False

    返回在开始时以及每次更新之后，每个隐藏层的单元是否都相同。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 8. The exception
#
# Softmax regression has no hidden units: `W1` is $(n_1, n_0)$, and its rows belong to different **classes**, which different labels pull
# apart. Moreover its cost is convex,
#
# $$ J = -\frac{1}{m} \sum_j \sum_k Y_{kj} \ln P_{kj} + \frac{\lambda}{2m} \lVert W_1 \rVert^2, \qquad P = \operatorname{softmax}(W_1 X + b_1) $$
#
# $$ \frac{\partial J}{\partial W_1} = \frac{1}{m} (P - Y) X^T + \frac{\lambda}{m} W_1, \qquad \frac{\partial J}{\partial b_1} = \frac{1}{m} (P - Y) \mathbf{1} $$
#
# so for $\lambda > 0$ every start leads to the same `W1`, to the same probabilities and to the same cost. A constant is as good as any. (Only
# `b1` keeps a memory: adding one number to all of its entries changes nothing.)
#
# *Try:* start at 0 and at 5. How many steps until the two agree?
#
# softmax 回归没有隐藏单元：`W1` 的各行属于不同的**类别**，不同的标签会把它们分开。而且它的代价函数是凸的，所以当 $\lambda > 0$ 时，任何起点都得到同样的
# `W1`、同样的概率和同样的代价。从常数开始也一样好。（只有 `b1` 保留了记忆：给它的所有元素加上同一个数，什么也不变。）
#
# *试一试：* 从 0 和从 5 开始，多少步之后二者一致？


# %%
def fit_softmax_regression(X, Y, params, learning_rate, steps, lambd):
    """Return the parameters after gradient descent on softmax cross-entropy plus lambd / (2 m) * ||W1||^2.

    X: (n_0, m), Y: one-hot (n_1, m), params: W1 (n_1, n_0), b1 (n_1, 1) -> dict like params, new arrays

    对 softmax 交叉熵加上 L2 项（偏置不加）做梯度下降，返回新的参数。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## Pictures (given, not graded)
#
# First the spread against the step, per algorithm, on a logarithmic axis: a step to the right is a factor of ten.
# Then the rows of `W1` as an image, one line per unit, one sign per input: identical lines are identical units.
# At last the sum of section 4.
#
# 首先是每种算法的离散度随步数的变化（对数坐标，向右一格是十倍）；然后把 `W1` 的各行画成图像，每个单元一行：相同的行就是相同的单元；最后是第 4 节的求和。


# %%
def experiment(seed=0, layer_dims=(4, 5, 4, 3), m=12):
    """Return `(params, X, Y)`: a constant start and generic data."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(layer_dims[-1], size=m)
    return (
        constant_params(layer_dims, 0.5),
        rng.uniform(0.1, 1.0, (layer_dims[0], m)),
        np.eye(layer_dims[-1])[:, labels],
    )


def with_momentum(gradient, memory=0.9):
    """Return a gradient function that remembers: v <- memory * v + gradient. To be called once per step."""
    velocity = {}

    def remembering(params):
        for name, grad in gradient(params).items():
            velocity[name] = memory * velocity.get(name, 0.0) + grad
        return dict(velocity)

    return remembering


def spread_picture(steps=20, learning_rate=0.1, activation="tanh"):
    """Return a text picture of the spread against the step for five algorithms, from a constant start."""
    start, X, Y = experiment()
    plain = network_gradient(X, Y, activation, "squared")
    rng = np.random.default_rng(1)

    def batches(params, X, Y):
        return gradients(params, X, Y, activation, "squared")

    momentum, dropped = with_momentum(plain), dropout_gradient(X, Y, activation, 0.8, rng)
    algorithms = {
        "gd": lambda params: train(params, plain, learning_rate, 1),
        "minibatch": lambda params: train_minibatch(params, batches, X, Y, learning_rate, 1, 4, rng),
        "momentum": lambda params: train(params, momentum, learning_rate, 1),
        "unit_by_unit": lambda params: train_unit_by_unit(params, plain, learning_rate, 1),
        "dropout": lambda params: train(params, dropped, learning_rate, 1),
    }
    lines = []
    for name, advance in algorithms.items():
        params = start
        lines.append(f"{name} (from 1e-17 to 1)")
        for step in range(1, steps + 1):
            params = advance(params)
            if step in (1, 2, 5, 10, 20):
                spread = unit_spread(params)
                place = 2 * int(np.clip(np.log10(spread + 1e-300) + 17, 0, 17))
                lines.append(f"  step {step:2d}  |{'.' * place}o{' ' * (34 - place)}|  {spread:.0e}")
    return "\n".join(lines)


def rows_picture(W):
    """Return the rows of `W` as an image, from dark (small) to bright (large)."""
    shades = " .:-=+*#%@"
    low, high = W.min(), W.max()
    level = ((W - low) / (high - low + 1e-300) * (len(shades) - 1)).round().astype(int)
    return "\n".join("  unit " + str(i) + "  " + "".join(2 * shades[k] for k in row) for i, row in enumerate(level))


def sum_gradient(params):
    """Return the gradient of J = (w_1 + w_2 + w_3 - 3)^2, where `W1` (3, 1) holds the three weights."""
    error = params["W1"].sum() - 3.0
    return {name: np.full(value.shape, 2 * error * (name == "W1")) for name, value in params.items()}


# %%
if __name__ == "__main__":
    print(spread_picture())
    start, X, Y = experiment()
    same = train(start, network_gradient(X, Y, "tanh", "squared"), 0.1, 20)
    print("W1 after 20 steps of gradient descent, from a constant:", rows_picture(same["W1"]), sep="\n")
    print("effective widths:", effective_widths(same), "and collapsed:", collapse(same)["W1"].shape)
    dropped = train(start, dropout_gradient(X, Y, "tanh", 0.8, np.random.default_rng(2)), 0.1, 20)
    print("the same with dropout:", rows_picture(dropped["W1"]), sep="\n")
    weights = constant_params([1, 3, 1], 0.3)
    for function in (train, train_unit_by_unit):
        print(function.__name__, function(weights, sum_gradient, 0.1, 20)["W1"].ravel().round(2))

# %% [markdown]
# ## What to take away
#
# - Identical units stay identical under every update that treats all parameters alike and at the same time. Minibatches and momentum do
#   not change that.
# - Random hidden weights break the symmetry at once; biases need not be random. Dropout and updates one after the other break it too,
#   but late or faintly: they are no replacement for a random start.
# - A model without hidden units has no such symmetry, and may start at 0.
#
# 小结：
#
# - 凡是同时、以同样方式更新所有参数的算法，都使相同的单元保持相同；小批量和动量改变不了这一点。
# - 随机的隐藏层权重立刻打破对称性，偏置不必随机。dropout 和逐个更新也会打破它，但来得晚或很微弱，不能代替随机的起点。
# - 没有隐藏单元的模型没有这种对称性，可以从 0 开始。
