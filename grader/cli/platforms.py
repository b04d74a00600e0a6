"""Where `grader ci` runs: recognised by the environment and the folder, and what each place wants written.

On GitHub, GitLab and Classroom 50 students read the log, so that all texts there show hidden checks as `hidden` of
course.toml allows. On Gradescope only instructors see what is printed.
"""

import os
import secrets
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.model.errors import UsageError
from grader.model.report import Report, Result
from grader.report.feedback import Feedback
from grader.report.student_view import Hidden

if TYPE_CHECKING:
    from grader.report.platforms.classroom50 import Submitted

NAMES = ("github", "gitlab", "gradescope", "classroom50", "plain")
EXIT_FAILED, EXIT_UNREADABLE = 1, 4


@dataclass(frozen=True)
class Graded:
    """What was graded. `full` is for instructors, `shown` for students."""

    full: Result
    shown: Result
    feedback: Feedback
    titles: dict[str, str]
    hidden: Hidden


@dataclass(frozen=True)
class Platform:
    """A place: what is graded there, where files are counted from, how results and faults are told."""

    name: str
    root: Path
    submission: Path
    write: Callable[[Graded], None]
    fault: Callable[[str], None] = lambda message: None
    results: tuple[Path, ...] = ()  # files that a platform reads: one that is there before is not ours
    reports: bool = True  # whether pages are written into a folder
    told: frozenset[int] = field(default_factory=frozenset)  # exit statuses that the platform is told in a file


def recognised(environment: Mapping[str, str], folder: Path, wanted: str | None = None) -> Platform:
    """Return the platform that the user names, or the one that the environment shows.

    Raises:
        UsageError: it is named, and this is not it.
    """
    name = wanted or _name(environment, folder)
    makers = {
        "github": _github,
        "gitlab": _gitlab,
        "gradescope": _gradescope,
        "classroom50": _classroom50,
        "plain": _plain,
    }
    return makers[name](environment, folder)


def put(path: Path, text: str) -> None:
    """Write a file whole or not at all, and never through a link that somebody has laid there.

    Raises:
        UsageError: it cannot be written.
    """
    if path.parent.is_symlink():
        raise UsageError("path.not_writable", path=str(path), reason=f"{path.parent} is a symbolic link")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
        scratch = Path(name)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
                stream.write(text)
            scratch.chmod(0o644)  # mkstemp makes it the owner's alone, and the platform may be another user
            scratch.replace(path)
        finally:
            scratch.unlink(missing_ok=True)
    except OSError as error:
        raise _not_writable(path, error) from error


def clear(paths: Iterable[Path]) -> None:
    """Remove files that must not be taken for ours.

    Raises:
        UsageError: one cannot be removed.
    """
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise _not_writable(path, error) from error


def terminal_text(graded: Graded, report: Report, isolation: str) -> str:
    """Return a report as a terminal shows it, without colours."""
    from rich.console import Console

    from grader.report.platforms.trouble import problem_text
    from grader.report.terminal import Terminal

    if report.problem is not None:
        return problem_text(report, graded.feedback)
    stream = StringIO()
    console = Console(file=stream, color_system=None, highlight=False, emoji=False, width=200)
    Terminal(console, graded.feedback, graded.titles).report(report, isolation)
    return stream.getvalue().rstrip("\n")


def _name(environment: Mapping[str, str], folder: Path) -> str:
    if environment.get("CLASSROOM") and environment.get("SUBMISSION_TAG"):
        return "classroom50"
    if environment.get("GITHUB_ACTIONS") == "true":
        return "github"
    if environment.get("GITLAB_CI"):
        return "gitlab"
    return "gradescope" if _is_autograder(folder) else "plain"


def _is_autograder(folder: Path) -> bool:
    """Whether the folder is laid out as Gradescope lays out /autograder."""
    return (folder / "run_autograder").is_file() and all((folder / n).is_dir() for n in ("source", "submission"))


def _plain(environment: Mapping[str, str], folder: Path) -> Platform:
    def write(graded: Graded) -> None:
        for report in graded.shown.reports:
            click.echo(terminal_text(graded, report, graded.shown.isolation))
        click.echo(_points(graded))

    return Platform("plain", folder, Path(), write)


def _github(environment: Mapping[str, str], folder: Path) -> Platform:
    def write(graded: Graded) -> None:
        from grader.report.platforms.summary import STEP_BYTES, summary

        _write_github_log(graded)
        shown = graded.shown
        if path := environment.get("GITHUB_STEP_SUMMARY"):
            room = STEP_BYTES - (Path(path).stat().st_size if Path(path).is_file() else 0)
            _append(Path(path), summary(shown, graded.feedback, graded.titles, room))
        if path := environment.get("GITHUB_OUTPUT"):
            _append(Path(path), _outputs(graded))

    return Platform("github", _root(environment.get("GITHUB_WORKSPACE"), folder), Path(), write, _tell_github)


def _tell_github(message: str) -> None:
    from grader.report.platforms.github import command

    click.echo(command("error", message, {"title": "grader"}))


def _gitlab(environment: Mapping[str, str], folder: Path) -> Platform:
    def write(graded: Graded) -> None:
        from grader.report.platforms.gitlab import folded

        for report in graded.shown.reports:
            text = terminal_text(graded, report, graded.shown.isolation)
            section = folded(report.exercise, _title(graded, report), text, int(time.time()))
            click.echo(section, color=True)  # else its escape codes are taken out where no terminal is
        click.echo(_points(graded))

    return Platform("gitlab", _root(environment.get("CI_PROJECT_DIR"), folder), Path(), write)


