"""What a session tells about itself, without running anything."""

import sys
import types
from pathlib import Path

import pytest

from grader.notebook.session import Session, source_of


@pytest.fixture
def shell(monkeypatch):
    """IPython, as far as it is looked at."""
    history = types.SimpleNamespace(input_hist_raw=["", "x = 1", " ", "y = 2"])
    fake = types.SimpleNamespace(history_manager=history, user_ns={})
    monkeypatch.setitem(sys.modules, "IPython", types.SimpleNamespace(get_ipython=lambda: fake))
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    return fake


@pytest.fixture
def notebook(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "mine.ipynb"
    path.write_text("{}")
    return path


def test_the_cells_come_with_their_execution_counts(shell):
    assert Session.here().cells == [(1, "x = 1"), (3, "y = 2")]


def test_visual_studio_code_says_where_the_notebook_is(shell, notebook):
    shell.user_ns["__vsc_ipynb_file__"] = str(notebook)

    assert Session.here().notebook == str(notebook)


@pytest.mark.parametrize("told", ["{path}", "below/the/server/mine.ipynb", "mine.ipynb"])
def test_the_jupyter_server_says_so_by_a_path_of_its_own(shell, notebook, monkeypatch, told):
    monkeypatch.setenv("JPY_SESSION_NAME", told.format(path=notebook))

    assert Path(Session.here().notebook) == notebook


@pytest.mark.parametrize("told", ["/kernel/1234-5678", "gone.ipynb", ""])
def test_what_is_no_notebook_is_not_believed(shell, notebook, monkeypatch, told):
    monkeypatch.setenv("JPY_SESSION_NAME", told)

    assert Session.here().notebook is None


def test_plain_python_has_no_cells(monkeypatch):
    monkeypatch.delitem(sys.modules, "IPython", raising=False)

    assert (Session.here().cells, Session.here().describe(["f"])) == ((), {})


def test_a_function_has_the_text_that_it_was_compiled_from():
    assert source_of(test_plain_python_has_no_cells.__code__).startswith("def test_plain_python_has_no_cells")


def test_a_function_that_was_made_from_a_string_has_no_text():
    names = {}
    exec("def f(): pass", names)

    assert source_of(names["f"].__code__) == ""


def test_describing_runs_nothing_of_the_student(shell):
    class Trap:
        def __getattribute__(self, name):
            raise AssertionError

        def __eq__(self, other):
            raise AssertionError

        __hash__ = None

    shell.user_ns["f"] = Trap()

    assert Session.here().describe(["f", "g"]) == {"f": {"kind": "object"}, "g": {"kind": "absent"}}
