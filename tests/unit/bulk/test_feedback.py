"""Feedback for every submission: pages, Markdown and annotated notebooks, and an index that links what there is."""

import hashlib
import json
import re
import zipfile
import zlib
from dataclasses import replace

import msgspec
import nbformat
import pytest

from grader.bulk.exports import pages
from grader.bulk.exports.wanted import Wanted
from grader.bulk.grades import grades
from grader.bulk.intake import Item
from grader.bulk.outcome import Outcome, kept
from grader.exercise.course import Course
from grader.model.report import CheckResult
from grader.model.source import Where
from grader.model.verdict import Verdict
from grader.report.feedback import Feedback

CELL = r'\n  \{\n   "cell_type": "markdown".*?\n  \}'
PUT_IN = re.compile(f"{CELL},|,{CELL}", re.DOTALL)
HOSTILE = "<script>alert(1)</script> [x](http://evil.example) @everyone `"


def code(source, **metadata):
    return {"cell_type": "code", "id": f"i{zlib.crc32(source.encode())}", "metadata": metadata, "source": source} | {
        "execution_count": None,
        "outputs": [],
    }


def text_of(*cells, minor=5):
    return json.dumps({"nbformat": 4, "nbformat_minor": minor, "metadata": {}, "cells": list(cells)}, indent=2)


def check(name, function, *, verdict=Verdict.FAILED, **more):
    code = None if verdict is Verdict.PASSED else "student.exception"
    facts = {"type": "ValueError", "message": HOSTILE} if code else {}
    return CheckResult(
        name, {"en": f"Title of {name}.", "zh": "题目。"}, function, verdict, 2, code=code, facts=facts, **more
    )


class Notebooks:
    """Keeps a report on a notebook that lies somewhere."""

    def __init__(self, book, report, folder):
        self.book, self.report, self.folder = book, report, folder

    def __call__(self, text, *checks, path=None, student="s01"):
        file = path or self.folder / f"{student}-backprop.ipynb"
        data = text if isinstance(text, bytes) else text.encode()
        if path is None:
            file.write_bytes(data)
        made = replace(
            self.report(student),
            submission=file.name,
            sha256=hashlib.sha256(data).hexdigest(),
            checks=checks,
            max_points=9,
        )
        outcome = Outcome((kept(made, "e1", Feedback()),), "g1", "A", "{}")
        self.book.keep(Item(student, file.name, file), "x", "m1", outcome, "2026-11-01T00:00:00+00:00", whole=True)
        return file


@pytest.fixture
def hand_in(book, report, tmp_path):
    (tmp_path / "in").mkdir()
    return Notebooks(book, report, tmp_path / "in")


@pytest.fixture
def export(book, course, tmp_path):
    def make(target, lang="en", hidden="verdict"):
        config = msgspec.structs.replace(course.config, hidden=hidden)
        asked = Wanted(grades([book], config), Course(course.root, config), Feedback(lang))
        count = pages.write_pages(asked, tmp_path / "fb", target)
        return count, {path.suffix: path for path in (tmp_path / "fb").glob("s*")}, asked

    return make


def sources(path):
    document = nbformat.read(path, as_version=4)
    nbformat.validate(document)
    return [cell.source for cell in document.cells]


def test_feedback_stands_right_below_the_last_definition_of_its_function(hand_in, export):
    cells = [code("import numpy as np"), code("def f():\n    return 1"), code("x = 1"), code("def f():\n    return 2")]
    hand_in(text_of(*cells, code("f()")), check("one", "f"))
    _, files, _ = export("notebook")

    assert [source[:6] for source in sources(files[".ipynb"])] == [
        "## Bac",
        "import",
        "def f(",
        "x = 1",
        "def f(",
        "### f ",
        "f()",
    ]


def test_where_nothing_is_defined_it_stands_below_the_tagged_cell_or_at_the_end(hand_in, export):
    cells = [code("# to do", grader={"function": "g"}), code("x = 1")]
    hand_in(text_of(*cells), check("one", "f"), check("two", "g"))
    _, files, _ = export("notebook")

    assert [source[:6] for source in sources(files[".ipynb"])[1:]] == ["# to d", "### g ", "x = 1", "### f "]


def test_nothing_of_the_students_notebook_changes(hand_in, export):
    text = text_of(code("def f(): return 'é\\u2028'")).replace("\n", "\r\n")
    hand_in(text, check("one", "f"))
    _, files, _ = export("notebook")
    copied = files[".ipynb"].read_bytes().decode()
    added = PUT_IN.findall(copied)
    for piece in added:
        copied = copied.replace(piece, "", 1)

    assert len(added) == 2
    assert copied == text


