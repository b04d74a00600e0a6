"""The only door to the hypothesis engine: drawing a check's cases once, and shrinking a case that failed.

The engine is seeded by the caller and independent of its environment: no database, no deadline, no profile, no `CI`
variable. Grading replays drawn cases and does not come here, unless a case fails.
"""

import json
from collections.abc import Callable
from typing import Any

from grader.checking.registry import Cases

Case = dict[str, Any]


class _EnoughError(BaseException):
    """Ends the engine from within a test function."""


def draw(cases: Cases, seed: int) -> list[Case]:
    """Draw at most `cases.count` different cases beside the examples, small ones first.

    Equal seeds (and hypothesis versions) draw equal cases.

    Raises:
        TypeError: a strategy draws values that are not plain (JSON).
    """
    drawn: dict[str, Case] = {}

    def collect(**case: Any) -> None:
        text = json.dumps(case, sort_keys=True, allow_nan=False)
        drawn.setdefault(text, json.loads(text))

    for example in cases.examples:
        collect(**example)
    _run(collect, cases, seed, shrink=False)
    return sorted(drawn.values(), key=_size)


def shrink(cases: Cases, seed: int, fails: Callable[[Case], bool], *, tries: int) -> Case | None:
    """Return the smallest case found for which `fails` is true, or None when the engine meets none.

    The search ends after `tries` calls of `fails`; what it found so far counts. Time is no limit, because then two runs
    could show different cases.
    """
    best: Case | None = None

    def test(**case: Any) -> None:
        nonlocal best, tries
        if tries == 0:
            raise _EnoughError
        tries -= 1
        plain = json.loads(json.dumps(case))
        if fails(plain):
            best = plain if best is None or _size(plain) < _size(best) else best
            raise AssertionError

    try:
        _run(test, cases, seed, shrink=True)
    except (AssertionError, _EnoughError):
        return best
    return best


def _run(test: Callable[..., None], cases: Cases, seed: int, *, shrink: bool) -> None:
    import hypothesis
    from hypothesis import HealthCheck, Phase

    phases = (Phase.generate, Phase.shrink) if shrink else (Phase.generate,)
    settings = hypothesis.settings(
        max_examples=cases.count,
        phases=phases,
        database=None,
        deadline=None,
        derandomize=False,
        print_blob=False,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    strategies = {name: build() if callable(build) else build for name, build in cases.strategies.items()}
    hypothesis.seed(seed)(settings(hypothesis.given(**strategies)(test)))()


def _size(case: Case) -> tuple[int, float]:
    """Order cases as a reader would: short texts first, then small numbers."""
    text = json.dumps(case, sort_keys=True)
    return len(text), sum(ord(letter) for letter in text)
