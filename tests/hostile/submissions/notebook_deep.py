# tries: to exhaust the parser by depth
# category: notebooks
# expected: refused notebook.damaged


def build(folder, honest):
    path = folder / "guarded.ipynb"
    path.write_text('{"nbformat": 4, "cells": ' + "[" * 100_000 + "]" * 100_000 + "}")
    return path
