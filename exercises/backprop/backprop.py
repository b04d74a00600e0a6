# %% [markdown]
# # Backpropagation
#
# A network is a chain of simple functions. The gradient of a chain is a chain as well, walked from the end: every link
# receives the gradient with respect to what it put out and hands on the gradient with respect to what it took in.
#
# You write the links one by one, then the chain, then what training needs around it: L2 regularisation, dropout, a step of
# gradient descent.
#
# 网络是由简单函数组成的一条链。链的梯度也是一条链，只是从末端往回走：每一环收到对它输出的梯度，再交出对它输入的梯度。
#
# 你先逐个写出各环，再写整条链，最后写训练所需的部分：L2 正则化、dropout、一步梯度下降。
#
# Conventions, everywhere in this course / 全课程的约定:
#
# - float64 arrays. **Columns are examples**: `X` is `(n_0, m)`, labels `Y` are one-hot columns `(n_L, m)`:
#   float64 数组，**每列一个样本**，标签是 one-hot 列。
# - `W{l}` is `(n_l, n_{l-1})`, `b{l}` is `(n_l, 1)`; `params` is the dict `{"W1": ..., "b1": ..., ..., "WL": ..., "bL": ...}`:
#   参数放在字典 `params` 中。
# - A gradient has the **same key and the same shape** as the array it belongs to: `grads["W1"]` is dJ/dW1:
#   梯度与它所属的数组**键相同、形状相同**。
# - `dZ` is short for dJ/dZ. Backward functions are pure vector-Jacobian products; **the only `1/m` is in the loss**:
#   `dZ` 表示 dJ/dZ；反向函数只做向量与雅可比矩阵的乘积，**`1/m` 只出现在损失里**。
# - Hidden activations are `"sigmoid"`, `"tanh"` or `"relu"`. The output layer is linear: its values are the *logits*:
#   输出层是线性的，它的值称为 *logits*。
# - No function changes its arguments, and every result is a new array: 函数不修改参数，返回的都是新数组。
# - In your file later functions may call earlier ones: 在你的文件里，后面的函数可以调用前面的函数。

# %%
import numpy as np

# %% [markdown]
# ## Given, not graded
#
# The activations are exercise 1; here they are.
#
# 激活函数是练习 1 的内容，这里已经给出（不计分）。


# %%
def activate(Z, activation):
    """Return the hidden activation of `Z`, of any shape.

    返回隐藏层的激活值，Z 可为任意形状。
    """
    if activation == "sigmoid":
        # e^-|z| never overflows: 1 / (1 + e^-z) for z >= 0, and e^z / (1 + e^z) below.
        decay = np.exp(-np.abs(Z))
        return np.where(Z >= 0, 1.0, decay) / (1.0 + decay)
    if activation == "tanh":
        return np.tanh(Z)
    if activation == "relu":
        return np.maximum(Z, 0.0)
    raise ValueError(f"unknown activation {activation!r}")


# %% [markdown]
# ## 1. The affine layer
#
# $$ Z = W A + b \qquad (n_{out}, m) = (n_{out}, n_{in}) \, (n_{in}, m) + (n_{out}, 1) $$
#
# Every column of `A` is one example, and the bias, a column, is added to all of them.
#
# *Try:* what does numpy do with `b` of shape `(n_out,)` instead of `(n_out, 1)` when $m = n_{out}$? There is no error message.
#
# `A` 的每一列是一个样本；偏置是一列，加到所有样本上。
#
# *试一试：* 如果 `b` 的形状是 `(n_out,)` 而不是 `(n_out, 1)`，并且 $m = n_{out}$，numpy 会怎么算？它不会报错。


