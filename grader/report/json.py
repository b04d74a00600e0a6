"""The JSON result, schema `grader/result/v1` (docs/result.md describes it key by key)."""

import dataclasses
import json
import math
import re
from collections.abc import Mapping
from typing import Any

from grader.model.report import CheckResult, Diagnosis, Report, Result
from grader.model.source import Note, Where
from grader.report.feedback import Feedback

SCHEMA = "grader/result/v1"
_COMMAND = re.compile(r"#(?=#(?:vso|teamcity)?\[)")  # Azure Pipelines and TeamCity obey such a sign in any line
_OTHER = re.compile(r"[^ -~\u4e00-\u9fff]")  # the letters that are looked at one by one


def encode(result: Result, feedback: Feedback) -> bytes:
    """Return the result as indented JSON that ends with a line break. All numbers in it are finite.

    Control, format and direction characters are written as escapes: they mean the same to a program, and do nothing to
    a terminal on which somebody looks at the file.
    """
    text = json.dumps(as_dict(result, feedback), indent=2, ensure_ascii=False, allow_nan=False)
    return (_COMMAND.sub("\\\\u0023", _OTHER.sub(_escaped, text)) + "\n").encode()


def _escaped(found: re.Match[str]) -> str:
    letter = found[0]
    return letter if letter == "\n" or letter.isprintable() else json.dumps(letter)[1:-1]


def as_dict(result: Result, feedback: Feedback) -> dict[str, Any]:
    """Return the result as plain data."""
    return {
        "schema": SCHEMA,
        "lang": feedback.lang,
        "points": result.points,
        "max_points": result.max_points,
        "isolation": result.isolation,
        "versions": dict(result.versions),
        "reports": [_report(report, feedback) for report in result.reports],
    }


def _report(report: Report, feedback: Feedback) -> dict[str, Any]:
    return {
        "student": report.student,
        "submission": report.submission,
        "sha256": report.sha256,
        "exercise": report.exercise,
        "status": report.status,
        "problem": _note(report.problem, feedback) if report.problem else None,
        "notes": [_note(note, feedback) for note in report.notes],
        "points": report.points,
        "max_points": report.max_points,
        "hidden_not_run": report.hidden_not_run,
        "seconds": round(report.seconds, 4),
        "checks": [_check(check, feedback) for check in report.checks],
    }


def _check(check: CheckResult, feedback: Feedback) -> dict[str, Any]:
    return {
        "name": check.name,
        "title": feedback.title(check.title),
        "function": check.function,
        "verdict": check.verdict.value,
        "points": check.points,
        "max_points": check.max_points,
        "hidden": check.hidden,
        "bonus": check.bonus,
        "code": check.code,
        "message": feedback.text(check.code, check.facts) if check.code else None,
        "hint": (feedback.hint(check.code, check.facts) or None) if check.code else None,
        "facts": finite(check.facts),
        "call": check.call,
        "where": _where(check.where),
        "exception": dataclasses.asdict(check.exception) if check.exception else None,
        "output": check.output,
        "seconds": round(check.seconds, 4),
        "figures": [{"kind": figure.kind, "data": finite(figure.data)} for figure in check.figures],
        "diagnosis": _diagnosis(check.diagnosis, check.function, feedback) if check.diagnosis else None,
    }


def _diagnosis(diagnosis: Diagnosis, function: str, feedback: Feedback) -> dict[str, Any]:
    return {
        "code": diagnosis.code,
        "message": feedback.title(diagnosis.text) or feedback.diagnosis(diagnosis, function),
        "evidence": finite(diagnosis.evidence),
        "function": diagnosis.function or function,
    }


def _note(note: Note, feedback: Feedback) -> dict[str, Any]:
    return {"code": note.code, "message": feedback.text(note.code, note.facts), "where": _where(note.where)}


def _where(where: Where | None) -> dict[str, Any] | None:
    return None if where is None else {"file": where.file, "line": where.line, "cell": where.cell}


def finite(value: Any) -> Any:
    """Return facts as finite JSON: NaN and infinities become strings, unknown objects their text."""
    if isinstance(value, Mapping):
        return {str(key): finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [finite(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