def _gradescope(environment: Mapping[str, str], folder: Path) -> Platform:
    base = folder if _is_autograder(folder) else Path("/autograder")
    if not (base / "submission").is_dir():
        raise UsageError("ci.not_gradescope", path=str(base))
    target = base / "results" / "results.json"

    def write(graded: Graded) -> None:
        from grader.report.platforms.gradescope import encode, results

        for report in graded.full.reports:
            click.echo(terminal_text(graded, report, graded.full.isolation))
        click.echo(_points(graded))
        if any(report.status == "ungraded" for report in graded.full.reports):
            return  # without the file the autograder has failed, and there is no score
        said = "\n".join(_said_above(graded))
        put(target, encode(results(graded.full, graded.feedback, graded.hidden, graded.full.points, said)))

    told = frozenset({EXIT_FAILED, EXIT_UNREADABLE})
    submission = base / "submission"
    return Platform("gradescope", submission, submission, write, results=(target,), reports=False, told=told)


def _said_above(graded: Graded) -> Iterator[str]:
    """What a student has to know about the whole."""
    say, full = graded.feedback.text, graded.full
    if full.points is None:
        yield say("ci.no_score", {})
    elif missing := set(graded.titles) - {report.exercise for report in full.reports}:
        yield say("ci.missing", {"exercises": ", ".join(name for name in graded.titles if name in missing)})
    if left := sum(report.hidden_not_run for report in full.reports):
        yield say("report.hidden_not_run", {"count": left})


def _classroom50(environment: Mapping[str, str], folder: Path) -> Platform:
    missing = [name for name in _CLASSROOM50 if not environment.get(name)]
    if missing:
        raise UsageError("ci.not_classroom50", names=", ".join(missing))
    result, body = folder / "result.json", folder / "release-body.md"

    def write(graded: Graded) -> None:
        import json

        from grader.report.platforms.classroom50 import result_file
        from grader.report.platforms.summary import RELEASE_BYTES, summary

        _write_github_log(graded)
        put(body, summary(graded.shown, graded.feedback, graded.titles, RELEASE_BYTES))
        if graded.shown.points is not None:
            found = result_file(graded.shown, _submitted(environment, folder), graded.feedback)
            put(result, json.dumps(found, indent=1, allow_nan=False) + "\n")

    return Platform(
        "classroom50",
        _root(environment.get("GITHUB_WORKSPACE"), folder),
        Path(),
        write,
        _tell_github,
        results=(result, body),
        told=frozenset({EXIT_FAILED}),
    )


_CLASSROOM50 = ("CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL")


def _submitted(environment: Mapping[str, str], folder: Path) -> "Submitted":
    from grader.report.platforms.classroom50 import Submitted

    graded_at = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return Submitted(
        classroom=environment["CLASSROOM"],
        assignment=environment["ASSIGNMENT"],
        submission=environment["SUBMISSION_TAG"],
        commit=environment["COMMIT_URL"],
        release=environment["RELEASE_URL"],
        review=environment.get("REVIEW_URL") or environment["COMMIT_URL"],
        datetime=_committed(folder) or graded_at,
        graded_at=graded_at,
        owner=environment.get("OWNER") or environment.get("USERNAME", ""),
        assignment_type=environment.get("ASSIGNMENT_TYPE", ""),
    )


def _committed(folder: Path) -> str:
    """When the commit was made, in UTC: the same at every regrade, so that nobody becomes late by one."""
    line = ["git", "-c", "safe.directory=*", "log", "-1", "--format=%ct"]
    try:
        found = subprocess.run(line, cwd=folder, capture_output=True, text=True, timeout=60, check=True)  # noqa: S603
        return f"{datetime.fromtimestamp(int(found.stdout), UTC):%Y-%m-%dT%H:%M:%SZ}"
    except (OSError, ValueError, subprocess.SubprocessError):  # no git, or no repository
        return ""


def _write_github_log(graded: Graded) -> None:
    from grader.report.platforms.github import annotations, folded

    token = secrets.token_hex(16)
    for report in graded.shown.reports:
        text = terminal_text(graded, report, graded.shown.isolation)
        click.echo(folded(_title(graded, report), text, token))
    click.echo(_points(graded))
    for line in annotations(graded.shown, graded.feedback):
        click.echo(line)


def _outputs(graded: Graded) -> str:
    """Step outputs; none where there are no points."""
    from grader.report.platforms.classroom import encoded
    from grader.report.platforms.github import outputs

    shown = graded.shown
    if shown.points is None or not any(report.checks for report in shown.reports):
        return ""
    values = {"points": str(shown.points), "max_points": str(shown.max_points)}
    return outputs(values | {"result": encoded(shown, graded.feedback)})


def _append(path: Path, text: str) -> None:
    try:
        with path.open("a", encoding="utf-8", newline="") as stream:
            stream.write(text)
    except OSError as error:
        raise _not_writable(path, error) from error


def _root(named: str | None, folder: Path) -> Path:
    """Where the platform counts files from: its checkout, if we are in it."""
    return Path(named) if named and folder.resolve().is_relative_to(Path(named).resolve()) else folder


def _title(graded: Graded, report: Report) -> str:
    title = graded.titles.get(report.exercise, report.exercise or report.submission)
    points = "?" if report.points is None else report.points
    return f"{title}: {graded.feedback.text('report.points', {'points': points, 'max_points': report.max_points})}"


def _points(graded: Graded) -> str:
    points = "?" if graded.shown.points is None else graded.shown.points
    return graded.feedback.text("report.total", {"points": points, "max_points": graded.shown.max_points})


def _not_writable(path: Path, error: OSError) -> UsageError:
    return UsageError("path.not_writable", path=str(path), reason=error.strerror or str(error))
