"""Notebook cells become plain Python, with every line where it was."""

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.worker.cells import read_cell

CLEANED = {
    "what parses stays": ("x = '%d' % 3\n# !ls\n", "x = '%d' % 3\n# !ls\n"),
    "line magics": ("%matplotlib inline\nx = 1", "pass\nx = 1"),
    "shell lines": ("!pip install x\nx = 1", "pass\nx = 1"),
    "a shell line with an odd quote": ("!echo it's\nx = 1", "pass\nx = 1"),
    "a shell line over two lines": ("!pip install \\\n    numpy\nx = 1", "pass\n\nx = 1"),
    "help": ("np.zeros?\n?np.ones\nf??\nx = 1", "pass\npass\npass\nx = 1"),
    "indented magics": ("for i in x:\n    !ls\n    %time\n", "for i in x:\n    pass\n    pass\n"),
    "captured output": ("files = !ls\nenv = %env HOME\nx = 1", "files = None\nenv = None\nx = 1"),
    "a timed expression": ("%time y = f(1,\n  2)\nx = %time g()", "y = f(1,\n  2)\nx = g()"),
    "a timed expression, many times": ("%timeit f(1)\nx = 1", "pass\nx = 1"),
    "shell commands without a sign": (
        "pip install x\nls\ncd ..\nls -la\nconda install y\n%pwd",
        "\n".join(["pass"] * 6),
    ),
    "names that look like shell commands": (
        "ls = [1]\nls -= 1\nls if ls else 0\n!x",
        "ls = [1]\nls -= 1\nls if ls else 0\npass",
    ),
    "continuation lines": ("x = (7\n % 2)\ny = 7 \\\n % 2\n!x", "x = (7\n % 2)\ny = 7 \\\n % 2\npass"),
    "strings of many lines": ("s = '''\n!ls\n%x\n'''\n!x", "s = '''\n!ls\n%x\n'''\npass"),
    "strings with quotes inside": ('s = "\\"\\\\"\nt = \'"\'\n!x', 's = "\\"\\\\"\nt = \'"\'\npass'),
    "comments with quotes and brackets": ("# it's (\nx = 1\n!x", "# it's (\nx = 1\npass"),
    "a cell magic": ("%%time\nx = 1", "\nx = 1"),
    "a cell magic with arguments": ("%%capture out --no-stderr\nx = 1", "\nx = 1"),
    "a cell magic below a comment": ("# setup\n\n%%time\nx = 1", "# setup\n\n\nx = 1"),
    "a cell magic above other magics": ("%%time\n!ls\nx = 1", "\npass\nx = 1"),
    "a bash cell": ("%%bash\nls -la | wc", ""),
    "a written file": ("%%writefile utils.py\nx = 1", ""),
    "prompts": (">>> x = 1\n>>> def f():\n...     return x\n", "x = 1\ndef f():\n    return x\n"),
    "numbered prompts": ("In [1]: x = 1\n   ...: y = 2", "x = 1\ny = 2"),
    "indentation of the whole cell": ("    x = 1\n    if x:\n        y = 2\n", "x = 1\nif x:\n    y = 2\n"),
    "indentation below a comment": ("# setup\n    x = 1\n    y = 2", "# setup\nx = 1\ny = 2"),
    "carriage returns": ("x = 1\r\n!ls\r\n", "x = 1\npass"),
    "a byte order mark": ("\ufeffx = 1", "x = 1"),
    "pylab": ("%pylab inline", "from pylab import *"),
    "a module that is run": ("%run a.py\nif x:\n  %run -i ./b.py", "from a import *\nif x:\n  from b import *"),
    "a notebook that is run": ("%run helpers.ipynb", "pass"),
}


@pytest.mark.parametrize("name", CLEANED)
def test_a_cell_is_cleaned(name):
    text, plain = CLEANED[name]
    cell = read_cell(text, "a.ipynb#cell=1", 1)

    assert cell.source.rstrip("\n") == plain.rstrip("\n")
    assert ast.dump(cell.tree) == ast.dump(ast.parse(plain))


def test_what_is_not_python_stays_a_syntax_error_at_its_line():
    cell = read_cell("!ls\nx = = 1", "a.ipynb#cell=1", 1)

    assert (cell.tree, cell.error.lineno, cell.error.filename) == (None, 2, "a.ipynb#cell=1")


def test_an_ignored_line_is_noted_at_its_place():
    (note,) = read_cell("x = 1\n\n!pip install y", "a", 7).notes

    assert (note.code, note.facts, note.line, note.cell) == ("load.line_ignored", {"text": "!pip install y"}, 3, 7)


def test_an_ignored_cell_is_noted_with_its_magic():
    (note,) = read_cell("# shell\n%%bash\nls", "a", 7).notes

    assert (note.code, note.facts, note.line, note.cell) == ("load.cell_ignored", {"magic": "bash"}, 2, 7)


@pytest.mark.parametrize("text", ["%matplotlib inline", "%load_ext autoreload\n%autoreload 2", "%%time\nx = 1"])
def test_magics_that_set_up_the_notebook_are_not_worth_a_note(text):
    assert read_cell(text, "a", 1).notes == ()


def test_text_that_parses_has_no_notes():
    assert read_cell("x = 'ls?'", "a", 1).notes == ()


@settings(database=None, deadline=None, max_examples=200)
@given(st.text(alphabet="%!?'\"\\()# \n\tx=1:", max_size=60))
def test_lines_keep_their_number_whatever_the_text(text):
    cell = read_cell(text, "a", 1)

    assert cell.source == "" or cell.source.count("\n") >= text.rstrip().count("\n")
    assert cell.source.count("\n") <= text.count("\n")
    assert (cell.tree is None) == (cell.error is not None)


@settings(database=None, deadline=None, max_examples=100)
@given(st.lists(st.sampled_from(["!ls", "%x", "y?", "x = 1", "s = 'a%b'", "f(1,\n  % 2)", "", "# '"]), max_size=8))
def test_magics_between_statements_do_not_change_the_statements(lines):
    cell = read_cell("\n".join([*lines, "!last"]), "a", 1)
    plain = [line for line in lines if line == "" or (line[0] not in "!%" and line[-1] != "?")]

    if cell.tree:
        kept = [ast.dump(node) for node in cell.tree.body if not isinstance(node, ast.Pass)]
        assert kept == [ast.dump(node) for node in ast.parse("\n".join(plain)).body]
    else:
        assert any("% 2" in line for line in lines)
