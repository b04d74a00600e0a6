"""Reports in Chinese hold no English but names and code: all that the mutants of the course make a report say is read.

What each mutant's failures say is in the library of its exercise, without running anything.
"""

import re
from functools import cache

import pytest

from grader.grading.diagnosis import library_of
from grader.report.feedback import Feedback

QUOTED = re.compile(r"`[^`]*`|'[^']*'|\"[^\"]*\"|<\w+>")
ENGLISH = re.compile(r"\b(?:the|an|of|is|are|with|and|or|in|at|by|to|other|same)\b(?![_(.\[])|\b[a-z]{3,} [a-z]{3,}\b")
NAMES = re.compile("leaky relu|hard sigmoid|guided backpropagation")  # of other things, which have none in Chinese
IN_CODE = {"student.exception", "load.statement_failed"}  # these quote what Python says


@cache
def texts(course, name):
    """What a report can say in Chinese of an exercise's mutants: titles, messages, hints, mistakes."""
    feedback, exercise = Feedback("zh", course.messages), course.exercise(name, hidden=False)
    said = [feedback.title(check.title) for check in exercise.checks]
    for known in (one for several in library_of(exercise.library).values() for one in several):
        said.append(feedback.title(known.texts))
        failures = [one for one in known.symptoms.values() if one.code not in IN_CODE]
        for symptom in failures:
            said += [feedback.text(symptom.code, symptom.evidence), feedback.hint(symptom.code, symptom.evidence)]
    return list(dict.fromkeys(said))


EXERCISES = (
    *("activations", "initializers", "propagation", "backprop", "gradient_checking", "symmetry"),
    *("normalization", "training", "advanced"),
)


@pytest.mark.parametrize("name", EXERCISES)
def test_no_english_words_are_left(course, name):
    assert [text for text in texts(course, name) if ENGLISH.search(NAMES.sub("", QUOTED.sub("", text)))] == []


def test_every_exercise_is_read(course):
    assert set(EXERCISES) == set(course.config.exercises)


@pytest.mark.parametrize(
    ("words", "chinese"),
    [
        ("array of shape (2, 3)", "形状为 (2, 3) 的数组"),
        ("equal rows in draw 2", "第 2 次抽取中相同的行"),
        ("draw 1 and draw 2", "第 1 次与第 2 次抽取"),
        ("what nobody translated", "what nobody translated"),
    ],
)
def test_words_of_facts_are_translated_as_a_whole_or_not_at_all(words, chinese):
    assert Feedback("zh").phrase(words) == chinese


def test_no_space_is_left_between_chinese_characters():
    assert (
        Feedback("zh").text("value.shape", {"at": "result", "got": "()", "wanted": "(2,)"}).startswith("返回值的形状")
    )


def test_what_a_student_wrote_is_not_translated():
    assert "array of shape (2,)" in Feedback("zh").text(
        "student.exception", {"type": "ValueError", "message": "array of shape (2,)"}
    )


def test_english_stays_english():
    assert Feedback("en").phrase("layer 2") == "layer 2"
