"""`grader check --debug CHECK`: the failing call once more, in this process, under Python's debugger.

This is the only place where student code runs in the grader's process, without the sandbox. It is for a student's own
file and own terminal: it is refused where nobody sits in front of one, and nothing of it is ever a grade.

The check is judged in a worker as always. Then its body runs on the case that failed, again against a worker, while
the arguments of every call are copied before the call. These calls are made again here, in the same order and with the
copies, so that an object which one call returned (a cache) can be passed to the next; the last one, which is the call
that the report shows, under the debugger.
"""

import builtins
import copy
import linecache
import os
import pdb
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import numpy as np

from grader.exercise.load import Exercise
from grader.grading.attempt import attempt
from grader.grading.grade import judging
from grader.grading.judge import Judge
from grader.grading.submission import Answer, Grading
from grader.model.errors import UsageError
from grader.model.report import CheckResult
from grader.model.verdict import Verdict
from grader.report.feedback import Feedback
from grader.report.text import one_line, plain
from grader.student.session import Session
from grader.worker import loading
from grader.worker.protocol import ModuleSource, Opaque, Reply, unit_filename
from grader.worker.siblings import SiblingFinder

PASSED, FAILED = 0, 1
_NO = {"", "0", "false", "no"}


def require_person(*, as_json: bool) -> None:
    """Refuse where nobody can answer a debugger.

    Raises:
        UsageError: the output is for a program, this is a CI job, or stdin or stdout is no terminal.
    """
    automatic = os.environ.get("CI", "").lower() not in _NO
    piped = not (sys.stdin.isatty() and sys.stdout.isatty())
    if as_json or automatic or piped:
        raise UsageError("debug.interactive", json=as_json, ci=automatic, piped=piped)


def debug_call(grading: Grading, paths: Sequence[Path], name: str, feedback: Feedback) -> int:
    """Run the failing call of the check `name` under pdb; return the command's exit status."""
    answer = _answer(grading, paths)
    assert answer.file is not None
    exercise = grading.course.exercise(answer.exercise)
    check = next((check for check in exercise.checks if check.name == name), None)
    if check is None:
        known = ", ".join(check.name for check in exercise.checks)
        raise UsageError("debug.check", exercise=exercise.name, name=name, known=known)
    with judging(exercise, answer.file, answer.siblings, grading.pool) as judge:
        result = judge.result(check)
        if result.verdict is Verdict.PASSED:
            click.echo(plain(feedback.text("debug.passed", {"check": name})))
            return PASSED
        message = plain(feedback.text(result.code or "", result.facts))
        calls = _calls(exercise, result, judge)
        if not calls:
            click.echo(f"{plain(feedback.text('debug.no_call', {'check': name, 'message': ''}))}{message}")
            return FAILED
        click.echo(f"{plain(feedback.title(result.title))}\n  {plain(result.call or '')}\n  {message}\n")
        click.secho(feedback.text("debug.here", {}), bold=True)
        click.echo(feedback.hint("debug.here", {}))
        module = _loaded(judge.session.source, exercise, whole=_whole(judge))
        _run(calls, module, feedback)
    return FAILED


@dataclass
class RecordedCall:
    """One call of a check: its arguments as they were before it, and what came back from the worker."""

    function: str
    args: tuple[Any, ...]
    value: Any = None


@dataclass
class Recorder(Session):
    """A session that remembers the calls that a check makes."""

    calls: list[RecordedCall] = field(default_factory=list)
    _inside: bool = False

    def call(self, function: str, args: Sequence[Any], opaque: Sequence[tuple[int | str, ...]]) -> Reply:
        """See `Session`; a call that the grader's own functions make during another one is part of that one."""
        if self._inside:
            return super().call(function, args, opaque)
        self.calls.append(RecordedCall(function, copy.deepcopy(tuple(args))))
        self._inside = True
        try:
            reply = super().call(function, args, opaque)
        finally:
            self._inside = False
        self.calls[-1].value = reply.value
        return reply


