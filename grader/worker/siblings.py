"""Imports of a submission's other modules, from memory."""

import sys
from collections.abc import Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

from grader.worker import standins
from grader.worker.parsing import parse
from grader.worker.protocol import UnitSource, sibling_filename
from grader.worker.running import Runner

_RESERVED = frozenset(sys.stdlib_module_names) | {"msgspec", "numpy"} | standins.LIBRARIES


def is_shadowing(name: str) -> bool:
    """Whether a student's module is named like one that everybody else's code relies on."""
    return name.partition(".")[0] in _RESERVED


class SiblingFinder(MetaPathFinder, Loader):
    """Finds the modules in `sources`, by name. A statement that fails costs only the names it binds."""

    def __init__(self, sources: Mapping[str, str], runner: Runner) -> None:
        self._sources = {name: text for name, text in sources.items() if not is_shadowing(name)}
        self._runner = runner

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Answer for the submission's own modules and packages, which may do without an `__init__.py`."""
        own = self._own_name(fullname)
        is_package = own != fullname and any(name.startswith(f"{fullname}.") for name in self._sources)
        if own not in self._sources and not is_package:
            return None
        return ModuleSpec(fullname, self, origin=sibling_filename(own), is_package=is_package)

    def exec_module(self, module: ModuleType) -> None:
        """Run the whole module, statement by statement.

        Raises:
            SyntaxError: it is not Python.
        """
        name = self._own_name(module.__name__)
        file = sibling_filename(name)
        parsed = parse((UnitSource(self._sources.get(name, ""), None),), file)
        for unit in parsed.broken:
            raise SyntaxError(f"{file}: {unit.error.message}")
        vars(module)["__file__"] = file
        for piece in parsed.pieces:
            self._runner.run(piece.code, vars(module))

    def _own_name(self, fullname: str) -> str:
        """The name in `sources` of a module, or of a package's own code."""
        package = f"{fullname}.__init__"
        return fullname if fullname in self._sources and package not in self._sources else package
