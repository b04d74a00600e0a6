"""Tells an unfinished function from one that has been written."""

import ast
from types import FunctionType
from typing import Any

_NOT_FOLLOWED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def is_unwritten(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function's body does nothing yet.

    That is a docstring, `pass`, `...`, names set to None and a return of None or of such names; or any body that ends
    in `raise NotImplementedError` before it returns something.
    """
    empty: set[str] = set()
    for statement in node.body:
        if _raises_not_implemented(statement):
            return True
        match statement:
            case ast.Pass() | ast.Expr(value=ast.Constant()) | ast.Global() | ast.Nonlocal():
                continue
            case ast.Assign(targets=targets, value=ast.Constant(value=None)):
                empty |= {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}
            case ast.Return(value=value):
                return value is None or _is_empty(value, empty)
            case _:
                return _unfinished_after(node.body)
    return True


def _is_empty(node: ast.expr, empty: set[str]) -> bool:
    match node:
        case ast.Constant(value=None):
            return True
        case ast.Name(id=name):
            return name in empty
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Dict(values=parts):
            return bool(parts) and all(_is_empty(part, empty) for part in parts)
    return False


def _raises_not_implemented(statement: ast.stmt) -> bool:
    match statement:
        case ast.Raise(exc=ast.Name(id="NotImplementedError") | ast.Call(func=ast.Name(id="NotImplementedError"))):
            return True
    return False


def _unfinished_after(body: list[ast.stmt]) -> bool:
    """Whether given code is followed by `raise NotImplementedError`, with nothing returned on the way."""
    for statement in body:
        if _raises_not_implemented(statement):
            return True
        if _gives_a_result(statement):
            return False
    return False


def _gives_a_result(statement: ast.stmt) -> bool:
    stack: list[ast.AST] = [statement]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Return | ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(node, _NOT_FOLLOWED):
            stack.extend(ast.iter_child_nodes(node))
    return False


def definition_line(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    """The first line of a definition, decorators included, as a code object knows it."""
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])


def place_of(value: Any) -> tuple[str, int] | None:
    """The file name and first line of a plain function's definition; that of the function a decorator wrapped."""
    for _ in range(32):
        inner = value.__dict__.get("__wrapped__") if type(value) is FunctionType else None
        if inner is None:
            break
        value = inner
    if type(value) is not FunctionType:
        return None
    return value.__code__.co_filename, value.__code__.co_firstlineno
