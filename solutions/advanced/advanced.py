# %% [markdown]
# # Beyond the textbook
#
# Good weights at the start keep a signal alive through many layers. This exercise goes on where the textbook ends: how much exactly does
# Xavier keep in a network whose layers differ in size? What if we *measure* instead of calculating (LSUV), normalise
# *inside* the network (batch normalisation), or build it so that depth does no harm (residual blocks)? The last part
# sharpens the tool: two gradient checks that find what the relative difference misses, or falsely accuses.
#
# The functions do not depend on each other, so you may write them in any order.
#
# Conventions: float64; **columns are examples**, `X` is `(n_0, m)`; `W{l}` is `(n_l, n_{l-1})`, `b{l}` is `(n_l, 1)`;
# activations are `"sigmoid"`, `"tanh"` or `"relu"`. No function changes its arguments, and every result is a new array.
# Backward functions are pure vector-Jacobian products: no `1/m` of the loss in them.
#
# 好的初始权重能让信号穿过许多层而不消失。本练习从教科书结束的地方继续：各层大小不同时，Xavier 究竟保持了多少方差？如果不靠推导而靠*测量*（LSUV）、
# 在网络*内部*做归一化（批归一化），或者换一种不怕深度的结构（残差块），又会怎样？最后一部分改进工具：两种梯度检验方法，能发现相对差漏掉的错误，也能避免误判。
#
# 各函数互不依赖，可以按任意顺序完成。
#
# 约定：float64；**每列一个样本**；函数不修改参数，返回的都是新数组；反向函数是纯粹的向量-雅可比乘积，其中没有损失函数的 `1/m`。

# %%
import numpy as np

# %% [markdown]
# ## Given, not graded
#
# The activations of exercise 1. They are written so that a complex step (exercise 3) passes through them as well.
#
# 练习 1 的激活函数。这里的写法也允许复数步长（练习 3）通过。


# %%
def activate(Z, activation):
    """Return the activation of `Z`, of any shape; real or complex."""
    if activation == "sigmoid":
        # 1 / (1 + e^-z) = (1 + tanh(z / 2)) / 2: nothing overflows
        return 0.5 * (1.0 + np.tanh(0.5 * Z))
    if activation == "tanh":
        return np.tanh(Z)
    if activation == "relu":
        return np.where(Z.real > 0, Z, 0.0)
    raise ValueError(f"unknown activation {activation!r}")


# %% [markdown]
# ## 1. What Xavier keeps, layer by layer
#
# A linear layer from $n_{in}$ to $n_{out}$ units multiplies the signal's variance by $n_{in} \operatorname{Var} W$ on the way forward and the
# gradient's by $n_{out} \operatorname{Var} W$ on the way back: every output is a sum of $n_{in}$ terms, and every input reaches $n_{out}$
# outputs. Both cannot be 1 unless the layer is square. Glorot & Bengio (2010, *Understanding the difficulty of training deep
# feedforward neural networks*, eqs. 10-12) take the compromise $\operatorname{Var} W = 2 / (n_{in} + n_{out})$, times $g^2$ where weights are
# multiplied by a *gain* $g$:
#
# $$ \text{forward}_l = g^2 \, \frac{2\, n_{l-1}}{n_{l-1} + n_l}, \qquad \text{backward}_l = g^2 \, \frac{2\, n_l}{n_{l-1} + n_l}, \qquad l = 1, \dots, L $$
#
# The *totals* are the products over all layers: what is left of the variance at the far end.
#
# *Try:* what do the two factors of a layer add up to? `[784, 100, 100, 10]`, and the same backwards. Which gain keeps
# relu layers alive, given that relu lets half of the mean square through?
#
# 从 $n_{in}$ 到 $n_{out}$ 个单元的线性层，前向时把信号的方差乘以 $n_{in} \operatorname{Var} W$，反向时把梯度的方差乘以 $n_{out} \operatorname{Var} W$：
# 每个输出是 $n_{in}$ 项之和，而每个输入影响 $n_{out}$ 个输出。除非该层是方的，两者不可能都等于 1。Glorot 与 Bengio (2010) 取折中
# $\operatorname{Var} W = 2 / (n_{in} + n_{out})$；若权重再乘以*增益* $g$，方差还要乘 $g^2$。*总因子*是各层因子的乘积，即信号到达另一端时方差剩下多少。
#
# *试一试：* 一层的两个因子之和是多少？计算 `[784, 100, 100, 10]`，再把它倒过来。relu 只让一半的均方通过，什么增益能使 relu 层的信号保持不变？


