"""Sketches: what a picture of a failure could show. Nothing is computed unless the check at hand fails.

A check (or an `expect.*` helper) offers sketches while it judges; of each kind the last one counts, which is the one at
hand when the check fails. A picture is a help and never a verdict: one that cannot be made is left out.
"""

import json
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.model.report import MAX_FIGURE, Figure

Builder = Callable[..., Figure | None]

MAX_FIGURES = 3  # per check: the last ones that were offered


@dataclass(frozen=True)
class Sketch:
    """A picture that has not been computed: a builder of `grader.checking.figures` and what it is called with."""

    builder: Builder
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]


Sketches = dict[Builder, Sketch]

_offered: ContextVar[Sketches | None] = ContextVar("sketches of the check at hand", default=None)


def figure(builder: Builder, *args: Any, **kwargs: Any) -> None:
    """Offer a picture for the case that this check fails; a later one of the same builder replaces it.

    The builder is called with the arguments only after a failure, and may return None: nothing to see. Arrays are not
    copied, so they must not be changed afterwards.
    """
    sketches = _offered.get()
    if sketches is not None:
        sketches.pop(builder, None)  # so that the last offered is the last in order
        sketches[builder] = Sketch(builder, args, kwargs)


@contextmanager
def sketching() -> Iterator[Sketches]:
    """Collect what is offered inside the block."""
    sketches: Sketches = {}
    token = _offered.set(sketches)
    try:
        yield sketches
    finally:
        _offered.reset(token)


def drawn(sketches: Iterable[Sketch]) -> tuple[Figure, ...]:
    """Compute the last sketches. One that raises, is too large or is not finite JSON is left out."""
    figures = (_drawn(sketch) for sketch in list(sketches)[-MAX_FIGURES:])
    return tuple(figure for figure in figures if figure is not None)


def _drawn(sketch: Sketch) -> Figure | None:
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made = sketch.builder(*sketch.args, **sketch.kwargs)
        return made if made is not None and size(made) <= MAX_FIGURE else None
    except Exception:  # noqa: BLE001 - a picture must never cost a student points, or a report
        return None


def size(made: Figure) -> int:
    """Return the bytes of a figure's data as JSON. Raises ValueError or TypeError if it is not finite JSON."""
    return len(json.dumps(made.data, allow_nan=False, ensure_ascii=False, separators=(",", ":")).encode())
