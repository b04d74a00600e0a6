"""Builders of figures: from a student's arrays and the reference's to a few binned numbers.

Each returns a `Figure` (`grader.report.figures` draws its kind), or None where there is nothing to see. They are called
through `expect.figure(builder, ...)`, after a check has failed. Numbers are rounded to three digits; NaN and infinities
are strings.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from grader.checking.sketches import size
from grader.model.report import MAX_FIGURE, Figure
from grader.numerics.formulas import LEAST_ENTRIES, law_of

Array = np.ndarray[Any, Any]
Number = float | int | str
Curves = Mapping[str, Sequence[float]]

HISTOGRAM_BINS = 40
LAYER_BINS = 16
MAX_LAYERS = 6  # of activation histograms
MAX_POINTS = 40  # of a curve
MAX_CURVES = 6
_GRIDS = (24, 16, 12, 8, 5)  # the finest grid of cells that fits into a figure's bytes is taken
_LEAST_CELLS = 4  # fewer numbers are read more easily than a picture of them
_REACH = 4.2  # standard deviations on either side of a histogram's middle
_WIDEST = 1e3  # times the right deviation: whatever is wider lies outside
_EXACT = -17  # the decade that stands for "no error at all": below rounding


def histogram(draw: Array, variance: float, family: str | None = None) -> Figure | None:
    """The entries of one draw (n_out, n_in) against the density of mean 0 and `variance`.

    family: of the density; if the task leaves it open, the one that the entries come nearest to.
    """
    values = np.asarray(draw, dtype=np.float64).ravel()
    values = values[np.isfinite(values)]
    if not (values.size and variance > 0):
        return None
    std = math.sqrt(variance)
    reach = _REACH * std * min(max(1.0, float(np.sqrt(np.mean((values / std) ** 2)))), _WIDEST)
    inside = values[np.abs(values) <= reach]
    bins = ((inside / reach + 1) * (HISTOGRAM_BINS / 2)).astype(int).clip(max=HISTOGRAM_BINS - 1)
    counts = np.bincount(bins, minlength=HISTOGRAM_BINS)
    if family is None:
        law = law_of([values]) if values.size >= LEAST_ENTRIES else None
        family = law if law in ("uniform", "truncated_normal") else "normal"
    width = 2 * reach / HISTOGRAM_BINS
    data = {
        "shape": list(draw.shape),
        "low": number(-reach),
        "high": number(reach),
        "density": numbers(counts / (draw.size * width)),
        "outside": int(draw.size - counts.sum()),
        "std": number(float(values.std())),
        "wanted_std": number(std),
        "family": family,
    }
    return Figure("histogram", data)


def activations(got: Sequence[Array], wanted: Sequence[Array], bounds: tuple[float, float] | None = None) -> Figure:
    """Histograms of the activations of each layer (any shapes), yours beside the right ones.

    bounds: the range of the activation function, (0, 1) for sigmoid; otherwise each layer has its own.
    """
    layers = [_layer(at, got[at], wanted[at], bounds) for at in _chosen(min(len(got), len(wanted)), MAX_LAYERS)]
    return Figure("activations", {"layers": layers})


def profile(got: Curves, wanted: Curves, quantity: str = "activation") -> Figure:
    """The size of activations or gradients per layer, first layer first, one curve per name (of a scheme, say).

    quantity: "activation" or "gradient".
    """
    return _curves("profile", range(1, 1 + _longest(got, wanted)), got, wanted, quantity=quantity)


def v_curve(eps: Sequence[float], got: Sequence[float], wanted: Sequence[float]) -> Figure:
    """The error of a numerical gradient against its step eps."""
    return _curves("v_curve", eps, {"": got}, {"": wanted})


def spread(steps: Sequence[float], got: Curves, wanted: Curves) -> Figure:
    """The largest difference between units of a layer, after each of the steps; names are the layers' numbers."""
    return _curves("spread", steps, got, wanted)


def rows(steps: Sequence[float], got: Sequence[Array], wanted: Sequence[Array]) -> Figure:
    """The first weight of each unit, W1[i, 0], after each of the steps. got, wanted: W1 (n_1, n_0) for each step."""
    units = min(MAX_CURVES, *(len(W) for W in (*got, *wanted)))
    sides = [{f"W1[{i}, 0]": [float(W[i, 0]) for W in side] for i in range(units)} for side in (got, wanted)]
    return _curves("rows", steps, *sides)


