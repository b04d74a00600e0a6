"""Planted misconceptions of backprop, one wrong function each."""

# A mutant is planted into the solution's source, so it may use the solution's names; docstrings may begin with one.
# ruff: noqa: D403, F821

import numpy as np

from grader.checking import mutant

LATEST = {}
ALL_ONES = {}


# --- affine_forward ---


@mutant("affine_forward", caught_by="affine_forward_value", diagnosis="backprop.bias_missing")
def affine_without_bias(A, W, b):
    """The result is W A: the bias b is not added.

    结果是 W A：没有加上偏置 b。
    """
    return W @ A


@mutant("affine_forward", caught_by="affine_forward_value", diagnosis="backprop.bias_one_for_all")
def affine_one_bias_for_all(A, W, b):
    """Every unit gets the bias of the first one, b[0, 0]; each unit has a bias of its own, and numpy adds the whole column b.

    每个单元都加上了第一个单元的偏置 b[0, 0]；每个单元有自己的偏置，应加上整列 b。
    """
    return W @ A + b[0, 0]


@mutant("affine_forward", caught_by="affine_forward_value", diagnosis="backprop.bias_on_input")
def affine_bias_inside(A, W, b):
    """The bias is multiplied by the weights too, as if it were added to the input; it is added after the product, W A + b.

    偏置也乘了权重，好像它加在输入上；偏置应在乘积之后相加：W A + b。
    """
    return W @ A + W.sum(axis=1, keepdims=True) * b


@mutant("affine_forward", caught_by="affine_forward_value", diagnosis="backprop.bias_first_example")
def affine_bias_on_first_example(A, W, b):
    """The bias is added to the first example only; the column b belongs to every example, and numpy repeats it by itself.

    偏置只加到了第一个样本上；这一列偏置属于每个样本，numpy 会自动广播。
    """
    Z = W @ A
    Z[:, :1] += b
    return Z


@mutant("affine_forward", caught_by="affine_forward_value", diagnosis="backprop.bias_sign")
def affine_bias_as_threshold(A, W, b):
    """The bias is subtracted, as a threshold would be; in this course it is added, W A + b, and db has its sign from that.

    偏置被当作阈值减去了；本课程中偏置是相加的：W A + b，db 的符号也由此而来。
    """
    return W @ A - b


@mutant("affine_forward", caught_by="affine_forward_shape", diagnosis="backprop.transposed")
def affine_transposed(A, W, b):
    """W is transposed. W has one row per unit and A one column per example, so the product is W A as it stands.

    W 被转置了。W 每行一个单元，A 每列一个样本，所以乘积就是 W A。
    """
    return W.T @ A + b


@mutant("affine_forward", caught_by="affine_forward_shape", diagnosis="backprop.bias_flat")
def affine_flat_bias(A, W, b):
    """The bias is flattened to (n_out,), which numpy lines up with the columns, the examples; as (n_out, 1) it meets the rows, the units.

    偏置被展平成 (n_out,)，numpy 会把它与列（样本）对齐；保持 (n_out, 1) 才与行（单元）对齐。
    """
    return W @ A + b.ravel()


@mutant("affine_forward", caught_by="affine_forward_value", diagnosis="backprop.bias_as_row")
def affine_bias_as_row(A, W, b):
    """The bias is added as a row wherever there are as many examples as units; it is a column, one entry per unit.

    只要样本数等于单元数，偏置就被当作一行来加；它是一列，每个单元一个元素。
    """
    return W @ A + (b.T if b.shape[0] == A.shape[1] else b)


@mutant("affine_forward", caught_by="affine_forward_pure", diagnosis="value.input_modified")
def affine_overwrites_bias(A, W, b):
    """With one example, `b += W @ A` writes the result into the caller's bias; `b + W @ A` makes a new array.

    只有一个样本时，`b += W @ A` 把结果写进了调用者的偏置；`b + W @ A` 才会创建新数组。
    """
    if A.shape[1] == 1:
        b += W @ A
        return b
    return W @ A + b


# --- affine_backward ---


@mutant("affine_backward", caught_by="affine_backward_weights", diagnosis="backprop.mean_in_layer")
def affine_backward_mean_in_dW(dZ, A, W):
    """dW is divided by m, but the loss's gradient contains the 1/m already: dW = dZ A^T is the plain sum over the examples.

    dW 除以了 m，但损失的梯度里已经有 1/m：dW = dZ A^T 就是对样本的求和。
    """
    return W.T @ dZ, dZ @ A.T / A.shape[1], dZ.sum(axis=1, keepdims=True)


@mutant("affine_backward", caught_by="affine_backward_bias", diagnosis="backprop.mean_in_layer")
def affine_backward_mean_in_db(dZ, A, W):
    """db is the mean of dZ over the examples; it is their sum, because the loss's gradient contains the 1/m already.

    db 取了 dZ 对样本的平均；应取和，因为损失的梯度里已经有 1/m。
    """
    return W.T @ dZ, dZ @ A.T, dZ.mean(axis=1, keepdims=True)


@mutant(
    "affine_backward", caught_by=("affine_backward_weights", "affine_backward_bias"), diagnosis="backprop.mean_in_layer"
)
def affine_backward_mean_in_both(dZ, A, W):
    """dW and db are divided by m, as in texts whose loss gradient has no 1/m; here it has, and a layer only sums.

    dW 和 db 都除以了 m，有些教材的损失梯度不含 1/m，所以这样写；这里损失的梯度已含 1/m，各层只需求和。
    """
    m = A.shape[1]
    return W.T @ dZ, dZ @ A.T / m, dZ.sum(axis=1, keepdims=True) / m


@mutant("affine_backward", caught_by="affine_backward_shape", diagnosis="backprop.bias_gradient_flat")
def affine_backward_flat_db(dZ, A, W):
    """db has the shape (n,) instead of (n, 1): with keepdims=True the sum keeps its second axis, and b stays a column when it is updated.

    db 的形状是 (n,) 而不是 (n, 1)：求和时加上 keepdims=True 才会保留第二个轴，更新后 b 仍是一列。
    """
    return W.T @ dZ, dZ @ A.T, dZ.sum(axis=1)


@mutant("affine_backward", caught_by="affine_backward_bias", diagnosis="backprop.bias_gradient_summed")
def affine_backward_total_db(dZ, A, W):
    """db is summed over the units as well, as in logistic regression, where there is only one; sum over the examples, axis 1, only.

    db 把各单元也加在了一起，逻辑回归只有一个单元时才可以这样；应只对样本（axis 1）求和。
    """
    return W.T @ dZ, dZ @ A.T, np.full((W.shape[0], 1), np.sum(dZ))


@mutant("affine_backward", caught_by="affine_backward_bias", diagnosis="backprop.bias_first_example")
def affine_backward_first_example(dZ, A, W):
    """db is the first column of dZ; a bias acts on every example, so the columns of all examples are added.

    db 取的是 dZ 的第一列；偏置作用于每个样本，所以应把所有样本的列相加。
    """
    return W.T @ dZ, dZ @ A.T, dZ[:, :1].copy()


@mutant("affine_backward", caught_by="affine_backward_weights", diagnosis="backprop.reshaped")
def affine_backward_reshaped_dW(dZ, A, W):
    """A dZ^T is the transpose of dW, and reshape does not transpose: it keeps the order of the entries. dW = dZ A^T fits at once.

    A dZ^T 是 dW 的转置，而 reshape 并不转置，它保持元素的次序。dW = dZ A^T 直接就有正确的形状。
    """
    return W.T @ dZ, (A @ dZ.T).reshape(W.shape), dZ.sum(axis=1, keepdims=True)


@mutant("affine_backward", caught_by="affine_backward_weights", diagnosis="backprop.last_example")
def affine_backward_last_example(dZ, A, W):
    """The loop over the examples assigns dW where it should add to it, so only the last example is left.

    对样本循环时给 dW 赋值而不是累加，结果只剩下最后一个样本的贡献。
    """
    dW = np.zeros(W.shape)
    for j in range(A.shape[1]):
        dW = np.outer(dZ[:, j], A[:, j])
    return W.T @ dZ, dW, dZ.sum(axis=1, keepdims=True)


@mutant("affine_backward", caught_by="affine_backward_shape", diagnosis="backprop.transposed")
def affine_backward_untransposed_W(dZ, A, W):
    """dA multiplies with W; going back, units send their gradient to their inputs, which is the transpose: dA = W^T dZ.

    dA 乘的是 W；反向时各单元把梯度送回它的输入，用的是转置：dA = W^T dZ。
    """
    return W @ dZ, dZ @ A.T, dZ.sum(axis=1, keepdims=True)


@mutant("affine_backward", caught_by="affine_backward_input", diagnosis="backprop.reshaped")
def affine_backward_reshaped_W(dZ, A, W):
    """W is reshaped where it should be transposed: reshape keeps the order of the entries and mixes up units and inputs. Use W.T.

    该转置 W 的地方用了 reshape：reshape 保持元素的次序，把单元和输入弄混了。应使用 W.T。
    """
    return W.reshape(W.shape[::-1]) @ dZ, dZ @ A.T, dZ.sum(axis=1, keepdims=True)


@mutant("affine_backward", caught_by="affine_backward_input", diagnosis="backprop.input_gradient_mean")
def affine_backward_mean_in_dA(dZ, A, W):
    """dA is divided by the number of units, but an input collects the gradients of all units that it feeds: dA = W^T dZ.

    dA 除以了单元数，但一个输入应把它所影响的所有单元的梯度加起来：dA = W^T dZ。
    """
    return W.T @ dZ / W.shape[0], dZ @ A.T, dZ.sum(axis=1, keepdims=True)


@mutant("affine_backward", caught_by="affine_backward_linear", diagnosis="backprop.clipped")
def affine_backward_clipped(dZ, A, W):
    """Large entries of dZ are clipped, so the result is no derivative any more; clipping, if any, belongs into the optimiser.

    dZ 中较大的元素被截断了，结果就不再是导数；如果需要截断，应放在优化器里。
    """
    dZ = np.clip(dZ, -50.0, 50.0)
    return W.T @ dZ, dZ @ A.T, dZ.sum(axis=1, keepdims=True)


@mutant("affine_backward", caught_by="affine_backward_pure", diagnosis="value.input_modified")
def affine_backward_sums_in_place(dZ, A, W):
    """The columns are added up in dZ's own first column, so the caller's gradient is changed; sum(axis=1) makes a new array.

    各列被累加到 dZ 自己的第一列上，改动了调用者的梯度；sum(axis=1) 会创建新数组。
    """
    dA, dW = W.T @ dZ, dZ @ A.T
    for j in range(1, dZ.shape[1]):
        dZ[:, 0] += dZ[:, j]
    return dA, dW, dZ[:, :1].copy()


