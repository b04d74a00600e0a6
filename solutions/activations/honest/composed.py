"""Functions are objects that @ composes; the derivative of relu is a generic function with a case per type."""
import operator
from dataclasses import dataclass, field
from functools import partial, reduce, singledispatch
from itertools import starmap

import numpy as np

compose = lambda *fs: reduce(lambda f, g: lambda x: f(g(x)), fs)


@dataclass
class Elementwise:
    name: str
    value: callable
    counter: int = field(default=0, repr=False)

    def __call__(self, z, /):
        self.counter += 1
        return self.value(z)

    def __matmul__(self, other):
        return Elementwise(f"{self.name}.{other.name}", compose(self.value, other.value))


tanh = Elementwise("tanh", np.tanh)
half = Elementwise("half", partial(np.multiply, 0.5))
inc = Elementwise("inc", partial(operator.add, 1))
square = Elementwise("square", np.square)
minus = Elementwise("minus", partial(operator.sub, 1))

sigmoid = half @ inc @ tanh @ half
# s' = (1 - tanh^2(z/2)) / 4
sigmoid_grad = half @ half @ minus @ square @ tanh @ half
tanh_grad = minus @ square @ tanh
relu = Elementwise("relu", lambda z: np.positive(z) * np.heaviside(z, 0))


@singledispatch
def relu_grad(z):
    raise TypeError(type(z))


@relu_grad.register(int)
@relu_grad.register(float)
def _(z):
    return np.int64(z > 0)


@relu_grad.register(np.ndarray)
def _(z):
    return (z > 0).view(np.uint8)


def _softmax_column(column):
    e = np.exp(operator.sub(column, np.max(column)))
    return operator.truediv(e, np.add.reduce(e))


def softmax(Z):
    return np.stack(list(starmap(_softmax_column, zip(Z.T))), axis=-1)