def filled(value: Any, objects: Mapping[int, Any]) -> Any:
    """Return an argument with the student's own objects in place of the handles to them."""
    if isinstance(value, Opaque):
        return objects[value.id]
    if isinstance(value, dict):
        return {key: filled(item, objects) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(filled(item, objects) for item in value)
    return value


def learn(reply: Any, value: Any, objects: dict[int, Any]) -> None:
    """Note which object of this process stands where the reply has a handle."""
    if isinstance(reply, Opaque):
        objects[reply.id] = value
    elif isinstance(reply, dict) and isinstance(value, Mapping):
        for key, item in reply.items():
            learn(item, value.get(key), objects)
    elif isinstance(reply, list | tuple) and isinstance(value, Sequence):
        for item, own in zip(reply, value, strict=False):
            learn(item, own, objects)


def _answer(grading: Grading, paths: Sequence[Path]) -> Answer:
    """The one answer that is to be debugged."""
    answers = [answer for path in paths for answer in grading.answers(path)]
    if len(answers) != 1:
        named = ", ".join(answer.exercise for answer in answers)
        raise UsageError("debug.one", path=", ".join(map(str, paths)), exercises=named)
    if answers[0].unreadable is not None:
        raise answers[0].unreadable
    return answers[0]


def _whole(judge: Judge) -> bool:
    return judge.loaded is not None and judge.loaded.skipped_may_matter


def _calls(exercise: Exercise, result: CheckResult, judge: Judge) -> list[RecordedCall]:
    """The calls of the check up to the one that failed; none if it does not fail by a call, or not every time."""
    case = judge.failing.get(result.name)
    check = next(check for check in exercise.checks if check.name == result.name)
    if case is None or judge.loaded is None:
        return []
    session = judge.session
    with Recorder(session.pool, session.source, session.wanted, session.limits, _whole(judge)) as recorder:
        outcome = attempt(exercise, check, recorder, case)
    return [] if outcome.verdict is Verdict.PASSED else recorder.calls


def _loaded(source: ModuleSource, exercise: Exercise, *, whole: bool) -> ModuleType:
    """Load the student's file as a worker does, but into this process, which keeps its own modules and builtins."""
    with _unchanged_process():
        module, _ = loading.load(source, tuple(exercise.functions), whole, exercise.limits)
    for unit in source.units:
        filename = unit_filename(source.file, unit.cell)
        linecache.cache[os.path.abspath(filename)] = linecache.cache[filename]  # noqa: PTH100 - as the debugger does
    return module


@contextmanager
def _unchanged_process() -> Iterator[None]:
    """Take back what loading changes for a worker's sake, but for imports of the student's other files."""
    modules, finders = dict(sys.modules), list(sys.meta_path)
    names = ("input", "display", "get_ipython")
    kept = {name: vars(builtins)[name] for name in names if name in vars(builtins)}
    try:
        yield
    finally:
        for name in names:
            vars(builtins).pop(name, None)
        vars(builtins).update(kept)
        sys.modules.update(modules)
        sys.meta_path[:] = [*finders, *(finder for finder in sys.meta_path if isinstance(finder, SiblingFinder))]


class Debugger(pdb.Pdb):
    """Python's debugger, which knows whether the user left it."""

    left = False

    def set_quit(self) -> None:
        """The user has had enough."""
        self.left = True
        super().set_quit()


def _run(calls: Sequence[RecordedCall], module: ModuleType, feedback: Feedback) -> None:
    """Repeat the calls, the last one under the debugger, and say how it ended."""
    objects: dict[int, Any] = {}
    debugger = Debugger()
    try:
        for call in calls[:-1]:
            learn(call.value, vars(module)[call.function](*filled(call.args, objects)), objects)
        last = calls[-1]
        value = debugger.runcall(vars(module)[last.function], *filled(last.args, objects))
    except Exception as error:  # noqa: BLE001 - how the student's function ended
        facts = {"type": type(error).__name__, "message": one_line(str(error))}
        click.echo(plain(feedback.text("debug.raised", facts)))
        return
    if not debugger.left:
        shown = np.array2string(value, threshold=50) if isinstance(value, np.ndarray) else repr(value)
        click.echo(plain(feedback.text("debug.returned", {"value": shown[:2_000]})))
