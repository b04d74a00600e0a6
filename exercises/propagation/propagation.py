# %% [markdown]
# # Propagation: vanishing and exploding signals
#
# A deep network is a long product. Signals run through it forward, gradients run through it backward, and every layer
# multiplies them by something. If that something is a little more than 1, they explode; if it is a little less, they vanish;
# and "a little" to the power of 30 is a lot. In this exercise you build the instruments that make the disease visible.
# The cure, initialisers, is exercise 7.
#
# 深层网络是一个很长的乘积。信号正向通过，梯度反向通过，每一层都要乘上某个因子。因子略大于 1 就会爆炸，略小于 1 就会消失，
# 而“略”的 30 次方已经非常可观。在这个练习中，你要制作让这种病症显形的仪器；治疗的办法（初始化）是练习 7。
#
# Conventions / 约定:
#
# - float64 arrays; **columns are examples**: `X` is `(n_0, m)`, labels `Y` are one-hot columns `(n_L, m)`.
#   float64 数组；**每列一个样本**：`X` 为 `(n_0, m)`，标签 `Y` 为 one-hot 列 `(n_L, m)`。
# - `params` holds `W{l}` `(n_l, n_{l-1})` and `b{l}` `(n_l, 1)` for $l = 1, \dots, L$. Hidden activations are `"sigmoid"`, `"tanh"` or
#   `"relu"`; layer $L$ is linear and has no activation. `params` 含各层的权重与偏置；最后一层是线性的，没有激活函数。
# - No function changes its arguments; results are new arrays. 函数不修改参数，返回的是新数组。

# %%
import math

import numpy as np

# %% [markdown]
# ## 1. The simplest deep network
#
# No activation, no bias, and every weight matrix but the last is the same multiple of the identity:
#
# $$ y = I \cdot (sI) \cdot (sI) \cdots (sI) \, x \qquad \text{(depth } L \text{: } L - 1 \text{ factors } sI \text{, then the identity)} $$
#
# *Try:* `depth=150` with `scale=1.5`, and with `scale=0.5`. Neither looks like an extreme number. What would a gradient do on its
# way back through the same network?
#
# 最简单的深层网络：没有激活函数，没有偏置，除最后一层外，每个权重矩阵都是单位矩阵的同一倍数。深度为 $L$ 时，有 $L - 1$ 个因子 $sI$，最后一层是单位矩阵。
#
# *试一试：* 取 `depth=150`，`scale` 分别为 1.5 和 0.5。这两个数看上去都不极端。梯度沿同一网络反向传播时会怎样？


# %%
def deep_linear(x, scale, depth):
    """Return what a linear network of `depth` layers makes of x: depth - 1 layers `scale * I`, then one layer `I`.

    x: (n,) or (n, m), scale: a float, depth: at least 2 -> y of x's shape, a new array

    返回 depth 层线性网络的输出：前 depth - 1 层的权重是 scale * I，最后一层是 I；结果与 x 形状相同，是新数组。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 2. Products of random matrices
#
# Real weights are not multiples of the identity. Take $k$ matrices $A_1, \dots, A_k$ of shape $(n, n)$, all entries independent and normal
# with mean 0 and standard deviation $\sigma$, and multiply them. For any vector $v$,
#
# $$ \operatorname{E} \lVert A v \rVert^2 = n \sigma^2 \lVert v \rVert^2 \quad\Longrightarrow\quad
# \operatorname{E}\bigl[(A_1 \cdots A_k)_{ij}^2\bigr] = n^{k-1} \sigma^{2k} $$
#
# Unless $n \sigma^2 = 1$, the product explodes or vanishes. A factor is drawn anew every time: the power of one matrix is something else.
#
# *Try:* a hundred 4x4 matrices with $\sigma = 1$: about $10^{24}$, give or take three powers of ten from one draw to the next. Which
# $\sigma$ keeps the product near 1? (Compare with Xavier's variance.)
#
# 真实的权重并不是单位矩阵的倍数。取 $k$ 个 $(n, n)$ 矩阵，所有元素独立，服从均值 0、标准差 $\sigma$ 的正态分布，把它们相乘。除非 $n \sigma^2 = 1$，
# 乘积不是爆炸就是消失。每个因子都要重新抽取：同一个矩阵的幂是另一回事。
#
# *试一试：* 100 个 $\sigma = 1$ 的 4x4 矩阵，乘积约为 $10^{24}$，每次抽取上下相差约三个数量级。$\sigma$ 取多少时乘积保持在 1 附近？（与 Xavier 的方差比较。）


# %%
def matrix_product(n, depth, std, rng):
    """Return the product of `depth` random matrices with independent normal entries of mean 0 and deviation `std`.

    n: size, depth: at least 1, std > 0, rng: numpy.random.Generator, the only source of randomness -> (n, n)

    返回 depth 个随机矩阵之积；元素独立，服从均值 0、标准差 std 的正态分布，随机数只来自 rng。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## Given, not graded
