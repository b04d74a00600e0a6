"""What can be known of the student's session from inside it, by looking only: nothing of the student's is run."""

import inspect
import linecache
import os
import sys
import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# Where functions come from that were made from a string or typed at a prompt, not written in a cell or a file.
_UNWRITTEN_FILES = ("<string>", "<stdin>")


@dataclass(frozen=True)
class Session:
    """A kernel, a terminal with IPython, or a plain Python (then it has no cells)."""

    folder: str  # the working directory
    cells: Sequence[tuple[int, str]] = ()  # what was run: execution count, text
    notebook: str | None = None  # the saved notebook, if the front end says which
    names: Mapping[str, Any] = field(default_factory=dict, repr=False)  # what Python knows at top level

    @classmethod
    def here(cls) -> "Session":
        """Look at the session that this code is called from."""
        folder = _folder()
        shell = _shell()
        if shell is None:
            return cls(folder)
        history = getattr(shell.history_manager, "input_hist_raw", ())
        cells = [(count, text) for count, text in enumerate(history) if isinstance(text, str) and text.strip()]
        return cls(folder, cells, _saved(folder, shell.user_ns), shell.user_ns)

    def describe(self, functions: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Tell what Python has under these names: `source` is None where it cannot be known; nothing without cells."""
        return {name: _described(self.names.get(name)) for name in functions} if self.cells else {}


def _folder() -> str:
    try:
        return str(Path.cwd())
    except OSError:  # it was deleted
        return os.sep


def _shell() -> Any:
    """The running IPython, if there is one; it is never imported for this."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython is not None else None


def _saved(folder: str, names: Mapping[str, Any]) -> str | None:
    """The path of the notebook, which VS Code and the Jupyter server tell in their own ways, and others do not."""
    told = names.get("__vsc_ipynb_file__") or os.environ.get("JPY_SESSION_NAME")
    if not isinstance(told, str) or not told.endswith(".ipynb"):
        return None
    candidates = (Path(folder, told), Path(folder, Path(told).name))  # the server's path may begin at its own root
    return next((str(path) for path in candidates if path.is_file()), None)


def _described(value: Any) -> dict[str, Any]:
    if value is None:
        return {"kind": "absent"}
    if type(value) is not types.FunctionType:
        return {"kind": "object"}
    return {"kind": "function", "source": source_of(value.__code__)}


def source_of(code: types.CodeType) -> str | None:
    """Return the text that a function was compiled from; "" if it was not written anywhere, None if it is not known."""
    if code.co_filename in _UNWRITTEN_FILES:
        return ""
    lines = linecache.getlines(code.co_filename)[code.co_firstlineno - 1 :]
    return "".join(inspect.getblock(lines)) if lines else None
