"""Reads the effects of statements off their syntax trees. Nothing is run, and an answer errs towards more effects."""

import ast
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

from grader.worker.effects import Effects, Program, Statement, is_main_guard
from grader.worker.objects import ANYTHING, plain_targets, roots
from grader.worker.scopes import (
    Comprehension,
    Function,
    Scope,
    children,
    class_scope,
    comprehension_scope,
    function_scope,
    is_module_name,
    names_bound,
    names_in,
    parameters,
)
from grader.worker.vocabulary import CONTAINER_METHODS, MUTATORS, READERS, SETTERS


def analyse(body: Sequence[ast.stmt], *, is_main: Sequence[bool], name: str = "") -> Program:
    """The effects of every statement of `body`.

    Args:
        body: the module's top-level statements.
        is_main: per statement, whether `__name__` is `"__main__"` there.
        name: the module's own name, under which its functions may import it.
    """
    program = Program()
    reader = _Reader(program, {name, "__main__"})
    for node, main in zip(body, is_main, strict=True):
        reader.read(node, main)
    return program


class _Reader(ast.NodeVisitor):
    """Reads statements into a program. A `visit_` method is called for each node of its kind."""

    def __init__(self, program: Program, own_names: Collection[str]) -> None:
        self._program = program
        self._own_names = own_names
        self._scope = Scope()
        self._scopes = 0
        self._is_main = False
        self._loops = 0
        self._returns_of: list[str] = []  # the functions around this place, innermost last
        self._statement = Statement(ast.Pass())
        self._sinks: tuple[Effects, ...] = ()

    def read(self, node: ast.stmt, is_main: bool) -> None:
        """Add one top-level statement to the program."""
        self._statement = Statement(node)
        self._program.statements.append(self._statement)
        self._scope, self._loops, self._is_main, self._returns_of = Scope(), 0, is_main, []
        self._sinks = (self._statement.now,)
        try:
            self.visit(node)
        except RecursionError:  # too deep to follow, so that it may be anything
            self._statement.now.binds_anything = self._statement.now.reads_anything = True

    def visit(self, node: ast.AST) -> None:
        """Record what the node itself binds, then go by its kind."""
        for name in names_bound(node):
            self._bind(name)
        super().visit(node)

    def generic_visit(self, node: ast.AST) -> None:
        """Go on with the parts of a node that has no rule of its own."""
        for child in children(node):
            self.visit(child)

    def visit_Constant(self, node: ast.Constant) -> None:
        """Nothing: the inherited rule looks for deprecated visitors."""

    # Names

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self._record("uses", {self._scope.symbol(node.id)})

    def _record(self, kind: str, symbols: Iterable[str]) -> None:
        for sink in self._sinks:
            getattr(sink, kind).update(symbols)

    def _bind(self, name: str) -> None:
        symbol = self._scope.symbol(name)
        if name == "*":
            self._mark("binds_anything")
        elif is_module_name(symbol):
            self._record("binds", {symbol})

    def _store(self, symbols: set[str]) -> None:
        self._record("stores", symbols - {ANYTHING})
        if ANYTHING in symbols:
            self._mark("binds_anything")

    def _touch(self, callee: str, symbols: set[str]) -> None:
        for sink in self._sinks:
            sink.touches.update((callee, symbol) for symbol in symbols - {ANYTHING})

    def _mark(self, kind: Literal["binds_anything", "reads_anything"]) -> None:
        for sink in self._sinks:
            setattr(sink, kind, True)

    def _share(self, target: ast.expr, value: ast.expr) -> None:
        """Note that `target` and `value` may be the same object from now on."""
        targets = self._roots(target)
        for source in self._roots(value):
            self._program.shared[source] |= targets
        for name in plain_targets(target):
            self._program.renamed[self._scope.symbol(name)] |= self._roots(value)
        names = {self._scope.symbol(name) for name in names_in(value)}
        for source in names - targets:
            self._program.derived[source] |= targets

    def _roots(self, *nodes: ast.expr) -> set[str]:
        return set().union(*(roots(node, self._scope) for node in nodes))

    def _owners(self, target: ast.expr) -> set[str]:
        """The symbols that may change with a part of `target`: `np.atleast_2d(a)[0] = 1` changes `a`."""
        return self._roots(target) or {self._scope.symbol(name) for name in names_in(target)}

    # Statements and expressions that bind or change

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            self._share(target, node.value)
        self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value:
            self._share(node.target, node.value)
        self.generic_visit(node)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self._share(node.target, node.value)
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name):
            symbol = self._scope.symbol(node.target.id)
            self._record("uses", {symbol})
            self._store({symbol})
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if not isinstance(node.ctx, ast.Load):
            self._store(self._owners(node.value))
        modules = node.attr == "modules" and isinstance(node.value, ast.Name) and node.value.id == "sys"
        if modules or node.attr in ("__globals__", "f_globals"):
            self._mark("reads_anything")
        self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if not isinstance(node.ctx, ast.Load):
            self._store(self._owners(node.value))
        self.generic_visit(node)

    def visit_Import(self, node: ast.Import) -> None:
        if any(alias.name in self._own_names for alias in node.names):
            self._mark("reads_anything")

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if node.module in self._own_names:
            self._mark("reads_anything")

    # Control flow

    def visit_If(self, node: ast.If) -> None:
        if not is_main_guard(node):
            self.generic_visit(node)
            return
        for child in node.body if self._is_main else node.orelse:
            self.visit(child)

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        self._share(node.target, node.iter)
        self._record("calls", self._roots(node.iter))
        with self._loop():
            self.generic_visit(node)

    def visit_AsyncFor(self, node: ast.AsyncFor) -> None:
        self.visit_For(node)

    def visit_While(self, node: ast.While) -> None:
        with self._loop():
            self.generic_visit(node)

    def visit_With(self, node: ast.With | ast.AsyncWith) -> None:
        for item in node.items:
            self._record("calls", self._roots(item.context_expr))
            if item.optional_vars:
                self._share(item.optional_vars, item.context_expr)
        self.generic_visit(node)

    def visit_AsyncWith(self, node: ast.AsyncWith) -> None:
        self.visit_With(node)

    @contextmanager
    def _loop(self) -> Iterator[None]:
        self._loops += 1
        yield
        self._loops -= 1

    # Calls

    def visit_Call(self, node: ast.Call) -> None:
        handed = [*node.args, *(keyword.value for keyword in node.keywords)]
        self._record("passes", {self._scope.symbol(name) for part in handed for name in names_in(part)})
        self._arguments(node, self._callee(node.func), handed)
        self._dynamic(node)
        self.visit(node.func)
        for part in handed:
            if isinstance(part, ast.Lambda):
                self._function(part, (*self._sinks, self._statement.later))
            else:
                self.visit(part)

    def _arguments(self, node: ast.Call, callee: str, handed: Sequence[ast.expr]) -> None:
        """Note which of the objects handed to a call it may change."""
        for keyword in node.keywords:
            if keyword.arg == "out":
                self._touch("", self._roots(keyword.value))
        match node.func:
            case ast.Name(id=name) | ast.Attribute(attr=name) if name in MUTATORS:
                self._touch("", self._roots(*handed))
            case ast.Attribute(value=ast.Name(id="dict" | "list" | "object" | "set"), attr=name):
                self._touch("" if name in CONTAINER_METHODS else callee, self._roots(*handed))
            case ast.Attribute(attr=name) if name in READERS or name in CONTAINER_METHODS:
                pass
            case _:
                self._touch(callee, self._roots(*handed))

    def _callee(self, func: ast.expr) -> str:
        """Note what calling `func` does to its own object; the variable that the function belongs to."""
        owners = self._roots(func)
        self._record("calls", owners)
        if isinstance(func, ast.Attribute):
            if func.attr not in READERS:
                self._touch("", owners)
                if ANYTHING in owners:
                    self._mark("binds_anything")
            if func.attr in SETTERS:
                self._record("settings", owners)
        return owners.pop() if len(owners) == 1 and isinstance(func, ast.Name | ast.Attribute) else ""

    def visit_Expr(self, node: ast.Expr) -> None:
        """A call for its effect alone: `sys.path.append(...)`."""
        if isinstance(node.value, ast.Call):
            self._command(node.value.func)
        self.generic_visit(node)

    def _command(self, func: ast.expr) -> None:
        if not self._loops and self._sinks[0] is self._statement.now:
            self._record("commands", self._roots(func))

    def _dynamic(self, node: ast.Call) -> None:
        match node.func:
            case ast.Name(id="exec"):
                self._mark("binds_anything")
                self._mark("reads_anything")
            case ast.Name(id="eval"):
                self._mark("reads_anything")
            case ast.Name(id="setattr" | "delattr") if node.args:
                self._store(self._roots(node.args[0]))
        if ANYTHING in self._roots(node):
            self._mark("reads_anything")

    # Blocks with variables of their own

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for decorator in node.decorator_list:
            self._decorate(decorator)
        self._function(node, (self._statement.later,))

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self.visit_FunctionDef(node)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._function(node, (self._statement.later,))

    def _decorate(self, decorator: ast.expr) -> None:
        self._command(decorator.func if isinstance(decorator, ast.Call) else decorator)
        self._callee(decorator)
        self.visit(decorator)

    def _function(self, node: Function, sinks: tuple[Effects, ...]) -> None:
        self.visit(node.args)  # defaults and annotations belong to the place of the definition
        name = ""
        if not isinstance(node, ast.Lambda):
            name = self._scope.symbol(node.name)
            if node.returns:
                self.visit(node.returns)
        self._scopes += 1
        self._program.parameters[name] |= {f"{parameter}@{self._scopes}" for parameter in parameters(node.args)}
        with self._block(function_scope(node, self._scope, self._scopes), sinks):
            self._returns_of.append(name)
            for child in [node.body] if isinstance(node, ast.Lambda) else node.body:
                self.visit(child)
            self._returns_of.pop()

    def visit_Return(self, node: ast.Return) -> None:
        if node.value and self._returns_of:
            for source in self._roots(node.value):
                self._program.shared[source].add(f"{self._returns_of[-1]}()")
        self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for decorator in node.decorator_list:
            self._decorate(decorator)
        for base in (*node.bases, *(keyword.value for keyword in node.keywords)):
            self._record("calls", self._roots(base))  # `__init_subclass__` of a base class runs
            self.visit(base)
        self._scopes += 1
        with self._block(class_scope(node, self._scope, self._scopes), self._sinks):
            for child in node.body:
                self.visit(child)

    def _comprehension(self, node: Comprehension) -> None:
        self._scopes += 1
        with self._block(comprehension_scope(node, self._scope, self._scopes), self._sinks), self._loop():
            for generator in node.generators:
                self._share(generator.target, generator.iter)
            self.generic_visit(node)

    def visit_ListComp(self, node: ast.ListComp) -> None:
        self._comprehension(node)

    def visit_SetComp(self, node: ast.SetComp) -> None:
        self._comprehension(node)

    def visit_DictComp(self, node: ast.DictComp) -> None:
        self._comprehension(node)

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> None:
        self._comprehension(node)

    @contextmanager
    def _block(self, scope: Scope, sinks: tuple[Effects, ...]) -> Iterator[None]:
        outer = self._scope, self._sinks, self._loops
        self._scope, self._sinks, self._loops = scope, sinks, 0
        yield
        self._scope, self._sinks, self._loops = outer