# %%
def variance_factors(layer_dims, gain=1.0):
    """Return the factors by which Xavier weights, times `gain`, multiply the variance in each linear layer.

    layer_dims: [n_0, ..., n_L], at least two ints >= 1; gain: a float > 0, a factor of the weights' standard deviation ->
    {"forward": list of L floats, "backward": list of L floats (layer 1 first, in both),
    "forward_total": the product of all forward factors, "backward_total": that of all backward factors}

    返回每个线性层中 Xavier 权重（乘以 gain）使方差变为多少倍：forward 与 backward 都是长度为 L 的列表，从第 1 层开始；
    forward_total 与 backward_total 分别是它们的乘积。
    """
    # BEGIN SOLUTION
    forward, backward = [], []
    for n_in, n_out in zip(layer_dims[:-1], layer_dims[1:]):
        # Var W = g^2 2 / (n_in + n_out), forward n_in Var W, backward n_out Var W
        variance = gain**2 * 2.0 / (n_in + n_out)
        forward.append(n_in * variance)
        backward.append(n_out * variance)
    return {
        "forward": forward,
        "backward": backward,
        "forward_total": float(np.prod(forward)),
        "backward_total": float(np.prod(backward)),
    }
    # END SOLUTION


# %%
if __name__ == "__main__":
    factors = variance_factors([784, 400, 100, 100, 10])
    for l, (forward, backward) in enumerate(zip(factors["forward"], factors["backward"]), start=1):
        print(f"layer {l}: forward {forward:.3f} {'#' * round(20 * forward)}")
        print(f"        backward {backward:.3f} {'#' * round(20 * backward)}")
    print(f"totals: forward {factors['forward_total']:.4f}, backward {factors['backward_total']:.4f}")

# %% [markdown]
# ## 2. LSUV: measure, do not calculate
#
# *Layer-sequential unit-variance* initialisation (Mishkin & Matas 2016, *All you need is a good init*) needs no formula for the
# activation. Start from any weights (the paper: orthonormal ones, exercise 7), send one batch through, and divide each
# layer's weights by the standard deviation that comes out:
#
# > for $l = 1, \dots, L$: while $|\operatorname{Var} Z_l - 1| > \text{tolerance}$: $\; W_l \leftarrow W_l / \sqrt{\operatorname{Var} Z_l}$
#
# with $A_0 = X$, $Z_l = W_l A_{l-1} + b_l$ of shape $(n_l, m)$ and $A_l = g(Z_l)$. The variance is the biased one over **all** entries of
# $Z_l$, units and examples together. *Sequential* is the important word: layer $l$ is measured behind layers that have
# already been scaled. Every $W_l$ keeps its direction: it is multiplied by one positive number. The biases stay.
#
# Where biases are 0, one division is enough. Otherwise $b_l$ has a share in the variance that does not shrink with the
# weights, and the loop has something to do.
#
# *Try:* why is the loop not needed without biases? Why would it never end if the variance of the biases were above 1?
#
# *逐层单位方差*初始化（LSUV，Mishkin 与 Matas 2016）不需要针对激活函数的公式：从任意权重出发（论文用正交矩阵，见练习 7），送入一个批次，
# 把每层的权重除以测得的标准差。方差是 $Z_l$ **全部**元素（单元与样本合在一起）的有偏方差。关键在于*逐层*：测量第 $l$ 层时，它下面的各层已经缩放完毕。
# 每个 $W_l$ 的方向不变，只乘以一个正数；偏置不变。
#
# 偏置为 0 时除一次就够了；否则 $b_l$ 在方差中占的份额不随权重缩小，需要循环若干次。
#
# *试一试：* 没有偏置时为什么不需要循环？如果偏置的方差大于 1，循环为什么永远不会结束？


