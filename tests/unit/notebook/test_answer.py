"""A notebook's request, answered: what is graded, and what is said about it."""

import shutil
from pathlib import Path

import pytest

from grader.notebook.answer import answer

ROOT = Path(__file__).parents[3]
RIGHT = "def he_normal(n_out, n_in, rng):\n    return rng.normal(0.0, np.sqrt(2 / n_in), (n_out, n_in))"
WRONG = RIGHT.replace("2 /", "1 /")
BROKEN = RIGHT.replace("def he_normal(", "def he_normal((")


@pytest.fixture
def ask(pool, tmp_path):
    def asked(*texts, name="he_normal", lang="en", memory=None, notebook=None):
        request = {"name": name, "lang": lang, "course": str(ROOT), "folder": str(tmp_path), "notebook": notebook}
        request["cells"] = list(enumerate(("import numpy as np", *texts), start=1)) if texts else []
        return answer(request, lambda functions: memory or {}, pool)

    return asked


def test_the_last_version_that_was_run_is_graded(ask):
    assert "6 of 6 points" in ask(WRONG, RIGHT)["text"]


def test_a_mistake_is_placed_in_the_cell_by_its_execution_count(ask):
    text = ask(RIGHT, WRONG)["text"]

    assert "1 / n_in" in text
    assert "notebook, cell 3" in text


def test_a_last_version_that_is_not_python_counts_although_memory_holds_an_older_one(ask):
    text = ask(RIGHT, BROKEN)["text"]

    assert "0 of 6 points" in text
    assert "could not be defined" in text


def test_scratch_cells_and_replaced_versions_are_not_talked_about(ask):
    text = ask(BROKEN, "print(3", "!pip list", RIGHT)["text"]

    assert text.count("note:") == 1
    assert "as you last ran it" in text


def test_checking_cells_leave_no_trace(ask):
    text = ask("import grader\n%load_ext grader", RIGHT, 'grader.check("he_normal")', "%check he_normal")["text"]

    assert "6 of 6 points" in text
    assert text.count("note:") == 1


def test_another_function_in_memory_is_said(ask):
    memory = {"he_normal": {"kind": "function", "source": WRONG}}

    assert "in Python's memory is not the one" in ask(RIGHT, memory=memory)["text"]


def test_the_page_is_a_fragment_without_scripts_and_says_the_same(ask):
    html = ask(WRONG)["html"]

    assert "3 of 6 points" in html
    assert "<script" not in html
    assert "<html" not in html
    assert " id=" not in html


def test_everything_can_be_said_in_chinese(ask):
    assert "3 / 6 分" in ask(WRONG, lang="zh")["text"]


def test_what_a_student_wrote_is_escaped(ask):
    html = ask(RIGHT.replace("    return", "    raise ValueError('<img src=x>')\n    return"))["html"]

    assert "&lt;img src=x&gt;" in html
    assert "<img" not in html


def test_without_a_cell_the_file_in_the_folder_is_graded(ask, tmp_path):
    (tmp_path / "initializers.py").write_text("import numpy as np\n" + WRONG)

    assert "initializers.py:" in ask()["text"]


def test_functions_that_a_notebook_imports_are_graded_in_their_file(ask, tmp_path):
    shutil.copy(ROOT / "exercises" / "initializers" / "initializers.ipynb", tmp_path)
    (tmp_path / "initializers.py").write_text("import numpy as np\n" + RIGHT)

    assert "6 of 6 points" in ask("from initializers import *")["text"]


def test_a_file_can_be_named(ask, tmp_path):
    (tmp_path / "mine.py").write_text("import numpy as np\n" + RIGHT)

    assert "mine.py" in ask("x = 1", name="mine.py")["text"]


def test_the_saved_notebook_is_graded_where_nothing_was_run(ask, tmp_path):
    path = shutil.copy(ROOT / "exercises" / "initializers" / "initializers.ipynb", tmp_path / "mine.ipynb")
    text = ask("import grader", notebook=str(path))["text"]

    assert "mine.ipynb was checked as it is saved" in text
    assert "not written yet" in text


def test_an_older_text_on_disk_is_noted(ask, tmp_path):
    path = shutil.copy(ROOT / "exercises" / "initializers" / "initializers.ipynb", tmp_path / "mine.ipynb")
    text = ask(RIGHT, notebook=str(path))["text"]

    assert "mine.ipynb as it is saved has other code for he_normal" in text
    assert "6 of 6 points" in text


@pytest.mark.parametrize("texts", [(), ("x = 1",)])
def test_what_is_nowhere_gets_one_clear_error(ask, texts):
    reply = ask(*texts)

    assert len(reply["text"].splitlines()) == 2
    assert "he_normal" in reply["text"] or "initializers" in reply["text"]


def test_an_unknown_name_is_escaped_in_the_error(ask):
    reply = ask("x = 1", name="<b>he_normal")

    assert "<b>" not in reply["html"]
    assert "he_normal" in reply["text"]
