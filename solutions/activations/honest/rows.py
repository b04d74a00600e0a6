"""Examples as rows inside, pieces assembled with piecewise and einsum; results are often in Fortran order."""
import numpy as np


def sigmoid(z):
    return np.piecewise(
        np.asarray(z, dtype=float),
        [np.asarray(z) >= 0, np.asarray(z) < 0],
        [lambda v: np.reciprocal(1 + np.exp(-v)), lambda v: 1 - np.reciprocal(1 + np.exp(v))],
    )


def sigmoid_grad(z):
    a = sigmoid(z)
    return np.einsum("...,...->...", a, 1 - a)


def tanh_grad(z):
    # tanh z = 2 sigmoid(2z) - 1
    return 4 * sigmoid_grad(2 * z)


def relu(z):
    return np.fmax(np.array(z).T, 0).T


def relu_grad(z):
    return np.array(z, ndmin=1).T.__gt__(0).T.reshape(np.shape(z)).astype("float32")


def softmax(Z):
    rows = Z.T
    rows = rows - rows.max(axis=1)[:, None]
    weights = np.exp(rows)
    return np.einsum("jk,j->kj", weights, 1 / np.einsum("jk->j", weights))
