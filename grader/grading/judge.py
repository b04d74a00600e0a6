"""Judges every check of an exercise for one submission.

Checks share a worker, because starting one for each would cost more than most checks do. So a failure only counts when
it happens again in a fresh worker; one that does not is blamed on history (state that the student's code keeps between
calls) only if the whole sequence fails again, and is UNGRADED otherwise. Where top-level statements were left out of
the sliced load and could matter, the file is run whole before a failure counts.
"""

import time
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from msgspec import structs

from grader.checking.calls import StudentStopped
from grader.checking.drawing import Case, shrink
from grader.checking.registry import Check
from grader.checking.sketches import drawn
from grader.exercise.load import Exercise
from grader.grading.attempt import VERDICTS, Outcome, attempt
from grader.grading.diagnosis import Symptom, evidence
from grader.grading.examine import Compared, examine
from grader.grading.fingerprint import answers
from grader.model.report import CheckResult, ExceptionInfo
from grader.model.source import Where
from grader.model.verdict import Verdict
from grader.student.session import Session
from grader.worker.protocol import Loaded, Raised

MAX_TIMEOUTS = 2  # of one function; its other checks are TIMEOUT unrun
_OF_ANSWERS = (Verdict.FAILED, Verdict.ERROR)
_LOADING = {"student.timeout": "load.timeout", "student.crashed": "load.crashed"}
EXAMINED_CALL, EXAMINED_ALL = 2.0, 10.0  # seconds of a call and of all calls, when a function is looked at closely
SHRINK_TRIES = 40  # per failed check: the smallest failing call is worth a blink, not a wait
SHRINK_TOTAL = 160  # per submission


