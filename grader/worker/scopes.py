"""Which variable a name means: a module's own, or a local one of some function, class body or comprehension."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_NAMED: dict[type[ast.AST], str] = {  # nodes that bind a name, and the field that holds it
    ast.FunctionDef: "name",
    ast.AsyncFunctionDef: "name",
    ast.ClassDef: "name",
    ast.ExceptHandler: "name",
    ast.MatchAs: "name",
    ast.MatchStar: "name",
    ast.MatchMapping: "rest",
}
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


@dataclass
class Scope:
    """A block of code with variables of its own. `parent` is None for the module."""

    parent: "Scope | None" = None
    number: int = 0
    kind: Literal["module", "function", "class", "comprehension"] = "module"
    bound: set[str] = field(default_factory=set)
    declared_global: set[str] = field(default_factory=set)

    def symbol(self, name: str) -> str:
        """The variable that `name` means here: `"x"` of the module, `"x@3"` of scope 3."""
        scope: Scope | None = self
        while scope is not None and scope.parent is not None:
            if name in scope.declared_global:
                return name
            if name in scope.bound and (scope.kind != "class" or scope is self):
                return f"{name}@{scope.number}"
            scope = scope.parent
        return name


_IDLE_FIELDS = frozenset(("ctx", "id", "kind", "level", "lineno", "op", "ops", "type_comment", "type_ignores"))


@cache
def _fields(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in _IDLE_FIELDS)


def children(node: ast.AST) -> Iterator[ast.AST]:
    """The statements and expressions directly inside a node (`ast.iter_child_nodes` without operators: much faster)."""
    for name in _fields(node._fields):
        value = getattr(node, name, None)
        if isinstance(value, ast.AST):
            yield value
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, ast.AST):
                    yield item


def names_in(node: ast.AST) -> Iterator[str]:
    """Every name inside a node."""
    stack = [node]
    while stack:
        inner = stack.pop()
        if isinstance(inner, ast.Name):
            yield inner.id
        stack.extend(children(inner))


def is_module_name(symbol: str) -> bool:
    """Whether a symbol is a variable of the module itself."""
    return "@" not in symbol


def parameters(arguments: ast.arguments) -> set[str]:
    """The names of a function's parameters."""
    rest = [argument for argument in (arguments.vararg, arguments.kwarg) if argument]
    return {a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *rest)}


def function_scope(node: Function, parent: Scope, number: int) -> Scope:
    """The scope of a function's body."""
    scope = Scope(parent, number, "function", parameters(node.args))
    _collect([node.body] if isinstance(node, ast.Lambda) else node.body, scope)
    return scope


def class_scope(node: ast.ClassDef, parent: Scope, number: int) -> Scope:
    """The scope of a class body."""
    scope = Scope(parent, number, "class")
    _collect(node.body, scope)
    return scope


def comprehension_scope(node: Comprehension, parent: Scope, number: int) -> Scope:
    """The scope of a comprehension: its targets only, a walrus binds outside."""
    scope = Scope(parent, number, "comprehension")
    for generator in node.generators:
        scope.bound.update(names_in(generator.target))
    return scope


def _collect(body: Iterable[ast.AST], scope: Scope) -> None:
    """Find what `body` binds, without the blocks inside it that have variables of their own."""
    outer: set[str] = set()
    stack: list[tuple[ast.AST, bool]] = [(node, False) for node in body]
    while stack:
        node, in_comprehension = stack.pop()
        if isinstance(node, ast.Global):
            scope.declared_global.update(node.names)
        elif isinstance(node, ast.Nonlocal):
            outer.update(node.names)
        elif isinstance(node, ast.NamedExpr):
            scope.bound.add(node.target.id)
        elif not in_comprehension:
            scope.bound.update(names_bound(node))
        if not isinstance(node, _SCOPES):
            inside = in_comprehension or isinstance(node, _COMPREHENSIONS)
            stack.extend((child, inside) for child in children(node))
    scope.bound -= outer | scope.declared_global


def names_bound(node: ast.AST) -> Iterable[str]:
    """The names that a single node binds, without those of the nodes inside it; `*` stands for any."""
    if isinstance(node, ast.Name):
        return () if isinstance(node.ctx, ast.Load) else (node.id,)
    kind = type(node)
    if kind in _NAMED:
        name = getattr(node, _NAMED[kind])
        return (name,) if name else ()
    return imported_names(node) if isinstance(node, ast.Import | ast.ImportFrom) else ()


def imported_names(node: ast.Import | ast.ImportFrom) -> list[str]:
    """The names that an import statement binds."""
    if isinstance(node, ast.Import):
        return [alias.asname or alias.name.partition(".")[0] for alias in node.names]
    return [alias.asname or alias.name for alias in node.names]
