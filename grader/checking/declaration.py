"""Declarations: the text of a contract in exercise.toml, such as `tuple_of(array(n_out, n_in), opaque())`.

A declaration is an expression over the call's arguments. It is checked against a small grammar when the exercise is
loaded, and evaluated once per call with the arguments that were passed, so that sizes are bound to them.
"""

import ast
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from types import CodeType
from typing import Any

import numpy as np

from grader.checking.contract import (
    Array,
    Arrays,
    Boolean,
    Contract,
    Integer,
    ListOf,
    MappingOf,
    Numbers,
    OneOf,
    OpaqueObject,
    Path,
    Scalar,
    TupleOf,
)
from grader.model.errors import CourseError

_GRAMMAR = (
    *(ast.Expression, ast.Call, ast.Name, ast.Load, ast.Constant, ast.Attribute, ast.Subscript, ast.Tuple),
    *(ast.keyword, ast.Starred, ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Slice, ast.UnaryOp, ast.USub),
)
_POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


def array(*shape: int, dtype: str = "float64") -> Array:
    """`array(n_out, n_in)`: a float64 array of this shape."""
    return Array(tuple(int(size) for size in shape), dtype)


def array_like(other: Any, dtype: str = "float64") -> Array:
    """`array_like(z)`: a float64 array of the shape of an argument."""
    return Array(np.shape(other), dtype)


def array_of(shape: Sequence[int], dtype: str = "float64") -> Array:
    """`array_of(shape)`: an array whose shape is an argument."""
    return Array(tuple(int(size) for size in shape), dtype)


def mapping_like(other: Mapping[str, Any]) -> MappingOf:
    """`mapping_like(params)`: a dict of arrays with the keys and shapes of an argument."""
    return MappingOf({key: array_like(value) for key, value in other.items()})


def scalars_like(other: Mapping[str, Any]) -> MappingOf:
    """`scalars_like(params)`: a dict of numbers with the keys of an argument."""
    return MappingOf({key: Scalar() for key in other})


def layers(layer_dims: Sequence[int]) -> MappingOf:
    """`layers(layer_dims)`: `W1 (n_1, n_0), b1 (n_1, 1), ...` for a whole network."""
    items: dict[str, Contract] = {}
    for layer, (n_in, n_out) in enumerate(pairwise(layer_dims), start=1):
        items[f"W{layer}"] = array(n_out, n_in)
        items[f"b{layer}"] = array(n_out, 1)
    return MappingOf(items)


def vector_like(other: Mapping[str, Any]) -> Array:
    """`vector_like(params)`: a float64 vector with as many entries as an argument's arrays have together."""
    return array(sum(np.size(value) for value in other.values()))


def logits(params: Mapping[str, Any], X: Any) -> Array:
    """`logits(params, X)`: a float64 array (n_L, m), what the last layer of a network puts out for X (n_0, m)."""
    return array(np.shape(params[f"b{len(params) // 2}"])[0], np.shape(X)[1])


