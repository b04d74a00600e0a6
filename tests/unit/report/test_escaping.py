"""Every writer, given the worst that a student can print, raise or return: nothing hides, moves or reorders text."""

import io
import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from grader.model.report import CheckResult, Diagnosis, ExceptionInfo, Figure, Report, Result
from grader.model.source import Note, Where
from grader.model.verdict import Verdict
from grader.report import html, markdown
from grader.report import json as as_json
from grader.report.feedback import Feedback
from grader.report.student_view import student_view
from grader.report.terminal import Terminal
from grader.report.text import logged, plain

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
CONTROL = "\x00\x07\x08\x0b\x0c\r\x1b\x7f\x85\x9b\u2028\u2029\ufeff\u200b\ud800"
MOVES = ["\x1b[2J", "\x1b]8;;http://x\x07", "\x1b]0;title\x07", "\x9b31m", "[red]", "[/]", "[link=http://x]"]
HOSTILE = st.lists(st.one_of(st.sampled_from([*BIDI, *CONTROL, *MOVES]), st.text(st.characters())), max_size=8).map(
    "".join
)


def result(hostile):
    check = CheckResult(
        "one",
        {"en": "title", "zh": "标题"},
        "he_normal",
        Verdict.ERROR,
        2,
        code="student.exception",
        facts={"type": hostile, "message": hostile},
        call=hostile,
        where=Where(hostile, 3),
        exception=ExceptionInfo(hostile, hostile, hostile),
        output=hostile,
        diagnosis=Diagnosis("init.x", {"en": hostile, "zh": hostile}, {"got": hostile}),
    )
    other = CheckResult("two", {"en": "t"}, "f", Verdict.FAILED, 1, code="student.exception", facts=check.facts)
    note = Note("load.missing_library", {"module": hostile}, Where(hostile, 1, 2))
    problem = Note("source.syntax_error", {"message": hostile}, Where(hostile, 1))
    graded = Report("s", hostile, "", "initializers", "graded", 2, (check, other), (note,))
    unreadable = Report("s", hostile, "", "initializers", "unreadable", 0, problem=problem)
    return Result((graded, unreadable), "A", {})


def on_a_terminal(whole, feedback):
    console = Console(file=io.StringIO(), color_system="standard", force_terminal=True, highlight=False, emoji=False)
    Terminal(console, feedback, {}).result(Result(whole.reports[:1], "A", {}))
    return console.file.getvalue()


def without_styles(written):
    """The text of a terminal report without the colours that the writer itself may use."""
    return re.sub(r"\x1b\[[0-9;]*m", "", written)


WRITERS = {
    "terminal": lambda whole, feedback: without_styles(on_a_terminal(whole, feedback)),
    "html": lambda whole, feedback: html.page(whole, feedback, {}),
    "markdown": lambda whole, feedback: markdown.document(whole, feedback, {}).replace(markdown.APART, ""),
}


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize("lang", ["en", "zh"])
@given(hostile=HOSTILE)
def test_no_control_format_or_direction_character_is_written(writer, lang, hostile):
    written = writer(result(hostile), Feedback(lang))
    hiding = {"Cc", "Cf", "Cs", "Zl", "Zp"}

    assert {letter for letter in written if unicodedata.category(letter) in hiding} <= {"\n", "\t"}
    written.encode("utf-8")


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
def test_a_direction_mark_is_shown_as_what_it_is(writer):
    assert "u202e" in writer(result("a\u202eb"), Feedback())


@given(hostile=HOSTILE)
def test_console_markup_of_a_student_is_text(hostile):
    assert "[red]" in without_styles(on_a_terminal(result("[red]" + hostile), Feedback()))


@given(hostile=HOSTILE)
def test_json_gives_every_text_back(hostile):
    whole = json.loads(as_json.encode(result(hostile), Feedback()))

    assert whole["reports"][0]["checks"][0]["output"] == hostile


@given(hostile=HOSTILE)
def test_json_writes_control_and_direction_characters_as_escapes(hostile):
    written = as_json.encode(result(hostile), Feedback()).decode("utf-8")

    assert written.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    "line", ["::add-mask::a", "   ::error file=x::y", "a ##[error]b", "##vso[task.complete]", "##teamcity[x]"]
)
def test_what_a_student_wrote_is_no_command_to_who_reads_the_log(line):
    said = logged(plain(f"first\n{line}"))

    assert not re.search(r"(?m)^\s*::|##\[|##vso\[|##teamcity\[", said)
    assert said.startswith("first\n")


def test_two_colons_in_the_middle_of_a_line_are_only_text():
    assert logged("a[::2], std::x") == "a[::2], std::x"


@pytest.mark.parametrize("hidden", ["verdict", "message"])
def test_a_picture_of_a_hidden_check_is_not_for_its_student(hidden):
    figure = Figure("histogram", {"low": 0.0, "high": 1.0})
    check = CheckResult("c", {"en": "C"}, "f", Verdict.FAILED, max_points=1, hidden=True, figures=(figure,))
    report = Report("s", "s.py", "0", "e", "graded", max_points=1, checks=(check,))

    assert [one.figures for one in student_view(report, hidden).checks] == [()]
