"""A module's classes: which derive from which, and which keep something that all their instances share."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Mapping

from grader.worker.effects import Program
from grader.worker.scopes import names_in

_CONTAINERS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
# Calls in a class body that make no object of the class's own that could change.
_IDLE = frozenset(("auto", "classmethod", "field", "property", "staticmethod"))


def classes(program: Program) -> dict[str, list[ast.ClassDef]]:
    """The definitions of every name that a `class` statement binds."""
    found: defaultdict[str, list[ast.ClassDef]] = defaultdict(list)
    for statement in program.statements:
        if isinstance(statement.node, ast.ClassDef):
            found[statement.node.name].append(statement.node)
    return dict(found)


def heirs(known: Mapping[str, Iterable[ast.ClassDef]]) -> defaultdict[str, set[str]]:
    """The classes that name another one in their header, by its name."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, nodes in known.items():
        for node in nodes:
            for parent in parents(node):
                found[parent].add(name)
    return found


def parents(node: ast.ClassDef) -> set[str]:
    """The names in the header of a class: its bases and its metaclass."""
    header = [*node.bases, *(keyword.value for keyword in node.keywords)]
    return {name for part in header for name in names_in(part)}


def keeps_something(node: ast.ClassDef) -> bool:
    """Whether the class keeps a register, a count, its only instance: an object in its body, or a change of itself."""
    return any(map(_binds_an_object, node.body)) or any(map(_changes_the_class, ast.walk(node)))


def _binds_an_object(statement: ast.stmt) -> bool:
    match statement:
        case ast.Assign(value=ast.Call(func=func)) | ast.AnnAssign(value=ast.Call(func=func)):
            return not (isinstance(func, ast.Name) and func.id in _IDLE)
        case ast.Assign(value=value) | ast.AnnAssign(value=value):
            return isinstance(value, _CONTAINERS)
    return False


def _changes_the_class(node: ast.AST) -> bool:
    """Whether a node is the target `cls.x`, `type(self).x` or `self.__class__.x` of an assignment."""
    match node:
        case ast.Attribute(value=ast.Name(id="cls"), ctx=ast.Store()):
            return True
        case ast.Attribute(value=ast.Attribute(attr="__class__") | ast.Call(func=ast.Name(id="type")), ctx=ast.Store()):
            return True
    return False
