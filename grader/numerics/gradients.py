"""Judging gradients: the block-wise comparison with the reference, and derivatives that prove the reference.

Complex step: Squire & Trapp 1998; Martins, Sturdza & Alonso 2003 (ACM TOMS 29(3)). No subtraction, so no cancellation
and no step to choose.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader.numerics.networks import FloatArray

BLOCK_RTOL = 1e-9
"""Largest accepted ||G - R|| / ||R|| of one weight or bias block, on a certified net (`grader.numerics.probes`).

A margin, not a sampling argument: rounding is deterministic, and correct code in other styles (row layout, einsum and
example loops, bias column with an explicit softmax Jacobian) deviates by at most 9.3e-14 on 20 000 certified nets.
That leaves a factor of 1e4 for unseen styles and BLAS libraries, and a factor of 1e4 below an error of 1e-5.
"""

UNIT_ROUNDOFF = 2.0**-53

_STEP = 1e-20


def block_error(got: ArrayLike, want: ArrayLike) -> float:
    """||G - R|| / ||R|| of two arrays of one shape: 0 if both are 0, inf if only R is 0 or G is not finite.

    Scaled by the largest entry, so that 1e-200 and 1e200 neither underflow nor overflow. Accept iff it is at most
    BLOCK_RTOL. Raises ValueError if the shapes differ, since broadcasting would compare the wrong entries.
    """
    G, R = _pair(got, want)
    if not np.isfinite(G).all():
        return float("inf")
    scale = _largest(R)
    if scale == 0:
        return 0.0 if _largest(G) == 0 else float("inf")
    with np.errstate(over="ignore"):
        return float(_norm(G / scale - R / scale) / _norm(R / scale))


def relative_difference(a: ArrayLike, b: ArrayLike) -> float:
    """||a - b|| / (||a|| + ||b||) in [0, 1]: 0 if both are 0, NaN if an entry is not finite.

    Symmetric and exactly invariant under powers of two; safe at 1e-200 and 1e200, where squares leave the range of
    float64. Raises ValueError if the shapes differ.
    """
    left, right = _pair(a, b)
    scale = max(_largest(left), _largest(right))
    if scale == 0:
        return 0.0
    if not np.isfinite(scale):
        return float("nan")
    left, right = left / scale, right / scale
    return float(_norm(left - right) / (_norm(left) + _norm(right)))


def complex_step(f: Callable[[NDArray[np.complex128]], complex], theta: FloatArray, direction: FloatArray) -> float:
    """The derivative of f at theta along direction (both of one shape): Im f(theta + i h v) / h with h = 1e-20.

    f must be analytic as written (no abs, no conjugate). Truncation is h^2 f'''/6, far below rounding; on certified
    nets the error is at most 4.9e-14 of the block's gradient norm.
    """
    return float(np.imag(f(theta + 1j * _STEP * direction)) / _STEP)


def complex_step_gradient(f: Callable[[NDArray[np.complex128]], complex], theta: FloatArray) -> FloatArray:
    """The gradient of f at theta (any shape, kept), one complex step per coordinate; accuracy as `complex_step`."""
    return _coordinatewise(lambda direction: complex_step(f, theta, direction), theta)


def central_difference(f: Callable[[FloatArray], float], theta: ArrayLike, eps: float = 1e-5) -> FloatArray:
    """The two-sided difference quotient of f per coordinate of theta (any shape, kept; integers are promoted).

    Error eps^2 f'''/6 plus rounding of about u |f| / eps; exact on quadratics but for rounding.
    """
    point = np.asarray(theta, dtype=np.float64)
    # (f(theta + eps e_i) - f(theta - eps e_i)) / (2 eps)
    return _coordinatewise(lambda unit: (f(point + eps * unit) - f(point - eps * unit)) / (2 * eps), point)


def central_difference_tolerance(J: float, eps: float, scale: float) -> float:
    """How far two correct central differences with the same eps may lie apart, for a loss near J.

    100 u max(|J|, 1e-3) / eps is rounding (600 certified nets, two other forward styles: at most 7.7 in place of 100,
    a margin of 13); 1e-9 scale, with scale the gradient's size, allows for the last digits of the quotient.
    """
    # u = 2^-53
    return 100 * UNIT_ROUNDOFF * max(abs(J), 1e-3) / eps + 1e-9 * scale


def observed_order(errors: Sequence[float], steps: Sequence[float]) -> float:
    """The p of errors ~ C steps^p: the least-squares slope in logarithms. inf if an error is exactly 0.

    A two-sided difference shows 2, a one-sided one 1. Needs two different positive steps.
    """
    if min(errors) == 0:
        return float("inf")
    x = np.log(steps) - np.mean(np.log(steps))
    # p = sum (x - mean x) y / sum (x - mean x)^2
    return float(x @ np.log(errors) / (x @ x))


def _coordinatewise(derivative: Callable[[FloatArray], Any], theta: FloatArray) -> FloatArray:
    gradient = np.empty(theta.shape)
    for index in np.ndindex(theta.shape):
        unit = np.zeros(theta.shape)
        unit[index] = 1.0
        gradient[index] = derivative(unit)
    return gradient


def _pair(a: ArrayLike, b: ArrayLike) -> tuple[FloatArray, FloatArray]:
    left, right = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if left.shape != right.shape:
        raise ValueError(f"cannot compare shapes {left.shape} and {right.shape}")
    return left, right


def _largest(array: FloatArray) -> float:
    return float(np.abs(array).max(initial=0.0))


def _norm(array: FloatArray) -> float:
    return float(np.linalg.norm(array.ravel()))
