"""Exceptions become text that shows the student's own lines, whatever the exception tries."""

import numpy as np
import pytest

from grader.worker.protocol import MESSAGE_CHARS, TRACEBACK_CHARS, ModuleSource, UnitSource, unit_filename
from grader.worker.tracebacks import describe, places


def raised(source: str, cell: int | None = None, call: str = "f"):
    module = ModuleSource("work", "work.ipynb" if cell else "work.py", (UnitSource(source, cell),), {})
    namespace: dict = {"np": np}
    exec(compile(source, unit_filename(module.file, cell), "exec"), namespace)
    try:
        namespace[call]()
    except BaseException as error:
        return describe(error, places(module))
    raise AssertionError


def test_only_the_students_frames_are_shown():
    result = raised("def g(x):\n    return np.linalg.inv(x)\n\ndef f():\n    return g(np.zeros((2, 2)))\n")
    assert [(frame.function, frame.line) for frame in result.frames] == [("f", 5), ("g", 2)]
    assert result.frames[1].text == "return np.linalg.inv(x)"
    assert "linalg.py" not in result.traceback


def test_a_frame_in_a_notebook_names_its_cell():
    result = raised("def f():\n    1 / 0\n", cell=4)
    assert (result.frames[0].file, result.frames[0].cell, result.frames[0].line) == ("work.ipynb", 4, 2)
    assert 'File "work.ipynb", cell 4, line 2, in f' in result.traceback


def test_type_and_message_are_told():
    result = raised("def f():\n    raise KeyError('W1')\n")
    assert (result.type, result.message) == ("KeyError", "'W1'")
    assert result.traceback.endswith("KeyError: 'W1'")


def test_a_deep_recursion_is_shortened():
    result = raised("def f():\n    return f()\n")
    assert result.type == "RecursionError"
    assert len(result.frames) == 16
    assert "\n  ...\n" in result.traceback


@pytest.mark.parametrize("method", ["__str__", "__repr__", "__getattribute__"])
def test_a_raising_method_of_the_exception_is_survived(method):
    source = (
        f"class Bad(Exception):\n    def {method}(self, *_):\n        raise SystemExit(3)\ndef f():\n    raise Bad\n"
    )
    assert raised(source).type == "Bad"


def test_a_message_that_is_no_plain_string_is_made_one():
    source = "class S(str):\n    pass\nclass Bad(Exception):\n    def __str__(self):\n        return S('x')\n"
    assert type(raised(source + "def f():\n    raise Bad\n").message) is str


def test_names_messages_and_tracebacks_are_bounded():
    source = "def f():\n    raise type('N' * 10**6, (Exception,), {})('m' * 10**7)\n"
    result = raised(source)
    assert len(result.type) <= 500
    assert len(result.message) == MESSAGE_CHARS
    assert len(result.traceback) <= TRACEBACK_CHARS


def test_addresses_do_not_depend_on_the_process():
    assert raised("def f():\n    raise ValueError(object())\n").message == "<object object at 0x...>"


def test_a_hostile_traceback_property_is_not_asked():
    source = "class Bad(Exception):\n    __traceback__ = property(lambda self: 1 / 0)\ndef f():\n    raise Bad\n"
    assert raised(source).frames[0].function == "f"
