"""Nonsense answers: values of a wrong type, kind or shape that every exercise must FAIL and never leave UNGRADED."""

from collections.abc import Iterator

# Plain values that a function returns whatever it is asked.
_VALUES = {
    "None": "None",
    "a str": "'abc'",
    "an empty list": "[]",
    "a list": "[1.0, 2.0]",
    "an empty tuple": "()",
    "a tuple": "(1.0, 2.0)",
    "a dict": "{}",
    "a complex": "1 + 2j",
    "a bool": "True",
    "an int": "7",
    "NaN": "float('nan')",
    "inf": "float('inf')",
    "an object array": "np.array([None, 'a'], dtype=object)",
    "a function": "lambda: None",
}

# Changes made to the right answer: every array and float inside it becomes `change(value)`. An answer in which that
# changes nothing (a text, or numbers as float32, which are right) becomes None.
_CHANGES = {
    "the right answer with NaN": "lambda x: x * np.nan",
    "zeros": "lambda x: x * 0.0",
    "complex numbers": "lambda x: x * (1 + 1j)",
    "float32": "lambda x: x.astype(np.float32) if isinstance(x, np.ndarray) else x",
    "an axis too many": "lambda x: np.asarray(x)[None]",
    "flat arrays": "lambda x: np.append(np.ravel(x), 0.0)",
    "text": "lambda x: str(x)",
}

_DEEP = """
import numpy as np

def _deep(value, change):
    if isinstance(value, dict):
        return {{key: _deep(item, change) for key, item in value.items()}}
    if isinstance(value, (list, tuple)):
        return type(value)(_deep(item, change) for item in value)
    if isinstance(value, (np.ndarray, np.generic, float)):
        return change(value)
    return value

_right_{function} = {function}

def {function}(*args, **kwargs):
    changed = []

    def change(value):
        new = ({change})(value)
        changed.append(new is not value)
        return new

    answer = _deep(_right_{function}(*args, **kwargs), change)
    return answer if any(changed) else None
"""

_PLAIN = """
import numpy as np

def {function}(*args, **kwargs):
    return {value}
"""


def nonsense(function: str, *, any_dtype: bool = False) -> Iterator[tuple[str, str]]:
    """Yield what `function` returns, in words, and the source that makes it so when appended to a right submission.

    Args:
        any_dtype: the contract takes any real number type, so that float32 is no nonsense.
    """
    for kind, value in _VALUES.items():
        yield kind, _PLAIN.format(function=function, value=value)
    for kind, change in _CHANGES.items():
        if any_dtype and kind == "float32":
            continue
        yield kind, _DEEP.format(function=function, change=change)