# %%
def lsuv(params, X, activation, tolerance=1e-3):
    """Return parameters whose pre-activations have variance 1, to within `tolerance`, in every layer on the batch X.

    params: W1, b1, ..., WL, bL; X: (n_0, m) -> dict like params: each W{l} is the given one times a positive number, each b{l}
    is the given one. |Var(Z_l) - 1| <= tolerance for l = 1, ..., L (the last layer too), where Z_l = W_l g(Z_{l-1}) + b_l is
    computed with the returned parameters, g is the activation, and Var is the biased variance over all entries of Z_l.
    Legal input: no layer's W_l A_{l-1} is constant, the biases of a layer have a variance below 1/4, and the loop
    above ends within 100 rounds per layer.

    返回一组参数，使每一层（包括最后一层）的预激活值 Z_l 在批次 X 上的方差与 1 相差不超过 tolerance：每个 W{l} 是原来的
    W{l} 乘以一个正数，b{l} 不变；Var 是 Z_l 全部元素的有偏方差。
    """
    # BEGIN SOLUTION
    scaled = {}
    A = X
    for l in range(1, len(params) // 2 + 1):
        W, b = params[f"W{l}"].copy(), params[f"b{l}"].copy()
        # Z_l = W_l A_{l-1} + b_l            (n_l, n_{l-1}) @ (n_{l-1}, m) + (n_l, 1)
        Z = W @ A + b
        while abs(Z.var() - 1.0) > tolerance:
            W /= Z.std()
            Z = W @ A + b
        scaled[f"W{l}"], scaled[f"b{l}"] = W, b
        A = activate(Z, activation)
    return scaled
    # END SOLUTION


# %% [markdown]
# A picture: the spread of each layer before and after. Ten tanh layers whose weights were drawn far too small.
#
# 图示：缩放前后各层的标准差。十个 tanh 层，初始权重取得过小。


# %%
def spreads(params, X, activation):
    """Return the standard deviation of the pre-activations of each layer."""
    stds, A = [], X
    for l in range(1, len(params) // 2 + 1):
        Z = params[f"W{l}"] @ A + params[f"b{l}"]
        stds.append(float(Z.std()))
        A = activate(Z, activation)
    return stds


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    X = rng.standard_normal((50, 200))
    small = {}
    for l in range(1, 11):
        small[f"W{l}"] = 0.05 * rng.standard_normal((50, 50))
        small[f"b{l}"] = 0.1 * rng.standard_normal((50, 1))
    for name, params in (("before", small), ("after LSUV", lsuv(small, X, "tanh"))):
        print(name)
        for l, std in enumerate(spreads(params, X, "tanh"), start=1):
            print(f"  layer {l:2}: std {std:7.4f} {'#' * round(40 * std)}")

# %% [markdown]
# ## 3. Batch normalisation, forward
#
# LSUV normalises once. Batch normalisation (Ioffe & Szegedy 2015, *Batch normalization: accelerating deep network training by reducing
# internal covariate shift*) does it in every step, as a layer of the network. For every unit (row) over the $m$ examples of the batch:
#
# $$ \mu = \frac{1}{m} \sum_j Z_j, \qquad \sigma^2 = \frac{1}{m} \sum_j (Z_j - \mu)^2, \qquad
# \hat{Z}_j = \frac{Z_j - \mu}{\sqrt{\sigma^2 + \varepsilon}}, \qquad out_j = \gamma \hat{Z}_j + \beta $$
#
# $\mu, \sigma^2, \gamma, \beta$ have shape $(n, 1)$, one number per unit; $\varepsilon$ stands **under** the root. $\gamma$ and $\beta$ are learnt, so
# that a unit can have any mean and spread that it needs. Compute the deviations first and square them then: $E[Z^2] - \mu^2$ loses all
# digits when the mean is large.
#
# *Try:* what is `out` for a batch of one example? What happens to it when `Z` is multiplied by 10, or a constant is added? So what
# is left of the influence of the size of the weights below?
#
# LSUV 只归一化一次；批归一化（Ioffe 与 Szegedy 2015）把归一化作为网络的一层，每一步都做。对每个单元（行），在批次的 $m$ 个样本上计算均值和有偏方差，
# 再乘以 $\gamma$、加上 $\beta$；$\mu, \sigma^2, \gamma, \beta$ 的形状都是 $(n, 1)$，$\varepsilon$ 在根号**里面**。$\gamma$ 与 $\beta$ 通过学习得到，
# 使每个单元可以有它需要的均值和标准差。应先减均值再平方：均值很大时，$E[Z^2] - \mu^2$ 会丢失全部有效数字。
#
# *试一试：* 批次只有一个样本时 `out` 是什么？把 `Z` 乘以 10 或加上常数，`out` 会怎样？那么下面一层权重的大小还有多少影响？


# %%
def batchnorm_forward(Z, gamma, beta, eps=1e-5):
    """Return `(out, cache)`: every unit of `Z` normalised over the batch, then scaled by gamma and shifted by beta.

    Z: (n, m); gamma, beta: (n, 1); eps: a float > 0, added to the biased variance under the root -> out: (n, m), cache: whatever
    `batchnorm_backward` needs. Right (to 7 digits) also where a unit's mean is a million times its spread. m may be 1.

    返回 (out, cache)：Z 的每个单元（行）在批次上归一化（有偏方差，eps 在根号里），再乘以 gamma、加上 beta。
    均值比标准差大一百万倍时也要正确（7 位数字）；m 可以为 1。
    """
    # BEGIN SOLUTION
    # mu = mean over the examples, v = mean squared deviation        (n, 1)
    deviation = Z - Z.mean(axis=1, keepdims=True)
    std = np.sqrt((deviation**2).mean(axis=1, keepdims=True) + eps)
    # Z_hat = (Z - mu) / sqrt(v + eps)                               (n, m)
    normalised = deviation / std
    return gamma * normalised + beta, (normalised, gamma, std)
    # END SOLUTION


# %% [markdown]
# ## 4. Batch normalisation, backward
#
# The examples of a batch are no longer independent: every entry of `Z` moves the mean and the variance, and with them the output of **all**
# examples of its unit. Three ways lead from an entry to the output: directly, through $\mu$, and through $\sigma^2$. Add them up for one unit:
#
# $$ d\beta = \sum_j dout_j, \qquad d\gamma = \sum_j dout_j \hat{Z}_j, \qquad
# dZ_j = \frac{\gamma}{\sqrt{\sigma^2 + \varepsilon}} \Bigl( dout_j - \frac{1}{m} \sum_i dout_i - \hat{Z}_j \, \frac{1}{m} \sum_i dout_i \hat{Z}_i \Bigr) $$
#
# The two $1/m$ here belong to the mean and the variance, not to the loss. Adding a constant to a row of `Z` changes nothing,
# so the row of `dZ` sums to 0; scaling it changes next to nothing, so the row is orthogonal to $\hat{Z}$, up to $\varepsilon$.
#
# *Try:* derive it from a drawing of the computation, one operation at a time, and compare. What is `dZ` for a batch of one?
#
# 批次中的样本不再相互独立：`Z` 的每个元素都会改变均值和方差，从而影响该单元**所有**样本的输出。从一个元素到输出有三条路：直接、经过 $\mu$、经过 $\sigma^2$。
# 三者相加得到上式。这里的 $1/m$ 来自均值和方差，而不是损失。给 `Z` 的一行加常数不改变输出，所以 `dZ` 的每行之和为 0；
# 放缩一行几乎不改变输出，所以该行与 $\hat{Z}$ 正交（只差 $\varepsilon$ 的影响）。
#
# *试一试：* 画出计算图，一步一步地推导，再与上式比较。批次只有一个样本时 `dZ` 是什么？


# %%
def batchnorm_backward(dout, cache):
    """Return `(dZ, dgamma, dbeta)` for the call of `batchnorm_forward` that made `cache`.

    dout: (n, m), the gradient with respect to `out` -> dZ: (n, m), dgamma, dbeta: (n, 1). Called once per cache, perhaps after
    another forward.

    返回 (dZ, dgamma, dbeta)；dout 是对 out 的梯度。每个 cache 只用一次，但其间可能运行过别的 forward。
    """
    # BEGIN SOLUTION
    normalised, gamma, std = cache
    dbeta = dout.sum(axis=1, keepdims=True)
    dgamma = (dout * normalised).sum(axis=1, keepdims=True)
    # dZ = gamma / std * (dout - dbeta / m - Z_hat dgamma / m)            (n, m)
    m = dout.shape[1]
    dZ = gamma / std * (dout - dbeta / m - normalised * dgamma / m)
    return dZ, dgamma, dbeta
    # END SOLUTION


# %% [markdown]
# ## 5. Residual blocks, forward
#
# A residual block adds something to its input instead of replacing it (He et al. 2016, *Identity mappings in deep residual networks*, the
# form with the activation before the weights). All layers have the same number $n$ of units; with $A_0 = X$,
#
# $$ A_l = A_{l-1} + \frac{1}{\sqrt{L}} \bigl( W_l \, g(A_{l-1}) + b_l \bigr), \qquad l = 1, \dots, L, \qquad out = A_L, $$
#
# `W{l}` is $(n, n)$, `b{l}` is $(n, 1)$. Why the $1 / \sqrt{L}$? With random weights the branch is uncorrelated with the trunk, so their mean
# squares add. He weights and relu give the branch the mean square of the trunk: without a factor every block doubles it, and $L$ blocks make
# $2^L$. With the factor they make $(1 + 1/L)^L < e$, however deep the network is (De & Smith 2020, *Batch normalization biases residual
# blocks towards the identity function in deep networks*; Hayou et al. 2021, *Stable ResNet*).
#
# *Try:* the picture below with $1/L$ in place of $1/\sqrt{L}$. The signal is stable; what has become of the branches?
#
# 残差块不是替换输入，而是在输入上*加*一些东西（He 等 2016，激活函数在权重之前的形式）。各层单元数相同，均为 $n$。为什么要乘 $1/\sqrt{L}$？
# 权重随机时，支路与主干不相关，均方相加。使用 He 权重和 relu 时，支路的均方等于主干的均方：若没有这个因子，每个块都使均方加倍，$L$ 个块就是 $2^L$ 倍；
# 有了它，总共是 $(1 + 1/L)^L < e$ 倍，与深度无关（De 与 Smith 2020；Hayou 等 2021）。
#
# *试一试：* 在下面的图中用 $1/L$ 代替 $1/\sqrt{L}$。信号是稳定了，但各条支路变成了什么？


# %%
def residual_forward(params, X, activation):
    """Return `(out, cache)` of L residual blocks: A_l = A_{l-1} + (W_l g(A_{l-1}) + b_l) / sqrt(L), A_0 = X, out = A_L.

    params: W1, b1, ..., WL, bL with W{l}: (n, n), b{l}: (n, 1), so that L = len(params) / 2; X: (n, m); g: the activation -> out: (n, m),
    cache: whatever `residual_backward` needs

    返回 (out, cache)：依次通过 L 个残差块 A_l = A_{l-1} + (W_l g(A_{l-1}) + b_l) / sqrt(L)，A_0 = X，out = A_L。
    """
    # BEGIN SOLUTION
    L = len(params) // 2
    trunk = [X]
    for l in range(1, L + 1):
        # A_l = A_{l-1} + (W_l g(A_{l-1}) + b_l) / sqrt(L)            (n, n) @ (n, m) + (n, 1)
        branch = params[f"W{l}"] @ activate(trunk[-1], activation) + params[f"b{l}"]
        trunk.append(trunk[-1] + branch / np.sqrt(L))
    return trunk[-1], (trunk[:-1], activation)
    # END SOLUTION


# %% [markdown]
# ## 6. Residual blocks, backward
#
# At every block the gradient splits: one part takes the trunk, as it is, the other goes back through the branch, and both
# **add up**. With $dB = dA_l / \sqrt{L}$ for the gradient that enters branch $l$:
#
# $$ dW_l = dB \; g(A_{l-1})^T, \qquad db_l = dB \, \mathbf{1}, \qquad dA_{l-1} = dA_l + \bigl( W_l^T \, dB \bigr) \odot g'(A_{l-1}) $$
#
# The first term of $dA_{l-1}$ is why such networks can be a thousand layers deep: a path leads back to the input that nothing multiplies.
#
# *Try:* set all weights to 0. What is the gradient with respect to `X`?
#
# 在每个块处梯度分成两部分：一部分原样沿主干返回，另一部分经过支路返回，然后**相加**。$dA_{l-1}$ 的第一项正是这种网络可以有上千层的原因：
# 有一条回到输入的路，途中不乘任何东西。
#
# *试一试：* 把所有权重设为 0，对 `X` 的梯度是什么？


# %%
def residual_backward(params, cache, dout):
    """Return `(dX, grads)` for the call of `residual_forward` that made `cache`.

    params: those of that call; dout: (n, m), the gradient with respect to `out` -> dX: (n, m), grads: dict like params. relu'(0) may be anything
    from 0 to 1. Called once per cache, perhaps after another forward.

    返回 (dX, grads)；params 与产生 cache 的那次 forward 相同，dout 是对 out 的梯度，grads 的键与 params 相同。
    """
    # BEGIN SOLUTION
    trunk, activation = cache
    L = len(trunk)
    dA = dout.copy()
    grads = {}
    for l in range(L, 0, -1):
        A = trunk[l - 1]
        g = activate(A, activation)
        slope = {"sigmoid": g * (1.0 - g), "tanh": 1.0 - g**2, "relu": A > 0}[activation]
        # dB = dA_l / sqrt(L),  dW_l = dB g(A_{l-1})^T,  db_l = dB 1            (n, m) @ (m, n)
        dB = dA / np.sqrt(L)
        grads[f"W{l}"] = dB @ g.T
        grads[f"b{l}"] = dB.sum(axis=1, keepdims=True)
        # dA_{l-1} = dA_l + W_l^T dB * g'(A_{l-1})                              (n, n) @ (n, m)
        dA = dA + params[f"W{l}"].T @ dB * slope
    return dA, grads
    # END SOLUTION


# %% [markdown]
# A picture: the mean square of the signal against depth, with He weights and relu. A plain chain of such blocks without the factor is shown beside it.
#
# 图示：使用 He 权重和 relu 时，信号的均方随深度的变化；旁边是不带因子的残差块。

# %%
if __name__ == "__main__":
    rng = np.random.default_rng(1)
    n, X = 64, rng.standard_normal((64, 32))
    for L in (1, 4, 16, 64, 256):
        blocks = {}
        for l in range(1, L + 1):
            blocks[f"W{l}"] = rng.standard_normal((n, n)) * np.sqrt(2 / n)
            blocks[f"b{l}"] = np.zeros((n, 1))
        out, _ = residual_forward(blocks, X, "relu")
        # weights times sqrt(L) undo the factor
        plain, _ = residual_forward({name: np.sqrt(L) * array for name, array in blocks.items()}, X, "relu")
        scaled, unscaled = np.mean(out**2) / np.mean(X**2), np.mean(plain**2) / np.mean(X**2)
        print(f"L = {L:3}: 1/sqrt(L) {scaled:5.2f} {'#' * round(10 * scaled)}   without it {unscaled:.1e}")

# %% [markdown]
# ## 7. The slope test
#
# The relative difference of exercise 3 is one number, and where a threshold should lie depends on `eps` and on rounding. A *slope* does not.
# Walk from $\theta$ along a direction $v$ and see what the linear prediction leaves over:
#
# $$ r(h) = \bigl| f(\theta + h v) - f(\theta) - h \, \langle \nabla, v \rangle \bigr| $$
#
# With the right gradient, Taylor's theorem leaves $\frac{h^2}{2} |v^T H v|$ and more: ten times closer, a **hundred** times
# smaller. With a wrong one the first order does not cancel, and $r$ falls like $h$. On logarithmic axes these are straight lines of slope
# 2 and 1. The slope is that of the least-squares line through the points $(\ln h_k, \ln r_k)$:
#
# $$ \text{slope} = \frac{\sum_k (x_k - \bar{x}) (y_k - \bar{y})}{\sum_k (x_k - \bar{x})^2}, \qquad x_k = \ln h_k, \; y_k = \ln r_k $$
#
# The inner product of two arrays is the sum over all entries, whatever their shape. `v` is used as it is: it is **not** normalised.
#
# *Try:* steps down to 1e-12. What bends the line, and where? A linear function? (No slope is judged where some $r_k$ is 0.)
#
# 练习 3 的相对差是一个数，阈值取多少取决于 `eps` 和舍入误差；而*斜率*不依赖它们。从 $\theta$ 沿方向 $v$ 走一步，看线性预测剩下多少。梯度正确时，
# 由泰勒定理余项约为 $\frac{h^2}{2} |v^T H v|$：步长缩小到十分之一，余项缩小到**百**分之一。梯度错误时一阶项不能抵消，余项按 $h$ 下降。
# 在对数坐标上它们是斜率为 2 和 1 的直线。斜率取各点 $(\ln h_k, \ln r_k)$ 的最小二乘直线的斜率。两个数组的内积是所有元素乘积之和；`v` 按原样使用，**不要**单位化。
#
# *试一试：* 把步长一直减小到 1e-12：是什么使直线弯折？在哪里？线性函数又如何？（若某个 $r_k$ 为 0，则不评判斜率。）


# %%
def taylor_remainder(f, theta, grad, direction, steps):
    """Return `(remainders, slope)` of the first-order Taylor expansion of f at theta along `direction`.

    f: takes an array like theta and returns a float; theta, grad, direction: arrays of one shape, any shape with at least one axis; steps: list of
    two or more floats > 0, all different, in any order -> remainders: (len(steps),), r_k = |f(theta + h_k v) - f(theta) - h_k <grad, v>|
    in the order of steps; slope: the least-squares slope of ln r_k against ln h_k (judged only where every r_k is
    well above rounding)

    返回 (remainders, slope)：remainders 按 steps 的顺序给出一阶泰勒展开的余项 r_k = |f(theta + h_k v) - f(theta) - h_k <grad, v>|；
    slope 是 ln r_k 对 ln h_k 的最小二乘斜率。direction 不单位化。
    """
    # BEGIN SOLUTION
    value, slope = f(theta), np.sum(grad * direction)
    # r(h) = |f(theta + h v) - f(theta) - h <grad, v>|
    remainders = np.array([abs(f(theta + h * direction) - value - h * slope) for h in steps])
    with np.errstate(divide="ignore", invalid="ignore"):
        x, y = np.log(steps), np.log(remainders)
        # sum (x - mean x)(y - mean y) / sum (x - mean x)^2
        order = (x - x.mean()) @ (y - y.mean()) / np.sum((x - x.mean()) ** 2)
    return remainders, float(order)
    # END SOLUTION


# %%
if __name__ == "__main__":
    theta, v = np.array([0.3, -1.2, 0.7]), np.array([1.0, 0.5, -2.0])
    right = np.cos(theta) * np.exp(np.sin(theta))
    steps = [10.0**-k for k in range(1, 10)]
    for name, grad in (("right", right), ("2 % too large", 1.02 * right)):
        remainders, _ = taylor_remainder(lambda t: float(np.sum(np.exp(np.sin(t)))), theta, grad, v, steps)
        print(name, " ".join(f"{r:.0e}" for r in remainders))
        _, slope = taylor_remainder(lambda t: float(np.sum(np.exp(np.sin(t)))), theta, grad, v, steps[2:5])
        print(f"  slope {slope:.3f}")

# %% [markdown]
# ## 8. Kinks
#
# relu has a kink at 0. If a pre-activation lies closer to it than the step of a gradient check, the two evaluations stand on different sides,
# and the difference quotient is a mixture of both slopes: right code is called wrong. With hundreds of units and
# examples that happens all the time. So look first. With the pre-activations of a layer, $Z$ of shape $(n, m)$, an example is **safe**
# when none of its units can reach the kink by moving at most `eps`:
#
# $$ \text{safe}_j \iff |Z_{ij}| > \varepsilon \quad \text{for all } i = 1, \dots, n $$
#
# Then check the gradient on the safe examples only.
#
# *Try:* relu with `z = 0.3e-5` and `eps = 1e-5`: what does the two-sided difference say, and what is right? How does the share of
# safe examples fall with the number of units?
#
# relu 在 0 处有一个折点。如果某个预激活值离它比梯度检验的步长还近，两次求值就落在折点的两侧，差商混合了两边的斜率：正确的代码会被判为错误。
# 单元和样本成百上千时，这种情况随时会发生，所以应先检查。对形状为 $(n, m)$ 的预激活值 $Z$，若一个样本的任何单元移动不超过 `eps` 都到不了折点，
# 它就是**安全的**。然后只在安全的样本上检验梯度。
#
# *试一试：* relu，`z = 0.3e-5`，`eps = 1e-5`：双侧差分给出多少，正确答案是多少？安全样本的比例怎样随单元数下降？


# %%
def kink_free(Z, eps):
    """Return which examples are safe: True for column j where |Z_ij| > eps for every unit i.

    Z: (n, m), the pre-activations of a relu layer; eps: a float > 0, the largest distance that a pre-activation may move -> (m,) of bool
    (or of 0 and 1 of any number type). Entries within 1 % of ±eps are not probed.

    返回哪些样本是安全的：第 j 列的每个单元都满足 |Z_ij| > eps 时为 True。形状 (m,)，类型 bool（或任意数值类型的 0 和 1）。
    """
    # BEGIN SOLUTION
    return np.all(np.abs(Z) > eps, axis=0)
    # END SOLUTION


# %%
if __name__ == "__main__":
    rng = np.random.default_rng(2)
    for n in (1, 10, 100, 1000):
        share = np.mean(kink_free(rng.standard_normal((n, 2000)), 1e-3))
        print(f"{n:4} units: {share:6.1%} of the examples are safe {'#' * round(40 * share)}")

# %% [markdown]
# ## What to take away
#
# - Xavier keeps the variance only where neighbouring layers are equally wide; elsewhere forward and backward share a sum of 2.
# - LSUV measures once, batch normalisation in every step, residual blocks make depth harmless by their form.
# - A slope of 2 is a stronger argument than a small number, and a kink is not a bug.
#
# 小结：
#
# - 只有相邻两层一样宽时 Xavier 才保持方差；否则前向与反向因子之和为 2，此消彼长。
# - LSUV 测量一次，批归一化每步都测量，残差块则靠结构使深度无害。
# - 斜率为 2 比“一个很小的数”更有说服力；折点不是错误。
