"""Calls for a picture: not remembered, and deciding nothing."""

from types import SimpleNamespace

import pytest

from grader.checking.calls import StudentStopped
from grader.checking.declaration import Declaration
from grader.model.failure import Failed
from grader.student.proxy import Student
from grader.worker.protocol import Raised, Reply


class Session:
    """Answers with its argument; raises a stop for None."""

    loaded = SimpleNamespace(functions={"double": SimpleNamespace(status="ready", raised=None)})

    def call(self, function, args, opaque):
        if args[0] is None:
            raise StudentStopped("student.crashed")
        raised = Raised("ValueError", "no", "", ()) if args[0] == "raise" else None
        return Reply(args[0], raised, (), (), {}, "", 0.0)


@pytest.fixture
def student():
    return Student({"double": Declaration.parse("double", "x", "scalar()")}, Session())


def test_calls_for_a_picture_are_not_remembered(student):
    student.double(1.0)
    with student.aside():
        assert student.double(2.0) == 2.0

    assert [call.arguments["x"] for call in student.calls] == [1.0]


@pytest.mark.parametrize("argument", ["wrong", "raise", None], ids=["wrong type", "exception", "crash"])
def test_a_call_for_a_picture_cannot_end_a_check(student, argument):
    with student.aside():
        student.double(argument)

    assert student.calls == []


def test_outside_of_the_block_calls_count_again(student):
    with student.aside():
        pass
    with pytest.raises(Failed):
        student.double("wrong")
