"""Plants a mutant's function into an honest variant of another style: the last definition of a name counts."""

import ast
import copy
from collections.abc import Collection, Iterator

from grader.checking.mutants import Mutant

SUFFIX = "_of_the_mutant"


def planted(mutant: Mutant, functions: Collection[str], variant: str, together: Collection[str] = ()) -> str:
    """Return the variant's source with the mutant's function and what it needs behind it.

    Other functions of the exercise are the variant's; helpers of the mutant get names of their own. `together` are
    functions that must come from one hand with the mutant's, because one takes what the other returned.
    """
    tree = ast.parse(mutant.source)
    tree.body = [_spelled_out(node, tree.body) for node in tree.body]
    own = {mutant.function, *together}
    last = {name: node for node in tree.body for name in _bound(node)}
    helpers = {name for name in last if name not in functions}
    imports = {name for name in helpers if isinstance(last[name], ast.Import | ast.ImportFrom)}
    wanted = _needed(own & last.keys(), last, helpers)
    rename = _Renamed({name: name + SUFFIX for name in helpers - imports})
    nodes = dict.fromkeys(node for name, node in last.items() if name in wanted)
    in_order = sorted(
        nodes, key=lambda node: (not isinstance(node, ast.Import | ast.ImportFrom), tree.body.index(node))
    )
    body = [rename.visit(copy.deepcopy(node)) for node in in_order]
    return variant + "\n\n\n" + "\n\n\n".join(map(ast.unparse, body)) + "\n"


def _spelled_out(node: ast.stmt, body: list[ast.stmt]) -> ast.stmt:
    """Turn `KEPT = f` into a definition of KEPT as f was defined first: in the variant, f is another one."""
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and isinstance(node.targets[0], ast.Name):
        kept = (one for one in body if isinstance(one, ast.FunctionDef) and one.name == node.value.id)
        function = copy.deepcopy(next(kept, None))
        if function is not None:
            function.name = node.targets[0].id
            return function
    return node


def _bound(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        yield from (alias.asname or alias.name for alias in node.names)
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        yield from (n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))


def _needed(wanted: set[str], last: dict[str, ast.stmt], helpers: set[str]) -> set[str]:
    names, pending = set(wanted), list(wanted)
    while pending:
        used = {node.id for node in ast.walk(last[pending.pop()]) if isinstance(node, ast.Name)} & helpers
        pending += used - names
        names |= used
    return names


class _Renamed(ast.NodeTransformer):
    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def generic_visit(self, node: ast.AST) -> ast.AST:
        for field in ("id", "arg", "name"):
            value = getattr(node, field, None)
            if isinstance(value, str):
                setattr(node, field, self.names.get(value, value))
        return super().generic_visit(node)