# --- activation_backward ---


@mutant(
    "activation_backward",
    caught_by=("activation_backward_sigmoid", "activation_backward_tanh", "activation_backward_relu"),
    diagnosis="backprop.derivative_missing",
)
def activation_backward_identity(dA, Z, activation):
    """dA is handed on as it is: the activation's derivative g'(Z), by which every entry has to be multiplied, is missing.

    dA 原样传了下去：漏乘了激活函数的导数 g'(Z)。
    """
    return dA * np.ones_like(Z)


@mutant(
    "activation_backward",
    caught_by=("activation_backward_sigmoid", "activation_backward_tanh"),
    diagnosis="backprop.derivative_of_relu",
)
def activation_backward_always_relu(dA, Z, activation):
    """The derivative of relu is used whatever `activation` says; sigmoid has a (1 - a), tanh 1 - a^2.

    不论 activation 是什么都用了 relu 的导数；sigmoid 的导数是 a (1 - a)，tanh 的是 1 - a^2。
    """
    return dA * (Z > 0)


@mutant("activation_backward", caught_by="activation_backward_sigmoid", diagnosis="backprop.derivative_at_Z")
def activation_backward_sigmoid_at_z(dA, Z, activation):
    """z (1 - z) is computed where a (1 - a) is meant: in this formula stands the activation a = sigmoid(z), not z.

    计算的是 z (1 - z)，应为 a (1 - a)：公式里是激活值 a = sigmoid(z)，而不是 z。
    """
    slopes = {"sigmoid": lambda: Z * (1 - Z), "tanh": lambda: 1 - np.tanh(Z) ** 2, "relu": lambda: Z > 0}
    return dA * slopes[activation]()


@mutant("activation_backward", caught_by="activation_backward_tanh", diagnosis="backprop.derivative_at_Z")
def activation_backward_tanh_at_z(dA, Z, activation):
    """1 - z^2 is computed where 1 - a^2 is meant: in this formula stands the activation a = tanh(z), not z.

    计算的是 1 - z^2，应为 1 - a^2：公式里是激活值 a = tanh(z)，而不是 z。
    """
    A = activate(Z, activation)
    return dA * {"sigmoid": A * (1 - A), "tanh": 1 - Z**2, "relu": (Z > 0) * 1.0}[activation]


@mutant("activation_backward", caught_by="activation_backward_tanh", diagnosis="backprop.derivative_unsquared")
def activation_backward_tanh_unsquared(dA, Z, activation):
    """The derivative of tanh is written as 1 - a; it is 1 - a^2.

    tanh 的导数写成了 1 - a，应为 1 - a^2。
    """
    A = activate(Z, activation)
    return dA * {"sigmoid": A * (1 - A), "tanh": 1 - A, "relu": (Z > 0) * 1.0}[activation]


@mutant("activation_backward", caught_by="activation_backward_tanh", diagnosis="backprop.derivative_of_sigmoid")
def activation_backward_tanh_as_sigmoid(dA, Z, activation):
    """The sigmoid's a (1 - a) is used for tanh too; tanh has values from -1 to 1, and its derivative is 1 - a^2.

    tanh 也用了 sigmoid 的 a (1 - a)；tanh 的值在 -1 到 1 之间，导数是 1 - a^2。
    """
    A = activate(Z, activation)
    return dA * ((Z > 0) if activation == "relu" else A * (1 - A))


@mutant("activation_backward", caught_by="activation_backward_sigmoid", diagnosis="backprop.activated_twice")
def activation_backward_sigmoid_twice(dA, Z, activation):
    """The sigmoid is applied to its own value before a (1 - a) is computed: Z is the pre-activation, one sigmoid is enough.

    计算 a (1 - a) 之前对 sigmoid 的值又做了一次 sigmoid：Z 是预激活值，做一次就够了。
    """
    A = activate(Z, activation)
    if activation == "sigmoid":
        A = activate(A, activation)
    return dA * {"sigmoid": A * (1 - A), "tanh": 1 - A**2, "relu": (Z > 0) * 1.0}[activation]


@mutant(
    "activation_backward",
    caught_by=("activation_backward_sigmoid", "activation_backward_tanh"),
    diagnosis="backprop.differences",
)
def activation_by_differences(dA, Z, activation):
    """The slope is a difference quotient, right to ten digits at best; every activation has a formula for its derivative.

    斜率由差商得到，至多十位有效数字；每个激活函数的导数都有公式。
    """
    return dA * (activate(Z + 1e-5, activation) - activate(Z - 1e-5, activation)) / 2e-5


@mutant("activation_backward", caught_by="activation_backward_relu", diagnosis="backprop.relu_value")
def activation_backward_relu_value(dA, Z, activation):
    """dA is multiplied by relu(Z) itself; its derivative is 1 where Z is positive, whatever the size of Z.

    dA 乘的是 relu(Z) 本身；relu 的导数在 Z 为正处恒为 1，与 Z 的大小无关。
    """
    A = activate(Z, activation)
    return dA * {"sigmoid": A * (1 - A), "tanh": 1 - A**2, "relu": A}[activation]


@mutant("activation_backward", caught_by="activation_backward_relu", diagnosis="backprop.relu_mask_of_gradient")
def activation_backward_relu_of_gradient(dA, Z, activation):
    """relu is applied to the gradient: what decides is the sign of Z, where the signal passed, not the sign of dA.

    对梯度做了 relu：决定是否通过的是 Z 的符号，而不是 dA 的符号。
    """
    A = activate(Z, activation)
    return np.maximum(dA, 0.0) if activation == "relu" else dA * {"sigmoid": A * (1 - A), "tanh": 1 - A**2}[activation]


@mutant("activation_backward", caught_by="activation_backward_relu", diagnosis="backprop.relu_guided")
def activation_backward_guided(dA, Z, activation):
    """Negative gradients are stopped as well, as in "guided" backpropagation, which makes pictures; a derivative lets them pass where Z > 0.

    负的梯度也被截断了，这是用来画图的 guided backpropagation；真正的导数在 Z > 0 处让它们通过。
    """
    A = activate(Z, activation)
    return dA * {"sigmoid": A * (1 - A), "tanh": 1 - A**2, "relu": (Z > 0) & (dA > 0)}[activation]


@mutant("activation_backward", caught_by="activation_backward_shape", diagnosis="backprop.relu_selects")
def activation_backward_selects(dA, Z, activation):
    """dA[Z > 0] selects the entries that pass and loses their places; the others have to be there as 0: dA * (Z > 0).

    dA[Z > 0] 只选出通过的元素，丢掉了位置；其余元素应为 0：dA * (Z > 0)。
    """
    A = activate(Z, activation)
    return dA[Z > 0] if activation == "relu" else dA * {"sigmoid": A * (1 - A), "tanh": 1 - A**2}[activation]


@mutant("activation_backward", caught_by="activation_backward_linear", diagnosis="backprop.clipped")
def activation_backward_clipped(dA, Z, activation):
    """Large gradients are clipped, so the result is no derivative any more; clipping, if any, belongs into the optimiser.

    较大的梯度被截断了，结果就不再是导数；如果需要截断，应放在优化器里。
    """
    return np.clip(dA * slope(Z, activation), -100.0, 100.0)


@mutant("activation_backward", caught_by="activation_backward_pure", diagnosis="value.input_modified")
def activation_backward_in_place(dA, Z, activation):
    """`dA[Z <= 0] = 0` writes into the caller's gradient; dA * (Z > 0) makes a new array.

    `dA[Z <= 0] = 0` 改动了调用者的梯度；dA * (Z > 0) 会创建新数组。
    """
    if activation == "relu":
        dA[Z <= 0] = 0
        return dA
    A = activate(Z, activation)
    return dA * {"sigmoid": A * (1 - A), "tanh": 1 - A**2}[activation]


# --- softmax_cross_entropy ---


def probabilities(Z):
    """Softmax of every column."""
    powers = np.exp(Z - Z.max(axis=0, keepdims=True))
    return powers / powers.sum(axis=0, keepdims=True)


@mutant("softmax_cross_entropy", caught_by="loss_stable", diagnosis="backprop.softmax_unshifted")
def loss_without_shift(Z, Y):
    """The logits go into exp as they are, which overflows above 709; subtract each column's maximum first, which changes nothing else.

    logits 直接代入 exp，大于 709 时溢出；应先减去每一列的最大值，这不会改变结果。
    """
    P = np.exp(Z) / np.exp(Z).sum(axis=0, keepdims=True)
    return -np.sum(Y * np.log(P)) / Z.shape[1], (P - Y) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_stable", diagnosis="backprop.softmax_global_shift")
def loss_with_global_shift(Z, Y):
    """One maximum, that of all examples, is subtracted everywhere, so examples far below it become 0/0; each column has its own maximum.

    所有样本都减去了同一个最大值，比它小得多的样本变成 0/0；每一列应减去自己的最大值。
    """
    P = np.exp(Z - Z.max())
    P = P / P.sum(axis=0, keepdims=True)
    return -np.sum(Y * np.log(P)) / Z.shape[1], (P - Y) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_stable", diagnosis="backprop.log_of_zero_hidden")
def loss_with_epsilon(Z, Y):
    """A small constant inside the logarithm hides log(0), so no loss ever exceeds 28; ln P = Z - logsumexp(Z) needs no constant.

    对数里加的小常数掩盖了 log(0)，损失因此不会超过 28；用 ln P = Z - logsumexp(Z) 就不需要常数。
    """
    P = probabilities(Z)
    return -np.sum(Y * np.log(P + 1e-12)) / Z.shape[1], (P - Y) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_stable", diagnosis="backprop.log_of_zero_hidden")
def loss_with_clipped_probabilities(Z, Y):
    """The probabilities are clipped before the logarithm, so no loss ever exceeds 35; ln P = Z - logsumexp(Z) needs no clipping.

    取对数之前截断了概率，损失因此不会超过 35；用 ln P = Z - logsumexp(Z) 就不需要截断。
    """
    P = probabilities(Z)
    return -np.sum(Y * np.log(np.clip(P, 1e-15, 1.0))) / Z.shape[1], (P - Y) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_value", diagnosis="backprop.log_of_zero_hidden")
