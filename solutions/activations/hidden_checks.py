"""Hidden checks: many magnitudes in one array, the corners of softmax."""

import numpy as np

from grader.checking import check, fixed_array, fixed_rng

from .checks import judge, judge_softmax


def magnitudes(*key):
    """Return 84 numbers of both signs, |z| from 1e-9 to about 50: one for each quarter of a decade and sign.

    It is the transpose of an array, as activations of other layouts hand it on: its rows do not lie one after the other.
    """
    rng = fixed_rng(*key)
    size = 10.0 ** (np.arange(-9.0, 1.5, 0.25) + rng.uniform(0.0, 0.25, 42))
    return rng.permutation(np.concatenate([size, -size])).reshape(7, 12).T


@check(points=1, after="sigmoid_value")
def sigmoid_magnitudes(student, reference):
    """sigmoid is right for |z| from 1e-9 to 50 in one array, also in a transposed one.

    同一个数组中 |z| 从 1e-9 到 50，sigmoid 都正确，转置的数组也一样。
    """
    judge(student.sigmoid, reference.sigmoid, magnitudes(111), name="sigmoid")


@check(points=1, after="sigmoid_grad_value")
def sigmoid_grad_magnitudes(student, reference):
    """sigmoid_grad is right for |z| from 1e-9 to 50 in one array, also in a transposed one.

    同一个数组中 |z| 从 1e-9 到 50，sigmoid_grad 都正确，转置的数组也一样。
    """
    judge(student.sigmoid_grad, reference.sigmoid_grad, magnitudes(121), name="sigmoid_grad")


@check(points=1, after="tanh_grad_value")
def tanh_grad_magnitudes(student, reference):
    """tanh_grad is right for |z| from 1e-9 to 50 in one array, also in a transposed one.

    同一个数组中 |z| 从 1e-9 到 50，tanh_grad 都正确，转置的数组也一样。
    """
    judge(student.tanh_grad, reference.tanh_grad, magnitudes(131), name="tanh_grad")


@check(points=1, after="relu_value")
def relu_magnitudes(student, reference):
    """relu is right for |z| from 1e-9 to 50 in one array, also in a transposed one.

    同一个数组中 |z| 从 1e-9 到 50，relu 都正确，转置的数组也一样。
    """
    judge(student.relu, reference.relu, magnitudes(141), name="relu")


@check(points=1, after="relu_grad_value")
def relu_grad_magnitudes(student, reference):
    """relu_grad is right for |z| from 1e-9 to 50 in one array, also in a transposed one: the step is at 0 exactly.

    同一个数组中 |z| 从 1e-9 到 50，relu_grad 都正确，转置的数组也一样：跳变恰好在 0 处。
    """
    judge(student.relu_grad, reference.relu_grad, magnitudes(151), name="relu_grad")


@check(points=1, after="softmax_value")
def softmax_magnitudes(student, reference):
    """softmax is right where the probabilities of one column range from 1 down to 1e-11.

    同一列的概率从 1 小到 1e-11 时，softmax 仍然正确。
    """
    # Columns whose entries are 2 to 3 apart, in any order: e^-25 = 1e-11.
    steps = np.cumsum(fixed_rng(161).uniform(2.0, 3.0, (10, 4)), axis=0)
    Z = np.round(fixed_rng(162).permuted(steps - steps.mean(axis=0), axis=0), 3)
    judge_softmax(student.softmax(Z), reference.softmax(Z), Z)


@check(points=1, after="softmax_columns")
def softmax_one_class(student):
    """With a single class, softmax is 1 for every example.

    只有一个类别时，softmax 对每个样本都是 1。
    """
    for m in (1, 5):
        Z = fixed_array(1, m, key=[163, m], scale=3.0)
        judge_softmax(student.softmax(Z), np.ones((1, m)), Z)