#
# The pieces of a network from exercise 2, forward and backward. Use them or write your own.
#
# 练习 2 中网络的各个部件，包括正向与反向。可以直接使用，也可以自己写。


# %%
def activate(Z, activation):
    """Return the hidden activation of `Z`, of any shape."""
    if activation == "sigmoid":
        # e^-|z| never overflows: 1 / (1 + e^-z) for z >= 0, and e^z / (1 + e^z) below.
        decay = np.exp(-np.abs(Z))
        return np.where(Z >= 0, 1.0, decay) / (1.0 + decay)
    if activation == "tanh":
        return np.tanh(Z)
    if activation == "relu":
        return np.maximum(Z, 0.0)
    raise ValueError(f"unknown activation {activation!r}")


def activation_backward(dA, Z, activation):
    """Return `dZ = dA * g'(Z)` for `A = g(Z)`; all of one shape."""
    A = activate(Z, activation)
    slopes = {"sigmoid": A * (1.0 - A), "tanh": 1.0 - A**2, "relu": (Z > 0) * 1.0}
    return dA * slopes[activation]


def affine_forward(A, W, b):
    """Return the pre-activations `W A + b`: (n_out, m) from A (n_in, m), W (n_out, n_in), b (n_out, 1)."""
    return W @ A + b


def affine_backward(dZ, A, W):
    """Return `(dA, dW, db)` for `Z = W A + b`."""
    return W.T @ dZ, dZ @ A.T, dZ.sum(axis=1, keepdims=True)


def softmax_cross_entropy(Z, Y):
    """Return `(loss, dZ)`: the mean cross-entropy of softmax(Z) over the examples, and `dZ = (P - Y) / m`."""
    m = Z.shape[1]
    shifted = Z - Z.max(axis=0, keepdims=True)
    log_P = shifted - np.log(np.exp(shifted).sum(axis=0, keepdims=True))
    return float(-np.sum(Y * log_P) / m), (np.exp(log_P) - Y) / m


def network(layer_dims, std, rng):
    """Return parameters with normal weights and zero biases; `std(n_out, n_in)` is their standard deviation."""
    params = {}
    for l, (n_in, n_out) in enumerate(zip(layer_dims, layer_dims[1:]), start=1):
        params[f"W{l}"] = rng.normal(0.0, std(n_out, n_in), (n_out, n_in))
        params[f"b{l}"] = np.zeros((n_out, 1))
    return params


SCHEMES = {
    "std 1": lambda n_out, n_in: 1.0,
    "std 0.01": lambda n_out, n_in: 0.01,
    "xavier": lambda n_out, n_in: math.sqrt(2.0 / (n_in + n_out)),
    "he": lambda n_out, n_in: math.sqrt(2.0 / n_in),
}

