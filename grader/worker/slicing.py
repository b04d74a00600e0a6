"""Which top-level statements of a module have to run so that its graded functions work.

A statement is needed when it binds a needed name, may change the object behind one, or calls something that does; then
all names that it mentions are needed too. Two sets of marks grow from the graded names until nothing is added: names
that are *needed*, and functions that are *active*, because calling them binds or changes something needed. Every mark
is set once, so that the time is linear in the module.

A graded function that is active itself (it keeps a memo, say) does not make its uses needed: a training loop is
left out, and the answer says that this may matter.
"""

import ast
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from grader.worker import bindings
from grader.worker.classes import classes, heirs, keeps_something, parents
from grader.worker.effects import Effects, Program, Statement, is_main_guard
from grader.worker.mutation import changing_functions
from grader.worker.scopes import is_module_name, names_in

# Libraries whose calls (`plt.show()`, `time.sleep(60)`, `unittest.main()`) change nothing that a function could miss.
_IDLE = frozenset(("cProfile", "doctest", "pdb", "pytest", "time", "timeit", "unittest"))


@dataclass(frozen=True)
class Slice:
    """Indices of top-level statements."""

    run: frozenset[int]  # needed ones, and imports and settings of libraries
    needed: frozenset[int]
    may_matter: bool  # a statement was left out that could change what a graded function does


@dataclass
class _Index:
    """Statements by what they do to a symbol."""

    binds: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    stores: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    touches: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    uses: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    calls: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    passes: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, number: int, effects: Effects, may_change: Callable[[str], bool]) -> None:
        for kind in ("binds", "stores", "uses", "calls", "passes"):
            for symbol in getattr(effects, kind):
                getattr(self, kind)[symbol].append(number)
        for symbol in {changed for callee, changed in effects.touches if may_change(callee)}:
            self.touches[symbol].append(number)


def slice_program(
    program: Program, wanted: Collection[str], *, siblings: Collection[str] = (), idle: Collection[str] = ()
) -> Slice:
    """Find the statements of a module that `wanted` functions need.

    Args:
        program: the module's statements and their effects.
        wanted: names of the graded functions.
        siblings: modules that are the student's own, so that calling into them may have effects.
        idle: libraries that have no effect on computations (stand-ins for plotting libraries).
    """
    return _Slicer(program, frozenset(wanted), siblings, _IDLE.union(idle)).slice()


