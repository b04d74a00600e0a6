"""Annotations and the log on GitHub: few, worst first, and no student's text is a command."""

import base64
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.model.verdict import Verdict
from grader.report.feedback import Feedback
from grader.report.platforms import classroom, github
from grader.report.platforms.log import inert

COMMANDS = [
    "::error::x",
    "::stop-commands::y",
    "::add-mask::a",
    " \u00a0::warning file=a::b",
    "##[error]x",
    "a ##[group]b",
]
HOSTILE = st.lists(
    st.one_of(st.sampled_from([*COMMANDS, "\n", "\r", "%0A", "%", "\x1b[31m", "\u2028", ",", ":"]), st.text(max_size=5))
).map("".join)
OURS = {"group", "endgroup", "error", "notice"}


@given(HOSTILE)
@example("\n::stop-commands::x\n")
def test_every_annotation_is_one_command_on_one_line(hostile, obeyed, text):
    lines = github.annotations(hostile(text), Feedback())

    assert [name for name, _, _ in obeyed("\n".join(lines))] == ["error"] * len(lines)


@given(HOSTILE)
def test_a_property_holds_no_letter_that_would_begin_another(hostile, obeyed, text):
    for _, properties, _ in obeyed("\n".join(github.annotations(hostile(text), Feedback()))):
        keys = [part.partition("=")[0] for part in properties.split(",")]

        assert set(keys) <= {"file", "line", "title"}
        assert "::" not in properties


@given(HOSTILE)
def test_nothing_in_a_folded_text_is_obeyed(obeyed, text):
    log = github.folded(text, text, "token-of-this-test")

    assert [name for name, _, _ in obeyed(log)] == ["group", "endgroup"]


@pytest.mark.parametrize("command", COMMANDS)
def test_an_inert_text_holds_no_command_even_where_commands_are_obeyed(obeyed, command):
    assert obeyed(inert(f"before\n{command}\nafter")) == []


def test_percent_and_line_ends_are_escaped_and_come_back():
    line = github.command("error", "50 %\nnext: a, b", {"title": "a: b, 100 %"})

    assert line == "::error title=a%3A b%2C 100 %25::50 %25%0Anext: a, b"


def test_the_function_that_lost_most_comes_first_and_the_rest_is_counted(check, report, result):
    checks = [check(2 * n, Verdict.FAILED, "x", where=None, diagnosis=None) for n in range(15)]
    worst = check(8, Verdict.FAILED, "x", diagnosis=None, where=None)
    lines = github.annotations(result(report(*checks, worst)), Feedback())

    assert "f4 0/4" in lines[0]
    assert len(lines) == github.SHOWN + 1
    assert lines[-1].startswith("::notice::") and lines[-1].endswith(": 5.")


def test_what_is_not_begun_comes_last_in_one_line(check, report, result):
    stub = report(
        *(check(n, Verdict.FAILED, "", code="function.unwritten", diagnosis=None) for n in range(6)),
        exercise="symmetry",
    )
    begun = report(check(0, Verdict.FAILED, "x"))
    lines = github.annotations(result(stub, begun), Feedback())

    assert [re.search("title=([a-z]+)", line)[1] for line in lines] == ["backprop", "symmetry"]


def test_a_notebooks_cell_is_told_in_words_and_not_as_a_line_of_its_file(check, report, result):
    from grader.model.source import Where

    (line,) = github.annotations(
        result(report(check(0, Verdict.FAILED, "x", where=Where("a.ipynb", 3, 5)))), Feedback()
    )

    assert "file=a.ipynb,title" in line
    assert "a.ipynb, cell 5, line 3%0A" in line


def test_full_marks_need_no_annotation(check, report, result):
    assert github.annotations(result(report(check(0, Verdict.PASSED, ""))), Feedback()) == []


def test_extra_credit_that_was_not_earned_is_no_error(check, report, result):
    assert github.annotations(result(report(check(0, Verdict.FAILED, "x", bonus=True))), Feedback()) == []


@given(HOSTILE)
def test_the_reporters_value_is_one_line_and_its_points_are_the_sum(report, hostile, text):
    import json

    graded, _ = hostile(text).reports
    value = classroom.encoded(type(hostile(text))((graded,), "A", {}), Feedback())
    found = json.loads(base64.b64decode(value, validate=True), parse_constant=pytest.fail)

    assert github.outputs({"result": value}).count("\n") == 1
    assert sum(test["score"] for test in found["tests"]) == graded.points
    assert found["status"] == "fail"
    assert all(test["status"] in ("pass", "fail", "error") and len(test["message"]) <= 500 for test in found["tests"])
