"""What loading tells about each wanted function, and about what went wrong beside it."""

import pytest

from grader.worker.loading import MAX_NOTES


def test_a_written_function_is_ready_at_its_line(load):
    state = load("\n\ndef answer():\n    return 42").loaded.functions["answer"]

    assert (state.status, state.line, state.cell, state.definitions, state.raised) == ("ready", 3, None, 1, None)


def test_a_cell_has_line_numbers_of_its_own(load_cells):
    state = load_cells("x = 1\ny = 2", "\ndef answer():\n    return 42").loaded.functions["answer"]

    assert (state.line, state.cell) == (2, 2)


def test_a_function_that_is_nowhere_is_missing(load):
    assert load("def other(): return 42").status() == "missing"


def test_an_empty_module_has_every_function_missing(load):
    assert load("").status() == "missing"


def test_a_constant_is_not_callable(load):
    assert load("answer = 42").status() == "not_callable"


def test_a_function_overwritten_by_its_result_stays_ready(load):
    result = load("def answer(): return 42\nanswer = answer()")

    assert (result.status(), result.answer()) == ("ready", 42)


def test_a_class_is_ready(load):
    assert load("class answer:\n    pass").status() == "ready"


def test_a_stub_is_unwritten(load):
    assert load('def answer():\n    """Say 42."""\n    raise NotImplementedError("later")').status() == "unwritten"


def test_a_stub_behind_a_decorator_is_unwritten(load):
    text = """
        import functools
        def same(f):
            @functools.wraps(f)
            def inner(*args): return f(*args)
            return inner
        @same
        def answer(): pass
    """

    assert load(text).status() == "unwritten"


def test_the_last_of_two_definitions_counts_and_is_noted(load):
    result = load("def answer(): return 1\n\ndef answer(): return 42")
    note = result.note("load.duplicate_definition")

    assert (result.answer(), result.loaded.functions["answer"].definitions) == (42, 2)
    assert (note.facts, note.line) == ({"function": "answer", "first": 1, "last": 3}, 3)


def test_a_note_about_two_definitions_in_cells_names_both_cells(load_cells):
    note = load_cells("def answer(): return 1", "\ndef answer(): return 42").note("load.duplicate_in_cells")

    assert (note.facts, note.cell) == ({"function": "answer", "first": 1, "last": 2}, 2)


def test_a_stub_above_the_written_function_does_not_count(load):
    assert load("def answer(): pass\ndef answer(): return 42").status() == "ready"


def test_a_stub_below_the_written_function_counts(load):
    assert load("def answer(): return 42\ndef answer(): pass").status() == "unwritten"


def test_alternatives_of_one_if_are_one_definition(load):
    text = "if True:\n    def answer(): return 42\nelse:\n    def answer(): return 0"

    assert load(text).loaded.functions["answer"].definitions == 1


def test_a_definition_that_raises_is_broken_and_says_why(load):
    state = load("\ndef answer(x=NOTHING): return x").loaded.functions["answer"]

    assert (state.status, state.line, state.raised.type) == ("broken", 2, "NameError")
    assert state.raised.frames[0].text == "def answer(x=NOTHING): return x"


def test_a_definition_that_raises_is_noted_with_what_it_binds(load):
    facts = load("def answer(x=NOTHING): return x").note("load.statement_failed").facts

    assert facts == {"type": "NameError", "message": "name 'NOTHING' is not defined", "binds": "answer"}


def test_a_definition_that_raises_leaves_an_earlier_one_in_force(load):
    result = load("def answer(): return 42\ndef answer(x=NOTHING): return x")

    assert (result.status(), result.answer()) == ("ready", 42)


def test_one_broken_function_takes_no_other_along(load):
    result = load("def other(x=NOTHING): return x\ndef answer(): return 42", "answer other")

    assert (result.status("answer"), result.status("other")) == ("ready", "broken")


def test_a_function_whose_helper_failed_is_ready(load):
    result = load("SIZE = 1 / 0\ndef answer(): return SIZE")

    assert result.status() == "ready"
    assert result.note("load.statement_failed").facts["binds"] == "SIZE"


def test_a_failed_change_is_noted_with_the_name_it_was_to_change(load):
    result = load("ACT = {}\nACT['x'] = NOTHING\ndef answer(): return ACT")

    assert result.note("load.statement_failed").facts["binds"] == "ACT"


@pytest.mark.parametrize("ending", ["raise SystemExit(0)", "raise KeyboardInterrupt", "import sys; sys.exit()"])
def test_an_ending_in_a_needed_statement_is_only_noted(load, ending):
    result = load(f"if True:\n    SIZE = 42\n    {ending}\ndef answer(): return SIZE")

    assert (result.answer(), "load.statement_failed" in result.codes()) == (42, True)


