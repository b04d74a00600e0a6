"""A path becomes a submission, or an error that says what is wrong with it."""

import inspect
import os
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.model.errors import UnreadableSubmissionError, UsageError
from grader.submission import ReadLimits, read, reading

SOURCES = Path(inspect.getfile(reading)).parent


def refusal(path, limits=None):
    with pytest.raises((UsageError, UnreadableSubmissionError)) as caught:
        read(path, limits=limits or ReadLimits())
    return caught.value.code, caught.value.facts


def test_a_python_file_is_one_unit(write):
    submission = read(write("a.py", "def he_normal(): ...\r\n"))
    (file,) = submission.files
    assert (file.path, file.kind, file.units[0].source, file.units[0].cell) == (
        "a.py",
        "py",
        "def he_normal(): ...\n",
        None,
    )
    assert file.defines == {"he_normal"}


def test_a_notebook_defines_what_its_code_cells_define(write, notebook):
    markdown = {"cell_type": "markdown", "source": "def prose(): ...", "metadata": {}}
    (file,) = read(write("a.ipynb", notebook("def f(): ...", markdown, "g = 1"))).files
    assert (file.kind, file.defines) == ("ipynb", {"f", "g"})


@pytest.mark.parametrize("name", ["A.PY", "a.IPYNB", "a.Zip"])
def test_the_case_of_a_suffix_does_not_matter(write, notebook, write_zip, name):
    content = {"A.PY": "x = 1", "a.IPYNB": notebook("x"), "a.Zip": write_zip(("x.py", "x")).read_bytes()}[name]
    assert len(read(write(name, content)).files) == 1


def test_equal_bytes_have_equal_digests_wherever_they_are(write):
    assert read(write("one/a.py", "x")).sha256 == read(write("two/a.py", "x")).sha256


def test_a_guessed_encoding_is_noted(write):
    (file,) = read(write("a.py", "# 权重".encode("gbk"))).files
    assert [(note.code, note.facts) for note in file.notes] == [
        ("file.encoding_guessed", {"file": "a.py", "encoding": "gb18030"})
    ]


def test_a_missing_path_is_a_usage_error(tmp_path):
    assert refusal(tmp_path / "no.py") == ("path.missing", {"path": str(tmp_path / "no.py")})


def test_a_path_below_a_file_is_missing(write):
    assert refusal(write("a.py", "x") / "b.py")[0] == "path.missing"


def test_a_path_with_a_nul_is_missing():
    assert refusal(Path("a\0b.py"))[0] == "path.missing"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path):
    os.mkfifo(tmp_path / "a.py")
    assert refusal(tmp_path / "a.py")[1]["reason"] == "not_a_file"


def test_what_the_system_refuses_is_named_by_its_symbol(write, monkeypatch):
    def refuse(*args):
        raise PermissionError(13, "Permission denied")

    path = write("a.py", "x")
    monkeypatch.setattr(Path, "open", refuse)
    assert refusal(path) == ("path.unreadable", {"path": "a.py", "reason": "EACCES"})


@pytest.mark.parametrize("name", ["a.py", "a.ipynb", "a.zip"])
@pytest.mark.parametrize("content", ["", " \n\t\n"])
def test_an_empty_file_is_called_empty(write, name, content):
    assert refusal(write(name, content)) == ("file.empty", {"file": name})


def test_a_file_over_the_limit_is_refused(write):
    assert refusal(write("a.py", "x" * 20), ReadLimits(code_bytes=10)) == (
        "file.too_large",
        {"file": "a.py", "bytes": 11, "limit": 10},
    )


def test_a_notebook_has_a_limit_of_its_own(write, notebook):
    path = write("a.ipynb", notebook("x" * 20))
    assert len(read(path, limits=ReadLimits(code_bytes=20)).files) == 1


def test_nul_bytes_in_python_are_refused_with_their_line(write):
    assert refusal(write("a.py", "x = 1\ny = '\0'")) == ("file.nul_bytes", {"file": "a.py", "line": 2})


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.py", b"%PDF-1.7\n\xff", "pdf"),
        ("a.ipynb", b"PK\x03\x04....", "zip"),
        ("a.zip", b"Rar!\x1a\x07\x00", "rar"),
        ("a.zip", b"<!DOCTYPE html>", "html"),
        ("a.py", b"\n<html><body>", "html"),
        ("a.py", b'{\n "cells": [], "nbformat": 4}', "ipynb"),
        ("a.docx", b"PK\x03\x04....", "zip"),
        ("a.txt", b"x = 1", ".txt"),
        ("Makefile", b"x = 1", ""),
    ],
)
def test_a_file_of_another_type_is_recognised(write, name, content, found):
    assert refusal(write(name, content)) == ("file.wrong_type", {"file": name, "found": found, "rename_to": None})


def test_a_second_suffix_leads_to_the_right_name(write):
    assert refusal(write("a.ipynb.txt", "{}"))[1]["rename_to"] == "a.ipynb"


def test_conflict_markers_in_python_are_left_to_the_compiler(write):
    (file,) = read(write("a.py", "<<<<<<< HEAD\nx = 1\n=======\n")).files
    assert file.units[0].source.startswith("<<<<<<<")


def test_every_code_that_is_raised_or_noted_stands_in_the_table():
    text = "".join(path.read_text() for path in SOURCES.glob("*.py") if path.name != "reading.py")
    text += inspect.getsource(reading).split('"""', 2)[2]
    used = set(re.findall(r'(?:Error|Note|refuse)\(\s*"([a-z]+\.[a-z_]+)"', text))
    tabled = set(re.findall(r"^\| `([a-z.0-9_]+)` \|", inspect.getdoc(reading), re.MULTILINE))
    assert used - {"exercise.ambiguous", "submission.two_files"} == tabled


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400), st.sampled_from([".py", ".ipynb", ".zip", ".txt"]))
def test_random_bytes_are_a_submission_or_an_error_with_a_code(tmp_path, data, suffix):
    path = tmp_path / f"fuzz{suffix}"
    path.write_bytes(data)
    accepts_or_refuses(path)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    edits=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=8), cut=st.floats(0, 1)
)
@pytest.mark.parametrize("suffix", [".ipynb", ".zip"])
def test_damaged_files_are_a_submission_or_an_error_with_a_code(write_zip, notebook, suffix, edits, cut):
    whole = notebook("def f(): ...", "x = 1").encode()
    path = write_zip(("a.py", "x = 1"), ("b/c.ipynb", whole))
    data = bytearray(whole if suffix == ".ipynb" else path.read_bytes())
    for place, value in edits:
        data[int(place * len(data))] = value
    path = path.with_suffix(suffix)
    path.write_bytes(data[: int(cut * len(data))] if cut < 0.2 else data)
    accepts_or_refuses(path)


def accepts_or_refuses(path):
    try:
        submission = read(path)
    except (UsageError, UnreadableSubmissionError) as error:
        assert error.code.split(".")[0] in {"path", "file", "notebook", "zip"}
        assert all(char < "\ud800" or char > "\udfff" for char in str(error.facts))
    else:
        assert submission.files
        for file in submission.files:
            "".join(unit.source for unit in file.units).encode()
            assert zipfile.Path or file.path