def loss_with_large_epsilon(Z, Y):
    """The constant inside the logarithm is large enough to change every loss; ln P = Z - logsumexp(Z) needs no constant.

    对数里加的常数大到改变了每个损失；用 ln P = Z - logsumexp(Z) 就不需要常数。
    """
    P = probabilities(Z)
    return -np.sum(Y * np.log(P + 1e-6)) / Z.shape[1], (P - Y) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by=("loss_value", "loss_gradient"), diagnosis="backprop.softmax_axis")
def loss_over_examples(Z, Y):
    """Softmax runs along the rows, over the examples; it runs over the classes of one example, along axis 0.

    softmax 沿行（对样本）计算了；应对一个样本的各类别计算，即沿 axis 0。
    """
    P = probabilities(Z.T).T
    return -np.sum(Y * np.log(P)) / Z.shape[1], (P - Y) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_value", diagnosis="backprop.loss_not_mean")
def loss_summed(Z, Y):
    """The loss is the sum over the examples; it is their mean, so divide by m, as the gradient does already.

    损失是各样本之和；应取平均，即除以 m，梯度里已经除过了。
    """
    P = probabilities(Z)
    return -np.sum(Y * np.log(P)), (P - Y) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_value", diagnosis="backprop.loss_mean_of_entries")
def loss_mean_of_entries(Z, Y):
    """np.mean divides by all n m entries; the classes of an example are summed, and only the m examples are averaged.

    np.mean 除以了全部 n m 个元素；一个样本的各类别应求和，只对 m 个样本取平均。
    """
    P = probabilities(Z)
    return -np.mean(Y * np.log(P)), (P - Y) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_value", diagnosis="backprop.loss_sign")
def loss_without_minus(Z, Y):
    """The minus sign is missing: logarithms of probabilities are negative, and cross-entropy is minus their mean.

    漏了负号：概率的对数是负数，交叉熵是其平均值的相反数。
    """
    P = probabilities(Z)
    return np.sum(Y * np.log(P)) / Z.shape[1], (P - Y) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_value", diagnosis="backprop.loss_base")
def loss_in_bits(Z, Y):
    """The loss is in bits, with the logarithm to base 2; its gradient (P - Y) / m belongs to the natural logarithm.

    损失用了以 2 为底的对数；梯度 (P - Y) / m 对应的是自然对数。
    """
    P = probabilities(Z)
    return -np.sum(Y * np.log2(P)) / Z.shape[1], (P - Y) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_value", diagnosis="backprop.loss_binary")
def loss_binary(Z, Y):
    """(1 - y) ln(1 - p) of every class is added: that is the binary cross-entropy of sigmoids; softmax has the term y ln p only.

    每个类别都加上了 (1 - y) ln(1 - p)：那是 sigmoid 的二元交叉熵；softmax 的交叉熵只有 y ln p 一项。
    """
    P = probabilities(Z)
    return -np.sum(Y * np.log(P) + (1 - Y) * np.log(1 - P)) / Z.shape[1], (P - Y) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_gradient", diagnosis="backprop.mean_missing")
def loss_gradient_without_mean(Z, Y):
    """The gradient is P - Y, without the 1/m: the loss is a mean, so its gradient is (P - Y) / m.

    梯度是 P - Y，漏了 1/m：损失是平均值，所以梯度是 (P - Y) / m。
    """
    P = probabilities(Z)
    return -np.sum(Y * np.log(P)) / Z.shape[1], P - Y


@mutant("softmax_cross_entropy", caught_by="loss_gradient", diagnosis="backprop.gradient_sign")
def loss_gradient_uphill(Z, Y):
    """The gradient is Y - P, which points downhill; the gradient of the loss is P - Y, and the step subtracts it.

    梯度写成了 Y - P，方向反了；损失的梯度是 P - Y，更新时才减去它。
    """
    P = probabilities(Z)
    return -np.sum(Y * np.log(P)) / Z.shape[1], (Y - P) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_gradient", diagnosis="backprop.label_missing")
def loss_gradient_without_label(Z, Y):
    """The gradient is P / m: the label is not subtracted. It is (P - Y) / m, and every column sums to 0.

    梯度是 P / m：没有减去标签。应为 (P - Y) / m，每一列之和为 0。
    """
    P = probabilities(Z)
    return -np.sum(Y * np.log(P)) / Z.shape[1], P / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_gradient", diagnosis="backprop.softmax_diagonal")
def loss_gradient_diagonal(Z, Y):
    """Only the diagonal p (1 - p) of softmax's Jacobian is used, but every logit changes all probabilities; all together: (P - Y) / m.

    只用了 softmax 雅可比矩阵的对角线 p (1 - p)，但每个 logit 都影响所有概率；合起来就是 (P - Y) / m。
    """
    P = probabilities(Z)
    return -np.sum(Y * np.log(P)) / Z.shape[1], -Y / P * P * (1 - P) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_gradient", diagnosis="backprop.derivative_twice")
def loss_gradient_double(Z, Y):
    """P - Y contains softmax's derivative already, and is multiplied by p (1 - p) once more; (P - Y) / m is all.

    P - Y 已经包含 softmax 的导数，又多乘了一次 p (1 - p)；(P - Y) / m 就够了。
    """
    P = probabilities(Z)
    return -np.sum(Y * np.log(P)) / Z.shape[1], (P - Y) * P * (1 - P) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_invariant", diagnosis="backprop.loss_binary")
def loss_single_class_as_sigmoid(Z, Y):
    """A single output gets a sigmoid, which is another model: softmax of one class is always 1, and its loss 0.

    只有一个输出时改用了 sigmoid，那是另一种模型：单个类别的 softmax 恒为 1，损失为 0。
    """
    P = probabilities(Z) if len(Z) > 1 else 1 / (1 + np.exp(-Z))
    log_P = Z - Z.max(axis=0) - np.log(np.exp(Z - Z.max(axis=0)).sum(axis=0)) if len(Z) > 1 else np.log(P)
    return -np.sum(Y * log_P) / Z.shape[1], (P - Y) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_shape", diagnosis="backprop.loss_per_example")
def loss_of_every_example(Z, Y):
    """The loss is an array with one entry per example; it is one number, their mean.

    损失是一个数组，每个样本一个值；它应是一个数，即它们的平均值。
    """
    P = probabilities(Z)
    return -np.sum(Y * np.log(P), axis=0), (P - Y) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_pure", diagnosis="value.input_modified")
def loss_shifts_in_place(Z, Y):
    """`Z -= Z.max(axis=0)` changes the caller's logits; `Z = Z - ...` makes a new array.

    `Z -= Z.max(axis=0)` 改动了调用者的 logits；`Z = Z - ...` 会创建新数组。
    """
    Z -= Z.max(axis=0, keepdims=True)
    log_P = Z - np.log(np.exp(Z).sum(axis=0, keepdims=True))
    return -np.sum(Y * log_P) / Z.shape[1], (np.exp(log_P) - Y) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_pure", diagnosis="value.input_modified")
def loss_shifts_labels_in_place(Z, Y):
    """The probabilities are subtracted from the caller's labels, `Y -= P`; afterwards they are no labels any more.

    `Y -= P` 从调用者的标签中减去了概率；之后它们就不再是标签了。
    """
    shifted = Z - Z.max(axis=0, keepdims=True)
    log_P = shifted - np.log(np.exp(shifted).sum(axis=0, keepdims=True))
    loss = -np.sum(Y * log_P) / Z.shape[1]
    Y -= np.exp(log_P)
    return loss, -Y / Z.shape[1]


# --- forward ---