def test_a_statement_past_its_deadline_is_noted_and_the_next_one_runs(load):
    result = load("SIZE = 42\nwhile True: SIZE = 42\ndef answer(): return SIZE", seconds=0.2)

    assert (result.answer(), result.note("load.statement_deadline").facts) == (42, {"seconds": 1})


def test_the_time_for_loading_is_shared(load):
    result = load("N = 0\n" + "while True: N = 1\n" * 100 + "def answer(): return 42", seconds=0.02)

    assert result.answer() == 42


def test_a_cell_that_is_not_python_costs_the_others_nothing(load_cells):
    result = load_cells("def answer(): return 42", "def oops(:\n    pass", "x = ")

    assert (result.answer(), len(result.loaded.syntax_errors)) == (42, 2)


def test_a_cell_that_is_not_python_is_noted_with_a_caret(load_cells):
    note = load_cells("x = 1", "ok = 1\n    y = = 2").note("load.cell_syntax_error")

    assert (note.cell, note.line) == (2, 2)
    assert note.facts["text"].endswith("^")


def test_a_syntax_error_says_where_and_shows_the_line(load_cells):
    (error,) = load_cells("x = 1\ny = (1 +\nz = 3").loaded.syntax_errors

    assert error.type == "SyntaxError"
    assert (error.frames[0].file, error.frames[0].cell, error.frames[0].line) == ("homework.ipynb", 1, 2)
    assert error.message == "'(' was never closed\n  y = (1 +\n      ^"


def test_a_function_of_a_cell_that_is_not_python_is_broken(load_cells):
    state = load_cells("x = 1", "def answer():\n    return (42").loaded.functions["answer"]

    assert (state.status, state.cell, state.raised.type) == ("broken", 2, "SyntaxError")


def test_a_function_that_a_broken_cell_only_calls_is_missing(load_cells):
    assert load_cells("print(answer(3)\n").status() == "missing"


def test_a_stub_followed_by_a_broken_cell_is_broken(load_cells):
    assert load_cells("def answer(): pass", "def answer(): return (").status() == "broken"


def test_a_written_function_followed_by_a_broken_cell_stays(load_cells):
    assert load_cells("def answer(): return 42", "def answer(): return (").status() == "ready"


def test_every_function_of_a_file_that_is_not_python_is_broken(load):
    result = load("def answer(): return 42\ndef other(:\n    pass", "answer other third")

    assert {state.status for state in result.loaded.functions.values()} == {"broken"}
    assert len(result.loaded.syntax_errors) == 1


@pytest.mark.parametrize("text", ["return 42", "def f():\n    nonlocal x", "break", "def f(a, a): pass"])
def test_what_only_the_compiler_refuses_is_a_syntax_error(load, text):
    assert len(load(text).loaded.syntax_errors) == 1


@pytest.mark.parametrize(
    "bomb",
    ["(" * 5000, "x = " + "-" * 100_000 + "1", "x" + ".y" * 100_000, "x = " + "9" * 5000, "x = '\ud800'", "x = 1\0"],
    ids=["parentheses", "signs", "attributes", "digits", "surrogate", "null"],
)
def test_a_parsing_bomb_is_a_syntax_error_of_its_cell(load_cells, bomb):
    result = load_cells(bomb, "def answer(): return 42")

    assert (result.answer(), result.loaded.syntax_errors[0].type) == (42, "SyntaxError")


def test_code_too_deep_to_analyse_runs(load):
    result = load("SIZE = " + "+".join(["1"] * 900) + "\ndef answer(): return SIZE")

    assert result.answer() == 900


def test_invalid_escapes_are_no_errors_even_where_warnings_are(load):
    assert load("import warnings\nwarnings.simplefilter('error')\ndef answer(): return '\\d' is 5").status() == "ready"


def test_notes_are_bounded(load_cells):
    result = load_cells("!ls\n" * 10_000, "def answer(): return 42")

    assert (result.answer(), len(result.loaded.notes)) == (42, MAX_NOTES)


def test_magics_do_not_stand_in_the_way(load_cells):
    result = load_cells("%matplotlib inline\n!pip install numpy", "%%time\ndef answer():\n    return 42")

    assert (result.answer(), result.codes()) == (42, ["load.line_ignored"])


def test_an_exported_notebook_with_magics_is_read(load):
    assert load("# %%\n%matplotlib inline\n# %%\ndef answer(): return 42").answer() == 42


def test_the_module_is_registered_under_its_name(load):
    import sys

    result = load("def answer(): return 42")

    assert sys.modules["homework"] is result.module
    assert result.module.__file__ == "homework.py"


def test_a_notebook_is_registered_as_the_main_program(load_cells):
    import sys

    result = load_cells("def answer(): return 42")

    assert sys.modules["__main__"] is sys.modules["homework"] is result.module


def test_student_code_can_read_its_own_source(load):
    text = "import inspect\ndef helper(): return 42\ndef answer(): return inspect.getsource(helper)"

    assert load(text).answer() == "def helper(): return 42\n"
