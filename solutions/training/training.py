# %% [markdown]
# # Training
#
# This is what all the rest was for: a network that reads handwritten digits, trained by code that you understand down to the last line.
# The pieces are there (activations, backpropagation, initialisers); what you write is the loop that joins them, and the function that
# uses the result.
#
# 前面的一切都是为此准备的：一个识别手写数字的网络，训练它的代码你每一行都明白。零件已经齐备（激活函数、反向传播、初始化）；
# 你要写的是把它们连接起来的循环，以及使用训练结果的函数。
#
# Conventions / 约定:
#
# - float64 arrays. **Columns are examples**: `X` is `(n_0, m)`, labels `Y` are one-hot columns `(n_L, m)`: **每列一个样本**，标签是 one-hot 列。
# - `layer_dims = [n_0, ..., n_L]`; `W{l}` is `(n_l, n_{l-1})`, `b{l}` is `(n_l, 1)`; gradients use the keys of their parameters:
#   梯度与所属参数使用相同的键。
# - Randomness comes from `rng`, a `numpy.random.Generator`, and from nowhere else: 随机性只来自 `rng`。
# - No function changes its arguments, and every result is a new array: 函数不修改参数，返回的是新数组。

# %%
from pathlib import Path

import numpy as np

# %% [markdown]
# ## Given, not graded: the data
#
# 1797 images of 8 x 8 pixels with values from 0 to 16, one digit each (*Optical Recognition of Handwritten Digits*, E. Alpaydin and C. Kaynak 1998,
# UCI Machine Learning Repository, CC BY 4.0; see `data/SOURCE.md`). A fifth of them is set aside: the network never trains on these, so
# they tell how well it reads digits that it has not seen. That is the *validation set*.
#
# 1797 幅 8 x 8 像素的图像，像素值从 0 到 16，每幅一个数字（来源和许可见 `data/SOURCE.md`）。其中五分之一留作**验证集**：网络从不用它们训练，
# 因此它们能说明网络对没见过的数字识别得如何。


# %%
def load_digits():
    """Return (X, Y, X_val, Y_val): X (64, 1437) and X_val (64, 360) in [0, 1], Y (10, 1437) and Y_val (10, 360) one-hot."""
    # A file knows where it is; a notebook runs in its own folder.
    here = Path(globals().get("__file__", "")).parent
    with np.load(here / "data" / "digits.npz") as data:
        X, Y = data["images"].T / 16.0, np.eye(10)[:, data["labels"]]
    # The split is by chance, and always the same.
    order = np.random.default_rng(8).permutation(X.shape[1])
    train, val = order[360:], order[:360]
    return X[:, train], Y[:, train], X[:, val], Y[:, val]


def picture(x):
    """Return an image of 64 pixels as text."""
    return "\n".join("".join(" .:-=+*#%@"[int(9 * pixel)] * 2 for pixel in row) for row in x.reshape(8, 8))


# %%
if __name__ == "__main__":
    X, Y, X_val, Y_val = load_digits()
    print(picture(X[:, 0]), "\nlabel", Y[:, 0].argmax())

# %% [markdown]
# ## Given, not graded: the network
#
# Exercises 2 and 7, in short. Use your own ones if you like.
#
# 练习 2 和练习 7 的简短版本。你也可以使用自己写的。


# %%
def init_params(layer_dims, scheme, rng):
    """Return W1, b1, ..., WL, bL; scheme: "zeros", "constant" (0.5), "small" (std 0.01), "xavier" or "he"."""
    params = {}
    for l in range(1, len(layer_dims)):
        n_out, n_in = layer_dims[l], layer_dims[l - 1]
        if scheme in ("zeros", "constant"):
            W = np.full((n_out, n_in), 0.0 if scheme == "zeros" else 0.5)
        else:
            std = {"small": 0.01, "xavier": np.sqrt(2 / (n_in + n_out)), "he": np.sqrt(2 / n_in)}
            if scheme not in std:
                raise ValueError(f"unknown scheme {scheme!r}")
            W = rng.normal(0.0, std[scheme], (n_out, n_in))
        params[f"W{l}"], params[f"b{l}"] = W, np.zeros((n_out, 1))
    return params


def activate(Z, activation):
    """Return the hidden activation of `Z`."""
    if activation == "sigmoid":
        # e^-|z| never overflows
        decay = np.exp(-np.abs(Z))
        return np.where(Z >= 0, 1.0, decay) / (1.0 + decay)
    return np.tanh(Z) if activation == "tanh" else np.maximum(Z, 0.0)


def forward(params, X, activation):
    """Return (logits, inputs): the logits (n_L, m), and what goes into every layer, X first."""
    L = len(params) // 2
    inputs = [X]
    for l in range(1, L):
        inputs.append(activate(params[f"W{l}"] @ inputs[-1] + params[f"b{l}"], activation))
    return params[f"W{L}"] @ inputs[-1] + params[f"b{L}"], inputs