# %%
def affine_forward(A, W, b):
    """Return the pre-activations `W A + b`.

    A: (n_in, m), W: (n_out, n_in), b: (n_out, 1) -> Z: (n_out, m)

    返回预激活值 W A + b，形状为 (n_out, m)。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# The way back. With `dZ` given, ask of every input how a small change of it changes `Z`:
#
# - an entry of `A` reaches all units of its own example through a column of `W`;
# - an entry of `W` touches one unit in **all** examples, so their contributions add up;
# - a bias touches one unit in all examples as well, with factor 1.
#
# Let the shapes guide you: `dA` has the shape of `A`, `dW` that of `W`, `db` that of `b`. There is no `1/m` here.
#
# *Try:* write one entry of `Z` as a sum over indices and differentiate it by hand, before you write the matrix product.
#
# 往回走。给定 `dZ`，对每个输入问：它的微小变化怎样改变 `Z`？
#
# - `A` 的一个元素通过 `W` 的一列影响本样本的所有单元；
# - `W` 的一个元素在**所有**样本中影响同一个单元，因此各样本的贡献要相加；
# - 偏置同样在所有样本中影响一个单元，系数为 1。
#
# 让形状引导你：`dA` 与 `A`、`dW` 与 `W`、`db` 与 `b` 形状相同。这里没有 `1/m`。
#
# *试一试：* 先把 `Z` 的一个元素写成对下标的求和，亲手求导，再写成矩阵乘积。


# %%
def affine_backward(dZ, A, W):
    """Return `(dA, dW, db)` for `Z = W A + b`.

    dZ: (n_out, m), A: (n_in, m), W: (n_out, n_in) -> dA: (n_in, m), dW: (n_out, n_in), db: (n_out, 1)

    返回 (dA, dW, db)，形状分别与 A、W、b 相同；不含 1/m。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 2. The activation
#
# $A = g(Z)$ works entry by entry, so its Jacobian is diagonal: $dZ = dA \odot g'(Z)$, all of shape $(n, m)$, with
#
# | activation / 激活函数 | $g'(z)$, with $a = g(z)$ |
# |---|---|
# | sigmoid | $a (1 - a)$ |
# | tanh | $1 - a^2$ |
# | relu | 1 where $z > 0$, 0 where $z < 0$ (at 0 any value between is right / 在 0 处取 0 到 1 之间的任何值都对) |
#
# *Try:* the largest value of sigmoid' is 1/4. What does that do to a gradient that passes ten such layers?
#
# $A = g(Z)$ 是逐元素的运算，所以雅可比矩阵是对角的：$dZ = dA \odot g'(Z)$。
#
# *试一试：* sigmoid 的导数最大是 1/4。梯度经过十个这样的层之后还剩多少？


# %%
def activation_backward(dA, Z, activation):
    """Return `dZ` for `A = g(Z)`.

    dA, Z: (n, m); activation: "sigmoid", "tanh" or "relu" -> dZ: (n, m)

    返回 dZ：dA 逐元素乘以激活函数在 Z 处的导数。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 3. The loss
#
# Softmax turns the logits of an example into probabilities, and cross-entropy asks how surprised they are by the label:
#
# $$ P_{kj} = \frac{e^{Z_{kj}}}{\sum_i e^{Z_{ij}}}, \qquad J = -\frac{1}{m} \sum_{j} \sum_k Y_{kj} \ln P_{kj} \qquad Z, P, Y: (n_L, m) $$
#
# Two things make it worth taking both steps at once. The gradient is as simple as can be, $dZ = (P - Y) / m$. And it can
# be computed for any logits: `exp(1000)` overflows and `log(0)` is infinite, but $\ln P_{kj} = Z_{kj} - \ln \sum_i e^{Z_{ij}}$
# does not change when a constant is subtracted from all logits **of one example**, so make the largest of each column 0.
#
# *Try:* why do the columns of `dZ` sum to 0?
#
# softmax 把一个样本的 logits 变成概率，交叉熵衡量这些概率对标签有多“意外”。两步合在一起做有两个好处：梯度极其简单，
# $dZ = (P - Y) / m$；而且对任何 logits 都能计算：`exp(1000)` 会溢出，`log(0)` 是无穷大，但给**一个样本**的所有 logits 减去同一个常数，
# $\ln P_{kj} = Z_{kj} - \ln \sum_i e^{Z_{ij}}$ 不变，所以让每一列的最大值变成 0。
#
# *试一试：* 为什么 `dZ` 的每一列之和都是 0？


# %%
def softmax_cross_entropy(Z, Y):
    """Return `(loss, dZ)`: the mean cross-entropy of softmax(Z) over the examples, and its gradient.

    Z: logits (n, m), Y: one-hot (n, m) -> loss: a number, dZ: (n, m). Correct up to |Z| = 1e4.

    返回 (loss, dZ)：softmax(Z) 对各样本的平均交叉熵及其梯度；|Z| 大到 1e4 时也要正确。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 4. The whole network, forward
