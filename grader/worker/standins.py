"""Inert stand-ins for libraries that draw, show progress or belong to the notebook.

A plot left inside a graded function, or a loop over `tqdm(...)`, works as far as the computation is concerned. The
stand-ins are used whether or not the library is installed, so that a report does not depend on the machine.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dis import opmap
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import FrameType, FunctionType, ModuleType
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
        return _axes if name == "subplots" else self

    def __setattr__(self, name: str, value: Any) -> None:
        """Forget it."""

    def __getitem__(self, key: Any) -> Any:
        return self

    def __setitem__(self, key: Any, value: Any) -> None:
        """Forget it."""

    def __iter__(self) -> Iterator[Any]:
        """As many as are asked for by `line, = plot(...)`; nothing to loop over."""
        return iter([self] * _names_to_fill(sys._getframe(1)))

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return True

    def __float__(self) -> float:
        return 0.0

    def __int__(self) -> int:
        return 0

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *details: object) -> None:
        """Let exceptions pass."""

    def __repr__(self) -> str:
        return "<not available while grading>"

    def __format__(self, spec: str) -> str:
        return repr(self)

    # numpy leaves `array + stand_in` to the stand-in
    __array_ufunc__ = None


def _names_to_fill(frame: FrameType) -> int:
    """How many names the statement at work in `frame` unpacks an object into, before a starred one."""
    instruction, count = frame.f_code.co_code[frame.f_lasti : frame.f_lasti + 2]
    return count if instruction in (opmap["UNPACK_SEQUENCE"], opmap["UNPACK_EX"]) else 0


def _itself(self: Inert, *_: Any) -> Inert:
    return self


def _never(self: Inert, _: Any) -> bool:
    return False


_ARITHMETIC = ("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow", "and", "or", "xor")
_UNARY = ("neg", "pos", "abs", "invert")
for _name in (*_ARITHMETIC, *_UNARY, *(f"r{name}" for name in _ARITHMETIC)):
    setattr(Inert, f"__{_name}__", _itself)
for _name in ("lt", "le", "gt", "ge"):
    setattr(Inert, f"__{_name}__", _never)


class Progress(Inert):
    """A progress bar over `iterable` that shows nothing."""

    def __init__(self, iterable: Iterable[Any] = (), *args: Any, **kwargs: Any) -> None:
        object.__setattr__(self, "iterable", iterable)

    def __iter__(self) -> Iterator[Any]:
        return iter(object.__getattribute__(self, "iterable"))

    def __len__(self) -> int:
        return len(object.__getattribute__(self, "iterable"))

    @staticmethod
    def write(*args: Any, **kwargs: Any) -> None:
        """Print nothing above the bar."""


def trange(*args: int, **kwargs: Any) -> Progress:
    """A progress bar over a range."""
    return Progress(range(*args))


def display(*args: Any, **kwargs: Any) -> None:
    """Show nothing."""


def get_ipython() -> Inert:
    """A shell that does nothing."""
    return Inert()


def _axes(rows: Any = 1, columns: Any = 1, *args: Any, **kwargs: Any) -> Any:
    """One stand-in, or a grid of them as matplotlib shapes it."""
    shape = int(kwargs.get("nrows", rows)), int(kwargs.get("ncols", columns))
    grid = np.empty(shape, dtype=object)
    for place in np.ndindex(shape):
        grid[place] = Inert()
    if not kwargs.get("squeeze", True):
        return grid
    return grid[0, 0] if grid.size == 1 else grid.squeeze()


def _subplots(*args: Any, **kwargs: Any) -> tuple[Inert, Any]:
    return Inert(), _axes(*args, **kwargs)


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


# What `from matplotlib.pyplot import *` brings, as far as coursework draws with it.
_PYPLOT = """
    axes cla clf close draw figure gca gcf pause rc rcParams savefig sca show style subplot subplots subplots_adjust
    suptitle tight_layout twinx
    bar barh boxplot contour contourf errorbar fill_between hist hist2d imshow loglog matshow pcolormesh pie plot
    scatter semilogx semilogy stem step violinplot
    annotate axhline axis axvline clim cm colorbar grid legend text title xlabel xlim xscale xticks ylabel ylim yscale
    yticks
"""
# pylab leaves these to Python: `max(0, z)`
_BUILTIN = frozenset(("abs", "bool", "bytes", "max", "min", "pow", "round"))


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
        """A module of stand-ins only; `pylab` exports numpy's names as the real one does."""
        module = InertModule(spec.name)
        if spec.name in ("pylab", "matplotlib.pylab", "matplotlib.pyplot"):
            vars(module).update({name: getattr(module, name) for name in _PYPLOT.split()})
        if spec.name in ("pylab", "matplotlib.pylab"):
            for library in (np, np.linalg, np.random):
                names = [name for name in library.__all__ if name not in _BUILTIN]
                vars(module).update({name: getattr(library, name) for name in names})
            vars(module).update(np=np, plt=Inert())
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run."""


def hide_libraries() -> None:
    """Take the real modules (the grader's own, too) out of student code's reach; whoever imported them keeps them."""
    for name in [name for name in sys.modules if name.partition(".")[0] in LIBRARIES]:
        del sys.modules[name]
