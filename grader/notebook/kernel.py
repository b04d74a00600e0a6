"""What a student calls in a notebook: `grader.check(...)`, and `%check` after `%load_ext grader`."""

import os
import types
from typing import Any

from grader.notebook.card import Card
from grader.notebook.helper import Helper
from grader.notebook.session import Session

_helper = Helper()


def check(name: "str | types.FunctionType" = "", *, lang: str | None = None) -> Card:
    """Check what is written in this notebook with the public checks.

    The code of the cells is graded as it was last run, in a process of its own; the objects in the kernel's memory are
    not, and nothing in the kernel is changed.

    Args:
        name: a function, a check, an exercise or a file; without it, the exercise of this notebook.
        lang: "en" or "zh"; without it, GRADER_LANG or the locale decides.

    Returns:
        The report, which a notebook shows as HTML and everything else as text.
    """
    session = Session.here()
    course = os.environ.get("GRADER_COURSE")
    request = {
        "name": _name(name),
        "lang": lang or os.environ.get("GRADER_LANG"),
        "course": course and os.path.join(session.folder, course),  # noqa: PTH118 - "" stays what it is
        "folder": session.folder,
        "notebook": session.notebook,
        "cells": session.cells,
    }
    reply = _helper.ask(request, session.describe)
    return Card(html=reply["html"], text=reply["text"])


def load_ipython_extension(shell: Any) -> None:
    """Add the magic `%check NAME [--lang en|zh]` to IPython."""

    def magic(line: str) -> Card:
        name, _, lang = line.partition("--lang")
        return check(name.strip().strip("\"'"), lang=lang.strip(" =") or None)

    magic.__doc__ = check.__doc__
    shell.register_magic_function(magic, "line", "check")


def _name(asked: object) -> str:
    """The name that was asked for; a function stands for its own, whatever else it may be."""
    if isinstance(asked, types.FunctionType):
        return asked.__name__
    if not isinstance(asked, str):
        raise TypeError('grader.check takes a name, such as grader.check("he_normal")')
    return asked