#
# $$ A_0 = X, \qquad Z_l = W_l A_{l-1} + b_l, \qquad A_l = g(Z_l) \text{ for } l < L, \qquad \text{logits} = Z_L \qquad Z_l: (n_l, m) $$
#
# The last layer has **no** activation. A network may also have a single layer, which then is the last one.
#
# Going back you will need what was computed on the way. Return it as `cache`, any object that you like: a list of
# tuples, a dict, an instance of a class of yours. Nobody but your own `backward` looks into it. Several caches may be
# alive at the same time, so keep nothing in global variables.
#
# *Try:* leave out the activation in the hidden layers. Multiply the matrices out: what can such a network still do?
#
# 最后一层**没有**激活函数。网络也可以只有一层，那么它就是最后一层。
#
# 反向传播需要前向过程中算出的量。把它们作为 `cache` 返回，用什么对象都可以：元组的列表、字典、自己的类。除了你自己的 `backward`，没有人会看它。
# 可能同时存在几个 cache，所以不要把任何东西放在全局变量里。
#
# *试一试：* 去掉隐藏层的激活函数，把矩阵乘开：这样的网络还能做什么？


# %%
def forward(params, X, activation):
    """Return `(logits, cache)` of the network.

    params: W1, b1, ..., WL, bL; X: (n_0, m) -> logits: (n_L, m), cache: whatever `backward` needs

    返回 (logits, cache)：logits 为 (n_L, m)，cache 是 backward 需要的任何对象。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 5. The whole network, backward
#
# From the last layer to the first: the affine layer's backward gives the gradients of its `W` and `b` and `dA` of the
# layer below; the activation's backward turns that into `dZ` of the layer below.
#
# $$ dW_l = dZ_l A_{l-1}^T, \qquad db_l = \sum_j dZ_{l,\cdot j}, \qquad dZ_{l-1} = (W_l^T dZ_l) \odot g'(Z_{l-1}) $$
#
# `dlogits` is whatever gradient arrives at the logits, not necessarily that of the loss above. The first layer's `dA`, the
# gradient of the data, is not needed.
#
# *Try:* double `dlogits`. What happens to the gradients? Why must it?
#
# 从最后一层走到第一层：仿射层的反向给出它的 `W` 和 `b` 的梯度以及下一层的 `dA`，激活函数的反向再把它变成下一层的 `dZ`。
# `dlogits` 是到达 logits 的任意梯度，不一定来自上面的损失。第一层的 `dA`（对数据的梯度）用不到。
#
# *试一试：* 把 `dlogits` 加倍，梯度会怎样？为什么必然如此？


# %%
def backward(params, cache, dlogits):
    """Return the gradients of all parameters, under the keys of `params`.

    params: those that `forward` was called with; cache: from that call; dlogits: (n_L, m) -> grads: dict like params

    返回所有参数的梯度，键与 params 相同；cache 来自同一组参数的那次 forward。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 6. The objective
#
# Everything together, and the L2 penalty that keeps the weights small:
#
# $$ J = \text{cross-entropy} + \frac{\lambda}{2 m} \sum_l \lVert W_l \rVert^2 $$
#
# Biases are free. The gradient of the penalty is $\frac{\lambda}{m} W_l$.
#
# *Try:* where did the 2 go? And with all biases at 0, could any gradient check tell whether they are regularised?
#
# 把所有部分合在一起，再加上使权重保持较小的 L2 正则化项。偏置不参与正则化。正则化项的梯度是 $\frac{\lambda}{m} W_l$。
#
# *试一试：* 那个 2 到哪里去了？如果所有偏置都是 0，梯度检验能看出偏置有没有被正则化吗？


