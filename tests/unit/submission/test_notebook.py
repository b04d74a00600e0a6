"""A notebook gives its code cells whatever program wrote it, or the reason why it cannot."""

import json
import warnings

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.model.errors import UnreadableSubmissionError
from grader.model.source import Unit
from grader.submission import ReadLimits
from grader.submission.notebook import parse_notebook

LIMITS = ReadLimits()
MARKDOWN = {"cell_type": "markdown", "source": "# Title", "metadata": {}}


def refusal(text, limits=LIMITS):
    with pytest.raises(UnreadableSubmissionError) as caught:
        parse_notebook(text, "n.ipynb", limits)
    assert caught.value.facts.pop("file") == "n.ipynb"
    return caught.value.code, caught.value.facts


def test_cells_are_numbered_among_all_cells(notebook):
    units = parse_notebook(notebook(MARKDOWN, "x = 1", MARKDOWN, "y = 2"), "n.ipynb", LIMITS).units
    assert units == (Unit("x = 1", 2), Unit("y = 2", 4))


def test_a_source_may_be_a_list_of_lines(notebook):
    cell = {"cell_type": "code", "source": ["def f():\n", "    return 1"], "metadata": {}, "outputs": []}
    assert parse_notebook(notebook(cell), "n.ipynb", LIMITS).units == (Unit("def f():\n    return 1", 1),)


def test_raw_and_markdown_cells_are_not_code(notebook):
    raw = {"cell_type": "raw", "source": "x = (", "metadata": {}}
    assert parse_notebook(notebook(raw, MARKDOWN, "x"), "n.ipynb", LIMITS).units == (Unit("x", 3),)


def test_the_exercise_is_read_from_the_metadata(notebook):
    text = notebook("x", metadata={"grader": {"exercise": "initializers"}})
    assert parse_notebook(text, "n.ipynb", LIMITS).exercise == "initializers"


@pytest.mark.parametrize("value", [None, 3, [], "x", {"exercise": None}, {"exercise": ["initializers"]}])
def test_malformed_metadata_is_ignored(notebook, value):
    assert parse_notebook(notebook("x", metadata={"grader": value}), "n.ipynb", LIMITS).exercise is None
    assert parse_notebook(notebook("x", metadata=value), "n.ipynb", LIMITS).exercise is None


def test_a_kernel_of_another_language_is_noted(notebook):
    (note,) = parse_notebook(notebook("x", metadata={"language_info": {"name": "R"}}), "n.ipynb", LIMITS).notes
    assert (note.code, note.facts) == ("notebook.other_language", {"file": "n.ipynb", "language": "R"})


@pytest.mark.parametrize("language", ["python", "Python", "ipython"])
def test_a_python_kernel_is_not_noted(notebook, language):
    text = notebook("x", metadata={"kernelspec": {"language": language}})
    assert parse_notebook(text, "n.ipynb", LIMITS).notes == ()


def test_lone_surrogates_and_nul_become_replacement_characters(notebook):
    text = notebook("s = '\ud800'", "t = '\0'")
    assert [u.source for u in parse_notebook(text, "n.ipynb", LIMITS).units] == ["s = '\ufffd'", "t = '\ufffd'"]


def test_windows_line_ends_in_a_cell_count_once(notebook):
    assert parse_notebook(notebook("a\r\nb\rc"), "n.ipynb", LIMITS).units[0].source == "a\nb\nc"


def test_nan_in_outputs_is_no_problem(notebook):
    assert parse_notebook(notebook("x", extra=float("nan")), "n.ipynb", LIMITS).units == (Unit("x", 1),)


def test_a_web_page_is_recognised():
    assert refusal("\n<!DOCTYPE html><html>") == ("notebook.html", {})


def test_conflict_markers_are_named_with_their_line(notebook):
    text = '{\n "cells": [\n<<<<<<< HEAD\n  1\n=======\n  2\n>>>>>>> theirs\n ]}'
    assert refusal(text) == ("notebook.merge_conflict", {"line": 3})


def test_conflict_markers_inside_a_cell_are_the_students_code(notebook):
    text = notebook("x = 1\n<<<<<<< HEAD\n")
    assert parse_notebook(text, "n.ipynb", LIMITS).units[0].source == "x = 1\n<<<<<<< HEAD\n"


