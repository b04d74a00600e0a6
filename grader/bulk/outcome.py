"""What became of one submission, in the form in which it crosses to the gradebook: plain values and bytes."""

import zlib
from collections.abc import Mapping
from typing import Any

import msgspec

from grader.model.report import Report, Result
from grader.report.feedback import Feedback
from grader.report.json import as_dict


class Kept(msgspec.Struct, frozen=True):
    """One report as the gradebook keeps it."""

    exercise: str
    status: str
    points: int | None
    max_points: int
    exercise_sha256: str
    seconds: float
    report: str  # JSON, as in the `reports` of docs/result.md
    packed: bytes  # the report itself, to be drawn again in any language


class Outcome(msgspec.Struct, frozen=True):
    """The reports of one submission, and what they were made with."""

    reports: tuple[Kept, ...]
    grader_sha256: str
    isolation: str
    versions: str  # JSON


def kept(report: Report, exercise_sha256: str, feedback: Feedback) -> Kept:
    """Bring a report into the form that is kept; what no encoding can hold (half a surrogate pair) reads as "?"."""
    try:
        return _kept(report, exercise_sha256, feedback)
    except UnicodeEncodeError:
        return _kept(
            msgspec.convert(_scrubbed(msgspec.to_builtins(report, enc_hook=_plain)), Report), exercise_sha256, feedback
        )


def restored(packed: bytes) -> Report:
    """Return the report that `kept` packed."""
    return msgspec.msgpack.decode(zlib.decompress(packed), type=Report)


def _kept(report: Report, exercise_sha256: str, feedback: Feedback) -> Kept:
    (plain,) = as_dict(Result((report,), "", {}), feedback)["reports"]
    return Kept(
        exercise=report.exercise,
        status=report.status,
        points=report.points,
        max_points=report.max_points,
        exercise_sha256=exercise_sha256,
        seconds=report.seconds,
        report=msgspec.json.encode(plain).decode(),
        packed=zlib.compress(msgspec.msgpack.encode(report, enc_hook=_plain)),
    )


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else str(value)


def _scrubbed(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_scrubbed(key): _scrubbed(item) for key, item in value.items()}
    return [_scrubbed(item) for item in value] if isinstance(value, list | tuple) else value
