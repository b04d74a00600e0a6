"""Hidden checks of training: batches put together anew, random starts, deep networks, extreme logits, other activations."""

import numpy as np

from grader.checking import check, expect, fixed_rng
from grader.numerics.networks import forward, loss_and_grads

from .checks import (
    ACTIVATIONS,
    FRACTION_ATOL,
    NEAR_CHANCE,
    RELU_ACCURACY,
    RUNS,
    clear,
    constant_start,
    depth_of,
    examples,
    network,
    repeated,
    require_fresh_visits,
    require_params,
    right,
    trained_on_digits,
    updated,
    visits_of,
)

# --- predict ---


@check(points=1, after="predict_labels")
def predict_deep(student):
    """predict is right for a network of twelve layers.

    对十二层的网络，predict 也正确。
    """
    params, X, labels = network([3] + [4] * 11 + [3], "tanh", 20, 112)
    expect.same(student.predict(params, X, "tanh"), labels, what="labels")


@check(points=1, after="predict_labels")
def predict_extreme(student):
    """predict is right for logits that are all negative, or so large that their exponentials overflow.

    logits 全为负，或大到指数溢出时，predict 也正确。
    """
    params, X, labels = network([3, 5, 4], "tanh", 12, 113)
    for scale, shift in ((1.0, -40.0), (1e4, 0.0)):
        moved = {**params, "W2": scale * params["W2"], "b2": scale * params["b2"] + shift}
        expect.same(student.predict(moved, X, "tanh"), labels, what="labels")
    for key in (115, 116):  # relu of the logits would be 0 for every class
        params, X, labels = network([3, 4], "relu", 12, key)
        lowered = {**params, "b1": params["b1"] - 40.0}
        expect.same(student.predict(lowered, X, "relu"), labels, what="labels")


# --- train_classifier ---


@check(points=2, after=("train_order", "train_last_params"), function="train_classifier")
def batches_anew(student):
    """The batches are put together anew in every epoch, not only visited in another order.

    每一轮都重新组成小批量，而不只是改变各批的先后。
    """
    require_fresh_visits(visits_of(student, 4, 2, RUNS, 3), possible=6)


@check(points=1, after="train_visits", function="train_classifier")
def visits_uneven(student):
    """Every example is used exactly once also when the last batch is smaller.

    最后一批较小时，每个样本也恰好使用一次。
    """
    visits_of(student, 5, 2, 6, 4, epochs=1)


@check(points=2, after=("train_l2_biases", "train_last_params"))
def train_everything(student):
    """Minibatches, epochs, hidden layers and the L2 term together are right, with any activation.

    小批量、多轮、隐藏层和 L2 项合在一起也正确，对任何激活函数都如此。
    """
    dims, m, batch_size, rate, lambd = [2, 3, 4, 3], 8, 3, 0.1, 0.4
    for number, activation in enumerate(ACTIVATIONS):
        X, Y = repeated(2, 3, m, 121, number)
        arguments = (dims, activation, "constant", rate, 3, batch_size, lambd, fixed_rng(123))
        params, _ = student.train_classifier(X, Y, *examples(2, 3, 2, 122), *arguments)
        batches = [(X[:, :size], Y[:, :size]) for size in (3, 3, 2)]
        require_params(params, updated(constant_start(dims, 0.5), batches * 3, activation, rate, lambd), rate)


@check(points=1, after="train_several_steps")
def train_deep(student):
    """A network of eleven layers is trained as any other.

    十一层的网络也同样训练。
    """
    dims = [3] * 12
    X, Y = repeated(3, 3, 4, 124)
    arguments = (dims, "tanh", "constant", 0.1, 4, 4, 0.0, fixed_rng(126))
    params, _ = student.train_classifier(X, Y, *examples(3, 3, 2, 125), *arguments)
    require_params(params, updated(constant_start(dims, 0.5), [(X, Y)] * 4, "tanh", 0.1), 0.1)


