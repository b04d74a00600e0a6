"""The versions that a result depends on."""

import platform
from importlib import metadata

import numpy as np

import grader


def versions() -> dict[str, str]:
    """Return the versions of the grader, Python and the libraries that grade."""
    return {
        "grader": grader.__version__,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "hypothesis": metadata.version("hypothesis"),
    }
