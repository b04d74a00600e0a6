"""`grader.check` in real kernels: a generated notebook that is filled in, and what a kernel must not notice."""

import os
from pathlib import Path

import nbclient
import nbformat
import pytest

from grader.authoring.notebook import notebook

# What Jupyter's own libraries warn of differs from platform to platform.
pytestmark = [pytest.mark.filterwarnings(f"ignore::{kind}") for kind in ("DeprecationWarning", "RuntimeWarning")]

ROOT = Path(__file__).parents[2]

STATE = """
import os, random, signal, sys, warnings
import numpy as np
np.random.seed(5); random.seed(5)
warnings.filterwarnings("error", message="mine")
def state():
    return (
        np.random.get_state()[1].tolist(), random.getstate(), list(warnings.filters), os.getcwd(), dict(os.environ),
        list(sys.path), np.geterr(), [signal.getsignal(number) for number in sorted(signal.valid_signals())],
    )
before = state()
"""
RIGHT = "def he_normal(n_out, n_in, rng):\n    return rng.normal(0.0, np.sqrt(2 / n_in), (n_out, n_in))"
CELLS = {
    "import": "import grader",
    "state": STATE,
    "right": RIGHT,
    "first": 'grader.check("he_normal")',
    "same": "state() == before, sorted({'hypothesis', 'rich', 'jinja2', 'grader.grading'} & set(sys.modules))",
    "sabotage": "np.abs = np.sort = np.var = np.mean = np.linalg.norm = None",
    "sabotaged": 'grader.check("he_normal", lang="zh")',
    "replaced": 'get_ipython().user_ns["he_normal"] = state',
    "other": 'grader.check("he_normal")',
    "magic": "%load_ext grader\n%check he_norml",
}


def execute(document, folder, **environment):
    """The notebook with its outputs, run where the student would."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GRADER_", "LC_", "LANG", "JPY_"))}
    kept |= {"GRADER_COURSE": str(ROOT), "LC_ALL": "C.UTF-8", "IPYTHONDIR": str(folder / ".ipython"), **environment}
    client = nbclient.NotebookClient(document, timeout=120, kernel_name="python3", resources={})
    client.execute(cwd=str(folder), env=kept)
    return document


def shown(cell, kind="text/plain"):
    return "".join(output.get("data", {}).get(kind, "") for output in cell.outputs)


@pytest.fixture(scope="module")
def filled_in(course, tmp_path_factory):
    """A released notebook with every answer, one of them wrong; saved, and run."""
    solution = (ROOT / "solutions" / "activations" / "activations.py").read_text(encoding="utf-8")
    functions = course.exercise("activations").functions
    document = nbformat.reads(notebook("activations", solution, functions), as_version=4)
    for cell in document.cells:
        if "def relu(" in cell.source:
            cell.source += "\n\n\ndef relu(Z):\n    return abs(Z)\n"
    folder = tmp_path_factory.mktemp("student")
    nbformat.write(document, folder / "activations.ipynb")
    return {cell.source.splitlines()[-1]: cell for cell in execute(document, folder).cells if cell.cell_type == "code"}


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    """The cells of a notebook that is saved nowhere, beside a module that is no business of the grader's."""
    folder = tmp_path_factory.mktemp("colab")
    (folder / "statistics.py").write_text("raise RuntimeError")
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS.values()]
    document = execute(nbformat.v4.new_notebook(cells=cells), folder)
    return dict(zip(CELLS, document.cells, strict=True))


def test_a_generated_notebook_checks_each_answer_below_its_cell(filled_in):
    assert "✗" not in shown(filled_in['grader.check("sigmoid")'])
    assert "sigmoid" in shown(filled_in['grader.check("sigmoid")'])


def test_the_wrong_answer_is_found_with_its_call(filled_in):
    text = shown(filled_in['grader.check("relu")'])

    assert "✗" in text
    assert "relu(" in text


def test_the_last_cell_checks_everything(filled_in):
    text = shown(filled_in['grader.check("activations")'])

    assert "sigmoid" in text
    assert text.count("✗") >= 1


def test_a_notebook_that_is_saved_as_it_was_run_gets_no_advice(filled_in):
    assert shown(filled_in['grader.check("sigmoid")']).count("note:") == 1


def test_front_ends_get_the_report_as_html_without_scripts(filled_in):
    html = shown(filled_in['grader.check("relu")'], "text/html")

    assert 'class="bc"' in html
    assert "<script" not in html


def test_the_code_of_the_cells_is_graded_wherever_the_notebook_is(kernel):
    assert "6 of 6 points" in shown(kernel["first"])


def test_the_kernel_does_not_notice(kernel):
    assert shown(kernel["same"]) == "(True, [])"


def test_a_broken_numpy_in_the_kernel_does_not_reach_the_grader(kernel):
    assert "6 / 6 分" in shown(kernel["sabotaged"])


def test_a_function_that_was_replaced_in_memory_is_said_and_not_graded(kernel):
    assert "in Python's memory is not the one" in shown(kernel["other"])
    assert "6 of 6 points" in shown(kernel["other"])


def test_the_magic_answers_too(kernel):
    assert "he_normal" in shown(kernel["magic"])