def test_a_notebook_that_ends_in_the_middle_is_called_truncated(notebook):
    text = json.dumps(json.loads(notebook("x = 1", "y = 2")), indent=1)
    assert refusal(text[: len(text) // 2])[0] == "notebook.truncated"


def test_what_is_no_json_is_refused_with_line_and_column():
    assert refusal('{"cells": [],\n "nbformat" 4}') == ("notebook.not_json", {"line": 2, "column": 13})


@pytest.mark.parametrize(
    ("text", "part"),
    [("[1]", "document"), ('"x"', "document"), ("[" * 100_000, "nesting"), ('{"a": ' + "9" * 5000 + "}", "number")],
)
def test_json_that_is_no_notebook_is_damaged(text, part):
    assert refusal(text) == ("notebook.damaged", {"cell": None, "part": part})


def test_a_notebook_without_its_format_key_is_refused_rather_than_emptied(notebook):
    content = json.loads(notebook("x = 1"))
    del content["nbformat"]
    assert refusal(json.dumps(content)) == ("notebook.no_format_key", {})


@pytest.mark.parametrize("version", [2, 5, "4", None, True, [4]])
def test_an_unknown_format_version_is_refused(notebook, version):
    assert refusal(notebook("x", nbformat=version)) == ("notebook.old_or_new_format", {"version": str(version)})


@pytest.mark.parametrize("cells", [None, [], {}, "x"])
def test_a_notebook_without_cells_is_refused(notebook, cells):
    assert refusal(notebook(cells=cells)) == ("notebook.no_cells", {})


def test_a_notebook_without_any_code_is_refused(notebook):
    assert refusal(notebook(MARKDOWN, "  \n")) == ("notebook.no_code", {"cells": 2})


@pytest.mark.parametrize("source", [None, 3, {}, ["x", 1]])
def test_a_code_cell_without_text_is_named(notebook, source):
    cell = {"cell_type": "code", "source": source}
    assert refusal(notebook("x", cell)) == ("notebook.damaged", {"cell": 2, "part": "source"})


@pytest.mark.parametrize("cell", [None, 3, [], {}, {"cell_type": 1}])
def test_a_cell_of_no_type_is_named(notebook, cell):
    assert refusal(notebook(MARKDOWN, cells=[cell])) == ("notebook.damaged", {"cell": 1, "part": "cell_type"})


def test_the_number_of_cells_is_bounded(notebook):
    assert refusal(notebook("x", "y", "z"), ReadLimits(cells=2)) == (
        "notebook.too_many_cells",
        {"cells": 3, "limit": 2},
    )


def test_the_lists_and_objects_of_the_json_are_bounded(notebook):
    text = notebook("x", metadata={"a": [[]] * 50})
    assert refusal(text, ReadLimits(brackets=50)) == ("notebook.too_many_values", {"limit": 50})


def test_the_code_of_all_cells_together_is_bounded(notebook):
    assert refusal(notebook("x" * 6, "y" * 6), ReadLimits(code_bytes=10)) == (
        "file.too_large",
        {"bytes": 12, "limit": 10},
    )


def test_format_3_gives_the_cells_that_nbformat_gives():
    old = nbformat.v3.new_notebook(
        worksheets=[
            nbformat.v3.new_worksheet(cells=[nbformat.v3.new_heading_cell("T"), nbformat.v3.new_code_cell("x = 1")]),
            nbformat.v3.new_worksheet(cells=[nbformat.v3.new_code_cell("y = 2\nz = 3")]),
        ],
        metadata=nbformat.v3.new_metadata(name="old"),
    )
    text = nbformat.v3.writes_json(old)
    assert as_pairs(parse_notebook(text, "n.ipynb", LIMITS).units) == nbformat_pairs(text)


cell_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=30)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["code", "markdown", "raw"]), cell_text), max_size=6), st.booleans())
def test_a_valid_notebook_gives_the_cells_that_nbformat_gives(cells, split_lines):
    new = {
        "code": nbformat.v4.new_code_cell,
        "markdown": nbformat.v4.new_markdown_cell,
        "raw": nbformat.v4.new_raw_cell,
    }
    content = nbformat.v4.new_notebook(cells=[new[kind](source) for kind, source in [*cells, ("code", "x = 1")]])
    text = nbformat.v4.writes(content, split_lines=split_lines)
    assert as_pairs(parse_notebook(text, "n.ipynb", LIMITS).units) == nbformat_pairs(text)


def as_pairs(units):
    return [(unit.cell, unit.source) for unit in units]


def nbformat_pairs(text):
    with warnings.catch_warnings(action="ignore"):
        cells = nbformat.reads(text, as_version=4).cells
    return [(number, cell.source) for number, cell in enumerate(cells, 1) if cell.cell_type == "code"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text("ab\ud800", max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["cells", "cell_type", "source", "worksheets", "input", "metadata", "grader", "exercise"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["cells", "worksheets", "metadata"]), json_values), st.sampled_from([3, 4]))
def test_any_json_object_is_a_notebook_or_refused(content, version):
    try:
        parse_notebook(json.dumps(content | {"nbformat": version}), "n.ipynb", LIMITS)
    except UnreadableSubmissionError as error:
        assert error.code.startswith("notebook.")
