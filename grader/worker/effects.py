"""What a top-level statement does to the module's variables, as far as its text shows.

Symbols are those of `grader.worker.scopes` and `grader.worker.objects`. What happens when the statement runs (`now`) is
kept apart from what happens when something that it defines is called (`later`).
"""

import ast
from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class Effects:
    """What a piece of code does."""

    binds: set[str] = field(default_factory=set)
    stores: set[str] = field(default_factory=set)  # objects changed by assignment to a part of them, or by `+=`
    touches: set[tuple[str, str]] = field(default_factory=set)  # (callee or "" for any, object it may change)
    uses: set[str] = field(default_factory=set)
    calls: set[str] = field(default_factory=set)
    passes: set[str] = field(default_factory=set)  # handed to a call, which may call it in turn
    settings: set[str] = field(default_factory=set)  # libraries on which something like `np.seterr` is called
    commands: set[str] = field(default_factory=set)  # called once at top level for what it does, not for its result
    binds_anything: bool = False
    reads_anything: bool = False


@dataclass
class Statement:
    """The effects of one top-level statement."""

    node: ast.stmt
    now: Effects = field(default_factory=Effects)
    later: Effects = field(default_factory=Effects)


@dataclass
class Program:
    """The statements of a module in order, and which variables may share an object."""

    statements: list[Statement] = field(default_factory=list)
    # source -> variables that may be (part of) the same object, by plain assignment ...
    shared: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    # ... or by way of a call: `layer = make(LAYERS)`
    derived: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    # variable -> what it is another name for; without the objects that it contains
    renamed: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    parameters: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # of functions, by name


def is_main_guard(node: ast.stmt) -> bool:
    """Whether a statement is `if __name__ == "__main__":`."""
    match node:
        case ast.If(test=ast.Compare(left=left, ops=[ast.Eq()], comparators=[right])):
            return {_text(left), _text(right)} == {"__name__", "__main__"}
    return False


def _text(node: ast.expr) -> str:
    match node:
        case ast.Name(id=str(text)) | ast.Constant(value=str(text)):
            return text
    return ""
