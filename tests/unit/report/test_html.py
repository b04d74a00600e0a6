"""The HTML page: complete, self-contained, and deaf to whatever a student wrote."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model.report import CheckResult, Diagnosis, ExceptionInfo, Report, Result
from grader.model.source import Note, Where
from grader.model.verdict import Verdict
from grader.report.feedback import Feedback
from grader.report.html import fragment, page

VOID = {"meta", "br", "link"}


def check(name="he_variance", verdict=Verdict.FAILED, **more):
    code = None if verdict is Verdict.PASSED else "student.exception"
    facts = {"type": "ValueError", "message": "no"}
    texts = {"en": f"title of {name}", "zh": f"{name} 的标题"}
    return CheckResult(name, texts, "he_normal", verdict, 2, **({"code": code, "facts": facts} | more))


def result(*checks, **more):
    report = Report("s1", "answer.py", "", "initializers", "graded", 4, checks=checks, **more)
    return Result((report,), "A", {})


def rendered(*checks, lang="en", **more):
    return page(result(*checks, **more), Feedback(lang), {"initializers": "Initializers"})


class Reader(HTMLParser):
    """Collects the text, and insists that every element is closed in turn."""

    def __init__(self):
        super().__init__()
        self.open, self.text, self.tags = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def read(html):
    reader = Reader()
    reader.feed(html)
    assert reader.open == []
    return reader


def words(html):
    return " ".join(" ".join(read(html).text).split())


def test_the_page_says_what_was_called_what_came_and_what_to_try():
    text = words(rendered(check(call="he_normal(2, 3, rng)", where=Where("answer.py", 7))))

    assert "he_normal(2, 3, rng)" in text
    assert "your code raised ValueError: no" in text
    assert "answer.py:7" in text


def test_a_diagnosis_is_the_headline_of_its_function():
    named = Diagnosis("init.xavier_for_he", {"en": "Xavier's formula", "zh": "Xavier 公式"}, {})
    html = rendered(check(diagnosis=named), check("he_other", diagnosis=named))

    assert html.count("Xavier&#39;s formula") == 1
    assert "Xavier 公式" in rendered(check(diagnosis=named), lang="zh")


@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_verdict_has_a_word_in_every_language(verdict, lang):
    assert f"report.{verdict.lower()}" not in rendered(check(verdict=verdict), lang=lang)


@given(st.text())
def test_what_a_student_wrote_is_text_and_never_markup(hostile):
    exception = ExceptionInfo("E", hostile, hostile)
    html = rendered(
        check(call=hostile, output=hostile, exception=exception, facts={"type": hostile, "message": hostile}),
        notes=(Note("load.missing_library", {"module": hostile}, Where(hostile, 1)),),
    )

    assert {tag for tag, _ in read(html).tags} <= {
        tag for tag, _ in read(rendered(check(call="x", output="y"))).tags
    } | {
        "pre",
        "p",
    }


def test_a_script_in_a_message_is_shown_as_it_is():
    html = rendered(check(output="<script>alert(1)</script>", facts={"type": "E", "message": "</pre><img src=x>"}))

    assert "<script" not in html
    assert "<img" not in html


def test_right_to_left_marks_are_written_out():
    assert "\u202e" not in rendered(check(call="f(\u202e)"))


def test_nothing_is_loaded_from_elsewhere():
    html = rendered(check())

    assert re.findall(r"(?:src|href|url\()\s*=?\s*", html) == []
    assert "http" not in html


def test_a_submission_that_cannot_be_read_says_why():
    problem = Note("source.syntax_error", {"file": "answer.py", "message": "invalid syntax"}, Where("answer.py", 3))
    report = Report("", "answer.py", "", "initializers", "unreadable", 0, problem=problem)

    assert "invalid syntax" in words(page(Result((report,), "A", {}), Feedback(), {}))


def test_the_fragment_is_a_part_of_the_page():
    whole = result(check())

    assert "<html" not in fragment(whole, Feedback(), {})
    assert fragment(whole, Feedback(), {}).strip() in page(whole, Feedback(), {"initializers": "initializers"})


def test_points_of_bonus_checks_alone_have_no_maximum():
    html = rendered(check(verdict=Verdict.PASSED, bonus=True))

    assert "2 bonus points" in "".join(read(html).text)
