"""Says where a mistake shows when it has no name: in which parts of the answer, or for which arguments.

It claims no more than what was seen in every call of the failing checks.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

import numpy as np

from grader.grading.examine import UNKNOWN, Compared
from grader.grading.fingerprint import right
from grader.grading.parts import Finding, Part, parts_of
from grader.grading.quantities import without_arrays

_ENOUGH_ENTRIES = 4  # wrong ones, and right ones: they have the sign in common by more than accident
_SIGNS: Mapping[str, Callable[[Any], Any]] = {
    "< 0": lambda x: x < 0,
    "> 0": lambda x: x > 0,
    "== 0": lambda x: x == 0,
    "!= 0": lambda x: x != 0,
}
_CHANCE = 1e-3  # that right answers are as accidental as the right entries of wrong ones
_OTHER = "more"
ENOUGH = 2  # calls on each side: a single one can differ in anything


def locate(calls: Sequence[Compared]) -> Finding | None:
    """Return what sets the wrong answers apart from the right ones, the most telling first, or None."""
    if any(call.wanted is UNKNOWN for call in calls):
        return None
    parts = parts_of(calls)
    of_numbers = [*_layers(parts), *_entries(parts)] if parts else []
    found = [*of_numbers, *_arguments(calls, parts), *(_parts(parts) if parts else ())]
    return found[0] if found else None


def _layers(parts: Sequence[Part]) -> Iterator[Finding]:
    """The last layer's gradients are right, those of every layer before it are wrong, in nets of any depth."""
    seen: dict[int, dict[int, list[bool]]] = {}
    for part in parts:
        match = re.fullmatch(r"[Wb](\d+)", str(part.key))
        if match is None:
            return
        seen.setdefault(id(part.call), {}).setdefault(int(match[1]), []).append(part.right)
    deep = [layers for layers in seen.values() if len(layers) > 1]
    flat = [layers for layers in seen.values() if len(layers) == 1]
    last_right = all(all(layers[max(layers)]) for layers in [*deep, *flat])
    others_wrong = all(not any(layers[layer]) for layers in deep for layer in layers if layer != max(layers))
    if len(deep) >= ENOUGH and last_right and others_wrong:
        yield Finding("located.backwards", {"calls": len(deep)})


def _entries(parts: Sequence[Part]) -> Iterator[Finding]:
    """Wrong in exactly those entries in which an argument of the same shape has one sign, or is 0."""
    if any(part.got.shape != part.wanted.shape or part.key is not None for part in parts):
        return
    wrong = [part.wrong_entries for part in parts]
    entries = [sum(int(np.count_nonzero(mask == side)) for mask in wrong) for side in (True, False)]
    if sum(bool(mask.any()) for mask in wrong) < ENOUGH or min(entries) < _ENOUGH_ENTRIES:
        return
    for name in parts[0].call.arguments:
        values = [part.call.arguments[name] for part in parts]
        if all(isinstance(v, np.ndarray) and v.shape == mask.shape for v, mask in zip(values, wrong, strict=True)):
            for text, condition in _SIGNS.items():
                if all(np.array_equal(condition(v), mask) for v, mask in zip(values, wrong, strict=True)):
                    yield Finding("located.entries", {"condition": f"{name} {text}", "calls": len(parts)})


def _arguments(calls: Sequence[Compared], parts: Sequence[Part] | None) -> Iterator[Finding]:
    """Wrong for one value of an argument and right for all others, or the other way round."""
    wrong = [call for call in calls if not right(call)]
    good = [call for call in calls if right(call)]
    if min(len(wrong), len(good)) >= ENOUGH and not (_of_depth(wrong, good) or _by_chance(parts or ())):
        found = [finding for name in wrong[0].arguments for finding in _argument(name, wrong, good)]
        if len({without_arrays(finding.facts["condition"]) for finding in found}) == 1:
            yield found[0]


def _of_depth(wrong: Sequence[Compared], good: Sequence[Compared]) -> bool:
    """Whether all wrong calls have other numbers of arrays than the right ones: the depth may be what matters."""
    dicts = [name for name, value in wrong[0].arguments.items() if isinstance(value, dict)]
    depths = [[{len(call.arguments[name]) for call in side} for side in (wrong, good)] for name in dicts]
    return any(bad.isdisjoint(fine) for bad, fine in depths)


def _by_chance(parts: Sequence[Part]) -> bool:
    """Whether right answers may be right by chance, as the right entries of wrong ones: they have too few entries."""
    if any(part.got.shape != part.wanted.shape for part in parts):
        return False
    affected = {part.role for part in parts if not part.right}
    wrong, good = ([p for p in parts if p.role in affected and right(p.call) is side] for side in (False, True))
    entries = sum(part.wanted.size for part in wrong)
    if not entries:
        return False
    hit = 1 - sum(int(np.count_nonzero(part.wrong_entries)) for part in wrong) / entries
    return hit ** sum(part.wanted.size for part in good) > _CHANCE


def _argument(name: str, wrong: Sequence[Compared], good: Sequence[Compared]) -> Iterator[Finding]:
    seen = {"wrong_calls": len(wrong), "right_calls": len(good)}
    for text, bad, fine in _features(name, wrong, good):
        if bad & fine:
            continue
        if len(bad) == 1 and bad != {_OTHER}:
            yield Finding("located.only_for", {"condition": f"{text} = {bad.pop()!r}", **seen})
        elif len(fine) == 1 and fine != {_OTHER}:
            yield Finding("located.only_right_for", {"condition": f"{text} = {fine.pop()!r}", **seen})


def _features(
    name: str, wrong: Sequence[Compared], good: Sequence[Compared]
) -> Iterator[tuple[str, set[Any], set[Any]]]:
    """Yield what can be said of an argument, with its values in wrong and in right calls."""
    bad: list[Any] = [call.arguments.get(name) for call in wrong]
    fine: list[Any] = [call.arguments.get(name) for call in good]
    every = [*bad, *fine]
    if all(isinstance(value, str | bool) for value in every):
        yield name, set(bad), set(fine)
    elif all(isinstance(value, int) for value in every):
        yield name, set(map(_single, bad)), set(map(_single, fine))
    elif all(isinstance(value, np.ndarray) for value in every):
        for axis in range(min(value.ndim for value in every)):
            sizes = [{_single(value.shape[axis]) for value in side} for side in (bad, fine)]
            yield f"{name}.shape[{axis}]", sizes[0], sizes[1]


def _single(number: int) -> int | str:
    """One example, one unit, one layer, none: what sets any other number apart is an accident."""
    return number if number in (0, 1) else _OTHER


def _parts(parts: Sequence[Part]) -> Iterator[Finding]:
    """Some parts are wrong, the others right in every call: the same parts of all items of a list, or by place."""
    for place in map(attrgetter, ("role", "at")):
        wrong = {place(part) for part in parts if not part.right}
        good = {place(part) for part in parts} - wrong
        if wrong and good:
            yield Finding("located.parts", {"wrong": _listed(wrong), "right": _listed(good)})
            return


def _listed(places: set[str]) -> str:
    return ", ".join(sorted(places))