class _Slicer:
    def __init__(
        self, program: Program, wanted: frozenset[str], siblings: Collection[str], idle: Collection[str]
    ) -> None:
        self._program = program
        self._wanted = wanted
        imported = list(bindings.imports(statement.node for statement in program.statements))
        self._libraries = {name for name, module in imported if module not in siblings}
        self._settable = {name for name, module in imported if module not in siblings and module not in idle}
        self._own_modules = {name for name, module in imported if module in siblings}
        self._bound = set().union(*(s.now.binds for s in program.statements))
        self._constants = bindings.constants(program, self._libraries)
        self._fixed = self._constants | bindings.functions(program)
        self._changing = changing_functions(program, self._is_library)
        self._classes = classes(program)
        self._keepers = {name for name, nodes in self._classes.items() if any(map(keeps_something, nodes))}
        self._heirs = heirs(self._classes)
        self._additions: defaultdict[str, list[int]] = defaultdict(list)  # by what they hand to a changing function
        self._now, self._later = _Index(), _Index()
        for number, statement in enumerate(program.statements):
            self._now.add(number, statement.now, self._may_change)
            self._later.add(number, statement.later, self._may_change)
            for symbol in {changed for callee, changed in statement.now.touches if callee in self._changing}:
                self._additions[symbol].append(number)
        self._run: set[int] = set()
        self._needed: set[str] = set()
        self._watched: set[str] = set()
        self._loosely_watched: set[str] = set()
        self._active: set[str] = set()
        self._callable: set[str] = set()  # active ones that are functions for sure, not results of calls
        self._suspect: set[str] = set()  # active by way of a graded function only
        self._todo: list[tuple[Callable[[str], None], str]] = []
        self._needs_anything = False

    def slice(self) -> Slice:
        for name in self._wanted:
            self._need(name)
        for number, statement in enumerate(self._program.statements):
            if statement.now.binds_anything:
                self._select(number)
            if statement.later.binds_anything or statement.later.settings & self._settable:
                self._activate(self._changed_by(statement))
        self._settle()
        if self._needed & self._own_modules:
            for number, statement in enumerate(self._program.statements):
                if self._fills_another_module(statement):
                    self._select(number)
            self._settle()
        needed = frozenset(self._run)
        for number, statement in enumerate(self._program.statements):
            if self._always_runs(statement):
                self._select(number)
        self._settle()
        return Slice(frozenset(self._run), needed, self._left_out_may_matter())

    # What a name is

    def _is_library(self, symbol: str) -> bool:
        name = symbol.removesuffix("()")
        return is_module_name(name) and (name in self._libraries or name not in self._bound)

    def _may_change(self, callee: str) -> bool:
        """Whether calling `callee` may change the objects that it is handed."""
        if not callee:
            return True
        known = callee in self._program.parameters and (callee in self._fixed or not is_module_name(callee))
        return callee in self._changing if known else not self._is_library(callee)

    def _is_data(self, symbol: str) -> bool:
        """Whether a call could change the object behind a symbol."""
        return symbol not in self._fixed and symbol not in self._libraries

    def _changed_by(self, statement: Statement) -> set[str]:
        """The names that hold what a statement defines."""
        now = statement.now
        return (
            now.binds
            | now.stores
            | {symbol for callee, symbol in now.touches if self._may_change(callee) and self._is_data(symbol)}
        )

    def _always_runs(self, statement: Statement) -> bool:
        """Whether a statement imports something, or changes how a library or another module of the student's works."""
        now = statement.now
        if isinstance(statement.node, ast.Import | ast.ImportFrom) or now.stores & self._settable:
            return True
        names = {name for name in now.uses if not self._is_library(name) and name not in self._constants}
        if isinstance(statement.node, ast.Expr):
            return not names and bool((now.commands | now.settings) & self._settable)
        return not names and bool(now.settings & self._settable)

    def _fills_another_module(self, statement: Statement) -> bool:
        """Whether a statement is like `register("relu", relu)`, where `register` is the student's, in another file."""
        known = self._own_modules | self._libraries | self._fixed
        return bool(statement.now.commands & self._own_modules) and all(
            name in known or name not in self._bound for name in statement.now.uses
        )

    # Marks

    def _settle(self) -> None:
        while self._todo:
            action, symbol = self._todo.pop()
            action(symbol)

    def _mark(self, marks: set[str], symbols: Iterable[str], action: Callable[[str], None]) -> None:
        for symbol in symbols:
            if symbol not in marks:
                marks.add(symbol)
                self._todo.append((action, symbol))

    def _select(self, number: int) -> None:
        if number in self._run:
            return
        self._run.add(number)
        statement = self._program.statements[number]
        for effects in (statement.now, statement.later):
            for name in filter(is_module_name, effects.uses):
                self._need(name.removesuffix("()"))
            if effects.reads_anything and not self._needs_anything:
                self._needs_anything = True
                for name in self._fixed:
                    self._need(name)

    def _need(self, name: str) -> None:
        self._mark(self._needed, (name,), self._spread_need)

    def _spread_need(self, name: str) -> None:
        for number in self._now.binds[name] + self._now.stores[name]:
            self._select(number)
        for number in self._later.binds[name] + self._later.stores[name]:
            self._activate(self._changed_by(self._program.statements[number]))
        if self._is_data(name):
            self._mark(self._watched, (name,), self._spread_watch)
            self._mark(self._loosely_watched, (name,), self._spread_loose_watch)
        if name in self._classes:
            self._spread_need_of_class(name)

    def _spread_need_of_class(self, name: str) -> None:
        """Select what adds a method to the class; calling it, or what uses it, may change what it keeps."""
        for number in self._additions[name]:
            self._select(number)
        if name in self._keepers:
            self._mark(self._suspect, (name,), self._spread_suspicion)

    def _spread_watch(self, symbol: str) -> None:
        """Select what changes the object behind `symbol`, by that or any other name."""
        for number in self._now.stores[symbol] + self._now.touches[symbol]:
            self._select(number)
        for number in self._later.stores[symbol] + self._later.touches[symbol]:
            self._activate(self._changed_by(self._program.statements[number]))
        self._mark(self._watched, self._program.shared[symbol], self._spread_watch)

    def _spread_loose_watch(self, symbol: str) -> None:
        others = (other for other in self._program.derived[symbol] if self._is_data(other))
        self._mark(self._loosely_watched, others, self._spread_loose_watch)

    def _activate(self, symbols: Iterable[str]) -> None:
        """Calling `symbols` binds or changes something needed."""
        for symbol in symbols:
            if symbol in self._wanted:
                self._mark(self._suspect, (symbol,), self._spread_suspicion)
            else:
                self._mark(self._callable, (symbol,), self._spread_activity)

    def _spread_activity(self, symbol: str) -> None:
        for number in self._now.passes[symbol]:
            self._select(number)
        self._mark(self._active, (symbol,), self._select_callers)
        self._activate(self._followers(symbol))

    def _select_callers(self, symbol: str) -> None:
        for number in self._now.calls[symbol]:
            self._select(number)
        self._mark(self._active, self._program.derived[symbol] - self._wanted, self._select_callers)

    def _spread_suspicion(self, symbol: str) -> None:
        self._mark(self._suspect, self._followers(symbol), self._spread_suspicion)

    def _followers(self, symbol: str) -> set[str]:
        """The names that hold a function which uses `symbol`, share its object, or are classes that derive from it."""
        users = (self._program.statements[number] for number in self._later.uses[symbol])
        return (self._program.shared[symbol] | self._heirs[symbol]).union(*map(self._changed_by, users))

    # What was left out

    def _left_out_may_matter(self) -> bool:
        bound = set().union(*(self._program.statements[number].now.binds for number in self._run))
        present = (bound | self._needed) & self._bound - self._constants - self._libraries
        return any(
            self._may_matter(statement) or self._tells(statement, present)
            for number, statement in enumerate(self._program.statements)
            if number not in self._run and not is_main_guard(statement.node)
        )

    def _may_matter(self, statement: Statement) -> bool:
        now = statement.now
        changed = now.stores | {symbol for callee, symbol in now.touches if self._may_change(callee)}
        return (
            bool(changed & self._loosely_watched)
            or bool(now.calls & self._suspect)
            or bool(now.calls & self._own_modules & self._needed)
            or (self._needs_anything and bool(now.binds))
            or (bool(now.passes & self._changing) and bool(now.passes & self._loosely_watched))  # reduce(add, X, TABLE)
        )

    def _tells(self, statement: Statement, present: set[str]) -> bool:
        """Whether a statement may tell what is `present` of a subclass, a method, another case of a function."""
        match statement.node:
            case ast.ClassDef() as node if parents(node) & present:
                return True
            case ast.Expr(value=ast.Call(func=ast.Attribute())):
                return bool(statement.now.commands & present & self._fixed)
        decorators = getattr(statement.node, "decorator_list", ())
        own = any(name in self._bound - self._libraries for decorator in decorators for name in names_in(decorator))
        return own and any(name in present for name in statement.now.uses)
