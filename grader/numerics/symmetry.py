"""Symmetry of hidden units: the invariant set, how far parameters are from it, and when that counts.

The invariant set V: rows of W1..WK equal, b1..bK constant, columns of W2..W{K+1} equal, with K = L - 1 hidden layers;
W1's single row, W{K+1}'s single column and b{K+1} are free. A gradient at a point of V is tangent to V, for any data,
activation and loss, so gradient descent, momentum, minibatches and elementwise adaptive rates stay in V. Updates unit
by unit, dropout masks and a random hidden start leave it.

Judge parameters after steps, never the relative spread of a gradient: from fully constant weights softmax has hidden
gradients of exactly 0, whose rounding is pure asymmetry. Judge after at most 100 steps: V is a saddle, and rounding
alone (BLAS edge kernels) grows to 9e-5 after 3000 steps and to 1 after 5000 in a correct program.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from grader.numerics.networks import FloatArray, Params, depth

KEPT = 1e-9
"""Largest relative deviation that is rounding: correct programs showed at most 3e-11 over 100 steps."""

BROKEN = 1e-6
"""Least relative deviation that is a broken symmetry: dropout shows 1e-2 after one step, a random start about 1."""


def unit_spread(params: Params) -> float:
    """The largest absolute difference between two units of one hidden layer, in corresponding entries of their rows
    of W{l} (n_l, n_{l-1}), their entries of b{l} and their columns of W{l+1}; 0.0 iff they agree or there are none.
    """
    return max((float(np.ptp(units, axis=0).max()) for units in _unit_blocks(params)), default=0.0)


def invariant_deviation(params: Params) -> float:
    """How far params are from V: the largest spread between units relative to the block's largest |entry|.

    0.0 in V (all-zero blocks included). At most KEPT: symmetric up to rounding; above BROKEN: not symmetric; between
    the two there is no verdict. See `symmetry_kept`.
    """
    spreads = (np.ptp(units, axis=0).max() / (np.abs(units).max() or 1.0) for units in _unit_blocks(params))
    return max(map(float, spreads), default=0.0)


def symmetry_kept(params: Params) -> bool | None:
    """True for invariant_deviation <= KEPT, False above BROKEN, None between, where neither can be said.

    Margins: 30 above the rounding seen in 100 steps, 1e4 below the weakest one-step dropout.
    """
    deviation = invariant_deviation(params)
    if deviation <= KEPT:
        return True
    return False if deviation > BROKEN else None


def break_margin(params: Params) -> float:
    """invariant_deviation / BROKEN: above 1 the symmetry is broken, and a probe that must break it should exceed 100,
    so that other correct programs break it as clearly.
    """
    return invariant_deviation(params) / BROKEN


def symmetric_point(layer_dims: Sequence[int], rng: np.random.Generator) -> dict[str, FloatArray]:
    """A generic point of V for sizes [n_0, ..., n_L], with W{l} (n_l, n_{l-1}) and b{l} (n_l, 1).

    W1 is one row repeated; each further hidden W{l} and each hidden b{l} is one number; WL is one column repeated,
    whose entries differ per output (else softmax passes no gradient back); bL is free. For L = 1 everything is free.
    Entries have three decimals and sizes in [0.1, 1].
    """
    last = len(layer_dims) - 1
    params: dict[str, FloatArray] = {}
    for layer, (n_in, n_out) in enumerate(pairwise(layer_dims), start=1):
        # free entries of W_l: (1 or n_out, 1 or n_in), repeated to (n_out, n_in)
        free = (n_out if layer == last else 1, n_in if layer == 1 else 1)
        params[f"W{layer}"] = np.broadcast_to(_entries(rng, free), (n_out, n_in)).copy()
        params[f"b{layer}"] = np.broadcast_to(_entries(rng, (free[0], 1)), (n_out, 1)).copy()
    return params


def _entries(rng: np.random.Generator, shape: tuple[int, int]) -> FloatArray:
    entries: FloatArray = rng.integers(100, 1001, shape) / 1000 * rng.choice([-1.0, 1.0], shape)
    return entries


def _unit_blocks(params: Params) -> list[FloatArray]:
    """The blocks that belong to the units of hidden layers, turned so that axis 0 runs over units."""
    blocks: list[FloatArray] = []
    for layer in range(1, depth(params)):
        blocks += [params[f"W{layer}"], params[f"b{layer}"], params[f"W{layer + 1}"].T]
    return blocks
