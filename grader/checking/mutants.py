"""`@mutant`: planted wrong submissions, one replaced function each, with which an exercise proves its checks.

A mutated submission is text: the reference's source, the helpers of mutants.py, and the mutant under the name of the
function that it replaces. The last definition counts, so the mutant does.
"""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from grader.checking.registry import in_languages

F = TypeVar("F", bound=Callable[..., object])


def mutant(function: str, *, caught_by: str | tuple[str, ...], diagnosis: str) -> Callable[[F], F]:
    """Mark a replacement of `function` that the checks `caught_by` must reject; `diagnosis` names the misconception.

    The docstring is what a student reads when the mistake is recognised: what the code does, what is right and why, in
    English, and in Chinese as a further paragraph. The decorator itself does nothing: `mutants_of` reads it.
    """
    return lambda replacement: replacement


@dataclass(frozen=True)
class Mutant:
    """One planted bug."""

    name: str
    function: str
    caught_by: tuple[str, ...]
    diagnosis: str
    texts: dict[str, str]  # language -> what the code does, what is right and why
    source: str  # of a whole submission


def mutants_of(reference: str, source: str) -> tuple[Mutant, ...]:
    """Return the mutants that the text of a mutants.py declares, each planted into the reference's source.

    Raises:
        ValueError: a decorator's arguments are not literal, or incomplete.
        SyntaxError: the text is not Python.
    """
    tree = ast.parse(source)
    lines = source.splitlines()
    planted = [(node, mark) for node in tree.body if (mark := _mark(node)) is not None]
    marked = {id(node) for node, _ in planted}
    helpers = [_text(node, lines) for node in tree.body if id(node) not in marked and not _imports_grader(node)]
    base = "\n\n".join([reference, *helpers])
    return tuple(_mutant(node, mark, base, lines) for node, mark in planted if isinstance(node, ast.FunctionDef))


def _mark(node: ast.stmt) -> ast.Call | None:
    if not isinstance(node, ast.FunctionDef):
        return None
    calls = (d for d in node.decorator_list if isinstance(d, ast.Call) and isinstance(d.func, ast.Name))
    return next((call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "mutant"), None)


def _mutant(node: ast.FunctionDef, mark: ast.Call, base: str, lines: list[str]) -> Mutant:
    function = ast.literal_eval(mark.args[0])
    named = {keyword.arg: ast.literal_eval(keyword.value) for keyword in mark.keywords}
    caught_by = named["caught_by"]
    body = _text(node, lines).replace(f"def {node.name}(", f"def {function}(", 1)
    return Mutant(
        name=node.name,
        function=function,
        caught_by=(caught_by,) if isinstance(caught_by, str) else tuple(caught_by),
        diagnosis=named["diagnosis"],
        texts=in_languages(ast.get_docstring(node) or ""),
        source=f"{base}\n\n{body}\n",
    )


def _text(node: ast.stmt, lines: list[str]) -> str:
    """Return a statement's source lines without its decorators."""
    return "\n".join(lines[node.lineno - 1 : node.end_lineno])


def _imports_grader(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "grader"
