"""Type annotations, keyword-only helpers, other parameter names, a module-level numpy alias and derived formulas."""

from __future__ import annotations

import typing as t
from collections.abc import Callable, Iterator

import numpy
from numpy import float64, ndarray
from numpy.typing import NDArray

Array = NDArray[float64]
Weights = dict[str, Array]


class Activation(t.NamedTuple):
    value: Callable[[Array], Array]
    slope_of_value: Callable[[Array], Array]


HIDDEN: t.Final[dict[str, Activation]] = dict(
    sigmoid=Activation(lambda z: 0.5 * (1.0 + numpy.tanh(0.5 * z)), lambda a: a * (1 - a)),
    tanh=Activation(numpy.tanh, lambda a: (1 + a) * (1 - a)),
    relu=Activation(lambda z: numpy.fmax(z, 0), lambda a: (a > 0).astype("int64")),
)


def layer_numbers(weights: Weights) -> range:
    return range(1, 1 + sum(1 for key in weights if key[0] == "W"))


def affine_forward(inputs: Array, weight: Array, bias: Array) -> Array:
    return numpy.tensordot(weight, inputs, axes=1) + numpy.tile(bias, (1, inputs.shape[1]))


def affine_backward(upstream: Array, inputs: Array, weight: Array) -> tuple[Array, Array, Array]:
    to_inputs = numpy.tensordot(weight, upstream, axes=(0, 0))
    to_weight = numpy.inner(upstream, inputs)
    to_bias = upstream.sum(1)[:, numpy.newaxis].copy()
    return to_inputs, to_weight, to_bias


def activation_backward(upstream: Array, z: Array, name: str) -> Array:
    kind = HIDDEN[name]
    return numpy.multiply(upstream, kind.slope_of_value(kind.value(z)))


def log_softmax(z: Array) -> Array:
    z = z - numpy.amax(z, axis=0, keepdims=True)
    return z - numpy.log(numpy.sum(numpy.exp(z), axis=0, keepdims=True))


def softmax_cross_entropy(z: Array, target: Array) -> tuple[float64, Array]:
    log_p = log_softmax(z)
    count: int = target.shape[-1]
    return -numpy.trace(target.T @ log_p) / count, (numpy.exp(log_p) - target) / count


class Record(t.TypedDict):
    kind: Activation
    stack: list[ndarray]


def forward(weights: Weights, batch: Array, name: str) -> tuple[Array, Record]:
    record = Record(kind=HIDDEN[name], stack=[batch])
    *hidden, last = layer_numbers(weights)
    for number in hidden:
        z = affine_forward(record["stack"][-1], weights[f"W{number}"], weights[f"b{number}"])
        record["stack"].append(record["kind"].value(z))
    return affine_forward(record["stack"][-1], weights[f"W{last}"], weights[f"b{last}"]), record


def walk_back(weights: Weights, record: Record, upstream: Array) -> Iterator[tuple[str, Array]]:
    stack = list(record["stack"])
    for number in reversed(layer_numbers(weights)):
        inputs = stack.pop()
        upstream, to_weight, to_bias = affine_backward(upstream, inputs, weights[f"W{number}"])
        yield from ((f"W{number}", to_weight), (f"b{number}", to_bias))
        upstream = upstream * record["kind"].slope_of_value(inputs)


def backward(weights: Weights, record: Record, upstream: Array) -> Weights:
    return dict(walk_back(weights, record, upstream))


def loss_and_grads(weights: Weights, batch: Array, target: Array, name: str, strength: float = 0.0):
    output, record = forward(weights, batch, name)
    loss, upstream = softmax_cross_entropy(output, target)
    grads = backward(weights, record, upstream)
    rate = strength / batch.shape[1]
    for number in layer_numbers(weights):
        key = f"W{number}"
        loss = loss + 0.5 * rate * (weights[key] ** 2).sum()
        grads[key] = grads[key] + rate * weights[key]
    return [loss, grads]


def dropout_mask(size: tuple[int, ...], keep: float, generator: numpy.random.Generator) -> NDArray[numpy.uint8]:
    # uniform 64-bit words straight from the bytes
    count = int(numpy.prod(size))
    words = numpy.frombuffer(generator.bytes(8 * count), dtype=numpy.uint64)
    return ((words >> numpy.uint64(11)) * 2.0**-53 < keep).reshape(size).astype(numpy.uint8)


def dropout_forward(values: Array, mask: ndarray, keep: float) -> Array:
    scale = mask.astype(float64)
    scale /= keep
    return values * scale


def dropout_backward(upstream: Array, mask: ndarray, keep: float) -> Array:
    return dropout_forward(upstream, mask, keep)


def gd_step(weights: Weights, grads: Weights, rate: float) -> Weights:
    return {key: weights[key] + (-rate) * grads[key] for key in reversed(sorted(weights))}