def test_a_hidden_check_tells_its_verdict_alone(hand_in, export):
    secret = check("secret", "f", hidden=True, call="f(41)", output="secret output")
    hand_in(text_of(code("def f(): pass")), secret)
    _, files, _ = export("feedback")
    written = [path.read_text(encoding="utf-8") for path in files.values()]

    assert all("Title of secret" in text for text in written)
    assert not any("f(41)" in text or "alert" in text or "secret output" in text for text in written)


def test_a_course_that_shows_nothing_of_hidden_checks_has_nothing_of_them_in_any_file(hand_in, export):
    hand_in(text_of(code("def f(): pass")), check("open", "f"), check("secret", "f", hidden=True))
    _, files, _ = export("feedback", hidden="nothing")

    assert not any("Title of secret" in path.read_text(encoding="utf-8") for path in files.values())


def test_a_students_text_is_no_markup_anywhere(hand_in, export):
    hand_in(text_of(code("def f(): pass")), check("one", "f"))
    _, files, _ = export("feedback")
    markdown = files[".md"].read_text(encoding="utf-8")

    assert "<script>" not in files[".html"].read_text(encoding="utf-8")
    assert "<script>" not in markdown and "[x](" not in markdown and "@everyone" not in markdown
    assert "<script>" not in "".join(sources(files[".ipynb"]))


def test_a_notebook_that_has_changed_since_is_skipped_with_a_line(hand_in, export):
    file = hand_in(text_of(code("def f(): pass")), check("one", "f"))
    file.write_text(text_of(code("def f(): return 2")))
    count, files, asked = export("notebook")
    ((warned, facts),) = asked.warnings

    assert (count, files) == (0, {})
    assert (warned, facts["count"]) == ("feedback.skipped", 1)
    assert "not what was graded" in facts["which"]
    assert "not what was graded" in (file.parents[1] / "fb" / "index.html").read_text(encoding="utf-8")


def test_a_notebook_that_is_gone_is_skipped_and_the_copy_of_another_attempt_with_it(hand_in, export):
    file = hand_in(text_of(code("def f(): pass")), check("one", "f"))
    export("feedback")
    file.unlink()
    _, files, asked = export("feedback")

    assert set(files) == {".html", ".md"}
    assert "not at" in asked.warnings[0][1]["which"]


def test_python_files_and_unreadable_ones_have_no_notebook_and_nothing_is_missed(keep, report, export):
    keep(report())
    keep(report(student="s02", status="unreadable"))
    count, files, asked = export("feedback")

    assert (count, set(files), asked.warnings) == (4, {".html", ".md"}, [])


@pytest.mark.parametrize("wrap", ["zip", "folder"])
def test_a_notebook_is_found_by_its_hash_in_a_zip_and_in_a_folder(hand_in, export, tmp_path, wrap):
    text = text_of(code("def f(): pass"))
    place = tmp_path / "in" / ("s01.zip" if wrap == "zip" else "s01")
    if wrap == "zip":
        with zipfile.ZipFile(place, "w") as archive:
            archive.writestr("other.ipynb", "{}")
            archive.writestr("deep/backprop.ipynb", text)
    else:
        (place / "deep").mkdir(parents=True)
        (place / "deep" / "backprop.ipynb").write_text(text)
    hand_in(text, check("one", "f"), path=place)
    _, files, _ = export("notebook")

    assert sources(files[".ipynb"])[1:2] == ["def f(): pass"]


def test_a_format_that_cannot_be_annotated_is_told(hand_in, export):
    hand_in(text_of(code("def f(): pass")).encode("utf-16"), check("one", "f", where=Where("a.ipynb", 1, 1)))
    _, files, asked = export("notebook")

    assert files == {}
    assert "format 4" in asked.warnings[0][1]["which"]


@pytest.mark.parametrize("target", pages.FORMS)
def test_the_index_links_exactly_what_was_written(hand_in, export, tmp_path, target):
    hand_in(text_of(code("def f(): pass")), check("one", "f"))
    count, files, _ = export(target)
    linked = re.findall(r'href="([^"]+)"', (tmp_path / "fb" / "index.html").read_text(encoding="utf-8"))

    assert sorted(linked) == sorted(path.name for path in files.values())
    assert count == len(linked) == len(pages.FORMS[target])


def test_the_copy_is_in_the_language_that_was_asked_for(hand_in, export):
    hand_in(text_of(code("def f(): pass")), check("one", "f"))
    _, files, _ = export("notebook", lang="zh")

    assert "题目" in sources(files[".ipynb"])[-1]