def learning(got: Mapping[str, Curves], wanted: Mapping[str, Curves]) -> Figure:
    """Loss and accuracy per epoch: scheme -> {"loss": [...], "accuracy": [...]}, either of which may be missing."""
    sides = [
        {f"{name} {scheme}": curve for scheme, curves in side.items() for name, curve in curves.items()}
        for side in (got, wanted)
    ]
    return _curves("learning", range(1, 1 + _longest(*sides)), *sides)


def bars(got: Mapping[str, float], wanted: Mapping[str, float] | None = None, limit: float | None = None) -> Figure:
    """One number per parameter array, such as its relative difference; `limit` is what it may be."""
    names = list(got)[: 2 * MAX_CURVES]
    right = {} if wanted is None else wanted
    data = {
        "names": names,
        "got": [number(got[name]) for name in names],
        "wanted": [number(right[name]) for name in names if name in right],
        "limit": None if limit is None else number(limit),
    }
    return Figure("bars", data)


def errors(got: Mapping[str, Array], wanted: Mapping[str, Array]) -> Figure | None:
    """The error of every entry, array by array, as powers of ten of the array's largest right entry.

    None where shapes differ or there are too few entries to be worth a picture.
    """
    names = [name for name in wanted if name in got and np.shape(got[name]) == np.shape(wanted[name])]
    if sum(np.size(wanted[name]) for name in names) < _LEAST_CELLS:
        return None
    for cells in _GRIDS:
        panels = [_panel(name, np.asarray(got[name]), np.asarray(wanted[name]), cells) for name in names[:8]]
        made = Figure("errors", {"panels": panels})
        if size(made) <= MAX_FIGURE:
            return made
    return None


def number(value: float) -> Number:
    """Round to three digits; NaN and infinities become strings."""
    return float(f"{value:.3g}") if math.isfinite(value) else str(float(value))


def numbers(values: Sequence[float] | Array) -> list[Number]:
    """Round each number."""
    return [number(float(value)) for value in values]


def _layer(at: int, got: Array, wanted: Array, bounds: tuple[float, float] | None) -> dict[str, Any]:
    values = [np.asarray(side, dtype=np.float64).ravel() for side in (got, wanted)]
    values = [side[np.isfinite(side)] for side in values]
    joined = np.concatenate(values)
    low, high = bounds or ((float(joined.min()), float(joined.max())) if joined.size else (0.0, 1.0))
    if not low < high:
        low, high = low - 0.5, high + 0.5
    shares = [np.histogram(side.clip(low, high), LAYER_BINS, (low, high))[0] / max(side.size, 1) for side in values]
    sides = {"got": numbers(shares[0]), "wanted": numbers(shares[1])}
    return {"layer": at + 1, "low": number(low), "high": number(high), **sides}


def _curves(kind: str, x: Sequence[float], got: Curves, wanted: Curves, **more: str) -> Figure:
    at = _chosen(len(x), MAX_POINTS)
    names = list(dict.fromkeys((*got, *wanted)))[:MAX_CURVES]
    series = [
        {"name": name, "got": _picked(got.get(name, ()), at), "wanted": _picked(wanted.get(name, ()), at)}
        for name in names
    ]
    return Figure(kind, {"x": [number(x[i]) for i in at], "series": series, **more})


def _picked(values: Sequence[float], at: Sequence[int]) -> list[Number]:
    return [number(float(values[i])) for i in at if i < len(values)]


def _longest(*sides: Curves) -> int:
    return max((len(values) for side in sides for values in side.values()), default=0)


def _chosen(count: int, limit: int) -> list[int]:
    """At most `limit` of `count` positions, evenly spread, the first and the last among them."""
    if count <= limit:
        return list(range(count))
    return [round(i * (count - 1) / (limit - 1)) for i in range(limit)]


def _panel(name: str, got: Array, wanted: Array, cells: int) -> dict[str, Any]:
    """The decades of |got - wanted| / max |wanted|, the worst of each cell."""
    shape = list(wanted.shape)
    flat = wanted.reshape(len(wanted), -1) if wanted.ndim > 1 else wanted.reshape(1, -1)
    off = np.abs(got.reshape(flat.shape) - flat) / (float(np.abs(flat).max(initial=0.0)) or 1.0)
    # NaN and infinities, and whatever is off by more than 10^9, count as one decade: wrong beyond measure
    decades = np.where(np.isfinite(off), np.floor(np.log10(np.maximum(off, 10.0**_EXACT))), 9.0).clip(_EXACT, 9)
    for axis in (0, 1):
        starts = np.unique(np.linspace(0, decades.shape[axis], min(cells, decades.shape[axis]) + 1).astype(int)[:-1])
        decades = np.maximum.reduceat(decades, starts, axis=axis)
    return {"name": name, "shape": shape, "decades": decades.astype(int).tolist()}