def hidden_layers(params: Mapping[str, Any], X: Any) -> TupleOf:
    """`hidden_layers(params, X)`: a list of one float64 array (n_l, m) for every layer of a network but the last."""
    m = np.shape(X)[1]
    return TupleOf(tuple(array(np.shape(params[f"b{layer}"])[0], m) for layer in range(1, len(params) // 2)), "list")


def mapping(extra: bool = False, **items: Contract) -> MappingOf:
    """`mapping(mean=scalar(), std=scalar())`: a dict with these keys; `extra=True` welcomes more."""
    return MappingOf(items, extra)


def tuple_of(*items: Contract) -> TupleOf:
    """`tuple_of(scalar(), opaque())`: a tuple of fixed length."""
    return TupleOf(items)


def list_of(item: Contract, length: int | None = None) -> ListOf:
    """`list_of(tuple_of(integer(), scalar()))`: a list of any length, or of the given one."""
    return ListOf(item, length)


def one_of(*choices: str) -> OneOf:
    """`one_of("he", "xavier")`: one of these strings."""
    return OneOf(choices)


_CONSTRUCTORS: Mapping[str, Callable[..., Any]] = {
    "array": array,
    "array_like": array_like,
    "array_of": array_of,
    "mapping_like": mapping_like,
    "scalars_like": scalars_like,
    "vector_like": vector_like,
    "arrays": Arrays,
    "layers": layers,
    "logits": logits,
    "hidden_layers": hidden_layers,
    "mapping": mapping,
    "tuple_of": tuple_of,
    "list_of": list_of,
    "numbers": Numbers,
    "one_of": one_of,
    "scalar": Scalar,
    "integer": Integer,
    "boolean": Boolean,
    "opaque": OpaqueObject,
    "len": len,
}


@dataclass(frozen=True)
class Declaration:
    """One function of an exercise: its signature as the course states it, and the contract of what it returns."""

    name: str
    signature: inspect.Signature
    returns: str

    @classmethod
    def parse(cls, name: str, parameters: str, returns: str) -> "Declaration":
        """Build from exercise.toml's texts, for example `("constant", "n_out, n_in, value", "array(n_out, n_in)")`.

        Raises:
            CourseError: the parameters or the contract do not follow the grammar.
        """
        try:
            scope: dict[str, Any] = {}
            exec(f"def signature({parameters}): ...", {"__builtins__": {}}, scope)  # noqa: S102 - the author's own text
            declaration = cls(name, inspect.signature(scope["signature"]), returns)
            _require_grammar(declaration)
        except (SyntaxError, ValueError) as error:
            raise CourseError("course.contract", function=name, problem=str(error)) from error
        return declaration

    def bind(self, args: Sequence[Any], kwargs: Mapping[str, Any]) -> dict[str, Any]:
        """Map the arguments of one call to parameter names, defaults filled in."""
        if self._takes(args, kwargs):
            return {**dict(zip(self._names, args, strict=False)), **self._defaults(len(args))}
        bound = self.signature.bind(*args, **kwargs)
        bound.apply_defaults()
        return dict(bound.arguments)

    def passed(self, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[Any, ...]]:
        """Return the arguments of one call by name and by position, without the defaults that it left out."""
        if self._takes(args, kwargs):
            return dict(zip(self._names, args, strict=False)), tuple(args)
        bound = self.signature.bind(*args, **kwargs)
        if bound.kwargs:
            bound.apply_defaults()
        return dict(bound.arguments), bound.args

    def contract(self, arguments: Mapping[str, Any]) -> Contract:
        """Return the contract with its sizes bound to the arguments of one call."""
        contract: Contract = eval(self._code, {"__builtins__": {}, **_CONSTRUCTORS, **arguments})  # noqa: S307 - see _require_grammar
        return contract

    def opaque_paths(self, arguments: Mapping[str, Any]) -> list[Path]:
        """Return the parts of the reply to a call that stay in the worker."""
        return list(self.contract(arguments).opaque_paths()) if "opaque" in self.returns else []

    def _takes(self, args: Sequence[Any], kwargs: Mapping[str, Any]) -> bool:
        """Whether the arguments are plain positional ones, as nearly always: `Signature.bind` is slow."""
        return not kwargs and self._required <= len(args) <= len(self._names)

    def _defaults(self, given: int) -> dict[str, Any]:
        parameters = self.signature.parameters
        return {name: parameters[name].default for name in self._names[given:]}

    @cached_property
    def _names(self) -> tuple[str, ...]:
        """The parameters, if all of them can be passed by position; else none."""
        parameters = self.signature.parameters.values()
        plain = all(parameter.kind in _POSITIONAL for parameter in parameters)
        return tuple(parameter.name for parameter in parameters) if plain else ()

    @cached_property
    def _required(self) -> int:
        """How many of them have no default; more than there are names where `Signature.bind` has to do it."""
        required = [name for name, p in self.signature.parameters.items() if p.default is inspect.Parameter.empty]
        return len(required) if self._names else 1

    @cached_property
    def _code(self) -> CodeType:
        return compile(self.returns, f"<contract of {self.name}>", "eval")


def _require_grammar(declaration: Declaration) -> None:
    known = {*_CONSTRUCTORS, *declaration.signature.parameters}
    for node in ast.walk(ast.parse(declaration.returns, mode="eval")):
        if not isinstance(node, _GRAMMAR):
            raise ValueError(f"{type(node).__name__} is not part of the contract language: {declaration.returns}")  # noqa: TRY004 - one error kind for all faults of the text
        if isinstance(node, ast.Name) and node.id not in known:
            raise ValueError(f"{node.id!r} is neither a contract nor an argument: {declaration.returns}")
        if isinstance(node, ast.Attribute) and node.attr not in {"shape", "ndim", "size"}:
            raise ValueError(f"only .shape, .ndim and .size of an argument may be used: {declaration.returns}")
