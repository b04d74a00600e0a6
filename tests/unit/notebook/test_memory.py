"""A function in memory is compared with the written one by its text, and in doubt nothing is said."""

import pytest

from grader.notebook.memory import comparable, remarks
from grader.notebook.written import executed

TEXT = "def f(x):\n    return x"


def said(text, memory, *, run=True):
    file = executed([(4, text)])
    return [(note.code, note.where.cell) for note in remarks(comparable(file, {"f"}), {"f": memory}, file, run=run)]


def function(source):
    return {"kind": "function", "source": source}


@pytest.mark.parametrize("source", [TEXT, TEXT + "\n\n", None])
def test_the_same_text_and_an_unknown_one_are_no_news(source):
    assert said(TEXT, function(source)) == []


@pytest.mark.parametrize("source", ["def f(x):\n    return -x", "def g(x):\n    return x", ""])
def test_another_text_or_none_is_noted_with_the_cell(source):
    assert said(TEXT, function(source)) == [("session.other_in_memory", 4)]


def test_what_is_no_function_any_more_is_noted():
    assert said(TEXT, {"kind": "object"}) == [("session.other_in_memory", 4)]


def test_a_function_that_was_run_and_is_gone_is_noted():
    assert said(TEXT, {"kind": "absent"}) == [("session.not_in_memory", 4)]
    assert said(TEXT, {"kind": "absent"}, run=False) == []


@pytest.mark.parametrize(
    "text", ["@cache\n" + TEXT, "f = lambda x: x", "def f(x):\n    %time y = x\n    return y", "class f:\n    pass"]
)
def test_what_has_no_text_of_its_own_in_memory_is_not_compared(text):
    assert said(text, {"kind": "object"}) == []
