"""What a module's names are, by the statements that bind them."""

import ast
from collections import defaultdict
from collections.abc import Collection, Iterable

from grader.worker.effects import Program
from grader.worker.scopes import imported_names, is_module_name


def imports(body: Iterable[ast.stmt]) -> Iterable[tuple[str, str]]:
    """Names that are bound by imports outside functions, with the top-level package they come from."""
    stack: list[ast.AST] = list(body)
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Import):
            for name, alias in zip(imported_names(node), node.names, strict=True):
                yield name, alias.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom):
            for name in imported_names(node):
                yield name, (node.module or "").partition(".")[0]
        elif isinstance(node, ast.If | ast.Try | ast.With | ast.ExceptHandler):
            stack.extend(ast.iter_child_nodes(node))


def _binders(program: Program) -> dict[str, list[ast.stmt]]:
    found: defaultdict[str, list[ast.stmt]] = defaultdict(list)
    for statement in program.statements:
        for name in statement.now.binds:
            found[name].append(statement.node)
    return found


def functions(program: Program) -> set[str]:
    """Names that are only ever functions, or classes that change nothing of their own."""
    changed = set()
    for statement in program.statements:
        symbols = statement.later.stores | {symbol for _, symbol in statement.later.touches}
        if isinstance(statement.node, ast.ClassDef) and any(s.startswith("cls@") for s in symbols):
            changed.add(statement.node.name)
        changed |= {symbol for symbol in symbols if is_module_name(symbol)}
    return {
        name
        for name, nodes in _binders(program).items()
        if all(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) for node in nodes)
        or (all(isinstance(node, ast.ClassDef) for node in nodes) and name not in changed)
    }


def constants(program: Program, libraries: Collection[str]) -> set[str]:
    """Names that are only ever bound to numbers, texts and tuples of them."""
    constants: set[str] = set()
    known = set(libraries)
    for name, nodes in _binders(program).items():
        if all(isinstance(node, ast.Assign | ast.AnnAssign) and _is_constant(node, known) for node in nodes):
            constants.add(name)
            known.add(name)
    return constants


_OPERATIONS = (ast.UnaryOp, ast.BinOp, ast.Compare, ast.BoolOp, ast.IfExp, ast.Tuple, ast.Attribute)
_OPERATORS = (ast.expr_context, ast.operator, ast.unaryop, ast.cmpop, ast.boolop)
_CONSTANT_NODES = (ast.Constant, ast.Name, *_OPERATIONS, *_OPERATORS)


def _is_constant(node: ast.Assign | ast.AnnAssign, known: Collection[str]) -> bool:
    if node.value is None:
        return False
    return all(
        isinstance(part, _CONSTANT_NODES) and (not isinstance(part, ast.Name) or part.id in known)
        for part in ast.walk(node.value)
    )
