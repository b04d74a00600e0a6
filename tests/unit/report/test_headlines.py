"""One root cause gives one headline, and what is only located is not worded as a mistake with a name."""

import io

import pytest
from rich.console import Console

from grader.model.report import CheckResult, Diagnosis, Report, Result
from grader.model.verdict import Verdict
from grader.report.feedback import LANGUAGES, Feedback, catalogue
from grader.report.html import page
from grader.report.json import as_dict
from grader.report.terminal import Terminal

SUM = Diagnosis("x.sum", {"en": "It is the sum, not the mean.", "zh": "是和，不是平均值。"}, {}, "loss")
SIGN = Diagnosis("x.sign", {"en": "The sign is wrong.", "zh": "符号错了。"}, {}, "loss")
TRIPLE = Diagnosis("rule.ratio", {}, {"at": "result", "calls": 4, "ratio": "3"}, "loss")
BUILDS_ON = Diagnosis("located.builds_on", {}, {"function": "grads", "other": "loss"}, "loss")
LOCATED = Diagnosis("located.parts", {}, {"wrong": "result[0]", "right": "result[1]"}, "loss")


def check(name, diagnosis, function="loss"):
    facts = {"what": name, "got": "1", "wanted": "2", "index": ""}
    title = {"en": f"title of {name}"}
    return CheckResult(name, title, function, Verdict.FAILED, 1, code="value.wrong", facts=facts, diagnosis=diagnosis)


def report(*checks):
    return Result((Report("", "a.py", "", "nets", "graded", 4, checks=checks),), "A", {})


def terminal(*checks, lang="en"):
    out = io.StringIO()
    Terminal(Console(file=out, width=200), Feedback(lang), {}).result(report(*checks))
    return out.getvalue()


def test_one_mistake_is_said_once_and_its_first_check_is_shown_in_full():
    text = terminal(check("one", SUM), check("two", SUM))

    assert text.count("It is the sum, not the mean.") == 1
    assert ("one is 1, expected 2" in text, "two is 1, expected 2" in text) == (True, False)


def test_two_mistakes_of_a_function_are_two_headlines_each_with_its_check():
    text = terminal(check("one", SUM), check("two", SIGN))

    assert [line in text for line in ("sum, not the mean", "The sign is wrong", "one is 1", "two is 1")] == [True] * 4


def test_a_mistake_of_another_function_is_a_reference_to_it():
    text = terminal(check("one", SUM), check("two", SUM, "grads"))

    assert text.count("It is the sum, not the mean.") == 1
    assert "This follows from the mistake in `loss`." in text
    assert "two is 1, expected 2" not in text


def test_what_is_to_be_corrected_first_is_named():
    assert "If `grads` uses it, correct `loss` first" in terminal(check("two", BUILDS_ON, "grads"))


def test_where_a_mistake_is_only_located_every_check_says_what_it_saw():
    text = terminal(check("one", LOCATED), check("two", LOCATED))

    assert "Wrong: result[0]." in text
    assert ("one is 1, expected 2" in text, "two is 1, expected 2" in text) == (True, True)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("diagnosis", [SUM, TRIPLE, BUILDS_ON, LOCATED], ids=lambda diagnosis: diagnosis.code)
def test_every_writer_words_a_diagnosis_in_both_languages(lang, diagnosis):
    said = Feedback(lang).diagnosis(diagnosis, "loss")
    shown = check("one", diagnosis)

    assert said not in ("", diagnosis.code)
    assert said in terminal(shown, lang=lang)
    assert said in page(report(shown), Feedback(lang), {})
    assert as_dict(report(shown), Feedback(lang))["reports"][0]["checks"][0]["diagnosis"]["message"] == said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_of_a_rule_has_a_text(lang):
    rules = "ratio zero along elementwise offset transposed order float32 ignores exchanged wrong_axis returned"
    places = "backwards only_for only_right_for parts entries builds_on"
    codes = [*(f"rule.{name}" for name in rules.split()), *(f"located.{name}" for name in places.split())]

    assert set(codes) <= catalogue(lang).keys()
