"""Which variable a name means: a module's own, or a local one of some function, class body or comprehension."""

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
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
        scope.bound |= {name.id for name in ast.walk(generator.target) if isinstance(name, ast.Name)}
    return scope


def _collect(body: Iterable[ast.AST], scope: Scope) -> None:
    """Find what `body` binds, without the blocks inside it that have variables of their own."""
    outer: set[str] = set()
    stack: list[tuple[ast.AST, bool]] = [(node, False) for node in body]
    while stack:
        node, in_comprehension = stack.pop()
        match node:
            case ast.Global(names=names):
                scope.declared_global.update(names)
            case ast.Nonlocal(names=names):
                outer.update(names)
            case ast.NamedExpr(target=ast.Name(id=name)):
                scope.bound.add(name)
            case _ if not in_comprehension:
                scope.bound.update(names_bound(node))
        if not isinstance(node, _SCOPES):
            inside = in_comprehension or isinstance(node, _COMPREHENSIONS)
            stack.extend((child, inside) for child in ast.iter_child_nodes(node))
    scope.bound -= outer | scope.declared_global


def names_bound(node: ast.AST) -> Iterable[str]:
    """The names that a single node binds, without those of the nodes inside it."""
    match node:
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
            return (name,)
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return (name,)
        case ast.Import() | ast.ImportFrom():
            return imported_names(node)
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            return (name,)
        case ast.MatchMapping(rest=str(name)):
            return (name,)
    return ()


def imported_names(node: ast.Import | ast.ImportFrom) -> list[str]:
    """The names that an import statement binds; `*` stands for any."""
    if isinstance(node, ast.Import):
        return [alias.asname or alias.name.partition(".")[0] for alias in node.names]
    return [alias.asname or alias.name for alias in node.names]