# %% [markdown]
# ## 3. The signal, forward
#
# $$ A_0 = X, \qquad A_l = g(W_l A_{l-1} + b_l) \qquad (n_l, n_{l-1}) \, (n_{l-1}, m) + (n_l, 1) $$
#
# Collect $A_1, \dots, A_{L-1}$. The input is not among them, and neither are the logits, which have no activation. A network with a single
# layer has no hidden layer: the list is empty.
#
# *Try:* is anything in your list the same array as something else in it, or as `X`?
#
# 收集 $A_1, \dots, A_{L-1}$。输入不在其中，没有激活函数的 logits 也不在其中。只有一层的网络没有隐藏层：列表为空。


# %%
def forward_activations(X, params, activation):
    """Return the activations of the hidden layers, first to last.

    X: (n_0, m); params: W1, b1, ..., WL, bL; activation: "sigmoid", "tanh" or "relu" -> list of L - 1 arrays (n_l, m)

    按顺序返回各隐藏层的激活值：L - 1 个 (n_l, m) 数组组成的列表，不含输入，也不含最后一层。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 4. What a layer looks like
#
# Four numbers say whether a layer is alive:
#
# | key | what |
# |---|---|
# | `"mean"`, `"std"` | over **all** entries of the layer, units and examples together; `std` with `1/N`, not `1/(N-1)` |
# | `"saturated"` | fraction of **entries** within 0.01 of a finite asymptote: 0 and 1 for sigmoid, -1 and 1 for tanh; relu has no finite asymptote that it approaches slowly, so 0.0 |
# | `"dead"` | fraction of **units** (rows) that are exactly 0 for every example: such a relu unit has no gradient and never learns again |
#
# *Try:* with m = 1 every relu unit that is 0 counts as dead. Why are several examples needed to tell "dead" from "silent this time"?
#
# 四个数可以说明一层是否还“活着”：`mean` 与 `std` 对该层**所有**元素计算（`std` 除以 $N$ 而非 $N-1$）；`saturated` 是距离有限渐近线
# （sigmoid 的 0 和 1，tanh 的 -1 和 1）不超过 0.01 的**元素**的比例，relu 恒为 0.0；`dead` 是对每个样本都恰好为 0 的**单元**（行）的比例，
# 这样的 relu 单元没有梯度，再也不会学习。
#
# *试一试：* m = 1 时，每个输出为 0 的 relu 单元都算“死亡”。为什么需要多个样本才能区分“死亡”与“这次恰好沉默”？


# %%
def activation_stats(activations, activation):
    """Return `{"mean", "std", "saturated", "dead"}` of every layer.

    activations: list of arrays (n_l, m), as `forward_activations` returns them; activation: their function's name
    -> list of dicts of floats, one per layer

    返回每一层的 {"mean", "std", "saturated", "dead"}，由字典组成的列表，每层一个。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ### Picture: the histograms of five layers (given, not graded)
#
# A thousand examples run through five layers of 100 units. Every line is a layer, from left to right runs the value of the
# activation, and the darker, the more entries. The range fits the data of each layer, so nothing is cut off at the sides.
#
# *Look for:* sigmoid with std 1, everything at the two ends (saturated: no gradient); with std 0.01, everything at one point (all units
# say the same); with Xavier, spread out. For relu only He keeps the width from layer to layer.
#
# But for sigmoid with Xavier look again at layer 5: its spread is **between units**. One unit hardly changes from example to example
# (try `A.std(axis=1)`), so the input is nearly forgotten although the histogram looks healthy.
#
# 图：五层的直方图（已给出，不评分）。一千个样本通过五层、每层 100 个单元的网络。每行是一层，从左到右是激活值，颜色越深元素越多；每层的范围随数据而定，两侧不会被截断。
# sigmoid 在标准差为 1 时全部堆在两端（饱和，没有梯度），为 0.01 时集中在一点，用 Xavier 时散开；对 relu，只有 He 使宽度逐层保持不变。
# 但请再看一次 sigmoid + Xavier 的第 5 层：散布来自**不同单元之间**，同一个单元几乎不随样本变化，所以直方图虽然好看，输入却几乎被遗忘了。