def loss_and_grads(params, X, Y, activation, lambd=0.0):
    """Return (loss, grads): mean softmax cross-entropy over the m columns plus lambd/(2m) sum ||W||^2, and its gradient."""
    m = X.shape[1]
    logits, inputs = forward(params, X, activation)
    shifted = logits - logits.max(axis=0, keepdims=True)
    log_P = shifted - np.log(np.exp(shifted).sum(axis=0, keepdims=True))
    loss = -np.sum(Y * log_P) / m
    grads = {}
    dZ = (np.exp(log_P) - Y) / m
    for l in range(len(params) // 2, 0, -1):
        W, A = params[f"W{l}"], inputs[l - 1]
        loss += lambd / (2 * m) * np.sum(W**2)
        grads[f"W{l}"] = dZ @ A.T + lambd / m * W
        grads[f"b{l}"] = dZ.sum(axis=1, keepdims=True)
        if l > 1:
            slope = {"sigmoid": A * (1 - A), "tanh": 1 - A**2, "relu": A > 0}[activation]
            dZ = W.T @ dZ * slope
    return float(loss), grads


# %% [markdown]
# ## 1. Predict
#
# The network gives one logit per class, and softmax would turn them into probabilities. But softmax keeps the order, so the most
# probable class of an example is the one with the largest logit:
#
# $$ \hat{y}_j = \operatorname*{arg\,max}_k Z_{kj} \qquad (n_L, m) \to (m,) $$
#
# *Try:* which axis of the logits holds the classes? What shape comes out for a single example?
#
# 网络为每个类别给出一个 logit，softmax 会把它们变成概率。但 softmax 不改变大小顺序，所以样本最可能的类别就是 logit 最大的类别。
#
# *试一试：* logits 的哪个轴对应类别？只有一个样本时，结果是什么形状？


# %%
def predict(params, X, activation):
    """Return the most probable class of every example.

    params: W1, b1, ..., WL, bL; X: (n_0, m); activation: of the hidden layers -> labels from 0 to n_L - 1, shape (m,)

    返回每个样本最可能的类别：取值 0 到 n_L - 1 的标签，形状为 (m,)。
    """
    # BEGIN SOLUTION
    logits, _ = forward(params, X, activation)
    return logits.argmax(axis=0)
    # END SOLUTION


# %% [markdown]
# ## 2. Train
#
# The gradient of all examples is costly, and the gradient of a few already points in roughly the right direction. So the examples are
# taken in **minibatches** of `batch_size`, and every one of them gives an update:
#
# $$ \theta \leftarrow \theta - \eta \, \frac{\partial J_B}{\partial \theta}, \qquad
#    J_B = \frac{1}{|B|} \sum_{j \in B} \text{cross-entropy}_j + \frac{\lambda}{2 |B|} \sum_l \lVert W_l \rVert^2 $$
#
# with the size $|B|$ of the minibatch in both terms. One pass through the data is an **epoch**:
#
# 1. Draw a new order of the $m$ examples from `rng`. (The same order again and again would always put the same examples together.)
# 2. Cut it into batches of `batch_size`. Every example is used exactly once; the last batch may be smaller. If `batch_size` is larger
#    than $m$, there is one batch, of all examples.
# 3. For each batch: gradient, then update **all** parameters. `X` and `Y` must be taken in the same order!
# 4. After the last batch, write down the training loss (the mean over the batches of this epoch will do, or the loss after it) and the
#    fraction of the validation set for which `predict` is right: a number between 0 and 1.
#
# What is returned are the parameters after the last epoch, and `{"loss": [...], "val_accuracy": [...]}` with one number per epoch. With
# `epochs = 0` these are the initial parameters and two empty lists.
#
# *Try:* 1437 examples, `batch_size = 64`: how many updates does an epoch have, and how many examples are in the last batch?
#
# 计算所有样本的梯度代价很高，而少数样本的梯度已经大致指向正确的方向。因此把样本分成大小为 `batch_size` 的**小批量**，每个小批量更新一次参数；
# 两项中的 $|B|$ 都是该小批量的样本数。把数据过一遍称为**一轮**（epoch）：
#
# 1. 用 `rng` 抽取 $m$ 个样本的新顺序。（如果顺序总是相同，同样的样本就总在一起。）
# 2. 按 `batch_size` 切分。每个样本恰好用一次；最后一批可以较小。若 `batch_size` 大于 $m$，则只有一批，含全部样本。
# 3. 对每一批：先求梯度，再更新**所有**参数。`X` 和 `Y` 必须用同一顺序！
# 4. 最后一批之后，记录训练损失（本轮各批的均值，或本轮之后的损失均可），以及验证集上 `predict` 正确的比例：0 到 1 之间的数。
#
# 返回最后一轮之后的参数，以及 `{"loss": [...], "val_accuracy": [...]}`，每轮一个数。`epochs = 0` 时返回初始参数和两个空列表。
#
# *试一试：* 1437 个样本，`batch_size = 64`：一轮有多少次更新？最后一批有多少样本？


# %%
def train_classifier(X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng):
    """Train a network by minibatch gradient descent; return (params, history).

    X: (n_0, m), Y: one-hot (n_L, m): the training set; X_val, Y_val: the validation set; layer_dims: [n_0, ..., n_L];
    activation: "sigmoid", "tanh" or "relu"; scheme: "zeros", "constant", "small", "xavier" or "he"; learning_rate >= 0;
    epochs >= 0; batch_size >= 1; lambd >= 0: strength of the L2 term; rng: numpy.random.Generator
    -> params: W1, b1, ..., WL, bL after the last epoch; history: {"loss": [...], "val_accuracy": [...]}, a number per epoch.

    用小批量梯度下降训练网络，返回 (params, history)：最后一轮之后的参数，以及每轮一个数的训练损失 "loss" 和验证集正确率 "val_accuracy"（0 到 1）。
    每一轮都用 rng 抽取新的顺序，每个样本恰好用一次，最后一批可以较小；损失和 L2 项都除以该小批量的样本数。
    """
    # BEGIN SOLUTION
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        total = 0.0
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            # theta <- theta - eta dJ_B/dtheta, all from the same gradient
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            total += loss * len(batch)
        history["loss"].append(total / m)
        right = predict(params, X_val, activation) == Y_val.argmax(axis=0)
        history["val_accuracy"].append(float(np.mean(right)))
    return params, history
    # END SOLUTION


# %% [markdown]
# ## The whole course in one picture (given, not graded)
#
# Three hidden layers of 32 units, 20 epochs, and only the start differs. On the left the training loss, on the right the validation
# accuracy, epoch by epoch; a digit is the number of a curve.
#
# - `tanh` with `xavier` and `relu` with `he` read about 95 of 100 digits that they have never seen.
# - `tanh` with `constant` stays at chance, 1 in 10: the units of a layer are copies of each other for ever (exercise 5), and large equal weights
#   saturate them as well.
# - `sigmoid` with `xavier` stays at chance, too: every layer multiplies the gradient by at most 1/4 (exercises 1 and 6), so the first layers
#   hardly move in the given time. Nothing is wrong with the code!
#
# *Try:* how many epochs does `sigmoid` need? What do `zeros` and `small` do? What does a rate of 1 do to `relu`? Which digits are mixed up?
#
# 三个各有 32 个单元的隐藏层，20 轮，只有起点不同。左边是训练损失，右边是验证集正确率，横轴为轮数；图中的数字是曲线的编号。
#
# - `tanh` 配 `xavier`、`relu` 配 `he`：没见过的 100 个数字中能认出约 95 个。
# - `tanh` 配 `constant` 停留在随机猜测的水平（十分之一）：一层中的单元永远互为副本（练习 5），而且又大又相等的权重使它们饱和。
# - `sigmoid` 配 `xavier` 也停留在随机水平：每一层至多把梯度乘以 1/4（练习 1 和 6），在给定的时间内前几层几乎不动。代码并没有错！
#
# *试一试：* `sigmoid` 需要多少轮？`zeros` 和 `small` 会怎样？学习率为 1 时 `relu` 会怎样？哪些数字会被混淆？


# %%
def curves(histories, height=16):
    """Return the loss (left) and the accuracy (right) of several histories as one text picture."""
    panels = []
    for key, top in (("loss", 2.5), ("val_accuracy", 1.0)):
        epochs = max(len(history[key]) for history in histories)
        grid = [[" "] * (2 * epochs) for _ in range(height + 1)]
        for number, history in enumerate(histories, start=1):
            for epoch, value in enumerate(history[key]):
                grid[round(height * (1 - min(max(value, 0.0), top) / top))][2 * epoch] = str(number)
        marks = [f"{top * (1 - row / height):5.2f} |" if row % 4 == 0 else "      |" for row in range(height + 1)]
        panels.append([mark + "".join(line) for mark, line in zip(marks, grid)])
    return "\n".join(f"{left}   {right}" for left, right in zip(*panels))


# %%
if __name__ == "__main__":
    histories = []
    for number, (activation, scheme) in enumerate(
        [("tanh", "xavier"), ("relu", "he"), ("tanh", "constant"), ("sigmoid", "xavier")], start=1
    ):
        rng = np.random.default_rng(number)
        dims = [64, 32, 32, 32, 10]
        params, history = train_classifier(X, Y, X_val, Y_val, dims, activation, scheme, 0.1, 20, 64, 0.0, rng)
        print(f"{number}: {activation} with {scheme}: validation accuracy {history['val_accuracy'][-1]:.3f}")
        histories.append(history)
    print(curves(histories))
