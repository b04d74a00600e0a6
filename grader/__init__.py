"""Grade numpy coursework on weight initialisation, backpropagation and gradient checking."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.notebook.kernel import check, load_ipython_extension

__all__ = ["check", "load_ipython_extension"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import the notebook's face when it is first asked for: every command imports this file."""
    if name not in __all__:
        raise AttributeError(f"module 'grader' has no attribute {name!r}")
    from grader.notebook import kernel

    return getattr(kernel, name)