# %%
def histogram_grid(schemes=SCHEMES, layers=5, units=100, examples=1000, bins=40, seed=0):
    """Return a text picture: for each activation and scheme, one line per layer with the histogram of its activations."""
    shades = " .:-=+*#%@"
    lines = []
    for activation in ("sigmoid", "tanh", "relu"):
        for name, std in schemes.items():
            rng = np.random.default_rng(seed)
            X = rng.normal(size=(units, examples))
            activations = forward_activations(X, network([units] * (layers + 2), std, rng), activation)
            lines.append(f"{activation}, {name}")
            for l, (A, stat) in enumerate(zip(activations, activation_stats(activations, activation)), start=1):
                counts, edges = np.histogram(A, bins=bins)
                levels = np.ceil(np.sqrt(counts / counts.max()) * (len(shades) - 1)).astype(int)
                bar = "".join(shades[level] for level in levels)
                numbers = f"std {stat['std']:8.1e}  saturated {stat['saturated']:4.0%}  dead {stat['dead']:4.0%}"
                lines.append(f"  layer {l} {edges[0]:9.2e} [{bar}] {edges[-1]:8.2e}  {numbers}")
    return "\n".join(lines)


# %%
if __name__ == "__main__":
    print(histogram_grid())

# %% [markdown]
# ## 5. The gradient, backward
#
# With $J$ the mean cross-entropy of softmax (no L2 term), walk back and measure every layer's **pre-activation** gradient:
#
# $$ dZ_L = \tfrac{1}{m}(P - Y), \qquad dZ_{l} = (W_{l+1}^T \, dZ_{l+1}) \odot g'(Z_{l}), \qquad
# \text{norm}_l = \lVert dZ_l \rVert = \sqrt{\textstyle\sum_{ij} (dZ_l)_{ij}^2} $$
#
# The norm is that of all entries together, as if the array were one long vector. (numpy: `np.linalg.norm(A)` does that; `np.linalg.norm(A, 2)`
# does not.)
#
# Why not $\lVert dJ/dW_l \rVert$? In a relu net, $\langle W_l, dJ/dW_l \rangle$ is the same number for **every** layer: large weights with small
# gradients below small weights with large ones. The norm of `dW` would hide what `dZ` shows.
#
# *Try:* what are the norms if the network is certain of every label and right?
#
# 设 $J$ 为 softmax 的平均交叉熵（不含 L2 项），从后往前测量每一层**预激活值**的梯度。范数是把数组所有元素看作一个长向量时的 2-范数。
# 为什么不用 $\lVert dJ/dW_l \rVert$？在 relu 网络中，$\langle W_l, dJ/dW_l \rangle$ 对**每一层**都相同，`dW` 的范数会掩盖 `dZ` 所显示的问题。


# %%
def gradient_norms(X, Y, params, activation):
    """Return the norms of the gradients dJ/dZ_1, ..., dJ/dZ_L of the mean cross-entropy, first layer first.

    X: (n_0, m), Y: one-hot (n_L, m), params: W1, b1, ..., WL, bL -> list of L floats

    返回平均交叉熵对各层预激活值的梯度 dJ/dZ_1, ..., dJ/dZ_L 的范数，第一层在前：L 个浮点数组成的列表。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 6. A verdict
#
# What reaches the first layer, compared with what started at the last:
#
# | first norm / last norm | regime |
# |---|---|
# | below $10^{-3}$ | `"vanishing"` |
# | from $10^{-3}$ to $10^{3}$ | `"stable"` |
# | above $10^{3}$ | `"exploding"` |
#
# Only the ratio counts, not the size of the norms: near the optimum all gradients are small, and that is no disease. Two cases have
# no ratio: a first norm of 0 is vanishing, whatever the last one is; otherwise a last norm of 0 is exploding.
#
# 比较到达第一层的梯度与从最后一层出发的梯度：比值小于 $10^{-3}$ 为 `"vanishing"`（消失），$10^{-3}$ 到 $10^{3}$ 为 `"stable"`（稳定），大于 $10^{3}$ 为
# `"exploding"`（爆炸）。只看比值，不看范数本身的大小。两种情况没有比值：第一个范数为 0 时是消失；否则最后一个范数为 0 时是爆炸。


# %%
def regime(norms):
    """Return "vanishing", "stable" or "exploding", by the first norm over the last.

    norms: list of at least one float, as `gradient_norms` returns it -> str

    根据第一个范数与最后一个范数之比，返回 "vanishing"、"stable" 或 "exploding"。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ### Picture: the gradient's way back (given, not graded)
