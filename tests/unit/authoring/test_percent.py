"""Stubs and notebooks are made from master files."""

import json

import nbformat
import pytest

from grader.authoring.notebook import notebook
from grader.authoring.percent import PLACEHOLDER, Cell, cells, stub

MASTER = '''# %% [markdown]
# # Title
#
# Prose.

# %%
import numpy as np

# BEGIN SOLUTION
def _helper(x):
    return x
# END SOLUTION

# %%
def f(x):
    """Say what f does."""
    # BEGIN SOLUTION
    return _helper(x)
    # END SOLUTION
'''


def test_a_region_inside_a_function_becomes_a_placeholder():
    assert f'does."""\n    {PLACEHOLDER}\n' in stub(MASTER)


def test_a_region_at_top_level_is_left_out():
    assert "_helper" not in stub(MASTER)


def test_a_stub_is_valid_python():
    compile(stub(MASTER), "stub", "exec")


@pytest.mark.parametrize("text", ["# BEGIN SOLUTION\n", "# END SOLUTION\n", "# BEGIN SOLUTION\n# BEGIN SOLUTION\n"])
def test_an_unbalanced_region_is_refused_with_its_line(text):
    with pytest.raises(ValueError, match="line "):
        stub(text)


def test_cells_carry_prose_without_comment_marks():
    assert cells(MASTER)[0] == Cell("markdown", "# Title\n\nProse.")


def test_a_notebook_is_valid_and_names_its_exercise():
    document = nbformat.reads(notebook("ex", stub(MASTER), ["f"]), as_version=4)
    nbformat.validate(document)

    assert document.metadata.grader.exercise == "ex"


def test_the_cell_of_a_graded_function_is_tagged():
    document = json.loads(notebook("ex", stub(MASTER), ["f"]))

    tagged = [cell for cell in document["cells"] if "tags" in cell["metadata"]]

    assert [(cell["metadata"]["tags"], "def f" in "".join(cell["source"])) for cell in tagged] == [
        (["exercise:f"], True)
    ]


def test_equal_texts_give_equal_notebooks():
    assert notebook("ex", MASTER, ["f"]) == notebook("ex", MASTER, ["f"])
