"""Feedback: of every attempt that counts a page, a Markdown file, an annotated notebook, as its student may see it.

An index for the instructor links all that was written.
"""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from grader.bulk.exports.notebooks import SkippedError, notebook
from grader.bulk.exports.wanted import Wanted, number, summary
from grader.bulk.grades import Grade
from grader.bulk.outcome import restored
from grader.model.report import Result
from grader.report.html import index, page
from grader.report.markdown import document
from grader.report.student_view import student_view
from grader.report.text import plain

INDEX = "index.html"
# What each target of the command writes: suffixes of files.
FORMS: Mapping[str, tuple[str, ...]] = {
    "html": (".html",),
    "markdown": (".md",),
    "notebook": (".ipynb",),
    "feedback": (".html", ".md", ".ipynb"),
}
_NAMED = 5  # skipped notebooks in a warning

Writer = Callable[[Wanted, Grade, Result, dict[str, str]], bytes | None]
_WRITERS: Mapping[str, Writer] = {
    ".html": lambda wanted, _, result, titles: page(result, wanted.feedback, titles).encode(),
    ".md": lambda wanted, _, result, titles: document(result, wanted.feedback, titles).encode(),
    ".ipynb": notebook,
}


def write_pages(wanted: Wanted, folder: Path, target: str = "html") -> int:
    """Write the files of a target, and the index, into a folder; return how many beside the index.

    Each file is written whole or not at all. A notebook of which no copy can be made is warned about.

    Raises:
        OSError: the folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    titles = {name: wanted.feedback.title(wanted.course.title(name)) for name in wanted.course.config.exercises}
    rows, skipped, count = [], [], 0
    for grade in wanted.grades:
        links, why = _written(wanted, grade, titles, folder, FORMS[target])
        count += len(links)
        rows.append(_row(wanted, grade, titles, links, why))
        skipped += [f"{grade.attempt.student} {grade.attempt.exercise}: {why}"] if why else []
    _put(folder / INDEX, index(rows, wanted.feedback, wanted.feedback.title(wanted.course.config.title)).encode())
    if skipped:
        which = " ".join(skipped[:_NAMED]) + (" …" if skipped[_NAMED:] else "")
        wanted.warnings.append(("feedback.skipped", {"count": len(skipped), "which": which}))
    return count


def file_name(grade: Grade, suffix: str = ".html") -> str:
    """A name that every file system takes, and that no two grades share."""
    own = f"{grade.attempt.student}\0{grade.attempt.exercise}"
    readable = re.sub(r"[^A-Za-z0-9]+", "-", own).strip("-")[:60]
    return f"{readable}-{hashlib.sha256(own.encode('utf-8', 'replace')).hexdigest()[:8]}{suffix}"


def _written(
    wanted: Wanted, grade: Grade, titles: dict[str, str], folder: Path, suffixes: Sequence[str]
) -> tuple[dict[str, str], str]:
    """Write the files of one grade; return suffix -> name, and why there is no copy of the notebook."""
    result, links, why = _result(wanted, grade), {}, ""
    for suffix in suffixes:
        name = file_name(grade, suffix)
        try:
            content = _WRITERS[suffix](wanted, grade, result, titles)
        except SkippedError as error:
            content, why = None, plain(wanted.feedback.text(error.code, error.facts))
        if content is None:
            (folder / name).unlink(missing_ok=True)  # of an earlier attempt
        else:
            _put(folder / name, content)
            links[suffix] = name
    return links, why


def _row(wanted: Wanted, grade: Grade, titles: dict[str, str], links: dict[str, str], why: str) -> dict[str, object]:
    attempt = grade.attempt
    said = plain(summary(wanted, grade))
    return {
        "student": plain(attempt.student),
        "exercise": plain(titles.get(attempt.exercise, attempt.exercise or "?")),
        "status": "ungraded" if grade.ungraded else attempt.status,
        "score": _score(wanted, grade),
        "summary": f"{said} {wanted.feedback.text('feedback.no_copy', {'why': why})}" if why else said,
        "links": [(suffix, quote(name)) for suffix, name in links.items()],
    }


def _score(wanted: Wanted, grade: Grade) -> str:
    score, full = wanted.score(grade), wanted.maximum(grade.attempt.exercise)
    return "?" if score is None else f"{number(score)} / {number(full)}"


def _result(wanted: Wanted, grade: Grade) -> Result:
    query = "SELECT packed, isolation FROM report WHERE id = ?"
    (row,) = grade.attempt.book.rows(query, (grade.attempt.report,))
    report = student_view(restored(row["packed"]), wanted.course.config.hidden)
    return Result((report,), row["isolation"], {})


def _put(path: Path, content: bytes) -> None:
    scratch = path.with_suffix(".part")
    scratch.write_bytes(content)
    scratch.replace(path)
