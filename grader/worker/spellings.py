"""Names that numpy has in some versions only: a student's numpy need not be the grader's.

Each stands for something that every supported version has. The names of numpy itself are left as they are.
"""

from typing import Any

import numpy as np

# name=meaning, of names that older versions have, and of names that newer versions have
_OLDER = """
    Inf=inf Infinity=inf NaN=nan PINF=inf infty=inf
    alltrue=all cumproduct=cumprod mat=asmatrix product=prod round_=round row_stack=vstack sometrue=any trapz=trapezoid
    bool8=bool_ cfloat=complex128 clongfloat=clongdouble complex_=complex128 float_=float64 int0=intp
    longcomplex=clongdouble longfloat=longdouble singlecomplex=complex64 string_=bytes_ uint0=uintp unicode_=str_
"""
_NEWER = """
    acos=arccos acosh=arccosh asin=arcsin asinh=arcsinh atan=arctan atan2=arctan2 atanh=arctanh
    bitwise_invert=invert bitwise_left_shift=left_shift bitwise_right_shift=right_shift
    bool=bool_ concat=concatenate permute_dims=transpose pow=power trapezoid=trapz
"""


def _as_floats(a: Any, dtype: Any = np.float64) -> Any:
    return np.asarray(a, dtype=dtype)


def _in_one_dimension(a: Any, b: Any, *args: Any, **kwargs: Any) -> Any:
    return np.isin(np.ravel(a), b, *args, **kwargs)


def _sorted_rows(a: Any) -> Any:
    return np.sort(a, axis=0)


_MEANINGS: dict[str, Any] = {
    "NINF": -np.inf,
    "NZERO": -0.0,
    "PZERO": 0.0,
    "asfarray": _as_floats,
    "in1d": _in_one_dimension,
    "msort": _sorted_rows,
    "complex": complex,
    "float": float,
    "int": int,
    "object": object,
    "str": str,
}


def complete_numpy() -> None:
    """Give this process's numpy the names that it lacks. Changes the module."""
    names = vars(np)
    others = dict(pair.split("=") for pair in (_OLDER + _NEWER).split())
    meanings = {name: names[other] for name, other in others.items() if other in names}
    for name, meaning in (_MEANINGS | meanings).items():
        names.setdefault(name, meaning)
