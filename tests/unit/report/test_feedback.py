"""Every failure has a text, and no text can be broken by what a student wrote."""

import ast
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import grader
from grader.report.feedback import LANGUAGES, Feedback, catalogue
from grader.report.text import one_line, plain

PACKAGE = Path(grader.__file__).parent
CODE = re.compile(r"[a-z]+(\.[a-z_]+)+")
FAMILIES = {code.partition(".")[0] for code in catalogue("en")}
RAISING = {
    "Failed",
    "UsageError",
    "UnreadableSubmissionError",
    "CourseError",
    "IsolationError",
    "Note",
    "StudentStopped",
}


def codes_in_the_source():
    """Literal codes that the package gives to a failure, an error or a note."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISING and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value, f"{path.name}:{node.lineno}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_of_the_package_has_a_text(lang):
    missing = {code: place for code, place in codes_in_the_source() if code not in catalogue(lang)}

    assert missing == {}


def fields(text):
    """The facts that a text shows; `case_zh` is what a Chinese text shows for `case`."""
    return {name.removesuffix("_zh") for name in re.findall(r"(?<!{){(\w+)", text)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_catalogues_have_the_same_codes_and_fields(lang):
    texts = {code: fields(message.text) for code, message in catalogue(lang).items()}

    assert texts == {code: fields(message.text) for code, message in catalogue("en").items()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_catalogues_have_the_same_hints_and_extra_sentences(lang):
    def shape(message):
        return bool(message.hint), fields(message.hint), {fact: fields(text) for fact, text in message.extras.items()}

    assert {code: shape(m) for code, m in catalogue(lang).items()} == {
        code: shape(m) for code, m in catalogue("en").items()
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_is_a_sentence_of_its_language(lang):
    chinese = re.compile(r"[\u4e00-\u9fff]")
    words = {
        code: m.text for code, m in catalogue(lang).items() if re.search(r"[a-z]{4}", re.sub(r"{.*?}", "", m.text))
    }

    assert [code for code, text in words.items() if bool(chinese.search(text)) is not (lang == "zh")] == []


def test_the_texts_of_the_exercises_are_in_every_language_with_the_same_facts(course):
    for code, texts in course.messages.items():
        assert set(texts) == set(LANGUAGES), code
        assert fields(texts["zh"]) == fields(texts["en"]), code


def test_facts_are_written_into_the_text():
    text = Feedback().text("value.shape", {"at": "result", "got": "(2, 3)", "wanted": "(3, 2)"})

    assert text == "result has shape (2, 3), expected (3, 2)."


def test_a_sentence_is_added_when_its_fact_is_known():
    text = Feedback().text("value.keys", {"at": "result", "wanted": "'W1'", "missing": "'W1'", "surplus": ""})

    assert text == "result has the wrong keys; expected exactly 'W1'. Missing: 'W1'."


def test_an_unknown_code_shows_its_facts():
    assert Feedback().text("mine.own", {"x": 1}) == "mine.own: x = 1"


def test_an_exercises_own_text_is_used():
    assert Feedback("en", {"mine.own": {"en": "x is {x}."}}).text("mine.own", {"x": 1}) == "x is 1."


@given(fact=st.text())
def test_braces_in_a_students_text_are_only_text(fact):
    text = Feedback().text("student.exception", {"type": "ValueError", "message": fact})

    assert text == f"your code raised ValueError: {fact}"


@given(text=st.text(alphabet=st.characters()))
def test_no_control_character_reaches_the_terminal(text):
    shown = plain(text)
    hiding = {"Cc", "Cf", "Cs", "Zl", "Zp"}

    assert {unicodedata.category(letter) for letter in shown if letter not in "\n\t"} & hiding == set()


def test_direction_marks_are_written_out():
    assert plain("a‮b") == "a\\u202eb"


def test_a_long_text_becomes_one_short_line():
    assert one_line("a\nb " * 500, 10) == "a b a b a…"
