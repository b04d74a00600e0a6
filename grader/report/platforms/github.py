"""GitHub Actions: annotations, the log, step outputs.

Rules (workflow-commands): a command is one line, `::name key=value,…::message`, with `%`, CR and LF written as `%25`,
`%0D`, `%0A`, in properties `:` and `,` too; ten annotations of a kind are shown per step; what stands between
`::stop-commands::TOKEN` and `::TOKEN::` is obeyed by nobody, if nobody can guess the token. An output is `name=value`.
"""

from collections.abc import Iterator, Mapping

from grader.model.report import Result
from grader.model.source import Where
from grader.report.feedback import Feedback
from grader.report.platforms.log import inert
from grader.report.platforms.trouble import Trouble, troubles
from grader.report.text import plain

SHOWN = 10  # annotations of one kind in a step
_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = _MESSAGE | {":": "%3A", ",": "%2C"}


def command(name: str, message: str, properties: Mapping[str, str] | None = None) -> str:
    """Return a workflow command: one line, whatever its texts hold."""
    given = ",".join(f"{key}={_escaped(plain(value), _PROPERTY)}" for key, value in (properties or {}).items() if value)
    return f"::{name}{' ' if given else ''}{given}::{_escaped(plain(message), _MESSAGE)}"


def annotations(result: Result, feedback: Feedback) -> list[str]:
    """Return one error per function that fails, the worst first and no more than are shown, then how many are left."""
    found = troubles(result, feedback)
    lines = [_annotation(trouble) for trouble in found[:SHOWN]]
    if len(found) > SHOWN:
        lines.append(command("notice", feedback.text("ci.more_annotations", {"count": len(found) - SHOWN})))
    return lines


def folded(title: str, text: str, token: str) -> str:
    """Return lines for the log that can be unfolded. Args: token: random, so that the text cannot hold it."""
    return "\n".join(
        [command("group", title), f"::stop-commands::{token}", inert(text).rstrip("\n"), f"::{token}::", "::endgroup::"]
    )


def outputs(values: Mapping[str, str]) -> str:
    """Return lines for $GITHUB_OUTPUT. Values of more than one line have no place there."""
    assert not any(set("\r\n") & set(value) for value in values.values())  # they are numbers and base64
    return "".join(f"{name}={value}\n" for name, value in values.items())


def _annotation(trouble: Trouble) -> str:
    title = f"{trouble.exercise}: {trouble.about}"
    return command("error", _message(trouble), dict(_properties(trouble.where)) | {"title": title})


def _message(trouble: Trouble) -> str:
    """A notebook's cell is told in words: its lines are not those of the file."""
    return trouble.message if trouble.where.cell is None else f"{trouble.place}\n{trouble.message}"


def _properties(where: Where) -> Iterator[tuple[str, str]]:
    yield "file", where.file
    if where.cell is None and where.line is not None:
        yield "line", str(where.line)


def _escaped(text: str, replaced: Mapping[str, str]) -> str:
    return "".join(replaced.get(letter, letter) for letter in text)
