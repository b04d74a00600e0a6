"""Everything from tanh, and relu from absolute values."""
from numpy import abs as magnitude
from numpy import cosh, exp, heaviside, log, max, sum, tanh


def sigmoid(pre_activation):
    return (tanh(pre_activation / 2) + 1) / 2


def sigmoid_grad(pre_activation):
    # 1 / (2 + 2 cosh z): an infinite denominator is a zero slope
    return 1 / (2 + 2 * cosh(pre_activation))


def tanh_grad(pre_activation):
    return cosh(pre_activation) ** -2.0


def relu(pre_activation):
    return (pre_activation + magnitude(pre_activation)) / 2


def relu_grad(pre_activation):
    return heaviside(pre_activation, 0.5)


def logsumexp(logits):
    top = max(logits, axis=0)
    return top + log(sum(exp(logits - top), axis=0))


def softmax(logits):
    return exp(logits - logsumexp(logits))