#
# 30 layers of 100 units, the norm of every third layer on a logarithmic axis. The regime is written beside the name.
#
# *Look for:* relu is stable only with He; tanh only with Xavier (and, nearly, He); sigmoid with **nothing sensible**: Xavier, which keeps
# its activations in good shape, kills its gradient, because $\sigma' \le 1/4$. With std 1 the norm stays, but most units are saturated.
#
# 图：梯度的归途（已给出，不评分）。30 层、每层 100 个单元，对数坐标上每三层一个范数，名称旁是判定结果。relu 只有用 He 才稳定，tanh 用 Xavier 稳定；
# 而 sigmoid 没有合适的选择：Xavier 使激活值形态良好，却因 $\sigma' \le 1/4$ 而使梯度消失；标准差为 1 时范数得以保持，但多数单元已饱和。


# %%
def norms_picture(schemes=SCHEMES, layers=30, units=100, examples=32, seed=0):
    """Return a text picture of the gradient norms per layer on a logarithmic axis from 1e-50 to 1e26."""
    lines = []
    for activation in ("relu", "tanh", "sigmoid"):
        for name, std in schemes.items():
            rng = np.random.default_rng(seed)
            X, Y = rng.normal(size=(units, examples)), np.eye(10)[:, rng.integers(10, size=examples)]
            norms = gradient_norms(X, Y, network([units] * layers + [10], std, rng), activation)
            lines.append(f"{activation}, {name}: {regime(norms)}")
            for l in range(0, layers, 3):
                place = int(np.clip(math.log10(norms[l] + 1e-300) + 50, 0, 76))
                lines.append(f"  layer {l + 1:2d}  {' ' * place}o{' ' * (76 - place)} {norms[l]:.0e}")
    return "\n".join(lines)


# %%
if __name__ == "__main__":
    print(norms_picture())

# %% [markdown]
# ## 7. The recommendation
#
# Which of the two schemes suits which activation? `"he"` has variance $2 / n_{in}$ because half of the signal is cut off; `"xavier"` has variance
# $2 / (n_{in} + n_{out})$ and is meant for functions that are centred, or at least straight, near 0.
#
# `"he"` 与 `"xavier"` 两种方案各适合哪种激活函数？He 的方差 $2 / n_{in}$ 是为了补偿被截去的一半信号；Xavier 的方差 $2 / (n_{in} + n_{out})$
# 适用于在 0 附近近似线性的函数。


