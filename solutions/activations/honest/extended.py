"""Other types on the way: extended precision for the functions, complex numbers for the derivatives, small ints for the step."""
import numpy as np

STEP = 1e-200


def back(values):
    return values.astype(np.float64)


def sigmoid(z):
    z = np.asarray(z, dtype=np.longdouble)
    with np.errstate(all="ignore"):
        return back(np.asarray(1 / (1 + np.exp(-z))))


def sigmoid_grad(z):
    # complex step: f(z + ih) = f(z) + ih f'(z) + ..., on the side where e^-z does not overflow
    w = np.abs(z) + 1j * STEP
    return np.imag(1 / (1 + np.exp(-w))) / STEP


def tanh_grad(z):
    z = np.asarray(z, dtype="longdouble")
    t = np.tanh(z)
    return back(np.asarray(1 - t * t))


def relu(z):
    return np.where(np.signbit(z), 0.0, z)


def relu_grad(z):
    return np.asarray(np.asarray(z) >= 0).astype(np.int8)


def softmax(Z):
    Z = Z.astype(np.longdouble)
    E = np.exp(Z - Z.max(0))
    return back(E / E.sum(0))