def run(params, X, activate_hidden, last=None):
    """Run the network, its activation as a function; return (logits, inputs, pre-activations)."""
    inputs, zs = [X], []
    for l in range(1, (last or len(params) // 2) + 1):
        zs.append(params[f"W{l}"] @ inputs[-1] + params[f"b{l}"])
        inputs.append(activate_hidden(zs[-1]))
    return zs[-1], inputs, zs


@mutant("forward", caught_by="forward_value", diagnosis="backprop.output_activated")
def forward_activates_output(params, X, activation):
    """The activation is applied to the last layer too; the logits are W_L A + b_L as they are, because softmax comes in the loss.

    最后一层也用了激活函数；logits 就是 W_L A + b_L 本身，因为 softmax 在损失里。
    """
    _, inputs, zs = run(params, X, lambda Z: activate(Z, activation))
    return inputs[-1].copy(), (inputs, zs, activation)


@mutant("forward", caught_by="forward_any_depth", diagnosis="backprop.sorted_names")
def forward_in_sorted_order(params, X, activation):
    """The layers are taken in the order of their sorted names, in which W10 comes before W2; count from 1 to L.

    按排序后的名称依次取各层，而 W10 排在 W2 之前；应从 1 数到 L。
    """
    numbers = sorted(name[1:] for name in params if name[0] == "W")
    renamed = {f"{x}{l}": params[x + number] for l, number in enumerate(numbers, start=1) for x in "Wb"}
    Z, inputs, zs = run(renamed, X, lambda Z: activate(Z, activation))
    return Z, (inputs, zs, activation)


@mutant("forward", caught_by="forward_value", diagnosis="backprop.output_softmax")
def forward_returns_probabilities(params, X, activation):
    """What is returned are probabilities: softmax is part of the loss, and applied there once more. Return the logits.

    返回的是概率：softmax 属于损失，那里会再做一次。应返回 logits。
    """
    Z, inputs, zs = run(params, X, lambda Z: activate(Z, activation))
    return probabilities(Z), (inputs, zs, activation)


@mutant("forward", caught_by="forward_value", diagnosis="backprop.logits_shifted")
def forward_shifts_logits(params, X, activation):
    """The maximum of each column is subtracted from the logits; that is a step inside the loss, the logits are W_L A + b_L.

    logits 减去了每列的最大值；那是损失内部的一步，logits 应为 W_L A + b_L。
    """
    Z, inputs, zs = run(params, X, lambda Z: activate(Z, activation))
    return Z - Z.max(axis=0), (inputs, zs, activation)


@mutant("forward", caught_by="forward_value", diagnosis="backprop.bias_missing")
def forward_without_output_bias(params, X, activation):
    """The output layer leaves out its bias; it is a layer like the others, W_L A + b_L, only without an activation.

    输出层漏了偏置；它与其他层一样是 W_L A + b_L，只是没有激活函数。
    """
    L = len(params) // 2
    _, inputs, zs = run(params, X, lambda Z: activate(Z, activation))
    return params[f"W{L}"] @ inputs[L - 1], (inputs, zs, activation)


@mutant("forward", caught_by="forward_value", diagnosis="backprop.hidden_linear")
def forward_without_activation(params, X, activation):
    """The hidden layers have no activation, so the whole network is one linear map; A_l = g(Z_l) for every l below L.

    隐藏层没有激活函数，整个网络就只是一个线性映射；对每个 l < L 都有 A_l = g(Z_l)。
    """
    Z, inputs, zs = run(params, X, lambda Z: Z.copy())
    return Z, (inputs, zs, activation)


@mutant("forward", caught_by="forward_value", diagnosis="backprop.activation_ignored")
def forward_always_relu(params, X, activation):
    """relu is used whatever `activation` says.

    不论 activation 是什么都用了 relu。
    """
    Z, inputs, zs = run(params, X, lambda Z: np.maximum(Z, 0.0))
    return Z, (inputs, zs, activation)


@mutant("forward", caught_by="forward_shape", diagnosis="backprop.two_layers_only")
def forward_two_layers(params, X, activation):
    """The network is written down for two layers; params may hold any number of them, so loop over l = 1, ..., L.

    网络写死为两层；params 可以有任意多层，应对 l = 1, ..., L 循环。
    """
    Z1 = params["W1"] @ X + params["b1"]
    A1 = activate(Z1, activation)
    Z2 = params["W2"] @ A1 + params["b2"]
    return Z2, ([X, A1], [Z1, Z2], activation)


@mutant("forward", caught_by="forward_shape", diagnosis="backprop.last_layer_missing")
def forward_off_by_one(params, X, activation):
    """range(1, L) ends with L - 1, so the last layer is left out; it comes after the loop, or the loop runs to range(1, L + 1).

    range(1, L) 到 L - 1 为止，漏了最后一层；应在循环之后再算它，或写成 range(1, L + 1)。
    """
    inputs, zs, Z = [X], [], X.copy()
    for l in range(1, len(params) // 2):
        Z = params[f"W{l}"] @ inputs[-1] + params[f"b{l}"]
        zs.append(Z)
        inputs.append(activate(Z, activation))
    return Z, (inputs, zs, activation)


@mutant("forward", caught_by="forward_any_depth", diagnosis="backprop.single_layer")
def forward_single_layer_activated(params, X, activation):
    """A network of one layer is treated as a hidden layer with an activation; its only layer is the last one, which has none.

    只有一层的网络被当作带激活函数的隐藏层；它唯一的一层就是最后一层，没有激活函数。
    """
    Z, inputs, zs = run(params, X, lambda Z: activate(Z, activation))
    return (inputs[-1].copy() if len(params) == 2 else Z), (inputs, zs, activation)


@mutant("forward", caught_by="backward_hidden_layers", diagnosis="backprop.cache_overwritten")
def forward_overwrites_cache(params, X, activation):
    """The activation is written into the array of pre-activations that the cache holds, so backward takes the derivative at A instead of Z.

    激活值写进了 cache 保存的预激活值数组，于是 backward 在 A 处而不是 Z 处求导。
    """
    inputs, zs = [X], []
    for l in range(1, len(params) // 2 + 1):
        Z = params[f"W{l}"] @ inputs[-1] + params[f"b{l}"]
        zs.append(Z)
        if l < len(params) // 2:
            Z[...] = activate(Z, activation)
            inputs.append(Z)
    return Z, (inputs, zs, activation)


@mutant("forward", caught_by="backward_interleaved", diagnosis="backprop.cache_global")
def forward_global_cache(params, X, activation):
    """Everything is kept in one global dict, which the next forward overwrites; put it into the cache that is returned.

    一切都存放在一个全局字典里，下一次 forward 会覆盖它；应放进返回的 cache。
    """
    Z, inputs, zs = run(params, X, lambda Z: activate(Z, activation))
    LATEST["forward"] = (inputs, zs, activation)

    class Latest:
        def __iter__(self):
            return iter(LATEST["forward"])

    return Z, Latest()


@mutant("forward", caught_by="forward_pure", diagnosis="value.input_modified")
def forward_keeps_activations_in_params(params, X, activation):
    """The activations are stored in the caller's params, which then hold more than parameters; the cache is the place for them.

    激活值存进了调用者的 params，里面就不再只有参数了；应放在 cache 里。
    """
    layers = sum(key.startswith("W") for key in params)
    Z, inputs, zs = run(params, X, lambda Z: activate(Z, activation), last=layers)
    for l, A in enumerate(inputs):
        params[f"A{l}"] = A
    return Z, (inputs, zs, activation)


@mutant("forward", caught_by="forward_pure", diagnosis="value.input_modified")
def forward_centres_data(params, X, activation):
    """`X -= mean` changes the caller's data; centring is done once, before training, and not inside the network.

    `X -= mean` 改动了调用者的数据；中心化应在训练之前做一次，而不是在网络里。
    """
    mean = X.mean(axis=1, keepdims=True)
    Z, inputs, zs = run(params, X.copy(), lambda Z: activate(Z, activation))
    X -= mean
    return Z, (inputs, zs, activation)


# --- backward ---


def walk(params, cache, dlogits, *, first=None, slope_at=None, last=1):
    """Walk back through the layers, with one thing done differently."""
    inputs, zs, activation = cache
    grads, dZ = {}, dlogits if first is None else first(dlogits)
    for l in range(len(params) // 2, last - 1, -1):
        dA, grads[f"W{l}"], grads[f"b{l}"] = affine_backward(dZ, inputs[l - 1], params[f"W{l}"])
        if l > 1:
            dZ = activation_backward(dA, zs[l - 2], activation) if slope_at is None else slope_at(dA, zs, l, activation)
    return grads


@mutant("backward", caught_by="backward_any_depth", diagnosis="backprop.differences")
def backward_by_differences(params, cache, dlogits):
    """The gradients are difference quotients: slow, and without digits where a gradient is small. Apply the chain rule backwards.

    梯度用差商计算：很慢，而且梯度很小时没有有效数字。应反向使用链式法则。
    """
    inputs, _, activation = cache
    grads = {}
    for name, array in params.items():
        grads[name] = np.zeros(array.shape)
        for index in np.ndindex(array.shape):
            ends = []
            for shift in (1e-5, -1e-5):
                moved = array.copy()
                moved[index] += shift
                Z, _, _ = run({**params, name: moved}, inputs[0], lambda Z: activate(Z, activation))
                ends.append(np.sum(dlogits * Z))
            grads[name][index] = (ends[0] - ends[1]) / 2e-5
    return grads


@mutant("backward", caught_by="backward_shape", diagnosis="backprop.gradient_keys")
def backward_renamed_keys(params, cache, dlogits):
    """The gradients are called dW1, db1, ...; they have the keys of their parameters: grads["W1"] is dJ/dW1.

    梯度的键写成了 dW1、db1……；应与参数的键相同：grads["W1"] 就是 dJ/dW1。
    """
    return {f"d{key}": value for key, value in walk(params, cache, dlogits).items()}


@mutant("backward", caught_by="backward_shape", diagnosis="backprop.gradient_keys")
def backward_extra_keys(params, cache, dlogits):
    """There are more keys than in params: what is no gradient of a parameter does not belong into grads.

    键比 params 多：不是参数梯度的东西不应放在 grads 里。
    """
    return {**walk(params, cache, dlogits), "dlogits": dlogits.copy()}


@mutant("backward", caught_by="backward_shape", diagnosis="backprop.first_layer_missing")
def backward_stops_early(params, cache, dlogits):
    """The loop ends before the first layer: range(L, 1, -1) stops at 2, range(L, 0, -1) reaches 1.

    循环在第一层之前就结束了：range(L, 1, -1) 到 2 为止，range(L, 0, -1) 才到 1。
    """
    return walk(params, cache, dlogits, last=2)


@mutant("backward", caught_by="backward_hidden_layers", diagnosis="backprop.derivative_missing")
def backward_without_derivative(params, cache, dlogits):
    """dA of a hidden layer is handed on as its dZ: the factor g'(Z) between them is missing.

    隐藏层的 dA 被直接当作 dZ：漏乘了两者之间的因子 g'(Z)。
    """
    return walk(params, cache, dlogits, slope_at=lambda dA, zs, l, activation: dA)


@mutant("backward", caught_by="backward_hidden_layers", diagnosis="backprop.derivative_wrong_layer")
def backward_derivative_of_first_layer(params, cache, dlogits):
    """The derivative is taken at the first layer's Z for every layer; dZ_l needs g' at its own Z_l.

    每一层都在第一层的 Z 处求导；dZ_l 要用本层 Z_l 处的 g'。
    """

    def at_first(dA, zs, l, activation):
        rows = np.arange(len(dA)) % len(zs[0])
        return activation_backward(dA, zs[0][rows], activation)

    return walk(params, cache, dlogits, slope_at=at_first)


@mutant("backward", caught_by=("backward_output_layer", "backward_hidden_layers"), diagnosis="backprop.mean_twice")
def backward_divides_again(params, cache, dlogits):
    """dlogits is divided by m, but the loss has done that already: backward takes dlogits as it is.

    dlogits 又除以了 m，但损失里已经除过了：backward 直接使用 dlogits。
    """
    return walk(params, cache, dlogits, first=lambda d: d / d.shape[1])


@mutant(
    "backward", caught_by=("backward_output_layer", "backward_hidden_layers"), diagnosis="backprop.output_activated"
)
def backward_derivative_at_output(params, cache, dlogits):
    """dlogits is multiplied by the activation's derivative, but the output layer has no activation: dZ_L = dlogits.

    dlogits 乘了激活函数的导数，但输出层没有激活函数：dZ_L = dlogits。
    """
    inputs, zs, activation = cache
    return walk(params, cache, dlogits, first=lambda d: activation_backward(d, zs[-1], activation))


@mutant(
    "backward", caught_by=("backward_output_layer", "backward_hidden_layers"), diagnosis="backprop.input_not_activated"
)
def backward_uses_pre_activations(params, cache, dlogits):
    """dW_l multiplies with Z_{l-1}; what went into layer l is the activation A_{l-1}: dW_l = dZ_l A_{l-1}^T.

    dW_l 乘的是 Z_{l-1}；输入第 l 层的是激活值 A_{l-1}：dW_l = dZ_l A_{l-1}^T。
    """
    inputs, zs, activation = cache
    return walk(params, ([inputs[0], *zs[:-1]], zs, activation), dlogits)


@mutant("backward", caught_by="backward_output_layer", diagnosis="backprop.bias_gradient_summed")
def backward_output_bias_summed(params, cache, dlogits):
    """The output layer's db is summed over its units as well, as with a single output; sum over the examples only.

    输出层的 db 把各单元也加在了一起，只有一个输出时才可以这样；应只对样本求和。
    """
    last = f"b{len(params) // 2}"
    return {**walk(params, cache, dlogits), last: np.full(params[last].shape, dlogits.sum())}


@mutant("backward", caught_by="backward_hidden_layers", diagnosis="backprop.bias_before_derivative")
def backward_bias_from_dA(params, cache, dlogits):
    """Hidden biases sum dA instead of dZ: the bias is added inside the activation, so g'(Z) belongs to its gradient too.

    隐藏层的偏置对 dA 求和，而不是对 dZ；偏置加在激活函数之内，它的梯度也要乘 g'(Z)。
    """
    inputs, zs, activation = cache
    grads, dZ = {}, dlogits
    for l in range(len(params) // 2, 0, -1):
        dA, grads[f"W{l}"], db = affine_backward(dZ, inputs[l - 1], params[f"W{l}"])
        grads.setdefault(f"b{l}", db)
        if l > 1:
            grads[f"b{l - 1}"] = dA.sum(axis=1, keepdims=True)
            dZ = activation_backward(dA, zs[l - 2], activation)
    return grads


@mutant("backward", caught_by="backward_hidden_layers", diagnosis="backprop.updates_while_walking")
def backward_updates_while_walking(params, cache, dlogits):
    """A layer's weights are updated before the gradient goes through them; all gradients are those of the old weights.

    梯度通过某层之前，该层的权重已经更新了；所有梯度都应对应旧的权重。
    """
    inputs, zs, activation = cache
    grads, dZ = {}, dlogits
    for l in range(len(params) // 2, 0, -1):
        _, grads[f"W{l}"], grads[f"b{l}"] = affine_backward(dZ, inputs[l - 1], params[f"W{l}"])
        moved = params[f"W{l}"] - 0.1 * grads[f"W{l}"]
        if l > 1:
            dZ = activation_backward(moved.T @ dZ, zs[l - 2], activation)
    return grads


@mutant("backward", caught_by="backward_linear", diagnosis="backprop.clipped")
def backward_clipped(params, cache, dlogits):
    """Gradients are clipped at a norm of 1000, so they are no derivatives any more; clipping belongs into the optimiser.

    梯度在范数 1000 处被截断，就不再是导数了；截断应放在优化器里。
    """
    grads = walk(params, cache, dlogits)
    norm = np.sqrt(sum(np.sum(g**2) for g in grads.values()))
    return {key: g * min(1.0, 1000.0 / norm) for key, g in grads.items()}


@mutant("backward", caught_by="backward_any_depth", diagnosis="backprop.single_unit")
def backward_squeezes(params, cache, dlogits):
    """A layer of a single unit hands its gradient on without its weights; W^T dZ is right for one row as well.

    只有一个单元的层把梯度传下去时漏乘了权重；只有一行时 W^T dZ 同样正确。
    """
    inputs, zs, activation = cache
    grads, dZ = {}, dlogits
    for l in range(len(params) // 2, 0, -1):
        dA, grads[f"W{l}"], grads[f"b{l}"] = affine_backward(dZ, inputs[l - 1], params[f"W{l}"])
        if l > 1:
            dA = dA if dZ.shape[0] > 1 else np.repeat(dZ, len(dA), axis=0)
            dZ = activation_backward(dA, zs[l - 2], activation)
    return grads


@mutant("backward", caught_by="backward_pure", diagnosis="value.input_modified")
def backward_scales_in_place(params, cache, dlogits):
    """dlogits is overwritten as scratch memory; it belongs to the caller, who may need it again.

    dlogits 被当作临时空间覆盖了；它属于调用者，之后可能还要用。
    """
    grads = walk(params, cache, dlogits)
    dlogits[...] = 0.0
    return grads


@mutant("backward", caught_by="backward_pure", diagnosis="value.aliased")
def backward_returns_dlogits(params, cache, dlogits):
    """With one example db is dlogits itself, and the caller's array is handed back; a sum with keepdims=True makes a new array.

    只有一个样本时 db 就是 dlogits 本身，把调用者的数组又交了回去；带 keepdims=True 的求和会创建新数组。
    """
    grads = walk(params, cache, dlogits)
    if dlogits.shape[1] == 1:
        grads[f"b{len(params) // 2}"] = dlogits
    return grads


# --- loss_and_grads ---


def with_l2(params, X, Y, activation, lambd, in_loss, in_gradient):
    """Add an L2 term: in_loss(name, array, m) to the loss, in_gradient(name, array, m) to each gradient, times lambd."""
    m = X.shape[1]
    logits, cache = forward(params, X, activation)
    loss, dlogits = softmax_cross_entropy(logits, Y)
    grads = backward(params, cache, dlogits)
    loss = loss + lambd * sum(in_loss(name, array, m) for name, array in params.items())
    return float(loss), {name: grads[name] + lambd * in_gradient(name, array, m) for name, array in params.items()}


def right_loss(name, array, m):
    """The L2 term of one array."""
    return np.sum(array**2) / (2 * m) if name.startswith("W") else 0.0


def right_gradient(name, array, m):
    """The gradient of the L2 term."""
    return array / m if name.startswith("W") else 0.0 * array


@mutant("loss_and_grads", caught_by=("l2_loss", "l2_gradient"), diagnosis="backprop.l2_missing")
def objective_without_l2(params, X, Y, activation, lambd=0.0):
    """lambd is ignored: the L2 term is missing in the loss, lambd / (2 m) ||W||^2, and in the gradient, lambd / m W.

    没有用到 lambd：损失里漏了 lambd / (2 m) ||W||^2，梯度里漏了 lambd / m W。
    """
    return with_l2(params, X, Y, activation, 0.0, right_loss, right_gradient)


@mutant("loss_and_grads", caught_by="l2_gradient", diagnosis="backprop.l2_not_in_gradient")
def l2_only_in_loss(params, X, Y, activation, lambd=0.0):
    """The penalty is in the loss, but not in the gradients: every dW gets lambd / m * W on top.

    正则化项加进了损失，却没有加进梯度：每个 dW 还要加上 lambd / m * W。
    """
    return with_l2(params, X, Y, activation, lambd, right_loss, lambda name, array, m: 0.0 * array)


@mutant("loss_and_grads", caught_by="l2_loss", diagnosis="backprop.l2_not_in_loss")
def l2_only_in_gradient(params, X, Y, activation, lambd=0.0):
    """The penalty is in the gradients, but not in the loss: it gets lambd / (2 m) times the sum of all squared weights on top.

    正则化项加进了梯度，却没有加进损失：损失还要加上 lambd / (2 m) 乘以所有权重的平方和。
    """
    return with_l2(params, X, Y, activation, lambd, lambda name, array, m: 0.0, right_gradient)


@mutant("loss_and_grads", caught_by="l2_gradient", diagnosis="backprop.l2_gradient_halved")
def l2_gradient_halved(params, X, Y, activation, lambd=0.0):
    """The gradient of the penalty is lambd / (2 m) * W; the 2 of the square cancels the one below: lambd / m * W.

    正则化项的梯度写成了 lambd / (2 m) * W；平方求导得到的 2 与分母的 2 约去：lambd / m * W。
    """
    return with_l2(
        params, X, Y, activation, lambd, right_loss, lambda name, array, m: right_gradient(name, array, 2 * m)
    )


@mutant("loss_and_grads", caught_by="l2_gradient", diagnosis="backprop.l2_gradient_without_m")
def l2_gradient_without_m(params, X, Y, activation, lambd=0.0):
    """The gradient of the penalty is lambd * W, without the 1/m that the penalty itself has: lambd / m * W.

    正则化项的梯度是 lambd * W，漏了正则化项本身含有的 1/m：应为 lambd / m * W。
    """
    return with_l2(params, X, Y, activation, lambd, right_loss, lambda name, array, m: right_gradient(name, array, 1))


@mutant("loss_and_grads", caught_by="l2_gradient", diagnosis="backprop.l2_bias_in_gradient")
def l2_bias_in_gradient(params, X, Y, activation, lambd=0.0):
    """The biases' gradients contain lambd / m * b, which the loss does not; biases are free. With biases of 0 nobody sees it.

    偏置的梯度里有 lambd / m * b，而损失里没有；偏置不参与正则化。偏置为 0 时看不出来。
    """
    return with_l2(params, X, Y, activation, lambd, right_loss, lambda name, array, m: array / m)


@mutant("loss_and_grads", caught_by="l2_gradient", diagnosis="backprop.l2_gradient_sign")
def l2_gradient_sign(params, X, Y, activation, lambd=0.0):
    """The penalty's gradient is subtracted, which lets the weights grow; it is added, and the step shrinks them.

    正则化项的梯度被减去了，权重会越来越大；应加上它，更新时权重才会缩小。
    """
    return with_l2(params, X, Y, activation, -lambd, lambda *args: -right_loss(*args), right_gradient)


@mutant("loss_and_grads", caught_by=("l2_loss", "l2_gradient"), diagnosis="backprop.l2_bias")
def l2_bias_in_both(params, X, Y, activation, lambd=0.0):
    """Biases are regularised, in the loss and in the gradients, so a gradient check agrees; but the L2 term is about weights only.

    偏置也被正则化了，损失和梯度里都有，所以梯度检验能通过；但 L2 项只针对权重。
    """
    both = lambda name, array, m: np.sum(array**2) / (2 * m)
    return with_l2(params, X, Y, activation, lambd, both, lambda name, array, m: array / m)


@mutant("loss_and_grads", caught_by="l2_loss", diagnosis="backprop.l2_loss_without_half")
def l2_loss_without_half(params, X, Y, activation, lambd=0.0):
    """The penalty in the loss is lambd / m ||W||^2; it is lambd / (2 m) ||W||^2, and lambd / m * W is the gradient of that.

    损失里的正则化项是 lambd / m ||W||^2；应为 lambd / (2 m) ||W||^2，它的梯度才是 lambd / m * W。
    """
    return with_l2(
        params, X, Y, activation, lambd, lambda name, array, m: 2 * right_loss(name, array, m), right_gradient
    )


@mutant("loss_and_grads", caught_by="l2_loss", diagnosis="backprop.l2_norm_not_squared")
def l2_norm_not_squared(params, X, Y, activation, lambd=0.0):
    """The norms ||W|| are added; the penalty adds their squares, np.sum(W**2).

    加的是范数 ||W||；正则化项加的是它的平方，即 np.sum(W**2)。
    """
    norm = lambda name, array, m: np.linalg.norm(array) / (2 * m) if name.startswith("W") else 0.0
    return with_l2(params, X, Y, activation, lambd, norm, right_gradient)


@mutant("loss_and_grads", caught_by="l2_loss", diagnosis="backprop.l2_square_of_sum")
def l2_square_of_sum(params, X, Y, activation, lambd=0.0):
    """The sum of the weights is squared; the penalty is the sum of their squares: np.sum(W**2), not np.sum(W)**2.

    先把权重相加再平方了；正则化项是平方之和：np.sum(W**2)，而不是 np.sum(W)**2。
    """
    squared = lambda name, array, m: np.sum(array) ** 2 / (2 * m) if name.startswith("W") else 0.0
    return with_l2(params, X, Y, activation, lambd, squared, right_gradient)


@mutant("loss_and_grads", caught_by=("l2_loss", "l2_gradient"), diagnosis="backprop.l2_m_of_features")
def l2_divided_by_features(params, X, Y, activation, lambd=0.0):
    """The penalty is divided by X.shape[0], the number of features; examples are columns, so m = X.shape[1].

    正则化项除以了 X.shape[0]，即特征数；每列一个样本，所以 m = X.shape[1]。
    """
    n = X.shape[0]
    in_loss = lambda name, array, m: right_loss(name, array, n)
    return with_l2(params, X, Y, activation, lambd, in_loss, lambda name, array, m: right_gradient(name, array, n))


@mutant("loss_and_grads", caught_by="objective_harder", diagnosis="backprop.sorted_names")
def objective_sorted_names(params, X, Y, activation, lambd=0.0):
    """The layers are taken in the order of their sorted names, in which W10 comes before W2; count from 1 to L.

    各层按名字排序后的顺序取用，其中 W10 排在 W2 之前；应从 1 数到 L。
    """
    names = sorted(name for name in params if name[0] == "W")
    m, A, Z = X.shape[1], [X], []
    for name in names:
        Z.append(params[name] @ A[-1] + params["b" + name[1:]])
        A.append(activate(Z[-1], activation))
    log_P = log_softmax(Z[-1])
    loss = -np.sum(Y * log_P) / m + lambd / (2 * m) * sum(np.sum(params[name] ** 2) for name in names)
    dZ, grads = (np.exp(log_P) - Y) / m, {}
    for k in range(len(names) - 1, -1, -1):
        W = params[names[k]]
        grads[names[k]], grads["b" + names[k][1:]] = dZ @ A[k].T + lambd / m * W, dZ.sum(axis=1, keepdims=True)
        if k:
            dZ = W.T @ dZ * slope(Z[k - 1], activation)
    return float(loss), grads


@mutant("loss_and_grads", caught_by="objective_harder", diagnosis="backprop.single_unit")
def objective_single_unit(params, X, Y, activation, lambd=0.0):
    """A layer of a single unit gets its gradient as a plain sum, without the weights; W^T dZ is right for one column as well.

    只有一个单元的层，其梯度是不带权重的和；W^T dZ 对单独一列同样正确。
    """
    L, m = len(params) // 2, X.shape[1]
    A, Z = [X], []
    for l in range(1, L + 1):
        Z.append(params[f"W{l}"] @ A[-1] + params[f"b{l}"])
        A.append(activate(Z[-1], activation))
    log_P = log_softmax(Z[-1])
    squares = sum(np.sum(params[f"W{l}"] ** 2) for l in range(1, L + 1))
    dZ, grads = (np.exp(log_P) - Y) / m, {}
    for l in range(L, 0, -1):
        W = params[f"W{l}"]
        grads[f"W{l}"], grads[f"b{l}"] = dZ @ A[l - 1].T + lambd / m * W, dZ.sum(axis=1, keepdims=True)
        if l > 1:
            dA = dZ.sum(axis=0, keepdims=True) if W.shape[1] == 1 else W.T @ dZ
            dZ = dA * slope(Z[l - 2], activation)
    return float(-np.sum(Y * log_P) / m + lambd / (2 * m) * squares), grads


@mutant("loss_and_grads", caught_by="objective_harder", diagnosis="backprop.two_layers_only")
def l2_of_two_layers(params, X, Y, activation, lambd=0.0):
    """Only W1 and W2 are regularised; the penalty is over the weights of all layers.

    只对 W1 和 W2 做了正则化；正则化项包括所有层的权重。
    """
    in_loss = lambda name, array, m: right_loss(name, array, m) if name in ("W1", "W2") else 0.0
    in_gradient = lambda name, array, m: right_gradient(name, array, m) if name in ("W1", "W2") else 0.0 * array
    return with_l2(params, X, Y, activation, lambd, in_loss, in_gradient)


@mutant("loss_and_grads", caught_by=("objective_loss", "objective_gradient"), diagnosis="backprop.l2_default")
def objective_default_lambd(params, X, Y, activation, lambd=0.1):
    """Without an argument a penalty of strength 0.1 is added; the default is lambd = 0.0.

    没有传入 lambd 时加上了强度 0.1 的正则化项；默认值应为 lambd = 0.0。
    """
    return with_l2(params, X, Y, activation, lambd, right_loss, right_gradient)


@mutant("loss_and_grads", caught_by="objective_gradient", diagnosis="backprop.mean_twice")
def objective_divides_again(params, X, Y, activation, lambd=0.0):
    """The gradients are divided by m a second time; the loss's gradient (P - Y) / m contains the 1/m already.

    梯度第二次除以了 m；损失的梯度 (P - Y) / m 已含 1/m。
    """
    loss, grads = with_l2(params, X, Y, activation, lambd, right_loss, right_gradient)
    without = with_l2(params, X, Y, activation, 0.0, right_loss, right_gradient)[1]
    return loss, {name: g + without[name] * (1 / X.shape[1] - 1) for name, g in grads.items()}


@mutant("loss_and_grads", caught_by="objective_gradient", diagnosis="backprop.planted_factor")
def objective_planted_factors(params, X, Y, activation, lambd=0.0):
    """dW2 is twice and db1 four times the right one: factors such as * 2 and 4. / m were left in from an exercise on finding bugs.

    dW2 是正确值的 2 倍，db1 是 4 倍：大概是留下了练习找错时故意写入的 * 2 和 4. / m。
    """
    loss, grads = with_l2(params, X, Y, activation, lambd, right_loss, right_gradient)
    without = with_l2(params, X, Y, activation, 0.0, right_loss, right_gradient)[1]
    factors = {"W2": 2.0, "b1": 4.0}
    return loss, {name: g + (factors.get(name, 1.0) - 1.0) * without[name] for name, g in grads.items()}


@mutant(
    "loss_and_grads",
    caught_by=("objective_loss", "objective_gradient", "objective_duplicated_batch"),
    diagnosis="backprop.loss_not_mean",
)
def objective_summed(params, X, Y, activation, lambd=0.0):
    """Loss and gradients are sums over the examples; they are means, so that a batch of another size has a loss of the same size.

    损失和梯度是对样本求和；应取平均，这样批次大小不同时损失的大小才一致。
    """
    m = X.shape[1]
    loss, grads = with_l2(params, X, Y, activation, lambd / m, right_loss, right_gradient)
    return m * loss, {name: m * g for name, g in grads.items()}


@mutant(
    "loss_and_grads", caught_by=("objective_gradient", "objective_permuted_units"), diagnosis="backprop.unit_left_out"
)
def objective_freezes_first_unit(params, X, Y, activation, lambd=0.0):
    """The first hidden unit's bias gets no gradient, as if it were the constant input of another convention; here every unit has a bias.

    第一个隐藏单元的偏置没有梯度，好像它是另一种约定里的常数输入；这里每个单元都有偏置。
    """
    loss, grads = with_l2(params, X, Y, activation, lambd, right_loss, right_gradient)
    grads["b1"] = grads["b1"] * (np.arange(len(grads["b1"])) > 0)[:, None]
    return loss, grads


@mutant("loss_and_grads", caught_by="objective_shape", diagnosis="backprop.gradient_keys")
def objective_weights_only(params, X, Y, activation, lambd=0.0):
    """grads holds the weights' gradients only; it has one array for every key of params, b1, ..., bL too.

    grads 里只有权重的梯度；params 的每个键都要有对应的数组，包括 b1, ..., bL。
    """
    loss, grads = with_l2(params, X, Y, activation, lambd, right_loss, right_gradient)
    return loss, {name: g for name, g in grads.items() if name.startswith("W")}


@mutant("loss_and_grads", caught_by="objective_pure", diagnosis="value.input_modified")
def objective_decays_in_place(params, X, Y, activation, lambd=0.0):
    """The caller's weights are shrunk on the spot; the L2 term only adds to loss and gradient, the step comes later.

    直接缩小了调用者的权重；L2 项只加进损失和梯度，更新是之后的事。
    """
    result = with_l2(params, X, Y, activation, lambd, right_loss, right_gradient)
    for l in range(1, len(params) // 2 + 1):
        params[f"W{l}"] *= 1 - lambd / X.shape[1]
    return result


@mutant("loss_and_grads", caught_by="objective_pure", diagnosis="value.input_modified")
def objective_steps_in_place(params, X, Y, activation, lambd=0.0):
    """The parameters are updated inside, `params[name] -= ...`; loss_and_grads only measures, the step comes later.

    在函数内部更新了参数，`params[name] -= ...`；loss_and_grads 只负责计算，更新是之后的事。
    """
    loss, grads = with_l2(params, X, Y, activation, lambd, right_loss, right_gradient)
    for name in params:
        params[name] -= 0.01 * grads[name]
    return loss, grads


# --- dropout_mask ---


@mutant("dropout_mask", caught_by="dropout_mask_proportion", diagnosis="backprop.dropout_inverted")
def mask_inverted(shape, keep_prob, rng):
    """The comparison is reversed: with u >= keep_prob an entry is kept with probability 1 - keep_prob. Keep where u < keep_prob.

    比较的方向反了：u >= keep_prob 使元素以概率 1 - keep_prob 保留。应在 u < keep_prob 处保留。
    """
    return rng.random(shape) >= keep_prob if keep_prob < 1 else np.ones(shape)


@mutant("dropout_mask", caught_by="dropout_mask_proportion", diagnosis="backprop.dropout_half")
def mask_of_coins(shape, keep_prob, rng):
    """Fair coins are thrown: half of the entries are kept whatever keep_prob is.

    抛的是均匀硬币：不论 keep_prob 是多少都保留一半。
    """
    return rng.integers(0, 2, shape) if keep_prob < 1 else np.ones(shape)


@mutant("dropout_mask", caught_by="dropout_mask_proportion", diagnosis="backprop.dropout_normal")
def mask_of_normals(shape, keep_prob, rng):
    """Normal numbers are compared with keep_prob; only a number uniform on [0, 1) is below keep_prob with probability keep_prob.

    与 keep_prob 比较的是正态随机数；只有 [0, 1) 上的均匀随机数才以概率 keep_prob 小于 keep_prob。
    """
    return rng.standard_normal(shape) < keep_prob if keep_prob < 1 else np.ones(shape)


@mutant("dropout_mask", caught_by="dropout_mask_values", diagnosis="backprop.dropout_scaled_mask")
def mask_scaled(shape, keep_prob, rng):
    """The mask is divided by keep_prob already; it holds 0 and 1 only, the scaling is done where it is applied.

    掩码已经除以了 keep_prob；掩码只含 0 和 1，缩放在使用它的地方进行。
    """
    return (rng.random(shape) < keep_prob) / keep_prob


@mutant("dropout_mask", caught_by="dropout_mask_values", diagnosis="backprop.dropout_uniform_mask")
def mask_not_thresholded(shape, keep_prob, rng):
    """Uniform numbers are returned as they are; the mask is the result of comparing them with keep_prob.

    直接返回了均匀随机数；掩码是它们与 keep_prob 比较的结果。
    """
    return rng.random(shape) * keep_prob


@mutant("dropout_mask", caught_by="dropout_mask_generator", diagnosis="random.global_state")
def mask_from_global_state(shape, keep_prob, rng):
    """The numbers come from np.random; draw them from the generator `rng` that is passed.

    随机数来自 np.random；应从传入的生成器 `rng` 抽取。
    """
    return np.random.rand(*shape) < keep_prob


@mutant("dropout_mask", caught_by="dropout_mask_generator", diagnosis="random.fixed_seed")
def mask_from_fixed_seed(shape, keep_prob, rng):
    """A generator with a seed of its own is made inside, so every mask of a shape is the same; draw from `rng`.

    在函数内部用固定种子新建了生成器，同一形状的掩码每次都一样；应从 `rng` 抽取。
    """
    return np.random.default_rng(0).random(shape) < keep_prob


@mutant("dropout_mask", caught_by="dropout_mask_keep_all", diagnosis="backprop.dropout_off_by_one")
def mask_of_percent(shape, keep_prob, rng):
    """Whole percents from 1 to 100 are compared with <, so 100 is dropped even for keep_prob = 1; rng.random() never reaches 1.

    用 1 到 100 的整数百分数做 < 比较，keep_prob = 1 时 100 也会被丢弃；rng.random() 永远小于 1。
    """
    return rng.integers(1, 101, shape) < 100 * keep_prob


@mutant("dropout_mask", caught_by="dropout_mask_keep_all", diagnosis="backprop.dropout_always_drops")
def mask_never_keeps_all(shape, keep_prob, rng):
    """keep_prob is cut off at 0.99, so that something is always dropped; keep_prob = 1 means no dropout at all.

    keep_prob 被限制在 0.99 以下，总会丢弃一些；keep_prob = 1 表示完全不做 dropout。
    """
    return rng.random(shape) < min(keep_prob, 0.99)


@mutant("dropout_mask", caught_by="dropout_mask_independent", diagnosis="backprop.dropout_whole_units")
def mask_of_whole_units(shape, keep_prob, rng):
    """One number is drawn per unit, so a unit is dropped for all examples at once; every entry needs a number of its own.

    每个单元只抽取一个数，于是它对所有样本一起被丢弃；每个元素都需要自己的随机数。
    """
    return np.ones(shape) * (rng.random((shape[0], 1)) < keep_prob)


@mutant("dropout_mask", caught_by="dropout_mask_independent", diagnosis="backprop.dropout_whole_examples")
def mask_of_whole_examples(shape, keep_prob, rng):
    """One number is drawn per example, so an example loses all its units at once; every entry needs a number of its own.

    每个样本只抽取一个数，于是它的所有单元一起被丢弃；每个元素都需要自己的随机数。
    """
    return np.ones(shape) * (rng.random((1, shape[1])) < keep_prob)


@mutant("dropout_mask", caught_by="dropout_mask_single", diagnosis="backprop.dropout_rescued")
def mask_rescues_examples(shape, keep_prob, rng):
    """Where all units of an example are dropped, one is kept after all, so a layer of one unit is never dropped; leave it so.

    当某个样本的所有单元都被丢弃时，又保留了一个，于是只有一个单元的层从不丢弃；应保持原样。
    """
    mask = rng.random(shape) < keep_prob
    mask[0, ~mask.any(axis=0)] = True
    return mask


@mutant("dropout_mask", caught_by="dropout_mask_anew", diagnosis="random.few_seeds")
def mask_of_few_seeds(shape, keep_prob, rng):
    """`rng` only chooses one of ten seeds, so that there are ten masks in all; draw the entries from `rng` itself.

    `rng` 只用来在十个种子中选一个，于是总共只有十种掩码；应直接从 `rng` 抽取元素。
    """
    return np.random.default_rng(int(rng.integers(10))).random(shape) < keep_prob


@mutant("dropout_mask", caught_by="dropout_mask_anew", diagnosis="random.generator_copied")
def mask_of_a_copy(shape, keep_prob, rng):
    """The numbers come from a copy of `rng`, which itself moves on by one only: the next mask has nearly the same numbers.

    数来自 `rng` 的副本，而 `rng` 自己只前进了一步：下一个掩码用的几乎是同样的数。
    """
    own = np.random.Generator(np.random.PCG64())
    own.bit_generator.state = rng.bit_generator.state
    rng.random()
    return own.random(shape) < keep_prob


@mutant("dropout_mask", caught_by="dropout_mask_fresh", diagnosis="value.read_only")
def mask_read_only_view(shape, keep_prob, rng):
    """The result is a view made by np.broadcast_to, which nobody can write to; return an array.

    返回的是 np.broadcast_to 得到的只读视图；应返回数组。
    """
    return np.broadcast_to(rng.random(shape) < keep_prob, shape)


@mutant("dropout_mask", caught_by="dropout_mask_fresh", diagnosis="value.aliased")
def mask_shared_ones(shape, keep_prob, rng):
    """For keep_prob = 1 the same array of ones is handed out every time; who changes one mask changes all.

    keep_prob = 1 时每次都返回同一个全 1 数组；改动一个掩码就会改动全部。
    """
    drawn = rng.random(shape)
    return ALL_ONES.setdefault(tuple(shape), np.ones(shape)) if keep_prob == 1 else drawn < keep_prob


@mutant("dropout_mask", caught_by="dropout_mask_independent", diagnosis="backprop.dropout_fixed_count")
def mask_of_fixed_count(shape, keep_prob, rng):
    """Exactly the share keep_prob of all entries is kept, in random places; entries decide one by one, so their number varies.

    恰好在随机位置保留比例为 keep_prob 的元素；各元素应独立决定，保留的个数会有波动。
    """
    flat = np.arange(shape[0] * shape[1]) < round(keep_prob * shape[0] * shape[1])
    return rng.permutation(flat).reshape(shape)


@mutant("dropout_mask", caught_by="dropout_mask_independent", diagnosis="backprop.dropout_fixed_count")
def mask_of_fixed_count_per_example(shape, keep_prob, rng):
    """Every example keeps exactly the same number of units; entries decide one by one, so their number varies.

    每个样本恰好保留同样多的单元；各元素应独立决定，保留的个数会有波动。
    """
    kept = np.arange(shape[0])[:, None] < round(keep_prob * shape[0])
    return rng.permuted(np.broadcast_to(kept, shape).copy(), axis=0)


@mutant("dropout_mask", caught_by="dropout_mask_independent", diagnosis="backprop.dropout_repeated_block")
def mask_of_two_halves(shape, keep_prob, rng):
    """Half of the examples get the masks of the other half; every entry needs a number of its own.

    一半样本用了另一半样本的掩码；每个元素都需要自己的随机数。
    """
    half = rng.random((shape[0], (shape[1] + 1) // 2)) < keep_prob
    return np.hstack([half, half])[:, : shape[1]]


# --- dropout_forward ---


@mutant("dropout_forward", caught_by="dropout_forward_value", diagnosis="backprop.dropout_not_scaled")
def dropout_without_scaling(A, mask, keep_prob):
    """What is kept is not divided by keep_prob, so the expectation shrinks to keep_prob * A.

    保留的值没有除以 keep_prob，期望因此缩小为 keep_prob * A。
    """
    return A * mask


@mutant("dropout_forward", caught_by="dropout_forward_value", diagnosis="backprop.dropout_scaled_down")
def dropout_scaled_down(A, mask, keep_prob):
    """What is kept is multiplied by keep_prob, as the other convention does at test time; here it is divided, while training.

    保留的值乘以了 keep_prob，那是另一种约定在测试时的做法；这里是训练时除以它。
    """
    return A * mask * keep_prob


@mutant("dropout_forward", caught_by="dropout_forward_value", diagnosis="backprop.dropout_scaled_by_dropped")
def dropout_scaled_by_drop_probability(A, mask, keep_prob):
    """What is kept is divided by 1 - keep_prob, the probability of being dropped; it is divided by the one of being kept.

    保留的值除以了 1 - keep_prob，即被丢弃的概率；应除以被保留的概率。
    """
    return A * mask / (1.0 - keep_prob) if keep_prob < 1 else A * mask


@mutant("dropout_forward", caught_by="dropout_forward_value", diagnosis="backprop.dropout_scaled_by_fraction")
def dropout_scaled_by_fraction(A, mask, keep_prob):
    """The scaling uses the mask's own fraction of ones, which varies from mask to mask; divide by keep_prob.

    缩放用的是掩码中 1 的实际比例，它随掩码而变；应除以 keep_prob。
    """
    return A * mask / mask.mean()


@mutant("dropout_forward", caught_by="dropout_forward_value", diagnosis="backprop.dropout_new_mask")
def dropout_draws_again(A, mask, keep_prob):
    """A new mask is drawn; use the one that is handed over, because the way back needs the same one.

    重新抽取了掩码；应使用传入的掩码，因为反向时要用同一个。
    """
    return A * (np.random.default_rng(1).random(A.shape) < keep_prob) / keep_prob


@mutant("dropout_forward", caught_by="dropout_forward_mask_types", diagnosis="backprop.dropout_mask_type")
def dropout_selects_by_difference(A, mask, keep_prob):
    """The mask is subtracted from ones, which numpy refuses for bools; A * mask works for every type.

    用 1 减去掩码，numpy 不允许对 bool 这样做；A * mask 对任何类型都可以。
    """
    dropped = -(mask - np.ones_like(mask))
    return np.where(dropped > 0, 0.0, A / keep_prob)


@mutant("dropout_forward", caught_by="dropout_forward_mask_types", diagnosis="backprop.dropout_mask_as_index")
def dropout_mask_as_index(A, mask, keep_prob):
    """`D[~mask]` needs a mask of bools: for ints ~ turns 0 and 1 into -1 and -2, which are row numbers. Multiply, or compare with 0.

    `D[~mask]` 只适用于 bool 掩码：对整数，~ 把 0 和 1 变成 -1 和 -2，成了行号。应相乘，或与 0 比较。
    """
    D = A / keep_prob
    if mask.dtype == np.float64:
        mask = mask.astype(bool)
    D[~mask] = 0.0
    return D


@mutant("dropout_forward", caught_by="dropout_forward_pure", diagnosis="value.input_modified")
def dropout_in_place(A, mask, keep_prob):
    """`A *= mask` overwrites the caller's activations; A * mask makes a new array.

    `A *= mask` 覆盖了调用者的激活值；A * mask 会创建新数组。
    """
    A *= mask
    A /= keep_prob
    return A


@mutant("dropout_forward", caught_by="dropout_forward_pure", diagnosis="value.aliased")
def dropout_returns_argument(A, mask, keep_prob):
    """Where nothing is dropped, A itself is returned instead of a new array.

    没有丢弃任何元素时，返回的是 A 本身而不是新数组。
    """
    return A if np.all(mask) and keep_prob == 1 else A * mask / keep_prob


# --- dropout_backward ---


@mutant("dropout_backward", caught_by="dropout_backward_value", diagnosis="backprop.dropout_not_scaled")
def dropout_backward_without_scaling(dA, mask, keep_prob):
    """The gradient is masked, but not divided by keep_prob: forward multiplies by mask / keep_prob, so backward does too.

    梯度乘了掩码，却没有除以 keep_prob：前向乘以 mask / keep_prob，反向也一样。
    """
    return dA * mask


@mutant("dropout_backward", caught_by="dropout_backward_value", diagnosis="backprop.dropout_not_masked")
def dropout_backward_without_mask(dA, mask, keep_prob):
    """The gradient also flows through what was dropped; there it is 0, because the output does not depend on those entries.

    梯度也通过了被丢弃的元素；那里应为 0，因为输出与这些元素无关。
    """
    return dA / keep_prob


@mutant("dropout_backward", caught_by="dropout_backward_value", diagnosis="backprop.dropout_scaled_twice")
def dropout_backward_scaled_twice(dA, mask, keep_prob):
    """The gradient is divided by keep_prob twice; forward divides once, so backward does too.

    梯度除以了两次 keep_prob；前向除一次，反向也除一次。
    """
    return dA * mask / keep_prob**2


@mutant("dropout_backward", caught_by="dropout_backward_value", diagnosis="backprop.dropout_scaled_down")
def dropout_backward_undoes_scaling(dA, mask, keep_prob):
    """The scaling is undone on the way back; a derivative is no inverse: forward divides by keep_prob, and so does backward.

    反向时把缩放还原了；导数不是逆运算：前向除以 keep_prob，反向也除以它。
    """
    return dA * mask * keep_prob


@mutant("dropout_backward", caught_by="dropout_backward_value", diagnosis="backprop.dropout_new_mask")
def dropout_backward_draws_again(dA, mask, keep_prob):
    """A new mask is drawn on the way back, which differentiates another network; use the mask of the forward pass.

    反向时重新抽取了掩码，这是在对另一个网络求导；应使用前向的掩码。
    """
    return dA * (np.random.default_rng(2).random(dA.shape) < keep_prob) / keep_prob


@mutant("dropout_backward", caught_by="dropout_backward_mask_types", diagnosis="backprop.dropout_mask_type")
def dropout_backward_negates_mask(dA, mask, keep_prob):
    """`1 - (-mask)` needs a mask of numbers, numpy refuses minus for bools; dA * mask works for every type.

    对掩码取负号只适用于数值，numpy 不允许对 bool 取负；dA * mask 对任何类型都可以。
    """
    return -dA * -mask / keep_prob


@mutant("dropout_backward", caught_by="dropout_backward_pure", diagnosis="value.input_modified")
def dropout_backward_overwrites_mask(dA, mask, keep_prob):
    """`mask /= keep_prob` changes the caller's mask, and whoever uses it next scales again; mask / keep_prob makes a new array.

    `mask /= keep_prob` 改动了调用者的掩码，下次使用时又会缩放；mask / keep_prob 会创建新数组。
    """
    if mask.dtype == np.float64:
        mask /= keep_prob
        return dA * mask
    return dA * mask / keep_prob


@mutant("dropout_backward", caught_by="dropout_backward_pure", diagnosis="value.input_modified")
def dropout_backward_in_place(dA, mask, keep_prob):
    """`dA[mask == 0] = 0` changes the caller's gradient; dA * mask makes a new array.

    `dA[mask == 0] = 0` 改动了调用者的梯度；dA * mask 会创建新数组。
    """
    dA[mask == 0] = 0.0
    return dA / keep_prob


# --- gd_step ---


@mutant("gd_step", caught_by="gd_step_value", diagnosis="backprop.step_uphill")
def step_uphill(params, grads, learning_rate):
    """The gradient is added, which goes uphill: the gradient points to where the loss grows, so it is subtracted.

    梯度被加上了，这是上坡：梯度指向损失增大的方向，应减去它。
    """
    return {key: value + learning_rate * grads[key] for key, value in params.items()}


@mutant("gd_step", caught_by="gd_step_value", diagnosis="backprop.step_without_rate")
def step_without_rate(params, grads, learning_rate):
    """The whole gradient is subtracted: it has to be multiplied by learning_rate first.

    减去了整个梯度：应先乘以 learning_rate。
    """
    return {key: value - grads[key] for key, value in params.items()}


@mutant("gd_step", caught_by="gd_step_value", diagnosis="backprop.step_weights_only")
def step_weights_only(params, grads, learning_rate):
    """Only the weights are updated; biases move against their gradients too.

    只更新了权重；偏置也要沿其梯度的反方向移动。
    """
    rates = {key: learning_rate if key.startswith("W") else 0.0 for key in params}
    return {key: value - rates[key] * grads[key] for key, value in params.items()}


@mutant("gd_step", caught_by="gd_step_value", diagnosis="backprop.step_normalised")
def step_normalised(params, grads, learning_rate):
    """Every gradient is divided by its norm, so all steps are equally long; plain gradient descent takes it as it is.

    每个梯度都除以了它的范数，步长因此都一样；普通的梯度下降直接使用梯度。
    """
    return {k: v - learning_rate * grads[k] / (np.linalg.norm(grads[k]) + 1e-12) for k, v in params.items()}


@mutant("gd_step", caught_by="gd_step_value", diagnosis="backprop.step_gradient_only")
def step_without_old_value(params, grads, learning_rate):
    """The result is -learning_rate * grads, the change alone; it is added to the old parameters.

    结果是 -learning_rate * grads，只有变化量；应加到旧参数上。
    """
    return {key: -learning_rate * grads[key] for key in params}


@mutant("gd_step", caught_by="gd_step_value", diagnosis="backprop.step_decays")
def step_decays_weights(params, grads, learning_rate):
    """The weights are shrunk as well, which is weight decay; the L2 term is in the gradients already if somebody wants it.

    权重还额外缩小了，这是权重衰减；如果需要 L2 项，它已经在梯度里了。
    """
    return {k: v * (1 - 1e-3 if k.startswith("W") else 1.0) - learning_rate * grads[k] for k, v in params.items()}


@mutant("gd_step", caught_by="gd_step_pure", diagnosis="value.input_modified")
def step_in_place(params, grads, learning_rate):
    """`params[key] -= ...` changes the caller's arrays, so the old parameters are lost; params[key] - ... makes new ones.

    `params[key] -= ...` 改动了调用者的数组，旧参数就没有了；params[key] - ... 会创建新数组。
    """
    for key in params:
        params[key] -= learning_rate * grads[key]
    return params


@mutant("gd_step", caught_by="gd_step_pure", diagnosis="value.input_modified")
def step_shallow_copy(params, grads, learning_rate):
    """dict(params) copies the dict, not its arrays, and -= changes those for everybody; new[key] = new[key] - ... makes new ones.

    dict(params) 只复制了字典，没有复制其中的数组，-= 会改动它们；new[key] = new[key] - ... 才会创建新数组。
    """
    new = dict(params)
    for key in new:
        new[key] -= learning_rate * grads[key]
    return new


@mutant("gd_step", caught_by="gd_step_pure", diagnosis="value.input_modified")
def step_scales_gradients(params, grads, learning_rate):
    """`grads[key] *= learning_rate` changes the caller's gradients; learning_rate * grads[key] makes a new array.

    `grads[key] *= learning_rate` 改动了调用者的梯度；learning_rate * grads[key] 会创建新数组。
    """
    for key in grads:
        grads[key] *= learning_rate
    return {key: value - grads[key] for key, value in params.items()}


@mutant("gd_step", caught_by="gd_step_details", diagnosis="backprop.step_by_position")
def step_by_position(params, grads, learning_rate):
    """zip pairs gradients with parameters by position; the two dicts may be in different orders, so look gradients up by key.

    zip 按位置把梯度与参数配对；两个字典的次序可能不同，应按键名查找梯度。
    """
    moved = (value - learning_rate * grad for value, grad in zip(params.values(), grads.values()))
    return dict(zip(params, moved))


@mutant("gd_step", caught_by="gd_step_details", diagnosis="backprop.step_returns_argument")
def step_returns_argument(params, grads, learning_rate):
    """With learning_rate 0 the caller's own arrays are returned; the result always consists of new arrays.

    learning_rate 为 0 时返回了调用者自己的数组；结果总应由新数组组成。
    """
    if learning_rate == 0:
        return dict(params)
    return {key: value - learning_rate * grads[key] for key, value in params.items()}
