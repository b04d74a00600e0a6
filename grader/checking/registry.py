"""`@check` and `@given`: the two decorators that turn a plain function into a check.

Both return the function itself with a record attached, so a check can be called, imported and read as what it is.
"""

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

Body = Callable[..., None]
F = TypeVar("F", bound=Body)

_CHINESE = re.compile(r"[一-鿿]")


@dataclass(frozen=True)
class Cases:
    """What `@given` declares: strategies by parameter name and how many cases are drawn from them."""

    strategies: Mapping[str, Any]
    count: int
    examples: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Check:
    """One graded behaviour: all or nothing, whole points."""

    name: str
    body: Body
    title: Mapping[str, str]
    points: int
    after: tuple[str, ...]
    bonus: bool
    function: str | None  # None: the first declared function that the body names
    cases: Cases | None

    @cached_property
    def parameters(self) -> frozenset[str]:
        """Names that the body takes: `student`, `reference` and those drawn by `@given`."""
        return frozenset(inspect.signature(self.body).parameters)


def check(
    *, points: int, after: str | tuple[str, ...] = (), bonus: bool = False, function: str | None = None
) -> Callable[[F], F]:
    """Make a function a check worth `points` (a whole number, at least 1).

    Args:
        points: earned when the check passes; never a fraction of them.
        after: checks that this one builds on: when one of them does not pass, this one is SKIPPED.
        bonus: the points add to the student's total but not to the maximum.
        function: the exercise's function that the check is about, when it is not the first one that its body names.

    The docstring is what the student reads: its first paragraph in English, a paragraph in Chinese after it.

    Raises:
        ValueError: points are not a positive whole number, or there is no docstring.
    """
    if isinstance(points, bool) or not isinstance(points, int) or points < 1:
        raise ValueError(f"points={points!r}, but a check has a positive whole number of points")

    def attach(body: F) -> F:
        cases = getattr(body, "__cases__", None)
        names = (after,) if isinstance(after, str) else tuple(after)
        record = Check(body.__name__, body, _title(body), points, names, bonus, function, cases)
        body.__check__ = record  # type: ignore[attr-defined] # a function's attributes are not declared
        return body

    return attach


def given(*, count: int = 25, examples: Sequence[Mapping[str, Any]] = (), **strategies: Any) -> Callable[[F], F]:
    """Run the check on `count` cases drawn once from `strategies`, kept, and replayed for every submission.

    `examples` are cases that are always among them: what the check must not leave to chance.

    A strategy is one of this package's (`sizes(1, 40)`) or a function that returns a hypothesis strategy. Drawn values
    are plain: numbers, strings, and lists of them. Statistical checks do not belong under `given`: a search would hunt
    for an unlucky draw.

    Raises:
        ValueError: no strategy was given, or an example has other parameters than the strategies.
    """
    if not strategies:
        raise ValueError("given() needs at least one strategy, for example n_in=sizes(1, 40)")
    if any(set(example) != set(strategies) for example in examples):
        raise ValueError(f"every example of given() needs exactly the parameters {', '.join(strategies)}")

    def attach(body: F) -> F:
        body.__cases__ = Cases(strategies, count, tuple(examples))  # type: ignore[attr-defined] # see check
        return body

    return attach


def checks_of(module: Any) -> tuple[Check, ...]:
    """Return the checks that a module defines (not those that it imports), in source order."""
    return tuple(
        value.__check__
        for value in vars(module).values()
        if hasattr(value, "__check__") and getattr(value, "__module__", None) == module.__name__
    )


def in_languages(docstring: str) -> dict[str, str]:
    """Return a docstring's first paragraph as English, and its first Chinese paragraph if it has one."""
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", inspect.cleandoc(docstring)) if part.strip()]
    chinese = next((text for text in paragraphs[1:] if _CHINESE.search(text)), None)
    english = {"en": paragraphs[0]} if paragraphs else {}
    return english if chinese is None else {**english, "zh": chinese}


def _title(body: Body) -> dict[str, str]:
    title = in_languages(body.__doc__ or "")
    if not title:
        raise ValueError(f"check {body.__name__} needs a docstring: it is what the student reads")
    return title