# %%
def recommended_scheme(activation):
    """Return "xavier" or "he", the scheme for a deep network with this hidden activation.

    activation: "sigmoid", "tanh" or "relu" -> str

    返回适合该隐藏层激活函数的初始化方案："xavier" 或 "he"。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ### Picture: the gain as a hyperparameter (given, not graded)
#
# Multiply Xavier's or He's standard deviation by a *gain* and train the same ten-layer network for a few steps at each. The last hidden
# layer's std at the start stands beside the gain, and beside it the accuracy that was reached on new data: the window in which a deep
# network learns is narrow, and the recommended scheme, gain 1, lies inside it.
#
# *Try:* twice as many layers. What happens to the window?
#
# 图：把增益当作超参数（已给出，不评分）。把 Xavier 或 He 的标准差乘以一个*增益*，在每个增益下把同一个十层网络训练若干步。增益旁是训练前最后一个隐藏层的标准差，
# 再旁边是训练后在新数据上的准确率：深层网络能够学习的窗口很窄，而推荐的方案（增益 1）就在窗口之内。
#
# *试一试：* 层数加倍，窗口会怎样？


# %%
def train(X, Y, params, activation, learning_rate, steps):
    """Return the parameters after some steps of gradient descent on the mean cross-entropy."""
    L = len(params) // 2
    for _ in range(steps):
        inputs, pre_activations = [X], []
        for l in range(1, L + 1):
            pre_activations.append(affine_forward(inputs[-1], params[f"W{l}"], params[f"b{l}"]))
            inputs.append(activate(pre_activations[-1], activation))
        _, dZ = softmax_cross_entropy(pre_activations[-1], Y)
        grads = {}
        for l in range(L, 0, -1):
            dA, grads[f"W{l}"], grads[f"b{l}"] = affine_backward(dZ, inputs[l - 1], params[f"W{l}"])
            if l > 1:
                dZ = activation_backward(dA, pre_activations[l - 2], activation)
        params = {name: value - learning_rate * grads[name] for name, value in params.items()}
    return params


def spiral(examples, rng):
    """Return `(X, Y)`: three arms of a spiral in the plane, one class each, which no straight lines separate."""
    labels = rng.integers(3, size=examples)
    radius = rng.uniform(0.2, 2.0, examples)
    angle = 2.0 * radius + labels * 2.0 * math.pi / 3 + rng.normal(0.0, 0.1, examples)
    return np.array([radius * np.cos(angle), radius * np.sin(angle)]), np.eye(3)[:, labels]


def gain_picture(activation="relu", layers=10, units=40, examples=150, steps=120, seed=0):
    """Return a text picture: per gain, the last hidden layer's std before training and the accuracy on new data after it."""
    rng = np.random.default_rng(seed)
    X, Y = spiral(examples, rng)
    X_new, Y_new = spiral(1000, rng)
    scheme = SCHEMES[recommended_scheme(activation)]
    lines = [f"{activation}, {layers} layers, {recommended_scheme(activation)} times a gain"]
    for gain in (0.25, 0.5, 0.7, 1.0, 1.4, 2.0, 4.0, 8.0):
        dims = [2] + [units] * (layers - 1) + [3]
        params = network(dims, lambda n_out, n_in: gain * scheme(n_out, n_in), np.random.default_rng(seed))
        std = activation_stats(forward_activations(X, params, activation), activation)[-1]["std"]
        with np.errstate(all="ignore"):  # an exploding network overflows, and that is what is to be seen
            params = train(X, Y, params, activation, 0.1, steps)
            A = forward_activations(X_new, params, activation)[-1]
            logits = affine_forward(A, params[f"W{layers}"], params[f"b{layers}"])
        accuracy = float(np.mean(logits.argmax(axis=0) == Y_new.argmax(axis=0)))
        lines.append(f"  gain {gain:4.2f}  std {std:8.1e}  accuracy {accuracy:4.0%} {'#' * round(40 * accuracy)}")
    return "\n".join(lines)


# %%
if __name__ == "__main__":
    print(gain_picture("relu"))
    print(gain_picture("tanh"))

# %% [markdown]
# ## What to take away
#
# - Depth turns factors into powers: $1.5^{149} \approx 10^{26}$, $0.5^{149} \approx 10^{-45}$.
# - Forward and backward signals are multiplied by about $\sqrt{n\,\sigma^2 \cdot c}$ per layer, with $c = 1/2$ for relu. He makes that 1.
# - Measure `dZ`, not `dW`; look at ratios, not at sizes; count saturated entries and dead units before you blame the learning rate.
#
# 小结：
#
# - 深度把因子变成幂：$1.5^{149} \approx 10^{26}$，$0.5^{149} \approx 10^{-45}$。
# - 信号每层约乘以 $\sqrt{n\,\sigma^2 \cdot c}$，relu 的 $c = 1/2$；He 初始化使它等于 1。
# - 测量 `dZ` 而不是 `dW`；看比值而不是大小；在责怪学习率之前，先数一数饱和的元素和死亡的单元。
