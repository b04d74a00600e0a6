"""Inert stand-ins for libraries that draw, show progress or belong to the notebook.

A plot left inside a graded function, or a loop over `tqdm(...)`, works as far as the computation is concerned. The
stand-ins are used whether or not the library is installed, so that a report does not depend on the machine.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

PLOTTING = frozenset(("altair", "bokeh", "matplotlib", "mpl_toolkits", "plotly", "pylab", "seaborn"))
PROGRESS = frozenset(("alive_progress", "progressbar", "tqdm"))
NOTEBOOK = frozenset(("IPython", "google", "ipywidgets", "nbgrader", "otter"))
# The grader itself: students call `grader.check(...)` in their notebook; the real package is out of their reach.
LIBRARIES = PLOTTING | PROGRESS | NOTEBOOK | {"grader"}


class Inert:
    """Takes part in any expression and does nothing."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Another stand-in; as a decorator, the function itself."""
        if len(args) == 1 and not kwargs and type(args[0]) is FunctionType:
            return args[0]
        return self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __setattr__(self, name: str, value: Any) -> None:
        """Forget it."""

    def __getitem__(self, key: Any) -> Any:
        return self

    def __setitem__(self, key: Any, value: Any) -> None:
        """Forget it."""

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return True

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *details: object) -> None:
        """Let exceptions pass."""

    def __repr__(self) -> str:
        return "<not available while grading>"


class Progress(Inert):
    """A progress bar over `iterable` that shows nothing."""

    def __init__(self, iterable: Iterable[Any] = (), *args: Any, **kwargs: Any) -> None:
        object.__setattr__(self, "iterable", iterable)

    def __iter__(self) -> Iterator[Any]:
        return iter(object.__getattribute__(self, "iterable"))

    def __len__(self) -> int:
        return len(object.__getattribute__(self, "iterable"))


def trange(*args: int, **kwargs: Any) -> Progress:
    """A progress bar over a range."""
    return Progress(range(*args))


def display(*args: Any, **kwargs: Any) -> None:
    """Show nothing."""


def get_ipython() -> Inert:
    """A shell that does nothing."""
    return Inert()


def _subplots(*args: Any, **kwargs: Any) -> tuple[Inert, Inert]:
    return Inert(), Inert()


_KNOWN: dict[str, Any] = {
    "alive_it": Progress,
    "display": display,
    "get_ipython": get_ipython,
    "progressbar": Progress,
    "subplots": _subplots,
    "tnrange": trange,
    "tqdm": Progress,
    "tqdm_notebook": Progress,
    "trange": trange,
}


class InertModule(ModuleType):
    """A library of which every attribute is a stand-in."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _KNOWN.get(name) or Inert()


class StandInFinder(MetaPathFinder, Loader):
    """Imports stand-ins for `LIBRARIES` and their submodules."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Answer for the libraries that have stand-ins."""
        return ModuleSpec(fullname, self, is_package=True) if fullname.partition(".")[0] in LIBRARIES else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """A module without contents; `pylab` exports numpy's names as the real one does."""
        module = InertModule(spec.name)
        if spec.name in ("pylab", "matplotlib.pylab"):
            for library in (np, np.linalg, np.random):
                vars(module).update({name: getattr(library, name) for name in library.__all__})
            vars(module)["np"] = np
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run."""


def hide_libraries() -> None:
    """Take the real modules (the grader's own, too) out of student code's reach; whoever imported them keeps them."""
    for name in [name for name in sys.modules if name.partition(".")[0] in LIBRARIES]:
        del sys.modules[name]
