"""What checks are written with."""

from grader.checking import expect, figures
from grader.checking.calls import PythonFunction
from grader.checking.fixed import fixed_array, fixed_rng, probe
from grader.checking.mutants import mutant
from grader.checking.registry import check, given
from grader.checking.strategies import choices, integers, layer_dims, lists, seeds, shapes, sizes

__all__ = [
    "PythonFunction",
    "check",
    "choices",
    "expect",
    "figures",
    "fixed_array",
    "fixed_rng",
    "given",
    "integers",
    "layer_dims",
    "lists",
    "mutant",
    "probe",
    "seeds",
    "shapes",
    "sizes",
]
