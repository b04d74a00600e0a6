"""Which texts of a session are taken for the notebook's source."""

from grader.notebook.choice import choose
from grader.notebook.written import blocks, cells_of, executed, reached, same, withdrawn
from grader.submission.limits import ReadLimits
from grader.submission.source_file import parse_file

ONE = "def f(x):\n    return 1"
TWO = "def f(x):\n    return 2"


def cells(*texts):
    return list(enumerate(texts, start=1))


def saved(*texts):
    import json

    document = {"nbformat": 4, "cells": [{"cell_type": "code", "source": text} for text in texts]}
    return parse_file(json.dumps(document).encode(), "mine.ipynb", ReadLimits())


def codes(choice):
    return [note.code for note in choice.file.notes]


def test_cells_are_numbered_by_their_execution_counts():
    assert [unit.cell for unit in executed([(3, ONE), (8, TWO)]).units] == [3, 8]


def test_a_session_without_code_has_no_source():
    assert executed(cells("", "  \n")) is None


def test_the_last_definition_counts():
    file = executed(cells(ONE, "x = 1", TWO))

    assert (blocks(file)["f"], cells_of(file)["f"]) == (TWO, 3)


def test_a_cell_that_is_run_again_and_again_is_there_twice():
    assert [unit.cell for unit in executed(cells("a = 1", ONE, "a = 1", "a = 1", TWO, "a = 1")).units] == [1, 2, 5, 6]


def test_a_version_that_is_run_again_has_the_last_word():
    assert blocks(executed(cells(ONE, TWO, ONE)))["f"] == ONE


def test_characters_that_no_source_can_hold_do_not_get_through():
    assert "\ufffd" in executed(cells("s = '\ud800'")).units[0].source


def test_helpers_and_constants_are_reached_through_what_is_written():
    written = {"LIMIT": "LIMIT = 3", "help": "def help(x):\n    return LIMIT", "f": "def f(x):\n    return help(x)"}

    assert reached({"f"}, written | {"g": "def g(): pass", "x": "x = 5"}) == ["LIMIT", "help", "f"]


def test_texts_are_the_same_up_to_what_follows_the_code():
    assert same(ONE, "    def f(x):  \n        return 1\n\n# next\n")
    assert not same(ONE, TWO)


def test_what_was_run_is_graded_and_a_newer_text_on_disk_is_noted():
    choice = choose(executed(cells(ONE)), saved(TWO), {"f"})

    assert (choice.run, codes(choice)) == (True, ["session.as_run", "session.saved_differs"])


def test_nothing_is_noted_about_a_notebook_that_is_saved():
    assert codes(choose(executed(cells(ONE)), saved("import math", ONE), {"f"})) == ["session.as_run"]


def test_a_helper_that_is_not_saved_is_noted():
    user = "def f(x):\n    return help(x)"
    choice = choose(executed(cells("def help(x):\n    return x", user)), saved(user), {"f"})

    assert [note.facts["names"] for note in choice.file.notes if note.code == "session.saved_lacks"] == ["help"]


def test_a_notebook_that_was_not_run_is_graded_as_it_is_saved():
    choice = choose(executed(cells("import grader")), saved(ONE), {"f"})

    assert (choice.run, choice.file.path, codes(choice)) == (False, "mine.ipynb", ["session.as_saved"])


def test_functions_that_were_not_run_are_taken_from_the_file_if_it_holds_the_others_too():
    other = "def g(x):\n    return 3"

    assert not choose(executed(cells(ONE)), saved(ONE, other), {"f", "g"}).run
    assert "session.not_run" in codes(choose(executed(cells(ONE)), saved(TWO, other), {"f", "g"}))


def test_what_is_written_nowhere_is_not_graded():
    assert choose(executed(cells("x = 1")), saved("y = 2"), {"f"}) is None


def test_earlier_definitions_can_be_withdrawn_without_moving_a_line():
    file = withdrawn(executed(cells("a = 1\n\n" + ONE + "\n\nb = 2", "def f(:")), "f", 2)
    lines = file.units[0].source.split("\n")

    assert (lines[2], lines[-1], len(lines)) == ("def f(): raise NotImplementedError", "b = 2", 6)