@dataclass
class Judge:
    """The state of judging one submission: verdicts so far, and what ran in the worker at hand."""

    exercise: Exercise
    session: Session
    shrinking: bool = True  # look for the smallest failing call; verdicts do not depend on it
    results: dict[str, CheckResult] = field(default_factory=dict)
    symptoms: dict[str, Symptom] = field(default_factory=dict)  # of the checks that did not pass
    failing: dict[str, Case] = field(default_factory=dict)  # of those that failed by a call, the case that is reported
    _history: list[tuple[Check, list[Case]]] = field(default_factory=list)
    _timeouts: Counter[str] = field(default_factory=Counter)
    _tries_left: int = SHRINK_TOTAL
    _whole: Session | None = None
    _confirming: dict[tuple[str, bool], Session] = field(default_factory=dict)  # of a function's public, hidden checks
    _unloadable: Outcome | None = None

    def result(self, check: Check) -> CheckResult:
        """Judge one check, after those that it builds on; each is judged once."""
        if check.name not in self.results:
            blocker = next((name for name in check.after if self._result_of(name).verdict is not Verdict.PASSED), None)
            start = time.monotonic()
            outcome = self._outcome(check, blocker)
            if outcome.call is not None:
                self.failing[check.name] = outcome.case
            self.results[check.name] = self._described(check, outcome, time.monotonic() - start)
        return self.results[check.name]

    def examine(self) -> Mapping[str, Sequence[Compared]]:
        """Look closely at the public checks that failed: return their calls, and describe those among the symptoms."""
        return self._examined([check for check in self._examinable() if not self._is_hidden(check)])

    def examine_hidden(self, functions: Collection[str]) -> None:
        """Look closely at the hidden checks of `functions` that failed, and describe their calls among the symptoms."""
        hidden = [check for check in self._examinable() if self._is_hidden(check)]
        self._examined([check for check in hidden if self.exercise.function_of(check) in functions])

    def _examined(self, failed: Sequence[Check]) -> Mapping[str, Sequence[Compared]]:
        calls: dict[str, Sequence[Compared]] = {}
        for session in {id(session): session for session in map(self._session_of, failed)}.values():
            session.hurry(EXAMINED_CALL, EXAMINED_ALL)
        for check in failed:
            calls[check.name] = examine(self.exercise, check, self._cases(check), self._session_of(check))
        for name, seen in calls.items():
            self.symptoms[name] = structs.replace(self.symptoms[name], answers=answers(seen))
        return calls

    def _examinable(self) -> list[Check]:
        """The checks that failed by what a function answered."""
        failed = [check for check in self.exercise.checks if check.name in self.symptoms]
        symptoms = [self.symptoms[check.name] for check in failed]
        return [
            check
            for check, symptom in zip(failed, symptoms, strict=True)
            if symptom.verdict in _OF_ANSWERS and not symptom.code.startswith("function.")
        ]

    def close(self) -> None:
        """End the judge's own workers; the session belongs to the caller."""
        for session in (self._whole, *self._confirming.values()):
            if session is not None:
                session.restart()

    def _result_of(self, name: str) -> CheckResult:
        return self.result(next(check for check in self.exercise.checks if check.name == name))

    def _outcome(self, check: Check, blocker: str | None) -> Outcome:
        if self.loaded is None:
            assert self._unloadable is not None
            return self._unloadable
        if blocker is not None:
            return Outcome(Verdict.SKIPPED, "check.skipped", {"after": blocker, "title": dict(self._title(blocker))})
        function = self.exercise.function_of(check)
        if self._timeouts[function] >= MAX_TIMEOUTS:
            return Outcome(Verdict.TIMEOUT, "student.timeout_repeated", {"function": function})
        outcome = self._judged(check)
        if outcome.verdict is Verdict.TIMEOUT:
            self._timeouts[function] += 1
        return outcome

    @cached_property
    def loaded(self) -> Loaded | None:
        """What loading found; None if the file cannot be loaded, which is then the outcome of every check."""
        try:
            return self.session.loaded
        except StudentStopped as stopped:
            code = _LOADING.get(stopped.code, stopped.code)
            self._unloadable = Outcome(VERDICTS[stopped.code], code, stopped.facts)
            return None

    @property
    def _runs_whole(self) -> bool:
        """Whether a failure only counts after the whole file has run: statements that were left out could matter."""
        return self.loaded is not None and self.loaded.skipped_may_matter

    def _judged(self, check: Check) -> Outcome:
        cases = self._cases(check)
        outcome = self._run(check, cases, self.session)
        if outcome.code in VERDICTS:
            self._history.clear()  # the session starts a fresh worker
        else:
            self._history.append((check, cases))
        if outcome.verdict in (Verdict.PASSED, Verdict.UNGRADED):
            return outcome
        session = self._session_of(check)
        session.restart()
        if self._runs_whole:
            outcome = self._run(check, cases, self._whole_session())
        elif _about_a_call(outcome):
            outcome = self._confirmed(check, cases, outcome, session)
        self._note(check, outcome)
        if self.shrinking and _about_a_call(outcome) and outcome.case != cases[0]:  # the smallest one drawn
            with self._fresh() as session:
                return self._smallest(check, outcome, session)
        return outcome

    def _note(self, check: Check, outcome: Outcome) -> None:
        """Keep how a check failed on the cases that every submission gets, before a smaller one is looked for."""
        if outcome.verdict not in (Verdict.PASSED, Verdict.UNGRADED):
            code = outcome.code or ""
            self.symptoms[check.name] = Symptom(outcome.verdict, code, evidence(outcome.facts))

    def _run(self, check: Check, cases: list[Case], session: Session) -> Outcome:
        """Replay the cases until one does not pass."""
        for case in cases:
            outcome = attempt(self.exercise, check, session, case)
            if outcome.verdict is not Verdict.PASSED:
                return outcome
        return Outcome(Verdict.PASSED)

    def _confirmed(self, check: Check, cases: list[Case], outcome: Outcome, session: Session) -> Outcome:
        """Try the failing case again in a session that has called nothing yet."""
        again = attempt(self.exercise, check, session, outcome.case)
        if again.verdict is not Verdict.PASSED:
            return again
        # Alone the call passes. Does the sequence fail again: this check's own cases, then everything before it?
        session.restart()
        again = self._run(check, cases, session)
        if again.verdict is Verdict.PASSED:
            session.restart()
            for earlier, earlier_cases in self._history:
                again = self._run(earlier, earlier_cases, session)
        if again.verdict is Verdict.PASSED:
            return replace(outcome, verdict=Verdict.UNGRADED, code="grader.unstable", facts={"first": outcome.code})
        facts = {"first": again.code, **again.facts}
        return replace(again, verdict=Verdict.FAILED, code="call.depends_on_history", facts=facts)

    def _smallest(self, check: Check, outcome: Outcome, session: Session) -> Outcome:
        """Look for a smaller case that fails in the same way, also alone; the verdict is settled already."""
        assert check.cases is not None
        tries = min(SHRINK_TRIES, self._tries_left)
        self._tries_left -= tries
        seed = self.exercise.cases.seed(check, hidden=self._is_hidden(check))

        def fails(case: Case) -> bool:
            tried = attempt(self.exercise, check, session, case)
            if tried.verdict in (Verdict.TIMEOUT, Verdict.CRASHED):
                raise StudentStopped("student.timeout")
            return (tried.verdict, tried.code) == (outcome.verdict, outcome.code)

        try:
            case = shrink(check.cases, seed, fails, tries=tries)
        except StudentStopped:
            case = None
        if case is None:
            return outcome
        session.restart()
        small = attempt(self.exercise, check, session, case)
        return small if (small.verdict, small.code) == (outcome.verdict, outcome.code) else outcome

    def _session_of(self, check: Check) -> Session:
        """Where failures of a function's public or of its hidden checks are confirmed, and their calls examined."""
        key = self.exercise.function_of(check), self._is_hidden(check)
        if key not in self._confirming:
            self._confirming[key] = self._fresh()
        return self._confirming[key]

    def _fresh(self) -> Session:
        return replace(self.session, whole=self._runs_whole)

    def _is_hidden(self, check: Check) -> bool:
        return check.name in self.exercise.hidden_names

    def _cases(self, check: Check) -> list[Case]:
        return self.exercise.cases.cases(check, hidden=self._is_hidden(check))

    def _whole_session(self) -> Session:
        if self._whole is None:
            self._whole = replace(self.session, whole=True)
        return self._whole

    def _title(self, name: str) -> dict[str, str]:
        return dict(self.results[name].title)

    def _described(self, check: Check, outcome: Outcome, seconds: float) -> CheckResult:
        function = self.exercise.function_of(check)
        raised = outcome.raised
        return CheckResult(
            name=check.name,
            title=check.title,
            function=function,
            verdict=outcome.verdict,
            max_points=check.points,
            hidden=self._is_hidden(check),
            bonus=check.bonus,
            code=outcome.code,
            facts=outcome.facts,
            call=outcome.call,
            where=_where(self.loaded, self.session.source.file, function, raised),
            exception=ExceptionInfo(raised.type, raised.message, raised.traceback) if raised else None,
            output=outcome.output,
            figures=drawn(outcome.sketches) if outcome.verdict is Verdict.FAILED else (),
            seconds=seconds,
        )


def _about_a_call(outcome: Outcome) -> bool:
    """Whether a call was made and its outcome is what counts: not that there is no function to call."""
    return outcome.verdict in (Verdict.FAILED, Verdict.ERROR) and not str(outcome.code).startswith("function.")


def _where(loaded: Loaded | None, file: str, function: str, raised: Raised | None) -> Where | None:
    """The student's line that raised, or else the definition of the function."""
    if raised is not None and raised.frames:
        frame = raised.frames[-1]
        return Where(frame.file, frame.line, frame.cell)
    state = loaded.functions.get(function) if loaded is not None else None
    return Where(file, state.line, state.cell) if state is not None and state.line is not None else None
