"""Strategies for `@given`: functions that return a hypothesis strategy when cases have to be drawn.

They do not import hypothesis by themselves: a submission is graded on cases that were drawn before.
"""

from collections.abc import Callable
from typing import Any

Strategy = Callable[[], Any]


def integers(low: int, high: int) -> Strategy:
    """Whole numbers from `low` to `high`, both included."""

    def build() -> Any:
        from hypothesis import strategies as st

        return st.integers(low, high)

    return build


def sizes(low: int = 1, high: int = 12) -> Strategy:
    """Sizes of layers, batches or arrays, from `low` to `high`."""
    return integers(low, high)


def seeds() -> Strategy:
    """Keys for `fixed_rng` or `probe`."""
    return integers(0, 2**31 - 1)


def choices(*options: Any) -> Strategy:
    """One of the given plain values."""

    def build() -> Any:
        from hypothesis import strategies as st

        return st.sampled_from(options)

    return build


def shapes(min_dims: int = 0, max_dims: int = 3, max_side: int = 6) -> Strategy:
    """Shapes of arrays as lists of sizes, from scalars to `max_dims` dimensions."""
    return lists(integers(1, max_side), min_dims, max_dims)


def layer_dims(min_layers: int = 1, max_layers: int = 4, max_units: int = 7, outputs: int = 2) -> Strategy:
    """Architectures `[n_0, ..., n_L]` with `min_layers <= L <= max_layers` and at least `outputs` output units."""

    def build() -> Any:
        from hypothesis import strategies as st

        units = st.lists(st.integers(1, max_units), min_size=min_layers, max_size=max_layers)
        return st.tuples(units, st.integers(outputs, max(outputs, max_units))).map(lambda pair: [*pair[0], pair[1]])

    return build


def lists(items: Strategy, min_size: int = 0, max_size: int = 6) -> Strategy:
    """Lists of values drawn from another strategy of this module."""

    def build() -> Any:
        from hypothesis import strategies as st

        return st.lists(items(), min_size=min_size, max_size=max_size)

    return build
