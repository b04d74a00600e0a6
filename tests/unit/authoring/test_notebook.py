"""The notebook that students get: prose, a cell to fill in, a cell that checks it."""

import json

import pytest

from grader.authoring.notebook import notebook

MASTER = """# %% [markdown]
# # Signals

# %%
import numpy as np

# %%
def gain(x):
    raise NotImplementedError("your code here")

# %%
def helper(x):
    return x
"""


@pytest.fixture(scope="module")
def cells():
    return json.loads(notebook("signal", MASTER, {"gain"}))["cells"]


def sources(cells):
    return ["".join(cell["source"]) for cell in cells]


def test_the_grader_is_imported_once_near_the_top(cells):
    assert sources(cells).count("import grader") == 1
    assert sources(cells)[2] == "import grader"


def test_how_to_check_and_to_save_is_said_in_both_languages(cells):
    assert "Save the notebook" in sources(cells)[1]
    assert "保存笔记本" in sources(cells)[1]


def test_a_graded_function_is_followed_by_its_check_and_another_is_not(cells):
    texts = sources(cells)
    place = next(number for number, text in enumerate(texts) if text.startswith("def gain"))

    assert texts[place + 1] == 'grader.check("gain")'
    assert 'grader.check("helper")' not in texts


def test_the_last_cell_checks_the_whole_exercise(cells):
    assert sources(cells)[-1].endswith('grader.check("signal")')


def test_nothing_needs_a_shell(cells):
    assert not any(line.startswith(("!", "%")) for text in sources(cells) for line in text.splitlines())
