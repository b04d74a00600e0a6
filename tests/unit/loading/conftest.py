"""Loads trusted snippets in this process and puts back afterwards what loading changes in it."""

import builtins
import linecache
import sys
import warnings
from textwrap import dedent

import numpy as np
import pytest

from grader.worker import loading
from grader.worker.protocol import Limits, ModuleSource, UnitSource


@pytest.fixture(autouse=True)
def same_process():
    modules, finders, names = dict(sys.modules), list(sys.meta_path), dict(vars(builtins))
    recursion_limit = sys.getrecursionlimit()
    with warnings.catch_warnings(), np.errstate():
        yield
    sys.setrecursionlimit(recursion_limit)
    sys.modules.clear()
    sys.modules.update(modules)
    sys.meta_path[:] = finders
    for name in set(vars(builtins)) - set(names):
        delattr(builtins, name)
    vars(builtins).update(names)
    linecache.clearcache()


class Result:
    """A loaded module: its namespace, and what loading told."""

    def __init__(self, module, loaded, ran):
        self.module = module
        self.loaded = loaded
        self.ran = ran  # file names and first lines of the code that was run

    def __getattr__(self, name):
        return getattr(self.module, name)

    def status(self, name="answer"):
        return self.loaded.functions[name].status

    def codes(self):
        return [note.code for note in self.loaded.notes]

    def note(self, code):
        return next(note for note in self.loaded.notes if note.code == code)


def _load(units, file, wanted, *, whole=False, siblings=None, seconds=1.0):
    source = ModuleSource("homework", file, units, {k: dedent(v) for k, v in (siblings or {}).items()})
    limits = Limits(statement_seconds=seconds, load_seconds=10.0)
    with pytest.MonkeyPatch.context() as patch:
        ran = _record(patch)
        module, loaded = loading.load(source, wanted.split(), whole, limits)
    return Result(module, loaded, ran)


def _record(patch):
    ran, run = [], loading.Runner.run

    def recording(self, code, namespace):
        ran.append((code.co_filename, min(line for *_, line in code.co_lines() if line)))
        return run(self, code, namespace)

    patch.setattr(loading.Runner, "run", recording)
    return ran


@pytest.fixture
def load():
    """Load a .py file: `load(source, "names wanted")`."""
    return lambda text, wanted="answer", **options: _load(
        (UnitSource(dedent(text), None),), "homework.py", wanted, **options
    )


@pytest.fixture
def load_cells():
    """Load a notebook of code cells."""
    return lambda *cells, wanted="answer", **options: _load(
        tuple(UnitSource(dedent(text), number) for number, text in enumerate(cells, 1)),
        "homework.ipynb",
        wanted,
        **options,
    )