# %%
def loss_and_grads(params, X, Y, activation, lambd=0.0):
    """Return `(loss, grads)` of the network on a batch, with the L2 term of strength `lambd`.

    X: (n_0, m), Y: one-hot (n_L, m) -> loss: a number, grads: dict like params

    返回网络在一批数据上的 (loss, grads)，包含强度为 lambd 的 L2 项；偏置不参与正则化。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ### A picture: where is the error? (given, not graded)
#
# One gradient check per entry (exercise 3 builds this tool): a digit says to how many digits your gradient agrees with a
# numerical one. A healthy net shows 5 or more everywhere; a bug paints its own shape, such as one array, or the first layers.
#
# *Try:* divide one `db` by `m`, or leave out one derivative, and look at the picture before you repair it.
#
# 每个元素做一次梯度检验（练习 3 会写出这个工具）：数字表示你的梯度与数值梯度有几位相符。正确的网络处处至少是 5；错误会画出自己的形状，
# 例如某一个数组，或者前几层。
#
# *试一试：* 把某个 `db` 除以 `m`，或者漏掉一个导数，看看这张图，再改回来。


# %%
def error_map(params, X, Y, activation, lambd=0.0, eps=1e-5):
    """Return a text picture of the number of right digits, one digit per entry of every parameter array.

    返回一张文字图：每个参数数组的每个元素用一个数字表示有几位正确。
    """
    _, grads = loss_and_grads(params, X, Y, activation, lambd)
    lines = []
    for name, array in params.items():
        lines.append(f"{name} {array.shape}")
        numerical = np.zeros_like(array)
        for index in np.ndindex(array.shape):
            values = []
            for shift in (eps, -eps):
                moved = array.copy()
                moved[index] += shift
                values.append(loss_and_grads({**params, name: moved}, X, Y, activation, lambd)[0])
            numerical[index] = (values[0] - values[1]) / (2 * eps)
        size = np.abs(numerical).max() + np.abs(grads[name]).max() + 1e-300
        digits = np.clip(-np.log10(np.abs(grads[name] - numerical) / size + 1e-10), 0, 9).astype(int)
        lines += ["    " + " ".join(str(digit) for digit in row) for row in digits]
    return "\n".join(lines)


def example(seed=0, layer_dims=(5, 4, 6, 3), m=7):
    """Return a small random network with its batch: `(params, X, Y)`.

    返回一个小的随机网络和一批数据。
    """
    rng = np.random.default_rng(seed)
    params = {}
    for l in range(1, len(layer_dims)):
        params[f"W{l}"] = rng.normal(0.0, 1.0 / np.sqrt(layer_dims[l - 1]), (layer_dims[l], layer_dims[l - 1]))
        params[f"b{l}"] = rng.normal(0.0, 0.3, (layer_dims[l], 1))
    return params, rng.normal(size=(layer_dims[0], m)), np.eye(layer_dims[-1])[:, rng.integers(layer_dims[-1], size=m)]


# %%
if __name__ == "__main__":
    print(error_map(*example(), "tanh", lambd=0.7))

# %% [markdown]
# ## 7. Dropout
#
# In training, every hidden unit of every example is kept with probability `keep_prob` and set to 0 otherwise,
# independently of all others. *Inverted* dropout divides what is kept by `keep_prob`, so that the expectation
# of an activation stays what it was, and nothing has to be done at test time:
#
# $$ D = A \odot M / p, \qquad \operatorname{E}[D] = A \cdot (p \cdot 1 + (1 - p) \cdot 0) / p = A \qquad A, M, D: (n, m) $$
#
# The mask $M$ says who stays: entries 0 or 1, nothing else. The scaling happens where the mask is applied.
#
# *Try:* exactly 80 % of the units of every example, in random places: is that the same as "each with probability 0.8"?
#
# 训练时，每个样本的每个隐藏单元以概率 `keep_prob` 保留，否则置 0，彼此独立。*反向缩放*的 dropout（inverted dropout）把保留的值除以 `keep_prob`，
# 使激活值的期望保持不变，测试时就什么都不用做。
#
# 掩码 $M$ 说明谁留下：元素只有 0 或 1。缩放在使用掩码的地方进行。
#
# *试一试：* 每个样本恰好在随机位置保留 80 % 的单元，这与“每个单元以概率 0.8 保留”是一回事吗？


# %%
def dropout_mask(shape, keep_prob, rng):
    """Return a mask of independent entries, 1 with probability `keep_prob` and 0 otherwise, drawn from `rng`.

    shape: a tuple such as (n, m); keep_prob in (0, 1]; rng: numpy.random.Generator -> (n, m) of any number type or bool

    返回掩码：各元素独立，以概率 keep_prob 为 1，否则为 0；随机数只从 rng 抽取。
    """
    raise NotImplementedError("your code here")


# %%
def dropout_forward(A, mask, keep_prob):
    """Return the activations `A` after inverted dropout with the mask that is handed over.

    A: (n, m), mask: (n, m) of 0 and 1 (bool, int or float) -> (n, m)

    返回用传入的掩码做 dropout 之后的激活值；掩码可以是 bool、int 或 float 类型。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# Backward, the **same** mask is used: $dA = dD \odot M / p$. (A new one would differentiate another network.)