def walked_back(params, X, Y, activation, learning_rate, steps):
    """Return the parameters that `steps` steps of gradient descent lead to `params` from.

    A step back solves old = new + learning_rate * dJ/d(old) by iteration, which converges because the step is short
    (learning_rate times the largest curvature is well below 1).
    """
    for _ in range(steps):
        old = params
        for _ in range(80):
            _, grads = loss_and_grads(old, X, Y, activation)
            old = {name: params[name] + learning_rate * grads[name] for name in params}
        params = old
    return params


@check(points=2, after="train_visits")
def train_from_random(student):
    """From random weights, too, every step follows the gradient: walked back step by step, the biases end at 0.

    从随机权重出发，每一步也沿着梯度：逐步倒推回去，偏置恰好回到 0。
    """
    # Square layers with different units, which would hide or reveal a transposed matrix.
    dims, rate, epochs = [4, 4, 4, 3], 0.05, 4
    for number, activation in enumerate(("tanh", "sigmoid")):
        X, Y = examples(4, 3, 6, 127, number)
        arguments = (X, Y, dims, activation, "xavier", rate, epochs, 6, 0.0, fixed_rng(128, number))
        params, _ = student.train_classifier(X, Y, *arguments)
        begun = walked_back(params, X, Y, activation, rate, epochs)
        for l in range(1, depth_of(params) + 1):
            moved = float(np.abs(params[f"b{l}"]).max())
            left = float(np.abs(begun[f"b{l}"]).max())
            # Correct code leaves less than 1e-12 of the way; a wrong gradient a part of it.
            facts = {"name": f"b{l}", "left": expect.shown(left), "moved": expect.shown(moved)}
            expect.that(left <= 1e-7 * moved, "training.walked_back", **facts)


@check(points=2, after="train_step", function="train_classifier")
def digits_relu(student):
    """relu with he reads handwritten digits.

    relu 配 he 能识别手写数字。
    """
    accuracy = trained_on_digits(student, "relu", "he", 20, 131)
    if accuracy < RELU_ACCURACY:
        accuracy = trained_on_digits(student, "relu", "he", 20, 133)
    expect.that(accuracy >= RELU_ACCURACY, "training.accuracy", got=expect.shown(accuracy), limit=RELU_ACCURACY)


@check(points=1, after="train_step", function="train_classifier")
def digits_sigmoid(student):
    """sigmoid with xavier learns nothing in the same time: its gradient vanishes on the way through three hidden layers.

    sigmoid 配 xavier 在同样的时间内什么也学不到：梯度在穿过三个隐藏层时消失了。
    """
    accuracy = trained_on_digits(student, "sigmoid", "xavier", 20, 132)
    expect.that(accuracy <= NEAR_CHANCE, "training.learnt", got=expect.shown(accuracy), limit=NEAR_CHANCE)


@check(points=1, after=("train_val_accuracy", "train_last_params"))
def val_accuracy_of_result(student):
    """After random minibatches, too, the last val_accuracy is that of the parameters that are returned.

    随机小批量训练之后，最后的 val_accuracy 也是所返回参数的正确率。
    """
    X, Y = examples(4, 3, 30, 141)
    X_val, Y_val = examples(4, 3, 131, 142)
    count = Y_val.shape[1]
    for number, activation in enumerate(ACTIVATIONS):
        arguments = (X, Y, X_val, Y_val, [4, 6, 3], activation, "he", 0.3, 4, 7, 0.01, fixed_rng(143, number))
        params, history = student.train_classifier(*arguments)
        logits = forward(params, X_val, activation)[0]
        sure, correct = clear(logits), right(params, X_val, Y_val, activation)
        low = int((sure & correct).sum())
        high = low + int((~sure).sum())
        got = history["val_accuracy"][-1]
        agrees = low / count - FRACTION_ATOL <= got <= high / count + FRACTION_ATOL
        expect.that(agrees, "training.val_accuracy", epoch=4, got=expect.shown(got), right=low, total=count)
        whole = abs(count * got - round(count * got)) <= count * FRACTION_ATOL
        expect.that(whole, "training.val_accuracy", epoch=4, got=expect.shown(got), right=low, total=count)
