"""The Markdown report: complete, and deaf to whatever a student wrote."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model.report import CheckResult, Diagnosis, ExceptionInfo, Report, Result
from grader.model.source import Note, Where
from grader.model.verdict import Verdict
from grader.report.feedback import Feedback
from grader.report.markdown import block, document, text

HOSTILE = st.text(alphabet=st.one_of(st.sampled_from("`*_[]()<>&#@!|~$\\:/.-+=1 \nwghGH"), st.characters()))


def check(name="he_variance", verdict=Verdict.FAILED, **more):
    code = None if verdict is Verdict.PASSED else "student.exception"
    facts = {"type": "ValueError", "message": "no"}
    texts = {"en": f"title of {name}", "zh": f"{name} 的标题"}
    return CheckResult(name, texts, "he_normal", verdict, 2, **({"code": code, "facts": facts} | more))


def rendered(*checks, lang="en", **more):
    report = Report("s1", "answer.py", "", "initializers", "graded", 4, checks=checks, **more)
    return document(Result((report,), "A", {}), Feedback(lang), {"initializers": "Initializers"})


def test_it_says_what_was_called_what_came_and_where():
    written = rendered(check(call="he_normal(2, 3, rng)", where=Where("answer.py", 7)))

    assert "he_normal(2, 3, rng)" in written
    assert "your code raised ValueError: no" in written
    assert "answer.py:7" in written


def test_a_diagnosis_is_the_headline_of_its_function():
    named = Diagnosis("init.xavier_for_he", {"en": "Xavier for He", "zh": "Xavier 公式"}, {})

    assert rendered(check(diagnosis=named), check("other", diagnosis=named)).count("> **Xavier for He**") == 1
    assert "> **Xavier 公式**" in rendered(check(diagnosis=named), lang="zh")


def test_output_is_folded_away():
    assert "<details><summary>What your code printed</summary>\n\n  ```text\n  hello" in rendered(check(output="hello"))


@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_verdict_has_a_word_in_every_language(verdict, lang):
    assert f"report.{verdict.lower()}" not in rendered(check(verdict=verdict), lang=lang)


@given(HOSTILE)
def test_a_text_is_one_line_without_html(hostile):
    written = text(hostile)

    assert not re.search(r"[<>\n$]", written)
    assert not re.search(r"&(?!(amp|lt|gt|#36);)", written)


@given(HOSTILE)
def test_in_a_text_every_mark_of_markdown_is_escaped(hostile):
    without_escapes = re.sub(r"\\[!-/:-@\[-`{-~]", "x", text(hostile))  # a letter, so that what stood apart stays apart

    assert not re.search(r"[\\`*{}\[\]!|~]", without_escapes)
    assert not re.match(r"[-+=]|\d{1,2}[.)]", without_escapes)


@given(HOSTILE)
def test_a_text_mentions_nobody_and_refers_to_nothing(hostile):
    written = text(hostile)

    assert not re.search(r"[@#](?!\u200b|36;)", written)
    assert not re.search(r"://|www\.(?!\u200b)|\bgh-\d", written, re.IGNORECASE)


@given(HOSTILE)
def test_a_code_block_ends_where_it_was_closed_and_nowhere_before(hostile):
    opening, *inside, closing = block(hostile).split("\n")
    fence = opening.removesuffix("text")

    assert closing == fence
    assert not any(re.match(rf" {{0,3}}{fence}`*\s*$", line) for line in inside)


@given(HOSTILE)
def test_the_structure_of_a_report_does_not_depend_on_what_a_student_wrote(hostile):
    exception = ExceptionInfo("E", hostile, hostile)
    facts = {"type": hostile, "message": hostile}
    notes = (Note("load.missing_library", {"module": hostile}, Where(hostile, 1)),)
    written = rendered(check(call=hostile, output=hostile, exception=exception, facts=facts), notes=notes)
    outside = re.sub(r"^ *(`{3,})text\n.*?\n *\1$", "", written, flags=re.DOTALL | re.MULTILINE)

    assert re.findall(r"</?\w+>", outside) == ["<details>", "<summary>", "</summary>", "</details>"] * bool(hostile)
    assert len(re.findall(r"^#+ ", outside, flags=re.MULTILINE)) == 2


def test_names_of_functions_are_readable_in_the_source_too():
    assert text("he_normal(n_out, n_in)") == "he_normal(n_out, n_in)"


def test_a_submission_that_cannot_be_read_says_why():
    problem = Note("source.syntax_error", {"message": "invalid syntax", "python": "3.11"}, Where("a.py", 3))
    report = Report("", "a.py", "", "initializers", "unreadable", 0, problem=problem)

    assert "a.py:3: not valid Python 3.11: invalid syntax" in document(Result((report,), "A", {}), Feedback(), {})