#
# *Try:* dropout is linear in `A`. What is the gradient of any function that multiplies entry by entry with constants?
#
# 反向时使用**同一个**掩码：$dA = dD \odot M / p$。（换一个新掩码，就是在对另一个网络求导。）
#
# *试一试：* dropout 对 `A` 是线性的。逐元素乘以常数的函数，它的梯度是什么？


# %%
def dropout_backward(dA, mask, keep_prob):
    """Return the gradient with respect to dropout's input; `dA` is the one with respect to its output.

    dA: (n, m), mask: (n, m) of 0 and 1 (bool, int or float) -> (n, m)

    dA 是对 dropout 输出的梯度；返回对其输入的梯度。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 8. One step of gradient descent
#
# All parameters move against their gradients at the same time:
#
# $$ \theta \leftarrow \theta - \eta \, \frac{\partial J}{\partial \theta} $$
#
# Return a **new** dict of new arrays; the old parameters stay what they are, for example to compare with, or to go back to. Look
# gradients up by key: nobody promises you that the two dicts are in the same order.
#
# *Try:* `new = dict(params)`, then `new["W1"] -= ...`. Print `params["W1"]` afterwards.
#
# 所有参数同时沿各自梯度的反方向移动。返回由新数组组成的**新**字典；旧参数保持不变，以便比较或退回。按键名查找梯度：没有人保证两个字典的次序相同。
#
# *试一试：* 写 `new = dict(params)`，再写 `new["W1"] -= ...`，然后打印 `params["W1"]`。


# %%
def gd_step(params, grads, learning_rate):
    """Return new parameters `params - learning_rate * grads`; the arguments stay unchanged.

    params, grads: dicts with the same keys and shapes; learning_rate >= 0 -> dict like params

    返回新的参数 params - learning_rate * grads；两个参数字典的次序可以不同，都不要改动。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# *Try:* train the example network for some hundred steps and look at the error map again. Does your gradient
# also hold where the weights are no longer small and random?
#
# *试一试：* 把示例网络训练几百步，再看误差图。当权重不再是小随机数时，你的梯度仍然正确吗？

# %%
if __name__ == "__main__":
    params, X, Y = example()
    for step in range(301):
        loss, grads = loss_and_grads(params, X, Y, "tanh")
        if step % 100 == 0:
            print(f"step {step}: loss {loss:.4f}")
        params = gd_step(params, grads, 0.5)
    print(error_map(params, X, Y, "tanh", lambd=0.7))

# %% [markdown]
# ## What to take away
#
# - Every backward function has the shapes of what went in. If a shape does not fit, a transpose or a `keepdims` is missing.
# - The `1/m` is in one place. A second one is a bug that training hides: it looks like a smaller learning rate.
# - What is right on a symmetric example (square weights, biases of 0, one example) may be wrong elsewhere.
#
# 小结：
#
# - 每个反向函数返回的形状与输入相同。形状不合，就是漏了转置或 `keepdims`。
# - `1/m` 只在一处。多写一个，训练时看起来只像学习率变小了，很难发现。
# - 在特殊的例子（方阵、偏置为 0、只有一个样本）上正确的代码，换个例子可能就错了。
