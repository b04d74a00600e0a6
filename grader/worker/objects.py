"""Which variables the object that an expression gives may belong to, by its text alone."""

import ast
from collections.abc import Iterator

from grader.worker.scopes import Scope, children

ANYTHING = "*"  # the module's namespace itself: `globals()`, `sys.modules`

# Calls whose result shares (parts of) their argument or receiver.
_VIEWS = frozenset(
    ("dict", "enumerate", "getattr", "iter", "list", "next", "reversed", "sorted", "tuple", "vars", "zip")
)
_VIEW_METHODS = frozenset(("get", "items", "pop", "ravel", "reshape", "setdefault", "transpose", "values", "view"))
_NAMESPACES = frozenset(("globals", "locals", "vars"))


def roots(node: ast.expr, scope: Scope) -> set[str]:
    """The symbols whose object the value of `node` may be, or be a part of.

    `"f()"` stands for what the function `f` returns; `ANYTHING` for a namespace in which every variable can be reached.
    """
    match node:
        case ast.Name(id=name):
            return {scope.symbol(name)}
        case ast.Attribute(value=ast.Name(id="sys"), attr="modules"):
            return {ANYTHING}
        case ast.Call():
            return _roots_of_call(node, scope)
    return set().union(*(roots(part, scope) for part in _parts(node)))


def _parts(node: ast.expr) -> list[ast.expr]:
    match node:
        case ast.Attribute() | ast.Subscript() | ast.Starred() | ast.Await() | ast.NamedExpr():
            return [node.value]
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts) | ast.BoolOp(values=parts):
            return parts
        case ast.Dict(values=parts):
            return parts
        case ast.IfExp(body=body, orelse=orelse):
            return [body, orelse]
    return []


def _roots_of_call(node: ast.Call, scope: Scope) -> set[str]:
    match node.func:
        case ast.Name(id=name) if name in _NAMESPACES and not node.args:
            return {ANYTHING} if name == "globals" or scope.parent is None else set()
        case ast.Name(id=name) if name in _VIEWS:
            return set().union(*(roots(argument, scope) for argument in node.args))
        case ast.Name(id=name):
            return {f"{scope.symbol(name)}()"}
        case ast.Attribute(value=value, attr=attribute) if attribute in _VIEW_METHODS:
            return roots(value, scope)
    return set()


def plain_targets(target: ast.expr) -> Iterator[str]:
    """The names among the targets of an assignment, without `a[0]` and `a.b`."""
    if isinstance(target, ast.Name):
        yield target.id
    elif isinstance(target, ast.Tuple | ast.List | ast.Starred):
        for part in children(target):
            if isinstance(part, ast.expr):
                yield from plain_targets(part)
